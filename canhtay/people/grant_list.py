"""The list of who holds what, where, from when until when, and how each one signs in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.people.grant_rules import (
    ends_soon,
    grants_changed_by,
    looked_after_among,
)
from canhtay.people.models import Account, RoleGrant
from canhtay.people.roles import RULES, office_roles, title_at
from canhtay.people.rules import IN_TEAMS, not_over, units_with_grants
from canhtay.people.second_factors import FACTORS, in_words, nobody_is_asked
from canhtay.places.models import on
from canhtay.web.tables import Choice, Column, Table, note_export
from canhtay.web.tables.columns import About
from canhtay.web.templatetags.look import moment, number

HOLDS, SOON, ENDED = "holds", "soon", "ended"
ROLES = [(role, rule.title) for role, rule in RULES.items() if role not in IN_TEAMS or role == RoleGrant.Role.YOUTH]


@dataclass(frozen=True)
class GrantRow:
    grant: RoleGrant
    account: Account | None
    factor: str
    """What is said of the second factor of an account."""
    has_factor: bool
    ends: bool
    """Whether the reader may end it; the two below likewise."""
    prolongs: bool
    opens: bool

    @property
    def role(self) -> str:
        return title_at(self.grant.role, self.grant.place)

    @property
    def soon(self) -> bool:
        return bool(self.grant.valid_until and 0 <= (self.grant.valid_until - clock.today()).days <= 30)

    @property
    def state(self) -> str:
        if self.account is None:
            return _("chưa có tài khoản") if RULES[self.grant.role].office else _("vào bằng điện thoại")
        if not self.account.is_active:
            return _("đã đóng")
        return _("đang mở")

    @property
    def tag(self) -> str:
        """The colour of that state."""
        if self.account is None:
            return "wait" if RULES[self.grant.role].office and self.grant.valid_until is None else ""
        return "done" if self.account.is_active and self.has_factor else "wait"

    @property
    def account_words(self) -> str:
        if self.account is None or not self.account.is_active:
            return ""
        factor = _("lớp khóa thứ hai: %(factor)s") % {"factor": self.factor}
        last = self.account.last_login
        seen = _("vào lần cuối %(at)s") % {"at": moment(last)} if last else _("chưa vào lần nào")
        return f"{factor}; {seen}"

    @property
    def in_file(self) -> str:
        return "; ".join(filter(None, [self.state, self.account_words]))


def with_accounts(grants: list[RoleGrant], about: About) -> Iterator[GrantRow]:
    keys, people = [grant.pk for grant in grants], {grant.person_id for grant in grants}
    accounts = {account.person_id: account for account in Account.objects.filter(person__in=people)}
    factors = set(
        Authenticator.objects.filter(user__person__in=people, type__in=FACTORS).values_list("user", flat=True)
    )
    ends = set(grants_changed_by(about["person"]).filter(pk__in=keys).values_list("pk", flat=True))
    opens = looked_after_among(about["person"], people)
    at_desks, nobody = _at_desks(people), nobody_is_asked()
    for grant in grants:
        account = accounts.get(grant.person_id)
        has_factor = account is not None and account.pk in factors
        factor = in_words(has_factor, grant.person_id in at_desks, nobody)
        yield GrantRow(
            grant,
            account,
            factor,
            has_factor,
            grant.pk in ends,
            grant.pk in ends and grant.person_id != about["person"].pk,
            grant.person_id in opens,
        )


def _at_desks(people: Collection[UUID]) -> set[UUID]:
    """Who of them works in an office today."""
    held = RoleGrant.objects.filter(on(clock.today()), person__in=people, role__in=office_roles())
    return set(held.values_list("person", flat=True))


def by_state(grants: QuerySet[RoleGrant], state: str) -> QuerySet[RoleGrant]:
    if state == ENDED:
        return grants.filter(valid_until__lt=clock.today())
    return grants.filter(ends_soon() if state == SOON else not_over())


def units_of(about: About) -> list[tuple[int, str]]:
    return [(place.pk, str(place)) for place in units_with_grants(about["person"]).order_by("sort_key", "pk")]


def counted(count: int) -> str:
    return ngettext("%(count)s quyền", "%(count)s quyền", count) % {"count": number(count)}


GRANTS = Table(
    columns=[
        Column(
            name="name",
            title=lazy("Ai"),
            value=lambda row: row.grant.person.name,
            order=("person__sort_key", "person"),
            link=lambda row: reverse("person", args=[row.grant.person_id]),
        ),
        Column(name="role", title=lazy("Vai"), value=lambda row: row.role, order=("role", "person__sort_key")),
        Column(name="place", title=lazy("Ở đâu"), value=lambda row: str(row.grant.place), order=("place__sort_key",)),
        Column(name="since", title=lazy("Từ"), value=lambda row: row.grant.valid_from, order=("valid_from",)),
        Column(
            name="until",
            title=lazy("Đến"),
            value=lambda row: row.grant.valid_until,
            order=("valid_until",),
            template="people/grants/until_cell.html",
        ),
        Column(
            name="account",
            title=lazy("Tài khoản"),
            value=lambda row: row.state,
            in_file=lambda row: row.in_file,
            template="people/grants/account_cell.html",
        ),
        Column(
            name="acts",
            title=lazy("Việc"),
            value=lambda row: None,
            page_only=True,
            template="people/grants/acts_cell.html",
            visible=lambda about: about["gives"],
        ),
    ],
    filters=[
        Choice(name="role", title=lazy("Vai"), choices=ROLES),
        Choice(name="place", title=lazy("Ở đâu"), choices=units_of),
        Choice(
            name="state",
            title=lazy("Còn hay hết"),
            choices=[
                (HOLDS, lazy("Đang giao")),
                (SOON, lazy("Hết hạn trong 30 ngày")),
                (ENDED, lazy("Đã thôi")),
            ],
            default=HOLDS,
            apply=by_state,
        ),
    ],
    search=("person__folded",),
    search_title=lazy("Tìm theo tên, không cần dấu"),
    sort="name",
    load=with_accounts,
    counted=counted,
    empty=lazy("Chưa giao quyền cho ai. Bấm “Giao quyền” ở trên để bắt đầu."),
    file_name="quyen-va-tai-khoan",
    on_export=note_export,
)
