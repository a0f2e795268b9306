"""Who is young, by law. Only the year of birth is known, so an age is the one reached some time in that year."""

YOUTH_FROM, YOUTH_UNTIL = 16, 30  # Luật Thanh niên 2020, Điều 1: from sixteen to the end of thirty


def is_youth(age: int | None) -> bool:
    """Somebody whose year of birth is unknown is not counted among the youths; nor is a child, who may well be on a list."""
    return age is not None and YOUTH_FROM <= age <= YOUTH_UNTIL
