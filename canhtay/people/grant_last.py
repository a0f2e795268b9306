"""The door that must not fall shut: who directs the city can sign in. Only the machine itself may leave it without anybody."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop as n

from canhtay.core import clock
from canhtay.core.history import MACHINE, Actor
from canhtay.core.problems import Kind, require
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place, on

LAST_CITY_ACCOUNT = Kind(
    "last_city_account",
    409,
    n(
        "%(name)s là người cuối cùng đăng nhập được cho %(place)s. Xin giao vai Ban Chỉ đạo cho một người nữa, "
        "mở tài khoản cho người ấy, rồi hãy làm việc này."
    ),
)


def keep_one_after(grant: RoleGrant, *, by: Actor) -> None:
    """Before a grant ends. Raises Problem(LAST_CITY_ACCOUNT)."""
    holds = grant.valid_from <= clock.today() and (grant.valid_until is None or grant.valid_until >= clock.today())
    if grant.role == RoleGrant.Role.CITY and holds and by.pk != MACHINE.pk:
        _keep(grant.person, grant.place, grant.valid_until)


def keep_one_without(person: Person, *, by: Actor) -> None:
    """Before a sign-in is closed. Raises Problem(LAST_CITY_ACCOUNT)."""
    held = RoleGrant.objects.filter(on(clock.today()), person=person, role=RoleGrant.Role.CITY)
    for grant in held.select_related("place") if by.pk != MACHINE.pk else []:
        _keep(person, grant.place, None)


def _keep(person: Person, place: Place, until: date | None) -> None:
    """Somebody else who can sign in stays at least as long as this one would have."""
    longer = Q(valid_until=None) | Q(valid_until__gte=until) if until else Q(valid_until=None)
    # Locked together, so that two who end each other's grants do not both see the other one stay.
    list(RoleGrant.objects.select_for_update().filter(role=RoleGrant.Role.CITY, place=place).order_by("pk"))
    others = RoleGrant.objects.filter(on(clock.today()), longer, role=RoleGrant.Role.CITY, place=place)
    stays = others.filter(person__account__is_active=True).exclude(person=person)
    require(stays.exists(), LAST_CITY_ACCOUNT, name=person.name, place=str(place))
