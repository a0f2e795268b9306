"""Work of decisions that runs after a commit."""

from django_tasks import task

from canhtay.core.papers import pdf
from canhtay.teams.decisions.printing import pdf_of
from canhtay.teams.models import Decision


@task()
def print_issued(decisions: list[str]) -> None:
    """So that nobody waits at the first download. On a machine that cannot write PDF there is nothing to do."""
    if pdf.available():
        for decision in Decision.objects.filter(pk__in=decisions, issued_at__isnull=False, pdf=None):
            pdf_of(decision)
