"""Groups that wait for a side, as people ask for them: by the commune they lay in, each with its team."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.home.todos import Todo
from canhtay.places.models import Place, Placement, SideAsked, Succession
from canhtay.places.reform.asking import askings_of
from canhtay.places.successions import waiting_groups
from canhtay.teams.models import Appointment, Team
from canhtay.teams.queries import members_of


@dataclass(frozen=True)
class Asked:
    """Which side asks for it; `is_mine`: whether the reader may take that back."""

    row: SideAsked
    is_mine: bool


@dataclass(frozen=True)
class Waiting:
    group: Place
    team: Team | None
    people: str
    """Of its team, in words."""
    asked: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Former:
    """A commune that was split, where its groups may have gone, and those that wait."""

    commune: Place
    sides: list[Place] = field(default_factory=list)
    groups: list[Waiting] = field(default_factory=list)


def todos_of_units(commune: Place) -> list[Todo]:
    """For the ward's first page: groups that wait for its word."""
    count = waiting_groups([commune]).count()
    if not count:
        return []
    title = ngettext("%(n)s tổ của phường cũ đợi chọn bên", "%(n)s tổ của phường cũ đợi chọn bên", count) % {"n": count}
    why = _("Nơi cũ đã chia. Tổ chưa chọn bên thì chưa ở trong sổ của phường, xã nào.")
    return [Todo(title, why, reverse("sides"), _("Chọn bên"))]


def formers_of(waiting: list[Place], own: Collection[int] = ()) -> list[Former]:
    """All groups of one former commune have the same sides. The number of questions does not grow with the list.

    `own`: askings the reader may take back.
    """
    left, teams, asked = _last_communes(waiting), _teams(waiting), _asked(waiting, own)
    sides = _sides(set(left.values()))
    formers: dict[int, Former] = {}
    for group in waiting:
        commune = left[group.pk]
        former = formers.setdefault(commune.pk, Former(commune, sides[commune.pk]))
        team, people = teams.get(group.pk, (None, ""))
        former.groups.append(Waiting(group, team, people, asked[group.pk]))
    return list(formers.values())


def _asked(waiting: list[Place], own: Collection[int]) -> dict[int, list[Asked]]:
    asked: dict[int, list[Asked]] = defaultdict(list)
    for row in askings_of(waiting):
        asked[row.group_id].append(Asked(row, row.pk in own))
    return asked


def _last_communes(groups: list[Place]) -> dict[int, Place]:
    rows = Placement.objects.filter(place__in=groups).select_related("parent").order_by("valid_from")
    return {row.place_id: row.parent for row in rows}


def _sides(communes: Iterable[Place]) -> dict[int, list[Place]]:
    sides: dict[int, list[Place]] = defaultdict(list)
    rows = Succession.objects.filter(old__in=communes).select_related("new")
    for row in rows.order_by("new__sort_key", "pk"):
        sides[row.old_id].append(row.new)
    return sides


def _teams(groups: list[Place]) -> dict[int, tuple[Team, str]]:
    teams = Team.objects.filter(group__in=groups, valid_until=None, kind=Team.Kind.COMMUNITY)
    people: dict[Team, list[Appointment]] = {team: [] for team in teams}
    for row in members_of(teams):
        people[row.team].append(row)
    return {team.group_id: (team, _in_words(rows)) for team, rows in people.items()}


def _in_words(rows: list[Appointment]) -> str:
    said = ngettext("Tổ có %(n)s người", "Tổ có %(n)s người", len(rows)) % {"n": len(rows)}
    leader = next((row.person.name for row in rows if row.role == Appointment.Role.LEADER), "")
    return said + ", " + (_("tổ trưởng là %(name)s") % {"name": leader} if leader else _("chưa có tổ trưởng"))
