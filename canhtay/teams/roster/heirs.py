"""Two imports of one commune may tell of the same people. When the one that made them is undone, the other inherits:
whom its list names stays and is its own from then on, and what it wrote over goes back to what was there before both.
"""

import json
from collections import defaultdict
from uuid import UUID

from canhtay.teams.models import Appointment, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.storing import DECISION, GROUP, PERSON, PERSON_NAMED, TEAM, listed


class Heirs:
    """The other imports that stand in the commune, the oldest first."""

    def __init__(self, upload: RosterUpload) -> None:
        standing = (
            RosterUpload.objects.filter(commune=upload.commune_id).exclude(imported_at=None).exclude(pk=upload.pk)
        )
        self._uploads = {row.pk: row for row in standing.order_by("imported_at", "pk")}
        rows = ImportEffect.objects.filter(upload__in=self._uploads, kind=PERSON_NAMED)
        self._named = {row.upload_id: set(json.loads(row.after)) for row in rows}

    def named(self, people: list[str]) -> set[UUID]:
        return {UUID(key) for names in self._named.values() for key in names.intersection(people)}

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
        """What is left of what an import made becomes the heirs'; the people one by one, the rest by whose people stand in it."""
        of_person = {
            UUID(key): heir for heir, names in reversed(self._ordered()) for key in names.intersection(made[PERSON])
        }
        left: dict[tuple[UUID, str], list[object]] = defaultdict(list)
        for key, heir in of_person.items():
            left[heir, PERSON].append(key)
        heir_of_team = {
            team: of_person[person]
            for team, person in Appointment.objects.filter(person__in=list(of_person)).values_list("team", "person")
        }
        for team in Team.objects.filter(pk__in=heir_of_team).select_related("group"):
            heir = heir_of_team[team.pk]
            stood_on: list[tuple[str, object]] = [(TEAM, team.pk), (GROUP, team.group_id), (DECISION, team.decision_id)]
            for kind, below in stood_on:
                if str(below) in made[kind] and below not in left[heir, kind]:
                    left[heir, kind].append(below)
        for (heir, kind), keys in left.items():
            self._add(heir, kind, keys)

    def _ordered(self) -> list[tuple[UUID, set[str]]]:
        return [(key, self._named[key]) for key in self._uploads if key in self._named]

    def _add(self, heir: UUID, kind: str, keys: list[object]) -> None:
        row = ImportEffect.objects.filter(upload=heir, kind=kind).first()
        if row is None:
            row = listed(self._uploads[heir], kind, [])
        row.after = json.dumps([*json.loads(row.after), *map(str, keys)])
        row.save()
