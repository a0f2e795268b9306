"""What there is to look at: beside a demo that runs, an object of every kind in the ward next door, and who may sign in.

Run in the demo's own folder, after Django is ready. The demo keeps its ward as its visitor finds it; what pages ask for that
no demo has (a form closed, somebody who left, a phone to revoke) stands next door.
"""

import json
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as AUTHENTICATED_AS,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from canhtay.core import clock, facts
from canhtay.core.history import MACHINE
from canhtay.home.demo.cast import person_of
from canhtay.home.demo.visitor import OFFICER
from canhtay.people import devices
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Account, Person, RoleGrant
from canhtay.places.models import Place
from canhtay.places.paths import path_at
from canhtay.places.queries import commune_by_code
from canhtay.register.actions import NewDoor, add_alley, add_household
from canhtay.teams.actions import appoint, found_team
from testkit.office import give_second_factor, office_of
from testkit.places import open_group
from testkit.world import FOUNDED, HUNG_DAO
from tests.matrix import OTHER_OBJECTS, lines
from tests.scene import Side

HOUR_S = 3600
OWNER, PASSWORD = "dao.thi.khoa", "bốn từ không liên quan"
"""Has a password, an app's code, recovery codes and a passkey."""


def tell() -> None:
    """Prints JSON: `paths`, url name → address; `keys`, who → the session that signs them in."""
    facts.follow_clock()
    city = path_at(commune_by_code(HUNG_DAO), clock.today())[-1]
    side = _side(_without_groups(city))
    quang = _holding("Vũ Đình Quang", RoleGrant.Role.OFFICER, side.commune)
    dung = _holding("Lê Tiến Dũng", RoleGrant.Role.CITY, city)
    owner = _holding("Đào Thị Khóa", RoleGrant.Role.OFFICER, side.commune)
    key = _give_all_factors(open_account(owner, OWNER, PASSWORD, by=MACHINE))
    own = {url: reverse(url, args=[key]) for url in ("rename-passkey", "remove-passkey")}
    own["city-reform-form"] = reverse("reform-form", kwargs={"key": city.pk, "kind": "merge-communes"})
    who = {"ward": person_of(OFFICER), "officer": quang, "city": dung, "leader": side.leader, "owner": owner}
    keys = {name: key_of(person) for name, person in who.items()}
    print(json.dumps({"paths": paths(side) | own, "keys": keys}))


def paths(side: Side) -> dict[str, str]:
    asked = {line.url for line in lines() if line.method == "GET"}
    return {url: reverse(OTHER_OBJECTS.get(url, url), kwargs=side.keys_of(url)) for url in sorted(asked)}


def key_of(person: Person) -> str:
    """Signed in, and known again for as long as the looking takes: so that the pages behind that question open."""
    session: SessionBase = office_of(person).session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() + HOUR_S}]
    session[AUTHENTICATED_AS] = user_id_to_str(person.account)
    session.save()
    return str(session.session_key)


def _holding(name: str, role: str, place: Place) -> Person:
    person = add_person(name, by=MACHINE, gender="M", birth_year=1979)
    grant_role(person, role, place, by=MACHINE)
    return person


def _give_all_factors(account: Account) -> int:
    """The passkey's number. It is one in name only: pages that ask a real one are tested where there is one."""
    give_second_factor(account)
    RecoveryCodes.activate(account)
    about = {"name": "Máy ở cơ quan", "credential": {}}
    return Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=about).pk


def _without_groups(city: Place) -> Place:
    """The first commune of the city in which nothing happened yet."""
    communes = Place.objects.filter(kind=Place.Kind.COMMUNE, valid_until=None, placements__parent=city, contains=None)
    return communes.order_by("sort_key", "pk")[0]


def _side(commune: Place) -> Side:
    with clock.stopped_at(FOUNDED):
        group = open_group(commune, "Hòa Nghĩa 1", label="Tổ dân phố", by=MACHINE)
        team = found_team(group, by=MACHINE)
        leader = add_person("Đỗ Văn Sơn", by=MACHINE, gender="M", birth_year=1961, phone="0912345678")
        appoint(team, leader, "leader", by=MACHINE)
        door = add_household(add_alley(group, "Ngõ 45", by=MACHINE), NewDoor("5", "Nhà ông Lân"), by=MACHINE)
    phone = devices.enrol(devices.invite(leader, by=MACHINE).token, device_name="Máy của bác Sơn", source="look")
    return Side(commune, group, team, leader, door, str(phone.device.pk))
