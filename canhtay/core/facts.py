"""What this database says of itself."""

from datetime import timedelta

from django.conf import settings

from canhtay.core import clock
from canhtay.core.models import Fact

DEMO = "demo"
CLOCK_SHIFT = "clock_shift_seconds"


def get(name: str) -> str:
    return Fact.objects.filter(name=name).values_list("value", flat=True).first() or ""


def put(name: str, value: str) -> None:
    Fact.objects.update_or_create(name=name, defaults={"value": value})


def is_demo() -> bool:
    """Both the process and the database say so; a demo's doors open for nothing less."""
    return bool(settings.DEMO) and get(DEMO) == "1"


def shift_clock(shift: timedelta) -> None:
    put(CLOCK_SHIFT, str(int(shift.total_seconds())))
    follow_clock()


def follow_clock() -> None:
    """Let this process's clock run as the demo's database says; outside a demo the clock is the real one."""
    if settings.DEMO:
        clock.run_beside(timedelta(seconds=int(get(CLOCK_SHIFT) or 0)))
