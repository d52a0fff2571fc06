"""One box finds households, villages and helpers within what the reader may see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from office.demo.builders import (
    assign,
    id_number,
    make_helper,
    make_household,
    make_member,
    make_user,
)
from office.finding import A_GROUP, is_named
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import AuditEvent
from povertyplan.shapes import NOT_IN_AN_ADDRESS
from villages.models import Village

SignIn = Callable[[User], Client]
SEARCH = "/search/"


@pytest.mark.parametrize("phrase", ["李长根", "lcg", "LCG", "lichanggen", "长根"])
def test_one_hit_opens_the_household(village: Village, office_user: User, client_of: SignIn, phrase: str) -> None:
    household = make_household(village, head_name="李长根")
    make_household(village, head_name="王大海")
    answer = client_of(office_user).get("/search/", {"q": phrase})
    assert (answer.status_code, answer.headers["Location"]) == (302, household.get_absolute_url())


def test_last_four_of_an_id_number_opens_the_household(village: Village, office_user: User, client_of: SignIn) -> None:
    number = id_number(date(1961, 7, 8), 14)
    household = make_household(village, members=0)
    make_member(household, born=date(1961, 7, 8), id_number=number)
    client = client_of(office_user)
    assert client.get("/search/", {"q": number[-4:]}).headers["Location"] == household.get_absolute_url()
    before = AuditEvent.objects.count()
    assert client.post(SEARCH, {"q": number}).headers["Location"] == household.get_absolute_url()
    assert AuditEvent.objects.count() == before


def test_several_hits_are_grouped_by_village(
    village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    for _ in range(A_GROUP + 2):
        make_household(village, head_name="李长根")
    make_household(other_village, head_name="李春梅")
    page = client_of(office_user).get("/search/", {"q": "李"})
    groups = {group.village: (len(group.households), group.count) for group in page.context["found"].groups}
    assert groups == {village: (A_GROUP, A_GROUP + 2), other_village: (1, 1)}
    for group in page.context["found"].groups:
        listed = client_of(office_user).get(group.url).context["page"].paginator.count
        assert listed == group.count


def test_a_village_name_opens_the_village(village: Village, office_user: User, client_of: SignIn) -> None:
    make_household(village)
    for phrase in ("柳河村", "柳河", "lh", "liuhe"):
        assert client_of(office_user).get("/search/", {"q": phrase}).headers["Location"] == f"/villages/{village.pk}/"


def test_a_helper_is_found(village: Village, office_user: User, client_of: SignIn) -> None:
    helper = make_helper(name="马俊")
    assert client_of(office_user).get("/search/", {"q": "马俊"}).headers["Location"] == helper.get_absolute_url()


def test_a_cadre_finds_only_the_own_village(
    cadre: User, village: Village, other_village: Village, client_of: SignIn
) -> None:
    assign(make_household(other_village, head_name="李长根"), make_helper(name="李大海"))
    page = client_of(cadre).get("/search/", {"q": "李"})
    assert page.context["found"].is_empty
    assert "没有找到" in page.content.decode()


def test_nothing_typed_asks_what_to_type(office_user: User, client_of: SignIn) -> None:
    assert "写姓名" in client_of(office_user).get("/search/").content.decode()


def test_who_sees_no_household_may_not_search(client_of: SignIn, db: None) -> None:
    assert client_of(make_user(Role.APPROVER)).get("/search/", {"q": "李"}).status_code == 403


@pytest.mark.parametrize(
    ("phrase", "hit"), [("石门", True), ("石门村", True), ("sm", True), ("s", False), ("村", False)]
)
def test_village_names(phrase: str, hit: bool) -> None:
    assert is_named("石门村", phrase) is hit


def test_whole_id_number_is_found_by_the_box_and_never_stands_in_an_address(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    number = id_number(date(1961, 7, 8), 14)
    household = make_household(village, members=0)
    make_member(household, born=date(1961, 7, 8), id_number=number)
    client = client_of(office_user)
    assert client.post(SEARCH, {"q": number}).headers["Location"] == household.get_absolute_url()
    for address in (SEARCH, "/households/"):
        answer = client.get(address, {"q": number})
        assert answer.headers["Location"] == address
        page = client.get(address).content.decode()
        assert NOT_IN_AN_ADDRESS in page
        assert number not in page


def test_other_words_go_on_as_an_address(office_user: User, client_of: SignIn) -> None:
    assert client_of(office_user).post(SEARCH, {"q": "李 长"}).headers["Location"] == f"{SEARCH}?q=%E6%9D%8E+%E9%95%BF"
