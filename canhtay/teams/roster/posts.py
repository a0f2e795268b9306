"""The office somebody comes from, out of the columns that tell it or from beside the role: kept as written, tidy.

*Tổ trưởng tổ dân phố* is an office, *tổ trưởng* of the team a role; a list may say both in one cell.
"""

from functools import lru_cache

from canhtay.core.vietnamese import fold, tidy_spaces
from canhtay.teams.offices import Body, body_of, offices_in
from canhtay.teams.roster.quoting import masked
from canhtay.teams.roster.roles import besides_the_team, names_an_office

LONGEST = 120
_OF_A_GROUP = Body.GROUP.value


@lru_cache(maxsize=8_192)
def post_in(texts: tuple[str, ...]) -> str:
    """What the columns of offices say together; "" where they hold nothing but signs and numbers."""
    said = [tidy_spaces(text).strip(" .,;-–") for text in texts]
    together = ", ".join(dict.fromkeys(text for text in said if sum(c.isalpha() for c in text) > 1))
    return masked(together)[:LONGEST].strip()


@lru_cache(maxsize=8_192)
def post_beside_role(text: str) -> str:
    """The text of a role's cell, where it names an office as well ("Bí thư chi bộ, Tổ trưởng"); else ""."""
    besides = besides_the_team(text)
    named = names_an_office(besides) or body_of(besides) not in ("", _OF_A_GROUP)
    return post_in((text,)) if named else ""


def is_same_post(one: str, other: str) -> bool:
    """However it is spelt: "BT chi bộ" and "Bí thư chi bộ" are one office."""
    if fold(one) == fold(other):
        return True
    offices = offices_in(one)
    return bool(offices) and offices == offices_in(other) and known_body(one) == known_body(other)


known_body = lru_cache(maxsize=8_192)(body_of)
"""`body_of` for lists of twenty thousand, where few posts are said often."""
