"""Enterprises are registered, corrected and let go; contacts are accounts of their role, for a time."""

from datetime import date, timedelta
from typing import Any

import pytest

from enterprises.actions.enterprises import (
    correct_enterprise,
    end_contact,
    leave,
    name_contact,
    register_enterprise,
)
from enterprises.actions.pairings import pair_village
from enterprises.codes import Mode, Sector
from enterprises.models import Enterprise
from households.actions.households import Stale
from office.demo.builders import make_household, make_user
from office.demo.giving import (
    PAIRED,
    VISITED,
    credit_code,
    make_contact,
    make_enterprise,
    make_enterprise_visit,
    pair_household,
)
from office.demo.giving import pair_village as paired_with
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Village

pytestmark = pytest.mark.django_db


def facts(**changes: Any) -> dict[str, Any]:
    told = {"credit_code": credit_code(7), "name": "宏达食品有限公司", "sector": Sector.MANUFACTURING}
    return {**told, "head_name": "刘志成", "intended_modes": [Mode.TRADE], **changes}


class TestRegister:
    def test_keeps_search_keys(self, office_user: User) -> None:
        made = register_enterprise(by=office_user, **facts())
        assert (made.name_initials, made.intended) == ("hdspyxgs", [Mode.TRADE])

    def test_wrong_check_character_is_refused(self, office_user: User) -> None:
        wrong = credit_code(7)[:17] + ("0" if credit_code(7)[17] != "0" else "1")
        with pytest.raises(Refused, match="校验位") as refused:
            register_enterprise(by=office_user, **facts(credit_code=wrong))
        assert refused.value.field == "credit_code"


class TestCorrect:
    def test_name_and_its_search_keys_change(self, office_user: User) -> None:
        made = make_enterprise()
        correct_enterprise(made, seen=version_of(made), by=office_user, name="丰泽茶业合作社")
        made.refresh_from_db()
        assert (made.name, made.name_initials) == ("丰泽茶业合作社", "fzcyhzs")

    def test_somebody_faster_is_not_overwritten(self, office_user: User) -> None:
        made = make_enterprise()
        seen = version_of(made)
        correct_enterprise(made, seen=seen, by=office_user, employees=80)
        with pytest.raises(Stale):
            correct_enterprise(made, seen=seen, by=office_user, employees=90)


class TestLeave:
    def test_what_is_open_ends_with_it_and_stays(self, village: Village, office_user: User, today: date) -> None:
        made = make_enterprise()
        pairing, contact = paired_with(made, village), make_contact(made)
        row = pair_household(pairing, make_household(village))
        leave(made, left_on=today, today=today, by=office_user)
        for kept in (pairing, row, contact.enterprise_contacts.get()):
            kept.refresh_from_db()
            assert kept.until == today
            assert kept.history.latest("pgh_id").pgh_context.metadata["reason"] == "企业不再参加"
        assert not Enterprise.objects.active().exists()

    def test_twice_is_once(self, office_user: User, today: date) -> None:
        made = make_enterprise()
        assert leave(made, left_on=today, today=today, by=office_user).left_on == today
        assert leave(made, left_on=today, today=today, by=office_user).left_on == today

    def test_day_to_come_is_refused(self, office_user: User, today: date) -> None:
        with pytest.raises(Refused, match="还没有到"):
            leave(make_enterprise(), left_on=today + timedelta(days=1), today=today, by=office_user)

    def test_before_the_last_visit_is_refused_and_nothing_ends(
        self, village: Village, office_user: User, today: date
    ) -> None:
        made = make_enterprise()
        pairing = paired_with(made, village)
        make_enterprise_visit(pairing, make_household(village))
        with pytest.raises(Refused, match="还走访过"):
            leave(made, left_on=VISITED - timedelta(days=1), today=today, by=office_user)
        pairing.refresh_from_db()
        assert pairing.until is None

    def test_is_not_paired_anew(self, village: Village, office_user: User, today: date) -> None:
        made = make_enterprise(left_on=today)
        with pytest.raises(Refused, match="不再参加"):
            pair_village(made, village, since=today, by=office_user)


class TestContact:
    def test_serves_from_its_day(self, office_user: User, today: date) -> None:
        made, user = make_enterprise(), make_user(Role.ENTERPRISE)
        contact = name_contact(made, user, since=today, by=office_user)
        assert (contact.enterprise, contact.since, contact.until) == (made, today, None)

    def test_sent_twice_is_one(self, office_user: User, today: date) -> None:
        made, user = make_enterprise(), make_user(Role.ENTERPRISE)
        first = name_contact(made, user, since=today, by=office_user)
        assert name_contact(made, user, since=today, by=office_user) == first

    def test_account_of_another_role_is_refused(self, office_user: User, today: date) -> None:
        with pytest.raises(Refused, match="企业联系人账号") as refused:
            name_contact(make_enterprise(), make_user(Role.CADRE), since=today, by=office_user)
        assert refused.value.field == "user"

    def test_one_enterprise_at_a_time(self, office_user: User, today: date) -> None:
        first = make_enterprise("先来食品有限公司")
        user = make_contact(first)
        with pytest.raises(Refused, match="先来食品有限公司的联系人，先结束那一段"):
            name_contact(make_enterprise(), user, since=today, by=office_user)

    def test_ends_on_its_last_day(self, office_user: User, today: date) -> None:
        contact = make_contact(make_enterprise()).enterprise_contacts.get()
        assert end_contact(contact, until=today, by=office_user).until == today
        assert end_contact(contact, until=today, by=office_user).until == today
        with pytest.raises(Refused, match="已在"):
            end_contact(contact, until=today + timedelta(days=1), by=office_user)

    def test_does_not_end_before_it_began(self, office_user: User) -> None:
        contact = make_contact(make_enterprise()).enterprise_contacts.get()
        with pytest.raises(Refused, match="最后一天不能更早"):
            end_contact(contact, until=PAIRED - timedelta(days=1), by=office_user)
