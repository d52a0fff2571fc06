"""Accepting the balanced proposal: all or nothing, nobody who has begun is moved (R5.3)."""

from datetime import date, timedelta

import pytest

from enterprises.actions.proposals import accept_proposal
from enterprises.models import Enterprise, Pairing
from enterprises.proposal import fingerprint
from office.demo.builders import make_household, make_user, make_village
from office.demo.giving import PAIRED, make_enterprise, make_enterprise_visit, pair_household, pair_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db

TODAY = date(2017, 11, 16)


@pytest.fixture
def officer() -> User:
    return make_user(Role.OFFICE)


@pytest.fixture
def enterprise() -> Enterprise:
    return make_enterprise()


def seen() -> str:
    rows = Pairing.objects.current(on=TODAY).values_list("pk", "enterprise", "village")
    return fingerprint(rows)


def standing() -> set[tuple[int, int]]:
    return set(Pairing.objects.current(on=TODAY).values_list("enterprise", "village"))


def test_old_pairing_ends_the_day_before_and_the_new_one_begins(
    enterprise: Enterprise, village: Village, other_village: Village, officer: User
) -> None:
    old = pair_village(enterprise, village)
    paired = pair_household(old, make_household(village))
    ended, begun = accept_proposal({enterprise.pk: other_village.pk}, seen=seen(), today=TODAY, by=officer)
    old.refresh_from_db()
    paired.refresh_from_db()
    assert (ended, old.until, paired.until) == ([old], TODAY - timedelta(days=1), TODAY - timedelta(days=1))
    assert [(row.enterprise, row.village, row.since) for row in begun] == [(enterprise, other_village, TODAY)]


def test_no_village_only_ends(enterprise: Enterprise, village: Village, officer: User) -> None:
    pair_village(enterprise, village)
    ended, begun = accept_proposal({enterprise.pk: None}, seen=seen(), today=TODAY, by=officer)
    assert (len(ended), begun, standing()) == (1, [], set())


def test_present_village_stays_the_same_row(enterprise: Enterprise, village: Village, officer: User) -> None:
    pair_village(enterprise, village)
    assert accept_proposal({enterprise.pk: village.pk}, seen=seen(), today=TODAY, by=officer) == ([], [])
    assert Pairing.objects.get().since == PAIRED


def test_sent_twice_it_changes_nothing_more(
    enterprise: Enterprise, village: Village, other_village: Village, officer: User
) -> None:
    pair_village(enterprise, village)
    first = seen()
    accept_proposal({enterprise.pk: other_village.pk}, seen=first, today=TODAY, by=officer)
    assert accept_proposal({enterprise.pk: other_village.pk}, seen=first, today=TODAY, by=officer) == ([], [])
    assert Pairing.objects.count() == 2


def test_pairings_that_changed_meanwhile_refuse_the_whole(
    enterprise: Enterprise, village: Village, other_village: Village, officer: User
) -> None:
    before = seen()
    pair_village(make_enterprise(), village)
    with pytest.raises(Refused, match="结对又变了"):
        accept_proposal({enterprise.pk: other_village.pk}, seen=before, today=TODAY, by=officer)
    assert len(standing()) == 1


def test_visited_meanwhile_stays_and_nothing_else_moves(
    enterprise: Enterprise, village: Village, other_village: Village, officer: User
) -> None:
    old = pair_village(enterprise, village)
    other = make_enterprise()
    pair_village(other, village)
    before = seen()
    make_enterprise_visit(old, make_household(village))
    with pytest.raises(Refused, match="走访过"):
        accept_proposal(
            {enterprise.pk: other_village.pk, other.pk: other_village.pk}, seen=before, today=TODAY, by=officer
        )
    assert standing() == {(enterprise.pk, village.pk), (other.pk, village.pk)}


def test_enterprise_that_left_meanwhile_refuses(enterprise: Enterprise, village: Village, officer: User) -> None:
    before = seen()
    Enterprise.objects.update(left_on=TODAY)
    with pytest.raises(Refused, match="不再参加"):
        accept_proposal({enterprise.pk: village.pk}, seen=before, today=TODAY, by=officer)


def test_pairing_of_today_ends_today(
    enterprise: Enterprise, village: Village, other_village: Village, officer: User
) -> None:
    """A day is the least that a pairing lasts."""
    made = pair_village(enterprise, village, since=TODAY)
    first = seen()
    accept_proposal({enterprise.pk: other_village.pk}, seen=first, today=TODAY, by=officer)
    made.refresh_from_db()
    assert made.until == TODAY
    assert accept_proposal({enterprise.pk: other_village.pk}, seen=first, today=TODAY, by=officer) == ([], [])


def test_unknown_village_is_refused(enterprise: Enterprise, officer: User) -> None:
    gone = make_village()
    with pytest.raises(Refused, match="没有这个村"):
        accept_proposal({enterprise.pk: gone.pk + 1000}, seen=seen(), today=TODAY, by=officer)
