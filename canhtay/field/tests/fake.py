"""A server that speaks docs/sync.md and forgets nothing when killed, so the phone can be tested without the real one.

The phone's own pages, its hashed files and its security headers are the real ones; only the registers behind
/m/api/ are made up here. State is a JSON file: what a test reads is what a killed server would find again.
"""

import fcntl
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEAM, CATALOGUE = "0197a000-0000-7000-8000-00000000000a", "0197a000-0000-7000-8000-00000000000c"
HOA = {"id": "0197b000-0000-7000-8000-000000000001", "name": "Nguyễn Văn Hòa", "address": "bác", "role": "leader",
       "addressed": "", "by_age": "bác"}  # fmt: skip
MINH = {"id": "0197b000-0000-7000-8000-000000000002", "name": "Trần Quang Minh", "address": "cháu", "role": "member",
        "addressed": "", "by_age": "cháu"}  # fmt: skip
SATURDAY_EVENING = datetime(2026, 11, 28, 11, 40, tzinfo=UTC)  # 18:40 in Vietnam, an hour before the team meets


class Starter:
    """The process that has the program loaded and starts servers (fake_site.py)."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "canhtay.field.tests.fake_site"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def asked(self, *words: object) -> str:
        assert self.process.stdin and self.process.stdout
        print(*words, sep="\t", file=self.process.stdin, flush=True)
        told = self.process.stdout.readline()
        assert told, "the fake servers' process ended"
        return told.strip()

    def close(self) -> None:
        self.process.communicate()


class FakeServer:
    """What a test holds: the same face a fixture over the real server can have."""

    def __init__(self, folder: Path, starter: Starter) -> None:
        self.folder, self.starter = folder, starter
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.number = ""
        if not (folder / "state.json").exists():
            (folder / "state.json").write_text(json.dumps(first_state()))

    def start(self) -> None:
        self.number = self.starter.asked("start", self.folder, self.port)

    def kill(self) -> None:
        """With signal 9."""
        if self.number:
            self.starter.asked("kill", self.number)
            self.number = ""

    def invite(self, member: dict = HOA) -> tuple[str, str]:
        code, token = f"{secrets.randbelow(1_000_000):06}", secrets.token_urlsafe(12)
        with kept(self.folder) as state:
            state["invitations"].append({"code": code, "token": token, "member": member["id"]})
        return code, token

    def visits(self) -> list[dict]:
        return self.look("visits")

    def look(self, name: str) -> Any:
        with kept(self.folder) as state:
            return state[name]

    def set(self, **values: Any) -> None:
        with kept(self.folder) as state:
            state.update(values)

    def change(self, kind: str, id: str, data: dict | None, territory: str = TEAM) -> None:
        with kept(self.folder) as state:
            put(state, territory, kind, id, data)

    def release(self, line: str, *, broken: bool = False) -> None:
        """The next version of the program; a broken one names a file in its precache that is not there."""
        self.kill()
        overlay = self.folder / "overlay" / "field"
        overlay.mkdir(parents=True, exist_ok=True)
        app = (ROOT / "canhtay/field/static/field/app.js").read_text()
        (overlay / "app.js").write_text(f"{app}\n{line}\n")
        self.set(broken=broken)
        for old in (self.folder / "static").glob("staticfiles.json"):
            old.unlink()
        self.start()


@pytest.fixture(scope="session")
def starter() -> Iterator[Starter]:
    starter = Starter()
    yield starter
    starter.close()


@pytest.fixture
def phone_server(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, starter: Starter) -> Iterator[FakeServer]:
    hashed = tmp_path_factory.getbasetemp() / "hashed-static"  # gathered once a session
    if hashed.exists():
        shutil.copytree(hashed, tmp_path / "static", copy_function=os.link)
    server = FakeServer(tmp_path, starter)
    server.start()
    if not hashed.exists():
        shutil.copytree(tmp_path / "static", hashed)
    yield server
    server.kill()


@contextmanager
def kept(folder: Path) -> Iterator[dict]:
    path = folder / "state.json"
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = json.loads(path.read_text())
        yield state
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(state))
        os.replace(draft, path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# ---- The world


def first_state() -> dict:
    state: dict = {
        "territories": {TEAM: {"seq": 0, "objects": {}}, CATALOGUE: {"seq": 0, "objects": {}}},
        "invitations": [], "devices": {}, "receipts": {}, "visits": [], "posts": [], "refuse": {}, "fail": "",
        "moment": SATURDAY_EVENING.isoformat(), "began": time.time(), "members": [HOA, MINH], "broken": False,
        "lost": [],
    }  # fmt: skip
    put(state, TEAM, "team", uid(1), {
        "name": "Tổ công nghệ số cộng đồng Trà Khê 3", "label": "Tổ 3", "group": "Trà Khê 3",
        "slot": {"weekday": 6, "starts": "19:30", "minutes": 60, "place": "Nhà văn hóa Trà Khê 3"},
        "members": state["members"], "counts": {"households": 152, "opened": 118, "visits": 240},
    })  # fmt: skip
    put(state, TEAM, "alley", uid(10), {"name": "Ngõ 45", "order": 1})
    put(state, TEAM, "alley", uid(11), {"name": "Ngõ Đình Đông", "order": 2})
    for n, house in enumerate(houses()):
        put(state, TEAM, "household", uid(100 + n), {"order": n, "last_visit": None, "opened_on": None, **house})
    for n, reason in enumerate(reasons()):
        put(state, TEAM, "reason", uid(200 + n), {"due_on": "2026-11-20", "until": None, "sentence": "", **reason})
    for n, (code, name) in enumerate([("vneid", "VNeID"), ("bhxh", "Bảo hiểm xã hội"), ("dvc", "Dịch vụ công")]):
        steps = [{"code": "installed", "name": "đã cài"}, {"code": "activated", "name": "đã kích hoạt"},
                 {"code": "alone", "name": "tự làm được"}]  # fmt: skip
        put(state, CATALOGUE, "service", code, {"name": name, "pillar": "x", "order": n, "steps": steps})
    return state


def houses() -> list[dict]:
    lan = {"id": uid(301), "name": "Nguyễn Thị Lan", "gender": "F", "birth_year": 1956, "steps": {"vneid": "installed"}}
    minh = {"id": uid(302), "name": "", "gender": "M", "birth_year": 1984, "steps": {}}
    thuan = {"id": uid(303), "name": "Phạm Văn Thuận", "gender": "M", "birth_year": 1950, "steps": {}}
    named = [
        {"alley": uid(10), "number": "12/3A", "name": "Nhà bà Lan", "hint": "đối diện trạm y tế", "residents": [lan, minh]},
        {"alley": uid(10), "number": "7", "name": "Nhà ông Thuận", "hint": "", "residents": [thuan]},
        {"alley": uid(10), "number": "21", "name": "", "hint": "cổng xanh", "residents": []},
        {"alley": uid(11), "number": "3", "name": "Nhà cô Đào", "hint": "", "residents": []},
    ]  # fmt: skip
    return named + [
        {"alley": uid(11), "number": str(n), "name": "", "hint": "", "residents": []} for n in range(5, 29, 2)
    ]


def reasons() -> list[dict]:
    return [
        {"household": uid(102), "kind": "never_opened", "weight": 5},
        {"household": uid(101), "kind": "recall", "weight": 3, "sentence": "14 ngày trước đã cài, xem còn nhớ không"},
        {"household": uid(100), "kind": "come_back", "weight": 1, "due_on": "2026-11-28"},
        {"household": uid(103), "kind": "never_opened", "weight": 2},
    ]


def uid(n: int) -> str:
    return f"0197c000-0000-7000-8000-{n:012}"


def put(state: dict, territory: str, kind: str, id: str, data: dict | None) -> None:
    place = state["territories"][territory]
    place["seq"] += 1
    gone_or_data: dict = {"gone": True} if data is None else {"data": data}
    place["objects"][f"{kind} {id}"] = {"kind": kind, "id": id, "seq": place["seq"], **gone_or_data}


def moment(state: dict) -> datetime:
    return datetime.fromisoformat(state["moment"]) + timedelta(seconds=time.time() - state["began"])


# ---- The protocol: body and device in, status and answer out


def enrol(state: dict, body: dict, device: str | None) -> tuple[int, dict]:
    for invitation in state["invitations"]:
        if body.get("code") == invitation["code"] or body.get("token") == invitation["token"]:
            state["invitations"].remove(invitation)
            member = next(m for m in state["members"] if m["id"] == invitation["member"])
            if device:
                state["devices"][device]["members"].append(member["id"])
                return 200, {"device": device, "secret": None, "member": member}
            new, secret = f"0197d000-0000-7000-8000-{secrets.token_hex(6)}", secrets.token_urlsafe(12)
            state["devices"][new] = {"secret": secret, "members": [member["id"]]}
            return 200, {"device": new, "secret": secret, "member": member}
    return 422, {"code": "wrong_code", "sentence": "Sáu số này không đúng hoặc đã dùng rồi. Bác xem lại giúp."}


def feed(state: dict, body: dict, device: str) -> tuple[int, dict]:
    answers = []
    for id, territory in state["territories"].items():
        if id in state["lost"]:
            continue
        cursor = body["holds"].get(id, 0)
        cursor = 0 if cursor > territory["seq"] else cursor
        objects = sorted((o for o in territory["objects"].values() if o["seq"] > cursor), key=lambda o: o["seq"])
        more = len(objects) > 10  # small, so that every test pulls in several portions
        seq = objects[9]["seq"] if more else territory["seq"]
        answers.append({"id": id, "seq": seq, "more": more, "objects": objects[:10], "unknown": 1})
    mine = [m for m in state["members"] if m["id"] in state["devices"][device]["members"]]
    lost = [id for id in body["holds"] if id not in state["territories"] or id in state["lost"]]
    return 200, {"members": mine, "territories": answers, "lost": lost}


def commands(state: dict, body: dict, device: str) -> tuple[int, dict]:
    if len(body["commands"]) > state.get("most", 200):
        return 413, {"code": "too_large", "sentence": "Nhiều quá."}
    return 200, {"answers": [once(state, command) for command in body["commands"]]}


def once(state: dict, command: dict) -> dict:
    first = state["receipts"].get(command["id"])
    if first:
        return {"id": command["id"], "answer": "repeated", "first": first}
    refusal = state["refuse"].get(command["args"].get("household"))
    answer = {"answer": "refused", "code": "not_here", "sentence": refusal} if refusal else run(state, command)
    state["receipts"][command["id"]] = answer
    return {"id": command["id"], **answer}


def run(state: dict, command: dict) -> dict:
    args = command["args"]
    if command["verb"] == "choose_address":
        member = next(m for m in state["members"] if m["id"] == args["member"])
        member |= {"addressed": args["addressed"], "address": args["addressed"] or member["by_age"]}
        return {"answer": "applied"}
    state["visits"].append({**args, "by": command["by"], "acted_at": command["acted_at"], "seq": command["seq"]})
    objects = state["territories"][TEAM]["objects"]
    house = objects[f"household {args['household']}"]["data"]
    on = (datetime.fromisoformat(command["acted_at"]) + timedelta(hours=7)).date().isoformat()
    by = next(m["name"] for m in state["members"] if m["id"] == command["by"])
    put(
        state,
        TEAM,
        "household",
        args["household"],
        {**house, "last_visit": {"outcome": args["outcome"], "on": on, "by": by}},
    )
    for key, reason in list(objects.items()):
        if key.startswith("reason ") and reason.get("data", {}).get("household") == args["household"]:
            put(state, TEAM, "reason", reason["id"], None)
    if args["come_back_on"]:
        data = {
            "household": args["household"],
            "kind": "come_back",
            "due_on": args["come_back_on"],
            "until": None,
            "weight": 1,
            "sentence": "",
        }
        put(state, TEAM, "reason", args["visit"], data)
    return {"answer": "applied"}


VERBS = {"enrol": enrol, "feed": feed, "commands": commands}


def answer(folder: Path, verb: str, body: dict, authorization: str) -> tuple[int, dict]:
    with kept(folder) as state:
        now = moment(state).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        device, _, secret = authorization.removeprefix("Bearer ").partition(".")
        known = state["devices"].get(device, {}).get("secret") == secret and bool(secret)
        state["posts"].append({"verb": verb, "ids": [c["id"] for c in body.get("commands", [])]})
        if state["fail"] == verb:
            return 500, {"now": now}
        if not known and (verb != "enrol" or authorization):
            return 401, {
                "code": "unknown_device",
                "sentence": "Máy này chưa được kết nối. Xin tổ trưởng sáu số mới.",
                "now": now,
            }
        status, said = VERBS[verb](state, body, device if known else None)
        if state["fail"] == f"after {verb}":  # done, but the answer never arrives
            return 500, {"now": now}
        return status, {"now": now, **said}
