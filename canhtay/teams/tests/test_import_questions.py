"""What is asked before a list is taken in: whose it is, what becomes of a team that stands, who leads; and thrown away if it was
sent by mistake. Bác Hòa leads Trà Khê 3 with bác Thu and Minh; the list of four has another Nguyễn Văn Hoà, who leads as well."""

from datetime import date

import pytest
from django.urls import reverse

from canhtay.core.models import Event, StoredFile
from canhtay.places.models import Place
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.successions import waiting_groups
from canhtay.teams.actions import found_team
from canhtay.teams.models import Appointment, Decision, RosterUpload, Team
from canhtay.teams.roster.choosing import key_known
from canhtay.teams.roster.outlook import outlooks_of
from canhtay.teams.roster.uploads import reading_of
from canhtay.teams.tests.sending import asked, page_of, plain, press, sent, settle
from testkit import roster_files, sheets
from testkit.office import office_of, words
from testkit.places import open_group
from testkit.roster_files import FOUR, HEADER, rows_of

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2")]
THEN = date(2024, 6, 1)
TODAYS_TEAM = ["Lê Thị Thu deputy", "Nguyễn Văn Hòa leader", "Trần Quang Minh member"]
LISTED = ["Lê Quang Đạo member", "Nguyễn Văn Hoà leader", "Phạm Thị Ngọc Ánh member", "Trần Thị Bưởi deputy"]


@pytest.fixture
def mai(world):
    return office_of(world.mai)


@pytest.fixture
def anh_dung(world) -> Place:
    return commune_by_code("11689", THEN)


@pytest.fixture
def da_phuc(world) -> Place:
    return commune_by_code("11683", THEN)


def in_the_team(team: Team) -> list[str]:
    rows = Appointment.objects.filter(team=team, valid_until=None).select_related("person")
    return sorted(f"{row.person.name} {row.role}" for row in rows)


def question_of(browser, upload: RosterUpload) -> str:
    question = page_of(browser, upload).context.get("question")
    return question.name if question else ""


def reply(browser, upload: RosterUpload, question: str, **said: str):
    return browser.post(reverse("import", args=[upload.pk]), said | {"question": question})


def of_one_team(group: str = "Trà Khê 3", people=FOUR) -> tuple[str, bytes]:
    return f"{group}.xlsx", sheets.xlsx({group: [HEADER, *rows_of(people)]})


def test_two_former_wards_lists_in_one_sitting_become_two_lists_each_with_its_own_paper(mai, world, anh_dung, da_phuc):
    files = [
        roster_files.former_ward_list("Anh Dũng", range(21, 25))[:2],
        roster_files.former_ward_list("Đa Phúc", range(1, 4))[:2],
    ]
    upload = asked(mai, *files)
    assert upload.name == "DS Anh Dũng.xlsx và 1 tệp nữa"
    page = page_of(mai, upload)
    said = words(page)
    assert "Danh sách này của phường, xã nào?" in said
    assert "Ghi thêm" not in said
    assert [field.label for field in page.context["question"].form] == ["DS Anh Dũng.xlsx", "DS Đa Phúc.xlsx"]
    shown = {field.name: field.value() for field in page.context["question"].form}
    assert shown == {"origin-0": str(anh_dung.pk), "origin-1": str(da_phuc.pk)}
    reply(mai, upload, "origin", **shown)
    first, second = RosterUpload.objects.order_by("origin__sort_key")
    assert [(one.name, one.origin) for one in (first, second)] == [
        ("DS Anh Dũng.xlsx", anh_dung),
        ("DS Đa Phúc.xlsx", da_phuc),
    ]
    said = words(page_of(mai, second))
    assert "Đọc được 3 tổ, 27 người. Không có dòng nào lỗi. Quyết định số 103/QĐ-UBND. 3 tổ mới" in said
    assert "Gửi cùng một lúc, còn đợi xem lại: DS Anh Dũng.xlsx" in said
    assert "Chọn bên cho các tổ" not in words(page_of(mai, first))  # not before there is one to choose for
    done = words(press(mai, "take-in", first))
    assert "Đã ghi 4 tổ mới, 36 người mới." in done
    assert "4 tổ của Phường Anh Dũng cũ đang đợi chọn bên. Chọn bên cho các tổ Xem tiếp DS Đa Phúc.xlsx" in done
    press(mai, "take-in", second)
    assert sorted(Decision.objects.values_list("place__name", "number")) == [
        ("Anh Dũng", "103/QĐ-UBND"), ("Đa Phúc", "103/QĐ-UBND"),
    ]  # fmt: skip
    assert len(waiting_groups([world.hung_dao])) == 4
    assert len(groups_of(da_phuc, THEN)) == 3
    assert "Gửi cùng một lúc" not in words(page_of(mai, second))
    assert "Đã hoàn tác: bỏ 3 tổ, 27 người vừa ghi." in words(press(mai, "undo-import", second))


def test_files_of_one_former_ward_stay_one_list(mai, anh_dung):
    files = [(f"{n}.xlsx", roster_files.former_ward_list("Anh Dũng", range(n, n + 1))[1]) for n in (21, 22, 23)]
    upload = asked(mai, *files)
    [field] = page_of(mai, upload).context["question"].form
    assert field.label == "21.xlsx và 2 tệp nữa"
    reply(mai, upload, "origin", **{"origin-0": str(anh_dung.pk)})
    upload.refresh_from_db()
    assert (upload.origin, upload.name, RosterUpload.objects.count()) == (anh_dung, "21.xlsx và 2 tệp nữa", 1)
    assert "3 tổ mới" in words(page_of(mai, upload))


def test_a_former_ward_that_was_chosen_with_its_file_is_not_asked_again(mai, anh_dung):
    assert question_of(mai, sent(mai, plain(), origin=str(anh_dung.pk))) == ""


def test_a_list_that_names_no_former_ward_is_todays(mai):
    assert question_of(mai, asked(mai, of_one_team("Trà Khê 8"))) == ""


def test_a_day_when_the_former_ward_was_no_more_is_refused_there_as_well(mai, anh_dung):
    rows = [["DANH SÁCH TỔ DÂN PHỐ TRÀ KHÊ 8 P. ANH DŨNG"], HEADER, *rows_of(FOUR)]
    upload = asked(mai, ("a.xlsx", sheets.xlsx({"Sheet1": rows})))
    response = reply(mai, upload, "origin", **{"origin-0": str(anh_dung.pk), "since": "01/09/2025"})
    assert "Xin ghi một ngày trong khoảng ấy" in words(response)
    reply(mai, upload, "origin", **{"origin-0": str(anh_dung.pk), "since": "01/09/2022"})
    upload.refresh_from_db()
    assert (upload.origin, upload.since) == (anh_dung, date(2022, 9, 1))


def test_files_with_papers_of_their_own_keep_them(mai, world):
    def with_paper(number: int) -> tuple[str, bytes]:
        paper = f"(Kèm theo Quyết định số {number}/QĐ-UBND ngày 03/11/2026)"
        people = rows_of([FOUR[number]])
        return f"{number}.xlsx", sheets.xlsx({f"Bến {number}": [[paper], HEADER, *people]})

    upload = sent(mai, with_paper(1), with_paper(2))
    assert "Quyết định số 1/QĐ-UBND (1.xlsx). Quyết định số 2/QĐ-UBND (2.xlsx)." in words(page_of(mai, upload))
    press(mai, "take-in", upload)
    papers = Team.objects.filter(group__name__startswith="Bến").order_by("group__name")
    assert list(papers.values_list("group__name", "decision__number")) == [
        ("Bến 1", "1/QĐ-UBND"), ("Bến 2", "2/QĐ-UBND"),
    ]  # fmt: skip


def test_a_team_that_stands_is_asked_about_and_nothing_is_written_meanwhile(mai, world):
    upload = asked(mai, of_one_team())
    said = words(page_of(mai, upload))
    assert "1 tổ đã có sẽ thêm 4 người · 1 tổ sẽ có hai tổ trưởng" in said
    assert "Tổ Trà Khê 3 đã có người khác" in said
    assert "Ghi thêm" not in said
    answer = mai.post(reverse("take-in", args=[upload.pk]), follow=True)
    assert "Chưa ghi gì: còn điều phải trả lời trước." in words(answer)
    assert in_the_team(world.team) == TODAYS_TEAM


def test_by_default_the_new_ones_come_to_the_old_ones_and_who_leads_leads_on(mai, world):
    upload = asked(mai, of_one_team())
    settle(mai, upload, {})
    said = words(page_of(mai, upload))
    assert "1 tổ đã có sẽ thêm 4 người" in said
    assert "hai tổ trưởng" not in said
    press(mai, "take-in", upload)
    assert in_the_team(world.team) == sorted([*TODAYS_TEAM, *LISTED[:1], "Nguyễn Văn Hoà member", *LISTED[2:]])


def test_who_leads_may_be_said_and_the_other_stays_in_the_team(mai, world):
    upload = asked(mai, of_one_team())
    reply(mai, upload, "teams", all="add")
    page = page_of(mai, upload)
    assert "Tổ Trà Khê 3 sẽ có hai tổ trưởng" in words(page)
    choices = page.context["question"].form.fields["all"].choices
    assert choices[0] == (key_known(world.appointment_of(world.hoa)), "Nguyễn Văn Hòa, sinh 1960, đang làm tổ trưởng")
    assert choices[1][1] == "Nguyễn Văn Hoà, sinh 1956, trong danh sách"
    reply(mai, upload, "leaders", all=choices[1][0])
    assert "Trà Khê 3: tổ trưởng là Nguyễn Văn Hoà, sinh 1956" in words(page_of(mai, upload))
    press(mai, "take-in", upload)
    assert "Nguyễn Văn Hòa member" in in_the_team(world.team)
    assert [one for one in in_the_team(world.team) if "leader" in one] == ["Nguyễn Văn Hoà leader"]
    press(mai, "undo-import", upload)
    assert in_the_team(world.team) == TODAYS_TEAM


def test_a_list_may_replace_the_one_on_record_and_undone_everybody_is_back(mai, world):
    upload = asked(mai, of_one_team())
    reply(mai, upload, "teams", all="replace")
    assert question_of(mai, upload) == ""  # bác Hòa leaves, so nobody leads beside the other
    assert "1 tổ thay danh sách, 3 người thôi ở tổ" in words(page_of(mai, upload))
    press(mai, "take-in", upload)
    assert in_the_team(world.team) == LISTED
    gone = Appointment.objects.get(team=world.team, person=world.thu)
    assert (gone.valid_until, gone.left_because) == (date(2026, 11, 27), "other")
    assert gone.grant.valid_until == date(2026, 11, 27)
    assert Event.objects.filter(name="team.left", subject=f"team:{world.team.pk}").count() == 3
    press(mai, "undo-import", upload)
    assert in_the_team(world.team) == TODAYS_TEAM
    assert world.appointment_of(world.thu).grant.valid_until is None


def test_who_came_back_meanwhile_is_not_put_back_twice(mai, world):
    upload = asked(mai, of_one_team())
    reply(mai, upload, "teams", all="replace")
    press(mai, "take-in", upload)
    again = sent(mai, of_one_team(people=[roster_files.person("Lê Thị Thu", "F", 1958, "deputy")]))
    press(mai, "take-in", again)
    press(mai, "undo-import", upload)
    assert in_the_team(world.team) == TODAYS_TEAM


def paper_of(day: str) -> str:
    return f"(Kèm theo Quyết định số 9/QĐ-UBND ngày {day})"


def with_paper(day: str, *groups: str) -> tuple[str, bytes]:
    return "a.xlsx", sheets.xlsx({group: [[paper_of(day)], HEADER, *rows_of(FOUR)] for group in groups})


def first_answers(page) -> dict[str, str]:
    form = page.context["question"].form
    return {name: form[name].value() for name in form.fields}


def test_a_list_of_before_todays_commune_leaves_a_team_that_stands_alone_unless_said(mai, world):
    upload = asked(mai, with_paper("01/03/2024", "Trà Khê 3"))
    page = page_of(mai, upload)
    assert first_answers(page) == {"all": "skip"}
    assert "Danh sách từ 01/03/2024, trước quyết định hay phường, xã hiện nay." in words(page)
    assert "Trà Khê 3: đang có 3 người → 7 người nếu thêm, quy định 8–10" in words(page)


def test_a_former_wards_list_leaves_a_team_that_stands_alone_unless_said(mai, world, anh_dung):
    first = sent(mai, of_one_team("Trà Khê 6", [roster_files.person("Đỗ Thị Na", "F", 1961)]), origin=str(anh_dung.pk))
    press(mai, "take-in", first)
    again = asked(mai, of_one_team("Trà Khê 6"), origin=str(anh_dung.pk))
    page = page_of(mai, again)
    assert first_answers(page) == {"all": "skip"}
    assert "Danh sách của phường, xã cũ. Nên để nguyên" in words(page)


def test_a_list_newer_than_the_teams_paper_adds_and_only_the_older_is_passed_over(mai, world):
    other = found_team(open_group(world.hung_dao, "Trà Khê 5", label="Tổ dân phố", by=world.mai), by=world.mai)
    press(mai, "take-in", sent(mai, of_one_team("Trà Khê 5", [roster_files.person("Đỗ Thị Na", "F", 1961)])))
    page = page_of(mai, asked(mai, with_paper("03/11/2026", "Trà Khê 3")))
    assert first_answers(page) == {"all": "add"}
    assert "Danh sách từ" not in words(page)
    other.decision = Decision.objects.create(place=world.hung_dao, number="12/QĐ-UBND", decided_on=date(2026, 11, 20))
    other.save()
    page = page_of(mai, asked(mai, with_paper("03/11/2026", "Trà Khê 3", "Trà Khê 5")))
    assert first_answers(page) == {"all": "add", "team-0": "", "team-1": "skip"}


def test_a_team_may_be_passed_over(mai, world):
    pages = {group: [HEADER, *rows_of(FOUR)] for group in ("Trà Khê 3", "Trà Khê 5")}
    upload = asked(mai, ("a.xlsx", sheets.xlsx(pages)))
    reply(mai, upload, "teams", all="skip")
    said = words(page_of(mai, upload))
    assert "1 tổ mới · bỏ qua 1 tổ" in said
    assert "Ghi 1 tổ mới (4 người)" in said
    assert "đã chọn" in said
    assert "Bỏ qua, để nguyên như đang có: Trà Khê 3" in said
    press(mai, "take-in", upload)
    assert in_the_team(world.team) == TODAYS_TEAM
    assert in_the_team(Team.objects.get(group__name="Trà Khê 5")) == LISTED


def test_of_several_teams_one_answer_holds_but_for_those_answered_by_themselves(mai, world):
    other = found_team(open_group(world.hung_dao, "Trà Khê 5", label="Tổ dân phố", by=world.mai), by=world.mai)
    first = sent(mai, of_one_team("Trà Khê 5", [roster_files.person("Đỗ Thị Na", "F", 1961, "leader")]))
    press(mai, "take-in", first)
    pages = {group: [HEADER, *rows_of(FOUR)] for group in ("Trà Khê 3", "Trà Khê 5")}
    upload = asked(mai, ("a.xlsx", sheets.xlsx(pages)))
    assert "2 tổ đã có sẽ thêm 8 người · 2 tổ sẽ có hai tổ trưởng" in words(page_of(mai, upload))
    reply(mai, upload, "teams", **{"all": "add", "team-1": "replace"})
    reply(mai, upload, "leaders", all="both")
    press(mai, "take-in", upload)
    assert in_the_team(world.team) == sorted([*TODAYS_TEAM, *LISTED])
    assert in_the_team(other) == LISTED


def test_what_was_answered_may_be_answered_anew(mai, world):
    upload = asked(mai, plain())
    assert question_of(mai, upload) == "origin"
    reply(mai, upload, "origin", **{"origin-0": "today"})
    reply(mai, upload, "teams", all="skip")
    reply(mai, upload, "again")
    assert question_of(mai, upload) == "origin"


def test_an_answer_to_what_is_not_asked_changes_nothing(mai, world):
    upload = sent(mai, of_one_team())
    reply(mai, upload, "teams", all="replace")
    upload.refresh_from_db()
    assert upload.choices["teams"] == {"Trà Khê 3": "add"}
    assert reply(office_of(world.quang), upload, "again").status_code == 404


def test_a_group_that_waits_under_the_same_name_is_said_so(mai, world, anh_dung):
    press(mai, "take-in", sent(mai, of_one_team("Trà Khê 6"), origin=str(anh_dung.pk)))
    upload = asked(mai, of_one_team("Trà Khê 6"))
    assert "Đang đợi chọn bên đã có tổ cùng tên, của phường cũ: Trà Khê 6." in words(page_of(mai, upload))


def test_a_list_that_says_what_is_on_record_asks_nothing(mai):
    press(mai, "take-in", sent(mai, of_one_team("Trà Khê 5")))
    again = asked(mai, of_one_team("Trà Khê 5"))
    assert question_of(mai, again) == ""
    assert "Không có gì mới" in words(page_of(mai, again))


def test_what_is_said_before_is_what_is_written(mai, world):
    """Of a whole ward's list of forty teams, one of which stands."""
    name, content, _said = roster_files.ward_list(40)
    upload = sent(mai, (name, content))
    [known] = [one for one in outlooks_of(reading_of(upload), upload) if one.is_known]
    assert (known.group, known.there, known.unnamed) == ("Trà Khê 3", 3, 3)
    press(mai, "take-in", upload)
    assert Appointment.objects.filter(team=world.team, valid_until=None).count() == 3 + known.joins


def test_a_list_sent_by_mistake_is_thrown_away_and_nobody_is_asked_to_look_at_it(mai, world):
    upload = asked(mai, plain())
    assert f"Danh sách “{upload.name}” đợi xem lại" in words(mai.get("/"))
    address = reverse("drop-import", args=[upload.pk])
    assert "Bỏ danh sách này?" in words(mai.get(address))
    assert office_of(world.quang).post(address).status_code == 404
    said = words(mai.post(address, follow=True))
    assert f"Đã bỏ danh sách “{upload.name}”." in said
    assert "Phạm Thị Mai đã bỏ –" in said
    assert not StoredFile.objects.exists()
    assert "đợi xem lại" not in words(mai.get("/"))
    assert "Danh sách này đã được bỏ, chưa ghi gì." in words(page_of(mai, upload))
    mai.post(address)
    assert Event.objects.filter(name="roster.dropped").count() == 1


def test_what_was_taken_in_is_not_thrown_away(mai):
    upload = sent(mai, of_one_team("Trà Khê 8"))
    press(mai, "take-in", upload)
    address = reverse("drop-import", args=[upload.pk])
    assert mai.get(address).status_code == 302
    assert mai.post(address).status_code == 409
    assert StoredFile.objects.exists()


def test_thrown_away_the_other_list_of_the_sitting_keeps_the_file(mai, anh_dung, da_phuc):
    files = [roster_files.former_ward_list(ward, range(1, 2))[:2] for ward in ("Anh Dũng", "Đa Phúc")]
    upload = asked(mai, *files)
    reply(mai, upload, "origin", **{"origin-0": str(anh_dung.pk), "origin-1": str(da_phuc.pk)})
    first, second = RosterUpload.objects.order_by("origin__sort_key")
    mai.post(reverse("drop-import", args=[first.pk]))
    assert "Đọc được 1 tổ, 9 người" in words(page_of(mai, second))


def test_an_import_that_was_undone_is_no_task(mai):
    upload = sent(mai, of_one_team("Trà Khê 8"))
    press(mai, "take-in", upload)
    press(mai, "undo-import", upload)
    assert upload.name not in words(mai.get("/"))
    assert upload.name not in words(mai.get("/handover/"))
    assert "Ghi lại 1 tổ mới (4 người)" in words(page_of(mai, upload))
