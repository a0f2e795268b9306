import re

from django import forms
from django.template.loader import render_to_string

from canhtay.web.templatetags.look import form_field


class Asked(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như vẫn gọi")
    file = forms.FileField(label="Tệp", required=False)
    who = forms.ChoiceField(label="Ai", widget=forms.RadioSelect, choices=[("a", "Anh"), ("b", "Bác")])
    remind = forms.BooleanField(label="Nhắc", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


def test_a_field_ties_its_label_help_and_error_to_its_control() -> None:
    html = form_field(Asked({})["name"])
    assert '<label for="id_name">Tên</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">Như vẫn gọi' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_may_be_left_out_says_so() -> None:
    assert "không bắt buộc" in form_field(Asked()["file"])
    assert "không bắt buộc" not in form_field(Asked()["name"])


def test_choices_are_tall_rows_in_a_named_group() -> None:
    html = form_field(Asked()["who"])
    assert re.search(r"<fieldset.*<legend>Ai</legend>", html, re.DOTALL)
    assert html.count('<label class="choice"') == 2


def test_a_tick_stands_in_its_own_row() -> None:
    assert re.search(
        r'<label class="choice"><input type="checkbox"[^>]*><span>Nhắc</span>', form_field(Asked()["remind"])
    )


def test_a_hidden_field_has_no_words() -> None:
    assert form_field(Asked()["token"]).startswith('<input type="hidden"')


def test_a_form_with_errors_counts_them_and_links_to_each() -> None:
    html = render_to_string("web/parts/form.html", {"form": Asked({"token": "x"}), "act": "Ghi"})
    assert "Còn 2 chỗ cần sửa" in html
    assert 'href="#id_name"' in html
    assert 'enctype="multipart/form-data"' in html
    assert "web/parts" not in render_to_string("web/parts/form.html", {"form": Asked(), "act": "Ghi"})


def test_a_files_button_speaks_the_pages_language_and_its_words_come_with_the_script() -> None:
    html = form_field(Asked()["file"])
    assert '<label class="button" for="id_file">Chọn tệp</label>' in html
    assert 'data-picks="Chưa chọn tệp nào"' in html
    assert "picker.js" in html
