"""Taking back what was entered as signed: the number was wrong, or the wrong draft was taken.

Everything goes back to how it stood, and the decision is a draft again; but not where something has been built on it since.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, require
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.teams.actions import end_appointments, tell
from canhtay.teams.coming_back import reopen_grant
from canhtay.teams.decisions.drafting import named_teams
from canhtay.teams.models import Appointment, Decision, DecisionTeam, Leaving, Team, TeamState
from canhtay.teams.standing import restate

WITHDRAWN = history.declare("decision.withdrawn", "number", "decided_on")

WITHDRAWAL_STOPPED = Kind("withdrawal_stopped", 409, n("Không rút lại được nữa. %(why)s"))
NOT_ISSUED = Kind("decision_not_issued", 409, n("Quyết định này chưa ghi là đã ký. Xin mở lại trang."))

MOST_REASONS = 3


@transaction.atomic
def withdraw_issue(decision: Decision, *, by: Actor) -> Decision:
    """A draft again. Raises Problem: NOT_ISSUED, WITHDRAWAL_STOPPED."""
    decision = _held(decision)
    journal.lock(territory_of(team.group) for team in named_teams(decision))
    why = stops_withdrawing(decision)
    require(not why, WITHDRAWAL_STOPPED, why=" ".join(why[:MOST_REASONS]))
    _put_back_people(decision, by)
    _put_back_teams(decision)
    _record(decision, by)
    _make_draft(decision)
    teams = named_teams(decision)
    restate(teams)
    tell(teams)
    return decision


def stops_withdrawing(decision: Decision) -> list[str]:
    """Sentences; none where it may be withdrawn."""
    return [*_later_papers(decision), *_changed_people(decision), *_new_teams(decision), *_committees(decision)]


def _later_papers(decision: Decision) -> list[str]:
    named = decision.lines.values("team")
    later = DecisionTeam.objects.filter(team__in=named, decision__issued_at__gt=decision.issued_at)
    rows = later.select_related("decision", "team__group").order_by("decision__issued_at", "position")
    told = {row.decision_id: (row.decision.number, str(row.team)) for row in reversed(rows)}
    said = _("Sau đó quyết định số %(number)s cũng nêu %(team)s.")
    return [said % {"number": number, "team": team} for number, team in told.values()]


def _changed_people(decision: Decision) -> list[str]:
    begun = [*decision.effects["joined"], *(new for _old, new in decision.effects["changed"])]
    gone = Appointment.objects.filter(pk__in=begun, valid_until__isnull=False).select_related("person", "team__group")
    said = _("%(name)s, vào %(team)s theo quyết định này, đã thôi hoặc đổi vai.")
    return [said % {"name": row.person.name, "team": row.team} for row in gone.order_by("pk")]


def _new_teams(decision: Decision) -> list[str]:
    ended = Team.objects.filter(pk__in=decision.effects["ended"]).select_related("group")
    kinds = {(team.group_id, team.kind): team for team in ended}
    standing = Team.objects.filter(group__in=[team.group_id for team in ended], valid_until=None)
    taken = [kinds[key] for key in standing.values_list("group", "kind") if key in kinds]
    return [_("%(group)s đã lập tổ mới.") % {"group": team.group} for team in taken]


def _committees(decision: Decision) -> list[str]:
    said = _("%(name)s được ghi là lập theo quyết định này.")
    return [said % {"name": committee.name} for committee in decision.committees.order_by("name")]


def _held(decision: Decision) -> Decision:
    row = Decision.objects.select_for_update().filter(pk=decision.pk, issued_at__isnull=False).first()
    require(row is not None, NOT_ISSUED)
    assert row  # noqa: S101 required above
    return row


def _put_back_people(decision: Decision, by: Actor) -> None:
    """Who joined was never there; who left never left. Ended first: nobody is twice in a team at one time."""
    effects = decision.effects
    for row in _rows([new for _old, new in effects["changed"]] + effects["joined"]):
        never = clock.day_before(row.valid_from)
        end_appointments([row], by=by, because=Leaving.MISTAKE, last_day=never)
    for row in _rows([old for old, _new in effects["changed"]] + effects["left"]):
        if row.valid_until is not None:
            row.valid_until, row.left_because, row.left_note = None, "", ""
            row.save(update_fields=["valid_until", "left_because", "left_note"])
            reopen_grant(row)
    for key, before in effects["appointed_by"]:
        Appointment.objects.filter(pk=key, decision=decision).update(decision=before)


def _rows(keys: list[int]) -> list[Appointment]:
    rows = Appointment.objects.filter(pk__in=keys).select_related("person", "grant", "team__group")
    return list(rows.order_by("pk"))


def _put_back_teams(decision: Decision) -> None:
    TeamState.objects.filter(ended_by=decision).delete()
    for key, before, label in decision.effects["named"]:
        Team.objects.filter(pk=key, decision=decision).update(decision=before, label=label)
    ended = Team.objects.filter(pk__in=decision.effects["ended"])
    ended.update(valid_until=None, ended_by=None, merged_into=None)


def _record(decision: Decision, by: Actor) -> None:
    history.record(
        WITHDRAWN,
        subject_of("decision", decision.pk),
        by=by,
        place=decision.place_id,
        number=decision.number,
        decided_on=decision.decided_on.isoformat() if decision.decided_on else "",
    )


def _make_draft(decision: Decision) -> None:
    kept, decision.pdf = decision.pdf, None
    own_day = decision.effective_on != decision.decided_on
    decision.effective_on = decision.effective_on if own_day else None
    decision.number, decision.decided_on, decision.annex, decision.effects = "", None, "", {}
    decision.issued_at, decision.issued_by, decision.withdrawn_at = None, "", clock.now()
    decision.save()
    if kept:
        kept.delete()
