"""Drafts: a decision before it has a number. Changed as often as one likes, thrown away without a trace but its line in the log;
unless it was entered as signed once: then it stays, also when that was taken back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, require
from canhtay.core.vietnamese import nfc
from canhtay.places.models import Place
from canhtay.teams.decisions import wording
from canhtay.teams.decisions.candidates import teams_for
from canhtay.teams.decisions.signing import CHAIRMAN
from canhtay.teams.models import Decision, DecisionTeam, Team

DRAFTED = history.declare("decision.drafted", "kind", "teams")
CHANGED = history.declare("decision.draft_changed", "columns", "teams")
DISCARDED = history.declare("decision.discarded", "kind", "teams")

NO_TEAMS = Kind("decision_names_no_team", 422, n("Xin chọn ít nhất một tổ."))
ONE_IS_NOT_MERGED = Kind("one_is_not_merged", 422, n("Hợp nhất thì xin chọn từ hai tổ trở lên."))
NOT_TO_BE_NAMED = Kind(
    "team_not_to_be_named",
    422,
    n(
        "%(team)s không đưa vào quyết định này được: tổ đã thôi, đã có quyết định, hoặc thuộc xã, phường khác. Xin bỏ chọn."
    ),
)
NOT_AMONG_THEM = Kind("team_not_among_them", 422, n("Tổ còn lại sau khi hợp nhất phải là một trong các tổ đã chọn."))
NO_DRAFT = Kind("no_draft", 409, n("Quyết định này đã ghi là đã ký, không sửa như dự thảo được nữa. Xin mở lại trang."))
WAS_ISSUED = Kind(
    "draft_was_issued",
    409,
    n(
        "Dự thảo này đã từng ghi là đã ký, hoặc có bản quét, nên được giữ lại làm giấy tờ lưu. Xin sửa rồi ghi lại cho đúng."
    ),
)

DRAFT_CHANGED = Kind(
    "draft_changed",
    409,
    n(
        "Trong lúc trang này mở, dự thảo đã được sửa ở nơi khác, nên chưa ghi gì. Những gì vừa nhập vẫn còn dưới đây: "
        "xin xem dự thảo như đang có, rồi bấm lần nữa nếu vẫn muốn ghi."
    ),
)

SAID = {"signer", "signer_post", "grounds", "written_at", "label", "effective_on", "leader", "members_join"}


@transaction.atomic
def draft_decision(
    place: Place, kind: str, teams: Iterable[Team], *, by: Actor, into: Team | None = None, **said: Any
) -> Decision:
    """`into`: the team the others are merged into (the first of them). Of `said`: see SAID.

    A Project 06 group that is consolidated together with the community team of its residential group joins that team.
    Raises Problem: NO_TEAMS, ONE_IS_NOT_MERGED, NOT_TO_BE_NAMED, NOT_AMONG_THEM.
    """
    decision = Decision(
        place=place, kind=kind, drafted_at=clock.now(), drafted_by=str(by.pk), signer_post=CHAIRMAN,
        grounds="\n".join(wording.usual_grounds(place)), written_at=wording.usual_place(place),
    )  # fmt: skip
    _say(decision, said)
    decision.save()
    named = _name(decision, list(teams), into)
    _record(DRAFTED, decision, by, kind=kind, teams=named)
    return decision


@transaction.atomic
def change_draft(
    decision: Decision,
    *,
    by: Actor,
    saw: int | None = None,
    teams: Iterable[Team] | None = None,
    into: Team | None = None,
    **said: Any,
) -> Decision:
    """What is not said stays as it was. `saw`: the version the writer had before him, so that nobody overwrites what he never read.

    Raises Problem: those of `draft_decision`, NO_DRAFT, DRAFT_CHANGED.
    """
    decision = held_draft(decision, saw)
    before = {name: getattr(decision, name) for name in said}
    _say(decision, said)
    if teams is not None or into is not None:
        _name(decision, list(teams) if teams is not None else named_teams(decision), into)
    decision.version += 1
    decision.save()
    columns = sorted(name for name, value in before.items() if getattr(decision, name) != value)
    _record(CHANGED, decision, by, columns=columns, teams=decision.lines.count())
    return decision


@transaction.atomic
def discard_draft(decision: Decision, *, by: Actor) -> None:
    """Only what never was a signed paper. Raises Problem: NO_DRAFT, WAS_ISSUED."""
    decision = held_draft(decision)
    require(may_discard(decision), WAS_ISSUED)
    _record(DISCARDED, decision, by, kind=decision.kind, teams=decision.lines.count())
    decision.delete()


def may_discard(decision: Decision) -> bool:
    return decision.withdrawn_at is None and not decision.scans.exists()


def held_draft(decision: Decision, saw: int | None = None) -> Decision:
    """Locked for the rest of the transaction, as it stands now. Raises Problem: NO_DRAFT, DRAFT_CHANGED."""
    row = Decision.objects.select_for_update().filter(pk=decision.pk, issued_at=None, drafted_at__isnull=False).first()
    require(row is not None, NO_DRAFT)
    assert row  # noqa: S101 required above
    require(saw is None or saw == row.version, DRAFT_CHANGED)
    return row


def named_teams(decision: Decision) -> list[Team]:
    return [line.team for line in decision.lines.select_related("team__group")]


def _say(decision: Decision, said: dict[str, Any]) -> None:
    unknown = said.keys() - SAID
    assert not unknown, f"not a draft's to say: {unknown}"  # noqa: S101
    for name, value in said.items():
        setattr(decision, name, nfc(value).strip() if isinstance(value, str) else value)


def _name(decision: Decision, teams: list[Team], into: Team | None) -> int:
    """The teams of the annex in their order; returns how many."""
    allowed = {team.pk: team for team in teams_for(decision.place, decision.kind)}
    wrong = next((team for team in teams if team.pk not in allowed), None)
    require(bool(teams), NO_TEAMS)
    require(wrong is None, NOT_TO_BE_NAMED, team=str(wrong))
    asked = {team.pk for team in teams}
    rows = [team for key, team in allowed.items() if key in asked]
    goes = _where_they_go(decision, rows, into)
    decision.lines.all().delete()
    DecisionTeam.objects.bulk_create(
        DecisionTeam(decision=decision, team=team, into_id=goes.get(team.pk), position=place)
        for place, team in enumerate(rows)
    )
    return len(rows)


def _where_they_go(decision: Decision, teams: list[Team], into: Team | None) -> dict[UUID, UUID]:
    if decision.kind == Decision.Kind.MERGE:
        require(len(teams) > 1, ONE_IS_NOT_MERGED)
        target = into.pk if into else _target_before(decision, teams)
        require(target in {team.pk for team in teams}, NOT_AMONG_THEM)
        return {team.pk: target for team in teams if team.pk != target}
    if decision.kind == Decision.Kind.CONSOLIDATE:
        community = {team.group_id: team.pk for team in teams if team.kind == Team.Kind.COMMUNITY}
        beside = [team for team in teams if team.kind != Team.Kind.COMMUNITY and team.group_id in community]
        return {team.pk: community[team.group_id] for team in beside}
    return {}


def _target_before(decision: Decision, teams: list[Team]) -> UUID:
    """The one chosen before, while it is still named; else the first whose residential group stands."""
    keys = [team.pk for team in teams]
    before = decision.lines.filter(into__in=keys).values_list("into", flat=True).first()
    standing = [team.pk for team in teams if team.group.valid_until is None]
    return before or (standing or keys)[0]


def _record(event: str, decision: Decision, by: Actor, **details: Any) -> None:
    history.record(event, subject_of("decision", decision.pk), by=by, place=decision.place_id, **details)
