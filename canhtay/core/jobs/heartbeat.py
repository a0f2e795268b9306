"""A thread that prolongs the lease of the job its worker is running."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from canhtay.core.jobs import leases
from canhtay.core.jobs.models import Job

log = logging.getLogger(__name__)


class Heartbeat(threading.Thread):
    """Three beats in a lease, so that one may be missed."""

    def __init__(self, lease_s: float) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.lease_s = lease_s
        self.job: Job | None = None
        self.ended = threading.Event()

    @contextmanager
    def holding(self, job: Job) -> Iterator[None]:
        self.job = job
        try:
            yield
        finally:
            self.job = None

    def run(self) -> None:
        while not self.ended.wait(self.lease_s / 3):
            if job := self.job:
                self.beat(job)

    def beat(self, job: Job) -> None:
        try:
            if not leases.prolong(job, self.lease_s) and self.job is job:
                log.warning("%s: the lease was lost; another worker may run it again", job)
        except Error as error:  # a database that is away for a moment: the next beat may find it
            log.warning("%s: no heartbeat (%s)", job, type(error).__name__)
        finally:
            connections.close_all()  # this thread's own; nobody else would close it
