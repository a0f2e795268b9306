"""What an import leaves behind so that it can be undone: one list a kind of what it made, and each change with what was before."""

import json
from collections.abc import Sequence
from typing import Any

from canhtay.teams.models import ImportEffect, RosterUpload

GROUP, TEAM, PERSON, DECISION = "groups.opened", "teams.founded", "people.added", "decisions.noted"
APPOINTMENT = "appointments.made"
# People and places in teams that were there before and stand in this list too: its own once the import that made them is undone.
PERSON_NAMED, MET = "people.named", "appointments.met"
# Columns written over; an appointment that ended where another began; an office noted where none was.
PERSON_CHANGED, TURNED, POST_NOTED = "person.changed", "appointment.turned", "appointment.post"
# A place that ended because the list was said to replace the one on record.
ENDED = "appointment.ended"
# Of imports before appointments were dated: the role was written over.
ROLE_CHANGED = "appointment.role"


def listed(upload: RosterUpload, kind: str, keys: Sequence[Any]) -> ImportEffect:
    """What was made goes into one line a kind: twenty thousand people are one list, not twenty thousand rows."""
    return ImportEffect(upload=upload, kind=kind, after=json.dumps([str(key) for key in keys]))


def changed(upload: RosterUpload, kind: str, key: Any, before: dict[str, Any], after: dict[str, Any]) -> ImportEffect:
    return ImportEffect(
        upload=upload, kind=kind, object_id=str(key), before=json.dumps(before), after=json.dumps(after)
    )
