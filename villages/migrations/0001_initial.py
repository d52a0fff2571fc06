import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import villages.models.village


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0002_firm_history"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BaselineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="计划开始")),
                ("deadline", models.DateField(verbose_name="目标日")),
                ("households", models.PositiveIntegerField(verbose_name="户")),
                ("persons", models.PositiveIntegerField(verbose_name="人")),
                ("source", models.CharField(max_length=160, verbose_name="来源")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indicator",
                    models.CharField(
                        choices=[
                            ("collective_income", "村集体年收入（元）"),
                            ("hard_road_groups", "通硬化路的组（个）"),
                            ("groups", "村民小组（个）"),
                            ("unsafe_water_households", "未实现饮水安全户数"),
                            ("dilapidated_households", "危房户数"),
                            ("clinics", "卫生室（个）"),
                            ("doctors", "执业（助理）医师（人）"),
                            ("bus", "通客运班车（1 是 0 否）"),
                            ("broadband", "通宽带（1 是 0 否）"),
                            ("culture_rooms", "文化室（个）"),
                            ("cooperatives", "专业合作社（个）"),
                            ("farmland", "耕地面积（亩）"),
                        ],
                        max_length=30,
                        verbose_name="指标",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="数值")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
            ],
            options={
                "verbose_name": "村情指标",
                "ordering": ("village", "indicator", "-year"),
            },
        ),
        migrations.CreateModel(
            name="IndicatorValueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "indicator",
                    models.CharField(
                        choices=[
                            ("collective_income", "村集体年收入（元）"),
                            ("hard_road_groups", "通硬化路的组（个）"),
                            ("groups", "村民小组（个）"),
                            ("unsafe_water_households", "未实现饮水安全户数"),
                            ("dilapidated_households", "危房户数"),
                            ("clinics", "卫生室（个）"),
                            ("doctors", "执业（助理）医师（人）"),
                            ("bus", "通客运班车（1 是 0 否）"),
                            ("broadband", "通宽带（1 是 0 否）"),
                            ("culture_rooms", "文化室（个）"),
                            ("cooperatives", "专业合作社（个）"),
                            ("farmland", "耕地面积（亩）"),
                        ],
                        max_length=30,
                        verbose_name="指标",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="数值")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LocalMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.CharField(max_length=200, verbose_name="举措")),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="结果")),
            ],
            options={
                "verbose_name": "本地举措",
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="LocalMeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("content", models.CharField(max_length=200, verbose_name="举措")),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="结果")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "verbose_name": "驻村",
                "ordering": ("village", "-since"),
            },
        ),
        migrations.CreateModel(
            name="PostingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("industry", "产业"),
                            ("employment", "就业"),
                            ("housing", "住房"),
                            ("education", "教育"),
                            ("health", "健康"),
                            ("help", "结对帮扶"),
                            ("enterprise", "企业帮扶"),
                            ("fund", "基金资金"),
                            ("management", "工作管理"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="方面",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="经验")),
                ("town", models.CharField(max_length=40, verbose_name="来自哪个镇处")),
                ("source", models.CharField(max_length=160, verbose_name="来源")),
                ("learned_on", models.DateField(verbose_name="学习日期")),
                ("summary", models.TextField(max_length=1000, verbose_name="做法和效果")),
                ("declined_on", models.DateField(blank=True, null=True, verbose_name="定下不采用的日期")),
                ("declined_reason", models.CharField(blank=True, max_length=300, verbose_name="不采用的理由")),
            ],
            options={
                "verbose_name": "兄弟镇处经验",
                "ordering": ("-learned_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PracticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("industry", "产业"),
                            ("employment", "就业"),
                            ("housing", "住房"),
                            ("education", "教育"),
                            ("health", "健康"),
                            ("help", "结对帮扶"),
                            ("enterprise", "企业帮扶"),
                            ("fund", "基金资金"),
                            ("management", "工作管理"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="方面",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="经验")),
                ("town", models.CharField(max_length=40, verbose_name="来自哪个镇处")),
                ("source", models.CharField(max_length=160, verbose_name="来源")),
                ("learned_on", models.DateField(verbose_name="学习日期")),
                ("summary", models.TextField(max_length=1000, verbose_name="做法和效果")),
                ("declined_on", models.DateField(blank=True, null=True, verbose_name="定下不采用的日期")),
                ("declined_reason", models.CharField(blank=True, max_length=300, verbose_name="不采用的理由")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=60, verbose_name="说明")),
            ],
            options={
                "verbose_name": "经验附件",
                "ordering": ("practice", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Village",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=12,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^\\d{12}$", "村代码是 12 位数字")],
                        verbose_name="村代码",
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="村名")),
                ("is_poverty_village", models.BooleanField(default=False, verbose_name="贫困村")),
                ("boundary", models.JSONField(blank=True, null=True, verbose_name="边界")),
                ("rural_population", models.PositiveIntegerField(blank=True, null=True, verbose_name="农业户籍人口")),
                ("rural_households", models.PositiveIntegerField(blank=True, null=True, verbose_name="总户数")),
                (
                    "population_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人口统计年度"),
                ),
                ("leader_name", models.CharField(blank=True, max_length=40, verbose_name="包村领导")),
                ("leader_duty", models.CharField(blank=True, max_length=40, verbose_name="包村领导职务")),
                (
                    "leader_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="包村领导电话",
                    ),
                ),
                ("party_secretary_name", models.CharField(blank=True, max_length=40, verbose_name="村支部书记")),
                (
                    "party_secretary_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="村支部书记电话",
                    ),
                ),
                ("first_secretary_name", models.CharField(blank=True, max_length=40, verbose_name="第一书记")),
                ("first_secretary_unit", models.CharField(blank=True, max_length=60, verbose_name="第一书记单位")),
                (
                    "first_secretary_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="第一书记电话",
                    ),
                ),
            ],
            options={
                "verbose_name": "村",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="VillageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        max_length=12,
                        validators=[django.core.validators.RegexValidator("^\\d{12}$", "村代码是 12 位数字")],
                        verbose_name="村代码",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="村名")),
                ("is_poverty_village", models.BooleanField(default=False, verbose_name="贫困村")),
                ("boundary", models.JSONField(blank=True, null=True, verbose_name="边界")),
                ("rural_population", models.PositiveIntegerField(blank=True, null=True, verbose_name="农业户籍人口")),
                ("rural_households", models.PositiveIntegerField(blank=True, null=True, verbose_name="总户数")),
                (
                    "population_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="人口统计年度"),
                ),
                ("leader_name", models.CharField(blank=True, max_length=40, verbose_name="包村领导")),
                ("leader_duty", models.CharField(blank=True, max_length=40, verbose_name="包村领导职务")),
                (
                    "leader_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="包村领导电话",
                    ),
                ),
                ("party_secretary_name", models.CharField(blank=True, max_length=40, verbose_name="村支部书记")),
                (
                    "party_secretary_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="村支部书记电话",
                    ),
                ),
                ("first_secretary_name", models.CharField(blank=True, max_length=40, verbose_name="第一书记")),
                ("first_secretary_unit", models.CharField(blank=True, max_length=60, verbose_name="第一书记单位")),
                (
                    "first_secretary_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="第一书记电话",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Baseline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(unique=True, verbose_name="计划开始")),
                ("deadline", models.DateField(verbose_name="目标日")),
                ("households", models.PositiveIntegerField(verbose_name="户")),
                ("persons", models.PositiveIntegerField(verbose_name="人")),
                ("source", models.CharField(max_length=160, verbose_name="来源")),
            ],
            options={
                "verbose_name": "计划基数",
                "ordering": ("-starts_on",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deadline__gt", models.F("starts_on"))),
                        name="baseline_deadline_after_start",
                        violation_error_message="目标日要晚于计划开始",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline__lte", datetime.date(2100, 12, 31)),
                            ("starts_on__gte", datetime.date(2000, 1, 1)),
                        ),
                        name="baseline_days_range",
                        violation_error_message="日期在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="baseline_has_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("households__gt", 0), ("persons__gte", models.F("households"))),
                        name="baseline_figures_plausible",
                        violation_error_message="户数要大于 0，人数不能少于户数",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="baseline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_baselineevent" ("deadline", "households", "id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") SELECT new_values."deadline", new_values."households", new_values."id", new_values."persons", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3dc202ddf410c52217b8034c092f4855197d317d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38440",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_baseline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="baseline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_baselineevent" ("deadline", "households", "id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") SELECT new_values."deadline", new_values."households", new_values."id", new_values."persons", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="84c76ded06bc4373746f4b42109cd847a9e39717",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a49e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_baseline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="baseline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_baselineevent" ("deadline", "households", "id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on") SELECT old_values."deadline", old_values."households", old_values."id", old_values."persons", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea2ab67e6645c4f1ac611ea18bc093388321ca2e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85b34",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_baseline",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="baselineevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="baselineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.baseline",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalueevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalueevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.indicatorvalue",
            ),
        ),
        migrations.AddField(
            model_name="localmeasureevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="localmeasureevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.localmeasure",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to=settings.AUTH_USER_MODEL,
                verbose_name="专干",
            ),
        ),
        migrations.AddField(
            model_name="postingevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="postingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.posting",
            ),
        ),
        migrations.AddField(
            model_name="postingevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="专干",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="declined_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="localmeasureevent",
            name="practice",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.practice",
            ),
        ),
        migrations.AddField(
            model_name="localmeasure",
            name="practice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="villages.practice"
            ),
        ),
        migrations.AddField(
            model_name="practiceevent",
            name="declined_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="practiceevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="practiceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.practice",
            ),
        ),
        migrations.AddField(
            model_name="practiceevent",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="practicefile",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="practicefile",
            name="practice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="villages.practice"
            ),
        ),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^\\d{12}$")),
                name="village_code_12_digits",
                violation_error_message="村代码是 12 位数字",
            ),
        ),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="village_has_name"),
        ),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rural_population__isnull", True), ("population_year__isnull", False), _connector="OR"
                ),
                name="village_population_has_year",
                violation_error_message="写上人口是哪一年的",
            ),
        ),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("population_year__isnull", True),
                    (
                        "population_year__range",
                        (2000, django.db.models.functions.datetime.ExtractYear(villages.models.village.Today())),
                    ),
                    _connector="OR",
                ),
                name="village_population_year_range",
                violation_error_message="人口统计年度在 2000 年到今年之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="village",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("leader_phone", ""),
                        ("leader_phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"),
                        _connector="OR",
                    ),
                    models.Q(
                        ("party_secretary_phone", ""),
                        ("party_secretary_phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"),
                        _connector="OR",
                    ),
                    models.Q(
                        ("first_secretary_phone", ""),
                        ("first_secretary_phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"),
                        _connector="OR",
                    ),
                ),
                name="village_phones_shape",
                violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
            ),
        ),
        migrations.AddField(
            model_name="postingevent",
            name="village",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.village",
                verbose_name="村",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="village",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="villages.village",
                verbose_name="村",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalueevent",
            name="village",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.village",
            ),
        ),
        migrations.AddField(
            model_name="indicatorvalue",
            name="village",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="indicator_values", to="villages.village"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="village",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageevent" ("boundary", "code", "first_secretary_name", "first_secretary_phone", "first_secretary_unit", "id", "is_poverty_village", "leader_duty", "leader_name", "leader_phone", "name", "party_secretary_name", "party_secretary_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_year", "rural_households", "rural_population") SELECT new_values."boundary", new_values."code", new_values."first_secretary_name", new_values."first_secretary_phone", new_values."first_secretary_unit", new_values."id", new_values."is_poverty_village", new_values."leader_duty", new_values."leader_name", new_values."leader_phone", new_values."name", new_values."party_secretary_name", new_values."party_secretary_phone", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."population_year", new_values."rural_households", new_values."rural_population" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f39e6216aa6d4086996aec27ed6bf5188bd9e90f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74680",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_village",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="village",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageevent" ("boundary", "code", "first_secretary_name", "first_secretary_phone", "first_secretary_unit", "id", "is_poverty_village", "leader_duty", "leader_name", "leader_phone", "name", "party_secretary_name", "party_secretary_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_year", "rural_households", "rural_population") SELECT new_values."boundary", new_values."code", new_values."first_secretary_name", new_values."first_secretary_phone", new_values."first_secretary_unit", new_values."id", new_values."is_poverty_village", new_values."leader_duty", new_values."leader_name", new_values."leader_phone", new_values."name", new_values."party_secretary_name", new_values."party_secretary_phone", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."population_year", new_values."rural_households", new_values."rural_population" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c5531e111d34403d98bed266bf91ee21b27592fe",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e387a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_village",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="village",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageevent" ("boundary", "code", "first_secretary_name", "first_secretary_phone", "first_secretary_unit", "id", "is_poverty_village", "leader_duty", "leader_name", "leader_phone", "name", "party_secretary_name", "party_secretary_phone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_year", "rural_households", "rural_population") SELECT old_values."boundary", old_values."code", old_values."first_secretary_name", old_values."first_secretary_phone", old_values."first_secretary_unit", old_values."id", old_values."is_poverty_village", old_values."leader_duty", old_values."leader_name", old_values."leader_phone", old_values."name", old_values."party_secretary_name", old_values."party_secretary_phone", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."population_year", old_values."rural_households", old_values."rural_population" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="14d239eff3ca6625a1b4ca0546b2ae1b12358373",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a8ac4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_village",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="villageevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="villageevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="villages.village",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="baselineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3490295a3ef65dab25a1cc7099557b1d301d1dc0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da465",
                    table="villages_baselineevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "topic__in",
                        [
                            "industry",
                            "employment",
                            "housing",
                            "education",
                            "health",
                            "help",
                            "enterprise",
                            "fund",
                            "management",
                            "other",
                        ],
                    )
                ),
                name="practice_topic_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("town", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                    models.Q(("summary", ""), _negated=True),
                ),
                name="practice_has_source",
                violation_error_message="经验、来自哪里、来源和做法都要写",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("learned_on__isnull", True),
                        ("learned_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("declined_on__isnull", True),
                        ("declined_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="practice_has_been_learned",
                violation_error_message="日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declined_on__isnull", True), ("declined_on__gte", models.F("learned_on")), _connector="OR"
                ),
                name="practice_declined_after_learned",
                violation_error_message="不采用的日期早于学习日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_by__isnull", True), ("declined_on__isnull", True), ("declined_reason", "")),
                    models.Q(("declined_on__isnull", False), models.Q(("declined_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="practice_declined_with_reason",
                violation_error_message="不采用要写理由",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "title__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "source__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "summary__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "declined_reason__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="practice_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="adopted_or_declined",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NEW.declined_on IS NOT NULL AND EXISTS (\n                  SELECT FROM public.villages_localmeasure WHERE practice_id = NEW.id) THEN\n                  RAISE EXCEPTION 'practice % is adopted', NEW.id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_adopted_or_declined';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="bbaafe4eea054c91b54e7a91c9ceb0a7f7894206",
                    operation="UPDATE",
                    pgid="pgtrigger_adopted_or_declined_7691d",
                    table="villages_practice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="4d74f048b008da705d3340eda16915ebe0de0720",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_fcd11",
                    table="villages_practice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_practiceevent" ("declined_by_id", "declined_on", "declined_reason", "id", "learned_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "source", "summary", "title", "topic", "town") SELECT new_values."declined_by_id", new_values."declined_on", new_values."declined_reason", new_values."id", new_values."learned_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."source", new_values."summary", new_values."title", new_values."topic", new_values."town" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="305770cd0993372a5ff8ddc825decd11955cf75c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1a43c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_practice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_practiceevent" ("declined_by_id", "declined_on", "declined_reason", "id", "learned_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "source", "summary", "title", "topic", "town") SELECT new_values."declined_by_id", new_values."declined_on", new_values."declined_reason", new_values."id", new_values."learned_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."source", new_values."summary", new_values."title", new_values."topic", new_values."town" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e2428a7b1d61eeb89b6dca283f15f13327bbebb0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2dc89",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_practice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_practiceevent" ("declined_by_id", "declined_on", "declined_reason", "id", "learned_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "source", "summary", "title", "topic", "town") SELECT old_values."declined_by_id", old_values."declined_on", old_values."declined_reason", old_values."id", old_values."learned_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."source", old_values."summary", old_values."title", old_values."topic", old_values."town" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="768bbe7e420aa14fd6d45702f6a2b764a2d1e941",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1964",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_practice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4ed5fa5a7e47244f7e98afda5f7932254590e5a4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90847",
                    table="villages_localmeasureevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="localmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("content", ""), _negated=True), models.Q(("owner", ""), _negated=True)),
                name="localmeasure_has_owner",
                violation_error_message="写上举措和责任人",
            ),
        ),
        migrations.AddConstraint(
            model_name="localmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="localmeasure_due_range",
                violation_error_message="完成期限在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="localmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="localmeasure_has_been_done",
                violation_error_message="完成日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="localmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"),
                name="localmeasure_done_with_result",
                violation_error_message="完成了要写结果",
            ),
        ),
        migrations.AddConstraint(
            model_name="localmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "content__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "owner__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "result__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="localmeasure_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="of_an_open_practice",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                PERFORM 1 FROM public.villages_practice WHERE id = NEW.practice_id FOR UPDATE;\n                IF EXISTS (\n                  SELECT FROM public.villages_practice WHERE id = NEW.practice_id AND declined_on IS NOT NULL) THEN\n                  RAISE EXCEPTION 'practice % was declined', NEW.practice_id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_adopted_or_declined';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="982527fda162f92e294c0ecb28f6df77feeed7bd",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_an_open_practice_c2f1f",
                    table="villages_localmeasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="427311afd4252ef6f7c2359c1af33921c3f0f353",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_9e1e2",
                    table="villages_localmeasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_localmeasureevent" ("content", "done_on", "due_on", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "result") SELECT new_values."content", new_values."done_on", new_values."due_on", new_values."id", new_values."owner", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."practice_id", new_values."result" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="97497dbbb80f69242f93945cac285873e88d7067",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1637",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_localmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_localmeasureevent" ("content", "done_on", "due_on", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "result") SELECT new_values."content", new_values."done_on", new_values."due_on", new_values."id", new_values."owner", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."practice_id", new_values."result" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6b5f42ff0f6ab9740ded31460307836bbebca136",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a036d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_localmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="localmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_localmeasureevent" ("content", "done_on", "due_on", "id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "result") SELECT old_values."content", old_values."done_on", old_values."due_on", old_values."id", old_values."owner", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."practice_id", old_values."result" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f9e40e42889f4dbab09eb8a6191848a21de28468",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b568d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_localmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practiceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d9cb7f67f745092174cf1ee49b522c7c7e2db00e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_af5cd",
                    table="villages_practiceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="practicefile",
            constraint=models.UniqueConstraint(
                fields=("practice", "file"), name="practicefile_once", violation_error_message="这个文件已经传过"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="practicefile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fbbdd176b5d66431eb58a94841e01d887a2b8079",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d78a3",
                    table="villages_practicefile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="02e531939643a0e402666b40e74a35932e9e10c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5a3f4",
                    table="villages_postingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="posting_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="posting_since_range",
                violation_error_message="派驻日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("village", "="), (villages.models.village.ClosedDateRange("since", "until"), "&&")],
                name="posting_one_officer_a_day",
                violation_error_message="这个村这段时间已经有专干，先结束上一任",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="officer_is_cadre",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.accounts_user WHERE id = NEW.user_id AND role = 'cadre') THEN\n  RAISE EXCEPTION 'account % is no cadre', NEW.user_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_of_a_cadre';\nEND IF;\nRETURN NEW;\n",
                    hash="8c7e63b863662c7a06ba95751d87b4a961c11b2f",
                    operation='INSERT OR UPDATE OF "user_id"',
                    pgid="pgtrigger_officer_is_cadre_a5880",
                    table="villages_posting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_postingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id", "village_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until", new_values."user_id", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="78cb5edb7c17c402b0e7e83b5320f7929ad59c58",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cc933",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_postingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id", "village_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until", new_values."user_id", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9de863907adbd1cf34dddad2ec6d60c3bda8649a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d1a3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_postingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id", "village_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until", old_values."user_id", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c1e780e61cfc1950bed8d5c62f28360cb219cce8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ae31b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorvalueevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f2bde845854159b9ab4031017f3c64a4f6612d4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b26c3",
                    table="villages_indicatorvalueevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.UniqueConstraint(
                fields=("village", "indicator", "year"),
                name="indicator_once_a_year",
                violation_error_message="这个村这一年的这项指标已经有了",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+12"))),
                name="indicator_amount_in_range",
                violation_error_message="数值不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "indicator__in",
                        [
                            "collective_income",
                            "hard_road_groups",
                            "groups",
                            "unsafe_water_households",
                            "dilapidated_households",
                            "clinics",
                            "doctors",
                            "bus",
                            "broadband",
                            "culture_rooms",
                            "cooperatives",
                            "farmland",
                        ],
                    )
                ),
                name="indicator_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    (
                        "year__range",
                        (2000, django.db.models.functions.datetime.ExtractYear(villages.models.village.Today())),
                    ),
                    _connector="OR",
                ),
                name="indicator_year_range",
                violation_error_message="这一年还没有到，年度写到今年为止",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="indicator_has_source"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_indicatorvalueevent" ("amount", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "village_id", "year") SELECT new_values."amount", new_values."id", new_values."indicator", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="13c07b1877e53860955b5926f416fcbd25ac55bd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa959",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_indicatorvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_indicatorvalueevent" ("amount", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "village_id", "year") SELECT new_values."amount", new_values."id", new_values."indicator", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e996ebddbe4e65ca12eb7cd686ba10e2a04478ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe6b4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_indicatorvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicatorvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_indicatorvalueevent" ("amount", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "village_id", "year") SELECT old_values."amount", old_values."id", old_values."indicator", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."village_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="609c76db318d212ef426bda384c9689819037436",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d328",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_indicatorvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="de6161f5be0f43c2a4a2755538be4833e6370267",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_35138",
                    table="villages_villageevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
