"""What a reform of units means for teams. A team is never merged by it: that takes a decision of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from canhtay.core import clock, reforms
from canhtay.core.reforms import Carried, Part, Tally, Where
from canhtay.places.models import on
from canhtay.teams import actions
from canhtay.teams.actions import LEFT, TEAM_FOUNDED
from canhtay.teams.models import Appointment, Team


def count(where: Where) -> list[Tally]:
    today = clock.today()
    teams = Team.objects.filter(on(today), group__in=where.groups)
    people = Appointment.objects.filter(on(today), team__in=teams)
    return [Tally(_("Tổ"), teams.count()), Tally(_("Thành viên"), people.values("person").distinct().count())]


def carry(source: int, target: int) -> Carried:
    teams = Team.objects.filter(on(clock.today()), group=source).select_related("group")
    said = _(
        "%(team)s của %(group)s vẫn giữ nguyên trong hồ sơ, nhưng thành viên không còn thấy nhà nào cho đến khi có quyết định"
        " hợp nhất tổ."
    )
    return Carried(warnings=[said % {"team": team.label, "group": team.group} for team in teams.order_by("pk")])


def told(groups: list[int]) -> None:
    actions.tell(list(Team.objects.filter(on(clock.today()), group__in=groups).select_related("group")))


PART = reforms.declare(
    Part(
        "teams",
        20,
        count=count,
        carry=carry,
        told=told,
        stops={
            TEAM_FOUNDED: n("Sau đó đã lập tổ ở %(place)s."),
            LEFT: n("Sau đó đã có người thôi ở tổ của %(place)s."),
        },
        stops_below={TEAM_FOUNDED: n("Sau đó đã lập tổ ở %(place)s.")},
    )
)
