"""Who may change which units, and see and undo which changes: the city all of its own, an officer the own commune's groups."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from canhtay.people.models import Person, RoleGrant
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import communes_run_by, current_roles, groups_visible_to, places_reached, units_reached
from canhtay.places.models import Place, Placement, Reform, SideAsked
from canhtay.places.successions import sides_of, waiting_groups
from canhtay.teams.rules import teams_readable_by

REFORMERS = roles_with(Power.REFORM)
CITY = [RoleGrant.Role.CITY]


def reforms_units(person: Person) -> bool:
    """Whether changing units is this person's business at all."""
    return not set(REFORMERS).isdisjoint(current_roles(person))


def communes_reformed_by(person: Person) -> QuerySet[Place]:
    """Communes whose groups somebody may rename, move and merge."""
    return units_reached(person, REFORMERS).filter(kind=Place.Kind.COMMUNE).order_by("sort_key", "pk")


def groups_reformed_by(person: Person) -> QuerySet[Place]:
    """Residential groups of these communes; none that waits for a side."""
    return places_reached(person, REFORMERS).filter(kind=Place.Kind.GROUP)


def provinces_reformed_by(person: Person) -> QuerySet[Place]:
    """Provinces whose communes somebody may merge and split."""
    return units_reached(person, CITY).filter(kind=Place.Kind.PROVINCE).order_by("sort_key", "pk")


def may_reform(person: Person, place: Place) -> bool:
    """A group of one's commune; a commune itself only for the city."""
    if place.kind not in (Place.Kind.GROUP, Place.Kind.COMMUNE):
        return False
    roles = REFORMERS if place.kind == Place.Kind.GROUP else CITY
    return places_reached(person, roles).filter(pk=place.pk).exists()


def units_known_to(person: Person) -> QuerySet[Place]:
    """All official units, for they are public; of residential groups those whose teams one sees, and those that wait for one."""
    teams = teams_readable_by(person).order_by().values("group")
    known = Q(pk__in=teams) | Q(pk__in=groups_visible_to(person))
    return Place.objects.filter(~Q(kind=Place.Kind.GROUP) | known)


def groups_waiting_for(person: Person) -> QuerySet[Place]:
    """Groups without a side that may have come to one of somebody's communes."""
    return waiting_groups(list(communes_reformed_by(person)))


def may_say(person: Person, groups: Iterable[Place], side: Place) -> bool:
    """Whether somebody's word alone sends waiting groups there: a side gives away, it does not take; the city does both."""
    own = set(_keys(communes_reformed_by(person)))
    return all(own & {other.pk for other in sides_of(group) if other != side} for group in groups)


def askings_ended_by(person: Person) -> QuerySet[SideAsked]:
    """What the commune asked for whose officer one is; the city grants or leaves it, and takes nothing back in another's name."""
    return SideAsked.objects.filter(side__in=_keys(communes_run_by(person)), ended_at=None)


def reforms_seen_by(person: Person) -> QuerySet[Reform]:
    """Whatever changed in one's communes or one's province, whoever did it."""
    communes = _keys(communes_reformed_by(person))
    touched = Q(place__in=communes) | Q(touches__in=communes) | Q(touches__placements__parent__in=communes)
    received = Q(touches__successions__new__in=communes)
    seen = Reform.objects.filter(touched | received | _of_sides(communes) | _of_provinces(person)).order_by()
    return Reform.objects.filter(pk__in=seen.values("pk")).select_related("place")


def reforms_undone_by(person: Person) -> QuerySet[Reform]:
    """What one could have done oneself. An officer: changes of nothing but groups, in no commune but the own; and every word about
    a side of one's own, whoever said it: then the group waits again, and nobody has it."""
    communes = _keys(communes_reformed_by(person))
    units = Reform.touches.through.objects.filter(reform=OuterRef("pk")).exclude(place__kind=Place.Kind.GROUP)
    elsewhere = Placement.objects.filter(place__touched_by=OuterRef("pk"), parent__valid_until=None)
    own_record = Q(place__in=communes)
    own_move = Q(~Exists(elsewhere.exclude(parent__in=communes)), kind=Reform.Kind.MOVE)
    own_side = _of_sides(communes)
    seen = reforms_seen_by(person).order_by().values("pk")
    of_groups = Q(~Exists(units), pk__in=seen) & (own_record | own_move | own_side)
    rows = Reform.objects.filter(of_groups | _of_provinces(person)).order_by()
    return Reform.objects.filter(pk__in=rows.values("pk"), undone_at=None).select_related("place")


def _of_sides(communes: list[int]) -> Q:
    """What was said of groups that might have come to one of these."""
    return Q(kind=Reform.Kind.SIDE, touches__placements__parent__successions__new__in=communes)


def _of_provinces(person: Person) -> Q:
    """In the record of a province, or of a commune that lies or lay in it."""
    provinces = _keys(provinces_reformed_by(person))
    return Q(place__in=provinces) | Q(place__placements__parent__in=provinces)


def _keys(places: QuerySet[Place]) -> list[int]:
    """Looked up first, so that what is built on them stays shallow."""
    return list(places.order_by().values_list("pk", flat=True))
