"""The poverty line of a year."""

import pytest

from households.actions.households import Stale
from households.actions.poverty_lines import set_poverty_line, use_poverty_line
from households.models import NetIncome, PovertyLine
from office.demo.builders import make_household, make_income
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Village

SERIES = "国家统计局现价标准"


def _line(year: int = 2017, series: str = SERIES) -> PovertyLine:
    return PovertyLine.objects.get(year=year, series=series)


def test_the_first_line_of_a_year_counts_at_once(db: None, office_user: User) -> None:
    first = set_poverty_line(None, year=2021, series=SERIES, amount=420_000, source="文件", by=office_user)
    second = set_poverty_line(None, year=2021, series="另一口径", amount=430_000, source="文件", by=office_user)
    assert (first.is_in_use, second.is_in_use) == (True, False)
    assert PovertyLine.objects.of_year(2021) == first
    assert PovertyLine.objects.of_year(2022) is None


@pytest.mark.parametrize("fen", [33, 33_350, 3_335_000_00])
def test_another_unit_is_refused(db: None, office_user: User, fen: int) -> None:
    with pytest.raises(Refused, match="不用万元") as refusal:
        set_poverty_line(None, year=2021, series=SERIES, amount=fen, source="文件", by=office_user)
    assert refusal.value.field == "amount"


def test_one_series_once_a_year(db: None, office_user: User) -> None:
    with pytest.raises(Refused, match="已经有了") as refusal:
        set_poverty_line(None, year=2017, series=SERIES, amount=300_000, source="文件", by=office_user)
    assert refusal.value.field == "series"


def test_a_correction_from_an_old_page_is_refused(db: None, office_user: User) -> None:
    line = _line()
    said = {"year": 2017, "series": SERIES, "amount": 295_300, "source": "当年文件", "is_confirmed": True}
    set_poverty_line(line, **said, seen=version_of(line), by=office_user)
    line.refresh_from_db()
    assert (line.amount, line.is_confirmed) == (295_300, True)
    with pytest.raises(Stale):
        set_poverty_line(line, **said, seen=0, by=office_user)


def test_another_series_judges_every_income_of_the_year(village: Village, office_user: User) -> None:
    household = make_household(village)
    make_income(household, year=2017, yuan={"W1": 3300})
    assert NetIncome.objects.get().is_above is False
    use_poverty_line(_line(), by=office_user)
    assert NetIncome.objects.get().is_above is True
    assert PovertyLine.objects.filter(year=2017, is_in_use=True).count() == 1
    with pytest.raises(Refused, match="现在用的就是"):
        use_poverty_line(_line(), by=office_user)
