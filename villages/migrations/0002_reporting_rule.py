"""Half-month reports are due two days after the half-month (this office's practice; data, to be changed on the page)."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rules = apps.get_model("villages", "ReportingRule").objects
    rules.get_or_create(starts_on=date(2016, 1, 1), defaults={"days": 2, "source": "半月报通行做法，待办事处核对"})


class Migration(migrations.Migration):
    dependencies = (("villages", "0001_initial"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
