"""The five mode tables: each in its own unit, of what the reader may see (R5.2)."""

from collections.abc import Callable

import pytest
from django.test import Client

from enterprises.codes import Mode
from enterprises.mode_tables import ModeTable
from enterprises.models import Pairing
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    make_contact,
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db

MODES = "/enterprises/modes/"


def helping(village: Village, name: str = "") -> Pairing:
    """With 3.1 of 18 万元 of a purchase confirmed, from one household."""
    pairing = pair_village(make_enterprise(name), village)
    household = make_household(village)
    make_enterprise_visit(pairing, household)
    make_delivery(make_pledge(pairing, Mode.TRADE), [household], confirmed_by=make_user(Role.CADRE))
    return pairing


def tables(client: Client, **query: str) -> dict[Mode, ModeTable]:
    return {table.words.mode: table for table in client.get(MODES, query).context["tables"]}


def names(table: ModeTable) -> list[str]:
    return [line.place.name for line in table.lines if line.place]


def test_table_shows_pledged_delivered_and_rate_in_the_modes_unit(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    helping(village)
    table = tables(client_of(office_user))[Mode.TRADE]
    (line,) = table.lines
    assert (line.pledged, line.delivered, line.total.rate_words, line.words.unit) == ("18.0", "3.1", "17%", "万元")
    assert table.finding == "1 家企业选了，承诺 18.0 万元，兑现 17%"


def test_mode_that_nobody_chose_says_so(office_user: User, client_of: Callable[[User], Client]) -> None:
    page = client_of(office_user).get(MODES).content.decode()
    assert page.count("还没有企业选这种方式") == len(Mode)


def test_villages_stand_by_code_and_enterprises_by_name_never_by_amount(
    village: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    helping(other_village, "乙食品有限公司")
    helping(village, "甲食品有限公司")
    helping(village, "丙食品有限公司")
    client = client_of(office_user)
    codes = sorted((village, other_village), key=lambda place: place.code)
    assert names(tables(client)[Mode.TRADE]) == [place.name for place in codes]
    by_name = names(tables(client, by="enterprise")[Mode.TRADE])
    assert by_name == sorted(by_name)
    assert len(by_name) == 3


def test_cadre_counts_the_own_village_only(
    village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    helping(village)
    helping(other_village)
    table = tables(client_of(cadre))[Mode.TRADE]
    assert names(table) == [village.name]
    assert table.sum.total.delivered == 3_100_000


def test_contact_counts_the_own_enterprise_only(village: Village, client_of: Callable[[User], Client]) -> None:
    own = helping(village)
    helping(village)
    client = client_of(make_contact(own.enterprise))
    table = tables(client, by="enterprise")[Mode.TRADE]
    assert names(table) == [own.enterprise.name]
    assert table.sum.total.households == 1
