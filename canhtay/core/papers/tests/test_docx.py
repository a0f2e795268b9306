"""What the decree asks of a paper, asked of the DOCX as python-docx and the file's own marks give it back."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from canhtay.core.papers import docx
from canhtay.core.papers.shapes import Paper
from canhtay.core.papers.tests.reading import all_lines, opened
from canhtay.core.papers.tests.samples import decision, signed
from testkit.papers import faults_of_docx, line_of, look


@pytest.mark.parametrize("paper", [decision(), signed(teams=40)])
def test_the_decree_finds_no_fault(paper: Paper):
    assert faults_of_docx(docx.write(paper)) == []


@pytest.mark.parametrize("paper", [decision(), signed(teams=40)])
def test_every_page_is_a4_upright_with_the_decrees_margins(paper: Paper):
    sections = opened(paper).sections
    assert len(sections) == 2
    for section in sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert section.orientation == WD_ORIENT.PORTRAIT
        margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_no_font_but_times_new_roman_is_named_for_any_script():
    data = docx.write(signed(teams=2))
    with ZipFile(BytesIO(data)) as file:
        said = {name: file.read(name).decode() for name in file.namelist()}
    assert not [name for name in said if "theme" in name or "fontTable" in name]
    named = [marks for xml in said.values() for marks in re.findall("<w:rFonts ([^>]+)/>", xml)]
    everywhere = {f'w:{script}="Times New Roman"' for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert {frozenset(re.findall(r'w:\w+="[^"]*"', marks)) for marks in named} == {frozenset(everywhere)}
    assert len(re.findall("<w:r>", said["word/document.xml"])) == len(
        re.findall("<w:rFonts ", said["word/document.xml"])
    )


def test_letters_and_place_of_every_element():
    document = opened(signed())
    expected = {
        "UBND THÀNH PHỐ HẢI PHÒNG": (12, False, False, ALIGN.CENTER),
        "ỦY BAN NHÂN DÂN": (12, True, False, ALIGN.CENTER),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False, ALIGN.CENTER),
        "Độc lập - Tự do - Hạnh phúc": (13, True, False, ALIGN.CENTER),
        "Số: 07/QĐ-UBND": (13, False, False, ALIGN.CENTER),
        "Hưng Đạo, ngày 05 tháng 02 năm 2026": (13, False, True, ALIGN.CENTER),
        "QUYẾT ĐỊNH": (14, True, False, ALIGN.CENTER),
        "Về việc kiện toàn": (14, True, False, ALIGN.CENTER),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HƯNG ĐẠO": (14, True, False, ALIGN.CENTER),
        "Căn cứ Luật": (14, False, True, ALIGN.JUSTIFY),
        "QUYẾT ĐỊNH:": (14, True, False, ALIGN.CENTER),
        "Điều 1. Kiện toàn": (14, False, False, ALIGN.JUSTIFY),
        "Nơi nhận:": (12, True, True, ALIGN.LEFT),
        "- Như Điều 4;": (11, False, False, ALIGN.LEFT),
        "TM. ỦY BAN NHÂN DÂN": (14, True, False, ALIGN.CENTER),
        "Nguyễn Văn Đức": (14, True, False, ALIGN.CENTER),
        "Phụ lục": (14, True, False, ALIGN.CENTER),
        "DANH SÁCH THÀNH VIÊN CÁC TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG": (14, True, False, ALIGN.CENTER),
        "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026": (14, False, True, ALIGN.CENTER),
        "Họ và tên": (13, True, False, ALIGN.CENTER),
        "Nguyễn Thị Hòa": (13, False, False, ALIGN.LEFT),
    }
    assert {begins: look(line_of(document, begins)) for begins in expected} == expected
    texts = [line.text for line in all_lines(document)]
    places = [next(i for i, text in enumerate(texts) if text.startswith(begins)) for begins in expected]
    assert places == sorted(places)


def test_articles_are_set_in_and_apart_and_their_label_is_bold():
    document = opened(decision())
    for begins in ("Căn cứ Luật", "Điều 1.", "1. Tuyên truyền", "Điều 4."):
        form = line_of(document, begins).paragraph_format
        assert round(form.first_line_indent.mm, 1) == 12.7
        assert form.space_after.pt >= 6
    label, text = line_of(document, "Điều 1.").runs
    assert label.text == "Điều 1." and label.bold
    assert text.text.startswith(" Kiện toàn") and not text.bold


def test_rules_are_drawn_and_as_long_as_the_decree_says():
    document = opened(decision())
    lengths = []
    for border in document.element.body.iter(qn("w:pBdr")):
        indent = border.getparent().find(qn("w:ind"))
        inside = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right")) / 56.7
        cell = next(border.iterancestors(qn("w:tc")), None)
        room = int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) / 56.7 if cell is not None else 165
        lengths.append(round(room - inside))
    # Under the issuer 0.4 of 44 mm, under the motto its 56 mm, then under the subject and the annex's reference.
    assert lengths[:2] == [17, 56]
    assert len(lengths) == 4 and all(20 <= length <= 80 for length in lengths[2:])
    assert "___" not in "".join(line.text for line in all_lines(document))


def test_pages_are_numbered_above_and_each_part_for_itself_but_its_first_page():
    document = opened(signed())
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert [line.text for line in section.first_page_header.paragraphs] == [""]
        [line] = section.header.paragraphs
        [field] = line._p.findall(qn("w:fldSimple"))
        assert field.get(qn("w:instr")).strip() == "PAGE" and line.alignment == ALIGN.CENTER
        assert field.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"
        assert section.header_distance < section.top_margin


def test_recipients_and_signer_stand_beside_each_other_and_never_alone():
    document = opened(signed())
    [row] = document.tables[1].rows
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert row.cells[0].text.splitlines()[0] == "Nơi nhận:"
    assert row.cells[1].text.splitlines() == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Đức"]
    for label in ("Điều 3.", "Điều 4."):
        assert line_of(document, label).paragraph_format.keep_with_next
        assert line_of(document, label).paragraph_format.keep_together
    assert line_of(document, "Nguyễn Văn Đức").paragraph_format.space_before.mm >= 25


def test_each_of_forty_teams_has_its_table_whose_header_repeats_and_whose_rows_stay_whole():
    tables = opened(signed(teams=40)).tables[2:]
    assert [len(table.rows) for table in tables] == [11] * 40
    for table in tables:
        header, *rows = table._tbl.tr_lst
        assert header.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (header, *rows))
    assert tables[39].rows[10].cells[1].text == "Nguyễn Thị Quỳnh Như"


def test_a_draft_has_room_for_number_day_and_name():
    document = opened(decision())
    assert line_of(document, "Số:").text == "Số: " + "\u00a0" * 6 + "/QĐ-UBND"
    assert line_of(document, "Hưng Đạo, ngày\u00a0").text.endswith("\u00a0năm 2026")
    assert document.tables[1].rows[0].cells[1].paragraphs[-1].paragraph_format.space_before.mm >= 25


def test_the_same_paper_gives_the_same_bytes_and_tells_of_nobody_but_its_issuer():
    data = docx.write(signed())
    assert data == docx.write(signed())
    with ZipFile(BytesIO(data)) as file:
        assert {about.date_time for about in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sorted(file.namelist()) == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
            "word/header1.xml", "word/header2.xml", "word/settings.xml", "word/styles.xml",
        ]  # fmt: skip
    about = opened(signed()).core_properties
    assert about.author == about.last_modified_by == "Ủy ban nhân dân phường Hưng Đạo"
    assert f"{about.created:%Y-%m-%d %H:%M}" == f"{about.modified:%Y-%m-%d %H:%M}" == "2026-02-05 00:00"
    assert about.comments == ""


def test_a_paper_without_articles_and_annexes_is_written_too():
    bare = opened(decision(superior="", authority="", grounds=[], decides="", articles=[], recipients=[], annexes=[]))
    assert [line.text for line in all_lines(bare)][-2:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
