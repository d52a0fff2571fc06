"""The yearly verdicts on invented households: this year's as they stand, last year's in most of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from households.codes import CheckState
from households.models import Assessment, Criterion, Evidence, StandardSet
from office.demo.conditions import Standing, last_check, poverty_line
from office.demo.courses import CHECKED_WITHIN, Turn
from office.demo.incomes import Register
from office.demo.papers import HOUSES, Paper
from office.demo.plan import Plan
from office.demo.registry import Case
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from villages.models import Village

OfficerOn = Callable[[Village, date], User]
# Of the households that were judged last year as well.
JUDGED_BEFORE = 0.85
# Of the safe houses of those who remain: a photo lies in the file already.
WITH_PHOTO = 0.6
_BUILT_SINCE = 0.12


def this_year(
    random: Random, plan: Plan, case: Case, criteria: dict[str, Criterion], standard: StandardSet, officer: OfficerOn
) -> Iterator[Assessment]:
    """未核 is the lack of a row as well as a row that says so; half of them are one, half the other."""
    for standing in case.facts.standings:
        if standing.state == CheckState.UNCHECKED and random.random() < 0.5:
            continue
        if case.exit and case.exit.turn is Turn.STOPPED and standing.code == "housing":
            # As it was judged before the exit; what the objection brought to light comes after (`exits`).
            standing = replace(
                standing, state=CheckState.MET, evidence=f"B 级，{round(case.facts.housing_area)} 平方米"
            )
        day = _checked_on(random, plan, case)
        by = None if case.before_plan else officer(case.village, day)
        yield Assessment(
            household=case.row,
            criterion=criteria[standing.code],
            standard=standard,
            year=case.year(plan.today),
            state=standing.state,
            evidence=standing.evidence,
            assessed_on=day,
            assessed_by=by,
            assessor_name=by.name if by else case.village.party_secretary_name,
        )


def last_year(
    random: Random, plan: Plan, case: Case, found: list[Assessment], incomes: list[Register], officer: OfficerOn
) -> Iterator[Assessment]:
    """Of those with a verdict this year: a point that nobody has looked at since last year's would still count."""
    year = case.year(plan.today) - 1
    if case.before_plan or year < case.row.identified_year or random.random() > JUDGED_BEFORE:
        return
    register = next(register for register in incomes if register.year == year)
    day = date(year, 9, 1) + timedelta(days=random.randrange(105))
    by = officer(case.village, day)
    for now in found:
        before = _before(random, plan, case, now, register)
        yield Assessment(
            household=case.row,
            criterion=now.criterion,
            standard=now.standard,
            year=year,
            state=before.state,
            evidence=before.evidence,
            assessed_on=day,
            assessed_by=by,
            assessor_name=by.name,
        )


def _before(random: Random, plan: Plan, case: Case, now: Assessment, register: Register) -> Standing:
    code = now.criterion.code
    if code == "income":
        line = poverty_line(register.year, today=plan.today)
        if register.is_above(plan):
            return Standing(code, CheckState.MET, f"人均 {register.per_capita} 元")
        return Standing(code, CheckState.NOT_MET, f"人均 {register.per_capita} 元，差 {line - register.per_capita} 元")
    if now.state == CheckState.UNCHECKED:
        return Standing(code, CheckState.UNCHECKED, "")
    if code == "housing" and now.state == CheckState.NOT_MET:
        return Standing(code, CheckState.NOT_MET, f"{case.facts.housing} 级，等鉴定")
    if code == "housing" and random.random() < _BUILT_SINCE:
        return Standing(code, CheckState.NOT_MET, "C 级，等开工")
    return Standing(code, CheckState(now.state), now.evidence)


def _checked_on(random: Random, plan: Plan, case: Case) -> date:
    """In the weeks before the exit, or during the last five months."""
    if case.exit:
        return case.exit.checked_until - timedelta(days=random.randint(0, CHECKED_WITHIN))
    if case.before_plan and case.lifted_on:
        return case.lifted_on - timedelta(days=random.randint(0, 9))
    first_day = date(case.year(plan.today), 1, 1)
    since = max(plan.starts_on, plan.today - timedelta(days=150), first_day)
    return last_check(random, since=since, until=plan.today - timedelta(days=1))


def photos(random: Random, case: Case, found: list[Assessment], papers: dict[Paper, StoredFile]) -> Iterator[Evidence]:
    """Of the houses that were found safe: always where the household is on its way out, often elsewhere."""
    for assessment in found:
        if assessment.criterion.code != "housing" or assessment.state != CheckState.MET or case.before_plan:
            continue
        if case.exit or random.random() < WITH_PHOTO:
            house = Paper.HOUSE_NEW if case.facts.is_relocated else random.choice(HOUSES[:2])
            yield Evidence(
                village=case.village,
                file=papers[house],
                assessment=assessment,
                caption="房屋正面",
                added_on=assessment.assessed_on,
                added_by=assessment.assessed_by,
            )
