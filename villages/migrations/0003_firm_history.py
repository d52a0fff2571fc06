"""What has happened stays as it happened, also for whoever can run SQL as the app role (P13)."""

from django.db import migrations

from povertyplan.history import firm


class Migration(migrations.Migration):
    dependencies = (("villages", "0002_reporting_rule"),)
    operations = (firm(),)
