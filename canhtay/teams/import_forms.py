"""The forms of what is asked before a list is taken in. Each begins with an answer that loses nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from canhtay.core import clock
from canhtay.places.models import Place
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.choosing import ADD, BOTH, REPLACE, SKIP
from canhtay.teams.roster.destination import USUAL_SINCE
from canhtay.teams.roster.outlook import Leader, TeamOutlook
from canhtay.web.forms import DateField, Form, speak_plainly

OF_TODAY, AS_ABOVE = "today", ""
KNOWN, LISTED, ALL_LEAD = "known", "listed", "both"
SINCE_HELP = lazy(
    "Chỉ dùng khi danh sách không ghi ngày quyết định. Để trống thì tính từ %(usual)s, khi phần lớn các tổ đã có."
)


@dataclass(frozen=True)
class Files:
    """Of what was sent: which name which former commune. `dated`: each names the day of its decision."""

    name: str
    books: tuple[tuple[str, int], ...]
    named: Place | None
    dated: bool


def since_help() -> str:
    return str(SINCE_HELP) % {"usual": f"{USUAL_SINCE:%d/%m/%Y}"}


def not_then(origin: Place, since: date) -> str:
    """Why a commune's groups cannot stand from this day; "" where they can."""
    first, last = origin.valid_from, origin.valid_until or clock.today()
    if first <= since <= last:
        return ""
    told = {"origin": origin, "first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    return _("%(origin)s có trong sổ từ %(first)s đến %(last)s. Xin ghi một ngày trong khoảng ấy.") % told


class OriginsForm(Form):
    def __init__(
        self, *args: Any, files: list[Files], formers: list[Place], upload: RosterUpload, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.asked, self.formers = files, {str(place.pk): place for place in formers}
        today = _("%(commune)s hiện nay") % {"commune": upload.commune}
        choices = [
            *((key, _("%(place)s cũ") % {"place": place}) for key, place in self.formers.items()),
            (OF_TODAY, today),
        ]
        for at, one in enumerate(files):
            likely = one.named or upload.origin
            self.fields[f"origin-{at}"] = forms.ChoiceField(
                label=one.name, choices=choices, initial=str(likely.pk) if likely else OF_TODAY
            )
        if not all(one.dated for one in files):
            self.fields["since"] = DateField(label=_("Các tổ ấy có từ ngày"), required=False, help_text=since_help())
        for field in self.fields.values():
            speak_plainly(field)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since = said.get("since")
        wrong = (not_then(origin, since) for origin in self._origins() if origin and since)
        if sentence := next(filter(None, wrong), ""):
            self.add_error("since", sentence)
        return said

    def said(self) -> dict[tuple[tuple[str, int], ...], Place | None]:
        return {one.books: origin for one, origin in zip(self.asked, self._origins(), strict=True)}

    def _origins(self) -> list[Place | None]:
        return [self.formers.get(self.cleaned_data.get(f"origin-{at}", OF_TODAY)) for at in range(len(self.asked))]


class TeamsForm(Form):
    """One answer for all, and for each team another where it is wanted."""

    def __init__(self, *args: Any, teams: list[TeamOutlook], **options: Any) -> None:
        super().__init__(*args, **options)
        self.teams = teams
        choices = [
            (ADD, _("Thêm người mới, giữ người đang có")),
            (REPLACE, _("Thay danh sách: ai không có tên trong danh sách này thì thôi ở tổ từ hôm nay")),
            (SKIP, _("Bỏ qua: để nguyên như đang có, không ghi gì")),
        ]
        label = _("Ghi vào thế nào?")
        older = [one for one in teams if one.is_older]
        first = SKIP if len(older) == len(teams) else ADD
        self.fields["all"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=first)
        if len(teams) > 1:
            for at, one in enumerate(teams):
                told = {"group": one.group, "there": one.there, "joins": one.joins, "unnamed": one.unnamed}
                each = _("%(group)s: đang có %(there)s người; thêm %(joins)s; %(unnamed)s không có tên trong danh sách")
                other = SKIP if one.is_older and first != SKIP else AS_ABOVE
                self.fields[f"team-{at}"] = _one_of_them(each % told, choices, other)
        self.differs = 0 < len(older) < len(teams)
        for field in self.fields.values():
            speak_plainly(field)

    def said(self) -> dict[str, str]:
        said = self.cleaned_data
        return {one.group: said.get(f"team-{at}") or said["all"] for at, one in enumerate(self.teams)}


class LeadersForm(Form):
    """Of one team by name; of several by who stands, with each by name where it is wanted."""

    def __init__(self, *args: Any, teams: list[TeamOutlook], **options: Any) -> None:
        super().__init__(*args, **options)
        self.teams = teams
        label, both = _("Ai làm tổ trưởng?"), _("Để cả hai, xem lại sau")
        if len(teams) == 1:
            named = [*_by_name(teams[0]), (ALL_LEAD, both)]
            first = named[0][0]
            self.fields["all"] = forms.ChoiceField(label=label, choices=named, widget=forms.RadioSelect, initial=first)
        else:
            choices = [(KNOWN, _("Người đang làm tổ trưởng")), (LISTED, _("Người trong danh sách")), (ALL_LEAD, both)]
            self.fields["all"] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, initial=KNOWN
            )
            for at, one in enumerate(teams):
                self.fields[f"team-{at}"] = _one_of_them(one.group, [*_by_name(one), (ALL_LEAD, both)])
        for field in self.fields.values():
            speak_plainly(field)

    def said(self) -> dict[str, str]:
        said = self.cleaned_data
        return {one.group: _leader(one, said.get(f"team-{at}") or said["all"]) for at, one in enumerate(self.teams)}


def called(one: Leader) -> str:
    """ "Đỗ Thị Yến, sinh 1961, Bí thư chi bộ": two of one name are told apart."""
    born = _("sinh %(year)s") % {"year": one.birth_year} if one.birth_year else ""
    return ", ".join(filter(None, (one.name, born, one.post)))


def _one_of_them(label: str, choices: list[tuple[str, str]], initial: str = AS_ABOVE) -> forms.ChoiceField:
    whole = [(AS_ABOVE, _("Như đã chọn ở trên")), *choices]
    return forms.ChoiceField(label=label, choices=whole, required=False, initial=initial)


def _by_name(team: TeamOutlook) -> list[tuple[str, str]]:
    return [(one.key, _words(one)) for one in team.would_lead]


def _words(one: Leader) -> str:
    said = _("%(name)s, đang làm tổ trưởng") if one.stands else _("%(name)s, trong danh sách")
    return said % {"name": called(one)}


def _leader(team: TeamOutlook, said: str) -> str:
    """The key of who leads. Where the list alone names two, the first of them is who would stay."""
    if said == ALL_LEAD:
        return BOTH
    if said not in (KNOWN, LISTED):
        return said
    stands = said == KNOWN
    return next((one.key for one in team.would_lead if one.stands == stands), team.would_lead[0].key)
