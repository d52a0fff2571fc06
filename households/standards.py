"""What the register itself says about a point of the standard: facts in, a verdict with its sentence out (R1.2).

A suggestion is never a verdict: a person confirms it. What is not registered gives 未核 and says what is missing;
nothing unknown ever passes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from households.codes import PASSING, CheckRule, CheckState, SchoolStatus
from povertyplan.ui.money import plain_yuan

# 义务教育: the nine years that begin at six.
SCHOOL_AGES = range(6, 16)
# From this age on the resident pension scheme is open to whoever is not at school.
PENSION_AGE = 16
# A year's verdicts are given while it runs and in the months after it.
LAST_MONTH_OF_THE_YEAR_BEFORE = 3
_SAFE_GRADES = ("A", "B")
_NAMES_SHOWN = 3


@dataclass(frozen=True)
class Person:
    """A present member; None is what nobody wrote down."""

    name: str
    age: int
    school_status: str
    has_medical_insurance: bool | None
    has_pension: bool | None

    @property
    def goes_to_school(self) -> bool:
        """学前班 still is where a six-year-old belongs, later it is not."""
        if self.school_status == SchoolStatus.PRESCHOOL:
            return self.age <= SCHOOL_AGES.start
        return self.school_status != SchoolStatus.NONE


@dataclass(frozen=True)
class Income:
    """A register of the year; money in 分 a person. `line` and `is_above` are None in a year without a line."""

    per_capita: int
    line: int | None
    is_above: bool | None
    is_estimate: bool


@dataclass(frozen=True)
class Facts:
    """What the register knows of a household for a year. `finished_work` names a finished housing measure."""

    year: int
    income: Income | None = None
    has_line: bool = True
    people: tuple[Person, ...] = ()
    has_safe_water: bool | None = None
    housing_grade: str = ""
    housing_area: Decimal | None = None
    is_dilapidated: bool | None = None
    finished_work: str = ""


class Suggestion(NamedTuple):
    """`words` is the evidence sentence of a verdict, or says what is missing for one."""

    state: CheckState
    words: str

    @property
    def is_known(self) -> bool:
        return self.state != CheckState.UNCHECKED

    @property
    def passes(self) -> bool:
        return self.state in PASSING


BY_HAND = Suggestion(CheckState.UNCHECKED, "名册上看不出，要入户看")


def suggestion(rule: str, facts: Facts) -> Suggestion:
    """By the rule of a criterion; one without a rule is judged by hand."""
    return _RULES[CheckRule(rule)](facts) if rule else BY_HAND


def judged_years(today: date) -> tuple[int, ...]:
    """The years for which a verdict may be given on a day, the likeliest first."""
    if today.month <= LAST_MONTH_OF_THE_YEAR_BEFORE:
        return (today.year, today.year - 1)
    return (today.year,)


def _income(facts: Facts) -> Suggestion:
    income = facts.income
    if not facts.has_line or (income and income.line is None):
        return _unknown(f"{facts.year} 年未设定标准线，不判断")
    if income is None or income.line is None:
        return _unknown(f"没有登记 {facts.year} 年收入")
    per_capita, line = plain_yuan(income.per_capita), plain_yuan(income.line)
    if income.is_above:
        said = f"人均 {per_capita} 元，超过 {facts.year} 年标准 {line} 元"
    elif income.per_capita >= income.line:
        said = f"人均 {per_capita} 元，刚到 {facts.year} 年标准，没有超过"
    else:
        short = plain_yuan(income.line - income.per_capita)
        said = f"人均 {per_capita} 元，比 {facts.year} 年标准 {line} 元少 {short} 元"
    if income.is_estimate:
        return _unknown(f"{said}；是预计数，年底再核")
    return Suggestion(CheckState.MET if income.is_above else CheckState.NOT_MET, said)


def _water(facts: Facts) -> Suggestion:
    if facts.has_safe_water is None:
        return _unknown("没有登记饮水是否安全")
    if facts.has_safe_water:
        return Suggestion(CheckState.MET, "饮水安全")
    return Suggestion(CheckState.NOT_MET, "饮水不安全")


def _school(facts: Facts) -> Suggestion:
    if not facts.people:
        return _unknown("没有登记家庭成员")
    children = [person for person in facts.people if person.age in SCHOOL_AGES]
    if not children:
        return Suggestion(CheckState.NOT_APPLICABLE, "没有 6 到 15 岁的孩子")
    out = [child for child in children if not child.goes_to_school]
    if out:
        return Suggestion(CheckState.NOT_MET, f"{len(out)} 个孩子不在校：{_names(out)}")
    return Suggestion(CheckState.MET, f"{len(children)} 个孩子在校")


def _medical(facts: Facts) -> Suggestion:
    held = [(person, person.has_medical_insurance) for person in facts.people]
    return _covered(held, all_held="参保", none_held="没有参加基本医疗", unknown="是否参保")


def _housing(facts: Facts) -> Suggestion:
    grade, area = facts.housing_grade, facts.housing_area
    size = f"，{area.normalize():f} 平方米" if area else ""
    if grade in _SAFE_GRADES:
        if facts.is_dilapidated:
            return _unknown(f"登记对不上：{grade} 级，又是危房户")
        return Suggestion(CheckState.MET, f"{grade} 级{size}")
    what = f"{grade} 级" if grade else "危房户"
    if not grade and not facts.is_dilapidated:
        return _unknown("没有登记房屋级别")
    if facts.finished_work:
        # The work may have been a roof: whether the house is safe now is seen there, and the grade corrected.
        return _unknown(f"{what}，已完成“{facts.finished_work}”，入户看现在的房子，重新定级")
    return Suggestion(CheckState.NOT_MET, f"{what}{size}")


def _pension(facts: Facts) -> Suggestion:
    if not facts.people:
        return _unknown("没有登记家庭成员")
    due = [person for person in facts.people if person.age >= PENSION_AGE and not person.goes_to_school]
    if not due:
        return Suggestion(CheckState.NOT_APPLICABLE, "没有 16 岁以上非在校的成员")
    held = [(person, person.has_pension) for person in due]
    return _covered(held, all_held="参加养老保险", none_held="没有参加养老保险", unknown="是否参加养老保险")


def _covered(held: Sequence[tuple[Person, bool | None]], *, all_held: str, none_held: str, unknown: str) -> Suggestion:
    """Who is known to lack it decides before who is not known."""
    without = [person for person, has in held if has is False]
    unsaid = [person for person, has in held if has is None]
    if without:
        return Suggestion(CheckState.NOT_MET, f"{len(without)} 人{none_held}：{_names(without)}")
    if unsaid:
        return _unknown(f"没有登记{unknown}：{_names(unsaid)}")
    if not held:
        return _unknown("没有登记家庭成员")
    return Suggestion(CheckState.MET, f"{len(held)} 人{'都' if len(held) > 1 else ''}{all_held}")


def _names(people: Sequence[Person]) -> str:
    shown = "、".join(person.name for person in people[:_NAMES_SHOWN])
    return f"{shown}等 {len(people)} 人" if len(people) > _NAMES_SHOWN else shown


def _unknown(words: str) -> Suggestion:
    return Suggestion(CheckState.UNCHECKED, words)


_RULES: dict[CheckRule, Callable[[Facts], Suggestion]] = {
    CheckRule.INCOME: _income,
    CheckRule.WATER: _water,
    CheckRule.SCHOOL: _school,
    CheckRule.MEDICAL: _medical,
    CheckRule.HOUSING: _housing,
    CheckRule.PENSION: _pension,
}
