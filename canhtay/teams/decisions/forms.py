"""Forms of decisions, one question each."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.core.problems import Problem
from canhtay.places.alike import former_communes, told_apart
from canhtay.places.models import Place
from canhtay.teams.decisions import issuing
from canhtay.teams.decisions.drafting import DRAFT_CHANGED, NO_TEAMS
from canhtay.teams.decisions.numbers import tidy_number
from canhtay.teams.decisions.outcome import Outcome
from canhtay.teams.decisions.signing import CHAIRMAN, POSTS
from canhtay.teams.models import Decision, Team
from canhtay.teams.verdicts import verdict_of
from canhtay.web.forms import DateField, Form

KINDS = [
    (Decision.Kind.FOUND, lazy("Thành lập: tổ đã ghi trong sổ mà chưa có quyết định")),
    (Decision.Kind.CONSOLIDATE, lazy("Kiện toàn: tổ đang có, ghi lại tên tổ và danh sách thành viên")),
    (Decision.Kind.MERGE, lazy("Hợp nhất: nhiều tổ vào một trong các tổ ấy")),
    (Decision.Kind.DISSOLVE, lazy("Giải thể: tổ thôi hoạt động")),
]
LABELS = [
    "Tổ công nghệ số cộng đồng",
    "Tổ chuyển đổi số cộng đồng",
    "Tổ công tác Đề án 06 và công nghệ số cộng đồng",
]


class DraftForm(Form):
    """Carries which version of the draft stood on the page. Where somebody changed it meanwhile nothing is written and nothing
    typed is lost: the page comes again, now with the version that stands, so that the next press writes knowingly."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    overtaken = False

    def __init__(self, *args: Any, draft: Decision | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft
        self.fields["version"].initial = draft.version if draft else None

    @property
    def said(self) -> dict[str, Any]:
        """What was said, and as `saw` which version was seen."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"saw": self.cleaned_data["version"]}

    def refuse(self, problem: Problem, field: str | None = None) -> None:
        self.add_error(field, problem.sentence)
        if problem.kind == DRAFT_CHANGED and self.draft:
            self.overtaken = True
            self.draft.refresh_from_db(fields=["version"])
            posted = cast("QueryDict", self.data).copy()
            posted["version"] = str(self.draft.version)
            self.data = posted


class KindForm(Form):
    kind = forms.ChoiceField(label=lazy("Quyết định làm gì?"), choices=KINDS, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(Place.objects.none(), label=lazy("Của xã, phường nào?"), empty_label=None)

    def __init__(self, *args: Any, places: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["place"].initial = places.first()
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()


class TeamsForm(DraftForm):
    teams = forms.MultipleChoiceField(
        label=lazy("Quyết định nêu tên những tổ nào?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["teams"].error_messages["required"] = _(NO_TEAMS.sentence)
        self.by_key = {str(team.pk): team for team in teams}
        self.former = former_communes({team.group for team in self.by_key.values()}, clock.today())
        self.fields["teams"].choices = [(key, self._said(team)) for key, team in self.by_key.items()]  # type: ignore[attr-defined]

    def _said(self, team: Any) -> str:
        people = ngettext("%(n)s người", "%(n)s người", team.people) % {"n": team.people}
        paper = _("đã có quyết định") if team.decision_id else _("chưa có quyết định")
        verdict = verdict_of(team)
        group = told_apart(str(team.group), self.former.get(team.group_id))
        return ", ".join([f"{group} – {team.label}", people, *([verdict.short] if verdict else []), paper])

    @property
    def chosen(self) -> list[Team]:
        return [self.by_key[key] for key in self.cleaned_data["teams"]]


class WordingForm(DraftForm):
    signer_post = forms.ChoiceField(label=lazy("Ai ký?"), choices=POSTS, widget=forms.RadioSelect)
    signer = forms.CharField(
        label=lazy("Họ tên người ký"),
        max_length=100,
        required=False,
        help_text=lazy("Không ghi học hàm, học vị trước tên. Để trống thì bản in chừa chỗ."),
    )
    label = forms.ChoiceField(label=lazy("Từ nay các tổ gọi là gì?"), required=False)
    grounds = forms.CharField(
        label=lazy("Căn cứ, mỗi căn cứ một dòng"),
        widget=forms.Textarea(attrs={"rows": 9}),
        required=False,
        max_length=6000,
        help_text=lazy(
            "Luật chỉ ghi tên và ngày; văn bản khác ghi đủ số, ngày, nơi ban hành và trích yếu. Dấu chấm phẩy cuối dòng máy tự ghi."
        ),
    )
    written_at = forms.CharField(
        label=lazy("Địa danh ghi trước ngày tháng"),
        max_length=100,
        help_text=lazy("Nơi mang tên người, tên số hay sự kiện thì ghi đủ, như “Phường Lê Chân”."),
    )
    effective_on = DateField(
        label=lazy("Có hiệu lực từ ngày"), required=False, help_text=lazy("Để trống: kể từ ngày ký.")
    )

    def __init__(self, *args: Any, decision: Decision, **options: Any) -> None:
        options.setdefault("initial", {name: getattr(decision, name) for name in self.base_fields})
        super().__init__(*args, draft=decision, **options)
        if decision.kind == Decision.Kind.DISSOLVE:
            del self.fields["label"]
        else:
            kept = {decision.label, *LABELS} - {""}
            names = sorted(kept, key=lambda one: (one not in LABELS, one))
            choices = [("", _("Giữ tên đang có")), *((one, one) for one in names)]
            self.fields["label"].choices = choices  # type: ignore[attr-defined]


class MergingForm(DraftForm):
    """Which team stays, and who leads it; nobody chosen: who leads that team now."""

    into = forms.ChoiceField(label=lazy("Tổ nào còn lại?"), widget=forms.RadioSelect)
    leader = forms.ChoiceField(label=lazy("Ai làm tổ trưởng?"), required=False)

    def __init__(self, *args: Any, teams: list[Team], people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].choices = [(str(team.pk), f"{team.group} – {team.label}") for team in teams]  # type: ignore[attr-defined]
        self.fields["leader"].choices = [("", _("Tổ trưởng đang có của tổ còn lại")), *people]  # type: ignore[attr-defined]


class JoiningForm(DraftForm):
    members_join = forms.TypedChoiceField(
        label=lazy("Thành viên Tổ Đề án 06 chưa có trong tổ công nghệ số thì sao?"),
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        choices=[("yes", lazy("Vào tổ, làm thành viên")), ("no", lazy("Thôi, không vào tổ"))],
    )


WRONG_AT = {
    issuing.NUMBER_TAKEN: "number",
    issuing.UNIT_ENDED: "decided_on",
    issuing.EFFECT_BEFORE_SIGNING: "effective_on",
    issuing.NOT_YET_THERE: "effective_on",
    issuing.NOBODY_THEN: "effective_on",
    issuing.LATER_PAPER: "effective_on",
    issuing.CHANGED_SINCE: "effective_on",
}


class IssueForm(DraftForm):
    number = forms.CharField(
        label=lazy("Số quyết định"),
        max_length=60,
        help_text=lazy("Như 103 hoặc 103/QĐ-UBND."),
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    decided_on = DateField(label=lazy("Ngày ký"))
    effective_on = DateField(label=lazy("Có hiệu lực từ ngày"), required=False, help_text=lazy("Để trống: từ ngày ký."))
    signer_post = forms.ChoiceField(label=lazy("Ai đã ký?"), choices=POSTS)
    signer = forms.CharField(label=lazy("Họ tên người ký"), max_length=100)

    def __init__(self, *args: Any, decision: Decision, **options: Any) -> None:
        said = {
            "effective_on": decision.effective_on,
            "signer": decision.signer,
            "signer_post": decision.signer_post or CHAIRMAN,
        }
        super().__init__(*args, initial={"decided_on": clock.today(), **said}, draft=decision, **options)

    def clean_number(self) -> str:
        return _accepted(tidy_number, self.cleaned_data["number"])

    def clean_decided_on(self) -> date:
        return _accepted(issuing.has_come, self.cleaned_data["decided_on"])

    def clean_effective_on(self) -> date | None:
        day: date | None = self.cleaned_data["effective_on"]
        return _accepted(issuing.has_come, day) if day else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day: date | None = said.get("decided_on")
        if not said.get("effective_on") and day:
            said["effective_on"] = day
        return said

    def refuse(self, problem: Problem, field: str | None = None) -> None:
        super().refuse(problem, field or WRONG_AT.get(problem.kind))


def _accepted(check: Callable[[Any], Any], value: Any) -> Any:
    try:
        return check(value)
    except Problem as problem:
        raise forms.ValidationError(problem.sentence) from problem


class ScanForm(Form):
    scan = forms.FileField(
        label=lazy("Bản quét hoặc ảnh chụp văn bản đã ký"),
        help_text=lazy("PDF, JPEG hay PNG, tới 10 MB. Nhiều trang thì quét thành một tệp PDF."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


def people_to_lead(outcome: Outcome) -> list[tuple[str, str]]:
    """Everybody in the teams, with the team he comes from."""
    rows = [one.held for _team, members in outcome.stays for one in members if one.held]
    rows += [row for _team, _into, people in outcome.ends for row in people]
    return [(str(row.person_id), f"{row.person.name}, {row.get_role_display()} {row.team.group.name}") for row in rows]
