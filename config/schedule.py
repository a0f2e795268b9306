"""All periodic work, in the time of Vietnam. Each line: a name (kept with its jobs, never renamed), a task, when.

The jobs' tasks are imported only when they are due. Every worker queues what is due; one of them succeeds.
After a standstill a job is run once for all the times it was missed.
"""

from datetime import time

from canhtay.core.jobs.schedule import Daily, Entry, Every

SCHEDULE: list[Entry] = [
    # Just after midnight all teams, since rules and people have dates; between, those that were never judged.
    Every("judge teams", "canhtay.teams.jobs.judge_what_is_due", minutes=30),
    # An uploaded roster is kept a day, for correcting how it was read, and not longer.
    Every("forget old files", "canhtay.core.chores.forget_old_files", minutes=60),
    Daily("forget finished jobs", "canhtay.core.jobs.forgetting.forget_finished", time(2, 40)),
    Daily("forget ended sessions", "canhtay.people.chores.forget_ended_sessions", time(2, 45)),
    Daily("forget old copies", "canhtay.core.serving.copies.forget_old_copies", time(2, 50)),
]
