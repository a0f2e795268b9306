"""Teams that ended before their slots ended with them: those slots end on the team's last day."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def end_slots(apps, schema):
    team = apps.get_model("teams", "Team").objects.filter(pk=OuterRef("team"))
    slots = apps.get_model("rounds", "Slot").objects.filter(valid_until=None, team__valid_until__isnull=False)
    slots.update(valid_until=Subquery(team.values("valid_until")[:1]))


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_begin"), ("teams", "0002_decisions_and_bodies")]

    operations = [migrations.RunPython(end_slots, migrations.RunPython.noop)]
