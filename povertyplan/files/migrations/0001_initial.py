import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("jpeg", "照片"), ("pdf", "PDF")], max_length=4, verbose_name="类型"),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                ("content", models.FileField(upload_to="files/%Y/%m/")),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                (
                    "stored_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "文件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="storedfile_sha256_shape"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["jpeg", "pdf"])), name="storedfile_kind_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="storedfile_has_content"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="acc23589f9bb114ee74a05746ee5b3a32f729b5e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5ecea",
                    table="files_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
