"""What templates write the same everywhere: icons, bars, week tiles, dates, numbers and form fields. A builtin library."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock
from canhtay.web import notices
from canhtay.web.icons import ICONS

register = template.Library()

WEEKDAYS = (n("Thứ Hai"), n("Thứ Ba"), n("Thứ Tư"), n("Thứ Năm"), n("Thứ Sáu"), n("Thứ Bảy"), n("Chủ Nhật"))
UNKNOWN = "–"  # null is not zero
NUMBER_AND_SPACE = re.compile(r"(\b\d+(?:[.,]\d+)*) (?=\w)")


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """`{% icon "house" %}` beside words; with a label where it stands alone; size="large" in an empty state."""
    path = mark_safe(ICONS[name])  # noqa: S308 - our own constant
    shape = "i large" if size == "large" else "i"
    if label:
        drawing = '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}"><path d="{}"/></svg>'
        return format_html(drawing, shape, label, path)
    drawing = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return format_html(drawing, shape, path)


@register.simple_tag
def bar(n: int | None, of: int | None) -> SafeString:
    """`{% bar 118 152 %}`: the part of a whole, drawn, with its numbers beside it."""
    if n is None or not of:
        return format_html('<span class="soft">{}</span>', _("chưa có số"))
    width = round(144 * min(max(n / of, 0), 1), 1)
    return format_html(
        '<span class="bar"><svg viewBox="0 0 144 10" aria-hidden="true" focusable="false">'
        '<rect class="track" width="144" height="10" rx="5"/><rect class="fill" width="{}" height="10" rx="5"/></svg>'
        '<span class="num">{}/{}</span></span>',
        width,
        number(n),
        number(of),
    )


TILES = {
    "kept": '<rect class="kept" x="{}" y="0" width="10" height="19" rx="3"/>',
    "missed": '<rect class="missed" x="{}" y="0.75" width="8.5" height="17.5" rx="2.5"/>',
    "rest": '<rect class="rest" x="{}" y="7" width="10" height="5" rx="2.5"/>',
}


@register.simple_tag
def weeks(states: Iterable[str]) -> SafeString:
    """`{% weeks list %}` of "kept", "missed", "rest": filled, outlined, a low dash, so that colour is not needed."""
    row = list(states)
    if not row:
        return format_html('<span class="soft">{}</span>', _("chưa có tuần nào"))
    tiles = format_html_join(
        "",
        "{}",
        (
            (format_html(TILES[state], 13 * place + (0.75 if state == "missed" else 0)),)
            for place, state in enumerate(row)
        ),
    )
    count = {state: row.count(state) for state in TILES}
    words = ngettext(
        "%(all)s tuần: giữ %(kept)s, vắng %(missed)s, nghỉ %(rest)s",
        "%(all)s tuần: giữ %(kept)s, vắng %(missed)s, nghỉ %(rest)s",
        len(row),
    ) % {"all": len(row), **count}
    width = 13 * len(row) - 3
    return format_html(
        '<svg class="weeks" viewBox="0 0 {} 19" width="{}" height="19" role="img" aria-label="{}">{}</svg>',
        width,
        width,
        words,
        tiles,
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """28/11/2026, the day in Vietnam."""
    return f"{local_day(value):%d/%m/%Y}" if value else ""


@register.filter
def long_day(value: date | datetime | None) -> str:
    """Thứ Bảy, 28/11/2026."""
    if not value:
        return ""
    on = local_day(value)
    pattern = pgettext("mẫu ngày dài", "d/m/Y")
    return f"{_(WEEKDAYS[on.weekday()])}, {date_format(on, pattern)}"


@register.filter
def moment(value: datetime | None) -> str:
    """28/11/2026 19:30, in Vietnam's time."""
    return f"{clock.local(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """19:30, in Vietnam's time."""
    return f"{clock.local(value):%H:%M}" if value else ""


@register.filter
def number(value: float | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; a dash when it is not known."""
    if value is None:
        return UNKNOWN
    text = f"{value:,}"
    return text if get_language() == "en" else text.translate(str.maketrans(",.", ".,"))


@register.filter
def unbroken(sentence: str) -> str:
    """A number and the word it counts stay on one line: never "4", and "tổ" below it."""
    return NUMBER_AND_SPACE.sub("\\1\u00a0", sentence)


@register.filter
def undo_url(message: Any) -> str:
    """Where a message's undo button posts to, if it has one."""
    return notices.undo_url(message)


@register.simple_tag
def form_field(field: forms.BoundField) -> SafeString:
    """Label, help, error and control of one field, tied together for a screen reader."""
    if field.is_hidden:
        return field.as_widget()
    return render_to_string(
        "web/parts/field.html", {"field": field, "kind": kind_of(field), "optional": not field.field.required}
    )


def kind_of(field: forms.BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.PasswordInput):
        return "secret"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "choices" if isinstance(widget, forms.RadioSelect) else "control"


def local_day(value: date | datetime) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value
