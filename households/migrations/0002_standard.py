"""The standard 一有、两不愁、四保障 as data. Its exact wording was not found in a public source: 待核对."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "一有两不愁四保障"
CRITERIA = (
    ("income", "一有", "稳定收入", "收", "有稳定的收入来源，年人均纯收入稳定超过当年扶贫标准"),
    ("food", "两不愁", "不愁吃", "吃", "口粮不愁，主食细粮有保障，喝上安全水"),
    ("clothing", "两不愁", "不愁穿", "穿", "四季有换洗衣被"),
    ("education", "四保障", "义务教育", "教", "适龄孩子都在校，没有因贫失学辍学"),
    ("medical", "四保障", "基本医疗", "医", "全家参加基本医疗保险，大病有救助"),
    ("housing", "四保障", "住房安全", "住", "住房为 A、B 级，或 C、D 级已改造、已搬迁"),
    ("pension", "四保障", "养老保障", "养", "符合条件的成员参加养老保险，该享受低保、特困供养的已享受"),
)


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    standard = apps.get_model("households", "StandardSet").objects.create(
        name=NAME,
        level="省",
        valid_from=date(2016, 1, 1),
        source="湖北省精准扶贫有关文件，原文待核对",
        is_confirmed=False,
    )
    Criterion = apps.get_model("households", "Criterion")
    Criterion.objects.bulk_create(
        Criterion(standard=standard, position=n, code=code, group=group, name=name, mark=mark, text=text)
        for n, (code, group, name, mark, text) in enumerate(CRITERIA, start=1)
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("households", "Criterion").objects.filter(standard__name=NAME).delete()
    apps.get_model("households", "StandardSet").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = (("households", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
