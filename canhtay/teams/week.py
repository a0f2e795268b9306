"""The hours somebody can give, as one says them: "Thứ Bảy: sáng, tối"."""

from django.utils.translation import gettext as _

from canhtay.teams.member_forms import WEEKDAYS
from canhtay.teams.models import MemberHours
from canhtay.teams.skills import Hours


def week_of_hours(hours: Hours) -> list[tuple[str, str]]:
    """Only the days with an hour in them, from Monday on."""
    said = []
    for weekday, title in WEEKDAYS:
        parts = [str(label) for part, label in MemberHours.Part.choices if (weekday, part) in hours]
        if parts:
            whole = len(parts) == len(MemberHours.Part.choices)
            said.append((str(title), _("cả ngày") if whole else ", ".join(parts).lower()))
    return said
