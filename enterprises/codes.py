"""Codes of enterprise help: the five modes (domain §6) and what is said of an enterprise, a pledge or a delivery."""

from django.db.models import TextChoices


class Mode(TextChoices):
    """The five modes of the plan (R5.1), in its order."""

    INDUSTRY = "industry", "产业扶贫"
    TRADE = "trade", "商贸扶贫"
    EMPLOYMENT = "employment", "就业扶贫"
    DONATION = "donation", "捐赠扶贫"
    SKILLS = "skills", "智力扶贫"

    @property
    def short(self) -> str:
        """产业, 商贸, …: as columns and tags write it."""
        return self.label.removesuffix("扶贫")


class Sector(TextChoices):
    """Sections of the national classification of industries (GB/T 4754-2017), in its letters."""

    FARMING = "A", "农林牧渔业"
    MINING = "B", "采矿业"
    MANUFACTURING = "C", "制造业"
    UTILITIES = "D", "电力热力燃气及水"
    BUILDING = "E", "建筑业"
    RETAIL = "F", "批发和零售业"
    TRANSPORT = "G", "交通运输、仓储和邮政业"
    LODGING = "H", "住宿和餐饮业"
    INFORMATION = "I", "信息传输、软件和信息技术服务业"
    FINANCE = "J", "金融业"
    PROPERTY = "K", "房地产业"
    BUSINESS = "L", "租赁和商务服务业"
    RESEARCH = "M", "科学研究和技术服务业"
    WATER = "N", "水利、环境和公共设施管理业"
    SERVICES = "O", "居民服务、修理和其他服务业"
    EDUCATION = "P", "教育"
    HEALTH = "Q", "卫生和社会工作"
    CULTURE = "R", "文化、体育和娱乐业"
    PUBLIC = "S", "公共管理、社会保障和社会组织"


class Need(TextChoices):
    """What a household told the enterprise that it needs."""

    JOB = "job", "找工作"
    MARKET = "market", "产品销路"
    CAPITAL = "capital", "发展产业"
    SKILLS = "skills", "学技术"
    SCHOOLING = "schooling", "孩子上学"
    MEDICAL = "medical", "看病吃药"
    CARE = "care", "老人、残疾人照顾"
    OTHER = "other", "其他"


# What answers a need; a need without a mode is for the office.
NEED_MODES = {
    Need.JOB: (Mode.EMPLOYMENT,),
    Need.MARKET: (Mode.TRADE,),
    Need.CAPITAL: (Mode.INDUSTRY,),
    Need.SKILLS: (Mode.SKILLS,),
    Need.SCHOOLING: (Mode.DONATION,),
    Need.MEDICAL: (Mode.DONATION,),
    Need.CARE: (Mode.DONATION,),
    Need.OTHER: (),
}


class Deal(TextChoices):
    """How goods change hands (商贸方式)."""

    PURCHASE = "purchase", "采购"
    CONSIGNMENT = "consignment", "代销"
    PROCESSING = "processing", "委托加工"


class Gift(TextChoices):
    MONEY = "money", "捐款"
    GOODS = "goods", "捐物"


class Purpose(TextChoices):
    SCHOOLING = "schooling", "助学"
    ELDERLY = "elderly", "助老"
    DISABILITY = "disability", "助残"
    MEDICAL = "medical", "助医"
    HARDSHIP = "hardship", "济困"


class Recipient(TextChoices):
    """Whom a gift goes to."""

    HOUSEHOLDS = "households", "直接到户"
    VILLAGE = "village", "到村，由村里用"
    FUND = "fund", "进村扶贫基金"


class ValueBasis(TextChoices):
    """What the value of goods rests on (慈善法: by vouchers)."""

    INVOICE = "invoice", "发票"
    MARKET = "market", "市价"
    APPRAISAL = "appraisal", "评估"


class DeliveryState(TextChoices):
    REPORTED = "reported", "等确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "退回"
    VOID = "void", "作废"


# What takes room in a pledge: reported and confirmed; only the confirmed ones count as 到位.
LIVE = (DeliveryState.REPORTED, DeliveryState.CONFIRMED)
