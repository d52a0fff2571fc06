"""What the demo's 33 invented enterprises are called, where they help and what they offer."""

from dataclasses import dataclass, field
from typing import Any

from enterprises.codes import Deal, Gift, Mode, Purpose, Recipient, Sector

_PREFIXES = ("三峰", "金秋", "汉水", "鸿运", "兴农", "云岭", "惠民", "绿源", "丰泽")
_KINDS = (
    ("食品有限公司", Sector.MANUFACTURING, "收购山货，做干货包装"),
    ("茶业有限公司", Sector.MANUFACTURING, "有茶厂和门店"),
    ("水产养殖有限公司", Sector.FARMING, "养鱼，带技术员"),
    ("柑橘合作社", Sector.FARMING, "统一收果、统一品牌"),
    ("休闲山庄", Sector.LODGING, "用工多，收土菜土鸡"),
    ("超市", Sector.RETAIL, "三家门店，设农产品专柜"),
    ("工贸有限公司", Sector.MANUFACTURING, "做小五金，有村里车间"),
    ("农机服务公司", Sector.SERVICES, "机耕机收，教修机器"),
    ("建材厂", Sector.MANUFACTURING, "用工，也捐建材"),
    ("运输有限公司", Sector.TRANSPORT, "跑城乡货运"),
    ("服装加工厂", Sector.MANUFACTURING, "缝纫工，活能带回家做"),
)
COUNT = 33
# Villages by their place, as the enterprises chose them: the near and the known ones more often than the rest.
CHOSEN = (0, 4, 2, 2, 0, 13, 4, 9, 6, 13, 4, 14, 10, 5, 14, 2, 4, 10, 3, 10, 14, 2, 11, 12, 7, 10, 0, 12, 4, 1, 8, 2, 0)
# Who is paired with a second village.
SECOND = {0: 1, 3: 7, 5: 10, 12: 4}
# Enterprises by how far they came; all others go the whole path.
WITHOUT_VISIT, WITHOUT_MODES, WITHOUT_PLEDGE = 32, 31, 30
CONTACTS = {"enterprise": 0, "enterprise2": WITHOUT_VISIT}
# What stands out among the deliveries: by enterprise.
RETURNED, OVERDUE, VOIDED, WAITING = 0, 6, 9, {0, 4, 8, 13, 19, 24}


@dataclass(frozen=True)
class Offer:
    """What is pledged: `count` or `amount` (元), and its own facts; {trade} is the village's product."""

    mode: Mode
    what: str
    amount: int = 0
    count: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


OFFERS: dict[Mode, tuple[Offer, ...]] = {
    Mode.INDUSTRY: (
        Offer(Mode.INDUSTRY, "{trade}烘干房", 260_000, facts={"capacity": "日烘 2 吨", "village_income": 800_000}),
        Offer(Mode.INDUSTRY, "{trade}基地", 450_000, facts={"capacity": "120 亩", "households_expected": 30}),
    ),
    Mode.TRADE: (
        Offer(Mode.TRADE, "{trade}", 30_000, facts={"deal": Deal.PURCHASE, "quantity_unit": "斤"}),
        Offer(Mode.TRADE, "土鸡蛋", 24_000, facts={"deal": Deal.CONSIGNMENT}),
    ),
    Mode.EMPLOYMENT: (
        Offer(Mode.EMPLOYMENT, "车间包装工", count=12, facts={"monthly_pay": 150_000, "green_channel": "不看学历"}),
        Offer(Mode.EMPLOYMENT, "保洁和帮厨", count=8, facts={"monthly_pay": 120_000}),
        Offer(Mode.EMPLOYMENT, "缝纫工", count=15, facts={"monthly_pay": 160_000, "green_channel": "先培训再上岗"}),
    ),
    Mode.DONATION: (
        Offer(
            Mode.DONATION,
            "助学款",
            20_000,
            facts={"gift": Gift.MONEY, "purpose": Purpose.SCHOOLING, "recipient": Recipient.VILLAGE},
        ),
        Offer(
            Mode.DONATION,
            "棉被和米面油",
            9_000,
            facts={
                "gift": Gift.GOODS,
                "purpose": Purpose.HARDSHIP,
                "recipient": Recipient.HOUSEHOLDS,
                "quantity_unit": "份",
            },
        ),
        Offer(
            Mode.DONATION,
            "助医款",
            15_000,
            facts={"gift": Gift.MONEY, "purpose": Purpose.MEDICAL, "recipient": Recipient.FUND},
        ),
    ),
    Mode.SKILLS: (
        Offer(Mode.SKILLS, "{trade}管护", count=80),
        Offer(Mode.SKILLS, "家政和护理", count=40),
    ),
}
TERMS = {
    Mode.INDUSTRY: "投产第二年起每年分红",
    Mode.TRADE: "保底价收，随行就市",
    Mode.EMPLOYMENT: "按月发到卡上",
    Mode.DONATION: "量力而行，用到哪里要看得见",
    Mode.SKILLS: "到村里教，不收钱",
}
LEARNED = (
    "儿子想在家门口找活",
    "山货卖不上价",
    "老人常年吃药",
    "想学种植，没有人教",
    "孩子上高中开销大",
    "家里劳力少，地荒着",
)
USES = {
    Purpose.SCHOOLING: ("发放助学金", "买书包和文具", "补助住校车费"),
    Purpose.MEDICAL: ("补助住院伙食", "买常用药", "补助看病车费"),
}
TEACHERS = ("邹启文", "童玉珍", "舒良才")


def name_of(n: int) -> str:
    return f"{_PREFIXES[n * 5 % len(_PREFIXES)]}{n + 1:02d}{_KINDS[n * 4 % len(_KINDS)][0]}"


def kind_of(n: int) -> tuple[str, Sector, str]:
    return _KINDS[n * 4 % len(_KINDS)]


def modes_of(n: int) -> list[Mode]:
    """Two or three, every mode about equally often."""
    order = list(Mode)
    return [order[(n + step) % len(order)] for step in ((0, 2, 3) if n % 3 == 0 else (0, 2))]
