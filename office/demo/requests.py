"""What the demo's villages asked of the office in their reports, what it sent back, and what they mended themselves.

`back` counts the half-months due, the newest is 1; a report that has not come asks for nothing.
"""

from typing import NamedTuple

from villages.models import ReportField, ReturnReason


class Request(NamedTuple):
    """Answered `after` days where there is an `answer`; `due` in days from today where it was handed on."""

    village: str
    back: int
    text: str
    answer: str = ""
    handed_to: str = ""
    after: int = 2
    due: int | None = None
    is_seen: bool = True


class Sent(NamedTuple):
    village: str
    back: int
    field: ReportField
    kind: ReturnReason
    note: str
    is_mended: bool = True


F, K = ReportField, ReturnReason
REQUESTS = (
    Request("响水河村", 1, "网箱拆完了，放苗还要等，空出来的库湾能不能先放一批螺蛳？请联系水产站。"),
    Request("凉水井村", 1, "移栽缺 60 个工，请协调邻村劳力，工钱合作社出。"),
    Request("罗汉寺村", 1, "食品生产许可证现场核查，请办事处帮着约时间。"),
    Request(
        "石门垭村",
        2,
        "5 组 11 户地界不清，请国土所来量一次。",
        "国土所下周二到村，先把 11 户的承包证复印好。",
        "国土所",
        due=6,
        is_seen=False,
    ),
    Request(
        "白果树村",
        2,
        "脱皮机的电压不够，请供电所看看。",
        "供电所已派人，换 50 千伏安变压器。",
        "供电所",
        due=9,
        is_seen=False,
    ),
    Request(
        "青石岭村", 3, "茶苗还差 3 万株，县里苗圃没有了。", "从磨盘办事处苗圃调 3 万株，运费办事处出。", "农业服务中心"
    ),
    Request(
        "马鞍山村", 4, "第二批蜂群款差 48000 元。", "基金上报 30000 元，差额村里再凑；单子已报市里。", "扶贫办", after=4
    ),
    Request("双庙村", 5, "想请兽医站每月来一次，母羊怕传染。", "兽医站每月 10 日到村，第一次已去。", "兽医站"),
    Request("桃花坞村", 6, "冷库要接三相电，线路差 400 米。", "供电所已立杆，月底通电。", "供电所"),
    Request("龙潭沟村", 7, "棚架款第二笔没到账。", "财政所已拨付，请查合作社账户。", "财政所", after=5),
    Request("大柏树村", 9, "水窖款要等第二次拨付，能不能先施工？", "可以先施工，验收后补拨。", "财政所"),
    Request("土桥村", 11, "果园便道有 300 米过不去三轮车。", "一事一议补助砂石 20 车，已送到。", "村建办"),
    Request("柳林铺村", 8, "想看看别处怎么种大棚菜。", "已安排 8 户到龙王庙镇看一天，车接车送。", "农业服务中心"),
)
RETURNS = (
    Sent(
        "双庙村",
        1,
        F.PARTICIPANTS,
        K.MISMATCH,
        "名单上少 2 户，多出的是哪两户？补名单或改成名单上的数。",
        is_mended=False,
    ),
    Sent("石门垭村", 4, F.DONE, K.UNCLEAR, "“谈了几户”写清楚：谈成几户、没成几户、为什么。"),
    Sent("马鞍山村", 6, F.DONE, K.UNPROVEN, "蜂箱点数没有依据，补点箱表再报。"),
    Sent("响水河村", 7, F.PARTICIPANTS, K.MISMATCH, "和参加名单差 2 户，按名单改。"),
    Sent("柳林铺村", 10, F.DONE, K.UNCLEAR, "做了什么写具体：几亩、几户、几天。"),
    Sent("罗汉寺村", 13, F.DONE, K.UNPROVEN, "垦复面积要有分户表，补上再报。"),
)
# Mended by the village itself within the hour, before anybody asked.
MENDED = (
    ("青石岭村", 2, F.DONE),
    ("凉水井村", 6, F.DONE),
    ("桃花坞村", 9, F.DONE),
    ("土桥村", 12, F.DONE),
    ("大柏树村", 15, F.DONE),
    ("黄土坡村", 5, F.DONE),
)
# Two more than the list has; the first stands, the others are mended above.
MISCOUNTED = {("双庙村", 1), ("响水河村", 7), ("白果树村", 8)}
ADDED = {F.DONE: "补充：数目按分户登记表核过。"}
