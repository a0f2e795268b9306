"""A thousand broken copies of good files: each is refused by one sentence, or read into whole people only."""

import io
import random
import zipfile
from datetime import date
from itertools import cycle, islice

from canhtay.core.problems import Problem
from canhtay.teams.roster.reading import as_json, read_roster
from testkit import sheets
from testkit.roster_files import HEADER, MAKERS, ward_list

TODAY = date(2026, 11, 23)
JUNK = [
    "",
    None,
    "=1+1",
    "x" * 500,
    "\ufffd",
    -1,
    1e18,
    0.5,
    True,
    date(1905, 5, 11),
    "Tổng cộng",
    "TDP",
    "tổ",
    "(",
    "1/0",
    "I",
    "ký tên",
]


def test_seven_hundred_damaged_files():
    originals = [make()[:2] for make in MAKERS.values()] + [ward_list(5)[:2]]
    for seed, (name, data) in enumerate(islice(cycle(originals), 700)):
        rng = random.Random(seed)
        broken = _damaged_inside(data, rng) if data[:2] == b"PK" and rng.random() < 0.7 else _damaged(data, rng)
        _is_refused_or_whole(name, broken, seed)


def test_three_hundred_shuffled_tables():
    rows = [["DANH SÁCH TỔ CNSCĐ TDP SỐ 5"], HEADER, *_people()]
    for seed in range(300):
        rng = random.Random(seed)
        table = [_shuffled(list(row), rng) for row in rows]
        rng.random() < 0.3 and rng.shuffle(table)
        write = [sheets.delimited, lambda t: sheets.xlsx({"S": t}), lambda t: sheets.ods({"S": t})][seed % 3]
        _is_refused_or_whole("a", write(table), seed)


def _is_refused_or_whole(name: str, data: bytes, seed: int) -> None:
    try:
        answer = as_json(read_roster(name, data, today=TODAY))
    except Problem as refused:
        assert refused.sentence and "%(" not in refused.sentence, seed
        return
    for team in answer["teams"]:
        assert isinstance(team["group"], str)
        for member in team["members"]:
            assert set(member) == {"name", "gender", "birth_year", "role", "phone"}, seed
            assert member["name"].strip() and not any(c.isdigit() for c in member["name"]), seed
            assert member["gender"] in ("M", "F", None) and member["role"] in ("leader", "deputy", "member"), seed
            assert member["birth_year"] is None or 1900 < member["birth_year"] <= TODAY.year, seed
            assert member["phone"] is None or (member["phone"].isdigit() and member["phone"][0] == "0"), seed
    assert all(problem["message"] and "%(" not in problem["message"] for problem in answer["problems"]), seed


def _damaged(data: bytes, rng: random.Random) -> bytes:
    harm = rng.randrange(4)
    if harm == 0:
        return data[: rng.randrange(len(data))]
    broken = bytearray(data)
    for _turn in range(rng.choice([1, 3, 20])):
        place = rng.randrange(len(broken) or 1)
        if not broken:
            break
        if harm == 1:
            broken[place] = rng.randrange(256)
        elif harm == 2:
            broken[place] ^= 1 << rng.randrange(8)
        else:
            broken[place : place + rng.randrange(1, 64)] = rng.randbytes(rng.randrange(64))
    return bytes(broken)


def _damaged_inside(data: bytes, rng: random.Random) -> bytes:
    """Harm to a part before it is packed, so that the check sums hold and the reader really meets it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = rng.choice(
        [name for name in parts if "heet" in name or "content" in name or "tring" in name] or list(parts)
    )
    return sheets.zipped(parts | {chosen: _damaged(parts[chosen] or b"x", rng)})


def _shuffled(row: list[object], rng: random.Random) -> list[object]:
    for _turn in range(rng.randrange(3)):
        if row:
            row[rng.randrange(len(row))] = rng.choice(JUNK)
    if rng.random() < 0.1:
        rng.shuffle(row)
    return row


def _people() -> list[list[object]]:
    return [
        [n, f"Nguyễn Thị Lan {given}", "Nữ", 1950 + n, "Thành viên", f"09123456{n:02}"]
        for n, given in enumerate(["Anh", "Bích", "Chi", "Dung", "Em"], 1)
    ]
