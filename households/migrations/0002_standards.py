"""The shipped standards and poverty lines, data with a source. What was not found in a public source is 待核对."""

from datetime import date
from decimal import Decimal

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST_DAY = date(2016, 1, 1)
FOUR = "一有两不愁四保障"
THREE = "两不愁三保障"
DELISTING = "贫困村出列指标"

INCOME = (
    "income",
    "一有",
    "稳定收入",
    "收",
    "有稳定的收入来源，年人均纯收入稳定超过当年扶贫标准",
    "text",
    "income_above_line",
)
FOUR_POINTS = (
    INCOME,
    ("food", "两不愁", "不愁吃", "吃", "口粮不愁，主食细粮有保障，喝上安全水", "text", "safe_water"),
    ("clothing", "两不愁", "不愁穿", "穿", "四季有换洗衣被", "text", ""),
    ("education", "四保障", "义务教育", "教", "适龄孩子都在校，没有因贫失学辍学", "text", "children_in_school"),
    ("medical", "四保障", "基本医疗", "医", "全家参加基本医疗保险，大病有救助", "text", "all_insured"),
    ("housing", "四保障", "住房安全", "住", "住房为 A、B 级，或 C、D 级已改造、已搬迁", "photo", "safe_house"),
    (
        "pension",
        "四保障",
        "养老保障",
        "养",
        "符合条件的成员参加养老保险，该享受低保、特困供养的已享受",
        "text",
        "pension_covered",
    ),
)
THREE_POINTS = (
    ("income", "一超过", "稳定收入", "收", "年人均纯收入稳定超过国家扶贫标准", "text", "income_above_line"),
    ("food", "两不愁", "不愁吃", "吃", "吃不愁，含饮水安全", "text", "safe_water"),
    ("clothing", "两不愁", "不愁穿", "穿", "穿不愁", "text", ""),
    ("education", "三保障", "义务教育", "教", "义务教育有保障", "text", "children_in_school"),
    ("medical", "三保障", "基本医疗", "医", "基本医疗有保障", "text", "all_insured"),
    ("housing", "三保障", "住房安全", "住", "住房安全有保障", "photo", "safe_house"),
)
# Each with its bounds (least, most, the figure to reach) in the order of the model.
REQUIREMENTS = (
    ("collective_income", Decimal(50_000), None, "", "有村集体经济收入，每年不少于 5 万元"),
    ("hard_road_groups", None, None, "groups", "村民小组都通硬化路"),
    ("unsafe_water_households", None, Decimal(0), "", "没有饮水不安全的户"),
    ("dilapidated_households", None, Decimal(0), "", "没有住危房的户"),
    ("clinics", Decimal(1), None, "", "有标准化卫生室"),
    ("bus", Decimal(1), None, "", "通客运班车"),
    ("broadband", Decimal(1), None, "", "通宽带"),
    ("culture_rooms", Decimal(1), None, "", "有文化室"),
    ("cooperatives", Decimal(1), None, "", "有带动贫困户的专业合作社"),
)
# 元 a person and year. Three series circulate; all are right for someone (domain §1.3).
EXIT_LINE = "2800 元（2014）每年递增 6%"
LINES = {
    "国家统计局现价标准": {2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218, 2020: 4000},
    EXIT_LINE: {2014: 2800, 2015: 2968, 2016: 3146, 2017: 3335, 2018: 3535, 2019: 3747},
    "2855 元（2015）每年递增 6%": {2015: 2855, 2016: 3026, 2017: 3208, 2018: 3400, 2019: 3604},
}


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _household_standard(apps, FOUR, "省", "湖北省精准扶贫有关文件，原文待核对", FOUR_POINTS, in_use=True)
    _household_standard(
        apps,
        THREE,
        "国家",
        "厅字〔2016〕16号《关于建立贫困退出机制的意见》，分项文字待核对",
        THREE_POINTS,
        in_use=False,
    )
    _village_standard(apps)
    PovertyLine = apps.get_model("households", "PovertyLine")
    for series, amounts in LINES.items():
        for year, yuan in amounts.items():
            PovertyLine.objects.create(
                year=year,
                series=series,
                amount=yuan * 100,
                source="公开资料整理，待核对当年文件",
                is_in_use=series == EXIT_LINE,
            )


def _household_standard(apps, name, level, source, points, *, in_use):
    StandardSet = apps.get_model("households", "StandardSet")
    Criterion = apps.get_model("households", "Criterion")
    StandardPoint = apps.get_model("households", "StandardPoint")
    standard = StandardSet.objects.create(kind="household", name=name, level=level, valid_from=FIRST_DAY, source=source)
    for position, (code, group, short, mark, text, evidence, rule) in enumerate(points, start=1):
        criterion = Criterion.objects.create(
            code=code, group=group, name=short, mark=mark, text=text, evidence_kind=evidence, rule=rule
        )
        StandardPoint.objects.create(standard=standard, criterion=criterion, position=position)
    if in_use:
        StandardSet.objects.filter(pk=standard.pk).update(adopted_on=FIRST_DAY)


def _village_standard(apps):
    StandardSet = apps.get_model("households", "StandardSet")
    standard = StandardSet.objects.create(
        kind="village",
        name=DELISTING,
        level="省",
        valid_from=FIRST_DAY,
        source="厅字〔2016〕16号（贫困发生率中部低于 2%）；其余指标按国家系统字段列出，省定“九有”原文待核对",
        incidence_limit=Decimal("0.02"),
    )
    Requirement = apps.get_model("households", "Requirement")
    for position, (indicator, least, most, whole, text) in enumerate(REQUIREMENTS, start=1):
        Requirement.objects.create(
            standard=standard, position=position, indicator=indicator, least=least, most=most, whole=whole, text=text
        )
    StandardSet.objects.filter(pk=standard.pk).update(adopted_on=FIRST_DAY)


class Migration(migrations.Migration):
    dependencies = (("households", "0001_initial"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
