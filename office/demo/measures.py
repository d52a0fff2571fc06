"""What is done for an invented household: the help that fits its causes, category and trade."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from households.codes import Category, CheckState, MeasureKind, MeasureState, PovertyCause
from office.demo.conditions import Living
from office.demo.families import Person
from office.demo.plan import Plan

K = MeasureKind


class Offer(NamedTuple):
    """`low` and `high` in 元; `days` until it is done, None for help that goes on."""

    kind: MeasureKind
    content: str
    source: str
    low: int
    high: int
    outcome: str
    days: int | None = None


@dataclass(frozen=True)
class Help:
    offer: Offer
    started_on: date
    ended_on: date | None
    amount: int
    state: MeasureState

    @property
    def outcome(self) -> str:
        """Help that ends has its result when it is done; help that goes on has it all along."""
        seen = self.state == MeasureState.DONE or (self.state == MeasureState.RUNNING and self.offer.days is None)
        return self.offer.outcome if seen else ""


BY_CATEGORY = {
    Category.DIBAO: Offer(K.SECURITY, "农村低保金", "市民政局", 3200, 6800, "按月打卡"),
    Category.WUBAO: Offer(K.SECURITY, "特困人员供养金", "市民政局", 7200, 9600, "按月打卡"),
}
BY_CAUSE: dict[PovertyCause, tuple[Offer, ...]] = {
    PovertyCause.ILLNESS: (
        Offer(K.HEALTH, "家庭医生签约服务", "办事处卫生院", 0, 0, "每季上门 1 次"),
        Offer(K.HEALTH, "大病医疗救助", "市医保局", 1800, 12000, "自付降到一成", 60),
        Offer(K.HEALTH, "慢性病门诊卡", "市医保局", 600, 1500, "药费报八成"),
    ),
    PovertyCause.DISABILITY: (
        Offer(K.SECURITY, "残疾人两项补贴", "市残联", 1200, 2400, "按季打卡"),
        Offer(K.HEALTH, "配轮椅和扶手", "市残联", 800, 1600, "已送到家", 40),
    ),
    PovertyCause.SCHOOLING: (
        Offer(K.EDUCATION, "雨露计划补助", "市扶贫办", 3000, 3000, "已到账", 30),
        Offer(K.EDUCATION, "助学贷款", "市教育局", 6000, 8000, "学费已交", 45),
    ),
    PovertyCause.DISASTER: (Offer(K.LIVING, "临时救助", "市民政局", 1000, 4000, "已到账", 20),),
    PovertyCause.LAND: (Offer(K.ECOLOGY, "护林员补贴", "市林业局", 4000, 4000, "按季打卡"),),
    PovertyCause.WATER: (Offer(K.LIVING, "接通自来水", "市水利局", 1500, 3200, "水表已装", 50),),
    PovertyCause.SKILLS: (
        Offer(K.MOTIVATION, "实用技术培训 2 期", "办事处农业服务中心", 300, 600, "学会修剪和嫁接", 10),
        Offer(K.EMPLOYMENT, "扶贫车间务工", "村扶贫车间", 9000, 21000, "按月发工资"),
    ),
    PovertyCause.LABOUR: (
        Offer(K.PUBLIC_POST, "保洁员岗位", "村委会", 3600, 6000, "按月发工资"),
        Offer(K.INDUSTRY, "土地托管给合作社", "村合作社", 900, 2600, "年底分红"),
    ),
    PovertyCause.FUNDS: (
        Offer(K.FINANCE, "扶贫小额信贷", "农商银行", 20000, 50000, "免息三年"),
        Offer(K.INDUSTRY, "产业奖补", "市农业局", 2000, 5000, "已到账", 60),
    ),
    PovertyCause.TRAFFIC: (Offer(K.LIVING, "硬化入户路", "办事处", 2200, 5200, "路已通", 70),),
    PovertyCause.MOTIVATION: (Offer(K.MOTIVATION, "帮带结对，共同种植", "村党支部", 500, 1500, "一起下地"),),
    PovertyCause.BEREAVEMENT: (Offer(K.LIVING, "临时救助", "市民政局", 1000, 3000, "已到账", 20),),
}
GENERAL = (
    Offer(K.DONATION, "过冬棉被和米油", "结对单位", 300, 800, "已送到家", 5),
    Offer(K.HEALTH, "代缴基本医疗保险", "办事处", 180, 720, "已参保", 15),
    Offer(K.LIVING, "改厕", "办事处", 1200, 2400, "已验收", 40),
    Offer(K.EMPLOYMENT, "外出务工交通补贴", "市人社局", 300, 600, "已到账", 20),
    Offer(K.ECOLOGY, "退耕还林补助", "市林业局", 240, 1200, "按年打卡"),
)


def measures(
    random: Random,
    plan: Plan,
    *,
    category: Category,
    causes: list[PovertyCause],
    people: list[Person],
    living: Living,
    allowance: int,
    trade: str,
    until: date | None,
) -> list[Help]:
    """One to five, all of them over by `until` where the household was lifted before the plan.

    `allowance` is this year's 低保金 or 特困供养金 of the income register in 元; 0: there is no register.
    """
    offers = [BY_CATEGORY[category]] if category in BY_CATEGORY else []
    if offers and allowance:
        offers = [offers[0]._replace(low=allowance, high=allowance)]
    if any(s.code == "housing" and s.state == CheckState.NOT_MET for s in living.standings):
        offers.append(Offer(K.HOUSING, f"{living.housing} 级危房改造", "市住建局", 9000, 28000, "补助已拨一半"))
    if any(person.is_pupil for person in people):
        offers.append(Offer(K.EDUCATION, "寄宿生生活补助", "市教育局", 1000, 1250, "已到账", 30))
    if category != Category.WUBAO and random.random() < 0.6:
        offers.append(_trade_offer(random, trade))
    offers.extend(random.choice(BY_CAUSE[cause]) for cause in causes if cause in BY_CAUSE)
    if not offers or random.random() < 0.4:
        offers.append(random.choice(GENERAL))
    kept = offers[: 2 if until else 5]
    return [_given(random, plan, offer, until) for offer in dict.fromkeys(kept)]


def _trade_offer(random: Random, trade: str) -> Offer:
    content, outcome = {
        "香菇": ("种植香菇 2000 袋", "第一茬已采收"),
        "茶叶": ("改造茶园 2 亩", "春茶已卖出"),
        "柑橘": ("栽种柑橘 3 亩", "苗木已成活"),
        "核桃": ("管护核桃 5 亩", "修剪两次"),
        "黑山羊": ("养黑山羊 12 只", "已出栏 4 只"),
        "土蜂蜜": ("养土蜂 8 箱", "收蜜 60 斤"),
        "生态鱼": ("入股水面养鱼", "年底分红"),
    }.get(trade, (f"种植{trade} 3 亩", "长势良好"))
    return Offer(K.INDUSTRY, content, f"{trade}专业合作社", 2000, 9000, outcome)


def _given(random: Random, plan: Plan, offer: Offer, until: date | None) -> Help:
    if until:
        started = until - timedelta(days=random.randint(120, 420))
        ended = started + timedelta(days=offer.days or random.randint(60, 110))
        return Help(offer, started, ended, _amount(random, offer), MeasureState.DONE)
    lot = random.random()
    if lot < 0.07:
        coming = plan.today + timedelta(days=random.randint(5, 60))
        return Help(offer, coming, None, _amount(random, offer), MeasureState.PLANNED)
    since = plan.starts_on - timedelta(days=90)
    started = since + timedelta(days=random.randrange((plan.today - since).days))
    if offer.days and started + timedelta(days=offer.days) <= plan.today:
        return Help(offer, started, started + timedelta(days=offer.days), _amount(random, offer), MeasureState.DONE)
    if lot > 0.98 and (plan.today - started).days > 45:
        stopped = started + timedelta(days=40)
        return Help(offer, started, stopped, _amount(random, offer), MeasureState.STOPPED)
    return Help(offer, started, None, _amount(random, offer), MeasureState.RUNNING)


def _amount(random: Random, offer: Offer) -> int:
    """分, in whole tens of 元; 0 for help that is no money."""
    return random.randrange(offer.low, offer.high + 1, 10) * 100 if offer.high else 0
