"""Nightly work of `core` itself."""

from django_tasks import task

from canhtay.core import files


@task()
def forget_old_files() -> None:
    files.forget_old()
