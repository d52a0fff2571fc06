"""Codes of the pilot villages' relief funds (R6, domain §7)."""

from django.db.models import TextChoices


class FundSource(TextChoices):
    """Where money comes from: the plan's three sources, and what the bank adds."""

    SUBSIDY = "subsidy", "专项补助"
    SPONSORSHIP = "sponsorship", "企业赞助"
    PUBLIC = "public", "各界帮助"
    INTEREST = "interest", "存款利息"


class Use(TextChoices):
    """The closed list of relief uses (扶贫用途): nothing else is paid (专款专用)."""

    INDUSTRY = "industry", "发展产业"
    TRAINING = "training", "就业和技能培训"
    SCHOOLING = "schooling", "助学"
    MEDICAL = "medical", "助医"
    HOUSING = "housing", "住房安全"
    WATER = "water", "饮水安全"
    FACILITIES = "facilities", "小型公益设施"
    POSTS = "posts", "公益岗位"
    RELIEF = "relief", "临时救助"


class NegativeUse(TextChoices):
    """What relief money may never pay (财农〔2017〕8号, 待核对): the applicant says of each that it is none."""

    OFFICE = "office", "单位基本支出"
    BONUS = "bonus", "奖金、津贴、福利"
    LOSSES = "losses", "弥补企业亏损"
    BUILDINGS = "buildings", "修建楼堂馆所"
    DEBTS = "debts", "弥补预算缺口、还债"
    LARGE_WORKS = "large_works", "大中型基本建设"
    VEHICLES = "vehicles", "交通工具和通讯设备"
    CITY = "city", "城市基础设施"
    UNRELATED = "unrelated", "和脱贫无关的其他支出"


class AccountKind(TextChoices):
    BANK = "bank", "银行专户"
    EARMARK = "earmark", "专款"


class EntryKind(TextChoices):
    RECEIPT = "receipt", "收入"
    PAYMENT = "payment", "支出"
    REVERSAL = "reversal", "冲红"


class VoucherState(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "等审批"
    APPROVED = "approved", "已入账"
    RETURNED = "returned", "退回"
