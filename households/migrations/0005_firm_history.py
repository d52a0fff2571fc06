"""What has happened stays as it happened, also for whoever can run SQL as the app role (P13)."""

from django.db import migrations

from povertyplan.history import firm


class Migration(migrations.Migration):
    dependencies = (("households", "0004_plan_rules"),)
    operations = (firm(),)
