"""Whatever reforms are carried out one after the other: undone from the last to the first, everything stands as before."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from canhtay.core import counts, indicators
from canhtay.core.problems import Problem
from canhtay.places.actions import NewGroup
from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.places.queries import commune_by_code, groups_of
from canhtay.places.reform.groups import merge_groups
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.moving import move_groups
from canhtay.places.reform.renaming import rename
from canhtay.places.reform.sides import choose_sides
from canhtay.places.reform.splitting import Part, split_commune
from canhtay.places.reform.undoing import undo_reform
from canhtay.places.reform.units import NewUnit
from canhtay.places.successions import sides_of, waiting_groups
from canhtay.places.tests.snapshots import snapshot
from canhtay.register.actions import NewDoor, add_alley, add_household
from testkit.places import open_group

pytestmark = [pytest.mark.mission("R1"), pytest.mark.both_databases]
FIRST = date(2026, 10, 1)
KINDS = ["merge", "split", "split", "rename", "move", "sides", "groups"]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 10**6).map(Random)), min_size=1, max_size=9)


class Rollback(Exception):
    pass


@given(STEPS)
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a story takes a tenth of a second: shrinking one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_undone_backwards_everything_stands_as_before(world, steps):
    try:
        with transaction.atomic():
            _story(world, steps)
            raise Rollback
    except Rollback:
        pass


def _story(world, steps) -> None:
    for number in range(4):
        commune = (world.hung_dao, world.duong_kinh)[number % 2]
        group = open_group(commune, f"Tổ {number}", label="Thôn", by=world.mai, since=FIRST)
        add_household(add_alley(group, "Ngõ 45", by=world.mai), NewDoor(str(number)), by=world.mai)
    open_group(commune_by_code("11689", LAST_BEFORE), "Tổ cũ", label="Thôn", by=world.mai, since=LAST_BEFORE)
    before, figures = snapshot(), _figures()
    done = []
    for turn, (step, random) in enumerate(steps):
        day = FIRST + timedelta(days=turn + 1)
        try:
            done.append(_carried_out(step, random, day, turn, world.mai))
        except Problem:
            continue  # a refusal leaves nothing behind, which the end shows
    for reform in reversed([reform for reform in done if reform]):
        undo_reform(reform, by=world.mai)
    assert snapshot() == before
    assert _figures() == figures == {name: counts.recounted(name) for name in indicators.REGISTRY}


def _figures() -> dict[str, dict]:
    return {name: counts.stored(name) for name in indicators.REGISTRY}


def _carried_out(step, random, day, turn, by):
    communes = _communes()
    one = communes[random.randrange(2)]
    two = random.choice([commune for commune in communes if commune != one])
    groups = list(groups_of(one))
    some = random.sample(groups, random.randint(min(1, len(groups)), len(groups)))
    new = NewUnit(f"Mới {turn}", "Phường", random.choice([one.code, f"9{turn:04}"]))
    match step:
        case "merge":
            old, into = random.choice([([one, two], new), ([one], two)])
            return merge_communes(old, into, day=day, by=by)
        case "split":
            return split_commune(one, [Part(new, tuple(some)), Part(two)], day=day, by=by)
        case "rename":
            place = random.choice([one, *groups])
            return rename(place, name=f"Tên {turn}", day=day, by=by)
        case "move":
            return move_groups(some, two, day=day, by=by)
        case "sides":
            waiting = list(waiting_groups(communes))
            return choose_sides({group: random.choice(sides_of(group)) for group in waiting}, by=by)
        case _:
            return merge_groups(some, random.choice([*groups, NewGroup(f"Gộp {turn}", "Thôn")]), day=day, by=by)


def _communes() -> list[Place]:
    """Those with groups, and two neighbours without."""
    now = Place.objects.filter(kind="commune", valid_until=None).order_by("pk")
    peopled = now.filter(contains__place__kind="group", contains__valid_until=None).distinct()
    return [*peopled, *now.filter(placements__parent__code="31").exclude(pk__in=peopled.values("pk"))[:2]]
