"""What happened in a database that `tools.save_database` keeps: the demo's ward, lived through the verbs, and what a test may ask
of it later. Every table should have a row in it; the next version adds its own rooms here.
"""

from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.test import Client

from canhtay.core import clock, search
from canhtay.core.history import MACHINE
from canhtay.core.jobs.worker import run_waiting
from canhtay.core.problems import Problem
from canhtay.home.demo.cast import person_of
from canhtay.home.demo.visitor import DEPUTY, LEADER, NGO_45, OFFICER, TRA_KHE_3, YOUTH
from canhtay.home.demo.ward import HUNG_DAO, make_ward, opening_moment
from canhtay.people import devices
from canhtay.people.models import Device, Person
from canhtay.people.viewing import note_viewed
from canhtay.places.queries import commune_by_code
from canhtay.register.actions import DOOR, NewDoor, add_household, add_resident
from canhtay.register.forgetting import forget_resident
from canhtay.register.models import Household, Resident
from canhtay.teams.actions import leave
from canhtay.teams.models import Appointment, Team
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.uploads import reading_of, send_roster
from testkit import roster_files
from testkit.phone import Phone

SEED, DAY = 1, date(2026, 11, 28)
PASSWORD = "cánh tay nối dài 45"
NOTE = "bà nhờ thứ bảy sau mang kính lúp sang"


def live() -> dict[str, Any]:
    """Fill the empty database; returns what is known of it."""
    opens = opening_moment(DAY)
    with clock.stopped_at(opens - timedelta(weeks=10)):
        call_command("prepare", verbosity=0)
    make_ward(SEED, DAY)
    with clock.stopped_at(opens):
        known = {"now": opens.isoformat()} | _office() | _phones() | _forgotten() | _team()
        run_waiting()
        _left_waiting()
    return known


def _office() -> dict[str, Any]:
    """The ward signs in, takes one list in and only looks at another."""
    officer = person_of(OFFICER)
    officer.account.set_password(PASSWORD)
    officer.account.save()
    assert Client().login(username=officer.account.username, password=PASSWORD)
    commune = commune_by_code(HUNG_DAO)
    name, content, _ = roster_files.plain_xlsx()
    upload = send_roster(commune, name, content, by=officer)
    figures = import_roster(reading_of(upload), upload, by=officer)
    send_roster(commune, "xem thử.xlsx", content, by=officer)
    return {
        "account": {"username": officer.account.username, "password": PASSWORD},
        "imported": {"upload": str(upload.pk), "people": figures["people"]},
    }


def _phones() -> dict[str, Any]:
    """Bác Hòa and bác Thu share a phone and were at bà Lan's; cháu Minh lost his; a stranger tried digits."""
    phone = Phone(Client(SERVER_NAME="127.0.0.1"))
    for role in (LEADER, DEPUTY):
        phone.enrol(_invited(role))
    phone.sync()
    lan = Resident.unscoped.select_related("household").get(name="Đặng Thị Lan", household__number="12/3A")
    helped = [(lan, "vneid", "installed"), (lan, "an-toan", "knows")]
    visit = phone.record_visit(lan.household, note=NOTE, helped=helped, at=clock.now() - timedelta(minutes=30))
    phone.sync()
    assert phone.answers[visit]["answer"] == "applied", phone.answers
    lost = Phone(Client(SERVER_NAME="127.0.0.1")).enrol(_invited(YOUTH))
    devices.revoke(Device.objects.get(pk=lost.device), by=person_of(OFFICER))
    _try_in_vain()
    devices.invite(person_of(YOUTH), by=person_of(OFFICER))
    return {
        "device": {"id": phone.device, "secret": phone.secret, "last_batch": phone.last_batch},
        "revoked": {"id": lost.device, "secret": lost.secret},
        "visit": {"id": visit, "note": NOTE},
        "found": _found("dang thi lan", lan.household),
    }


def _found(words: str, door: Household) -> dict[str, Any]:
    doors = search.find(DOOR, words, [door.group_id])
    assert str(door.pk) in doors
    return {"words": words, "group": door.group_id, "doors": doors}


def _invited(role: str) -> str:
    return devices.invite(person_of(role), by=person_of(OFFICER)).token


def _try_in_vain() -> None:
    try:
        devices.enrol("no such code", device_name="?", source="192.0.2.1")
    except Problem:
        return
    raise AssertionError("a wrong code was taken")


def _forgotten() -> dict[str, Any]:
    """Somebody at door 21 was helped by phone, and asked to be forgotten."""
    door = Household.unscoped.get(alley__name=NGO_45, number="21", group__name=TRA_KHE_3)
    leader = person_of(LEADER)
    gone = add_resident(door, by=leader, name="Đoàn Thị Vắng", gender="F", birth_year=1949)
    phone = Phone(Client(SERVER_NAME="127.0.0.1")).enrol(_invited(LEADER)).sync()
    phone.record_visit(door, helped=[(gone, "vssid", "installed")])
    phone.sync()
    forget_resident(gone, by=leader)
    return {"forgotten": {"id": str(gone.pk), "words": "doan thi vang", "group": door.group_id}}


def _team() -> dict[str, Any]:
    """One member of Trà Khê 3 left; its people are seen by the ward."""
    team = Team.objects.get(group__name=TRA_KHE_3)
    of_team = Appointment.objects.filter(team=team, valid_until=None).select_related("person")
    leave(of_team.order_by("pk")[6], by=person_of(OFFICER))
    note_viewed(f"team:{team.pk}", by=person_of(OFFICER), place=team.group_id)
    leader = person_of(LEADER)
    return {
        "team": {"id": str(team.pk), "members": sorted([row.person.name, row.role] for row in of_team.all())},
        "phone": {"person": str(leader.pk), "number": Person.unscoped.get(pk=leader.pk).phone},
    }


def _left_waiting() -> None:
    """A door added at the last moment: its job has not run yet."""
    alley = Household.unscoped.filter(alley__name=NGO_45).select_related("alley__group")[0].alley
    add_household(alley, NewDoor("99"), by=MACHINE)
