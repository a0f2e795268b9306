"""What the forms of reforms have in common: the place they stand at, their steps, the day and the paper."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.core.vietnamese import fold
from canhtay.places.models import Place, Reform
from canhtay.web.forms import DateField, Form, speak_plainly

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NEW = "new"
CHOOSE = _("Chọn một nơi")
LONG = 12
"""From so many boxes on one screen a search stands above them."""
LONGEST, TOO_LONG_A_KEY = 100, 18
Words: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True)
class Call:
    """The verb that carries the form out, and what it is called with beside `by`."""

    verb: Callable[..., Reform]
    what: tuple[Any, ...]
    how: dict[str, Any]


class Step(NamedTuple):
    title: Words
    fields: tuple[str, ...]


WHEN = Step(_("Từ ngày nào"), ("day", "paper"))


class ReformForm(Form):
    """`at`: the commune whose groups change, or the province whose communes do."""

    title: ClassVar[Words]
    why: ClassVar[Words]
    steps: list[Step]
    """Of the class, or of this form where what is asked follows from what was said before."""

    def __init__(self, posted: QueryDict | None, *, at: Place, **options: Any) -> None:
        self.posted = _with_today(posted)
        super().__init__(self.posted, **options)
        self.at = at
        self.find = ""
        self.searched = ""
        """The step whose boxes are searched, by the name of its field."""
        self.build()
        self.fields["day"] = DateField(
            label=_("Từ ngày nào?"), help_text=_("Ngày đầu tiên theo cách mới, không sau hôm nay.")
        )
        self.fields["day"].initial = clock.today()
        self.fields["paper"] = forms.CharField(
            label=_("Theo văn bản nào?"),
            max_length=200,
            required=False,
            help_text=_("Như: Nghị quyết số 12/NQ-HĐND ngày 05/09/2026."),
        )
        for field in self.fields.values():
            speak_plainly(field)

    def build(self) -> None:
        raise NotImplementedError

    def call(self) -> Call:
        raise NotImplementedError

    def marked(self, name: str) -> list[str]:
        """The boxes of this field that are marked, as they were sent."""
        return self.posted.getlist(name) if self.posted else []

    def when(self) -> dict[str, Any]:
        return {"day": self.cleaned_data["day"], "paper": self.cleaned_data["paper"]}

    def boxes(self, name: str, title: Words, places: QuerySet[Place]) -> forms.ModelMultipleChoiceField:
        """Many of these; where there are many, those found by `find`, and those chosen before."""
        if places.count() > LONG:
            self.searched = name
        if self.searched and self.posted:
            self.find = " ".join(self.posted.get("find", "").replace("\0", " ").split())[:LONGEST]
            chosen = [key for key in self.marked(name) if key.isdecimal() and len(key) < TOO_LONG_A_KEY]
            places = places.filter(Q(folded__contains=fold(self.find)) | Q(pk__in=chosen))
        return forms.ModelMultipleChoiceField(places, label=title, widget=forms.CheckboxSelectMultiple)


def _with_today(posted: QueryDict | None) -> QueryDict | None:
    """The day stands there when its step is reached."""
    if posted is None:
        return None
    posted = posted.copy()
    posted.setdefault("day", f"{clock.today():%d/%m/%Y}")
    return posted


def one_of(title: Words, places: QuerySet[Place]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(places, label=title, empty_label=CHOOSE)


def one_or_new(
    title: Words, places: Iterable[Place], new: Words, *, empty: Words = CHOOSE, required: bool = True
) -> forms.ChoiceField:
    """Ids as text, or NEW."""
    return forms.ChoiceField(label=title, choices=[("", empty), (NEW, new), *_choices(places)], required=required)


def one_of_these_or_new(title: Words, these: Container[str], places: Iterable[Place], new: Words) -> forms.ChoiceField:
    """What is merged mostly goes into one of `these`, or into a new one; whatever else there is stands apart below them."""
    all_ = _choices(places)
    first, others = [one for one in all_ if one[0] in these], [one for one in all_ if one[0] not in these]
    apart: list[Any] = [(_("Nơi khác, không phải những nơi đã chọn"), others)] if first and others else others
    return forms.ChoiceField(label=title, choices=[("", CHOOSE), *first, (NEW, new), *apart])


def _choices(places: Iterable[Place]) -> list[tuple[str, str]]:
    return [(str(place.pk), str(place)) for place in places]


def name_of(title: Words, help_text: Words = "") -> forms.CharField:
    return forms.CharField(label=title, max_length=100, required=False, help_text=help_text)


def label_of(title: Words, labels: Iterable[str], help_text: Words = "") -> forms.ChoiceField:
    choices = [("", _("Chọn một loại")), *((label, label) for label in labels)]
    return forms.ChoiceField(label=title, choices=choices, required=False, help_text=help_text)
