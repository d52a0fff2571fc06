"""The invented story of each village's product: conditions, wishes, road map, money, who takes part and how.

Days are told from both ends, so that any day finds the same story: a place up to 1 is a share of the time since the
plan began, one above 1 a share of the time that is left (1.25: a quarter of it), a negative one so many days ago.
Lagging villages are those of `plan.FIGURES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from households.codes import BenefitLink, TradeKind
from office.demo.plan import Plan
from villages.models import DelayReason, FundingSource, Industry, OperatorKind, PlanState, WishKind

F, K, L, R = FundingSource, OperatorKind, BenefitLink, DelayReason
STAGES = ("论证", "规划", "落地", "投产", "见效")
# Who answers for a milestone: these two are looked up in the village.
OFFICER, SECRETARY = "专干", "书记"


class Move(NamedTuple):
    """Another date, asked for in a report, `days` later than before; `back` counts the half-months due, the newest 1.

    `granted` is None where it waits for a decision.
    """

    back: int
    days: int
    kind: DelayReason
    reason: str
    granted: bool | None = True
    note: str = ""


class Point(NamedTuple):
    """A milestone; done `slip` days after it was due, None: not done."""

    when: float
    name: str
    deliverable: str
    owner: str
    slip: int | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Road:
    """`wishes` in parts of who answered, the product first; `funding` in 元; `links` by weight; `share` of the poor
    households that take part; `places` are corners of the village; `pace` is how much of a fair share of the targets
    and money was reached; `unsaid` are the conditions that a draft leaves open.
    """

    industry: Industry
    unit: str
    conditions: tuple[str, str, str, str]
    wishes: tuple[tuple[str, int], ...]
    operator: tuple[OperatorKind, str]
    led_by: str
    members: str
    opinions: str
    targets: tuple[int, ...]
    funding: tuple[tuple[FundingSource, int, str], ...]
    stages: tuple[tuple[Point, ...], ...]
    links: Mapping[BenefitLink, int]
    share: float
    trade: tuple[TradeKind, str, tuple[int, int]]
    places: tuple[str, ...]
    pace: float = 1.0
    wish_kind: WishKind = WishKind.SURVEY
    state: PlanState = PlanState.APPROVED
    taken_back: str = ""


def day_of(plan: Plan, when: float) -> date:
    if when < 0:
        return plan.today + timedelta(days=round(when))
    if when <= 1:
        return plan.starts_on + timedelta(days=round((plan.today - plan.starts_on).days * when))
    return plan.today + timedelta(days=round((plan.deadline - plan.today).days * (when - 1)))


ROADS: dict[str, Road] = {
    "青石岭村": Road(
        Industry.TEA,
        "亩",
        (
            "坡地 540 亩，砂壤偏酸；山泉 3 处",
            "老茶园 180 亩，炒茶灶 6 口",
            "县茶厂收鲜叶，赶集卖干茶",
            "在家劳力 83 人",
        ),
        (("茶叶", 21), ("外出务工", 12), ("养猪", 8), ("核桃", 5), ("没想好", 3)),
        (K.COOPERATIVE, "青石岭茶叶专业合作社"),
        "杜明德",
        "市农业局茶叶站殷守田，农技站邹明秀，村两委 6 人，村民代表 34 人",
        "3 人担心新茶园三年才见钱。规划里加上茶行套种黄豆，当年有收成。",
        (260, 420),
        ((F.EARMARKED, 360_000, "茶苗和改土"), (F.LOAN, 150_000, "炒茶机贴息贷款"), (F.HOUSEHOLDS, 64_000, "投工折价")),
        (
            (Point(0.13, "茶园改良论证报告", "论证记录 5 页", OFFICER, 2),),
            (Point(0.24, "规划批准", "批复 1 份", "办事处", -4),),
            (
                Point(0.42, "老茶园改造 120 亩", "分户验收表", "茶场 覃世荣", 6),
                Point(0.83, "新栽茶苗 80 亩", "验收表、照片", SECRETARY, 0),
            ),
            (
                Point(1.07, "炒茶车间安装 2 条线", "设备验收单", "茶场 覃世荣"),
                Point(1.33, "明前茶开采", "鲜叶过磅单", "茶场 覃世荣"),
            ),
            (Point(1.78, "茶农分红到户", "分红表签字", "合作社"),),
        ),
        {L.WORK: 4, L.ORDER: 5, L.LAND: 3, L.SHARES: 2},
        0.52,
        (TradeKind.PLANTING, "亩", (1, 4)),
        ("老鹰岩", "茶场坪", "石板沟", "杨家垭"),
        pace=1.04,
    ),
    "龙潭沟村": Road(
        Industry.VEGETABLES,
        "万袋",
        (
            "沟边平地 60 亩；龙潭水常年不断",
            "旧菌棚 9 个，烘房 1 间",
            "两家干货行收购，没有合同",
            "在家劳力 64 人，多在 50 岁以上",
        ),
        (("香菇", 34), ("外出务工", 17), ("养蜂", 11), ("天麻", 9), ("没想好", 8)),
        (K.COOPERATIVE, "龙潭沟香菇专业合作社"),
        "蒋素芳",
        "市农业局菌办查文成，驻村工作队 2 人，村两委 5 人，村民代表 38 人",
        "6 人担心没人会管菌棚。先送 8 人到外地学一季，回来带户。",
        (24, 60),
        (
            (F.EARMARKED, 780_000, "菌棚 40 个"),
            (F.COLLECTIVE, 60_000, "土地平整"),
            (F.DONATION, 45_000, "结对单位捐电线"),
        ),
        (
            (Point(0.14, "香菇产业论证报告", "论证记录 4 页", OFFICER, 5),),
            (Point(0.26, "规划批准", "批复 1 份", "办事处", 16),),
            (
                Point(0.47, "流转沟边地 60 亩", "合同 41 份", SECRETARY, 27),
                Point(
                    -104,
                    "菌棚 40 个建成",
                    "验收单、照片",
                    "合作社 雷启发",
                    None,
                    (
                        Move(8, 28, R.MONEY, "棚架款第二笔没到账，厂家不发货"),
                        Move(4, 60, R.WEATHER, "连阴雨，地基回填后塌了 2 处", False, "雨停已经 20 天，先开工再报日期"),
                    ),
                ),
            ),
            (
                Point(1.06, "首批菌袋 12 万袋上架", "点数表", "合作社 雷启发"),
                Point(1.2, "烘干房投用", "验收单", OFFICER),
            ),
            (Point(1.72, "出菇分红", "分红表签字", "合作社"),),
        ),
        {L.WORK: 5, L.ORDER: 3, L.LAND: 3, L.SHARES: 2, L.ENTRUST: 2},
        0.7,
        (TradeKind.PLANTING, "袋", (1200, 4000)),
        ("龙潭口", "上沟", "磨盘地", "蒋家台子"),
        pace=0.38,
    ),
    "白果树村": Road(
        Industry.FORESTRY,
        "亩",
        ("坡耕地 470 亩，可退 160 亩", "核桃老树 90 亩，苗圃 8 亩", "干果收购站上门收", "在家劳力 71 人"),
        (("核桃", 17), ("中药材", 9), ("外出务工", 9), ("养鸡", 6)),
        (K.LARGE_GROWER, "柯家核桃家庭农场"),
        "侯建国",
        "市林业局经济林站汪承业，林业站站长，村民代表 30 人",
        "2 人怕核桃贱卖。林下套种苍术，农场保底收购，写进合同。",
        (220, 380),
        ((F.EARMARKED, 240_000, "良种嫁接补助"), (F.HOUSEHOLDS, 80_000, "投工投苗")),
        (
            (Point(0.11, "低产核桃改造论证", "论证记录 3 页", OFFICER, 0),),
            (Point(0.21, "规划批准", "批复 1 份", "办事处", 3),),
            (
                Point(0.36, "嫁接良种 140 亩", "成活率调查表", "林业站", -3),
                Point(0.68, "林下套种苍术 60 亩", "验收表", "农场 柯先德", 8),
            ),
            (
                Point(0.88, "青果脱皮机 2 台到位", "设备验收单", "农场 柯先德", 4),
                Point(1.24, "第二轮修剪 300 亩", "分户记录", OFFICER),
            ),
            (Point(1.7, "核桃和苍术合计收入 90 万元", "收购流水", "农场 柯先德"),),
        ),
        {L.ORDER: 5, L.LAND: 4, L.WORK: 3, L.ENTRUST: 2},
        0.5,
        (TradeKind.FORESTRY, "亩", (2, 8)),
        ("白果坪", "柯家湾", "火石垭", "后槽"),
        pace=1.1,
    ),
    "桃花坞村": Road(
        Industry.FRUIT,
        "亩",
        ("水田坡地 620 亩，库边无霜", "柑橘园 310 亩，选果房 1 座", "网店和两家超市，去年卖空", "在家劳力 96 人"),
        (("柑橘", 22), ("农家乐", 8), ("外出务工", 5), ("养鱼", 3)),
        (K.COOPERATIVE, "桃花坞柑橘专业合作社"),
        "杜明德",
        "市农业局果茶办梅正洪，农技站邹明秀，驻村工作队 2 人，村民代表 32 人",
        "1 人提出先修好冷库再扩园。冷库排在首季采收之前。",
        (360, 460, 500),
        (
            (F.EARMARKED, 420_000, "改良和冷库"),
            (F.ENTERPRISE, 300_000, "电商企业垫资"),
            (F.COLLECTIVE, 80_000, "机耕路"),
        ),
        (
            (Point(0.09, "柑橘提质论证报告", "论证记录 4 页", OFFICER, -2),),
            (Point(0.18, "规划批准", "批复 1 份", "办事处", 0),),
            (
                Point(0.31, "高接换种 150 亩", "验收表、照片", "合作社 聂长青", -6),
                Point(0.53, "机耕路 2.4 公里", "验收单", SECRETARY, 2),
            ),
            (
                Point(0.74, "冷库 200 吨投用", "设备验收单", "合作社 聂长青", 0),
                Point(0.93, "首季采收开园", "过磅单", "合作社 聂长青", 1),
            ),
            (
                Point(1.17, "首次分红到户", "分红表签字", "合作社"),
                Point(1.82, "注册商标、装箱销售", "商标证、发货单", OFFICER),
            ),
        ),
        {L.ORDER: 5, L.WORK: 4, L.SHARES: 4, L.LAND: 3},
        0.74,
        (TradeKind.FORESTRY, "亩", (1, 5)),
        ("桃花渡", "晒谷场", "库尾", "橘园坡"),
        pace=1.15,
        wish_kind=WishKind.VOTE,
    ),
    "响水河村": Road(
        Industry.AQUACULTURE,
        "亩",
        ("库湾水面 380 亩，水质二类", "旧网箱 210 口，要拆", "鱼馆和批发市场，缺冷链", "在家劳力 78 人，会水的 31 人"),
        (("生态鱼", 25), ("外出务工", 16), ("柑橘", 12), ("养鸭", 6), ("没想好", 5)),
        (K.ENTERPRISE, "清波生态渔业有限公司"),
        "万志强",
        "市水产站洪得水，环保所 1 人，村两委 6 人，村民代表 40 人",
        "5 人问拆网箱的补偿。补偿款先到户，再投苗。",
        (200, 380),
        (
            (F.ENTERPRISE, 900_000, "公司投苗、看护船"),
            (F.EARMARKED, 380_000, "折股到贫困户"),
            (F.COLLECTIVE, 50_000, "上岸平台"),
        ),
        (
            (Point(0.15, "生态渔业论证报告", "论证记录 5 页", OFFICER, 4),),
            (Point(0.27, "规划批准", "批复 1 份", "办事处", 11),),
            (
                Point(0.46, "拆除网箱 210 口", "拆除验收表", SECRETARY, 37),
                Point(
                    -48,
                    "库湾放苗 60 万尾",
                    "放苗见证单",
                    "公司 闵水生",
                    None,
                    (
                        Move(5, 30, R.OTHER, "拆网箱晚了，补偿款刚发完"),
                        Move(1, 45, R.WEATHER, "水温降到 9 度，供苗场建议开春再放", None),
                    ),
                ),
            ),
            (
                Point(
                    1.04,
                    "上岸平台和冷链车",
                    "验收单、行车证",
                    "公司 闵水生",
                    None,
                    (Move(1, 25, R.MONEY, "冷链车在等企业配套款"),),
                ),
                Point(1.36, "首批起捕 3 万斤", "过磅单", "公司 闵水生"),
            ),
            (Point(1.8, "股份分红到户", "分红表签字", "村委会"),),
        ),
        {L.SHARES: 6, L.WORK: 4, L.ENTRUST: 2},
        0.42,
        (TradeKind.BREEDING, "股", (1, 4)),
        ("响水滩", "库湾", "码头", "黄家嘴"),
        pace=0.55,
    ),
    "柳林铺村": Road(
        Industry.VEGETABLES,
        "亩",
        ("河滩地 320 亩，提灌站 1 座", "大棚 22 个，老旧", "", ""),
        (("蔬菜", 19), ("外出务工", 14), ("养猪", 10), ("花卉", 6), ("没想好", 9)),
        (K.COOPERATIVE, ""),
        "黎红梅",
        "农技站邹明秀，村两委 5 人，村民代表 29 人",
        "都同意种菜；3 人问谁来牵头、菜卖给谁，会上没有答案。",
        (),
        ((F.EARMARKED, 200_000, "棚膜和滴灌"),),
        (
            (Point(1.05, "蔬菜产业论证报告", "论证记录", OFFICER),),
            (Point(1.1, "规划批准", "批复 1 份", "办事处"),),
            (Point(1.26, "改造大棚 22 个", "验收单", SECRETARY), Point(1.38, "新建育苗棚 1 座", "验收单", OFFICER)),
            (Point(1.55, "早春菜上市", "过磅单", "合作社"),),
            (),
        ),
        {L.WORK: 4, L.LAND: 3},
        0.2,
        (TradeKind.PLANTING, "亩", (1, 3)),
        ("柳林河滩", "铺子街", "上坝", "张家田"),
        state=PlanState.DRAFT,
        taken_back="销路、劳力没写，经营主体没定，写全了再论证",
    ),
    "双庙村": Road(
        Industry.LIVESTOCK,
        "只",
        ("草山 1900 亩，秸秆足", "旧羊舍 14 栋", "羊肉馆订购，活羊贩子上门", "在家劳力 69 人"),
        (("黑山羊", 20), ("外出务工", 11), ("油茶", 7), ("养牛", 5), ("没想好", 2)),
        (K.COOPERATIVE, "双庙黑山羊专业合作社"),
        "侯建国",
        "市畜牧局尹春生，兽医站 2 人，村民代表 33 人",
        "3 人担心羊多伤林。划定放牧坡，冬春圈养，写进村规。",
        (1200, 2200),
        ((F.EARMARKED, 310_000, "种羊和圈舍"), (F.LOAN, 240_000, "小额信贷 8 户"), (F.HOUSEHOLDS, 52_000, "自备饲草")),
        (
            (Point(0.12, "黑山羊养殖论证", "论证记录 3 页", OFFICER, 3),),
            (Point(0.22, "规划批准", "批复 1 份", "办事处", 6),),
            (
                Point(0.4, "修羊舍 18 栋", "验收单", "合作社 段家旺", 10, (Move(14, 12, R.WEATHER, "下雨拉不进砖"),)),
                Point(0.63, "种羊 240 只到户", "领羊签字表", "兽医站 尹春生", -2),
            ),
            (
                Point(0.95, "防疫全覆盖", "防疫登记本", "兽医站 尹春生", -5),
                Point(1.18, "首批出栏 300 只", "检疫票", "合作社 段家旺"),
            ),
            (Point(1.66, "合作社分红", "分红表签字", "合作社"),),
        ),
        {L.ORDER: 5, L.ENTRUST: 4, L.WORK: 2},
        0.62,
        (TradeKind.BREEDING, "只", (6, 24)),
        ("双庙坡", "羊角岩", "麻子沟", "新屋场"),
        pace=1.0,
    ),
    "石门垭村": Road(
        Industry.HERBS,
        "亩",
        (
            "坡地 760 亩，可流转 340 亩",
            "苗圃 10 亩，水池 2 口，2、5 组缺水",
            "药企 5 年订单",
            "在家劳力 74 人，50 岁以上 46 人",
        ),
        (("金银花", 33), ("黑山羊", 15), ("核桃", 12), ("外出务工", 10), ("没想好", 4)),
        (K.COOPERATIVE, "石门垭金银花专业合作社"),
        "黎红梅",
        "市农业局柯仁义，农技站邹明秀，药企 1 人，村民代表 52 人",
        "4 人担心没水。规划里加 2 口蓄水池，排在栽苗以前。",
        (160, 340),
        ((F.EARMARKED, 460_000, "种苗和水池"), (F.ENTERPRISE, 200_000, "药企预付"), (F.HOUSEHOLDS, 70_000, "投工折价")),
        (
            (Point(0.14, "金银花论证报告", "论证记录 4 页", OFFICER, 1),),
            (Point(0.28, "规划批准", "批复 1 份", "办事处", 9),),
            (
                Point(0.5, "蓄水池 2 口", "验收单", SECRETARY, 13),
                Point(0.66, "流转土地 340 亩", "合同 87 份", "田国安", 21),
                Point(
                    -56,
                    "种苗下地 240 亩",
                    "验收表、照片",
                    OFFICER,
                    None,
                    (Move(5, 24, R.LAND, "5 组 11 户的界线没谈好，地让不出来"),),
                ),
            ),
            (
                Point(1.12, "烘干房建成", "验收单", "丁先珍", None, (Move(3, 30, R.MONEY, "设备款 62000 元还在公示"),)),
                Point(1.5, "首批采收", "过磅单", OFFICER),
            ),
            (Point(1.84, "合作社分红", "分红表签字", "合作社"),),
        ),
        {L.LAND: 5, L.WORK: 5, L.SHARES: 2, L.ORDER: 1},
        0.66,
        (TradeKind.PLANTING, "亩", (1, 5)),
        ("石门口", "丁家垭", "五组老林", "水井湾"),
        pace=0.6,
    ),
    "金竹园村": Road(
        Industry.VEGETABLES,
        "万袋",
        ("稻田 210 亩，可冬闲种菌", "菌种房 1 间，冷库借用邻村", "干货行收购，正谈合同", "在家劳力 70 人"),
        (("香菇", 22), ("竹编", 15), ("外出务工", 9), ("没想好", 5)),
        (K.COLLECTIVE, "金竹园村集体菌业公司"),
        "蒋素芳",
        "市农业局菌办查文成，竹编师傅 1 人，村民代表 36 人",
        "竹编和香菇票数接近，先做香菇，竹编列为副业。",
        (15, 40),
        ((F.EARMARKED, 350_000, "菌棚 20 个"), (F.COLLECTIVE, 90_000, "平地通电")),
        (
            (Point(-18, "香菇产业论证报告", "论证记录 4 页", OFFICER),),
            (Point(1.04, "规划批准", "批复 1 份", "办事处"),),
            (Point(1.2, "菌棚 20 个建成", "验收单", SECRETARY), Point(1.3, "通三相电", "电费单", OFFICER)),
            (Point(1.42, "菌袋 10 万袋上架", "点数表", "公司 毛全忠"),),
            (Point(1.88, "集体分红", "分红表签字", "村委会"),),
        ),
        {},
        0.0,
        (TradeKind.PLANTING, "袋", (800, 2600)),
        ("金竹坪", "大竹林", "老窑", "桥头"),
        state=PlanState.APPRAISED,
    ),
    "罗汉寺村": Road(
        Industry.FORESTRY,
        "亩",
        ("荒坡 830 亩，红壤", "老油茶 260 亩，小榨坊 1 座", "茶油每斤 45 元，供不应求", "在家劳力 62 人"),
        (("油茶", 18), ("外出务工", 10), ("花生", 8), ("养鸡", 6)),
        (K.COOPERATIVE, "罗汉寺油茶专业合作社"),
        "万志强",
        "市林业局油茶办齐明贵，村两委 5 人，村民代表 31 人",
        "2 人嫌油茶五年才挂果。老树改造先行，新栽地头三年套种花生。",
        (320, 520),
        (
            (F.EARMARKED, 430_000, "新栽每亩 800 元"),
            (F.HOUSEHOLDS, 60_000, "整地投工"),
            (F.DONATION, 30_000, "商会捐苗"),
        ),
        (
            (Point(0.1, "油茶论证报告", "论证记录 3 页", OFFICER, -1),),
            (Point(0.2, "规划批准", "批复 1 份", "办事处", 2),),
            (
                Point(0.34, "新栽油茶 180 亩", "验收表、照片", SECRETARY, 5),
                Point(0.57, "老林垦复 260 亩", "分户验收表", "合作社 罗光才", 0),
            ),
            (
                Point(0.86, "榨坊换新榨机", "设备验收单", "合作社 罗光才", -7),
                Point(1.08, "茶籽入库 6 万斤", "入库单", "合作社 罗光才"),
            ),
            (
                Point(
                    1.3,
                    "茶油装瓶上市",
                    "食品生产许可证",
                    OFFICER,
                    None,
                    (Move(2, 20, R.OTHER, "许可证现场核查排到下月"),),
                ),
                Point(1.86, "合作社分红", "分红表签字", "合作社"),
            ),
        ),
        {L.ORDER: 5, L.LAND: 3, L.WORK: 3, L.ENTRUST: 3},
        0.56,
        (TradeKind.FORESTRY, "亩", (2, 7)),
        ("罗汉坡", "榨坊边", "红土岗", "寺后湾"),
        pace=1.06,
    ),
    "马鞍山村": Road(
        Industry.LIVESTOCK,
        "箱",
        ("林地 5200 亩，蜜源从 4 月到 10 月", "散养土蜂 90 箱", "赶集零卖，没有包装", "在家劳力 66 人，会养蜂的 12 人"),
        (("土蜂蜜", 23), ("外出务工", 19), ("中药材", 10), ("养猪", 5), ("没想好", 6)),
        (K.COOPERATIVE, "马鞍山土蜂蜜专业合作社"),
        "黎红梅",
        "市畜牧局蜂业站唐吉祥，村两委 5 人，村民代表 37 人",
        "7 人怕不会养。请蜂业站每月来 1 次，12 名老蜂农各带 3 户。",
        (400, 900),
        ((F.EARMARKED, 290_000, "蜂箱和蜂群"), (F.HOUSEHOLDS, 36_000, "自做蜂箱")),
        (
            (Point(0.16, "土蜂养殖论证", "论证记录 3 页", OFFICER, 7),),
            (Point(0.29, "规划批准", "批复 1 份", "办事处", 14),),
            (
                Point(0.42, "蜂农 36 户签约", "协议 36 份", SECRETARY, 44),
                Point(
                    -97,
                    "蜂场 6 处摆箱 480 箱",
                    "点箱表、照片",
                    "合作社 贺安山",
                    None,
                    (
                        Move(7, 29, R.PEOPLE, "学会养蜂的才 9 户，箱子领了没人管"),
                        Move(4, 32, R.MONEY, "第二批蜂群款差 48000 元"),
                    ),
                ),
            ),
            (
                Point(
                    1.09, "摇蜜灌装间", "卫生验收单", "合作社 贺安山", None, (Move(2, 30, R.MONEY, "要等蜂群款批下来"),)
                ),
                Point(1.55, "春蜜 4000 斤", "过磅单", "合作社 贺安山"),
            ),
            (Point(1.9, "蜂农分红", "分红表签字", "合作社"),),
        ),
        {L.ORDER: 4, L.ENTRUST: 5, L.WORK: 1},
        0.48,
        (TradeKind.BREEDING, "箱", (4, 16)),
        ("马鞍梁", "蜂桶崖", "漆树坪", "任家洞"),
        pace=0.34,
    ),
    "凉水井村": Road(
        Industry.HERBS,
        "亩",
        ("高山地 480 亩，海拔 900 米以上", "育苗棚 6 个，烘房没有", "药材公司保底价，随行就市", "在家劳力 61 人"),
        (("中药材", 21), ("外出务工", 14), ("高山蔬菜", 11), ("养羊", 7), ("没想好", 3)),
        (K.COOPERATIVE, "凉水井中药材专业合作社"),
        "侯建国",
        "市农业局中药办卫昌运，药材公司 1 人，村民代表 35 人",
        "4 人怕价格跌。保底价写进订单，三年不变。",
        (180, 300),
        (
            (F.EARMARKED, 330_000, "种苗、烘房"),
            (F.ENTERPRISE, 120_000, "药材公司垫种苗"),
            (F.LOAN, 80_000, "合作社贷款"),
        ),
        (
            (Point(0.13, "苍术黄精论证报告", "论证记录 4 页", OFFICER, 3),),
            (Point(0.25, "规划批准", "批复 1 份", "办事处", 8),),
            (
                Point(0.44, "整地 180 亩", "验收表", "合作社 赖立业", 12),
                Point(0.71, "育苗 30 万株", "点苗表", "合作社 赖立业", 6),
                Point(-36, "移栽苍术黄精 150 亩", "验收表、照片", OFFICER),
            ),
            (
                Point(1.1, "烘房 2 间", "验收单", SECRETARY),
                Point(1.45, "第一茬间挖", "过磅单", "合作社 赖立业"),
            ),
            (Point(1.87, "药材款结清到户", "付款表签字", "药材公司"),),
        ),
        {L.ORDER: 5, L.WORK: 3, L.LAND: 3, L.ENTRUST: 2},
        0.5,
        (TradeKind.PLANTING, "亩", (1, 4)),
        ("凉水井", "高山坪", "药场", "黑槽"),
        pace=0.72,
    ),
    "土桥村": Road(
        Industry.FRUIT,
        "亩",
        ("河谷地 280 亩，土层深；渠水到地头", "猕猴桃 70 亩，水泥架 40 亩", "水果商订购，采摘游起步", "在家劳力 58 人"),
        (("猕猴桃", 19), ("外出务工", 11), ("烤烟", 7), ("养猪", 5)),
        (K.ENTERPRISE, "翠谷果业有限公司"),
        "万志强",
        "市农业局果茶办梅正洪，果业公司 2 人，村民代表 33 人",
        "3 人怕溃疡病。公司统一供无病苗，每年统防 4 次。",
        (150, 240),
        ((F.ENTERPRISE, 520_000, "水泥架和苗木"), (F.EARMARKED, 260_000, "滴灌"), (F.HOUSEHOLDS, 41_000, "投工折价")),
        (
            (Point(0.17, "猕猴桃论证报告", "论证记录 4 页", OFFICER, 0),),
            (Point(0.25, "规划批准", "批复 1 份", "办事处", -2),),
            (
                Point(0.43, "流转河谷地 110 亩", "合同 38 份", SECRETARY, 4),
                Point(0.6, "搭架 110 亩", "验收单", "公司 阮学文", 9),
            ),
            (
                Point(0.9, "滴灌通水", "验收单、照片", "公司 阮学文", 3),
                Point(1.14, "栽无病苗 6000 株", "点苗表", "公司 阮学文"),
            ),
            (
                Point(1.62, "老园首采 5 万斤", "过磅单", OFFICER),
                Point(1.85, "土地分红到户", "分红表签字", "公司"),
            ),
        ),
        {L.LAND: 5, L.WORK: 5, L.SHARES: 2},
        0.58,
        (TradeKind.FORESTRY, "亩", (1, 4)),
        ("土桥头", "河谷坝", "渠首", "阮家院子"),
        pace=1.02,
        wish_kind=WishKind.VOTE,
    ),
    "大柏树村": Road(
        Industry.FRUIT,
        "亩",
        ("缓坡地 390 亩，背风向阳", "柑橘园 170 亩，水窖 11 口", "批发市场有摊位", "在家劳力 55 人"),
        (("柑橘", 20), ("外出务工", 8), ("养鸡", 6), ("西瓜", 3)),
        (K.LARGE_GROWER, "姚家坡家庭农场"),
        "杜明德",
        "农技站邹明秀，果农代表 5 人，村民代表 28 人",
        "2 人提出别和桃花坞争早熟。改种晚熟品种，错开上市。",
        (230, 300),
        ((F.EARMARKED, 220_000, "晚熟苗木"), (F.LOAN, 160_000, "农场贷款"), (F.COLLECTIVE, 30_000, "水窖 6 口")),
        (
            (Point(0.1, "晚熟柑橘论证报告", "论证记录 3 页", OFFICER, 1),),
            (Point(0.19, "规划批准", "批复 1 份", "办事处", -3),),
            (
                Point(0.33, "高接晚熟品种 90 亩", "成活率调查表", "农场 姚正洪", 0),
                Point(0.55, "水窖 6 口", "验收单", SECRETARY, 14, (Move(11, 15, R.MONEY, "水窖款要等第二次拨付"),)),
                Point(0.79, "新栽 60 亩", "验收表、照片", "农场 姚正洪", -4),
            ),
            (
                Point(1.05, "越冬覆膜 200 亩", "照片、领膜表", OFFICER),
                Point(1.34, "晚熟果首采", "过磅单", "农场 姚正洪"),
            ),
            (Point(1.6, "保底分红到户", "分红表签字", "农场"),),
        ),
        {L.ORDER: 4, L.WORK: 4, L.LAND: 3, L.SHARES: 1},
        0.6,
        (TradeKind.FORESTRY, "亩", (1, 5)),
        ("大柏坡", "姚家坡", "塘堰边", "岩屋"),
        pace=1.08,
    ),
}
# The village that has no plan yet; its corners for the reports.
WITHOUT = "黄土坡村"
WITHOUT_PLACES = ("黄土坡", "核桃湾", "陈家祠", "晒席坪")
# A first plan that its meeting declined: tobacco was given up.
DECLINED = "土桥村"
