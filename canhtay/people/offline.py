"""The verb phones may call about the member himself."""

from typing import Literal
from uuid import UUID

import msgspec

from canhtay.core.history import subject_of
from canhtay.core.problems import NOT_A_MEMBER_HERE
from canhtay.people.addressing import Choice, choose_addresses
from canhtay.sync.answers import DONE, Answer, refused
from canhtay.sync.commands import Command, Verb


class AddressArgs(msgspec.Struct, frozen=True):
    member: UUID
    addressed: Literal["", "bác", "cô", "chú", "anh", "chị", "cháu", "đồng chí"]


def run_choose_address(commands: list[Command]) -> list[Answer]:
    """Each for himself: whom somebody else wants to be spoken to as is not said by another on a phone."""
    own = [one for one in commands if one.args.member == one.by]
    choose_addresses([Choice(one.by, one.args.addressed, str(one.by), one.acted_at) for one in own])
    return [DONE if one.args.member == one.by else refused(NOT_A_MEMBER_HERE) for one in commands]


CHOOSE_ADDRESS = Verb("choose_address", AddressArgs, run_choose_address, lambda args: subject_of("person", args.member))
