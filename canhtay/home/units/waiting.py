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
    """Which side asks for it; whether the reader may take that back, and whether it comes there by the reader's yes."""

    row: SideAsked
    is_mine: bool
    is_granted: bool


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

    def many_granted(self) -> list[tuple[Place, list[int]]]:
        """Sides that ask for several groups which are the reader's to give, with the askings' ids: one yes for all of them."""
        asked: dict[Place, list[int]] = defaultdict(list)
        for one in (one for group in self.groups for one in group.asked if one.is_granted):
            asked[one.row.side].append(one.row.pk)
        return [(side, keys) for side, keys in asked.items() if len(keys) > 1]


def todos_of_units(commune: Place) -> list[Todo]:
    """For the ward's first page: groups that wait for its word, first those that another side asks for."""
    asked, silent, _own = _whose_word(commune)
    url = reverse("sides")
    todos = []
    if n := len(asked):
        title = ngettext("%(n)s tổ bên kia xin nhận, đợi trả lời", "%(n)s tổ bên kia xin nhận, đợi trả lời", n)
        why = _("Đồng ý thì tổ về bên ấy ngay; chưa đồng ý thì tổ vẫn đợi.")
        todos.append(Todo(title % {"n": n}, why, url, _("Xem lời xin")))
    if n := len(silent):
        title = ngettext("%(n)s tổ của phường cũ đợi chọn bên", "%(n)s tổ của phường cũ đợi chọn bên", n)
        why = _("Nơi cũ đã chia. Tổ chưa chọn bên thì chưa ở trong sổ của phường, xã nào.")
        todos.append(Todo(title % {"n": n}, why, url, _("Chọn bên")))
    return todos


def awaited_by(commune: Place) -> str:
    """What it asked for and others have to answer: nothing to do, but good to know. "" where there is none."""
    _asked, _silent, own = _whose_word(commune)
    said = ngettext("%(n)s tổ đợi bên kia trả lời", "%(n)s tổ đợi bên kia trả lời", len(own))
    return said % {"n": len(own)} if own else ""


def _whose_word(commune: Place) -> tuple[list[Place], list[Place], list[Place]]:
    """Groups that wait: asked for by another side; by nobody; by this commune alone."""
    waiting = list(waiting_groups([commune]))
    by: dict[int, set[int]] = defaultdict(set)
    for row in askings_of(waiting):
        by[row.group_id].add(row.side_id)
    theirs = [group for group in waiting if by[group.pk] - {commune.pk}]
    return theirs, [one for one in waiting if not by[one.pk]], [one for one in waiting if by[one.pk] == {commune.pk}]


def formers_of(waiting: list[Place], own: Collection[int] = (), communes: Collection[int] = ()) -> list[Former]:
    """All groups of one former commune have the same sides. The number of questions does not grow with the list.

    `own`: askings the reader may take back; `communes`: what the reader speaks for, as in `rights.may_say`.
    """
    left, teams, asked = _last_communes(waiting), _teams(waiting), _asked(waiting)
    sides = _sides(set(left.values()))
    given = {key: {side.pk for side in there} & set(communes) for key, there in sides.items()}
    formers: dict[int, Former] = {}
    for group in waiting:
        commune = left[group.pk]
        former = formers.setdefault(commune.pk, Former(commune, sides[commune.pk]))
        team, people = teams.get(group.pk, (None, ""))
        said = [Asked(row, row.pk in own, bool(given[commune.pk] - {row.side_id})) for row in asked[group.pk]]
        former.groups.append(Waiting(group, team, people, said))
    return list(formers.values())


def _asked(waiting: list[Place]) -> dict[int, list[SideAsked]]:
    asked: dict[int, list[SideAsked]] = defaultdict(list)
    for row in askings_of(waiting):
        asked[row.group_id].append(row)
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
