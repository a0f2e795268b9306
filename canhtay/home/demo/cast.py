"""Who can be signed in as, from the demo's page and from the links the command prints."""

from django.utils.translation import gettext_lazy as _

from canhtay.home.demo.ward import DEPUTY, LEADER, OFFICER, TRA_KHE_3, YOUTH
from canhtay.people.models import Account, Person
from canhtay.teams.models import Appointment

OFFICE_ROLES = {OFFICER: _("Cán bộ phường")}
PHONE_ROLES = {LEADER: _("Tổ trưởng, bác Hòa 66 tuổi"), DEPUTY: _("Tổ phó, bác Thu"), YOUTH: _("Thanh niên, cháu Minh")}


def person_of(role: str) -> Person:
    if role == OFFICER:
        return Account.objects.select_related("person").get(username="canbo.phuong").person
    members = Appointment.objects.filter(team__group__name=TRA_KHE_3, valid_until=None).select_related("person")
    wanted = {LEADER: Appointment.Role.LEADER, DEPUTY: Appointment.Role.DEPUTY, YOUTH: Appointment.Role.MEMBER}[role]
    return members.filter(role=wanted).order_by("pk").reverse()[0].person
