"""Verbs of the catalogue. What ships is loaded once; what a city changed afterwards stays."""

import tomllib
from pathlib import Path
from uuid import UUID

from django.db import transaction

from canhtay.catalogue.models import Service, Step
from canhtay.core import history
from canhtay.core.history import MACHINE, Actor, subject_of
from canhtay.sync import journal
from canhtay.sync.journal import Moved
from canhtay.sync.models import Territory

SHIPPED = Path(__file__).parent / "data" / "services.toml"
# Every phone holds the catalogue; its territory is the same in every installation.
TERRITORY = UUID("01970000-0000-7000-8000-000000000001")

SERVICE_ADDED = history.declare("catalogue.service_added", "name", "pillar", "steps")


@transaction.atomic
def load_services(*, by: Actor = MACHINE) -> int:
    """Add the shipped services that are not there yet; returns how many."""
    Territory.objects.get_or_create(pk=TERRITORY)
    known = set(Service.objects.values_list("code", flat=True))
    shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["service"]
    new = [row for row in shipped if row["code"] not in known]
    for row in new:
        add_service(row["code"], row["name"], row["pillar"], row["steps"], order=row["order"], by=by)
    return len(new)


@transaction.atomic
def add_service(
    code: str, name: str, pillar: str, steps: list[dict[str, str]], *, by: Actor, order: int = 100
) -> Service:
    """A service with its ladder, lowest step first: [{"code", "name"}, …]."""
    service = Service.objects.create(code=code, name=name, pillar=pillar, order=order)
    Step.objects.bulk_create(
        Step(service=service, code=step["code"], name=step["name"], order=place) for place, step in enumerate(steps)
    )
    history.record(
        SERVICE_ADDED, subject_of("service", code), by=by, name=name, pillar=pillar, steps=[s["code"] for s in steps]
    )
    journal.move([Moved(TERRITORY, "service", code)])
    return service
