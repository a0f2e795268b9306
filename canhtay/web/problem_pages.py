"""A problem raised in a page becomes a page: its status, its sentence and a way on. Phones' endpoints answer for themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from canhtay.core import problems
from canhtay.core.problems import Problem
from canhtay.web.pages import safe_address

PHONES = "/m/api/"


class ProblemPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem) and not request.path.startswith(PHONES):
            return problem_page(request, exception)
        return None


problems_become_pages = ProblemPages


def done(request: HttpRequest, sentence: str, url: str, act: str) -> HttpResponse:
    """An address whose work is done already, opened once more: what came of it stands at `url`. For whoever may see that."""
    return render(request, "web/done.html", {"sentence": sentence, "url": url, "act": act}, status=410)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    context = {
        "sentence": problem.sentence,
        "back": safe_address(request, request.headers.get("Referer", "")),
        "sign_in": problem.kind == problems.SIGN_IN_FIRST,
    }
    return render(request, "web/problem.html", context, status=problem.kind.status)
