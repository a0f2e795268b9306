"""What phones get of the catalogue: each service with its ladder."""

from typing import Any

from canhtay.catalogue.models import Service


def render_services(codes: list[str]) -> dict[str, dict[str, Any]]:
    rows = Service.objects.filter(pk__in=codes).prefetch_related("steps")
    return {
        row.code: {
            "name": row.name,
            "pillar": row.pillar,
            "order": row.order,
            "steps": [{"code": step.code, "name": step.name} for step in row.steps.all()],
        }
        for row in rows
    }
