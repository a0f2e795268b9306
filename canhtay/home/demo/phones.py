"""The leaders' phones, when they were last heard from, and a week later again."""

from datetime import datetime, timedelta

from canhtay.core import clock
from canhtay.people import devices
from canhtay.people.models import Device, Person

SILENT_SINCE = timedelta(days=20)
FORGOTTEN_AFTER = timedelta(days=14)


def connect(leader: Person, *, by: Person) -> Device:
    link = devices.invite(leader, by=by)
    return devices.enrol(link.token, device_name="Điện thoại của tổ trưởng", source="demo").device


def last_heard(phones: list[Device], silent: Device, opens: datetime) -> None:
    """All this afternoon; one has been silent for twenty days."""
    for place, phone in enumerate(phones):
        since = SILENT_SINCE if phone == silent else timedelta(hours=1, minutes=7 * place)
        with clock.stopped_at(opens - since):
            devices.heard_from(phone, left=0)


def heard_again() -> None:
    """Those that were heard from lately. The visitor's own phone speaks for itself, and says the same."""
    lately = clock.now() - timedelta(weeks=1) - FORGOTTEN_AFTER
    for phone in Device.objects.filter(revoked_at=None, last_contact_at__gt=lately, name__startswith="Điện thoại của"):
        devices.heard_from(phone, left=0)
