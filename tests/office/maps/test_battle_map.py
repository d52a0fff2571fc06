"""The battle map's figures equal a household-by-household recount, and every figure opens a list of that length."""

import random
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.codes import REMAINING, Category, CheckState, PovertyCause, PovertyStatus
from households.models import BagContent, Criterion, Household, Member, StatusPeriod
from office.demo.bags import make_delivery, make_edition, make_void
from office.demo.builders import (
    assign,
    make_assessment,
    make_baseline,
    make_helper,
    make_household,
    make_user,
    make_village,
    make_visit,
    post_officer,
)
from office.demo.reporting import make_report
from office.maps.lists import Figure
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from tests.office.boards import board_on
from villages.models import Village
from villages.periods import Fortnight

HOUSEHOLDS = 24


def fill(chance: random.Random, villages: list[Village], *, on: date, ahead: int = 20) -> None:
    """Households in every state; their histories end up to `ahead` days after `on`."""
    helper, criteria = make_helper(), list(Criterion.objects.in_force())
    for _ in range(HOUSEHOLDS):
        main, *others = chance.sample(PovertyCause.values, 3)
        household = make_household(
            chance.choice(villages),
            category=chance.choice(list(Category)),
            status=chance.choice(list(PovertyStatus)),
            status_since=on - timedelta(days=chance.randrange(-ahead, 500)),
            members=chance.randrange(1, 5),
            today=on,
            main_cause=main,
            other_causes=others[: chance.randrange(3)],
        )
        if chance.random() < 0.3:
            back_in_poverty = on - timedelta(days=chance.randrange(-ahead, 15))
            Household.objects.filter(pk=household.pk, status_since__lt=back_in_poverty).update(
                poverty_status=PovertyStatus.RELAPSED, status_since=back_in_poverty
            )
        if chance.random() < 0.7:
            until = on - timedelta(days=5) if chance.random() < 0.3 else None
            assign(household, helper, since=on - timedelta(days=100), until=until)
        for days in chance.sample(range(60), chance.randrange(3)):
            make_visit(household, visited_on=on - timedelta(days=days))
        for criterion in chance.sample(criteria, chance.randrange(8)):
            make_assessment(household, criterion.code, state=chance.choice(list(CheckState)), assessed_on=on)
        if chance.random() < 0.8:
            print_and_hand_over(chance, household, on=on)


def print_and_hand_over(chance: random.Random, household: Household, *, on: date) -> None:
    """Editions of the days before `on`, some void, some delivered with answers; what would be printed now."""
    BagContent.objects.create(household=household, facts="", content_hash=chance.choice("xy"), since=on)
    for _ in range(chance.randrange(1, 3)):
        printed = on - timedelta(days=chance.randrange(50))
        edition = make_edition(household, printed_on=printed, content_hash=chance.choice("xy"))
        if chance.random() < 0.7:
            answers = [chance.random() < 0.7 for _ in range(3)] if chance.random() < 0.8 else []
            make_delivery(
                edition, *answers, delivered_on=printed + timedelta(days=chance.randrange((on - printed).days + 1))
            )
        if chance.random() < 0.2:
            make_void(edition, voided_on=on)


def recount_bags(household: Household, *, on: date) -> set[str]:
    """What the household counts as on that day, from its rows one by one."""
    editions = [row for row in household.bag_editions.order_by("number") if row.printed_on <= on]
    void = {row.pk for row in editions if hasattr(row, "void") and row.void.voided_on <= on}
    given = {row.pk: row.delivery for row in editions if hasattr(row, "delivery") and row.delivery.delivered_on <= on}
    found = {"printed"} if any(row.pk not in void for row in editions) else set()
    if editions:
        newest = editions[-1]
        delivery = given.get(newest.pk)
        if newest.pk in void or newest.content_hash != household.bag_content.content_hash:
            found.add("stale")
        if newest.pk not in void:
            found.add("delivered" if delivery else "undelivered")
            found |= {"asked"} if delivery and delivery.was_asked else set()
            found |= {"understood"} if delivery and delivery.understood else set()
    last = next((given[row.pk] for row in reversed(editions) if row.pk in given), None)
    if last and last.was_asked and not last.understood:
        visits = household.visits.filter(visited_on__gt=last.delivered_on, visited_on__lte=on)
        found |= set() if visits.exists() else {"to_explain"}
    return found


@pytest.fixture
def villages(db: None) -> list[Village]:
    return [make_village(), make_village(is_poverty_village=True), make_village()]


def recount(on: date, **narrow: object) -> list[Household]:
    """One by one, from the history."""
    return [
        household
        for household in Household.objects.filter(**narrow)
        if any(
            period.status in REMAINING and period.since <= on and (period.until is None or period.until > on)
            for period in StatusPeriod.objects.filter(household=household)
        )
    ]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("ago", [0, 40])
def test_figures_equal_a_recount(villages: list[Village], today: date, seed: int, ago: int) -> None:
    fill(random.Random(seed), villages, on=today)
    on = today - timedelta(days=ago)
    make_baseline(starts_on=today - timedelta(days=320), deadline=today + timedelta(days=400))
    board, left = board_on(on), recount(on)
    people = Member.objects.filter(household__in=left, left_on__isnull=True, birth_date__lte=on)
    assert (board.total.households, board.total.persons) == (len(left), people.count())
    for row in board.rows:
        assert row.tally.households == len(recount(on, village=row.village))
        assert row.start == len(recount(today - timedelta(days=320), village=row.village))
    assert board.helped.count == sum(h.assignments.current(on=on).exists() for h in left)
    recently = (on - timedelta(days=29), on)
    assert board.visited.count == sum(h.visits.filter(visited_on__range=recently).exists() for h in left)
    bags = {h.pk: recount_bags(h, on=on) for h in left}
    for state in ("printed", "stale", "undelivered", "delivered", "asked", "understood", "to_explain"):
        assert getattr(board.total, state) == sum(state in found for found in bags.values()), state
        for row in board.rows:
            here = [bags[h.pk] for h in left if h.village_id == row.village.pk]
            assert getattr(row.tally, state) == sum(state in found for found in here), state
        for row in board.bags.categories:
            here = [bags[h.pk] for h in left if h.get_category_display() == row.label]
            assert getattr(row.tally, state) == sum(state in found for found in here), state
    for row in board.bags.categories:
        assert row.due.count == sum(h.get_category_display() == row.label for h in left)
    assert {row.label: row.households.count for row in board.causes} == {
        label: count for label in PovertyCause.labels if (count := sum(label in h.causes for h in left))
    }
    for line in board.criteria:
        states = [h.assessments.filter(criterion=line.criterion).values_list("state", flat=True).first() for h in left]
        assert line.not_met.count == states.count(CheckState.NOT_MET)
        assert line.unchecked.count == states.count(None) + states.count(CheckState.UNCHECKED)


def test_burn_down_ends_where_the_map_stands(villages: list[Village], today: date) -> None:
    fill(random.Random(9), villages, on=today)
    start = today - timedelta(days=320)
    make_baseline(starts_on=start, deadline=today + timedelta(days=400))
    board = board_on(today)
    assert board.series[0] == (start, len(recount(start)))
    assert board.series[-1][1] == board.total.households == board.pace.remaining
    for day, left in board.series[:: max(1, len(board.series) // 5)]:
        assert left == len(recount(day))


def test_recent_pace_is_the_mean_of_the_last_six_whole_half_months(village: Village, today: date) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31), households=20)
    for _ in range(8):
        make_household(village)
    # The six half-months before 11月下 are 8月下 to 11月上: three were lifted inside, one before, one after.
    for day in (date(2017, 8, 15), date(2017, 8, 16), date(2017, 10, 31), date(2017, 11, 15), date(2017, 11, 16)):
        make_household(village, status=PovertyStatus.LIFTED, status_since=day)
    assert board_on(today).pace.recent == 3 / 6


def figures(thing: object) -> Iterator[Figure]:
    if isinstance(thing, Figure):
        yield thing
    elif isinstance(thing, (tuple, list)):
        for part in thing:
            yield from figures(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from figures(getattr(thing, field.name))


def test_every_figure_opens_a_list_of_that_length(
    villages: list[Village], office_user: User, client_of: Callable[[User], Client]
) -> None:
    today = timezone.localdate()
    fill(random.Random(4), villages, on=today, ahead=0)
    client, seen = client_of(office_user), 0
    for figure in figures(board_on(today)):
        if figure.url:
            page = client.get(figure.url).context["page"]
            assert page.paginator.count == figure.count, figure.url
            seen += 1
        else:
            assert figure.count == 0
    assert seen > 25


def test_page_shows_figures_as_links(village: Village, office_user: User, client_of: Callable[[User], Client]) -> None:
    make_household(village)
    html = client_of(office_user).get("/battle-map/").content.decode()
    assert "还没有登记基线" in html
    assert f'/households/?view=poor&amp;village={village.pk}">1</a>' in html


def test_who_may_not_open_households_sees_figures_without_links(
    village: Village, client_of: Callable[[User], Client]
) -> None:
    make_household(village)
    html = client_of(make_user(Role.APPROVER)).get("/battle-map/").content.decode()
    assert "/households/" not in html


def test_a_past_day_shows_what_was_and_leads_to_no_present_list(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    make_household(village, status=PovertyStatus.LIFTED, status_since=date(2017, 10, 1))
    page = client_of(office_user).get("/battle-map/", {"on": "2017-09-30"})
    assert page.context["board"].total.households == 1
    assert "view=poor" not in page.content.decode()
    assert client_of(office_user).get("/battle-map/", {"on": "2017-10-01"}).context["board"].total.households == 0


@pytest.mark.parametrize("text", ["", "gestern", "2017-02-30", "9999-12-31"])
def test_a_day_that_cannot_be_shown_is_today(
    village: Village, office_user: User, client_of: Callable[[User], Client], text: str
) -> None:
    assert client_of(office_user).get("/battle-map/", {"on": text}).context["board"].on == timezone.localdate()


def test_without_villages_the_page_says_what_to_do(
    db: None, office_user: User, client_of: Callable[[User], Client]
) -> None:
    assert "还没有村" in client_of(office_user).get("/battle-map/").content.decode()


def test_lamps_that_turned_and_villages_standing_still(village: Village, other_village: Village, today: date) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31), households=14)
    for place in range(10):
        lifted = {"status": PovertyStatus.LIFTED, "status_since": today - timedelta(days=3)} if place < 4 else {}
        make_household(village, **lifted)
    for _ in range(4):
        make_household(other_village)
    for back in (1, 2):
        make_report(village, Fortnight.containing(today).shifted(-back))
    board = board_on(today)
    assert [(a, b, [row.village for row in rows]) for a, b, rows in board.turned] == [(Lamp.BAD, Lamp.OK, [village])]
    assert [(row.village, row.decrease) for row in board.most_decreased] == [(village, 4)]
    assert [row.village for row in board.standing_still] == [other_village]
    assert board.decrease == 4


def test_a_baseline_that_the_registry_does_not_reach_is_said(village: Village, today: date) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31), households=3, persons=5)
    make_household(village)
    board = board_on(today)
    assert (board.baseline_gap, board.registered_start, board.pace.percent) == (2, 1, 0)


def test_officer_of_the_day_stands_beside_the_village(village: Village, today: date) -> None:
    before, now = make_user(Role.CADRE), make_user(Role.CADRE)
    post_officer(before, village, since=date(2016, 1, 1), until=date(2017, 6, 30))
    post_officer(now, village, since=date(2017, 7, 1))
    assert board_on(today).rows[0].officer == now
    assert board_on(date(2017, 6, 30)).rows[0].officer == before


def test_queries_do_not_grow_with_households(village: Village, today: date) -> None:
    make_baseline()
    numbers = []
    for _ in range(2):
        make_household(village, members=2)
        with CaptureQueriesContext(connection) as queries:
            board_on(today)
        numbers.append(len(queries))
    assert numbers == [12, 12]


@pytest.mark.parametrize("on", ["0001-01-01", "1850-12-31", "2017-02-31", "9999-12-31", "abc", "\0"])
def test_odd_days_are_no_error(office_user: User, client_of: Callable[[User], Client], on: str) -> None:
    assert client_of(office_user).get("/battle-map/", {"on": on}).status_code == 200
