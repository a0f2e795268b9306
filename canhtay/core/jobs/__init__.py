"""Work done after the answer was given: the API of Django's tasks over a leased table in the product's own database.

A job is written in the transaction of the verb that wants it, so a verb that is rolled back leaves none. A worker
leases it and prolongs the lease while it runs; one that is killed lets the lease run out and another runs the job
again. So every job runs *at least* once, and must be idempotent: look first whether its work is still to be done.
Arguments and return values are JSON and name people by id, never by name or number, since a job is kept for a month.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.module_loading import import_string


def enqueue_all(paths: Iterable[str], **kwargs: Any) -> None:
    """Queue each task named by its dotted path with the same arguments, in the current transaction."""
    for path in paths:
        import_string(path).enqueue(**kwargs)


def enqueue_once(key: str, path: str, **kwargs: Any) -> bool:
    """Queue the task unless a job with this key exists already, finished ones included; whether it was new."""
    task = import_string(path)
    return task.get_backend().enqueue_once(task, key, kwargs)
