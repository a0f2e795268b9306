"""What a reform of units means for teams. A team is never merged by it: that takes a decision of its own."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, reforms
from canhtay.core.models import Event
from canhtay.core.reforms import Carried, Json, Part, Tally, Where
from canhtay.places.models import Place, Placement, on
from canhtay.teams import actions
from canhtay.teams.actions import LEFT, TEAM_FOUNDED
from canhtay.teams.decisions.issuing import ISSUED
from canhtay.teams.models import (
    Appointment,
    Committee,
    Decision,
    DecisionTeam,
    Leaving,
    RosterUpload,
    Seat,
    Team,
)


def count(where: Where) -> list[Tally]:
    today = clock.today()
    teams = Team.objects.filter(on(today), group__in=where.groups)
    people = Appointment.objects.filter(on(today), team__in=teams)
    found = [Tally(_("Tổ"), teams.count()), Tally(_("Thành viên"), people.values("person").distinct().count())]
    return [*found, *_left_by(where.ending)] if where.ending else found


def _left_by(units: list[int]) -> list[Tally]:
    """What these units leave to the one they go into, and what ends with them; nothing of which there is nothing."""
    drafts = Decision.objects.filter(place__in=units, issued_at=None, drafted_at__isnull=False)
    lists = RosterUpload.objects.filter(commune__in=units, imported_at=None).exclude(file=None)
    committees = Committee.objects.filter(place__in=units, valid_until=None).order_by("name", "pk")
    found = [
        Tally(_("Dự thảo quyết định để lại cho nơi nhận"), drafts.count()),
        Tally(_("Danh sách đã gửi mà chưa ghi vào"), lists.count()),
        Tally(_("Ban Chỉ đạo, tổ công tác thôi cùng nơi ấy"), committees.count(), [str(one) for one in committees]),
    ]
    return [tally for tally in found if tally.n]


def end_units(units: list[int], last_day: date) -> Json:
    """Their committees, with every seat: founded or seated only after that day, they were never in force."""
    committees = list(Committee.objects.filter(place__in=units, valid_until=None))
    for committee in committees:
        committee.valid_until = max(last_day, clock.day_before(committee.valid_from))
    Committee.objects.bulk_update(committees, ["valid_until"])
    seats = list(Seat.objects.filter(committee__in=committees, valid_until=None))
    for seat in seats:
        seat.valid_until, seat.left_because = max(last_day, clock.day_before(seat.valid_from)), Leaving.ENDED
    Seat.objects.bulk_update(seats, ["valid_until", "left_because"])
    return {"committees": [str(one.pk) for one in committees], "seats": [seat.pk for seat in seats]}


def resume_units(kept: Json) -> None:
    Committee.objects.filter(pk__in=kept["committees"]).update(valid_until=None)
    Seat.objects.filter(pk__in=kept["seats"]).update(valid_until=None, left_because="")


def built(event: int, groups: Mapping[int, str]) -> list[str]:
    """Decisions issued since, and not withdrawn, by the unit in which a team they name lies only through the reform."""
    issued = Event.objects.filter(pk__gt=event, name=ISSUED).values_list("subject", flat=True)
    keys = [int(subject.partition(":")[2]) for subject in issued]
    parents = Placement.objects.filter(place__in=groups, valid_until=None)
    lines = DecisionTeam.objects.filter(decision__in=keys, decision__issued_at__isnull=False, team__group__in=groups)
    theirs = lines.filter(team__group__placements__in=parents, team__group__placements__parent=F("decision__place"))
    said = _("Sau đó quyết định số %(number)s đã nêu tổ của %(place)s.")
    rows = theirs.order_by("decision__issued_at", "position").values_list("decision__number", "team__group")
    return [said % {"number": number, "place": groups[group]} for number, group in rows]


def carry(source: int, target: int) -> Carried:
    teams = Team.objects.filter(on(clock.today()), group=source).select_related("group")
    said = _(
        "%(team)s của %(group)s vẫn giữ nguyên trong hồ sơ, nhưng thành viên không còn thấy nhà nào cho đến khi có quyết định"
        " hợp nhất tổ."
    )
    return Carried(warnings=[said % {"team": team.label, "group": team.group} for team in teams.order_by("pk")])


def part(source: int, target: int, parts: Sequence[str]) -> Carried:
    """A team is not split by it either: the new group has none until one is founded, and people go there one by one."""
    groups = Place.objects.in_bulk([source, target])
    said = _(
        "%(new)s chưa có tổ công nghệ số: nhà ở đó chỉ phường, xã thấy cho đến khi nạp danh sách lập tổ. Thành viên vẫn ở tổ của "
        "%(old)s; ai sang tổ mới thì thêm vào tổ mới rồi ghi rời tổ cũ."
    )
    return Carried(warnings=[said % {"new": groups[target], "old": groups[source]}])


def told(groups: list[int]) -> None:
    actions.tell(list(Team.objects.filter(on(clock.today()), group__in=groups).select_related("group")))


PART = reforms.declare(
    Part(
        "teams",
        20,
        count=count,
        carry=carry,
        part=part,
        told=told,
        end_units=end_units,
        resume_units=resume_units,
        built=built,
        stops={
            TEAM_FOUNDED: n("Sau đó đã lập tổ ở %(place)s."),
            LEFT: n("Sau đó đã có người thôi ở tổ của %(place)s."),
        },
        stops_below={TEAM_FOUNDED: n("Sau đó đã lập tổ ở %(place)s.")},
    )
)
