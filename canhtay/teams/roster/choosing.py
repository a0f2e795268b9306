"""What a person says before a list is taken in: what becomes of a team that is on record already, and who leads where two would.

Kept in the upload by the group's name: {"teams": {"Trà Khê 3": "replace"}, "leaders": {"Trà Khê 3": "list:0.7"}}.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from canhtay.teams.models import Appointment, RosterUpload
from canhtay.teams.roster.roles import LEADER, MEMBER
from canhtay.teams.roster.shapes import Member, RosterReading, Team

ADD, REPLACE, SKIP = "add", "replace", "skip"
BOTH = ""


@dataclass(frozen=True)
class Chosen:
    """Of one team. `leader`: the key of who leads; the others who would are members. BOTH: all as the list and the record say."""

    team: str = ADD
    leader: str = BOTH

    @property
    def replaces(self) -> bool:
        return self.team == REPLACE

    def members_of(self, read: Team) -> list[Member]:
        if not self.leader:
            return read.members
        return [
            replace(one, role=MEMBER) if one.role == LEADER and key_listed(one) != self.leader else one
            for one in read.members
        ]

    def unseats(self, row: Appointment) -> bool:
        return row.role == LEADER and key_known(row) != self.leader


AS_READ = Chosen()


def teams_taken(reading: RosterReading, upload: RosterUpload) -> list[Team]:
    """Those with a name and people, but for what was said to be passed over."""
    whole = [team for team in reading.teams if team.group and team.members]
    return [team for team in whole if chosen_for(upload, team.group).team != SKIP]


def chosen_for(upload: RosterUpload, group: str) -> Chosen:
    return Chosen(_said(upload, "teams").get(group, ADD), _said(upload, "leaders").get(group, BOTH))


def key_listed(member: Member) -> str:
    return f"list:{member.sheet}.{member.row}"


def key_known(row: Appointment) -> str:
    return f"record:{row.person_id}"


def _said(upload: RosterUpload, kind: str) -> Mapping[str, str]:
    said: Mapping[str, str] = upload.choices.get(kind, {})
    return said
