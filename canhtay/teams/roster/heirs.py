"""Two imports of one commune may tell of the same people. When the one that made them is undone, the other inherits:
whom its list names stays and is its own from then on, and what it wrote over goes back to what was there before both.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from canhtay.teams.models import Appointment, ImportEffect, RosterUpload, Team
from canhtay.teams.roster.effects import APPOINTMENT, DECISION, GROUP, MET, PERSON, PERSON_NAMED, TEAM, TURNED, listed


class Heirs:
    """The other imports that stand in the commune, the oldest first, each with the people and places of its list."""

    def __init__(self, upload: RosterUpload) -> None:
        near = Q(commune=upload.commune_id)
        if upload.origin_id:
            near |= Q(origin=upload.origin_id)
        standing = RosterUpload.objects.filter(near).exclude(imported_at=None).exclude(pk=upload.pk)
        self._uploads = {row.pk: row for row in standing.order_by("imported_at", "pk")}
        self._people: dict[UUID, set[str]] = {key: set() for key in self._uploads}
        self._met: dict[UUID, set[str]] = {key: set() for key in self._uploads}
        self._made: set[str] = set()
        for row in ImportEffect.objects.filter(upload__in=self._uploads):
            self._note(row)

    def _note(self, row: ImportEffect) -> None:
        if row.kind in (PERSON, PERSON_NAMED):
            self._people[row.upload_id].update(json.loads(row.after))
        elif row.kind == MET:
            self._met[row.upload_id].update(json.loads(row.after))
        elif row.kind == APPOINTMENT:
            self._made.update(json.loads(row.after))
        elif row.kind == TURNED:
            self._made.add(str(json.loads(row.after)["begun"]))
            self._met[row.upload_id].add(row.object_id)  # also one that came to it when what lay between was undone

    def named(self, people: Iterable[str]) -> set[UUID]:
        return {UUID(key) for names in self._people.values() for key in names.intersection(people)}

    def met(self, places: Iterable[str]) -> set[str]:
        """Places in teams that another list says as well."""
        return {key for met in self._met.values() for key in met.intersection(places)}

    def made(self) -> set[str]:
        """Places in teams that other imports gave."""
        return self._made

    def hand_down(self, effect: ImportEffect, name: str, value: object) -> None:
        """Whoever found what this effect had written will put back, when undone, what this effect had found."""
        written = json.loads(effect.after)[name]
        over = ImportEffect.objects.filter(upload__in=self._uploads, kind=effect.kind, object_id=effect.object_id)
        for later in over:
            before = json.loads(later.before)
            if name in before and before[name] == written:
                later.before = json.dumps(before | {name: value})
                later.save(update_fields=["before"])

    def later_turn(self, place: int) -> ImportEffect | None:
        """The other import that ended this place because another role or office began."""
        return ImportEffect.objects.filter(upload__in=self._uploads, kind=TURNED, object_id=str(place)).first()

    def inherit(self, made: dict[str, list[str]]) -> None:
        """What is left of what an import made becomes the heirs': people and places by their lists, the rest by its people."""
        left: dict[tuple[UUID, str], set[str]] = defaultdict(set)
        for kind, said in ((PERSON, self._people), (APPOINTMENT, self._met)):
            for key in made[kind]:
                if heir := _first(said, {key}):
                    left[heir, kind].add(key)
        for team, people, papers in self._teams_left(made):
            if heir := _first(self._people, people):
                stood_on = {TEAM: {str(team.pk)}, GROUP: {str(team.group_id)}, DECISION: papers}
                for kind, keys in stood_on.items():
                    left[heir, kind] |= keys.intersection(made[kind])
        for (heir, kind), keys in left.items():
            self._add(heir, kind, keys)

    def _teams_left(self, made: dict[str, list[str]]) -> list[tuple[Team, set[str], set[str]]]:
        """Teams it made, and those whose people came by a decision it noted: with their people and the decisions."""
        people: dict[UUID, set[str]] = defaultdict(set)
        papers: dict[UUID, set[str]] = defaultdict(set)
        named = Appointment.objects.filter(decision__in=[int(key) for key in made[DECISION]]).values("team")
        teams = Team.objects.filter(Q(pk__in=made[TEAM]) | Q(pk__in=named))
        rows = Appointment.objects.filter(team__in=teams).values_list("team", "person", "decision", "team__decision")
        for team, person, *decisions in rows:
            people[team].add(str(person))
            papers[team].update(str(key) for key in decisions if key)
        return [(team, people[team.pk], papers[team.pk]) for team in teams]

    def _add(self, heir: UUID, kind: str, keys: set[str]) -> None:
        if not keys:
            return
        row = ImportEffect.objects.filter(upload=heir, kind=kind).first() or listed(self._uploads[heir], kind, [])
        row.after = json.dumps(sorted({*json.loads(row.after), *keys}))
        row.save()


def _first(said: dict[UUID, set[str]], keys: set[str]) -> UUID | None:
    return next((upload for upload, names in said.items() if names & keys), None)
