"""Visits pushed by phones through the endpoint, whole verbs, against bare inserts of the rows that they left.

    python -m bench.push [--visits N] [--rounds N]

In one process and without a network: what is compared is our work per command, not a web server. The floor inserts the very rows
(visits, kept commands, receipts, events) by executemany, one transaction a batch of a hundred, into the same tables.
"""

import argparse
import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from bench import ground

BATCH = 100
TABLES = ["rounds_visit", "sync_keptcommand", "sync_receipt", "core_event"]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visits", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=5)
    said = asked.parse_args()
    ground.scratch_installation()
    ours, bare = measure(said.visits, said.rounds)
    ratio = ground.median([a / b for a, b in zip(ours, bare, strict=True)])
    print(f"| push of {said.visits} visits, batches of {BATCH} | {ground.database()} | median s | visits/s | ratio |")
    print("|---|---|---|---|---|")
    for title, seconds, times in (("endpoint, whole verb", ours, f"{ratio:.1f}×"), ("bare inserts", bare, "1")):
        rate = said.visits / ground.median(seconds)
        print(f"| {title} | | {ground.median(seconds):.2f} ({ground.spread(seconds)}) | {rate:,.0f} | {times} |")
    print(f"\n{ground.machine()}")


def measure(visits: int, rounds: int) -> tuple[list[float], list[float]]:
    phone = _phone()
    phone.client.get("/health")  # the addresses are loaded at the first request, which is not what is measured
    ours, bare = [], []
    for number in range(rounds):
        batches = phone.batches(number, visits)
        before = {table: _keys(table) for table in TABLES}
        ours.append(ground.timed(partial(phone.send_all, batches)))
        left = {table: _taken_out(table, before[table]) for table in TABLES}
        bare.append(ground.timed(partial(_insert, left)))
    return ours, bare


class _Phone:
    def __init__(self, headers: dict[str, str], member: str, territory: str, doors: list[str]) -> None:
        from django.test import Client  # noqa: PLC0415 - needs the settings

        self.client, self.headers, self.member, self.territory, self.doors = Client(), headers, member, territory, doors

    def batches(self, number: int, visits: int) -> list[dict[str, Any]]:
        from canhtay.core import clock, ids  # noqa: PLC0415

        now = clock.now().isoformat()
        commands = [
            {
                "id": str(ids.new()),
                "verb": "record_visit",
                "by": self.member,
                "seq": number * visits + place,
                "acted_at": now,
                "saw": {"territory": self.territory, "seq": 1},
                "args": {
                    "visit": str(ids.new()),
                    "household": self.doors[place % len(self.doors)],
                    "outcome": "talked",
                },
            }
            for place in range(visits)
        ]
        return [
            {"protocol": 1, "left": 0, "commands": commands[start : start + BATCH]} for start in range(0, visits, BATCH)
        ]

    def send_all(self, batches: list[dict[str, Any]]) -> None:
        for batch in batches:
            self.send(batch)

    def send(self, batch: dict[str, Any]) -> None:
        answer = self.client.post("/m/api/commands", batch, content_type="application/json", headers=self.headers)
        if {one["answer"] for one in answer.json()["answers"]} != {"applied"}:
            raise SystemExit(answer.content[:500])


def _phone() -> _Phone:
    from canhtay.core.history import MACHINE  # noqa: PLC0415
    from canhtay.people import devices  # noqa: PLC0415
    from canhtay.people.actions import add_person  # noqa: PLC0415
    from canhtay.places.queries import commune_by_code  # noqa: PLC0415
    from canhtay.register.actions import NewDoor, add_alley, add_households  # noqa: PLC0415
    from canhtay.teams.actions import appoint, found_team  # noqa: PLC0415
    from testkit.places import open_group  # noqa: PLC0415

    group = open_group(commune_by_code("11689"), "Trà Khê 3", label="Tổ dân phố", by=MACHINE)
    member = add_person("Nguyễn Văn Hòa", by=MACHINE)
    appoint(found_team(group, by=MACHINE), member, "leader", by=MACHINE)
    doors = add_households(add_alley(group, "Ngõ 45", by=MACHINE), [NewDoor(str(n)) for n in range(1, 401)], by=MACHINE)
    enrolment = devices.enrol(devices.invite(member, by=MACHINE).token, device_name="bench", source="bench")
    headers = {"Authorization": f"Bearer {enrolment.device.pk}.{enrolment.secret}"}
    return _Phone(headers, str(member.pk), str(group.territory_id), [str(door.pk) for door in doors])


def _keys(table: str) -> set[Any]:
    return {row[0] for row in _rows(f"SELECT {_key(table)} FROM {table}")}


def _taken_out(table: str, before: set[Any]) -> tuple[list[str], list[Sequence[Any]]]:
    """The rows a round left, as the database holds them; removed, so that the floor can insert them again."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        place = columns.index(_key(table))
        rows = [row for row in cursor.fetchall() if row[place] not in before]
        marks = [(row[place],) for row in rows]
        cursor.executemany(f"DELETE FROM {table} WHERE {_key(table)} = %s", marks)
    return columns, [[_plain(value) for value in row] for row in rows]


def _insert(left: dict[str, tuple[list[str], list[Sequence[Any]]]]) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    batches = max(len(rows) for _columns, rows in left.values()) // BATCH
    for number in range(batches):
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in left.items():
                marks = ", ".join(["%s"] * len(columns))
                part = rows[number * BATCH : (number + 1) * BATCH]
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", part)


def _plain(value: Any) -> Any:
    """A JSON column comes back parsed from PostgreSQL and goes in as text."""
    return json.dumps(value) if isinstance(value, dict) else value


def _key(table: str) -> str:
    return "command" if table == "sync_receipt" else "id"


def _rows(statement: str) -> list[Sequence[Any]]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


if __name__ == "__main__":
    main()
