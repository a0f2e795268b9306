"""A sentence speaks to its reader as he wishes; where nobody is known, with the respectful word."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import Context, Template
from django.utils import translation

from canhtay.core import reader
from canhtay.core.problems import NOT_FOUND, Kind, Problem
from canhtay.web.context import every_page

PACKAGE = Path(apps.get_app_config("web").path).parent


def test_a_refusal_is_said_to_whoever_reads_it():
    problem = Problem(NOT_FOUND)
    assert problem.sentence == "Không tìm thấy, hoặc không thuộc địa bàn của bác."
    with reader.spoken_to(lambda: "đồng chí"):
        assert problem.sentence == "Không tìm thấy, hoặc không thuộc địa bàn của đồng chí."
    assert "của bác" in problem.sentence


def test_a_sentence_that_begins_with_the_reader_begins_with_a_capital():
    kind = Kind("test_only", 422, "%(You)s xem lại %(what)s giúp.")
    with reader.spoken_to(lambda: "chị"):
        assert Problem(kind, what="dòng 3").sentence == "Chị xem lại dòng 3 giúp."


def test_a_missing_detail_is_still_a_fault_of_the_program():
    with pytest.raises(KeyError):
        reader.said("%(name)s đâu?")


def test_nobody_is_asked_who_reads_where_the_sentence_does_not_say():
    def never() -> str:
        raise AssertionError("asked for nothing")

    with reader.spoken_to(never):
        assert reader.said("Xin đăng nhập lại.") == "Xin đăng nhập lại."


def test_pages_have_the_words(rf):
    request = rf.get("/")
    with reader.spoken_to(lambda: "cháu"):
        words = every_page(request)
        said = Template("{{ You }} vào đây; của {{ you }}.").render(Context(words))
    assert said == "Cháu vào đây; của cháu."


def test_another_language_has_one_word_for_everybody():
    with reader.spoken_to(lambda: "đồng chí"), translation.override("en"):
        assert reader.you() != "đồng chí"


SPOKEN_WITHOUT_ASKING = re.compile(
    r"""(?:_\(|lazy\(|n\(|translate ["']|blocktranslate[^%]*%\})[^)%]*\b(?:của|xin|mời|cho|do|khi|như|giao cho) bác\b(?! [A-ZĐ])"""
)


def test_no_sentence_of_ours_calls_everybody_by_one_word():
    """ "bác" to a reader of whom we know how he wants to be called; naming somebody ("bác Hòa") is another thing."""
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    ours = [path for path in sources if "tests" not in path.parts and path.name != "500.html"]
    found = [path.name for path in ours if SPOKEN_WITHOUT_ASKING.search(path.read_text(encoding="utf-8"))]
    assert found == []
