"""Open matters of teams, lists and papers."""

from collections.abc import Iterator

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canhtay.core import clock
from canhtay.home.handover_lines import Line, commune_of_each_group, groups_in
from canhtay.places.models import Place, on
from canhtay.places.successions import waiting_groups
from canhtay.teams.models import Decision, RosterUpload, Standing, Team
from canhtay.teams.verdicts import verdict_told


def lists_not_taken_in(places: list[Place]) -> Iterator[Line]:
    waiting = RosterUpload.objects.filter(commune__in=places, imported_at=None).exclude(file=None)
    for upload in waiting.order_by("-sent_at", "pk"):
        yield Line(upload.commune_id, f"{upload.name}, {clock.local(upload.sent_at):%d/%m/%Y}", _import(upload))


def faulty_rows(places: list[Place]) -> Iterator[Line]:
    taken = RosterUpload.objects.filter(commune__in=places, imported_at__isnull=False, undone_at=None)
    for upload in taken.filter(figures__faulty__gt=0).order_by("-sent_at", "pk"):
        n = upload.figures["faulty"]
        said = ngettext("%(name)s: %(n)s dòng", "%(name)s: %(n)s dòng", n) % {"name": upload.name, "n": n}
        yield Line(upload.commune_id, said, _import(upload))


def without_side(places: list[Place]) -> Iterator[Line]:
    """Of each it is known where it may lie, not where it does, so it belongs to no commune."""
    communes = [place for place in places if place.kind == Place.Kind.COMMUNE]
    only = communes[0].pk if len(communes) == 1 else None
    for group in waiting_groups(communes):
        yield Line(only, str(group), reverse("sides"))


def leaderless(places: list[Place]) -> Iterator[Line]:
    communes = commune_of_each_group(places)
    for standing in _standings(places).filter(leaders=0):
        yield Line(communes[standing.team.group_id], standing.team.group.name, _team(standing.team))


def short_of_rule(places: list[Place]) -> Iterator[Line]:
    communes = commune_of_each_group(places)
    for standing in _standings(places).filter(fits=False):
        yield Line(communes[standing.team.group_id], _short(standing), _team(standing.team))


def draft_decisions(places: list[Place]) -> Iterator[Line]:
    drafts = Decision.objects.filter(place__in=places, issued_at=None, number="").exclude(drafted_at=None)
    for draft in drafts.order_by(F("drafted_at").desc(), "pk"):
        at = f"{clock.local(draft.drafted_at):%d/%m/%Y}" if draft.drafted_at else ""
        said = _("%(kind)s, soạn ngày %(day)s") % {"kind": draft.get_kind_display(), "day": at}
        yield Line(draft.place_id, said, reverse("decision", args=[draft.pk]))


def _standings(places: list[Place]) -> QuerySet[Standing]:
    in_force = Team.objects.filter(on(clock.today()), group__in=groups_in(places))
    rows = Standing.objects.filter(team__in=in_force.values("pk")).select_related("team__group")
    return rows.order_by("team__group__sort_key", "team")


def _short_words(standing: Standing) -> str:
    return f"{standing.team.group.name}: {verdict_told(standing).short}"


_short = lazy(_short_words, str)  # a city's sheet only counts them


def _import(upload: RosterUpload) -> str:
    return reverse("import", args=[upload.pk])


def _team(team: Team) -> str:
    return reverse("team", args=[team.pk])
