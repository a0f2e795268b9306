"""What decisions overwrote stands in their effects and is laid out by day; a leaving for health reads as a private matter.

Apart from the tables' own change: PostgreSQL alters no table whose rows were changed in the same transaction.
"""

from datetime import timedelta

from django.db import migrations

ONE_DAY = timedelta(days=1)


def lay_out_states(apps, schema_editor):
    Decision, Team, State = (apps.get_model("teams", name) for name in ("Decision", "Team", "TeamState"))
    since = dict(Team.objects.values_list("pk", "valid_from"))
    since = {str(key): day for key, day in since.items()}
    states = []
    for decision in Decision.objects.exclude(issued_at=None).order_by("issued_at", "pk"):
        for team, before, label in decision.effects.get("named", []):
            first, last = since.get(team), decision.effective_on - ONE_DAY
            if first and first <= last:
                states.append(
                    State(
                        team_id=team,
                        label=label,
                        decision_id=before,
                        valid_from=first,
                        valid_until=last,
                        ended_by=decision,
                    )
                )
                since[team] = decision.effective_on
    State.objects.bulk_create(states, batch_size=500)


def say_nothing_of_health(apps, schema_editor):
    """Also in the log: it is personal there as it is here."""
    for model in ("Appointment", "Seat"):
        apps.get_model("teams", model).objects.filter(left_because="health").update(left_because="private")
    Event = apps.get_model("core", "Event")
    told = Event.objects.filter(name__in=["team.left", "committee.unseated"], details__because="health")
    for event in told.iterator():
        event.details["because"] = "private"
        event.save(update_fields=["details"])


class Migration(migrations.Migration):
    dependencies = [("core", "0004_log_of_an_actor"), ("teams", "0009_team_states")]

    operations = [
        migrations.RunPython(lay_out_states, migrations.RunPython.noop),
        migrations.RunPython(say_nothing_of_health, migrations.RunPython.noop),
    ]
