import datetime

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import villages.models.village


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0004_firm_history"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("villages", "0003_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="HouseholdTrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planting", "种植"),
                            ("breeding", "养殖"),
                            ("forestry", "林果"),
                            ("work", "务工"),
                            ("handicraft", "手工"),
                            ("shop", "经商"),
                            ("tourism", "农家乐"),
                            ("assets", "入股分红"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="行业",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="项目")),
                ("scale", models.CharField(blank=True, max_length=40, verbose_name="规模")),
                ("expected", models.BigIntegerField(blank=True, null=True, verbose_name="预计一年收入（分）")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "verbose_name": "一户一业",
                "ordering": ("household", "-since", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="HouseholdTradeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planting", "种植"),
                            ("breeding", "养殖"),
                            ("forestry", "林果"),
                            ("work", "务工"),
                            ("handicraft", "手工"),
                            ("shop", "经商"),
                            ("tourism", "农家乐"),
                            ("assets", "入股分红"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="行业",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="项目")),
                ("scale", models.CharField(blank=True, max_length=40, verbose_name="规模")),
                ("expected", models.BigIntegerField(blank=True, null=True, verbose_name="预计一年收入（分）")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "link",
                    models.CharField(
                        choices=[
                            ("work", "务工"),
                            ("land", "土地流转"),
                            ("shares", "入股分红"),
                            ("order", "订单"),
                            ("entrust", "托管"),
                        ],
                        max_length=8,
                        verbose_name="联结方式",
                    ),
                ),
                ("terms", models.CharField(blank=True, max_length=120, verbose_name="怎么约定的")),
                ("expected", models.BigIntegerField(blank=True, null=True, verbose_name="预计一年收入（分）")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "verbose_name": "参加一村一品",
                "ordering": ("household", "since", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ParticipationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "link",
                    models.CharField(
                        choices=[
                            ("work", "务工"),
                            ("land", "土地流转"),
                            ("shares", "入股分红"),
                            ("order", "订单"),
                            ("entrust", "托管"),
                        ],
                        max_length=8,
                        verbose_name="联结方式",
                    ),
                ),
                ("terms", models.CharField(blank=True, max_length=120, verbose_name="怎么约定的")),
                ("expected", models.BigIntegerField(blank=True, null=True, verbose_name="预计一年收入（分）")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="incomeline",
            options={"ordering": ("register", "item", "pk"), "verbose_name": "收入明细"},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incomeline",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incomeline",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="incomeline",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="incomeline",
            name="incomeline_once",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeline",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_same_household",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.participation_id IS NOT NULL AND NOT EXISTS (\n     SELECT FROM public.households_participation p JOIN public.households_incomeyear y ON y.id = NEW.register_id\n      WHERE p.id = NEW.participation_id AND p.household_id = y.household_id\n        AND EXTRACT(year FROM p.since) <= y.year) THEN\n  RAISE EXCEPTION 'income line % is of another household or before it took part', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'incomeline_of_the_participant';\nEND IF;\nRETURN NEW;\n",
                    hash="a1608199ba9e079ab357ba21aa82c995d9bd737d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_the_same_household_73ffa",
                    table="households_incomeline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT new_values."amount", new_values."id", new_values."item", new_values."note", new_values."participation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."register_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7677e6bf2a65690bb6afe4faf27851f4b32cb21b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_02182",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_incomeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT new_values."amount", new_values."id", new_values."item", new_values."note", new_values."participation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."register_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a720f6f23aae649a958dc650d2273ac03863f02d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e948",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_incomeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT old_values."amount", old_values."id", old_values."item", old_values."note", old_values."participation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."register_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b0b84d9adeb21c119b0d3ede79f6418e4cbd3a16",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0a45e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_incomeline",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="householdtrade",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="trades", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="householdtrade",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trades",
                to="villages.villageplan",
            ),
        ),
        migrations.AddField(
            model_name="householdtradeevent",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="households.household",
            ),
        ),
        migrations.AddField(
            model_name="householdtradeevent",
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
            model_name="householdtradeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.householdtrade",
            ),
        ),
        migrations.AddField(
            model_name="householdtradeevent",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.villageplan",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="villages.villageplan"
            ),
        ),
        migrations.AddField(
            model_name="incomeline",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="income_lines",
                to="households.participation",
            ),
        ),
        migrations.AddField(
            model_name="incomelineevent",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="households.participation",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("participation__isnull", True)),
                fields=("register", "item", "note"),
                name="incomeline_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.UniqueConstraint(
                fields=("register", "participation"),
                name="incomeline_once_a_participation",
                violation_error_message="这一年从规划得的收入已经登记，在原来那一条上改",
            ),
        ),
        migrations.AddField(
            model_name="participationevent",
            name="household",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="households.household",
            ),
        ),
        migrations.AddField(
            model_name="participationevent",
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
            model_name="participationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.participation",
            ),
        ),
        migrations.AddField(
            model_name="participationevent",
            name="plan",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.villageplan",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("household", "="), (villages.models.village.ClosedDateRange("since", "until"), "&&")],
                name="householdtrade_one_at_a_time",
                violation_error_message="这户这段时间已经有一业，先结束原来的",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "planting",
                            "breeding",
                            "forestry",
                            "work",
                            "handicraft",
                            "shop",
                            "tourism",
                            "assets",
                            "other",
                        ],
                    ),
                    models.Q(("name", ""), _negated=True),
                ),
                name="householdtrade_has_name",
                violation_error_message="写上项目",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("expected__isnull", True), ("expected__range", (1, 1000000000)), _connector="OR"),
                name="householdtrade_expected_range",
                violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                    models.Q(
                        ("since__isnull", True),
                        ("since__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("until__isnull", True),
                        ("until__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="householdtrade_days_have_come",
                violation_error_message="日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="householdtrade_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdtrade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "name__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "scale__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="householdtrade_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtrade",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_same_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."plan_id" IS NOT NULL)',
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.households_household h JOIN public.villages_villageplan p ON p.village_id = h.village_id\n   WHERE h.id = NEW.household_id AND p.id = NEW.plan_id) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'householdtrade_of_the_same_village';\nEND IF;\nRETURN NEW;\n",
                    hash="7f4ae42d16de648348374c9e0d8955df97398020",
                    operation='INSERT OR UPDATE OF "household_id", "plan_id"',
                    pgid="pgtrigger_of_the_same_village_6c0b4",
                    table="households_householdtrade",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtrade",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdtradeevent" ("expected", "household_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale", "since", "until") SELECT new_values."expected", new_values."household_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."scale", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4211288ad8295de3db590e60bef1fe1bb14f44a7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7035",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_householdtrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtrade",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdtradeevent" ("expected", "household_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale", "since", "until") SELECT new_values."expected", new_values."household_id", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."scale", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bddf42e1d4547315368877fea27c9cbd2dc1066a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2f1c7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_householdtrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtrade",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdtradeevent" ("expected", "household_id", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "scale", "since", "until") SELECT old_values."expected", old_values."household_id", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."scale", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2408017590a5dd7827ce3a94661dd4050420710c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8cd55",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_householdtrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtradeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c8d395a70d2258a067b6add4a399dd7a856ad5cd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d14b",
                    table="households_householdtradeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("link__in", ["work", "land", "shares", "order", "entrust"])),
                name="participation_link_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expected__isnull", True), ("expected__range", (1, 1000000000)), _connector="OR"),
                name="participation_expected_range",
                violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("since__isnull", True),
                        ("since__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("until__isnull", True),
                        ("until__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                ),
                name="participation_days_have_come",
                violation_error_message="日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="participation_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "terms__regex",
                        "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                    ),
                    _negated=True,
                ),
                name="participation_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("household", "="),
                    ("plan", "="),
                    ("link", "="),
                    (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                ],
                name="participation_link_once_a_day",
                violation_error_message="这户已经用这种方式参加，在原来那一条上改",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_same_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.households_household h JOIN public.villages_villageplan p ON p.village_id = h.village_id\n   WHERE h.id = NEW.household_id AND p.id = NEW.plan_id) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_of_the_same_village';\nEND IF;\nRETURN NEW;\n",
                    hash="3d3e6b97da84463cd398a8a2aa615999664766d2",
                    operation='INSERT OR UPDATE OF "household_id", "plan_id"',
                    pgid="pgtrigger_of_the_same_village_eacfc",
                    table="households_participation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_participationevent" ("expected", "household_id", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "since", "terms", "until") SELECT new_values."expected", new_values."household_id", new_values."id", new_values."link", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."since", new_values."terms", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6da5ce5396671759913b88970a4a7bd21b4cbbd8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b060",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_participationevent" ("expected", "household_id", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "since", "terms", "until") SELECT new_values."expected", new_values."household_id", new_values."id", new_values."link", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."since", new_values."terms", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bfded7c79883466cfdaa66bed7be9ed6995d7262",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2722b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_participationevent" ("expected", "household_id", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "since", "terms", "until") SELECT old_values."expected", old_values."household_id", old_values."id", old_values."link", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."since", old_values."terms", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c5ab23ccc9e16470ab21fb7bb701676a245e49b5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3d816",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3358273c4c500884eaef8506ad442e0c2b7920bc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_242db",
                    table="households_participationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
