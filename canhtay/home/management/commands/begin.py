"""`canhtay begin --province CODE`: an empty installation becomes a city's, with its first account.

The password is for one sign-in and is printed once; with --ask-password it is asked for twice and never stands on the command
line, where others of the machine could read it.
"""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from canhtay.core.problems import Problem
from canhtay.core.serving.ready import make_database_ready
from canhtay.core.vietnamese import tidy_name
from canhtay.home.begin import ALREADY_BEGUN, Begun, begin, city_is_looked_after, province_by_code
from canhtay.home.first_steps import step_titles


class Command(BaseCommand):
    help = "Bắt đầu ở một máy chủ còn trống · begin on an empty installation"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="mã tỉnh, thành phố · its official code, e.g. 31")
        parser.add_argument("--name", default="", help="họ và tên người phụ trách · who looks after it")
        parser.add_argument("--username", default="", help="tên đăng nhập, không ghi thì máy đặt · sign-in name")
        parser.add_argument("--ask-password", action="store_true", help="tự đặt mật khẩu · choose the password")

    def handle(self, *, province: str, name: str, username: str, ask_password: bool, **_options: Any) -> None:
        make_database_ready(self.stderr.write)
        if city_is_looked_after():
            raise CommandError(Problem(ALREADY_BEGUN).sentence)
        try:
            place = province_by_code(province)
            name = tidy_name(name or input(_("Họ và tên người phụ trách: ")))
            password = _asked_twice() if ask_password else ""
            begun = begin(place, name=name, username=username, password=password)
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(_("%(place)s: đã lập Ban Chỉ đạo và tài khoản đầu tiên.") % {"place": place})
        self._tell(begun)

    def _tell(self, begun: Begun) -> None:
        self.stdout.write(_("Tên đăng nhập: %(username)s") % {"username": begun.account.username})
        if begun.once:
            self.stdout.write(_("Mật khẩu dùng một lần: %(password)s") % {"password": begun.once})
        self.stdout.write("\n" + _("Những việc đầu tiên, sau khi chạy canhtay serve và đăng nhập:"))
        for number, title in enumerate(step_titles(), 1):
            self.stdout.write(f"{number}. {title}")


def _asked_twice() -> str:
    password = getpass(_("Mật khẩu, từ 10 chữ: "))
    if password != getpass(_("Gõ lại mật khẩu: ")):
        raise CommandError(_("Hai lần gõ chưa giống nhau."))
    return password
