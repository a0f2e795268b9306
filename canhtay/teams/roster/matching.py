"""Who of a list is somebody of the record.

In a team, somebody is the same person when the name agrees and neither birth year nor phone says otherwise. Who left the team is
the same only where birth year or phone agrees as well; who is in another team of the commune, only where the phone does.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from canhtay.core.vietnamese import fold, sort_key
from canhtay.people.models import Person
from canhtay.places.models import Place
from canhtay.teams.models import Appointment, Team
from canhtay.teams.roster.destination import same_name
from canhtay.teams.roster.shapes import Member


class Record:
    """Everybody who has or had a place in a team of these groups, and whom the list adds. A place is met once: whom the list
    tells apart the record keeps apart."""

    def __init__(self, groups: Iterable[Place]) -> None:
        self._open: dict[tuple[UUID, str], list[Appointment]] = defaultdict(list)
        self._ended: dict[tuple[UUID, str], list[Appointment]] = defaultdict(list)
        self._by_phone: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._seated: dict[UUID, set[UUID]] = defaultdict(set)
        self._places: dict[UUID, list[Appointment]] = defaultdict(list)
        rows = Appointment.objects.filter(team__group__in=list(groups)).select_related("person", "grant")
        for row in rows.order_by("pk"):
            kept = self._open if row.valid_until is None else self._ended
            kept[row.team_id, row.person.folded].append(row)
            self.note(row.person)
            if row.valid_until is None:
                self.seat(row.person, row.team_id)
                self._places[row.team_id].append(row)

    def note(self, person: Person) -> None:
        """From now on somebody of another team's list may be this person."""
        if person.phone:
            self._by_phone[person.folded, person.phone].append(person)

    def seat(self, person: Person, team: UUID) -> None:
        self._seated[person.pk].add(team)

    def is_seated(self, person: Person, team: UUID) -> bool:
        return team in self._seated[person.pk]

    def teams_of(self, person: Person) -> set[UUID]:
        return self._seated[person.pk]

    def places_in(self, team: UUID) -> list[Appointment]:
        """Everybody's place there before the list is read."""
        return self._places[team]

    def held(self, team: Team, member: Member) -> Appointment | None:
        """The place he has in this team."""
        same = self._open[team.pk, fold(member.name)]
        same.sort(key=lambda row: sort_key(row.person.name) != sort_key(member.name))  # written alike first
        found = next((row for row in same if _is(row.person, member)), None)
        if found:
            same.remove(found)
        return found

    def left(self, team: Team, member: Member) -> Appointment | None:
        """The last place he had in this team."""
        rows = reversed(self._ended[team.pk, fold(member.name)])
        return next((row for row in rows if _is_again(row.person, member)), None)

    def elsewhere(self, member: Member) -> Person | None:
        """Who is or was in another team, also one of this list."""
        rows = self._by_phone.get((fold(member.name), member.phone), []) if member.phone else []
        return next((person for person in rows if _is_neighbour(person, member)), None)


def _is(person: Person, member: Member) -> bool:
    """The folded name was found. With the same phone it is the same person, whatever year the list corrects; else a different
    birth year, or a different phone where no year is known, is another.

    Hoa and Hòa are two names, and one person only where year or phone says so; a name typed without any marks may be either.
    """
    if person.phone and person.phone == member.phone:
        return True
    if person.birth_year and member.birth_year:
        return person.birth_year == member.birth_year
    return not (person.phone and member.phone) and same_name(person.name, member.name)


def _is_again(person: Person, member: Member) -> bool:
    by_phone = bool(person.phone) and person.phone == member.phone
    by_year = bool(person.birth_year) and person.birth_year == member.birth_year
    return (by_phone or by_year) and same_name(person.name, member.name)


def _is_neighbour(person: Person, member: Member) -> bool:
    """The phone was found; a mother and a daughter may share one, and a name."""
    return (
        same_name(person.name, member.name)
        and _agree(person.birth_year, member.birth_year)
        and _agree(person.gender, member.gender)
    )


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other
