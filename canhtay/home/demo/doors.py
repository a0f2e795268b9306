"""Alleys, doors and those who live behind them; and the alley the walkthrough knows."""

from random import Random

from canhtay.home.demo.crews import Crew
from canhtay.home.demo.people import somebody
from canhtay.home.demo.visitor import NGO_45
from canhtay.people.models import Person
from canhtay.register.actions import NewDoor, NewResident, add_alley, add_households, add_residents
from canhtay.register.models import Household

IN_AN_ALLEY = 25


def add_doors(die: Random, crew: Crew, n: int, *, by: Person) -> None:
    """Alleys of up to twenty-five doors, most with a number, some with what neighbours call them; `n` in all with those there."""
    fresh: list[Household] = []
    while missing := n - len(crew.doors) - len(fresh):
        number = die.choice((2, 3, 6, 7, 8, 9)) + 10 * (len(fresh) // IN_AN_ALLEY + 1)
        alley = add_alley(crew.team.group, f"Ngõ {number}", by=by)
        fresh += add_households(alley, _numbers(die, min(IN_AN_ALLEY, missing)), by=by)
    add_residents([new for door in fresh for new in _family(die, door)], by=by)
    crew.doors += fresh


def bring_lan(crew: Crew, officer: Person) -> Household:
    """The alley the walkthrough knows, with the door of bà Lan, who wants to open VNeID by herself."""
    alley = add_alley(crew.team.group, NGO_45, by=officer)
    door = NewDoor(number="12/3A", name="Nhà bà Lan", hint="đối diện trạm y tế")
    [lan, *others] = add_households(alley, [door, NewDoor("7", "Nhà ông Thuận"), NewDoor("21")], by=officer)
    add_residents([NewResident(lan, "Đặng Thị Lan", "F", 1952)], by=officer)
    crew.doors += [lan, *others]
    return lan


def _numbers(die: Random, n: int) -> list[NewDoor]:
    doors, number = [], 0
    for _ in range(n):
        number += die.choice((1, 2, 2, 3))
        written = f"{number}/{die.randint(1, 9)}{die.choice(('', '', 'A'))}" if die.random() < 0.2 else str(number)
        name = f"Nhà {die.choice(('ông', 'bà'))} {somebody(die, (1950, 1960)).called}" if die.random() < 0.3 else ""
        doors.append(NewDoor(number=written, name=name))
    return doors


def _family(die: Random, door: Household) -> list[NewResident]:
    """Two to four people; about a third of the doors have nobody written down yet."""
    if die.random() < 0.35:
        return []
    born = [(1945, 1965), (1945, 1965), (1975, 1990), (1995, 2012)][: die.randint(2, 4)]
    people = [somebody(die, years) for years in born]
    return [NewResident(door, one.name, one.gender, one.birth_year) for one in people]
