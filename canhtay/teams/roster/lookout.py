"""What will become of a reading if it is taken in, said before it is: who is known already, where a former commune's groups
will lie. Reads only; the same matching that storing does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from canhtay.core.vietnamese import fold
from canhtay.places.actions import NewGroup
from canhtay.places.models import Place
from canhtay.places.queries import groups_of
from canhtay.places.successions import heir_of, successors_of, waiting_groups
from canhtay.teams.models import RosterUpload, Team
from canhtay.teams.roster.destination import known_groups, lying_of, same_name, since_of
from canhtay.teams.roster.matching import Record
from canhtay.teams.roster.shapes import Member, RosterReading
from canhtay.teams.roster.shapes import Team as ReadTeam


@dataclass
class Former:
    """A former commune's list: since when its groups stand there, where they lie now (`heir`) or between which sides they wait."""

    origin: Place
    since: date
    heir: Place | None
    sides: list[Place]
    opened: list[str] = field(default_factory=list)
    elsewhere: list[tuple[str, Place]] = field(default_factory=list)
    namesakes: list[str] = field(default_factory=list)

    @property
    def wait(self) -> bool:
        return self.heir is None and bool(self.opened)


class Lookout:
    def __init__(self, reading: RosterReading, upload: RosterUpload) -> None:
        self._reading, self._upload = reading, upload
        self._read = [team for team in reading.teams if team.group and team.members]
        self._lying = lying_of(upload, self._read)
        groups = known_groups(upload)
        self._record = Record(groups)
        teams = Team.objects.filter(group__in=groups, valid_until=None).select_related("group")
        self._teams: dict[UUID, Team] = {team.pk: team for team in teams}
        self._team_in = {team.group_id: team for team in teams if team.kind == Team.Kind.COMMUNITY}
        self._listed = _by_phone(self._read)

    def former(self) -> Former | None:
        origin = self._upload.origin
        if origin is None:
            return None
        opened = sorted({group.name for group in self._lying.groups.values() if isinstance(group, NewGroup)})
        return Former(
            origin,
            since_of(self._upload, self._reading.decision),
            heir_of(origin),
            [row.new for row in successors_of(origin)],
            opened,
            sorted(self._lying.elsewhere.items()),
            _namesakes(self._upload, opened),
        )

    def waiting(self) -> list[str]:
        """Groups that today's list would open though one so called, of a former commune, waits for its side."""
        if self._upload.origin:
            return []
        waiting = [group.name for group in waiting_groups([self._upload.commune])]
        new = {group.name for group in self._lying.groups.values() if isinstance(group, NewGroup)}
        return sorted(name for name in new if any(fold(name) == fold(one) and same_name(name, one) for one in waiting))

    def remark(self, member: Member, read: ReadTeam) -> str:
        """ "đã có ở tổ Trà Khê 3", or that somebody who left comes back; "" where there is nothing to say."""
        group = self._lying.groups.get(read.group)
        team = self._team_in.get(group.pk) if isinstance(group, Place) else None
        if team and self._record.held(team, member):
            return ""
        if team and self._record.left(team, member):
            return _("trước đã ở tổ này, nay trở lại")
        others = sorted({*self._known_elsewhere(member, team), *self._listed_elsewhere(member, read)})
        return _("đã có ở tổ %(groups)s") % {"groups": ", ".join(others)} if others else ""

    def _known_elsewhere(self, member: Member, team: Team | None) -> Iterable[str]:
        person = self._record.elsewhere(member)
        keys = self._record.teams_of(person) if person else set()
        return [self._teams[key].group.name for key in keys if key in self._teams and (not team or key != team.pk)]

    def _listed_elsewhere(self, member: Member, read: ReadTeam) -> Iterable[str]:
        same = self._listed.get((fold(member.name), member.phone), []) if member.phone else []
        return [group for group in same if group != read.group]


def _by_phone(read: list[ReadTeam]) -> dict[tuple[str, str], list[str]]:
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for team in read:
        for member in team.members:
            if member.phone:
                listed[fold(member.name), member.phone].append(team.group)
    return listed


def _namesakes(upload: RosterUpload, opened: list[str]) -> list[str]:
    """New groups of the former commune that will meet one of the same name here: that one did not come out of it."""
    there = [group.name for group in groups_of(upload.commune)]
    return [name for name in opened if any(fold(name) == fold(one) and same_name(name, one) for one in there)]
