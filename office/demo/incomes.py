"""What an invented household lives on: lines that add up to exactly the income its story tells (R1.3)."""

from dataclasses import dataclass
from random import Random

from households.codes import CAN_WORK, Category, CheckState, Health, IncomeItem, IncomeSource, WorkArea
from office.demo.conditions import Living, poverty_line
from office.demo.families import Person
from office.demo.plan import Plan
from office.demo.registry import Case

Item = IncomeItem
# 元 a person and year, before they are fitted to the sum.
PENSION, OLD_AGE, DISABILITY = 1260, 600, 1200
FARM_SUBSIDY, RETURNED_LAND, RENT = 75, 125, 260  # 元 a 亩
MONTHLY_WAGE = 1500
# What is bred rather than grown or picked.
_BRED = {"黑山羊", "土蜂蜜", "生态鱼"}
_PICKED = {"核桃", "柑橘", "油茶", "猕猴桃"}
_ON_TRADE = {
    "bred": (Item.LIVESTOCK, Item.LIVESTOCK_COST),
    "picked": (Item.FORESTRY, Item.FORESTRY_COST),
    "grown": (Item.CROPS, Item.CROP_COST),
}


@dataclass(frozen=True)
class Register:
    """A year's income: `lines` in 元, none of them 0; `per_capita` in 元 a person, exactly their net sum."""

    year: int
    people: int
    per_capita: int
    lines: dict[Item, int]
    notes: dict[Item, str]

    def is_above(self, plan: Plan) -> bool:
        return self.per_capita > poverty_line(self.year, today=plan.today)

    @property
    def allowance(self) -> int:
        """低保金 or 特困供养金; 0 without one."""
        return self.lines.get(Item.DIBAO, 0) + self.lines.get(Item.DESTITUTE, 0)


def registers(random: Random, plan: Plan, case: Case, trade: str) -> list[Register]:
    """Newest first: of those who remain every year since two before the plan, of others the exit's and one before.

    The newest one is what the household's verdict on its income says; every year before was a little less.
    """
    newest = case.year(plan.today)
    oldest = newest - 1 if case.is_out else plan.starts_on.year - 2
    people = case.people_in(newest)
    # The months that somebody worked away follow from what was earned.
    sources = _sources(random, people, case.category, case.facts, trade, case.facts.income * len(people))
    notes = _notes(people, trade)
    found, per_capita = [], case.facts.income
    for year in range(newest, oldest - 1, -1):
        count = len(case.people_in(year))
        lines = _fitted(sources, per_capita * count)
        lines |= _uncounted(random, people)
        found.append(Register(year, count, per_capita, lines, notes))
        per_capita = round(per_capita * random.uniform(0.82, 0.95))
    return found


def _sources(
    random: Random, people: list[Person], category: Category, living: Living, trade: str, net: int
) -> dict[Item, int]:
    """Shares of the year's income in 元; the biggest ones first served, the field or the children give the rest."""
    found: dict[Item, int] = {}
    rest = net

    def put(item: Item, amount: float, most: float) -> None:
        """At most that share of what is left to explain."""
        nonlocal rest
        kept = int(min(amount, rest * most) // 10 * 10)
        if kept >= 50:
            found[item] = found.get(item, 0) + kept
            rest -= kept

    lacking = any(s.code == "pension" and s.state == CheckState.NOT_MET for s in living.standings)
    drawing = sum(person.age >= 60 for person in people[1 if lacking else 0 :])
    put(Item.PENSION, PENSION * drawing, 0.7)
    if category == Category.WUBAO:
        put(Item.DESTITUTE, random.randint(5200, 7400) * len(people), 0.8)
    elif category == Category.DIBAO:
        put(Item.DIBAO, random.randint(1800, 3600) * min(len(people), 2), 0.55)
    put(Item.DISABILITY, DISABILITY * sum(Health.DISABLED in person.health for person in people), 0.3)
    put(Item.OLD_AGE, OLD_AGE * sum(person.age >= 80 for person in people), 0.3)
    put(Item.FARM_SUBSIDY, living.farmland * FARM_SUBSIDY, 0.25)
    put(Item.ECOLOGY, living.returned_farmland * RETURNED_LAND, 0.2)
    if living.cooperative:
        put(Item.DIVIDEND, random.randint(300, 1200), 0.2)
    able = any(person.labour in CAN_WORK for person in people)
    worker = _worker(people)
    if worker:
        far = worker.work_area in {WorkArea.PROVINCE, WorkArea.ELSEWHERE}
        before = rest
        put(Item.MIGRANT_WORK if far else Item.LOCAL_WORK, net, 0.72)
        _work_for(before - rest, people)
    elif able:
        put(Item.LOCAL_WORK, net, 0.35)
    if not able:
        put(Item.LAND_RENT, living.farmland * RENT, 0.4)
        last = Item.DESTITUTE if category == Category.WUBAO else Item.SUPPORT
        found[last] = found.get(last, 0) + rest
        return found
    gain, cost = _ON_TRADE["bred" if trade in _BRED else "picked" if trade in _PICKED else "grown"]
    spent = int(rest * random.uniform(0.2, 0.45) // 10 * 10)
    found[gain] = rest + spent
    if spent:
        found[cost] = spent
    return found


def _work_for(wage: int, people: list[Person]) -> None:
    workers = [person for person in people if person.months_worked]
    for person in workers:
        person.months_worked = max(1, min(11, round(wage / len(workers) / MONTHLY_WAGE)))


def _worker(people: list[Person]) -> Person | None:
    return max((p for p in people if p.months_worked), key=lambda p: p.months_worked or 0, default=None)


def _notes(people: list[Person], trade: str) -> dict[Item, str]:
    worker = _worker(people)
    notes = dict.fromkeys((Item.CROPS, Item.FORESTRY, Item.LIVESTOCK), trade)
    if worker:
        for item in (Item.MIGRANT_WORK, Item.LOCAL_WORK):
            notes[item] = f"{WorkArea(worker.work_area).label} {worker.months_worked} 个月"
    return notes


def _fitted(sources: dict[Item, int], net: int) -> dict[Item, int]:
    """The same sources in the same proportions with another sum; the biggest one takes what rounding leaves."""
    whole = sum(_signed(item, amount) for item, amount in sources.items())
    lines = {item: int(round(amount * net / whole, -1)) for item, amount in sources.items()}
    biggest = max((item for item in lines if item[0] != IncomeSource.COST), key=lambda item: lines[item])
    lines[biggest] += net - sum(_signed(item, amount) for item, amount in lines.items())
    return {item: amount for item, amount in lines.items() if amount}


def _signed(item: Item, amount: int) -> int:
    return -amount if item[0] == IncomeSource.COST else amount


def _uncounted(random: Random, people: list[Person]) -> dict[Item, int]:
    """Help that comes once and is no income."""
    found: dict[Item, int] = {}
    if random.random() < 0.3:
        found[Item.CONDOLENCE] = random.randrange(200, 801, 100)
    if any(person.is_pupil for person in people):
        found[Item.SCHOOL_AID] = random.choice((1000, 1250))
    if random.random() < 0.25 and any(Health.HEALTHY not in person.health for person in people):
        found[Item.MEDICAL_REFUND] = random.randrange(600, 6001, 10)
    return found
