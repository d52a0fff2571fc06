"""What has happened stays as it happened: event tables of plans and reports too (P13)."""

from django.db import migrations

from povertyplan.history import firm


class Migration(migrations.Migration):
    dependencies = (("villages", "0004_reporting_rule"),)
    operations = (firm(),)
