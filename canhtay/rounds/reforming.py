"""Visits hang on doors and go where these go; only phones must hear that the open reasons did, too."""

from collections.abc import Sequence
from uuid import UUID

from canhtay.core import reforms
from canhtay.core.reforms import Carried, Json, Part
from canhtay.places.models import Place
from canhtay.places.queries import territory_of
from canhtay.register.models import Alley
from canhtay.rounds.models import VisitReason
from canhtay.sync import journal
from canhtay.sync.journal import Moved


def carry(source: int, target: int) -> Carried:
    return part(source, target, list(map(str, Alley.unscoped.filter(group=source).values_list("pk", flat=True))))


def part(source: int, target: int, parts: Sequence[str]) -> Carried:
    alleys = [UUID(key) for key in parts]
    _tell(alleys, source, target)
    return Carried({"from": source, "to": target, "alleys": [str(key) for key in alleys]})


def carry_back(kept: Json) -> None:
    _tell([UUID(key) for key in kept["alleys"]], kept["to"], kept["from"])


def _tell(alleys: list[UUID], source: int, target: int) -> None:
    territories = {place.pk: territory_of(place) for place in Place.objects.filter(pk__in=[source, target])}
    reasons = VisitReason.objects.filter(household__alley__in=alleys, household__group=source, ended_at=None)
    keys = [str(key) for key in reasons.values_list("pk", flat=True)]
    journal.move(
        Moved(territories[group], "reason", key, gone)
        for group, gone in ((source, True), (target, False))
        for key in keys
    )


PART = reforms.declare(Part("rounds", 40, carry=carry, part=part, carry_back=carry_back))
