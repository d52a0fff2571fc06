"""The register's form beside what a village's plan brought: shown, summed up, and not for typing there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from households.actions.trades import record_benefit
from households.codes import BenefitLink
from households.forms.income import IncomeForm
from households.models import IncomeYear, Participation
from office.demo.builders import make_household, make_income
from office.demo.timetables import make_plan, take_part
from povertyplan.accounts.models import User
from villages.models import Village

SignIn = Callable[[User], Client]


@pytest.fixture
def part(village: Village) -> Participation:
    household = make_household(village, head_name="李长根", members=2)
    return take_part(household, make_plan(village), link=BenefitLink.LAND, since=date(2016, 5, 1))


@pytest.fixture
def register(part: Participation, today: date, office_user: User) -> IncomeYear:
    register = make_income(part.household, year=2017, people=2, yuan={"P2": 100, "W1": 9000})
    record_benefit(part, year=2017, amount=620_00, today=today, by=office_user)
    return register


def url(part: Participation, year: int = 2017) -> str:
    return reverse("households:income_edit", args=[part.household_id, year])


def sent(client: Client, address: str) -> dict[str, object]:
    """What a browser would send back unchanged."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items() if value is not False}


def test_plans_money_stands_beside_its_item_and_in_the_sums(part: Participation, register: IncomeYear) -> None:
    form = IncomeForm(household=part.household, today=date(2017, 11, 16), year=2017, register=register)
    assert form["P2"].value() == 100
    groups = {group.source.value: group for column in form.columns() for group in column}
    rows = {row.amount.name: row for row in groups["P"].rows}
    assert [(line.amount, line.plain_yuan) for line in rows["P2"].brought] == [(620_00, "620.00")]
    assert rows["P1"].brought == []
    assert groups["P"].total == 720_00


def test_page_says_where_it_is_typed(part: Participation, register: IncomeYear, cadre: User, client_of: SignIn) -> None:
    page = client_of(cadre).get(url(part)).content.decode()
    assert "从一村一品来：土地流转" in page
    assert '<data value="620.00">620.00</data> 元' in page
    assert reverse("households:participation_edit", args=[part.pk]) in page


def test_saving_unchanged_changes_nothing(
    part: Participation, register: IncomeYear, cadre: User, client_of: SignIn
) -> None:
    client = client_of(cadre)
    before = sorted(register.lines.values_list("pk", "item", "amount"))
    assert client.post(url(part), sent(client, url(part))).status_code == 302
    assert sorted(register.lines.values_list("pk", "item", "amount")) == before


def test_money_that_came_meanwhile_is_no_conflict(
    part: Participation, register: IncomeYear, cadre: User, client_of: SignIn, today: date, office_user: User
) -> None:
    client = client_of(cadre)
    data = sent(client, url(part)) | {"W1": "9500"}
    record_benefit(part, year=2017, amount=700_00, today=today, by=office_user)
    assert client.post(url(part), data).status_code == 302
    assert sorted(register.lines.values_list("item", "amount")) == [
        ("P2", 100_00),
        ("P2", 700_00),
        ("W1", 9500_00),
    ]


def test_moving_the_year_is_refused_in_words_and_keeps_what_was_typed(
    part: Participation, register: IncomeYear, cadre: User, client_of: SignIn
) -> None:
    client = client_of(cadre)
    response = client.post(url(part), sent(client, url(part)) | {"year": "2016", "W1": "9500"})
    assert response.status_code == 422
    form = response.context["form"]
    assert "2017 年有一村一品带来的收入，不能换年度" in form.errors["year"][0]
    assert form["W1"].value() == "9500"


def test_register_that_a_plan_began_is_filled_like_a_new_one(
    part: Participation, cadre: User, client_of: SignIn, today: date
) -> None:
    make_income(part.household, year=2016, people=2, yuan={"W1": 6000, "N1": 500})
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    client = client_of(cadre)
    detail = client.get(part.household.get_absolute_url()).content.decode()
    assert "2017 年只有一村一品或企业帮扶的收入，别的还没登记，先不和线比" in detail
    assert "照 2016 年的填" in client.get(url(part)).content.decode()
    data = sent(client, f"{url(part)}?like=2016")
    assert (data["W1"], data["N1"], data["people"]) == (6000, "", 2)
    page = client.post(f"{url(part)}?like=2016", data, follow=True).content.decode()
    assert "2017 年人均 3,310 元" in page


def test_next_year_does_not_repeat_a_plans_money(
    part: Participation, register: IncomeYear, cadre: User, client_of: SignIn
) -> None:
    data = sent(client_of(cadre), f"{url(part, 2018)}?like=2017")
    assert (data["P2"], data["W1"]) == (100, 9000)
