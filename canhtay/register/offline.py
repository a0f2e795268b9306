"""What phones get of the register."""

from typing import Any
from uuid import UUID

from canhtay.register.models import Alley, Household, Resident, ResidentStep


def render_alleys(keys: list[str]) -> dict[str, dict[str, Any]]:
    return {str(row.pk): {"name": row.name, "order": row.order} for row in Alley.unscoped.filter(pk__in=keys)}


def render_households(keys: list[str]) -> dict[str, dict[str, Any]]:
    """Each door with who lives there and where each stands with each service."""
    people = _residents(keys)
    return {
        str(row.pk): {
            "alley": str(row.alley_id),
            "number": row.number,
            "name": row.name,
            "hint": row.hint,
            "order": row.walk_order,
            "residents": people.get(str(row.pk), []),
        }
        for row in Household.unscoped.filter(pk__in=keys)
    }


def _residents(keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    rows = list(Resident.unscoped.filter(household__in=[UUID(key) for key in keys], forgotten_at=None))
    steps: dict[str, dict[str, str]] = {}
    for step in ResidentStep.objects.filter(resident__in=[row.pk for row in rows]):
        steps.setdefault(str(step.resident_id), {})[step.service_id] = step.step
    told: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        told.setdefault(str(row.household_id), []).append(
            {
                "id": str(row.pk),
                "name": row.name,
                "gender": row.gender or None,
                "birth_year": row.birth_year,
                "steps": steps.get(str(row.pk), {}),
            }
        )
    return told
