"""What a command is answered with."""

from dataclasses import dataclass
from typing import Any

from canhtay.core.problems import Kind, Problem

APPLIED, REPEATED, REFUSED, NEEDS_REVIEW = "applied", "repeated", "refused", "needs_review"


@dataclass(frozen=True)
class Answer:
    answer: str
    code: str = ""
    sentence: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"answer": self.answer} | ({"code": self.code, "sentence": self.sentence} if self.code else {})


DONE = Answer(APPLIED)


def refused(problem: Problem | Kind, **details: Any) -> Answer:
    problem = problem if isinstance(problem, Problem) else Problem(problem, **details)
    return Answer(REFUSED, problem.kind.code, problem.sentence)
