"""The corrections form's fields, found by sheet and column."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from canhtay.core.sheets.columns import Column
from canhtay.teams.forms import CorrectionsForm
from canhtay.teams.roster.shapes import SheetReading
from canhtay.web.templatetags.look import form_field

register = template.Library()


@register.simple_tag
def sheet_fields(form: CorrectionsForm, sheet: SheetReading) -> SafeString:
    names = [f"group-{sheet.index}", f"header-{sheet.index}"]
    shown = [form_field(form[name]) for name in names if name in form.fields]
    return format_html_join("", "{}", ((one,) for one in shown))


@register.simple_tag
def column_field(form: CorrectionsForm, sheet: SheetReading, column: Column) -> SafeString:
    field = form[f"column-{sheet.index}-{column.index}"]
    return format_html('<label class="unseen" for="{}">{}</label>{}', field.id_for_label, field.label, field)
