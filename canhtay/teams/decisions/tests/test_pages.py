"""The office's pages of decisions, walked from the first question to the signed paper."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from canhtay.core.history import MACHINE
from canhtay.core.models import Event, StoredFile
from canhtay.people.actions import add_person, grant_role
from canhtay.teams.decisions import pages
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.tests.stories import another_team, issue
from canhtay.teams.models import Decision, Team
from testkit.office import errors_of, office_of, words
from testkit.papers import all_lines, opened
from testkit.queries import assert_same_queries

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2"), pytest.mark.mission("R15")]

Kind = Decision.Kind


def at(name: str, decision: Decision) -> str:
    return reverse(name, args=[decision.pk])


def founded(world) -> Decision:
    return draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)


def wording(**said: str) -> dict[str, str]:
    return {"signer_post": "KT. Chủ tịch / Phó Chủ tịch", "signer": "Trần Thị Bình", "label": "", "grounds": "Căn cứ A",
            "written_at": "Hưng Đạo", "effective_on": ""} | said  # fmt: skip


def test_one_question_a_page_from_kind_to_draft(world):
    fourth, mai = another_team(world, "Trà Khê 4"), office_of(world.mai)
    assert "Soạn quyết định" in words(mai.get("/decisions/"))
    answer = mai.post("/decisions/new/", {"kind": "consolidate", "place": world.hung_dao.pk})
    assert answer.headers["Location"] == f"/decisions/new/{world.hung_dao.pk}/consolidate/"
    page = mai.get(answer.headers["Location"])
    assert "Tổ dân phố Trà Khê 3 – Tổ công nghệ số cộng đồng, 3 người, chưa có quyết định" in words(page)
    assert page.content.count(b"checked") == 0
    assert mai.get(answer.headers["Location"] + "?all=1").content.count(b"checked") == 2
    wrong = mai.post(answer.headers["Location"], {})
    assert errors_of(wrong) == {"teams": ["Xin chọn ít nhất một tổ."]}
    answer = mai.post(answer.headers["Location"], {"teams": [str(fourth.pk), str(world.team.pk)]})
    draft = Decision.objects.get()
    assert answer.headers["Location"] == at("decision-wording", draft)
    assert mai.post(answer.headers["Location"], wording()).headers["Location"] == at("decision", draft)
    said = words(mai.get(at("decision", draft)))
    assert "Kiện toàn 2 tổ, 5 người." in said and "dự thảo, chưa ký" in said
    assert "Trần Thị Bình KT. Chủ tịch / Phó Chủ tịch" in said
    assert "2 người chưa rõ" not in said
    texts = [line.text for line in all_lines(opened(mai.get(at("decision-docx", draft)).content))]
    assert texts.index("KT. CHỦ TỊCH") + 1 == texts.index("PHÓ CHỦ TỊCH") and "Trần Thị Bình" in texts
    assert "Căn cứ A." in texts


def test_signed_and_entered_and_taken_back(world):
    draft, mai = founded(world), office_of(world.mai)
    signed = {"number": "7", "decided_on": "28/11/2026", "signer": "Nguyễn Văn Đức", "signer_post": "Chủ tịch"}
    wrong = mai.post(at("issue-decision", draft), signed | {"number": "bảy", "decided_on": "29/11/2026"})
    assert errors_of(wrong) == {"__all__": ["Ngày 29/11/2026 chưa tới. Đến hôm ấy xin ghi lại."]}
    answer = mai.post(at("issue-decision", draft), signed, follow=True)
    said = words(answer)
    assert "Đã ghi quyết định số 07/QĐ-UBND." in said and "đã ban hành" in said
    assert "Rút lại quyết định số 07/QĐ-UBND?" in words(mai.get(at("withdraw-decision", draft)))
    assert "Dự thảo: Thành lập" in words(mai.post(at("withdraw-decision", draft), follow=True))
    assert "Bỏ dự thảo này?" in words(mai.get(at("discard-decision", draft)))
    assert "Chưa có quyết định nào." in words(mai.post(at("discard-decision", draft), follow=True))


def test_who_merges_is_asked_which_team_stays_and_who_leads(world):
    fourth, mai = another_team(world, "Trà Khê 4"), office_of(world.mai)
    address = reverse("new-decision-teams", args=[world.hung_dao.pk, "merge"])
    assert errors_of(mai.post(address, {"teams": [str(fourth.pk)]})) == {
        "teams": ["Hợp nhất thì xin chọn từ hai tổ trở lên."]
    }
    mai.post(address, {"teams": [str(fourth.pk), str(world.team.pk)]})
    draft = Decision.objects.get()
    assert "Trần Quang Minh, Tổ viên Trà Khê 3" in words(mai.get(at("decision-joining", draft)))
    stranger = mai.post(at("decision-joining", draft), {"into": str(fourth.pk), "leader": str(world.son.pk)})
    assert "leader" in errors_of(stranger)
    mai.post(at("decision-joining", draft), {"into": str(fourth.pk), "leader": str(world.hoa.pk)})
    draft.refresh_from_db()
    assert (draft.leader, draft.lines.get(team=world.team).into) == (world.hoa, fourth)
    said = words(mai.get(at("decision", draft)))
    assert "Hợp nhất 1 tổ vào tổ của Tổ dân phố Trà Khê 4; tổ ấy có 5 người." in said
    assert "những nơi sau không còn tổ nào; nhà ở đó chỉ phường thấy: Tổ dân phố Trà Khê 3." in said


def test_a_project_06_group_is_asked_for_its_people(world):
    beside = another_team(world, "Trà Khê 4", kind=Team.Kind.PROJECT_06)
    Team.objects.filter(pk=beside.pk).update(group=world.tra_khe_3)
    mai = office_of(world.mai)
    both = {"teams": [str(beside.pk), str(world.team.pk)]}
    answer = mai.post(reverse("new-decision-teams", args=[world.hung_dao.pk, "consolidate"]), both)
    draft = Decision.objects.get()
    assert answer.headers["Location"] == at("decision-joining", draft)
    mai.post(at("decision-joining", draft), {"members_join": "no"})
    assert "Kiện toàn 1 tổ, 3 người. Nhập 1 Tổ Đề án 06" in words(mai.get(at("decision", draft)))


@pytest.mark.mission("R1")
def test_drafts_are_the_communes_own_and_issued_ones_are_read_by_who_sees_the_teams(world):
    city = add_person("Hoàng Thị Nga", by=MACHINE)
    grant_role(city, "city", world.hung_dao.placements.get(valid_until=None).parent, by=MACHINE)
    readers = {"Mai": world.mai, "Hòa": world.hoa, "Minh": world.minh, "Quang": world.quang, "Nga": city}
    browsers = {name: office_of(person) for name, person in readers.items()}
    draft = founded(world)

    def who_reads(name: str = "decision") -> set[str]:
        return {who for who, browser in browsers.items() if browser.get(at(name, draft)).status_code == 200}

    assert who_reads() == who_reads("decision-docx") == {"Mai"}
    issue(world, draft)
    assert who_reads() == who_reads("decision-docx") == {"Mai", "Hòa", "Minh", "Nga"}
    assert who_reads("withdraw-decision") == who_reads("attach-scan") == {"Mai"}
    assert "103/QĐ-UBND" in words(browsers["Hòa"].get("/decisions/"))
    assert "Chưa có quyết định nào." in words(browsers["Quang"].get("/decisions/"))


def test_every_file_that_leaves_is_noted(world):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    paper = mai.get(at("decision-docx", draft))
    assert paper.headers["Content-Disposition"] == (
        'attachment; filename="quyet-dinh-thanh-lap-103-QD-UBND-2026-11-28.docx"'
    )
    assert mai.get(at("decision-pdf", draft)).content.startswith(b"%PDF-")
    assert mai.get(at("decision-scan", draft)).status_code == 404
    told = Event.objects.filter(name="decision.exported").order_by("pk").values_list("actor", "details")
    assert list(told) == [(str(world.mai.pk), {"kind": "docx"}), (str(world.mai.pk), {"kind": "pdf"})]


def test_the_pdf_of_an_issued_decision_is_written_once(world, run_jobs):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    run_jobs()
    kept = StoredFile.objects.get(purpose="decision-paper")
    assert mai.get(at("decision-pdf", draft)).content.startswith(b"%PDF-")
    assert not bytes(kept.content).startswith(b"%PDF-")  # sealed: a copy of the database does not open it
    mai.post(at("withdraw-decision", draft))
    assert not StoredFile.objects.exists()


def test_where_no_pdf_can_be_written_the_page_says_so_and_offers_word(world, monkeypatch):
    monkeypatch.setattr(pages.pdf, "available", lambda: False)
    draft, mai = founded(world), office_of(world.mai)
    said = words(mai.get(at("decision", draft)))
    assert "Máy chủ này chưa làm được tệp PDF. Bản Word có nội dung như vậy" in said and "Tải về PDF" not in said
    assert mai.get(at("decision-pdf", draft)).status_code == 503


def photograph() -> bytes:
    picture, out, exif = Image.new("RGB", (40, 20), "white"), BytesIO(), Image.Exif()
    exif[0x0110] = "Máy của chị Mai"
    exif[0x0112] = 6  # held upright
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_the_signed_paper_is_kept_without_what_a_telephone_writes_into_it(world):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    assert b"Exif" in photograph()
    mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a.jpg", photograph())})
    answer = mai.get(at("decision-scan", draft))
    assert answer.headers["Content-Type"] == "image/jpeg" and b"Exif" not in answer.content
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (20, 40)
    assert datetime.date(StoredFile.objects.get().until) > date(2100, 1, 1)
    mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a.bin", b"%PDF-1.7 quet")})
    assert mai.get(at("decision-scan", draft)).content == b"%PDF-1.7 quet"
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "Tệp này không phải PDF hay ảnh JPEG, PNG."),
        (b"\xff\xd8\xff hong", "Không mở được ảnh này."),
        (b"%PDF-" + b"0" * 10 * 1024 * 1024, "Tệp lớn quá: nhiều nhất 10 MB."),
    ],
)
def test_what_is_no_scan_is_refused_in_a_sentence(world, content, said):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    answer = mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a", content)})
    assert errors_of(answer)["scan"][0].startswith(said)
    assert not StoredFile.objects.exists()


def test_a_decision_known_from_a_list_has_its_teams_and_no_paper(world):
    known = Decision.objects.create(place=world.hung_dao, number="31/QĐ-UBND", decided_on=date(2024, 3, 12))
    Team.objects.filter(pk=world.team.pk).update(decision=known)
    mai = office_of(world.mai)
    said = words(mai.get(at("decision", known)))
    assert "biết từ danh sách" in said and "Trà Khê 3" in said and "Tải về" not in said
    assert mai.get(at("decision-docx", known)).status_code == mai.get(at("withdraw-decision", known)).status_code == 404


def test_the_list_is_narrowed_by_kind_year_and_state_and_found_by_number(world):
    issue(world, founded(world), number="12")
    draft_decision(world.hung_dao, Kind.DISSOLVE, [world.team], by=world.mai)
    Decision.objects.create(place=world.hung_dao, number="31/QĐ-UBND", decided_on=date(2024, 3, 12))
    mai = office_of(world.mai)
    seen = {
        "": {"12/QĐ-UBND", "Chưa có số", "31/QĐ-UBND"},
        "state=draft": {"Chưa có số"},
        "state=issued": {"12/QĐ-UBND"},
        "state=listed": {"31/QĐ-UBND"},
        "kind=dissolve": {"Chưa có số"},
        "year=2024": {"31/QĐ-UBND"},
        "q=12/qd": {"12/QĐ-UBND"},
    }
    for asked, numbers in seen.items():
        page = words(mai.get(f"/decisions/?{asked}"))
        assert {number for number in seen[""] if number in page} == numbers, asked
    assert mai.get("/decisions/?export=csv").status_code == 200


def test_pages_ask_the_database_no_more_for_more(world):
    mai, numbers = office_of(world.mai), iter(range(20, 90))

    def add() -> None:
        issue(
            world,
            draft_decision(world.hung_dao, Kind.CONSOLIDATE, [world.team], by=world.mai),
            number=str(next(numbers)),
        )

    assert_same_queries(lambda: mai.get("/decisions/"), add)
    draft = draft_decision(world.hung_dao, Kind.CONSOLIDATE, [world.team], by=world.mai)

    def widen() -> None:
        another_team(world, f"Trà Khê {next(numbers)}")
        teams = Team.objects.filter(group__placements__parent=world.hung_dao)
        draft.lines.all().delete()
        for team in teams:
            draft.lines.create(team=team)

    for name in ("decision", "decision-teams", "decision-docx"):
        assert_same_queries(lambda name=name: mai.get(at(name, draft)), widen)
