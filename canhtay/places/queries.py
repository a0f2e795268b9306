"""Reads of places that several callers share."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as n

from canhtay.core import clock
from canhtay.core.problems import Kind, Problem
from canhtay.places.models import Place, on

NO_SUCH_COMMUNE = Kind("no_such_commune", 422, n("Không có xã, phường nào mang mã %(code)s ngày %(day)s."))


def commune_by_code(code: str, day: date | None = None) -> Place:
    """The commune with this official code on a day (today). Raises Problem(NO_SUCH_COMMUNE)."""
    day = day or clock.today()
    commune = Place.objects.filter(on(day), kind=Place.Kind.COMMUNE, code=code).first()
    if commune is None:
        raise Problem(NO_SUCH_COMMUNE, code=code, day=f"{day:%d/%m/%Y}")
    return commune


def groups_of(commune: Place, day: date | None = None) -> QuerySet[Place]:
    day = day or clock.today()
    inside = on(day, "placements__")
    return Place.objects.filter(inside, placements__parent=commune, kind=Place.Kind.GROUP).order_by("sort_key", "pk")


def territory_of(group: Place) -> UUID:
    """What the phones of this residential group hold."""
    if group.territory_id is None:
        raise ValueError(f"{group} is no residential group")
    return group.territory_id
