"""Open matters of teams, lists and papers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.home.handover_lines import Line, is_a_provinces, named_communes
from canhtay.places.heirs import left_to
from canhtay.places.models import Place, on
from canhtay.places.reform.asking import askings_of
from canhtay.places.successions import waiting_groups
from canhtay.teams.models import Decision, RosterUpload, Standing, Team
from canhtay.teams.queries import lists_waiting
from canhtay.teams.verdicts import verdict_told

LIES = "team__group__placements"


def lists_not_taken_in(places: list[Place]) -> Iterator[Line]:
    open_lists = RosterUpload.objects.filter(imported_at=None).exclude(file=None)
    whose = _papers_of(places, open_lists.filter(commune__valid_until__isnull=False))
    for upload in lists_waiting(whose):
        yield Line(whose[upload.commune_id], f"{upload.name}, {clock.local(upload.sent_at):%d/%m/%Y}", _import(upload))


def faulty_rows(places: list[Place]) -> Iterator[Line]:
    taken = RosterUpload.objects.filter(commune__in=places, imported_at__isnull=False, undone_at=None)
    for upload in taken.filter(figures__faulty__gt=0).order_by("-sent_at", "pk"):
        n = upload.figures["faulty"]
        said = ngettext("%(name)s: %(n)s dòng", "%(name)s: %(n)s dòng", n) % {"name": upload.name, "n": n}
        yield Line(upload.commune_id, said, _import(upload), n)


def communes_without_team(places: list[Place]) -> Iterator[Line]:
    """A province's: on a commune's own sheet there is no list of communes."""
    yield from named_communes(places, _with_a_team(places) if is_a_provinces(places) else ())


def _with_a_team(places: list[Place]) -> set[int]:
    today, lies = clock.today(), "group__placements"
    here = Q(on(today), on(today, f"{lies}__"), (f"{lies}__parent__in", places))
    teams = Team.objects.filter(here, kind=Team.Kind.COMMUNITY).order_by()
    return set(teams.values_list(f"{lies}__parent", flat=True).distinct())


def without_side(places: list[Place]) -> Iterator[Line]:
    """Of each it is known where it may lie, not where it does, so it belongs to no commune."""
    communes = [place for place in places if place.kind == Place.Kind.COMMUNE]
    only = communes[0].pk if len(communes) == 1 else None
    waiting = list(waiting_groups(communes))
    asked = dict(askings_of(waiting).values_list("group", "side__name"))
    said = _("%(group)s (%(side)s xin nhận)")
    for group in waiting:
        named = said % {"group": group, "side": asked[group.pk]} if group.pk in asked else str(group)
        yield Line(only, named, reverse("sides"))


def leaderless(places: list[Place]) -> Iterator[Line]:
    for standing in _in_order(_standings(places).filter(leaders=0)):
        yield Line(None, standing.team.group.name, _team(standing.team))


def leaderless_by_commune(places: list[Place]) -> dict[int, int]:
    return _by_commune(_standings(places).filter(leaders=0))


def short_of_rule(places: list[Place]) -> Iterator[Line]:
    for standing in _in_order(_standings(places).filter(fits=False)):
        yield Line(None, f"{standing.team.group.name}: {verdict_told(standing).short}", _team(standing.team))


def short_by_commune(places: list[Place]) -> dict[int, int]:
    return _by_commune(_standings(places).filter(fits=False))


def draft_decisions(places: list[Place]) -> Iterator[Line]:
    drafts = Decision.objects.filter(issued_at=None, number="").exclude(drafted_at=None)
    whose = _papers_of(places, drafts.filter(place__valid_until__isnull=False))
    for draft in drafts.filter(place__in=whose).order_by(F("drafted_at").desc(), "pk"):
        at = f"{clock.local(draft.drafted_at):%d/%m/%Y}" if draft.drafted_at else ""
        said = _("%(kind)s, soạn ngày %(day)s") % {"kind": draft.get_kind_display(), "day": at}
        yield Line(whose[draft.place_id], said, reverse("decision", args=[draft.pk]))


def _papers_of(places: list[Place], of_ended: QuerySet[Any]) -> dict[int, int]:
    """These places and the ended ones whose papers fell to them, each with the place that has them now.

    Who has the papers of all units that ever ended is asked only while some paper of theirs is open.
    """
    keys = [place.pk for place in places]
    return dict(zip(keys, keys, strict=True)) | (left_to(keys) if of_ended.exists() else {})


def _standings(places: list[Place]) -> QuerySet[Standing]:
    """Of the teams in these places."""
    today = clock.today()
    here = Q(on(today, "team__"), on(today, f"{LIES}__"), (f"{LIES}__parent__in", places))
    return Standing.objects.filter(here)


def _in_order(standings: QuerySet[Standing]) -> QuerySet[Standing]:
    return standings.select_related("team__group").order_by("team__group__sort_key", "team")


def _by_commune(standings: QuerySet[Standing]) -> dict[int, int]:
    return dict(standings.values_list(f"{LIES}__parent").annotate(n=Count("pk")).order_by())


def _import(upload: RosterUpload) -> str:
    return reverse("import", args=[upload.pk])


def _team(team: Team) -> str:
    return reverse("team", args=[team.pk])
