"""What the demo's three pilot villages got money for, and how far each application came. Money in 元."""

from dataclasses import dataclass, field
from enum import Enum

from funds.codes import FundSource, Use

HOTLINE = "10000001230"


class Stage(Enum):
    """How far an application came."""

    APPLIED = "applied"
    DELIBERATED = "deliberated"
    ON_NOTICE = "on notice"
    OBJECTED = "objected"
    PAYABLE = "payable"
    PAID = "paid"
    SIGNED = "signed"
    KNOWN = "known"
    ANSWERED = "answered"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"


_APPROVED = (("apply", 0), ("deliberate", 4), ("approve", 7), ("post", 9))
_PAID = (*_APPROVED, ("pay", 21))
_KNOWN = (("sign", 25), ("tell", 40))
# Steps with the days after the application.
STEPS: dict[Stage, tuple[tuple[str, int], ...]] = {
    Stage.APPLIED: _APPROVED[:1],
    Stage.DELIBERATED: _APPROVED[:2],
    Stage.ON_NOTICE: _APPROVED,
    Stage.OBJECTED: (*_APPROVED, ("object", 12)),
    Stage.PAYABLE: _APPROVED,
    Stage.PAID: _PAID,
    Stage.SIGNED: (*_PAID, ("sign", 25)),
    Stage.KNOWN: (*_PAID, *_KNOWN),
    Stage.ANSWERED: (*_APPROVED, ("object", 12), ("answer", 14), ("pay", 21), *_KNOWN),
    Stage.BOUNCED: (*_APPROVED, ("pay", 21), ("bounce", 23), ("pay_again", 24), ("sign", 26), ("tell", 40)),
    Stage.WITHDRAWN: (("apply", 0), ("withdraw", 6)),
}


@dataclass(frozen=True)
class Case:
    """`payee` is empty where the households themselves are paid."""

    stage: Stage
    ago: int
    use: Use
    what: str
    reason: str
    yuan: int
    memo: str = ""
    households: int = 0
    payee: str = ""
    quotes: str = ""
    source: FundSource = FundSource.SUBSIDY
    result: str = ""


@dataclass(frozen=True)
class Pilot:
    """`scale` is by how much its money is more or less than the story says."""

    reason: str
    scale: float
    cases: tuple[Case, ...] = field(default=())


RECEIPTS = (
    ("专项补助到账", FundSource.SUBSIDY, 150_000, "市财政局"),
    ("爱心人士捐款", FundSource.PUBLIC, 6_000, "爱心人士"),
    ("校友会捐款", FundSource.PUBLIC, 12_000, "青塘中学校友会"),
    ("专项补助到账", FundSource.SUBSIDY, 90_000, "市财政局"),
    ("义卖款", FundSource.PUBLIC, 3_680, "区工会"),
    ("专项补助到账", FundSource.SUBSIDY, 60_000, "市财政局"),
)
_MUSHROOMS = Case(
    Stage.ANSWERED,
    175,
    Use.INDUSTRY,
    "买菌棒",
    "有棚没有本钱，错过秋天就晚一年",
    48_000,
    "付菌棒款",
    12,
    "青塘农资店",
    "三家报价，取最低的一家",
    result="菌棒分到户，出菇三批",
)
_CLINIC = Case(
    Stage.KNOWN,
    132,
    Use.MEDICAL,
    "补助住院自付部分",
    "大病以后自付的还有一截",
    5_000,
    "发助医补助",
    5,
    source=FundSource.SPONSORSHIP,
    result="住院自付的补上了，都出院了",
)
_WATER = Case(
    Stage.BOUNCED,
    118,
    Use.WATER,
    "修水窖和过滤池",
    "天旱缺水，雨后水浑",
    36_000,
    "付水窖工程款",
    9,
    "惠民建筑队",
    "两家报价，村里派人看料",
    result="水窖蓄满，水质化验合格",
)
_SCHOOL = Case(
    Stage.KNOWN,
    104,
    Use.SCHOOLING,
    "高中生开学补助",
    "住校费和车费一学期拿不出",
    9_000,
    "发助学补助",
    6,
    source=FundSource.SPONSORSHIP,
    result="都按时开学，没有人退学",
)
_ROOF = Case(
    Stage.KNOWN,
    86,
    Use.HOUSING,
    "翻修漏雨的房顶",
    "雨季漏雨，墙脚返潮",
    24_000,
    "付房屋修缮款",
    4,
    "惠民建筑队",
    "按户量面积，单价比过三家",
    result="房顶翻好，鉴定为 B 级",
)
_BIG = Case(
    Stage.SIGNED,
    64,
    Use.INDUSTRY,
    "建冷库",
    "鲜货卖不上价，存三天就坏",
    66_000,
    "付冷库设备款",
    15,
    "三峰制冷设备公司",
    "公开比价，三家报价",
)
_POSTS = Case(Stage.SIGNED, 34, Use.POSTS, "护路员岗位补贴", "路边沟没人清，雨后塌方", 7_200, "发护路员补贴", 4)
_RELIEF = Case(
    Stage.PAID, 27, Use.RELIEF, "火灾后临时救助", "灶房失火，粮食烧了", 3_000, "发临时救助", 1, source=FundSource.PUBLIC
)
_TRAINING = Case(
    Stage.PAYABLE,
    26,
    Use.TRAINING,
    "缝纫培训",
    "车间招工要会缝纫",
    8_400,
    "付培训费",
    8,
    "青塘职业学校",
    "一家报价，按人算",
)
_LAMPS = Case(
    Stage.OBJECTED, 16, Use.FACILITIES, "装路灯", "晚上走路不安全", 18_000, "付路灯款", 0, "光明照明公司", "两家报价"
)
_HENS = Case(
    Stage.ON_NOTICE, 14, Use.INDUSTRY, "买鸡苗", "有林下地，缺本钱", 10_000, "付鸡苗款", 10, "兴农种禽场", "三家报价"
)
_PIPES = Case(
    Stage.DELIBERATED,
    9,
    Use.WATER,
    "换漏水的管子",
    "水压小，冬天冻裂过",
    12_500,
    "付管材款",
    7,
    "青塘水暖店",
    "两家报价",
)
_BOOKS = Case(
    Stage.APPLIED,
    3,
    Use.SCHOOLING,
    "小学生冬衣和书包",
    "留守的孩子冬天衣服薄",
    4_800,
    "付冬衣款",
    12,
    "惠民超市",
    "一家报价",
)
_ROAD = Case(
    Stage.WITHDRAWN, 70, Use.FACILITIES, "修入户路", "雨天出不了门", 30_000, "付路面款", 0, "惠民建筑队", "两家报价"
)
PILOTS = {
    "龙潭沟村": Pilot(
        "贫困村，香菇有基础，缺周转的钱；村账一向公开",
        1.0,
        (
            _MUSHROOMS,
            _CLINIC,
            _WATER,
            _SCHOOL,
            _ROOF,
            _BIG,
            _ROAD,
            _POSTS,
            _RELIEF,
            _TRAINING,
            _LAMPS,
            _HENS,
            _PIPES,
            _BOOKS,
        ),
    ),
    "桃花坞村": Pilot(
        "贫困村，接近出列，要把柑橘稳住", 0.7, (_MUSHROOMS, _SCHOOL, _ROOF, _POSTS, _TRAINING, _HENS, _BOOKS)
    ),
    "响水河村": Pilot(
        "不是贫困村，可是贫困户多、企业多，先试企业赞助怎么管",
        0.85,
        (_CLINIC, _WATER, _SCHOOL, _ROAD, _RELIEF, _LAMPS, _PIPES),
    ),
}
