"""The one table of what rosters and pairing lists call their columns (domain §3.5).

Compared after `reading.normal`: spaces, line breaks and either kind of brackets make no difference, and a unit in
brackets may be left out. A variant that turns up in a real file is added here and nowhere else.
"""

from collections.abc import Mapping

from povertyplan.ui.sheets.reading import Layout

# field: (what people call it, other headings seen for it)
ROSTER: Mapping[str, tuple[str, ...]] = {
    "registry_no": ("户编号", "户编码", "户号", "贫困户编号", "家庭编号", "户ID", "贫困户编码", "户编号（系统）"),
    "member_no": ("人编号", "人编码", "人员编号", "成员编号", "人ID", "贫困人口编号"),
    "name": ("姓名", "成员姓名", "家庭成员姓名", "贫困人口姓名", "人员姓名"),
    "id_number": (
        "证件号码",
        "证件号",
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "公民身份证号码",
        "身份证（残疾证）号码",
        "身份证或残疾证号",
        "居民身份证号码",
    ),
    "relation": ("与户主关系", "户主关系", "与户主的关系", "家庭关系", "关系"),
    "village": ("行政村", "村", "村名", "所在村", "行政村名称", "行政村（社区）", "村（社区）", "村委会", "村居"),
    "hamlet": ("自然村（组）", "自然村", "组", "村民小组", "小组", "自然村组", "自然村/组", "组别", "村组"),
    "gender": ("性别",),
    "birth_date": ("出生日期", "出生年月日", "生日"),
    "size": ("家庭人口", "人数", "家庭人数", "人口数", "家庭人口数", "户人口", "户人数", "家庭成员数", "年末家庭人口"),
    "ethnicity": ("民族",),
    "politics": ("政治面貌",),
    "education": ("文化程度", "学历", "受教育程度"),
    "school_status": ("在校生状况", "在校生情况", "在校状况", "在校情况"),
    "health": ("健康状况", "身体状况", "健康情况"),
    "labour_ability": ("劳动技能", "劳动能力", "劳动力状况", "劳动力类型"),
    "work_area": ("务工状况", "务工区域", "务工情况"),
    "months_worked": ("务工时间（月）", "务工月数", "务工时长（月）", "外出务工时间（月）", "务工时间（月数）"),
    "has_medical_insurance": (
        "是否参加城乡居民基本医疗保险",
        "是否参加基本医疗保险",
        "是否参加新农合",
        "是否参加新型农村合作医疗",
        "是否参加城乡居民基本医疗",
        "参加基本医疗",
    ),
    "has_critical_illness_cover": (
        "是否参加大病医疗",
        "是否参加大病保险",
        "参加大病医疗",
        "参加大病保险",
        "是否参加大病医疗保险",
    ),
    "has_pension": (
        "是否参加城乡居民基本养老保险",
        "是否参加养老保险",
        "是否参加城乡居民养老保险",
        "是否参加新农保",
        "参加养老保险",
    ),
    "member_phone": ("人联系电话", "本人电话", "个人电话", "本人联系电话", "成员电话"),
    "poverty_status": ("脱贫属性", "脱贫状态", "脱贫情况", "贫困状态"),
    "lifted_year": ("脱贫年度", "脱贫年份", "脱贫时间", "脱贫年"),
    "planned_lift_year": ("计划脱贫年度", "拟脱贫年度", "计划脱贫时间", "计划脱贫年份"),
    "relapsed_year": ("返贫年度", "返贫年份", "返贫时间"),
    "category": ("贫困户属性", "贫困属性", "户属性", "贫困户类型", "贫困类型"),
    "main_cause": ("主要致贫原因", "致贫原因", "致贫原因1", "主要原因", "首要致贫原因", "致贫主要原因"),
    "other_causes": ("其他致贫原因", "其它致贫原因", "次要致贫原因", "致贫原因2", "其他原因"),
    "is_dilapidated": ("是否危房户", "危房户", "是否危房", "是否为危房户"),
    "housing_grade": ("危房级别", "房屋级别", "危房等级", "住房等级"),
    "housing_area": ("住房面积（平方米）", "房屋面积", "住房面积（㎡）"),
    "has_safe_water": (
        "是否解决安全饮用水",
        "是否解决饮水安全",
        "饮水安全",
        "是否饮水安全",
        "安全饮用水",
        "饮水是否安全",
    ),
    "access_road": ("入户路类型", "入户路", "入户道路类型"),
    "fuel": ("主要燃料类型", "主要燃料", "燃料类型"),
    "farmland": ("耕地面积（亩）", "耕地", "耕地（亩）"),
    "forest": ("林地面积（亩）", "林地", "林地（亩）"),
    "returned_farmland": ("退耕还林面积（亩）", "退耕还林", "退耕还林（亩）"),
    "reported_income": (
        "人均纯收入（元）",
        "人均纯收入",
        "年人均纯收入",
        "家庭人均纯收入",
        "年人均纯收入（元）",
        "上年度人均纯收入",
    ),
    "phone": ("联系电话", "户联系电话", "电话", "手机号", "手机号码", "联系方式", "户主电话", "户主联系电话"),
    "identified_year": ("识别年度", "识别时间", "首次识别时间", "识别年份", "建档年度", "建档立卡年度", "建档时间"),
    "identification_standard": ("识别标准",),
    "is_relocated": ("是否易地搬迁户", "是否易地扶贫搬迁户", "是否搬迁户", "易地搬迁户"),
    "data_date": ("数据日期", "数据时间", "截止日期", "截至日期"),
}

HELPERS: Mapping[str, tuple[str, ...]] = {
    "registry_no": ROSTER["registry_no"],
    "helper_name": (
        "帮扶责任人",
        "责任人",
        "帮扶责任人姓名",
        "责任人姓名",
        "帮扶人",
        "帮扶人姓名",
        "帮扶干部",
        "帮扶干部姓名",
        "结对干部",
    ),
    "since": ("开始日期", "帮扶开始时间", "帮扶开始日期", "开始时间", "结对开始日期", "结对日期", "结对时间"),
    "until": ("结束日期", "帮扶结束时间", "帮扶结束日期", "结束时间", "结对结束日期"),
    "head_name": ("户主姓名", "户主", "贫困户姓名", "贫困户户主", "贫困户"),
    "village": ROSTER["village"],
    "gender": ("性别", "责任人性别", "帮扶人性别"),
    "politics": ("政治面貌",),
    "organisation": ("单位", "帮扶单位", "工作单位", "单位名称", "帮扶单位名称", "责任人单位", "所在单位"),
    "organisation_level": ("单位隶属关系", "隶属关系", "帮扶单位隶属关系"),
    "duty": ("职务", "单位职务", "职务职级", "责任人职务"),
    "phone": (
        "联系电话",
        "电话",
        "手机",
        "手机号",
        "手机号码",
        "责任人电话",
        "责任人联系电话",
        "联系方式",
        "帮扶人电话",
    ),
    "address": ("单位地址", "地址", "通讯地址", "单位住址"),
    "is_resident": ("是否驻村", "驻村", "是否驻村工作队员", "是否驻村干部"),
}


ROSTER_LAYOUT = Layout.of(
    ROSTER,
    required={"registry_no", "name", "id_number", "relation", "village"},
    identity={"registry_no", "name", "id_number"},
)
HELPERS_LAYOUT = Layout.of(
    HELPERS,
    required={"registry_no", "helper_name", "since"},
    identity={"registry_no", "helper_name", "phone"},
)
