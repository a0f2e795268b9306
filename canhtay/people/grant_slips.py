"""The slip of a one-time password: shown once, at an address of its own, so that asking for the page again renews nothing.

Until it is shown it waits in the officer's own session, sealed.
"""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from canhtay.core import sealing
from canhtay.people.accounts import ONE_TIME_GOOD_FOR
from canhtay.people.grant_actions import Slip
from canhtay.people.models import Account, Person
from canhtay.people.rules import accounts_run_by
from canhtay.people.second_factors import lacks_a_second_factor
from canhtay.people.signed_in import signed_in, the_one

WAITS = "slip"


def hand_over(request: HttpRequest, slip: Slip, *, new: bool) -> HttpResponse:
    """`new`: with the account itself."""
    key = str(slip.account.person_id)
    told = {"person": key, "password": slip.password, "new": new}
    request.session[WAITS] = sealing.seal(json.dumps(told)).hex()
    return redirect("slip", key)


@require_GET
@signed_in
def slip_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Printed and handed over; asked for again, the page does not know the password any more."""
    account = the_one(accounts_run_by(person), key, by="person")
    told = _taken(request, account)
    since = account.must_change_password_since
    context = {
        "account": account,
        "person": account.person,
        "told": told,
        "good_until": since and since + ONE_TIME_GOOD_FOR,
        "address": request.build_absolute_uri("/"),
        "asks_factor": lacks_a_second_factor(account),
    }
    return render(request, "people/grants/slip.html" if told else "people/grants/slip_shown.html", context)


def _taken(request: HttpRequest, account: Account) -> dict[str, Any] | None:
    """None where this person's slip does not wait: it was shown."""
    sealed = request.session.get(WAITS)
    told = json.loads(sealing.unseal(bytes.fromhex(sealed))) if sealed else None
    if told is None or told["person"] != str(account.person_id):
        return None
    del request.session[WAITS]
    return dict(told)
