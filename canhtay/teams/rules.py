"""Whose team page somebody opens, into which teams he appoints, whose record and telephone number are his business.

Who leads a team writes down skills and hours and connects phones; into a team appoints only the commune.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from canhtay.core import clock
from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.rules import grants_run_by
from canhtay.people.scope import groups_visible_to, units_reached
from canhtay.places.models import on
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import groups_run_by, members_of, teams_run_by, teams_visible_to


def teams_readable_by(person: Person) -> QuerySet[Team]:
    """Whose page somebody may open: every team of a group he sees, those of before and of the other kind too; and the teams of
    groups that have ended, for whoever sees what the group went into or is above the unit it last lay in."""
    seen = groups_visible_to(person).values("pk")
    above = units_reached(person, roles_with(Power.SEE_TEAMS)).values("pk")
    last_in = Q(group__placements__valid_until=F("group__valid_until"), group__placements__parent__in=above)
    of_ended = Q(group__valid_until__lt=clock.today()) & (last_in | Q(group__successions__new__in=seen))
    ended = Team.objects.filter(of_ended).values("pk")
    return Team.objects.filter(Q(group__in=seen) | Q(pk__in=ended)).select_related("group", "decision")


def teams_readable_on(person: Person, day: date) -> QuerySet[Team]:
    """The list of a day: of today what one sees now; of a day gone by whatever stood then among what one may read now."""
    if day == clock.today():
        return teams_visible_to(person)
    return teams_readable_by(person).filter(on(day)).order_by("group__sort_key", "pk")


def teams_staffed_by(person: Person) -> QuerySet[Team]:
    """Teams into which this person appoints: those that stand today in the communes he runs. A leader asks the commune."""
    return teams_visible_to(person).filter(group__in=groups_run_by(person))


def people_led_by(person: Person) -> QuerySet[Person]:
    """Whose skills and hours this person writes down and whose phones he connects: today's members of the teams he runs."""
    return Person.unscoped.filter(pk__in=members_of(_listed(teams_run_by(person))).values("person"))


def people_noted_by(person: Person) -> QuerySet[Person]:
    """Whose skills, hours and form of address this person writes down: his own, and those of whom he leads."""
    return Person.unscoped.filter(Q(pk=person.pk) | Q(pk__in=people_led_by(person).values("pk")))


def people_corrected_by(person: Person) -> QuerySet[Person]:
    """Whose name, birth year and telephone number this person puts right: members of teams in the communes he runs, and former
    ones who are in no other team now."""
    here = Q(team__group__in=list(groups_run_by(person).values_list("place", flat=True)))
    elsewhere = Appointment.objects.filter(~here, person=OuterRef("person"), valid_until=None)
    known = Appointment.objects.filter(here, ~Exists(elsewhere))
    return Person.unscoped.filter(pk__in=known.values("person"))


def may_read_telephone(person: Person, of: Person) -> bool:
    """One's own, of whom one leads, and of those whose office grants one gives out."""
    return (
        person == of
        or people_led_by(person).filter(pk=of.pk).exists()
        or grants_run_by(person).filter(on(clock.today()), person=of).exists()
    )


def _listed(few: "QuerySet[Any, Any]") -> list[Any]:
    """A ward's teams, looked up first: SQLite reads no question nested deeper than a hundred levels, and scope is deep."""
    return list(few.order_by().values_list("pk", flat=True))
