"""What a confirmed delivery means for a household it reached: lines of its register and a help measure (R5.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from enterprises.codes import Deal, Gift, Mode, Purpose
from enterprises.models import Beneficiary
from enterprises.wages import wages
from households.codes import IncomeItem, MeasureKind, MeasureState
from povertyplan.ui.money import plain_yuan

_KINDS: Mapping[Mode, MeasureKind] = {
    Mode.INDUSTRY: MeasureKind.INDUSTRY,
    Mode.TRADE: MeasureKind.INDUSTRY,
    Mode.EMPLOYMENT: MeasureKind.EMPLOYMENT,
    Mode.DONATION: MeasureKind.DONATION,
    Mode.SKILLS: MeasureKind.MOTIVATION,
}
_DEALS: Mapping[str, str] = {Deal.PURCHASE: "收购", Deal.CONSIGNMENT: "代销", Deal.PROCESSING: "委托加工"}
_CONTENT, _SOURCE, _OUTCOME = 120, 80, 120


def income_of(row: Beneficiary, *, today: date) -> dict[int, tuple[IncomeItem, int]]:
    """Item and 分 by year; empty where the delivery is not confirmed or brought no money to the household itself.

    Years before the household's identification are left out: its register begins there.
    """
    if not row.delivery.is_confirmed:
        return {}
    return {year: found for year, found in _by_year(row, today).items() if year >= row.household.identified_year}


def _by_year(row: Beneficiary, today: date) -> dict[int, tuple[IncomeItem, int]]:
    if row.mode == Mode.EMPLOYMENT and row.monthly_pay and row.since:
        paid = wages(
            row.monthly_pay,
            since=row.since,
            until=row.until,
            months_a_year=row.delivery.pledge.months,
            through=today.year,
        )
        return {year: (IncomeItem.LOCAL_WORK, fen) for year, fen in paid.items()}
    if not row.amount:
        return {}
    return {row.delivery.delivered_on.year: (_item(row), row.amount)}


def _item(row: Beneficiary) -> IncomeItem:
    """A gift stands in the register beside what counts (慰问、捐赠; 教育补助); goods at their value."""
    pledge = row.delivery.pledge
    if row.mode == Mode.DONATION:
        return IncomeItem.SCHOOL_AID if pledge.purpose == Purpose.SCHOOLING else IncomeItem.CONDOLENCE
    if row.mode == Mode.INDUSTRY:
        return IncomeItem.DIVIDEND
    return IncomeItem.LOCAL_WORK if pledge.deal == Deal.PROCESSING else IncomeItem.TRADE


def measure_of(row: Beneficiary) -> dict[str, Any]:
    """The columns of the measure: a post runs as long as somebody is on it, all else is done on its day."""
    began = row.since if row.mode == Mode.EMPLOYMENT and row.since else row.delivery.delivered_on
    ended = row.until if row.mode == Mode.EMPLOYMENT else began
    return {
        "kind": _KINDS[Mode(row.mode)],
        "content": _content(row)[:_CONTENT],
        "source": row.delivery.pledge.choice.pairing.enterprise.name[:_SOURCE],
        "started_on": began,
        "ended_on": ended,
        "amount": row.amount,
        "outcome": _outcome(row)[:_OUTCOME],
        "state": MeasureState.RUNNING if ended is None else MeasureState.DONE,
    }


def _content(row: Beneficiary) -> str:
    """李小虎在宏达食品做包装工, 收购香菇, 助学：书包."""
    pledge, who = row.delivery.pledge, row.member.name if row.member else ""
    match row.mode:
        case Mode.EMPLOYMENT:
            return f"{who}在{pledge.choice.pairing.enterprise.name}做{pledge.what}"
        case Mode.TRADE:
            return f"{_DEALS[pledge.deal]}{pledge.what}"
        case Mode.DONATION:
            return f"{Purpose(pledge.purpose).label}：{pledge.what}"
        case Mode.SKILLS:
            return f"{who}学{pledge.what}"
        case _:
            return f"参加{pledge.what}"


def _outcome(row: Beneficiary) -> str:
    """Never empty: help that is over and says nothing is a fault in the data's health."""
    pledge = row.delivery.pledge
    match row.mode:
        case Mode.EMPLOYMENT:
            return f"月工资 {plain_yuan(row.monthly_pay or 0)} 元"
        case Mode.SKILLS:
            return f"参加 {row.attendances} 次，{'结业' if row.completed else '没有结业'}"
        case Mode.DONATION:
            return "物资已送到" if pledge.gift == Gift.GOODS else "款已到户"
        case Mode.TRADE:
            return "加工费已付" if pledge.deal == Deal.PROCESSING else f"卖得 {plain_yuan(row.amount or 0)} 元"
        case _:
            return f"分红 {plain_yuan(row.amount)} 元" if row.amount else "已带动"
