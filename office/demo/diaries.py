"""What village officers write in their half-month reports: sentences by product and month, numbers drawn anew.

`{120-380}` is a number, `{place}` a corner of the village, `{people}` one to three heads of poor households.
"""

import re
from collections import deque
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from villages.models import Work

W = Work


class Line(NamedTuple):
    months: str
    work: Work
    text: str


# Before the plan is approved there is nothing but asking, measuring and meeting.
BEFORE = (
    Line("", W.MEETING, "开户主会，{16-44} 户到会，{11-15} 户想先看看再定"),
    Line("", W.VISIT, "入户问意愿 {12-38} 户，{people}家全家在外，电话问的"),
    Line("", W.MEETING, "村两委和老党员商量产业，比了 {3-5} 个品种"),
    Line("", W.VISIT, "量{place}可用的地 {20-90} 亩，逐户对界"),
    Line("", W.TRAINING, "带 {6-14} 户到邻镇看基地，算了投入账"),
    Line("", W.VISIT, "核劳力，在家能干活的 {40-90} 人"),
    Line("", W.MEETING, "请农技员来讲 1 场，问水、问路、问销路"),
    Line("", W.OTHER, "取土样 {4-9} 份送检，{place}的最好"),
)
GENERAL = (
    Line("", W.VISIT, "走访贫困户 {9-31} 户，{people}要办的事已记"),
    Line("", W.VISIT, "入户核收入 {8-26} 户，工资条、流水都看了"),
    Line("", W.MEETING, "村民小组会 {2-5} 场，讲参加办法和账目"),
    Line("", W.ROAD, "{place}机耕路垫砂石 {3-18} 00 米"),
    Line("", W.ROAD, "清{place}的水渠 {2-9} 00 米，通水"),
    Line("", W.ROAD, "{place}会车台修了 {2-4} 处"),
    Line("12-2", W.VISIT, "送过冬棉被 {8-30} 床，看了老人的取暖"),
    Line("12-2", W.MEETING, "对年底账，{12-40} 户签字"),
    Line("6-8", W.OTHER, "大雨后查{place}，排险 {1-4} 处"),
    Line("7-8", W.OTHER, "抗旱抽水 {3-11} 天，保住 {20-90} 亩"),
    Line("", W.MEETING, "和{people}等 {3-8} 户签协议"),
)
SEASONS: dict[str, tuple[Line, ...]] = {
    "茶叶": (
        Line("3-4", W.PLANTING, "采明前茶 {220-680} 斤，每斤鲜叶 {28-46} 元"),
        Line("4-5", W.PROCESSING, "炒茶 {90-260} 斤，{people}家自炒自卖"),
        Line("5-6", W.SALES, "春茶卖了 {3-9} 万元，款结到户"),
        Line("6-9", W.PLANTING, "茶园除草 {30-90} 亩，套种黄豆 {12-40} 亩"),
        Line("7-9", W.PLANTING, "修剪老茶树 {20-60} 亩，施饼肥 {2-7} 吨"),
        Line("9-11", W.PLANTING, "{place}挖茶沟 {15-40} 亩，客土改酸"),
        Line("10-12", W.PLANTING, "栽茶苗 {8-30} 万株，成活先看半月"),
        Line("12-2", W.PROCESSING, "清茶场设备，换炒锅 {2-4} 口"),
        Line("", W.TRAINING, "茶叶站来讲修剪和分级，{14-33} 人听"),
        Line("", W.SALES, "送样 {3-6} 份到县茶厂，等定级"),
    ),
    "香菇": (
        Line("1-3", W.PROCESSING, "采冬菇 {300-1900} 斤，烘干 {40-190} 斤"),
        Line("3-5", W.PLANTING, "菌袋转场 {4-18} 千袋，遮阳网盖好"),
        Line("5-7", W.PLANTING, "备木屑 {20-90} 吨，晒袋料"),
        Line("6-9", W.PLANTING, "{place}搭棚 {2-8} 个，棚架到了 {30-90} 根"),
        Line("8-10", W.PLANTING, "接种 {6-30} 千袋，杂菌率 {2-7} %"),
        Line("10-12", W.PROCESSING, "出菇 {400-2600} 斤，{people}家采得多"),
        Line("", W.TRAINING, "查文成来讲温湿控制，{12-28} 人带本子记"),
        Line("", W.SALES, "干菇卖给干货行 {80-420} 斤，每斤 {38-56} 元"),
        Line("", W.OTHER, "查电线和消防，{place}换了闸刀"),
    ),
    "核桃": (
        Line("2-3", W.PLANTING, "春修剪核桃 {40-160} 亩，枝条运出{place}"),
        Line("3-4", W.PLANTING, "嫁接 {30-120} 亩，成活 {72-91} %"),
        Line("5-7", W.PLANTING, "林下除草 {40-110} 亩，苍术间苗"),
        Line("8-9", W.PROCESSING, "收青果 {3-14} 吨，脱皮 {2-9} 吨"),
        Line("9-10", W.SALES, "晒干果 {600-3400} 斤，收购站每斤 {7-11} 元"),
        Line("11-12", W.PLANTING, "刷白涂干 {50-140} 亩，施基肥"),
        Line("12-2", W.PLANTING, "{place}挖鱼鳞坑 {300-1800} 个"),
        Line("", W.TRAINING, "林业站教修剪，{10-26} 人上树试剪"),
        Line("", W.SALES, "和收购站谈保底价，先谈了 {2-5} 元一斤"),
    ),
    "柑橘": (
        Line("2-4", W.PLANTING, "高接换种 {20-80} 亩，{people}家接得最多"),
        Line("4-5", W.PLANTING, "疏花疏果 {60-180} 亩，枝条运到{place}"),
        Line("6-8", W.PLANTING, "抗旱灌水 {80-260} 亩，黄板挂 {300-900} 张"),
        Line("9-10", W.PLANTING, "铺反光膜 {20-90} 亩，等着转色"),
        Line("10-12", W.SALES, "采果 {8-60} 吨，网店发走 {200-1600} 箱"),
        Line("11-12", W.PROCESSING, "选果线每天 {4-14} 吨，好果占 {6-8} 成"),
        Line("12-2", W.PLANTING, "果树刷白、盖膜 {40-160} 亩，防倒春寒"),
        Line("", W.TRAINING, "梅正洪来讲晚熟管护，{16-40} 人听"),
        Line("", W.ROAD, "果园便道修 {3-9} 00 米，三轮车能上{place}"),
    ),
    "生态鱼": (
        Line("1-3", W.OTHER, "拆网箱 {12-46} 口，浮架拖到{place}"),
        Line("3-5", W.BREEDING, "验水质 {2-4} 次，二类；放鲢鳙苗 {2-9} 万尾"),
        Line("5-7", W.BREEDING, "看护巡湖 {8-22} 天，劝走钓鱼的 {6-30} 人"),
        Line("6-9", W.BREEDING, "投螺蛳 {3-9} 吨，清网 {2-5} 次"),
        Line("9-11", W.BREEDING, "试捕 1 网，{1-4} 斤重的占 {5-8} 成"),
        Line("11-12", W.SALES, "给鱼馆送样 {300-900} 斤，每斤 {9-16} 元"),
        Line("12-2", W.OTHER, "上岸平台打桩 {12-40} 根，{place}通电"),
        Line("", W.MEETING, "公司来讲股份，{20-45} 户按了手印"),
        Line("", W.TRAINING, "水产站教看水色、防缺氧，{10-24} 人"),
    ),
    "蔬菜": (
        Line("1-3", W.PLANTING, "育苗 {3-12} 万株，棚里温度 {16-22} 度"),
        Line("3-5", W.PLANTING, "{place}移栽辣椒番茄 {20-60} 亩"),
        Line("5-7", W.SALES, "早春菜卖 {6-24} 吨，菜市场和学校食堂各半"),
        Line("8-9", W.PLANTING, "整地下秋菜 {18-50} 亩，滴灌接了 {2-6} 条"),
        Line("9-11", W.SALES, "白菜萝卜上市 {8-30} 吨，价低，先供食堂"),
        Line("11-12", W.PLANTING, "旧棚换膜 {2-8} 个，压土防风"),
        Line("12-2", W.PLANTING, "{people}家试种小葱 {2-6} 亩，来年推开"),
        Line("", W.TRAINING, "请农技员讲病害，{12-30} 人到棚里看"),
        Line("", W.MEETING, "议牵头的人选，{2-3} 人报名"),
    ),
    "黑山羊": (
        Line("2-4", W.BREEDING, "接羔 {40-140} 只，保育的 {20-60} 只"),
        Line("4-6", W.BREEDING, "打防疫针 {180-600} 只，补打 {10-40} 只"),
        Line("5-7", W.PLANTING, "种黑麦草 {20-70} 亩，{place}轮牧"),
        Line("7-9", W.BREEDING, "羊舍消毒 {3-5} 次，通风口加宽"),
        Line("9-11", W.SALES, "活羊出栏 {20-120} 只，每斤 {24-31} 元"),
        Line("11-12", W.BREEDING, "备青干草 {30-90} 吨，加修羊舍 {2-5} 栋"),
        Line("12-2", W.BREEDING, "圈养过冬，母羊怀羔 {40-160} 只"),
        Line("", W.TRAINING, "兽医站教看羊瘟，{14-30} 人"),
        Line("", W.SALES, "和羊肉馆签 {1-3} 份订单，每月 {30-80} 只"),
    ),
    "金银花": (
        Line("1-3", W.PLANTING, "苗圃剪插条 {3-12} 万株，{place}盖膜"),
        Line("3-5", W.PLANTING, "打窝 {30-120} 亩，先修{place}水渠"),
        Line("5-6", W.PLANTING, "采花蕾 {200-900} 斤，晒干 {40-180} 斤"),
        Line("6-8", W.PLANTING, "除草追肥 {40-130} 亩，搭架 {8-24} 亩"),
        Line("8-10", W.PLANTING, "蓄水池 {1-2} 口封顶，引水 {2-7} 00 米"),
        Line("10-12", W.PLANTING, "补栽 {20-90} 亩，{people}家的界线谈好了"),
        Line("12-2", W.PROCESSING, "看烘干房地基，量了 {60-180} 平方米"),
        Line("", W.MEETING, "谈土地流转 {4-18} 户，{2-8} 户没谈拢"),
        Line("", W.TRAINING, "药企来讲采收分级，{12-28} 人"),
        Line("", W.SALES, "药企预付 {2-8} 万元，按株到户"),
    ),
    "油茶": (
        Line("1-3", W.PLANTING, "整地挖穴 {20-70} 亩，每亩 {80-110} 窝"),
        Line("3-4", W.PLANTING, "栽两年苗 {2-8} 千株，{place}先栽"),
        Line("5-7", W.PLANTING, "新林锄草 {40-120} 亩，套种花生 {15-50} 亩"),
        Line("7-9", W.PLANTING, "老林垦复 {40-130} 亩，砍掉衰树"),
        Line("10-11", W.PROCESSING, "采茶果 {6-26} 吨，晒籽 {2-9} 吨"),
        Line("11-12", W.PROCESSING, "榨油 {600-2600} 斤，出油 {22-27} %"),
        Line("12-2", W.PROCESSING, "检修榨机，茶饼卖了 {2-8} 吨"),
        Line("", W.SALES, "茶油卖 {180-900} 斤，每斤 {42-48} 元"),
        Line("", W.TRAINING, "齐明贵来讲修剪，{10-24} 人带锯来"),
    ),
    "土蜂蜜": (
        Line("2-4", W.BREEDING, "分蜂 {12-60} 群，{place}先摆"),
        Line("4-6", W.BREEDING, "摇春蜜 {120-560} 斤，封瓶 {60-300} 瓶"),
        Line("6-8", W.BREEDING, "换巢础 {80-320} 张，遮阳搭了 {4-12} 处"),
        Line("8-9", W.BREEDING, "治蜂螨 {60-220} 群，请唐吉祥来看"),
        Line("9-11", W.BREEDING, "越冬前合并弱群 {10-40} 群，留蜜 {2-4} 斤一箱"),
        Line("11-2", W.BREEDING, "蜂箱糊缝保暖 {60-260} 箱，{people}家的垫高"),
        Line("", W.SALES, "蜂蜜零卖 {80-400} 斤，每斤 {58-76} 元"),
        Line("", W.TRAINING, "老蜂农带 {6-15} 人开箱看王台"),
        Line("", W.OTHER, "{place}新蜂场清理，点箱 {20-90} 个"),
    ),
    "中药材": (
        Line("2-4", W.PLANTING, "整地 {20-80} 亩，起垄 {15-60} 亩"),
        Line("3-5", W.PLANTING, "苍术播种 {10-40} 亩，覆草保墒"),
        Line("5-7", W.PLANTING, "育苗棚间苗，{people}家帮工 {20-70} 天"),
        Line("6-8", W.PLANTING, "除草 {40-120} 亩，打药 {1-2} 次"),
        Line("9-11", W.PLANTING, "移栽 {20-90} 亩，{place}的先栽"),
        Line("11-12", W.PROCESSING, "挖苍术 {4-18} 吨，晒干 {1-6} 吨"),
        Line("12-2", W.PROCESSING, "切片 {600-2800} 斤，药材公司验过"),
        Line("", W.SALES, "交药材公司 {2-8} 吨，保底每斤 {11-14} 元"),
        Line("", W.TRAINING, "卫昌运来讲黄精采收期，{12-26} 人"),
    ),
    "猕猴桃": (
        Line("12-2", W.PLANTING, "冬剪 {30-90} 亩，剪下的枝条烧成灰"),
        Line("3-4", W.PLANTING, "绑枝抹芽 {40-90} 亩，{place}先做"),
        Line("5-6", W.PLANTING, "人工授粉 {30-80} 亩，{people}家雇 {6-20} 人"),
        Line("6-8", W.PLANTING, "套袋 {2-9} 万个，防晒网搭 {10-30} 亩"),
        Line("8-9", W.SALES, "采软果 {2-9} 吨，网上每斤 {6-9} 元"),
        Line("9-11", W.PLANTING, "秋施基肥 {20-60} 吨，{place}开沟"),
        Line("10-12", W.PLANTING, "滴灌管铺 {20-70} 亩，试水 {1-2} 次"),
        Line("", W.TRAINING, "阮学文讲溃疡病，{12-28} 人到地里看"),
        Line("", W.ROAD, "园区便道 {2-8} 00 米，垫石 {3-9} 车"),
    ),
}
# A report has three sentences at most: so many may stand there already.
AT_ONCE = 2
_NUMBER = re.compile(r"\{(\d+)-(\d+)\}")


def line(
    random: Random,
    pool: Sequence[Line],
    month: int,
    *,
    places: Sequence[str],
    people: Sequence[str],
    lately: deque[str],
) -> tuple[Work, str]:
    """One that fits the month and was not written lately, twice as often one of the season; never the same twice."""
    fitting = [found for found in pool if _is_in(found.months, month)]
    fresh = [found for found in fitting if found.text not in lately]
    fresh = fresh or [found for found in fitting if found.text not in list(lately)[-AT_ONCE:]] or fitting
    chosen = random.choices(fresh, [2 if found.months else 1 for found in fresh])[0]
    lately.append(chosen.text)
    return chosen.work, _filled(random, chosen.text, places, people)


def _is_in(months: str, month: int) -> bool:
    if not months:
        return True
    first, last = map(int, months.split("-"))
    return first <= month <= last if first <= last else month >= first or month <= last


def _filled(random: Random, text: str, places: Sequence[str], people: Sequence[str]) -> str:
    """Large numbers in tens, for nobody counts 1237 斤 to the last."""

    def number(found: re.Match[str]) -> str:
        low, high = int(found[1]), int(found[2])
        return str(random.randrange(low, high + 1, 10 if high >= 400 else 1))

    said = _NUMBER.sub(number, text).replace(" 00 ", "00 ")
    said = said.replace("{place}", random.choice(places)) if "{place}" in said else said
    if "{people}" in said:
        said = said.replace("{people}", "、".join(random.sample(list(people), min(random.randint(1, 2), len(people)))))
    return said
