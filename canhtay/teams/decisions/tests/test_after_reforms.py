"""Papers when units are reformed: whose they are then, what stops undoing, what ends with a commune."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.core.problems import Problem
from canhtay.people.actions import add_person, grant_role
from canhtay.places.heirs import forebears_of, left_to
from canhtay.places.models import Place, Placement, Reform, Succession
from canhtay.places.queries import groups_of
from canhtay.places.reform.merging import merge_communes
from canhtay.places.reform.preview import preview
from canhtay.places.reform.sides import choose_sides
from canhtay.places.reform.splitting import Part, split_commune
from canhtay.places.reform.undoing import stops_undoing, undo_reform
from canhtay.places.reform.units import NewUnit
from canhtay.places.successions import sides_of, waiting_groups
from canhtay.teams.actions import appoint
from canhtay.teams.committees import found_committee, seat
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.decisions.tests.stories import OCTOBER, TODAY, another_team, issue
from canhtay.teams.decisions.withdrawing import withdraw_issue
from canhtay.teams.models import Committee, Decision, Team
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.aides import make_aides
from testkit.office import office_of, words
from testkit.queries import queries_of
from testkit.world import World

pytestmark = [pytest.mark.both_databases, pytest.mark.mission("R1"), pytest.mark.mission("R2")]

Kind = Decision.Kind
NOVEMBER = date(2026, 11, 1)
LAST_OF_OCTOBER = date(2026, 10, 31)


def merged(world: World, day: date = NOVEMBER) -> Reform:
    """Hưng Đạo into Dương Kinh, which is there already."""
    return merge_communes([world.hung_dao], world.duong_kinh, day=day, by=MACHINE)


def of_duong_kinh(world: World, number: str = "77") -> Decision:
    draft = draft_decision(world.duong_kinh, Kind.FOUND, [world.team], by=world.quang)
    return issue(world, draft, number=number)


# What stands in the way of undoing.


def test_a_decision_of_the_ward_it_came_to_stops_undoing_until_it_is_withdrawn(world):
    reform = merged(world)
    issued = of_duong_kinh(world)
    assert stops_undoing(reform) == ["Sau đó quyết định số 77/QĐ-UBND đã nêu tổ của Tổ dân phố Trà Khê 3."]
    with pytest.raises(Problem):
        undo_reform(reform, by=MACHINE)
    withdraw_issue(issued, by=world.quang)
    undo_reform(reform, by=MACHINE)
    assert set(groups_of(world.hung_dao)) == {world.tra_khe_3}


def test_so_does_one_over_a_group_whose_side_was_chosen(world):
    ward = NewUnit("Anh Dũng", "Phường", "11690")
    split_commune(world.hung_dao, [Part(ward), Part(world.duong_kinh)], day=NOVEMBER, by=MACHINE)
    reform = choose_sides({world.tra_khe_3: world.duong_kinh}, by=world.mai)
    of_duong_kinh(world)
    assert stops_undoing(reform) == ["Sau đó quyết định số 77/QĐ-UBND đã nêu tổ của Tổ dân phố Trà Khê 3."]


def test_a_decision_over_its_own_old_teams_stops_nothing(world):
    reform = merged(world)
    issue(world, draft_decision(world.duong_kinh, Kind.FOUND, [world.sons_team], by=world.quang), number="77")
    assert stops_undoing(reform) == []


def test_who_was_given_a_part_there_since_stops_it_while_he_has_it(world):
    reform = merged(world)
    newcomer = add_person("Lý Thị Mới", by=MACHINE)
    grant_role(newcomer, "party", world.duong_kinh, by=MACHINE)
    assert stops_undoing(reform) == []
    appoint(world.team, newcomer, "member", by=world.quang)
    assert stops_undoing(reform) == ["Sau đó đã giao vai trò cho người ở Tổ dân phố Trà Khê 3."]


# What an ended commune left.


def test_the_ward_it_went_into_runs_its_draft_and_its_scans_and_withdraws(world):
    issued = issue(world, draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai), day=LAST_OF_OCTOBER)
    draft = draft_decision(world.hung_dao, Kind.CONSOLIDATE, [world.team], by=world.mai)
    quang = office_of(world.quang)
    addresses = [
        reverse(name, args=[paper.pk])
        for name, paper in (("decision", draft), ("attach-scan", issued), ("withdraw-decision", issued))
    ]
    assert [quang.get(url).status_code for url in addresses] == [404, 404, 404]
    merged(world)
    assert [quang.get(url).status_code for url in addresses] == [200, 200, 200]
    assert "Kiện toàn, soạn ngày 28/11/2026" in words(quang.get(reverse("handover")))
    assert "Trà Khê 3" in words(quang.get(reverse("decision-teams", args=[draft.pk])))
    withdraw_issue(issued, by=world.quang)
    assert world.team.decision_id is None


def test_an_ended_ward_signs_nothing_after_its_last_day(world):
    draft = draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)
    merged(world)
    with pytest.raises(Problem) as told:
        issue(world, draft)
    assert told.value.sentence == (
        "Phường Hưng Đạo chỉ còn đến hết ngày 31/10/2026. Văn bản ký sau ngày ấy xin soạn ở nơi nay nhận việc của nơi ấy."
    )
    assert issue(world, draft, day=LAST_OF_OCTOBER).number == "103/QĐ-UBND"


def test_a_draft_over_a_team_that_went_back_is_not_issued(world):
    reform = merged(world)
    draft = draft_decision(world.duong_kinh, Kind.FOUND, [world.team], by=world.quang)
    undo_reform(reform, by=MACHINE)
    with pytest.raises(Problem) as told:
        issue(world, draft)
    assert told.value.sentence.startswith("Trà Khê 3 không thuộc Phường Dương Kinh vào ngày ký")


def test_papers_fall_to_the_greater_share_and_go_on_to_its_heir(world):
    fourth = another_team(world, "Trà Khê 4").group
    another_team(world, "Trà Khê 5")
    ward = NewUnit("Anh Dũng", "Phường", "11690")
    parts = [Part(ward, (fourth, world.tra_khe_3)), Part(world.duong_kinh)]
    split_commune(world.hung_dao, parts, day=NOVEMBER, by=MACHINE)
    new = Place.objects.get(code="11690", valid_until=None)
    assert left_to([world.duong_kinh.pk]).get(world.hung_dao.pk) is None
    assert left_to([new.pk])[world.hung_dao.pk] == new.pk
    merge_communes([new], world.duong_kinh, day=NOVEMBER + timedelta(days=1), by=MACHINE)
    assert left_to([world.duong_kinh.pk])[world.hung_dao.pk] == world.duong_kinh.pk
    assert {new.pk, world.hung_dao.pk} <= set(forebears_of([world.duong_kinh.pk]))


def test_where_nobody_took_more_every_side_may_reach_what_was_left(world):
    ward = NewUnit("Anh Dũng", "Phường", "11690")
    split_commune(world.hung_dao, [Part(ward), Part(world.duong_kinh)], day=NOVEMBER, by=MACHINE)
    new = Place.objects.get(code="11690", valid_until=None)
    assert left_to([new.pk])[world.hung_dao.pk] == new.pk
    assert left_to([world.duong_kinh.pk])[world.hung_dao.pk] == world.duong_kinh.pk


def test_everything_the_city_s_wards_of_before_left_has_an_heir(world):
    hai_phong = Place.objects.get(code="31", valid_until=None)
    communes = Place.objects.filter(placements__parent=hai_phong, placements__valid_until=None, kind="commune")
    keys = list(communes.values_list("pk", flat=True))
    gone = Succession.objects.filter(new__in=keys, old__kind="commune").values_list("old", flat=True)
    heirs = left_to(keys)
    assert len(set(gone)) > 300 and set(gone) <= set(heirs) and set(heirs.values()) <= set(keys)
    asked = [len(queries_of(lambda some=some: left_to(some))) for some in (keys[:1], keys)]
    assert max(asked) <= 6


def test_a_committee_ends_with_its_ward_is_read_after_it_and_stands_again_when_undone(world):
    committee, city = (
        found_committee(world.hung_dao, Committee.Kind.STEERING, by=world.mai, since=OCTOBER),
        make_aides(world).dung,
    )
    head = seat(committee, world.mai, "head", by=world.mai, since=OCTOBER)
    late = seat(committee, world.hoa, "member", by=world.mai, since=TODAY)
    reform = merged(world)
    for row in (committee, head, late):
        row.refresh_from_db()
    assert (committee.valid_until, head.valid_until, late.valid_until) == (
        LAST_OF_OCTOBER,
        LAST_OF_OCTOBER,
        clock.day_before(TODAY),
    )
    for person in (world.quang, city):
        assert office_of(person).get(reverse("committee", args=[committee.pk])).status_code == 200
    undo_reform(reform, by=MACHINE)
    for row in (committee, head, late):
        row.refresh_from_db()
    assert (committee.valid_until, head.valid_until, late.valid_until) == (None, None, None)
    assert (head.left_because, late.left_because) == ("", "")


def test_the_preview_counts_what_it_leaves(world):
    draft_decision(world.hung_dao, Kind.FOUND, [world.team], by=world.mai)
    found_committee(world.hung_dao, Committee.Kind.STEERING, by=world.mai)
    name, content, _ = roster_files.plain_xlsx()
    upload = send_roster(world.hung_dao, name, content, by=world.mai)
    seen = preview(merge_communes, [world.hung_dao], world.duong_kinh, day=NOVEMBER, by=MACHINE)
    assert [(tally.title, tally.n, tally.notes) for tally in seen.tallies if tally.title[:2] in ("Dự", "Da", "Ba")] == [
        ("Dự thảo quyết định để lại cho nơi nhận", 1, []),
        ("Danh sách đã gửi mà chưa ghi vào", 1, []),
        ("Ban Chỉ đạo, tổ công tác thôi cùng nơi ấy", 1, ["Ban Chỉ đạo chuyển đổi số phường Hưng Đạo"]),
    ]
    merged(world)
    assert office_of(world.quang).get(reverse("import", args=[upload.pk])).status_code == 200


# Whatever happens in whatever order.

STEPS = ["merge", "merge", "split", "side", "issue", "issue", "issue", "draft", "withdraw", "undo", "undo", "undo"]


class Rollback(Exception):
    pass


@example(
    [(step, Random(seed)) for seed in range(3) for step in ("merge", "issue", "undo", "split", "side", "issue", "undo")]
)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 10**6).map(Random)), min_size=6, max_size=12))
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_decision_is_in_force_over_a_team_that_went_elsewhere(world, steps):
    try:
        with transaction.atomic():
            another_team(world, "Trà Khê 4")
            another_team(world, "Trà Khê 5", ["Bùi Văn Sáu"])
            for turn, (step, random) in enumerate(steps):
                _try(
                    lambda step=step, random=random, turn=turn: DOES[step](random, OCTOBER + timedelta(turn + 1), turn)
                )
                assert _strays() == []
            raise Rollback
    except Rollback:
        pass


def _try(act: Callable[[], object]) -> None:
    """A refusal is an answer."""
    try:
        with transaction.atomic():
            act()
    except Problem:
        return


def _strays() -> list[tuple[str, str]]:
    """Teams whose paper is of a commune in which they lie neither themselves nor by its heirs; who waits, where its sides are."""
    held = Team.objects.filter(valid_until=None, decision__issued_at__isnull=False).select_related("decision", "group")
    found = []
    for team in held:
        now = Placement.objects.filter(place=team.group, valid_until=None).values_list("parent", flat=True)
        communes = [*now] or [side.pk for side in sides_of(team.group)]
        if team.decision and team.decision.place_id not in {*communes, *forebears_of(communes)}:
            found.append((str(team), team.decision.number))
    return found


def _wards(random: Random) -> list[Place]:
    """Those with groups, in any order, and two neighbours without."""
    now = Place.objects.filter(kind="commune", valid_until=None, placements__parent__code="31").order_by("pk")
    wards = list(now.filter(contains__place__kind="group", contains__valid_until=None).distinct())
    random.shuffle(wards)
    return [*wards, *now.exclude(pk__in=[ward.pk for ward in wards])[:2]]


def _merge(random: Random, day: date, turn: int) -> None:
    wards = _wards(random)
    into = wards[1] if random.random() < 0.7 else NewUnit(f"Mới {turn}", "Phường", f"9{turn:04}")
    merge_communes(wards[:1] if isinstance(into, Place) else wards[:2], into, day=day, by=MACHINE)


def _split(random: Random, day: date, turn: int) -> None:
    one, beside, *_others = _wards(random)
    known = [group for group in groups_of(one) if random.random() < 0.5]
    split_commune(one, [Part(NewUnit(f"Mới {turn}", "Phường", f"9{turn:04}"), tuple(known)), Part(beside)], day=day,
                  by=MACHINE)  # fmt: skip


def _side(random: Random, day: date, turn: int) -> None:
    waiting = list(waiting_groups(_wards(random)))
    choose_sides({group: random.choice(sides_of(group)) for group in waiting}, by=MACHINE)


def _draft(random: Random, day: date, turn: int) -> None:
    place = _wards(random)[0]
    teams = list(Team.objects.filter(group__in=groups_of(place), valid_until=None))
    kind = Kind.MERGE if len(teams) > 2 and random.random() < 0.2 else Kind.CONSOLIDATE
    draft_decision(place, kind, teams, by=MACHINE)


def _issue(random: Random, day: date, turn: int) -> None:
    """The newest draft, or one that has waited; on its ward's last day where that is over."""
    if random.random() < 0.5 or not Decision.objects.filter(issued_at=None).exists():
        _draft(random, day, turn)
    draft = random.choice(list(Decision.objects.filter(issued_at=None)))
    signed = random.choice([TODAY, draft.place.valid_until or day])
    issue_decision(draft, number=str(100 + turn), decided_on=signed, effective_on=random.choice([signed, TODAY]),
                   signer="Vũ Ký", signer_post="Chủ tịch", by=MACHINE)  # fmt: skip


def _withdraw(random: Random, day: date, turn: int) -> None:
    withdraw_issue(random.choice(list(Decision.objects.filter(issued_at__isnull=False)) or [Decision()]), by=MACHINE)


def _undo(random: Random, day: date, turn: int) -> None:
    for reform in Reform.objects.filter(undone_at=None)[: random.randint(1, 2)]:
        undo_reform(reform, by=MACHINE)


DOES = {"merge": _merge, "split": _split, "side": _side, "issue": _issue, "draft": _draft, "withdraw": _withdraw,
        "undo": _undo}  # fmt: skip
