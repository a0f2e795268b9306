"""Event → jobs after commit: the one place where something happens because of something else.

The name of a declared event, and the dotted paths of tasks. They are queued in the event's own transaction, so they
run after its commit or not at all, and are called with the list of the subjects' ids: `task(subjects)`.
Rooms that may not import one another meet here and nowhere else.
"""

REACTIONS: dict[str, list[str]] = {
    "household.added": ["canhtay.rounds.jobs.ask_for_first_visits"],
    "person.changed": ["canhtay.teams.jobs.tell_of_people"],
    "person.address_chosen": ["canhtay.teams.jobs.tell_of_people"],
    "places.reformed": ["canhtay.teams.jobs.judge_reformed"],
    "places.reform_undone": ["canhtay.teams.jobs.judge_reformed"],
    "rule.chosen": ["canhtay.teams.jobs.judge_below"],
    "resident.forgotten": ["canhtay.register.jobs.scrub_after_forgetting"],
    "decision.issued": ["canhtay.teams.decisions.jobs.print_issued", "canhtay.rounds.jobs.slots_after_decisions"],
    "decision.withdrawn": ["canhtay.rounds.jobs.slots_after_decisions"],
}
