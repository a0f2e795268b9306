"""A residential group that was opened by mistake goes again, its team with it, while nothing stands on either."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import ForeignObjectRel, Model

from canhtay.core.history import Actor
from canhtay.core.problems import require
from canhtay.places.actions import GROUP_IN_USE, drop_group
from canhtay.places.models import Place, Placement
from canhtay.places.queries import territory_of
from canhtay.sync import journal
from canhtay.teams.models import Standing, Team


def is_unused(group: Place) -> bool:
    """No people, alleys, households, hours, decisions, reforms: asked of whatever points there, of packages above as well."""
    teams = list(Team.objects.filter(group=group))
    if any(team.decision_id or team.valid_until for team in teams):
        return False
    return not _stood_on(group, (Placement, Team)) and not any(_stood_on(team, (Standing,)) for team in teams)


def _stood_on(row: Model, apart_from: Collection[type[Model]]) -> bool:
    pointing = [one for one in row._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    asked = [(one.related_model, one.field.name) for one in pointing if one.related_model not in apart_from]
    return any(model._base_manager.filter(**{name: row}).exists() for model, name in asked)


@transaction.atomic
def drop_group_and_team(group: Place, *, by: Actor) -> None:
    """Raises Problem(GROUP_IN_USE)."""
    journal.lock([territory_of(group)])
    require(is_unused(group), GROUP_IN_USE, group=str(group))
    Team.objects.filter(group=group).delete()
    drop_group(group, by=by)
