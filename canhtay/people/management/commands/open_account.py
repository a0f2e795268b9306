"""`canhtay open_account USERNAME --name NAME --commune CODE`: a commune officer's sign-in, made on the machine itself.

The password is asked for and never stands on the command line, where others of the machine could read it; with
--password-stdin it is the first line of standard input.
"""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from canhtay.core.history import MACHINE
from canhtay.core.problems import Problem
from canhtay.core.serving.ready import make_database_ready
from canhtay.people.actions import add_person, grant_role, open_account
from canhtay.people.models import Account, RoleGrant
from canhtay.places.queries import commune_by_code


class Command(BaseCommand):
    help = "Mở tài khoản cho cán bộ xã, phường · open a commune officer's account"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="họ và tên · full name")
        parser.add_argument("--commune", required=True, help="mã xã, phường hiện nay · today's code, e.g. 11689")
        parser.add_argument(
            "--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào · read it from stdin"
        )

    def handle(self, *, username: str, name: str, commune: str, password_stdin: bool, **_options: Any) -> None:
        make_database_ready(self.stderr.write)
        password = sys.stdin.readline().rstrip("\n") if password_stdin else getpass(_("Mật khẩu, từ 10 chữ: "))
        try:
            _open(username, name, commune, password)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(_("Đã mở tài khoản “%(username)s”. Đăng nhập ở trang đầu.") % {"username": username.lower()})


@transaction.atomic
def _open(username: str, name: str, commune: str, password: str) -> None:
    if Account.objects.filter(username__iexact=username).exists():
        raise CommandError(_("Tên đăng nhập “%(username)s” đã có người dùng.") % {"username": username})
    place = commune_by_code(commune)
    person = add_person(name, by=MACHINE, place=place.pk)
    grant_role(person, RoleGrant.Role.OFFICER, place, by=MACHINE)
    open_account(person, username, password, by=MACHINE)
