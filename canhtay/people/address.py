"""How a person is spoken to, by age and gender unless he chose: bác Hòa, chị Mai, cháu Minh."""

from datetime import date

from canhtay.people.models import Person


def address_of(person: Person, today: date) -> str:
    return person.addressed or by_age(person, today)


def by_age(person: Person, today: date) -> str:
    """From about 55 on *bác*; grown-ups *anh*, *chị*; up to about 25 *cháu*. Without a birth year the respectful one."""
    age = person.age_in(today.year)
    if age is None or age >= 55:
        return "bác"
    if age <= 25:
        return "cháu"
    return {"M": "anh", "F": "chị"}.get(person.gender, "anh/chị")


def on_paper(person: Person) -> str:
    """How an official paper names somebody: Ông, Bà; where the gender is not known, Đồng chí."""
    return {"M": "Ông", "F": "Bà"}.get(person.gender, "Đồng chí")
