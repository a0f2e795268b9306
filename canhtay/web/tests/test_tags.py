from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation

from canhtay.core import clock
from canhtay.web.icons import ICONS
from canhtay.web.templatetags import look

LATE = datetime(2026, 11, 28, 16, 30, tzinfo=UTC)  # 23:30 on Saturday in Vietnam
EARLY = datetime(2026, 11, 28, 17, 30, tzinfo=UTC)  # 00:30 on Sunday


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_a_day_is_the_day_in_vietnam() -> None:
    assert look.day(LATE) == "28/11/2026"
    assert look.day(EARLY) == "29/11/2026"
    assert look.day(date(2026, 1, 5)) == "05/01/2026"
    assert look.day(None) == ""


def test_a_long_day_names_its_weekday() -> None:
    assert look.long_day(LATE) == "Thứ Bảy, 28/11/2026"
    assert look.long_day(EARLY) == "Chủ Nhật, 29/11/2026"


@pytest.mark.usefixtures("english")
def test_a_long_day_in_english() -> None:
    with translation.override("en"):
        assert look.long_day(EARLY) == "Sunday, 29 November 2026"
        assert look.day(EARLY) == "29/11/2026"


def test_a_moment_is_told_in_vietnams_time() -> None:
    assert look.moment(LATE) == "28/11/2026 23:30"
    assert look.moment(EARLY) == "29/11/2026 00:30"
    assert look.hour(EARLY) == "00:30"
    assert look.moment(clock.at(date(2026, 11, 28), datetime(2026, 1, 1, 19, 30).time())) == "28/11/2026 19:30"  # noqa: DTZ001


def test_numbers_have_the_languages_separators() -> None:
    assert look.number(1234567.5) == "1.234.567,5"
    assert look.number(0) == "0"
    assert look.number(None) == "–"
    with translation.override("en"):
        assert look.number(1234567.5) == "1,234,567.5"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Phường có 4 tổ.", "Phường có 4~tổ."),
        ("1.140 nhà, 2/3 tổ, 19:30, Nhà văn hóa", "1.140~nhà, 2/3~tổ, 19:30, Nhà văn hóa"),
        ("Trà Khê 3. Tổ có 10 người, tuần 4 – 5", "Trà Khê 3. Tổ có 10~người, tuần 4 – 5"),
    ],
)
def test_a_number_stays_with_what_it_counts(said: str, kept: str) -> None:
    assert look.unbroken(said) == kept.replace("~", "\u00a0")


def test_an_icon_is_silent_beside_words_and_speaks_alone() -> None:
    assert 'aria-hidden="true"' in look.icon("house")
    assert 'role="img" aria-label="Đọc &lt;to&gt;"' in look.icon("sound", label="Đọc <to>")


def test_every_icon_that_templates_ask_for_exists() -> None:
    asked = {
        "house", "arm", "people", "door", "alley", "calendar", "list", "import", "undo", "back", "forward", "check",
        "phone", "search", "warn", "person", "sign-out", "sound", "wait", "printer", "qr",
    }  # fmt: skip
    assert asked <= set(ICONS)


def test_a_bar_is_as_long_as_its_part() -> None:
    assert 'class="fill" width="72.0"' in look.bar(76, 152)
    assert "76/152" in look.bar(76, 152)
    assert 'class="fill" width="144"' in look.bar(200, 152)


def test_a_bar_of_nothing_says_so_instead_of_zero() -> None:
    assert look.bar(None, 10) == look.bar(0, 0) == '<span class="soft">chưa có số</span>'
    assert 'class="fill" width="0.0"' in look.bar(0, 10)


def test_weeks_are_tiles_and_a_sentence() -> None:
    drawing = look.weeks(["kept", "kept", "missed", "rest"])
    assert 'aria-label="4 tuần: giữ 2, vắng 1, nghỉ 1"' in drawing
    assert (drawing.count('class="kept"'), drawing.count('class="missed"')) == (2, 1)
    assert look.weeks([]) == '<span class="soft">chưa có tuần nào</span>'


def test_tags_are_builtin_and_write_no_style() -> None:
    page = rendered('{% icon "house" %}{% bar 1 2 %}{% weeks row %}{{ on|long_day }}', row=["kept"], on=LATE)
    assert "Thứ Bảy, 28/11/2026" in page
    assert "style" not in page
