"""A sign-in name proposed from a person's name: Phạm Thị Mai is maipt, the second of them maipt2."""

import re
from itertools import count

from canhtay.core.vietnamese import fold
from canhtay.people.models import Account

LONGEST = 40


def proposed_username(name: str) -> str:
    """Free at this moment."""
    plain = username_of(name)
    taken = set(Account.objects.filter(username__startswith=plain).values_list("username", flat=True))
    return next(one for n in count(1) if (one := plain if n == 1 else f"{plain}{n}") not in taken)


def username_of(name: str) -> str:
    """The given name whole, then the first letters of the others in their order."""
    syllables = re.findall(r"[a-z0-9]+", fold(name)) or ["canbo"]
    *family, given = syllables
    return (given + "".join(one[0] for one in family))[:LONGEST]
