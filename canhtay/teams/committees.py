"""Steering committees and Project 06 groups of a province, district or commune: verbs, and who sees them.

Direction flows down: whoever works in a place sees the committees of the units above it, and of the units within his own reach.
A seat gives no rights; those are granted by name.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, history
from canhtay.core.history import Actor, subject_of
from canhtay.core.problems import Kind, Problem, require
from canhtay.core.vietnamese import nfc
from canhtay.people.models import Person
from canhtay.people.roles import Power, roles_with
from canhtay.people.scope import grants_of, units_reached
from canhtay.places.heirs import forebears_of, left_to
from canhtay.places.models import Place, Placement, on
from canhtay.teams.choosing_rules import places_choosing_for
from canhtay.teams.models import Committee, Decision, Leaving, Seat

COMMITTEE_FOUNDED = history.declare("committee.founded", "kind", "name", "decision")
COMMITTEE_ENDED = history.declare("committee.ended", "until")
SEATED = history.declare("committee.seated", "person", "role", "post", "since")
UNSEATED = history.declare("committee.unseated", "person", "role", "because", "until")

HAS_A_COMMITTEE = Kind("has_a_committee", 409, n("%(place)s đã có một ban loại này. Xin mở ban ấy ra mà sửa."))
NO_COMMITTEE_HERE = Kind(
    "no_committee_here", 422, n("Ban Chỉ đạo lập ở tỉnh, thành phố và xã, phường, không ở %(place)s.")
)
SITS_ALREADY = Kind("sits_already", 409, n("%(name)s đang ở trong ban này rồi."))
COMMITTEE_OVER = Kind("committee_over", 409, n("%(name)s đã thôi hoạt động, nên không ghi người vào được nữa."))
STOOD_UP = Kind(
    "stood_up_already", 409, n("%(name)s đã được ghi thôi ở ban rồi, nên chưa ghi gì thêm. Xin mở lại trang của ban.")
)
ENDS_BEFORE_BEGUN = Kind(
    "committee_ends_before_begun", 422, n("%(what)s có từ ngày %(since)s; ngày cuối phải từ hôm ấy trở đi.")
)

RANK = Case(
    When(role=Seat.Role.HEAD, then=Value(0)),
    When(role=Seat.Role.DEPUTY, then=Value(1)),
    When(role=Seat.Role.STANDING, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)
TITLES: dict[str, dict[str, Any]] = {
    Committee.Kind.STEERING: dict(Seat.Role.choices),
    Committee.Kind.PROJECT_06: {
        Seat.Role.HEAD: _("Tổ trưởng"),
        Seat.Role.DEPUTY: _("Tổ phó"),
        Seat.Role.STANDING: _("Thành viên thường trực"),
        Seat.Role.MEMBER: _("Thành viên"),
    },
}
"""What its seats are called: a steering committee has a trưởng ban, a working group a tổ trưởng."""


@transaction.atomic
def found_committee(
    place: Place,
    kind: str,
    *,
    by: Actor,
    name: str = "",
    decision: Decision | None = None,
    since: date | None = None,
) -> Committee:
    """In force from `since` (today). Raises Problem(HAS_A_COMMITTEE), Problem(NO_COMMITTEE_HERE)."""
    require(place.kind != Place.Kind.GROUP, NO_COMMITTEE_HERE, place=str(place))
    name = nfc(name) or usual_name(place, kind)
    try:
        with transaction.atomic():
            committee = Committee.objects.create(
                place=place, kind=kind, name=name, decision=decision, valid_from=since or clock.today()
            )
    except IntegrityError as fault:
        raise Problem(HAS_A_COMMITTEE, place=str(place)) from fault
    number = decision.number if decision else ""
    _record(COMMITTEE_FOUNDED, committee, by, kind=kind, name=name, decision=number)
    return committee


@transaction.atomic
def seat(
    committee: Committee, person: Person, role: str, *, by: Actor, post: str = "", since: date | None = None
) -> Seat:
    """`post` is the office he or she holds, as written ("Chủ tịch UBND phường"). Raises Problem: COMMITTEE_OVER, SITS_ALREADY."""
    standing = Committee.objects.select_for_update().filter(pk=committee.pk, valid_until=None)
    require(standing.exists(), COMMITTEE_OVER, name=committee.name)
    since, post = since or clock.today(), nfc(post)
    try:
        with transaction.atomic():
            row = Seat.objects.create(committee=committee, person=person, role=role, post=post, valid_from=since)
    except IntegrityError as fault:
        raise Problem(SITS_ALREADY, name=person.name) from fault
    _record(SEATED, committee, by, person=str(person.pk), role=role, post=post, since=since.isoformat())
    return row


@transaction.atomic
def unseat(row: Seat, *, by: Actor, because: str = "", last_day: date | None = None) -> None:
    """The last day in the committee is `last_day` (yesterday). Raises Problem: STOOD_UP, ENDS_BEFORE_BEGUN."""
    require(
        Seat.objects.select_for_update().filter(pk=row.pk, valid_until=None).exists(), STOOD_UP, name=row.person.name
    )
    row.valid_until = _last_day(row.valid_from, row.person.name, last_day)
    row.left_because = because
    row.save(update_fields=["valid_until", "left_because"])
    told = {"person": str(row.person_id), "role": row.role, "because": because}
    _record(UNSEATED, row.committee, by, until=row.valid_until.isoformat(), **told)


@transaction.atomic
def end_committee(committee: Committee, *, by: Actor, last_day: date | None = None) -> None:
    """It and every seat still held end together. Raises Problem(ENDS_BEFORE_BEGUN)."""
    committee.valid_until = _last_day(committee.valid_from, committee.name, last_day)
    committee.save(update_fields=["valid_until"])
    for row in committee.seats.filter(valid_until=None).select_related("person", "committee"):
        # Seated only after the committee's last day: never in force.
        last = max(committee.valid_until, clock.day_before(row.valid_from))
        unseat(row, by=by, because=Leaving.ENDED, last_day=last)
    _record(COMMITTEE_ENDED, committee, by, until=committee.valid_until.isoformat())


def usual_name(place: Place, kind: str) -> str:
    return f"{Committee.Kind(kind).label} {place.label.lower()} {place.name}"


def committees_visible_to(person: Person) -> QuerySet[Committee]:
    """Those of the units within one's reach, of what these came from, and of the units above one's own places; ended ones too."""
    reached = list(units_reached(person, roles_with(Power.SEE_TEAMS)).values_list("pk", flat=True))
    here = Q(place__in=[*reached, *forebears_of(reached)]) | Q(place__in=units_above(person).values("pk"))
    return Committee.objects.filter(here).select_related("place", "decision").order_by("place__sort_key", "kind", "pk")


def committees_run_by(person: Person) -> QuerySet[Committee]:
    """Those whose seats this person fills: the city committee its province's, an officer the commune's, and what one that ended
    left open."""
    own = list(places_choosing_for(person).values_list("pk", flat=True))
    return committees_visible_to(person).filter(place__in=[*own, *left_to(own)])


def places_to_found_at(person: Person) -> QuerySet[Place]:
    """Where this person may still found one: not every kind is there yet."""
    standing = Count("committees", filter=Q(committees__valid_until=None))
    places = places_choosing_for(person).annotate(standing=standing)
    return places.filter(standing__lt=len(Committee.Kind)).order_by("kind", "sort_key")


def seats_of(committee: Committee, day: date | None = None) -> QuerySet[Seat]:
    """Who sits in it on a day, by role, then by given name."""
    return _in_order(committee.seats.filter(on(day or clock.today())))


def past_seats_of(committee: Committee, day: date | None = None) -> QuerySet[Seat]:
    """Who had left by that day; a seat that never came into force is left out."""
    gone = committee.seats.filter(valid_until__lt=day or clock.today(), valid_until__gte=F("valid_from"))
    return _in_order(gone, "-valid_until")


def units_above(person: Person) -> QuerySet[Place]:
    """The units in which the places of one's grants lie today: three storeys at most."""
    inside, own = Placement.objects.filter(on(clock.today())), grants_of(person).values("place")
    one = inside.filter(place__in=own).values("parent")
    two = inside.filter(place__in=one).values("parent")
    three = inside.filter(place__in=two).values("parent")
    return Place.objects.filter(Q(pk__in=one) | Q(pk__in=two) | Q(pk__in=three))


def _in_order(seats: QuerySet[Seat], *first: str) -> QuerySet[Seat]:
    rows = seats.select_related("person").annotate(rank=RANK)
    return rows.order_by(*first, "rank", "person__sort_key", "pk")


def _last_day(since: date, what: str, asked: date | None) -> date:
    """Ended the day before it began is allowed: it was never in force, as when a slip is mended the same day."""
    last = asked or clock.day_before(clock.today())
    require(last >= clock.day_before(since), ENDS_BEFORE_BEGUN, what=what, since=f"{since:%d/%m/%Y}")
    return last


def _record(event: str, committee: Committee, by: Actor, **details: Any) -> None:
    history.record(event, subject_of("committee", committee.pk), by=by, place=committee.place_id, **details)
