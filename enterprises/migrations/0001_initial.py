import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import povertyplan.tokens
import villages.models.village


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0002_firm_history"),
        ("households", "0005_firm_history"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("villages", "0003_firm_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="得了多少（分）")),
                ("monthly_pay", models.BigIntegerField(blank=True, null=True, verbose_name="月工资（分）")),
                ("since", models.DateField(blank=True, null=True, verbose_name="哪天上岗")),
                ("until", models.DateField(blank=True, null=True, verbose_name="做到哪天")),
                ("attendances", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="培训几次")),
                ("completed", models.BooleanField(blank=True, null=True, verbose_name="结业")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_help",
                        to="households.household",
                    ),
                ),
                (
                    "measure",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_help",
                        to="households.measure",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_help",
                        to="households.member",
                        verbose_name="谁",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业帮扶受益",
                "ordering": ("delivery", "household", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("delivered_on", models.DateField(verbose_name="哪天")),
                ("note", models.CharField(blank=True, max_length=80, verbose_name="这一次做了什么")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="数目")),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数量"),
                ),
                ("village_income", models.BigIntegerField(blank=True, null=True, verbose_name="村集体增收（分）")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[("invoice", "发票"), ("market", "市价"), ("appraisal", "评估")],
                        max_length=10,
                        verbose_name="物资折价依据",
                    ),
                ),
                ("receipt_no", models.CharField(blank=True, max_length=40, verbose_name="捐赠票据号")),
                ("receipt_issuer", models.CharField(blank=True, max_length=60, verbose_name="票据谁开的")),
                ("teacher", models.CharField(blank=True, max_length=40, verbose_name="讲师")),
                (
                    "code",
                    models.CharField(default=povertyplan.tokens.new_token, editable=False, max_length=12, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "等确认"),
                            ("confirmed", "已确认"),
                            ("returned", "退回"),
                            ("void", "作废"),
                        ],
                        default="reported",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="哪天答复")),
                ("answer", models.CharField(blank=True, max_length=120, verbose_name="答复")),
                ("voided_on", models.DateField(blank=True, null=True, verbose_name="哪天作废")),
                ("void_reason", models.CharField(blank=True, max_length=120, verbose_name="为什么作废")),
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
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
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
                "verbose_name": "企业兑现",
                "ordering": ("-delivered_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="BeneficiaryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="得了多少（分）")),
                ("monthly_pay", models.BigIntegerField(blank=True, null=True, verbose_name="月工资（分）")),
                ("since", models.DateField(blank=True, null=True, verbose_name="哪天上岗")),
                ("until", models.DateField(blank=True, null=True, verbose_name="做到哪天")),
                ("attendances", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="培训几次")),
                ("completed", models.BooleanField(blank=True, null=True, verbose_name="结业")),
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.measure",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.member",
                        verbose_name="谁",
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
                        to="enterprises.beneficiary",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.delivery",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="beneficiary",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="beneficiaries", to="enterprises.delivery"
            ),
        ),
        migrations.CreateModel(
            name="DeliveryFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(max_length=40, verbose_name="这是什么")),
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
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="enterprises.delivery"
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
                "verbose_name": "兑现凭证",
                "ordering": ("delivery", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DeliveryFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("caption", models.CharField(max_length=40, verbose_name="这是什么")),
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
                    "delivery",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.delivery",
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
                        to="enterprises.deliveryfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "credit_code",
                    models.CharField(
                        error_messages={"unique": "这个信用代码的企业已经登记"},
                        max_length=18,
                        unique=True,
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="企业名称")),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("A", "农林牧渔业"),
                            ("B", "采矿业"),
                            ("C", "制造业"),
                            ("D", "电力热力燃气及水"),
                            ("E", "建筑业"),
                            ("F", "批发和零售业"),
                            ("G", "交通运输、仓储和邮政业"),
                            ("H", "住宿和餐饮业"),
                            ("I", "信息传输、软件和信息技术服务业"),
                            ("J", "金融业"),
                            ("K", "房地产业"),
                            ("L", "租赁和商务服务业"),
                            ("M", "科学研究和技术服务业"),
                            ("N", "水利、环境和公共设施管理业"),
                            ("O", "居民服务、修理和其他服务业"),
                            ("P", "教育"),
                            ("Q", "卫生和社会工作"),
                            ("R", "文化、体育和娱乐业"),
                            ("S", "公共管理、社会保障和社会组织"),
                        ],
                        max_length=1,
                        verbose_name="行业",
                    ),
                ),
                ("head_name", models.CharField(max_length=40, verbose_name="负责人")),
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
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="从业人数")),
                ("address", models.CharField(blank=True, max_length=80, verbose_name="地址")),
                ("capabilities", models.CharField(blank=True, max_length=200, verbose_name="能做什么")),
                (
                    "intended_modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("industry", "产业扶贫"),
                                ("trade", "商贸扶贫"),
                                ("employment", "就业扶贫"),
                                ("donation", "捐赠扶贫"),
                                ("skills", "智力扶贫"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="意向模式",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="不再参加")),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprises",
                        to="villages.village",
                        verbose_name="所在村",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="EnterpriseContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="enterprises.enterprise",
                        verbose_name="企业",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_contacts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="联系人",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业联系人",
                "ordering": ("enterprise", "-since"),
            },
        ),
        migrations.CreateModel(
            name="EnterpriseContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                        verbose_name="企业",
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
                        to="enterprises.enterprisecontact",
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
                        verbose_name="联系人",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "credit_code",
                    models.CharField(
                        error_messages={"unique": "这个信用代码的企业已经登记"},
                        max_length=18,
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="企业名称")),
                ("name_initials", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("A", "农林牧渔业"),
                            ("B", "采矿业"),
                            ("C", "制造业"),
                            ("D", "电力热力燃气及水"),
                            ("E", "建筑业"),
                            ("F", "批发和零售业"),
                            ("G", "交通运输、仓储和邮政业"),
                            ("H", "住宿和餐饮业"),
                            ("I", "信息传输、软件和信息技术服务业"),
                            ("J", "金融业"),
                            ("K", "房地产业"),
                            ("L", "租赁和商务服务业"),
                            ("M", "科学研究和技术服务业"),
                            ("N", "水利、环境和公共设施管理业"),
                            ("O", "居民服务、修理和其他服务业"),
                            ("P", "教育"),
                            ("Q", "卫生和社会工作"),
                            ("R", "文化、体育和娱乐业"),
                            ("S", "公共管理、社会保障和社会组织"),
                        ],
                        max_length=1,
                        verbose_name="行业",
                    ),
                ),
                ("head_name", models.CharField(max_length=40, verbose_name="负责人")),
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
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="从业人数")),
                ("address", models.CharField(blank=True, max_length=80, verbose_name="地址")),
                ("capabilities", models.CharField(blank=True, max_length=200, verbose_name="能做什么")),
                (
                    "intended_modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("industry", "产业扶贫"),
                                ("trade", "商贸扶贫"),
                                ("employment", "就业扶贫"),
                                ("donation", "捐赠扶贫"),
                                ("skills", "智力扶贫"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="意向模式",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="不再参加")),
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
                        to="enterprises.enterprise",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="villages.village",
                        verbose_name="所在村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnterpriseVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visited_on", models.DateField(verbose_name="哪天去的")),
                ("visitor_name", models.CharField(max_length=40, verbose_name="谁去的")),
                ("by_head", models.BooleanField(default=False, verbose_name="负责人本人去的")),
                ("learned", models.CharField(max_length=200, verbose_name="了解到什么")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("job", "找工作"),
                                ("market", "产品销路"),
                                ("capital", "发展产业"),
                                ("skills", "学技术"),
                                ("schooling", "孩子上学"),
                                ("medical", "看病吃药"),
                                ("care", "老人、残疾人照顾"),
                                ("other", "其他"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="需要什么",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_visits",
                        to="households.household",
                        verbose_name="走访哪户",
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
                "verbose_name": "企业走访",
                "ordering": ("-visited_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="GiftUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("used_on", models.DateField(verbose_name="哪天用的")),
                ("what", models.CharField(max_length=80, verbose_name="用在什么上")),
                ("amount", models.BigIntegerField(verbose_name="多少（分）")),
                ("households", models.PositiveIntegerField(verbose_name="惠及多少户")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="enterprises.delivery"
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
                "verbose_name": "捐赠使用",
                "ordering": ("delivery", "used_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="GiftUseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("used_on", models.DateField(verbose_name="哪天用的")),
                ("what", models.CharField(max_length=80, verbose_name="用在什么上")),
                ("amount", models.BigIntegerField(verbose_name="多少（分）")),
                ("households", models.PositiveIntegerField(verbose_name="惠及多少户")),
                (
                    "delivery",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.delivery",
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
                        to="enterprises.giftuse",
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
            name="HelpIncome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incomes",
                        to="enterprises.beneficiary",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enterprise_help",
                        to="households.incomeline",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业帮扶收入",
            },
        ),
        migrations.CreateModel(
            name="HelpIncomeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.beneficiary",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.incomeline",
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
                        to="enterprises.helpincome",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HouseholdPairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enterprise_pairings",
                        to="households.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业结对户",
                "ordering": ("pairing", "household", "since"),
            },
        ),
        migrations.CreateModel(
            name="ModeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("chosen_on", models.DateField(verbose_name="哪天选的")),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶方式",
                "ordering": ("pairing", "chosen_on", "mode"),
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="enterprises.enterprise",
                        verbose_name="企业",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="villages.village",
                        verbose_name="结对村",
                    ),
                ),
            ],
            options={
                "verbose_name": "结对村",
                "ordering": ("enterprise", "-since", "village"),
            },
        ),
        migrations.CreateModel(
            name="ModeChoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("chosen_on", models.DateField(verbose_name="哪天选的")),
                (
                    "chosen_by",
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
                        to="enterprises.modechoice",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.pairing",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="modechoice",
            name="pairing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mode_choices", to="enterprises.pairing"
            ),
        ),
        migrations.CreateModel(
            name="HouseholdPairingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="enterprises.householdpairing",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.pairing",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="householdpairing",
            name="pairing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="household_pairings", to="enterprises.pairing"
            ),
        ),
        migrations.CreateModel(
            name="EnterpriseVisitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("visited_on", models.DateField(verbose_name="哪天去的")),
                ("visitor_name", models.CharField(max_length=40, verbose_name="谁去的")),
                ("by_head", models.BooleanField(default=False, verbose_name="负责人本人去的")),
                ("learned", models.CharField(max_length=200, verbose_name="了解到什么")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("job", "找工作"),
                                ("market", "产品销路"),
                                ("capital", "发展产业"),
                                ("skills", "学技术"),
                                ("schooling", "孩子上学"),
                                ("medical", "看病吃药"),
                                ("care", "老人、残疾人照顾"),
                                ("other", "其他"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="需要什么",
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
                        verbose_name="走访哪户",
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
                        to="enterprises.enterprisevisit",
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
                    "pairing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.pairing",
                        verbose_name="结对村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="enterprisevisit",
            name="pairing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="enterprises.pairing",
                verbose_name="结对村",
            ),
        ),
        migrations.CreateModel(
            name="PairingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("since", models.DateField(verbose_name="从哪天起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.enterprise",
                        verbose_name="企业",
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
                        to="enterprises.pairing",
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
                        verbose_name="结对村",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="做什么")),
                ("terms", models.CharField(blank=True, max_length=120, verbose_name="怎么约定的")),
                ("pledged_on", models.DateField(verbose_name="哪天承诺的")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="数目")),
                ("capacity", models.CharField(blank=True, max_length=60, verbose_name="规模")),
                (
                    "households_expected",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="预计带动户数"),
                ),
                (
                    "village_income",
                    models.BigIntegerField(blank=True, null=True, verbose_name="预计村集体一年增收（分）"),
                ),
                (
                    "deal",
                    models.CharField(
                        blank=True,
                        choices=[("purchase", "采购"), ("consignment", "代销"), ("processing", "委托加工")],
                        max_length=12,
                        verbose_name="商贸方式",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数量"),
                ),
                ("quantity_unit", models.CharField(blank=True, max_length=10, verbose_name="计量单位")),
                ("monthly_pay", models.BigIntegerField(blank=True, null=True, verbose_name="月工资不低于（分）")),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="一年做几个月")),
                ("green_channel", models.CharField(blank=True, max_length=60, verbose_name="绿色通道")),
                (
                    "gift",
                    models.CharField(
                        blank=True,
                        choices=[("money", "捐款"), ("goods", "捐物")],
                        max_length=8,
                        verbose_name="款还是物",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("schooling", "助学"),
                            ("elderly", "助老"),
                            ("disability", "助残"),
                            ("medical", "助医"),
                            ("hardship", "济困"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        choices=[("households", "直接到户"), ("village", "到村，由村里用"), ("fund", "进村扶贫基金")],
                        max_length=12,
                        verbose_name="给谁",
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pledges", to="enterprises.modechoice"
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
                "verbose_name": "企业承诺",
                "ordering": ("choice", "pledged_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("delivered_on", models.DateField(verbose_name="哪天")),
                ("note", models.CharField(blank=True, max_length=80, verbose_name="这一次做了什么")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="数目")),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数量"),
                ),
                ("village_income", models.BigIntegerField(blank=True, null=True, verbose_name="村集体增收（分）")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[("invoice", "发票"), ("market", "市价"), ("appraisal", "评估")],
                        max_length=10,
                        verbose_name="物资折价依据",
                    ),
                ),
                ("receipt_no", models.CharField(blank=True, max_length=40, verbose_name="捐赠票据号")),
                ("receipt_issuer", models.CharField(blank=True, max_length=60, verbose_name="票据谁开的")),
                ("teacher", models.CharField(blank=True, max_length=40, verbose_name="讲师")),
                ("code", models.CharField(default=povertyplan.tokens.new_token, editable=False, max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "等确认"),
                            ("confirmed", "已确认"),
                            ("returned", "退回"),
                            ("void", "作废"),
                        ],
                        default="reported",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="哪天答复")),
                ("answer", models.CharField(blank=True, max_length=120, verbose_name="答复")),
                ("voided_on", models.DateField(blank=True, null=True, verbose_name="哪天作废")),
                ("void_reason", models.CharField(blank=True, max_length=120, verbose_name="为什么作废")),
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
                        to="enterprises.delivery",
                    ),
                ),
                (
                    "reported_by",
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
                    "voided_by",
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
                    "pledge",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.pledge",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="pledge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="enterprises.pledge"
            ),
        ),
        migrations.CreateModel(
            name="PledgeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("industry", "产业扶贫"),
                            ("trade", "商贸扶贫"),
                            ("employment", "就业扶贫"),
                            ("donation", "捐赠扶贫"),
                            ("skills", "智力扶贫"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="做什么")),
                ("terms", models.CharField(blank=True, max_length=120, verbose_name="怎么约定的")),
                ("pledged_on", models.DateField(verbose_name="哪天承诺的")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="金额（分）")),
                ("count", models.PositiveIntegerField(blank=True, null=True, verbose_name="数目")),
                ("capacity", models.CharField(blank=True, max_length=60, verbose_name="规模")),
                (
                    "households_expected",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="预计带动户数"),
                ),
                (
                    "village_income",
                    models.BigIntegerField(blank=True, null=True, verbose_name="预计村集体一年增收（分）"),
                ),
                (
                    "deal",
                    models.CharField(
                        blank=True,
                        choices=[("purchase", "采购"), ("consignment", "代销"), ("processing", "委托加工")],
                        max_length=12,
                        verbose_name="商贸方式",
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数量"),
                ),
                ("quantity_unit", models.CharField(blank=True, max_length=10, verbose_name="计量单位")),
                ("monthly_pay", models.BigIntegerField(blank=True, null=True, verbose_name="月工资不低于（分）")),
                ("months", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="一年做几个月")),
                ("green_channel", models.CharField(blank=True, max_length=60, verbose_name="绿色通道")),
                (
                    "gift",
                    models.CharField(
                        blank=True,
                        choices=[("money", "捐款"), ("goods", "捐物")],
                        max_length=8,
                        verbose_name="款还是物",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("schooling", "助学"),
                            ("elderly", "助老"),
                            ("disability", "助残"),
                            ("medical", "助医"),
                            ("hardship", "济困"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        choices=[("households", "直接到户"), ("village", "到村，由村里用"), ("fund", "进村扶贫基金")],
                        max_length=12,
                        verbose_name="给谁",
                    ),
                ),
                (
                    "choice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="enterprises.modechoice",
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
                        to="enterprises.pledge",
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
            model_name="beneficiaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="36045f9b7fd880fc54d152a005e4f7e5fe78dcc9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b82b4",
                    table="enterprises_beneficiaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                fields=("delivery", "member"),
                name="beneficiary_person_once",
                violation_error_message="这个人在这一笔里已经有了",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.UniqueConstraint(
                condition=models.Q(("member__isnull", True)),
                fields=("delivery", "household"),
                name="beneficiary_household_once",
                violation_error_message="这户在这一笔里已经有了",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", "industry"),
                        ("attendances__isnull", True),
                        ("completed__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("since__isnull", True),
                        ("until__isnull", True),
                    ),
                    models.Q(
                        ("mode", "trade"),
                        ("amount__isnull", False),
                        ("attendances__isnull", True),
                        ("completed__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("since__isnull", True),
                        ("until__isnull", True),
                    ),
                    models.Q(
                        ("mode", "employment"),
                        ("member__isnull", False),
                        ("monthly_pay__isnull", False),
                        ("since__isnull", False),
                        ("amount__isnull", True),
                        ("completed__isnull", True),
                    ),
                    models.Q(
                        ("mode", "donation"),
                        ("attendances__isnull", True),
                        ("completed__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("since__isnull", True),
                        ("until__isnull", True),
                    ),
                    models.Q(
                        ("mode", "skills"),
                        ("member__isnull", False),
                        ("attendances__isnull", False),
                        ("completed__isnull", False),
                        ("amount__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("since__isnull", True),
                        ("until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="beneficiary_facts_of_its_mode",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("amount__range", (1, 1000000000)), _connector="OR"),
                    models.Q(("monthly_pay__isnull", True), ("monthly_pay__range", (1, 100000000)), _connector="OR"),
                    models.Q(("attendances__isnull", True), ("attendances__range", (1, 366)), _connector="OR"),
                ),
                name="beneficiary_figures_range",
                violation_error_message="金额和工资大于 0，没有就不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("since__isnull", True),
                        ("since__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("until__isnull", True),
                        models.Q(
                            ("until__gte", models.F("since")),
                            ("until__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                            models.Q(
                                ("until__isnull", True),
                                ("until__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                ),
                name="beneficiary_days",
                violation_error_message="上岗日期还没有到，或者离岗早于上岗",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_delivery",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE d RECORD;\nBEGIN\n  SELECT d1.mode, d1.state, d1.delivered_on, p.village_id INTO d\n    FROM public.enterprises_delivery d1\n    JOIN public.enterprises_pledge g ON g.id = d1.pledge_id\n    JOIN public.enterprises_modechoice c ON c.id = g.choice_id\n    JOIN public.enterprises_pairing p ON p.id = c.pairing_id\n   WHERE d1.id = COALESCE(NEW.delivery_id, OLD.delivery_id) FOR SHARE OF d1;\n  IF d.state IN ('confirmed', 'void') AND NOT (TG_OP = 'UPDATE' AND\n       (to_jsonb(NEW) - '{until,measure_id}'::text[]) = (to_jsonb(OLD) - '{until,measure_id}'::text[])) THEN\n    RAISE EXCEPTION 'the delivery was confirmed'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_confirmed_stays';\n  END IF;\n  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n  IF NEW.mode IS DISTINCT FROM d.mode THEN\n    RAISE EXCEPTION 'delivery % is of another mode', NEW.delivery_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_delivery';\n  END IF;\n  IF NOT EXISTS (SELECT FROM public.households_household h\n                  WHERE h.id = NEW.household_id AND h.village_id = d.village_id) THEN\n    RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_village';\n  END IF;\n  IF NEW.member_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.households_member m\n       WHERE m.id = NEW.member_id AND m.household_id = NEW.household_id\n         AND (m.left_on IS NULL OR m.left_on >= d.delivered_on)) THEN\n    RAISE EXCEPTION 'member % does not belong to household %', NEW.member_id, NEW.household_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_the_household';\n  END IF;\n  IF d.mode = 'employment' THEN\n    PERFORM FROM public.households_member WHERE id = NEW.member_id FOR NO KEY UPDATE;\n    IF EXISTS (\n      SELECT FROM public.households_member m WHERE m.id = NEW.member_id\n         AND (m.birth_date IS NULL OR m.birth_date + interval '16 years' > NEW.since)) THEN\n      RAISE EXCEPTION 'member % is not 16 on %', NEW.member_id, NEW.since\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_of_working_age';\n    END IF;\n    IF EXISTS (SELECT FROM public.enterprises_beneficiary b JOIN public.enterprises_delivery o ON o.id = b.delivery_id\n                WHERE b.member_id = NEW.member_id AND b.mode = 'employment' AND b.id IS DISTINCT FROM NEW.id\n                  AND o.state IN ('reported', 'confirmed')\n                  AND daterange(b.since, b.until, '[]') && daterange(NEW.since, NEW.until, '[]')) THEN\n      RAISE EXCEPTION 'member % is on another post already', NEW.member_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'beneficiary_on_one_post';\n    END IF;\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="977b053b964abd0defcb743dc2e07c17bc5b69c5",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_of_the_delivery_4a79b",
                    table="enterprises_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="adds_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (\n  SELECT FROM public.enterprises_delivery d JOIN public.enterprises_pledge p ON p.id = d.pledge_id\n   CROSS JOIN LATERAL (\n     SELECT count(*) AS n, COALESCE(SUM(b.amount), 0) AS amount, COALESCE(SUM(b.attendances), 0) AS attendances\n       FROM public.enterprises_beneficiary b WHERE b.delivery_id = d.id) s\n   WHERE d.id = COALESCE(NEW.delivery_id, OLD.delivery_id) AND d.state IN ('reported', 'confirmed')\n     AND (d.mode = 'employment' AND s.n <> d.count OR d.mode = 'skills' AND s.attendances > d.count\n          OR s.amount > d.amount OR p.recipient = 'households' AND s.n = 0)) THEN\n  RAISE EXCEPTION 'delivery % does not add up', COALESCE(NEW.delivery_id, OLD.delivery_id)\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_adds_up';\nEND IF;\nRETURN NULL;\n",
                    hash="d94326dd880648dcf51adde0dca0e1d79b07eac4",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_adds_up_3cd4b",
                    table="enterprises_beneficiary",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="sides_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."delivery_id" IS DISTINCT FROM (NEW."delivery_id") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="59ab272987b4978e420e1fe325f6ff2291f00059",
                    operation="UPDATE",
                    pgid="pgtrigger_sides_stay_cefd8",
                    table="enterprises_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_beneficiaryevent" ("amount", "attendances", "completed", "delivery_id", "household_id", "id", "measure_id", "member_id", "mode", "monthly_pay", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."amount", new_values."attendances", new_values."completed", new_values."delivery_id", new_values."household_id", new_values."id", new_values."measure_id", new_values."member_id", new_values."mode", new_values."monthly_pay", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="862332665fc04de0389a0731d6520810ee65a56d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9ceb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_beneficiaryevent" ("amount", "attendances", "completed", "delivery_id", "household_id", "id", "measure_id", "member_id", "mode", "monthly_pay", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."amount", new_values."attendances", new_values."completed", new_values."delivery_id", new_values."household_id", new_values."id", new_values."measure_id", new_values."member_id", new_values."mode", new_values."monthly_pay", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f2da3021f149b0a30daadc172b21b4d76c2ad828",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ad18b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_beneficiaryevent" ("amount", "attendances", "completed", "delivery_id", "household_id", "id", "measure_id", "member_id", "mode", "monthly_pay", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT old_values."amount", old_values."attendances", old_values."completed", old_values."delivery_id", old_values."household_id", old_values."id", old_values."measure_id", old_values."member_id", old_values."mode", old_values."monthly_pay", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="36105a8ea0a34950724e28ce5839c51c9601d740",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f847",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryfile",
            constraint=models.UniqueConstraint(
                fields=("delivery", "file"), name="deliveryfile_once", violation_error_message="这个文件已经传过"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryfile",
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
                name="deliveryfile_has_caption",
                violation_error_message="写上是什么；里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryfileevent" ("added_by_id", "caption", "delivery_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."added_by_id", new_values."caption", new_values."delivery_id", new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0adbe08c937e6569fc6ef3574bcbd0315f9a84ab",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a9a2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_deliveryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryfileevent" ("added_by_id", "caption", "delivery_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."added_by_id", new_values."caption", new_values."delivery_id", new_values."file_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fd0785b073bc28339b461a99580acde19a0bef61",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e7666",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_deliveryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryfileevent" ("added_by_id", "caption", "delivery_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."added_by_id", old_values."caption", old_values."delivery_id", old_values."file_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3fe1a5dd14f2350a09a8c1cca78654db6273ede8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ea59b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_deliveryfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryfileevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="db480dcce4f6fad347c28bd5a7b99278d5bb4051",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7a6cc",
                    table="enterprises_deliveryfileevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_code__regex", "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$")),
                name="enterprise_credit_code_shape",
                violation_error_message="统一社会信用代码是 18 位数字和大写字母，核对营业执照",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("head_name", ""), _negated=True)),
                name="enterprise_has_names",
                violation_error_message="写上企业名称和负责人",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("intended_modes__contained_by", ["industry", "trade", "employment", "donation", "skills"]),
                    (
                        "sector__in",
                        ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S"],
                    ),
                ),
                name="enterprise_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(("employees__isnull", True), ("employees__lte", 1000000), _connector="OR"),
                name="enterprise_employees_range",
                violation_error_message="从业人数太大了，看看单位对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("phone", ""), ("phone__regex", "^([0-9]{5,12}|[0-9]{3,4}-[0-9]{7,8})$"), _connector="OR"
                ),
                name="enterprise_phone_shape",
                violation_error_message="电话只写数字，座机写成 0719-5223344 这样",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("left_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="enterprise_left_day_has_come",
                violation_error_message="不再参加的日期还没有到",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprise",
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
                            "head_name__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "address__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "capabilities__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="enterprise_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="credit_code_sound",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$')",
                    func="\nIF (SELECT sum((position(substr(NEW.credit_code, n, 1) IN '0123456789ABCDEFGHJKLMNPQRTUWXY') - 1)\n        * (ARRAY[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28,1])[n]) % 31\n      FROM generate_series(1, 18) n) IS DISTINCT FROM 0 THEN\n  RAISE EXCEPTION 'credit code % fails its check character', NEW.credit_code\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprise_credit_code_sound';\nEND IF;\nRETURN NEW;\n",
                    hash="c9e8d31d2fdb2f2b6cebed48db69c13ca135a982",
                    operation='INSERT OR UPDATE OF "credit_code"',
                    pgid="pgtrigger_credit_code_sound_61d0d",
                    table="enterprises_enterprise",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterpriseevent" ("address", "capabilities", "credit_code", "employees", "head_name", "id", "intended_modes", "left_on", "name", "name_initials", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sector", "village_id") SELECT new_values."address", new_values."capabilities", new_values."credit_code", new_values."employees", new_values."head_name", new_values."id", new_values."intended_modes", new_values."left_on", new_values."name", new_values."name_initials", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."sector", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="24cc8f3372807239846ff78491ac5f95e0d3dfa6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_079c7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterpriseevent" ("address", "capabilities", "credit_code", "employees", "head_name", "id", "intended_modes", "left_on", "name", "name_initials", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sector", "village_id") SELECT new_values."address", new_values."capabilities", new_values."credit_code", new_values."employees", new_values."head_name", new_values."id", new_values."intended_modes", new_values."left_on", new_values."name", new_values."name_initials", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."sector", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6fbca2e8098e398be3d47c018d0f56e5160d2669",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_11bf5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprise",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterpriseevent" ("address", "capabilities", "credit_code", "employees", "head_name", "id", "intended_modes", "left_on", "name", "name_initials", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sector", "village_id") SELECT old_values."address", old_values."capabilities", old_values."credit_code", old_values."employees", old_values."head_name", old_values."id", old_values."intended_modes", old_values."left_on", old_values."name", old_values."name_initials", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."sector", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a90b8289db50e0ccb76016758f11e954b0af48aa",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dc699",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_enterprise",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="enterprisecontact_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="enterprisecontact_since_range",
                violation_error_message="日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisecontact",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("user", "="), (villages.models.village.ClosedDateRange("since", "until"), "&&")],
                name="enterprisecontact_one_enterprise_a_day",
                violation_error_message="这个账号这段时间已经是一家企业的联系人，先结束那一段",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_role",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.accounts_user WHERE id = NEW.user_id AND role = 'enterprise') THEN\n  RAISE EXCEPTION 'account % is no enterprise contact', NEW.user_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisecontact_of_the_role';\nEND IF;\nRETURN NEW;\n",
                    hash="ed38534cab8d2e22f5952136b652bc3f4342c5c5",
                    operation='INSERT OR UPDATE OF "user_id"',
                    pgid="pgtrigger_of_the_role_14f17",
                    table="enterprises_enterprisecontact",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisecontactevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") SELECT new_values."enterprise_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b97c45bdb2f9c54f20e875313b70fad6c34c638",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b7ddc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_enterprisecontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisecontactevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") SELECT new_values."enterprise_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b2cd1a0b8803c3eea00d500197d4f473074431b7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32a6b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_enterprisecontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisecontactevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "user_id") SELECT old_values."enterprise_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2a9e6de7d8877cb81da0ee8126d04092fb94de8c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0caf9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_enterprisecontact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisecontactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bac1dceb079093deaefd75fd59398f734bc7cbfe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c6fb6",
                    table="enterprises_enterprisecontactevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterpriseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="37342c9d6a78af824ebeb30b0279d74674ed2d4b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5017",
                    table="enterprises_enterpriseevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="giftuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_on__isnull", True),
                    ("used_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="giftuse_has_been",
                violation_error_message="使用日期还没有到，写用的那天",
            ),
        ),
        migrations.AddConstraint(
            model_name="giftuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__range", (1, 100000000000)), ("households__lte", 100000)),
                name="giftuse_figures_range",
                violation_error_message="金额大于 0",
            ),
        ),
        migrations.AddConstraint(
            model_name="giftuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(
                        (
                            "what__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="giftuse_has_words",
                violation_error_message="写上用在什么上；里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuse",
            trigger=pgtrigger.compiler.Trigger(
                name="within_the_gift",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE d RECORD;\nBEGIN\n  SELECT d1.*, p.recipient INTO d FROM public.enterprises_delivery d1\n    JOIN public.enterprises_pledge p ON p.id = d1.pledge_id WHERE d1.id = NEW.delivery_id FOR UPDATE OF d1;\n  IF d.state <> 'confirmed' OR d.recipient NOT IN ('village', 'fund') OR NEW.used_on < d.delivered_on\n     OR (SELECT COALESCE(SUM(u.amount), 0) FROM public.enterprises_giftuse u\n          WHERE u.delivery_id = NEW.delivery_id AND u.id IS DISTINCT FROM NEW.id) + NEW.amount > d.amount THEN\n    RAISE EXCEPTION 'gift % has not so much left', NEW.delivery_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'giftuse_within_the_gift';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="caca50d8ee004ab5443e572f7b150ceeff4bd5e1",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_the_gift_3c3d5",
                    table="enterprises_giftuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuse",
            trigger=pgtrigger.compiler.Trigger(
                name="gift_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."delivery_id" IS DISTINCT FROM (NEW."delivery_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a9a8e6b4daeeb5c6b60a5139a764a89de0e5439b",
                    operation="UPDATE",
                    pgid="pgtrigger_gift_stays_502fd",
                    table="enterprises_giftuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_giftuseevent" ("amount", "delivery_id", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "used_on", "what") SELECT new_values."amount", new_values."delivery_id", new_values."households", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."used_on", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d1e08e5221ca2f613d8f31bc12f86e5c038cd2a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_966af",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_giftuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_giftuseevent" ("amount", "delivery_id", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "used_on", "what") SELECT new_values."amount", new_values."delivery_id", new_values."households", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."used_on", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="384269ec3a5e0f3b12744a8f8e44f63cf670f914",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dc205",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_giftuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_giftuseevent" ("amount", "delivery_id", "households", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "used_on", "what") SELECT old_values."amount", old_values."delivery_id", old_values."households", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."used_on", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1260619f4c00a5b967175199b53ae10d12e49425",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f0585",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_giftuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="giftuseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6ac89a99a433d538074e49e915a3f28f9ea2a5c4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f476",
                    table="enterprises_giftuseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helpincome",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_beneficiary",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.enterprises_beneficiary b JOIN public.enterprises_delivery d ON d.id = b.delivery_id\n    JOIN public.households_incomeline l ON l.id = NEW.line_id\n    JOIN public.households_incomeyear y ON y.id = l.register_id\n   WHERE b.id = NEW.beneficiary_id AND d.state = 'confirmed'\n     AND y.household_id = b.household_id AND l.is_from_enterprise) THEN\n  RAISE EXCEPTION 'income line % is not of the beneficiary', NEW.line_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'helpincome_of_the_beneficiary';\nEND IF;\nRETURN NEW;\n",
                    hash="b9f4f1b3045baec5b0ad1c32fdf92265a93df5ba",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_the_beneficiary_77357",
                    table="enterprises_helpincome",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helpincome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_helpincomeevent" ("beneficiary_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."beneficiary_id", new_values."id", new_values."line_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c492269fd9a10932bce7470984c3a3f5eed444f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81514",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_helpincome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helpincome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_helpincomeevent" ("beneficiary_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."beneficiary_id", new_values."id", new_values."line_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e0df78cd26843583b7163567fb848b39ec1b30c2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0d345",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_helpincome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helpincome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_helpincomeevent" ("beneficiary_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."beneficiary_id", old_values."id", old_values."line_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="724fb09cb657e936b7457e27e22546a0fc53963b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7cd03",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_helpincome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="helpincomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="673c33f80923b421a6e2282f41b8b3a77e65a61e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4d484",
                    table="enterprises_helpincomeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="pairing_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="pairing_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("enterprise", "="),
                    ("village", "="),
                    (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                ],
                name="pairing_once_a_day",
                violation_error_message="这家企业已经和这个村结对",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairing",
            trigger=pgtrigger.compiler.Trigger(
                name="sides_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9a435c4c62133fce0b77fe6f8804c9405030c7a3",
                    operation="UPDATE",
                    pgid="pgtrigger_sides_stay_46725",
                    table="enterprises_pairing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pairingevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "village_id") SELECT new_values."enterprise_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until", new_values."village_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ac021df9f1979e72aed3a155d61cef1598dcfa7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9ae81",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_pairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pairingevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "village_id") SELECT new_values."enterprise_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until", new_values."village_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="18f639433cb4b054f4227c1c2ff246d28cd4695f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1482b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_pairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pairingevent" ("enterprise_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until", "village_id") SELECT old_values."enterprise_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until", old_values."village_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="73f9be2f7a30edc959a89785da250328c3edf701",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_78965",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_pairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoiceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="527987c237612f7a229cdd97653c0b8ce807b132",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f15a9",
                    table="enterprises_modechoiceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="modechoice",
            constraint=models.UniqueConstraint(
                fields=("pairing", "mode"), name="modechoice_once", violation_error_message="这种方式已经选了"
            ),
        ),
        migrations.AddConstraint(
            model_name="modechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["industry", "trade", "employment", "donation", "skills"])),
                name="modechoice_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="modechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("chosen_on__isnull", True),
                    ("chosen_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="modechoice_day_has_come",
                violation_error_message="选方式的日期还没有到",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoice",
            trigger=pgtrigger.compiler.Trigger(
                name="after_a_visit",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.enterprises_enterprisevisit v\n                WHERE v.pairing_id = NEW.pairing_id AND v.visited_on <= NEW.chosen_on) THEN\n  RAISE EXCEPTION 'no household of pairing % was visited by then', NEW.pairing_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'modechoice_after_a_visit';\nEND IF;\nRETURN NEW;\n",
                    hash="646b2a5dc587c4ce74bb0a77b4f58c62e7ee8fb2",
                    operation='INSERT OR UPDATE OF "pairing_id", "chosen_on"',
                    pgid="pgtrigger_after_a_visit_9febb",
                    table="enterprises_modechoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoice",
            trigger=pgtrigger.compiler.Trigger(
                name="mode_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."pairing_id" IS DISTINCT FROM (NEW."pairing_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="908fa25b0b0a067aff9c6af45e28ea6a10bc4bec",
                    operation="UPDATE",
                    pgid="pgtrigger_mode_stays_136ad",
                    table="enterprises_modechoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_modechoiceevent" ("chosen_by_id", "chosen_on", "id", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."chosen_by_id", new_values."chosen_on", new_values."id", new_values."mode", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c40414d830d3919a7783ffb81cbffed01f5e4d80",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_43a78",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_modechoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_modechoiceevent" ("chosen_by_id", "chosen_on", "id", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."chosen_by_id", new_values."chosen_on", new_values."id", new_values."mode", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c76ed677bd34075e1ff34a40fe40d7405291b2a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a69ae",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_modechoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modechoice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_modechoiceevent" ("chosen_by_id", "chosen_on", "id", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."chosen_by_id", old_values."chosen_on", old_values."id", old_values."mode", old_values."pairing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="987c20f17cb54a084d811bdf45fff69a278e9873",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b72fa",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_modechoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdpairingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a6f0907411c710193b0cba4f4da4645c23bb4eea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ec781",
                    table="enterprises_householdpairingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="householdpairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="householdpairing_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdpairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)))),
                name="householdpairing_since_range",
                violation_error_message="结对日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdpairing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("pairing", "="),
                    ("household", "="),
                    (villages.models.village.ClosedDateRange("since", "until"), "&&"),
                ],
                name="householdpairing_once_a_day",
                violation_error_message="这户已经和这家企业结对",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdpairing",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_village",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.households_household h JOIN public.enterprises_pairing p ON p.village_id = h.village_id\n   WHERE h.id = NEW.household_id AND p.id = NEW.pairing_id) THEN\n  RAISE EXCEPTION 'household % lives in another village', NEW.household_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'householdpairing_of_the_village';\nEND IF;\nRETURN NEW;\n",
                    hash="7d40f504dc39a01464bb3f4a6573939556b38ecf",
                    operation='INSERT OR UPDATE OF "household_id", "pairing_id"',
                    pgid="pgtrigger_of_the_village_667ce",
                    table="enterprises_householdpairing",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdpairing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_householdpairingevent" ("household_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."household_id", new_values."id", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="26e1a693765a0bc4e635edb2fab123c89b51f175",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dcca6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_householdpairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdpairing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_householdpairingevent" ("household_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."household_id", new_values."id", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2f6af00ba3a7ffd49f31b16595b4385baccb9394",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e46bb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_householdpairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="householdpairing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_householdpairingevent" ("household_id", "id", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT old_values."household_id", old_values."id", old_values."pairing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."since", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d3a8cc8cff27d46fefda4439ec1107f3168a2f5a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_beb46",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_householdpairing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisitevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="92a301653b57f304d13abd279fe646f7b1bc2bd6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f334",
                    table="enterprises_enterprisevisitevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visited_on__isnull", True),
                    ("visited_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="enterprisevisit_has_been",
                violation_error_message="走访日期还没有到，写去的那天",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visitor_name", ""), _negated=True), models.Q(("learned", ""), _negated=True)
                ),
                name="enterprisevisit_has_words",
                violation_error_message="写上谁去的、了解到什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "needs__contained_by",
                        ["job", "market", "capital", "skills", "schooling", "medical", "care", "other"],
                    )
                ),
                name="enterprisevisit_needs_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enterprisevisit",
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
                            "learned__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="enterprisevisit_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_paired_household",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT FROM public.enterprises_householdpairing h JOIN public.enterprises_pairing p ON p.id = h.pairing_id\n   WHERE h.pairing_id = NEW.pairing_id AND h.household_id = NEW.household_id\n     AND NEW.visited_on >= GREATEST(h.since, p.since)\n     AND NEW.visited_on <= LEAST(COALESCE(h.until, 'infinity'), COALESCE(p.until, 'infinity'))) THEN\n  RAISE EXCEPTION 'household % was not paired with the enterprise on %', NEW.household_id, NEW.visited_on\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisevisit_of_a_paired_household';\nEND IF;\nIF TG_OP = 'UPDATE' AND NEW.visited_on > OLD.visited_on AND EXISTS (\n  SELECT FROM public.enterprises_modechoice c WHERE c.pairing_id = NEW.pairing_id AND c.chosen_on < NEW.visited_on\n     AND NOT EXISTS (SELECT FROM public.enterprises_enterprisevisit v\n                      WHERE v.pairing_id = c.pairing_id AND v.id <> NEW.id AND v.visited_on <= c.chosen_on)) THEN\n  RAISE EXCEPTION 'a mode was chosen after visit %', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisevisit_before_the_mode';\nEND IF;\nRETURN NEW;\n",
                    hash="24e99a904bd9fee03bb28c693143f9109bbb3417",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_a_paired_household_7e24a",
                    table="enterprises_enterprisevisit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="sides_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."pairing_id" IS DISTINCT FROM (NEW."pairing_id") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ee9d337bb6b1e4d1ce22df01ce76535689b81ad2",
                    operation="UPDATE",
                    pgid="pgtrigger_sides_stay_8540b",
                    table="enterprises_enterprisevisit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b9ff303d9f20672dabc1708485b73ea20d75043a",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_56006",
                    table="enterprises_enterprisevisit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisevisitevent" ("by_head", "household_id", "id", "learned", "needs", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "visited_on", "visitor_name") SELECT new_values."by_head", new_values."household_id", new_values."id", new_values."learned", new_values."needs", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."visited_on", new_values."visitor_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="62656308e97d6a3cb177d4372e88f69ccbcc22ae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0046e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_enterprisevisit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisevisitevent" ("by_head", "household_id", "id", "learned", "needs", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "visited_on", "visitor_name") SELECT new_values."by_head", new_values."household_id", new_values."id", new_values."learned", new_values."needs", new_values."pairing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."visited_on", new_values."visitor_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fdaa2557429c20428c1d304d4e21f46dfe2fdaeb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_590bc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_enterprisevisit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enterprisevisit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_enterprisevisitevent" ("by_head", "household_id", "id", "learned", "needs", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "visited_on", "visitor_name") SELECT old_values."by_head", old_values."household_id", old_values."id", old_values."learned", old_values."needs", old_values."pairing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."visited_on", old_values."visitor_name" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d116dcb181c91f57fd93d30eb14975688cb89938",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_46afd",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_enterprisevisit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pairingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="653de1e970c62c4f18437900ff13d61dfffd604f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7b325",
                    table="enterprises_pairingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True),
                name="pledge_has_content",
                violation_error_message="写上做什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", "industry"),
                        ("amount__isnull", False),
                        ("count__isnull", True),
                        ("deal", ""),
                        ("gift", ""),
                        ("green_channel", ""),
                        ("monthly_pay__isnull", True),
                        ("months__isnull", True),
                        ("purpose", ""),
                        ("quantity__isnull", True),
                        ("quantity_unit", ""),
                        ("recipient", ""),
                    ),
                    models.Q(
                        ("mode", "trade"),
                        ("amount__isnull", False),
                        models.Q(("deal", ""), _negated=True),
                        ("capacity", ""),
                        ("count__isnull", True),
                        ("gift", ""),
                        ("green_channel", ""),
                        ("monthly_pay__isnull", True),
                        ("months__isnull", True),
                        ("purpose", ""),
                        ("recipient", ""),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "employment"),
                        ("count__isnull", False),
                        ("monthly_pay__isnull", False),
                        ("amount__isnull", True),
                        ("capacity", ""),
                        ("deal", ""),
                        ("gift", ""),
                        ("households_expected__isnull", True),
                        ("purpose", ""),
                        ("quantity__isnull", True),
                        ("quantity_unit", ""),
                        ("recipient", ""),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "donation"),
                        ("amount__isnull", False),
                        models.Q(("gift", ""), _negated=True),
                        models.Q(("purpose", ""), _negated=True),
                        models.Q(("recipient", ""), _negated=True),
                        ("capacity", ""),
                        ("count__isnull", True),
                        ("deal", ""),
                        ("green_channel", ""),
                        ("households_expected__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("months__isnull", True),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "skills"),
                        ("count__isnull", False),
                        ("amount__isnull", True),
                        ("capacity", ""),
                        ("deal", ""),
                        ("gift", ""),
                        ("green_channel", ""),
                        ("households_expected__isnull", True),
                        ("monthly_pay__isnull", True),
                        ("months__isnull", True),
                        ("purpose", ""),
                        ("quantity__isnull", True),
                        ("quantity_unit", ""),
                        ("recipient", ""),
                        ("village_income__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="pledge_facts_of_its_mode",
                violation_error_message="每种方式有自己的数：投资、金额、岗位、人次，没有的不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("amount__range", (1, 100000000000)), _connector="OR"),
                    models.Q(("count__isnull", True), ("count__range", (1, 100000)), _connector="OR"),
                    models.Q(
                        ("village_income__isnull", True), ("village_income__range", (1, 100000000000)), _connector="OR"
                    ),
                    models.Q(("monthly_pay__isnull", True), ("monthly_pay__range", (1, 100000000)), _connector="OR"),
                    models.Q(("months__isnull", True), ("months__range", (1, 12)), _connector="OR"),
                    models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                    models.Q(
                        ("households_expected__isnull", True),
                        ("households_expected__range", (1, 100000)),
                        _connector="OR",
                    ),
                ),
                name="pledge_figures_range",
                violation_error_message="数要大于 0，没有就不填；月数 1 到 12",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deal__in", ["", "purchase", "consignment", "processing"]),
                    ("gift__in", ["", "money", "goods"]),
                    ("purpose__in", ["", "schooling", "elderly", "disability", "medical", "hardship"]),
                    ("recipient__in", ["", "households", "village", "fund"]),
                ),
                name="pledge_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("recipient", "fund"), _negated=True), ("gift", "money"), _connector="OR"),
                name="pledge_fund_takes_money",
                violation_error_message="进基金的只能是款，物资给村里或者直接到户",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("pledged_on__isnull", True),
                        ("pledged_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                        _connector="OR",
                    ),
                    models.Q(
                        ("due_on__isnull", True),
                        models.Q(("due_on__gte", models.F("pledged_on")), ("due_on__lte", datetime.date(2100, 12, 31))),
                        _connector="OR",
                    ),
                    ("pledged_on__gte", datetime.date(2000, 1, 1)),
                ),
                name="pledge_days",
                violation_error_message="承诺日期还没有到，或者期限早于承诺日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "what__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "terms__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "capacity__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "green_channel__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="pledge_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="of_the_choice",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM public.enterprises_modechoice c\n                WHERE c.id = NEW.choice_id AND c.mode = NEW.mode AND c.chosen_on <= NEW.pledged_on) THEN\n  RAISE EXCEPTION 'pledge is not of mode choice %', NEW.choice_id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'pledge_of_the_choice';\nEND IF;\nRETURN NEW;\n",
                    hash="f02ee938896f8294727c1bb3c0d5c9418b07ed58",
                    operation='INSERT OR UPDATE OF "choice_id", "mode", "pledged_on"',
                    pgid="pgtrigger_of_the_choice_b9d4c",
                    table="enterprises_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="not_below_delivered",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (SELECT COALESCE(SUM(COALESCE(d.amount, 0) + COALESCE(d.count, 0)), 0) FROM public.enterprises_delivery d\n     WHERE d.pledge_id = NEW.id AND d.state IN ('reported', 'confirmed'))\n   > COALESCE(NEW.amount, 0) + COALESCE(NEW.count, 0)\n   OR EXISTS (SELECT FROM public.enterprises_delivery d\n     WHERE d.pledge_id = NEW.id AND d.state IN ('reported', 'confirmed') AND d.delivered_on < NEW.pledged_on) THEN\n  RAISE EXCEPTION 'more was delivered than pledge % says, or earlier', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'pledge_not_below_delivered';\nEND IF;\nRETURN NEW;\n",
                    hash="496ed8ba4295bf20dd3a833c979100833be41700",
                    operation='UPDATE OF "amount", "count", "pledged_on"',
                    pgid="pgtrigger_not_below_delivered_c52db",
                    table="enterprises_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="mode_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."choice_id" IS DISTINCT FROM (NEW."choice_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0772ec3f675f764347f3d93d0ad150ee946fda97",
                    operation="UPDATE",
                    pgid="pgtrigger_mode_stays_10651",
                    table="enterprises_pledge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pledgeevent" ("amount", "capacity", "choice_id", "count", "deal", "due_on", "gift", "green_channel", "households_expected", "id", "mode", "monthly_pay", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_on", "purpose", "quantity", "quantity_unit", "recipient", "recorded_by_id", "terms", "village_income", "what") SELECT new_values."amount", new_values."capacity", new_values."choice_id", new_values."count", new_values."deal", new_values."due_on", new_values."gift", new_values."green_channel", new_values."households_expected", new_values."id", new_values."mode", new_values."monthly_pay", new_values."months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pledged_on", new_values."purpose", new_values."quantity", new_values."quantity_unit", new_values."recipient", new_values."recorded_by_id", new_values."terms", new_values."village_income", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aa0f1add0cce4490d168700649f37ad868496612",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3dad9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_pledge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pledgeevent" ("amount", "capacity", "choice_id", "count", "deal", "due_on", "gift", "green_channel", "households_expected", "id", "mode", "monthly_pay", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_on", "purpose", "quantity", "quantity_unit", "recipient", "recorded_by_id", "terms", "village_income", "what") SELECT new_values."amount", new_values."capacity", new_values."choice_id", new_values."count", new_values."deal", new_values."due_on", new_values."gift", new_values."green_channel", new_values."households_expected", new_values."id", new_values."mode", new_values."monthly_pay", new_values."months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pledged_on", new_values."purpose", new_values."quantity", new_values."quantity_unit", new_values."recipient", new_values."recorded_by_id", new_values."terms", new_values."village_income", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="284b4c9e8db7de619f46b3f51416250dc2f822fa",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bcabc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_pledge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_pledgeevent" ("amount", "capacity", "choice_id", "count", "deal", "due_on", "gift", "green_channel", "households_expected", "id", "mode", "monthly_pay", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_on", "purpose", "quantity", "quantity_unit", "recipient", "recorded_by_id", "terms", "village_income", "what") SELECT old_values."amount", old_values."capacity", old_values."choice_id", old_values."count", old_values."deal", old_values."due_on", old_values."gift", old_values."green_channel", old_values."households_expected", old_values."id", old_values."mode", old_values."monthly_pay", old_values."months", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pledged_on", old_values."purpose", old_values."quantity", old_values."quantity_unit", old_values."recipient", old_values."recorded_by_id", old_values."terms", old_values."village_income", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d756c97f2be65ea50a06cc7330fe8477ea553f97",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0e297",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_pledge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deliveryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4a274c8e7dedfaed81fa81f04e0e544d49a075b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_874c4",
                    table="enterprises_deliveryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("mode", "industry"),
                        ("amount__isnull", False),
                        ("basis", ""),
                        ("count__isnull", True),
                        ("quantity__isnull", True),
                        ("receipt_issuer", ""),
                        ("receipt_no", ""),
                        ("teacher", ""),
                    ),
                    models.Q(
                        ("mode", "trade"),
                        ("amount__isnull", False),
                        ("basis", ""),
                        ("count__isnull", True),
                        ("receipt_issuer", ""),
                        ("receipt_no", ""),
                        ("teacher", ""),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "employment"),
                        ("count__isnull", False),
                        ("amount__isnull", True),
                        ("basis", ""),
                        ("quantity__isnull", True),
                        ("receipt_issuer", ""),
                        ("receipt_no", ""),
                        ("teacher", ""),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "donation"),
                        ("amount__isnull", False),
                        ("count__isnull", True),
                        ("teacher", ""),
                        ("village_income__isnull", True),
                    ),
                    models.Q(
                        ("mode", "skills"),
                        ("count__isnull", False),
                        models.Q(("teacher", ""), _negated=True),
                        ("amount__isnull", True),
                        ("basis", ""),
                        ("quantity__isnull", True),
                        ("receipt_issuer", ""),
                        ("receipt_no", ""),
                        ("village_income__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="delivery_facts_of_its_mode",
                violation_error_message="每种方式有自己的数：投资、金额、岗位、人次，没有的不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("amount__range", (1, 100000000000)), _connector="OR"),
                    models.Q(("count__isnull", True), ("count__range", (1, 100000)), _connector="OR"),
                    models.Q(
                        ("village_income__isnull", True), ("village_income__range", (1, 100000000000)), _connector="OR"
                    ),
                    models.Q(("quantity__isnull", True), ("quantity__gt", 0), _connector="OR"),
                ),
                name="delivery_figures_range",
                violation_error_message="数要大于 0，没有就不填",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered_on__isnull", True),
                    ("delivered_on__range", (datetime.date(2000, 1, 1), villages.models.village.Today())),
                    _connector="OR",
                ),
                name="delivery_has_been",
                violation_error_message="兑现日期还没有到，写到位的那天",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basis__in", ["", "invoice", "market", "appraisal"]),
                    ("state__in", ["reported", "confirmed", "returned", "void"]),
                ),
                name="delivery_codes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(
                        ("answered_by__isnull", False),
                        ("answered_on__gte", models.F("delivered_on")),
                        ("answered_on__isnull", False),
                        ("reported_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="delivery_confirmed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_by", models.F("reported_by")), _negated=True),
                name="delivery_confirmed_by_another",
                violation_error_message="报的人不能自己确认，请村里或别的人确认",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_returned_with_reason",
                violation_error_message="写上为什么退回",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "void"), ("voided_on__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("state", "void"), _negated=True),
                        ("void_reason", ""),
                        ("voided_by__isnull", True),
                        ("voided_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="delivery_void_with_reason",
                violation_error_message="写上为什么作废",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt_issuer", ""), ("receipt_no", "")),
                    models.Q(
                        models.Q(("receipt_no", ""), _negated=True), models.Q(("receipt_issuer", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="delivery_receipt_has_issuer",
                violation_error_message="票据号和开票单位一起写",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{12}$")),
                name="delivery_code_shape",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
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
                            "teacher__regex",
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
                            "void_reason__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "receipt_no__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        (
                            "receipt_issuer__regex",
                            "(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]",
                        ),
                        _negated=True,
                    ),
                ),
                name="delivery_without_id_number",
                violation_error_message="里面有整个身份证号，会印到纸上，删掉再保存",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="goes_its_way",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'INSERT' THEN\n  IF NEW.state <> 'reported' THEN\n    RAISE EXCEPTION 'a delivery begins as reported'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goes_its_way';\n  END IF;\n  RETURN NEW;\nEND IF;\nIF NEW.state <> OLD.state AND NOT (\n     OLD.state = 'reported' AND NEW.state IN ('confirmed', 'returned', 'void')\n  OR OLD.state = 'returned' AND NEW.state IN ('reported', 'void')\n  OR OLD.state = 'confirmed' AND NEW.state = 'void') THEN\n  RAISE EXCEPTION 'delivery % cannot go from % to %', NEW.id, OLD.state, NEW.state\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goes_its_way';\nEND IF;\nIF OLD.state IN ('confirmed', 'void') AND\n   (to_jsonb(NEW) - '{state,voided_on,voided_by_id,void_reason}'::text[])\n   IS DISTINCT FROM (to_jsonb(OLD) - '{state,voided_on,voided_by_id,void_reason}'::text[]) THEN\n  RAISE EXCEPTION 'delivery % was confirmed', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_confirmed_stays';\nEND IF;\nIF OLD.state = 'void' THEN\n  RAISE EXCEPTION 'delivery % is void', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_confirmed_stays';\nEND IF;\nRETURN NEW;\n",
                    hash="34e8fa3112055ad9c2933e9519ff513e876e19e6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_goes_its_way_bf4be",
                    table="enterprises_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="within_the_pledge",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nDECLARE p RECORD;\nBEGIN\n  SELECT * INTO p FROM public.enterprises_pledge WHERE id = NEW.pledge_id FOR UPDATE;\n  IF p.mode IS DISTINCT FROM NEW.mode THEN\n    RAISE EXCEPTION 'pledge % is of another mode', NEW.pledge_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_of_the_pledge';\n  END IF;\n  IF NEW.state NOT IN ('reported', 'confirmed') THEN RETURN NEW; END IF;\n  IF NEW.delivered_on < p.pledged_on THEN\n    RAISE EXCEPTION 'delivered on % before pledge %', NEW.delivered_on, NEW.pledge_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_not_before_pledge';\n  END IF;\n  IF p.gift = 'goods' AND (NEW.basis = '' OR NEW.quantity IS NULL) THEN\n    RAISE EXCEPTION 'goods without quantity or without what their value rests on'\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_goods_have_basis';\n  END IF;\n  IF (SELECT COALESCE(SUM(COALESCE(d.amount, 0) + COALESCE(d.count, 0)), 0) FROM public.enterprises_delivery d\n       WHERE d.pledge_id = NEW.pledge_id AND d.id IS DISTINCT FROM NEW.id AND d.state IN ('reported', 'confirmed'))\n     + COALESCE(NEW.amount, 0) + COALESCE(NEW.count, 0) > COALESCE(p.amount, 0) + COALESCE(p.count, 0) THEN\n    RAISE EXCEPTION 'more than pledge % says', NEW.pledge_id\n      USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_within_pledge';\n  END IF;\n  RETURN NEW;\nEND;\n",
                    hash="ede528ff1d67b9231876167459b636e0aead7a1b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_within_the_pledge_a5d37",
                    table="enterprises_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="adds_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\nIF EXISTS (\n  SELECT FROM public.enterprises_delivery d JOIN public.enterprises_pledge p ON p.id = d.pledge_id\n   CROSS JOIN LATERAL (\n     SELECT count(*) AS n, COALESCE(SUM(b.amount), 0) AS amount, COALESCE(SUM(b.attendances), 0) AS attendances\n       FROM public.enterprises_beneficiary b WHERE b.delivery_id = d.id) s\n   WHERE d.id = NEW.id AND d.state IN ('reported', 'confirmed')\n     AND (d.mode = 'employment' AND s.n <> d.count OR d.mode = 'skills' AND s.attendances > d.count\n          OR s.amount > d.amount OR p.recipient = 'households' AND s.n = 0)) THEN\n  RAISE EXCEPTION 'delivery % does not add up', NEW.id\n    USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_adds_up';\nEND IF;\nRETURN NULL;\n",
                    hash="6888dd4abb147275ae68f6327c818904670f509e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adds_up_db7e5",
                    table="enterprises_delivery",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="pledge_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."pledge_id" IS DISTINCT FROM (NEW."pledge_id") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."code" IS DISTINCT FROM (NEW."code"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="ba1f5199ea8658a0850677b035c10fc29c2b0ca4",
                    operation="UPDATE",
                    pgid="pgtrigger_pledge_stays_355e8",
                    table="enterprises_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="no_deletes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="38d36bab553a414148094fd3a3a87c6173f3f23b",
                    operation="DELETE",
                    pgid="pgtrigger_no_deletes_f13ad",
                    table="enterprises_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryevent" ("amount", "answer", "answered_by_id", "answered_on", "basis", "code", "count", "delivered_on", "id", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "quantity", "receipt_issuer", "receipt_no", "reported_at", "reported_by_id", "state", "teacher", "village_income", "void_reason", "voided_by_id", "voided_on") SELECT new_values."amount", new_values."answer", new_values."answered_by_id", new_values."answered_on", new_values."basis", new_values."code", new_values."count", new_values."delivered_on", new_values."id", new_values."mode", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pledge_id", new_values."quantity", new_values."receipt_issuer", new_values."receipt_no", new_values."reported_at", new_values."reported_by_id", new_values."state", new_values."teacher", new_values."village_income", new_values."void_reason", new_values."voided_by_id", new_values."voided_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="95d2e26e305f8d41afd90226d257fbe654b5d2cf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bf862",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="enterprises_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryevent" ("amount", "answer", "answered_by_id", "answered_on", "basis", "code", "count", "delivered_on", "id", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "quantity", "receipt_issuer", "receipt_no", "reported_at", "reported_by_id", "state", "teacher", "village_income", "void_reason", "voided_by_id", "voided_on") SELECT new_values."amount", new_values."answer", new_values."answered_by_id", new_values."answered_on", new_values."basis", new_values."code", new_values."count", new_values."delivered_on", new_values."id", new_values."mode", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pledge_id", new_values."quantity", new_values."receipt_issuer", new_values."receipt_no", new_values."reported_at", new_values."reported_by_id", new_values."state", new_values."teacher", new_values."village_income", new_values."void_reason", new_values."voided_by_id", new_values."voided_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="638a7e23fa240e6a963cffb5946ecf63cdf54f5c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_259bf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="enterprises_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enterprises_deliveryevent" ("amount", "answer", "answered_by_id", "answered_on", "basis", "code", "count", "delivered_on", "id", "mode", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledge_id", "quantity", "receipt_issuer", "receipt_no", "reported_at", "reported_by_id", "state", "teacher", "village_income", "void_reason", "voided_by_id", "voided_on") SELECT old_values."amount", old_values."answer", old_values."answered_by_id", old_values."answered_on", old_values."basis", old_values."code", old_values."count", old_values."delivered_on", old_values."id", old_values."mode", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pledge_id", old_values."quantity", old_values."receipt_issuer", old_values."receipt_no", old_values."reported_at", old_values."reported_by_id", old_values."state", old_values."teacher", old_values."village_income", old_values."void_reason", old_values."voided_by_id", old_values."voided_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fde36868d5f55d4995703bb740ced70edc54da4f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_79725",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="enterprises_delivery",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pledgeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c63e2ba4092218e5196a0baeef997e202c55ee67",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_add38",
                    table="enterprises_pledgeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
