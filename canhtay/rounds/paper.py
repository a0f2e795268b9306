"""A visit noted on paper or told by telephone, written down in the office: it counts like one from a phone."""

from django.db import transaction

from canhtay.core import history
from canhtay.core.history import Actor, subject_of
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Report
from canhtay.sync.answers import DONE, Answer

WRITTEN_DOWN = history.declare("visit.written_down", "household")


@transaction.atomic
def write_down_visit(report: Report, *, by: Actor) -> Answer:
    """The visit is the member's who was there; that somebody else wrote it down is a line of its own."""
    [answer] = record_visits([report])
    if answer == DONE:
        history.record(WRITTEN_DOWN, subject_of("visit", report.visit), by=by, household=str(report.household))
    return answer
