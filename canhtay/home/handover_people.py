"""Open matters of grants, sign-ins and phones."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.home.commune_rows import with_an_officer
from canhtay.home.handover_lines import Line, communes_of, groups_in, is_a_provinces, named_communes
from canhtay.people.grant_rules import ends_soon
from canhtay.people.models import Device, RoleGrant
from canhtay.people.roles import office_roles, title_at
from canhtay.people.rules import IN_TEAMS, not_over
from canhtay.people.second_factors import FACTORS, in_words, nobody_is_asked
from canhtay.places.models import Place, Succession, on
from canhtay.teams.phone_list import silence

SILENT = timedelta(days=14)
LIES = "person__appointments__team__group__placements"
NOT_A_TEAMS = set(IN_TEAMS) - {RoleGrant.Role.YOUTH}


def ending_grants(places: list[Place]) -> Iterator[Line]:
    here = Q(place__in=places) | Q(place__in=groups_in(places))
    grants = list(_grants().filter(ends_soon(), here).order_by("valid_until", "pk"))
    communes = communes_of(grant.place_id for grant in grants)
    for grant in grants:
        said = _("%(who)s, đến %(day)s") % {"who": _told(grant), "day": f"{grant.valid_until:%d/%m/%Y}"}
        yield Line(communes.get(grant.place_id, grant.place_id), said, reverse("grants") + "?state=soon")


def grants_on_ended_places(places: list[Place]) -> Iterator[Line]:
    """Of units that went into these."""
    gone = Succession.objects.filter(new__in=places, old__valid_until__lt=clock.today())
    into = dict(gone.order_by("-new").values_list("old", "new"))
    for grant in _grants().filter(not_over(), place__in=list(into)).order_by("person__sort_key", "pk"):
        yield Line(into[grant.place_id], _told(grant), reverse("person", args=[grant.person_id]))


def without_second_factor(places: list[Place]) -> Iterator[Line]:
    has_one = Authenticator.objects.filter(user=OuterRef("person__account"), type__in=FACTORS)
    held = _grants().filter(on(clock.today()), ~Exists(has_one), place__in=places, role__in=office_roles())
    told: set[tuple[object, int]] = set()
    for grant in held.filter(person__account__is_active=True).order_by("person__sort_key", "pk"):
        if (grant.person_id, grant.place_id) not in told:
            told.add((grant.person_id, grant.place_id))
            yield Line(grant.place_id, _told_later(grant), reverse_lazy("person", args=[grant.person_id]))


def communes_without_officer(places: list[Place]) -> Iterator[Line]:
    """A province's: nobody there can take lists in."""
    yield from named_communes(places, with_an_officer(places, clock.today()) if is_a_provinces(places) else ())


def silent_phones(places: list[Place]) -> Iterator[Line]:
    """Under the name of the first of its members in a team here."""
    name = _first_member(places).values("person__name")[:1]
    phones = _quiet().filter(pk__in=_members(places).values("device")).annotate(holder=Subquery(name))
    for phone in phones.order_by(F("last_contact_at").asc(nulls_first=True), "pk"):
        yield Line(None, f"{phone.holder}: {silence(phone.last_contact_at)}", reverse("phones"))


def silent_by_commune(places: list[Place]) -> dict[int, int]:
    """Where that member is."""
    commune = _first_member(places).values(f"{LIES}__parent")[:1]
    phones = _quiet().annotate(commune=Subquery(commune)).order_by().values_list("commune")
    return {key: n for key, n in phones.annotate(n=Count("pk")) if key}


def _quiet() -> QuerySet[Device]:
    since = clock.now() - SILENT
    return Device.objects.filter(
        Q(last_contact_at__lt=since) | Q(last_contact_at=None, enrolled_at__lt=since), revoked_at=None
    )


def _first_member(places: list[Place]) -> "QuerySet[Any, Any]":
    return _members(places).filter(device=OuterRef("pk")).order_by("pk", "person__appointments")


def _members(places: list[Place]) -> "QuerySet[Any, Any]":
    """Who uses a phone and is in a team here today."""
    today = clock.today()
    here = Q(on(today, "person__appointments__"), on(today, f"{LIES}__"), (f"{LIES}__parent__in", places))
    return Device.members.through.objects.filter(here)


def _grants() -> QuerySet[RoleGrant]:
    """With what a line tells of them alone: a city has hundreds, and unsealing each one's telephone number would take its time."""
    grants = RoleGrant.objects.exclude(role__in=NOT_A_TEAMS).select_related("person", "place")
    return grants.only("role", "valid_until", "person__name", "place__label", "place__name")


def _told(grant: RoleGrant) -> str:
    return f"{grant.person.name}, {title_at(grant.role, grant.place)}, {grant.place}"


_told_later = lazy(_told, str)  # a city's sheet only counts most of them


def _why_a_second_factor() -> str:
    said = in_words(has_one=False, in_office=True, nobody_is_asked=nobody_is_asked())
    return _("Lớp khóa thứ hai: %(said)s. Nhắc đăng nhập, hoặc đóng nếu không dùng.") % {"said": said}


why_a_second_factor = lazy(_why_a_second_factor, str)()
