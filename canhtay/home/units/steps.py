"""One decision a screen: which step of a reform's form is shown, from what it says so far. Nothing is kept elsewhere."""

from typing import Any

from django.http import QueryDict

from canhtay.home.units.reform_forms import ReformForm


def step_of(form: ReformForm, posted: QueryDict) -> int:
    """The first step with something still to put right, or else the one after the last answered; len(steps) when all are.

    Complaints about what has not been asked yet are taken out of the form.
    """
    last = len(form.steps) - 1
    if not form.is_bound:
        return 0
    if "back" in posted:
        form.errors.clear()
        return _at_most(posted.get("back", ""), last)
    answered = _at_most(posted.get("step", ""), last)
    wrong = [at for at in range(answered + 1) if _faults(form, at)]
    step = min(wrong, default=answered + 1)
    for at in range(step + bool(wrong), len(form.steps)):
        for name in form.steps[at].fields:
            form.errors.pop(name, None)
    return step


def shown_steps(form: ReformForm, step: int, preview: Any) -> list[dict[str, Any]]:
    """For web/parts/steps.html."""
    titles = [*(one.title for one in form.steps), preview]
    states = ["past" if at < step else "current" if at == step else "" for at in range(len(titles))]
    return [{"title": title, "state": state} for title, state in zip(titles, states, strict=True)]


def _faults(form: ReformForm, at: int) -> bool:
    return any(name in form.errors for name in form.steps[at].fields)


def _at_most(typed: str, last: int) -> int:
    return min(int(typed), last) if typed.isdecimal() and len(typed) < 3 else 0
