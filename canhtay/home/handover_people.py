"""Open matters of grants, sign-ins and phones."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.home.handover_lines import Line, commune_of_each_group, groups_in
from canhtay.people.grant_rules import ends_soon
from canhtay.people.models import Device, RoleGrant
from canhtay.people.roles import RULES, office_roles
from canhtay.people.rules import IN_TEAMS, not_over
from canhtay.people.second_factors import FACTORS
from canhtay.places.models import Place, Succession, on
from canhtay.teams.models import Appointment
from canhtay.teams.phone_list import silence

SILENT = timedelta(days=14)
NOT_A_TEAMS = set(IN_TEAMS) - {RoleGrant.Role.YOUTH}


def ending_grants(places: list[Place]) -> Iterator[Line]:
    communes = commune_of_each_group(places)
    here = Q(place__in=places) | Q(place__in=groups_in(places))
    for grant in _grants().filter(ends_soon(), here).order_by("valid_until", "pk"):
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
            yield Line(grant.place_id, _told(grant), reverse("person", args=[grant.person_id]))


def silent_phones(places: list[Place]) -> Iterator[Line]:
    """By the first of its members in a team here. Put together in memory: databases join these four tables badly."""
    communes, since, told = commune_of_each_group(places), clock.now() - SILENT, set()
    groups = _group_of_each_member(list(communes))
    quiet = Q(device__last_contact_at__lt=since) | Q(device__last_contact_at=None, device__enrolled_at__lt=since)
    used = Device.members.through.objects.filter(quiet, device__revoked_at=None)
    rows = used.order_by(F("device__last_contact_at").asc(nulls_first=True), "device", "pk")
    for device, person, name, contact in rows.values_list(
        "device", "person", "person__name", "device__last_contact_at"
    ):
        if person in groups and device not in told:
            told.add(device)
            yield Line(communes[groups[person]], f"{name}: {silence(contact)}", reverse("phones"))


def _group_of_each_member(groups: Collection[int]) -> dict[UUID, int]:
    """Person → a group of these in whose team he or she is today."""
    rows = Appointment.objects.filter(on(clock.today()), team__group__in=groups).order_by("-pk")
    return dict(rows.values_list("person", "team__group"))


def _grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.exclude(role__in=NOT_A_TEAMS).select_related("person", "place")


def _told(grant: RoleGrant) -> str:
    return f"{grant.person.name}, {RULES[grant.role].title}, {grant.place}"
