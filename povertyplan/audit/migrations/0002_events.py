import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_app_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataChange",
            fields=[
                ("backend", models.IntegerField(primary_key=True, serialize=False)),
                ("changes", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ColumnMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("roster", "贫困户名册"),
                            ("helpers", "帮扶责任人结对表"),
                            ("enterprises", "辖区企业"),
                            ("boundaries", "村和边界"),
                        ],
                        max_length=12,
                    ),
                ),
                ("heading", models.CharField(max_length=80)),
                ("field", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "heading"), name="columnmatch_once")],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("roster", "贫困户名册"),
                            ("helpers", "帮扶责任人结对表"),
                            ("enterprises", "辖区企业"),
                            ("boundaries", "村和边界"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("preview", "待核对"), ("committed", "已导入"), ("undone", "已撤销")],
                        default="preview",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="文件")),
                ("file_digest", models.CharField(max_length=64)),
                ("file_sealed", models.BinaryField(null=True)),
                ("columns", models.JSONField(default=dict, verbose_name="对应列")),
                ("counts", models.JSONField(default=dict, verbose_name="计数")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("committed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at",),
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("user_name", models.CharField(max_length=80, verbose_name="谁")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("sign_in", "登录"),
                            ("sign_in_refused", "登录没有通过"),
                            ("sign_out", "退出"),
                            ("reveal", "查看完整证件号"),
                            ("export", "导出"),
                            ("print", "打印"),
                            ("import", "导入"),
                            ("undo", "撤销导入"),
                        ],
                        max_length=20,
                        verbose_name="做了什么",
                    ),
                ),
                ("subject_type", models.CharField(blank=True, max_length=60)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("subject_name", models.CharField(blank=True, max_length=120, verbose_name="对象")),
                ("village_code", models.CharField(blank=True, max_length=12, verbose_name="村代码")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("facts", models.JSONField(blank=True, default=dict, verbose_name="细节")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="来源地址")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_event_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "reveal"), _negated=True),
                            ("reason__regex", "[^[:space:]]"),
                            _connector="OR",
                        ),
                        name="audit_reveal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "sign_in",
                                    "sign_in_refused",
                                    "sign_out",
                                    "reveal",
                                    "export",
                                    "print",
                                    "import",
                                    "undo",
                                ],
                            )
                        ),
                        name="audit_act_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0450288fcb55201b346da4e2d56d2293ba7aac03",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00dfa",
                    table="audit_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committed_at__isnull", True), ("state", "preview"), ("undone_at__isnull", True)),
                    models.Q(("committed_at__isnull", False), ("state", "committed"), ("undone_at__isnull", True)),
                    models.Q(("committed_at__isnull", False), ("state", "undone"), ("undone_at__isnull", False)),
                    _connector="OR",
                ),
                name="importbatch_state_has_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["roster", "helpers", "enterprises", "boundaries"])),
                name="importbatch_kind_known",
            ),
        ),
    ]
