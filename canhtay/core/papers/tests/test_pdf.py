"""The same questions asked of the PDF, through poppler: what fonts it holds, where each word stands and how tall it is."""

import re
import subprocess
import sys
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from canhtay.core.papers import pdf, rules
from canhtay.core.papers.shapes import Annex, Article, Column, Section, Table
from canhtay.core.papers.tests.reading import all_lines, opened
from canhtay.core.papers.tests.samples import decision, signed
from testkit.papers import faults_of_pdf, middle, pages_of, told_by, words_on


@pytest.fixture
def read():
    """A tool's answer about a paper's PDF."""
    return lambda data, tool, *options: told_by(tool, data, *options)


@cache
def one() -> bytes:
    return pdf.write(signed())


@cache
def forty() -> bytes:
    return pdf.write(signed(teams=40))


def test_the_decree_finds_no_fault():
    assert faults_of_pdf(one()) == faults_of_pdf(forty()) == []


def test_pages_are_a4(read):
    about = read(forty(), "pdfinfo")
    assert "595.276 x 841.89 pts (A4)" in about
    assert re.search(r"Pages: +19\n", about)


def test_only_tinos_is_in_it_and_all_of_it_embedded(read):
    fonts = [line.split() for line in read(forty(), "pdffonts").splitlines()[2:]]
    assert sorted(font[0].partition("+")[2] for font in fonts) == [
        "Tinos", "Tinos-Bold", "Tinos-Bold-Italic", "Tinos-Italic"
    ]  # fmt: skip
    # embedded, a subset of its letters, readable as Unicode
    assert {tuple(font[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}


def test_the_fonts_are_those_the_readme_names():
    said = (rules.FONTS / "README.md").read_text(encoding="utf-8")
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in rules.FONTS.glob("*.ttf")}
    assert files == dict(re.findall(r"\| (Tinos-\w+\.ttf) \| (\w{64}) \|", said)) and len(files) == 4


def test_vietnamese_comes_back_composed_also_when_it_came_in_loose(read):
    loose = signed(about=unicodedata.normalize("NFD", "Về việc kiện toàn Tổ ở phường Hưng Đạo"))
    text = read(pdf.write(loose), "pdftotext", "-layout")
    assert unicodedata.is_normalized("NFC", text)
    for said in ("Về việc kiện toàn Tổ ở phường Hưng Đạo", "ỦY BAN NHÂN DÂN", "Lê Thị Ngọc Ánh", "Đặng Thị Phượng"):
        assert said in text


def test_every_word_stands_within_the_margins(read):
    for page in pages_of(forty()):
        text = [word for word in page if word.top >= 18]
        assert min(word.left for word in text) >= 29.9 and max(word.right for word in text) <= 195.1
        assert min(word.top for word in text) >= 19.5 and max(word.bottom for word in text) <= 277.1


def test_the_head_stands_where_the_decree_puts_it(read):
    first = pages_of(one())[0]
    nation, motto = words_on(first, "CỘNG HÒA XÃ HỘI"), words_on(first, "Độc lập - Tự do - Hạnh phúc")
    superior, issuer = words_on(first, "UBND THÀNH PHỐ HẢI PHÒNG"), words_on(first, "PHƯỜNG HƯNG ĐẠO")
    number, dated = words_on(first, "Số: 07/QĐ-UBND"), words_on(first, "Hưng Đạo, ngày 05 tháng 02 năm 2026")
    assert nation[0].left > 100 > superior[-1].right
    assert nation[0].top < motto[0].top < dated[0].top and superior[0].top < issuer[0].top < number[0].top
    assert abs(number[0].bottom - dated[0].bottom) < 0.5
    whole = words_on(first, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert {word.top for word in whole} == {nation[0].top}
    assert abs(middle(whole) - middle(motto)) < 0.5 and abs(middle(superior) - middle(number)) < 0.5


def test_sizes(read):
    paper, annex = pages_of(one())
    assert {text: {word.size_pt for word in words_on(paper, text)} for text in _SIZES} == {
        text: {size} for text, size in _SIZES.items()
    }
    assert words_on(annex, "Họ và tên")[0].size_pt == 13
    assert words_on(annex, "(Kèm theo Quyết định")[0].size_pt == 14


_SIZES = {
    "UBND THÀNH PHỐ": 12,
    "CỘNG HÒA XÃ HỘI": 12,
    "Độc lập": 13,
    "Số: 07/QĐ-UBND": 13,
    "Hưng Đạo, ngày 05": 13,
    "QUYẾT ĐỊNH": 14,
    "Về việc kiện toàn": 14,
    "Căn cứ Luật": 14,
    "Kiện toàn 01 Tổ": 14,
    "Nơi nhận:": 12,
    "Như Điều 4;": 11,
    "CHỦ TỊCH": 14,
    "Nguyễn Văn Đức": 14,
}


def test_page_numbers_begin_anew_with_the_annex_and_are_hidden_on_first_pages(read):
    twice = signed(annexes=signed(teams=3).annexes * 2)
    above = [[word for word in page if word.bottom < 20] for page in pages_of(pdf.write(twice))]
    assert [[word.text for word in words] for words in above] == [[], [], ["2"], [], ["2"]]
    number = above[2][0]
    assert abs((number.left + number.right) / 2 - (30 + 195) / 2) < 0.5 and number.size_pt == 14
    assert [page[0].text for page in pages_of(forty())[2:]] == [str(page) for page in range(2, 19)]


def test_headers_of_tables_repeat_and_no_member_is_lost(read):
    long = Table(
        [Column("STT", 15, "center"), Column("Họ và tên", 100)], [[str(i), f"Người {i}"] for i in range(1, 121)]
    )
    pages = pages_of(pdf.write(signed(annexes=[Annex("Danh sách", [Section("", long)])])))[1:]
    assert len(pages) > 2
    assert all(words_on(page, "Họ và tên") for page in pages)
    text = read(forty(), "pdftotext", "-layout")
    assert text.count("0912345610") == text.count("Hoàng Thị Thanh Thủy") == 40


def test_the_signature_is_never_parted_nor_alone(read):
    """The text grows line by line over the end of the page; the whole foot goes with the last two paragraphs."""
    foot, found = {"4.", "5.", "nhận:", "VHXH.", "TM.", "Đức", "này./."}, []
    for more in (4, 5, 6, 7):
        grown = signed(articles=[Article(["Nội dung."] * more), *signed().articles], annexes=[])
        pages = [{word.text for word in page} for page in pages_of(pdf.write(grown))]
        assert [foot & page for page in pages if foot & page] == [foot]
        found.append(len(pages))
    assert set(found) == {1, 2}


def test_the_same_paper_gives_the_same_bytes_without_an_hour_in_them():
    assert pdf.write(signed()) == one()
    assert b"/CreationDate" not in one() and b"/ModDate" not in one()


def test_what_people_type_is_text_and_never_markup(read):
    text = read(pdf.write(decision(about="Về việc <b>A</b> & <img src='file:///etc/passwd'>")), "pdftotext", "-layout")
    assert "Về việc <b>A</b> & <img src='file:///etc/passwd'>" in " ".join(text.split())


def test_docx_and_pdf_say_the_same_words(read):
    in_docx = [word for line in all_lines(opened(signed())) for word in line.text.split()]
    assert sorted(read(one(), "pdftotext", "-raw").split()) == sorted(in_docx)


def test_without_the_systems_libraries_the_docx_is_there_and_a_sentence_says_what_to_install(tmp_path: Path):
    """A machine without pango, as Python sees it: the import of the library ends in OSError."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    story = """
import sys
sys.path.insert(0, sys.argv[1])
from canhtay.core.papers import docx, pdf
from canhtay.core.papers.tests.samples import decision
from canhtay.core.problems import Problem
assert docx.write(decision()).startswith(b"PK")
assert not pdf.available()
try:
    pdf.write(decision())
except Problem as problem:
    print(problem.kind.code, problem.kind.status, problem.sentence)
"""
    said = told(story, tmp_path)
    assert said.startswith("no_pdf 503 ") and "DOCX" in said and "libpango-1.0-0" in said


def test_weasyprint_is_not_loaded_until_a_pdf_is_asked_for():
    assert told("import sys; from canhtay.core.papers import pdf; print('weasyprint' in sys.modules)") == "False\n"


def told(story: str, *words: Path) -> str:
    """What another Python prints, which has loaded nothing of ours yet."""
    begin = "from django.conf import settings; settings.configure(USE_I18N=False)\n"
    root = Path(pdf.__file__).parents[3]
    return subprocess.check_output([sys.executable, "-c", begin + story, *words], text=True, cwd=root)
