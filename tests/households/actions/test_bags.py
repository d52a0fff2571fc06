"""Editions: planned without writing, kept all or none, never twice for one content, never over somebody else's."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.actions.bags import PlannedEdition, Superseded, keep_edition, keep_editions, plan_editions
from households.models import BagEdition, BagVoid, Household
from office.demo.builders import make_household
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根")


def planned(household: Household, content: str, *, on: date) -> PlannedEdition:
    return plan_editions({household.pk: content * 64}, on=on)[household.pk]


def printed(household: Household, content: str, *, on: date, by: User | None = None) -> BagEdition:
    return keep_edition(household, planned(household, content, on=on), {"head": content}, by=by)


def void(edition: BagEdition, *, on: date) -> None:
    BagVoid.objects.create(edition=edition, voided_on=on, reason="印坏了")


def numbers(household: Household) -> list[int]:
    return list(BagEdition.objects.filter(household=household).order_by("number").values_list("number", flat=True))


def test_planning_writes_nothing(household: Household, today: date) -> None:
    plan = planned(household, "a", on=today)
    assert (plan.number, plan.is_new, plan.is_first, plan.printed_on) == (1, True, True, today)
    assert not BagEdition.objects.exists()


def test_the_edition_kept_is_the_one_on_the_paper(household: Household, today: date, office_user: User) -> None:
    plan = planned(household, "a", on=today)
    kept = keep_edition(household, plan, {"head": "李长根"}, by=office_user)
    row = BagEdition.objects.get()
    assert row == kept
    assert (row.number, row.token, row.content_hash) == (plan.number, plan.token, "a" * 64)
    assert (row.content, row.printed_by) == ({"head": "李长根"}, office_user)


def test_the_same_content_is_the_same_edition(household: Household, today: date) -> None:
    first = printed(household, "a", on=today - timedelta(days=9))
    plan = planned(household, "a", on=today)
    assert (plan.number, plan.token, plan.printed_on) == (1, first.token, first.printed_on)
    assert (plan.is_new, plan.is_first) == (False, False)
    assert keep_edition(household, plan, {}, by=None) == first
    assert numbers(household) == [1]


def test_other_content_is_the_next_edition_with_its_own_token(household: Household, today: date) -> None:
    one, two = (printed(household, content, on=today) for content in "ab")
    assert (one.number, two.number) == (1, 2)
    assert one.token != two.token


def test_going_back_to_an_old_content_is_a_new_edition(household: Household, today: date) -> None:
    assert [printed(household, content, on=today).number for content in "aba"] == [1, 2, 3]


def test_a_void_edition_is_not_printed_again(household: Household, today: date) -> None:
    void(printed(household, "a", on=today), on=today)
    assert printed(household, "a", on=today).number == 2


@pytest.mark.parametrize("meanwhile", ["ab", "aa"])
def test_who_was_slower_has_to_make_the_paper_anew(household: Household, today: date, meanwhile: str) -> None:
    """Even with equal content: the slower paper carries a number or a token that nobody kept."""
    slower, faster = (planned(household, content, on=today) for content in meanwhile)
    keep_edition(household, faster, {}, by=None)
    with pytest.raises(Superseded, match="李长根 户的明白袋刚才另外印了一版"):
        keep_edition(household, slower, {}, by=None)
    assert BagEdition.objects.get().token == faster.token


def test_an_edition_voided_meanwhile_is_not_handed_out(household: Household, today: date) -> None:
    first = printed(household, "a", on=today)
    plan = planned(household, "a", on=today)
    void(first, on=today)
    with pytest.raises(Superseded):
        keep_edition(household, plan, {}, by=None)


def test_a_new_edition_on_a_base_voided_meanwhile_still_holds(household: Household, today: date) -> None:
    first = printed(household, "a", on=today)
    plan = planned(household, "b", on=today)
    void(first, on=today)
    assert keep_edition(household, plan, {}, by=None).number == 2


def test_one_superseded_household_keeps_the_whole_village_back(village: Village, today: date) -> None:
    rows = [make_household(village) for _ in range(3)]
    plans = plan_editions({row.pk: "a" * 64 for row in rows}, on=today)
    printed(rows[2], "b", on=today)
    with pytest.raises(Superseded):
        keep_editions(plans, {row.pk: {} for row in rows}, by=None)
    assert BagEdition.objects.get().household == rows[2]


def test_a_village_is_planned_and_kept_in_a_constant_number_of_queries(village: Village, today: date) -> None:
    def queries(rows: Iterable[Household]) -> int:
        keys = [row.pk for row in rows]
        with CaptureQueriesContext(connection) as seen:
            kept = keep_editions(
                plan_editions(dict.fromkeys(keys, "a" * 64), on=today), {key: {} for key in keys}, by=None
            )
        assert set(kept) == set(keys)
        return len(seen)

    assert queries([make_household(village)]) == queries([make_household(village) for _ in range(5)])


def test_printing_leaves_a_trace(household: Household, today: date, office_user: User) -> None:
    printed(household, "a", on=today, by=office_user)
    event = AuditEvent.objects.about(household).get()
    assert (event.act, event.user, event.facts) == (Act.PRINT, office_user, {"edition": 1})
