"""The household list: views, filters, search and order combine; its cost does not grow with its rows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.actions.standards import assess
from households.codes import Category, CheckState, PovertyCause, PovertyStatus
from households.models import Criterion, Household
from office.demo.builders import assign, make_helper, make_household, make_visit
from povertyplan.accounts.models import User
from villages.models import Village

URL = reverse("households:household_list")
SignIn = Callable[[User], Client]


def _heads(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return [row.household.head_name for row in response.context["rows"]]


@pytest.fixture
def register(village: Village, other_village: Village, office_user: User) -> dict[str, Household]:
    """Five households, each of another kind."""
    today = timezone.localdate()
    rows = {
        "poor": make_household(village, head_name="李长根", members=2, registry_no="42039900120110001"),
        "dibao": make_household(village, head_name="王德明", category=Category.DIBAO, registry_no="42039900120110002"),
        "wubao": make_household(
            other_village,
            head_name="张桂兰",
            category=Category.WUBAO,
            main_cause=PovertyCause.LABOUR,
            registry_no="42039900120110003",
        ),
        "lifted": make_household(
            village, head_name="陈守义", status=PovertyStatus.LIFTED, registry_no="42039900120110004"
        ),
    }
    helper = make_helper(name="马俊")
    assign(rows["poor"], helper)
    make_visit(rows["poor"], helper=helper, visited_on=today - timedelta(days=3))
    make_visit(rows["dibao"], helper=helper, visited_on=today - timedelta(days=45))
    criterion = Criterion.objects.in_force().get(code="housing")
    assess(rows["dibao"], criterion, state=CheckState.NOT_MET, evidence="C 级", today=today, by=office_user)
    return rows


@pytest.mark.parametrize(
    ("query", "heads"),
    [
        ("", ["李长根", "王德明", "张桂兰"]),
        ("view=poor", ["李长根", "王德明", "张桂兰"]),
        ("view=benefits", ["王德明", "张桂兰"]),
        ("view=quiet", ["王德明", "张桂兰"]),
        ("view=unhelped", ["王德明", "张桂兰"]),
        ("view=short", ["李长根", "王德明", "张桂兰"]),
        ("view=lifted", ["陈守义"]),
        ("view=all", ["李长根", "王德明", "陈守义", "张桂兰"]),
        ("category=2", ["王德明"]),
        ("cause=08", ["张桂兰"]),
        ("view=all&status=lifted", ["陈守义"]),
        ("criterion=housing", ["王德明"]),
        ("unchecked=housing", ["李长根", "张桂兰"]),
        ("visited=never", ["张桂兰"]),
        ("visited=none30", ["王德明", "张桂兰"]),
        ("visited=none60", ["张桂兰"]),
        ("visited=in30", ["李长根"]),
        ("helper=mj", ["李长根"]),
        ("helper=马", ["李长根"]),
        ("q=wdm", ["王德明"]),
        ("q=csy", ["陈守义"]),
        ("view=poor&q=csy", []),
        ("category=2&q=张", []),
        ("sort=-visited", ["李长根", "王德明", "张桂兰"]),
        ("sort=visited", ["王德明", "李长根", "张桂兰"]),
        ("sort=head", ["李长根", "王德明", "张桂兰"]),
        ("sort=-head", ["张桂兰", "王德明", "李长根"]),
        ("sort=-members", ["李长根", "王德明", "张桂兰"]),
        ("sort=nonsense", ["李长根", "王德明", "张桂兰"]),
        ("category=nonsense&village=999999", ["李长根", "王德明", "张桂兰"]),
    ],
)
def test_view_filter_search_and_order(
    register: dict[str, Household], office_user: User, client_of: SignIn, query: str, heads: list[str]
) -> None:
    assert _heads(client_of(office_user), query) == heads


def test_each_saved_view_counts_what_it_lists(
    register: dict[str, Household], office_user: User, client_of: SignIn
) -> None:
    client = client_of(office_user)
    counted = client.get(URL).context["register"].saved_views
    assert {view.key: count for view, count in counted} == {
        view.key: len(_heads(client, f"view={view.key}")) for view, _ in counted
    }


def test_the_head_line_counts_households_and_people(
    register: dict[str, Household], office_user: User, client_of: SignIn
) -> None:
    assert "未脱贫 3 户 4 人" in client_of(office_user).get(URL).content.decode()


def test_a_cadre_sees_the_own_village_alone(register: dict[str, Household], cadre: User, client_of: SignIn) -> None:
    assert _heads(client_of(cadre), "view=all") == ["李长根", "王德明", "陈守义"]
    other = register["wubao"].village_id
    assert _heads(client_of(cadre), f"view=all&village={other}") == ["李长根", "王德明", "陈守义"]


def test_an_empty_answer_says_which_condition_to_drop(
    register: dict[str, Household], office_user: User, client_of: SignIn
) -> None:
    page = client_of(office_user).get(f"{URL}?category=2&criterion=income").content.decode()
    assert "没有符合的户。" in page
    assert "去掉“稳定收入”</a>有 1 户" in page


def test_an_empty_answer_points_to_all_households(
    register: dict[str, Household], office_user: User, client_of: SignIn
) -> None:
    page = client_of(office_user).get(f"{URL}?view=poor&q=csy").content.decode()
    assert '在<a href="?view=all&amp;q=csy">全部户</a>里有 1 户' in page


def test_no_id_number_or_phone_stands_on_the_list(
    register: dict[str, Household], office_user: User, client_of: SignIn
) -> None:
    page = client_of(office_user).get(f"{URL}?view=all").content.decode()
    for household in register.values():
        assert household.phone not in page
        assert household.members.in_registry_order()[0].open_id_number() not in page


def test_the_list_costs_the_same_for_one_and_three_rows(village: Village, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            household = make_household(village, members=2)
            assign(household, make_helper())
            make_visit(household)
        client.get(URL)  # the first request of a process fills caches
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_of_fifty(village: Village, office_user: User, client_of: SignIn) -> None:
    for _ in range(51):
        make_household(village)
    client = client_of(office_user)
    assert len(_heads(client)) == 50
    assert len(_heads(client, "page=2")) == 1
    assert len(_heads(client, "page=999")) == 1
