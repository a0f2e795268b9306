"""Phones of the teams one runs: connected, named, revoked, and which have long been silent."""

from uuid import UUID

import segno
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from canhtay.core import clock
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.people import devices
from canhtay.people.address import address_of
from canhtay.people.models import Device, Person
from canhtay.people.scope import current_roles
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import named_where, where_exported
from canhtay.teams.member_forms import PhoneNameForm
from canhtay.teams.models import Team
from canhtay.teams.phone_list import PHONES
from canhtay.teams.queries import RUNNING, members_of, teams_run_by
from canhtay.teams.rules import people_led_by
from canhtay.web import notices
from canhtay.web.templatetags.look import moment


@require_safe
@signed_in
def phones(request: HttpRequest, person: Person) -> HttpResponse:
    require(not RUNNING.isdisjoint(current_roles(person)), NOT_FOUND)
    listed = PHONES.of(request, phones_run_by(person), person=person, places=where_exported(person))
    if listed.wants_file:
        return listed.as_file(title=_("Điện thoại đã kết nối"), place=named_where(person), by=person.name)
    return render(request, "teams/phones.html", {"list": listed})


@require_POST
@signed_in
def invitation(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    """A new link for a member's phone and its picture, shown once; six digits where they are asked for."""
    team = the_one(teams_run_by(person), key)
    invited = the_one(members_of([team.pk]), member, by="person").person
    given = devices.invite(invited, by=person)
    link = request.build_absolute_uri(reverse("phone")) + f"#enrol={given.token}"
    context = {
        "team": team,
        "member": invited,
        "address": address_of(invited, clock.today()),
        "link": link,
        # segno writes the picture itself; nothing of it comes from outside but our own address
        "picture": mark_safe(segno.make(link, error="m").svg_inline(border=2, omitsize=True)),  # noqa: S308
        "good_until": given.good_until,
    }
    return render(request, "teams/invitation.html", context)


@require_POST
@signed_in
def digits(request: HttpRequest, person: Person, key: UUID, member: UUID) -> HttpResponse:
    """Six digits to be read out to a member now; what was sent or scanned before stays good."""
    team = the_one(teams_run_by(person), key)
    invited = the_one(members_of([team.pk]), member, by="person").person
    try:
        shown = devices.show_digits(invited, by=person)
    except Problem as problem:
        notices.warn(request, problem.sentence)
        return redirect("team", key)
    context = {
        "team": team,
        "member": invited,
        "address": address_of(invited, clock.today()),
        "digits": f"{shown.code[:3]} {shown.code[3:]}",
        "host": request.get_host(),
        "good_until": shown.good_until,
    }
    return render(request, "teams/digits.html", context)


@signed_in
def rename_phone(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    device = the_one(phones_run_by(person), key)
    form = PhoneNameForm(request.POST or None, initial={"name": device.name})
    if form.is_valid():
        devices.rename(device, form.cleaned_data["name"], by=person)
        notices.say(request, _("Từ giờ máy này gọi là “%(name)s”.") % {"name": device.name})
        return redirect("phones")
    context = {"title": _("Đổi tên máy"), "form": form, "act": _("Ghi tên này"), "back": reverse("phones")}
    return render(request, "teams/form.html", context)


@signed_in
def revoking(request: HttpRequest, person: Person, key: UUID, member: UUID, phone: UUID) -> HttpResponse:
    """Asks, then stops believing a member's phone: lost, broken, handed on."""
    team = the_one(teams_run_by(person), key)
    theirs = Device.objects.filter(revoked_at=None, members=member, members__in=members_of([team.pk]).values("person"))
    device = the_one(theirs, phone)
    back = reverse("phones") if request.GET.get("back") == "phones" else reverse("team", args=[key])
    if request.method == "POST":
        devices.revoke(device, by=person)
        notices.say(request, _("Đã thu hồi máy. Máy ấy không gửi và không nhận được nữa."))
        return redirect(back)
    context = {
        "title": _which(device, the_one(device.members.all(), member), team),
        "sentence": _(
            "Máy này tên là “%(phone)s”. Từ giờ máy này không gửi và không nhận được nữa. "
            "Máy xóa danh sách nhà, tên bà con khi có mạng lần tới; trước lúc đó vẫn còn trong máy. "
            "Việc chưa gửi vẫn giữ. Muốn dùng lại thì kết nối lại bằng sáu số mới."
        )
        % {"phone": device.name or _("điện thoại")},
        "act": _("Thu hồi máy này"),
        "back": back,
    }
    return render(request, "web/confirm.html", context)


def _which(device: Device, holder: Person, team: Team) -> str:
    """By whose it is, where and since when: phones of one make have one name."""
    told = {
        "address": address_of(holder, clock.today()),
        "name": holder.name,
        "team": team,
        "at": moment(device.enrolled_at),
    }
    return _("Thu hồi máy của %(address)s %(name)s, %(team)s, kết nối lúc %(at)s?") % told


def phones_run_by(person: Person) -> QuerySet[Device]:
    """Believed phones of today's members of the teams this person runs."""
    held = Device.members.through.objects.filter(person__in=people_led_by(person).values("pk")).values("device")
    return Device.objects.filter(revoked_at=None, pk__in=held)
