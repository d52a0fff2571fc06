"""The pages of taking part, of what it brought and of the trade: who takes part, batches, bad input, the household."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.actions.trades import cell_of, end_trade, record_benefit
from households.codes import BenefitLink, CheckState, PovertyStatus
from households.models import Household, HouseholdTrade, IncomeLine, Participation
from office.demo.builders import make_assessment, make_household
from office.demo.timetables import make_plan, make_trade, take_part
from povertyplan.accounts.models import User
from tests.test_pages import Page, flaws
from villages.models import Village, VillagePlan

SignIn = Callable[[User], Client]
TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根", members=2)


@pytest.fixture
def plan(village: Village) -> VillagePlan:
    return make_plan(village)


@pytest.fixture
def part(household: Household, plan: VillagePlan) -> Participation:
    return take_part(household, plan, link=BenefitLink.LAND, terms="3.1 亩", expected=620_00)


def at(name: str, *args: object) -> str:
    return reverse(f"households:{name}", args=args)


# ── who takes part ──────────────────────────────────


def test_all_remaining_households_stand_there_worst_first(
    part: Participation, plan: VillagePlan, village: Village, other_village: Village, leader: User, client_of: SignIn
) -> None:
    worst, lifted = make_household(village), make_household(village, status=PovertyStatus.LIFTED)
    for code in ("income", "housing"):
        make_assessment(worst, code, state=CheckState.NOT_MET)
    still_in = make_household(village, status=PovertyStatus.LIFTED)
    take_part(still_in, plan)
    make_household(other_village)
    record_benefit(part, year=YEAR, amount=580_00, today=TODAY, by=None)
    sheet = client_of(leader).get(at("plan_participants", plan.pk)).context["sheet"]
    assert [row.household for row in sheet.rows] == [worst, part.household, still_in]
    assert lifted not in [row.household for row in sheet.rows]
    assert [(row.links, row.expected, row.brought) for row in sheet.rows] == [
        ("", None, None),
        ("土地流转", 620_00, 580_00),
        ("务工", None, None),
    ]
    assert sheet.finding == "2 户里 1 户参加，1 户没有"
    assert [(row.link, row.households, row.paid, row.average) for row in sheet.links] == [("land", 1, 1, 580_00)]


def test_plan_without_participants_says_that_it_cannot_be_approved(
    household: Household, plan: VillagePlan, cadre: User, client_of: SignIn
) -> None:
    page = client_of(cadre).get(at("plan_participants", plan.pk)).content.decode()
    assert "1 户里 0 户参加，1 户没有；没有参加户的规划不能批" in page
    assert "没有参加" in page


def test_leader_reads_but_does_not_join(
    part: Participation, plan: VillagePlan, leader: User, client_of: SignIn
) -> None:
    client = client_of(leader)
    page = client.get(at("plan_participants", plan.pk)).content.decode()
    assert 'type="checkbox"' not in page
    assert "填收入" not in page
    for name in ("plan_join", "participation_edit"):
        assert client.post(at(name, part.pk if "part" in name else plan.pk)).status_code == 403


def test_ticked_households_join_at_once(
    household: Household, plan: VillagePlan, village: Village, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    client, url = client_of(cadre), at("plan_join", plan.pk)
    chosen = [household.pk, make_household(village).pk, make_household(other_village).pk]
    page = client.get(url, {"household": chosen})
    assert "登记这 2 户" in page.content.decode(), "a household of another village is none of these"
    typed = {"household": chosen, "link": "land", "since": "2017-02-10", "terms": "每亩 200 元", "expected": "620"}
    wrong = client.post(url, typed | {"since": "2999-01-01", "expected": "6"})
    assert wrong.status_code == 422
    form = wrong.context["form"]
    assert "“从哪天起”还没有到" in form.errors["since"][0]
    assert "不到 100 元" in form.errors["expected"][0]
    assert form["terms"].value() == "每亩 200 元"
    assert not Participation.objects.exists()
    done = client.post(url, typed, follow=True).content.decode()
    assert "已登记 2 户用“土地流转”参加金银花" in done
    assert set(Participation.objects.values_list("household", flat=True)) == set(chosen[:2])


def test_nothing_ticked_leads_back(plan: VillagePlan, cadre: User, client_of: SignIn) -> None:
    page = client_of(cadre).get(at("plan_join", plan.pk), {"household": ["x", "0"]}, follow=True)
    assert "先在左边勾选" in page.content.decode()


# ── what it brought ──────────────────────────────────


def _cells(client: Client, url: str) -> dict[str, object]:
    form = client.get(url).context["form"]
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def test_amounts_of_all_are_typed_on_one_page(
    part: Participation, plan: VillagePlan, village: Village, cadre: User, client_of: SignIn
) -> None:
    other = take_part(make_household(village, head_name="王秀英"), plan, link=BenefitLink.LAND)
    take_part(make_household(village), plan, link=BenefitLink.WORK)
    record_benefit(other, year=YEAR, amount=500_00, today=TODAY, by=None)
    client, url = client_of(cadre), at("plan_benefits", plan.pk, "land")
    data = _cells(client, url)
    assert {name for name in data if "seen" not in name} == {cell_of(part, YEAR), cell_of(other, YEAR)}
    typed = data | {cell_of(part, YEAR): "620元", cell_of(other, YEAR): ""}
    assert "已记下 2 户" in client.post(url, typed, follow=True).content.decode()
    line = IncomeLine.objects.get()
    assert (line.participation, line.amount, line.register.recorded_by) == (part, 620_00, cadre)


def test_one_bad_cell_keeps_them_all_and_says_which(
    part: Participation, plan: VillagePlan, village: Village, cadre: User, client_of: SignIn
) -> None:
    other = take_part(make_household(village, head_name="王秀英"), plan, link=BenefitLink.LAND)
    client, url = client_of(cadre), at("plan_benefits", plan.pk, "land")
    typed = _cells(client, url) | {cell_of(part, YEAR): "0.06万", cell_of(other, YEAR): "0"}
    response = client.post(url, typed)
    assert response.status_code == 422
    form = response.context["form"]
    assert "“李长根”按元填，0.06 万元写 600" in form.errors[cell_of(part, YEAR)][0]
    assert form.errors[cell_of(other, YEAR)] == ["王秀英：“土地流转”没有就不填，不写 0"]
    assert form[cell_of(part, YEAR)].value() == "0.06万"
    assert not IncomeLine.objects.exists()
    assert Page(response.content.decode()).nameless() == []


@pytest.mark.parametrize(("typed", "says"), [("一千", "写成数字，如 3120.50"), ("9" * 30, "太大了，看看单位对不对")])
def test_bad_cell_is_told_in_our_words(
    part: Participation, plan: VillagePlan, cadre: User, client_of: SignIn, typed: str, says: str
) -> None:
    client, url = client_of(cadre), at("plan_benefits", plan.pk, "land")
    response = client.post(url, _cells(client, url) | {cell_of(part, YEAR): typed})
    assert response.context["form"].errors[cell_of(part, YEAR)] == [f"“李长根”{says}"]


def test_somebody_elses_amount_is_not_overwritten(
    part: Participation, plan: VillagePlan, cadre: User, client_of: SignIn
) -> None:
    client, url = client_of(cadre), at("plan_benefits", plan.pk, "land")
    data = _cells(client, url) | {cell_of(part, YEAR): "620"}
    record_benefit(part, year=YEAR, amount=500_00, today=TODAY, by=None)
    response = client.post(url, data)
    assert response.status_code == 422
    assert "别人把它改成了 500 元" in response.content.decode()
    assert part.income_lines.get().amount == 500_00


def test_amounts_ask_for_a_way_and_a_year_that_are(plan: VillagePlan, cadre: User, client_of: SignIn) -> None:
    client = client_of(cadre)
    assert client.get(at("plan_benefits", plan.pk, "gift")).status_code == 404
    for year in ("x", "1999", str(YEAR + 1), "²"):
        assert client.get(at("plan_benefits", plan.pk, "land"), {"year": year}).context["year"] == YEAR
    assert client.get(at("plan_benefits", plan.pk, "land"), {"year": "2017"}).context["year"] == 2017


# ── one household ──────────────────────────────────


def test_one_household_joins_from_its_page(
    household: Household, plan: VillagePlan, cadre: User, client_of: SignIn
) -> None:
    client, url = client_of(cadre), at("participation_create", household.pk)
    assert url in client.get(household.get_absolute_url()).content.decode()
    typed = {"link": "work", "since": "2017-02-10", "expected": "2,000"}
    assert client.post(url, typed)["Location"].endswith("#livelihood")
    assert household.participations.get().expected == 2000_00
    again = client.post(url, typed | {"since": "2017-03-01"})
    assert again.status_code == 422
    assert "已经用“务工”参加" in again.context["form"].errors["link"][0]


def test_village_without_a_plan_has_nothing_to_take_part_in(
    household: Household, cadre: User, client_of: SignIn
) -> None:
    client = client_of(cadre)
    for answer in (client.get, client.post):
        assert "这个村还没有一村一品规划" in answer(at("participation_create", household.pk)).content.decode()
    assert at("participation_create", household.pk) not in client.get(household.get_absolute_url()).content.decode()


def test_amount_terms_and_end_are_acts_of_one_page(part: Participation, cadre: User, client_of: SignIn) -> None:
    client, url = client_of(cadre), at("participation_edit", part.pk)
    cell = cell_of(part, YEAR)
    assert client.post(url, {"act": "benefits", cell: "620"}).status_code == 302
    seen = client.get(url).context["form"]["seen"].value()
    facts = {"act": "correct", "seen": seen, "link": "shares", "terms": "折股", "expected": "", "since": part.since}
    assert client.post(url, facts).status_code == 302
    part.refresh_from_db()
    assert (part.link, part.expected, part.brought) == ("shares", None, {YEAR: 620_00})
    stale = client.post(url, facts | {"terms": "又改"})
    assert stale.status_code == 409
    assert stale.context["form"]["terms"].value() == "又改"
    early = client.post(url, {"act": "end", "end-until": "2017-02-01"})
    assert early.status_code == 422
    assert "早于开始日期" in early.content.decode()
    assert client.post(url, {"act": "end", "end-until": "2017-12-31"}).status_code == 302
    part.refresh_from_db()
    assert part.until is not None
    page = client.get(url).content.decode()
    assert "到哪天止" in page
    assert 'name="end-until"' not in page


def test_bad_amount_on_the_households_page_is_kept(part: Participation, cadre: User, client_of: SignIn) -> None:
    cell = cell_of(part, YEAR)
    response = client_of(cadre).post(at("participation_edit", part.pk), {"act": "benefits", cell: "一千"})
    assert response.status_code == 422
    assert response.context["benefits"][cell].value() == "一千"


def test_trade_is_registered_changed_and_ended(
    household: Household, plan: VillagePlan, cadre: User, client_of: SignIn
) -> None:
    client = client_of(cadre)
    url = at("trade_create", household.pk)
    typed = {"kind": "breeding", "name": "养猪", "scale": "4 头", "expected": "2600", "plan": "", "since": "2017-03-01"}
    wrong = client.post(url, typed | {"name": "", "kind": ""})
    assert wrong.status_code == 422
    assert wrong.context["form"]["scale"].value() == "4 头"
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"kind": "planting", "name": "金银花", "plan": plan.pk, "since": "2017-06-01"})
    pigs, flowers = household.trades.order_by("since")
    assert (pigs.until, flowers.plan, flowers.until) == (flowers.since - timedelta(days=1), plan, None)
    edit = at("trade_edit", flowers.pk)
    seen = client.get(edit).context["form"]["seen"].value()
    facts = {"act": "correct", "seen": seen, "kind": "planting", "name": "金银花", "scale": "3.2 亩"}
    assert client.post(edit, facts | {"since": "2017-06-01"}).status_code == 302
    assert client.post(edit, {"act": "end", "end-until": "2017-10-01"}).status_code == 302
    flowers.refresh_from_db()
    assert (flowers.scale, flowers.plan, str(flowers.until)) == ("3.2 亩", None, "2017-10-01")


def test_trade_names_no_plan_of_another_village(
    household: Household, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    foreign = make_plan(other_village)
    typed = {"kind": "planting", "name": "花", "plan": foreign.pk, "since": "2017-03-01"}
    make_plan(household.village)
    response = client_of(cadre).post(at("trade_create", household.pk), typed)
    assert response.context["form"].errors["plan"] == ["这份规划不是这个村现在的，重新选"]
    assert not HouseholdTrade.objects.filter(plan=foreign).exists()


def test_household_page_says_how_it_lives_and_what_it_brought(
    part: Participation, cadre: User, client_of: SignIn
) -> None:
    household, client = part.household, client_of(cadre)
    for year, amount in ((2017, 580_00), (2018, 620_00)):
        record_benefit(part, year=year, amount=amount, today=TODAY, by=None)
    end_trade(make_trade(household, name="养猪"), until=TODAY, by=None)
    response = client.get(household.get_absolute_url())
    life = response.context["sheet"].livelihood
    assert life.say == "还没有一业；用土地流转参加一村一品"
    assert [(found, amounts) for found, amounts in life.parts] == [(part, [(2017, 580_00), (2018, 620_00)])]
    assert [trade.name for trade in life.former_trades] == ["养猪"]
    assert "金银花：土地流转" in response.content.decode()


def test_trail_tells_joins_trades_and_money(part: Participation, cadre: User, client_of: SignIn) -> None:
    household, client = part.household, client_of(cadre)
    make_trade(household, plan=part.plan)
    record_benefit(part, year=2017, amount=620_00, today=TODAY, by=cadre)
    record_benefit(part, year=2017, amount=None, today=TODAY, by=cadre)
    page = client.get(at("household_trail", household.pk)).content.decode()
    assert "用土地流转参加金银花，从 2017-02-10 起：3.1 亩" in page
    assert "一户一业 金银花 3 亩，从 2017-03-01 起" in page
    assert "2017 年土地流转（一村一品） 620.00 元" in page
    assert "撤去：2017 年土地流转（一村一品） 620.00 元" in page


def test_list_finds_who_has_no_trade_and_who_takes_no_part(
    part: Participation, village: Village, cadre: User, client_of: SignIn
) -> None:
    make_trade(make_household(village, head_name="王秀英"))
    client = client_of(cadre)
    listed = client.get(at("household_list"), {"view": "no_trade"}).context
    assert [row.household for row in listed["rows"]] == [part.household]
    counts = {view.key: str(count) for view, count in listed["register"].saved_views}
    assert (counts["no_trade"], counts["no_part"]) == ("1", "1")
    for answer, names in (
        ("trade", ["王秀英"]),
        ("no_trade", ["李长根"]),
        ("part", ["李长根"]),
        ("no_part", ["王秀英"]),
    ):
        rows = client.get(at("household_list"), {"trade": answer}).context["rows"]
        assert [row.household.head_name for row in rows] == names


# ── the house in order ──────────────────────────────────


def test_pages_leave_the_house_in_order(part: Participation, plan: VillagePlan, cadre: User, client_of: SignIn) -> None:
    trade, client = make_trade(part.household), client_of(cadre)
    urls = [
        at("plan_participants", plan.pk),
        f"{at('plan_join', plan.pk)}?household={part.household_id}",
        at("plan_benefits", plan.pk, "land"),
        at("plan_benefits", plan.pk, "shares"),
        at("participation_create", part.household_id),
        at("participation_edit", part.pk),
        at("trade_create", part.household_id),
        at("trade_edit", trade.pk),
    ]
    assert [flaw for url in urls for flaw in flaws(client, url)] == []


def test_queries_do_not_grow_with_households(
    part: Participation, plan: VillagePlan, village: Village, office_user: User, client_of: SignIn
) -> None:
    def grow() -> None:
        household = make_household(village, members=2)
        for link in (BenefitLink.LAND, BenefitLink.WORK):
            record_benefit(take_part(household, plan, link=link), year=YEAR, amount=620_00, today=TODAY, by=None)
        make_trade(household, plan=plan)

    client, counts = client_of(office_user), []
    urls = [at("plan_participants", plan.pk), at("plan_benefits", plan.pk, "land"), village_page(village)]
    grow()
    for _ in range(2):
        for url in urls:
            client.get(url)
        with CaptureQueriesContext(connection) as queries:
            for url in urls:
                assert client.get(url).status_code == 200
        counts.append(len(queries))
        grow()
        grow()
    assert counts[0] == counts[1]


def village_page(village: Village) -> str:
    return reverse("office:village_detail", args=[village.pk])


def test_pages_of_another_village_are_not_there(
    part: Participation, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    client, stranger = client_of(cadre), make_household(other_village)
    foreign = make_plan(other_village)
    there, trade = take_part(stranger, foreign), make_trade(stranger)
    for url in (
        at("plan_participants", foreign.pk),
        at("plan_join", foreign.pk),
        at("plan_benefits", foreign.pk, "work"),
        at("participation_create", stranger.pk),
        at("participation_edit", there.pk),
        at("trade_create", stranger.pk),
        at("trade_edit", trade.pk),
    ):
        assert client.get(url).status_code == 404, url
        assert client.post(url, {"act": "end", "end-until": "2017-12-31"}).status_code == 404, url
