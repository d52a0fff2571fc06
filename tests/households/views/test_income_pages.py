"""The income pages: the form of a year, the years side by side, the chart on the household page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.actions.income import keep_income
from households.codes import LeaveReason, Relation
from households.models import Household, IncomeYear
from office.demo.builders import make_household, make_income
from povertyplan.accounts.models import User
from tests.test_pages import Page, flaws
from villages.models import Village

SignIn = Callable[[User], Client]
TEXTBOOK = {"W1": "6000", "B1": "4,000", "T1": "2000元", "N1": "1000", "K1": "1000"}


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根", members=3)


def _url(household: Household, year: int) -> str:
    return reverse("households:income_edit", args=[household.pk, year])


def _data(client: Client, url: str) -> dict[str, object]:
    """What a browser would send back unchanged."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items() if value is not False}


def test_a_cadre_registers_a_year_and_reads_it_against_its_line(
    household: Household, cadre: User, client_of: SignIn
) -> None:
    client, url = client_of(cadre), _url(household, 2017)
    data = _data(client, url) | TEXTBOOK | {"B1_note": "香菇 3000 棒"}
    assert data["people"] == 3
    page = client.post(url, data, follow=True).content.decode()
    assert "2017 年人均 3,666.67 元，比 2017 年标准线 3,335 元高 331.67 元" in page
    register = IncomeYear.objects.get()
    assert (register.people, register.recorded_by) == (3, cadre)
    assert register.lines.get(item="B1").note == "香菇 3000 棒"
    assert register.lines.count() == 5


def test_a_year_without_a_line_says_so_and_judges_nothing(household: Household, cadre: User, client_of: SignIn) -> None:
    client, url = client_of(cadre), _url(household, 2021)
    page = client.post(url, _data(client, url) | TEXTBOOK, follow=True).content.decode()
    assert "2021 年未设定标准线，不判断" in page
    assert "过线" not in page
    assert "达标" not in page.split("<main", 1)[1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"year": "2013"}, "这户 2014 年识别，之前的年度不登记"),
        ({"year": "2199"}, "2199 年还没有到"),
        ({"people": "0"}, "“年底人口（人）”不能小于 1"),
        ({"people": ""}, "填写“年底人口（人）”"),
        ({"W2": "-5"}, "“就近务工”不能小于 0"),
        ({"W2": "0"}, "“就近务工”没有就不填，不写 0"),
        ({"W2": "1.2万"}, "“就近务工”按元填，1.2 万元写 12000"),
        ({"W2": "两万多"}, "“就近务工”按元填，1.2 万元写 12000"),
        ({"W2": "1.5"}, "“就近务工”一年才 1.50 元？按元填，1.50 万元写 15000"),
        ({"W2": "9000000"}, "“就近务工”一年超过 1,000,000 元"),
        ({"W2": "很多"}, "“就近务工”写成数字"),
        ({"W2": "", "W2_note": "砖厂"}, "“就近务工”写了说明，没有写金额"),
        ({"W2_note": "420399199001011234"}, "整个身份证号"),
    ],
)
def test_bad_input_is_refused_beside_the_field_and_nothing_typed_is_lost(
    household: Household, cadre: User, client_of: SignIn, typed: dict[str, str], words: str
) -> None:
    client, url = client_of(cadre), _url(household, 2017)
    response = client.post(url, _data(client, url) | TEXTBOOK | {"W2": "800"} | typed)
    assert response.status_code == 422
    form = response.context["form"]
    name = next(iter(form.errors))
    assert name in typed
    assert words in form.errors[name][0]
    assert form["B1"].value() == "4,000"
    assert all(form[key].value() == value for key, value in typed.items())
    assert not IncomeYear.objects.exists()


def test_nothing_filled_in_is_not_a_register_of_zero(household: Household, cadre: User, client_of: SignIn) -> None:
    client, url = client_of(cadre), _url(household, 2017)
    response = client.post(url, _data(client, url))
    assert "没有登记不等于 0" in response.content.decode()
    assert not IncomeYear.objects.exists()


def test_year_before_registration_or_to_come_has_no_page(household: Household, cadre: User, client_of: SignIn) -> None:
    client = client_of(cadre)
    for year in (2013, timezone.localdate().year + 1, 99999):
        assert client.get(_url(household, year)).status_code == 404


def test_people_are_those_of_the_last_day_of_the_year(household: Household, cadre: User, client_of: SignIn) -> None:
    son = household.members.get(relation=Relation.SON)
    son.left_on, son.leave_reason = date(2016, 12, 31), LeaveReason.MOVED
    son.save()
    client = client_of(cadre)
    assert _data(client, _url(household, 2015))["people"] == 3
    assert _data(client, _url(household, 2016))["people"] == 2


def test_last_year_is_taken_over_without_one_off_money(household: Household, cadre: User, client_of: SignIn) -> None:
    make_income(household, year=2016, people=4, yuan={"W1": 6000, "T1": 2000, "N1": 1000})
    client, url = client_of(cadre), _url(household, 2017)
    assert "照 2016 年的填" in client.get(url).content.decode()
    data = _data(client, f"{url}?like=2016")
    assert (data["W1"], data["T1"], data["N1"], data["people"]) == (6000, 2000, "", 3)
    assert client.post(f"{url}?like=2016", data | {"W1": "7000"}).status_code == 302
    kept = household.income_years.get(year=2017)
    assert {line.item: line.amount for line in kept.lines.all()} == {"W1": 700000, "T1": 200000}


def test_correcting_an_opened_register_shows_its_sums(household: Household, cadre: User, client_of: SignIn) -> None:
    make_income(household, year=2017, people=3, yuan={"W1": 6000, "W2": 500, "T1": 2000})
    client, url = client_of(cadre), _url(household, 2017)
    assert "共 6,500.00 元" in client.get(url).content.decode()
    assert client.post(url, _data(client, url) | {"W1": "7000", "W2": ""}).status_code == 302
    assert {line.item: line.amount for line in household.income_years.get().lines.all()} == {"W1": 700000, "T1": 200000}


def test_two_people_at_one_register_see_both_versions(
    household: Household, cadre: User, leader: User, client_of: SignIn
) -> None:
    register = make_income(household, year=2017, people=3, yuan={"W1": 6000, "B1": 4000, "T1": 2000})
    client, url = client_of(cadre), _url(household, 2017)
    data = _data(client, url) | {"W1": "7000", "P1": "300"}
    theirs = {"W1": (650000, ""), "B1": (500000, "")}
    keep_income(household, year=2017, people=2, lines=theirs, opened=register, seen=register.version, by=leader)
    response = client.post(url, data)
    assert response.status_code == 409
    page, form = response.content.decode(), response.context["form"]
    assert "赵主任刚改过这条记录" in page
    told = {d.label: (d.before, d.theirs, d.mine) for d in form.differences}
    assert told["外出务工"] == ("6,000", "6,500", "7,000")
    assert told["种植"] == ("4,000", "5,000", "5,000")
    assert told["低保金"] == ("2,000", "—", "—")
    assert told["年底人口（人）"] == ("3", "2", "2")
    assert register.lines.get(item="W1").amount == 650000
    again = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    again.pop("is_estimate")
    assert client.post(url, again).status_code == 302
    saved = {line.item: line.amount for line in register.lines.all()}
    assert saved == {"W1": 700000, "B1": 500000, "P1": 30000}


@pytest.mark.parametrize("seen", ["x", "1.x", "1.²", ".", f"{'9' * 30}.1"])
def test_what_is_no_version_is_an_old_one(household: Household, cadre: User, client_of: SignIn, seen: str) -> None:
    register = make_income(household, year=2017, people=3, yuan={"W1": 6000})
    client, url = client_of(cadre), _url(household, 2017)
    response = client.post(url, _data(client, url) | {"W1": "7000", "seen": seen})
    assert response.status_code == 409
    assert response.context["form"]["W1"].value() == 7000
    assert register.lines.get().amount == 600000


def test_two_people_register_one_year_at_once(
    household: Household, cadre: User, leader: User, client_of: SignIn
) -> None:
    client, url = client_of(cadre), _url(household, 2017)
    data = _data(client, url) | {"W1": "7000"}
    keep_income(household, year=2017, people=3, lines={"W1": (600000, ""), "T1": (50000, "")}, by=leader)
    response = client.post(url, data)
    assert response.status_code == 409
    form = response.context["form"]
    told = {d.label: (d.before, d.theirs, d.mine) for d in form.differences}
    assert told["外出务工"] == ("—", "6,000", "7,000")
    assert form["T1"].value() == 500


def test_years_side_by_side(household: Household, leader: User, client_of: SignIn) -> None:
    make_income(household, year=2016, people=3, yuan={"W1": 6000, "T1": 3000})
    make_income(household, year=2017, people=3, yuan={"W1": 9000, "T1": 3000, "N3": 800, "K1": 100}, is_estimate=True)
    client = client_of(leader)
    page = client.get(reverse("households:income_list", args=[household.pk])).content.decode()
    assert "2016 年 3,146 元，2017 年 3,335 元" in page
    assert "待核对" in page
    assert "2 年都在涨，去掉补助还有 2,966.67 元" in page
    assert "不计入人均纯收入" in page
    assert "医疗报销" in page
    assert "今年" not in page
    assert _url(household, 2017) not in page


def test_household_page_draws_the_years(household: Household, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    assert "还没有登记收入" in client.get(household.get_absolute_url()).content.decode()
    make_income(household, year=2017, people=3, yuan={"W1": 9000})
    page = client.get(household.get_absolute_url()).content.decode()
    assert 'aria-label="人均纯收入：2017 年 3,000 元；2017 年差 335 元"' in page
    assert "看数据表" in page


def test_changes_stand_in_the_trail_in_words(household: Household, office_user: User, client_of: SignIn) -> None:
    register = keep_income(
        household, year=2017, people=3, lines={"W1": (600000, ""), "T1": (200000, "")}, by=office_user
    )
    changed = {"W1": (650000, "")}
    keep_income(household, year=2017, people=2, lines=changed, opened=register, seen=register.version, by=office_user)
    page = client_of(office_user).get(reverse("households:household_trail", args=[household.pk])).content.decode()
    assert "登记 2017 年收入，年底 3 人" in page
    assert "2017 年外出务工 6,000.00 元" in page
    assert "2017 年外出务工：<del>6,000.00</del> → <b>6,500.00</b>" in page
    assert "撤去：2017 年低保金 2,000.00 元" in page
    assert "2017 年收入 年底人口：<del>3</del> → <b>2</b>" in page


def test_pages_ask_as_often_for_three_years_as_for_one(
    household: Household, office_user: User, client_of: SignIn
) -> None:
    client, counts = client_of(office_user), []
    url = reverse("households:income_list", args=[household.pk])
    for years in ((2014,), (2015, 2016)):
        for year in years:
            make_income(household, year=year, people=3)
        client.get(url)  # the first page of a session also writes the session
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
            client.get(household.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_leave_the_house_in_order(household: Household, cadre: User, client_of: SignIn) -> None:
    """One heading, labelled fields, nothing inline: also with errors beside the fields and an empty register."""
    client, empty = client_of(cadre), make_household(household.village)
    make_income(household, year=2017, people=3, yuan={"W1": 9000, "N1": 500}, is_estimate=True)
    urls = [reverse("households:income_list", args=[one.pk]) for one in (household, empty)]
    urls += [_url(household, 2017), f"{_url(household, 2018)}?like=2017", household.get_absolute_url()]
    assert [flaw for url in urls for flaw in flaws(client, url)] == []
    assert "还没有登记收入" in client.get(urls[1]).content.decode()
    page = client.post(_url(household, 2018), {"year": "2018", "people": "x", "W1": "a"}).content.decode()
    assert Page(page).nameless() == []
    assert 'href="#id_W1"' in page


def test_other_villages_have_no_income_pages(
    household: Household, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    foreign, client = make_household(other_village), client_of(cadre)
    assert client.get(reverse("households:income_list", args=[foreign.pk])).status_code == 404
    assert client.get(_url(foreign, 2017)).status_code == 404
    assert client.post(_url(foreign, 2017), TEXTBOOK | {"year": "2017", "people": "3"}).status_code == 404
    assert not IncomeYear.objects.exists()
