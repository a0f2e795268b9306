import io

import pytest
from django.core.management import CommandError, call_command

from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by


def open_account(monkeypatch, username="nga", commune="11689", password="một mật khẩu dài"):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    said = io.StringIO()
    call_command("open_account", username, name="Lê Thị Nga", commune=commune, password_stdin=True, stdout=said)
    return said.getvalue()


def test_an_officer_signs_in_with_the_account_made_on_the_machine(reference, monkeypatch, client):
    assert "“nga”" in open_account(monkeypatch)
    answer = client.post("/sign-in/", {"username": "nga", "password": "một mật khẩu dài"})
    assert (answer.status_code, answer.url) == (302, "/")
    assert [place.name for place in communes_run_by(Person.unscoped.get(name="Lê Thị Nga"))] == ["Hưng Đạo"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"password": "ngắn"}, "10"), ({"commune": "99999"}, "99999")],
)
def test_what_is_wrong_is_said_and_nothing_is_left(reference, monkeypatch, wrong, says):
    with pytest.raises(CommandError, match=says):
        open_account(monkeypatch, **wrong)
    assert not Person.unscoped.filter(name="Lê Thị Nga").exists()


def test_a_name_is_taken_once(reference, monkeypatch):
    open_account(monkeypatch)
    with pytest.raises(CommandError, match="đã có người dùng"):
        open_account(monkeypatch, username="NGA")
