"""One box finds households, villages and helpers within what the reader may see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from funds.models import Fund
from households.codes import ExitStage
from office.demo.builders import (
    assign,
    id_number,
    make_helper,
    make_household,
    make_member,
    make_user,
    make_village,
)
from office.demo.funding import agree, keeper, make_application, make_fund, receive
from office.demo.giving import make_enterprise, pair_village
from office.demo.reporting import make_order
from office.finding import A_GROUP, Findings, is_named
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import AuditEvent
from povertyplan.shapes import NOT_IN_AN_ADDRESS
from tests.exits import walk
from tests.library import make_draft, make_published
from villages.models import Village

SignIn = Callable[[User], Client]
SEARCH = "/search/"


def received(village: Village) -> Fund:
    fund = make_fund(village)
    receive(fund)
    return fund


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


@pytest.mark.parametrize("phrase", ["柳", "柳河", "lh"])
def test_a_person_who_bears_the_name_of_a_village_is_found_before_its_households(
    village: Village, other_village: Village, office_user: User, client_of: SignIn, phrase: str
) -> None:
    for _ in range(A_GROUP + 2):
        make_household(village, head_name="王大海")
    near, far = (make_household(place, head_name="柳河清") for place in (village, other_village))
    answer = client_of(office_user).get(SEARCH, {"q": phrase})
    found = answer.context["found"]
    assert found.villages == (village,)
    assert [group.households[0][0] for group in found.groups] == [near, far]


def test_what_is_named_after_a_village_is_found(village: Village, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    make_household(village, head_name="王大海")
    makers: list[Callable[[], object]] = [
        lambda: make_enterprise("柳河食品有限公司"),
        lambda: make_helper(name="柳河清"),
        lambda: agree(make_application(received(village), [make_household(village)], what="修柳河渠")),
    ]
    for make in makers:
        assert client.get(SEARCH, {"q": "柳河"}).headers["Location"] == f"/villages/{village.pk}/"
        with transaction.atomic():
            make()
            page = client.get(SEARCH, {"q": "柳河"})
            assert len(page.context["found"].shelves) + len(page.context["found"].helpers) == 1
            assert f'href="/villages/{village.pk}/"' in page.content.decode()
            transaction.set_rollback(True)


def test_a_part_of_a_village_name_lists_the_village(office_user: User, client_of: SignIn) -> None:
    """One character too, and when nothing else is found."""
    village = make_village(name="白石沟村")
    for phrase in ("白", "石沟"):
        page = client_of(office_user).get(SEARCH, {"q": phrase})
        assert f'href="/villages/{village.pk}/"' in page.content.decode()


def test_who_sees_villages_and_no_household_opens_the_village(village: Village, client_of: SignIn) -> None:
    make_fund(village)
    answer = client_of(make_user(Role.APPROVER)).get(SEARCH, {"q": "柳河"})
    assert answer.headers["Location"] == f"/villages/{village.pk}/"


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


def test_who_keeps_the_money_finds_funds_and_no_person(village: Village, client_of: SignIn) -> None:
    make_household(village, head_name="柳大海")
    fund, client = make_fund(village), client_of(keeper())
    assert client.get(SEARCH, {"q": "柳河"}).headers["Location"] == fund.get_absolute_url()
    assert client.get(SEARCH, {"q": "柳大海"}).context["found"].is_empty
    assert "村名" in client.get("/funds/").content.decode()


def test_who_has_nothing_to_find_may_not_search(client_of: SignIn, db: None) -> None:
    for role in (Role.SECURITY, Role.AUDITOR, Role.ENTERPRISE):
        assert client_of(make_user(role)).get(SEARCH, {"q": "李"}).status_code == 403


@pytest.mark.parametrize("phrase", ["宏达", "hd", "hongdashipin", "HD"])
def test_an_enterprise_is_found(office_user: User, client_of: SignIn, phrase: str) -> None:
    enterprise = make_enterprise("宏达食品有限公司")
    make_enterprise("三峰农业合作社")
    assert client_of(office_user).get(SEARCH, {"q": phrase}).headers["Location"] == enterprise.get_absolute_url()


def test_a_cadre_finds_the_enterprises_of_the_own_village(
    cadre: User, village: Village, other_village: Village, client_of: SignIn
) -> None:
    near, far = make_enterprise("宏达食品有限公司"), make_enterprise("宏达建材厂")
    pair_village(near, village)
    pair_village(far, other_village)
    assert client_of(cadre).get(SEARCH, {"q": "宏达"}).headers["Location"] == near.get_absolute_url()


@pytest.mark.parametrize("phrase", ["门诊报销", "医保发〔2017〕8", "到卫生院"])
def test_a_policy_in_force_is_found_by_name_number_and_words(office_user: User, client_of: SignIn, phrase: str) -> None:
    today = timezone.localdate()
    version = make_published(on=today)
    make_draft(on=today)
    answer = client_of(office_user).get(SEARCH, {"q": phrase})
    assert answer.headers["Location"] == reverse("households:library_item", args=[version.item_id])


def test_an_exit_notice_is_found_by_its_number(
    village: Village, cadre: User, office_user: User, other_village: Village, client_of: SignIn
) -> None:
    exit_, far = (walk(make_household(place), until=ExitStage.NOTICE) for place in (village, other_village))
    page = client_of(office_user).get(SEARCH, {"q": "2017-退-014"})
    (shelf,) = page.context["found"].shelves
    assert {hit.url for hit in shelf.hits} == {exit_.get_absolute_url(), far.get_absolute_url()}
    assert client_of(cadre).get(SEARCH, {"q": "退-014"}).headers["Location"] == exit_.get_absolute_url()


def test_a_notice_of_the_fund_is_found_by_what_the_money_is_for(village: Village, client_of: SignIn) -> None:
    fund = make_fund(village)
    receive(fund)
    application = agree(make_application(fund, [make_household(village)], what="修水渠"))
    for user in (keeper(), make_user(Role.OFFICE)):
        assert client_of(user).get(SEARCH, {"q": "水渠"}).headers["Location"] == application.get_absolute_url()


def test_a_supervision_notice_is_found_by_its_number(
    village: Village, office_user: User, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    order, far = make_order(village), make_order(other_village)
    assert client_of(office_user).get(SEARCH, {"q": order.name}).headers["Location"] == order.get_absolute_url()
    assert client_of(cadre).get(SEARCH, {"q": far.name}).context["found"].is_empty


def test_bare_numbers_mean_a_person(village: Village, office_user: User, client_of: SignIn) -> None:
    """The end of an ID number leads to the household, whatever else ends so."""
    number = id_number(date(1961, 7, 8), 14)
    household = make_household(village, members=0)
    make_member(household, born=date(1961, 7, 8), id_number=number)
    make_published(on=timezone.localdate(), source=f"文 {number[-4:]} 号")
    found = client_of(office_user).get(SEARCH, {"q": number[-4:]})
    assert found.headers["Location"] == household.get_absolute_url()


def test_more_of_a_kind_than_a_group_holds_is_said_with_the_way_to_all(office_user: User, client_of: SignIn) -> None:
    for number in range(A_GROUP + 2):
        make_enterprise(f"宏达{number}号合作社")
    html = client_of(office_user).get(SEARCH, {"q": "宏达"}).content.decode()
    assert "还有 2 条" in html
    assert "/enterprises/?q=%E5%AE%8F%E8%BE%BE" in html


@pytest.mark.parametrize("phrase", ["\0宏", "2017-99999999999", "〔〕", "%", "a" * 60, "－－"])
def test_odd_phrases_are_no_error(office_user: User, client_of: SignIn, phrase: str) -> None:
    assert client_of(office_user).get(SEARCH, {"q": phrase}).status_code == 200


def test_as_many_queries_for_many_hits_as_for_one(village: Village, office_user: User) -> None:
    counts = []
    for _ in range(2):
        make_household(village, head_name="宏大海")
        make_enterprise("宏达合作社")
        make_published(on=timezone.localdate(), title="宏达补贴")
        walk(make_household(village), until=ExitStage.NOTICE)
        with CaptureQueriesContext(connection) as queries:
            Findings.of("宏", user=office_user, on=timezone.localdate())
            Findings.of("宏达", user=office_user, on=timezone.localdate())
        counts.append(len(queries))
    assert counts[0] == counts[1]


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
