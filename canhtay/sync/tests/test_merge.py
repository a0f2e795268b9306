"""Who holds when two edits met (docs/decisions/0007-merge.md): causality first, then the clock, in whatever order they arrive."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canhtay.sync.merge import Known, Stamp, clamp, holds, stamp

pytestmark = pytest.mark.mission("R9")
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
MOMENTS = st.integers(-5000, 5000).map(lambda minutes: NOON + timedelta(minutes=minutes))


@dataclass(frozen=True)
class Edit:
    """Somebody's edit of one field. `seen`: the edits that had come to the phone when it was written."""

    name: int
    device: str
    seq: int
    acted_at: datetime
    seen: frozenset[int]


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Edits in an order in which they may arrive. A phone has seen a beginning of what arrived, and its own edits."""
    edits: list[Edit] = []
    for name in range(draw(st.integers(1, 7))):
        seen = frozenset(edit.name for edit in edits[: draw(st.integers(0, name))])
        edits.append(Edit(name, draw(st.sampled_from("ABC")), name, draw(MOMENTS), seen))
    return edits


def arrive(edits: list[Edit]) -> tuple[int | None, dict[int, Stamp]]:
    """What the server does with each, one after the other; which holds in the end, and everybody's stamp."""
    known: list[Known] = []
    held: tuple[int, Stamp] | None = None
    stamps = {}
    for version, edit in enumerate(edits, start=1):
        new = stamp(acted_at=edit.acted_at, device=edit.device, seq=edit.seq, saw=len(edit.seen), known=known)
        known.append(Known(new, version))
        stamps[edit.name] = new
        if holds(new, held[1] if held else None):
            held = (edit.name, new)
    return held[0] if held else None, stamps


def may_arrive(edits: list[Edit]) -> bool:
    """Each after what it saw, which is a beginning of what arrived; a device's edits in its own order."""
    names = [edit.name for edit in edits]
    own = all(a.seq < b.seq for i, a in enumerate(edits) for b in edits[i:] if a.device == b.device and a != b)
    return own and all(edit.seen == set(names[: len(edit.seen)]) - {edit.name} for edit in edits)


@given(histories(), st.data())
def test_the_order_in_which_concurrent_edits_arrive_does_not_matter(edits, data):
    other = list(edits)
    for _ in range(10):
        place = data.draw(st.integers(0, max(0, len(edits) - 2)))
        swapped = [*other[:place], *reversed(other[place : place + 2]), *other[place + 2 :]]
        other = swapped if may_arrive(swapped) else other
    assert arrive(other) == arrive(edits)


@given(histories())
def test_an_edit_beats_all_it_knew_of_whatever_the_clocks_say(edits):
    held, stamps = arrive(edits)
    for edit in edits:
        own = {e.name for e in edits if e.device == edit.device and e.seq < edit.seq}
        assert all(stamps[edit.name] > stamps[older] for older in edit.seen | own)
    assert not any(held in edit.seen for edit in edits)  # what holds, nobody had seen and overwritten


@given(histories())
def test_between_edits_that_knew_nothing_of_each_other_the_later_clock_holds(edits):
    strangers = [replace(edit, seen=frozenset(), device=str(edit.name)) for edit in edits]
    held, _ = arrive(strangers)
    assert held == max(strangers, key=lambda edit: (edit.acted_at, edit.device, edit.seq)).name


@given(histories(), st.data())
def test_an_edit_that_arrives_again_changes_nothing(edits, data):
    held, stamps = arrive(edits)
    again = stamps[data.draw(st.sampled_from(sorted(stamps)))]
    assert held is not None
    assert holds(again, stamps[held]) is (again == stamps[held])


def test_a_phone_whose_clock_is_a_year_slow_still_overwrites_what_it_saw():
    fast = stamp(acted_at=NOON, device="A", seq=1, saw=0, known=[])
    slow = stamp(acted_at=NOON - timedelta(days=365), device="B", seq=1, saw=1, known=[Known(fast, 1)])
    assert holds(slow, fast)
    assert slow.effective_at == NOON + timedelta(microseconds=1)
    unaware = stamp(acted_at=NOON - timedelta(days=365), device="B", seq=1, saw=0, known=[Known(fast, 1)])
    assert not holds(unaware, fast)


@given(MOMENTS, st.one_of(st.none(), MOMENTS), MOMENTS)
def test_a_phones_clock_is_believed_within_what_can_be_proved(acted_at, not_before, now):
    believed = clamp(acted_at, not_before=not_before, now=now)
    assert believed <= now
    assert believed >= min(not_before or believed, now)
    if (not_before or acted_at) <= acted_at <= now:
        assert believed == acted_at
    assert clamp(believed, not_before=not_before, now=now) == believed
