"""The catalogue's tool and the phone's sentences."""

from pathlib import Path

import pytest
from pytest_django import Settings

from canhtay.web import messages as phone
from tools import messages
from tools.messages import Found

PYTHON = """
from django.utils.translation import gettext as _, gettext_noop as n, ngettext, pgettext
print(_("Một"), n("Hai %(what)s"), ngettext("%(n)s nhà", "%(n)s các nhà", 2), pgettext("trang", "Sau"))
print(_("nối "
        "dài"), _(variable), other("không"))
"""
TEMPLATE = """{% translate "Ba" %}{% translate 'Bốn "trích"' as four %}{% trans "Sau" context "lúc" %}
{% blocktranslate trimmed count n=row|length with who=name %}
  Còn một, {{ who }}
{% plural %}
  Còn {{ n }}, 100%
{% endblocktranslate %}
{% include "x" with text=_("Năm") %}{{ _("Sáu") }}{% comment %}{% translate "Không" %}{% endcomment %}"""
SCRIPT = """
const a = t("Bảy"), b = t('Tám {n} "việc"', { n }), c = t(`Chín`), d = t("Mười "
  + "một"), e = n("Mười hai");
format("không"); this.t("không"); t(name); t(`không ${name}`); t("d\\u1ea5u \\"x\\"");
html`<p>${ok ? html`<b>${t("Sâu")}</b>` : ""}</p>`;
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "canhtay/a/pages.py": PYTHON,
        "canhtay/a/tests/test_a.py": '_("trong test")',
        "canhtay/a/templates/a/a.html": TEMPLATE,
        "canhtay/a/static/a/app.js": SCRIPT,
        "canhtay/a/static/a/vendor/x.js": 't("của người khác")',
        "canhtay/a/static/a/app.test.js": 't("thử")',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def translate_all(root: Path) -> None:
    catalogue = messages.read(root)
    for message in catalogue:
        if message.id:
            message.string = message.id
    messages.po_path(root).write_bytes(messages.written(catalogue))


def say(root: Path, msgid: str, english: str, **more: str) -> None:
    catalogue = messages.read(root)
    catalogue.get(msgid, **more).string = english
    messages.po_path(root).write_bytes(messages.written(catalogue))


def test_sentences_are_found_in_python() -> None:
    assert list(messages.from_python(PYTHON.encode())) == [
        Found("Một", line=3),
        Found("Hai %(what)s", line=3),
        Found("%(n)s nhà", "%(n)s các nhà", line=3),
        Found("Sau", context="trang", line=3),
        Found("nối dài", line=4),
    ]


def test_sentences_are_found_in_templates_as_django_asks_for_them() -> None:
    assert [(one.msgid, one.plural, one.context) for one in messages.from_template(TEMPLATE)] == [
        ("Ba", "", ""),
        ('Bốn "trích"', "", ""),
        ("Sau", "", "lúc"),
        ("Còn một, %(who)s", "Còn %(n)s, 100%%", ""),
        ("Năm", "", ""),
        ("Sáu", "", ""),
    ]


def test_sentences_are_found_in_the_phones_script(root: Path) -> None:
    found = [msgid for msgid, _line in phone.marked(root / "canhtay/a/static/a/app.js")]
    assert found == ["Bảy", 'Tám {n} "việc"', "Chín", "Mười một", "Mười hai", 'dấu "x"', "Sâu"]


def test_what_others_wrote_and_what_tests_is_left_out(root: Path) -> None:
    msgids = {one.msgid for one in messages.sources(root)}
    assert not {"trong test", "của người khác", "thử", "Không"} & msgids


def test_extract_keeps_translations_and_marks_what_is_gone(root: Path) -> None:
    messages.extract(root)
    say(root, "Một", "One")
    say(root, "Ba", "Three")
    (root / "canhtay/a/templates/a/a.html").write_text('{% translate "Mới" %}')
    messages.extract(root)
    catalogue = messages.read(root)
    assert catalogue["Một"].string == "One"
    assert catalogue["Mới"].string == ""
    assert catalogue.get("Ba") is None
    assert catalogue.obsolete["Ba"].string == "Three"


def test_extract_twice_changes_nothing(root: Path) -> None:
    messages.extract(root)
    before = messages.po_path(root).read_bytes()
    messages.extract(root)
    assert messages.po_path(root).read_bytes() == before


def test_check_is_quiet_when_all_is_said(root: Path) -> None:
    messages.extract(root)
    translate_all(root)
    assert messages.check(root) == []


def test_check_names_a_sentence_without_english(root: Path) -> None:
    messages.extract(root)
    translate_all(root)
    say(root, "Ba", "")
    assert messages.check(root) == ["no English: 'Ba' (canhtay/a/templates/a/a.html)"]


@pytest.mark.parametrize(
    ("msgid", "english"), [("Hai %(what)s", "Two %(that)s"), ("Hai %(what)s", "Two"), ('Tám {n} "việc"', "Eight {m}")]
)
def test_check_names_another_placeholder(root: Path, msgid: str, english: str) -> None:
    messages.extract(root)
    translate_all(root)
    say(root, msgid, english)
    assert messages.check(root) == [f"other placeholders: {msgid!r} → {english!r}"]


def test_check_names_what_was_not_extracted(root: Path) -> None:
    messages.extract(root)
    translate_all(root)
    (root / "canhtay/a/new.py").write_text('_("Chưa lấy")')
    assert messages.check(root) == ["not in the catalogue (run extract): 'Chưa lấy'"]


def test_the_phone_gets_its_own_sentences_and_no_others(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages.extract(root)
    say(root, "Bảy", "Seven")
    say(root, "Một", "One")
    assert messages.compile_all(root) == [messages.po_path(root).with_suffix(".mo")]
    settings.LOCALE_PATHS = [root / "canhtay" / "locale"]
    monkeypatch.setattr(
        phone, "phone_msgids", lambda: [msgid for msgid, _ in phone.marked(root / "canhtay/a/static/a/app.js")]
    )
    phone.for_phone.cache_clear()
    assert phone.for_phone("en") == {"Bảy": "Seven"}
    assert phone.for_phone("vi") == {}
    phone.for_phone.cache_clear()


def test_our_own_english_is_whole() -> None:
    ours = ("canhtay/web/", "canhtay/home/templates/")
    catalogue = messages.read(messages.ROOT)
    assert [
        messages.words(message)
        for message in catalogue
        if any(path.startswith(ours[0]) for path, _line in message.locations) and list(messages.faults(message))
    ] == []
