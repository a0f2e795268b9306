"""Running what is queued, here and now."""

from canhtay.core.jobs.models import Job
from canhtay.core.jobs.worker import run_waiting


def run_jobs() -> int:
    """How many were run. A job that fails is a test that fails."""
    done = run_waiting()
    wrong = list(Job.objects.exclude(error="").values_list("task", "error"))
    assert not wrong, wrong
    return done
