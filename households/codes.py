"""National codes of the poverty registry (建档立卡), values as in its code tables (domain §3.2).

Rosters are read by label, never by number: the systems of the field number some lists differently.
"""

from django.db.models import TextChoices


class Category(TextChoices):
    """贫困户属性."""

    ORDINARY = "1", "一般贫困户"
    DIBAO = "2", "低保贫困户"
    WUBAO = "3", "五保贫困户"


class PovertyStatus(TextChoices):
    """脱贫属性."""

    IN_POVERTY = "in_poverty", "未脱贫"
    PROPOSED = "proposed", "预脱贫"
    LIFTED = "lifted", "已脱贫"
    RELAPSED = "relapsed", "返贫"


# Households that still have to reach the standard: 预脱贫 is not out until the exit is announced.
REMAINING = (PovertyStatus.IN_POVERTY, PovertyStatus.PROPOSED, PovertyStatus.RELAPSED)


class IdentificationStandard(TextChoices):
    """识别标准."""

    NATIONAL = "1", "国家标准"
    PROVINCIAL = "2", "省定标准"
    PREFECTURAL = "3", "市定标准"


class PovertyCause(TextChoices):
    """致贫原因."""

    ILLNESS = "01", "因病"
    DISABILITY = "02", "因残"
    SCHOOLING = "03", "因学"
    DISASTER = "04", "因灾"
    LAND = "05", "缺土地"
    WATER = "06", "缺水"
    SKILLS = "07", "缺技术"
    LABOUR = "08", "缺劳力"
    FUNDS = "09", "缺资金"
    TRAFFIC = "10", "交通条件落后"
    MOTIVATION = "11", "自身发展动力不足"
    MARRIAGE = "12", "因婚"
    BEREAVEMENT = "13", "因丧"
    OTHER = "99", "其他"


class Gender(TextChoices):
    MALE = "1", "男"
    FEMALE = "2", "女"


class Relation(TextChoices):
    """与户主关系."""

    HEAD = "01", "户主"
    SPOUSE = "02", "配偶"
    SON = "03", "之子"
    DAUGHTER = "04", "之女"
    DAUGHTER_IN_LAW = "05", "之儿媳"
    SON_IN_LAW = "06", "之女婿"
    GRANDSON = "07", "之孙子"
    GRANDDAUGHTER = "08", "之孙女"
    DAUGHTERS_SON = "09", "之外孙子"
    DAUGHTERS_DAUGHTER = "10", "之外孙女"
    FATHER = "11", "之父"
    MOTHER = "12", "之母"
    WIFES_FATHER = "13", "之岳父"
    WIFES_MOTHER = "14", "之岳母"
    HUSBANDS_FATHER = "15", "之公公"
    HUSBANDS_MOTHER = "16", "之婆婆"
    GRANDFATHER = "17", "之祖父"
    GRANDMOTHER = "18", "之祖母"
    MATERNAL_GRANDFATHER = "19", "之外祖父"
    MATERNAL_GRANDMOTHER = "20", "之外祖母"
    SIBLING = "21", "之兄弟姐妹"
    OTHER = "99", "其他"


class Education(TextChoices):
    """文化程度."""

    ILLITERATE = "01", "文盲或半文盲"
    PRIMARY = "02", "小学"
    JUNIOR = "03", "初中"
    SENIOR = "04", "高中"
    COLLEGE = "05", "大专及以上"
    PRESCHOOL = "06", "学龄前儿童"


class SchoolStatus(TextChoices):
    """在校生状况."""

    NONE = "01", "非在校生"
    PRESCHOOL = "02", "学前教育"
    PRIMARY = "03", "小学"
    GRADE_7 = "04", "七年级"
    GRADE_8 = "05", "八年级"
    GRADE_9 = "06", "九年级"
    SENIOR_1 = "07", "高中一年级"
    SENIOR_2 = "08", "高中二年级"
    SENIOR_3 = "09", "高中三年级"
    VOCATIONAL_1 = "10", "中职一年级"
    VOCATIONAL_2 = "11", "中职二年级"
    VOCATIONAL_3 = "12", "中职三年级"
    HIGHER_VOCATIONAL_1 = "13", "高职一年级"
    HIGHER_VOCATIONAL_2 = "14", "高职二年级"
    HIGHER_VOCATIONAL_3 = "15", "高职三年级"
    COLLEGE = "16", "大专及以上"


class Health(TextChoices):
    """健康状况; really several at once, so it is kept as a set and 健康 stands alone."""

    HEALTHY = "01", "健康"
    CHRONIC = "02", "长期慢性病"
    SERIOUS = "03", "患有大病"
    DISABLED = "04", "残疾"


class LabourAbility(TextChoices):
    """劳动技能."""

    ORDINARY = "01", "普通劳动力"
    SKILLED = "02", "技能劳动力"
    LOST = "03", "丧失劳动力"
    NONE = "04", "无劳动力"
    WEAK = "05", "弱劳动力或半劳动力"


CAN_WORK = (LabourAbility.ORDINARY, LabourAbility.SKILLED, LabourAbility.WEAK)


class WorkArea(TextChoices):
    """务工状况."""

    TOWNSHIP = "01", "乡（镇）内"
    COUNTY = "02", "乡（镇）外县内"
    PROVINCE = "03", "县外省内"
    ELSEWHERE = "04", "省外"
    OTHER = "99", "其他"


class Politics(TextChoices):
    """政治面貌 (GB/T 4762)."""

    PARTY_MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "中共预备党员"
    LEAGUE_MEMBER = "03", "共青团员"
    RCCK = "04", "民革党员"
    CDL = "05", "民盟盟员"
    CNDCA = "06", "民建会员"
    CAPD = "07", "民进会员"
    CPWDP = "08", "农工党党员"
    ZGD = "09", "致公党党员"
    JIUSAN = "10", "九三学社社员"
    TDSL = "11", "台盟盟员"
    NON_PARTY = "12", "无党派人士"
    MASSES = "13", "群众"


class HousingGrade(TextChoices):
    """危房级别."""

    A = "A", "A 级"
    B = "B", "B 级"
    C = "C", "C 级"
    D = "D", "D 级"


class AccessRoad(TextChoices):
    """入户路类型."""

    DIRT = "1", "泥土路"
    GRAVEL = "2", "砂石路"
    CONCRETE = "3", "水泥路"
    ASPHALT = "4", "沥青路"


class Fuel(TextChoices):
    """主要燃料."""

    WOOD = "1", "柴草"
    DUNG = "2", "干畜粪"
    COAL = "3", "煤炭"
    CLEAN = "4", "清洁能源"
    OTHER = "5", "其他"


class OrganisationLevel(TextChoices):
    """单位隶属关系."""

    CENTRAL = "01", "中央"
    PROVINCE = "02", "省"
    PREFECTURE = "03", "市"
    COUNTY = "04", "县"
    TOWNSHIP = "05", "乡镇"
    ARMY = "06", "部队"
    OTHER = "07", "其他"
    VILLAGE = "08", "村级"


class LeaveReason(TextChoices):
    """人员减少原因."""

    DEATH = "1", "死亡"
    MARRIED_OUT = "2", "嫁出"
    EMIGRATED = "3", "出国定居"
    IMPRISONED = "4", "判刑收监"
    MOVED = "5", "其他转出"


class MeasureKind(TextChoices):
    """帮扶措施 by the groups of the measures card (domain §4)."""

    INDUSTRY = "industry", "产业扶持"
    EMPLOYMENT = "employment", "就业帮扶"
    PUBLIC_POST = "public_post", "公益岗位"
    RELOCATION = "relocation", "易地搬迁"
    EDUCATION = "education", "教育资助"
    HEALTH = "health", "健康扶贫"
    HOUSING = "housing", "危房改造"
    FINANCE = "finance", "金融扶持"
    LIVING = "living", "生活条件"
    SECURITY = "security", "综合保障"
    MOTIVATION = "motivation", "扶志扶智"
    ECOLOGY = "ecology", "生态补偿"
    DONATION = "donation", "捐赠帮扶"
    OTHER = "other", "其他"


class MeasureState(TextChoices):
    PLANNED = "planned", "计划中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已停止"


class CheckState(TextChoices):
    """State of one criterion of one household. 未核 is not a pass (R1.2)."""

    MET = "met", "达标"
    NOT_MET = "not_met", "未达标"
    NOT_APPLICABLE = "not_applicable", "不适用"
    UNCHECKED = "unchecked", "未核"


# What counts as reached; 未核 never does.
PASSING = (CheckState.MET, CheckState.NOT_APPLICABLE)


class Ethnicity(TextChoices):
    """民族, GB/T 3304."""

    HAN = "01", "汉族"
    MONGOL = "02", "蒙古族"
    HUI = "03", "回族"
    TIBETAN = "04", "藏族"
    UYGHUR = "05", "维吾尔族"
    MIAO = "06", "苗族"
    YI = "07", "彝族"
    ZHUANG = "08", "壮族"
    BUYI = "09", "布依族"
    KOREAN = "10", "朝鲜族"
    MANCHU = "11", "满族"
    DONG = "12", "侗族"
    YAO = "13", "瑶族"
    BAI = "14", "白族"
    TUJIA = "15", "土家族"
    HANI = "16", "哈尼族"
    KAZAK = "17", "哈萨克族"
    DAI = "18", "傣族"
    LI = "19", "黎族"
    LISU = "20", "傈僳族"
    VA = "21", "佤族"
    SHE = "22", "畲族"
    GAOSHAN = "23", "高山族"
    LAHU = "24", "拉祜族"
    SUI = "25", "水族"
    DONGXIANG = "26", "东乡族"
    NAXI = "27", "纳西族"
    JINGPO = "28", "景颇族"
    KIRGIZ = "29", "柯尔克孜族"
    TU = "30", "土族"
    DAUR = "31", "达斡尔族"
    MULAO = "32", "仫佬族"
    QIANG = "33", "羌族"
    BLANG = "34", "布朗族"
    SALAR = "35", "撒拉族"
    MAONAN = "36", "毛南族"
    GELAO = "37", "仡佬族"
    XIBE = "38", "锡伯族"
    ACHANG = "39", "阿昌族"
    PUMI = "40", "普米族"
    TAJIK = "41", "塔吉克族"
    NU = "42", "怒族"
    UZBEK = "43", "乌孜别克族"
    RUSSIAN = "44", "俄罗斯族"
    EWENKI = "45", "鄂温克族"
    DEANG = "46", "德昂族"
    BONAN = "47", "保安族"
    YUGUR = "48", "裕固族"
    GIN = "49", "京族"
    TATAR = "50", "塔塔尔族"
    DERUNG = "51", "独龙族"
    OROQEN = "52", "鄂伦春族"
    HEZHEN = "53", "赫哲族"
    MONBA = "54", "门巴族"
    LHOBA = "55", "珞巴族"
    JINO = "56", "基诺族"
    OTHER = "97", "其他"


class StandardKind(TextChoices):
    HOUSEHOLD = "household", "户"
    VILLAGE = "village", "村"


class EvidenceKind(TextChoices):
    """What has to lie on the table before a point counts at the exit."""

    TEXT = "text", "文字依据"
    PHOTO = "photo", "照片或扫描件"


class CheckRule(TextChoices):
    """What the register itself can say about a point; a person confirms it."""

    INCOME = "income_above_line", "年人均纯收入超过当年贫困线"
    WATER = "safe_water", "饮水安全"
    SCHOOL = "children_in_school", "6 到 15 岁的孩子都在校"
    MEDICAL = "all_insured", "全家参加基本医疗"
    HOUSING = "safe_house", "住房 A、B 级"
    PENSION = "pension_covered", "16 岁以上非在校的都参加养老保险"


class IncomeSource(TextChoices):
    """The first letter of an income item. Only the first four make up the income; K lowers it, N stands beside it."""

    WAGE = "W", "工资性收入"
    BUSINESS = "B", "生产经营性收入"
    PROPERTY = "P", "财产性收入"
    TRANSFER = "T", "转移性收入"
    COST = "K", "生产经营性支出"
    UNCOUNTED = "N", "不计入的收入"


class IncomeItem(TextChoices):
    """Sub-lines of the income register (收入测算表, domain §3.3)."""

    MIGRANT_WORK = "W1", "外出务工"
    LOCAL_WORK = "W2", "就近务工"
    PUBLIC_POST = "W3", "公益岗位"
    OTHER_WAGE = "W9", "其他工资"
    CROPS = "B1", "种植"
    LIVESTOCK = "B2", "养殖"
    FORESTRY = "B3", "林果"
    TRADE = "B9", "其他经营"
    DIVIDEND = "P1", "资产收益分红"
    LAND_RENT = "P2", "土地流转"
    OTHER_PROPERTY = "P9", "其他财产收入"
    DIBAO = "T1", "低保金"
    DESTITUTE = "T2", "特困供养金"
    PENSION = "T3", "养老金"
    DISABILITY = "T4", "残疾人两项补贴"
    OLD_AGE = "T5", "高龄津贴"
    ECOLOGY = "T6", "生态补偿"
    FARM_SUBSIDY = "T7", "农业补贴"
    FAMILY_PLANNING = "T8", "计生金"
    SUPPORT = "T9", "子女赡养费"
    OTHER_TRANSFER = "T10", "其他长期补助"
    CROP_COST = "K1", "种植支出"
    LIVESTOCK_COST = "K2", "养殖支出"
    FORESTRY_COST = "K3", "林果支出"
    OTHER_COST = "K9", "其他经营支出"
    CONDOLENCE = "N1", "慰问、捐赠"
    SCHOOL_AID = "N2", "教育补助"
    MEDICAL_REFUND = "N3", "医疗报销"
    HOUSING_AID = "N4", "住房补助"
    INDUSTRY_AWARD = "N5", "产业奖补"
    TEMPORARY_RELIEF = "N6", "临时救助"
    SMALL_LOAN = "N7", "小额贷款"
    INSURANCE_PAYMENT = "N8", "保险赔付"
    OTHER_UNCOUNTED = "N9", "其他一次性收入"


class BenefitLink(TextChoices):
    """How a household benefits from the village's product (利益联结机制, domain §5)."""

    WORK = "work", "务工"
    LAND = "land", "土地流转"
    SHARES = "shares", "入股分红"
    ORDER = "order", "订单"
    ENTRUST = "entrust", "托管"


# The line of the income register that each link's money belongs to; an order's follows from what is grown.
LINK_ITEMS = {
    BenefitLink.WORK: IncomeItem.LOCAL_WORK,
    BenefitLink.LAND: IncomeItem.LAND_RENT,
    BenefitLink.SHARES: IncomeItem.DIVIDEND,
    BenefitLink.ENTRUST: IncomeItem.OTHER_PROPERTY,
}


class TradeKind(TextChoices):
    """The trade of a household (一户一业)."""

    PLANTING = "planting", "种植"
    BREEDING = "breeding", "养殖"
    FORESTRY = "forestry", "林果"
    WORK = "work", "务工"
    HANDICRAFT = "handicraft", "手工"
    SHOP = "shop", "经商"
    TOURISM = "tourism", "农家乐"
    ASSETS = "assets", "入股分红"
    OTHER = "other", "其他"


class ExitStage(TextChoices):
    """Steps of an exit in order: of a household (厅字〔2016〕16号, with this office's review), then of a village."""

    APPRAISAL = "appraisal", "民主评议"
    VERIFICATION = "verification", "村两委和驻村工作队核实"
    CONSENT = "consent", "户认可"
    NOTICE = "notice", "村内公示"
    REVIEW = "review", "办事处审核"
    SUBMISSION = "submission", "上报审定"
    ANNOUNCEMENT = "announcement", "公告"
    CLOSURE = "closure", "销号"
    VILLAGE_APPLICATION = "v_application", "村申请出列"
    VILLAGE_CHECK = "v_check", "办事处核查"
    VILLAGE_NOTICE = "v_notice", "办事处公示"
    VILLAGE_SUBMISSION = "v_submission", "上报审定"
    VILLAGE_ANNOUNCEMENT = "v_announcement", "公告出列"


HOUSEHOLD_STAGES = tuple(stage for stage in ExitStage if not stage.startswith("v_"))
VILLAGE_STAGES = tuple(stage for stage in ExitStage if stage.startswith("v_"))
NOTICE_STAGES = (ExitStage.NOTICE, ExitStage.VILLAGE_NOTICE)
FINAL_STAGES = (ExitStage.CLOSURE, ExitStage.VILLAGE_ANNOUNCEMENT)
# Whoever judges at one of these took no part in what came before.
SECOND_PERSON_STAGES = (ExitStage.REVIEW, ExitStage.VILLAGE_SUBMISSION)
# A paper or a photo of these lies in the file before the next step.
STAGES_WITH_EVIDENCE = (
    ExitStage.APPRAISAL,
    ExitStage.VERIFICATION,
    ExitStage.CONSENT,
    ExitStage.NOTICE,
    ExitStage.SUBMISSION,
    ExitStage.VILLAGE_APPLICATION,
    ExitStage.VILLAGE_CHECK,
    ExitStage.VILLAGE_NOTICE,
    ExitStage.VILLAGE_SUBMISSION,
)
