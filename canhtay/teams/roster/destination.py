"""Where a list belongs: the commune that sends it, or the former commune it was made in; which groups it names, which are new.

A group of a former commune is opened there, so that history shows it there. Where that commune went wholly into today's, the
group is here by itself; where it was split, the group waits until the ward says on which side it lies.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from canhtay.core import clock
from canhtay.core.history import Actor
from canhtay.core.vietnamese import fold, sort_key
from canhtay.places.actions import NewGroup, open_groups
from canhtay.places.models import Place, Placement, on
from canhtay.places.paths import states_at
from canhtay.places.queries import groups_of
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.decisions import Decision
from canhtay.teams.roster.shapes import Team as ReadTeam

USUAL_LABEL, SPELT_OUT = "Tổ dân phố", {"TDP": "Tổ dân phố"}
# The groups' teams of a former commune are known from a list alone; the first were founded in 2022, most stood by then.
USUAL_SINCE = date(2024, 1, 1)


@dataclass(frozen=True)
class Lying:
    """A list's groups by the name it gives them; those that another commune answers for today are left to it."""

    groups: dict[str, Place | NewGroup]
    elsewhere: dict[str, Place]


def lying_of(upload: RosterUpload, read: Iterable[ReadTeam]) -> Lying:
    """Nothing is opened by this."""
    last_day = upload.origin.valid_until if upload.origin else None
    groups = _groups_named(_candidates(upload), last_day, read)
    known = [group for group in groups.values() if isinstance(group, Place)]
    lies_in = {row.place_id: row.parent for row in _placements(known)} if upload.origin else {}
    strange = {key: parent for key, parent in lies_in.items() if parent.pk != upload.commune_id}
    elsewhere = {
        name: strange[group.pk] for name, group in groups.items() if isinstance(group, Place) and group.pk in strange
    }
    return Lying({name: group for name, group in groups.items() if name not in elsewhere}, elsewhere)


def known_groups(upload: RosterUpload) -> list[Place]:
    """Every group of the commune, and of the former one those that lie in no other today."""
    here = {group.pk: group for group in groups_of(upload.commune)}
    if upload.origin:
        then = _candidates(upload)
        strange = {row.place_id for row in _placements(then) if row.parent_id != upload.commune_id}
        here |= {group.pk: group for group in then if group.pk not in strange}
    return list(here.values())


def opened(
    upload: RosterUpload, lying: Lying, names: Iterable[str], since: date, *, by: Actor
) -> tuple[dict[str, Place], list[Place]]:
    """The group for each of these names; those the record lacks are opened. Also: the new ones, known to `lying` from then on."""
    named = {name: lying.groups[name] for name in names if name in lying.groups}
    lacking = list(dict.fromkeys(held for held in named.values() if isinstance(held, NewGroup)))
    new = open_groups(upload.origin or upload.commune, lacking, by=by, since=since) if lacking else []
    made: dict[Place | NewGroup, Place] = dict(zip(lacking, new, strict=True))
    lying.groups.update({name: made[held] for name, held in lying.groups.items() if held in made})
    return {name: group for name in named if isinstance(group := lying.groups[name], Place)}, new


def since_of(upload: RosterUpload, decision: Decision | None) -> date:
    """Today; of a former commune's list the day of its decision, or the day that was said, within that commune's time."""
    origin = upload.origin
    if origin is None:
        return clock.today()
    said = date.fromisoformat(decision.date) if decision and decision.date else None
    if said is None or not _within(origin, said):
        said = upload.since or USUAL_SINCE
    return min(max(said, origin.valid_from), origin.valid_until or said)


def authority_of(upload: RosterUpload, decided_on: date | None) -> Place:
    """Whose decision a list names: a former commune's own where it was decided in its time."""
    origin = upload.origin
    return origin if origin and (decided_on is None or _within(origin, decided_on)) else upload.commune


def same_name(one: str, other: str) -> bool:
    """Of two names that fold alike: with the same marks, wherever the tone is put, or one of them typed without any."""
    return sort_key(one) == sort_key(other) or one.isascii() != other.isascii()


def _within(place: Place, day: date) -> bool:
    return place.valid_from <= day and (place.valid_until is None or day <= place.valid_until)


def _candidates(upload: RosterUpload) -> list[Place]:
    return list(groups_of(upload.origin, upload.origin.valid_until) if upload.origin else groups_of(upload.commune))


def _placements(groups: Iterable[Place]) -> list[Placement]:
    return list(Placement.objects.filter(on(clock.today()), place__in=list(groups)).select_related("parent"))


def _groups_named(there: list[Place], day: date | None, read: Iterable[ReadTeam]) -> dict[str, Place | NewGroup]:
    alike: dict[str, list[tuple[str, Place | NewGroup]]] = defaultdict(list)
    for name, group in _names_of(there, day):
        alike[fold(name)].append((name, group))
    found: dict[str, Place | NewGroup] = {}
    for team in read:
        same = alike[fold(team.group)]
        same.sort(key=lambda one: sort_key(one[0]) != sort_key(team.group))  # written alike first
        held = next((group for name, group in same if same_name(name, team.group)), None)
        if held is None:
            held = NewGroup(team.group, _label(team))
            same.append((team.group, held))
        found[team.group] = held
    return found


def _names_of(groups: list[Place], day: date | None) -> list[tuple[str, Place]]:
    """As they are called now, and as they were called when their former commune ended."""
    now = [(group.name, group) for group in groups]
    then = states_at(groups, day) if day else {}
    return now + [(then[group.pk].name, group) for group in groups if day and then[group.pk].name != group.name]


def _label(team: ReadTeam) -> str:
    """The word before the name; none where the name itself begins with it ("Thôn 2", "TDP 5")."""
    if team.label and fold(team.group).startswith(fold(team.label)):
        return ""
    return SPELT_OUT.get(team.label, team.label) or USUAL_LABEL
