"""The worker: takes one job at a time, runs it, and says how it ended."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import Error, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django_tasks import TaskContext
from django_tasks.base import Task

from canhtay.core.jobs import errors, leases
from canhtay.core.jobs.backend import LONGEST_S, LeasedTask, result_of, task_of
from canhtay.core.jobs.heartbeat import Heartbeat
from canhtay.core.jobs.models import Job
from canhtay.core.jobs.periodic import Periodic
from canhtay.core.jobs.schedule import Entry
from canhtay.core.jobs.time_limit import TimeUp, at_most, shorten
from canhtay.core.serving.stop_signals import StopSignals

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """All in seconds."""

    poll: float = 1.0  # the first wait when there is nothing to do
    longest_poll: float = 5.0
    lease: float = leases.LEASE_S
    grace: float = 20.0  # what a job that is running may still take when the worker is asked to stop


def work(schedule: Iterable[Entry] = (), pace: Pace | None = None) -> None:
    """Until SIGTERM or SIGINT: then the running job is finished or, after the grace, handed back. Main thread only."""
    pace = pace or Pace()
    heart = Heartbeat(pace.lease)
    heart.start()
    with StopSignals(on_ask=lambda: shorten(pace.grace)) as signals:
        take_turns(signals, heart, Periodic(schedule), pace)
    heart.ended.set()
    connections.close_all()


def run_waiting(most: int = 1000) -> int:
    """Run what is due here and now, for tests and for commands that must leave nothing undone. How many were run."""
    holder = new_holder()
    for done in range(most):
        job = leases.take(holder)
        if job is None:
            return done
        run(job)
    return most


def new_holder() -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def take_turns(signals: StopSignals, heart: Heartbeat, periodic: Periodic, pace: Pace) -> None:
    holder, pause = new_holder(), pace.poll
    while not signals.asked:
        try:
            periodic.enqueue_due()
            if job := leases.take(holder, pace.lease):
                with heart.holding(job):
                    run(job, signals)
                pause = pace.poll
                continue
        except Error as error:  # the database is away: wait for it as for a job
            log.warning("the database does not answer (%s)", errors.describe(error))
        close_old_connections()
        signals.wait(pause)
        pause = min(pause * 1.5, pace.longest_poll)


def run(job: Job, signals: StopSignals | None = None) -> None:
    try:
        if signals and signals.asked:  # taken at the moment of being asked to stop: not begun
            raise TimeUp
        task = task_of(job)
        with at_most(longest_s(task)):
            value = call(task, job)
        kept = leases.finish(job, value)
    except TimeUp as late:
        drop_connections(lambda _connection: True)  # it may have been interrupted in the middle of a query
        kept = leases.hand_back(job) if signals and signals.asked else failed(job, late)
    except Exception as error:  # whatever it is, it is kept with the job and does not end the worker
        kept = failed(job, error)
    if not kept:
        log.warning("%s: its lease was lost, so what this attempt said is dropped", job)


def call(task: Task, job: Job) -> Any:
    if task.takes_context:
        return task.call(TaskContext(task_result=result_of(job, task)), *job.args, **job.kwargs)
    return task.call(*job.args, **job.kwargs)


def failed(job: Job, error: BaseException) -> bool:
    log.error("%s, attempt %s: %s\n%s", job, job.attempts, errors.describe(error), errors.frames(error))
    drop_connections(lambda connection: connection.errors_occurred)
    return leases.fail(job, error)


def drop_connections(which: Callable[[BaseDatabaseWrapper], bool]) -> None:
    """Not inside a transaction, where only a test runs jobs."""
    for connection in connections.all(initialized_only=True):
        if which(connection) and not connection.in_atomic_block:
            connection.close()


def longest_s(task: Task) -> int:
    return task.longest_s if isinstance(task, LeasedTask) else LONGEST_S
