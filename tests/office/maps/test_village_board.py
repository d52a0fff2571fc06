"""A village's page: every remaining household stands in each of its parts, and nobody's number or phone."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from households.codes import CheckState, ExitStage, PovertyStatus, TradeKind
from households.models import Household
from office.demo.builders import (
    assign,
    make_assessment,
    make_baseline,
    make_helper,
    make_household,
    make_user,
    make_visit,
    square_boundary,
)
from office.demo.timetables import make_plan, make_trade, take_part
from office.maps import findings
from office.maps.village_board import VillageBoard, Walk
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from tests.village_exits import make_poor_village, register, walk
from villages.models import Village

SignIn = Callable[[User], Client]


def assess(household: Household, **states: CheckState) -> None:
    for code, state in states.items():
        make_assessment(household, code, state=state, assessed_on=timezone.localdate())


def board(village: Village) -> VillageBoard:
    return VillageBoard.of(village, Household.objects.all(), on=timezone.localdate())


def test_every_remaining_household_stands_in_pairs_matrix_and_map(village: Village) -> None:
    helper, today = make_helper(name="马俊"), timezone.localdate()
    helped, alone = make_household(village, hamlet="1 组"), make_household(village, hamlet="2 组")
    lifted = make_household(village, status=PovertyStatus.LIFTED, hamlet="2 组")
    assign(helped, helper, since=today - timedelta(days=9))
    make_visit(helped, visited_on=today)
    found = board(village)
    assert [mark.household for mark in found.remaining] == [helped, alone]
    assert [(pair.name, len(pair.marks), pair.visits) for pair in found.pairs] == [("没有责任人", 1, 0), ("马俊", 1, 1)]
    assert {point.key for point in found.point_map.points} == {h.registry_no for h in (helped, alone, lifted)}
    assert [(name, len(columns)) for name, columns in found.matrix("").groups] == [("1 组", 1), ("2 组", 1)]
    assert [(group.name, group.remaining, group.lifted_percent) for group in found.groups] == [
        ("1 组", 1, 0),
        ("2 组", 1, 50),
    ]


def test_lamp_of_a_household_by_unmet_points_and_visits(village: Village) -> None:
    bad, warn, ok = (make_household(village) for _ in range(3))
    assess(bad, income=CheckState.NOT_MET, housing=CheckState.NOT_MET)
    assess(warn, income=CheckState.NOT_MET, housing=CheckState.NOT_MET)
    make_visit(warn, visited_on=timezone.localdate() - timedelta(days=29))
    assess(ok, income=CheckState.MET, medical=CheckState.UNCHECKED)
    lamps = {mark.household: mark.lamp for mark in board(village).marks}
    assert lamps == {bad: Lamp.BAD, warn: Lamp.WARN, ok: Lamp.OK}
    assert findings.village_gaps(board(village)).startswith("卡在稳定收入（2 户）和住房安全（2 户）；3 户有未核项")


def test_trades_of_the_remaining_and_who_has_none(village: Village) -> None:
    plan, today = make_plan(village), timezone.localdate()
    with_flowers, with_pigs, without = (make_household(village) for _ in range(3))
    lifted = make_household(village, status=PovertyStatus.LIFTED)
    make_trade(with_flowers, plan=plan, expected=190000)
    make_trade(with_pigs, kind=TradeKind.BREEDING, name="养猪")
    make_trade(lifted, plan=plan, expected=990000)
    make_trade(without, until=today - timedelta(days=1))
    take_part(without, plan)
    found = board(village)
    assert [(row.name, row.households, row.average) for row in found.trades] == [
        ("养殖", 1, None),
        ("金银花", 1, 190000),
    ]
    assert [mark.household for mark in found.tradeless] == [without]
    assert findings.village_trades(found) == "3 户里 2 户有一业，1 户没有；1 户参加一村一品"


def test_unassessed_is_never_drawn_as_met(village: Village) -> None:
    make_household(village)
    assert set(board(village).marks[0].states) == {Lamp.NONE}


def test_the_map_says_number_and_group_but_no_name(village: Village) -> None:
    make_household(village, head_name="李长根", hamlet="3 组")
    (point,) = board(village).point_map.points
    assert point.label.startswith("3 组 ")
    assert "李长根" not in point.label


def test_page_of_a_village_with_and_without_boundary(village: Village, office_user: User, client_of: SignIn) -> None:
    make_household(village, head_name="李长根", members=2)
    client = client_of(office_user)
    assert client.get(f"/villages/{village.pk}/").status_code == 200
    Village.objects.update(boundary=square_boundary())
    html = client.get(f"/villages/{village.pk}/").content.decode()
    assert html.count("李长根") == 2, "beside the helper, and among those without a trade; never on the map"
    assert Household.objects.get().phone not in html


def test_who_sees_no_household_sees_the_villages_figures_only(village: Village, client_of: SignIn) -> None:
    make_household(village, head_name="李长根")
    page = client_of(make_user(Role.APPROVER)).get(f"/villages/{village.pk}/")
    html = page.content.decode()
    assert page.context["board"].total.households == 1
    assert "李长根" not in html
    assert "/households/" not in html


def test_a_foreign_village_is_not_found(cadre: User, other_village: Village, client_of: SignIn) -> None:
    assert client_of(cadre).get(f"/villages/{other_village.pk}/").status_code == 404
    assert other_village.name not in client_of(cadre).get("/villages/", follow=True).content.decode()


def test_an_officer_of_one_village_is_led_straight_to_it(cadre: User, village: Village, client_of: SignIn) -> None:
    assert client_of(cadre).get("/villages/").headers["Location"] == f"/villages/{village.pk}/"


def test_one_walks_from_village_to_village_in_the_order_of_the_map(
    village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    today = timezone.localdate()
    make_baseline(starts_on=today - timedelta(days=100), deadline=today + timedelta(days=10), households=2, persons=2)
    make_household(village, status=PovertyStatus.LIFTED, status_since=today - timedelta(days=2), today=today)
    make_household(other_village)
    client = client_of(office_user)
    first, second = (row.village.pk for row in client.get("/battle-map/").context["board"].rows)
    assert (first, second) == (other_village.pk, village.pk)
    assert client.get(f"/villages/{first}/").context["walk"] == Walk(1, 2, None, second)
    assert client.get(f"/villages/{second}/").context["walk"] == Walk(2, 2, first, None)


def test_the_hardest_households_are_named_with_what_they_lack(village: Village) -> None:
    household = make_household(village)
    assess(household, income=CheckState.NOT_MET, housing=CheckState.NOT_MET)
    make_household(village)
    ((mark, unmet),) = board(village).hardest
    assert (mark.household, unmet) == (household, ["稳定收入", "住房安全"])


def test_a_poverty_village_shows_what_its_exit_lacks_and_the_way_there(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    """Only a poverty village has one (R2.3)."""
    client, url = client_of(office_user), f"/villages/{village.pk}/"
    assert "贫困村出列" not in client.get(url).content.decode()
    poor = make_poor_village(people=4, population=200, year=timezone.localdate().year)
    html = client.get(f"/villages/{poor.pk}/").content.decode()
    assert "2.00%" in html
    assert "多 1 人" in html
    assert f"/villages/{poor.pk}/exit/" in html


def test_page_and_exit_count_the_same_people(office_user: User, client_of: SignIn) -> None:
    poor = make_poor_village(people=4)
    make_household(poor, members=2, status=PovertyStatus.LIFTED)
    make_household(poor, members=1, status=PovertyStatus.RELAPSED)
    client = client_of(office_user)
    shown = client.get(f"/villages/{poor.pk}/").context["delisting"].incidence.people
    assert shown == client.get(f"/villages/{poor.pk}/exit/").context["sheet"].incidence.people == 5


def test_a_village_that_is_out_says_since_when(office_user: User, client_of: SignIn) -> None:
    poor = make_poor_village()
    register(poor)
    walk(poor, until=ExitStage.VILLAGE_ANNOUNCEMENT)
    client = client_of(office_user)
    assert "已出列 2017-11-08" in client.get(f"/villages/{poor.pk}/").content.decode()
    board = client.get("/battle-map/?on=2017-11-08").context["board"]
    assert [row.village for row in board.delisted] == [poor]
    assert client.get("/battle-map/?on=2017-11-07").context["board"].delisted == []


def test_a_past_day_shows_who_remained_then_and_opens_nothing(village: Village) -> None:
    today = timezone.localdate()
    lifted, stays = (
        make_household(village, status=PovertyStatus.LIFTED, status_since=today - timedelta(days=10), today=today),
        make_household(village),
    )
    make_visit(stays, visited_on=today - timedelta(days=40))
    make_visit(stays, visited_on=today - timedelta(days=2))
    make_trade(stays, since=today - timedelta(days=5))
    before = today - timedelta(days=20)
    then = VillageBoard.of(village, Household.objects.all(), on=before, may_open=False)
    assert {mark.household for mark in then.remaining} == {lifted, stays}
    (mark,) = (mark for mark in then.marks if mark.household == stays)
    assert (mark.household.last_visit, mark.trade, mark.url) == (today - timedelta(days=40), None, "")
    assert [mark.household for mark in board(village).remaining] == [stays]
