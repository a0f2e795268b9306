"""The feed's promise: whoever follows it from any cursor holds in the end what a full copy holds."""

from collections.abc import Callable
from copy import deepcopy

from testkit.held import Held
from testkit.phone import Phone


def assert_feed_equals_snapshot(phone: Phone, *verbs: Callable[[], object]) -> None:
    """Runs the verbs one after the other. A phone that stayed behind before each of them catches up and misses nothing."""
    stayed_behind = [Held(), full_copy(phone)]
    for verb in verbs:
        verb()
        stayed_behind.append(full_copy(phone))
    newest = full_copy(phone)
    for held in stayed_behind:
        assert catch_up(phone, deepcopy(held)) == newest, f"who had {held.cursors} does not come to the full copy"


def full_copy(phone: Phone) -> Held:
    return catch_up(phone, Held())


def catch_up(phone: Phone, held: Held) -> Held:
    while held.take(phone.ask("feed", {"holds": held.cursors})):
        pass
    return held
