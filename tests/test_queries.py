"""The number of queries of a page does not grow with its rows."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.codes import Mode
from funds.models import Fund
from households.actions.exits import open_exit
from office.demo.bags import make_edition
from office.demo.builders import (
    TODAY,
    assign,
    make_baseline,
    make_helper,
    make_household,
    make_measure,
    make_user,
    make_village,
    make_visit,
    meet_standard,
    post_officer,
)
from office.demo.funding import agree, make_application, make_fund, pay, receive
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from office.demo.practices import make_practice
from office.demo.printing import make_bag_part
from office.demo.reporting import make_order
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from tests.library import make_draft
from villages.models import Village


def add_row(village: Village) -> None:
    """A village more, and a household more with everything that hangs on one."""
    household = make_household(village, members=2)
    assign(household, make_helper(), since=date(2016, 3, 1))
    make_visit(household)
    make_measure(household)
    post_officer(make_user(Role.CADRE, name="某专干"), make_village(), since=date(2016, 1, 1))
    record(Act.PRINT, by=None, subject=household)
    officer = make_user(Role.CADRE)
    meet_standard(household)
    open_exit(household, year=TODAY.year, today=TODAY, by=officer)
    make_practice()
    make_order(village)
    make_edition(household)
    make_bag_part(make_household(make_village()), by=officer)
    make_draft(on=TODAY, conditions=[("category", ["1"])])
    pairing = pair_village(make_enterprise(), village)
    make_enterprise_visit(pairing, household)
    make_delivery(make_pledge(pairing, Mode.TRADE), [household], confirmed_by=officer)
    make_delivery(make_pledge(pairing, Mode.SKILLS))
    pair_village(make_enterprise(), village)
    make_household(village, members=2)
    fund = Fund.objects.filter(village=village).first() or make_fund(village)
    receive(fund)
    pay(agree(make_application(fund, [household], what=f"买第 {household.pk} 批菌棒")))
    make_application(fund, [household], what=f"修第 {household.pk} 段水渠")
    receive(make_fund(make_village()))


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("role", "name", "about_village"),
    [
        (Role.OFFICE, "households:household_list", False),
        (Role.OFFICE, "households:helper_list", False),
        (Role.OFFICE, "office:battle_map", False),
        (Role.OFFICE, "office:wall", False),
        (Role.OFFICE, "office:trend", False),
        (Role.OFFICE, "office:battle_map_workbook", False),
        (Role.OFFICE, "office:form_fill", False),
        (Role.OFFICE, "office:worklist", False),
        (Role.CADRE, "office:worklist", False),
        (Role.KEEPER, "office:worklist", False),
        (Role.APPROVER, "office:worklist", False),
        (Role.OFFICE, "office:bag_list", False),
        (Role.OFFICE, "office:village_list", False),
        (Role.OFFICE, "office:village_detail", True),
        (Role.OFFICE, "office:village_map_workbook", True),
        (Role.OFFICE, "households:batch_list", False),
        (Role.OFFICE, "households:exit_list", False),
        (Role.OFFICE, "households:standard_list", False),
        (Role.OFFICE, "households:library_list", False),
        (Role.OFFICE, "office:health", False),
        (Role.OFFICE, "villages:practice_list", False),
        (Role.OFFICE, "office:report_list", False),
        (Role.OFFICE, "office:bag_job_list", False),
        (Role.OFFICE, "villages:order_list", False),
        (Role.OFFICE, "enterprises:enterprise_list", False),
        (Role.OFFICE, "enterprises:delivery_list", False),
        (Role.OFFICE, "enterprises:mode_list", False),
        (Role.OFFICE, "enterprises:advice", False),
        (Role.OFFICE, "enterprises:proposal", False),
        (Role.OFFICE, "funds:fund_list", False),
        (Role.OFFICE, "funds:application_list", False),
        (Role.OFFICE, "office:bag_deliveries", True),
        (Role.SECURITY, "accounts:user_list", False),
        (Role.AUDITOR, "audit:event_list", False),
    ],
)
def test_page_asks_as_often_for_three_rows_as_for_one(
    village: Village, client_of: Callable[[User], Client], role: Role, name: str, about_village: bool
) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    client = client_of(make_user(role, name="某人"))
    url = reverse(name, args=[village.pk] if about_village else [])
    add_row(village)
    client.get(url)  # the first page of a session also writes the session, and bags of new rows are put together
    one = count(client, url)
    add_row(village)
    add_row(village)
    client.get(url)
    assert count(client, url) == one


def test_household_page_asks_as_often_for_more_members_and_visits(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    client, household = client_of(office_user), make_household(village, members=1)
    make_visit(household)
    make_measure(household)
    url = reverse("households:household_detail", args=[household.pk])
    client.get(url)
    one = count(client, url)
    other = make_household(village, members=5)
    for _ in range(3):
        make_visit(other)
        make_measure(other)
    assert count(client, reverse("households:household_detail", args=[other.pk])) == one
