"""Apart from the rows it was copied to: PostgreSQL alters no table whose rows were changed in the same transaction."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("teams", "0007_scans_stay")]

    operations = [migrations.RemoveField(model_name="decision", name="scan")]
