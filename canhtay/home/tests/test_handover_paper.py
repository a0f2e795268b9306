"""The handover as it comes out of the printer: with every kind of matter open, and many of each, one page with both signatures."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from canhtay.core import clock
from canhtay.core.history import MACHINE
from canhtay.home.handover import handover
from canhtay.people.actions import add_person, grant_role
from canhtay.people.models import Device, Person
from canhtay.places.models import Place
from canhtay.places.official import LAST_BEFORE
from canhtay.places.queries import commune_by_code
from canhtay.teams.actions import appoint, found_team
from canhtay.teams.decisions.drafting import draft_decision
from canhtay.teams.models import Decision, RosterUpload
from canhtay.teams.roster.uploads import send_roster
from testkit import roster_files
from testkit.office import office_of
from testkit.pictures import chromium
from testkit.places import open_group
from testkit.world import SATURDAY, World, load_reference, make_world

pytestmark = [pytest.mark.chromium, pytest.mark.mission("R1"), pytest.mark.django_db(transaction=True)]
COOKIE, MANY, OF_A_WARD = "canhtay", 10, 10
LAST_YEAR = date(2025, 3, 1)


@pytest.fixture
def saturday() -> Iterator[None]:
    """For the server's threads as well, to whom a stopped clock does not reach."""
    clock.run_beside(SATURDAY - datetime.now(UTC))
    yield
    clock.run_beside(SATURDAY - SATURDAY)


def leave_everything_open(world: World) -> None:
    ward, mai, then = world.hung_dao, world.mai, commune_by_code("11689", LAST_BEFORE)
    name, content, _ = roster_files.plain_xlsx()
    for n in range(MANY):
        send_roster(ward, f"Danh sách các tổ gửi lần thứ {n}.xlsx", content, by=mai)
        RosterUpload.objects.create(
            commune=ward, name=f"{n}-{name}", sent_at=clock.now(), imported_at=clock.now(), figures={"faulty": 3}
        )
        open_group(then, f"Phấn Dũng {n}", label="Tổ dân phố", by=mai, since=date(2024, 6, 1))
        team = found_team(open_group(ward, f"Khu dân cư số {n}", label="Tổ dân phố", by=mai), by=mai)
        draft_decision(ward, Decision.Kind.FOUND, [team], by=mai)
        appoint(team, person := add_person(f"Nguyễn Thị Phương Thảo {n}", by=mai), "member", by=mai)
        grant_role(person, "inspector", ward, by=MACHINE, until=date(2026, 12, 5))
        grant_role(add_person(f"Bùi Văn Khoa {n}", by=MACHINE), "party", then, by=MACHINE, since=LAST_YEAR)
        grant_role(officer := add_person(f"Hoàng Đức Vinh {n}", by=MACHINE), "officer", ward, by=MACHINE)
        office_of(officer)
        officer.account.authenticator_set.all().delete()
        long_ago = SATURDAY - timedelta(days=20)
        phone = Device.objects.create(name="máy", secret_digest="", enrolled_at=long_ago, last_contact_at=long_ago)
        phone.members.add(person)


def pages_printed(live_server, person: Person, place: Place) -> int:
    session = str(office_of(person).session.session_key)
    with chromium() as browser:
        context = browser.new_context(locale="vi-VN")
        context.add_cookies([{"name": COOKIE, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{reverse('handover')}?place={place.pk}")
        assert page.get_by_role("button", name="In tờ bàn giao").is_visible()
        paper = page.pdf(format="A4")
        if folder := os.environ.get("LOOK"):
            (Path(folder) / "handover.pdf").write_bytes(paper)
        page.emulate_media(media="print")
        assert page.get_by_text("Người nhận").is_visible()
        context.close()
    return len(re.findall(rb"/Type\s*/Page\b", paper))


def test_the_fullest_sheet_is_one_page(saturday, live_server):
    load_reference()
    world = make_world()
    leave_everything_open(world)
    assert len(handover(world.hung_dao)) == OF_A_WARD
    assert pages_printed(live_server, world.mai, world.hung_dao) == 1


def test_two_kinds_of_many_fill_the_page_and_no_more(saturday, live_server):
    """A province that begins: all 38 communes twice, each a line."""
    load_reference()
    make_world()
    lai_chau = Place.objects.get(code="12", kind="province", valid_until=None)
    grant_role(vinh := add_person("Hoàng Đức Vinh", by=MACHINE), "city", lai_chau, by=MACHINE)
    assert sum(len(section.lines) for section in handover(lai_chau)) == 76
    assert pages_printed(live_server, vinh, lai_chau) == 1
