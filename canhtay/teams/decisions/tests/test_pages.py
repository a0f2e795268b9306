"""The office's pages of decisions, walked from the first question to the signed paper."""

import zlib
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from canhtay.core.history import MACHINE
from canhtay.core.models import Event, StoredFile
from canhtay.people.actions import add_person, grant_role
from canhtay.teams.decisions import pages
from canhtay.teams.decisions.drafting import change_draft, draft_decision
from canhtay.teams.decisions.scanned_pdf import is_pdf
from canhtay.teams.decisions.tests.stories import another_team, issue
from canhtay.teams.decisions.withdrawing import withdraw_issue
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
    assert "Tổ dân phố Trà Khê 3 – Tổ công nghệ số cộng đồng, 3 người, thiếu 5 người, chưa có quyết định" in words(page)
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
    assert errors_of(wrong) == {
        "number": ["Số quyết định xin ghi như 103 hoặc 103/QĐ-UBND."],
        "decided_on": ["Ngày 29/11/2026 chưa tới. Đến hôm ấy xin ghi lại."],
    }
    before = mai.post(at("issue-decision", draft), signed | {"effective_on": "27/11/2026"})
    assert errors_of(before) == {
        "effective_on": ["Ngày có hiệu lực (27/11/2026) không thể trước ngày ký (28/11/2026)."]
    }
    answer = mai.post(at("issue-decision", draft), signed, follow=True)
    said = words(answer)
    assert "Đã ghi quyết định số 07/QĐ-UBND." in said and "đã ban hành" in said
    again = mai.get(at("issue-decision", draft))
    assert (again.status_code, "Quyết định này đã ghi số 07/QĐ-UBND rồi." in words(again)) == (410, True)
    assert office_of(world.quang).get(at("issue-decision", draft)).status_code == 404
    assert "Rút lại quyết định số 07/QĐ-UBND?" in words(mai.get(at("withdraw-decision", draft)))
    assert "Dự thảo: Thành lập" in words(mai.post(at("withdraw-decision", draft), follow=True))
    assert "Bỏ dự thảo" not in words(mai.get(at("decision", draft)))
    kept = mai.post(at("discard-decision", draft))
    assert kept.status_code == 409 and "đã từng ghi là đã ký" in words(kept)
    assert Decision.objects.get() == draft


def test_a_draft_that_never_was_signed_is_thrown_away(world):
    draft, mai = founded(world), office_of(world.mai)
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
    assert "Trần Quang Minh, Thành viên Trà Khê 3" in words(mai.get(at("decision-joining", draft)))
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
def version_on(page: Any) -> str:
    return str(page.context["form"]["version"].value())


def test_of_two_who_write_one_draft_the_second_is_told_and_loses_nothing_typed(world):
    draft, mai = founded(world), office_of(world.mai)
    url = at("decision-wording", draft)
    mine, other = version_on(mai.get(url)), version_on(office_of(world.mai).get(url))
    assert office_of(world.mai).post(url, wording(signer="Trần Thị Bình", version=other)).status_code == 302
    refused = mai.post(url, wording(signer="Lê Văn Cường", grounds="Căn cứ của tôi", version=mine))
    assert errors_of(refused) == {
        "__all__": [
            "Trong lúc trang này mở, dự thảo đã được sửa ở nơi khác, nên chưa ghi gì. Những gì vừa nhập vẫn còn dưới đây: "
            "xin xem dự thảo như đang có, rồi bấm lần nữa nếu vẫn muốn ghi."
        ]
    }
    said = refused.content.decode()
    assert 'value="Lê Văn Cường"' in said and "Căn cứ của tôi</textarea>" in said
    assert f'<a href="{at("decision", draft)}" target="_blank"' in said
    draft.refresh_from_db()
    assert (draft.signer, draft.grounds) == ("Trần Thị Bình", "Căn cứ A")
    assert mai.post(url, wording(signer="Lê Văn Cường", version=version_on(refused))).status_code == 302
    draft.refresh_from_db()
    assert draft.signer == "Lê Văn Cường"


def test_who_changes_teams_or_signs_must_have_seen_the_draft_as_it_is(world):
    fourth, draft = another_team(world, "Trà Khê 4"), founded(world)
    mai = office_of(world.mai)
    teams, issuing = mai.get(at("decision-teams", draft)), mai.get(at("issue-decision", draft))
    assert version_on(teams) == version_on(issuing) == "0"
    change_draft(draft, by=world.mai, signer="Trần Thị Bình")
    both = {"teams": [str(world.team.pk), str(fourth.pk)], "version": "0"}
    refused = mai.post(at("decision-teams", draft), both)
    assert refused.content.count(b"checked") == 2
    assert "nên chưa ghi gì" in words(refused)
    assert draft.lines.count() == 1
    signed = {"number": "103", "decided_on": "28/11/2026", "signer": "Lê Văn Cường", "signer_post": "Chủ tịch"}
    assert "nên chưa ghi gì" in words(mai.post(at("issue-decision", draft), signed | {"version": "0"}))
    assert Decision.objects.get().issued_at is None
    assert mai.post(at("issue-decision", draft), signed | {"version": "1"}).status_code == 302


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


def scanned(colour: str = "white", **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "PDF", **options)
    return out.getvalue()


def test_a_scan_sent_later_is_laid_beside_and_none_goes(world):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    one, two = scanned(), scanned("grey")
    for sent in (one, two):
        mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a.bin", sent)})
    assert mai.get(at("decision-scan", draft)).content == two
    first = draft.scans.last()
    assert f"?scan={first.pk}" in mai.get(at("decision", draft)).content.decode()
    assert mai.get(f"{at('decision-scan', draft)}?scan={first.pk}").content == one
    withdraw_issue(draft, by=world.mai)
    assert mai.post(at("discard-decision", draft)).status_code == 409
    assert draft.scans.count() == StoredFile.objects.filter(purpose="decision").count() == 2
    other = founded(world)
    assert mai.get(f"{at('decision-scan', other)}?scan={first.pk}").status_code == 404


def test_a_scan_is_only_ever_saved_never_opened_in_our_name(world):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a.pdf", scanned())})
    headers = mai.get(at("decision-scan", draft)).headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert (headers["X-Content-Type-Options"], headers["Content-Security-Policy"]) == ("nosniff", "sandbox")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "Tệp này không phải PDF hay ảnh JPEG, PNG."),
        (b"\xff\xd8\xff hong", "Không mở được ảnh này."),
        (b"%PDF-" + b"0" * 10 * 1024 * 1024, "Tệp lớn quá: nhiều nhất 10 MB."),
        (b"%PDF-junk \n<script>alert(1)</script>", "Tệp PDF này hỏng"),
        (b"%PDF-1.7 quet", "Tệp PDF này hỏng"),
        (b"%PDF-1.7\n/Type /Page\nstartxref\n0\n%%EOF", "Tệp PDF này hỏng"),
        (b"%PDF-1.7\nxref\nstartxref\n9\n%%EOF", "Tệp PDF này hỏng"),
        (b"%PDF-1.7\nxref\n/Type /Page\nstartxref\n9\n%%EOF<script>", "Tệp PDF này hỏng"),
    ],
)
def test_what_is_no_scan_is_refused_in_a_sentence(world, content, said):
    draft, mai = issue(world, founded(world)), office_of(world.mai)
    answer = mai.post(at("attach-scan", draft), {"scan": SimpleUploadedFile("a", content)})
    assert errors_of(answer)["scan"][0].startswith(said)
    assert not StoredFile.objects.exists()


def test_pages_packed_into_streams_are_found():
    """As programs write them from PDF 1.5 on: what its pages are lies compressed."""
    packed = zlib.compress(b"3 0 <</Type/Page /Parent 2 0 R>>")
    body = b"%%PDF-1.5\n1 0 obj\n<</Type /ObjStm /N 1 /Filter /FlateDecode>>stream\n%s\nendstream endobj\n" % packed
    whole = b"%s4 0 obj\n<</Type /XRef>>stream\n\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % (body, len(body))
    assert is_pdf(whole)
    assert not is_pdf(whole.replace(packed, zlib.compress(b"3 0 <</Type/Pages>>")))


@pytest.mark.mission("R15")
def test_who_does_not_see_all_its_teams_gets_an_extract_and_no_scan(world):
    fourth = another_team(world, "Trà Khê 4")
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team, fourth], by=world.mai)
    issued, mai, minh = issue(world, draft), office_of(world.mai), office_of(world.minh)
    mai.post(at("attach-scan", issued), {"scan": SimpleUploadedFile("a.pdf", scanned())})
    [leader] = [row.person for row in fourth.appointments.filter(role="leader")]
    assert minh.get(reverse("person", args=[leader.pk])).status_code == 404

    def told(browser: Any, name: str) -> str:
        return "\n".join(line.text for line in all_lines(opened(browser.get(at(name, issued)).content)))

    own, whole = told(minh, "decision-docx"), told(mai, "decision-docx")
    assert "Đỗ Văn Nam" in whole and "Nguyễn Văn Hòa" in whole and "(TRÍCH)" not in whole
    assert "Nguyễn Văn Hòa" in own and "(TRÍCH)" in own
    assert not [name for name in ("Đỗ Văn Nam", "Vũ Thị Na") if name in own]
    assert (
        minh.get(at("decision-docx", issued))
        .headers["Content-Disposition"]
        .startswith('attachment; filename="trich-quyet-dinh-')
    )
    assert minh.get(at("decision-scan", issued)).status_code == 404
    assert mai.get(at("decision-scan", issued)).status_code == 200
    page = words(minh.get(at("decision", issued)))
    assert "Trà Khê 4" in page and "Nguyễn Văn Hòa" in page and "Đỗ Văn Nam" not in page and "Bản quét" not in page
    assert "Đỗ Văn Nam" in words(mai.get(at("decision", issued)))
    printed = minh.get(at("decision-pdf", issued)).content
    assert mai.get(at("decision-pdf", issued)).content != printed


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
