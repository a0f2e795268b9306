"""Who can be signed in as, from the demo's page and from the links the command prints."""

from django.utils.translation import gettext_lazy as _

from canhtay.core import facts
from canhtay.home.demo.visitor import DEPUTY, LEADER, OFFICER, YOUTH, fact_of
from canhtay.people.models import Person

OFFICE_ROLES = {OFFICER: _("Cán bộ phường")}
PHONE_ROLES = {LEADER: _("Tổ trưởng, bác Hòa 66 tuổi"), DEPUTY: _("Tổ phó, bác Thu"), YOUTH: _("Thanh niên, cháu Minh")}


def person_of(role: str) -> Person:
    return Person.unscoped.get(pk=facts.get(fact_of(role)))
