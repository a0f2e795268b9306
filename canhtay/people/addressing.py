"""How somebody wants to be spoken to: chosen by himself, on the phone or here, or written down by who leads the team and asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from canhtay.core import clock, history
from canhtay.core.history import Actor, Line, subject_of
from canhtay.core.models import Event
from canhtay.people.models import Addressed, Person
from canhtay.people.scope import place_in_the_log

ADDRESS_CHOSEN = history.declare("person.address_chosen", personal=("addressed",))


@dataclass(frozen=True)
class Choice:
    person: UUID
    addressed: str
    """Blank: by age again."""
    by: str
    chosen_at: datetime


def choose_address(person: Person, addressed: str, *, by: Actor) -> None:
    """How somebody wants to be spoken to from now on; blank: by age again."""
    person.addressed = Addressed(addressed) if addressed else ""
    choose_addresses([Choice(person.pk, person.addressed, str(by.pk), clock.now())])


@transaction.atomic
def choose_addresses(choices: list[Choice]) -> None:
    """Of several for one person the one made last holds, in whatever order they arrive; what was made before it changes nothing."""
    keys = {choice.person for choice in choices}
    people = {row.pk: row for row in Person.unscoped.select_for_update().filter(pk__in=keys).order_by("pk")}
    fresh = those_that_hold(choices, _last_chosen(people))
    for choice in fresh:
        people[choice.person].addressed = choice.addressed
    Person.unscoped.bulk_update({people[choice.person] for choice in fresh}, ["addressed"])
    history.record_all([_line(choice) for choice in fresh])


def those_that_hold(choices: Iterable[Choice], last: Mapping[UUID, datetime]) -> list[Choice]:
    """In order; `last` says when somebody's choice of now was made."""
    held, fresh = dict(last), []
    for choice in choices:
        if choice.chosen_at >= held.get(choice.person, choice.chosen_at):
            held[choice.person] = choice.chosen_at
            fresh.append(choice)
    return fresh


def _last_chosen(people: Iterable[UUID]) -> dict[UUID, datetime]:
    subjects = [subject_of("person", key) for key in people]
    rows = Event.objects.filter(name=ADDRESS_CHOSEN, subject__in=subjects).values_list("subject")
    return {UUID(subject.partition(":")[2]): at for subject, at in rows.annotate(at=Max("happened_at"))}


def _line(choice: Choice) -> Line:
    return Line(
        ADDRESS_CHOSEN,
        subject_of("person", choice.person),
        choice.by,
        place_in_the_log(choice.person),
        choice.chosen_at,
        {"addressed": choice.addressed},
    )
