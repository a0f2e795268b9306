"""The office's one list, told with the names of a small place: what is asked for in the address is what is shown and taken home."""

import csv
import re
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from canhtay.core.models import Event
from canhtay.core.sheets.opening import open_book
from canhtay.people.models import Person
from canhtay.web.forms import DateField, Form, day_typed
from canhtay.web.sample_list import SAMPLE, SAMPLE_ROWS
from canhtay.web.tables import Choice, Column, DayChoice, Listed, Table, day_asked, note_export
from testkit.office import office_of
from testkit.queries import queries_of
from testkit.world import SATURDAY, World

pytestmark = pytest.mark.both_databases
NAMES = ["Lê Văn Đạt", "Trần Thị Dung", "Phạm Ân", "Nguyễn An", "Hoàng Ánh", "Đỗ Dũng", "Bùi Ất"]
BORN = [1960, 1958, None, 2006, 1960, None, 1985]

PEOPLE = Table(
    columns=[
        Column(name="name", title="Họ và tên", value=lambda row: row.name, order=("sort_key",), link=lambda row: f"/{row.pk}/"),
        Column(name="born", title="Năm sinh", value=lambda row: row.birth_year, order=("birth_year",), right=True, grouped=False),
        Column(name="phone", title="Điện thoại", value=lambda row: row.phone, visible=lambda about: about.get("all", False)),
        Column(name="gender", title="Giới", value=lambda row: row.gender, export_only=True),
        Column(name="act", title="Việc", value=lambda row: None, page_only=True),
    ],
    filters=[
        Choice(name="gender", title="Giới", choices=Person.Gender.choices),
        Choice(
            name="age", title="Tuổi", choices=lambda about: [(60, "từ 60")],
            apply=lambda rows, value: rows.filter(birth_year__lte=2026 - int(value)),
        ),
        DayChoice(),
    ],
    search=("folded",),
    sort="name",
    page_size=3,
    file_name="nguoi",
    empty="Chưa có ai.",
    on_export=note_export,
)  # fmt: skip


@pytest.fixture
def people(world: World) -> None:
    Person.unscoped.bulk_create(
        Person(name=name, birth_year=born, gender="MF"[at % 2], phone="0912345678" if at == 0 else "").derive()
        for at, (name, born) in enumerate(zip(NAMES, BORN, strict=True))
    )


def asked(query: str = "", **about: object) -> Listed:
    """The list of these people for an address, beside which the cast has no place; a file of it is told of nowhere."""
    return PEOPLE.of(request_of(query), Person.unscoped.filter(name__in=NAMES), **{"places": list, **about})


def request_of(query: str) -> HttpRequest:
    return RequestFactory().get("/nguoi/?" + query)


def names(listed: Listed) -> list[str]:
    return [line[0].text for line in listed.lines]


def shown(listed: Listed, **context: object) -> str:
    return render_to_string("web/parts/list.html", {"list": listed, **context}, request=listed.request)


def taken(listed: Listed, **how: str) -> bytes:
    return listed.as_file(**how).content


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"))))


# — sorting —


@pytest.mark.usefixtures("people")
def test_people_stand_by_given_name_in_vietnamese_order() -> None:
    in_order = ["Nguyễn An", "Hoàng Ánh", "Phạm Ân", "Bùi Ất", "Trần Thị Dung", "Đỗ Dũng", "Lê Văn Đạt"]
    assert [name for page in (1, 2, 3) for name in names(asked(f"page={page}"))] == in_order
    assert [name for page in (1, 2, 3) for name in names(asked(f"page={page}&sort=-name"))] == in_order[::-1]


@pytest.mark.usefixtures("people")
def test_what_is_not_known_stands_last_in_both_directions() -> None:
    years = [
        [line[1].text for page in "123" for line in asked(f"sort={sort}&page={page}").lines]
        for sort in ("born", "-born")
    ]
    assert years == [
        ["1958", "1960", "1960", "1985", "2006", "–", "–"],
        ["2006", "1985", "1960", "1960", "1958", "–", "–"],
    ]


@pytest.mark.usefixtures("people")
def test_rows_that_are_alike_stand_in_one_order_on_every_page() -> None:
    Person.unscoped.filter(name__in=NAMES).update(birth_year=1960)
    every = [name for page in (1, 2, 3) for name in names(asked(f"sort=-born&page={page}"))]
    assert sorted(every) == sorted(NAMES)


@pytest.mark.parametrize("sort", ["act", "gender", "phone", "--name", "pk", "sort_key", "password", "", "-"])
@pytest.mark.usefixtures("people")
def test_an_order_that_is_not_offered_is_the_usual_one(sort: str) -> None:
    assert names(asked(f"sort={sort}")) == ["Nguyễn An", "Hoàng Ánh", "Phạm Ân"]


@pytest.mark.usefixtures("people")
def test_heads_sort_and_say_how_it_is_sorted() -> None:
    page = shown(asked("q=a&sort=born&page=2"))
    assert re.search(
        r'<th scope="col" class="right" aria-sort="ascending"><a href="\?q=a&amp;sort=-born">Năm sinh', page
    )
    assert '<a href="?q=a&amp;sort=name">Họ và tên' in page
    assert '<th scope="col">Việc</th>' in page


# — searching and filters —


@pytest.mark.parametrize("words", ["dung", "DŨNG", "  dung ", "thi dung tran", "đung"])
@pytest.mark.usefixtures("people")
def test_search_needs_no_diacritics_and_no_order_of_words(words: str) -> None:
    found = names(asked(f"q={words}"))
    assert found == (["Trần Thị Dung"] if "thi" in words else ["Trần Thị Dung", "Đỗ Dũng"])


@pytest.mark.usefixtures("people")
def test_filters_narrow_and_what_they_do_not_know_narrows_nothing() -> None:
    assert asked("gender=F").count == 3
    assert asked("gender=F&age=60").count == 1
    assert asked("gender=X&age=0").count == 7
    assert asked("gender=X").narrowed is False
    assert asked("gender=").count == 7


@pytest.mark.usefixtures("people")
def test_the_form_shows_what_was_asked_and_keeps_the_order_and_the_pages_own_words() -> None:
    page = shown(asked("q=a&gender=F&sort=born&place=7&page=2&export=pdf"))
    assert 'value="a"' in page
    assert '<option value="F" selected>' in page
    assert '<input type="hidden" name="sort" value="born"><input type="hidden" name="place" value="7">' in page
    assert 'name="page"' not in page
    assert 'name="export"' not in page
    assert 'href="/nguoi/?place=7">Bỏ lọc' in page


def test_a_default_holds_until_somebody_chooses_everything() -> None:
    choice = Choice(name="state", title="Thế nào", choices=[("open", "Còn mở"), ("done", "Xong")], default="open")
    assert [(it.value, it.own) for it in (choice.asked(raw, {}) for raw in (None, "open", "done", "", "x"))] == [
        ("open", False), ("open", False), ("done", True), (None, True), ("open", False),
    ]  # fmt: skip


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-02", date(2026, 11, 2)), ("02/11/2026", date(2026, 11, 2)), (" 2/11/2026", date(2026, 11, 2)),
        ("02112026", date(2026, 11, 2)), ("31/02/2026", None), ("11/28/2026", None), ("02/11/26", None), ("0001-01-01", None),
        ("9999-12-31", None), ("", None), ("hôm nay", None), ("\0", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_here_and_else_is_today(typed: str, day: date | None) -> None:
    request = RequestFactory().get("/", {"day": typed})
    assert day_asked(request) == (day or SATURDAY.date())
    assert asked(QueryDict.fromkeys(["day"], typed).urlencode()).value("day") == (day or SATURDAY.date())


# — what the page says —


@pytest.mark.usefixtures("people")
def test_a_page_says_how_many_there_are_and_where_one_is() -> None:
    page = shown(asked("page=2"))
    assert "7 dòng" in page
    assert "4–6 trong 7" in page
    assert 'data-label="Năm sinh" class="num right">1958' in page
    assert 'href="?page=2&amp;export=xlsx"' not in page
    assert 'href="?export=xlsx"' in page


@pytest.mark.usefixtures("people")
def test_nothing_found_leads_back_and_nothing_at_all_says_how_to_begin() -> None:
    page = shown(asked("q=zz&place=7"))
    assert "Không tìm thấy gì khớp với “zz”." in page
    assert 'href="/nguoi/?place=7">Bỏ tìm và lọc, xem tất cả' in page
    assert "Không có dòng nào khớp với những điều đã chọn." in shown(
        PEOPLE.of(request_of("gender=F"), Person.unscoped.none())
    )
    empty = shown(PEOPLE.of(request_of(""), Person.unscoped.none()))
    assert "Chưa có ai." in empty
    assert "<form" not in empty
    assert "<h2>Bắt đầu" in shown(
        PEOPLE.of(request_of(""), Person.unscoped.none()), empty="web/parts/empty.html", title="Bắt đầu"
    )


@pytest.mark.usefixtures("people")
def test_a_column_may_be_for_some_eyes_only_on_the_page_and_in_the_file() -> None:
    assert "Điện thoại" not in shown(asked())
    assert "Điện thoại" in shown(asked(all=True))
    assert rows_of(taken(asked("export=csv", person=someone())))[0] == ["Họ và tên", "Năm sinh", "Giới"]
    with_phones = rows_of(taken(asked("export=csv", person=someone(), all=True)))
    assert with_phones[0] == ["Họ và tên", "Năm sinh", "Điện thoại", "Giới"]
    assert ["Lê Văn Đạt", "1960", "0912345678", "M"] in with_phones


def someone() -> Person:
    return Person.unscoped.order_by("pk")[0]


@pytest.mark.usefixtures("people")
def test_a_list_asks_the_database_twice_however_long() -> None:
    assert len(queries_of(lambda: shown(asked("q=a")))) == 2
    Person.unscoped.filter(name__in=NAMES[1:]).delete()
    assert len(queries_of(lambda: shown(asked("q=a")))) == 2


@pytest.mark.usefixtures("people")
def test_far_down_a_long_list_stands_the_same_as_near() -> None:
    Person.unscoped.bulk_create(Person(name=f"Vũ Văn Y {at}", birth_year=1900 + at % 90).derive() for at in range(2010))
    rows = Person.unscoped.filter(name__startswith="Vũ Văn Y ")
    far = PEOPLE.of(request_of("sort=-born&page=669"), rows)
    assert far.page.start_index() == 2005
    in_order = sorted(rows, key=lambda row: (row.birth_year, row.pk), reverse=True)
    assert names(far) == [row.name for row in in_order[2004:2007]]
    assert len(queries_of(lambda: shown(PEOPLE.of(request_of("sort=-born&page=669"), rows)))) == 3


# — more rows than are counted —


def up_to(n: int, query: str = "") -> Listed:
    """The same seven people, three a page, of whom the list counts so many."""
    table = replace(PEOPLE, counts_to=n)
    return table.of(request_of(query), Person.unscoped.filter(name__in=NAMES), places=list)


@pytest.mark.usefixtures("people")
def test_up_to_what_a_list_counts_it_says_how_many_there_are() -> None:
    page = shown(up_to(7, "page=2"))
    assert "7 dòng" in page
    assert "4–6 trong 7<" in page
    assert "ơn" not in page
    assert "3 dòng" in shown(up_to(7, "gender=F"))


@pytest.mark.usefixtures("people")
def test_beyond_it_the_list_says_more_than() -> None:
    page = shown(up_to(6))
    assert "Hơn 6 dòng" in page
    assert "1–3 trong hơn 6<" in page
    assert "7" not in re.sub(r"<[^>]*>|1985", "", page)


@pytest.mark.usefixtures("people")
def test_page_after_page_all_are_reached_and_at_the_end_it_is_known_how_many() -> None:
    listed, seen = up_to(2), []
    while True:
        seen += names(listed)
        if not listed.page.has_next():
            break
        listed = up_to(2, f"page={listed.page.next_page_number()}")
    assert seen == names(asked()) + names(asked("page=2")) + names(asked("page=3"))
    assert listed.counted == "7 dòng"
    assert "7–7 trong 7<" in shown(listed)
    assert [up_to(2, f"page={page}").counted for page in (1, 2)] == ["Hơn 3 dòng", "Hơn 6 dòng"]


@pytest.mark.parametrize("page", ["4", "999999999", "9" * 30, "0", "-1"])
@pytest.mark.usefixtures("people")
def test_a_page_after_the_last_is_the_last(page: str) -> None:
    listed = up_to(2, f"page={page}")
    assert names(listed) == ["Lê Văn Đạt"]
    assert listed.counted == "7 dòng"


@pytest.mark.parametrize("page", ["", "x", "9" * 5000, "1.5"])
@pytest.mark.usefixtures("people")
def test_what_is_no_page_is_the_first(page: str) -> None:
    assert names(up_to(2, f"page={page}")) == names(asked())


@pytest.mark.usefixtures("people")
def test_the_file_holds_all_however_far_the_page_counts() -> None:
    assert len(rows_of(taken(up_to(2, "export=csv")))) == 1 + len(NAMES)


@pytest.mark.usefixtures("people")
def test_no_more_rows_are_looked_at_than_are_counted() -> None:
    counting, _page = queries_of(lambda: shown(up_to(5)))
    assert "COUNT" in counting
    assert "LIMIT 6" in counting
    assert "ORDER BY" not in counting


def test_rows_from_memory_are_counted_whole() -> None:
    assert replace(SAMPLE, counts_to=2).of(request_of(""), SAMPLE_ROWS).count == len(SAMPLE_ROWS)


def test_a_table_that_cannot_be_right_is_refused_when_it_is_declared() -> None:
    name = Column(name="name", title="Tên", value=str)
    with pytest.raises(ValueError, match="two columns"):
        Table(columns=[name, name])
    with pytest.raises(ValueError, match="has no order"):
        Table(columns=[name], sort="-name")


# — files —


@pytest.mark.usefixtures("people")
def test_a_file_holds_all_that_search_and_filters_leave_in_the_pages_order() -> None:
    file = rows_of(taken(asked("export=csv&q=a&sort=-born&page=2", person=someone())))
    pages = [asked(f"q=a&sort=-born&page={page}") for page in (1, 2, 3)]
    assert [row[0] for row in file[1:]] == [
        name for page in pages[: pages[0].page.paginator.num_pages] for name in names(page)
    ]
    assert len(file) == 1 + pages[0].count


@pytest.mark.usefixtures("people")
def test_a_phones_card_folds_what_stands_after_two_figures() -> None:
    """Four columns need no folding; of five the fourth and fifth are behind the button that names whose they are."""
    wide = replace(PEOPLE, columns=[*PEOPLE.columns, Column(name="by", title="Ai ghi", value=lambda row: None)])
    rows = Person.unscoped.filter(name__in=NAMES)
    said = [shown(table.of(request_of(""), rows, places=list, all=True)) for table in (PEOPLE, wide)]
    assert [page.count('class="unfold"') for page in said] == [0, 3]
    assert '<summary>Xem<span class="unseen"> Nguyễn An</span></summary>' in said[1]
    assert re.findall(r'<td data-label="([^"]+)" class="rest">', said[1])[:2] == ["Việc", "Ai ghi"]
    assert 'class="further' not in said[1]
    Person.unscoped.bulk_create(Person(name=f"Lê Văn {at}").derive() for at in range(22))
    long = replace(PEOPLE, page_size=50).of(
        request_of(""), Person.unscoped.filter(name__startswith="Lê Văn"), places=list
    )
    assert "<summary>Xem thêm 3 dòng</summary>" in shown(long)


@pytest.mark.usefixtures("people")
def test_the_workbook_says_what_it_is_and_as_of_when() -> None:
    response = asked("export=xlsx", person=someone()).as_file(title="Danh sách", place="Phường Hưng Đạo", by="Mai")
    rows = [list(row) for row in open_book("a.xlsx", response.content).sheets[0].rows]
    assert [row[0] for row in rows[:6]] == [
        "Danh sách", "Phường Hưng Đạo", "Tính đến ngày 28/11/2026", "Người xuất: Mai", "", "Họ và tên",
    ]  # fmt: skip
    assert rows[6] == ["Nguyễn An", 2006.0, "F"]
    assert len(rows) == 6 + 7
    assert response.headers["Content-Disposition"] == 'attachment; filename="nguoi-phuong-hung-dao-2026-11-28.xlsx"'
    assert response.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("people")
def test_the_same_list_on_the_same_day_is_the_same_file() -> None:
    first, second = (taken(asked("export=xlsx", person=someone())) for _ in range(2))
    assert first == second


@pytest.mark.usefixtures("people")
def test_who_took_a_list_is_recorded_without_what_was_searched(world: World) -> None:
    taken(asked("export=csv&q=dung", person=world.mai, places=lambda: [world.hung_dao.pk, world.duong_kinh.pk]))
    event, beside = Event.objects.filter(name="list.exported").order_by("pk")
    assert (event.actor, event.subject, event.place) == (str(world.mai.pk), "list:nguoi", world.hung_dao.pk)
    assert (beside.place, beside.details) == (world.duong_kinh.pk, event.details)
    assert event.details == {"kind": "csv", "rows": 2}


@pytest.mark.parametrize("query", ["", "export=pdf", "export=", "export=XLSX"])
def test_a_file_is_made_only_when_it_is_asked_for_by_its_name(query: str) -> None:
    assert not SAMPLE.of(request_of(query), SAMPLE_ROWS).wants_file


def test_a_table_without_a_file_name_gives_no_file() -> None:
    table = Table(columns=[Column(name="name", title="Tên", value=str)])
    assert not table.of(request_of("export=xlsx"), ["a"]).wants_file
    assert "export" not in shown(table.of(request_of(""), ["a"]))


# — any address —

WORDS = st.sampled_from(["q", "sort", "page", "export", "gender", "age", "day", "place", "q[]", ""])
VALUES = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.sampled_from(
        ["name", "-name", "born", "-born", "M", "60", "an", "csv", "xlsx", "\0", "%", "_", "'", "-1", "9" * 5000]
    ),
)


@pytest.mark.usefixtures("people")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, VALUES), max_size=5))
@example([("q", "\0"), ("page", "-7"), ("day", "0001-01-01")])
@example([("q", "\ud800")])
def test_no_address_breaks_a_list_and_the_file_holds_what_its_pages_show(words: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in words:
        query.appendlist(name, value.encode("utf-8", "replace").decode())
    listed = asked(query.urlencode())
    shown(listed)
    query["page"] = "1"
    together = []
    for page in range(1, listed.page.paginator.num_pages + 1):
        query["page"] = str(page)
        together += names(asked(query.urlencode()))
    query["export"] = "csv"
    assert [row[0] for row in asked(query.urlencode()).all_rows()] == together


# — rows from memory, and the look —


def test_rows_from_memory_are_searched_sorted_and_paged_alike() -> None:
    listed = SAMPLE.of(request_of("q=an&sort=-done"), SAMPLE_ROWS)
    assert names(listed) == ["An ủi 1", "An ủi 2", "An ủi 3", "Ăn tối 1", "Ăn tối 2"]
    assert [line[2].text for line in SAMPLE.of(request_of("sort=done&page=5"), SAMPLE_ROWS).lines][-3:] == [
        "–",
        "–",
        "–",
    ]
    assert [line[2].text for line in SAMPLE.of(request_of("sort=-done&page=5"), SAMPLE_ROWS).lines][-3:] == [
        "–",
        "–",
        "–",
    ]


def test_the_look_shows_a_list_and_gives_its_file(client: Client) -> None:
    assert 'href="?export=xlsx"' in client.get("/look/").content.decode()
    file = client.get("/look/?export=xlsx&part=a").content
    assert "Ấm trà 2" in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.usefixtures("english")
def test_heads_speak_the_readers_language(world: World) -> None:
    client = office_of(world.mai)
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("teams"))
    assert 'data-label="Team leader"' in page.content.decode()
    file = rows_of(client.get(reverse("teams"), {"export": "csv"}).content)
    assert file[0][:3] == ["Team", "Team leader", "People"]


def test_a_team_list_is_taken_home_within_scope(world: World) -> None:
    file = rows_of(office_of(world.mai).get(reverse("teams"), {"export": "csv"}).content)
    assert file[1:] == [["Trà Khê 3", "Nguyễn Văn Hòa", "3", "1", "2", "", ""]]
    assert Event.objects.get(name="list.exported").actor == str(world.mai.pk)


# — days in forms —


class Asking(Form):
    day = DateField(label="Ngày")


@pytest.mark.parametrize("typed", ["28/11/2026", "2026-11-28", "28-11-2026", "28.11.2026", "28112026", "28 11 2026"])
def test_a_day_may_be_typed_in_the_ways_people_type_it(typed: str) -> None:
    form = Asking({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == day_typed(typed) == date(2026, 11, 28)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/28/2026", "28/11/26", "mai"])
def test_a_day_that_is_none_says_how_to_write_one(typed: str) -> None:
    assert Asking({"day": typed}).errors["day"] == ["Xin ghi ngày như 28/11/2026."]
    assert day_typed(typed) is None


def test_a_day_is_shown_as_it_is_typed() -> None:
    assert 'value="28/11/2026"' in str(Asking(initial={"day": date(2026, 11, 28)})["day"])
