"""What each role is for: where it may be held, what it sees and does there, which roles it may give out below. The one table.

A role reaches down the tree of places from where it was granted and never sideways; several roles of one person add up. Doors and
residents are seen only by those who go there or answer for it: direction, training and supervision see teams and figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canhtay.people.models import RoleGrant
from canhtay.places.models import Place

Role, Kind = RoleGrant.Role, Place.Kind


class Power(Enum):
    SEE_TEAMS = auto()  # teams, their people without telephone numbers, committees, decisions
    SEE_DOORS = auto()  # alleys, doors, residents
    RUN_TEAMS = auto()  # found, appoint, invite phones, see telephone numbers, import lists
    GRANT = auto()  # give out and end the roles of `grants`, renew sign-ins of those who hold them
    REFORM = auto()  # change the units themselves
    AUDIT = auto()  # who viewed or changed what


@dataclass(frozen=True)
class RoleRule:
    title: str | Promise
    held_in: frozenset[str]
    powers: frozenset[Power]
    grants: frozenset[str] = field(default_factory=frozenset)
    office: bool = True
    """Signs in at an office, so with a second factor."""
    for_a_time: bool = False
    """Never without a last day."""


P = Power
AIDES = frozenset({Role.PARTY, Role.INSPECTOR, Role.AUDITOR})
IN_A_GROUP = frozenset({Kind.GROUP})

RULES: dict[str, RoleRule] = {
    Role.CITY: RoleRule(
        _("Ban Chỉ đạo tỉnh, thành phố"),
        frozenset({Kind.PROVINCE}),
        frozenset({P.SEE_TEAMS, P.GRANT, P.REFORM, P.AUDIT}),
        AIDES | {Role.CITY, Role.TRAINER, Role.DISTRICT, Role.OFFICER},
    ),
    Role.TRAINER: RoleRule(
        _("Cán bộ tập huấn của Sở"), frozenset({Kind.PROVINCE, Kind.COMMUNE}), frozenset({P.SEE_TEAMS})
    ),
    Role.DISTRICT: RoleRule(_("Quận, huyện (đến 30/6/2025)"), frozenset({Kind.DISTRICT}), frozenset({P.SEE_TEAMS})),
    Role.OFFICER: RoleRule(
        _("Cán bộ phường, xã"),
        frozenset({Kind.COMMUNE}),
        frozenset({P.SEE_TEAMS, P.SEE_DOORS, P.RUN_TEAMS, P.GRANT, P.REFORM, P.AUDIT}),
        AIDES | {Role.YOUTH},
    ),
    Role.PARTY: RoleRule(_("Cấp ủy (chỉ xem)"), frozenset({Kind.PROVINCE, Kind.COMMUNE}), frozenset({P.SEE_TEAMS})),
    Role.INSPECTOR: RoleRule(
        _("Người kiểm tra"), frozenset({Kind.PROVINCE, Kind.COMMUNE}), frozenset({P.SEE_TEAMS}), for_a_time=True
    ),
    Role.AUDITOR: RoleRule(
        _("Người soát nhật ký (chỉ xem)"),
        frozenset({Kind.PROVINCE, Kind.COMMUNE}),
        frozenset({P.SEE_TEAMS, P.AUDIT}),
    ),
    Role.LEADER: RoleRule(_("Tổ trưởng"), IN_A_GROUP, frozenset({P.SEE_TEAMS, P.SEE_DOORS}), office=False),
    Role.DEPUTY: RoleRule(_("Tổ phó"), IN_A_GROUP, frozenset({P.SEE_TEAMS, P.SEE_DOORS}), office=False),
    Role.MEMBER: RoleRule(_("Thành viên"), IN_A_GROUP, frozenset({P.SEE_TEAMS, P.SEE_DOORS}), office=False),
    Role.YOUTH: RoleRule(_("Thanh niên tình nguyện"), IN_A_GROUP, frozenset({P.SEE_TEAMS, P.SEE_DOORS}), office=False),
}


def title_at(role: str, place: Place | None) -> str:
    """As it is called there: who directs a province is no committee of a city."""
    if role != Role.CITY or place is None:
        return str(RULES[role].title)
    return str(_("Ban Chỉ đạo tỉnh") if place.label == "Tỉnh" else _("Ban Chỉ đạo thành phố"))


def roles_with(*powers: Power) -> list[str]:
    """Roles that have all of these powers."""
    return [role for role, rule in RULES.items() if rule.powers.issuperset(powers)]


def office_roles() -> list[str]:
    return [role for role, rule in RULES.items() if rule.office]


def roles_granted_by(roles: Iterable[str]) -> set[str]:
    """What somebody with these roles may give out."""
    return {given for role in roles for given in RULES[role].grants}


def works_in_an_office(roles: Iterable[str]) -> bool:
    """Whether any of these roles signs in at an office, and so needs a second factor."""
    return any(RULES[role].office for role in roles)
