import datetime
import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import villages.models.village


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("enterprises", "0002_income_and_measures"),
        ("files", "0002_firm_history"),
        ("households", "0005_firm_history"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("villages", "0003_firm_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("serial", models.CharField(max_length=40, verbose_name="流水号")),
                ("day", models.DateField(verbose_name="交易日期")),
                ("summary", models.CharField(blank=True, max_length=60, verbose_name="摘要")),
                ("paid_out", models.BigIntegerField(default=0, verbose_name="借方（分）")),
                ("paid_in", models.BigIntegerField(default=0, verbose_name="贷方（分）")),
                ("balance", models.BigIntegerField(verbose_name="余额（分）")),
                ("counterparty", models.CharField(blank=True, max_length=60, verbose_name="对方户名")),
            ],
            options={
                "verbose_name": "银行流水",
                "ordering": ("fund", "day", "statement", "position"),
            },
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="为什么选它")),
                ("document_no", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("selected_on", models.DateField(verbose_name="哪天定的")),
                ("bank_name", models.CharField(max_length=60, verbose_name="开户银行")),
                ("bank_account", models.BinaryField(null=True)),
                ("bank_tail", models.CharField(blank=True, max_length=4, verbose_name="账号后四位")),
                (
                    "hotline",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="监督电话",
                    ),
                ),
                ("second_above", models.BigIntegerField(default=5000000, verbose_name="多少以上两人批（分）")),
                ("notice_days", models.PositiveSmallIntegerField(default=10, verbose_name="公示天数")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.OneToOneField(
                        error_messages={"unique": "这个村已经有基金"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund",
                        to="villages.village",
                        verbose_name="试点村",
                    ),
                ),
            ],
            options={
                "verbose_name": "基金",
                "ordering": ("village__code",),
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="做什么")),
                ("reason", models.CharField(max_length=200, verbose_name="为什么")),
                ("amount", models.BigIntegerField(verbose_name="申请多少（分）")),
                ("quotes", models.CharField(blank=True, max_length=200, verbose_name="怎么定的价")),
                ("payee", models.CharField(max_length=60, verbose_name="付给谁")),
                (
                    "ruled_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("office", "单位基本支出"),
                                ("bonus", "奖金、津贴、福利"),
                                ("losses", "弥补企业亏损"),
                                ("buildings", "修建楼堂馆所"),
                                ("debts", "弥补预算缺口、还债"),
                                ("large_works", "大中型基本建设"),
                                ("vehicles", "交通工具和通讯设备"),
                                ("city", "城市基础设施"),
                                ("unrelated", "和脱贫无关的其他支出"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("applied_on", models.DateField(verbose_name="哪天申请的")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="哪天撤回")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=120, verbose_name="为什么撤回")),
                (
                    "applied_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="funds.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "资金申请",
                "ordering": ("fund", "-applied_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ApplicationShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="多少（分）")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="哪天签收")),
                ("received_by", models.CharField(blank=True, max_length=40, verbose_name="谁签的")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="funds.application"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_shares",
                        to="households.household",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "受益户",
                "ordering": ("application", "household"),
            },
        ),
        migrations.CreateModel(
            name="ApplicationShareEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="多少（分）")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="哪天签收")),
                ("received_by", models.CharField(blank=True, max_length=40, verbose_name="谁签的")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.household",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.applicationshare",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_on", models.DateField(verbose_name="哪天")),
                ("agrees", models.BooleanField(verbose_name="同意")),
                ("words", models.CharField(blank=True, max_length=120, verbose_name="意见")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="funds.application"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "审批",
                "ordering": ("application", "decided_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ApprovalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("decided_on", models.DateField(verbose_name="哪天")),
                ("agrees", models.BooleanField(verbose_name="同意")),
                ("words", models.CharField(blank=True, max_length=120, verbose_name="意见")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.approval",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BankMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="match", to="funds.bankline"
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "勾对",
            },
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("imported_on", models.DateField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="funds.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "银行对账单",
                "ordering": ("fund", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="bankline",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="funds.bankstatement"
            ),
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "fund",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="chain",
                        serialize=False,
                        to="funds.fund",
                    ),
                ),
                ("head", models.BinaryField(default=b"")),
                ("seq", models.BigIntegerField(default=0)),
                ("closed_through", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BankStatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("file_name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("imported_on", models.DateField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.bankstatement",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.fund",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bankline",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bank_lines", to="funds.fund"
            ),
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="做什么")),
                ("reason", models.CharField(max_length=200, verbose_name="为什么")),
                ("amount", models.BigIntegerField(verbose_name="申请多少（分）")),
                ("quotes", models.CharField(blank=True, max_length=200, verbose_name="怎么定的价")),
                ("payee", models.CharField(max_length=60, verbose_name="付给谁")),
                (
                    "ruled_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("office", "单位基本支出"),
                                ("bonus", "奖金、津贴、福利"),
                                ("losses", "弥补企业亏损"),
                                ("buildings", "修建楼堂馆所"),
                                ("debts", "弥补预算缺口、还债"),
                                ("large_works", "大中型基本建设"),
                                ("vehicles", "交通工具和通讯设备"),
                                ("city", "城市基础设施"),
                                ("unrelated", "和脱贫无关的其他支出"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("applied_on", models.DateField(verbose_name="哪天申请的")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="哪天撤回")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=120, verbose_name="为什么撤回")),
                (
                    "applied_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.application",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.fund",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("hash", models.BinaryField()),
                ("printed_on", models.DateField()),
                (
                    "printed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="anchors", to="funds.fund"
                    ),
                ),
            ],
            options={
                "ordering": ("fund", "seq", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("bank", "银行专户"), ("earmark", "专款")], max_length=8, verbose_name="种类"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subsidy", "专项补助"),
                            ("sponsorship", "企业赞助"),
                            ("public", "各界帮助"),
                            ("interest", "存款利息"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="限定用途",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="funds.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "科目",
                "ordering": ("fund", "kind", "source", "use"),
            },
        ),
        migrations.CreateModel(
            name="Deliberation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="哪天开的会")),
                ("present", models.PositiveSmallIntegerField(verbose_name="到会多少人")),
                ("agreed", models.PositiveSmallIntegerField(verbose_name="同意多少人")),
                ("chair", models.CharField(max_length=40, verbose_name="主持人")),
                ("words", models.CharField(max_length=200, verbose_name="议定什么")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliberation", to="funds.application"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "村评议",
            },
        ),
        migrations.CreateModel(
            name="DeliberationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("held_on", models.DateField(verbose_name="哪天开的会")),
                ("present", models.PositiveSmallIntegerField(verbose_name="到会多少人")),
                ("agreed", models.PositiveSmallIntegerField(verbose_name="同意多少人")),
                ("chair", models.CharField(max_length=40, verbose_name="主持人")),
                ("words", models.CharField(max_length=200, verbose_name="议定什么")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.deliberation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("idem", models.UUIDField(unique=True)),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("receipt", "收入"), ("payment", "支出"), ("reversal", "冲红")],
                        max_length=10,
                        verbose_name="收支",
                    ),
                ),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("memo", models.CharField(max_length=120, verbose_name="摘要")),
                ("posted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="funds.fund"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="funds.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "账目",
                "ordering": ("fund", "seal__seq"),
            },
        ),
        migrations.CreateModel(
            name="BankMatchEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.bankline",
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.bankmatch",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.entry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bankmatch",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="bank_match", to="funds.entry"
            ),
        ),
        migrations.CreateModel(
            name="FundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=200, verbose_name="为什么选它")),
                ("document_no", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("selected_on", models.DateField(verbose_name="哪天定的")),
                ("bank_name", models.CharField(max_length=60, verbose_name="开户银行")),
                ("bank_account", models.BinaryField(null=True)),
                ("bank_tail", models.CharField(blank=True, max_length=4, verbose_name="账号后四位")),
                (
                    "hotline",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="监督电话",
                    ),
                ),
                ("second_above", models.BigIntegerField(default=5000000, verbose_name="多少以上两人批（分）")),
                ("notice_days", models.PositiveSmallIntegerField(default=10, verbose_name="公示天数")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.fund",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        error_messages={"unique": "这个村已经有基金"},
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="试点村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FundNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("posted_on", models.DateField(verbose_name="哪天贴出")),
                ("ends_on", models.DateField(verbose_name="公示到哪天")),
                ("place", models.CharField(max_length=60, verbose_name="贴在哪里")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="哪天停的")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="funds.application"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "基金公示",
                "ordering": ("application", "posted_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="FundNoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("posted_on", models.DateField(verbose_name="哪天贴出")),
                ("ends_on", models.DateField(verbose_name="公示到哪天")),
                ("place", models.CharField(max_length=60, verbose_name="贴在哪里")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="哪天停的")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.fundnotice",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FundObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raised_on", models.DateField(verbose_name="哪天提的")),
                ("words", models.CharField(max_length=200, verbose_name="说了什么")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="哪天答复")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="怎么答复")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="成立")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="funds.fundnotice"
                    ),
                ),
            ],
            options={
                "verbose_name": "对公示的异议",
                "ordering": ("notice", "raised_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="FundObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("raised_on", models.DateField(verbose_name="哪天提的")),
                ("words", models.CharField(max_length=200, verbose_name="说了什么")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="哪天答复")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="怎么答复")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="成立")),
                (
                    "notice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.fundnotice",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.fundobjection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FundOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_on", models.DateField(verbose_name="哪天核的")),
                ("result", models.CharField(max_length=200, verbose_name="办成了什么")),
                ("households", models.PositiveIntegerField(verbose_name="惠及多少户")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="funds.application"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "使用结果",
            },
        ),
        migrations.CreateModel(
            name="FundOutcomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("known_on", models.DateField(verbose_name="哪天核的")),
                ("result", models.CharField(max_length=200, verbose_name="办成了什么")),
                ("households", models.PositiveIntegerField(verbose_name="惠及多少户")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.fundoutcome",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PeriodClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("through", models.DateField(verbose_name="结到哪天")),
                ("balance", models.BigIntegerField(verbose_name="银行余额（分）")),
                ("closed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="funds.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "结账",
                "ordering": ("fund", "-through"),
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="funds.account"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="funds.entry"
                    ),
                ),
            ],
            options={
                "ordering": ("entry", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("prev", models.BinaryField()),
                ("hash", models.BinaryField()),
                ("version", models.SmallIntegerField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="funds.entry"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seals", to="funds.fund"
                    ),
                ),
            ],
            options={
                "ordering": ("fund", "seq"),
            },
        ),
        migrations.CreateModel(
            name="StatementBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("through", models.DateField(verbose_name="结到哪天")),
                ("balance", models.BigIntegerField(verbose_name="银行余额（分）")),
                ("entered_on", models.DateField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statement_balances", to="funds.fund"
                    ),
                ),
            ],
            options={
                "verbose_name": "对账单余额",
                "ordering": ("fund", "-through"),
            },
        ),
        migrations.CreateModel(
            name="StatementBalanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("through", models.DateField(verbose_name="结到哪天")),
                ("balance", models.BigIntegerField(verbose_name="银行余额（分）")),
                ("entered_on", models.DateField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.fund",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.statementbalance",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("idem", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("receipt", "收入"), ("payment", "支出"), ("reversal", "冲红")],
                        max_length=10,
                        verbose_name="收支",
                    ),
                ),
                ("paper_no", models.CharField(blank=True, max_length=30, verbose_name="凭证号")),
                ("day", models.DateField(verbose_name="日期")),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("counterparty", models.CharField(blank=True, max_length=60, verbose_name="对方")),
                ("bank_ref", models.CharField(blank=True, max_length=40, verbose_name="银行流水号")),
                ("memo", models.CharField(max_length=120, verbose_name="摘要")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "等审批"),
                            ("approved", "已入账"),
                            ("returned", "退回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=120, verbose_name="退回原因")),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="funds.account",
                        verbose_name="专款",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="funds.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_receipt",
                        to="enterprises.delivery",
                        verbose_name="企业捐赠",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vouchers", to="funds.fund"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversing_voucher",
                        to="funds.entry",
                        verbose_name="冲哪一笔",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证",
                "ordering": ("fund", "-day", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="voucher",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="entry", to="funds.voucher"
            ),
        ),
        migrations.CreateModel(
            name="VoucherEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("idem", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("receipt", "收入"), ("payment", "支出"), ("reversal", "冲红")],
                        max_length=10,
                        verbose_name="收支",
                    ),
                ),
                ("paper_no", models.CharField(blank=True, max_length=30, verbose_name="凭证号")),
                ("day", models.DateField(verbose_name="日期")),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "发展产业"),
                            ("training", "就业和技能培训"),
                            ("schooling", "助学"),
                            ("medical", "助医"),
                            ("housing", "住房安全"),
                            ("water", "饮水安全"),
                            ("facilities", "小型公益设施"),
                            ("posts", "公益岗位"),
                            ("relief", "临时救助"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("counterparty", models.CharField(blank=True, max_length=60, verbose_name="对方")),
                ("bank_ref", models.CharField(blank=True, max_length=40, verbose_name="银行流水号")),
                ("memo", models.CharField(max_length=120, verbose_name="摘要")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "等审批"),
                            ("approved", "已入账"),
                            ("returned", "退回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=120, verbose_name="退回原因")),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.account",
                        verbose_name="专款",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.delivery",
                        verbose_name="企业捐赠",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.fund",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.voucher",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.entry",
                        verbose_name="冲哪一笔",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VoucherFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=40, verbose_name="这是什么")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="funds.voucher"
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证附件",
                "ordering": ("voucher", "pk"),
            },
        ),
        migrations.CreateModel(
            name="VoucherFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("caption", models.CharField(max_length=40, verbose_name="这是什么")),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="funds.voucherfile",
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="funds.voucher",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="funds.account",
                    ),
                ),
                ("sign", models.SmallIntegerField()),
                ("amount", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sign__in", [1, -1])), name="balance_sign"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gte", 0), ("sign", 1)),
                            models.Q(("amount__lte", 0), ("sign", -1)),
                            _connector="OR",
                        ),
                        name="balance_not_overdrawn",
                        violation_error_message="钱不够：这笔专款或者专户没有这么多",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="applicationshare",
            constraint=models.UniqueConstraint(fields=("application", "household"), name="applicationshare_once"),
        ),
        migrations.AddConstraint(
            model_name="applicationshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__range", (1, 100000000000)), _connector="OR"),
                name="applicationshare_amount_range",
                violation_error_message="金额大于 0，没有就不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_by", ""), ("received_on__isnull", True)),
                    models.Q(
                        ("received_on__isnull", False),
                        ("received_on__lte", villages.models.village.Today()),
                        models.Q(("received_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="applicationshare_receipt_signed",
                violation_error_message="写上哪天、谁签收的",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "received_by__regex",
                        "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                    ),
                    _negated=True,
                ),
                name="applicationshare_no_id_number",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationshare",
            trigger=pgtrigger.compiler.Trigger(
                name="fits",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.funds_application a JOIN public.funds_fund f ON f.id = a.fund_id\n                 JOIN public.households_household h ON h.village_id = f.village_id\n                WHERE a.id = NEW.application_id AND h.id = NEW.household_id) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'applicationshare_of_the_village';\nEND IF;\nPERFORM FROM public.funds_application a WHERE a.id = NEW.application_id FOR UPDATE;\nIF (SELECT COALESCE(sum(s.amount), 0) FROM public.funds_applicationshare s\n     WHERE s.application_id = NEW.application_id AND s.id IS DISTINCT FROM NEW.id) + COALESCE(NEW.amount, 0)\n   > (SELECT a.amount FROM public.funds_application a WHERE a.id = NEW.application_id) THEN\n  RAISE EXCEPTION 'shares are more than application % asks for', NEW.application_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'applicationshare_within';\nEND IF;\nRETURN NEW;\n",
                    hash="cb5307374604d21d264dce16f88c4dad05541500",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_fits_684bf",
                    table="funds_applicationshare",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationshare",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationshareevent" ("amount", "application_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_id", "received_by", "received_on") SELECT new_values."amount", new_values."application_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."receipt_id", new_values."received_by", new_values."received_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c298e7a23eb5f09585541576c20a213a892af1c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a7c14",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_applicationshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationshare",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationshareevent" ("amount", "application_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_id", "received_by", "received_on") SELECT new_values."amount", new_values."application_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."receipt_id", new_values."received_by", new_values."received_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce4a18c551d3c68c17d3702e608f1719a62ebf80",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30148",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_applicationshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationshare",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationshareevent" ("amount", "application_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_id", "received_by", "received_on") SELECT old_values."amount", old_values."application_id", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."receipt_id", old_values."received_by", old_values."received_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c92a11c752e4bba1ddfba9335a9fd3113169fb87",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ded19",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_applicationshare",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationshareevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ed1958ab24284dc00fdcbd166f349f4268b25d84",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23ed1",
                    table="funds_applicationshareevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                fields=("application", "decided_by"),
                name="approval_once_a_person",
                violation_error_message="你已经审批过这份申请，另一次要换人",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_on__isnull", True),
                    ("decided_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="approval_has_been",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("agrees", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="approval_refusal_has_reason",
                violation_error_message="不同意写上原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "words__regex",
                        "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                    ),
                    _negated=True,
                ),
                name="approval_without_id_number",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="by_another",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.funds_application a LEFT JOIN public.funds_deliberation d ON d.application_id = a.id\n            WHERE a.id = NEW.application_id AND NEW.decided_by_id IN (a.applied_by_id, d.recorded_by_id)) THEN\n  RAISE EXCEPTION 'who applied cannot approve'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_by_another';\nEND IF;\nIF NOT EXISTS (SELECT FROM public.funds_deliberation d WHERE d.application_id = NEW.application_id\n                  AND d.agreed * 2 > d.present AND d.held_on <= NEW.decided_on) THEN\n  RAISE EXCEPTION 'the village has not agreed'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_after_deliberation';\nEND IF;\nRETURN NEW;\n",
                    hash="34c0f3f9c99c16eb214146b5f3a797ac8ce498b2",
                    operation="INSERT",
                    pgid="pgtrigger_by_another_c12e6",
                    table="funds_approval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e29a88d0d75f45651969ffa80177992c469a3f48",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1273a",
                    table="funds_approval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_approvalevent" ("agrees", "application_id", "decided_by_id", "decided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") SELECT new_values."agrees", new_values."application_id", new_values."decided_by_id", new_values."decided_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="51618f0143832512417ee5d8033c742b18c6c51f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_265d8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_approvalevent" ("agrees", "application_id", "decided_by_id", "decided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") SELECT new_values."agrees", new_values."application_id", new_values."decided_by_id", new_values."decided_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d5ef13a8a6f6b5465de773fd9ba90a70a2123202",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e97b5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_approvalevent" ("agrees", "application_id", "decided_by_id", "decided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") SELECT old_values."agrees", old_values."application_id", old_values."decided_by_id", old_values."decided_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="549d669da3cceaa2a3e7e15cffe48d7361e82378",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0cf60",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approvalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e86baaa600aa8dc9555819780661b40e77b9bf8c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f273c",
                    table="funds_approvalevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.CheckConstraint(condition=models.Q(("seq__gte", 0)), name="chain_seq_from_0"),
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_through__isnull", True),
                    ("closed_through__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="chain_closed_day_has_come",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("reason", ""), _negated=True), models.Q(("bank_name", ""), _negated=True)),
                name="fund_has_reason",
                violation_error_message="写上为什么选这个村、开户银行",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("selected_on__isnull", True),
                    ("selected_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="fund_day_has_come",
                violation_error_message="定试点的日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice_days__range", (10, 90))),
                name="fund_notice_long_enough",
                violation_error_message="公示不少于 10 天",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_above__range", (0, 100000000000))),
                name="fund_second_above_range",
                violation_error_message="两人批的金额不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hotline", ""), ("hotline__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                ),
                name="fund_hotline_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(("bank_tail__regex", "^([0-9]{4})?$")), name="fund_bank_tail_shape"
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "reason__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "document_no__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "bank_name__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="fund_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_begin_chain",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nINSERT INTO public.funds_chain (fund_id, head, seq, closed_through) VALUES (NEW.id, '\\x', 0, NULL);\nRETURN NULL;\n",
                    hash="106909e739031def636889e3a9980a930006557f",
                    operation="INSERT",
                    pgid="pgtrigger_owner_begin_chain_936be",
                    table="funds_fund",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="village_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b965d615b157d4f1cb62dcf1e7646c8b3647ddc3",
                    operation="UPDATE",
                    pgid="pgtrigger_village_stays_feef1",
                    table="funds_fund",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a5376167ba9627be4282bdfb427ec33e44c7a140",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_19b3c",
                    table="funds_fund",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundevent" ("bank_account", "bank_name", "bank_tail", "document_no", "hotline", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "second_above", "selected_on", "village_id") SELECT new_values."bank_account", new_values."bank_name", new_values."bank_tail", new_values."document_no", new_values."hotline", new_values."id", new_values."notice_days", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."second_above", new_values."selected_on", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f94067f2466ae4f40c700d180875499d01fca62e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77452",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_fund",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundevent" ("bank_account", "bank_name", "bank_tail", "document_no", "hotline", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "second_above", "selected_on", "village_id") SELECT new_values."bank_account", new_values."bank_name", new_values."bank_tail", new_values."document_no", new_values."hotline", new_values."id", new_values."notice_days", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."second_above", new_values."selected_on", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="744b20b6840c3e5bea05d6c24318f5aed108b4d8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_29cb6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_fund",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fund",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundevent" ("bank_account", "bank_name", "bank_tail", "document_no", "hotline", "id", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "second_above", "selected_on", "village_id") SELECT old_values."bank_account", old_values."bank_name", old_values."bank_tail", old_values."document_no", old_values."hotline", old_values."id", old_values."notice_days", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."recorded_by_id", old_values."second_above", old_values."selected_on", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a86259606b5ec49a0b9ba1b428595fb78236f597",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d323f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_fund",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankstatementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e81182b16c0cab599e324936cf8e0c77bc1b7092",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_42159",
                    table="funds_bankstatementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.UniqueConstraint(fields=("fund", "digest"), name="bankstatement_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankstatementevent" ("digest", "file_name", "fund_id", "id", "imported_by_id", "imported_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."digest", new_values."file_name", new_values."fund_id", new_values."id", new_values."imported_by_id", new_values."imported_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="029fa92a354c5e35061ff25ddf5221f61b8b05a3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_793d2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_bankstatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankstatementevent" ("digest", "file_name", "fund_id", "id", "imported_by_id", "imported_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."digest", new_values."file_name", new_values."fund_id", new_values."id", new_values."imported_by_id", new_values."imported_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69a606d2b8310dcb4c7588ac40b4f9539392db62",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b2c43",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_bankstatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankstatementevent" ("digest", "file_name", "fund_id", "id", "imported_by_id", "imported_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."digest", old_values."file_name", old_values."fund_id", old_values."id", old_values."imported_by_id", old_values."imported_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5cb7224462d06387bef070c5d8ba0cc1133454e5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_272ae",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_bankstatement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.UniqueConstraint(fields=("fund", "serial"), name="bankline_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_in", 0), ("paid_out__range", (1, 100000000000))),
                    models.Q(("paid_in__range", (1, 100000000000)), ("paid_out", 0)),
                    _connector="OR",
                ),
                name="bankline_one_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance__range", (-10000000000000, 10000000000000))), name="bankline_balance_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day__isnull", True),
                    ("day__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="bankline_has_been",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "summary__regex",
                        "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                    ),
                    _negated=True,
                ),
                name="bankline_without_id_number",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="086d3229fec846f9c9396c8d18ff3e993bc75214",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_db161",
                    table="funds_bankline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="applicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c403c0027f5dfb2ccf2e2d87bd75679f4216e461",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_81b95",
                    table="funds_applicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "use__in",
                        [
                            "industry",
                            "training",
                            "schooling",
                            "medical",
                            "housing",
                            "water",
                            "facilities",
                            "posts",
                            "relief",
                        ],
                    )
                ),
                name="application_relief_use",
                violation_error_message="只能用在扶贫用途上，从清单里选",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ruled_out__contains",
                        [
                            "office",
                            "bonus",
                            "losses",
                            "buildings",
                            "debts",
                            "large_works",
                            "vehicles",
                            "city",
                            "unrelated",
                        ],
                    )
                ),
                name="application_off_the_negative_list",
                violation_error_message="负面清单逐项确认都不是，才能申请",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__range", (1, 100000000000))),
                name="application_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_on__isnull", True),
                        ("applied_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("withdrawn_on__isnull", True),
                        ("withdrawn_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="application_days_have_come",
                violation_error_message="日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_on__isnull", True), ("withdrawn_reason", "")),
                    models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="application_withdrawn_with_reason",
                violation_error_message="写上为什么撤回",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("payee", ""), _negated=True),
                    models.Q(
                        (
                            "what__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "reason__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "quotes__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "payee__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "withdrawn_reason__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="application_has_words",
                violation_error_message="写上做什么、为什么、付给谁；里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="as_deliberated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.funds_deliberation d WHERE d.application_id = NEW.id) AND\n   (NEW.fund_id, NEW.use, NEW.what, NEW.amount) IS DISTINCT FROM (OLD.fund_id, OLD.use, OLD.what, OLD.amount) THEN\n  RAISE EXCEPTION 'application % was deliberated', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'application_as_deliberated';\nEND IF;\nRETURN NEW;\n",
                    hash="8cf6360917c7bce984a2ee3cccc85a66a7c8f7a8",
                    operation="UPDATE",
                    pgid="pgtrigger_as_deliberated_cf5b6",
                    table="funds_application",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="3909bad68ed4bb8ddf57bea3235a5728f0b06f92",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_859db",
                    table="funds_application",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationevent" ("amount", "applied_by_id", "applied_on", "fund_id", "id", "payee", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes", "reason", "ruled_out", "use", "what", "withdrawn_on", "withdrawn_reason") SELECT new_values."amount", new_values."applied_by_id", new_values."applied_on", new_values."fund_id", new_values."id", new_values."payee", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quotes", new_values."reason", new_values."ruled_out", new_values."use", new_values."what", new_values."withdrawn_on", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1311a74228e0caf0efb5470d971a8fedfa8d0106",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e7426",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_application",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationevent" ("amount", "applied_by_id", "applied_on", "fund_id", "id", "payee", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes", "reason", "ruled_out", "use", "what", "withdrawn_on", "withdrawn_reason") SELECT new_values."amount", new_values."applied_by_id", new_values."applied_on", new_values."fund_id", new_values."id", new_values."payee", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quotes", new_values."reason", new_values."ruled_out", new_values."use", new_values."what", new_values."withdrawn_on", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0f5e6731fdb86aad82bfa8ed66d43e639d5ccea5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_29727",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_application",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_applicationevent" ("amount", "applied_by_id", "applied_on", "fund_id", "id", "payee", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quotes", "reason", "ruled_out", "use", "what", "withdrawn_on", "withdrawn_reason") SELECT old_values."amount", old_values."applied_by_id", old_values."applied_on", old_values."fund_id", old_values."id", old_values."payee", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quotes", old_values."reason", old_values."ruled_out", old_values."use", old_values."what", old_values."withdrawn_on", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="77869e9173a794956f55b986287df676ee0a7417",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6adf3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_application",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anchor",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6ffc48eb12831d5ae7b7a37502ec29a4fd04b1a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20aba",
                    table="funds_anchor",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(fields=("fund", "kind", "source", "use"), name="account_once"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "bank"), ("source", ""), ("use", "")),
                    models.Q(
                        ("kind", "earmark"),
                        ("source__in", ["subsidy", "sponsorship", "public", "interest"]),
                        (
                            "use__in",
                            [
                                "",
                                "industry",
                                "training",
                                "schooling",
                                "medical",
                                "housing",
                                "water",
                                "facilities",
                                "posts",
                                "relief",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="account_kind_has_its_facts",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_begin_balance",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nINSERT INTO public.funds_balance (account_id, sign, amount)\nVALUES (NEW.id, CASE WHEN NEW.kind = 'bank' THEN 1 ELSE -1 END, 0);\nRETURN NULL;\n",
                    hash="bdfeef57edbe9b961768f26dd75242a8475ca759",
                    operation="INSERT",
                    pgid="pgtrigger_owner_begin_balance_7b8b0",
                    table="funds_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="236c1bd4c2c7b6e635fe98a97324cefa70749bca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_83070",
                    table="funds_account",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deliberation",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed__lte", models.F("present")), ("present__range", (3, 5000))),
                name="deliberation_counts",
                violation_error_message="到会至少 3 人，同意的不多于到会的",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliberation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", True),
                    ("held_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="deliberation_has_been",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliberation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True),
                    models.Q(("chair", ""), _negated=True),
                    models.Q(
                        (
                            "words__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "chair__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="deliberation_has_words",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliberation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4e2ecf1d3e015bb333fafd5e1b0203304b397ffb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_db0b8",
                    table="funds_deliberation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliberation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_deliberationevent" ("agreed", "application_id", "chair", "held_on", "id", "minutes_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_by_id", "words") SELECT new_values."agreed", new_values."application_id", new_values."chair", new_values."held_on", new_values."id", new_values."minutes_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."present", new_values."recorded_by_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0d83ef49a1fa63a678d913d1703339bd0e85dd2c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3af0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_deliberation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliberation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_deliberationevent" ("agreed", "application_id", "chair", "held_on", "id", "minutes_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_by_id", "words") SELECT new_values."agreed", new_values."application_id", new_values."chair", new_values."held_on", new_values."id", new_values."minutes_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."present", new_values."recorded_by_id", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="107775122ed78eaf31dda9f5a7a774efa1887b53",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d84da",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_deliberation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliberation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_deliberationevent" ("agreed", "application_id", "chair", "held_on", "id", "minutes_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "present", "recorded_by_id", "words") SELECT old_values."agreed", old_values."application_id", old_values."chair", old_values."held_on", old_values."id", old_values."minutes_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."present", old_values."recorded_by_id", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="27e0f0d8262628a74568e3f6b4a61d3a39f69938",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3e295",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_deliberation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliberationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="276155f31e88512e43bf70e7759c79d376ea3110",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1f0a9",
                    table="funds_deliberationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankmatchevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f4c1631cbb7218a3713dbafe95c939f5b3ea0c8e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d2620",
                    table="funds_bankmatchevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankmatch",
            trigger=pgtrigger.compiler.Trigger(
                name="same_money",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.funds_bankline l JOIN public.funds_entry e ON e.fund_id = l.fund_id\n    JOIN public.funds_posting p ON p.entry_id = e.id JOIN public.funds_account a ON a.id = p.account_id\n   WHERE l.id = NEW.line_id AND e.id = NEW.entry_id AND a.kind = 'bank' AND p.amount = l.paid_in - l.paid_out) THEN\n  RAISE EXCEPTION 'line % and entry % are not the same money', NEW.line_id, NEW.entry_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'bankmatch_same_money';\nEND IF;\nRETURN NEW;\n",
                    hash="6918dc3c561843f29255e73eff3089a758d332e6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_same_money_ef4eb",
                    table="funds_bankmatch",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankmatch",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankmatchevent" ("entry_id", "id", "line_id", "matched_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."entry_id", new_values."id", new_values."line_id", new_values."matched_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d95fa185c5543d847f7dc41e1f42cd7db22e9170",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_644fc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_bankmatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankmatch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankmatchevent" ("entry_id", "id", "line_id", "matched_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."entry_id", new_values."id", new_values."line_id", new_values."matched_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6254fdcc2cf537cc8bb1d95d50e9e0c3c35e5bc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_28b5d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_bankmatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankmatch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_bankmatchevent" ("entry_id", "id", "line_id", "matched_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."entry_id", old_values."id", old_values."line_id", old_values."matched_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="11541df0293fe7fd26f3d610c7542d2d1c010e9b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d53e1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_bankmatch",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="757314813a0fda86655df2a8335a74bb3763ae60",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d402d",
                    table="funds_fundevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fundnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("application",),
                name="fundnotice_one_at_a_time",
                violation_error_message="这份申请已经在公示",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("posted_on__isnull", True),
                        ("posted_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("stopped_on__isnull", True),
                        ("stopped_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="fundnotice_has_been_posted",
                violation_error_message="贴出的日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", ""), _negated=True),
                    models.Q(
                        (
                            "place__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="fundnotice_has_place",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="full",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE f RECORD;\nBEGIN\n  SELECT f1.notice_days, a.withdrawn_on, a.amount > f1.second_above AS two INTO f\n    FROM public.funds_application a JOIN public.funds_fund f1 ON f1.id = a.fund_id WHERE a.id = NEW.application_id;\n  IF NEW.ends_on < NEW.posted_on + f.notice_days THEN\n    RAISE EXCEPTION 'notice of fewer than % days', f.notice_days\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'fundnotice_full_term';\n  END IF;\n  IF f.withdrawn_on IS NOT NULL\n     OR (SELECT count(*) FROM public.funds_approval p WHERE p.application_id = NEW.application_id AND p.agrees\n            AND p.decided_on <= NEW.posted_on) < (CASE WHEN f.two THEN 2 ELSE 1 END)\n     OR EXISTS (SELECT FROM public.funds_approval p WHERE p.application_id = NEW.application_id AND NOT p.agrees) THEN\n    RAISE EXCEPTION 'application % is not approved', NEW.application_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'fundnotice_of_an_approved';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="8358c4f21cc2d416be2ea5462c0690ec9e3e2837",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_full_6c041",
                    table="funds_fundnotice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c6baabe701ef7b26d3e57f04926064407e153859",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_eff59",
                    table="funds_fundnotice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundnoticeevent" ("application_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "place", "posted_on", "recorded_by_id", "stopped_on") SELECT new_values."application_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo_id", new_values."place", new_values."posted_on", new_values."recorded_by_id", new_values."stopped_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d199102b002765d9f1d74d9966cb19139f990881",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_275d4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_fundnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundnoticeevent" ("application_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "place", "posted_on", "recorded_by_id", "stopped_on") SELECT new_values."application_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photo_id", new_values."place", new_values."posted_on", new_values."recorded_by_id", new_values."stopped_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b8e70c927788eb0e6b6f46f4fb889522388c39cd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ac51b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_fundnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundnoticeevent" ("application_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "place", "posted_on", "recorded_by_id", "stopped_on") SELECT old_values."application_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."photo_id", old_values."place", old_values."posted_on", old_values."recorded_by_id", old_values."stopped_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac54fd7c5f4df3da8eabebb4b693f3ddb6cc6db7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a040f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_fundnotice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundnoticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c85241c5d1e17cc99fe88184c1d6f6f8a0a280f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4287e",
                    table="funds_fundnoticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fundobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("raised_on__isnull", True),
                        ("raised_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("answered_on__isnull", True),
                        ("answered_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="fundobjection_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on__isnull", True), ("is_upheld__isnull", True)),
                    models.Q(
                        ("answered_on__gte", models.F("raised_on")),
                        ("is_upheld__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="fundobjection_answered_whole",
                violation_error_message="写上哪天答复、怎么答复、成不成立",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True),
                    models.Q(
                        (
                            "words__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "answer__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="fundobjection_has_words",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0788e7f45b27cc1544074f0fc73bded678ce7352",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_8fefd",
                    table="funds_fundobjection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundobjectionevent" ("answer", "answered_on", "id", "is_upheld", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "words") SELECT new_values."answer", new_values."answered_on", new_values."id", new_values."is_upheld", new_values."notice_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."raised_on", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b4477b177a9c631b16565e92394269feb2f7a8c4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6d7d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_fundobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundobjectionevent" ("answer", "answered_on", "id", "is_upheld", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "words") SELECT new_values."answer", new_values."answered_on", new_values."id", new_values."is_upheld", new_values."notice_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."raised_on", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b32bcdb72e488da72a6b662268b067a82600c855",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5fd54",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_fundobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundobjectionevent" ("answer", "answered_on", "id", "is_upheld", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_on", "words") SELECT old_values."answer", old_values."answered_on", old_values."id", old_values."is_upheld", old_values."notice_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_on", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e12e66b6806d9f3e029d84074becd0fdc937a964",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8384",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_fundobjection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundobjectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2e22d4dfe55569f3b6559d9c597a589f6d94b633",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2325c",
                    table="funds_fundobjectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fundoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_on__isnull", True),
                    ("known_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="fundoutcome_has_been",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", ""), _negated=True),
                    models.Q(
                        (
                            "result__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="fundoutcome_has_words",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundoutcomeevent" ("application_id", "households", "id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "recorded_by_id", "result") SELECT new_values."application_id", new_values."households", new_values."id", new_values."known_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photo_id", new_values."recorded_by_id", new_values."result" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a0b6e3e2ab04e47cb81ecf931b74b7059b557933",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_93143",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_fundoutcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundoutcomeevent" ("application_id", "households", "id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "recorded_by_id", "result") SELECT new_values."application_id", new_values."households", new_values."id", new_values."known_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photo_id", new_values."recorded_by_id", new_values."result" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="924fba7b2a53b7ecefadb65c5e562a207495063c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3205d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_fundoutcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_fundoutcomeevent" ("application_id", "households", "id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo_id", "recorded_by_id", "result") SELECT old_values."application_id", old_values."households", old_values."id", old_values."known_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."photo_id", old_values."recorded_by_id", old_values."result" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3fe913f3b87229028700f065b452b4c8d63fa0c7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10f7a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_fundoutcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundoutcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="65a53c8d73a2340efd537ffee9a9416e6b5f46e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c2fc",
                    table="funds_fundoutcomeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="periodclosing",
            constraint=models.UniqueConstraint(fields=("fund", "through"), name="periodclosing_once"),
        ),
        migrations.AddConstraint(
            model_name="periodclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered_by", models.F("closed_by")), _negated=True),
                name="periodclosing_by_another",
                violation_error_message="填对账单的人不能自己结账",
            ),
        ),
        migrations.AddConstraint(
            model_name="periodclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("through__isnull", True),
                    ("through__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="periodclosing_day_has_come",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="periodclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_closes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE c RECORD; books BIGINT; bank BIGINT;\nBEGIN\n  SELECT * INTO c FROM public.funds_chain WHERE fund_id = NEW.fund_id FOR UPDATE;\n  IF NEW.through <= c.closed_through THEN\n    RAISE EXCEPTION 'fund % is closed through %', NEW.fund_id, c.closed_through\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_moves_forward';\n  END IF;\n  SELECT COALESCE(sum(p.amount), 0) INTO books FROM public.funds_posting p\n    JOIN public.funds_account a ON a.id = p.account_id AND a.kind = 'bank'\n    JOIN public.funds_entry e ON e.id = p.entry_id WHERE e.fund_id = NEW.fund_id AND e.day <= NEW.through;\n  SELECT l.balance INTO bank FROM public.funds_bankline l WHERE l.fund_id = NEW.fund_id AND l.day <= NEW.through\n   ORDER BY l.day DESC, l.statement_id DESC, l.position DESC LIMIT 1;\n  IF books IS DISTINCT FROM COALESCE(bank, 0) OR books IS DISTINCT FROM NEW.balance THEN\n    RAISE EXCEPTION 'books % and bank % differ', books, bank\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_equals_the_bank';\n  END IF;\n  IF EXISTS (SELECT FROM public.funds_voucher v WHERE v.fund_id = NEW.fund_id AND v.day <= NEW.through\n                AND v.state <> 'approved') THEN\n    RAISE EXCEPTION 'a voucher of the period still waits'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_nothing_waits';\n  END IF;\n  IF EXISTS (SELECT FROM public.funds_entry e WHERE e.fund_id = NEW.fund_id AND e.kind = 'payment'\n                AND e.day <= NEW.through AND NOT EXISTS (\n                  SELECT FROM public.funds_voucherfile f WHERE f.voucher_id = e.voucher_id)\n                AND NOT EXISTS (SELECT FROM public.funds_entry r WHERE r.reverses_id = e.id AND r.day <= NEW.through)) THEN\n    RAISE EXCEPTION 'a payment has no receipt'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_has_receipts';\n  END IF;\n  UPDATE public.funds_chain SET closed_through = NEW.through WHERE fund_id = NEW.fund_id;\n  RETURN NEW;\nEND;\n",
                    hash="3c8392959b80cda9c3b01013c07c98fb20759507",
                    operation="INSERT",
                    pgid="pgtrigger_owner_closes_9f8e8",
                    table="funds_periodclosing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="periodclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7e28bd804734aa221a2cd17e49baaebca62476fd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f82ba",
                    table="funds_periodclosing",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", 0), _negated=True), ("amount__range", (-100000000000, 100000000000))
                ),
                name="posting_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_leg_joins",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.funds_seal s WHERE s.entry_id = NEW.entry_id) THEN\n  RAISE EXCEPTION 'entry % is sealed', NEW.entry_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_before_the_seal';\nEND IF;\nIF NOT EXISTS (SELECT FROM public.funds_entry e JOIN public.funds_account a ON a.fund_id = e.fund_id\n                WHERE e.id = NEW.entry_id AND a.id = NEW.account_id) THEN\n  RAISE EXCEPTION 'account % is of another fund', NEW.account_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_in_its_fund';\nEND IF;\nRETURN NULL;\n",
                    hash="a6ef5d24af653387cf2304b203ff4d12e3fbaeba",
                    operation="INSERT",
                    pgid="pgtrigger_owner_leg_joins_99c32",
                    table="funds_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08652f01bc76aacdb77e230c7ff2bad136d60dbe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fcb16",
                    table="funds_posting",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("fund", "seq"), name="seal_seq_once"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(condition=models.Q(("seq__gte", 1), ("version", 1)), name="seal_shape"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae794468f988331dfa7a5463786a021e964b7b4d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da539",
                    table="funds_seal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="statementbalance",
            constraint=models.UniqueConstraint(fields=("fund", "through"), name="statementbalance_once"),
        ),
        migrations.AddConstraint(
            model_name="statementbalance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("through__isnull", True),
                    ("through__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="statementbalance_day_has_come",
                violation_error_message="结账的日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementbalance",
            constraint=models.CheckConstraint(
                condition=models.Q(("balance__range", (0, 10000000000000))),
                name="statementbalance_range",
                violation_error_message="银行余额不小于 0",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementbalance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_statementbalanceevent" ("balance", "entered_by_id", "entered_on", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "through") SELECT new_values."balance", new_values."entered_by_id", new_values."entered_on", new_values."fund_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."through" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4eb1b23f64809eae4dfd50aa52d5ca45e4f56257",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_deb7c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_statementbalance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementbalance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_statementbalanceevent" ("balance", "entered_by_id", "entered_on", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "through") SELECT new_values."balance", new_values."entered_by_id", new_values."entered_on", new_values."fund_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."through" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="77194bdaae8e6d037e15f0651e8303c96c027990",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_33bb7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_statementbalance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementbalance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_statementbalanceevent" ("balance", "entered_by_id", "entered_on", "fund_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "through") SELECT old_values."balance", old_values."entered_by_id", old_values."entered_on", old_values."fund_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."through" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a58193a2acc22539fdbe878382b247faa2259c6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bb843",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_statementbalance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statementbalanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="43381c72eab864d148fe723bdcedfe6d82413fc3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e49c5",
                    table="funds_statementbalanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                condition=models.Q(("paper_no", ""), _negated=True),
                fields=("fund", "paper_no"),
                name="voucher_paper_no_once",
                violation_error_message="这个凭证号已经用过，核对纸上的号",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__range", (1, 100000000000))),
                name="voucher_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day__isnull", True),
                    ("day__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="voucher_day_has_come",
                violation_error_message="日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("account__isnull", False),
                        ("application__isnull", True),
                        ("kind", "receipt"),
                        ("reverses__isnull", True),
                    ),
                    models.Q(
                        ("account__isnull", False),
                        ("application__isnull", False),
                        ("delivery__isnull", True),
                        ("kind", "payment"),
                        ("reverses__isnull", True),
                        models.Q(("use", ""), _negated=True),
                        models.Q(("counterparty", ""), _negated=True),
                    ),
                    models.Q(
                        ("account__isnull", True),
                        ("application__isnull", True),
                        ("delivery__isnull", True),
                        ("kind", "reversal"),
                        ("reverses__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="voucher_kind_has_its_facts",
                violation_error_message="收入写进哪笔专款；支出写专款、用途、申请和付给谁；冲红写冲哪一笔",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_on__isnull", False), ("approved_by__isnull", False), ("state", "approved")),
                    models.Q(
                        ("approved_by__isnull", True), ("state", "returned"), models.Q(("answer", ""), _negated=True)
                    ),
                    models.Q(("approved_by__isnull", True), ("state__in", ["draft", "submitted"])),
                    _connector="OR",
                ),
                name="voucher_state_has_its_facts",
                violation_error_message="退回写上原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_by", models.F("made_by")), _negated=True),
                    models.Q(("second_by", models.F("made_by")), _negated=True),
                    models.Q(("second_by", models.F("approved_by")), _negated=True),
                ),
                name="voucher_approved_by_another",
                violation_error_message="记账的人不能自己审批，两次审批要两个人",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("memo", ""), _negated=True),
                    models.Q(
                        (
                            "memo__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "counterparty__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "bank_ref__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "paper_no__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "answer__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="voucher_without_id_number",
                violation_error_message="写上摘要；里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["receipt", "payment", "reversal"]),
                    ("state__in", ["draft", "submitted", "approved", "returned"]),
                    (
                        "use__in",
                        [
                            "",
                            "industry",
                            "training",
                            "schooling",
                            "medical",
                            "housing",
                            "water",
                            "facilities",
                            "posts",
                            "relief",
                        ],
                    ),
                ),
                name="voucher_codes_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="goes_its_way",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' THEN\n  IF NEW.state NOT IN ('draft', 'submitted') THEN\n    RAISE EXCEPTION 'a voucher begins as a draft'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_goes_its_way';\n  END IF;\n  RETURN NEW;\nEND IF;\nIF OLD.state = 'approved' THEN\n  RAISE EXCEPTION 'voucher % was approved', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_approved_stays';\nEND IF;\nIF NEW.state <> OLD.state AND NOT (\n     OLD.state = 'draft' AND NEW.state = 'submitted'\n  OR OLD.state = 'submitted' AND NEW.state IN ('approved', 'returned', 'draft')\n  OR OLD.state = 'returned' AND NEW.state IN ('submitted', 'draft')) THEN\n  RAISE EXCEPTION 'voucher % cannot go from % to %', NEW.id, OLD.state, NEW.state\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_goes_its_way';\nEND IF;\nIF NEW.state = 'approved' AND (to_jsonb(NEW) - '{state,approved_by_id,second_by_id,answered_on,answer}'::text[])\n     IS DISTINCT FROM (to_jsonb(OLD) - '{state,approved_by_id,second_by_id,answered_on,answer}'::text[]) THEN\n  RAISE EXCEPTION 'voucher % is not what was submitted', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_approved_as_submitted';\nEND IF;\nRETURN NEW;\n",
                    hash="e0c86609b6d764a72a8517708461adece7004a68",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_goes_its_way_c0be9",
                    table="funds_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="carried",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE why TEXT;\nBEGIN\n  IF NEW.account_id IS NOT NULL AND NOT EXISTS (\n       SELECT FROM public.funds_account a\n        WHERE a.id = NEW.account_id AND a.fund_id = NEW.fund_id AND a.kind = 'earmark') THEN\n    RAISE EXCEPTION 'account % is no earmark of the fund', NEW.account_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_on_an_earmark';\n  END IF;\n  IF NEW.kind = 'payment' AND NEW.state IN ('submitted', 'approved') THEN\n    -- Two vouchers on one application cannot both find room in it.\n    PERFORM FROM public.funds_application a WHERE a.id = NEW.application_id FOR UPDATE;\n    SELECT o.code INTO why FROM public.funds_payment_obstacles(NEW.application_id, NEW.fund_id, NEW.id, NEW.day,\n      NEW.amount, NEW.use) o ORDER BY o.rank LIMIT 1;\n    IF why IS NOT NULL THEN\n      RAISE EXCEPTION 'voucher % cannot be paid: %', NEW.id, why\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_' || why;\n    END IF;\n  END IF;\n  IF NEW.kind = 'reversal' AND NOT EXISTS (\n       SELECT FROM public.funds_entry e\n        WHERE e.id = NEW.reverses_id AND e.fund_id = NEW.fund_id AND e.kind <> 'reversal') THEN\n    RAISE EXCEPTION 'entry % is no entry of the fund to be reversed', NEW.reverses_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_reverses_an_entry';\n  END IF;\n  IF NEW.delivery_id IS NOT NULL AND NOT EXISTS (\n       SELECT FROM public.enterprises_delivery d\n         JOIN public.enterprises_pledge p ON p.id = d.pledge_id\n         JOIN public.enterprises_modechoice c ON c.id = p.choice_id\n         JOIN public.enterprises_pairing g ON g.id = c.pairing_id\n         JOIN public.funds_fund f ON f.village_id = g.village_id\n        WHERE d.id = NEW.delivery_id AND f.id = NEW.fund_id AND p.recipient = 'fund' AND d.amount = NEW.amount) THEN\n    RAISE EXCEPTION 'delivery % is no gift of that much to the fund', NEW.delivery_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_of_the_gift';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="d71976311b54e4a32bd7bc57a46b5902599be0fe",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_carried_05a15",
                    table="funds_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="has_its_entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = NEW.id AND v.state = 'approved'\n     AND NOT EXISTS (SELECT FROM public.funds_entry e WHERE e.voucher_id = v.id)) THEN\n  RAISE EXCEPTION 'voucher % was approved without an entry', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_has_its_entry';\nEND IF;\nIF EXISTS (SELECT FROM public.funds_voucher v JOIN public.funds_fund f ON f.id = v.fund_id\n            WHERE v.id = NEW.id AND v.state = 'approved' AND v.kind = 'payment'\n              AND v.amount > f.second_above AND v.second_by_id IS NULL) THEN\n  RAISE EXCEPTION 'voucher % needs a second approval', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_second_approval';\nEND IF;\nRETURN NULL;\n",
                    hash="8746c6d9a8b1e1c532c458dd94c109a255701ee2",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_has_its_entry_6fd5b",
                    table="funds_voucher",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="posted_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'approved')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7cc489175992eb7709d80b6d401eabcb9f3bb0f9",
                    operation="DELETE",
                    pgid="pgtrigger_posted_stay_8ce9b",
                    table="funds_voucher",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherevent" ("account_id", "amount", "answer", "answered_on", "application_id", "approved_by_id", "bank_ref", "counterparty", "day", "delivery_id", "fund_id", "id", "idem", "kind", "made_at", "made_by_id", "memo", "paper_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reverses_id", "second_by_id", "state", "use") SELECT new_values."account_id", new_values."amount", new_values."answer", new_values."answered_on", new_values."application_id", new_values."approved_by_id", new_values."bank_ref", new_values."counterparty", new_values."day", new_values."delivery_id", new_values."fund_id", new_values."id", new_values."idem", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."memo", new_values."paper_no", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reverses_id", new_values."second_by_id", new_values."state", new_values."use" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="70685921dadb252840b4fc9309540b57a85bb8c8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fdef3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_voucher",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherevent" ("account_id", "amount", "answer", "answered_on", "application_id", "approved_by_id", "bank_ref", "counterparty", "day", "delivery_id", "fund_id", "id", "idem", "kind", "made_at", "made_by_id", "memo", "paper_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reverses_id", "second_by_id", "state", "use") SELECT new_values."account_id", new_values."amount", new_values."answer", new_values."answered_on", new_values."application_id", new_values."approved_by_id", new_values."bank_ref", new_values."counterparty", new_values."day", new_values."delivery_id", new_values."fund_id", new_values."id", new_values."idem", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."memo", new_values."paper_no", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reverses_id", new_values."second_by_id", new_values."state", new_values."use" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d893a19c6ded23ad6ff7c34d1f2f226c67dd502a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_673de",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_voucher",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucher",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherevent" ("account_id", "amount", "answer", "answered_on", "application_id", "approved_by_id", "bank_ref", "counterparty", "day", "delivery_id", "fund_id", "id", "idem", "kind", "made_at", "made_by_id", "memo", "paper_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reverses_id", "second_by_id", "state", "use") SELECT old_values."account_id", old_values."amount", old_values."answer", old_values."answered_on", old_values."application_id", old_values."approved_by_id", old_values."bank_ref", old_values."counterparty", old_values."day", old_values."delivery_id", old_values."fund_id", old_values."id", old_values."idem", old_values."kind", old_values."made_at", old_values."made_by_id", old_values."memo", old_values."paper_no", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reverses_id", old_values."second_by_id", old_values."state", old_values."use" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6ea31689f8f79206824e87adde887d1aa3ad030c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88d4c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_voucher",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by", models.F("approved_by")), _negated=True),
                name="entry_approved_by_another",
                violation_error_message="记账的人不能自己审批",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["receipt", "payment", "reversal"]),
                    (
                        "use__in",
                        [
                            "",
                            "industry",
                            "training",
                            "schooling",
                            "medical",
                            "housing",
                            "water",
                            "facilities",
                            "posts",
                            "relief",
                        ],
                    ),
                ),
                name="entry_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                    models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses__isnull", True)),
                    _connector="OR",
                ),
                name="entry_reversal_names_its_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "payment"), _negated=True), models.Q(("use", ""), _negated=True), _connector="OR"
                ),
                name="entry_payment_has_use",
                violation_error_message="支出写上用途",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_take_turn",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE closed DATE;\nBEGIN\n  SELECT c.closed_through INTO closed FROM public.funds_chain c WHERE c.fund_id = NEW.fund_id FOR UPDATE;\n  IF NEW.day <= closed THEN\n    RAISE EXCEPTION 'fund % is closed through %', NEW.fund_id, closed\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_in_open_period';\n  END IF;\n  IF NEW.day > (STATEMENT_TIMESTAMP() AT TIME ZONE 'Asia/Shanghai')::date THEN\n    RAISE EXCEPTION 'day % has not come', NEW.day\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_day_has_come';\n  END IF;\n  IF NOT EXISTS (\n    SELECT FROM public.funds_voucher v WHERE v.id = NEW.voucher_id AND v.state = 'approved' AND v.fund_id = NEW.fund_id\n       AND v.kind = NEW.kind AND v.day = NEW.day AND v.use = NEW.use AND v.made_by_id = NEW.made_by_id\n       AND v.approved_by_id = NEW.approved_by_id AND v.reverses_id IS NOT DISTINCT FROM NEW.reverses_id) THEN\n    RAISE EXCEPTION 'entry is not what voucher % says', NEW.voucher_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_of_the_voucher';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="e81067637468d8b99932b6f9d697a60bbddb2668",
                    operation="INSERT",
                    pgid="pgtrigger_owner_take_turn_5c691",
                    table="funds_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nDECLARE n INT; total NUMERIC; legs TEXT; files TEXT; money BIGINT; h BYTEA; q BIGINT; body TEXT;\nBEGIN\n  SELECT count(*), COALESCE(sum(p.amount), 0), string_agg(p.account_id || ':' || p.amount, ',' ORDER BY p.id)\n    INTO n, total, legs FROM public.funds_posting p WHERE p.entry_id = NEW.id;\n  IF n < 2 OR total <> 0 THEN\n    RAISE EXCEPTION 'entry % is not balanced (% legs, sum %)', NEW.id, n, total\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balanced';\n  END IF;\n  SELECT sum(p.amount) INTO money FROM public.funds_posting p JOIN public.funds_account a ON a.id = p.account_id\n   WHERE p.entry_id = NEW.id AND a.kind = 'bank';\n  IF NEW.kind = 'receipt' AND (money IS NULL OR money <= 0) OR NEW.kind = 'payment' AND (money IS NULL OR money >= 0)\n     OR NOT EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = NEW.voucher_id AND v.amount = abs(money)) THEN\n    RAISE EXCEPTION 'entry % moves other money than its voucher', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_of_the_voucher';\n  END IF;\n  IF NEW.kind <> 'reversal' AND EXISTS (\n    SELECT FROM public.funds_posting p JOIN public.funds_account a ON a.id = p.account_id\n     WHERE p.entry_id = NEW.id AND a.kind = 'earmark' AND a.use <> '' AND a.use <> NEW.use) THEN\n    RAISE EXCEPTION 'entry % spends money that is kept for another use', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_use_of_the_earmark';\n  END IF;\n  IF NEW.reverses_id IS NOT NULL AND (\n       NOT EXISTS (SELECT FROM public.funds_entry o WHERE o.id = NEW.reverses_id\n                      AND o.fund_id = NEW.fund_id AND o.kind <> 'reversal' AND o.day <= NEW.day)\n       OR EXISTS (SELECT 1 FROM public.funds_posting p WHERE p.entry_id IN (NEW.id, NEW.reverses_id)\n                   GROUP BY p.account_id HAVING sum(p.amount) <> 0)\n       OR n <> (SELECT count(*) FROM public.funds_posting p WHERE p.entry_id = NEW.reverses_id)) THEN\n    RAISE EXCEPTION 'entry % is no mirror of %', NEW.id, NEW.reverses_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_reversal_mirrors';\n  END IF;\n  UPDATE public.funds_balance b SET amount = b.amount + s.amount\n    FROM (SELECT p.account_id, sum(p.amount)::bigint AS amount FROM public.funds_posting p\n           WHERE p.entry_id = NEW.id GROUP BY p.account_id ORDER BY p.account_id) s\n   WHERE b.account_id = s.account_id;\n  SELECT COALESCE(string_agg(f.sha256, ',' ORDER BY f.sha256), '') INTO files\n    FROM public.funds_voucherfile x JOIN public.files_storedfile f ON f.id = x.file_id\n   WHERE x.voucher_id = NEW.voucher_id;\n  SELECT c.head, c.seq + 1 INTO h, q FROM public.funds_chain c WHERE c.fund_id = NEW.fund_id FOR UPDATE;\n  body := 'v1|' || concat_ws('|', NEW.id, NEW.fund_id, q, NEW.idem, to_char(NEW.day, 'YYYY-MM-DD'), NEW.kind, NEW.use,\n    NEW.made_by_id, NEW.approved_by_id, COALESCE(NEW.reverses_id, 0), legs, files) || '|' || NEW.memo;\n  INSERT INTO public.funds_seal (fund_id, seq, entry_id, prev, hash, version)\n  VALUES (NEW.fund_id, q, NEW.id, h, sha256(h || convert_to(body, 'UTF8')), 1);\n  UPDATE public.funds_chain SET head = sha256(h || convert_to(body, 'UTF8')), seq = q WHERE fund_id = NEW.fund_id;\n  RETURN NULL;\nEND;\n",
                    hash="8665b57f2ca10043983a5311e1bb1276e25b370b",
                    operation="INSERT",
                    pgid="pgtrigger_owner_seal_29b37",
                    table="funds_entry",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57db41ba656899bd6f4ff8bb7aa8eb66b61f9ff7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e1c2f",
                    table="funds_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4843d4e512d77e34a6a470b6c463b1c1340d3fdc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_87543",
                    table="funds_voucherevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherfile",
            constraint=models.UniqueConstraint(fields=("voucher", "file"), name="voucherfile_once"),
        ),
        migrations.AddConstraint(
            model_name="voucherfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("caption", ""), _negated=True),
                    models.Q(
                        (
                            "caption__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="voucherfile_has_caption",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherfile",
            trigger=pgtrigger.compiler.Trigger(
                name="of_an_open_voucher",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = COALESCE(NEW.voucher_id, OLD.voucher_id)\n            AND v.state = 'approved') THEN\n  RAISE EXCEPTION 'the voucher was approved'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucherfile_of_an_open_voucher';\nEND IF;\nRETURN COALESCE(NEW, OLD);\n",
                    hash="a23c2505d79472982e1014fab422f82d44921c83",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_of_an_open_voucher_bda8d",
                    table="funds_voucherfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherfileevent" ("caption", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "voucher_id") SELECT new_values."caption", new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."voucher_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f8131e1b17848028bae8de9ccf8697e0e525700f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_805e2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="funds_voucherfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherfileevent" ("caption", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "voucher_id") SELECT new_values."caption", new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."voucher_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="94261098e7bc9bb3e9a2a61f3e6a0695ec3eac25",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_57c30",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="funds_voucherfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "funds_voucherfileevent" ("caption", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "voucher_id") SELECT old_values."caption", old_values."file_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."voucher_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6aed50bd7a1aa0c6f3dead27b575f4622e092964",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_03761",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="funds_voucherfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="voucherfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="386afd53d4e99fe3b883442554977a857aa08a57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0699d",
                    table="funds_voucherfileevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
