"""What has happened stays as it happened, also for whoever can run SQL as the app role (P13)."""

from django.db import migrations

from povertyplan.history import firm


class Migration(migrations.Migration):
    dependencies = (("audit", "0002_events"),)
    operations = (
        firm(),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON audit_auditevent FROM povertyplan_app", migrations.RunSQL.noop),
    )
