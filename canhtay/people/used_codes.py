"""A code from the telephone opens once. django-allauth remembers used ones in each process's own memory; this one holds for all."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from canhtay.core import sealing

# A code is good for its half minute, the one before and the one after.
GOOD_AT_ONCE = 3


@transaction.atomic
def use_once(authenticator: Authenticator, code: str) -> bool:
    """False for a code that was used already. Recovery codes are crossed off by django-allauth."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    used, digest = row.data.get("used", []), sealing.digest("".join(filter(str.isdigit, code)), f"code:{row.pk}")
    if digest in used:
        return False
    row.data["used"] = [digest, *used][:GOOD_AT_ONCE]
    row.save(update_fields=["data"])
    authenticator.data = row.data
    return True
