"""The role grants that go with places in teams, for many at once: what `teams.actions.appoint` does for one."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from canhtay.core.history import Actor
from canhtay.people.models import RoleGrant
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import last_days_of

BATCH = 2_000


def find_grants(
    begun: list[Appointment], teams: Mapping[UUID, Team], new_people: set[UUID], *, by: Actor
) -> list[RoleGrant]:
    """Give each new place its grant: the open one its person holds, also by the other kind of team of the group, else a new one.

    Returns the new ones, not stored yet.
    """
    known = {row.person_id for row in begun} - new_people
    rows = RoleGrant.objects.filter(person__in=known, valid_until=None) if known else []
    open_ = {(grant.person_id, grant.role, grant.place_id): grant for grant in rows}
    new = []
    for row in begun:
        key = row.person_id, row.role, teams[row.team_id].group_id
        if key not in open_:
            open_[key] = _grant_for(row, key[2], by)
            new.append(open_[key])
        row.grant = open_[key]
    return new


def end_grants(ended: list[Appointment]) -> None:
    """The grants of places that have just ended, unless another place stands on them; the last place to end says when."""
    asked = {row.grant_id for row in ended}
    held = set(Appointment.objects.filter(grant__in=asked, valid_until=None).values_list("grant", flat=True))
    over = [row for row in ended if row.grant_id not in held]
    last = last_days_of([row.grant_id for row in over])
    for row in over:
        row.grant.valid_until = last.get(row.grant_id, row.valid_until)
    RoleGrant.objects.bulk_update([row.grant for row in over], ["valid_until"], BATCH)


def drop_grants(keys: Iterable[int]) -> None:
    """Of places that were taken back: those on which no other place stands."""
    RoleGrant.objects.filter(pk__in=list(keys), appointments=None).delete()


def _grant_for(row: Appointment, place: int, by: Actor) -> RoleGrant:
    return RoleGrant(person=row.person, role=row.role, place_id=place, valid_from=row.valid_from, granted_by=str(by.pk))
