"""Scans become rows of their own; which decisions were once issued is read from the history."""

import django.db.models.deletion
from django.db import migrations, models


def lay_scans_beside(apps, schema_editor):
    Decision, Scan = apps.get_model("teams", "Decision"), apps.get_model("teams", "DecisionScan")
    rows = Decision.objects.exclude(scan=None).values_list("pk", "scan", "scan__stored_at")
    Scan.objects.bulk_create(
        Scan(decision_id=decision, file_id=file, sent_at=stored_at, sent_by="") for decision, file, stored_at in rows
    )


def note_withdrawn(apps, schema_editor):
    Decision, Event = apps.get_model("teams", "Decision"), apps.get_model("core", "Event")
    told = Event.objects.filter(name="decision.withdrawn").order_by("pk").values_list("subject", "happened_at")
    for subject, happened_at in told:
        Decision.objects.filter(pk=subject.partition(":")[2]).update(withdrawn_at=happened_at)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_log_of_an_actor"),
        ("teams", "0006_version_of_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="DecisionScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=40)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="teams.decision"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.storedfile"
                    ),
                ),
            ],
            options={"ordering": ["-sent_at", "-pk"]},
        ),
        migrations.RunPython(lay_scans_beside, migrations.RunPython.noop),
        migrations.RunPython(note_withdrawn, migrations.RunPython.noop),
    ]
