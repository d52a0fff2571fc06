import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.serializers.json
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import povertyplan.tokens
import villages.models.village


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("files", "0002_firm_history"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
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
                (
                    "declined_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "兄弟镇处经验",
                "ordering": ("-learned_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("town", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            models.Q(("summary", ""), _negated=True),
                        ),
                        name="practice_has_source",
                        violation_error_message="经验、来自哪里、来源和做法都要写",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_on__isnull", True), ("declined_on__gte", models.F("learned_on")), _connector="OR"
                        ),
                        name="practice_declined_after_learned",
                        violation_error_message="不采用的日期早于学习日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("declined_by__isnull", True), ("declined_on__isnull", True), ("declined_reason", "")
                            ),
                            models.Q(("declined_on__isnull", False), models.Q(("declined_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="practice_declined_with_reason",
                        violation_error_message="不采用要写理由",
                    ),
                    models.CheckConstraint(
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
                ],
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
                (
                    "declined_by",
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
                        to="villages.practice",
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
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="LocalMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.CharField(max_length=200, verbose_name="举措")),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="结果")),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="villages.practice"
                    ),
                ),
            ],
            options={
                "verbose_name": "本地举措",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", ""), _negated=True), models.Q(("owner", ""), _negated=True)
                        ),
                        name="localmeasure_has_owner",
                        violation_error_message="写上举措和责任人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="localmeasure_due_range",
                        violation_error_message="完成期限在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("done_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="localmeasure_has_been_done",
                        violation_error_message="完成日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True), models.Q(("result", ""), _negated=True), _connector="OR"
                        ),
                        name="localmeasure_done_with_result",
                        violation_error_message="完成了要写结果",
                    ),
                    models.CheckConstraint(
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
                ],
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
                        to="villages.localmeasure",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.practice",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="PracticeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=60, verbose_name="说明")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="villages.practice"
                    ),
                ),
            ],
            options={
                "verbose_name": "经验附件",
                "ordering": ("practice", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "file"),
                        name="practicefile_once",
                        violation_error_message="这个文件已经传过",
                    )
                ],
            },
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
        migrations.CreateModel(
            name="ReportingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(unique=True, verbose_name="从哪天起")),
                ("days", models.PositiveSmallIntegerField(verbose_name="期末后几天内报")),
                ("source", models.CharField(max_length=160, verbose_name="来源")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "报送期限",
                "ordering": ("starts_on",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__range", (0, 15))),
                        name="reportingrule_days_range",
                        violation_error_message="期末后 0 到 15 天",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__day__in", (1, 16)),
                            ("starts_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="reportingrule_has_source",
                        violation_error_message="写上来源；从 1 日或 16 日起",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1f49562495ed2131df0f9701940eb6136c3a2fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_584d0",
                    table="villages_reportingrule",
                    when="BEFORE",
                ),
            ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{12}$")),
                        name="village_code_12_digits",
                        violation_error_message="村代码是 12 位数字",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="village_has_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rural_population__isnull", True), ("population_year__isnull", False), _connector="OR"
                        ),
                        name="village_population_has_year",
                        violation_error_message="写上人口是哪一年的",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("population_year__isnull", True),
                            (
                                "population_year__range",
                                (
                                    2000,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="village_population_year_range",
                        violation_error_message="人口统计年度在 2000 年到今年之间",
                    ),
                    models.CheckConstraint(
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
                ],
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
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicator_values",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "村情指标",
                "ordering": ("village", "indicator", "-year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "indicator", "year"),
                        name="indicator_once_a_year",
                        violation_error_message="这个村这一年的这项指标已经有了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lt", Decimal("1E+12"))),
                        name="indicator_amount_in_range",
                        violation_error_message="数值不能小于 0",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            (
                                "year__range",
                                (
                                    2000,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="indicator_year_range",
                        violation_error_message="这一年还没有到，年度写到今年为止",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="indicator_has_source"
                    ),
                ],
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
                        to="villages.indicatorvalue",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="专干",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "verbose_name": "驻村",
                "ordering": ("village", "-since"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="posting_ends_after_start",
                        violation_error_message="结束日期早于开始日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="posting_since_range",
                        violation_error_message="派驻日期在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("village", "="),
                            (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                        ],
                        name="posting_one_officer_a_day",
                        violation_error_message="这个村这段时间已经有专干，先结束上一任",
                    ),
                ],
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
                        to="villages.posting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="专干",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=120, verbose_name="提醒")),
                ("shows_at", models.DateTimeField(verbose_name="什么时候提醒")),
                ("day", models.DateField(editable=False, verbose_name="哪天")),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="villages.village"
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒",
                "ordering": ("-shows_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("village", "subject", "day"), name="reminder_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__regex", "^(report|milestone|order):[0-9-]+$"),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="reminder_has_subject",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="by_day",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                NEW.day := (NEW.shows_at AT TIME ZONE 'Asia/Shanghai')::date;\n                IF EXTRACT(hour FROM NEW.shows_at AT TIME ZONE 'Asia/Shanghai') NOT BETWEEN 7 AND 21 THEN\n                  RAISE EXCEPTION 'nobody is reminded at night'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reminder_not_at_night';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="e095c84a3ce3060dea7a306c31ddb3ea8cb78bdd",
                    operation="INSERT",
                    pgid="pgtrigger_by_day_fc477",
                    table="villages_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminder",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0fc77ef3316d91eb7b10958ef5b5b7d7ee774218",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c4d7b",
                    table="villages_reminder",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateField(verbose_name="期")),
                ("due_on", models.DateField(editable=False, verbose_name="期限")),
                ("filed_at", models.DateTimeField(verbose_name="提交时间")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("is_late", models.BooleanField(default=False, editable=False, verbose_name="迟报")),
                ("excused_reason", models.CharField(blank=True, max_length=200, verbose_name="算按时的理由")),
                ("revision_count", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="版")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="审的时间")),
                (
                    "excused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="villages.village"
                    ),
                ),
            ],
            options={
                "verbose_name": "半月报",
                "ordering": ("-period_start", "village"),
                "indexes": [models.Index(fields=["period_start", "village"], name="report_by_period")],
                "constraints": [
                    models.UniqueConstraint(fields=("village", "period_start"), name="report_once_a_half_month"),
                    models.CheckConstraint(
                        condition=models.Q(("period_start__day__in", (1, 16))), name="report_period_is_half_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_start__lte", villages.models.village.Today())),
                        name="report_period_has_begun",
                        violation_error_message="这一期还没有开始",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("filed_at__lte", models.F("received_at")),
                            (
                                "filed_at__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("received_at"), "-", models.Value(datetime.timedelta(days=3))
                                ),
                            ),
                        ),
                        name="report_filed_before_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", django.db.models.functions.datetime.Now())),
                        name="report_has_been_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excused_by__isnull", True), ("excused_reason", "")),
                            models.Q(
                                ("excused_by__isnull", False),
                                ("is_late", True),
                                models.Q(("excused_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_excused_with_reason",
                        violation_error_message="算按时要写理由",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_at__lte", django.db.models.functions.datetime.Now()),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="report_review_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "excused_reason__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="report_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period_start", models.DateField(verbose_name="期")),
                ("due_on", models.DateField(editable=False, verbose_name="期限")),
                ("filed_at", models.DateTimeField(verbose_name="提交时间")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("is_late", models.BooleanField(default=False, editable=False, verbose_name="迟报")),
                ("excused_reason", models.CharField(blank=True, max_length=200, verbose_name="算按时的理由")),
                ("revision_count", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="版")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="审的时间")),
                (
                    "excused_by",
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
                        to="villages.report",
                    ),
                ),
                (
                    "reviewed_by",
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
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="due",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nSELECT NEW.period_start + CASE WHEN EXTRACT(day FROM NEW.period_start) = 1 THEN 14\n         ELSE (date_trunc('month', NEW.period_start) + interval '1 month - 1 day')::date - NEW.period_start END\n       + r.days\n  INTO NEW.due_on\n  FROM public.villages_reportingrule r\n WHERE r.starts_on <= NEW.period_start ORDER BY r.starts_on DESC LIMIT 1;\nIF NEW.due_on IS NULL THEN\n  RAISE EXCEPTION 'no report was due for %', NEW.period_start\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_period_is_due';\nEND IF;\nIF (NEW.filed_at AT TIME ZONE 'Asia/Shanghai')::date < NEW.period_start\n   OR NEW.reviewed_at IS NOT NULL OR NEW.excused_by_id IS NOT NULL THEN\n  RAISE EXCEPTION 'a report begins unread, in its own half-month'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_begins_unread';\nEND IF;\nNEW.is_late := (NEW.filed_at AT TIME ZONE 'Asia/Shanghai')::date > NEW.due_on;\nNEW.revision_count := 0;\nRETURN NEW;\n",
                    hash="7de3780e983c294c785cae7dd4ead8c2ac9d5a6d",
                    operation="INSERT",
                    pgid="pgtrigger_due_82254",
                    table="villages_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_filed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (OLD.village_id, OLD.period_start, OLD.due_on, OLD.filed_at, OLD.received_at, OLD.is_late)\n   IS DISTINCT FROM (NEW.village_id, NEW.period_start, NEW.due_on, NEW.filed_at, NEW.received_at, NEW.is_late)\n   OR NEW.revision_count NOT IN (OLD.revision_count, OLD.revision_count + 1)\n   OR NEW.revision_count > (SELECT count(*) FROM public.villages_reportrevision r WHERE r.report_id = NEW.id) THEN\n  RAISE EXCEPTION 'what was filed stays as it was filed'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stays_as_filed';\nEND IF;\nRETURN NEW;\n",
                    hash="a16939d7e9570dd1cb61c94c4a88da4bcf7d1035",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_as_filed_8527a",
                    table="villages_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="981d07c7b326ed216caa1861b013f60a9c53bd70",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_ab9f0",
                    table="villages_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportevent" ("due_on", "excused_by_id", "excused_reason", "filed_at", "id", "is_late", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reviewed_at", "reviewed_by_id", "revision_count", "village_id") SELECT new_values."due_on", new_values."excused_by_id", new_values."excused_reason", new_values."filed_at", new_values."id", new_values."is_late", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revision_count", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="38369f77e036822e1c38ae3770248c244b336c2b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7dfa6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportevent" ("due_on", "excused_by_id", "excused_reason", "filed_at", "id", "is_late", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reviewed_at", "reviewed_by_id", "revision_count", "village_id") SELECT new_values."due_on", new_values."excused_by_id", new_values."excused_reason", new_values."filed_at", new_values."id", new_values."is_late", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."reviewed_at", new_values."reviewed_by_id", new_values."revision_count", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0701eef5623f529f4051cbe54e475ccc04dbbb48",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c0ca",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportevent" ("due_on", "excused_by_id", "excused_reason", "filed_at", "id", "is_late", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reviewed_at", "reviewed_by_id", "revision_count", "village_id") SELECT old_values."due_on", old_values."excused_by_id", old_values."excused_reason", old_values."filed_at", old_values."id", old_values."is_late", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."reviewed_at", old_values."reviewed_by_id", old_values."revision_count", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="96b8f8c05d68d75430f178235a758a06c63d161c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a4c02",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b4e44fc95125c38d80b4a7e8602052261905e34a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_418e7",
                    table="villages_reportevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=500, verbose_name="要办事处帮什么")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="答复")),
                ("handed_to", models.CharField(blank=True, max_length=60, verbose_name="交给")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="限期")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="村里看到")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="villages.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "请求",
                "ordering": ("asked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("report",),
                        name="helprequest_one_unanswered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(
                                models.Q(
                                    ("answer", ""),
                                    ("answered_at__isnull", True),
                                    ("answered_by__isnull", True),
                                    ("seen_at__isnull", True),
                                ),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    models.Q(("answer", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="helprequest_answer_whole",
                        violation_error_message="写上答复",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "text__regex",
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
                            models.Q(
                                (
                                    "handed_to__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="helprequest_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(max_length=500, verbose_name="要办事处帮什么")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="答复")),
                ("handed_to", models.CharField(blank=True, max_length=60, verbose_name="交给")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="限期")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="村里看到")),
                (
                    "answered_by",
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
                        to="villages.helprequest",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequest",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF (OLD.report_id, OLD.asked_at) <> (NEW.report_id, NEW.asked_at)\n                   OR OLD.answered_at IS NOT NULL AND (\n                     (to_jsonb(OLD) - 'seen_at') <> (to_jsonb(NEW) - 'seen_at') OR OLD.seen_at IS NOT NULL) THEN\n                  RAISE EXCEPTION 'what was answered stays'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'helprequest_stays';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="7f4082ad6ec41d80616a4db559dffae1950910fd",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_13093",
                    table="villages_helprequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8b21ea4fffa0bac0c0f1fe9160b5b55c3280d666",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_04f51",
                    table="villages_helprequest",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_helprequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "due_on", "handed_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seen_at", "text") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."due_on", new_values."handed_to", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_id", new_values."seen_at", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a2bfc147b34713ec0367999058c7c7062e7f80d6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1a667",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_helprequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_helprequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "due_on", "handed_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seen_at", "text") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."asked_at", new_values."due_on", new_values."handed_to", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_id", new_values."seen_at", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3fbf1237e98118474ca4352c0463e66ea0b834a4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_73620",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_helprequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_helprequestevent" ("answer", "answered_at", "answered_by_id", "asked_at", "due_on", "handed_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "seen_at", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."asked_at", old_values."due_on", old_values."handed_to", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."report_id", old_values."seen_at", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f2725371dd43b3a22b9cc714304fe825436e160d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fc6dc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_helprequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helprequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c0d9c658ace63b0d9725385dc0bfc09a0c711a3f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d6ac2",
                    table="villages_helprequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ReportRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="版")),
                ("receipt", models.CharField(editable=False, max_length=24, unique=True, verbose_name="回执")),
                ("uuid", models.UUIDField(unique=True)),
                ("based_on", models.PositiveSmallIntegerField(default=0, verbose_name="改自哪一版")),
                (
                    "work",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("visit", "入户走访"),
                                ("training", "技术培训"),
                                ("planting", "种植"),
                                ("breeding", "养殖"),
                                ("road", "修路修渠"),
                                ("processing", "加工"),
                                ("sales", "销售"),
                                ("meeting", "开会"),
                                ("other", "其他"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="做了哪些",
                    ),
                ),
                ("done", models.TextField(max_length=1000, verbose_name="这半个月做了什么")),
                ("participants", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加的贫困户")),
                ("counted", models.PositiveIntegerField(blank=True, null=True, verbose_name="名单上的参加户")),
                (
                    "scale",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=10, null=True, verbose_name="规模"),
                ),
                ("invested", models.BigIntegerField(blank=True, null=True, verbose_name="投入（分）")),
                ("help_wanted", models.TextField(blank=True, max_length=500, verbose_name="要办事处帮什么")),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("late", "迟报"),
                                ("device_time", "手机时间对不上，按收到时间算"),
                                ("over_list", "参加户数比参加名单多"),
                                ("under_list", "参加户数比参加名单少"),
                                ("over_remaining", "参加户数比在册贫困户还多"),
                                ("fell", "累计数比上期少"),
                                ("jumped", "和上期差得多"),
                                ("long_delay", "里程碑推迟要办事处批"),
                                ("crossed", "和另一次提交交叉，看看改了什么"),
                                ("unchanged", "连续 3 期一字未改"),
                                ("done_early", "里程碑完成日期在本期以前"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "via",
                    models.CharField(
                        choices=[("phone", "手机"), ("desk", "电脑"), ("paper", "纸表代录"), ("excel", "Excel")],
                        max_length=6,
                        verbose_name="怎么报的",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="打开时间")),
                ("device_at", models.DateTimeField(blank=True, null=True, verbose_name="手机上的提交时间")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="villages.report"
                    ),
                ),
            ],
            options={
                "verbose_name": "半月报的一版",
                "ordering": ("report", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="reportrevision_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", django.db.models.functions.datetime.Now())),
                        name="reportrevision_has_been_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done", ""), _negated=True),
                        name="reportrevision_says_something",
                        violation_error_message="写上这半个月做了什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("via__in", ["phone", "desk", "paper", "excel"]),
                            (
                                "work__contained_by",
                                [
                                    "visit",
                                    "training",
                                    "planting",
                                    "breeding",
                                    "road",
                                    "processing",
                                    "sales",
                                    "meeting",
                                    "other",
                                ],
                            ),
                            (
                                "flags__contained_by",
                                [
                                    "late",
                                    "device_time",
                                    "over_list",
                                    "under_list",
                                    "over_remaining",
                                    "fell",
                                    "jumped",
                                    "long_delay",
                                    "crossed",
                                    "unchanged",
                                    "done_early",
                                ],
                            ),
                        ),
                        name="reportrevision_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scale__isnull", True), ("scale__gte", 0), _connector="OR"),
                            models.Q(("invested__isnull", True), ("invested__gte", 0), _connector="OR"),
                        ),
                        name="reportrevision_amounts",
                        violation_error_message="规模和投入不能小于 0",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "done__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "help_wanted__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="reportrevision_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="next_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE taken int; DECLARE village_part text; DECLARE begins date; DECLARE first_received timestamptz;\nBEGIN\n  PERFORM FROM public.villages_report WHERE id = NEW.report_id FOR UPDATE;\n  SELECT r.revision_count, right(v.code, 3), r.period_start, r.received_at\n    INTO taken, village_part, begins, first_received\n    FROM public.villages_report r JOIN public.villages_village v ON v.id = r.village_id WHERE r.id = NEW.report_id;\n  IF NEW.received_at < first_received THEN\n    RAISE EXCEPTION 'a revision comes after its report'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'reportrevision_after_report';\n  END IF;\n  NEW.number := taken + 1;\n  NEW.receipt := format('R-%s%s-%s-%s', to_char(begins, 'YYYY-MM'),\n    (CASE WHEN EXTRACT(day FROM begins) = 1 THEN 'A' ELSE 'B' END), village_part, NEW.number);\n  RETURN NEW;\nEND;\n",
                    hash="64ee6efb7e700ffaed926347ad69cfe5c49a524f",
                    operation="INSERT",
                    pgid="pgtrigger_next_revision_410d0",
                    table="villages_reportrevision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_count",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nUPDATE public.villages_report SET revision_count = NEW.number, reviewed_at = NULL, reviewed_by_id = NULL\n WHERE id = NEW.report_id;\nUPDATE public.villages_reportreturn SET settled_by_id = NEW.id\n WHERE report_id = NEW.report_id AND settled_by_id IS NULL;\nRETURN NEW;\n",
                    hash="63e879f57101f08a018f2215f896be6902103e01",
                    operation="INSERT",
                    pgid="pgtrigger_derive_count_05b32",
                    table="villages_reportrevision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6d8feeb9c5c97592056492d1538546802b88101f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b60d0",
                    table="villages_reportrevision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ReportPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤下时间")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="villages.report"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="villages.reportrevision"
                    ),
                ),
            ],
            options={
                "verbose_name": "半月报照片",
                "ordering": ("report", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "file"), name="reportphoto_once", violation_error_message="这张照片已经传过"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportPhotoEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤下时间")),
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
                        to="villages.reportphoto",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.report",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.reportrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="at_most_three",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' AND NOT EXISTS (\n     SELECT FROM public.villages_reportrevision v WHERE v.id = NEW.revision_id AND v.report_id = NEW.report_id)\n   OR TG_OP = 'UPDATE' AND (to_jsonb(OLD) - 'withdrawn_at') <> (to_jsonb(NEW) - 'withdrawn_at') THEN\n  RAISE EXCEPTION 'a photo stays with its report'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportphoto_stays';\nEND IF;\nPERFORM FROM public.villages_report WHERE id = NEW.report_id FOR UPDATE;\nIF NEW.withdrawn_at IS NULL AND 3 <= (\n     SELECT count(*) FROM public.villages_reportphoto p\n      WHERE p.report_id = NEW.report_id AND p.withdrawn_at IS NULL AND p.id <> NEW.id) THEN\n  RAISE EXCEPTION 'report % has its photos', NEW.report_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportphoto_at_most_three';\nEND IF;\nRETURN NEW;\n",
                    hash="52773117e7213ee74b33e3e90aa065f285d3de6c",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_at_most_three_7a379",
                    table="villages_reportphoto",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="230849198ae109cb933b94dcb59c24bc2e6930f3",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_34f4b",
                    table="villages_reportphoto",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportphotoevent" ("file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "report_id", "revision_id", "withdrawn_at") SELECT new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."report_id", new_values."revision_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c8cbe82656ace1587183e14d795b03bab867e372",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_29747",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_reportphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportphotoevent" ("file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "report_id", "revision_id", "withdrawn_at") SELECT new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."report_id", new_values."revision_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ec5b095ac9a2646591896d01b1897a6eb8a2dfc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_01778",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_reportphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportphotoevent" ("file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "report_id", "revision_id", "withdrawn_at") SELECT old_values."file_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."report_id", old_values."revision_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d674daeac085e907174bb3722cd259ed986e88f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_25cfc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_reportphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportphotoevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2f05e2ba008dce35c135b007a966f9d1df0c8dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_babfc",
                    table="villages_reportphotoevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ReportReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("milestones", "里程碑"),
                            ("done", "做了什么"),
                            ("participants", "参加的贫困户"),
                            ("scale", "规模"),
                            ("invested", "投入"),
                            ("photos", "照片"),
                            ("help", "要办事处帮什么"),
                        ],
                        max_length=12,
                        verbose_name="退回的项",
                    ),
                ),
                (
                    "reason_kind",
                    models.CharField(
                        choices=[
                            ("mismatch", "和名单对不上"),
                            ("unclear", "看不清"),
                            ("unproven", "缺依据"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="写给专干")),
                ("returned_at", models.DateTimeField(verbose_name="退回时间")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="villages.report"
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled",
                        to="villages.reportrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "退回",
                "ordering": ("report", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_by__isnull", True)),
                        fields=("report", "field"),
                        name="reportreturn_open_once",
                        violation_error_message="这一项已经退回，等村里改",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                ["milestones", "done", "participants", "scale", "invested", "photos", "help"],
                            ),
                            ("reason_kind__in", ["mismatch", "unclear", "unproven", "other"]),
                            models.Q(("note", ""), _negated=True),
                        ),
                        name="reportreturn_has_note",
                        violation_error_message="写上退回的原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="reportreturn_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportReturnEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("milestones", "里程碑"),
                            ("done", "做了什么"),
                            ("participants", "参加的贫困户"),
                            ("scale", "规模"),
                            ("invested", "投入"),
                            ("photos", "照片"),
                            ("help", "要办事处帮什么"),
                        ],
                        max_length=12,
                        verbose_name="退回的项",
                    ),
                ),
                (
                    "reason_kind",
                    models.CharField(
                        choices=[
                            ("mismatch", "和名单对不上"),
                            ("unclear", "看不清"),
                            ("unproven", "缺依据"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="写给专干")),
                ("returned_at", models.DateTimeField(verbose_name="退回时间")),
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
                        to="villages.reportreturn",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.report",
                    ),
                ),
                (
                    "returned_by",
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
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.reportrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF (to_jsonb(OLD) - 'settled_by_id') <> (to_jsonb(NEW) - 'settled_by_id')\n                   OR OLD.settled_by_id IS NOT NULL OR NOT EXISTS (\n                     SELECT FROM public.villages_reportrevision v\n                      WHERE v.id = NEW.settled_by_id AND v.report_id = NEW.report_id) THEN\n                  RAISE EXCEPTION 'what was sent back stays'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportreturn_stays';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="a309a5f3c64d62ca7b9ad19a22a0038b4c39efc5",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_5b9ef",
                    table="villages_reportreturn",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cf5f6692027053bdedd53a5ee88c4166e57baff7",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_5fa86",
                    table="villages_reportreturn",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportreturnevent" ("field", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_kind", "report_id", "returned_at", "returned_by_id", "settled_by_id") SELECT new_values."field", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason_kind", new_values."report_id", new_values."returned_at", new_values."returned_by_id", new_values."settled_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c10de6457cc93a1cee0506f8d55487129378f227",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5db27",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_reportreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportreturnevent" ("field", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_kind", "report_id", "returned_at", "returned_by_id", "settled_by_id") SELECT new_values."field", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason_kind", new_values."report_id", new_values."returned_at", new_values."returned_by_id", new_values."settled_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c3ef4744f276db45c5f2e19015f302f0dd3e26d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6505",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_reportreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_reportreturnevent" ("field", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_kind", "report_id", "returned_at", "returned_by_id", "settled_by_id") SELECT old_values."field", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason_kind", old_values."report_id", old_values."returned_at", old_values."returned_by_id", old_values."settled_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b752bfcab70e596683f2eac69bb778a77e98ed86",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_38a6e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_reportreturn",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportreturnevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dfdb49bb523c9f427cb828f91f65f9f45df162d6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b7911",
                    table="villages_reportreturnevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SupervisionOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="年")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="序号")),
                ("reason", models.CharField(max_length=300, verbose_name="督办事由")),
                ("target", models.CharField(max_length=60, verbose_name="责任人")),
                ("reply_due_on", models.DateField(verbose_name="回复期限")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("first_due_on", models.DateField(editable=False, verbose_name="原定完成期限")),
                ("issued_on", models.DateField(verbose_name="发出日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "等回复"),
                            ("replied", "等审核"),
                            ("returned", "退回重办"),
                            ("closed", "已销号"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="issued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("extension_asked", models.BooleanField(default=False, editable=False, verbose_name="申请了延期")),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="销号日期")),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办单",
                "ordering": ("-year", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="supervisionorder_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("target", ""), _negated=True)
                        ),
                        name="supervisionorder_whole",
                        violation_error_message="写上督办事由和责任人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_due_on__gte", models.F("issued_on")),
                            ("first_due_on__gte", models.F("reply_due_on")),
                            ("due_on__lte", datetime.date(2100, 12, 31)),
                        ),
                        name="supervisionorder_days_in_order",
                        violation_error_message="回复期限不早于今天，完成期限不早于回复期限",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("issued_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="supervisionorder_has_been_issued",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["issued", "replied", "returned", "closed", "withdrawn"])),
                        name="supervisionorder_state_known",
                    ),
                    models.CheckConstraint(
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
                                    "target__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="supervisionorder_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="年")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="序号")),
                ("reason", models.CharField(max_length=300, verbose_name="督办事由")),
                ("target", models.CharField(max_length=60, verbose_name="责任人")),
                ("reply_due_on", models.DateField(verbose_name="回复期限")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("first_due_on", models.DateField(editable=False, verbose_name="原定完成期限")),
                ("issued_on", models.DateField(verbose_name="发出日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "等回复"),
                            ("replied", "等审核"),
                            ("returned", "退回重办"),
                            ("closed", "已销号"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="issued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("extension_asked", models.BooleanField(default=False, editable=False, verbose_name="申请了延期")),
                ("closed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="销号日期")),
                (
                    "issued_by",
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
                        to="villages.supervisionorder",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="next_number",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nPERFORM pg_advisory_xact_lock(hashtext('villages_supervisionorder'));\nNEW.year := EXTRACT(year FROM NEW.issued_on);\nIF EXISTS (SELECT FROM public.villages_supervisionorder o WHERE o.year = NEW.year AND o.issued_on > NEW.issued_on) THEN\n  RAISE EXCEPTION 'numbers follow the days'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisionorder_in_order';\nEND IF;\nSELECT COALESCE(max(number), 0) + 1 INTO NEW.number FROM public.villages_supervisionorder WHERE year = NEW.year;\nNEW.state := 'issued';\nNEW.closed_on := NULL;\nNEW.extension_asked := FALSE;\nNEW.first_due_on := NEW.due_on;\nRETURN NEW;\n",
                    hash="546453753933495e2a122210e05e32a776090e46",
                    operation="INSERT",
                    pgid="pgtrigger_next_number_4b820",
                    table="villages_supervisionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="follows_events",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE latest RECORD;\nBEGIN\n  SELECT e.kind, e.on_day, e.new_due_on INTO latest FROM public.villages_orderevent e\n   WHERE e.order_id = NEW.id ORDER BY e.id DESC LIMIT 1;\n  IF (OLD.year, OLD.number, OLD.village_id, OLD.issued_by_id, OLD.issued_on, OLD.first_due_on, OLD.reason, OLD.target,\n      OLD.reply_due_on)\n     IS DISTINCT FROM (NEW.year, NEW.number, NEW.village_id, NEW.issued_by_id, NEW.issued_on, NEW.first_due_on,\n                       NEW.reason, NEW.target, NEW.reply_due_on)\n     OR OLD.state IN ('closed', 'withdrawn')\n     OR latest.kind IS NULL\n     OR NEW.state <> (CASE latest.kind WHEN 'reply' THEN 'replied' WHEN 'return' THEN 'returned'\n                       WHEN 'close' THEN 'closed' WHEN 'withdraw' THEN 'withdrawn' ELSE OLD.state END)\n     OR NEW.extension_asked <> (CASE latest.kind WHEN 'extension_asked' THEN TRUE WHEN 'reply' THEN OLD.extension_asked\n                                ELSE FALSE END)\n     OR NEW.due_on <> (CASE WHEN latest.kind IN ('return', 'extension_granted') AND latest.new_due_on IS NOT NULL\n                        THEN latest.new_due_on ELSE OLD.due_on END)\n     OR NEW.closed_on IS DISTINCT FROM (CASE WHEN latest.kind IN ('close', 'withdraw') THEN latest.on_day END) THEN\n    RAISE EXCEPTION 'order % follows its events', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'supervisionorder_follows_events';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="a47f1ac1a193ec8589d3fca0524848820088c2e5",
                    operation="UPDATE",
                    pgid="pgtrigger_follows_events_57937",
                    table="villages_supervisionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_subjects",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state IN ('closed', 'withdrawn') THEN\n  UPDATE public.villages_ordersubject SET is_open = FALSE WHERE order_id = NEW.id AND is_open;\nEND IF;\nRETURN NEW;\n",
                    hash="5a00168d0891b42acadb8bad25f8a7c324969f71",
                    operation="UPDATE",
                    pgid="pgtrigger_derive_subjects_c63b0",
                    table="villages_supervisionorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="80fc9b3f18934f5a50caa08c2c93bbc5b28fc4f8",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_26c5c",
                    table="villages_supervisionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_supervisionorderevent" ("closed_on", "due_on", "extension_asked", "first_due_on", "id", "issued_by_id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reply_due_on", "state", "target", "village_id", "year") SELECT new_values."closed_on", new_values."due_on", new_values."extension_asked", new_values."first_due_on", new_values."id", new_values."issued_by_id", new_values."issued_on", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reply_due_on", new_values."state", new_values."target", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f8fdd33ec1ec270cf76ac7579920eb1a26d69f00",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_08a84",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_supervisionorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_supervisionorderevent" ("closed_on", "due_on", "extension_asked", "first_due_on", "id", "issued_by_id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reply_due_on", "state", "target", "village_id", "year") SELECT new_values."closed_on", new_values."due_on", new_values."extension_asked", new_values."first_due_on", new_values."id", new_values."issued_by_id", new_values."issued_on", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reply_due_on", new_values."state", new_values."target", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e6d01949a1edac80d8737d66122cb18eb1eb6d7a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92d7f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_supervisionorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_supervisionorderevent" ("closed_on", "due_on", "extension_asked", "first_due_on", "id", "issued_by_id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reply_due_on", "state", "target", "village_id", "year") SELECT old_values."closed_on", old_values."due_on", old_values."extension_asked", old_values."first_due_on", old_values."id", old_values."issued_by_id", old_values."issued_on", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."reply_due_on", old_values."state", old_values."target", old_values."village_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5100f1e4b161a3156a7b5c8d6395f50d916f47e7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6ff63",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_supervisionorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supervisionorderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5d2cffaa7ab41007732c835b1135725ad74019c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_98bab",
                    table="villages_supervisionorderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OrderDemand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("content", models.CharField(max_length=200, verbose_name="要办的事")),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("due_on", models.DateField(verbose_name="期限")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="villages.supervisionorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办要求",
                "ordering": ("order", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("order", "number"), name="orderdemand_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", ""), _negated=True),
                            models.Q(("owner", ""), _negated=True),
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
                        ),
                        name="orderdemand_whole",
                        violation_error_message="写上要办的事和责任人，不写证件号",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="orderdemand_due_range",
                        violation_error_message="期限的年份不对",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderdemand",
            trigger=pgtrigger.compiler.Trigger(
                name="written_with",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.villages_supervisionorder o WHERE o.id = NEW.order_id AND age(o.xmin) <= 0) THEN\n  RAISE EXCEPTION 'nothing is added later'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'orderdemand_with_its_order';\nEND IF;\nRETURN NEW;\n",
                    hash="0f4f2339bd203181b8bb85483a72491e0b2e6c21",
                    operation="INSERT",
                    pgid="pgtrigger_written_with_6ff9b",
                    table="villages_orderdemand",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderdemand",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5d3cd746417cbf20c924cc7afb60419f65282da3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26f8a",
                    table="villages_orderdemand",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "回复"),
                            ("extension_asked", "申请延期"),
                            ("extension_granted", "同意延期"),
                            ("extension_declined", "不同意延期"),
                            ("return", "退回重办"),
                            ("close", "办结销号"),
                            ("withdraw", "撤回"),
                        ],
                        max_length=20,
                        verbose_name="步骤",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="内容")),
                ("new_due_on", models.DateField(blank=True, null=True, verbose_name="新期限")),
                ("on_day", models.DateField(verbose_name="日期")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="villages.supervisionorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办经过",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "reply",
                                    "extension_asked",
                                    "extension_granted",
                                    "extension_declined",
                                    "return",
                                    "close",
                                    "withdraw",
                                ],
                            ),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="orderevent_says_something",
                        violation_error_message="写上内容",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_day__isnull", True),
                            ("on_day__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="orderevent_has_come",
                        violation_error_message="日期还没有到，或者年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("new_due_on__isnull", True),
                            ("new_due_on__lte", datetime.date(2100, 12, 31)),
                            _connector="OR",
                        ),
                        name="orderevent_new_date_range",
                        violation_error_message="新期限的年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="orderevent_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="rules",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE o public.villages_supervisionorder; DECLARE broken text; DECLARE replier bigint; DECLARE asker bigint;\nBEGIN\n  SELECT * INTO o FROM public.villages_supervisionorder WHERE id = NEW.order_id FOR UPDATE;\n  SELECT e.by_id INTO replier FROM public.villages_orderevent e\n   WHERE e.order_id = NEW.order_id AND e.kind = 'reply' ORDER BY e.id DESC LIMIT 1;\n  SELECT e.by_id INTO asker FROM public.villages_orderevent e\n   WHERE e.order_id = NEW.order_id AND e.kind = 'extension_asked' ORDER BY e.id DESC LIMIT 1;\n  broken := (CASE\n    WHEN o.state IN ('closed', 'withdrawn') THEN 'orderevent_of_an_open_order'\n    WHEN NEW.on_day < o.issued_on THEN 'orderevent_after_issue'\n    WHEN NEW.on_day < (SELECT max(e.on_day) FROM public.villages_orderevent e WHERE e.order_id = o.id)\n      THEN 'orderevent_in_order'\n    WHEN NEW.kind IN ('close', 'return') AND o.state <> 'replied' THEN 'orderevent_after_reply'\n    WHEN NEW.kind = 'reply' AND o.state = 'replied' THEN 'orderevent_one_reply_at_a_time'\n    WHEN NEW.kind = 'extension_asked' AND NEW.on_day > o.due_on THEN 'orderevent_extension_before_due'\n    WHEN NEW.kind = 'extension_asked' AND o.extension_asked THEN 'orderevent_one_extension_at_a_time'\n    WHEN NEW.kind IN ('extension_granted', 'extension_declined') AND NOT o.extension_asked\n      THEN 'orderevent_extension_was_asked'\n    WHEN NEW.kind = 'extension_granted' AND NEW.by_id IS NOT DISTINCT FROM asker\n      THEN 'orderevent_extension_granted_by_another'\n    WHEN NEW.kind IN ('extension_asked', 'extension_granted')\n         AND (NEW.new_due_on IS NULL OR NEW.new_due_on <= o.due_on) THEN 'orderevent_new_date_is_later'\n    WHEN NEW.kind = 'return' AND NEW.new_due_on IS NOT NULL AND NEW.new_due_on < NEW.on_day\n      THEN 'orderevent_new_date_is_later'\n    WHEN NEW.kind NOT IN ('extension_asked', 'extension_granted', 'return') AND NEW.new_due_on IS NOT NULL\n      THEN 'orderevent_new_date_is_later'\n    WHEN NEW.kind IN ('close', 'return') AND NEW.by_id IS NOT DISTINCT FROM replier\n      THEN 'orderevent_reviewed_by_another'\n    WHEN NEW.kind = 'close' AND EXISTS (\n      SELECT FROM public.villages_ordersubject s LEFT JOIN public.villages_milestone m ON m.id = s.milestone_id\n       WHERE s.order_id = o.id AND (\n         s.milestone_id IS NOT NULL AND m.done_on IS NULL AND m.due_on < NEW.on_day\n         OR s.period_start IS NOT NULL AND NOT EXISTS (\n           SELECT FROM public.villages_report r\n            WHERE r.village_id = o.village_id AND r.period_start = s.period_start)))\n      THEN 'orderevent_subjects_settled'\n  END);\n  IF broken IS NOT NULL THEN\n    RAISE EXCEPTION 'order % cannot take %', NEW.order_id, NEW.kind\n      USING ERRCODE = 'check_violation', CONSTRAINT = broken;\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="1cec952ed1afe89549e1384f15b0e6598bd87e64",
                    operation="INSERT",
                    pgid="pgtrigger_rules_3afa5",
                    table="villages_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nUPDATE public.villages_supervisionorder SET\n  state = (CASE NEW.kind WHEN 'reply' THEN 'replied' WHEN 'return' THEN 'returned' WHEN 'close' THEN 'closed'\n            WHEN 'withdraw' THEN 'withdrawn' ELSE state END),\n  extension_asked = (CASE NEW.kind WHEN 'extension_asked' THEN TRUE WHEN 'reply' THEN extension_asked ELSE FALSE END),\n  due_on = (CASE WHEN NEW.kind IN ('return', 'extension_granted') THEN COALESCE(NEW.new_due_on, due_on)\n             ELSE due_on END),\n  closed_on = (CASE WHEN NEW.kind IN ('close', 'withdraw') THEN NEW.on_day END)\n WHERE id = NEW.order_id;\nRETURN NEW;\n",
                    hash="10e440eb26bc58693f0ccbf7f703cfe17ad147b1",
                    operation="INSERT",
                    pgid="pgtrigger_derive_order_3fb8f",
                    table="villages_orderevent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="37b406de217f06bbd2d52cdc7cc00101c429f0fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05c63",
                    table="villages_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OrderFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="villages.orderevent"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "督办附件",
                "ordering": ("event", "pk"),
                "constraints": [models.UniqueConstraint(fields=("event", "file"), name="orderfile_once")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderfile",
            trigger=pgtrigger.compiler.Trigger(
                name="written_with",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.villages_orderevent o WHERE o.id = NEW.event_id AND age(o.xmin) <= 0) THEN\n  RAISE EXCEPTION 'nothing is added later'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'orderfile_with_its_event';\nEND IF;\nRETURN NEW;\n",
                    hash="0f879738b6875eac2e12e5741ff471ede44aa000",
                    operation="INSERT",
                    pgid="pgtrigger_written_with_c54ea",
                    table="villages_orderfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderfile",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="99da14e4f18507bdcf9f8dc7a67f9ff55b6ffe03",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d315b",
                    table="villages_orderfile",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="VillagePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("appraised", "已论证"),
                            ("approved", "已批准"),
                            ("ended", "已终止"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "industry",
                    models.CharField(
                        choices=[
                            ("grain_oil", "特色粮油"),
                            ("vegetables", "蔬菜"),
                            ("fruit", "水果"),
                            ("tea", "茶叶"),
                            ("livestock", "畜牧"),
                            ("herbs", "中药材"),
                            ("tobacco", "烤烟"),
                            ("aquaculture", "生态水产"),
                            ("forestry", "林果"),
                            ("tourism", "观光旅游"),
                            ("handicraft", "手工"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="主导产业",
                    ),
                ),
                ("product", models.CharField(max_length=20, verbose_name="产品")),
                ("land", models.CharField(blank=True, max_length=200, verbose_name="土地和水")),
                ("base", models.CharField(blank=True, max_length=200, verbose_name="基地和设施")),
                ("market", models.CharField(blank=True, max_length=200, verbose_name="销路")),
                ("labour", models.CharField(blank=True, max_length=200, verbose_name="劳力")),
                (
                    "wish_kind",
                    models.CharField(
                        blank=True,
                        choices=[("survey", "入户调查"), ("vote", "村民表决")],
                        max_length=8,
                        verbose_name="怎么问的意愿",
                    ),
                ),
                ("wish_on", models.DateField(blank=True, null=True, verbose_name="问意愿的日期")),
                ("wish_asked", models.PositiveIntegerField(blank=True, null=True, verbose_name="问了多少户")),
                ("wish_answered", models.PositiveIntegerField(blank=True, null=True, verbose_name="多少户答了")),
                ("wish_note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("scale_unit", models.CharField(blank=True, max_length=6, verbose_name="规模单位")),
                (
                    "operator_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cooperative", "合作社"),
                            ("enterprise", "企业"),
                            ("large_grower", "家庭农场、大户"),
                            ("collective", "村集体"),
                            ("households", "农户自己"),
                        ],
                        max_length=12,
                        verbose_name="经营主体",
                    ),
                ),
                ("operator_name", models.CharField(blank=True, max_length=60, verbose_name="主体名称")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("taken_back_reason", models.CharField(blank=True, max_length=300, verbose_name="退回重写的原因")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("document_no", models.CharField(blank=True, max_length=60, verbose_name="批复文号")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("ended_reason", models.CharField(blank=True, max_length=300, verbose_name="终止的原因")),
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
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "verbose_name": "一村一品规划",
                "ordering": ("village", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("village",),
                        name="villageplan_one_at_a_time",
                        violation_error_message="这个村已经有一份规划，在那一份上改，或先终止它",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "industry__in",
                                [
                                    "grain_oil",
                                    "vegetables",
                                    "fruit",
                                    "tea",
                                    "livestock",
                                    "herbs",
                                    "tobacco",
                                    "aquaculture",
                                    "forestry",
                                    "tourism",
                                    "handicraft",
                                    "other",
                                ],
                            ),
                            ("state__in", ["draft", "appraised", "approved", "ended"]),
                            (
                                "operator_kind__in",
                                ["", "cooperative", "enterprise", "large_grower", "collective", "households"],
                            ),
                            ("wish_kind__in", ["", "survey", "vote"]),
                        ),
                        name="villageplan_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("product", ""), _negated=True),
                        name="villageplan_has_product",
                        violation_error_message="写上产品",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("wish_on__isnull", True),
                                ("wish_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("drafted_on__isnull", True),
                                ("drafted_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("approved_on__isnull", True),
                                ("approved_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("ended_on__isnull", True),
                                ("ended_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                        ),
                        name="villageplan_days_have_come",
                        violation_error_message="日期还没有到，或者年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wish_answered__isnull", True),
                            models.Q(
                                ("wish_answered__gt", 0),
                                ("wish_answered__lte", models.F("wish_asked")),
                                ("wish_asked__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="villageplan_wish_counts",
                        violation_error_message="答了的户数大于 0，不超过问了的户数",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wish_answered__isnull", True), ("wish_kind", ""), ("wish_on__isnull", True)),
                            models.Q(
                                ("wish_answered__isnull", False),
                                ("wish_on__isnull", False),
                                models.Q(("wish_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="villageplan_wish_whole",
                        violation_error_message="意愿要写全：怎么问的、哪天、问了多少户、多少户答了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("operator_name", ""), models.Q(("operator_kind", ""), _negated=True), _connector="OR"
                        ),
                        name="villageplan_operator_has_kind",
                        violation_error_message="选一项经营主体",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                                ("state__in", ["approved", "ended"]),
                            ),
                            models.Q(
                                ("approved_by__isnull", True),
                                ("approved_on__isnull", True),
                                models.Q(("state", "approved"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="villageplan_approval_whole",
                        violation_error_message="批准要有批准人和日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            ("drafted_by__isnull", True),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="villageplan_approved_by_another",
                        violation_error_message="规划是你写的，要另一人批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_on__isnull", True), ("approved_on__gte", models.F("drafted_on")), _connector="OR"
                        ),
                        name="villageplan_approved_after_draft",
                        violation_error_message="批准日期早于起草日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", False),
                                ("state", "ended"),
                                models.Q(("ended_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("ended_on__isnull", True),
                                ("ended_reason", ""),
                                models.Q(("state", "ended"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="villageplan_ended_with_reason",
                        violation_error_message="终止要写日期和原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("taken_back_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="villageplan_taken_back_with_reason",
                        violation_error_message="写上为什么退回重写",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "product__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "land__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "base__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "market__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "labour__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "wish_note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "operator_name__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "taken_back_reason__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "ended_reason__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="villageplan_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillagePlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("appraised", "已论证"),
                            ("approved", "已批准"),
                            ("ended", "已终止"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "industry",
                    models.CharField(
                        choices=[
                            ("grain_oil", "特色粮油"),
                            ("vegetables", "蔬菜"),
                            ("fruit", "水果"),
                            ("tea", "茶叶"),
                            ("livestock", "畜牧"),
                            ("herbs", "中药材"),
                            ("tobacco", "烤烟"),
                            ("aquaculture", "生态水产"),
                            ("forestry", "林果"),
                            ("tourism", "观光旅游"),
                            ("handicraft", "手工"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="主导产业",
                    ),
                ),
                ("product", models.CharField(max_length=20, verbose_name="产品")),
                ("land", models.CharField(blank=True, max_length=200, verbose_name="土地和水")),
                ("base", models.CharField(blank=True, max_length=200, verbose_name="基地和设施")),
                ("market", models.CharField(blank=True, max_length=200, verbose_name="销路")),
                ("labour", models.CharField(blank=True, max_length=200, verbose_name="劳力")),
                (
                    "wish_kind",
                    models.CharField(
                        blank=True,
                        choices=[("survey", "入户调查"), ("vote", "村民表决")],
                        max_length=8,
                        verbose_name="怎么问的意愿",
                    ),
                ),
                ("wish_on", models.DateField(blank=True, null=True, verbose_name="问意愿的日期")),
                ("wish_asked", models.PositiveIntegerField(blank=True, null=True, verbose_name="问了多少户")),
                ("wish_answered", models.PositiveIntegerField(blank=True, null=True, verbose_name="多少户答了")),
                ("wish_note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("scale_unit", models.CharField(blank=True, max_length=6, verbose_name="规模单位")),
                (
                    "operator_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cooperative", "合作社"),
                            ("enterprise", "企业"),
                            ("large_grower", "家庭农场、大户"),
                            ("collective", "村集体"),
                            ("households", "农户自己"),
                        ],
                        max_length=12,
                        verbose_name="经营主体",
                    ),
                ),
                ("operator_name", models.CharField(blank=True, max_length=60, verbose_name="主体名称")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("taken_back_reason", models.CharField(blank=True, max_length=300, verbose_name="退回重写的原因")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("document_no", models.CharField(blank=True, max_length=60, verbose_name="批复文号")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("ended_reason", models.CharField(blank=True, max_length=300, verbose_name="终止的原因")),
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
                    "drafted_by",
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
                        to="villages.villageplan",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="state_steps",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' THEN\n  IF NEW.state <> 'draft' OR NEW.version <> 1 THEN\n    RAISE EXCEPTION 'a plan begins as a draft'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_begins_as_draft';\n  END IF;\n  RETURN NEW;\nEND IF;\nIF OLD.state = NEW.state AND NEW.version <> OLD.version\n   OR OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN\n      (('draft', 'appraised'), ('appraised', 'draft'), ('appraised', 'approved'),\n       ('draft', 'ended'), ('appraised', 'ended'), ('approved', 'ended'))\n   OR (OLD.state, NEW.state) = ('appraised', 'draft') AND NEW.version <> OLD.version + 1\n   OR (OLD.state, NEW.state) <> ('appraised', 'draft') AND NEW.version <> OLD.version THEN\n  RAISE EXCEPTION 'plan % cannot go from % to %', NEW.id, OLD.state, NEW.state\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_state_steps';\nEND IF;\nIF (OLD.state, NEW.state) = ('draft', 'appraised') AND NOT EXISTS (\n     SELECT FROM public.villages_appraisal a\n      WHERE a.plan_id = NEW.id AND a.version = NEW.version AND a.conclusion = 'agreed') THEN\n  RAISE EXCEPTION 'plan % has no appraisal of this version', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_appraised';\nEND IF;\nRETURN NEW;\n",
                    hash="21dbb034f71446f5bf38efc3b3beb85c58ee3cfc",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_state_steps_09f0c",
                    table="villages_villageplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF OLD.state <> 'draft' AND (OLD.village_id, OLD.industry, OLD.product, OLD.land, OLD.base, OLD.market, OLD.labour, OLD.wish_kind, OLD.wish_on, OLD.wish_asked, OLD.wish_answered, OLD.wish_note, OLD.scale_unit, OLD.operator_kind, OLD.operator_name)\n   IS DISTINCT FROM (NEW.village_id, NEW.industry, NEW.product, NEW.land, NEW.base, NEW.market, NEW.labour, NEW.wish_kind, NEW.wish_on, NEW.wish_asked, NEW.wish_answered, NEW.wish_note, NEW.scale_unit, NEW.operator_kind, NEW.operator_name) THEN\n  RAISE EXCEPTION 'plan % was appraised', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\nEND IF;\nIF (OLD.drafted_by_id, OLD.drafted_on) IS DISTINCT FROM (NEW.drafted_by_id, NEW.drafted_on)\n   OR (OLD.approved_by_id, OLD.approved_on, OLD.document_no)\n      IS DISTINCT FROM (NEW.approved_by_id, NEW.approved_on, NEW.document_no)\n      AND NOT (OLD.state = 'appraised' AND NEW.state = 'approved')\n   OR (OLD.ended_on, OLD.ended_reason) IS DISTINCT FROM (NEW.ended_on, NEW.ended_reason)\n      AND (OLD.state = 'ended' OR NEW.state <> 'ended')\n   OR OLD.taken_back_reason <> NEW.taken_back_reason AND NOT (OLD.state = 'appraised' AND NEW.state = 'draft') THEN\n  RAISE EXCEPTION 'who decided on plan % and when stays', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_decisions_stay';\nEND IF;\nRETURN NEW;\n",
                    hash="0dc00d31614f8de23bf256c5fb2bce6f7e8003b8",
                    operation="UPDATE",
                    pgid="pgtrigger_frozen_d3b31",
                    table="villages_villageplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_baseline",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.state = 'approved' AND OLD.state <> 'approved' THEN\n  UPDATE public.villages_milestone m SET baseline_due_on = m.due_on\n    FROM public.villages_stage s WHERE s.id = m.stage_id AND s.plan_id = NEW.id;\nEND IF;\nRETURN NEW;\n",
                    hash="4690ba09b37c669baf35b1e6748eb915dc3e9afc",
                    operation="UPDATE",
                    pgid="pgtrigger_derive_baseline_61256",
                    table="villages_villageplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="684f27961adc72342892bc5b087d3a0d55d1cd48",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_f4462",
                    table="villages_villageplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageplanevent" ("approved_by_id", "approved_on", "base", "document_no", "drafted_by_id", "drafted_on", "ended_on", "ended_reason", "id", "industry", "labour", "land", "market", "operator_kind", "operator_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "scale_unit", "state", "taken_back_reason", "version", "village_id", "wish_answered", "wish_asked", "wish_kind", "wish_note", "wish_on") SELECT new_values."approved_by_id", new_values."approved_on", new_values."base", new_values."document_no", new_values."drafted_by_id", new_values."drafted_on", new_values."ended_on", new_values."ended_reason", new_values."id", new_values."industry", new_values."labour", new_values."land", new_values."market", new_values."operator_kind", new_values."operator_name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."product", new_values."scale_unit", new_values."state", new_values."taken_back_reason", new_values."version", new_values."village_id", new_values."wish_answered", new_values."wish_asked", new_values."wish_kind", new_values."wish_note", new_values."wish_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5bd1e955f3d9c142d2db98e9fb13a9ceff88f45",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9e38c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_villageplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageplanevent" ("approved_by_id", "approved_on", "base", "document_no", "drafted_by_id", "drafted_on", "ended_on", "ended_reason", "id", "industry", "labour", "land", "market", "operator_kind", "operator_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "scale_unit", "state", "taken_back_reason", "version", "village_id", "wish_answered", "wish_asked", "wish_kind", "wish_note", "wish_on") SELECT new_values."approved_by_id", new_values."approved_on", new_values."base", new_values."document_no", new_values."drafted_by_id", new_values."drafted_on", new_values."ended_on", new_values."ended_reason", new_values."id", new_values."industry", new_values."labour", new_values."land", new_values."market", new_values."operator_kind", new_values."operator_name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."product", new_values."scale_unit", new_values."state", new_values."taken_back_reason", new_values."version", new_values."village_id", new_values."wish_answered", new_values."wish_asked", new_values."wish_kind", new_values."wish_note", new_values."wish_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8d2206ac69400028cdbb96c83926f90bf62779a9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1436b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_villageplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_villageplanevent" ("approved_by_id", "approved_on", "base", "document_no", "drafted_by_id", "drafted_on", "ended_on", "ended_reason", "id", "industry", "labour", "land", "market", "operator_kind", "operator_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "scale_unit", "state", "taken_back_reason", "version", "village_id", "wish_answered", "wish_asked", "wish_kind", "wish_note", "wish_on") SELECT old_values."approved_by_id", old_values."approved_on", old_values."base", old_values."document_no", old_values."drafted_by_id", old_values."drafted_on", old_values."ended_on", old_values."ended_reason", old_values."id", old_values."industry", old_values."labour", old_values."land", old_values."market", old_values."operator_kind", old_values."operator_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."product", old_values."scale_unit", old_values."state", old_values."taken_back_reason", old_values."version", old_values."village_id", old_values."wish_answered", old_values."wish_asked", old_values."wish_kind", old_values."wish_note", old_values."wish_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8f2ff11a1ec8d8e5965dde5508d98f6192201b74",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_39508",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_villageplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="villageplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="677caaa8886ba8c871d48c593ee13daf83af4299",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72c47",
                    table="villages_villageplanevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PlanFunding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("earmarked", "专项补助"),
                            ("enterprise", "企业投入"),
                            ("collective", "村集体"),
                            ("households", "农户自筹"),
                            ("loan", "贷款"),
                            ("donation", "各界帮助"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="funding", to="villages.villageplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "投入",
                "ordering": ("plan", "-amount"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (1, 1000000000000))),
                        name="planfunding_amount_range",
                        violation_error_message="金额大于 0",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                ["earmarked", "enterprise", "collective", "households", "loan", "donation", "other"],
                            ),
                            models.Q(
                                (
                                    "note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="planfunding_source_known",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanFundingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("earmarked", "专项补助"),
                            ("enterprise", "企业投入"),
                            ("collective", "村集体"),
                            ("households", "农户自筹"),
                            ("loan", "贷款"),
                            ("donation", "各界帮助"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
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
                        to="villages.planfunding",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfunding",
            trigger=pgtrigger.compiler.Trigger(
                name="written_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = NEW.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    \n    IF TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id THEN\n      RAISE EXCEPTION 'a row stays in its plan'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="401ad32b41c7d1424f51a3aa665e3454619f24bf",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_written_in_draft_d571e",
                    table="villages_planfunding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfunding",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = OLD.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN OLD;",
                    hash="276011199e1536fed58f25fcdb7e9b36b7d77795",
                    operation="DELETE",
                    pgid="pgtrigger_removed_in_draft_a194d",
                    table="villages_planfunding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfunding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_planfundingevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source") SELECT new_values."amount", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="69d85b5668c07695265c69be3407d1939fc4edd6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d068f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_planfunding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfunding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_planfundingevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source") SELECT new_values."amount", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="136c2b87d9e652fea60bb59771d17bb0fc5faec8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bcd0e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_planfunding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfunding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_planfundingevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "source") SELECT old_values."amount", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5da5bf12f43212894f81f8e9b8c83d87f715b586",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1c9e3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_planfunding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planfundingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="912dcebac8c9b1cf428092e7f70cf43435a4bb00",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0020",
                    table="villages_planfundingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ScaleTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=1, max_digits=10, verbose_name="规模")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="villages.villageplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "规模目标",
                "ordering": ("plan", "year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "year"),
                        name="scaletarget_once_a_year",
                        violation_error_message="这一年已经写过",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("year__range", (2013, 2050))),
                        name="scaletarget_plausible",
                        violation_error_message="规模大于 0，年度在 2013 到 2050 之间",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScaleTargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=1, max_digits=10, verbose_name="规模")),
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
                        to="villages.scaletarget",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletarget",
            trigger=pgtrigger.compiler.Trigger(
                name="written_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = NEW.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    \n    IF TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id THEN\n      RAISE EXCEPTION 'a row stays in its plan'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="a5e3f37b5af6eb360c83eaa830e0236d86a86f11",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_written_in_draft_e894a",
                    table="villages_scaletarget",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletarget",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = OLD.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN OLD;",
                    hash="8be339d0b30f5f8389510bc6d269df7c641e8152",
                    operation="DELETE",
                    pgid="pgtrigger_removed_in_draft_2327c",
                    table="villages_scaletarget",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletarget",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_scaletargetevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "year") SELECT new_values."amount", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5dab539fd968d15b19fe39737f70a008a5bc163f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e718c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_scaletarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletarget",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_scaletargetevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "year") SELECT new_values."amount", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1fa57630b53cd3d3fe52a3d06211659491506976",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_708cf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_scaletarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletarget",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_scaletargetevent" ("amount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "year") SELECT old_values."amount", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="19f13420ef95cc7e6eabf6969c6191e5eaf7eb99",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3ab5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_scaletarget",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scaletargetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="40cd5648eb9e93e3bd6a27a3bb4ee5519174af83",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fcf68",
                    table="villages_scaletargetevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几步")),
                ("name", models.CharField(max_length=20, verbose_name="步骤")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stages", to="villages.villageplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "线路图步骤",
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("plan", "number"),
                        name="stage_number_once",
                        violation_error_message="两个步骤不能是同一个序号",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(
                                (
                                    "name__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            ("number__gt", 0),
                        ),
                        name="stage_has_name",
                        violation_error_message="写上步骤",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几步")),
                ("name", models.CharField(max_length=20, verbose_name="步骤")),
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
                        to="villages.stage",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="written_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = NEW.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    \n    IF TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id THEN\n      RAISE EXCEPTION 'a row stays in its plan'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="6857de55825f3a9fa18ad7a9cf0a3f8e59457807",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_written_in_draft_7f9e8",
                    table="villages_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = OLD.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN OLD;",
                    hash="1ca724b35a30f8dbc989ef5a090942c7f0e54f97",
                    operation="DELETE",
                    pgid="pgtrigger_removed_in_draft_ad41b",
                    table="villages_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_stageevent" ("id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="05f473c02981717eb4e5cea75ab1ab2ca0928d33",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5104f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_stageevent" ("id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7e00d65bd8214c45438d10aeee216b1a208c3edf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e4904",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_stageevent" ("id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT old_values."id", old_values."name", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b94797976b9045f0184076b0d9a89ca810252195",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e801f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6067df172ed5284eba5b01a207032d7a0e210f6f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e9576",
                    table="villages_stageevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="里程碑")),
                ("due_on", models.DateField(verbose_name="计划完成")),
                (
                    "baseline_due_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="批准时的日期"),
                ),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("deliverable", models.CharField(max_length=60, verbose_name="完成凭什么")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("done_note", models.CharField(blank=True, max_length=200, verbose_name="完成说明")),
                (
                    "done_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finished",
                        to="villages.reportrevision",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="villages.stage",
                        verbose_name="步骤",
                    ),
                ),
            ],
            options={
                "verbose_name": "里程碑",
                "ordering": ("stage", "due_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("owner", ""), _negated=True),
                            models.Q(("deliverable", ""), _negated=True),
                        ),
                        name="milestone_whole",
                        violation_error_message="写上里程碑、责任人和完成凭什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="milestone_due_range",
                        violation_error_message="计划完成在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("done_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="milestone_has_been_done",
                        violation_error_message="完成日期还没有到，或者年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", False),
                            models.Q(("done_in__isnull", True), ("done_note", "")),
                            _connector="OR",
                        ),
                        name="milestone_done_whole",
                    ),
                    models.CheckConstraint(
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
                                    "owner__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "deliverable__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "done_note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="milestone_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="里程碑")),
                ("due_on", models.DateField(verbose_name="计划完成")),
                (
                    "baseline_due_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="批准时的日期"),
                ),
                ("owner", models.CharField(max_length=40, verbose_name="责任人")),
                ("deliverable", models.CharField(max_length=60, verbose_name="完成凭什么")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("done_note", models.CharField(blank=True, max_length=200, verbose_name="完成说明")),
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
                        to="villages.milestone",
                    ),
                ),
                (
                    "done_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.reportrevision",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.stage",
                        verbose_name="步骤",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="rules",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE plan_state text;\nBEGIN\n  SELECT p.state INTO plan_state FROM public.villages_stage s JOIN public.villages_villageplan p ON p.id = s.plan_id\n   WHERE s.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.stage_id ELSE NEW.stage_id END;\n  IF TG_OP = 'DELETE' THEN\n    IF plan_state <> 'draft' THEN\n      RAISE EXCEPTION 'milestone % was appraised', OLD.id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN OLD;\n  END IF;\n  IF TG_OP = 'INSERT' THEN\n    IF plan_state NOT IN ('draft', 'approved') THEN\n      RAISE EXCEPTION 'the plan is being judged'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    NEW.baseline_due_on := CASE WHEN plan_state = 'approved' THEN NEW.due_on END;\n    IF NEW.done_on IS NOT NULL AND plan_state = 'draft' THEN\n      RAISE EXCEPTION 'nothing of a draft is done'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_done_after_approval';\n    END IF;\n    RETURN NEW;\n  END IF;\n  IF NEW.stage_id <> OLD.stage_id AND (SELECT s.plan_id FROM public.villages_stage s WHERE s.id = OLD.stage_id)\n     <> (SELECT s.plan_id FROM public.villages_stage s WHERE s.id = NEW.stage_id)\n     OR NEW.done_in_id IS NOT NULL AND NOT EXISTS (\n       SELECT FROM public.villages_reportrevision v JOIN public.villages_report r ON r.id = v.report_id\n         JOIN public.villages_villageplan p ON p.village_id = r.village_id\n         JOIN public.villages_stage s ON s.plan_id = p.id\n        WHERE v.id = NEW.done_in_id AND s.id = NEW.stage_id) THEN\n    RAISE EXCEPTION 'milestone % stays in its plan', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n  END IF;\n  IF plan_state = 'draft' THEN\n    IF NEW.done_on IS NOT NULL OR NEW.baseline_due_on IS NOT NULL THEN\n      RAISE EXCEPTION 'nothing of a draft is done'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_done_after_approval';\n    END IF;\n    RETURN NEW;\n  END IF;\n  IF (OLD.stage_id, OLD.name) IS DISTINCT FROM (NEW.stage_id, NEW.name)\n     OR OLD.baseline_due_on IS DISTINCT FROM NEW.baseline_due_on\n        AND NOT (OLD.baseline_due_on IS NULL AND plan_state = 'approved' AND NEW.baseline_due_on = NEW.due_on)\n     OR plan_state NOT IN ('approved') AND OLD.* IS DISTINCT FROM NEW.* THEN\n    RAISE EXCEPTION 'milestone % is fixed', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n  END IF;\n  IF OLD.due_on <> NEW.due_on AND NOT EXISTS (\n       SELECT FROM public.villages_duedatechange c\n        WHERE c.milestone_id = NEW.id AND c.is_granted\n          AND c.old_due_on = OLD.due_on AND c.new_due_on = NEW.due_on\n          AND c.id = (SELECT max(l.id) FROM public.villages_duedatechange l\n                       WHERE l.milestone_id = NEW.id AND l.is_granted)) THEN\n    RAISE EXCEPTION 'the date of milestone % moves by a reason only', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'milestone_date_moves_by_reason';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="5c7da30c31d94bda15aa945084c55cd7f23b8604",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_rules_c910a",
                    table="villages_milestone",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_milestoneevent" ("baseline_due_on", "deliverable", "done_in_id", "done_note", "done_on", "due_on", "id", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT new_values."baseline_due_on", new_values."deliverable", new_values."done_in_id", new_values."done_note", new_values."done_on", new_values."due_on", new_values."id", new_values."name", new_values."owner", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."stage_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="baf1ffcb78a74b45f28eeabe032ae7dd94ced123",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d0822",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_milestoneevent" ("baseline_due_on", "deliverable", "done_in_id", "done_note", "done_on", "due_on", "id", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT new_values."baseline_due_on", new_values."deliverable", new_values."done_in_id", new_values."done_note", new_values."done_on", new_values."due_on", new_values."id", new_values."name", new_values."owner", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."stage_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="22519cebc4ecdeb712c742e8118817ddd6c21e1e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36c1c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_milestoneevent" ("baseline_due_on", "deliverable", "done_in_id", "done_note", "done_on", "due_on", "id", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id") SELECT old_values."baseline_due_on", old_values."deliverable", old_values."done_in_id", old_values."done_note", old_values."done_on", old_values."due_on", old_values."id", old_values."name", old_values."owner", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5312d6bc4c83b20a0b48f5fb43adf15d9d2684c9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_34c3a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestoneevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1d64423c88ee684aa30142566cde007008a16f28",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6e9eb",
                    table="villages_milestoneevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="DueDateChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_due_on", models.DateField(verbose_name="原来的日期")),
                ("new_due_on", models.DateField(verbose_name="新日期")),
                (
                    "reason_kind",
                    models.CharField(
                        choices=[
                            ("money", "缺资金"),
                            ("technique", "缺技术"),
                            ("weather", "天气"),
                            ("land", "土地没谈好"),
                            ("market", "销路"),
                            ("people", "缺人手"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                ("needs_decision", models.BooleanField(default=False, editable=False, verbose_name="要批")),
                ("is_granted", models.BooleanField(blank=True, null=True, verbose_name="批了")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="批的日期")),
                ("decided_note", models.CharField(blank=True, max_length=200, verbose_name="批的意见")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="villages.milestone"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes",
                        to="villages.reportrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "改期",
                "ordering": ("milestone", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_granted__isnull", True)),
                        fields=("milestone",),
                        name="duedatechange_one_waiting",
                        violation_error_message="这个里程碑有一个改期等着批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("new_due_on", models.F("old_due_on")), _negated=True),
                            ("new_due_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                        ),
                        name="duedatechange_moves",
                        violation_error_message="新日期和原来的一样，或年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason_kind__in", ["money", "technique", "weather", "land", "market", "people", "other"]),
                            models.Q(
                                models.Q(("reason_kind", "other"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="duedatechange_has_reason",
                        violation_error_message="选 1 项改期的原因；选“其他”要写明",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("decided_on__isnull", True)),
                            models.Q(("decided_on__isnull", False), ("is_granted__isnull", False)),
                            _connector="OR",
                        ),
                        name="duedatechange_decision_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_on__isnull", True),
                                ("asked_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("decided_on__isnull", True),
                                ("decided_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                        ),
                        name="duedatechange_days_have_come",
                    ),
                    models.CheckConstraint(
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
                                    "decided_note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="duedatechange_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="rules",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE milestone public.villages_milestone;\nBEGIN\n  SELECT * INTO milestone FROM public.villages_milestone m WHERE m.id = NEW.milestone_id FOR UPDATE;\n  IF TG_OP = 'INSERT' THEN\n    IF milestone.baseline_due_on IS NULL OR milestone.done_on IS NOT NULL OR milestone.due_on <> NEW.old_due_on THEN\n      RAISE EXCEPTION 'milestone % has no such date', NEW.milestone_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_of_an_open_milestone';\n    END IF;\n    IF NEW.asked_on < (SELECT max(c.asked_on) FROM public.villages_duedatechange c\n                        WHERE c.milestone_id = NEW.milestone_id) THEN\n      RAISE EXCEPTION 'a later change of milestone % is known', NEW.milestone_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_in_order';\n    END IF;\n    NEW.needs_decision := NEW.new_due_on > milestone.baseline_due_on + 30\n                          OR NEW.asked_on > milestone.due_on;\n    IF NOT NEW.needs_decision AND NEW.is_granted IS NULL THEN\n      NEW.is_granted := TRUE;\n    END IF;\n  ELSIF OLD.is_granted IS NOT NULL OR (OLD.milestone_id, OLD.old_due_on, OLD.new_due_on, OLD.reason_kind, OLD.reason,\n        OLD.asked_by_id, OLD.asked_on, OLD.revision_id, OLD.needs_decision) IS DISTINCT FROM\n       (NEW.milestone_id, NEW.old_due_on, NEW.new_due_on, NEW.reason_kind, NEW.reason,\n        NEW.asked_by_id, NEW.asked_on, NEW.revision_id, NEW.needs_decision) THEN\n    RAISE EXCEPTION 'what was asked stays'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_append_only';\n  ELSIF NEW.is_granted AND milestone.due_on <> NEW.old_due_on THEN\n    RAISE EXCEPTION 'the date of milestone % has moved since', NEW.milestone_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_of_an_open_milestone';\n  END IF;\n  IF NEW.needs_decision AND NEW.is_granted\n     AND (NEW.decided_by_id IS NULL OR NEW.decided_by_id IS NOT DISTINCT FROM NEW.asked_by_id) THEN\n    RAISE EXCEPTION 'another person decides on this date'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'duedatechange_decided_by_another';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="258ab86416196d4850324443929dad55c41211e0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_rules_24dca",
                    table="villages_duedatechange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_due_date",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.is_granted AND (TG_OP = 'INSERT' OR OLD.is_granted IS NULL) THEN\n  UPDATE public.villages_milestone SET due_on = NEW.new_due_on WHERE id = NEW.milestone_id AND due_on <> NEW.new_due_on;\nEND IF;\nRETURN NEW;\n",
                    hash="75dc8743ea76fed340241ed88b7438ad78fb085a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_derive_due_date_d1f36",
                    table="villages_duedatechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duedatechange",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5a73821bef0d4b821ebc7625ca236446400ab367",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_2a250",
                    table="villages_duedatechange",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="MilestoneAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("on_time", "按期"), ("delayed", "要推迟"), ("done", "已完成")],
                        max_length=8,
                        verbose_name="进度",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="推迟到")),
                (
                    "reason_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("money", "缺资金"),
                            ("technique", "缺技术"),
                            ("weather", "天气"),
                            ("land", "土地没谈好"),
                            ("market", "销路"),
                            ("people", "缺人手"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="原因",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="villages.milestone"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="villages.reportrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "里程碑进度",
                "ordering": ("revision", "milestone"),
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "milestone"), name="milestoneanswer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_on__isnull", True),
                                ("due_on__isnull", True),
                                ("reason_kind", ""),
                                ("state", "on_time"),
                            ),
                            models.Q(
                                ("done_on__isnull", True),
                                ("due_on__isnull", False),
                                (
                                    "reason_kind__in",
                                    ["money", "technique", "weather", "land", "market", "people", "other"],
                                ),
                                ("state", "delayed"),
                            ),
                            models.Q(
                                ("done_on__isnull", False),
                                ("due_on__isnull", True),
                                ("reason_kind", ""),
                                ("state", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="milestoneanswer_whole",
                        violation_error_message="推迟要写新日期和原因，完成要写日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("done_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="milestoneanswer_has_been_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="milestoneanswer_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestoneanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="of_this_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF NOT EXISTS (\n                  SELECT FROM public.villages_reportrevision v JOIN public.villages_report r ON r.id = v.report_id\n                    JOIN public.villages_villageplan p ON p.village_id = r.village_id\n                    JOIN public.villages_stage s ON s.plan_id = p.id\n                    JOIN public.villages_milestone m ON m.stage_id = s.id\n                   WHERE v.id = NEW.revision_id AND m.id = NEW.milestone_id AND age(v.xmin) <= 0) THEN\n                  RAISE EXCEPTION 'milestone % is of another village', NEW.milestone_id\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'milestoneanswer_of_this_village';\n                END IF;\n                RETURN NEW;\n                ",
                    hash="96a90b775eeaaee2da4738c3fd4b809a82a56434",
                    operation="INSERT",
                    pgid="pgtrigger_of_this_village_10de5",
                    table="villages_milestoneanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestoneanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc6cdf062eae564c11212742712b74306edd4c5d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a78c6",
                    table="villages_milestoneanswer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OrderSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="期")),
                ("what", models.CharField(max_length=80, verbose_name="事项")),
                ("was_due_on", models.DateField(blank=True, null=True, verbose_name="应完成")),
                ("is_open", models.BooleanField(default=True, editable=False)),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_subjects",
                        to="villages.milestone",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="villages.supervisionorder",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办事项",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)),
                        fields=("milestone",),
                        name="ordersubject_milestone_once",
                        violation_error_message="这个里程碑已经有一张没销号的督办单",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)),
                        fields=("village", "period_start"),
                        name="ordersubject_report_once",
                        violation_error_message="这一期半月报已经有一张没销号的督办单",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True),
                            models.Q(("milestone__isnull", True), ("period_start__isnull", True), _connector="OR"),
                            models.Q(
                                ("was_due_on__isnull", False),
                                models.Q(("milestone__isnull", True), ("period_start__isnull", True)),
                                _connector="OR",
                            ),
                        ),
                        name="ordersubject_is_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True), ("period_start__day__in", (1, 16)), _connector="OR"
                        ),
                        name="ordersubject_period_is_half_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="ordersubject_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordersubject",
            trigger=pgtrigger.compiler.Trigger(
                name="is_overdue",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE issued date; DECLARE of_village bigint;\nBEGIN\n  SELECT o.issued_on, o.village_id INTO issued, of_village FROM public.villages_supervisionorder o\n   WHERE o.id = NEW.order_id AND age(o.xmin) <= 0;\n  NEW.village_id := of_village;\n  NEW.is_open := TRUE;\n  IF of_village IS NULL OR NEW.milestone_id IS NOT NULL AND NOT EXISTS (\n       SELECT FROM public.villages_milestone m JOIN public.villages_stage s ON s.id = m.stage_id\n         JOIN public.villages_villageplan p ON p.id = s.plan_id\n        WHERE m.id = NEW.milestone_id AND p.village_id = of_village AND p.state = 'approved'\n          AND (m.done_on IS NULL OR m.done_on > issued) AND NEW.was_due_on < issued)\n     OR NEW.period_start IS NOT NULL AND (NEW.was_due_on >= issued OR EXISTS (\n       SELECT FROM public.villages_report r\n        WHERE r.village_id = of_village AND r.period_start = NEW.period_start\n          AND (r.received_at AT TIME ZONE 'Asia/Shanghai')::date < issued)) THEN\n    RAISE EXCEPTION 'nothing is overdue here'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'ordersubject_is_overdue';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="dbe8f1ba6677872261178073ab112cf35100da32",
                    operation="INSERT",
                    pgid="pgtrigger_is_overdue_02b6f",
                    table="villages_ordersubject",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordersubject",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (to_jsonb(OLD) - 'is_open') <> (to_jsonb(NEW) - 'is_open') OR NEW.is_open OR EXISTS (\n     SELECT FROM public.villages_supervisionorder o\n      WHERE o.id = NEW.order_id AND o.state NOT IN ('closed', 'withdrawn')) THEN\n  RAISE EXCEPTION 'a subject stays as it was issued'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'ordersubject_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="f5789abc8599269aa3c9843525b4861ff1dff8b7",
                    operation="UPDATE",
                    pgid="pgtrigger_stays_6b87c",
                    table="villages_ordersubject",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordersubject",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a63bdb25d4114b3a27e817b1662b0b7d71e8826b",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_56a6f",
                    table="villages_ordersubject",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(max_length=20, verbose_name="想做什么")),
                ("households", models.PositiveIntegerField(verbose_name="户")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="villages.villageplan"
                    ),
                ),
            ],
            options={
                "verbose_name": "意愿",
                "ordering": ("plan", "-households", "choice"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "choice"), name="wish_choice_once", violation_error_message="这一项已经写过"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", ""), _negated=True),
                            models.Q(
                                (
                                    "choice__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="wish_has_choice",
                        violation_error_message="写上想做什么",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WishEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("choice", models.CharField(max_length=20, verbose_name="想做什么")),
                ("households", models.PositiveIntegerField(verbose_name="户")),
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
                        to="villages.wish",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wish",
            trigger=pgtrigger.compiler.Trigger(
                name="written_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = NEW.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    \n    IF TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id THEN\n      RAISE EXCEPTION 'a row stays in its plan'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN NEW;\n    ",
                    hash="1c35035576e4014ad53db9cdbafe8f24d1417f93",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_written_in_draft_20276",
                    table="villages_wish",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wish",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_in_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT FROM public.villages_villageplan p\n                    WHERE p.id = OLD.plan_id AND p.state IN ('draft')) THEN\n      RAISE EXCEPTION 'the plan is no draft'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';\n    END IF;\n    RETURN OLD;",
                    hash="07eff7308ab8bea7d89f98e123ccc36ba4393e38",
                    operation="DELETE",
                    pgid="pgtrigger_removed_in_draft_8b340",
                    table="villages_wish",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wish",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_wishevent" ("choice", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT new_values."choice", new_values."households", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="01fe84e1a8d35e82de4e9846de9bc64a277cc9ce",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_369e5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="villages_wish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wish",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_wishevent" ("choice", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT new_values."choice", new_values."households", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b01a75d36a3f7c02231ad18c4129cc763ad6ec03",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d65d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="villages_wish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wish",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "villages_wishevent" ("choice", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") SELECT old_values."choice", old_values."households", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="93092e9e915d722f97c10bb0345bfdd855a18e8f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_001c6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="villages_wish",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wishevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="02f5253a02ec27cef6bc9f39f62fbae81bda760d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1705",
                    table="villages_wishevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="论证的版")),
                ("held_on", models.DateField(verbose_name="论证日期")),
                ("led_by", models.CharField(max_length=40, verbose_name="主持")),
                ("members", models.CharField(max_length=300, verbose_name="谁参加论证")),
                ("attendees", models.PositiveIntegerField(verbose_name="到会人数")),
                ("votes_for", models.PositiveIntegerField(verbose_name="同意")),
                ("votes_against", models.PositiveIntegerField(verbose_name="不同意")),
                ("opinions", models.TextField(max_length=1000, verbose_name="意见")),
                (
                    "conclusion",
                    models.CharField(
                        choices=[("agreed", "同意"), ("rework", "改了再论证"), ("declined", "不同意")],
                        max_length=8,
                        verbose_name="结论",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="论证记录",
                    ),
                ),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "论证",
                "ordering": ("plan", "-held_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True),
                            ("held_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="appraisal_has_been_held",
                        violation_error_message="论证日期还没有到，或者年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("led_by", ""), _negated=True),
                            models.Q(("members", ""), _negated=True),
                            models.Q(("opinions", ""), _negated=True),
                        ),
                        name="appraisal_whole",
                        violation_error_message="主持、参加的人、意见都要写",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attendees__gt", 0),
                            (
                                "attendees__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("votes_for"), "+", models.F("votes_against")
                                ),
                            ),
                        ),
                        name="appraisal_votes_fit",
                        violation_error_message="同意和不同意加起来不能超过到会人数",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conclusion", "agreed"), _negated=True),
                            ("votes_for__gt", models.F("votes_against")),
                            _connector="OR",
                        ),
                        name="appraisal_agreed_by_most",
                        violation_error_message="同意的人不比不同意的多，结论不能写同意",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("conclusion__in", ["agreed", "rework", "declined"])),
                        name="appraisal_conclusion_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "led_by__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "members__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "opinions__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="appraisal_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appraisal",
            trigger=pgtrigger.compiler.Trigger(
                name="of_this_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nSELECT p.version INTO NEW.version FROM public.villages_villageplan p WHERE p.id = NEW.plan_id AND p.state = 'draft';\nIF NEW.version IS NULL THEN\n  RAISE EXCEPTION 'only a draft is appraised'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'appraisal_of_a_draft';\nEND IF;\nRETURN NEW;\n",
                    hash="7f05efd7a2f9fe4f54121c746ba4bb565cb312e1",
                    operation="INSERT",
                    pgid="pgtrigger_of_this_version_e9b9c",
                    table="villages_appraisal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="appraisal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="51e0c5ffe5e3f28cc6aaaa6d06315beae81a1aaf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16541",
                    table="villages_appraisal",
                    when="BEFORE",
                ),
            ),
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
                        to="villages.baseline",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
        migrations.CreateModel(
            name="MapEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                ("as_of", models.DateField(verbose_name="数据日期")),
                ("known_at", models.DateTimeField(verbose_name="数据时间")),
                ("figures", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("content_hash", models.CharField(max_length=64)),
                ("token", models.CharField(default=povertyplan.tokens.new_token, max_length=12, unique=True)),
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
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="map_editions",
                        to="villages.village",
                    ),
                ),
            ],
            options={
                "verbose_name": "作战图",
                "ordering": ("-known_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "number"), name="mapedition_number_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="mapedition_number_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(("as_of__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="mapedition_day_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("content_hash__regex", "^[0-9a-f]{64}$")), name="mapedition_has_hash"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mapedition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0f25af82b0756e05b911c224c6aed1895e08dd25",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9965c",
                    table="villages_mapedition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mapedition",
            trigger=pgtrigger.compiler.Trigger(
                name="number_follows",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.number IS DISTINCT FROM 1 + COALESCE((SELECT max(e.number) FROM public.villages_mapedition e\n                                              WHERE e.village_id IS NOT DISTINCT FROM NEW.village_id), 0) THEN\n  RAISE EXCEPTION 'edition % does not follow the one before', NEW.number\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'mapedition_number_follows';\nEND IF;\nRETURN NEW;\n",
                    hash="73112a6c079e38a79beb2799b38d07b3ef0396e8",
                    operation="INSERT",
                    pgid="pgtrigger_number_follows_cceec",
                    table="villages_mapedition",
                    when="BEFORE",
                ),
            ),
        ),
    ]
