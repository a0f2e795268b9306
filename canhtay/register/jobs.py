"""Work of the register that runs after a commit."""

from django_tasks import task

from canhtay.core import search


@task()
def scrub_after_forgetting(residents: list[str]) -> None:
    """Finish a deletion in the places a transaction cannot reach. Runs again until no reader holds an old page."""
    search.scrub()
