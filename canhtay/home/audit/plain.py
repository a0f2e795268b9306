"""What an event keeps in a program's words, said in a neighbour's: roles, ways of signing in, kinds of file, columns, days."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from canhtay.people.roles import RULES
from canhtay.teams.models import Seat

Words = Mapping[str, str | Promise]

WAYS: Words = {
    "password": lazy("mật khẩu"),
    "code": lazy("mã của lớp khóa thứ hai"),
    "passkey": lazy("khóa của máy"),
    "city": lazy("cổng của thành phố"),
}
KINDS: Words = {
    "totp": lazy("mã trong điện thoại"),
    "webauthn": lazy("khóa của máy"),
    "recovery_codes": lazy("mã dự phòng"),
    "xlsx": "Excel",
    "csv": "CSV",
    "docx": "Word",
    "pdf": "PDF",
}
COLUMNS: Words = {
    "name": lazy("họ tên"),
    "gender": lazy("giới tính"),
    "birth_year": lazy("năm sinh"),
    "phone": lazy("điện thoại"),
}
ROLES: Words = {role: rule.title for role, rule in RULES.items()}
SEATS: Words = dict(Seat.Role.choices)


def in_plain_words(event: str, details: dict[str, Any]) -> dict[str, Any]:
    said = SAID | {"role": _one(SEATS)} if event.startswith("committee.") else SAID
    return {name: said[name](value) if name in said else value for name, value in details.items()}


def _each(words: Words) -> Callable[[list[str]], list[str]]:
    return lambda values: [str(words.get(value, value)) for value in values]


def _one(words: Words) -> Callable[[str], str]:
    return lambda value: str(words.get(value, value))


def _day(value: Any) -> str:
    day = str(value)
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if len(day) == 10 and day[4] == "-" else day


SAID: dict[str, Callable[[Any], Any]] = {
    "ways": _each(WAYS),
    "columns": _each(COLUMNS),
    "kind": _one(KINDS),
    "role": _one(ROLES),
    "since": _day,
    "until": _day,
}
