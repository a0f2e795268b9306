"""What members can do and when they can, first as they say themselves. The only writers of skills and hours.

A level is of a service as a whole; nobody is tested here. What is not on record is unknown, which is not "cannot".
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from canhtay.catalogue.models import Service
from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.people.models import Person
from canhtay.people.scope import place_in_the_log
from canhtay.teams.models import MemberHours, MemberSkill

SKILLS_NOTED = history.declare("person.skills_noted", "source", personal=("levels",))
HOURS_SET = history.declare("person.hours_set", personal=("hours",))

Hours = set[tuple[int, str]]
"""Weekday (1 is Monday) and part of the day."""


def note_skill(person: Person, service: Service, level: int | None, *, by: Actor, source: str) -> bool:
    return note_skills(person, {service.code: level}, by=by, source=source)


@transaction.atomic
def note_skills(person: Person, levels: Mapping[str, int | None], *, by: Actor, source: str) -> bool:
    """Levels by the service's code; None takes it back to unknown. What is said as before is left as it was, with its day.

    Returns whether anything changed.
    """
    known = skills_of(person)
    changed = {code: level for code, level in levels.items() if known.get(code) != level}
    if not changed:
        return False
    MemberSkill.objects.filter(person=person, service__in=changed).delete()
    today = clock.today()
    MemberSkill.objects.bulk_create(
        MemberSkill(person=person, service_id=code, level=level, source=source, noted_on=today, noted_by=str(by.pk))
        for code, level in changed.items()
        if level is not None
    )
    history.record(
        SKILLS_NOTED,
        subject_of("person", person.pk),
        by=by,
        place=place_in_the_log(person),
        source=source,
        levels=changed,
    )
    return True


@transaction.atomic
def set_hours(person: Person, hours: Iterable[tuple[int, str]], *, by: Actor) -> bool:
    """All the parts of the week this person can give; those not named are taken back. Returns whether anything changed."""
    said = set(hours)
    if said == hours_of(person):
        return False
    MemberHours.objects.filter(person=person).delete()
    MemberHours.objects.bulk_create(
        MemberHours(person=person, weekday=weekday, part=part) for weekday, part in sorted(said)
    )
    history.record(
        HOURS_SET, subject_of("person", person.pk), by=by, place=place_in_the_log(person), hours=sorted(said)
    )
    return True


def skills_of(person: Person) -> dict[str, int]:
    return dict(MemberSkill.objects.filter(person=person).values_list("service", "level"))


def hours_of(person: Person) -> Hours:
    return set(MemberHours.objects.filter(person=person).values_list("weekday", "part"))
