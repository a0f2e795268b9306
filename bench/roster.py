"""A roster of 20,000 rows: read, checked and stored, against a bare read of the file plus one bulk insert of its rows.

python -m bench.roster [--rows N] [--rounds N]
"""

import argparse
import io

from bench import ground

# What an import writes, in an order in which nothing stands on what goes.
TABLES = [
    "teams_importeffect",
    "teams_rosterupload",
    "teams_standing",
    "teams_appointment",
    "people_rolegrant",
    "teams_team",
    "teams_decision",
    "people_person",
    "sync_change",
    "core_event",
]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=5)
    said = asked.parse_args()
    ground.scratch_installation()
    ours, bare = measure(said.rows, said.rounds)
    ratio = ground.median([a / b for a, b in zip(ours, bare, strict=True)])
    print("| roster of", said.rows, "rows |", ground.database(), "| median s | min–max | ratio |")
    print("|---|---|---|---|---|")
    print(f"| read, checked, stored | | {ground.median(ours):.2f} | {ground.spread(ours)} | {ratio:.1f}× |")
    print(f"| calamine's read + one bulk insert | | {ground.median(bare):.2f} | {ground.spread(bare)} | 1 |")
    print(f"\n{ground.machine()}")


def measure(rows: int, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each round, ours and the floor taken in turn; what a round stored is removed before the next, untimed."""
    from testkit.roster_files import big_list  # noqa: PLC0415 - needs the settings

    name, content = big_list(rows)[:2]
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(ground.timed(lambda: _import(name, content)))
        _clear()
        bare.append(ground.timed(lambda: _floor(content)))
        _clear()
    return ours, bare


def _import(name: str, content: bytes) -> None:
    from canhtay.core.history import MACHINE  # noqa: PLC0415
    from canhtay.places.queries import commune_by_code  # noqa: PLC0415
    from canhtay.teams.roster.reading import read_roster  # noqa: PLC0415
    from canhtay.teams.roster.storing import import_roster  # noqa: PLC0415
    from canhtay.teams.roster.uploads import upload_for_machine  # noqa: PLC0415

    upload = upload_for_machine(commune_by_code("11689"), name, by=MACHINE)
    figures = import_roster(read_roster(name, content), upload, by=MACHINE)
    if figures["faulty"]:
        raise SystemExit(f"the list should be good: {figures}")


def _floor(content: bytes) -> None:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    from canhtay.people.models import Person  # noqa: PLC0415

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    Person.unscoped.bulk_create(
        [Person(name=str(row[1])[:100], folded="", sort_key="") for row in rows if len(row) > 1]
    )


def _clear() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute(
            "DELETE FROM places_placement WHERE place_id IN (SELECT id FROM places_place WHERE kind = 'group')"
        )
        cursor.execute("DELETE FROM places_place WHERE kind = 'group'")


if __name__ == "__main__":
    main()
