"""The poverty line of a year: entered, corrected, and which series counts."""

from households.actions.households import refuse_stale
from households.models import PovertyLine
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused

# 分 a person and year; what lies outside was written in 万元, in 分, or for a month.
LOWEST, HIGHEST = 1000 * 100, 50_000 * 100


def set_poverty_line(
    line: PovertyLine | None,
    *,
    year: int,
    series: str,
    amount: int,
    source: str,
    is_confirmed: bool = False,
    seen: int = 0,
    by: User,
) -> PovertyLine:
    """A new line, or the corrected one. `amount` in 分. The first line of a year counts at once."""
    with changing(by=by, reason="改贫困线" if line else "增加贫困线"):
        if not LOWEST <= amount <= HIGHEST:
            raise Refused("按元写，每人每年在 1000 到 50000 元之间，不用万元", field="amount")
        of_year = list(PovertyLine.objects.select_for_update().filter(year=year))
        if any(other.series == series and (line is None or other.pk != line.pk) for other in of_year):
            raise Refused(f"{year} 年的“{series}”已经有了，在原来那条上改", field="series")
        row = PovertyLine(is_in_use=not of_year)
        if line is not None:
            row = PovertyLine.objects.select_for_update().get(pk=line.pk)
            refuse_stale(row, seen=seen)
            if row.year != year:
                raise Refused("年度不能改，另加一条", field="year")
        row.year, row.series, row.amount, row.source, row.is_confirmed = year, series, amount, source, is_confirmed
        row.save()
    return row


def use_poverty_line(line: PovertyLine, *, by: User) -> PovertyLine:
    """From now on incomes of that year are held against this series."""
    with changing(by=by, reason=f"{line.year} 年贫困线采用“{line.series}”"):
        of_year = {row.pk: row for row in PovertyLine.objects.select_for_update().filter(year=line.year)}
        chosen = of_year[line.pk]
        if chosen.is_in_use:
            raise Refused("现在用的就是这个口径")
        PovertyLine.objects.filter(year=line.year, is_in_use=True).update(is_in_use=False)
        chosen.is_in_use = True
        chosen.save(update_fields=["is_in_use"])
    return chosen
