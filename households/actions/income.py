"""A household's income register of a year (R1.3)."""

from collections.abc import Mapping

from households.actions.households import Stale
from households.actions.registers import MOST_PEOPLE
from households.codes import IncomeItem
from households.incomes import objection
from households.models import Household, IncomeLine, IncomeYear
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused

Lines = Mapping[str, tuple[int, str]]


def keep_income(
    household: Household,
    *,
    year: int,
    people: int,
    is_estimate: bool = False,
    note: str = "",
    lines: Lines,
    by: User,
    opened: IncomeYear | None = None,
    seen: str = "",
) -> IncomeYear:
    """`lines`: 分 and note by item; what is not among them is no longer in the register, except for what taking part
    in the village's plan or an enterprise brought: that is typed there and stays as it is.

    `opened` is the register that is corrected, which may move to another `year`, and `seen` its version; without
    them the year is registered for the first time. Raises Refused, and Stale where somebody else was faster.
    """
    with changing(by=by, reason="修改收入登记" if opened else "登记收入"):
        locked = Household.objects.select_for_update().get(pk=household.pk)
        register = _register(locked, year, opened, seen)
        brought = _refuse_to_move(register, year)
        _check(locked, year, people, lines, brought=brought)
        register.year, register.people, register.is_estimate, register.note = year, people, is_estimate, note.strip()
        register.recorded_by = by
        register.save()
        _write(register, lines)
    return register


def _register(household: Household, year: int, opened: IncomeYear | None, seen: str) -> IncomeYear:
    there = household.income_years.of_year(year)
    if opened is None:
        if there:
            raise Stale(f"{there.author or '别人'}已经登记了 {year} 年的收入。下面列出不同的地方，看过再保存")
        return IncomeYear(household=household)
    register = household.income_years.get(pk=opened.pk)
    if there and there.pk != register.pk:
        raise Refused(f"{year} 年的收入已经登记，在那一年的页上改", field="year")
    if register.version != seen:
        raise Stale(f"打开这页以后，{register.author or '别人'}改过这一年的收入。下面列出不同的地方，看过再保存")
    return register


def _refuse_to_move(register: IncomeYear, year: int) -> bool:
    """Whether the register holds money that was typed elsewhere, for its own year."""
    if not register.pk:
        return False
    of_plan, of_enterprise = register.lines.from_plans().exists(), register.lines.from_enterprises().exists()
    if year != register.year and of_plan:
        raise Refused(f"{register.year} 年有一村一品带来的收入，不能换年度。那笔收入在参加那里改", field="year")
    if year != register.year and of_enterprise:
        raise Refused(f"{register.year} 年有企业帮扶带来的收入，不能换年度。那笔收入在企业兑现那里改", field="year")
    return of_plan or of_enterprise


def _check(household: Household, year: int, people: int, lines: Lines, *, brought: bool) -> None:
    if year < household.identified_year:
        raise Refused(f"这户 {household.identified_year} 年识别，之前的年度不登记", field="year")
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused(f"年底人口在 1 到 {MOST_PEOPLE} 人之间", field="people")
    if not lines and not brought:
        raise Refused("一项也没有填。没有登记不等于 0，至少填 1 项再保存")
    for item, (amount, _) in lines.items():
        words = objection(item, amount)
        if words:
            raise Refused(words, field=IncomeItem(item).value)


def _write(register: IncomeYear, lines: Lines) -> None:
    kept: dict[str, IncomeLine] = {}
    for line in register.lines.typed():
        if line.item in lines and line.item not in kept:
            kept[line.item] = line
        else:
            line.delete()
    for item, (amount, note) in lines.items():
        line = kept.get(item) or IncomeLine(register=register, item=item, amount=0)
        if (line.amount, line.note) != (amount, note.strip()):
            line.amount, line.note = amount, note.strip()
            line.save()
