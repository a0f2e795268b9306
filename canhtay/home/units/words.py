"""How units are spoken of: their storey, the days they were there, a sentence that says what one is."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canhtay.places.models import Place
from canhtay.places.official import BEFORE
from canhtay.places.reform.standing import province_of

KINDS: dict[str, str | Promise] = {
    Place.Kind.PROVINCE: gettext_lazy("Tỉnh, thành phố"),
    Place.Kind.DISTRICT: gettext_lazy("Quận, huyện"),
    Place.Kind.COMMUNE: gettext_lazy("Xã, phường"),
    Place.Kind.GROUP: gettext_lazy("Tổ dân phố, thôn"),
}


def lasted(place: Place) -> str:
    return between(place.valid_from, place.valid_until)


def between(first: date, last: date | None) -> str:
    """ "01/07/2025 – 01/11/2026". Since when the oldest list's units are there, nothing on record says."""
    words = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}" if last else ""}
    if first <= BEFORE:
        return _("đến hết %(last)s") % words if last else _("từ lâu")
    return _("%(first)s đến hết %(last)s") % words if last else _("từ %(first)s") % words


def finding(place: Place, named: list[str]) -> str:
    """ "Phường Anh Dũng, mã 11689, thuộc quận Dương Kinh, thành phố Hải Phòng; có đến hết 30/06/2025." """
    own, *above = named
    said = _("%(name)s, mã %(code)s") % {"name": own, "code": place.code} if place.code else own
    if above:
        said += _(", thuộc %(above)s") % {"above": ", ".join(map(within_a_sentence, above))}
    if place.valid_until:
        said += _("; có đến hết %(day)s") % {"day": f"{place.valid_until:%d/%m/%Y}"}
    return said + "."


def within_a_sentence(named: str) -> str:
    return named[:1].lower() + named[1:]


def its_province(commune: Place | None) -> str:
    """What stands above a commune, as one speaks of it: "tỉnh", "thành phố"."""
    return _("tỉnh") if commune and province_of(commune).label == "Tỉnh" else _("thành phố")
