"""What has happened stays as it happened, also for whoever can run SQL as the app role (P13)."""

from django.db import migrations

from povertyplan.history import firm

# An undo asks for everything that a batch wrote.
_BY_BATCH = "CREATE INDEX pghistory_context_batch ON pghistory_context ((metadata -> 'batch'))"


class Migration(migrations.Migration):
    dependencies = (("audit", "0002_events"), ("pghistory", "0007_auto_20250421_0444"))
    operations = (
        firm(),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON audit_auditevent FROM povertyplan_app", migrations.RunSQL.noop),
        migrations.RunSQL(_BY_BATCH, "DROP INDEX pghistory_context_batch"),
    )
