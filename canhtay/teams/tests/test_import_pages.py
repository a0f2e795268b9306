"""The office's pages of imports: send, look, correct, take in, undo. Mai is the officer of Hưng Đạo."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from canhtay.core import chores, clock
from canhtay.core.history import MACHINE
from canhtay.core.models import Event, StoredFile
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Person, RoleGrant
from canhtay.places.queries import commune_by_code
from canhtay.teams.actions import appoint
from canhtay.teams.models import Appointment, RosterUpload, Team
from canhtay.teams.roster.reading import as_json
from canhtay.teams.roster.tests.lists import as_said
from canhtay.teams.roster.uploads import reading_of
from canhtay.teams.tests.sending import IMPORTS, page_of, plain, press, send, sent
from testkit import roster_files, sheets
from testkit.office import errors_of, office_of, words
from testkit.queries import assert_same_queries
from testkit.roster_files import FOUR, HEADER, rows_of
from testkit.world import SATURDAY

pytestmark = pytest.mark.mission("R2")


@pytest.fixture
def mai(world):
    return office_of(world.mai)


def test_a_list_is_sent_looked_at_taken_in_and_undone(mai, world):
    upload = sent(mai, plain())
    assert not Person.unscoped.filter(name="Trần Thị Bưởi").exists()
    said = words(page_of(mai, upload))
    assert "Đọc được 1 tổ, 4 người. Không có dòng nào lỗi. Quyết định số 103/QĐ-UBND." in said
    assert not is_open(page_of(mai, upload))
    assert "Ghi thêm 4 người vào 1 tổ" in said
    assert "Trần Thị Bưởi Nữ 1960 Tổ phó 0987654302" in said
    said = words(press(mai, "take-in", upload))
    assert "Đã ghi 4 người mới." in said
    assert "Hoàn lại" not in said  # one undo, under one name
    assert "Hoàn tác cả lần nạp này" in said
    assert Appointment.objects.filter(team=world.team, person__name="Trần Thị Bưởi", role="deputy").exists()
    said = words(press(mai, "undo-import", upload))
    assert "Đã hoàn tác: bỏ 4 người vừa ghi." in said
    assert "đã hoàn tác 28/11/2026 19:30" in said
    assert "Ghi lại thêm 4 người vào 1 tổ" in said  # and it may be taken in again
    assert not Person.unscoped.filter(name="Trần Thị Bưởi").exists()


def test_a_second_press_changes_nothing(mai):
    upload = sent(mai, plain())
    press(mai, "take-in", upload)
    assert "Đã ghi" not in words(press(mai, "take-in", upload))
    upload.refresh_from_db()
    assert upload.figures["people"] == 4
    assert Event.objects.filter(name="roster.imported").count() == 1
    press(mai, "undo-import", upload)
    assert "Đã hoàn tác" not in words(press(mai, "undo-import", upload))
    assert Event.objects.filter(name="roster.import_undone").count() == 1


def test_who_stays_after_an_undo_is_named(mai, world):
    upload = sent(mai, plain())
    press(mai, "take-in", upload)
    world.phone_of(Person.unscoped.get(name="Trần Thị Bưởi"))
    said = words(press(mai, "undo-import", upload))
    assert "bỏ 3 người vừa ghi" in said
    assert "Giữ lại 1 vì đã dùng đến, hoặc danh sách khác cũng có: Trần Thị Bưởi." in said


def test_a_column_understood_wrongly_is_corrected(mai):
    """The numbers in the last column are the block leader's, not these people's own."""
    upload = sent(mai, plain())
    assert "0987654302" in words(page_of(mai, upload)).split("Người đọc được")[1]
    response = correct(mai, upload, **{"column-0-5": "ignored"})
    assert response.status_code == 302
    assert "0987654302" not in words(page_of(mai, upload)).split("Người đọc được")[1]
    press(mai, "take-in", upload)
    assert Person.unscoped.get(name="Trần Thị Bưởi").phone == ""


def correct(browser, upload: RosterUpload, **said: str):
    """The form as it is shown, with these fields changed."""
    form = page_of(browser, upload).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return browser.post(
        reverse("import", args=[upload.pk]), {k: "" if v is None else v for k, v in (shown | said).items()}
    )


def test_a_second_correction_keeps_the_first_and_one_may_be_withdrawn(mai):
    rows = [["STT", "Aa", "Họ và tên", "Bb"], [1, "Nữ", "Trần Thị Bưởi", "1960"], [2, "Nam", "Lê Quang Đạo", "1999"]]
    upload = sent(mai, ("a.xlsx", sheets.xlsx({"Trà Khê 5": rows})))
    correct(mai, upload, **{"column-0-1": "ignored"})
    correct(mai, upload, **{"column-0-3": "birth"})
    upload.refresh_from_db()
    assert upload.corrections["columns"] == {"0.1": "ignored", "0.3": "birth"}
    correct(mai, upload, **{"column-0-1": ""})
    upload.refresh_from_db()
    assert upload.corrections["columns"] == {"0.3": "birth"}


def test_a_list_of_an_unknown_team_is_taken_in_when_its_name_was_said(mai):
    upload = sent(mai, ("a.xlsx", sheets.xlsx({"Sheet1": [HEADER, *rows_of(FOUR)]})))
    said = words(page_of(mai, upload))
    assert "chưa biết danh sách này của tổ nào" in said
    assert "Để sau" not in said
    correct(mai, upload, **{"group-0": "Trà Khê 8"})
    press(mai, "take-in", upload)
    assert Team.objects.filter(group__name="Trà Khê 8", group__folded="tra khe 8").exists()


@pytest.mark.parametrize("row", ["999", "không", "0"])
def test_a_header_that_cannot_be_is_told_at_its_field_and_nothing_is_lost(mai, row):
    upload = sent(mai, plain())
    response = correct(mai, upload, **{"header-0": row})
    assert response.status_code == 200
    assert errors_of(response)
    upload.refresh_from_db()
    assert upload.corrections == {}
    assert "Đọc được 1 tổ, 4 người" in words(page_of(mai, upload))


def test_what_was_taken_in_is_no_longer_corrected(mai):
    upload = sent(mai, plain())
    press(mai, "take-in", upload)
    assert "Đọc lại với các chỗ vừa sửa" not in words(page_of(mai, upload))
    mai.post(reverse("import", args=[upload.pk]), {"column-0-1": "ignored"})
    upload.refresh_from_db()
    assert upload.corrections == {}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("danh sách.pdf", b"%PDF-1.7 x", "Tệp “danh sách.pdf” không phải bảng tính."),
        ("rong.xlsx", b"", "The submitted file is empty."),
        ("hong.xlsx", b"PK\x03\x04 broken", "Không đọc được tệp “hong.xlsx”"),
        ("khac.csv", "Một,Hai\n1,2\n".encode(), "không có dòng tiêu đề cột nào đọc được"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence_and_nothing_is_stored(mai, name, content, sentence):
    response = send(mai, (name, content))
    assert response.status_code == 200
    [told] = errors_of(response)["lists"]
    assert sentence in told or name == "rong.xlsx"
    assert (RosterUpload.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert not Event.objects.filter(name="roster.sent").exists()


def test_a_form_without_a_file_asks_for_one(mai):
    response = mai.post(IMPORTS, {})
    assert list(errors_of(response)) == ["lists"]
    assert not RosterUpload.objects.exists()


def test_too_much_at_once_is_refused_before_it_is_read(mai, monkeypatch):
    monkeypatch.setattr("canhtay.teams.forms.MOST_TOGETHER", 5_000)
    response = send(mai, plain(), ("b.xlsx", b"x" * 5_000))
    assert errors_of(response) == {"lists": ["Các tệp cộng lại quá 20 MB. Xin gửi làm nhiều lần."]}


def test_many_files_at_once_are_one_list(mai):
    files = [(f"Tổ {n}.xlsx", sheets.xlsx({f"Trà Khê {n}": [HEADER, *rows_of([FOUR[n - 5]])]})) for n in (5, 6, 7)]
    upload = sent(mai, *files)
    assert upload.name == "Tổ 5.xlsx và 2 tệp nữa"
    assert "Đọc được 3 tổ, 3 người" in words(page_of(mai, upload))
    press(mai, "take-in", upload)
    assert set(
        Team.objects.filter(appointments__person__name=FOUR[1]["name"]).values_list("group__name", flat=True)
    ) == {"Trà Khê 6"}


def test_two_files_of_one_name_are_both_read(mai):
    files = [("a.xlsx", sheets.xlsx({f"Trà Khê {n}": [HEADER, *rows_of([FOUR[n - 5]])]})) for n in (5, 6)]
    assert "Đọc được 2 tổ, 2 người" in words(page_of(mai, sent(mai, *files)))


def test_one_bad_file_among_many_is_named_and_stops_nobody(mai):
    said = words(page_of(mai, sent(mai, plain(), ("ảnh.xlsx", b"\x89PNG not a sheet"))))
    assert "Đọc được 1 tổ, 4 người. 1 chỗ cần xem." in said
    assert "“ảnh.xlsx”" in said


def test_a_cell_that_is_a_formula_stays_text(mai):
    """Neither run by us nor left to run in somebody's spreadsheet: shown and stored as it was written."""
    evil = '=HYPERLINK("http://x.example")'
    rows = [["STT", "Họ và tên", "Năm sinh"], [1, "Trần Thị Bưởi", 1960], [2, "<b>Lê</b> Đạo", 1999], [3, evil, 1970]]
    upload = sent(mai, ("a.csv", sheets.delimited(rows)))
    response = correct(mai, upload, **{"group-0": "Trà Khê 5"})
    page = page_of(mai, upload).content.decode()
    assert "<b>Lê</b>" not in page
    assert 'href="http://x.example' not in page
    press(mai, "take-in", upload)
    names = set(Person.unscoped.filter(appointments__team__group__name="Trà Khê 5").values_list("name", flat=True))
    assert "Trần Thị Bưởi" in names
    assert not any(name.startswith("http") for name in names)
    assert response.status_code == 302


def test_the_file_goes_after_a_day_and_the_page_says_so(mai, stopped_at):
    upload = sent(mai, plain())
    other = sent(mai, ("b.xlsx", plain()[1]))
    press(mai, "take-in", upload)
    stopped_at(SATURDAY + timedelta(hours=23, minutes=59))
    chores.forget_old_files.func()
    assert StoredFile.objects.count() == 2
    stopped_at(SATURDAY + timedelta(days=1))
    chores.forget_old_files.func()
    assert StoredFile.objects.count() == 0
    said = words(page_of(mai, upload))
    assert "Đã ghi vào lúc 28/11/2026 19:30: 4 người mới. Tệp gốc được xóa sau một ngày." in said
    assert "Ghi thêm 4 người" not in words(page_of(mai, other))
    response = mai.post(reverse("take-in", args=[other.pk]))
    assert response.status_code == 410
    assert "Xin nạp lại tệp" in words(response)
    assert "bỏ 4 người vừa ghi" in words(press(mai, "undo-import", upload))  # undoing needs no file
    assert "Lần nạp này đã được hoàn tác." in words(page_of(mai, upload))


def test_another_wards_officer_finds_nothing(mai, world):
    upload = sent(mai, plain())
    quang = office_of(world.quang)
    assert page_of(quang, upload).status_code == 404
    assert {quang.post(reverse(act, args=[upload.pk])).status_code for act in ("take-in", "undo-import")} == {404}
    assert upload.name not in words(quang.get(IMPORTS))
    upload.refresh_from_db()
    assert upload.imported_at is None


def test_an_office_is_shown_and_its_column_may_be_said_to_be_one(mai):
    rows = [["STT", "Họ và tên", "Gg"], [1, "Trần Thị Bưởi", "Bí thư chi bộ"], [2, "Lê Quang Đạo", "Công an khu vực"]]
    upload = sent(mai, ("a.xlsx", sheets.xlsx({"Trà Khê 5": rows})))
    assert "Chức vụ, đơn vị" not in columns_shown(page_of(mai, upload))
    assert is_open(page_of(mai, upload))
    correct(mai, upload, **{"column-0-2": "office"})
    page = page_of(mai, upload)
    assert "Chức vụ, đơn vị" in columns_shown(page)
    assert "Trần Thị Bưởi Nữ – Thành viên Bí thư chi bộ – 2" in words(page)
    press(mai, "take-in", upload)
    assert Appointment.objects.get(person__name="Lê Quang Đạo").body == "police"


def is_open(page) -> bool:
    """Whether what each column was taken for lies open: only where something is to be said."""
    return '<details class="sheet" open>' in page.content.decode().split("Người đọc được")[0]


def columns_shown(page) -> str:
    return words(page).split("Người đọc được")[1]


def test_who_is_in_another_team_already_is_said_so_before(mai, world):
    press(mai, "take-in", sent(mai, roster_files.plain_xlsx()[:2]))  # Trà Khê 3
    other = sent(mai, ("a.xlsx", sheets.xlsx({"Trà Khê 5": [HEADER, *rows_of(FOUR[:2])]})))
    said = words(page_of(mai, other))
    assert "Nguyễn Văn Hoà đã có ở tổ Trà Khê 3 Nam 1956" in said
    press(mai, "take-in", other)
    assert "đã có ở tổ" not in words(page_of(mai, other))
    assert Person.unscoped.filter(name="Nguyễn Văn Hoà").count() == 1


def test_that_numbers_were_seen_is_noted_once_a_day(mai, world):
    upload = sent(mai, plain())
    page_of(mai, upload)
    page_of(mai, upload)
    seen = Event.objects.get(name="personal.viewed", subject=f"upload:{upload.pk}")
    assert (seen.actor, seen.place) == (str(world.mai.pk), world.hung_dao.pk)


def test_who_serves_two_wards_says_whose_list_it_is(mai, world):
    assert "Danh sách của phường, xã nào" not in words(mai.get(IMPORTS))
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    said = words(mai.get(IMPORTS))
    assert "các tổ của Phường Dương Kinh, Phường Hưng Đạo vào" in said
    assert "Danh sách của phường, xã nào" in said
    assert errors_of(send(mai, plain())) == {"commune": ["Xin chọn một dòng."]}
    assert not RosterUpload.objects.exists()
    upload = sent(mai, plain(), commune=str(world.duong_kinh.pk))
    assert upload.commune == world.duong_kinh
    press(mai, "take-in", upload)
    assert Appointment.objects.filter(person__name="Trần Thị Bưởi").exclude(team=world.team).exists()
    quang = office_of(world.quang)
    assert page_of(quang, upload).status_code == 200


def test_a_former_wards_list_says_what_will_become_of_its_groups(mai, world):
    anh_dung, da_phuc = (commune_by_code(code, date(2024, 6, 1)) for code in ("11689", "11683"))
    said = words(mai.get(IMPORTS))
    assert "Phường Anh Dũng" in said
    assert "Phường Hòa Nghĩa" not in said  # it went into the ward next door
    upload = sent(mai, ("a.xlsx", sheets.xlsx({"Trà Khê 5": [HEADER, *rows_of(FOUR)]})), origin=str(da_phuc.pk))
    said = words(page_of(mai, upload))
    assert "Một tổ dân phố mới sẽ được ghi ở đó từ ngày 01/01/2024. Nay các tổ này thuộc Phường Hưng Đạo." in said
    upload = sent(
        mai,
        ("b.xlsx", sheets.xlsx({"Trà Khê 6": [HEADER, *rows_of(FOUR)]})),
        origin=str(anh_dung.pk),
        since="01/09/2022",
    )
    assert (upload.origin, upload.since) == (anh_dung, date(2022, 9, 1))
    said = words(page_of(mai, upload))
    assert "Phường Anh Dũng cũ đã chia cho Phường Dương Kinh, Phường Hưng Đạo. Các tổ mới sẽ đợi" in said
    press(mai, "take-in", upload)
    assert Team.objects.get(group__name="Trà Khê 6").valid_from == date(2022, 9, 1)
    assert "của Phường Anh Dũng cũ" in words(mai.get(IMPORTS))


def test_a_day_when_the_former_ward_was_no_more_is_refused(mai, world):
    da_phuc = commune_by_code("11683", date(2024, 6, 1))
    response = send(mai, plain(), origin=str(da_phuc.pk), since="01/09/2025")
    first = f"{da_phuc.valid_from:%d/%m/%Y}"
    assert errors_of(response) == {
        "since": [f"Phường Đa Phúc có trong sổ từ {first} đến 30/06/2025. Xin ghi một ngày trong khoảng ấy."]
    }
    assert not RosterUpload.objects.exists()


def test_a_former_ward_that_went_elsewhere_is_no_choice(mai, world):
    hoa_nghia = commune_by_code("11707", date(2024, 6, 1))
    assert "origin" in errors_of(send(mai, plain(), origin=str(hoa_nghia.pk)))
    grant_role(world.mai, RoleGrant.Role.OFFICER, world.duong_kinh, by=MACHINE)
    response = send(mai, plain(), origin=str(hoa_nghia.pk), commune=str(world.hung_dao.pk))
    assert errors_of(response) == {"origin": ["Phường Hòa Nghĩa không nhập vào Phường Hưng Đạo. Xin chọn lại."]}


def test_a_longer_list_is_looked_at_with_no_more_questions(mai, world):
    """The page of one list, as its team grows; who is known is asked once for the whole ward."""
    numbers = iter(range(9))
    upload = sent(mai, plain())
    page_of(mai, upload)  # that it was seen is noted

    def grows() -> None:
        appoint(world.team, add_person(f"Trần Văn {'ABCDEFGHI'[next(numbers)]}", by=world.mai), "member", by=world.mai)

    assert_same_queries(lambda: page_of(mai, upload), grows)


def test_the_list_of_imports_says_what_became_of_each(mai):
    waits, taken, undone = (sent(mai, (f"{name}.xlsx", plain()[1])) for name in ("đợi", "ghi", "bỏ"))
    press(mai, "take-in", taken)
    press(mai, "undo-import", taken)
    press(mai, "take-in", undone)
    press(mai, "undo-import", undone)
    press(mai, "take-in", taken)
    said = words(mai.get(IMPORTS))
    for upload, state in ((waits, "đợi xem lại –"), (taken, "đã ghi 4"), (undone, "đã hoàn tác –")):
        assert f"{upload.name} {clock.local(upload.sent_at):%d/%m/%Y %H:%M} Phạm Thị Mai {state}" in said


def test_imports_are_found_narrowed_and_taken_away_as_a_file(mai, world):
    taken = sent(mai, ("Danh sách tổ Đồng Tâm.xlsx", plain()[1]))
    press(mai, "take-in", taken)
    sent(mai, ("lần hai.xlsx", plain()[1]))
    assert "1 lần nạp" in (found := words(mai.get(IMPORTS, {"q": "dong tam"})))
    assert "lần hai.xlsx" not in found
    assert "Danh sách tổ Đồng Tâm" not in words(mai.get(IMPORTS, {"state": "waits"}))
    assert "lần hai.xlsx" not in words(mai.get(IMPORTS, {"state": "taken"}))
    assert "Không có dòng nào khớp" in words(mai.get(IMPORTS, {"state": "undone"}))
    file = mai.get(IMPORTS, {"export": "csv", "sort": "file"}).content.decode("utf-8-sig").splitlines()
    assert file[0] == "Tệp,Gửi lúc,Ai gửi,Kết quả,Người mới"
    assert [line.split(",")[0] for line in file[1:]] == ["Danh sách tổ Đồng Tâm.xlsx", "lần hai.xlsx"]
    line = Event.objects.get(name="list.exported")
    assert (line.actor, line.place, line.details["rows"]) == (str(world.mai.pk), world.hung_dao.pk, 2)


def test_who_has_sent_nothing_yet_is_told_how_to_begin(mai):
    assert "Chưa nạp danh sách nào. Chọn tệp ở trên" in words(mai.get(IMPORTS))


def test_the_ward_next_door_sees_none_of_it(mai, world):
    upload = sent(mai, plain())
    assert upload.name not in words(office_of(world.quang).get(IMPORTS))
    assert upload.name not in office_of(world.quang).get(IMPORTS, {"export": "csv"}).content.decode()


def test_a_longer_list_of_imports_asks_the_database_no_more(mai):
    numbers = iter(range(9))
    assert_same_queries(lambda: mai.get(IMPORTS), lambda: sent(mai, (f"{next(numbers)}.xlsx", plain()[1])))


def test_the_page_of_a_long_list_shows_the_first_teams_and_problems_and_says_so(mai):
    name, content, _ = roster_files.ward_list(70)
    upload = sent(mai, (name, content))
    said = words(page_of(mai, upload))
    assert "Chỉ hiện 60 tổ đầu; khi ghi thì ghi đủ." in said
    press(mai, "take-in", upload)
    assert Team.objects.count() == 72 - 1  # the cast's Trà Khê 3 is one of the seventy


@pytest.mark.parametrize("kind", roster_files.MAKERS)
def test_by_page_the_record_says_what_the_list_says(mai, world, kind):
    """Sent, corrected where it names no team, taken in: exactly the contract's people, for every kind of file."""
    name, content, expected = roster_files.MAKERS[kind]()
    there = set(Appointment.objects.values_list("pk", flat=True))
    upload = sent(mai, (name, content))
    read = as_json(reading_of(upload))
    if nameless := [
        sheet for sheet in reading_of(upload).sheets if not read["teams"][0]["group"] and sheet.header_rows
    ]:
        correct(mai, upload, **{f"group-{sheet.index}": "Trà Khê 8" for sheet in nameless})
        expected["teams"][0]["group"] = "Trà Khê 8"
    else:
        assert (read["teams"], read["decision"], read["problems"]) == tuple(
            expected[k] for k in ("teams", "decision", "problems")
        )
    press(mai, "take-in", upload)
    teams: dict[str, list] = {}
    for row in Appointment.objects.exclude(pk__in=there).select_related("person", "team__group").order_by("pk"):
        teams.setdefault(row.team.group.name, []).append(as_said(row))
    assert [{"group": group, "members": people} for group, people in teams.items()] == [
        team for team in expected["teams"] if team["members"]
    ]
