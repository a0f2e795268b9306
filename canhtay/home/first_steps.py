"""What a city does first. Each step ticks itself off by what is in the database; when all are done the list goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canhtay.core import clock
from canhtay.people.models import Person, RoleGrant
from canhtay.people.scope import grants_of
from canhtay.people.second_factors import factors_of
from canhtay.places.models import Place, Placement, on
from canhtay.teams.models import RosterUpload, RuleChosen

Words = str | Promise


@dataclass(frozen=True)
class Step:
    title: Words
    why: Words
    act: Words
    url: str
    done: bool


@dataclass(frozen=True)
class Declared:
    title: Words
    why: Words
    act: Words
    url: Callable[[Place], str]
    is_done: Callable[[Person, Place], bool]


def first_steps(person: Person) -> list[Step]:
    """For who directs a city, in order; empty for everybody else, and when nothing is left."""
    grant = grants_of(person).filter(role=RoleGrant.Role.CITY).select_related("place").order_by("pk").first()
    if grant is None:
        return []
    steps = [_step(one, person, grant.place) for one in STEPS]
    return [] if all(step.done for step in steps) else steps


def step_titles() -> list[str]:
    return [str(step.title) for step in STEPS]


def _step(one: Declared, person: Person, province: Place) -> Step:
    return Step(one.title, one.why, one.act, one.url(province), one.is_done(person, province))


def _has_second_factor(person: Person, _province: Place) -> bool:
    return factors_of(person.account).exists()


def _has_two_accounts(_person: Person, province: Place) -> bool:
    return _signing_in(RoleGrant.Role.CITY).filter(place=province).values("person").distinct().count() > 1


def _has_an_officer(_person: Person, province: Place) -> bool:
    return _signing_in(RoleGrant.Role.OFFICER).filter(place__in=_communes(province)).exists()


def _has_chosen(_person: Person, province: Place) -> bool:
    return RuleChosen.objects.filter(on(clock.today()), place=province).exists()


def _has_a_roster(_person: Person, province: Place) -> bool:
    taken = RosterUpload.objects.filter(imported_at__isnull=False, undone_at=None)
    return taken.filter(commune__in=_communes(province)).exists()


def _signing_in(role: str) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(on(clock.today()), role=role, person__account__is_active=True)


def _communes(province: Place) -> "QuerySet[Placement, Any]":
    return Placement.objects.filter(on(clock.today()), parent=province).values("place")


STEPS = [
    Declared(
        _("Thêm lớp khóa thứ hai cho tài khoản này"),
        _("Người khác biết mật khẩu cũng không vào được."),
        _("Thêm lớp khóa"),
        lambda province: reverse("begin-second-factor"),
        _has_second_factor,
    ),
    Declared(
        _("Mở tài khoản Ban Chỉ đạo cho một người nữa"),
        _("Để khi một người đi vắng hay mất máy, vẫn có người vào được."),
        _("Giao quyền"),
        lambda province: reverse("new-grant") + "?role=city",
        _has_two_accounts,
    ),
    Declared(
        _("Chọn quy định về thành phần tổ"),
        _("Mỗi tổ bao nhiêu người, gồm những ai: mọi tổ được soát theo quy định này."),
        _("Chọn quy định"),
        lambda province: reverse("composition", args=[province.pk]),
        _has_chosen,
    ),
    Declared(
        _("Mở tài khoản cán bộ cho một xã, phường"),
        _("Bắt đầu với một nơi, quen rồi hãy mở những nơi khác."),
        _("Giao quyền"),
        lambda province: reverse("new-grant") + "?role=officer",
        _has_an_officer,
    ),
    Declared(
        _("Cán bộ ở đó nạp danh sách các tổ đầu tiên"),
        _("Tệp Excel đang có, để nguyên; cán bộ đăng nhập rồi mở trang “Danh sách vào”."),
        "",
        lambda province: "",
        _has_a_roster,
    ),
]
