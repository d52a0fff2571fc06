"""From when a household has the status that a roster states: rosters name years, the register keeps days."""

from datetime import date, timedelta
from typing import Any

from households.codes import PovertyStatus
from households.models import Household

HAVE_LEFT = (PovertyStatus.LIFTED, PovertyStatus.RELAPSED)
FIRST_YEAR = 2013  # registration (建档立卡) began
# What a problem needs: field, code, message.
Problem = tuple[str, str, str]


def move(household: Household, to: str, facts: dict[str, Any], *, today: date, is_new: bool) -> Problem | None:
    """Sets status, its day and the year of exit; a problem where years contradict each other.

    A status that stays keeps its day, unless the year of exit itself is corrected.
    """
    year = facts.get("lifted_year") if to in HAVE_LEFT else None
    if problem := _check_years(household, to, year, facts, today):
        return problem
    corrected = year is not None and year != household.lifted_year
    if is_new or household.poverty_status != to or (to == PovertyStatus.LIFTED and corrected):
        since = _since(to, household, facts, year, today)
        if not is_new and household.poverty_status != to and since <= household.status_since:
            # An old file must not rewrite what was registered later.
            since = max(_data_day(facts, today), household.status_since + timedelta(days=1))
        household.poverty_status, household.status_since = to, since
    if year is not None:
        household.lifted_year = year
    return None


def kept_back(household: Household, to: str, *, has_exit: bool) -> str:
    """Why the status that a roster states is not taken over; empty where it is.

    Nobody is called out of poverty by a file: that takes the exit procedure. `has_exit`: this office has an exit of
    the household that goes on or was closed, so a file that does not know of it yet must not take it back.
    """
    have = household.poverty_status
    if to == have:
        return ""
    if to in (PovertyStatus.LIFTED, PovertyStatus.PROPOSED):
        return f"名册写“{PovertyStatus(to).label}”，这里要走完退出程序才算，脱贫属性没有改"
    if has_exit:
        return f"名册写“{PovertyStatus(to).label}”，这里正在办退出或已办完，脱贫属性没有改"
    return ""


def _check_years(household: Household, to: str, year: int | None, facts: dict[str, Any], today: date) -> Problem | None:
    identified = household.identified_year
    if not FIRST_YEAR <= identified <= today.year:
        return (
            "identified_year",
            "identified_year_range",
            f"识别年度 {identified} 不在 {FIRST_YEAR} 到 {today.year} 之间",
        )
    if to == PovertyStatus.LIFTED and year is None and household.lifted_year is None:
        return "lifted_year", "missing_lifted_year", "已脱贫的户要写脱贫年度"
    if year is not None and year > today.year:
        return "lifted_year", "lifted_year_range", f"脱贫年度 {year} 还没有到"
    relapsed = facts.get("relapsed_year")
    if relapsed is not None and not identified <= relapsed <= today.year:
        return "relapsed_year", "relapsed_year_range", f"返贫年度 {relapsed} 不在 {identified} 到 {today.year} 之间"
    return None


def _since(to: str, household: Household, facts: dict[str, Any], year: int | None, today: date) -> date:
    if to == PovertyStatus.IN_POVERTY and household.pk is None:
        return date(household.identified_year, 1, 1)
    if to == PovertyStatus.LIFTED:
        last = date(year or household.lifted_year or today.year, 12, 31)
        return min(last, _data_day(facts, today)) if last > today else last
    if to == PovertyStatus.RELAPSED and "relapsed_year" in facts:
        return date(facts["relapsed_year"], 1, 1)
    return _data_day(facts, today)


def _data_day(facts: dict[str, Any], today: date) -> date:
    return min(facts.get("data_date", today), today)


def earlier_periods(facts: dict[str, Any], since: date) -> list[dict[str, Any]]:
    """Closed periods before the present one of a household that is registered now."""
    start = date(facts["identified_year"], 1, 1)
    if facts["poverty_status"] == PovertyStatus.RELAPSED and "lifted_year" in facts:
        lifted = date(facts["lifted_year"], 12, 31)
        steps = [(PovertyStatus.IN_POVERTY, start, lifted), (PovertyStatus.LIFTED, lifted, since)]
        if start < lifted < since:
            return [{"status": name, "since": begin, "until": end} for name, begin, end in steps]
    return [{"status": PovertyStatus.IN_POVERTY, "since": start, "until": since}] if start < since else []
