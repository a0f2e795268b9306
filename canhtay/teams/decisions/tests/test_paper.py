"""What the paper says of each kind of decision, and how a draft and an issued one differ on it."""

from datetime import date

import pytest

from canhtay.core.papers.shapes import Paper
from canhtay.core.papers.wording import words_of
from canhtay.people.models import Person
from canhtay.teams.decisions.drafting import change_draft, draft_decision
from canhtay.teams.decisions.paper import file_name, paper_of
from canhtay.teams.decisions.printing import docx_of
from canhtay.teams.decisions.tests.stories import TODAY, another_team, issue, team_in
from canhtay.teams.models import Decision, Team
from testkit.papers import faults_of_docx

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R2"), pytest.mark.mission("R15")]

Kind = Decision.Kind
TEAM = "Tổ công nghệ số cộng đồng"


def articles(paper: Paper) -> list[str]:
    return [" ".join(article.paragraphs) for article in paper.articles]


def test_a_draft_leaves_room_and_an_issued_one_is_dated(world):
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)
    paper = paper_of(draft)
    assert (paper.number, paper.dated, paper.signer.name, paper.year) == (None, None, None, 2026)
    assert (paper.superior, paper.issuer, paper.authority) == (
        "", "Ủy ban nhân dân\nphường Hưng Đạo", "Chủ tịch Ủy ban nhân dân phường Hưng Đạo",
    )  # fmt: skip
    assert paper.about == f"Về việc thành lập {TEAM} Tổ dân phố Trà Khê 3"
    assert articles(paper)[0] == (
        f"Thành lập {TEAM} Tổ dân phố Trà Khê 3, gồm 03 thành viên (có danh sách tại Phụ lục kèm theo)."
    )
    assert articles(paper)[2] == "Quyết định này có hiệu lực kể từ ngày ký."
    assert file_name(draft, "pdf") == "quyet-dinh-thanh-lap-du-thao-2026-11-28.pdf"
    assert faults_of_docx(docx_of(draft)) == []
    issued = paper_of(issue(world, draft, number="7", signer_post="TM. Ủy ban nhân dân / Chủ tịch"))
    assert (issued.number, issued.symbol, issued.dated, issued.signer.name) == (
        "07",
        "QĐ-UBND",
        TODAY,
        "Nguyễn Văn Đức",
    )
    assert (issued.authority, list(issued.signer.lines)) == (
        "Ủy ban nhân dân phường Hưng Đạo", ["TM. Ủy ban nhân dân", "Chủ tịch"],
    )  # fmt: skip


def test_the_annex_names_people_as_papers_do_and_no_telephone(world):
    Person.unscoped.filter(pk=world.minh.pk).update(gender="", birth_year=None)
    paper = paper_of(draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai))
    [annex] = paper.annexes
    assert [list(row) for row in annex.sections[0].table.rows] == [
        ["01", "Ông Nguyễn Văn Hòa", "1960", "", "Tổ trưởng"],
        ["02", "Bà Lê Thị Thu", "1958", "", "Tổ phó"],
        ["03", "Đồng chí Trần Quang Minh", "", "", "Thành viên"],
    ]
    assert "0912345678" not in repr(paper)


def test_merging_and_dissolving_have_papers_of_the_same_make(world):
    fourth, fifth = another_team(world, "Trà Khê 4"), another_team(world, "Trà Khê 5")
    merged = draft_decision(world.hung_dao, Kind.MERGE, [fourth, fifth, world.team], by=world.mai, into=world.team)
    assert paper_of(merged).about == f"Về việc hợp nhất các {TEAM}\ntrên địa bàn phường Hưng Đạo"
    assert articles(paper_of(merged))[0] == (
        f"Hợp nhất {TEAM} Tổ dân phố Trà Khê 4 và {TEAM} Tổ dân phố Trà Khê 5 vào {TEAM} Tổ dân phố Trà Khê 3. "
        "Sau khi hợp nhất, Tổ gồm 07 thành viên (có danh sách tại Phụ lục kèm theo)."
    )
    assert faults_of_docx(docx_of(merged)) == []
    dissolved = paper_of(draft_decision(world.hung_dao, Kind.DISSOLVE, [fourth], by=world.mai))
    assert articles(dissolved)[0] == f"Giải thể {TEAM} Tổ dân phố Trà Khê 4."
    assert "bàn giao sổ sách" in articles(dissolved)[1]
    assert list(dissolved.annexes) == []


def test_many_teams_that_end_stand_in_a_table_of_their_own(world):
    teams = [another_team(world, f"Trà Khê {n}") for n in range(4, 8)]
    paper = paper_of(draft_decision(world.hung_dao, Kind.MERGE, [*teams, world.team], by=world.mai, into=world.team))
    assert [annex.label for annex in words_of(paper).annexes] == ["Phụ lục I", "Phụ lục II"]
    assert list(paper.annexes[1].sections[0].table.rows[0]) == [
        "01", TEAM, "Tổ dân phố Trà Khê 4", "02", "Tổ dân phố Trà Khê 3",
    ]  # fmt: skip
    assert "04 Tổ công nghệ số cộng đồng (có danh sách tại Phụ lục II kèm theo)" in articles(paper)[0]


def test_a_project_06_group_that_joins_is_named(world):
    beside = team_in(world, world.tra_khe_3, ["Đỗ Văn Nam"], kind=Team.Kind.PROJECT_06)
    paper = paper_of(draft_decision(world.hung_dao, Kind.CONSOLIDATE, [beside, world.team], by=world.mai))
    assert (
        f"Nhập Tổ công tác Đề án 06 Tổ dân phố Trà Khê 3 vào {TEAM} cùng địa bàn; Tổ được nhập kết thúc hoạt động kể từ ngày "
        "Quyết định này có hiệu lực."
    ) in articles(paper)[0]


def test_it_takes_the_place_of_earlier_papers_whole_or_for_its_teams_only(world):
    fourth = another_team(world, "Trà Khê 4")
    before = Decision.objects.create(place=world.hung_dao, number="31/QĐ-UBND", decided_on=date(2024, 3, 12))
    Team.objects.filter(pk__in=[world.team.pk, fourth.pk]).update(decision=before)
    named = "Quyết định số 31/QĐ-UBND ngày 12 tháng 3 năm 2024 của Ủy ban nhân dân phường Hưng Đạo."
    draft = draft_decision(world.hung_dao, Kind.CONSOLIDATE, [world.team], by=world.mai)
    assert articles(paper_of(draft))[2] == (
        f"Quyết định này có hiệu lực kể từ ngày ký và thay thế nội dung về các Tổ nêu tại Điều 1 trong {named}"
    )
    draft = change_draft(draft, by=world.mai, teams=[world.team, fourth], effective_on=date(2026, 12, 1))
    assert articles(paper_of(draft))[2] == (
        f"Quyết định này có hiệu lực kể từ ngày 01 tháng 12 năm 2026 và thay thế {named}"
    )
