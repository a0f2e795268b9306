"""Office pages of a whole city, for each role: server time and number of queries.

    python -m bench.pages [--rounds N] [--teams N] [--households N] [--over MS] [--only WORDS]

Django's test client in one process with DEBUG off: from the request's first byte in the program to the page's last, middleware,
session, scope, queries and template included; no web server and no network. The first requests of each page are not counted.
`cpu` is what our process computed of it: with an embedded database all but waiting, beside PostgreSQL our half.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from bench import city, ground

WARM_UP = 2
OFFICES = {"city": "ban-chi-dao1", "trainer": "tap-huan1", "party": "cap-uy1", "inspector": "kiem-tra1"}
OFFICES |= {"auditor": "soat-nhat-ky1"}
IN_A_TEAM = ["leader", "deputy", "member", "youth"]


@dataclass(frozen=True)
class Asked:
    role: str
    page: str
    path: str


@dataclass(frozen=True)
class Measured:
    asked: Asked
    status: int
    ms: list[float]
    cpu_ms: list[float]
    queries: int

    @property
    def row(self) -> str:
        if self.status != 200:
            return f"| {self.asked.role} | {self.asked.page} | {self.status} | | | |"
        p95 = quantiles(self.ms, n=20)[-1]
        told = f"{median(self.ms):.0f} | {p95:.0f} | {median(self.cpu_ms):.0f} | {self.queries}"
        return f"| {self.asked.role} | {self.asked.page} | {told} |"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=50)
    asked.add_argument("--teams", type=int, default=3_790)
    asked.add_argument("--households", type=int, default=150_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--over", type=float, help="print the queries of pages whose median is over so many ms")
    asked.add_argument("--only", default="", help="only pages whose role and name contain this")
    said = asked.parse_args()
    began = time.monotonic()
    city.settle(said.teams, said.households, said.seed)
    print(f"city of {said.teams} teams, {said.households} doors: {time.monotonic() - began:.0f} s")
    print(f"| role | page, {ground.database()}, {said.rounds} rounds | median ms | p95 | cpu | queries |")
    print("|---|---|---|---|---|---|")
    from canhtay.core import clock  # noqa: PLC0415 - needs the settings

    with clock.stopped_at(city.EVENING):
        for one in _measured(said.rounds, said.only):
            print(one.row, flush=True)
            if said.over and one.status == 200 and median(one.ms) > said.over:
                _explain(one)
    print(f"\n{ground.machine()}")


def _measured(rounds: int, only: str) -> Iterator[Measured]:
    from testkit.office import office_of  # noqa: PLC0415 - needs the settings

    for role, person in _people().items():
        client = office_of(person)
        client.raise_request_exception = False  # a page that fails is said as 500, and the others are measured
        for one in _pages(role, person):
            if only in f"{one.role} {one.page}":
                yield _measure(client, one, rounds)


def _people() -> dict[str, Any]:
    """One of each role: the officer of the commune with most teams, and people of a team in it that keeps its hour."""
    from canhtay.people.models import Account, RoleGrant  # noqa: PLC0415

    people = {role: Account.objects.get(username=name).person for role, name in OFFICES.items()}
    people["officer"] = Account.objects.get(username=f"can-bo.{_largest().code}").person
    for role in IN_A_TEAM:
        grants = RoleGrant.objects.filter(role=role, valid_until=None, place__teams__slots__isnull=False)
        here = grants.filter(place__placements__parent=_largest(), place__placements__valid_until=None)
        people[role] = here.select_related("person").order_by("pk")[0].person
    return people


def _largest() -> Any:
    from django.db.models import Count  # noqa: PLC0415

    from canhtay.places.models import Place  # noqa: PLC0415

    communes = Place.objects.filter(kind=Place.Kind.COMMUNE, valid_until=None)
    return communes.annotate(groups=Count("contains__place__teams")).order_by("-groups", "pk")[0]


def _pages(role: str, person: Any) -> Iterator[Asked]:
    yield Asked(role, "first page", "/")
    yield Asked(role, "roster", "/roster/")
    yield Asked(role, "roster, filtered, by year, page 2", "/roster/?age=elder&role=member&sort=-birth&page=2")
    yield Asked(role, "roster, search", "/roster/?q=nguyen+lan")
    yield Asked(role, "teams", "/teams/")
    yield Asked(role, "teams, filtered, backwards, page 2", "/teams/?leader=yes&sort=-team&page=2")
    yield Asked(role, "teams, search", "/teams/?q=tra+khe")
    yield Asked(role, "units, search", "/units/?q=hung+dao%2C+hai+phong")
    yield from _supervision(role)
    yield from _field(role, person)


def _supervision(role: str) -> Iterator[Asked]:
    if role in OFFICES or role == "officer":
        yield Asked(role, "committees", "/committees/")
        yield Asked(role, "decisions", "/decisions/")
        yield Asked(role, "decisions, filtered, by day", "/decisions/?kind=found&sort=-decided&page=2")
    if role in {"city", "officer"}:
        yield Asked(role, "handover", "/handover/")
        yield Asked(role, "reforms", "/reforms/")
    if role in {"city", "officer", "auditor"}:
        yield Asked(role, "grants", "/grants/")
        yield Asked(role, "grants, search", "/grants/?q=nguyen")
        yield Asked(role, "audit", "/audit/")
        yield Asked(role, "audit, a year", "/audit/?days=365&page=2")
        yield Asked(role, "audit, search", "/audit/?q=nguyen+lan")


def _field(role: str, person: Any) -> Iterator[Asked]:
    from canhtay.people.scope import groups_with_doors_for  # noqa: PLC0415
    from canhtay.register.models import Household  # noqa: PLC0415
    from canhtay.teams.models import Team  # noqa: PLC0415
    from canhtay.teams.queries import teams_visible_to  # noqa: PLC0415

    team: Team | None = teams_visible_to(person).first()
    if team:
        yield Asked(role, "a team", f"/teams/{team.pk}/")
        yield Asked(role, "a member", f"/people/{team.appointments.order_by('pk')[0].person_id}/")
    group = groups_with_doors_for(person).order_by("pk").first()
    if group:
        door = Household.unscoped.filter(group=group, visits__isnull=False).order_by("pk").first()
        yield Asked(role, "a group's doors", f"/groups/{group.pk}/")
        yield Asked(role, "doors, search", f"/groups/{group.pk}/?q=lan")
        if door:
            yield Asked(role, "a door", f"/households/{door.pk}/")


def _measure(client: Any, asked: Asked, rounds: int) -> Measured:
    from testkit.queries import queries_of  # noqa: PLC0415

    for _ in range(WARM_UP):
        status = client.get(asked.path, follow=True).status_code
    if status != 200:
        return Measured(asked, status, [], [], 0)
    ms, cpu_ms = [], []
    for _ in range(rounds):
        cpu = time.process_time()
        ms.append(1000 * ground.timed(lambda: client.get(asked.path, follow=True)))
        cpu_ms.append(1000 * (time.process_time() - cpu))
    queries = queries_of(lambda: client.get(asked.path, follow=True))
    return Measured(asked, status, ms, cpu_ms, len(queries))


def _explain(one: Measured) -> None:
    """The slowest statements of the page, with the database's plan of the slowest."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from testkit.office import office_of  # noqa: PLC0415

    client = office_of(_people()[one.asked.role])
    with CaptureQueriesContext(connection) as captured:
        client.get(one.asked.path, follow=True)
    slowest = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))[:3]
    for query in slowest:
        print(f"    {query['time']} s  {query['sql'][:1500]}")


if __name__ == "__main__":
    main()
