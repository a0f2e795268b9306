"""Two imports of one commune may tell of the same people. When the one that made them is undone, the other inherits:
whom its list names stays and is its own from then on, and what it wrote over goes back to what was there before both.
"""

import json
from collections import defaultdict
from uuid import UUID

from canhtay.teams.models import Appointment, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.storing import DECISION, GROUP, PERSON, PERSON_NAMED, TEAM, listed


class Heirs:
    """The other imports that stand in the commune, the oldest first, each with the people of its list."""

    def __init__(self, upload: RosterUpload) -> None:
        standing = (
            RosterUpload.objects.filter(commune=upload.commune_id).exclude(imported_at=None).exclude(pk=upload.pk)
        )
        self._uploads = {row.pk: row for row in standing.order_by("imported_at", "pk")}
        self._people: dict[UUID, set[str]] = {key: set() for key in self._uploads}
        for row in ImportEffect.objects.filter(upload__in=self._uploads, kind__in=[PERSON, PERSON_NAMED]):
            self._people[row.upload_id].update(json.loads(row.after))

    def named(self, people: list[str]) -> set[UUID]:
        return {UUID(key) for names in self._people.values() for key in names.intersection(people)}

    def hand_down(self, effect: ImportEffect, name: str, value: object) -> None:
        """Whoever found what this effect had written will put back, when undone, what this effect had found."""
        written = json.loads(effect.after)[name]
        over = ImportEffect.objects.filter(upload__in=self._uploads, kind=effect.kind, object_id=effect.object_id)
        for later in over:
            before = json.loads(later.before)
            if name in before and before[name] == written:
                later.before = json.dumps(before | {name: value})
                later.save(update_fields=["before"])

    def inherit(self, made: dict[str, list[str]]) -> None:
        """What is left of what an import made becomes the heirs': people by their lists, the rest by the people in it."""
        left: dict[tuple[UUID, str], set[str]] = defaultdict(set)
        for person in made[PERSON]:
            if heir := self._heir_of({person}):
                left[heir, PERSON].add(person)
        for team, people in self._teams_left(made):
            if heir := self._heir_of(people):
                stood_on = {TEAM: str(team.pk), GROUP: str(team.group_id), DECISION: str(team.decision_id)}
                for kind, key in stood_on.items():
                    if key in made[kind]:
                        left[heir, kind].add(key)
        for (heir, kind), keys in left.items():
            self._add(heir, kind, keys)

    def _heir_of(self, people: set[str]) -> UUID | None:
        return next((key for key, names in self._people.items() if names & people), None)

    def _teams_left(self, made: dict[str, list[str]]) -> list[tuple[Team, set[str]]]:
        people: dict[UUID, set[str]] = defaultdict(set)
        teams = Team.objects.filter(pk__in=made[TEAM])
        for team, person in Appointment.objects.filter(team__in=teams).values_list("team", "person"):
            people[team].add(str(person))
        return [(team, people[team.pk]) for team in teams]

    def _add(self, heir: UUID, kind: str, keys: set[str]) -> None:
        row = ImportEffect.objects.filter(upload=heir, kind=kind).first() or listed(self._uploads[heir], kind, [])
        row.after = json.dumps(sorted({*json.loads(row.after), *keys}))
        row.save()
