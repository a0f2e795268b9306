"""`canhtay make_world --teams N --households N --seed S`: a synthetic city for load and scale work. Nobody in it exists.

It fills a database that holds nobody, and never one in which real people are.
"""

import time
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from canhtay.core import clock
from canhtay.core.serving.ready import alone_with_the_database, make_database_ready
from canhtay.home.world.city import made_by, make_city
from canhtay.home.world.offices import usernames
from canhtay.home.world.order import Order
from canhtay.people.models import Person
from canhtay.places.models import Place

EARLIEST = date(2026, 1, 1)
"""Teams of the new communes are founded in autumn 2025; the city lives three months before its day."""


class Command(BaseCommand):
    help = "Sinh một thành phố giả để thử tải · fill with a synthetic city"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--teams", type=int, required=True, help="số tổ · teams, e.g. 3790")
        parser.add_argument(
            "--households", type=int, required=True, help="số nhà, mỗi nhà ba người · doors, e.g. 150000"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, help="ngày của thành phố · the city's day, 2026-11-28")
        parser.add_argument("--province", default="31", help="mã tỉnh, thành phố · e.g. 31, Hải Phòng")
        parser.add_argument("--fresh", action="store_true", help="xóa thành phố giả cũ, làm lại · start over")

    def handle(self, *, teams: int, households: int, seed: int, province: str, fresh: bool, **options: Any) -> None:
        order = Order(teams, households, seed, options["today"] or clock.today(), province)
        _require_sense(order)
        with alone_with_the_database():
            make_database_ready(self.say, migrate=True)
            self._fill(order, fresh)

    def _fill(self, order: Order, fresh: bool) -> None:
        if made_by() == str(order) and not fresh:
            self.say(_("Thành phố giả này đã có sẵn trong cơ sở dữ liệu; làm lại từ đầu bằng --fresh."))
            return
        _require_nobody(fresh)
        if not Place.objects.filter(code=order.province, kind=Place.Kind.PROVINCE, valid_until=None).exists():
            raise CommandError(_("Không có tỉnh, thành phố nào mang mã %(code)s.") % {"code": order.province})
        began = time.monotonic()
        communes = make_city(order, self._progress)
        self.say(_("\nXong sau %(s)s giây.") % {"s": round(time.monotonic() - began)})
        if communes:
            self.say(_("Tên đăng nhập: %(names)s …") % {"names": ", ".join(usernames(communes))})
            self.say(_("Cấp mật khẩu cho một tên: canhtay renew TÊN --password"))

    def _progress(self, done: int, of: int, rows: int) -> None:
        if done % 10 and done < of:
            return
        said = _("%(done)s/%(of)s xã, phường · %(rows)s dòng") % {"done": done, "of": of, "rows": f"{rows:,}"}
        self.stdout.write(f"\r{said}", ending="")
        self.stdout.flush()

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _require_sense(order: Order) -> None:
    if order.teams < 1 or order.households < 0:
        raise CommandError(_("Cần ít nhất một tổ, và số nhà không âm."))
    if order.today < EARLIEST:
        raise CommandError(_("Ngày của thành phố giả phải từ %(day)s trở đi.") % {"day": f"{EARLIEST:%d/%m/%Y}"})


def _require_nobody(fresh: bool) -> None:
    """Raises CommandError where real people are. What was made by this command is cleared, when that is asked for."""
    if not Person.unscoped.exists():
        return
    if not made_by():
        raise CommandError(
            _(
                "Cơ sở dữ liệu này đã có người thật, nên không làm gì cả. Hãy đặt CANHTAY_DATA (hoặc DATABASE_URL) "
                "là một thư mục, một cơ sở dữ liệu trống rồi chạy lại."
            )
        )
    if not fresh:
        raise CommandError(
            _("Ở đây đã có một thành phố giả khác, hoặc làm chưa xong. Thêm --fresh để xóa nó và làm lại từ đầu.")
        )
    call_command("flush", interactive=False, verbosity=0)
    call_command("prepare", verbosity=0)
