"""Where residents stand with a service: every word kept, the one that holds by causality first (sync.merge)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from canhtay.core import clock
from canhtay.register.models import ResidentStep, StepRecord
from canhtay.sync import merge
from canhtay.sync.merge import Known, Stamp

Field = tuple[UUID, str]
"""resident, service"""


@dataclass(frozen=True)
class StepWord:
    """Somebody's word that a resident reached a step. `saw`: what its writer had seen of the territory."""

    resident: UUID
    service: str
    step: str
    by: UUID
    acted_at: datetime
    device: str
    seq: int
    saw: int
    visit: UUID | None = None


def note_steps(words: list[StepWord], versions: Mapping[UUID, int]) -> None:
    """Store each word and let the right one hold. `versions`: the number each resident's territory takes with this change.

    Runs inside the caller's verb, after it locked the territories.
    """
    known = _known(words)
    held = {
        (row.resident_id, row.service_id): row for row in ResidentStep.objects.filter(resident__in=_residents(words))
    }
    records = []
    for word in words:
        field = (word.resident, word.service)
        stamp = merge.stamp(acted_at=word.acted_at, device=word.device, seq=word.seq, saw=word.saw, known=known[field])
        now_held = held.get(field)
        wins = merge.holds(stamp, _stamp(now_held) if now_held else None)
        if wins:
            held[field] = _holding(word, stamp)
        known[field].append(Known(stamp, versions[word.resident]))
        records.append(_record(word, stamp, versions[word.resident], wins))
    StepRecord.objects.bulk_create(records)
    _store({(word.resident, word.service): held[word.resident, word.service] for word in words})


def _residents(words: list[StepWord]) -> set[UUID]:
    return {word.resident for word in words}


def _known(words: list[StepWord]) -> dict[Field, list[Known]]:
    known: dict[Field, list[Known]] = defaultdict(list)
    for row in StepRecord.objects.filter(resident__in=_residents(words)):
        known[row.resident_id, row.service_id].append(Known(_stamp(row), row.version))
    return known


def _stamp(row: StepRecord | ResidentStep) -> Stamp:
    return Stamp(row.effective_at, row.device, row.device_seq)


def _holding(word: StepWord, stamp: Stamp) -> ResidentStep:
    return ResidentStep(
        resident_id=word.resident,
        service_id=word.service,
        step=word.step,
        effective_at=stamp.effective_at,
        device=stamp.device,
        device_seq=stamp.seq,
    )


def _record(word: StepWord, stamp: Stamp, version: int, held: bool) -> StepRecord:
    return StepRecord(
        resident_id=word.resident,
        service_id=word.service,
        step=word.step,
        by=word.by,
        visit=word.visit,
        acted_at=word.acted_at,
        recorded_at=clock.now(),
        effective_at=stamp.effective_at,
        device=stamp.device,
        device_seq=stamp.seq,
        version=version,
        held=held,
    )


def _store(held: dict[Field, ResidentStep]) -> None:
    for row in held.values():
        row.pk = None  # found again by resident and service
    ResidentStep.objects.bulk_create(
        held.values(),
        update_conflicts=True,
        unique_fields=["resident", "service"],
        update_fields=["step", "effective_at", "device", "device_seq"],
    )
