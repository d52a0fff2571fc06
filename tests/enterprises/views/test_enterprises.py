"""The office's desk for enterprises: the list, the page, and the forms of what is kept about one."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from enterprises.codes import Mode, Sector
from enterprises.models import Enterprise, EnterpriseContact, Pairing
from households.codes import PovertyStatus
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    credit_code,
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
from villages.models import Village

LIST = reverse("enterprises:enterprise_list")
ClientOf = Callable[[User], Client]


@pytest.fixture
def office(office_user: User, client_of: ClientOf) -> Client:
    return client_of(office_user)


def names(client: Client, query: str = "") -> list[str]:
    return [row.enterprise.name for row in client.get(f"{LIST}?{query}").context["rows"]]


@pytest.fixture
def staged(village: Village, other_village: Village, office_user: User) -> dict[str, Enterprise]:
    """An enterprise at each stage, all of the village but one; by stage."""
    made = {name: make_enterprise(f"{name}有限公司") for name in ("未走访", "走访过", "承诺了", "兑现了", "过期限")}
    for name, enterprise in made.items():
        pairing = pair_village(enterprise, other_village if name == "走访过" else village)
        if name != "未走访":
            household = make_household(pairing.village)
            make_enterprise_visit(pairing, household)
        if name in ("承诺了", "兑现了"):
            pledge = make_pledge(pairing, Mode.TRADE if name == "承诺了" else Mode.INDUSTRY)
        if name == "兑现了":
            make_delivery(pledge, [household], confirmed_by=office_user)
        if name == "过期限":
            make_pledge(pairing, Mode.TRADE, due_on=date(2017, 10, 1))
    made["不再来"] = make_enterprise("不再来有限公司", left_on=date(2017, 10, 1))
    return made


class TestList:
    @pytest.mark.parametrize(
        ("view", "found"),
        [
            ("", {"未走访", "走访过", "承诺了", "兑现了", "过期限"}),
            ("unvisited", {"未走访"}),
            ("visited", {"走访过"}),
            ("pledged", {"承诺了", "过期限"}),
            ("delivering", {"兑现了"}),
            ("overdue", {"过期限"}),
            ("left", {"不再来"}),
        ],
    )
    def test_view_keeps_a_stage_and_its_count(
        self, office: Client, staged: dict[str, Enterprise], view: str, found: set[str]
    ) -> None:
        assert set(names(office, f"view={view}")) == {f"{name}有限公司" for name in found}
        counts = {key.key: count for key, count, _ in office.get(LIST).context["register"].views}
        assert counts[view or "all"] == len(found)

    def test_is_ordered_by_name_not_by_amount(self, office: Client, village: Village) -> None:
        for name, amount in (("乙公司", 10**8), ("甲公司", 10**6), ("丙公司", 10**9)):
            pairing = pair_village(make_enterprise(name), village)
            make_enterprise_visit(pairing, make_household(village))
            make_pledge(pairing, Mode.INDUSTRY, amount=amount)
        assert names(office) == ["丙公司", "甲公司", "乙公司"]

    @pytest.mark.parametrize("phrase", ["宏达", "hdsp", "HDSP", "end of the code"])
    def test_finds_by_name_initials_and_end_of_the_code(self, office: Client, phrase: str) -> None:
        made = make_enterprise("宏达食品有限公司")
        make_enterprise("丰泽茶业合作社")
        phrase = made.credit_code[-4:] if phrase == "end of the code" else phrase
        assert names(office, f"q={phrase}") == ["宏达食品有限公司"]

    def test_village_and_mode_combine(
        self, office: Client, staged: dict[str, Enterprise], village: Village, other_village: Village
    ) -> None:
        staged["走访过"].intended_modes = [Mode.TRADE]
        staged["走访过"].save()
        assert set(names(office, "mode=trade")) == {"走访过有限公司", "承诺了有限公司", "过期限有限公司"}
        assert names(office, f"mode=trade&village={other_village.pk}") == ["走访过有限公司"]
        assert names(office, f"mode=industry&village={village.pk}") == ["兑现了有限公司"]

    def test_whole_id_number_does_not_stay_in_the_address(self, office: Client) -> None:
        assert office.get(f"{LIST}?q=420399199003150017").headers["Location"] == LIST

    @pytest.mark.parametrize("query", ["view=nonsense&mode=gold&village=abc&page=-3", "q=%00", "village=9" * 3])
    def test_nonsense_narrows_nothing_and_breaks_nothing(self, office: Client, query: str) -> None:
        assert office.get(f"{LIST}?{query}").status_code == 200

    def test_cadre_sees_those_of_the_own_village(
        self, staged: dict[str, Enterprise], cadre: User, client_of: ClientOf
    ) -> None:
        assert "走访过有限公司" not in names(client_of(cadre))
        assert "兑现了有限公司" in names(client_of(cadre))


class TestPage:
    def test_walks_through_the_list_that_it_was_opened_from(
        self, office: Client, staged: dict[str, Enterprise]
    ) -> None:
        first, last = staged["承诺了"], staged["过期限"]
        page = office.get(f"{first.get_absolute_url()}?view=pledged")
        walk = page.context["walk"]
        assert (walk.place, walk.total, walk.after) == (1, 2, last.pk)
        assert f"{last.get_absolute_url()}?view=pledged" in page.content.decode()

    def test_phone_is_masked_for_who_need_not_call(
        self, village: Village, cadre: User, office: Client, client_of: ClientOf
    ) -> None:
        made = make_enterprise(phone="10000001384")
        pair_village(made, village)
        leader = client_of(make_user(Role.LEADER)).get(made.get_absolute_url()).content.decode()
        assert "10000001384" not in leader
        assert "100****1384" in leader
        for client in (office, client_of(cadre)):
            assert "10000001384" in client.get(made.get_absolute_url()).content.decode()

    def test_contact_sees_the_own_enterprise_without_what_households_keep_to_themselves(
        self, village: Village, client_of: ClientOf
    ) -> None:
        made, household = make_enterprise(), make_household(village, members=3, phone="10000009876")
        pair_household(pair_village(made, village), household)
        contact = client_of(make_contact(made))
        page = contact.get(made.get_absolute_url()).content.decode()
        assert household.members.get(relation="01").name in page
        assert "10000009876" not in page
        assert not re.search(r"[1-9]\d{16}[\dX]", page.replace(made.credit_code, ""))
        assert household.get_absolute_url() not in page
        assert contact.get(make_enterprise().get_absolute_url()).status_code == 404

    def test_reader_gets_no_buttons(self, village: Village, client_of: ClientOf) -> None:
        made = make_enterprise()
        pairing = pair_village(made, village)
        page = client_of(make_user(Role.LEADER)).get(made.get_absolute_url()).content.decode()
        for name, key in (
            ("enterprise_edit", made.pk),
            ("pairing_end", pairing.pk),
            ("pairing_households", pairing.pk),
        ):
            assert reverse(f"enterprises:{name}", args=[key]) not in page

    def test_asks_as_often_for_more_rows(
        self,
        office: Client,
        village: Village,
        other_village: Village,
        office_user: User,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        made = make_enterprise()
        for place in (village, other_village):
            pairing = pair_village(made, place)
            for _ in range(3):
                household = make_household(place)
                make_enterprise_visit(pairing, household)
                for mode in (Mode.TRADE, Mode.INDUSTRY):
                    make_delivery(make_pledge(pairing, mode), [household], confirmed_by=office_user)
        office.get(made.get_absolute_url())
        with django_assert_max_num_queries(40):
            assert office.get(made.get_absolute_url()).status_code == 200


def facts(**changes: Any) -> dict[str, Any]:
    told = {"credit_code": credit_code(77), "name": "宏达食品有限公司", "sector": Sector.MANUFACTURING}
    return {**told, "head_name": "刘志成", "phone": "10000001384", "employees": "210", **changes}


class TestForms:
    def test_registers_and_goes_to_the_page(self, office: Client) -> None:
        sent = facts(credit_code=f" {credit_code(77).lower()} ", intended_modes=[Mode.TRADE, Mode.SKILLS])
        answer = office.post(reverse("enterprises:enterprise_create"), sent)
        made = Enterprise.objects.get()
        assert answer.headers["Location"] == made.get_absolute_url()
        assert (made.credit_code, made.intended) == (credit_code(77), [Mode.TRADE, Mode.SKILLS])

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"credit_code": "91420399MA4H1HG7GA"}, "校验位"),
            ({"credit_code": "9142"}, "18 位"),
            ({"credit_code": ""}, "填写“统一社会信用代码”"),
            ({"head_name": ""}, "填写“负责人”"),
            ({"phone": "见名片"}, "电话只写数字"),
            ({"employees": "-3"}, "不能小于 0"),
            ({"capabilities": "找 420399199003150017"}, "身份证号"),
        ],
    )
    def test_wrong_entry_answers_422_and_keeps_what_was_typed(
        self, office: Client, wrong: dict[str, str], says: str
    ) -> None:
        answer = office.post(reverse("enterprises:enterprise_create"), facts(**wrong))
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert 'value="宏达食品有限公司"' in answer.content.decode()
        assert not Enterprise.objects.exists()

    def test_code_that_is_registered_is_refused(self, office: Client) -> None:
        make_enterprise(credit_code=credit_code(77))
        answer = office.post(reverse("enterprises:enterprise_create"), facts())
        assert answer.status_code == 422
        assert "已经登记" in answer.content.decode()

    def test_older_version_shows_both(self, office: Client) -> None:
        made = make_enterprise("宏达食品有限公司")
        url = reverse("enterprises:enterprise_edit", args=[made.pk])
        seen = office.get(url).context["form"].initial["seen"]
        kept = facts(credit_code=made.credit_code)
        assert office.post(url, kept | {"employees": "90", "seen": seen}).status_code == 302
        answer = office.post(url, kept | {"employees": "99", "seen": seen})
        assert answer.status_code == 409
        assert [d.label for d in answer.context["form"].differences if d.is_contested] == ["从业人数"]

    def test_leaving_tells_what_ends(self, office: Client, village: Village) -> None:
        made = make_enterprise()
        pair_household(pair_village(made, village), make_household(village))
        url = reverse("enterprises:enterprise_leave", args=[made.pk])
        assert "1 户的结对" in office.get(url).content.decode()
        assert office.post(url, {"until": "2017-06-30"}).status_code == 302
        assert Pairing.objects.get().until == date(2017, 6, 30)
        assert office.get(url).status_code == 404

    def test_day_to_come_is_refused_beside_its_field(self, office: Client) -> None:
        url = reverse("enterprises:enterprise_leave", args=[make_enterprise().pk])
        answer = office.post(url, {"until": timezone.localdate() + timedelta(days=2)})
        assert answer.status_code == 422
        assert "还没有到" in answer.context["form"].errors["until"][0]

    def test_contact_is_an_account_of_the_role(self, office: Client) -> None:
        made, contact = make_enterprise(), make_user(Role.ENTERPRISE, name="刘志成")
        url = reverse("enterprises:contact_create", args=[made.pk])
        offered = list(office.get(url).context["form"].fields["user"].queryset)
        assert offered == [contact]
        assert office.post(url, {"user": contact.pk, "since": "2017-05-01"}).status_code == 302
        kept = EnterpriseContact.objects.get()
        end = reverse("enterprises:contact_end", args=[kept.pk])
        assert office.post(end, {"until": "2017-06-01"}).status_code == 302
        kept.refresh_from_db()
        assert kept.until == date(2017, 6, 1)


class TestPairing:
    def test_village_then_households(self, office: Client, village: Village) -> None:
        made = make_enterprise()
        rows = [make_household(village, members=2) for _ in range(3)]
        answer = office.post(
            reverse("enterprises:pairing_create", args=[made.pk]), {"village": village.pk, "since": "2017-03-08"}
        )
        pairing = Pairing.objects.get()
        page = reverse("enterprises:pairing_households", args=[pairing.pk])
        assert answer.headers["Location"] == page
        sent = {"households": [rows[0].pk, rows[2].pk], "since": "2017-03-08"}
        assert office.post(page, sent).status_code == 302
        assert set(pairing.household_pairings.values_list("household", flat=True)) == {rows[0].pk, rows[2].pk}
        offers = office.get(page).context["offers"]
        assert [offer.household for offer in offers.open_rows] == [rows[1]]

    def test_link_ticks_whom_it_means(self, office: Client, village: Village) -> None:
        pairing, household = pair_village(make_enterprise(), village), make_household(village)
        page = reverse("enterprises:pairing_households", args=[pairing.pk])
        html = office.get(f"{page}?households={household.pk}&households=abc").content.decode()
        assert re.search(rf'value="{household.pk}"[^>]*checked', html)

    def test_nothing_ticked_and_lifted_households_are_refused(self, office: Client, village: Village) -> None:
        pairing = pair_village(make_enterprise(), village)
        make_household(village)
        lifted = make_household(village, status=PovertyStatus.LIFTED)
        page = reverse("enterprises:pairing_households", args=[pairing.pk])
        answer = office.post(page, {"since": "2017-05-01"})
        assert answer.status_code == 422
        assert "选至少 1 户" in answer.content.decode()
        assert office.post(page, {"since": "2017-05-01", "households": [lifted.pk]}).status_code == 422

    def test_household_of_another_village_is_no_choice(
        self, office: Client, village: Village, other_village: Village
    ) -> None:
        pairing = pair_village(make_enterprise(), village)
        make_household(village)
        page = reverse("enterprises:pairing_households", args=[pairing.pk])
        answer = office.post(page, {"households": [make_household(other_village).pk], "since": "2017-05-01"})
        assert answer.status_code == 422
        assert "重新选" in answer.content.decode()

    def test_ninety_households_cost_as_many_queries_as_three(
        self, office: Client, village: Village, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        pairing = pair_village(make_enterprise(), village)
        for _ in range(12):
            make_household(village, members=2)
        page = reverse("enterprises:pairing_households", args=[pairing.pk])
        office.get(page)
        with django_assert_max_num_queries(20):
            assert office.get(page).status_code == 200

    def test_ends_of_a_village_and_of_a_household(self, office: Client, village: Village) -> None:
        pairing = pair_village(make_enterprise(), village)
        row = pair_household(pairing, make_household(village))
        one = reverse("enterprises:household_pairing_end", args=[row.pk])
        assert office.post(one, {"until": "2017-06-01"}).status_code == 302
        row.refresh_from_db()
        assert row.until == date(2017, 6, 1)
        whole = reverse("enterprises:pairing_end", args=[pairing.pk])
        assert office.post(whole, {"until": "2017-01-01"}).status_code == 422
        assert office.post(whole, {"until": "2017-07-01"}).status_code == 302
        pairing.refresh_from_db()
        assert pairing.until == date(2017, 7, 1)
