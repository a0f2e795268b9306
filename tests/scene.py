"""What stands behind "ours", "theirs" and "far" of each address, and everybody's browser."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from canhtay.core import clock, facts
from canhtay.core.history import MACHINE
from canhtay.core.models import Event
from canhtay.home.demo.cast import OFFICE_ROLES, PHONE_ROLES
from canhtay.people.accounts import close_account
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.reform.renaming import rename
from canhtay.register.actions import add_resident
from canhtay.register.models import Household
from canhtay.rounds.models import Visit
from canhtay.teams.actions import appoint, leave
from canhtay.teams.committees import found_committee, seat
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.decisions.issuing import issue_decision
from canhtay.teams.models import Committee, Decision, Team
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.aides import Aides, make_aides, make_elsewhere
from testkit.laid_again import laid_again
from testkit.office import office_of
from testkit.world import World
from tests.matrix import OTHER_OBJECTS, SIDES, SIGNED_IN


@dataclass
class Side:
    """One commune with an object of every kind that an address may name."""

    commune: Place
    group: Place
    team: Team
    leader: Person
    door: Household
    phone: str

    def __post_init__(self) -> None:
        self.resident = add_resident(self.door, by=MACHINE, name="Đỗ Thị Lân")
        name, content, _ = roster_files.plain_xlsx()
        self.upload = send_roster(self.commune, name, content, by=MACHINE)
        self.committee = found_committee(self.commune, Committee.Kind.STEERING, by=MACHINE)
        self.seat = seat(self.committee, add_person("Tạ Đình Chủ", by=MACHINE), "head", by=MACHINE)
        founding = draft_decision(self.commune, Decision.Kind.FOUND, [self.team], by=MACHINE)
        day = clock.today()
        self.issued = issue_decision(
            founding,
            number="7/QĐ-UBND",
            decided_on=day,
            effective_on=day,
            signer="Vũ Ký",
            signer_post="CHỦ TỊCH",
            by=MACHINE,
        )
        self.draft = draft_decision(self.commune, Decision.Kind.CONSOLIDATE, [self.team], by=MACHINE)
        reader = add_person("Hồ Thị Đọc", by=MACHINE)
        ends = clock.today() + timedelta(days=20)
        self.grant = grant_role(reader, RoleGrant.Role.PARTY, self.commune, by=MACHINE, until=ends)
        self.account = open_account(reader, f"doc.{self.commune.code}", None, by=MACHINE)
        newcomer = add_person("Hồ Văn Mới", by=MACHINE)
        grant_role(newcomer, RoleGrant.Role.PARTY, self.commune, by=MACHINE)
        self.newcomer = newcomer
        self.closed = add_person("Hồ Thị Đóng", by=MACHINE)
        grant_role(self.closed, RoleGrant.Role.PARTY, self.commune, by=MACHINE)
        close_account(
            open_account(self.closed, f"dong.{self.commune.code}", None, by=MACHINE), by=MACHINE, reason="nghỉ"
        )
        self.left = appoint(self.team, add_person("Lý Văn Rời", by=MACHINE), "member", by=MACHINE)
        leave(self.left, by=MACHINE, last_day=clock.today())
        self.reform = rename(self.group, day=clock.today(), by=MACHINE, zone="outer")

    def keys_of(self, url: str) -> dict[str, Any]:
        kind = next((kind for kind, urls in STANDS_FOR.items() if url in urls.split()), "")
        member = {"key": self.team.pk, "member": self.leader.pk}
        match kind:
            case "":
                return ODD.get(url, lambda side: {})(self)
            case "member":
                return member
            case "reader":
                return {"key": self.account.person_id}
            case "newcomer" | "closed" | "issued" | "leader" | "commune" | "group" | "door" | "team":
                return {"key": getattr(self, kind).pk}
            case "alley":
                return {"key": self.door.alley_id}
        return {"key": getattr(self, kind).pk}


STANDS_FOR = {
    "team": "team slot new-member",
    "member": "invitation digits change-membership leaving",
    "left": "coming-back",
    "upload": "import take-in undo-import drop-import",
    "group": "group new-alley drop-group",
    "alley": "alley new-door",
    "door": "door new-resident new-visit",
    "resident": "forgetting",
    "leader": "person correct-person form-of-address skills hours",
    "commune": "commune composition new-committee",
    "committee": "committee new-seat end-committee",
    "draft": "decision decision-teams decision-joining decision-wording issue-decision discard-decision"
    " decision-scan attach-scan decision-docx decision-pdf",
    "grant": "end-grant prolong-grant",
    "reader": "account slip renew-password renew-factor unlock-account close-account end-their-sessions",
    "closed": "reopen-account",
    "issued": "issued-decision issued-docx withdraw-decision",
    "newcomer": "open-account",
    "reform": "undo-reform",
}
ODD: dict[str, Any] = {
    "unit": lambda side: {"key": side.commune.pk},
    "group-unit": lambda side: {"key": side.group.pk},
    "rename-phone": lambda side: {"key": side.phone},
    "revoking": lambda side: {"key": side.team.pk, "member": side.leader.pk, "phone": side.phone},
    "end-seat": lambda side: {"key": side.committee.pk, "seat": side.seat.pk},
    "new-decision-teams": lambda side: {"key": side.commune.pk, "kind": "consolidate"},
    "reform-form": lambda side: {"key": side.commune.pk, "kind": "rename"},
    "split-group-form": lambda side: {"key": side.commune.pk, "kind": "split-group"},
    "end-their-session": lambda side: {"key": side.account.person_id, "session": 1},
    "end-session": lambda side: {"key": 1},
    "rename-passkey": lambda side: {"pk": 1},
    "remove-passkey": lambda side: {"pk": 1},
    "city-sign-in": lambda side: {"provider_id": "city"},
    "city-back": lambda side: {"provider_id": "city"},
    "phone-messages": lambda side: {"lang": "vi"},
    "demo-office": lambda side: {"role": next(iter(OFFICE_ROLES))},
    "demo-phone": lambda side: {"role": next(iter(PHONE_ROLES))},
}


RULE = "da-nang-2025"


@dataclass
class Ground:
    """What everybody of the cast is asked about."""

    aides: Aides
    sides: dict[str, Side]
    bearer: str
    """What Hòa's phone says to be believed."""


@dataclass
class Scene:
    sides: dict[str, Side]
    who: str
    browser: Client
    headers: dict[str, str]

    def ask(self, url: str, method: str, which: str) -> int:
        """The status; nothing stays of what it stored. Refused, it must have stored nothing in the first place."""
        path = self.path(url, which)
        before = Event.objects.exclude(name="personal.viewed").count()
        with transaction.atomic():
            status = self._send(path, url, method)
            kept = Event.objects.exclude(name="personal.viewed").count()
            assert status < 400 or kept == before, f"{self.who} {method} {path} answers {status} and stores something"
            transaction.set_rollback(True)
        return status

    def path(self, url: str, which: str) -> str:
        keys = self.sides.get(which, self.sides["ours"]).keys_of(url)
        if which == "mixed":
            theirs = self.sides["theirs"].keys_of(url)
            keys |= {name: theirs[name] for name in list(theirs)[-1:]}
        return reverse(OTHER_OBJECTS.get(url, url), kwargs=keys)

    def _send(self, path: str, url: str, method: str) -> int:
        cookies = self.browser.cookies.copy()
        if method == "GET":
            response = self.browser.get(path, headers=self.headers)
        elif url in {"enrol", "feed", "commands"}:
            body = {"protocol": 1} | {"feed": {"holds": {}}, "commands": {"commands": []}}.get(url, {})
            response = self.browser.post(path, body, content_type="application/json", headers=self.headers)
        else:
            response = self.browser.post(path, self.said(url, path), headers=self.headers)
        self.browser.cookies = cookies
        return response.status_code

    def said(self, url: str, path: str) -> dict[str, Any]:
        """What a browser would send so that the page does its work; nothing: the form is shown again."""
        match url:
            case "composition":
                return {"rule": RULE}
            case "slot":
                return {"weekday": 5, "starts": "19:00", "minutes": 60, "place": "Nhà văn hóa"}
            case "imports":
                return {"lists": roster_file(), "commune": self.sides["ours"].commune.pk}
            case "import":
                return {"question": "origin", "origin-0": "today"}
            case "new-alley":
                return {"name": "Ngõ 46"}
            case "new-door":
                return {"number": "99"}
            case "new-resident":
                return {"name": "Trần Thị Na"}
            case "new-visit":
                side = next(side for side in self.sides.values() if str(side.door.pk) in path)
                day = clock.today() - timedelta(days=1)
                return {"by": str(side.leader.pk), "day": f"{day:%Y-%m-%d}", "outcome": Visit.Outcome.NOBODY}
        return {}


def roster_file() -> SimpleUploadedFile:
    name, content, _ = roster_files.plain_xlsx()
    return SimpleUploadedFile(name, content)


def scene_of(who: str, world: World) -> Scene:
    ground = laid_again(make_ground, world)
    people = (*world.cast, *vars(ground.aides).values())
    cast = {person.given_name: person for person in people if isinstance(person, Person)}
    assert set(cast) == set(SIGNED_IN)
    browser = office_of(cast[who]) if who in cast else Client()
    return Scene(ground.sides, who, browser, {"Authorization": ground.bearer} if who == "phone" else {})


def make_ground(world: World) -> Ground:
    aides, far = make_aides(world), make_elsewhere()
    ours, theirs, stray = (world.phone_of(one) for one in (world.hoa, world.son, far.leader))
    sides = [
        Side(world.hung_dao, world.tra_khe_3, world.team, world.hoa, world.lans_door, str(ours.device)),
        Side(world.duong_kinh, world.hoa_nghia_1, world.sons_team, world.son, world.far_door, str(theirs.device)),
        Side(far.commune, far.group, far.team, far.leader, far.door, str(stray.device)),
    ]
    facts.put("begun", "1")
    return Ground(aides, dict(zip(SIDES, sides, strict=True)), f"Bearer {ours.device}.{ours.secret}")
