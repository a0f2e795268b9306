"""Which unit's page somebody begins with, and which others are his."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from canhtay.core import clock
from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import grants_of, units_reached
from canhtay.places.heirs import forebears_of
from canhtay.places.models import Place, on
from canhtay.places.paths import paths_at


def own_units(person: Person) -> list[Place]:
    """Provinces and communes one has a post at, first where one has most to do: the city committee's, an officer's, others'."""
    today, kinds = clock.today(), [Place.Kind.PROVINCE, Place.Kind.COMMUNE]
    posts = grants_of(person).filter(on(today, "place__"), role__in=roles_with(Power.SEE_TEAMS), place__kind__in=kinds)
    first = Case(
        When(role=RoleGrant.Role.CITY, then=Value(0)),
        When(role=RoleGrant.Role.OFFICER, then=Value(1)),
        When(place__kind=Place.Kind.PROVINCE, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = posts.annotate(first=first).order_by("first", "place__sort_key", "pk").select_related("place")
    return list(dict.fromkeys(row.place for row in rows))


def own_provinces(person: Person) -> list[int]:
    """By id: the provinces somebody has any post in, and those they came from."""
    held = [grant.place for grant in grants_of(person).select_related("place")]
    tops = {path[-1].pk for path in paths_at(held).values() if path[-1].kind == Place.Kind.PROVINCE}
    return sorted({*tops, *forebears_of(tops)})


def communes_seen_by(person: Person) -> QuerySet[Place]:
    """Communes whose page somebody may open: within reach of a post that sees teams."""
    return units_reached(person, roles_with(Power.SEE_TEAMS)).filter(kind=Place.Kind.COMMUNE)


def ended_posts(person: Person) -> QuerySet[RoleGrant]:
    """What somebody was charged with and is no more, the last first: its days are over, or the unit itself is."""
    today = clock.today()
    over = Q(valid_until__lt=today) | Q(place__valid_until__lt=today)
    rows = RoleGrant.objects.filter(over, person=person).select_related("place")
    return rows.order_by("-valid_until", "-valid_from", "-pk")
