"""Who takes part in a village's plan and how, what it brought, and the trade of a household (R4.2).

What a participation brought is typed once, here; it stands in the income register of the year as a line of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, Q

from households.actions.households import refuse_stale
from households.actions.registers import begin_register, take_line_away
from households.incomes import objection
from households.models import Household, HouseholdTrade, IncomeLine, Participation
from households.trades import item_of
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui.money import plain_yuan
from villages.models import PlanState, VillagePlan


def join_plan(
    household: Household,
    plan: VillagePlan,
    *,
    link: str,
    since: date,
    terms: str = "",
    expected: int | None = None,
    by: User | None,
) -> Participation:
    """`expected` 分 a year. The same participation sent twice is one row."""
    return join_many([household], plan, link=link, since=since, terms=terms, expected=expected, by=by)[0]


def join_many(
    households: Iterable[Household],
    plan: VillagePlan,
    *,
    link: str,
    since: date,
    terms: str = "",
    expected: int | None = None,
    by: User | None,
) -> list[Participation]:
    """All or none, on the same terms; in the order of the households' keys."""
    with changing(by=by, reason="登记参加一村一品"):
        of_plan = VillagePlan.objects.select_for_update().get(pk=plan.pk)
        _refuse_ended(of_plan)
        keys = [household.pk for household in households]
        made = []
        for household in Household.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
            part = Participation(
                household=household, plan=of_plan, link=link, terms=terms.strip(), expected=expected, since=since
            )
            made.append(_join(part))
    return made


def _join(part: Participation) -> Participation:
    if part.household.village_id != part.plan.village_id:
        raise Refused(f"{part.household.called}不在 {part.plan.village.name}，不能参加这份规划")
    there = _of_the_same_link(part)
    if there is None:
        part.save()
        return part
    if (there.since, there.until, there.terms, there.expected) == (part.since, None, part.terms, part.expected):
        return there
    raise Refused(
        f"{part.household.called}从 {there.since} 起已经用“{there.get_link_display()}”参加，在原来那一条上改",
        field="link",
    )


def _of_the_same_link(part: Participation) -> Participation | None:
    """Another row of the same household, plan and link with a day in common."""
    same = Participation.objects.filter(household=part.household, plan=part.plan, link=part.link).exclude(pk=part.pk)
    overlapping = same.filter(Q(until__isnull=True) | Q(until__gte=part.since))
    return (overlapping.filter(since__lte=part.until) if part.until else overlapping).order_by("-since").first()


def correct_participation(participation: Participation, *, seen: int, by: User, **facts: Any) -> Participation:
    """The lines of the income register that it brought follow another link."""
    with changing(by=by, reason="修改参加一村一品"):
        locked = _locked(participation)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check(locked)
        locked.save()
        for line in locked.income_lines.exclude(item=_item(locked)):
            line.item = _item(locked)
            line.save()
    return locked


def leave_plan(participation: Participation, *, until: date, by: User | None) -> Participation:
    """`until` is the last day. What it brought stays in the income register."""
    with changing(by=by, reason="不再参加一村一品"):
        locked = _locked(participation)
        if locked.until is not None and locked.until != until:
            raise Refused(f"这户到 {locked.until} 已经不参加了", field="until")
        locked.until = until
        _check(locked)
        locked.save()
    return locked


def _locked(participation: Participation) -> Participation:
    """The household first: whoever writes its register holds it too."""
    Household.objects.select_for_update().get(pk=participation.household_id)
    rows = Participation.objects.select_for_update(of=("self",)).select_related("household", "plan")
    return rows.get(pk=participation.pk)


def _check(part: Participation) -> None:
    if part.until and part.until < part.since:
        raise Refused("结束日期早于开始日期", field="until")
    years = part.income_lines.aggregate(first=Min("register__year"), last=Max("register__year"))
    if years["first"] and part.since.year > years["first"]:
        raise Refused(
            f"{years['first']} 年已经记了从规划得的收入，开始日期不能晚于这一年。先把那年的收入清空", field="since"
        )
    there = _of_the_same_link(part)
    if there:
        raise Refused(f"这户从 {there.since} 起已经用“{there.get_link_display()}”参加，日期不能重叠", field="link")


def _refuse_ended(plan: VillagePlan) -> None:
    if plan.state == PlanState.ENDED:
        raise Refused(f"{plan.product}的规划 {plan.ended_on} 已经终止，不能再登记参加")


def _item(part: Participation) -> str:
    return item_of(part.link, part.plan.industry).value


@dataclass(frozen=True)
class Benefit:
    """What a participation brought in a year: `amount` in 分, None for nothing. `seen` is what the page had shown."""

    participation: Participation
    year: int
    amount: int | None
    seen: int | None

    @property
    def cell(self) -> str:
        return cell_of(self.participation, self.year)


def cell_of(participation: Participation, year: int) -> str:
    """The name of the field in which the amount of that year is typed."""
    return f"amount_{participation.pk}_{year}"


def record_benefit(
    participation: Participation, *, year: int, amount: int | None, today: date, by: User | None
) -> IncomeLine | None:
    """`amount` 分 of the whole year; None takes the line away. Without a register of that year one is begun.

    Raises Refused at the field of `cell_of`.
    """
    with changing(by=by, reason="登记从一村一品得的收入"):
        return _keep(_locked(participation), year, amount, today, by)


def record_benefits(benefits: Sequence[Benefit], *, today: date, by: User | None) -> int:
    """All or none; how many lines changed. Refused where somebody else typed another amount meanwhile."""
    changed = 0
    with changing(by=by, reason="登记从一村一品得的收入"):
        keys = {benefit.participation.household_id for benefit in benefits}
        list(Household.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        for benefit in benefits:
            part = _locked(benefit.participation)
            now = part.income_lines.filter(register__year=benefit.year).first()
            amount = now.amount if now else None
            if amount == benefit.amount:
                continue
            if amount != benefit.seen:
                words = "清空了" if amount is None else f"改成了 {plain_yuan(amount)} 元"
                raise Refused(f"{part.household.called}：打开这页以后，别人把它{words}。看过再填", field=benefit.cell)
            _keep(part, benefit.year, benefit.amount, today, by)
            changed += 1
    return changed


def _keep(part: Participation, year: int, amount: int | None, today: date, by: User | None) -> IncomeLine | None:
    line = part.income_lines.select_related("register").filter(register__year=year).first()
    if amount is None:
        if line:
            take_line_away(line)
        return None
    _check_benefit(part, year, amount, today)
    if line is None:
        register = begin_register(part.household, year, today=today, by=by)
        line = IncomeLine(register=register, participation=part)
    line.item, line.amount = _item(part), amount
    line.save()
    return line


def _check_benefit(part: Participation, year: int, amount: int, today: date) -> None:
    field = cell_of(part, year)
    if year > today.year:
        raise Refused(f"{year} 年还没有到", field=field)
    if year < part.since.year:
        raise Refused(f"{part.household.called} {part.since} 起参加，{year} 年还没有参加", field=field)
    if year < part.household.identified_year:
        raise Refused(f"{part.household.called} {part.household.identified_year} 年识别，之前的年度不登记", field=field)
    words = objection(_item(part), amount)
    if words:
        raise Refused(f"{part.household.called}：{words}", field=field)


def keep_trade(
    household: Household,
    *,
    kind: str,
    name: str,
    scale: str = "",
    plan: VillagePlan | None = None,
    expected: int | None = None,
    since: date,
    by: User | None,
) -> HouseholdTrade:
    """The trade from now on; the one before ends the day before. The same trade sent twice is one row."""
    facts = {"kind": kind, "name": name.strip(), "scale": scale.strip(), "plan": plan, "expected": expected}
    with changing(by=by, reason="登记一户一业"):
        locked = Household.objects.select_for_update().get(pk=household.pk)
        same = locked.trades.current().filter(since=since, **facts).first()
        if same:
            return same
        trade = HouseholdTrade(household=locked, since=since, **facts)
        _refuse_foreign_plan(trade)
        _end_the_one_before(locked, since)
        trade.save()
    return trade


def _end_the_one_before(household: Household, since: date) -> None:
    last = household.trades.order_by("-since").first()
    if last is None or (last.until is not None and last.until < since):
        return
    if last.since >= since:
        raise Refused(f"“{last.name}”从 {last.since} 起，新的一业要晚于这一天", field="since")
    if last.until is not None:
        raise Refused(f"“{last.name}”做到 {last.until}，新的一业从第二天起", field="since")
    last.until = since - timedelta(days=1)
    last.save(update_fields=["until"])


def correct_trade(trade: HouseholdTrade, *, seen: int, by: User, **facts: Any) -> HouseholdTrade:
    with changing(by=by, reason="修改一户一业"):
        locked = _locked_trade(trade)
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check_trade(locked)
        locked.save()
    return locked


def end_trade(trade: HouseholdTrade, *, until: date, by: User | None) -> HouseholdTrade:
    """`until` is the last day."""
    with changing(by=by, reason="结束一户一业"):
        locked = _locked_trade(trade)
        if locked.until is not None and locked.until != until:
            raise Refused(f"“{locked.name}”到 {locked.until} 已经结束", field="until")
        locked.until = until
        _check_trade(locked)
        locked.save()
    return locked


def _locked_trade(trade: HouseholdTrade) -> HouseholdTrade:
    Household.objects.select_for_update().get(pk=trade.household_id)
    return HouseholdTrade.objects.select_for_update(of=("self",)).select_related("household").get(pk=trade.pk)


def _check_trade(trade: HouseholdTrade) -> None:
    if trade.until and trade.until < trade.since:
        raise Refused("结束日期早于开始日期", field="until")
    _refuse_foreign_plan(trade)
    others = trade.household.trades.exclude(pk=trade.pk).filter(Q(until__isnull=True) | Q(until__gte=trade.since))
    there = (others.filter(since__lte=trade.until) if trade.until else others).first()
    if there:
        raise Refused(f"这段时间这户做“{there.name}”，日期不能重叠", field="since")


def _refuse_foreign_plan(trade: HouseholdTrade) -> None:
    if trade.plan and trade.plan.village_id != trade.household.village_id:
        raise Refused("这份规划是别的村的", field="plan")
