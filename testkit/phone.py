"""A phone in this process that speaks docs/sync.md over Django's test client; the simulated phones grow from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from django.test import Client

from canhtay.core import clock, ids
from canhtay.register.models import Household, Resident
from testkit.held import Held, Json

PROTOCOL, MOST = 1, 200


class NoAnswer(Exception):
    """The network is away, or the answer was lost on its way back."""


class Trouble(Exception):
    """The server refused the whole request: its status and what it said."""

    def __init__(self, status: int, told: Json) -> None:
        super().__init__(f"{status} {told.get('code')}")
        self.status, self.code, self.sentence = status, told.get("code", ""), told.get("sentence", "")


@dataclass
class Phone:
    """`clock_wrong_by` is how far its own clock is off; `offset` is what it learned of that from the server."""

    client: Client
    language: str = "vi"
    clock_wrong_by: timedelta = timedelta()
    offset: timedelta = timedelta()
    device: str = ""
    secret: str = ""
    members: list[Json] = field(default_factory=list)
    held: Held = field(default_factory=Held)
    outbox: list[Json] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    seq: int = 0
    has_network: bool = True
    loses_answer: bool = False
    last_batch: Json = field(default_factory=dict)

    def enrol(self, key: str) -> Self:
        """By six digits or a link's token. One that is enrolled gains a member."""
        named = "code" if len(key) == 6 else "token"
        told = self.ask("enrol", {named: key, "left": len(self.outbox), "device": {"name": "Samsung A04"}})
        self.device, self.secret = told["device"], told["secret"] or self.secret
        self.members.append(told["member"])
        return self

    def offline(self) -> Self:
        self.has_network = False
        return self

    def online(self) -> Self:
        self.has_network = True
        return self

    def lose_answer(self) -> Self:
        """The next request arrives, its answer does not."""
        self.loses_answer = True
        return self

    def now(self) -> datetime:
        return clock.now() + self.clock_wrong_by + self.offset

    def record_visit(
        self,
        door: Household,
        outcome: str = "talked",
        *,
        by: str = "",
        at: datetime | None = None,
        come_back_on: date | None = None,
        note: str = "",
        helped: Iterable[tuple[Resident, str, str]] = (),
    ) -> str:
        """Into the outbox; returns the command's id, which is the visit's too. `by` is a member's id, the first's if none."""
        key = str(ids.new())
        steps = [{"resident": str(who.pk), "service": service, "step": step} for who, service, step in helped]
        args: Json = {"visit": key, "household": str(door.pk), "outcome": outcome, "note": note, "helped": steps}
        args["come_back_on"] = come_back_on.isoformat() if come_back_on else None
        self.write("record_visit", args, by=by or self.members[0]["id"], at=at, key=key, about=str(door.pk))
        return key

    def write(self, verb: str, args: Json, *, by: str, key: str, about: str, at: datetime | None = None) -> None:
        self.seq += 1
        saw = next(({"territory": t, "seq": self.held.cursors[t]} for t, _, k in self.held.objects if k == about), None)
        acted_at = (at or self.now()).isoformat()
        self.outbox.append(
            {"id": key, "verb": verb, "by": by, "seq": self.seq, "acted_at": acted_at, "saw": saw, "args": args}
        )

    def sync(self) -> Self:
        """Push, then pull; what was done in a territory that is lost went up before it is dropped."""
        while self.outbox:
            self.push()
        self.pull()
        return self

    def push(self, most: int = MOST) -> list[Json]:
        batch = self.outbox[:most]
        self.last_batch = {"left": len(self.outbox) - len(batch), "commands": batch}
        return self.resend()

    def resend(self) -> list[Json]:
        """The last batch once more, as a phone does that never heard the answer."""
        told: list[Json] = self.ask("commands", self.last_batch)["answers"]
        self.answers |= {one["id"]: one for one in told}
        self.outbox = [command for command in self.outbox if command["id"] not in self.answers]
        return told

    def pull(self) -> None:
        more = True
        while more:
            told = self.ask("feed", {"holds": self.held.cursors})
            self.members = told["members"]
            more = self.held.take(told)

    def sees(self, kind: str, key: object) -> Json | None:
        """An object of the feed as this phone knows it."""
        return next((data for (_, k, i), (_, data) in self.held.objects.items() if (k, i) == (kind, str(key))), None)

    def all(self, kind: str) -> list[Json]:
        return [data for (_, k, _), (_, data) in self.held.objects.items() if k == kind]

    def ask(self, endpoint: str, body: Json | str) -> Json:
        """Raises NoAnswer, Trouble."""
        if not self.has_network:
            raise NoAnswer
        text = body if isinstance(body, str) else json.dumps({"protocol": PROTOCOL} | body)
        headers = {"Accept-Language": self.language}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.device}.{self.secret}"
        response = self.client.post(f"/m/api/{endpoint}", text, content_type="application/json", headers=headers)
        if self.loses_answer:
            self.loses_answer = False
            raise NoAnswer
        if "json" not in response.headers["Content-Type"]:
            raise Trouble(response.status_code, {})
        told: Json = response.json()
        self.offset = datetime.fromisoformat(told["now"]) - (clock.now() + self.clock_wrong_by)
        if response.status_code != 200:
            raise Trouble(response.status_code, told)
        return told
