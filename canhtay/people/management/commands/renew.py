"""`canhtay renew USERNAME [--password] [--factor]`: for whoever has no officer above, on the machine itself.

A new password is for one sign-in and is printed once; a second factor that is gone is set up anew at the next sign-in.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from canhtay.core.history import MACHINE
from canhtay.people.accounts import renew_factor, renew_password
from canhtay.people.models import Account


class Command(BaseCommand):
    help = "Cấp lại mật khẩu, lớp khóa thứ hai · renew a password, a second factor"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--password", action="store_true", help="mật khẩu dùng một lần · a password for one sign-in"
        )
        parser.add_argument("--factor", action="store_true", help="bỏ lớp khóa thứ hai · remove the second factor")
        parser.add_argument("--reason", default="", help="vì sao, để lưu · why, for the record")

    def handle(self, *, username: str, password: bool, factor: bool, reason: str, **_options: Any) -> None:
        if not (password or factor):
            raise CommandError(_("Xin nói cấp lại gì: --password, --factor, hay cả hai."))
        account = Account.objects.filter(username__iexact=username).first()
        if account is None:
            raise CommandError(_("Không có tài khoản tên “%(username)s”.") % {"username": username})
        if factor:
            renew_factor(account, by=MACHINE, reason=reason)
            self.stdout.write(_("Đã bỏ lớp khóa thứ hai của “%(username)s”.") % {"username": account.username})
        if password:
            new = renew_password(account, by=MACHINE, reason=reason)
            said = _("Mật khẩu dùng một lần, trong 72 giờ, của “%(username)s”: %(password)s")
            self.stdout.write(said % {"username": account.username, "password": new})
