"""What rosters write for a coded value. Codes are never read by number: systems number some lists differently."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices

from households.codes import (
    AccessRoad,
    Category,
    Education,
    Ethnicity,
    Fuel,
    Gender,
    Health,
    HousingGrade,
    IdentificationStandard,
    LabourAbility,
    OrganisationLevel,
    Politics,
    PovertyCause,
    PovertyStatus,
    Relation,
    SchoolStatus,
    WorkArea,
)
from povertyplan.ui.sheets.reading import normal

_SEPARATORS = re.compile(r"[、，,；;/|+\s]+|且|和")


class Labels:
    """One code table with its national labels and the other wordings seen for them."""

    def __init__(self, choices: type[TextChoices], others: Mapping[Any, Iterable[str]] | None = None) -> None:
        self.choices = choices
        self._codes = {normal(label): str(code) for code, label in choices.choices}
        for code, wordings in (others or {}).items():
            self._codes.update({normal(wording): str(code) for wording in wordings})

    def code(self, text: str) -> str | None:
        return self._codes.get(normal(text))

    def codes(self, text: str) -> tuple[list[str], list[str]]:
        """Of a cell with several values: the codes in order, each once, and the words that are not known."""
        if whole := self.code(text):
            return [whole], []
        words = [word for word in _SEPARATORS.split(text.strip()) if word]
        known = [code for word in words if (code := self.code(word))]
        return list(dict.fromkeys(known)), [word for word in words if self.code(word) is None]

    def advice(self, text: str) -> str:
        """What might be meant, else what may be written."""
        close = difflib.get_close_matches(normal(text), self._codes, n=1, cutoff=0.5)
        if close:
            return f"是不是“{self.choices(self._codes[close[0]]).label}”？"
        labels = [str(label) for label in self.choices.labels]
        return "可填：" + "、".join(labels[:8]) + ("等" if len(labels) > 8 else "")


_RELATIONS = {
    Relation.HEAD: ("本人", "本人或户主", "户主本人"),
    Relation.SPOUSE: ("妻子", "丈夫", "之妻", "之夫", "妻", "夫", "夫妻"),
    Relation.SON: ("子", "儿子", "长子", "次子", "三子", "独生子", "之长子", "之次子", "养子", "继子"),
    Relation.DAUGHTER: ("女", "女儿", "长女", "次女", "三女", "独生女", "之长女", "之次女", "养女", "继女"),
    Relation.DAUGHTER_IN_LAW: ("儿媳", "媳妇", "子媳"),
    Relation.SON_IN_LAW: ("女婿",),
    Relation.GRANDSON: ("孙子", "孙"),
    Relation.GRANDDAUGHTER: ("孙女",),
    Relation.DAUGHTERS_SON: ("外孙子", "外孙", "之外孙"),
    Relation.DAUGHTERS_DAUGHTER: ("外孙女",),
    Relation.FATHER: ("父亲", "父"),
    Relation.MOTHER: ("母亲", "母"),
    Relation.WIFES_FATHER: ("岳父",),
    Relation.WIFES_MOTHER: ("岳母",),
    Relation.HUSBANDS_FATHER: ("公公",),
    Relation.HUSBANDS_MOTHER: ("婆婆",),
    Relation.GRANDFATHER: ("祖父", "爷爷"),
    Relation.GRANDMOTHER: ("祖母", "奶奶"),
    Relation.MATERNAL_GRANDFATHER: ("外祖父", "外公"),
    Relation.MATERNAL_GRANDMOTHER: ("外祖母", "外婆"),
    Relation.SIBLING: (
        *("兄弟姐妹", "兄弟", "姐妹", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹"),
        *("之兄弟", "之姐妹", "之兄", "之弟", "之姐", "之妹"),
    ),
    Relation.OTHER: ("其他亲属", "其它", "之侄子", "之侄女", "侄子", "侄女", "之叔伯", "之儿媳妇", "之姑姑", "非亲属"),
}

LABELS: Mapping[str, Labels] = {
    "category": Labels(
        Category,
        {
            Category.ORDINARY: ("一般户", "一般贫困", "一般", "扶贫户", "一般农户", "扶贫开发户"),
            Category.DIBAO: ("低保户", "低保", "低保贫困", "扶贫低保户", "最低生活保障户", "扶贫和低保户"),
            Category.WUBAO: (
                *("五保户", "五保", "五保贫困", "特困供养", "特困供养户", "特困户", "特困供养贫困户"),
                *("特困人员", "特困供养人员", "分散供养", "集中供养", "五保贫困户(特困供养)"),
            ),
        },
    ),
    "poverty_status": Labels(
        PovertyStatus,
        {
            PovertyStatus.IN_POVERTY: ("未脱贫户", "贫困", "贫困户", "未脱贫(含返贫)", "在册"),
            PovertyStatus.PROPOSED: ("预脱贫户", "拟脱贫"),
            PovertyStatus.LIFTED: ("脱贫", "脱贫户", "已脱贫户", "已脱贫(享受政策)", "稳定脱贫", "已脱贫(不享受政策)"),
            PovertyStatus.RELAPSED: ("返贫户", "脱贫返贫"),
        },
    ),
    "identification_standard": Labels(
        IdentificationStandard,
        {
            IdentificationStandard.NATIONAL: ("国标", "国家"),
            IdentificationStandard.PROVINCIAL: ("省标", "省级标准", "省"),
            IdentificationStandard.PREFECTURAL: ("市标", "市级标准", "市"),
        },
    ),
    "main_cause": Labels(
        PovertyCause,
        {
            PovertyCause.ILLNESS: ("因病致贫", "疾病", "患病"),
            PovertyCause.DISABILITY: ("因残致贫", "残疾"),
            PovertyCause.SCHOOLING: ("因学致贫", "上学"),
            PovertyCause.DISASTER: ("因灾致贫", "灾害"),
            PovertyCause.LAND: ("缺少土地", "缺地"),
            PovertyCause.WATER: ("缺少水源",),
            PovertyCause.SKILLS: ("缺少技术", "缺技能"),
            PovertyCause.LABOUR: ("缺劳动力", "缺少劳动力", "缺少劳力", "无劳动力", "缺乏劳动力"),
            PovertyCause.FUNDS: ("缺少资金", "缺钱"),
            PovertyCause.TRAFFIC: ("交通落后", "交通不便", "交通条件差"),
            PovertyCause.MOTIVATION: (
                "自身发展力不足",
                "自身动力不足",
                "内生动力不足",
                "自身发展能力不足",
                "发展动力不足",
            ),
            PovertyCause.MARRIAGE: ("因婚致贫",),
            PovertyCause.BEREAVEMENT: ("因丧致贫",),
            PovertyCause.OTHER: ("其它", "其他原因"),
        },
    ),
    "gender": Labels(Gender, {Gender.MALE: ("男性",), Gender.FEMALE: ("女性",)}),
    "relation": Labels(Relation, _RELATIONS),
    "ethnicity": Labels(
        Ethnicity, {code: (label.removesuffix("族"),) for code, label in Ethnicity.choices if len(label) > 2}
    ),
    "politics": Labels(
        Politics,
        {
            Politics.PARTY_MEMBER: ("党员", "共产党员", "中国共产党党员"),
            Politics.PROBATIONARY: ("预备党员",),
            Politics.LEAGUE_MEMBER: ("团员", "共青团员(团员)"),
            Politics.NON_PARTY: ("无党派", "无党派民主人士"),
            Politics.MASSES: ("普通公民", "普通居民", "一般群众"),
        },
    ),
    "education": Labels(
        Education,
        {
            Education.ILLITERATE: ("文盲半文盲", "文盲", "半文盲", "文盲、半文盲", "文盲/半文盲"),
            Education.PRIMARY: ("小学文化",),
            Education.JUNIOR: ("初中文化", "中学"),
            Education.SENIOR: ("高中文化", "中专", "高中(中专)", "高中或中专", "中职", "技校"),
            Education.COLLEGE: ("大专", "大专以上", "本科", "大学", "大专或以上", "大学本科", "本科及以上", "研究生"),
            Education.PRESCHOOL: ("学龄前", "未上学"),
        },
    ),
    "school_status": Labels(
        SchoolStatus,
        {
            SchoolStatus.NONE: ("非在校", "否", "不在校", "未上学", "学龄前儿童"),
            SchoolStatus.PRESCHOOL: ("幼儿园", "学前班", "学前"),
            SchoolStatus.GRADE_7: ("初一", "初中一年级"),
            SchoolStatus.GRADE_8: ("初二", "初中二年级"),
            SchoolStatus.GRADE_9: ("初三", "初中三年级"),
            SchoolStatus.SENIOR_1: ("高一", "普通高中一年级"),
            SchoolStatus.SENIOR_2: ("高二", "普通高中二年级"),
            SchoolStatus.SENIOR_3: ("高三", "普通高中三年级"),
            SchoolStatus.VOCATIONAL_1: ("中职一",),
            SchoolStatus.VOCATIONAL_2: ("中职二",),
            SchoolStatus.VOCATIONAL_3: ("中职三",),
            SchoolStatus.HIGHER_VOCATIONAL_1: ("高职一",),
            SchoolStatus.HIGHER_VOCATIONAL_2: ("高职二",),
            SchoolStatus.HIGHER_VOCATIONAL_3: ("高职三",),
            SchoolStatus.COLLEGE: ("大专及以上在校", "大学", "大专", "本科"),
        },
    ),
    "health": Labels(
        Health,
        {
            Health.HEALTHY: ("健康或良好", "良好", "正常"),
            Health.CHRONIC: ("慢性病", "慢病", "长期患病", "患慢性病", "患有长期慢性病"),
            Health.SERIOUS: ("大病", "重病", "患大病", "患重病", "重大疾病"),
            Health.DISABLED: ("残疾人", "有残疾"),
        },
    ),
    "labour_ability": Labels(
        LabourAbility,
        {
            LabourAbility.ORDINARY: ("普通劳动", "普通"),
            LabourAbility.SKILLED: ("技能劳动", "技能", "技术劳动力"),
            LabourAbility.LOST: ("丧失劳动能力", "丧失"),
            LabourAbility.NONE: ("无劳动能力", "无"),
            LabourAbility.WEAK: ("弱劳动力", "半劳动力", "弱劳力", "半劳力", "弱、半劳动力", "弱劳动力半劳动力"),
        },
    ),
    "work_area": Labels(
        WorkArea,
        {
            WorkArea.TOWNSHIP: ("乡镇内", "镇内", "乡内"),
            WorkArea.COUNTY: ("乡镇外县内", "县内", "乡外县内", "县内乡外", "县域内"),
            WorkArea.PROVINCE: ("县外", "省内", "省内县外"),
            WorkArea.ELSEWHERE: ("外省", "省外务工"),
            WorkArea.OTHER: ("其它",),
        },
    ),
    "housing_grade": Labels(HousingGrade, {grade: (grade, f"{grade}级危房", f"危房{grade}") for grade in "ABCD"}),
    "access_road": Labels(
        AccessRoad,
        {
            AccessRoad.DIRT: ("土路", "泥路"),
            AccessRoad.GRAVEL: ("石子路", "沙石路"),
            AccessRoad.CONCRETE: ("硬化路", "水泥"),
            AccessRoad.ASPHALT: ("柏油路", "沥青"),
        },
    ),
    "fuel": Labels(
        Fuel,
        {
            Fuel.WOOD: ("柴", "木柴", "柴禾"),
            Fuel.COAL: ("煤",),
            Fuel.CLEAN: ("电", "燃气", "液化气", "天然气", "沼气"),
            Fuel.OTHER: ("其它",),
        },
    ),
    "organisation_level": Labels(
        OrganisationLevel,
        {
            OrganisationLevel.CENTRAL: ("中央单位", "央企"),
            OrganisationLevel.PROVINCE: ("省直", "省级", "省属"),
            OrganisationLevel.PREFECTURE: ("市直", "市级", "市属"),
            OrganisationLevel.COUNTY: ("县直", "县级", "县(市、区)", "区", "区直", "县(区)"),
            OrganisationLevel.TOWNSHIP: ("乡", "镇", "乡级", "乡镇级", "乡(镇)", "办事处", "街道"),
            OrganisationLevel.ARMY: ("军队",),
            OrganisationLevel.VILLAGE: ("村",),
        },
    ),
}
