"""Who can be signed in as, from the demo's page and from the links the command prints, and what each of them sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canhtay.core.models import Fact
from canhtay.home.demo import visitor
from canhtay.home.demo.visitor import DEPUTY, LEADER, LEADERS_DESK, YOUTH, fact_of
from canhtay.people.models import Person

OFFICE_ROLES = {
    visitor.OFFICER: _("Cán bộ phường"),
    visitor.CITY: _("Ban Chỉ đạo thành phố"),
    visitor.TRAINER: _("Cán bộ tập huấn của Sở"),
    visitor.PARTY: _("Cấp ủy phường"),
    visitor.INSPECTOR: _("Người kiểm tra"),
    visitor.AUDITOR: _("Người soát nhật ký"),
    LEADERS_DESK: _("Tổ trưởng, bác Hòa"),
}
PHONE_ROLES = {LEADER: _("Tổ trưởng, bác Hòa 66 tuổi"), DEPUTY: _("Tổ phó, bác Thu"), YOUTH: _("Thanh niên, cháu Minh")}
SEES = {
    visitor.OFFICER: _("Thấy các tổ của phường, từng ngõ từng nhà; lập tổ, soạn quyết định, kết nối máy."),
    visitor.CITY: _("Thấy mọi xã, phường bằng con số; giao quyền, đổi đơn vị; không thấy nhà ai."),
    visitor.TRAINER: _("Thấy tổ nào cần người, ai biết việc gì, cả thành phố; chỉ xem."),
    visitor.PARTY: _("Thấy các tổ, Ban Chỉ đạo, quyết định của phường; chỉ xem."),
    visitor.INSPECTOR: _("Thấy tổ nào đủ, tổ nào thiếu theo quy định, cả thành phố; chỉ xem."),
    visitor.AUDITOR: _("Thấy ai đã xem, đã sửa điều gì trong phường; không sửa được gì."),
    LEADERS_DESK: _("Thấy tổ mình: người, ngõ, nhà; không thấy tổ bên."),
    LEADER: _("Tối nay đi nhà nào, ghi lại ngay ở cửa, không cần mạng."),
    DEPUTY: _("Cùng danh sách nhà với tổ trưởng, trên máy của mình."),
    YOUTH: _("Đi cùng người lớn tuổi, làm phần máy; chỉ thấy tổ mình."),
}


@dataclass(frozen=True)
class Part:
    """One to sign in as."""

    role: str
    title: str | Promise
    sees: str | Promise


def person_of(role: str) -> Person:
    """Raises Person.DoesNotExist, as in a demo that was made before there was this role."""
    key = Fact.objects.filter(name=fact_of(role)).values_list("value", flat=True).first()
    if not key:
        raise Person.DoesNotExist(role)
    return Person.unscoped.get(pk=key)


def parts(roles: Iterable[str]) -> list[Part]:
    """Those of these roles that this database has somebody for, in their order."""
    roles = list(roles)
    names = set(Fact.objects.filter(name__in=map(fact_of, roles)).exclude(value="").values_list("name", flat=True))
    titles = OFFICE_ROLES | PHONE_ROLES
    return [Part(role, titles[role], SEES[role]) for role in roles if fact_of(role) in names]


def role_at_desk(person: Person) -> str:
    """The office role this person is signed in as; "" for nobody of the cast."""
    names = Fact.objects.filter(name__in=map(fact_of, OFFICE_ROLES), value=str(person.pk)).values_list(
        "name", flat=True
    )
    return next((role for role in OFFICE_ROLES if fact_of(role) in set(names)), "")
