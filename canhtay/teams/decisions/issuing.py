"""Issuing: the paper came back signed; its number and day are entered, and what it says becomes so, in one transaction.

Papers are entered late, so the day it takes effect may be past; but not before the record itself: on that day each team must
have stood with somebody in it, and a team that ends or is joined must not have changed since.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.teams.decisions import annex
from canhtay.teams.decisions.applying import apply
from canhtay.teams.decisions.candidates import teams_for
from canhtay.teams.decisions.drafting import held_draft, named_teams
from canhtay.teams.decisions.numbers import tidy_number
from canhtay.teams.decisions.outcome import Outcome, outcome_of
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.past import as_now_since

ISSUED = history.declare("decision.issued", "number", "decided_on", "effective_on", "kind", "teams")

NUMBER_TAKEN = Kind(
    "decision_number_taken",
    409,
    n("Quyết định số %(number)s ngày %(day)s đã có trong sổ. Xin xem lại số và ngày, hoặc mở quyết định ấy ra."),
)
DAY_TO_COME = Kind("decision_day_to_come", 422, n("Ngày %(day)s chưa tới. Đến hôm ấy xin ghi lại."))
EFFECT_BEFORE_SIGNING = Kind(
    "effect_before_signing", 422, n("Ngày có hiệu lực (%(effect)s) không thể trước ngày ký (%(signed)s).")
)
ENDED_SINCE = Kind("named_team_ended", 409, n("%(team)s đã thôi hoạt động. Xin bỏ tổ này khỏi dự thảo."))
DECIDED_SINCE = Kind(
    "named_team_decided",
    409,
    n("%(team)s đã có quyết định thành lập rồi. Xin bỏ tổ này khỏi dự thảo, hoặc soạn bản kiện toàn."),
)
NOT_YET_THERE = Kind(
    "team_not_yet_there",
    422,
    n("Sổ ghi %(team)s có từ ngày %(since)s. Xin chọn ngày có hiệu lực từ hôm ấy trở đi."),
)
NOBODY_THEN = Kind(
    "nobody_in_team_then",
    422,
    n("Ngày %(day)s sổ chưa ghi ai ở %(team)s. Xin ghi người vào tổ, hoặc chọn ngày sau đó."),
)
LATER_PAPER = Kind(
    "team_has_a_later_paper",
    422,
    n("%(team)s đã theo một quyết định có hiệu lực từ ngày %(since)s. Xin chọn ngày có hiệu lực từ hôm ấy trở đi."),
)
CHANGED_SINCE = Kind(
    "team_changed_since",
    422,
    n(
        "Sau ngày %(day)s, %(name)s đã vào, thôi hoặc đổi vai ở %(team)s. Xin chọn ngày có hiệu lực từ %(since)s trở đi."
    ),
)


UNIT_ENDED = Kind(
    "decision_unit_ended",
    422,
    n("%(place)s chỉ còn đến hết ngày %(last)s. Văn bản ký sau ngày ấy xin soạn ở nơi nay nhận việc của nơi ấy."),
)
NOT_ITS_TEAM = Kind(
    "not_its_team_then",
    422,
    n("%(team)s không thuộc %(place)s vào ngày ký và ngày có hiệu lực. Xin bỏ tổ này khỏi dự thảo, hoặc xem lại ngày."),
)


@transaction.atomic
def issue_decision(
    decision: Decision,
    *,
    number: str,
    decided_on: date,
    effective_on: date,
    signer: str,
    signer_post: str,
    by: Actor,
    saw: int | None = None,
) -> Decision:
    """`saw`: the version of the draft that was read. Raises Problem: NO_DRAFT, DRAFT_CHANGED, ODD_NUMBER, and those above."""
    decision = held_draft(decision, saw)
    _require_days(decided_on, effective_on)
    journal.lock(territory_of(team.group) for team in named_teams(decision))
    outcome = outcome_of(decision, effective_on)
    _require_standing(decision, outcome)
    _require_known_then(outcome, effective_on)
    _require_its_own(decision, outcome, decided_on, effective_on)
    decision.number, decision.decided_on, decision.effective_on = tidy_number(number), decided_on, effective_on
    decision.signer, decision.signer_post = nfc(signer).strip(), signer_post
    decision.issued_at, decision.issued_by = clock.now(), str(by.pk)
    decision.annex = annex.shut(annex.drawn(decision, outcome))
    _save(decision)
    decision.effects = apply(decision, outcome, effective_on, by=by)
    decision.save(update_fields=["effects"])
    _record(decision, outcome, by)
    return decision


def _require_days(decided_on: date, effective_on: date) -> None:
    for day in (decided_on, effective_on):
        has_come(day)
    require(decided_on <= effective_on, EFFECT_BEFORE_SIGNING, effect=said(effective_on), signed=said(decided_on))


def has_come(day: date) -> date:
    require(day <= clock.today(), DAY_TO_COME, day=said(day))
    return day


def _require_its_own(decision: Decision, outcome: Outcome, decided_on: date, effective_on: date) -> None:
    """Of an ended unit only what it signed while it was there; and teams that lay in it on the day it decided or of effect."""
    place = decision.place
    if place.valid_until and decided_on > place.valid_until:
        raise Problem(UNIT_ENDED, place=str(place), last=said(place.valid_until))
    own = {team.pk for day in {decided_on, effective_on} for team in teams_for(place, decision.kind, day)}
    for team in outcome.teams:
        require(team.pk in own, NOT_ITS_TEAM, team=str(team), place=str(place))


def _require_standing(decision: Decision, outcome: Outcome) -> None:
    for team in outcome.teams:
        require(team.valid_until is None, ENDED_SINCE, team=str(team))
        require(decision.kind != Decision.Kind.FOUND or team.decision_id is None, DECIDED_SINCE, team=str(team))


def _require_known_then(outcome: Outcome, day: date) -> None:
    for team in outcome.teams:
        require(team.valid_from <= day, NOT_YET_THERE, team=str(team), since=said(team.valid_from))
    as_now = as_now_since(team for team, _members in outcome.stays)
    for team, members in outcome.stays:
        since = as_now[team.pk]
        require(since <= day, LATER_PAPER, team=str(team), since=said(since))
        require(bool(members), NOBODY_THEN, team=str(team), day=said(day))
    if changed := _changed_since(outcome.moved, day):
        row, since = changed
        raise Problem(CHANGED_SINCE, day=said(day), name=row.person.name, team=str(row.team), since=said(since))


def _changed_since(teams: list[Team], day: date) -> tuple[Appointment, date] | None:
    """The last change in these teams after that day, and the first day that would fit it."""
    rows = Appointment.objects.filter(team__in=[team.pk for team in teams]).select_related("person", "team__group")
    later = [(row, _settled_on(row)) for row in rows if not _was_never(row)]
    return max((pair for pair in later if pair[1] > day), key=lambda pair: pair[1], default=None)


def _settled_on(row: Appointment) -> date:
    """From when on this row says nothing new."""
    return clock.day_after(row.valid_until) if row.valid_until else row.valid_from


def _was_never(row: Appointment) -> bool:
    """Ended before it began: a mistake that was mended."""
    return row.valid_until is not None and row.valid_until < row.valid_from


def _save(decision: Decision) -> None:
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as fault:
        assert decision.decided_on  # noqa: S101 set by the caller
        raise Problem(NUMBER_TAKEN, number=decision.number, day=said(decision.decided_on)) from fault


def said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _record(decision: Decision, outcome: Outcome, by: Actor) -> None:
    assert decision.decided_on and decision.effective_on  # noqa: S101 issued above
    history.record(
        ISSUED,
        subject_of("decision", decision.pk),
        by=by,
        place=decision.place_id,
        number=decision.number,
        decided_on=decision.decided_on.isoformat(),
        effective_on=decision.effective_on.isoformat(),
        kind=decision.kind,
        teams=len(outcome.teams),
    )
