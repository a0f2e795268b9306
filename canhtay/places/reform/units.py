"""What a reform is given, and what must hold before it: one place for the sentences all its verbs refuse with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.translation import gettext_noop as n

from canhtay.core import clock
from canhtay.core.problems import Kind, Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.places.models import Place, Placement, called

DAY_AHEAD = Kind("reform_ahead", 422, n("Ngày %(day)s chưa đến. Xin ghi vào đúng ngày có hiệu lực, hoặc sau đó."))
TOO_EARLY = Kind("reform_too_early", 422, n("%(place)s đã có thay đổi ngày %(last)s. Xin chọn một ngày sau ngày ấy."))
NOT_YET_THERE = Kind("reform_not_yet_there", 422, n("%(place)s chỉ có từ ngày %(since)s. Xin chọn từ ngày ấy trở đi."))
ENDED = Kind("reform_ended", 409, n("%(place)s đã thôi từ ngày %(until)s, nên không đổi được nữa."))
NOT_A_COMMUNE = Kind("reform_not_a_commune", 422, n("%(place)s không phải xã, phường hay đặc khu."))
NOT_A_GROUP = Kind("reform_not_a_group", 422, n("%(place)s không phải tổ dân phố, thôn hay khu phố."))
TWO_NEEDED = Kind("reform_two_needed", 422, n("Xin chọn ít nhất hai nơi khác nhau."))
CODE_TAKEN = Kind("reform_code_taken", 409, n("Mã %(code)s đang là của một đơn vị khác. Xin xem lại mã."))
NAME_NEEDED = Kind("reform_name_needed", 422, n("Xin ghi tên và loại (phường, xã, tổ dân phố…)."))


@dataclass(frozen=True)
class NewUnit:
    """A commune that a reform founds: "Hưng Đạo", label "Phường", with its official code."""

    name: str
    label: str
    code: str

    def __str__(self) -> str:
        return called(nfc(self.label), nfc(self.name))


def require_day(day: date) -> None:
    """A reform is recorded on its day or after it: phones and figures know no future units."""
    require(day <= clock.today(), DAY_AHEAD, day=f"{day:%d/%m/%Y}")


def require_communes(places: Iterable[Place]) -> None:
    for place in places:
        require(place.kind == Place.Kind.COMMUNE, NOT_A_COMMUNE, place=str(place))
        require_in_force(place)


def require_groups(places: Iterable[Place]) -> None:
    for place in places:
        require(place.kind == Place.Kind.GROUP, NOT_A_GROUP, place=str(place))
        require_in_force(place)


def require_in_force(place: Place) -> None:
    if place.valid_until is not None:
        raise Problem(ENDED, place=str(place), until=f"{clock.day_after(place.valid_until):%d/%m/%Y}")


def require_there_on(place: Place, day: date) -> None:
    require(place.valid_from <= day, NOT_YET_THERE, place=str(place), since=f"{place.valid_from:%d/%m/%Y}")


def require_quiet_since(places: list[Place], day: date, *, inside: bool = True) -> None:
    """Nothing has happened to these places, nor inside them, on this day or later: history is not rewritten."""
    keys = [place.pk for place in places]
    last = _last_changes(keys)
    for place in places:
        require(last[place.pk] < day, TOO_EARLY, place=str(place), last=f"{last[place.pk]:%d/%m/%Y}")
    late = Placement.objects.filter(Q(valid_from__gte=day) | Q(valid_until__gte=day), parent__in=keys if inside else [])
    for row in late.select_related("place")[:1]:
        raise Problem(TOO_EARLY, place=str(row.place), last=f"{_last_day(row, day):%d/%m/%Y}")


def _last_changes(keys: list[int]) -> dict[int, date]:
    rows = Place.objects.filter(pk__in=keys).annotate(
        laid=Max("placements__valid_from"), named_until=Max("past_states__valid_until")
    )
    return {
        row.pk: max(_known(row.valid_from, row.laid, row.named_until and clock.day_after(row.named_until)))
        for row in rows
    }


def _known(*days: date | None) -> list[date]:
    return [day for day in days if day is not None]


def _last_day(row: Placement, day: date) -> date:
    return row.valid_from if row.valid_from >= day or row.valid_until is None else row.valid_until
