"""What one may do to the sign-in of somebody one looks after: of each step what is asked, what is said, and the verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canhtay.people import accounts
from canhtay.people.grant_actions import Slip, open_sign_in
from canhtay.people.grant_forms import InPersonForm, ReasonForm, UsernameForm
from canhtay.people.grant_rules import people_without_account
from canhtay.people.models import Account, Person
from canhtay.people.rules import accounts_run_by
from canhtay.web.forms import Form
from canhtay.web.tables.columns import Words

Typed = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """`among` says whose sign-in, found by the person's key. `does` is told what was typed; a slip it answers is shown once."""

    among: Callable[[Person], QuerySet[Any]]
    key: str = "person"
    form: type[Form]
    does: Callable[[Any, Typed, Person], Slip | None]
    title: Words
    act: Words
    sentence: Words
    said: Words = ""
    refused_at: str | None = None
    """The field beside which a refusal stands; above all of them without one."""


def _open(person: Person, typed: Typed, by: Person) -> Slip:
    return open_sign_in(person, typed["username"], by=by)


def _renew_password(account: Account, typed: Typed, by: Person) -> Slip:
    return Slip(account, accounts.renew_password(account, by=by, reason=typed["reason"]))


def _for_a_reason(verb: Callable[..., None]) -> Callable[[Account, Typed, Person], None]:
    return lambda account, typed, by: verb(account, by=by, reason=typed["reason"])


OPEN = Step(
    among=people_without_account,
    key="pk",
    refused_at="username",
    form=UsernameForm,
    does=_open,
    title=_("Mở tài khoản cho %(name)s"),
    act=_("Mở tài khoản"),
    sentence=_(
        "Mật khẩu dùng một lần hiện ra ngay sau đó, để in hoặc đọc cho đúng người; vào được một lần, trong 72 giờ."
    ),
)
RENEW_PASSWORD = Step(
    among=accounts_run_by,
    form=InPersonForm,
    does=_renew_password,
    title=_("Cấp lại mật khẩu cho %(name)s"),
    act=_("Cấp lại mật khẩu"),
    sentence=_(
        "Mật khẩu cũ hết dùng được ngay, mọi nơi đang đăng nhập đều thoát ra. Mật khẩu mới vào được một lần, trong 72 giờ."
    ),
)
RENEW_FACTOR = Step(
    among=accounts_run_by,
    form=InPersonForm,
    does=_for_a_reason(accounts.renew_factor),
    title=_("Bỏ lớp khóa thứ hai của %(name)s"),
    act=_("Bỏ lớp khóa"),
    sentence=_("Dùng khi mất điện thoại hay mất khóa. Mọi nơi đang đăng nhập đều thoát ra; mật khẩu vẫn như cũ."),
    said=_("Đã bỏ lớp khóa thứ hai của %(name)s. Lần đăng nhập tới, máy sẽ mời đặt lại."),
)
UNLOCK = Step(
    among=accounts_run_by,
    form=ReasonForm,
    does=_for_a_reason(accounts.unlock_account),
    title=_("Mở khóa cho %(name)s?"),
    act=_("Mở khóa"),
    sentence=_(
        "Gõ sai nhiều lần nên tên đăng nhập bị khóa một giờ. Mở khóa thì thử lại được ngay; mật khẩu vẫn như cũ."
    ),
    said=_("Đã mở khóa cho %(name)s."),
)
CLOSE = Step(
    among=lambda person: accounts_run_by(person).filter(is_active=True),
    form=ReasonForm,
    does=_for_a_reason(accounts.close_account),
    title=_("Đóng tài khoản của %(name)s?"),
    act=_("Đóng tài khoản"),
    sentence=_("Thoát ra ngay và không vào được nữa, cho đến khi mở lại. Các vai đã giao vẫn còn trong sổ."),
    said=_("Đã đóng tài khoản của %(name)s."),
)
REOPEN = Step(
    among=lambda person: accounts_run_by(person).filter(is_active=False),
    form=ReasonForm,
    does=_for_a_reason(accounts.reopen_account),
    title=_("Mở lại tài khoản của %(name)s?"),
    act=_("Mở lại"),
    sentence=_("Vào lại được bằng mật khẩu và lớp khóa như trước khi đóng."),
    said=_("Đã mở lại tài khoản của %(name)s."),
)
