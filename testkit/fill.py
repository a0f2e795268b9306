"""`python -m testkit.fill`: the cast, in the database that CANHTAY_DATA names, for a server of its own; prints what a test needs.

Ten doors stand in Ngõ 45; Mai's password is printed, and an invitation for bác Hòa's phone.
"""

import json
import os
import sys
from typing import Any

import django

PASSWORD = "cánh tay nối dài 45"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    json.dump(fill(), sys.stdout)


def fill() -> dict[str, Any]:
    from django.core.management import call_command  # noqa: PLC0415 - needs the settings

    from canhtay.core.jobs.worker import run_waiting  # noqa: PLC0415
    from canhtay.people import devices  # noqa: PLC0415
    from canhtay.register.actions import NewDoor, add_households  # noqa: PLC0415
    from testkit.office import give_second_factor  # noqa: PLC0415
    from testkit.world import make_world  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("prepare", verbosity=0)
    world = make_world()
    add_households(world.ngo_45, [NewDoor(str(n)) for n in range(31, 45, 2)], by=world.mai)
    run_waiting()
    account = world.mai.account
    account.set_password(PASSWORD)
    account.save()
    give_second_factor(account)
    token = devices.invite(world.hoa, by=world.mai).token
    code = devices.show_digits(world.hoa, by=world.mai).code
    return {"password": PASSWORD, "code": code, "token": token, "group": world.tra_khe_3.pk}


if __name__ == "__main__":
    main()
