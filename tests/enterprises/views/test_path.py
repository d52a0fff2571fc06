"""The contact walks from visit to delivery on the phone; the village confirms; the office does both at its desk."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enterprises.codes import DeliveryState, Mode, Need, Recipient
from enterprises.models import Delivery, EnterpriseVisit, HouseholdPairing, ModeChoice, Pairing, Pledge
from households.models import Household, Member
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    DELIVERED,
    make_contact,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_household,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import photo, upload
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=4, head_name="李长根", phone="10012345678")


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise("宏达食品有限公司"), household.village)
    pair_household(pairing, household)
    return pairing


@pytest.fixture
def contact(pairing: Pairing) -> User:
    return make_contact(pairing.enterprise)


@pytest.fixture
def phone(contact: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(contact)


@pytest.fixture
def desk(office_user: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(office_user)


@pytest.fixture
def officer(cadre: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(cadre)


def page(client: Client, name: str, pk: int | None = None, **data: Any) -> HttpResponse:
    url = reverse(f"enterprises:{name}", args=[pk] if pk else [])
    return client.post(url, data) if data else client.get(url)  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return response.content.decode()


def visit_of(household: Household) -> dict[str, Any]:
    return {
        "household": household.pk,
        "visited_on": "2017-03-15",
        "visitor_name": "刘志成",
        "by_head": "on",
        "learned": "儿子想在家门口找活",
        "needs": ["job"],
    }


def test_home_leads_the_contact_to_three_steps(phone: Client) -> None:
    assert phone.get("/").headers["Location"] == reverse("enterprises:own")
    shown = text(page(phone, "own"))
    assert "刘志成，还有 3 步" in shown
    assert "1. 入户走访" in shown


def test_contact_without_an_enterprise_is_told_whom_to_call(client_of: Callable[[User], Client]) -> None:
    shown = page(client_of(make_user(Role.ENTERPRISE, name="田冬梅")), "own")
    assert shown.status_code == 200
    assert "还没有登记你是哪家企业的联系人" in text(shown)


def test_contact_walks_from_visit_to_confirmed_delivery(
    phone: Client, officer: Client, pairing: Pairing, household: Household
) -> None:
    assert page(phone, "visit_create", pairing.pk, **visit_of(household)).status_code == 302
    assert EnterpriseVisit.objects.get().needed == [Need.JOB]
    assert "1 户想找工作" in text(page(phone, "mode_choose", pairing.pk))
    chosen = page(phone, "mode_choose", pairing.pk, modes=["employment"])
    choice = ModeChoice.objects.get()
    assert chosen.headers["Location"] == reverse("enterprises:pledge_create", args=[choice.pk])
    today = timezone.localdate()
    told = {"what": "车间包装工", "count": 20, "monthly_pay": "2300", "pledged_on": today.isoformat()}
    assert page(phone, "pledge_create", choice.pk, **told).status_code == 302
    pledge = Pledge.objects.get()
    assert (pledge.count, pledge.monthly_pay) == (20, 230_000)
    worker = household.members.order_by("birth_date")[0]
    hired = {"delivered_on": today.isoformat(), f"got_{worker.pk}": "on", f"monthly_pay_{worker.pk}": "2,300"}
    assert page(phone, "delivery_create", pledge.pk, **hired).status_code == 302
    delivery = Delivery.objects.get()
    row = delivery.beneficiaries.get()
    assert (delivery.count, row.member, row.monthly_pay, row.since) == (1, worker, 230_000, today)
    assert "1 笔企业兑现等确认" in text(officer.get("/"))  # type: ignore[arg-type]
    assert officer.post(reverse("enterprises:delivery_confirm", args=[delivery.pk])).status_code == 302
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.CONFIRMED
    assert "已确认 1 个岗位" in text(page(phone, "own"))


def test_wrong_entry_keeps_what_was_typed(phone: Client, pairing: Pairing, household: Household) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = page(phone, "visit_create", pairing.pk, **visit_of(household) | {"visited_on": tomorrow})
    assert answer.status_code == 422
    assert "走访日期还没有到" in text(answer)
    assert "儿子想在家门口找活" in text(answer)


def test_household_that_is_not_paired_cannot_be_chosen(phone: Client, pairing: Pairing, village: Village) -> None:
    stranger = make_household(village)
    answer = page(phone, "visit_create", pairing.pk, **visit_of(stranger))
    assert answer.status_code == 422
    assert not EnterpriseVisit.objects.exists()


def test_modes_before_a_visit_lead_to_the_visit(phone: Client, pairing: Pairing) -> None:
    answer = page(phone, "mode_choose", pairing.pk)
    assert answer.headers["Location"] == reverse("enterprises:visit_create", args=[pairing.pk])
    assert page(phone, "mode_choose", pairing.pk, modes=["trade"]).status_code == 422


@pytest.fixture
def visited(pairing: Pairing, household: Household) -> Pairing:
    make_enterprise_visit(pairing, household)
    return pairing


def sold(pledge: Pledge, household: Household, yuan: str = "31000") -> dict[str, Any]:
    return {"amount": yuan, "delivered_on": "2017-09-30", f"amount_{household.pk}": "1000"}


def test_sale_is_reported_with_its_papers(phone: Client, visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.TRADE)
    told = sold(pledge, household) | {"attachments": [upload(photo(), "过秤单.jpg")]}
    page(phone, "delivery_create", pledge.pk, **told)
    delivery = Delivery.objects.get()
    assert (delivery.amount, delivery.beneficiaries.get().amount) == (3_100_000, 100_000)
    kept = delivery.files.get()
    assert kept.caption == "过秤单"
    assert b"".join(page(phone, "delivery_file", kept.pk).streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]


def test_more_than_the_pledge_is_told_at_the_amount(phone: Client, visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.TRADE)
    answer = page(phone, "delivery_create", pledge.pk, **sold(pledge, household, "180000.01"))
    assert answer.status_code == 422
    assert "这次最多报 18 万元" in text(answer)
    assert 'value="180000.01"' in text(answer)


def test_ticked_household_of_a_sale_is_asked_for_its_share(
    phone: Client, visited: Pairing, household: Household
) -> None:
    pledge = make_pledge(visited, Mode.TRADE)
    told = {"amount": "100", "delivered_on": "2017-09-30", f"got_{household.pk}": "on"}
    answer = page(phone, "delivery_create", pledge.pk, **told)
    assert answer.status_code == 422
    assert "写上李长根 户得了多少" in text(answer)


def test_training_counts_attendances(phone: Client, visited: Pairing, household: Household) -> None:
    pledge, pupil = make_pledge(visited, Mode.SKILLS), household.members.order_by("birth_date")[0]
    told = {"count": "20", "teacher": "邹启文", "delivered_on": "2017-09-30", f"attendances_{pupil.pk}": "3"}
    page(phone, "delivery_create", pledge.pk, **told | {f"completed_{pupil.pk}": "on"})
    row = Delivery.objects.get().beneficiaries.get()
    assert (row.member, row.attendances, row.completed) == (pupil, 3, True)


def test_gift_to_households_is_ticked(phone: Client, visited: Pairing, household: Household) -> None:
    pledge = make_pledge(visited, Mode.DONATION, recipient=Recipient.HOUSEHOLDS)
    told = {"amount": "2000", "delivered_on": "2017-09-30", f"got_{household.pk}": "on"}
    page(phone, "delivery_create", pledge.pk, **told)
    assert Delivery.objects.get().beneficiaries.get().household == household


def test_contact_is_offered_paired_households_and_the_office_all(
    phone: Client, desk: Client, visited: Pairing, village: Village
) -> None:
    stranger = make_household(village, head_name="周启发")
    pledge = make_pledge(visited, Mode.TRADE)
    assert f"amount_{stranger.pk}" not in text(page(phone, "delivery_create", pledge.pk))
    assert f"amount_{stranger.pk}" in text(page(desk, "delivery_create", pledge.pk))


def test_child_is_not_offered_for_a_post(phone: Client, visited: Pairing, household: Household) -> None:
    child = household.members.order_by("-birth_date")[0]
    Member.objects.filter(pk=child.pk).update(birth_date=timezone.localdate() - timedelta(days=15 * 365))
    shown = text(page(phone, "delivery_create", make_pledge(visited, Mode.EMPLOYMENT).pk))
    assert f"got_{child.pk}" not in shown
    assert shown.count('id="id_got_') == 3


@pytest.fixture
def waiting(visited: Pairing, household: Household, contact: User) -> Delivery:
    return make_delivery(make_pledge(visited, Mode.TRADE), [household], reported_by=contact)


def test_returned_delivery_is_corrected_by_the_contact(
    phone: Client, officer: Client, waiting: Delivery, household: Household
) -> None:
    bare = page(officer, "delivery_return", waiting.pk, reason=" ")
    assert bare.status_code == 422
    page(officer, "delivery_return", waiting.pk, reason="过秤单看不清")
    assert "改退回的兑现" in text(page(phone, "own"))
    edit = page(phone, "delivery_edit", waiting.pk)
    assert "过秤单看不清" in text(edit)
    assert "checked" in text(edit)
    page(phone, "delivery_edit", waiting.pk, **sold(waiting.pledge, household, "30000"))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.amount) == (DeliveryState.REPORTED, 3_000_000)


def test_confirmed_delivery_opens_no_correction(phone: Client, officer: Client, waiting: Delivery) -> None:
    officer.post(reverse("enterprises:delivery_confirm", args=[waiting.pk]))
    answer = page(phone, "delivery_edit", waiting.pk)
    assert answer.headers["Location"] == reverse("enterprises:delivery_detail", args=[waiting.pk])


def test_who_reported_is_shown_no_confirmation(desk: Client, visited: Pairing, office_user: User) -> None:
    own = make_delivery(make_pledge(visited, Mode.DONATION), reported_by=office_user)
    shown = text(page(desk, "delivery_detail", own.pk))
    assert "请村里或别的人确认" in shown
    assert "确认到位" not in shown
    answer = desk.post(reverse("enterprises:delivery_confirm", args=[own.pk]), follow=True)
    assert "报的人不能自己确认" in answer.content.decode()


def test_office_voids_with_a_reason(desk: Client, waiting: Delivery) -> None:
    assert page(desk, "delivery_void", waiting.pk).status_code == 200
    page(desk, "delivery_void", waiting.pk, reason="重复报了")
    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.VOID


def test_list_holds_what_waits_in_the_own_villages(
    officer: Client, desk: Client, waiting: Delivery, other_village: Village
) -> None:
    elsewhere = pair_village(make_enterprise("外地公司"), other_village)
    make_enterprise_visit(elsewhere, make_household(other_village))
    make_delivery(make_pledge(elsewhere, Mode.DONATION))
    assert "等确认 1 笔" in text(page(officer, "delivery_list"))
    assert "等确认 2 笔" in text(page(desk, "delivery_list"))
    assert "外地公司" not in text(page(officer, "delivery_list"))


def test_post_ends_on_its_last_day(
    phone: Client, officer: Client, visited: Pairing, household: Household, contact: User
) -> None:
    worker = household.members.order_by("birth_date")[0]
    delivery = make_delivery(make_pledge(visited, Mode.EMPLOYMENT), [worker], reported_by=contact)
    officer.post(reverse("enterprises:delivery_confirm", args=[delivery.pk]))
    post = delivery.beneficiaries.get()
    assert page(phone, "post_end", post.pk).status_code == 200
    early = (DELIVERED - timedelta(days=1)).isoformat()
    assert page(phone, "post_end", post.pk, until=early).status_code == 422
    page(phone, "post_end", post.pk, until="2017-10-31")
    post.refresh_from_db()
    assert post.until == date(2017, 10, 31)


def test_contact_knows_of_a_paired_household_what_help_needs_and_no_more(
    phone: Client, visited: Pairing, household: Household
) -> None:
    member = household.members.get(name="李长根")
    pair = HouseholdPairing.objects.get()
    for response in (page(phone, "household_pairing", pair.pk), page(phone, "pairing_needs", visited.pk)):
        shown = text(response)
        assert "李长根" in shown
        for hidden in (household.phone, member.open_id_number(), member.open_id_number()[-4:], "因病", "健康"):
            assert hidden not in shown
    assert "4 人" in text(page(phone, "household_pairing", pair.pk))


def test_household_of_an_ended_pairing_is_closed_to_the_contact(phone: Client, pairing: Pairing) -> None:
    pair = HouseholdPairing.objects.get()
    HouseholdPairing.objects.update(until=date(2017, 6, 1))
    assert page(phone, "household_pairing", pair.pk).status_code == 404


def test_other_enterprise_sees_nothing_of_it(
    client_of: Callable[[User], Client], visited: Pairing, waiting: Delivery
) -> None:
    stranger = client_of(make_contact(make_enterprise("外地公司")))
    for name, pk in (
        ("visit_create", visited.pk),
        ("mode_choose", visited.pk),
        ("pairing_needs", visited.pk),
        ("household_pairing", HouseholdPairing.objects.get().pk),
        ("pledge_create", waiting.pledge.choice_id),
        ("pledge_edit", waiting.pledge_id),
        ("delivery_create", waiting.pledge_id),
        ("delivery_detail", waiting.pk),
        ("delivery_edit", waiting.pk),
    ):
        assert page(stranger, name, pk).status_code == 404, name
    assert "全部 0 笔" in text(page(stranger, "delivery_list"))


def test_office_records_for_an_enterprise_at_the_desk(desk: Client, pairing: Pairing, household: Household) -> None:
    answer = page(desk, "visit_create", pairing.pk, **visit_of(household))
    assert answer.headers["Location"] == pairing.enterprise.get_absolute_url()
    assert "css/base.css" in text(page(desk, "mode_choose", pairing.pk))
    visit = EnterpriseVisit.objects.get()
    page(desk, "visit_edit", visit.pk, **visit_of(household) | {"learned": "要销路"})
    visit.refresh_from_db()
    assert visit.learned == "要销路"


def test_pledge_is_corrected_but_not_below_what_was_reported(phone: Client, waiting: Delivery) -> None:
    pledge = waiting.pledge
    told = {"what": "香菇", "deal": "purchase", "pledged_on": "2017-04-20"}
    low = page(phone, "pledge_edit", pledge.pk, **told | {"amount": "30999"})
    assert low.status_code == 422
    assert "已经报了 3.1 万元，承诺不能比这少" in text(low)
    page(phone, "pledge_edit", pledge.pk, **told | {"amount": "200000"})
    pledge.refresh_from_db()
    assert pledge.amount == 20_000_000


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_pages_of_the_contact_ask_as_often_for_more_households_and_pledges(
    phone: Client, visited: Pairing, household: Household, contact: User, village: Village
) -> None:
    pages = [
        reverse("enterprises:own"),
        reverse("enterprises:delivery_list"),
        reverse("enterprises:pairing_needs", args=[visited.pk]),
    ]
    make_delivery(make_pledge(visited, Mode.TRADE), [household], reported_by=contact)
    phone.get(pages[0])
    once = [asked(phone, url) for url in pages]
    for mode in (Mode.TRADE, Mode.SKILLS, Mode.DONATION):
        make_enterprise_visit(visited, make_household(village, members=3))
        make_delivery(make_pledge(visited, mode, what="又一份"), reported_by=contact)
    assert [asked(phone, url) for url in pages] == once
