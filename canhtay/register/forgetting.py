"""Forgetting a resident by right: the person goes, figures and the order of events stay.

Name, gender and birth year are emptied, the details of history lines about the person are blanked, and so are kept commands
that name the person's id. SQLite overwrites what it frees (secure_delete); what its search index and its write-ahead log still
hold is scrubbed by a job after the commit (config/reactions.py), because neither can be done inside the transaction.
"""

from django.db import transaction

from canhtay.core import clock, history, sealing
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import NOT_FOUND, require
from canhtay.places.queries import territory_of
from canhtay.register.actions import put_in_search, tell
from canhtay.register.models import Resident
from canhtay.sync import journal
from canhtay.sync.models import KeptCommand

RESIDENT_FORGOTTEN = history.declare("resident.forgotten", "household")


@transaction.atomic
def forget_resident(resident: Resident, *, by: Actor) -> None:
    """Raises Problem(NOT_FOUND) for somebody forgotten before."""
    household, key = resident.household, resident.pk
    journal.lock([territory_of(household.group)])
    emptied = Resident.unscoped.filter(pk=key, forgotten_at=None).update(
        name="", gender="", birth_year=None, forgotten_at=clock.now()
    )
    require(emptied == 1, NOT_FOUND)
    history.forget(subject_of("resident", key))
    _blank_commands(str(key), subject_of("household", household.pk))
    put_in_search([household])
    subject = subject_of("resident", key)
    history.record(RESIDENT_FORGOTTEN, subject, by=by, place=household.group_id, household=str(household.pk))
    tell(household.group, [household])


def _blank_commands(resident: str, household: str) -> None:
    """Those about the door, and those that could not be read at all, so nobody knew whom they were about."""
    kept = KeptCommand.objects.filter(subject__in=[household, ""], digest="")
    for command in [command for command in kept.iterator() if _names(command.body, resident)]:
        command.digest, command.body = sealing.blanked(command.body), ""
        command.save(update_fields=["digest", "body"])


def _names(body: str, resident: str) -> bool:
    """As phones write ids: in capitals or without hyphens it is the same id."""
    return resident.replace("-", "") in body.replace("-", "").lower()
