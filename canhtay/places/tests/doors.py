"""What a reform of groups takes along: doors that were visited, and the figures that tell of them."""

from canhtay.core import clock, counts, ids, indicators, search
from canhtay.places.models import Place
from canhtay.register.actions import DOOR
from canhtay.register.models import Alley, Household
from canhtay.rounds.actions import record_visits
from canhtay.rounds.deciding import Helped, Report
from canhtay.sync.answers import DONE
from testkit.world import World


def visited(world: World) -> None:
    """Bác Hòa was at bà Lan's door this evening and helped her with VNeID."""
    report = Report(
        visit=ids.new(), household=world.lans_door.pk, outcome="talked", by=world.hoa.pk, acted_at=clock.now(),
        come_back_on=None, note="", helped=(Helped(world.lan.pk, "vneid", "activated"),), device=None, seq=1, saw=0, saw_in=None,
    )  # fmt: skip
    [answer] = record_visits([report])
    assert answer == DONE


def rows() -> dict[str, list]:
    return {
        "alleys": list(Alley.unscoped.order_by("pk").values_list()),
        "doors": list(Household.unscoped.order_by("pk").values_list()),
        "search": sorted(search.find(DOOR, "", Place.objects.filter(kind="group").values_list("pk", flat=True))),
    }


def assert_figures_equal_recount() -> None:
    for name in indicators.REGISTRY:
        assert counts.stored(name) == counts.recounted(name), name
