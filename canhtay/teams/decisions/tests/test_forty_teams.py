"""Two former wards, forty lists imported in one sitting, one decision: what it says, what it does, and how it looks on paper."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

from canhtay.core import files
from canhtay.places.models import Place
from canhtay.places.queries import commune_by_code
from canhtay.places.reform.sides import choose_sides
from canhtay.places.successions import waiting_groups
from canhtay.teams.decisions.annex import annex_of
from canhtay.teams.decisions.candidates import teams_for
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.printing import docx_of, pdf_of
from canhtay.teams.decisions.tests.stories import TODAY, issue, people_of
from canhtay.teams.models import Appointment, Decision, Team
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.uploads import reading_of, send_roster
from testkit import sheets
from testkit.papers import faults_of_docx, faults_of_pdf, opened, pages_of, told_by, words_on
from testkit.roster_files import invented
from testkit.world import World

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2"), pytest.mark.mission("R15")]

LABEL = "Tổ công tác Đề án 06 và công nghệ số cộng đồng"
BEFORE = date(2025, 6, 30)
HEADER = ["STT", "Họ và tên", "Giới tính", "Năm sinh", "Chức vụ, đoàn thể", "Nhiệm vụ trong tổ", "Số điện thoại"]
ROLES = {"leader": "Tổ trưởng", "deputy": "Tổ phó", "member": "Thành viên"}
POSTS = ["Bí thư chi bộ", "Tổ trưởng tổ dân phố", "Trưởng ban công tác Mặt trận", "Chi hội trưởng Phụ nữ", "Đoàn viên"]
WARDS = {"Anh Dũng": "Trà Khê", "Đa Phúc": "Vân Quan"}


def lists_of(ward: str, number: str) -> tuple[str, bytes]:
    """Twenty workbooks in one ZIP, one a team, each naming the ward's decision."""
    books = {}
    for n in range(1, 21):
        group = f"{WARDS[ward]} {n}"
        rows: list[Any] = [
            [f"UBND PHƯỜNG {ward.upper()}"],
            [f"DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG TỔ DÂN PHỐ {group.upper()}"],
            [f"(Kèm theo Quyết định số {number} ngày 12/3/2024 của UBND phường {ward})"],
            [],
            HEADER,
        ]
        for at, one in enumerate(invented(8 + n % 3, seed=n * (1 + len(ward))), 1):
            words = [one["name"], "Nam" if one["gender"] == "M" else "Nữ", one["birth_year"], POSTS[min(at, 5) - 1]]
            rows.append([at, *words, ROLES[one["role"]], one["phone"] or ""])
        books[f"{group}.xlsx"] = sheets.xlsx({"Sheet1": rows})
    return f"{ward}.zip", sheets.zipped(books)


def former_ward(name: str) -> Place:
    return Place.objects.get(name=name, kind=Place.Kind.COMMUNE, valid_until=BEFORE, successions__new__code="11689")


def import_both(world: World) -> list[Team]:
    for ward, number in (("Anh Dũng", "31/QĐ-UBND"), ("Đa Phúc", "27/QĐ-UBND")):
        upload = send_roster(world.hung_dao, *lists_of(ward, number), by=world.mai, origin=former_ward(ward))
        import_roster(reading_of(upload), upload, by=world.mai)
    hung_dao = commune_by_code("11689")
    choose_sides(dict.fromkeys(waiting_groups([hung_dao]), hung_dao), by=world.mai)
    return list(teams_for(world.hung_dao, Decision.Kind.CONSOLIDATE).exclude(group=world.tra_khe_3))


def consolidated(world: World) -> Decision:
    draft = draft_decision(world.hung_dao, Decision.Kind.CONSOLIDATE, import_both(world), by=world.mai, label=LABEL)
    return issue(world, draft, number="9")


def test_forty_lists_one_decision_one_paper(world, run_jobs):
    decision = consolidated(world)
    teams = Team.objects.filter(decision=decision)
    assert (teams.count(), {team.label for team in teams}) == (40, {LABEL})
    people = Appointment.objects.filter(decision=decision)
    assert people.count() == annex_of(decision, TODAY).people == 362

    document, text = opened(docx_of(decision)), docx_of(decision)
    assert faults_of_docx(text) == []
    said = [line.text.replace("\u00a0", " ") for line in document.paragraphs]
    assert f"Về việc kiện toàn các {LABEL}\ntrên địa bàn phường Hưng Đạo" in said
    assert (
        f"Điều 1. Kiện toàn 40 {LABEL} trên địa bàn phường Hưng Đạo, gồm 362 thành viên (có danh sách tại Phụ lục kèm theo)."
    ) in said
    assert (
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 27/QĐ-UBND ngày 12 tháng 3 năm 2024 của "
        "Ủy ban nhân dân phường Đa Phúc và Quyết định số 31/QĐ-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân phường Anh Dũng."
    ) in said
    tables = document.tables[2:]
    assert len(tables) == 40
    first = Team.objects.get(decision=decision, group__name="Trà Khê 1")
    assert [cell.text for cell in tables[0].rows[0].cells] == [
        "STT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị", "Nhiệm vụ trong Tổ"
    ]  # fmt: skip
    assert [row.cells[1].text.split()[-1] for row in tables[0].rows[1:]] == [name for name, _role in people_of(first)]
    assert {row.cells[1].text.split()[0] for row in tables[0].rows[1:]} == {"Ông", "Bà"}
    assert [row.cells[4].text for row in tables[0].rows[1:4]] == ["Tổ trưởng", "Tổ phó", "Thành viên"]

    assert decision.pdf is None
    run_jobs()
    decision.refresh_from_db()
    paper = files.unsealed(decision.pdf)
    assert faults_of_pdf(paper) == []
    assert pdf_of(decision) == paper
    pages = pages_of(paper)
    assert words_on(pages[0], "Số: 09/QĐ-UBND") and words_on(pages[0], "Hưng Đạo, ngày 28 tháng 11 năm 2026")
    everything = told_by("pdftotext", paper, "-layout")
    assert Counter(everything.split())["Tổ"] > 80
    phones = [one.phone for one in {row.person for row in people.select_related("person")} if one.phone]
    assert len(phones) > 300
    for written in (everything, " ".join(said), decision.annex):
        assert not [phone for phone in phones if phone in written]
    assert json.loads(decision.annex)["stays"][0]["group"] == "Tổ dân phố Trà Khê 1"
