"""What has happened stays as it happened: event tables of participation too (P13)."""

from django.db import migrations

from povertyplan.history import firm


class Migration(migrations.Migration):
    dependencies = (("households", "0006_plan_rules"),)
    operations = (firm(),)
