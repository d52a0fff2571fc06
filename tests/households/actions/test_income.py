"""Keeping the income register: what is refused, and the sums that the database makes of it (domain §12, 2 and 3)."""

from datetime import date
from fractions import Fraction
from math import floor

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.actions.households import Stale
from households.actions.income import Lines, keep_income
from households.codes import IncomeItem
from households.models import Household, IncomeYear, NetIncome, PovertyLine
from office.demo.builders import make_household, make_income
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

# 工资 6000 + 经营 4000 + 低保 2000, 慰问 1000 not counted, cost 1000.
TEXTBOOK = {"W1": 6000, "B1": 4000, "T1": 2000, "N1": 1000, "K1": 1000}


def lines(yuan: dict[str, int]) -> Lines:
    return {item: (amount * 100, "") for item, amount in yuan.items()}


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=3, identified_year=2014)


def net(register: IncomeYear) -> NetIncome:
    return NetIncome.objects.with_shares().get(register=register)


@pytest.mark.parametrize(("year", "line", "is_above"), [(2019, 3747_00, False), (2017, 3335_00, True)])
def test_textbook_household_is_below_the_line_of_2019_and_above_that_of_2017(
    household: Household, office_user: User, year: int, line: int, is_above: bool
) -> None:
    kept = keep_income(household, year=year, people=3, lines=lines(TEXTBOOK), by=office_user)
    found = net(kept)
    assert (found.net, found.per_capita, found.uncounted) == (11_000_00, 3666_67, 1000_00)
    assert (found.line, found.is_above) == (line, is_above)
    assert (found.own_each, found.transfer_share) == (3000_00, 18)


def test_year_without_a_line_gets_no_verdict(household: Household, office_user: User) -> None:
    found = net(keep_income(household, year=2021, people=3, lines=lines(TEXTBOOK), by=office_user))
    assert (found.per_capita, found.line, found.is_above, found.gap) == (3666_67, None, None, None)


def test_exactly_the_line_is_not_above_it(household: Household, office_user: User) -> None:
    line = PovertyLine.objects.of_year(2017)
    assert line
    found = net(keep_income(household, year=2017, people=3, lines={"W1": (line.amount * 3, "")}, by=office_user))
    assert found.is_above is False
    one_fen_more = {"W1": (line.amount * 3 + 1, "")}
    register = household.income_years.get()
    keep_income(
        household, year=2017, people=3, lines=one_fen_more, opened=register, seen=register.version, by=office_user
    )
    assert (net(register).per_capita, net(register).is_above) == (line.amount, True)


def half_up(value: Fraction) -> int:
    """As Postgres rounds numeric: a half goes away from zero."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.integers(1, 30),
    amounts=st.dictionaries(st.sampled_from(IncomeItem.values), st.integers(1000, 100_000_000), min_size=1),
)
def test_sums_of_the_database_are_the_exact_fractions(
    household: Household, office_user: User, people: int, amounts: dict[str, int]
) -> None:
    with transaction.atomic():
        given_lines = {item: (fen, "") for item, fen in amounts.items()}
        found = net(keep_income(household, year=2016, people=people, lines=given_lines, by=office_user))
        signs = {"W": 1, "B": 1, "P": 1, "T": 1, "K": -1, "N": 0}
        total = sum(signs[item[0]] * fen for item, fen in amounts.items())
        transfers = sum(fen for item, fen in amounts.items() if item[0] == "T")
        assert found.net == total
        assert found.per_capita == half_up(Fraction(total, people))
        assert found.own_each == half_up(Fraction(total - transfers, people))
        share = half_up(Fraction(transfers * 100, total)) if total > 0 else None
        assert found.transfer_share == share
        assert found.is_above is (Fraction(total, people) > 3146_00)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"year": 2013}, "year", "这户 2014 年识别，之前的年度不登记"),
        ({"people": 0}, "people", "1 到 30 人"),
        ({"people": 31}, "people", "1 到 30 人"),
        ({"lines": {"W1": (-1, "")}}, "W1", "不能小于 0"),
        ({"lines": {"W1": (0, "")}}, "W1", "没有就不填"),
        ({"lines": {"W1": (100_000_001, "")}}, "W1", "是不是多写了零"),
        ({"lines": {"B1": (120, "")}}, "B1", "按元填，1.20 万元写 12000"),
        ({"lines": {}}, None, "没有登记不等于 0"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    household: Household, office_user: User, facts: dict[str, object], field: str | None, words: str
) -> None:
    usual: dict[str, object] = {"year": 2017, "people": 3, "lines": lines(TEXTBOOK)}
    with pytest.raises(Refused, match=words) as refusal:
        keep_income(household, **usual | facts, by=office_user)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not IncomeYear.objects.exists()


def test_year_that_has_not_come_is_refused_by_the_database(household: Household, office_user: User) -> None:
    with pytest.raises(IntegrityError, match="incomeyear_year_range"), transaction.atomic():
        keep_income(household, year=date.today().year + 1, people=3, lines=lines(TEXTBOOK), by=office_user)


def test_correction_keeps_lines_that_stay_and_takes_away_what_is_empty(household: Household, office_user: User) -> None:
    register = keep_income(
        household, year=2017, people=3, lines={"W1": (600000, "甲"), "T1": (1, "")} | lines(TEXTBOOK), by=office_user
    )
    wage = register.lines.get(item="W1").pk
    changed = {"W1": (700000, "李晓军"), "P1": (30000, "")}
    keep_income(household, year=2017, people=4, lines=changed, opened=register, seen=register.version, by=office_user)
    assert {line.item: (line.amount, line.note) for line in register.lines.all()} == changed
    assert register.lines.get(item="W1").pk == wage
    assert household.income_years.get().people == 4


def test_one_version_at_a_time(household: Household, office_user: User, leader: User) -> None:
    register = keep_income(household, year=2017, people=3, lines=lines(TEXTBOOK), by=office_user)
    seen = register.version
    keep_income(household, year=2017, people=3, lines=lines({"W1": 7000}), opened=register, seen=seen, by=leader)
    with pytest.raises(Stale, match="赵主任改过这一年的收入"):
        keep_income(household, year=2017, people=3, lines=lines(TEXTBOOK), opened=register, seen=seen, by=office_user)
    assert net(register).wage == 7000_00


def test_second_first_registration_is_stale(household: Household, office_user: User, leader: User) -> None:
    keep_income(household, year=2017, people=3, lines=lines(TEXTBOOK), by=leader)
    with pytest.raises(Stale, match="赵主任已经登记了 2017 年的收入"):
        keep_income(household, year=2017, people=2, lines=lines({"W1": 7000}), by=office_user)


def test_register_of_a_wrong_year_moves_but_not_onto_another(household: Household, office_user: User) -> None:
    make_income(household, year=2016)
    register = keep_income(household, year=2015, people=3, lines=lines(TEXTBOOK), by=office_user)
    with pytest.raises(Refused, match="2016 年的收入已经登记") as refusal:
        keep_income(
            household,
            year=2016,
            people=3,
            lines=lines(TEXTBOOK),
            opened=register,
            seen=register.version,
            by=office_user,
        )
    assert refusal.value.field == "year"
    keep_income(
        household, year=2017, people=3, lines=lines(TEXTBOOK), opened=register, seen=register.version, by=office_user
    )
    assert sorted(household.income_years.values_list("year", flat=True)) == [2016, 2017]


def test_register_of_another_household_is_out_of_reach(
    household: Household, village: Village, office_user: User
) -> None:
    foreign = make_income(make_household(village), year=2016)
    with pytest.raises(IncomeYear.DoesNotExist):
        keep_income(
            household, year=2016, people=3, lines=lines(TEXTBOOK), opened=foreign, seen=foreign.version, by=office_user
        )


def test_version_remembers_the_lines_of_its_time(household: Household, office_user: User) -> None:
    register = keep_income(household, year=2017, people=3, lines=lines({"W1": 6000, "T1": 500}), by=office_user)
    seen = register.version
    keep_income(household, year=2017, people=3, lines=lines({"W1": 7000}), opened=register, seen=seen, by=office_user)
    assert register.lines_at(seen) == lines({"W1": 6000, "T1": 500})
    assert register.lines_at(register.version) == lines({"W1": 7000})
