import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.core.validators
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
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Helper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("name_pinyin", models.CharField(blank=True, editable=False, max_length=160)),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "gender",
                    models.CharField(blank=True, choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民革党员"),
                            ("05", "民盟盟员"),
                            ("06", "民建会员"),
                            ("07", "民进会员"),
                            ("08", "农工党党员"),
                            ("09", "致公党党员"),
                            ("10", "九三学社社员"),
                            ("11", "台盟盟员"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                ("organisation", models.CharField(max_length=60, verbose_name="单位")),
                (
                    "organisation_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中央"),
                            ("02", "省"),
                            ("03", "市"),
                            ("04", "县"),
                            ("05", "乡镇"),
                            ("06", "部队"),
                            ("07", "其他"),
                            ("08", "村级"),
                        ],
                        max_length=2,
                        verbose_name="单位隶属关系",
                    ),
                ),
                ("duty", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="单位地址")),
                ("is_resident", models.BooleanField(default=False, verbose_name="驻村")),
                ("photo", models.ImageField(blank=True, upload_to="helpers/", verbose_name="照片")),
            ],
            options={
                "verbose_name": "帮扶责任人",
                "ordering": ("name_pinyin", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="helper_has_name",
                        violation_error_message="写上姓名",
                    ),
                    models.UniqueConstraint(
                        fields=("name", "phone"),
                        name="helper_name_phone_once",
                        violation_error_message="同名同电话的责任人已经有了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                        ),
                        name="helper_phone_shape",
                        violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gender__in", ["", "1", "2"]),
                            ("organisation_level__in", ["", "01", "02", "03", "04", "05", "06", "07", "08"]),
                            (
                                "politics__in",
                                ["", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"],
                            ),
                        ),
                        name="helper_codes_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelperEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("name_pinyin", models.CharField(blank=True, editable=False, max_length=160)),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "gender",
                    models.CharField(blank=True, choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民革党员"),
                            ("05", "民盟盟员"),
                            ("06", "民建会员"),
                            ("07", "民进会员"),
                            ("08", "农工党党员"),
                            ("09", "致公党党员"),
                            ("10", "九三学社社员"),
                            ("11", "台盟盟员"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                ("organisation", models.CharField(max_length=60, verbose_name="单位")),
                (
                    "organisation_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中央"),
                            ("02", "省"),
                            ("03", "市"),
                            ("04", "县"),
                            ("05", "乡镇"),
                            ("06", "部队"),
                            ("07", "其他"),
                            ("08", "村级"),
                        ],
                        max_length=2,
                        verbose_name="单位隶属关系",
                    ),
                ),
                ("duty", models.CharField(blank=True, max_length=40, verbose_name="职务")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="单位地址")),
                ("is_resident", models.BooleanField(default=False, verbose_name="驻村")),
                ("photo", models.ImageField(blank=True, upload_to="helpers/", verbose_name="照片")),
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
                        to="households.helper",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hamlet", models.CharField(blank=True, max_length=20, verbose_name="自然村（组）")),
                ("registry_no", models.CharField(max_length=20, unique=True, verbose_name="户编号")),
                (
                    "category",
                    models.CharField(
                        choices=[("1", "一般贫困户"), ("2", "低保贫困户"), ("3", "五保贫困户")],
                        max_length=1,
                        verbose_name="贫困户属性",
                    ),
                ),
                (
                    "poverty_status",
                    models.CharField(
                        choices=[
                            ("in_poverty", "未脱贫"),
                            ("proposed", "预脱贫"),
                            ("lifted", "已脱贫"),
                            ("relapsed", "返贫"),
                        ],
                        max_length=10,
                        verbose_name="脱贫属性",
                    ),
                ),
                ("status_since", models.DateField(verbose_name="现状态从哪天起")),
                (
                    "identification_standard",
                    models.CharField(
                        choices=[("1", "国家标准"), ("2", "省定标准"), ("3", "市定标准")],
                        default="1",
                        max_length=1,
                        verbose_name="识别标准",
                    ),
                ),
                ("identified_year", models.PositiveSmallIntegerField(verbose_name="识别年度")),
                (
                    "planned_lift_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="计划脱贫年度"),
                ),
                ("lifted_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="脱贫年度")),
                (
                    "main_cause",
                    models.CharField(
                        choices=[
                            ("01", "因病"),
                            ("02", "因残"),
                            ("03", "因学"),
                            ("04", "因灾"),
                            ("05", "缺土地"),
                            ("06", "缺水"),
                            ("07", "缺技术"),
                            ("08", "缺劳力"),
                            ("09", "缺资金"),
                            ("10", "交通条件落后"),
                            ("11", "自身发展动力不足"),
                            ("12", "因婚"),
                            ("13", "因丧"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="主要致贫原因",
                    ),
                ),
                (
                    "other_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("01", "因病"),
                                ("02", "因残"),
                                ("03", "因学"),
                                ("04", "因灾"),
                                ("05", "缺土地"),
                                ("06", "缺水"),
                                ("07", "缺技术"),
                                ("08", "缺劳力"),
                                ("09", "缺资金"),
                                ("10", "交通条件落后"),
                                ("11", "自身发展动力不足"),
                                ("12", "因婚"),
                                ("13", "因丧"),
                                ("99", "其他"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="其他致贫原因",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
                ("is_dilapidated", models.BooleanField(blank=True, null=True, verbose_name="危房户")),
                (
                    "housing_grade",
                    models.CharField(
                        blank=True,
                        choices=[("A", "A 级"), ("B", "B 级"), ("C", "C 级"), ("D", "D 级")],
                        max_length=1,
                        verbose_name="房屋级别",
                    ),
                ),
                (
                    "housing_area",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="住房面积（平方米）"
                    ),
                ),
                ("has_safe_water", models.BooleanField(blank=True, null=True, verbose_name="饮水安全")),
                (
                    "access_road",
                    models.CharField(
                        blank=True,
                        choices=[("1", "泥土路"), ("2", "砂石路"), ("3", "水泥路"), ("4", "沥青路")],
                        max_length=1,
                        verbose_name="入户路",
                    ),
                ),
                (
                    "fuel",
                    models.CharField(
                        blank=True,
                        choices=[("1", "柴草"), ("2", "干畜粪"), ("3", "煤炭"), ("4", "清洁能源"), ("5", "其他")],
                        max_length=1,
                        verbose_name="主要燃料",
                    ),
                ),
                (
                    "farmland",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="耕地（亩）"
                    ),
                ),
                (
                    "forest",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="林地（亩）"
                    ),
                ),
                (
                    "returned_farmland",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="退耕还林（亩）"
                    ),
                ),
                ("cooperative", models.CharField(blank=True, max_length=60, verbose_name="加入的合作社")),
                ("is_relocated", models.BooleanField(default=False, verbose_name="易地搬迁户")),
                ("reported_income", models.BigIntegerField(blank=True, null=True, verbose_name="上报人均纯收入（分）")),
                ("registered_lifted_on", models.DateField(editable=False, null=True)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="villages.village",
                        verbose_name="行政村",
                    ),
                ),
            ],
            options={
                "verbose_name": "户",
                "ordering": ("village", "hamlet", "registry_no"),
                "indexes": [
                    models.Index(fields=["village", "poverty_status"], name="household_village_status"),
                    models.Index(fields=["village", "hamlet", "registry_no"], name="household_registry_order"),
                    models.Index(
                        django.contrib.postgres.indexes.OpClass(models.F("phone"), name="varchar_pattern_ops"),
                        name="household_phone",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("registry_no__regex", "^[0-9A-Z-]{4,20}$")),
                        name="household_registry_no_shape",
                        violation_error_message="户编号是 4 到 20 位数字或大写字母",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["1", "2", "3"])), name="household_category_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("poverty_status__in", ["in_poverty", "proposed", "lifted", "relapsed"])),
                        name="household_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "main_cause__in",
                                ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "99"],
                            )
                        ),
                        name="household_main_cause_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_causes__len__lte", 2),
                            (
                                "other_causes__contained_by",
                                ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "99"],
                            ),
                            models.Q(("other_causes__contains", [models.F("main_cause")]), _negated=True),
                        ),
                        name="household_other_causes",
                        violation_error_message="其他致贫原因最多 2 个，不能和主要原因相同",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("poverty_status", "lifted"), _negated=True),
                            ("lifted_year__isnull", False),
                            _connector="OR",
                        ),
                        name="household_lifted_has_year",
                        violation_error_message="已脱贫的户要有脱贫年度",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identified_year__isnull", True),
                            (
                                "identified_year__range",
                                (
                                    2013,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="household_identified_year_range",
                        violation_error_message="识别年度在 2013 年到今年之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_year__isnull", True),
                            (
                                "lifted_year__range",
                                (
                                    1990,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="household_lifted_year_range",
                        violation_error_message="脱贫年度还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_lift_year__isnull", True),
                            ("planned_lift_year__range", (1990, 2100)),
                            _connector="OR",
                        ),
                        name="household_planned_lift_year_range",
                        violation_error_message="计划脱贫年度写成 2018 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status_since__isnull", True),
                            ("status_since__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="household_status_has_begun",
                        violation_error_message="脱贫属性变动的日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("housing_area__isnull", True), ("housing_area__gte", 0), _connector="OR"),
                            models.Q(("farmland__isnull", True), ("farmland__gte", 0), _connector="OR"),
                            models.Q(("forest__isnull", True), ("forest__gte", 0), _connector="OR"),
                            models.Q(
                                ("returned_farmland__isnull", True), ("returned_farmland__gte", 0), _connector="OR"
                            ),
                        ),
                        name="household_areas_not_negative",
                        violation_error_message="面积不能小于 0",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("access_road__in", ["", "1", "2", "3", "4"]),
                            ("fuel__in", ["", "1", "2", "3", "4", "5"]),
                            ("housing_grade__in", ["", "A", "B", "C", "D"]),
                            ("identification_standard__in", ["1", "2", "3"]),
                        ),
                        name="household_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                        ),
                        name="household_phone_shape",
                        violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reported_income__isnull", True),
                            ("reported_income__range", (0, 100000000000)),
                            _connector="OR",
                        ),
                        name="household_income_range",
                        violation_error_message="人均纯收入不能小于 0",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("hamlet", models.CharField(blank=True, max_length=20, verbose_name="自然村（组）")),
                ("registry_no", models.CharField(max_length=20, verbose_name="户编号")),
                (
                    "category",
                    models.CharField(
                        choices=[("1", "一般贫困户"), ("2", "低保贫困户"), ("3", "五保贫困户")],
                        max_length=1,
                        verbose_name="贫困户属性",
                    ),
                ),
                (
                    "poverty_status",
                    models.CharField(
                        choices=[
                            ("in_poverty", "未脱贫"),
                            ("proposed", "预脱贫"),
                            ("lifted", "已脱贫"),
                            ("relapsed", "返贫"),
                        ],
                        max_length=10,
                        verbose_name="脱贫属性",
                    ),
                ),
                ("status_since", models.DateField(verbose_name="现状态从哪天起")),
                (
                    "identification_standard",
                    models.CharField(
                        choices=[("1", "国家标准"), ("2", "省定标准"), ("3", "市定标准")],
                        default="1",
                        max_length=1,
                        verbose_name="识别标准",
                    ),
                ),
                ("identified_year", models.PositiveSmallIntegerField(verbose_name="识别年度")),
                (
                    "planned_lift_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="计划脱贫年度"),
                ),
                ("lifted_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="脱贫年度")),
                (
                    "main_cause",
                    models.CharField(
                        choices=[
                            ("01", "因病"),
                            ("02", "因残"),
                            ("03", "因学"),
                            ("04", "因灾"),
                            ("05", "缺土地"),
                            ("06", "缺水"),
                            ("07", "缺技术"),
                            ("08", "缺劳力"),
                            ("09", "缺资金"),
                            ("10", "交通条件落后"),
                            ("11", "自身发展动力不足"),
                            ("12", "因婚"),
                            ("13", "因丧"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="主要致贫原因",
                    ),
                ),
                (
                    "other_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("01", "因病"),
                                ("02", "因残"),
                                ("03", "因学"),
                                ("04", "因灾"),
                                ("05", "缺土地"),
                                ("06", "缺水"),
                                ("07", "缺技术"),
                                ("08", "缺劳力"),
                                ("09", "缺资金"),
                                ("10", "交通条件落后"),
                                ("11", "自身发展动力不足"),
                                ("12", "因婚"),
                                ("13", "因丧"),
                                ("99", "其他"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="其他致贫原因",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
                ("is_dilapidated", models.BooleanField(blank=True, null=True, verbose_name="危房户")),
                (
                    "housing_grade",
                    models.CharField(
                        blank=True,
                        choices=[("A", "A 级"), ("B", "B 级"), ("C", "C 级"), ("D", "D 级")],
                        max_length=1,
                        verbose_name="房屋级别",
                    ),
                ),
                (
                    "housing_area",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=6, null=True, verbose_name="住房面积（平方米）"
                    ),
                ),
                ("has_safe_water", models.BooleanField(blank=True, null=True, verbose_name="饮水安全")),
                (
                    "access_road",
                    models.CharField(
                        blank=True,
                        choices=[("1", "泥土路"), ("2", "砂石路"), ("3", "水泥路"), ("4", "沥青路")],
                        max_length=1,
                        verbose_name="入户路",
                    ),
                ),
                (
                    "fuel",
                    models.CharField(
                        blank=True,
                        choices=[("1", "柴草"), ("2", "干畜粪"), ("3", "煤炭"), ("4", "清洁能源"), ("5", "其他")],
                        max_length=1,
                        verbose_name="主要燃料",
                    ),
                ),
                (
                    "farmland",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="耕地（亩）"
                    ),
                ),
                (
                    "forest",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="林地（亩）"
                    ),
                ),
                (
                    "returned_farmland",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="退耕还林（亩）"
                    ),
                ),
                ("cooperative", models.CharField(blank=True, max_length=60, verbose_name="加入的合作社")),
                ("is_relocated", models.BooleanField(default=False, verbose_name="易地搬迁户")),
                ("reported_income", models.BigIntegerField(blank=True, null=True, verbose_name="上报人均纯收入（分）")),
                ("registered_lifted_on", models.DateField(editable=False, null=True)),
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
                        to="households.household",
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
                        verbose_name="行政村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncomeYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("people", models.PositiveSmallIntegerField(verbose_name="年底人口")),
                ("is_estimate", models.BooleanField(default=False, verbose_name="预计，年底再核")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="income_years",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "收入登记",
                "ordering": ("household", "-year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("household", "year"),
                        name="incomeyear_once",
                        violation_error_message="这一年的收入已经登记，在原来那张上改",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__range", (1, 30))),
                        name="incomeyear_has_people",
                        violation_error_message="年底人口在 1 到 30 人之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            (
                                "year__range",
                                (
                                    2013,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="incomeyear_year_range",
                        violation_error_message="这一年还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="incomeyear_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomeYearEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("people", models.PositiveSmallIntegerField(verbose_name="年底人口")),
                ("is_estimate", models.BooleanField(default=False, verbose_name="预计，年底再核")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                        to="households.incomeyear",
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
        migrations.CreateModel(
            name="HelperAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="households.helper",
                        verbose_name="责任人",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "结对",
                "ordering": ("household", "-since"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="assignment_ends_after_start",
                        violation_error_message="结束日期早于开始日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                        name="assignment_since_range",
                        violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("household", "="),
                            (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                        ],
                        name="assignment_one_helper_a_day",
                        violation_error_message="这户这段时间已经有责任人，先结束上一段结对",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelperAssignmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "helper",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.helper",
                        verbose_name="责任人",
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
                        to="households.helperassignment",
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
            ],
            options={
                "abstract": False,
            },
        ),
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
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trades", to="households.household"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trades",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "一户一业",
                "ordering": ("household", "-since", "-pk"),
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("household", "="),
                            (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                        ],
                        name="householdtrade_one_at_a_time",
                        violation_error_message="这户这段时间已经有一业，先结束原来的",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected__isnull", True), ("expected__range", (1, 1000000000)), _connector="OR"
                        ),
                        name="householdtrade_expected_range",
                        violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="householdtrade_ends_after_start",
                        violation_error_message="结束日期早于开始日期",
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
                                    "scale__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="householdtrade_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
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
                        to="households.householdtrade",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        migrations.CreateModel(
            name="KnownFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("known_on", models.DateField()),
                (
                    "known_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "核过没错",
                "ordering": ("rule", "subject"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "subject"),
                        name="knownfinding_once",
                        violation_error_message="这一条已经写过理由",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                (
                                    "reason__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="knownfinding_has_reason",
                        violation_error_message="写上理由；里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownFindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rule", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("known_on", models.DateField()),
                (
                    "known_by",
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
                        to="households.knownfinding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶持"),
                            ("employment", "就业帮扶"),
                            ("public_post", "公益岗位"),
                            ("relocation", "易地搬迁"),
                            ("education", "教育资助"),
                            ("health", "健康扶贫"),
                            ("housing", "危房改造"),
                            ("finance", "金融扶持"),
                            ("living", "生活条件"),
                            ("security", "综合保障"),
                            ("motivation", "扶志扶智"),
                            ("ecology", "生态补偿"),
                            ("donation", "捐赠帮扶"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("content", models.CharField(max_length=120, verbose_name="内容")),
                ("source", models.CharField(blank=True, max_length=80, verbose_name="谁来帮")),
                ("started_on", models.DateField(verbose_name="开始")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("outcome", models.CharField(blank=True, max_length=120, verbose_name="成效")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "计划中"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("stopped", "已停止"),
                        ],
                        default="running",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="households.household"
                    ),
                ),
                ("is_from_enterprise", models.BooleanField(default=False, editable=False, verbose_name="企业帮扶")),
            ],
            options={
                "verbose_name": "帮扶措施",
                "ordering": ("-started_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content", ""), _negated=True),
                        name="measure_has_content",
                        violation_error_message="写上做什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="measure_ends_after_start",
                        violation_error_message="结束日期早于开始日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True), ("amount__range", (0, 100000000000)), _connector="OR"
                        ),
                        name="measure_amount_range",
                        violation_error_message="金额不能小于 0",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                            models.Q(
                                ("state__in", ["planned", "stopped"]),
                                ("started_on__lte", villages.models.village.Today()),
                                _connector="OR",
                            ),
                        ),
                        name="measure_has_started",
                        violation_error_message="开始日期还没有到的，状态选“计划中”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", True), ("state__in", ["planned", "running"])),
                            models.Q(
                                ("ended_on__isnull", False),
                                ("ended_on__lte", villages.models.village.Today()),
                                ("state__in", ["done", "stopped"]),
                            ),
                            _connector="OR",
                        ),
                        name="measure_over_has_end",
                        violation_error_message="已完成和已停止的写上哪天结束，不晚于今天；别的不写",
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
                                    "source__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "outcome__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="measure_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "industry",
                                    "employment",
                                    "public_post",
                                    "relocation",
                                    "education",
                                    "health",
                                    "housing",
                                    "finance",
                                    "living",
                                    "security",
                                    "motivation",
                                    "ecology",
                                    "donation",
                                    "other",
                                ],
                            ),
                            ("state__in", ["planned", "running", "done", "stopped"]),
                        ),
                        name="measure_codes_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶持"),
                            ("employment", "就业帮扶"),
                            ("public_post", "公益岗位"),
                            ("relocation", "易地搬迁"),
                            ("education", "教育资助"),
                            ("health", "健康扶贫"),
                            ("housing", "危房改造"),
                            ("finance", "金融扶持"),
                            ("living", "生活条件"),
                            ("security", "综合保障"),
                            ("motivation", "扶志扶智"),
                            ("ecology", "生态补偿"),
                            ("donation", "捐赠帮扶"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("content", models.CharField(max_length=120, verbose_name="内容")),
                ("source", models.CharField(blank=True, max_length=80, verbose_name="谁来帮")),
                ("started_on", models.DateField(verbose_name="开始")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="结束")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("outcome", models.CharField(blank=True, max_length=120, verbose_name="成效")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "计划中"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("stopped", "已停止"),
                        ],
                        default="running",
                        max_length=8,
                        verbose_name="状态",
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
                        to="households.measure",
                    ),
                ),
                ("is_from_enterprise", models.BooleanField(default=False, editable=False, verbose_name="企业帮扶")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "registry_no",
                    models.CharField(blank=True, max_length=24, null=True, unique=True, verbose_name="人编号"),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("name_pinyin", models.CharField(blank=True, editable=False, max_length=160)),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=40)),
                ("gender", models.CharField(choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别")),
                ("birth_date", models.DateField(verbose_name="出生日期")),
                ("id_sealed", models.BinaryField(null=True, verbose_name="证件号码")),
                ("id_index", models.BinaryField(max_length=32, null=True)),
                ("id_tail_index", models.BinaryField(max_length=32, null=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("01", "户主"),
                            ("02", "配偶"),
                            ("03", "之子"),
                            ("04", "之女"),
                            ("05", "之儿媳"),
                            ("06", "之女婿"),
                            ("07", "之孙子"),
                            ("08", "之孙女"),
                            ("09", "之外孙子"),
                            ("10", "之外孙女"),
                            ("11", "之父"),
                            ("12", "之母"),
                            ("13", "之岳父"),
                            ("14", "之岳母"),
                            ("15", "之公公"),
                            ("16", "之婆婆"),
                            ("17", "之祖父"),
                            ("18", "之祖母"),
                            ("19", "之外祖父"),
                            ("20", "之外祖母"),
                            ("21", "之兄弟姐妹"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="与户主关系",
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        choices=[
                            ("01", "汉族"),
                            ("02", "蒙古族"),
                            ("03", "回族"),
                            ("04", "藏族"),
                            ("05", "维吾尔族"),
                            ("06", "苗族"),
                            ("07", "彝族"),
                            ("08", "壮族"),
                            ("09", "布依族"),
                            ("10", "朝鲜族"),
                            ("11", "满族"),
                            ("12", "侗族"),
                            ("13", "瑶族"),
                            ("14", "白族"),
                            ("15", "土家族"),
                            ("16", "哈尼族"),
                            ("17", "哈萨克族"),
                            ("18", "傣族"),
                            ("19", "黎族"),
                            ("20", "傈僳族"),
                            ("21", "佤族"),
                            ("22", "畲族"),
                            ("23", "高山族"),
                            ("24", "拉祜族"),
                            ("25", "水族"),
                            ("26", "东乡族"),
                            ("27", "纳西族"),
                            ("28", "景颇族"),
                            ("29", "柯尔克孜族"),
                            ("30", "土族"),
                            ("31", "达斡尔族"),
                            ("32", "仫佬族"),
                            ("33", "羌族"),
                            ("34", "布朗族"),
                            ("35", "撒拉族"),
                            ("36", "毛南族"),
                            ("37", "仡佬族"),
                            ("38", "锡伯族"),
                            ("39", "阿昌族"),
                            ("40", "普米族"),
                            ("41", "塔吉克族"),
                            ("42", "怒族"),
                            ("43", "乌孜别克族"),
                            ("44", "俄罗斯族"),
                            ("45", "鄂温克族"),
                            ("46", "德昂族"),
                            ("47", "保安族"),
                            ("48", "裕固族"),
                            ("49", "京族"),
                            ("50", "塔塔尔族"),
                            ("51", "独龙族"),
                            ("52", "鄂伦春族"),
                            ("53", "赫哲族"),
                            ("54", "门巴族"),
                            ("55", "珞巴族"),
                            ("56", "基诺族"),
                            ("97", "其他"),
                        ],
                        default="01",
                        max_length=2,
                        verbose_name="民族",
                    ),
                ),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民革党员"),
                            ("05", "民盟盟员"),
                            ("06", "民建会员"),
                            ("07", "民进会员"),
                            ("08", "农工党党员"),
                            ("09", "致公党党员"),
                            ("10", "九三学社社员"),
                            ("11", "台盟盟员"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "文盲或半文盲"),
                            ("02", "小学"),
                            ("03", "初中"),
                            ("04", "高中"),
                            ("05", "大专及以上"),
                            ("06", "学龄前儿童"),
                        ],
                        max_length=2,
                        verbose_name="文化程度",
                    ),
                ),
                (
                    "school_status",
                    models.CharField(
                        choices=[
                            ("01", "非在校生"),
                            ("02", "学前教育"),
                            ("03", "小学"),
                            ("04", "七年级"),
                            ("05", "八年级"),
                            ("06", "九年级"),
                            ("07", "高中一年级"),
                            ("08", "高中二年级"),
                            ("09", "高中三年级"),
                            ("10", "中职一年级"),
                            ("11", "中职二年级"),
                            ("12", "中职三年级"),
                            ("13", "高职一年级"),
                            ("14", "高职二年级"),
                            ("15", "高职三年级"),
                            ("16", "大专及以上"),
                        ],
                        default="01",
                        max_length=2,
                        verbose_name="在校生状况",
                    ),
                ),
                (
                    "health",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("01", "健康"), ("02", "长期慢性病"), ("03", "患有大病"), ("04", "残疾")],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="健康状况",
                    ),
                ),
                (
                    "labour_ability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "普通劳动力"),
                            ("02", "技能劳动力"),
                            ("03", "丧失劳动力"),
                            ("04", "无劳动力"),
                            ("05", "弱劳动力或半劳动力"),
                        ],
                        max_length=2,
                        verbose_name="劳动技能",
                    ),
                ),
                (
                    "work_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "乡（镇）内"),
                            ("02", "乡（镇）外县内"),
                            ("03", "县外省内"),
                            ("04", "省外"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="务工状况",
                    ),
                ),
                (
                    "months_worked",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="务工时间（月）"),
                ),
                ("has_medical_insurance", models.BooleanField(blank=True, null=True, verbose_name="参加基本医疗")),
                ("has_critical_illness_cover", models.BooleanField(blank=True, null=True, verbose_name="参加大病医疗")),
                ("has_pension", models.BooleanField(blank=True, null=True, verbose_name="参加养老保险")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="电话",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离开日期")),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
                        choices=[("1", "死亡"), ("2", "嫁出"), ("3", "出国定居"), ("4", "判刑收监"), ("5", "其他转出")],
                        max_length=1,
                        verbose_name="离开原因",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="households.household"
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭成员",
                "ordering": ("household", "relation", "registry_no"),
                "indexes": [
                    models.Index(fields=["id_tail_index"], name="member_id_tail"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name", "name_pinyin", "name_initials", "phone"],
                        name="member_search",
                        opclasses=["gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops"],
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="member_has_name",
                        violation_error_message="写上姓名",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True), ("relation", "01")),
                        fields=("household",),
                        name="member_one_head",
                        violation_error_message="一户只能有一个户主",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("id_index",),
                        name="member_one_row_a_person",
                        violation_error_message="这个证件号已经登记在别的成员名下",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("months_worked__isnull", True), ("months_worked__lte", 12), _connector="OR"
                        ),
                        name="member_months_0_to_12",
                        violation_error_message="务工时间在 0 到 12 个月之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__contained_by", ["01", "02", "03", "04"]),
                            models.Q(
                                models.Q(("health__contains", ["01"]), _negated=True),
                                ("health__len__lte", 1),
                                _connector="OR",
                            ),
                        ),
                        name="member_health_set",
                        violation_error_message="选了“健康”就不能再选病或残疾",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                            models.Q(("left_on__isnull", False), models.Q(("leave_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="member_leaves_with_reason",
                        violation_error_message="离开日期和离开原因要一起写",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True), ("left_on__gte", models.F("birth_date")), _connector="OR"
                        ),
                        name="member_leaves_after_birth",
                        violation_error_message="离开日期早于出生日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("birth_date__isnull", True),
                            ("birth_date__range", (datetime.date(1900, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="member_is_born",
                        violation_error_message="出生日期在 1900 年到今天之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__range", (datetime.date(1900, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="member_has_left",
                        violation_error_message="离开日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("education__in", ["", "01", "02", "03", "04", "05", "06"]),
                            (
                                "ethnicity__in",
                                [
                                    "01",
                                    "02",
                                    "03",
                                    "04",
                                    "05",
                                    "06",
                                    "07",
                                    "08",
                                    "09",
                                    "10",
                                    "11",
                                    "12",
                                    "13",
                                    "14",
                                    "15",
                                    "16",
                                    "17",
                                    "18",
                                    "19",
                                    "20",
                                    "21",
                                    "22",
                                    "23",
                                    "24",
                                    "25",
                                    "26",
                                    "27",
                                    "28",
                                    "29",
                                    "30",
                                    "31",
                                    "32",
                                    "33",
                                    "34",
                                    "35",
                                    "36",
                                    "37",
                                    "38",
                                    "39",
                                    "40",
                                    "41",
                                    "42",
                                    "43",
                                    "44",
                                    "45",
                                    "46",
                                    "47",
                                    "48",
                                    "49",
                                    "50",
                                    "51",
                                    "52",
                                    "53",
                                    "54",
                                    "55",
                                    "56",
                                    "97",
                                ],
                            ),
                            ("gender__in", ["1", "2"]),
                            ("labour_ability__in", ["", "01", "02", "03", "04", "05"]),
                            ("leave_reason__in", ["", "1", "2", "3", "4", "5"]),
                            (
                                "politics__in",
                                ["", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"],
                            ),
                            (
                                "relation__in",
                                [
                                    "01",
                                    "02",
                                    "03",
                                    "04",
                                    "05",
                                    "06",
                                    "07",
                                    "08",
                                    "09",
                                    "10",
                                    "11",
                                    "12",
                                    "13",
                                    "14",
                                    "15",
                                    "16",
                                    "17",
                                    "18",
                                    "19",
                                    "20",
                                    "21",
                                    "99",
                                ],
                            ),
                            (
                                "school_status__in",
                                [
                                    "01",
                                    "02",
                                    "03",
                                    "04",
                                    "05",
                                    "06",
                                    "07",
                                    "08",
                                    "09",
                                    "10",
                                    "11",
                                    "12",
                                    "13",
                                    "14",
                                    "15",
                                    "16",
                                ],
                            ),
                            ("work_area__in", ["", "01", "02", "03", "04", "99"]),
                        ),
                        name="member_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                        ),
                        name="member_phone_shape",
                        violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("id_index__isnull", True), ("id_sealed__isnull", True), ("id_tail_index__isnull", True)
                            ),
                            models.Q(
                                ("id_index__isnull", False),
                                ("id_sealed__isnull", False),
                                ("id_tail_index__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="member_id_sealed_and_indexed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("registry_no", models.CharField(blank=True, max_length=24, null=True, verbose_name="人编号")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("name_pinyin", models.CharField(blank=True, editable=False, max_length=160)),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=40)),
                ("gender", models.CharField(choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别")),
                ("birth_date", models.DateField(verbose_name="出生日期")),
                ("id_sealed", models.BinaryField(null=True, verbose_name="证件号码")),
                ("id_index", models.BinaryField(max_length=32, null=True)),
                ("id_tail_index", models.BinaryField(max_length=32, null=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("01", "户主"),
                            ("02", "配偶"),
                            ("03", "之子"),
                            ("04", "之女"),
                            ("05", "之儿媳"),
                            ("06", "之女婿"),
                            ("07", "之孙子"),
                            ("08", "之孙女"),
                            ("09", "之外孙子"),
                            ("10", "之外孙女"),
                            ("11", "之父"),
                            ("12", "之母"),
                            ("13", "之岳父"),
                            ("14", "之岳母"),
                            ("15", "之公公"),
                            ("16", "之婆婆"),
                            ("17", "之祖父"),
                            ("18", "之祖母"),
                            ("19", "之外祖父"),
                            ("20", "之外祖母"),
                            ("21", "之兄弟姐妹"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="与户主关系",
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        choices=[
                            ("01", "汉族"),
                            ("02", "蒙古族"),
                            ("03", "回族"),
                            ("04", "藏族"),
                            ("05", "维吾尔族"),
                            ("06", "苗族"),
                            ("07", "彝族"),
                            ("08", "壮族"),
                            ("09", "布依族"),
                            ("10", "朝鲜族"),
                            ("11", "满族"),
                            ("12", "侗族"),
                            ("13", "瑶族"),
                            ("14", "白族"),
                            ("15", "土家族"),
                            ("16", "哈尼族"),
                            ("17", "哈萨克族"),
                            ("18", "傣族"),
                            ("19", "黎族"),
                            ("20", "傈僳族"),
                            ("21", "佤族"),
                            ("22", "畲族"),
                            ("23", "高山族"),
                            ("24", "拉祜族"),
                            ("25", "水族"),
                            ("26", "东乡族"),
                            ("27", "纳西族"),
                            ("28", "景颇族"),
                            ("29", "柯尔克孜族"),
                            ("30", "土族"),
                            ("31", "达斡尔族"),
                            ("32", "仫佬族"),
                            ("33", "羌族"),
                            ("34", "布朗族"),
                            ("35", "撒拉族"),
                            ("36", "毛南族"),
                            ("37", "仡佬族"),
                            ("38", "锡伯族"),
                            ("39", "阿昌族"),
                            ("40", "普米族"),
                            ("41", "塔吉克族"),
                            ("42", "怒族"),
                            ("43", "乌孜别克族"),
                            ("44", "俄罗斯族"),
                            ("45", "鄂温克族"),
                            ("46", "德昂族"),
                            ("47", "保安族"),
                            ("48", "裕固族"),
                            ("49", "京族"),
                            ("50", "塔塔尔族"),
                            ("51", "独龙族"),
                            ("52", "鄂伦春族"),
                            ("53", "赫哲族"),
                            ("54", "门巴族"),
                            ("55", "珞巴族"),
                            ("56", "基诺族"),
                            ("97", "其他"),
                        ],
                        default="01",
                        max_length=2,
                        verbose_name="民族",
                    ),
                ),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民革党员"),
                            ("05", "民盟盟员"),
                            ("06", "民建会员"),
                            ("07", "民进会员"),
                            ("08", "农工党党员"),
                            ("09", "致公党党员"),
                            ("10", "九三学社社员"),
                            ("11", "台盟盟员"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "文盲或半文盲"),
                            ("02", "小学"),
                            ("03", "初中"),
                            ("04", "高中"),
                            ("05", "大专及以上"),
                            ("06", "学龄前儿童"),
                        ],
                        max_length=2,
                        verbose_name="文化程度",
                    ),
                ),
                (
                    "school_status",
                    models.CharField(
                        choices=[
                            ("01", "非在校生"),
                            ("02", "学前教育"),
                            ("03", "小学"),
                            ("04", "七年级"),
                            ("05", "八年级"),
                            ("06", "九年级"),
                            ("07", "高中一年级"),
                            ("08", "高中二年级"),
                            ("09", "高中三年级"),
                            ("10", "中职一年级"),
                            ("11", "中职二年级"),
                            ("12", "中职三年级"),
                            ("13", "高职一年级"),
                            ("14", "高职二年级"),
                            ("15", "高职三年级"),
                            ("16", "大专及以上"),
                        ],
                        default="01",
                        max_length=2,
                        verbose_name="在校生状况",
                    ),
                ),
                (
                    "health",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("01", "健康"), ("02", "长期慢性病"), ("03", "患有大病"), ("04", "残疾")],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="健康状况",
                    ),
                ),
                (
                    "labour_ability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "普通劳动力"),
                            ("02", "技能劳动力"),
                            ("03", "丧失劳动力"),
                            ("04", "无劳动力"),
                            ("05", "弱劳动力或半劳动力"),
                        ],
                        max_length=2,
                        verbose_name="劳动技能",
                    ),
                ),
                (
                    "work_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "乡（镇）内"),
                            ("02", "乡（镇）外县内"),
                            ("03", "县外省内"),
                            ("04", "省外"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="务工状况",
                    ),
                ),
                (
                    "months_worked",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="务工时间（月）"),
                ),
                ("has_medical_insurance", models.BooleanField(blank=True, null=True, verbose_name="参加基本医疗")),
                ("has_critical_illness_cover", models.BooleanField(blank=True, null=True, verbose_name="参加大病医疗")),
                ("has_pension", models.BooleanField(blank=True, null=True, verbose_name="参加养老保险")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="电话",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离开日期")),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
                        choices=[("1", "死亡"), ("2", "嫁出"), ("3", "出国定居"), ("4", "判刑收监"), ("5", "其他转出")],
                        max_length=1,
                        verbose_name="离开原因",
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
                        to="households.member",
                    ),
                ),
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
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="households.household",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="villages.villageplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "参加一村一品",
                "ordering": ("household", "since", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("link__in", ["work", "land", "shares", "order", "entrust"])),
                        name="participation_link_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected__isnull", True), ("expected__range", (1, 1000000000)), _connector="OR"
                        ),
                        name="participation_expected_range",
                        violation_error_message="预计收入大于 0、不超过 1000 万元，没有就不填",
                    ),
                    models.CheckConstraint(
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
                        violation_error_message="日期还没有到，或者年份不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="participation_ends_after_start",
                        violation_error_message="结束日期早于开始日期",
                    ),
                    models.CheckConstraint(
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
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("household", "="),
                            ("plan", "="),
                            ("link", "="),
                            (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                        ],
                        name="participation_link_once_a_day",
                        violation_error_message="这户已经用这种方式参加，在原来那一条上改",
                    ),
                ],
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
                        to="households.participation",
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
        migrations.CreateModel(
            name="IncomeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("W1", "外出务工"),
                            ("W2", "就近务工"),
                            ("W3", "公益岗位"),
                            ("W9", "其他工资"),
                            ("B1", "种植"),
                            ("B2", "养殖"),
                            ("B3", "林果"),
                            ("B9", "其他经营"),
                            ("P1", "资产收益分红"),
                            ("P2", "土地流转"),
                            ("P9", "其他财产收入"),
                            ("T1", "低保金"),
                            ("T2", "特困供养金"),
                            ("T3", "养老金"),
                            ("T4", "残疾人两项补贴"),
                            ("T5", "高龄津贴"),
                            ("T6", "生态补偿"),
                            ("T7", "农业补贴"),
                            ("T8", "计生金"),
                            ("T9", "子女赡养费"),
                            ("T10", "其他长期补助"),
                            ("K1", "种植支出"),
                            ("K2", "养殖支出"),
                            ("K3", "林果支出"),
                            ("K9", "其他经营支出"),
                            ("N1", "慰问、捐赠"),
                            ("N2", "教育补助"),
                            ("N3", "医疗报销"),
                            ("N4", "住房补助"),
                            ("N5", "产业奖补"),
                            ("N6", "临时救助"),
                            ("N7", "小额贷款"),
                            ("N8", "保险赔付"),
                            ("N9", "其他一次性收入"),
                        ],
                        max_length=3,
                        verbose_name="项目",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                ("note", models.CharField(blank=True, max_length=60, verbose_name="说明")),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="households.incomeyear"
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="income_lines",
                        to="households.participation",
                    ),
                ),
                ("is_from_enterprise", models.BooleanField(default=False, editable=False, verbose_name="企业帮扶所得")),
            ],
            options={
                "verbose_name": "收入明细",
                "ordering": ("register", "item", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "participation"),
                        name="incomeline_once_a_participation",
                        violation_error_message="这一年从规划得的收入已经登记，在原来那一条上改",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "W1",
                                    "W2",
                                    "W3",
                                    "W9",
                                    "B1",
                                    "B2",
                                    "B3",
                                    "B9",
                                    "P1",
                                    "P2",
                                    "P9",
                                    "T1",
                                    "T2",
                                    "T3",
                                    "T4",
                                    "T5",
                                    "T6",
                                    "T7",
                                    "T8",
                                    "T9",
                                    "T10",
                                    "K1",
                                    "K2",
                                    "K3",
                                    "K9",
                                    "N1",
                                    "N2",
                                    "N3",
                                    "N4",
                                    "N5",
                                    "N6",
                                    "N7",
                                    "N8",
                                    "N9",
                                ],
                            )
                        ),
                        name="incomeline_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000)),
                        name="incomeline_amount_range",
                        violation_error_message="金额大于 0、不超过 1000 万元，没有就不填",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="incomeline_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_from_enterprise", False), ("participation__isnull", True)),
                        fields=("register", "item", "note"),
                        name="incomeline_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("participation__isnull", True), ("is_from_enterprise", False), _connector="OR"
                        ),
                        name="incomeline_of_one_origin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomeLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("W1", "外出务工"),
                            ("W2", "就近务工"),
                            ("W3", "公益岗位"),
                            ("W9", "其他工资"),
                            ("B1", "种植"),
                            ("B2", "养殖"),
                            ("B3", "林果"),
                            ("B9", "其他经营"),
                            ("P1", "资产收益分红"),
                            ("P2", "土地流转"),
                            ("P9", "其他财产收入"),
                            ("T1", "低保金"),
                            ("T2", "特困供养金"),
                            ("T3", "养老金"),
                            ("T4", "残疾人两项补贴"),
                            ("T5", "高龄津贴"),
                            ("T6", "生态补偿"),
                            ("T7", "农业补贴"),
                            ("T8", "计生金"),
                            ("T9", "子女赡养费"),
                            ("T10", "其他长期补助"),
                            ("K1", "种植支出"),
                            ("K2", "养殖支出"),
                            ("K3", "林果支出"),
                            ("K9", "其他经营支出"),
                            ("N1", "慰问、捐赠"),
                            ("N2", "教育补助"),
                            ("N3", "医疗报销"),
                            ("N4", "住房补助"),
                            ("N5", "产业奖补"),
                            ("N6", "临时救助"),
                            ("N7", "小额贷款"),
                            ("N8", "保险赔付"),
                            ("N9", "其他一次性收入"),
                        ],
                        max_length=3,
                        verbose_name="项目",
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
                        to="households.incomeline",
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.incomeyear",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.participation",
                    ),
                ),
                ("is_from_enterprise", models.BooleanField(default=False, editable=False, verbose_name="企业帮扶所得")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PovertyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("series", models.CharField(max_length=40, verbose_name="口径")),
                ("amount", models.BigIntegerField(verbose_name="标准（分）")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
                ("is_in_use", models.BooleanField(default=False, verbose_name="采用")),
            ],
            options={
                "verbose_name": "贫困线",
                "ordering": ("-year", "series"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "series"),
                        name="povertyline_series_once_a_year",
                        violation_error_message="这一年的这个口径已经有了",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_in_use", True)),
                        fields=("year",),
                        name="povertyline_one_in_use",
                        violation_error_message="一年只能采用一个口径",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (100000, 5000000))),
                        name="povertyline_in_yuan",
                        violation_error_message="标准线按元写，每人每年在 1000 到 50000 元之间，不用万元",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2008, 2100))),
                        name="povertyline_year_range",
                        violation_error_message="年度写成 2017 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("series", ""), _negated=True)
                        ),
                        name="povertyline_has_source",
                        violation_error_message="写上口径和来源文件",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PovertyLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("series", models.CharField(max_length=40, verbose_name="口径")),
                ("amount", models.BigIntegerField(verbose_name="标准（分）")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
                ("is_in_use", models.BooleanField(default=False, verbose_name="采用")),
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
                        to="households.povertyline",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relapse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("relapsed_on", models.DateField(verbose_name="返贫日期")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("01", "因病"),
                            ("02", "因残"),
                            ("03", "因学"),
                            ("04", "因灾"),
                            ("05", "缺土地"),
                            ("06", "缺水"),
                            ("07", "缺技术"),
                            ("08", "缺劳力"),
                            ("09", "缺资金"),
                            ("10", "交通条件落后"),
                            ("11", "自身发展动力不足"),
                            ("12", "因婚"),
                            ("13", "因丧"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="返贫原因",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="情况")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relapses", to="households.household"
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
                "verbose_name": "返贫",
                "ordering": ("household", "-relapsed_on"),
                "constraints": [
                    models.UniqueConstraint(fields=("household", "relapsed_on"), name="relapse_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relapsed_on__isnull", True),
                            ("relapsed_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="relapse_has_been",
                        violation_error_message="返贫日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "99"],
                            )
                        ),
                        name="relapse_cause_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                (
                                    "reason__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="relapse_has_reason",
                        violation_error_message="写上返贫的情况，不写整个证件号",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelapseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("relapsed_on", models.DateField(verbose_name="返贫日期")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("01", "因病"),
                            ("02", "因残"),
                            ("03", "因学"),
                            ("04", "因灾"),
                            ("05", "缺土地"),
                            ("06", "缺水"),
                            ("07", "缺技术"),
                            ("08", "缺劳力"),
                            ("09", "缺资金"),
                            ("10", "交通条件落后"),
                            ("11", "自身发展动力不足"),
                            ("12", "因婚"),
                            ("13", "因丧"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="返贫原因",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="情况")),
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
                        to="households.relapse",
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
            name="StandardSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("household", "户"), ("village", "村")], max_length=9, verbose_name="对象"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("level", models.CharField(max_length=20, verbose_name="层级")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="本处采用日期")),
                ("notice_days", models.PositiveSmallIntegerField(default=7, verbose_name="公示天数")),
                ("follow_up_months", models.PositiveSmallIntegerField(default=12, verbose_name="退出后继续帮扶（月）")),
                (
                    "incidence_limit",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=5, null=True, verbose_name="贫困发生率上限"
                    ),
                ),
                ("is_below_limit", models.BooleanField(default=True, verbose_name="要低于上限，等于不算")),
            ],
            options={
                "verbose_name": "标准",
                "ordering": ("kind", "name", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="standardset_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("adopted_on__isnull", False)),
                        fields=("kind", "adopted_on"),
                        name="standardset_one_adopted_a_day",
                        violation_error_message="今天已经采用过一个标准，明天再换",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["household", "village"])), name="standardset_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="standardset_has_source",
                        violation_error_message="写上标准的来源文件",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_on__isnull", True),
                            ("adopted_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="standardset_adopted_by_today",
                        violation_error_message="采用日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))
                        ),
                        name="standardset_valid_from_range",
                        violation_error_message="启用日期在 2000 年到 2100 年之间，看看年份对不对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("notice_days__range", (1, 90))),
                        name="standardset_notice_days_range",
                        violation_error_message="公示天数在 1 到 90 天之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("follow_up_months__lte", 120)),
                        name="standardset_follow_up_range",
                        violation_error_message="继续帮扶最多 120 个月",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("incidence_limit__isnull", True), ("kind", "household")),
                            models.Q(
                                ("incidence_limit__gt", 0), ("incidence_limit__lt", Decimal("0.5")), ("kind", "village")
                            ),
                            _connector="OR",
                        ),
                        name="standardset_incidence_limit_of_villages",
                        violation_error_message="贫困发生率上限写成 2 这样的百分数，在 0 到 50 之间",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardSetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("household", "户"), ("village", "村")], max_length=9, verbose_name="对象"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("level", models.CharField(max_length=20, verbose_name="层级")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="本处采用日期")),
                ("notice_days", models.PositiveSmallIntegerField(default=7, verbose_name="公示天数")),
                ("follow_up_months", models.PositiveSmallIntegerField(default=12, verbose_name="退出后继续帮扶（月）")),
                (
                    "incidence_limit",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=5, null=True, verbose_name="贫困发生率上限"
                    ),
                ),
                ("is_below_limit", models.BooleanField(default=True, verbose_name="要低于上限，等于不算")),
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
                        to="households.standardset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Exit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="退出年度")),
                ("opened_on", models.DateField(verbose_name="开始日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                ("continued_until", models.DateField(blank=True, null=True, verbose_name="继续帮扶到")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="中止日期")),
                ("stop_reason", models.CharField(blank=True, max_length=200, verbose_name="中止原因")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stopped_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="exits", to="villages.village"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exits",
                        to="households.household",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.standardset"
                    ),
                ),
            ],
            options={
                "verbose_name": "退出",
                "ordering": ("-opened_on", "-pk"),
                "indexes": [models.Index(fields=["household", "closed_on"], name="exit_by_household")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("household__isnull", False), ("stopped_on__isnull", True)
                        ),
                        fields=("household",),
                        name="exit_one_open_a_household",
                        violation_error_message="这户的退出已经在办",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("household__isnull", True), ("stopped_on__isnull", True)),
                        fields=("village",),
                        name="exit_one_a_village",
                        violation_error_message="这个村的出列已经在办，或者已经出列",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closed_on__isnull", True), ("stopped_on__isnull", True), _connector="OR"),
                        name="exit_closed_or_stopped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stop_reason", ""), ("stopped_by__isnull", True), ("stopped_on__isnull", True)),
                            models.Q(
                                ("stopped_by__isnull", False),
                                ("stopped_on__isnull", False),
                                models.Q(("stop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exit_stopped_with_reason",
                        violation_error_message="写上为什么中止",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("continued_until__isnull", True),
                            models.Q(("closed_on__isnull", False), ("continued_until__gte", models.F("closed_on"))),
                            _connector="OR",
                        ),
                        name="exit_continues_after_closing",
                        violation_error_message="继续帮扶的日期早于退出日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opened_on__isnull", True),
                                ("opened_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("closed_on__isnull", True),
                                ("closed_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("stopped_on__isnull", True),
                                ("stopped_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                        ),
                        name="exit_days_have_been",
                        violation_error_message="日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            (
                                "year__range",
                                (
                                    2014,
                                    django.db.models.functions.datetime.ExtractYear(villages.models.village.Today()),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="exit_year_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stop_reason__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="exit_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="退出年度")),
                ("opened_on", models.DateField(verbose_name="开始日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                ("continued_until", models.DateField(blank=True, null=True, verbose_name="继续帮扶到")),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="中止日期")),
                ("stop_reason", models.CharField(blank=True, max_length=200, verbose_name="中止原因")),
                (
                    "opened_by",
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
                        to="households.exit",
                    ),
                ),
                (
                    "stopped_by",
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
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.household",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.standardset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExitStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("appraisal", "民主评议"),
                            ("verification", "村两委和驻村工作队核实"),
                            ("consent", "户认可"),
                            ("notice", "村内公示"),
                            ("review", "办事处审核"),
                            ("submission", "上报审定"),
                            ("announcement", "公告"),
                            ("closure", "销号"),
                            ("v_application", "村申请出列"),
                            ("v_check", "办事处核查"),
                            ("v_notice", "办事处公示"),
                            ("v_submission", "上报审定"),
                            ("v_announcement", "公告出列"),
                        ],
                        max_length=14,
                        verbose_name="步骤",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="公示到")),
                ("led_by", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
                ("joined_by", models.CharField(blank=True, max_length=40, verbose_name="共同负责人")),
                ("attendees", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="到会人数")),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="同意")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="反对")),
                ("document_no", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "exit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="households.exit"
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
                "verbose_name": "退出步骤",
                "ordering": ("exit", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("exit", "stage"), name="exitstep_once", violation_error_message="这一步已经记过"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "appraisal",
                                    "verification",
                                    "consent",
                                    "notice",
                                    "review",
                                    "submission",
                                    "announcement",
                                    "closure",
                                    "v_application",
                                    "v_check",
                                    "v_notice",
                                    "v_submission",
                                    "v_announcement",
                                ],
                            )
                        ),
                        name="exitstep_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on__isnull", True),
                            ("done_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="exitstep_has_been",
                        violation_error_message="日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                models.Q(("stage__in", ("notice", "v_notice")), _negated=True),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("done_on")),
                                ("ends_on__isnull", False),
                                ("stage__in", ("notice", "v_notice")),
                            ),
                            _connector="OR",
                        ),
                        name="exitstep_notice_ends_after_start",
                        violation_error_message="公示结束早于开始",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "appraisal"), _negated=True),
                            models.Q(
                                ("attendees__isnull", False),
                                ("votes_against__isnull", False),
                                ("votes_for__isnull", False),
                                ("attendees__gt", 0),
                                (
                                    "votes_for__gt",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("attendees"), "/", models.Value(2)
                                    ),
                                ),
                                (
                                    "attendees__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("votes_for"), "+", models.F("votes_against")
                                    ),
                                ),
                                models.Q(("led_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exitstep_appraisal_votes",
                        violation_error_message="评议要写主持人、到会人数和票数，同意的超过到会的一半，同意加反对不多于到会",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "verification"), _negated=True),
                            models.Q(
                                models.Q(("led_by", ""), _negated=True),
                                models.Q(("joined_by", ""), _negated=True),
                                models.Q(("led_by", models.F("joined_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exitstep_verified_by_two",
                        violation_error_message="核实要村两委和工作队各 1 人，不能是同一个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "consent"), _negated=True),
                            models.Q(("led_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exitstep_consent_signed",
                        violation_error_message="写上签字的是谁",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["notice", "v_notice"]), _negated=True),
                            models.Q(
                                models.Q(("document_no", ""), _negated=True), models.Q(("place", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="exitstep_notice_has_number",
                        violation_error_message="写上公示编号和张贴地点",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stage__in", ["submission", "announcement", "v_submission", "v_announcement"]),
                                _negated=True,
                            ),
                            models.Q(("document_no", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exitstep_has_document",
                        violation_error_message="写上文号",
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
                                    "joined_by__regex",
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
                                    "place__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="exitstep_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitStepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("appraisal", "民主评议"),
                            ("verification", "村两委和驻村工作队核实"),
                            ("consent", "户认可"),
                            ("notice", "村内公示"),
                            ("review", "办事处审核"),
                            ("submission", "上报审定"),
                            ("announcement", "公告"),
                            ("closure", "销号"),
                            ("v_application", "村申请出列"),
                            ("v_check", "办事处核查"),
                            ("v_notice", "办事处公示"),
                            ("v_submission", "上报审定"),
                            ("v_announcement", "公告出列"),
                        ],
                        max_length=14,
                        verbose_name="步骤",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="公示到")),
                ("led_by", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
                ("joined_by", models.CharField(blank=True, max_length=40, verbose_name="共同负责人")),
                ("attendees", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="到会人数")),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="同意")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="反对")),
                ("document_no", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "exit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.exit",
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
                        to="households.exitstep",
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
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("raised_by", models.CharField(blank=True, max_length=40, verbose_name="提出人")),
                ("text", models.CharField(max_length=300, verbose_name="异议")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="异议成立")),
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
                    "exit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="households.exit"
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
                "verbose_name": "异议",
                "ordering": ("exit", "raised_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
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
                        name="objection_days_have_been",
                        violation_error_message="日期还没有到",
                    ),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="objection_has_text"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("is_upheld__isnull", True),
                            ),
                            models.Q(
                                ("answered_by__isnull", False),
                                ("answered_on__gte", models.F("raised_on")),
                                ("answered_on__isnull", False),
                                ("is_upheld__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_whole",
                        violation_error_message="答复、日期和是否成立要一起写，答复不早于提出",
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
                                    "raised_by__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="objection_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("raised_by", models.CharField(blank=True, max_length=40, verbose_name="提出人")),
                ("text", models.CharField(max_length=300, verbose_name="异议")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="异议成立")),
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
                    "exit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.exit",
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
                        to="households.objection",
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
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
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
                (
                    "least",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="不少于"),
                ),
                (
                    "most",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="不多于"),
                ),
                (
                    "whole",
                    models.CharField(
                        blank=True,
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
                        verbose_name="要达到哪个数",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="要求")),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="households.standardset",
                    ),
                ),
            ],
            options={
                "verbose_name": "出列指标",
                "ordering": ("standard", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("standard", "position"), name="requirement_position_once"),
                    models.UniqueConstraint(fields=("standard", "indicator"), name="requirement_indicator_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("least__isnull", False), ("most__isnull", True), ("whole", "")),
                            models.Q(("least__isnull", True), ("most__isnull", False), ("whole", "")),
                            models.Q(
                                ("least__isnull", True),
                                ("most__isnull", True),
                                (
                                    "whole__in",
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
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="requirement_one_bound",
                        violation_error_message="“不少于”“不多于”“要达到哪个数”只写 1 项",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("indicator", "collective_income"), _negated=True),
                            ("least__isnull", True),
                            ("least__gte", 1000),
                            _connector="OR",
                        ),
                        name="requirement_in_yuan",
                        violation_error_message="村集体收入按元写，5 万元写 50000",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_poverty", "未脱贫"),
                            ("proposed", "预脱贫"),
                            ("lifted", "已脱贫"),
                            ("relapsed", "返贫"),
                        ],
                        max_length=10,
                        verbose_name="脱贫属性",
                    ),
                ),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天前")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_periods",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "脱贫属性时段",
                "ordering": ("household", "since"),
                "indexes": [models.Index(fields=["status", "since", "until"], name="statusperiod_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="statusperiod_has_length",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["in_poverty", "proposed", "lifted", "relapsed"])),
                        name="statusperiod_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("household", "="), (villages.models.village.DateRange("since", "until"), "&&")],
                        name="statusperiod_no_overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusPeriodEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in_poverty", "未脱贫"),
                            ("proposed", "预脱贫"),
                            ("lifted", "已脱贫"),
                            ("relapsed", "返贫"),
                        ],
                        max_length=10,
                        verbose_name="脱贫属性",
                    ),
                ),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天前")),
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
                        to="households.statusperiod",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor_name", models.CharField(max_length=40, verbose_name="谁去的")),
                ("visited_on", models.DateField(verbose_name="哪天")),
                ("summary", models.CharField(max_length=300, verbose_name="办了什么")),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="要解决什么")),
                (
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="households.helper",
                        verbose_name="责任人",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="households.household"
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
                "verbose_name": "走访",
                "ordering": ("-visited_on", "-pk"),
                "indexes": [models.Index(fields=["household", "-visited_on"], name="visit_household_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True),
                        name="visit_has_summary",
                        violation_error_message="写一句办了什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visitor_name", ""), _negated=True), name="visit_has_visitor"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visited_on__isnull", True),
                            ("visited_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="visit_has_been",
                        violation_error_message="走访日期还没有到，写去的那天",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "visitor_name__regex",
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
                                    "problem__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="visit_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("visitor_name", models.CharField(max_length=40, verbose_name="谁去的")),
                ("visited_on", models.DateField(verbose_name="哪天")),
                ("summary", models.CharField(max_length=300, verbose_name="办了什么")),
                ("problem", models.CharField(blank=True, max_length=300, verbose_name="要解决什么")),
                (
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.helper",
                        verbose_name="责任人",
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
                        to="households.visit",
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
        migrations.CreateModel(
            name="NetIncome",
            fields=[
                (
                    "register",
                    models.OneToOneField(
                        db_column="register_id",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="net_income",
                        serialize=False,
                        to="households.incomeyear",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("people", models.PositiveSmallIntegerField()),
                ("is_estimate", models.BooleanField()),
                ("wage", models.BigIntegerField()),
                ("business", models.BigIntegerField()),
                ("property_income", models.BigIntegerField()),
                ("transfer", models.BigIntegerField()),
                ("cost", models.BigIntegerField()),
                ("uncounted", models.BigIntegerField()),
                ("net", models.BigIntegerField()),
                ("per_capita", models.BigIntegerField()),
                ("line", models.BigIntegerField(null=True)),
                ("is_above", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "households_netincome",
                "ordering": ("household", "year"),
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="BagEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("content_hash", models.CharField(max_length=64)),
                ("token", models.CharField(default=povertyplan.tokens.new_token, max_length=12, unique=True)),
                ("printed_on", models.DateField(verbose_name="印制日期")),
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bag_editions",
                        to="households.household",
                    ),
                ),
                ("content", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
            options={
                "verbose_name": "明白袋",
                "ordering": ("household", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("household", "number"), name="bagedition_number_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="bagedition_number_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_on__isnull", True),
                            ("printed_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="bagedition_has_been_printed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BagEditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("content_hash", models.CharField(max_length=64)),
                ("token", models.CharField(default=povertyplan.tokens.new_token, max_length=12)),
                ("printed_on", models.DateField(verbose_name="印制日期")),
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
                        to="households.bagedition",
                    ),
                ),
                (
                    "printed_by",
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
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="代号")),
                ("group", models.CharField(max_length=10, verbose_name="组")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("mark", models.CharField(max_length=1, verbose_name="一字")),
                ("text", models.CharField(max_length=200, verbose_name="要求")),
                (
                    "evidence_kind",
                    models.CharField(
                        choices=[("text", "文字依据"), ("photo", "照片或扫描件")],
                        default="text",
                        max_length=5,
                        verbose_name="凭证",
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("income_above_line", "年人均纯收入超过当年贫困线"),
                            ("safe_water", "饮水安全"),
                            ("children_in_school", "6 到 15 岁的孩子都在校"),
                            ("all_insured", "全家参加基本医疗"),
                            ("safe_house", "住房 A、B 级"),
                            ("pension_covered", "16 岁以上非在校的都参加养老保险"),
                        ],
                        max_length=20,
                        verbose_name="自动核对",
                    ),
                ),
            ],
            options={
                "verbose_name": "指标",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z][a-z_]*$")), name="criterion_code_shape"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence_kind__in", ["text", "photo"])), name="criterion_evidence_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rule__in",
                                [
                                    "",
                                    "income_above_line",
                                    "safe_water",
                                    "children_in_school",
                                    "all_insured",
                                    "safe_house",
                                    "pension_covered",
                                ],
                            )
                        ),
                        name="criterion_rule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="criterion_has_words",
                        violation_error_message="写上名称和要求",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="households.criterion"
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="points", to="households.standardset"
                    ),
                ),
            ],
            options={
                "ordering": ("standard", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("standard", "position"), name="standardpoint_position_once"),
                    models.UniqueConstraint(fields=("standard", "criterion"), name="standardpoint_criterion_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("met", "达标"),
                            ("not_met", "未达标"),
                            ("not_applicable", "不适用"),
                            ("unchecked", "未核"),
                        ],
                        max_length=14,
                        verbose_name="核查结果",
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("assessed_on", models.DateField(verbose_name="核查日期")),
                ("assessor_name", models.CharField(max_length=40, verbose_name="核查人")),
                ("is_current", models.BooleanField(default=False, editable=False)),
                (
                    "assessed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="households.criterion",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="households.household",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="households.standardset"
                    ),
                ),
            ],
            options={
                "verbose_name": "达标核查",
                "ordering": ("household", "criterion", "-year"),
                "constraints": [
                    models.UniqueConstraint(fields=("household", "criterion", "year"), name="assessment_once_a_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("household", "criterion"),
                        include=("state",),
                        name="assessment_current_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["met", "not_met", "not_applicable", "unchecked"])),
                        name="assessment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["not_met", "unchecked"]),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_pass_has_evidence",
                        violation_error_message="判为达标或不适用要写依据",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed_on__isnull", True),
                            ("assessed_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="assessment_has_been",
                        violation_error_message="核查日期还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year", django.db.models.functions.datetime.ExtractYear("assessed_on")),
                            (
                                "year",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.datetime.ExtractYear("assessed_on"), "-", models.Value(1)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_of_its_year",
                        violation_error_message="年度是核查那一年或上一年",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assessor_name", ""), _negated=True), name="assessment_has_assessor"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "evidence__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="assessment_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("met", "达标"),
                            ("not_met", "未达标"),
                            ("not_applicable", "不适用"),
                            ("unchecked", "未核"),
                        ],
                        max_length=14,
                        verbose_name="核查结果",
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("assessed_on", models.DateField(verbose_name="核查日期")),
                ("assessor_name", models.CharField(max_length=40, verbose_name="核查人")),
                ("is_current", models.BooleanField(default=False, editable=False)),
                (
                    "assessed_by",
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
                        to="households.assessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.criterion",
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
                    "standard",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.standardset",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=60, verbose_name="说明")),
                ("added_on", models.DateField(verbose_name="上传日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("withdraw_reason", models.CharField(blank=True, max_length=120, verbose_name="撤下原因")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="households.assessment",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "indicator_value",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="villages.indicatorvalue",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.village"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="households.exitstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("assessment__isnull", False), ("indicator_value__isnull", True), ("step__isnull", True)
                            ),
                            models.Q(
                                ("assessment__isnull", True), ("indicator_value__isnull", True), ("step__isnull", False)
                            ),
                            models.Q(
                                ("assessment__isnull", True), ("indicator_value__isnull", False), ("step__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="evidence_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdraw_reason", ""), ("withdrawn_by__isnull", True), ("withdrawn_on__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_by__isnull", False),
                                ("withdrawn_on__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_withdrawn_with_reason",
                        violation_error_message="写上为什么撤下",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("caption", ""), _negated=True),
                        name="evidence_has_caption",
                        violation_error_message="写上这是什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("added_on__isnull", True),
                                ("added_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                            models.Q(
                                ("withdrawn_on__isnull", True),
                                ("withdrawn_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                        ),
                        name="evidence_days_have_been",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "caption__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "withdraw_reason__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="evidence_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("caption", models.CharField(max_length=60, verbose_name="说明")),
                ("added_on", models.DateField(verbose_name="上传日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("withdraw_reason", models.CharField(blank=True, max_length=120, verbose_name="撤下原因")),
                (
                    "added_by",
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.assessment",
                    ),
                ),
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
                    "indicator_value",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.indicatorvalue",
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
                        to="households.evidence",
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
                (
                    "withdrawn_by",
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
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.exitstep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BagContent",
            fields=[
                (
                    "household",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="bag_content",
                        serialize=False,
                        to="households.household",
                    ),
                ),
                ("facts", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64)),
                ("parts", models.JSONField(default=dict)),
                ("since", models.DateField()),
                ("earlier", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "明白袋现在的内容",
            },
        ),
        migrations.CreateModel(
            name="BagDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("delivered_on", models.DateField(verbose_name="送达日期")),
                ("delivered_by", models.CharField(max_length=40, verbose_name="送达人")),
                ("is_signed", models.BooleanField(default=False, verbose_name="已签字或按手印")),
                ("knows_helper", models.BooleanField(blank=True, null=True, verbose_name="谁帮你家")),
                ("knows_benefits", models.BooleanField(blank=True, null=True, verbose_name="你家享受什么")),
                ("knows_plan", models.BooleanField(blank=True, null=True, verbose_name="今年打算怎么干")),
                ("note", models.CharField(blank=True, max_length=80, verbose_name="要再讲什么")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delivery", to="households.bagedition"
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
                "verbose_name": "明白袋送达",
                "ordering": ("-delivered_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_on__isnull", True),
                            ("delivered_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="bagdelivery_has_been",
                        violation_error_message="送达日期还没有到，写送到的那天",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delivered_by", ""), _negated=True),
                        name="bagdelivery_by_somebody",
                        violation_error_message="写上谁送的",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("knows_benefits__isnull", True),
                                ("knows_helper__isnull", True),
                                ("knows_plan__isnull", True),
                            ),
                            models.Q(
                                ("knows_benefits__isnull", False),
                                ("knows_helper__isnull", False),
                                ("knows_plan__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="bagdelivery_three_or_none",
                        violation_error_message="三问要么都问到，要么都不填",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "note__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "delivered_by__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="bagdelivery_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BagDeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("delivered_on", models.DateField(verbose_name="送达日期")),
                ("delivered_by", models.CharField(max_length=40, verbose_name="送达人")),
                ("is_signed", models.BooleanField(default=False, verbose_name="已签字或按手印")),
                ("knows_helper", models.BooleanField(blank=True, null=True, verbose_name="谁帮你家")),
                ("knows_benefits", models.BooleanField(blank=True, null=True, verbose_name="你家享受什么")),
                ("knows_plan", models.BooleanField(blank=True, null=True, verbose_name="今年打算怎么干")),
                ("note", models.CharField(blank=True, max_length=80, verbose_name="要再讲什么")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.bagedition",
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
                        to="households.bagdelivery",
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
        migrations.CreateModel(
            name="BagJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[("stale", "要重印的"), ("village", "一个村"), ("chosen", "选中的户"), ("all", "全部")],
                        max_length=7,
                        verbose_name="范围",
                    ),
                ),
                ("is_large", models.BooleanField(default=False, verbose_name="大字版")),
                ("with_lifted", models.BooleanField(default=False, verbose_name="已脱贫的也印")),
                ("requested_at", models.DateTimeField(auto_now_add=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "打印任务",
                "ordering": ("-requested_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["stale", "village", "chosen", "all"])),
                        name="bagjob_scope_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BagPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("households", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队"),
                            ("running", "在生成"),
                            ("done", "好了"),
                            ("cancelled", "停下了"),
                            ("failed", "没印出来"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("made", models.PositiveSmallIntegerField(default=0, verbose_name="已生成")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="第几次")),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                ("file", models.CharField(blank=True, max_length=120)),
                ("trouble", models.CharField(blank=True, max_length=300, verbose_name="为什么没印出来")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="households.bagjob"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.village"
                    ),
                ),
            ],
            options={
                "verbose_name": "打印任务的一个村",
                "ordering": ("job", "village"),
                "constraints": [
                    models.UniqueConstraint(fields=("job", "village"), name="bagpart_village_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("village",),
                        name="bagpart_one_open_a_village",
                        violation_error_message="这个村正在打印，等那一份好了再来",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "cancelled", "failed"])),
                        name="bagpart_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(models.Q(("file", ""), _negated=True), ("finished_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="bagpart_done_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "failed"), ("trouble", ""), _connector="XOR"),
                        name="bagpart_failed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BagPartEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="第几份")),
                ("pages", models.PositiveSmallIntegerField(verbose_name="页数")),
                ("is_new", models.BooleanField(default=True, verbose_name="这一版第一次印")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printings",
                        to="households.bagedition",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="printed", to="households.bagpart"
                    ),
                ),
            ],
            options={
                "verbose_name": "打印任务里的一份",
                "ordering": ("part", "place"),
                "constraints": [
                    models.UniqueConstraint(fields=("part", "edition"), name="bagpartedition_once"),
                    models.UniqueConstraint(fields=("part", "place"), name="bagpartedition_place_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BagVoid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voided_on", models.DateField(verbose_name="作废日期")),
                ("reason", models.CharField(max_length=60, verbose_name="为什么作废")),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="households.bagedition"
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "明白袋作废",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voided_on__isnull", True),
                            ("voided_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="bagvoid_has_been",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="bagvoid_has_reason",
                        violation_error_message="写上为什么作废",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__regex",
                                "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                            ),
                            _negated=True,
                        ),
                        name="bagvoid_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BagVoidEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("voided_on", models.DateField(verbose_name="作废日期")),
                ("reason", models.CharField(max_length=60, verbose_name="为什么作废")),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.bagedition",
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
                        to="households.bagvoid",
                    ),
                ),
                (
                    "voided_by",
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
        migrations.CreateModel(
            name="LibraryItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("policy", "扶贫政策"), ("remark", "领导言论")], max_length=6, verbose_name="种类"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="排在第几")),
            ],
            options={
                "verbose_name": "资料",
                "ordering": ("kind", "position", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["policy", "remark"])), name="libraryitem_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__range", (1, 999))),
                        name="libraryitem_position_range",
                        violation_error_message="排在第几，写 1 到 999",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("policy", "扶贫政策"), ("remark", "领导言论")], max_length=6, verbose_name="种类"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=100, verbose_name="排在第几")),
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
                        to="households.libraryitem",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LibraryVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几版")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("approved", "已批准，没发布"),
                            ("published", "已发布"),
                            ("withdrawn", "已停用"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=30, verbose_name="名称")),
                ("summary", models.CharField(max_length=120, verbose_name="印在明白袋上的话")),
                ("full_text", models.TextField(blank=True, max_length=8000, verbose_name="全文")),
                ("source", models.CharField(max_length=120, verbose_name="依据（文件和文号）")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("01", "国家"), ("02", "省"), ("03", "市"), ("04", "县（市）"), ("05", "办事处")],
                        max_length=2,
                        verbose_name="哪一级",
                    ),
                ),
                ("how", models.CharField(blank=True, max_length=60, verbose_name="怎么拿到")),
                ("ask", models.CharField(blank=True, max_length=40, verbose_name="问谁")),
                (
                    "ask_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="问谁的电话",
                    ),
                ),
                ("amount", models.CharField(blank=True, max_length=12, verbose_name="多少")),
                ("amount_note", models.CharField(blank=True, max_length=20, verbose_name="多少的说明")),
                ("speaker", models.CharField(blank=True, max_length=20, verbose_name="谁说的")),
                ("speaker_duty", models.CharField(blank=True, max_length=30, verbose_name="职务")),
                ("occasion", models.CharField(blank=True, max_length=40, verbose_name="什么场合")),
                ("said_on", models.DateField(blank=True, null=True, verbose_name="哪天说的")),
                ("valid_from", models.DateField(verbose_name="从")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="到")),
                (
                    "rule_match",
                    models.CharField(
                        choices=[("all", "条件都要符合"), ("any", "符合一条就行")],
                        default="all",
                        max_length=3,
                        verbose_name="规则",
                    ),
                ),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="谁写的"
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True)),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("withdrawn_why", models.CharField(blank=True, max_length=60, verbose_name="停用原因")),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="households.libraryitem",
                    ),
                ),
                (
                    "published_by",
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
                "verbose_name": "资料版本",
                "ordering": ("item", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="libraryversion_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "approved"])),
                        fields=("item",),
                        name="libraryversion_one_in_hand",
                        violation_error_message="这条资料已经有一版在改，先把那一版办完",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="libraryversion_number_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("summary", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="libraryversion_has_words",
                        violation_error_message="名称、印在袋上的话、依据都要写",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                            models.Q(
                                ("valid_until__isnull", True),
                                models.Q(
                                    ("valid_until__gte", models.F("valid_from")),
                                    ("valid_until__lte", datetime.date(2100, 12, 31)),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="libraryversion_validity",
                        violation_error_message="有效期的结束早于开始，核对两个日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("said_on__isnull", True),
                            ("said_on__isnull", True),
                            ("said_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                            _connector="OR",
                        ),
                        name="libraryversion_was_said",
                        violation_error_message="哪天说的：这一天还没有到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["", "01", "02", "03", "04", "05"]),
                            ("rule_match__in", ["all", "any"]),
                            ("state__in", ["draft", "approved", "published", "withdrawn"]),
                        ),
                        name="libraryversion_codes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by__isnull", True), ("approved_on__isnull", True), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="libraryversion_approved_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", True), ("state__in", ["draft", "approved"])),
                            models.Q(
                                ("published_on__gte", models.F("approved_on")),
                                ("published_on__isnull", False),
                                ("state__in", ["published", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="libraryversion_published_after_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_on__isnull", True),
                                ("withdrawn_why", ""),
                                models.Q(("state", "withdrawn"), _negated=True),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_on__isnull", False),
                                models.Q(("withdrawn_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="libraryversion_withdrawn_with_reason",
                        violation_error_message="写上为什么停用",
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
                                    "summary__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "full_text__regex",
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
                                    "how__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "ask__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                (
                                    "occasion__regex",
                                    "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                                ),
                                _negated=True,
                            ),
                        ),
                        name="libraryversion_without_id_number",
                        violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ask_phone", ""),
                            ("ask_phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"),
                            _connector="OR",
                        ),
                        name="libraryversion_phone_shape",
                        violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("writers__len__gte", 1),
                                models.Q(("writers__contains", [models.F("approved_by")]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="libraryversion_four_eyes",
                        violation_error_message="你写过这一版，要另一个人批准",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("status", "脱贫状态"),
                            ("category", "贫困户类别"),
                            ("cause", "致贫原因（主要或其他）"),
                            ("not_met", "没达标的指标"),
                            ("housing", "危房等级"),
                            ("relocated", "易地搬迁户"),
                            ("school", "有人在读"),
                            ("health", "有人的健康状况"),
                            ("age", "有人的年龄在"),
                            ("uninsured", "有人没参加"),
                            ("labour", "有人的劳动技能"),
                            ("work", "有人在外务工"),
                        ],
                        max_length=10,
                        verbose_name="条件",
                    ),
                ),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="是",
                    ),
                ),
                ("low", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="从（岁）")),
                ("high", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="到（岁）")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conditions",
                        to="households.libraryversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "规则条件",
                "ordering": ("version", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "fact__in",
                                [
                                    "status",
                                    "category",
                                    "cause",
                                    "not_met",
                                    "housing",
                                    "relocated",
                                    "school",
                                    "health",
                                    "age",
                                    "uninsured",
                                    "labour",
                                    "work",
                                ],
                            )
                        ),
                        name="librarycondition_fact_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fact", "age"),
                                ("values__len", 0),
                                models.Q(("low__isnull", False), ("high__isnull", False), _connector="OR"),
                                models.Q(
                                    ("low__isnull", True),
                                    ("high__isnull", True),
                                    ("high__gte", models.F("low")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("fact", "relocated"), ("high__isnull", True), ("low__isnull", True), ("values__len", 0)
                            ),
                            models.Q(
                                models.Q(("fact__in", ["age", "relocated"]), _negated=True),
                                ("high__isnull", True),
                                ("low__isnull", True),
                                ("values__len__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="librarycondition_whole",
                        violation_error_message="这个条件没有写完：选至少一项，年龄写从几岁到几岁",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryConditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("status", "脱贫状态"),
                            ("category", "贫困户类别"),
                            ("cause", "致贫原因（主要或其他）"),
                            ("not_met", "没达标的指标"),
                            ("housing", "危房等级"),
                            ("relocated", "易地搬迁户"),
                            ("school", "有人在读"),
                            ("health", "有人的健康状况"),
                            ("age", "有人的年龄在"),
                            ("uninsured", "有人没参加"),
                            ("labour", "有人的劳动技能"),
                            ("work", "有人在外务工"),
                        ],
                        max_length=10,
                        verbose_name="条件",
                    ),
                ),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="是",
                    ),
                ),
                ("low", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="从（岁）")),
                ("high", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="到（岁）")),
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
                        to="households.librarycondition",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.libraryversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LibraryFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="说明")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="households.libraryversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "ordering": ("version", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "file"),
                        name="libraryfile_once",
                        violation_error_message="这个文件已经附上了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="libraryfile_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="说明")),
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
                        to="households.libraryfile",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.libraryversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LibraryVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几版")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("approved", "已批准，没发布"),
                            ("published", "已发布"),
                            ("withdrawn", "已停用"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=30, verbose_name="名称")),
                ("summary", models.CharField(max_length=120, verbose_name="印在明白袋上的话")),
                ("full_text", models.TextField(blank=True, max_length=8000, verbose_name="全文")),
                ("source", models.CharField(max_length=120, verbose_name="依据（文件和文号）")),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("01", "国家"), ("02", "省"), ("03", "市"), ("04", "县（市）"), ("05", "办事处")],
                        max_length=2,
                        verbose_name="哪一级",
                    ),
                ),
                ("how", models.CharField(blank=True, max_length=60, verbose_name="怎么拿到")),
                ("ask", models.CharField(blank=True, max_length=40, verbose_name="问谁")),
                (
                    "ask_phone",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$", "电话只写数字，座机写成 0719-5223344 这样"
                            )
                        ],
                        verbose_name="问谁的电话",
                    ),
                ),
                ("amount", models.CharField(blank=True, max_length=12, verbose_name="多少")),
                ("amount_note", models.CharField(blank=True, max_length=20, verbose_name="多少的说明")),
                ("speaker", models.CharField(blank=True, max_length=20, verbose_name="谁说的")),
                ("speaker_duty", models.CharField(blank=True, max_length=30, verbose_name="职务")),
                ("occasion", models.CharField(blank=True, max_length=40, verbose_name="什么场合")),
                ("said_on", models.DateField(blank=True, null=True, verbose_name="哪天说的")),
                ("valid_from", models.DateField(verbose_name="从")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="到")),
                (
                    "rule_match",
                    models.CharField(
                        choices=[("all", "条件都要符合"), ("any", "符合一条就行")],
                        default="all",
                        max_length=3,
                        verbose_name="规则",
                    ),
                ),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="谁写的"
                    ),
                ),
                ("written_at", models.DateTimeField(auto_now=True)),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("withdrawn_why", models.CharField(blank=True, max_length=60, verbose_name="停用原因")),
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
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.libraryitem",
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
                        to="households.libraryversion",
                    ),
                ),
                (
                    "published_by",
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
        pgtrigger.migrations.AddTrigger(
            model_name="helper",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperevent" ("address", "duty", "gender", "id", "is_resident", "name", "name_initials", "name_pinyin", "organisation", "organisation_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo", "politics") SELECT new_values."address", new_values."duty", new_values."gender", new_values."id", new_values."is_resident", new_values."name", new_values."name_initials", new_values."name_pinyin", new_values."organisation", new_values."organisation_level", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."photo", new_values."politics" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="395a63d2f3541aa118bdd78831c546a145fcbdf9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dc948",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_helper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helper",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperevent" ("address", "duty", "gender", "id", "is_resident", "name", "name_initials", "name_pinyin", "organisation", "organisation_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo", "politics") SELECT new_values."address", new_values."duty", new_values."gender", new_values."id", new_values."is_resident", new_values."name", new_values."name_initials", new_values."name_pinyin", new_values."organisation", new_values."organisation_level", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."photo", new_values."politics" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="05f7d21e3ebb1ab2f6cd8bd96cf324bedec87821",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06098",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_helper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helper",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperevent" ("address", "duty", "gender", "id", "is_resident", "name", "name_initials", "name_pinyin", "organisation", "organisation_level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "photo", "politics") SELECT old_values."address", old_values."duty", old_values."gender", old_values."id", old_values."is_resident", old_values."name", old_values."name_initials", old_values."name_pinyin", old_values."organisation", old_values."organisation_level", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."photo", old_values."politics" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8aaf103db65e09068fe6477b41f8bb1996e2926c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cd5e7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_helper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helperevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9ff1cd080b376e5b34d2f31a4b9f6e129d286137",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dfcbf",
                    table="households_helperevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_first_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nINSERT INTO public.households_statusperiod (household_id, status, since, until)\nSELECT id, poverty_status, status_since, NULL FROM new_values;\nRETURN NULL;\n",
                    hash="b587679ad3047c3bd02b812506967e9bdb75c71c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_derive_first_period_875d4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_next_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDELETE FROM public.households_statusperiod p USING new_values n, old_values o\n WHERE o.id = n.id AND p.household_id = n.id AND p.since >= n.status_since\n   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nUPDATE public.households_statusperiod p SET until = n.status_since FROM new_values n, old_values o\n WHERE o.id = n.id AND p.household_id = n.id AND (p.until IS NULL OR p.until > n.status_since)\n   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nINSERT INTO public.households_statusperiod (household_id, status, since, until)\nSELECT n.id, n.poverty_status, n.status_since, NULL FROM new_values n JOIN old_values o ON o.id = n.id\n WHERE (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nRETURN NULL;\n",
                    hash="3506002036290156822f7814b500a6de7f76c253",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_derive_next_period_ab733",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="status_is_open_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (SELECT FROM public.households_household h WHERE h.id = NEW.id AND NOT EXISTS (\n  SELECT FROM public.households_statusperiod p WHERE p.household_id = h.id AND p.until IS NULL\n     AND p.status = h.poverty_status AND p.since = h.status_since)) THEN\n  RAISE EXCEPTION 'household % has no open period with its status', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_status_is_open_period';\nEND IF;\nRETURN NULL;\n",
                    hash="faf1b786d268319b573a90fc2b792b7bb09e5f75",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_status_is_open_period_5d4bb",
                    table="households_household",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="enter",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nNEW.registered_lifted_on := CASE WHEN NEW.poverty_status = 'lifted' THEN NEW.status_since END;\nRETURN NEW;\n",
                    hash="a89b4e701f107fca0e3c6228e1a8a120e0bc2bcc",
                    operation="INSERT",
                    pgid="pgtrigger_enter_ebac0",
                    table="households_household",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="leave_by_exit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nNEW.registered_lifted_on := OLD.registered_lifted_on;\nIF (NEW.poverty_status, NEW.status_since) IS NOT DISTINCT FROM (OLD.poverty_status, OLD.status_since) THEN\n  RETURN NEW;\nEND IF;\nIF NEW.poverty_status = 'proposed' AND NOT EXISTS (\n  SELECT FROM public.households_exit e JOIN public.households_exitstep s ON s.exit_id = e.id AND s.stage = 'notice'\n   WHERE e.household_id = NEW.id AND e.closed_on IS NULL AND e.stopped_on IS NULL AND s.done_on = NEW.status_since) THEN\n  RAISE EXCEPTION 'household % has no notice from that day', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_proposed_by_notice';\nEND IF;\nIF NEW.poverty_status = 'lifted' AND EXISTS (\n  SELECT FROM public.households_relapse r WHERE r.household_id = NEW.id AND r.relapsed_on >= NEW.status_since) THEN\n  RAISE EXCEPTION 'household % has relapsed since', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_lifted_by_exit';\nEND IF;\nIF NEW.poverty_status = 'lifted' AND NOT EXISTS (\n  SELECT FROM public.households_exit e WHERE e.household_id = NEW.id AND e.closed_on = NEW.status_since) THEN\n  IF OLD.poverty_status = 'lifted' AND OLD.registered_lifted_on IS NOT NULL AND NOT EXISTS (\n    SELECT FROM public.households_exit e WHERE e.household_id = NEW.id AND e.closed_on IS NOT NULL) THEN\n    NEW.registered_lifted_on := NEW.status_since;\n  ELSIF NEW.status_since IS DISTINCT FROM OLD.registered_lifted_on THEN\n    RAISE EXCEPTION 'household % has no exit closed on that day', NEW.id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'household_lifted_by_exit';\n  END IF;\nEND IF;\nRETURN NEW;\n",
                    hash="67030c94a2eec7aea035eefd0ca6a550bd6f7822",
                    operation="UPDATE",
                    pgid="pgtrigger_leave_by_exit_ae9ac",
                    table="households_household",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registered_lifted_on", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT new_values."access_road", new_values."category", new_values."cooperative", new_values."farmland", new_values."forest", new_values."fuel", new_values."hamlet", new_values."has_safe_water", new_values."housing_area", new_values."housing_grade", new_values."id", new_values."identification_standard", new_values."identified_year", new_values."is_dilapidated", new_values."is_relocated", new_values."lifted_year", new_values."main_cause", new_values."other_causes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."planned_lift_year", new_values."poverty_status", new_values."registered_lifted_on", new_values."registry_no", new_values."reported_income", new_values."returned_farmland", new_values."status_since", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="902ecb887af561b6ee4bc862d1c9f1d8a8c22ed1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_eae56",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registered_lifted_on", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT new_values."access_road", new_values."category", new_values."cooperative", new_values."farmland", new_values."forest", new_values."fuel", new_values."hamlet", new_values."has_safe_water", new_values."housing_area", new_values."housing_grade", new_values."id", new_values."identification_standard", new_values."identified_year", new_values."is_dilapidated", new_values."is_relocated", new_values."lifted_year", new_values."main_cause", new_values."other_causes", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."planned_lift_year", new_values."poverty_status", new_values."registered_lifted_on", new_values."registry_no", new_values."reported_income", new_values."returned_farmland", new_values."status_since", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bafcb305e541c7d0df9f53e28fefa072d61e16ba",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d279e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registered_lifted_on", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT old_values."access_road", old_values."category", old_values."cooperative", old_values."farmland", old_values."forest", old_values."fuel", old_values."hamlet", old_values."has_safe_water", old_values."housing_area", old_values."housing_grade", old_values."id", old_values."identification_standard", old_values."identified_year", old_values."is_dilapidated", old_values."is_relocated", old_values."lifted_year", old_values."main_cause", old_values."other_causes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."planned_lift_year", old_values."poverty_status", old_values."registered_lifted_on", old_values."registry_no", old_values."reported_income", old_values."returned_farmland", old_values."status_since", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c610e5871dd1d1636af6cc24fdf76ff7e5c54b55",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4f9c4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_household",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2e63016e1343f17670938299bd1e9d861fc9fb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dd870",
                    table="households_householdevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeyear",
            trigger=pgtrigger.compiler.Trigger(
                name="not_before_registration",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.year < (SELECT identified_year FROM public.households_household WHERE id = NEW.household_id) THEN\n  RAISE EXCEPTION 'income of % lies before the registration of household %', NEW.year, NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'income_not_before_registration';\nEND IF;\nRETURN NEW;\n",
                    hash="8aa13896ab4d3d0cfe348cb76365536dac00675b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_not_before_registration_26f1c",
                    table="households_incomeyear",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeyear",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomeyearevent" ("household_id", "id", "is_estimate", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "year") SELECT new_values."household_id", new_values."id", new_values."is_estimate", new_values."note", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="201bdd8019f19a8e8f7f2210466c380046afbf7d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_842b7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_incomeyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeyear",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomeyearevent" ("household_id", "id", "is_estimate", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "year") SELECT new_values."household_id", new_values."id", new_values."is_estimate", new_values."note", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="41557113668005d70a1827d3b5ca5810ec415fff",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8e2a3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_incomeyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeyear",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomeyearevent" ("household_id", "id", "is_estimate", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "year") SELECT old_values."household_id", old_values."id", old_values."is_estimate", old_values."note", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6876286f26bc01ddac0b4ba3b6d93203d82290bd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_deece",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_incomeyear",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeyearevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="51892cc084f08201432fa01558b1484b185ae798",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8fdd2",
                    table="households_incomeyearevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helperassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperassignmentevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."helper_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="77c9b0b9181b092f8afcb6eabebc6088db00b98c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_efd75",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_helperassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helperassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperassignmentevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."helper_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="108050caa174af73b5062a6842c7b764764e87a5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec41f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_helperassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helperassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_helperassignmentevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT old_values."helper_id", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f93b737ad327196a89d2fd5ee0026f1d0dee3ffb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b99fb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_helperassignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helperassignmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="636ebb66382af6f89020b067fa7fc2777d765dea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_91df4",
                    table="households_helperassignmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdtrade",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_same_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."plan_id" IS NOT NULL)',
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.households_household h JOIN public.villages_villageplan p ON p.village_id = h.village_id\n   WHERE h.id = NEW.household_id AND p.id = NEW.plan_id AND (TG_OP = 'UPDATE' OR p.state <> 'ended')) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'householdtrade_of_the_same_village';\nEND IF;\nRETURN NEW;\n",
                    hash="0c838f2d26c3bad6a607c31f4ce86918ea3fd048",
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
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="316d946bc35d2732690748195670d4294ccfd5c1",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_ca469",
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
        pgtrigger.migrations.AddTrigger(
            model_name="knownfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_knownfindingevent" ("id", "known_by_id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject") SELECT new_values."id", new_values."known_by_id", new_values."known_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."rule", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d2a6e8dd7d8c29bbee54165157fad1fc7d58b4c7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3115a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_knownfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knownfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_knownfindingevent" ("id", "known_by_id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject") SELECT new_values."id", new_values."known_by_id", new_values."known_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."rule", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a58d872f7884117118208ec74fc0fa0a482b4e16",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a82bf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_knownfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knownfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_knownfindingevent" ("id", "known_by_id", "known_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject") SELECT old_values."id", old_values."known_by_id", old_values."known_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."rule", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8770f505e6bb5683dead895cfa38fe8bc3c8dbb9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a511b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_knownfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="knownfindingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="33267336e763d53bab359ab87b45f336d87fdfb6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9bb27",
                    table="households_knownfindingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5a8262fc8bf9bbdae0041deb2887428f0d69cd94",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_adabd",
                    table="households_measureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_memberevent" ("birth_date", "education", "ethnicity", "gender", "has_critical_illness_cover", "has_medical_insurance", "has_pension", "health", "household_id", "id", "id_index", "id_sealed", "id_tail_index", "labour_ability", "leave_reason", "left_on", "months_worked", "name", "name_initials", "name_pinyin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "politics", "registry_no", "relation", "school_status", "work_area") SELECT new_values."birth_date", new_values."education", new_values."ethnicity", new_values."gender", new_values."has_critical_illness_cover", new_values."has_medical_insurance", new_values."has_pension", new_values."health", new_values."household_id", new_values."id", new_values."id_index", new_values."id_sealed", new_values."id_tail_index", new_values."labour_ability", new_values."leave_reason", new_values."left_on", new_values."months_worked", new_values."name", new_values."name_initials", new_values."name_pinyin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."politics", new_values."registry_no", new_values."relation", new_values."school_status", new_values."work_area" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3adcba2ebb394838325fefcb37f3022d776054fc",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6fdfd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_memberevent" ("birth_date", "education", "ethnicity", "gender", "has_critical_illness_cover", "has_medical_insurance", "has_pension", "health", "household_id", "id", "id_index", "id_sealed", "id_tail_index", "labour_ability", "leave_reason", "left_on", "months_worked", "name", "name_initials", "name_pinyin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "politics", "registry_no", "relation", "school_status", "work_area") SELECT new_values."birth_date", new_values."education", new_values."ethnicity", new_values."gender", new_values."has_critical_illness_cover", new_values."has_medical_insurance", new_values."has_pension", new_values."health", new_values."household_id", new_values."id", new_values."id_index", new_values."id_sealed", new_values."id_tail_index", new_values."labour_ability", new_values."leave_reason", new_values."left_on", new_values."months_worked", new_values."name", new_values."name_initials", new_values."name_pinyin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."politics", new_values."registry_no", new_values."relation", new_values."school_status", new_values."work_area" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f726fe161392f79f7ab7277df49e45aeb7fcfbc2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_733b8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_memberevent" ("birth_date", "education", "ethnicity", "gender", "has_critical_illness_cover", "has_medical_insurance", "has_pension", "health", "household_id", "id", "id_index", "id_sealed", "id_tail_index", "labour_ability", "leave_reason", "left_on", "months_worked", "name", "name_initials", "name_pinyin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "politics", "registry_no", "relation", "school_status", "work_area") SELECT old_values."birth_date", old_values."education", old_values."ethnicity", old_values."gender", old_values."has_critical_illness_cover", old_values."has_medical_insurance", old_values."has_pension", old_values."health", old_values."household_id", old_values."id", old_values."id_index", old_values."id_sealed", old_values."id_tail_index", old_values."labour_ability", old_values."leave_reason", old_values."left_on", old_values."months_worked", old_values."name", old_values."name_initials", old_values."name_pinyin", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."politics", old_values."registry_no", old_values."relation", old_values."school_status", old_values."work_area" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab87abfc0f59316ebf8418734f26721b97d20239",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9dcdb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8a0db7fa35228b810dd477334289a4f2d33a226c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e0f03",
                    table="households_memberevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_same_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.households_household h JOIN public.villages_villageplan p ON p.village_id = h.village_id\n   WHERE h.id = NEW.household_id AND p.id = NEW.plan_id AND (TG_OP = 'UPDATE' OR p.state <> 'ended')) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_of_the_same_village';\nEND IF;\nRETURN NEW;\n",
                    hash="56a67863e9d7a2b68439d26860fa488241359fdb",
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
            model_name="incomelineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5dab8051dd66eb70678e00f9c0b5dc483a87fbc2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aa548",
                    table="households_incomelineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="povertyline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_povertylineevent" ("amount", "id", "is_confirmed", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "source", "year") SELECT new_values."amount", new_values."id", new_values."is_confirmed", new_values."is_in_use", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."series", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="63cd9d441f46ec55e78e2e9a713a39b695495763",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_66f82",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_povertyline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="povertyline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_povertylineevent" ("amount", "id", "is_confirmed", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "source", "year") SELECT new_values."amount", new_values."id", new_values."is_confirmed", new_values."is_in_use", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."series", new_values."source", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c609ee7585768cf92c40f8916b0f12d2f7cb81d4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b7161",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_povertyline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="povertyline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_povertylineevent" ("amount", "id", "is_confirmed", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "source", "year") SELECT old_values."amount", old_values."id", old_values."is_confirmed", old_values."is_in_use", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."series", old_values."source", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="20d6746c587829e5c1ff3b7f4fb99000bd85fc7b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b1479",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_povertyline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="povertylineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2aa0a8001e00b0acf2df56fca62b652cb22744af",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_86c21",
                    table="households_povertylineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relapse",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="111bb7c1f440e86717bd2f27d35ed6b2d137a35b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_75101",
                    table="households_relapse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relapse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_relapseevent" ("cause", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relapsed_on") SELECT new_values."cause", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."relapsed_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2136d5d817db6d2b3b09c1ee397e21cc9a8199a8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ceaf8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_relapse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relapse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_relapseevent" ("cause", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relapsed_on") SELECT new_values."cause", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."relapsed_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5a23225306b9b1a0a53d1504becda6f73c6741e1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b151",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_relapse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relapse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_relapseevent" ("cause", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "relapsed_on") SELECT old_values."cause", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."recorded_by_id", old_values."relapsed_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="18117640966708c4f33d94ec8bc515ba690b7941",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4823f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_relapse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relapseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8e661f5c945b54375f063f0d9815dfb0fcf2c1c1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7ec14",
                    table="households_relapseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="words_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."notice_days" IS DISTINCT FROM (NEW."notice_days") OR OLD."follow_up_months" IS DISTINCT FROM (NEW."follow_up_months") OR OLD."incidence_limit" IS DISTINCT FROM (NEW."incidence_limit") OR OLD."is_below_limit" IS DISTINCT FROM (NEW."is_below_limit"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2219362533bd9a93cd6d92691c5ebe19f2993d15",
                    operation="UPDATE",
                    pgid="pgtrigger_words_stay_16f53",
                    table="households_standardset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="adopted_whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.adopted_on IS NOT NULL AND NOT (\n  EXISTS (SELECT FROM public.households_standardpoint WHERE standard_id = NEW.id AND NEW.kind = 'household')\n  OR EXISTS (SELECT FROM public.households_requirement WHERE standard_id = NEW.id AND NEW.kind = 'village')) THEN\n  RAISE EXCEPTION 'standard % has no points', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_adopted_whole';\nEND IF;\nIF TG_OP = 'UPDATE' AND OLD.adopted_on IS NOT NULL AND NEW.adopted_on IS DISTINCT FROM OLD.adopted_on THEN\n  RAISE EXCEPTION 'standard % is in use since another day', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_adopted_once';\nEND IF;\nRETURN NEW;\n",
                    hash="4016dc5f46d5da397552d96d24b20ab5f9e581d0",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adopted_whole_6c312",
                    table="households_standardset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8a2bc2ad1b72d437b276b0d7d40f1ef4bdb19711",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_14b8c",
                    table="households_standardset",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("adopted_on", "follow_up_months", "id", "incidence_limit", "is_below_limit", "is_confirmed", "kind", "level", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "version") SELECT new_values."adopted_on", new_values."follow_up_months", new_values."id", new_values."incidence_limit", new_values."is_below_limit", new_values."is_confirmed", new_values."kind", new_values."level", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."valid_from", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="75e3a9809ffd1c5e6c1f8157d27636d3e43307d4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_66ac5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_standardset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("adopted_on", "follow_up_months", "id", "incidence_limit", "is_below_limit", "is_confirmed", "kind", "level", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "version") SELECT new_values."adopted_on", new_values."follow_up_months", new_values."id", new_values."incidence_limit", new_values."is_below_limit", new_values."is_confirmed", new_values."kind", new_values."level", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."valid_from", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0bac27a92268f116add665a8451d48f2e70dadf2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c341f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_standardset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("adopted_on", "follow_up_months", "id", "incidence_limit", "is_below_limit", "is_confirmed", "kind", "level", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from", "version") SELECT old_values."adopted_on", old_values."follow_up_months", old_values."id", old_values."incidence_limit", old_values."is_below_limit", old_values."is_confirmed", old_values."kind", old_values."level", old_values."name", old_values."notice_days", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."valid_from", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a4405b8fd3ff706e1ac73133aa02a223ad83f564",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e331a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_standardset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardsetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0baae19d04befea64acec229a10b2d326d6242fc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1a5da",
                    table="households_standardsetevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="opened_as_it_may",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.closed_on IS NOT NULL OR NEW.stopped_on IS NOT NULL THEN\n  RAISE EXCEPTION 'an exit begins open' USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_begins_open';\nEND IF;\nIF NEW.household_id IS NULL AND NOT EXISTS (\n  SELECT FROM public.villages_village WHERE id = NEW.village_id AND is_poverty_village) THEN\n  RAISE EXCEPTION 'village % is no poverty village', NEW.village_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_of_poverty_village';\nEND IF;\nIF NEW.household_id IS NOT NULL AND NOT EXISTS (\n  SELECT FROM public.households_household h WHERE h.id = NEW.household_id AND h.village_id = NEW.village_id\n     AND h.poverty_status <> 'lifted') THEN\n  RAISE EXCEPTION 'household % is out already or lives elsewhere', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_of_a_poor_household';\nEND IF;\nIF NEW.year NOT IN (EXTRACT(YEAR FROM NEW.opened_on), EXTRACT(YEAR FROM NEW.opened_on) - 1) THEN\n  RAISE EXCEPTION 'an exit is of the year it begins in or of the one before'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_year_range';\nEND IF;\nIF NOT EXISTS (\n  SELECT FROM public.households_standardset t WHERE t.id = NEW.standard_id\n     AND t.adopted_on <= NEW.opened_on\n     AND t.kind = CASE WHEN NEW.household_id IS NULL THEN 'village' ELSE 'household' END\n     AND NOT EXISTS (SELECT FROM public.households_standardset u\n                      WHERE u.kind = t.kind AND u.adopted_on > t.adopted_on AND u.adopted_on <= NEW.opened_on)) THEN\n  RAISE EXCEPTION 'standard % is not the one in force', NEW.standard_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_by_standard_in_force';\nEND IF;\nRETURN NEW;\n",
                    hash="1b37550149cca3c9f15ef1f9682bdf37769b129a",
                    operation="INSERT",
                    pgid="pgtrigger_opened_as_it_may_d153f",
                    table="households_exit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_by_last_step",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.closed_on IS DISTINCT FROM OLD.closed_on AND NOT EXISTS (\n  SELECT FROM public.households_exitstep s\n   WHERE s.exit_id = NEW.id AND s.stage IN ('closure', 'v_announcement') AND s.done_on = NEW.closed_on) THEN\n  RAISE EXCEPTION 'exit % has no last step on that day', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_closed_by_last_step';\nEND IF;\nIF (NEW.household_id, NEW.village_id, NEW.year, NEW.standard_id, NEW.opened_on, NEW.opened_by_id)\n   IS DISTINCT FROM (OLD.household_id, OLD.village_id, OLD.year, OLD.standard_id, OLD.opened_on, OLD.opened_by_id)\n   OR (OLD.stopped_on IS NOT NULL AND NEW.stopped_on IS DISTINCT FROM OLD.stopped_on) THEN\n  RAISE EXCEPTION 'exit % stays what it is', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="d69edd4568bf5826b812a55f8465d0eb3f6fa025",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_by_last_step_cc0ec",
                    table="households_exit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ae5e7f0fdecf63cbd5bc899c14533e29fbea9445",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_0de8b",
                    table="households_exit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitevent" ("closed_on", "continued_until", "household_id", "id", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "stop_reason", "stopped_by_id", "stopped_on", "village_id", "year") SELECT new_values."closed_on", new_values."continued_until", new_values."household_id", new_values."id", new_values."opened_by_id", new_values."opened_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."standard_id", new_values."stop_reason", new_values."stopped_by_id", new_values."stopped_on", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b5b27e0613dd9c6a91aefb4eacd205039e48e64e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35b56",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_exit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitevent" ("closed_on", "continued_until", "household_id", "id", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "stop_reason", "stopped_by_id", "stopped_on", "village_id", "year") SELECT new_values."closed_on", new_values."continued_until", new_values."household_id", new_values."id", new_values."opened_by_id", new_values."opened_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."standard_id", new_values."stop_reason", new_values."stopped_by_id", new_values."stopped_on", new_values."village_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="44492c56e3bfecae7e0f85243853c7ff28ee35e8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9278",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_exit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitevent" ("closed_on", "continued_until", "household_id", "id", "opened_by_id", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "stop_reason", "stopped_by_id", "stopped_on", "village_id", "year") SELECT old_values."closed_on", old_values."continued_until", old_values."household_id", old_values."id", old_values."opened_by_id", old_values."opened_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."standard_id", old_values."stop_reason", old_values."stopped_by_id", old_values."stopped_on", old_values."village_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c6fb7ec20862a2345a419146335804339a2daf7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_96fd1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_exit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9463b5373a06ba9d6390186a2287ef805289f658",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0cab",
                    table="households_exitevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="take_step",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nPERFORM 1 FROM public.households_exit WHERE id = NEW.exit_id FOR UPDATE;\nIF NEW.ends_on - NEW.done_on + 1 < (SELECT t.notice_days FROM public.households_exit e\n   JOIN public.households_standardset t ON t.id = e.standard_id WHERE e.id = NEW.exit_id) THEN\n  RAISE EXCEPTION 'the notice of exit % is too short', NEW.exit_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_short';\nEND IF;\nIF NEW.ends_on > NEW.done_on + 270 THEN\n  RAISE EXCEPTION 'the notice of exit % would hang for years', NEW.exit_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_long';\nEND IF;\nIF NEW.stage IN ('review', 'v_submission') AND NEW.led_by <> '' AND EXISTS (\n  SELECT FROM public.households_exitstep s WHERE s.exit_id = NEW.exit_id\n     AND (position(NEW.led_by in s.led_by) > 0 OR position(NEW.led_by in s.joined_by) > 0)) THEN\n  RAISE EXCEPTION 'exit %: % took part before', NEW.exit_id, NEW.led_by\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_same_person';\nEND IF;\nDECLARE stands RECORD;\nBEGIN\n  SELECT o.code, o.subject, o.detail INTO stands\n    FROM public.households_exit_obstacles(NEW.exit_id, NEW.stage, NEW.done_on, NEW.recorded_by_id) o\n   ORDER BY o.rank LIMIT 1;\n  IF FOUND THEN\n    RAISE EXCEPTION 'exit %: step % refused: % % %', NEW.exit_id, NEW.stage, stands.code, stands.subject, stands.detail\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_' || stands.code;\n  END IF;\nEND;\nRETURN NEW;\n",
                    hash="6fd0c9d08a4ce58219152446c3433dce15e894e3",
                    operation="INSERT",
                    pgid="pgtrigger_take_step_07760",
                    table="households_exitstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_step",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (NEW.exit_id, NEW.stage, NEW.recorded_by_id, NEW.recorded_at)\n   IS DISTINCT FROM (OLD.exit_id, OLD.stage, OLD.recorded_by_id, OLD.recorded_at) THEN\n  RAISE EXCEPTION 'a step stays what it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_step_stays';\nEND IF;\nIF EXISTS (SELECT FROM public.households_exit e\n            WHERE e.id = OLD.exit_id AND (e.closed_on IS NOT NULL OR e.stopped_on IS NOT NULL))\n   OR EXISTS (SELECT FROM public.households_exitstep s WHERE s.exit_id = OLD.exit_id AND s.id > OLD.id) THEN\n  RAISE EXCEPTION 'step % is behind another one', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_step_is_passed';\nEND IF;\nIF NEW.ends_on - NEW.done_on + 1 < (SELECT t.notice_days FROM public.households_exit e\n   JOIN public.households_standardset t ON t.id = e.standard_id WHERE e.id = NEW.exit_id) THEN\n  RAISE EXCEPTION 'the notice of exit % is too short', NEW.exit_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_short';\nEND IF;\nIF NEW.ends_on > NEW.done_on + 270 THEN\n  RAISE EXCEPTION 'the notice of exit % would hang for years', NEW.exit_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_long';\nEND IF;\nIF EXISTS (SELECT FROM public.households_exit_timing(NEW.exit_id, NEW.stage, NEW.done_on)) THEN\n  RAISE EXCEPTION 'step % comes before the one it follows', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_before_previous';\nEND IF;\nRETURN NEW;\n",
                    hash="777f37ed8666109276da3544d247546f2bbcf4df",
                    operation="UPDATE",
                    pgid="pgtrigger_keep_step_a0a4e",
                    table="households_exitstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c321c8372440d3e76826d71e8a627559ac19accc",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_00e4f",
                    table="households_exitstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitstepevent" ("attendees", "document_no", "done_on", "ends_on", "exit_id", "id", "joined_by", "led_by", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "stage", "votes_against", "votes_for") SELECT new_values."attendees", new_values."document_no", new_values."done_on", new_values."ends_on", new_values."exit_id", new_values."id", new_values."joined_by", new_values."led_by", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."stage", new_values."votes_against", new_values."votes_for" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="05f686599eadfd712f96a676596d5eff4ab77238",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_16787",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_exitstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitstepevent" ("attendees", "document_no", "done_on", "ends_on", "exit_id", "id", "joined_by", "led_by", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "stage", "votes_against", "votes_for") SELECT new_values."attendees", new_values."document_no", new_values."done_on", new_values."ends_on", new_values."exit_id", new_values."id", new_values."joined_by", new_values."led_by", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."recorded_at", new_values."recorded_by_id", new_values."stage", new_values."votes_against", new_values."votes_for" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="eb194e860702c068d27e23bed788fb3a4da58e0d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2950",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_exitstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_exitstepevent" ("attendees", "document_no", "done_on", "ends_on", "exit_id", "id", "joined_by", "led_by", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "recorded_by_id", "stage", "votes_against", "votes_for") SELECT old_values."attendees", old_values."document_no", old_values."done_on", old_values."ends_on", old_values."exit_id", old_values."id", old_values."joined_by", old_values."led_by", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."recorded_at", old_values."recorded_by_id", old_values."stage", old_values."votes_against", old_values."votes_for" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d780d5e9acd2673dfaab18b2434d2e3283f09578",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_da6df",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_exitstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstepevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="addc5ad901ac8492f2ccaebaa8f25839523d30b2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_57593",
                    table="households_exitstepevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="object_in_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nPERFORM 1 FROM public.households_exit WHERE id = NEW.exit_id FOR UPDATE;\nIF NOT EXISTS (\n  SELECT FROM public.households_exit e JOIN public.households_exitstep s ON s.exit_id = e.id\n   WHERE e.id = NEW.exit_id AND e.closed_on IS NULL AND e.stopped_on IS NULL\n     AND s.stage IN ('notice', 'v_notice') AND s.done_on <= NEW.raised_on) THEN\n  RAISE EXCEPTION 'no notice of exit % hangs or hung by then', NEW.exit_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_to_a_notice';\nEND IF;\nRETURN NEW;\n",
                    hash="880bcb92c5ac8cd4e9c54e07aadc34a8f0132b3a",
                    operation="INSERT",
                    pgid="pgtrigger_object_in_time_e50d9",
                    table="households_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="objection_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (NEW.exit_id, NEW.raised_on, NEW.text, NEW.recorded_by_id) IS DISTINCT FROM\n   (OLD.exit_id, OLD.raised_on, OLD.text, OLD.recorded_by_id) OR OLD.answered_on IS NOT NULL THEN\n  RAISE EXCEPTION 'objection % stays what it is', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="a2deda45191a9c909857295ac45310c96a57be65",
                    operation="UPDATE",
                    pgid="pgtrigger_objection_stays_31562",
                    table="households_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="755bc0f426ed9c78af1c2e59f8d9d00c6ca604d7",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_81255",
                    table="households_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionevent" ("answer", "answered_by_id", "answered_on", "exit_id", "id", "is_upheld", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by", "raised_on", "recorded_by_id", "text") SELECT new_values."answer", new_values."answered_by_id", new_values."answered_on", new_values."exit_id", new_values."id", new_values."is_upheld", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."raised_by", new_values."raised_on", new_values."recorded_by_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4386736e5a180233644da24fe5c5945abb203a38",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b8e9e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionevent" ("answer", "answered_by_id", "answered_on", "exit_id", "id", "is_upheld", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by", "raised_on", "recorded_by_id", "text") SELECT new_values."answer", new_values."answered_by_id", new_values."answered_on", new_values."exit_id", new_values."id", new_values."is_upheld", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."raised_by", new_values."raised_on", new_values."recorded_by_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="64ed1f128a1b153306e2edc8c4d562c2f646fdaa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3348c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_objectionevent" ("answer", "answered_by_id", "answered_on", "exit_id", "id", "is_upheld", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_by", "raised_on", "recorded_by_id", "text") SELECT old_values."answer", old_values."answered_by_id", old_values."answered_on", old_values."exit_id", old_values."id", old_values."is_upheld", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."raised_by", old_values."raised_on", old_values."recorded_by_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fa1db83de36dd759fb35d29a6af3cbfc2c007e3e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_11cd7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_objection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2b66563a626bfd1792c331f0055df5b5a8a43f8d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6e46d",
                    table="households_objectionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requirement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e215799e95d05c10c1542e4223d8da3192b7df19",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0aa4a",
                    table="households_requirement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="requirement",
            trigger=pgtrigger.compiler.Trigger(
                name="not_to_an_adopted_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.households_standardset WHERE id = NEW.standard_id AND adopted_on IS NOT NULL) THEN\n  RAISE EXCEPTION 'standard % is in use', NEW.standard_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_words_stay';\nEND IF;\nRETURN NEW;\n",
                    hash="029f2b31beeb1a5f2b6747df0eb55277babb7bce",
                    operation="INSERT",
                    pgid="pgtrigger_not_to_an_adopted_one_25fb2",
                    table="households_requirement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="status_is_open_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (SELECT FROM public.households_household h WHERE h.id = OLD.household_id AND NOT EXISTS (\n  SELECT FROM public.households_statusperiod p WHERE p.household_id = h.id AND p.until IS NULL\n     AND p.status = h.poverty_status AND p.since = h.status_since)) THEN\n  RAISE EXCEPTION 'household % has no open period with its status', OLD.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_status_is_open_period';\nEND IF;\nRETURN NULL;\n",
                    hash="0d2e4f7c658a9b3ad61cb7e7db6648c780aebea1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_status_is_open_period_17dca",
                    table="households_statusperiod",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_statusperiodevent" ("household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "status", "until") SELECT new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."status", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e28008d87178d306d4caf53733190f00d13b3dc9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8cab4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_statusperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_statusperiodevent" ("household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "status", "until") SELECT new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."status", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bc6d30378e3658914e8905f0fb35ab28ae1e9519",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c103b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_statusperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_statusperiodevent" ("household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "status", "until") SELECT old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."status", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="82278d28631b8c00419890f570d011860bbf583f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0eeb4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_statusperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="87debfadc7ff736e243a3bf9eec4fe92b49b6cda",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_464cf",
                    table="households_statusperiodevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_visitevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "recorded_by_id", "summary", "visited_on", "visitor_name") SELECT new_values."helper_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."problem", new_values."recorded_by_id", new_values."summary", new_values."visited_on", new_values."visitor_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7117229f36d2abcd86b80357d944437c140e859",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_632ac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_visit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_visitevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "recorded_by_id", "summary", "visited_on", "visitor_name") SELECT new_values."helper_id", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."problem", new_values."recorded_by_id", new_values."summary", new_values."visited_on", new_values."visitor_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="542ecc1fae2328630744a5441806ec58078fb9d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16bbf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_visit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_visitevent" ("helper_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "recorded_by_id", "summary", "visited_on", "visitor_name") SELECT old_values."helper_id", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."problem", old_values."recorded_by_id", old_values."summary", old_values."visited_on", old_values."visitor_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="977f1de00ca59bbf4a138e0ffe31fe3d43ebc266",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_573e1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_visit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a95a92e7f47905f88da51b3f1c9f1b97ca2a9de6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8f2eb",
                    table="households_visitevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagedition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="334c743cc43d380253f5fbd96b0829588ab813be",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fa183",
                    table="households_bagedition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagedition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bageditionevent" ("content_hash", "household_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "token") SELECT new_values."content_hash", new_values."household_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."printed_by_id", new_values."printed_on", new_values."token" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="65d44b3bad5b00a96383ee851f87b4cc18242915",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3b484",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_bagedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagedition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bageditionevent" ("content_hash", "household_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "token") SELECT old_values."content_hash", old_values."household_id", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."printed_by_id", old_values."printed_on", old_values."token" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ecd81cc0decaf803d904401a07c895436fccee09",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8c592",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_bagedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bageditionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="533941364ba5a5369a0aaaa4f05acc83ceb42543",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c8249",
                    table="households_bageditionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ab5bfae97801f5b4bcd6918c3586d7a7aefb7b8f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70dd2",
                    table="households_criterion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2383e0a86f1d6d100f98e57cb0ed8167effe5a7c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a4435",
                    table="households_standardpoint",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="not_to_an_adopted_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.households_standardset WHERE id = NEW.standard_id AND adopted_on IS NOT NULL) THEN\n  RAISE EXCEPTION 'standard % is in use', NEW.standard_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'standardset_words_stay';\nEND IF;\nRETURN NEW;\n",
                    hash="4a042858ce163ec3016f6af4ffd3814c37bcb7ea",
                    operation="INSERT",
                    pgid="pgtrigger_not_to_an_adopted_one_736ec",
                    table="households_standardpoint",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_current",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nNEW.is_current := NOT EXISTS (\n  SELECT FROM public.households_assessment a\n   WHERE a.household_id = NEW.household_id AND a.criterion_id = NEW.criterion_id AND a.year > NEW.year);\nIF NEW.is_current AND EXISTS (\n  SELECT FROM public.households_assessment a\n   WHERE a.household_id = NEW.household_id AND a.criterion_id = NEW.criterion_id AND a.is_current) THEN\n  UPDATE public.households_assessment SET is_current = FALSE\n   WHERE household_id = NEW.household_id AND criterion_id = NEW.criterion_id AND is_current AND year < NEW.year;\nEND IF;\nRETURN NEW;\n",
                    hash="95b7dd8ced7fdf54d55a98858bfba30fd3db4d0e",
                    operation="INSERT",
                    pgid="pgtrigger_keep_current_5b921",
                    table="households_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_one_year",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."criterion_id" IS DISTINCT FROM (NEW."criterion_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="58f734ea26637a0f2aecabc1e8bf3622fba93a46",
                    operation="UPDATE",
                    pgid="pgtrigger_of_one_year_86091",
                    table="households_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="71a462810714607487aa572605ebf62118b67ad4",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_65e19",
                    table="households_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "is_current", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "state", "year") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."assessor_name", new_values."criterion_id", new_values."evidence", new_values."household_id", new_values."id", new_values."is_current", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."standard_id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f9e84e1dad8bb1262a78119b55406a5a8b9702d0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_34cac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "is_current", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "state", "year") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."assessor_name", new_values."criterion_id", new_values."evidence", new_values."household_id", new_values."id", new_values."is_current", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."standard_id", new_values."state", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9a2ec6e1aaed651bafe9d84d55dcb0bd5ecb2e34",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5c216",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "is_current", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard_id", "state", "year") SELECT old_values."assessed_by_id", old_values."assessed_on", old_values."assessor_name", old_values."criterion_id", old_values."evidence", old_values."household_id", old_values."id", old_values."is_current", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."standard_id", old_values."state", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c5512b3c8d08e44b263afef532d125096313f1ec",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4345e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5a9bd5327b22bda2d2f030d08fdb6927d3e244f2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_34758",
                    table="households_assessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (NEW.village_id, NEW.file_id, NEW.assessment_id, NEW.step_id, NEW.indicator_value_id, NEW.added_by_id)\n   IS DISTINCT FROM\n   (OLD.village_id, OLD.file_id, OLD.assessment_id, OLD.step_id, OLD.indicator_value_id, OLD.added_by_id)\n   OR OLD.withdrawn_on IS NOT NULL THEN\n  RAISE EXCEPTION 'evidence % stays what it is', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="2529284a33dc8e5e6b48c93bd3a8baf289173f12",
                    operation="UPDATE",
                    pgid="pgtrigger_evidence_stays_e1133",
                    table="households_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c445200a4462b888b8a56ccc550a22c92e6424ac",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_0f184",
                    table="households_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_evidenceevent" ("added_by_id", "added_on", "assessment_id", "caption", "file_id", "id", "indicator_value_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "village_id", "withdraw_reason", "withdrawn_by_id", "withdrawn_on") SELECT new_values."added_by_id", new_values."added_on", new_values."assessment_id", new_values."caption", new_values."file_id", new_values."id", new_values."indicator_value_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."step_id", new_values."village_id", new_values."withdraw_reason", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="776d91dcd1bc76bf38c8f0a1b236330161724725",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9de2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_evidenceevent" ("added_by_id", "added_on", "assessment_id", "caption", "file_id", "id", "indicator_value_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "village_id", "withdraw_reason", "withdrawn_by_id", "withdrawn_on") SELECT new_values."added_by_id", new_values."added_on", new_values."assessment_id", new_values."caption", new_values."file_id", new_values."id", new_values."indicator_value_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."step_id", new_values."village_id", new_values."withdraw_reason", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="24be027510d38412a3eb68494ca079b38336105f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e345",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_evidenceevent" ("added_by_id", "added_on", "assessment_id", "caption", "file_id", "id", "indicator_value_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_id", "village_id", "withdraw_reason", "withdrawn_by_id", "withdrawn_on") SELECT old_values."added_by_id", old_values."added_on", old_values."assessment_id", old_values."caption", old_values."file_id", old_values."id", old_values."indicator_value_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."step_id", old_values."village_id", old_values."withdraw_reason", old_values."withdrawn_by_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2d94481a34985e947290f419fc96e6978c44fbe4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dcfe0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6ae2511a37c5f342d53db4f1266bcf2d10ed5b2c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8cb76",
                    table="households_evidenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagedition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bageditionevent" ("content_hash", "household_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "token") SELECT new_values."content_hash", new_values."household_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed_by_id", new_values."printed_on", new_values."token" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."content_hash" IS DISTINCT FROM (new_values."content_hash") OR old_values."household_id" IS DISTINCT FROM (new_values."household_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."printed_by_id" IS DISTINCT FROM (new_values."printed_by_id") OR old_values."printed_on" IS DISTINCT FROM (new_values."printed_on") OR old_values."token" IS DISTINCT FROM (new_values."token")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ce4c904097e047870986e287e4cd112617134e0d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6b62c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_bagedition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryitemevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e5a507ac22f797d1c591162f6060bc250c0ca910",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b9d61",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_libraryitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryitemevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0066fd1290a03bfa68872f3eecef8667a07bc092",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7d739",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_libraryitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryitemevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aa57174df4ad40b42f59fa70f955437ab905abf7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_df589",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_libraryitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delivered_edition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM public.households_bagedition e WHERE e.id = NEW.edition_id AND e.printed_on > NEW.delivered_on)\nTHEN\n  RAISE EXCEPTION 'edition % was printed later', NEW.edition_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_after_printing';\nEND IF;\nIF EXISTS (SELECT FROM public.households_bagvoid v WHERE v.edition_id = NEW.edition_id) THEN\n  RAISE EXCEPTION 'edition % is void', NEW.edition_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_not_void';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.edition_id <> OLD.edition_id THEN\n  RAISE EXCEPTION 'a delivery stays with its edition'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="0644575ba338cb3bf2d618aaa9787f38cb1e5daf",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_delivered_edition_759c8",
                    table="households_bagdelivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagdeliveryevent" ("delivered_by", "delivered_on", "edition_id", "id", "is_signed", "knows_benefits", "knows_helper", "knows_plan", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") SELECT new_values."delivered_by", new_values."delivered_on", new_values."edition_id", new_values."id", new_values."is_signed", new_values."knows_benefits", new_values."knows_helper", new_values."knows_plan", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4194f42c6cdccbabaa2e210e9f280e4589322208",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7082d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_bagdelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagdeliveryevent" ("delivered_by", "delivered_on", "edition_id", "id", "is_signed", "knows_benefits", "knows_helper", "knows_plan", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") SELECT new_values."delivered_by", new_values."delivered_on", new_values."edition_id", new_values."id", new_values."is_signed", new_values."knows_benefits", new_values."knows_helper", new_values."knows_plan", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fbc373dbba80ca272dba8f32e0cdd1a369b0eb21",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_608f0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_bagdelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagdeliveryevent" ("delivered_by", "delivered_on", "edition_id", "id", "is_signed", "knows_benefits", "knows_helper", "knows_plan", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id") SELECT old_values."delivered_by", old_values."delivered_on", old_values."edition_id", old_values."id", old_values."is_signed", old_values."knows_benefits", old_values."knows_helper", old_values."knows_plan", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1f47f35eb2791e8c462bd5ad55d9805386c8979c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19abd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_bagdelivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagdeliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="68f8cdf24ed742c7438cfbcf09adaa432a312c5d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b7279",
                    table="households_bagdeliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagpartedition",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2328d94321a25e81ff40e5292d443d1434e82e43",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25feb",
                    table="households_bagpartedition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagvoid",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="209e52fe21762d5b3e7b1d582b2e5a0f877e9909",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23eeb",
                    table="households_bagvoid",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagvoid",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagvoidevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "voided_by_id", "voided_on") SELECT new_values."edition_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."voided_by_id", new_values."voided_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="72855ce1a12e74b1ecfdab1378799c49c41d20f4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_21ca5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_bagvoid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagvoid",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagvoidevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "voided_by_id", "voided_on") SELECT new_values."edition_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."voided_by_id", new_values."voided_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6c863b6a382fef066fc88a1808dd331977a065b8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aa60d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_bagvoid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagvoid",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bagvoidevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "voided_by_id", "voided_on") SELECT old_values."edition_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."voided_by_id", old_values."voided_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ebdbcdadd86bd0f24de789241f742eebc64fa643",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7382d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_bagvoid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bagvoidevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f2dd8419bad7d022f1dfc8905101716eeb546aa9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23b09",
                    table="households_bagvoidevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryitemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5d0730b2451437c691d6b9836d378cd5e2807609",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f53d",
                    table="households_libraryitemevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="course",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' THEN\n  IF NEW.state <> 'draft' THEN\n    RAISE EXCEPTION 'a version begins as a draft'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_begins_as_draft';\n  END IF;\n  RETURN NEW;\nEND IF;\nIF (NEW.item_id, NEW.number) IS DISTINCT FROM (OLD.item_id, OLD.number) THEN\n  RAISE EXCEPTION 'version % stays where it is', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_stays';\nEND IF;\nIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (\n     ('draft', 'approved'), ('approved', 'draft'), ('approved', 'published'), ('published', 'withdrawn')) THEN\n  RAISE EXCEPTION 'version %: % does not follow %', OLD.id, NEW.state, OLD.state\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_course';\nEND IF;\nIF NOT (NEW.writers @> OLD.writers) THEN\n  RAISE EXCEPTION 'version %: who wrote it stays known', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_writers_stay';\nEND IF;\nIF OLD.state <> 'draft' AND NEW.state <> 'draft' AND\n   (to_jsonb(NEW) - '{state,published_by_id,published_on,withdrawn_on,withdrawn_why}'::text[])\n   IS DISTINCT FROM\n   (to_jsonb(OLD) - '{state,published_by_id,published_on,withdrawn_on,withdrawn_why}'::text[]) THEN\n  RAISE EXCEPTION 'version % is approved', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nIF OLD.published_on IS NOT NULL AND (NEW.published_on, NEW.published_by_id)\n   IS DISTINCT FROM (OLD.published_on, OLD.published_by_id) THEN\n  RAISE EXCEPTION 'version % is published', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nIF OLD.state = 'withdrawn' AND NEW IS DISTINCT FROM OLD THEN\n  RAISE EXCEPTION 'version % is withdrawn', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nRETURN NEW;\n",
                    hash="d4ea0465f0de9221702497bf7cde7533d2492d13",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_course_aeec8",
                    table="households_libraryversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete_after_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF OLD.state <> 'draft' THEN\n  RAISE EXCEPTION 'version % is approved', OLD.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nRETURN OLD;\n",
                    hash="0333c72fa82605b13fce0c3381c2e9c9804b12cf",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_after_draft_fec75",
                    table="households_libraryversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryversionevent" ("amount", "amount_note", "approved_by_id", "approved_on", "ask", "ask_phone", "full_text", "how", "id", "item_id", "level", "number", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "published_on", "rule_match", "said_on", "source", "speaker", "speaker_duty", "state", "summary", "title", "valid_from", "valid_until", "withdrawn_on", "withdrawn_why", "writers", "written_at") SELECT new_values."amount", new_values."amount_note", new_values."approved_by_id", new_values."approved_on", new_values."ask", new_values."ask_phone", new_values."full_text", new_values."how", new_values."id", new_values."item_id", new_values."level", new_values."number", new_values."occasion", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_by_id", new_values."published_on", new_values."rule_match", new_values."said_on", new_values."source", new_values."speaker", new_values."speaker_duty", new_values."state", new_values."summary", new_values."title", new_values."valid_from", new_values."valid_until", new_values."withdrawn_on", new_values."withdrawn_why", new_values."writers", new_values."written_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f01fa5298a1b3503d580c86756be26433cc4b3d7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_acd10",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_libraryversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryversionevent" ("amount", "amount_note", "approved_by_id", "approved_on", "ask", "ask_phone", "full_text", "how", "id", "item_id", "level", "number", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "published_on", "rule_match", "said_on", "source", "speaker", "speaker_duty", "state", "summary", "title", "valid_from", "valid_until", "withdrawn_on", "withdrawn_why", "writers", "written_at") SELECT new_values."amount", new_values."amount_note", new_values."approved_by_id", new_values."approved_on", new_values."ask", new_values."ask_phone", new_values."full_text", new_values."how", new_values."id", new_values."item_id", new_values."level", new_values."number", new_values."occasion", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_by_id", new_values."published_on", new_values."rule_match", new_values."said_on", new_values."source", new_values."speaker", new_values."speaker_duty", new_values."state", new_values."summary", new_values."title", new_values."valid_from", new_values."valid_until", new_values."withdrawn_on", new_values."withdrawn_why", new_values."writers", new_values."written_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="32c124eb73a604978455f2e334cbd2b1b65b963c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_05bc3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_libraryversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryversionevent" ("amount", "amount_note", "approved_by_id", "approved_on", "ask", "ask_phone", "full_text", "how", "id", "item_id", "level", "number", "occasion", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_by_id", "published_on", "rule_match", "said_on", "source", "speaker", "speaker_duty", "state", "summary", "title", "valid_from", "valid_until", "withdrawn_on", "withdrawn_why", "writers", "written_at") SELECT old_values."amount", old_values."amount_note", old_values."approved_by_id", old_values."approved_on", old_values."ask", old_values."ask_phone", old_values."full_text", old_values."how", old_values."id", old_values."item_id", old_values."level", old_values."number", old_values."occasion", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_by_id", old_values."published_on", old_values."rule_match", old_values."said_on", old_values."source", old_values."speaker", old_values."speaker_duty", old_values."state", old_values."summary", old_values."title", old_values."valid_from", old_values."valid_until", old_values."withdrawn_on", old_values."withdrawn_why", old_values."writers", old_values."written_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="34c58e402bcc44d2d0c336246eb0690dfca728d1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0e2e0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_libraryversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="15cfee943b4d1849aa4ef218c42502c2ec5cf26c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2bdc3",
                    table="households_libraryfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="only_of_drafts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP <> 'INSERT' AND NOT EXISTS (\n     SELECT FROM public.households_libraryversion WHERE id = OLD.version_id AND state = 'draft')\n   OR TG_OP <> 'DELETE' AND NOT EXISTS (\n     SELECT FROM public.households_libraryversion WHERE id = NEW.version_id AND state = 'draft') THEN\n  RAISE EXCEPTION 'its version is approved'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n",
                    hash="40ad6d4dccdd0168af62632c7ab4692c1bb50878",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_only_of_drafts_ed77b",
                    table="households_libraryfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryfileevent" ("file_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") SELECT new_values."file_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="64dddc712e4075240c3bdc6e20ebf220e6776386",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb257",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_libraryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryfileevent" ("file_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") SELECT new_values."file_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2666882e3f8093bac1e5a7832a0c756191969ecf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5223",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_libraryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryfileevent" ("file_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version_id") SELECT old_values."file_id", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7a246c1ed5dcbdb0b46c40dca5bb2808fb60a3c4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6abf8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_libraryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryconditionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4f3cb448a68358f41392f69c5f15fe9d6f2d1e83",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ac1e7",
                    table="households_libraryconditionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="librarycondition",
            trigger=pgtrigger.compiler.Trigger(
                name="only_of_drafts",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP <> 'INSERT' AND NOT EXISTS (\n     SELECT FROM public.households_libraryversion WHERE id = OLD.version_id AND state = 'draft')\n   OR TG_OP <> 'DELETE' AND NOT EXISTS (\n     SELECT FROM public.households_libraryversion WHERE id = NEW.version_id AND state = 'draft') THEN\n  RAISE EXCEPTION 'its version is approved'\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n",
                    hash="8188e9a63c10bb3b256a180a50328b504360ce3b",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_only_of_drafts_64f0a",
                    table="households_librarycondition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="librarycondition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryconditionevent" ("fact", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "values", "version_id") SELECT new_values."fact", new_values."high", new_values."id", new_values."low", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."values", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="81fca46de4771d1af1e0e2d5a6b7a39b6dec78f5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1ac29",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_librarycondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="librarycondition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryconditionevent" ("fact", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "values", "version_id") SELECT new_values."fact", new_values."high", new_values."id", new_values."low", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."values", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0294d6793b2dd7814a980d382fa6dc04b0b88bcf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b923d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_librarycondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="librarycondition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_libraryconditionevent" ("fact", "high", "id", "low", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "values", "version_id") SELECT old_values."fact", old_values."high", old_values."id", old_values."low", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."values", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d2540789d638b1488563f47534613c321ff5af54",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_882c6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_librarycondition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="libraryversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="66d5f529d766f376f031ed3726f3f8ca4eb7ebe9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_42032",
                    table="households_libraryversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomeline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "is_from_enterprise", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT new_values."amount", new_values."id", new_values."is_from_enterprise", new_values."item", new_values."note", new_values."participation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."register_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="76a67a2fa8bc3a41f0772959ed8eaaef0ef08f88",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "is_from_enterprise", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT new_values."amount", new_values."id", new_values."is_from_enterprise", new_values."item", new_values."note", new_values."participation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."register_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="719b455c67f1eb3d180c84b55845fce50c750ba0",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_incomelineevent" ("amount", "id", "is_from_enterprise", "item", "note", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_id") SELECT old_values."amount", old_values."id", old_values."is_from_enterprise", old_values."item", old_values."note", old_values."participation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."register_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="88ab7ad3ff176af676a3dff2f1b00567574c5ef7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0a45e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_incomeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "is_from_enterprise", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT new_values."amount", new_values."content", new_values."ended_on", new_values."household_id", new_values."id", new_values."is_from_enterprise", new_values."kind", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."started_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="40ab6442b94837a0fae4023a9bce0ad41cb6ea3f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1b2b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "is_from_enterprise", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT new_values."amount", new_values."content", new_values."ended_on", new_values."household_id", new_values."id", new_values."is_from_enterprise", new_values."kind", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."started_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ff95a323bc44b1939106537d9e8f473da179ddb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1fde",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "is_from_enterprise", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT old_values."amount", old_values."content", old_values."ended_on", old_values."household_id", old_values."id", old_values."is_from_enterprise", old_values."kind", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."started_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0d51979305db40efe889810f8392cf2a152e4d5a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_caeb6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_measure",
                    when="AFTER",
                ),
            ),
        ),
    ]
