"""The whole of what phones get and may send, on one page."""

from canhtay.catalogue.offline import render_services
from canhtay.people.offline import CHOOSE_ADDRESS
from canhtay.register.offline import render_alleys, render_households
from canhtay.rounds.offline import RECORD_VISIT, render_hours, render_last_visits, render_reasons
from canhtay.sync.commands import Verb
from canhtay.sync.feed import Streams
from canhtay.teams.offline import render_teams

STREAMS: Streams = {
    "team": (render_teams, render_hours),
    "alley": (render_alleys,),
    "household": (render_households, render_last_visits),
    "reason": (render_reasons,),
    "service": (render_services,),
}

VERBS: dict[str, Verb] = {verb.name: verb for verb in [RECORD_VISIT, CHOOSE_ADDRESS]}
