import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import households.models.bag
import villages.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("villages", "0002_firm_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("code", models.CharField(max_length=20, verbose_name="代号")),
                ("group", models.CharField(max_length=10, verbose_name="组")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("mark", models.CharField(max_length=1, verbose_name="一字")),
                ("text", models.CharField(max_length=200, verbose_name="要求")),
            ],
            options={
                "ordering": ("standard", "position"),
            },
        ),
        migrations.CreateModel(
            name="HelperAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
            ],
            options={
                "verbose_name": "结对",
                "ordering": ("household", "-since"),
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
            ],
            options={
                "abstract": False,
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
            ],
            options={
                "verbose_name": "户",
                "ordering": ("village", "hamlet", "registry_no"),
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
            ],
            options={
                "verbose_name": "帮扶措施",
                "ordering": ("-started_on", "-pk"),
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
            ],
            options={
                "verbose_name": "家庭成员",
                "ordering": ("household", "relation", "registry_no"),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StandardSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("level", models.CharField(max_length=20, verbose_name="层级")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
            ],
            options={
                "ordering": ("-valid_from",),
            },
        ),
        migrations.CreateModel(
            name="StandardSetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("level", models.CharField(max_length=20, verbose_name="层级")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="已核对原文")),
            ],
            options={
                "abstract": False,
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
            ],
            options={
                "verbose_name": "脱贫属性时段",
                "ordering": ("household", "since"),
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
            ],
            options={
                "verbose_name": "走访",
                "ordering": ("-visited_on", "-pk"),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "verbose_name": "达标核查",
                "ordering": ("household", "criterion"),
            },
        ),
        migrations.CreateModel(
            name="BagEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("content_hash", models.CharField(max_length=64)),
                ("token", models.CharField(default=households.models.bag.new_token, max_length=12, unique=True)),
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
            ],
            options={
                "verbose_name": "明白袋",
                "ordering": ("household", "-number"),
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
                ("token", models.CharField(default=households.models.bag.new_token, max_length=12)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CriterionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("code", models.CharField(max_length=20, verbose_name="代号")),
                ("group", models.CharField(max_length=10, verbose_name="组")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("mark", models.CharField(max_length=1, verbose_name="一字")),
                ("text", models.CharField(max_length=200, verbose_name="要求")),
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
                        to="households.criterion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
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
        migrations.AddField(
            model_name="helperassignment",
            name="helper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="households.helper",
                verbose_name="责任人",
            ),
        ),
        migrations.AddField(
            model_name="helperassignmentevent",
            name="helper",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="households.helper",
                verbose_name="责任人",
            ),
        ),
        migrations.AddField(
            model_name="helperassignmentevent",
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
            model_name="helperassignmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.helperassignment",
            ),
        ),
        migrations.AddField(
            model_name="helperevent",
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
            model_name="helperevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.helper",
            ),
        ),
        migrations.AddField(
            model_name="household",
            name="village",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="households",
                to="villages.village",
                verbose_name="行政村",
            ),
        ),
        migrations.AddField(
            model_name="helperassignmentevent",
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
            model_name="helperassignment",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="bageditionevent",
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
            model_name="bagedition",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bag_editions", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
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
            model_name="assessment",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assessments", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="householdevent",
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
            model_name="householdevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.household",
            ),
        ),
        migrations.AddField(
            model_name="householdevent",
            name="village",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="villages.village",
                verbose_name="行政村",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="measureevent",
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
            model_name="measureevent",
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
            model_name="measureevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.measure",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="memberevent",
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
            model_name="memberevent",
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
            model_name="memberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.member",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardset",
            constraint=models.UniqueConstraint(fields=("name", "valid_from"), name="standardset_once"),
        ),
        migrations.AddField(
            model_name="criterionevent",
            name="standard",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="households.standardset",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="standard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="criteria", to="households.standardset"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardset",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("id", "is_confirmed", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."id", new_values."is_confirmed", new_values."level", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="691bcd3c71789daa46ce470bd1a7ffdcd6935a6a",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("id", "is_confirmed", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."id", new_values."is_confirmed", new_values."level", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="13a77894e79d5780546865b29cae783064db9df8",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_standardsetevent" ("id", "is_confirmed", "level", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT old_values."id", old_values."is_confirmed", old_values."level", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f4c93625742a6ab889befe975a62a7ed3d5f5cc7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e331a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_standardset",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="standardsetevent",
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
            model_name="standardsetevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.standardset",
            ),
        ),
        migrations.AddField(
            model_name="statusperiod",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="status_periods", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="statusperiodevent",
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
            model_name="statusperiodevent",
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
            model_name="statusperiodevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.statusperiod",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="helper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="households.helper",
                verbose_name="责任人",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="households.household"
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="visitevent",
            name="helper",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="visitevent",
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
            model_name="visitevent",
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
            model_name="visitevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="households.visit",
            ),
        ),
        migrations.AddField(
            model_name="visitevent",
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
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["village", "poverty_status"], name="household_village_status"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["village", "hamlet", "registry_no"], name="household_registry_order"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(models.F("phone"), name="varchar_pattern_ops"),
                name="household_phone",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("registry_no__regex", "^[0-9A-Z-]{4,20}$")),
                name="household_registry_no_shape",
                violation_error_message="户编号是 4 到 20 位数字或大写字母",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("category__in", ["1", "2", "3"])), name="household_category_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(("poverty_status__in", ["in_poverty", "proposed", "lifted", "relapsed"])),
                name="household_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "main_cause__in",
                        ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "99"],
                    )
                ),
                name="household_main_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("poverty_status", "lifted"), _negated=True),
                    ("lifted_year__isnull", False),
                    _connector="OR",
                ),
                name="household_lifted_has_year",
                violation_error_message="已脱贫的户要有脱贫年度",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identified_year__isnull", True),
                    (
                        "identified_year__range",
                        (2013, django.db.models.functions.datetime.ExtractYear(villages.models.Today())),
                    ),
                    _connector="OR",
                ),
                name="household_identified_year_range",
                violation_error_message="识别年度在 2013 年到今年之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_year__isnull", True),
                    (
                        "lifted_year__range",
                        (1990, django.db.models.functions.datetime.ExtractYear(villages.models.Today())),
                    ),
                    _connector="OR",
                ),
                name="household_lifted_year_range",
                violation_error_message="脱贫年度还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_lift_year__isnull", True), ("planned_lift_year__range", (1990, 2100)), _connector="OR"
                ),
                name="household_planned_lift_year_range",
                violation_error_message="计划脱贫年度写成 2018 这样",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status_since__isnull", True),
                    ("status_since__range", (datetime.date(2000, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="household_status_has_begun",
                violation_error_message="脱贫属性变动的日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("housing_area__isnull", True), ("housing_area__gte", 0), _connector="OR"),
                    models.Q(("farmland__isnull", True), ("farmland__gte", 0), _connector="OR"),
                    models.Q(("forest__isnull", True), ("forest__gte", 0), _connector="OR"),
                    models.Q(("returned_farmland__isnull", True), ("returned_farmland__gte", 0), _connector="OR"),
                ),
                name="household_areas_not_negative",
                violation_error_message="面积不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("access_road__in", ["", "1", "2", "3", "4"]),
                    ("fuel__in", ["", "1", "2", "3", "4", "5"]),
                    ("housing_grade__in", ["", "A", "B", "C", "D"]),
                    ("identification_standard__in", ["1", "2", "3"]),
                ),
                name="household_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                ),
                name="household_phone_shape",
                violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_income__isnull", True), ("reported_income__range", (0, 100000000000)), _connector="OR"
                ),
                name="household_income_range",
                violation_error_message="人均纯收入不能小于 0",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="household",
            trigger=pgtrigger.compiler.Trigger(
                name="derive_first_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nINSERT INTO households_statusperiod (household_id, status, since, until)\nSELECT id, poverty_status, status_since, NULL FROM new_values;\nRETURN NULL;\n",
                    hash="7c17f5585b5662ed68dacffebe865629be6e3615",
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
                    func="\nDELETE FROM households_statusperiod p USING new_values n, old_values o\n WHERE o.id = n.id AND p.household_id = n.id AND p.since >= n.status_since\n   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nUPDATE households_statusperiod p SET until = n.status_since FROM new_values n, old_values o\n WHERE o.id = n.id AND p.household_id = n.id AND (p.until IS NULL OR p.until > n.status_since)\n   AND (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nINSERT INTO households_statusperiod (household_id, status, since, until)\nSELECT n.id, n.poverty_status, n.status_since, NULL FROM new_values n JOIN old_values o ON o.id = n.id\n WHERE (o.poverty_status, o.status_since) IS DISTINCT FROM (n.poverty_status, n.status_since);\nRETURN NULL;\n",
                    hash="81a9bd4d1302d34450187900a2e3c6f5339ebc72",
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
                    func="\nIF EXISTS (SELECT FROM households_household h WHERE h.id = NEW.id AND NOT EXISTS (\n  SELECT FROM households_statusperiod p WHERE p.household_id = h.id AND p.until IS NULL\n     AND p.status = h.poverty_status AND p.since = h.status_since)) THEN\n  RAISE EXCEPTION 'household % has no open period with its status', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_status_is_open_period';\nEND IF;\nRETURN NULL;\n",
                    hash="b06c49e29d0caf52127b07a24032494e6ef912df",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT new_values."access_road", new_values."category", new_values."cooperative", new_values."farmland", new_values."forest", new_values."fuel", new_values."hamlet", new_values."has_safe_water", new_values."housing_area", new_values."housing_grade", new_values."id", new_values."identification_standard", new_values."identified_year", new_values."is_dilapidated", new_values."is_relocated", new_values."lifted_year", new_values."main_cause", new_values."other_causes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."planned_lift_year", new_values."poverty_status", new_values."registry_no", new_values."reported_income", new_values."returned_farmland", new_values."status_since", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c63be48ded0c48e985ffc8ed10416b7c84b4565d",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT new_values."access_road", new_values."category", new_values."cooperative", new_values."farmland", new_values."forest", new_values."fuel", new_values."hamlet", new_values."has_safe_water", new_values."housing_area", new_values."housing_grade", new_values."id", new_values."identification_standard", new_values."identified_year", new_values."is_dilapidated", new_values."is_relocated", new_values."lifted_year", new_values."main_cause", new_values."other_causes", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."planned_lift_year", new_values."poverty_status", new_values."registry_no", new_values."reported_income", new_values."returned_farmland", new_values."status_since", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7270732e9e305ec5e5b2b72d885662422267b45",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_householdevent" ("access_road", "category", "cooperative", "farmland", "forest", "fuel", "hamlet", "has_safe_water", "housing_area", "housing_grade", "id", "identification_standard", "identified_year", "is_dilapidated", "is_relocated", "lifted_year", "main_cause", "other_causes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "planned_lift_year", "poverty_status", "registry_no", "reported_income", "returned_farmland", "status_since", "village_id") SELECT old_values."access_road", old_values."category", old_values."cooperative", old_values."farmland", old_values."forest", old_values."fuel", old_values."hamlet", old_values."has_safe_water", old_values."housing_area", old_values."housing_grade", old_values."id", old_values."identification_standard", old_values."identified_year", old_values."is_dilapidated", old_values."is_relocated", old_values."lifted_year", old_values."main_cause", old_values."other_causes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."planned_lift_year", old_values."poverty_status", old_values."registry_no", old_values."reported_income", old_values."returned_farmland", old_values."status_since", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7194656c33b9a4a16018cfb6689e1ad5e40fbf2d",
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
        migrations.AddConstraint(
            model_name="helperassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="assignment_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="helperassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="assignment_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="helperassignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("household", "="), (villages.models.ClosedDateRange("since", "until"), "&&")],
                name="assignment_one_helper_a_day",
                violation_error_message="这户这段时间已经有责任人，先结束上一段结对",
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
        migrations.AddConstraint(
            model_name="bagedition",
            constraint=models.UniqueConstraint(fields=("household", "number"), name="bagedition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="bagedition",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="bagedition_number_from_1"),
        ),
        migrations.AddConstraint(
            model_name="bagedition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("printed_on__isnull", True),
                    ("printed_on__range", (datetime.date(2000, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="bagedition_has_been_printed",
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
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_bageditionevent" ("content_hash", "household_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by_id", "printed_on", "token") SELECT new_values."content_hash", new_values."household_id", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."printed_by_id", new_values."printed_on", new_values."token" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7e833713451764054c907b80e1a508f2d0a27b4a",
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
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("household", "criterion"), name="assessment_current_once"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["met", "not_met", "not_applicable", "unchecked"])),
                name="assessment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["not_met", "unchecked"]), models.Q(("evidence", ""), _negated=True), _connector="OR"
                ),
                name="assessment_pass_has_evidence",
                violation_error_message="判为达标或不适用要写依据",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessed_on__isnull", True),
                    ("assessed_on__range", (datetime.date(2000, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="assessment_has_been",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("assessor_name", ""), _negated=True), name="assessment_has_assessor"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."assessor_name", new_values."criterion_id", new_values."evidence", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b6759feb2da421e90fa0d9be6a37d151cc4f434d",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT new_values."assessed_by_id", new_values."assessed_on", new_values."assessor_name", new_values."criterion_id", new_values."evidence", new_values."household_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7bda884c1288dc7da3d9fc1690089e23691d395b",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_assessmentevent" ("assessed_by_id", "assessed_on", "assessor_name", "criterion_id", "evidence", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") SELECT old_values."assessed_by_id", old_values."assessed_on", old_values."assessor_name", old_values."criterion_id", old_values."evidence", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="344ba205f1f959dc198261f944784588248eaf6a",
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
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("content", ""), _negated=True),
                name="measure_has_content",
                violation_error_message="写上做什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="measure_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__range", (0, 100000000000)), _connector="OR"),
                name="measure_amount_range",
                violation_error_message="金额不能小于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                    models.Q(
                        ("state__in", ["planned", "stopped"]),
                        ("started_on__lte", villages.models.Today()),
                        _connector="OR",
                    ),
                ),
                name="measure_has_started",
                violation_error_message="开始日期还没有到的，状态选“计划中”",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("state__in", ["planned", "running"])),
                    models.Q(
                        ("ended_on__isnull", False),
                        ("ended_on__lte", villages.models.Today()),
                        ("state__in", ["done", "stopped"]),
                    ),
                    _connector="OR",
                ),
                name="measure_over_has_end",
                violation_error_message="已完成和已停止的写上哪天结束，不晚于今天；别的不写",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
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
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT new_values."amount", new_values."content", new_values."ended_on", new_values."household_id", new_values."id", new_values."kind", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."started_on", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="131392ff42d6efa0a06391c26139b07eab233b20",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT new_values."amount", new_values."content", new_values."ended_on", new_values."household_id", new_values."id", new_values."kind", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."started_on", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a850dcf368efe43c931eab6eb1821b79bc07e03f",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_measureevent" ("amount", "content", "ended_on", "household_id", "id", "kind", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "started_on", "state") SELECT old_values."amount", old_values."content", old_values."ended_on", old_values."household_id", old_values."id", old_values."kind", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."started_on", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="357950571b0b34f7c18c49313b1296cf89680b59",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_caeb6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_measure",
                    when="AFTER",
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
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["id_tail_index"], name="member_id_tail"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name", "name_pinyin", "name_initials", "phone"],
                name="member_search",
                opclasses=["gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops", "gin_trgm_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="member_has_name",
                violation_error_message="写上姓名",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True), ("relation", "01")),
                fields=("household",),
                name="member_one_head",
                violation_error_message="一户只能有一个户主",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("id_index",),
                name="member_one_row_a_person",
                violation_error_message="这个证件号已经登记在别的成员名下",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("months_worked__isnull", True), ("months_worked__lte", 12), _connector="OR"),
                name="member_months_0_to_12",
                violation_error_message="务工时间在 0 到 12 个月之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("health__contained_by", ["01", "02", "03", "04"]),
                    models.Q(
                        models.Q(("health__contains", ["01"]), _negated=True), ("health__len__lte", 1), _connector="OR"
                    ),
                ),
                name="member_health_set",
                violation_error_message="选了“健康”就不能再选病或残疾",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                    models.Q(("left_on__isnull", False), models.Q(("leave_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="member_leaves_with_reason",
                violation_error_message="离开日期和离开原因要一起写",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True), ("left_on__gte", models.F("birth_date")), _connector="OR"
                ),
                name="member_leaves_after_birth",
                violation_error_message="离开日期早于出生日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("birth_date__isnull", True),
                    ("birth_date__range", (datetime.date(1900, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="member_is_born",
                violation_error_message="出生日期在 1900 年到今天之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("left_on__range", (datetime.date(1900, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="member_has_left",
                violation_error_message="离开日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                ),
                name="member_phone_shape",
                violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("id_index__isnull", True), ("id_sealed__isnull", True), ("id_tail_index__isnull", True)),
                    models.Q(
                        ("id_index__isnull", False), ("id_sealed__isnull", False), ("id_tail_index__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="member_id_sealed_and_indexed",
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
            model_name="criterionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5fcfe35be05caf5ec03e8d37e740e754d5eab9c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8dfcf",
                    table="households_criterionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("standard", "position"), name="criterion_position_once"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("standard", "code"), name="criterion_code_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_criterionevent" ("code", "group", "id", "mark", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id", "text") SELECT new_values."code", new_values."group", new_values."id", new_values."mark", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."standard_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ffd1d2cb6080238caeea310952240580d1d12fb0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4881b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="households_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_criterionevent" ("code", "group", "id", "mark", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id", "text") SELECT new_values."code", new_values."group", new_values."id", new_values."mark", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."standard_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d0e29378e52d3e4e6e92176257bffd9a8149b58f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_21497",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="households_criterion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "households_criterionevent" ("code", "group", "id", "mark", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "standard_id", "text") SELECT old_values."code", old_values."group", old_values."id", old_values."mark", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."standard_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="15bc5b056a4807c87bc949d5be30ad02ca77f869",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_77b12",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="households_criterion",
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
        migrations.AddIndex(
            model_name="statusperiod",
            index=models.Index(fields=["status", "since", "until"], name="statusperiod_by_day"),
        ),
        migrations.AddConstraint(
            model_name="statusperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                name="statusperiod_has_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["in_poverty", "proposed", "lifted", "relapsed"])),
                name="statusperiod_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("household", "="), (villages.models.DateRange("since", "until"), "&&")],
                name="statusperiod_no_overlap",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="status_is_open_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (SELECT FROM households_household h WHERE h.id = OLD.household_id AND NOT EXISTS (\n  SELECT FROM households_statusperiod p WHERE p.household_id = h.id AND p.until IS NULL\n     AND p.status = h.poverty_status AND p.since = h.status_since)) THEN\n  RAISE EXCEPTION 'household % has no open period with its status', OLD.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'household_status_is_open_period';\nEND IF;\nRETURN NULL;\n",
                    hash="740e5536d6c7f81aa8c477a606ed7fe1e1b4cdbf",
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
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["household", "-visited_on"], name="visit_household_day"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary", ""), _negated=True),
                name="visit_has_summary",
                violation_error_message="写一句办了什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("visitor_name", ""), _negated=True), name="visit_has_visitor"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visited_on__isnull", True),
                    ("visited_on__range", (datetime.date(2000, 1, 1), villages.models.Today())),
                    _connector="OR",
                ),
                name="visit_has_been",
                violation_error_message="走访日期还没有到，写去的那天",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
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
    ]
