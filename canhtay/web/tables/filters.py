"""What a list can be narrowed by. Each reads its own word of the address; a word it does not know is as if it were not there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.web.forms import day_typed
from canhtay.web.tables.columns import About, Words

Options = Iterable[tuple[Any, Words]]
Apply = Callable[[Any, Any], Any]
EVERYTHING, DAY = _("Tất cả"), _("Ngày")
LONGEST_DAY = 20
YEARS = range(1900, 2200)  # outside of them a day is a slip, and reckoning with it would leave the calendar


class Filter(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Words: ...

    def asked(self, raw: str | None, about: About) -> "Asked": ...


@dataclass(frozen=True)
class Asked:
    """A filter as this request has it: `value` narrows (None: not), `raw` stands in the form, `own` says somebody chose it."""

    name: str
    title: Words
    raw: str
    value: Any
    own: bool
    apply: Apply | None
    options: list[tuple[str, Words]] | None = None

    def narrow(self, rows: Any) -> Any:
        return self.apply(rows, self.value) if self.apply and self.value is not None else rows


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few. `choices` are (value, words), or a callable of what the page handed in, so that one chooses within one's scope.

    `apply` gets the rows and the chosen value as text; without it the rows are filtered by `field` (the filter's own name).
    `default` holds until somebody chooses; choosing `everything` then takes it off.
    """

    name: str
    title: Words
    choices: Options | Callable[[About], Options]
    apply: Apply | None = None
    field: str = ""
    default: str = ""
    everything: Words = EVERYTHING

    def asked(self, raw: str | None, about: About) -> Asked:
        options = [(str(value), title) for value, title in self.options(about)]
        known = {"", *(value for value, _title in options)}
        chosen = raw if raw is not None and raw in known else self.default
        shown = [("", self.everything), *options]
        return Asked(
            self.name, self.title, chosen, chosen or None, chosen != self.default, self.apply or self.by_field, shown
        )

    def options(self, about: About) -> Options:
        return self.choices(about) if callable(self.choices) else self.choices

    def by_field(self, rows: Any, value: str) -> Any:
        return rows.filter(**{self.field or self.name: value})


@dataclass(frozen=True, kw_only=True)
class DayChoice:
    """A day, typed as 28/11/2026; what is no day is today. Without `apply` the page uses `listed.value("day")` itself."""

    name: str = "day"
    title: Words = DAY
    apply: Apply | None = None

    def asked(self, raw: str | None, about: About) -> Asked:
        day = day_of(raw)
        return Asked(self.name, self.title, f"{day:%d/%m/%Y}", day, day != clock.today(), self.apply)


def day_asked(request: HttpRequest, name: str = "day") -> date:
    """The day of `?day=2026-11-28` or `?day=28/11/2026`; today where there is none or none that is one."""
    return day_of(request.GET.get(name))


def day_misread(request: HttpRequest, name: str = "day") -> str:
    """What stands there as a day and is none, to be told so; empty where all is well."""
    raw = request.GET.get(name, "").strip()
    day = day_typed(raw)
    return "" if day and day.year in YEARS else raw[:LONGEST_DAY]


def day_of(raw: str | None) -> date:
    day = day_typed(raw or "")
    return day if day and day.year in YEARS else clock.today()
