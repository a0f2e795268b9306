"""What is asked before a list is taken in, one question at a time: whose it is, what becomes of teams that stand, who leads.

Each comes with an answer that loses nothing; nothing is written until all are answered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core.history import Actor
from canhtay.places.models import Place
from canhtay.teams.composition import rule_for
from canhtay.teams.import_forms import Files, LeadersForm, OriginsForm, TeamsForm
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.origins import former_communes_of, named_in
from canhtay.teams.roster.outlook import TeamOutlook
from canhtay.teams.roster.shapes import BookReading, RosterReading
from canhtay.teams.roster.uploads import answer, called_together, say_origins
from canhtay.teams.verdicts import size_of
from canhtay.web.forms import Form

TEAMS_TOLD = 12


@dataclass
class Question:
    name: str
    title: str
    why: str
    form: Form
    write: Callable[[Actor], object]
    facts: list[str] = field(default_factory=list)
    more: int = 0


def origin_question(upload: RosterUpload, reading: RosterReading, posted: QueryDict | None = None) -> Question | None:
    """Asked where a file names a former commune and another, or none, was chosen for it."""
    formers = former_communes_of(upload.commune)
    if "origin" in upload.choices or not formers:
        return None
    files = _files_by_name(reading, formers, upload)
    if all(one.named in (None, upload.origin) for one in files):
        return None
    form = OriginsForm(posted, files=files, formers=formers, upload=upload)
    return Question(
        "origin",
        _("Danh sách này của phường, xã nào?"),
        _("Trong tệp có tên phường, xã cũ. Của phường, xã cũ thì các tổ được ghi ở đó, từ ngày có quyết định ấy."),
        form,
        lambda by: say_origins(upload, form.said(), by=by, since=form.cleaned_data.get("since")),
    )


def question_about(
    upload: RosterUpload, outlooks: list[TeamOutlook], posted: QueryDict | None = None
) -> Question | None:
    """The next that is still open, of teams first."""
    answered = upload.choices
    mixed = [one for one in outlooks if one.mixes and one.group not in answered.get("teams", {})]
    if mixed:
        return _of_teams(upload, mixed, posted)
    twice = [one for one in outlooks if one.leads_twice and one.group not in answered.get("leaders", {})]
    return _of_leaders(upload, twice, posted) if twice else None


def _of_teams(upload: RosterUpload, mixed: list[TeamOutlook], posted: QueryDict | None) -> Question:
    count = len(mixed)
    told = {"n": count, "people": sum(one.joins for one in mixed), "group": mixed[0].group}
    title = ngettext("Tổ %(group)s đã có người khác", "%(n)s tổ đã có người khác", count) % told
    why = ngettext(
        "Danh sách có %(people)s người chưa ở trong tổ ấy.",
        "Danh sách có %(people)s người chưa ở trong các tổ ấy.",
        count,
    )
    form = TeamsForm(posted, teams=mixed)
    older = [one for one in mixed if one.is_older]
    why = " ".join(filter(None, (why % told, _of_old(older))))
    facts, more = _grown(upload, mixed[:TEAMS_TOLD]), max(count - TEAMS_TOLD, 0)
    return Question("teams", title, why, form, lambda _by: answer(upload, "teams", form.said()), facts, more)


def _of_old(older: list[TeamOutlook]) -> str:
    """ "Danh sách từ 01/03/2024, cũ hơn …": why nothing is the answer shown first."""
    if not older:
        return ""
    days = sorted({one.decided_on for one in older if one.decided_on})
    said = _("Danh sách từ %(days)s, trước quyết định hay phường, xã hiện nay.") % {"days": _days(days)}
    return f"{said if days else _('Danh sách của phường, xã cũ.')} {_('Nên để nguyên những ai đang ở trong tổ.')}"


def _days(days: list[date]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


def _grown(upload: RosterUpload, teams: list[TeamOutlook]) -> list[str]:
    """ "Trà Khê 1: đang có 8 người → 17 người, quy định 8–10"."""
    size = size_of(rule_for(upload.commune))
    asks = _(", quy định %(size)s") % {"size": size} if size else ""
    grows = _("%(group)s: đang có %(there)s người → %(then)s người nếu thêm")
    return [grows % {"group": one.group, "there": one.there, "then": one.there + one.joins} + asks for one in teams]


def _of_leaders(upload: RosterUpload, twice: list[TeamOutlook], posted: QueryDict | None) -> Question:
    told = {"n": len(twice), "group": twice[0].group}
    title = ngettext("Tổ %(group)s sẽ có hai tổ trưởng", "%(n)s tổ sẽ có hai tổ trưởng", len(twice)) % told
    form = LeadersForm(posted, teams=twice)
    why = _("Một tổ một người đứng đầu. Người không làm tổ trưởng vẫn ở trong tổ, là thành viên.")
    return Question("leaders", title, why, form, lambda _by: answer(upload, "leaders", form.said()))


def _files_by_name(reading: RosterReading, formers: list[Place], upload: RosterUpload) -> list[Files]:
    """Files that name one commune, or none, are asked about together."""
    with_people = [book for book in reading.books if book.members] or reading.books
    by_name: dict[Place | None, list[BookReading]] = {}
    for book in with_people:
        by_name.setdefault(named_in(book, formers, upload.commune), []).append(book)
    return [
        Files(
            called_together([book.name for book in books]),
            tuple((book.name, book.index) for book in books),
            place,
            all(book.decision and book.decision.date for book in books),
        )
        for place, books in by_name.items()
    ]
