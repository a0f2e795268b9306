"""Telephones that enrolled: most leaders have one by now. Nobody holds its secret, so none can speak."""

from datetime import timedelta
from uuid import UUID

from canhtay.core.sealing import digest
from canhtay.home.world.crews import Crew
from canhtay.home.world.making import Making
from canhtay.people.devices import ENROLLED, GOOD_FOR, INVITED
from canhtay.people.models import Device, Invitation

CONNECTED = 0.7
NAME = "Điện thoại của tổ trưởng"


def connect_leader(making: Making, crew: Crew) -> UUID | None:
    if crew.die.random() > CONNECTED:
        return None
    key, leader, at = making.keys.new(), crew.members[0], making.begun_at + timedelta(hours=3)
    unknown = f"{crew.die.getrandbits(256):064x}"
    making.rows.add(Device, id=key, name=NAME, secret_digest=digest(unknown, "device"), enrolled_at=at, drained_at=at)
    making.rows.add(Device.members.through, device_id=key, person_id=leader)
    making.rows.add(
        Invitation,
        person_id=leader,
        code_digest=digest(unknown[:32], "device"),
        token_digest=digest(unknown[32:], "device"),
        made_by="machine",
        made_at=making.begun_at,
        good_until=making.begun_at + GOOD_FOR,
        used_by_id=key,
        used_at=at,
    )
    until = (making.begun_at + GOOD_FOR).isoformat()
    making.note(INVITED, ("person", leader), good_until=until)
    making.note(ENROLLED, ("person", leader), by=leader, at=at, device=str(key), device_name=NAME)
    return key
