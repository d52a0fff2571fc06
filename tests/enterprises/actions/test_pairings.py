"""Villages and households are paired from a day to a day; what hangs on a pairing holds it open."""

from datetime import date, timedelta

import pytest

from enterprises.actions.pairings import end_household_pairing, end_pairing, pair_households, pair_village
from enterprises.models import HouseholdPairing, Pairing
from households.models import Household
from office.demo.builders import make_household
from office.demo.giving import PAIRED, VISITED, make_enterprise, make_enterprise_visit, pair_household
from office.demo.giving import pair_village as paired_with
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village

DAY = timedelta(days=1)


@pytest.fixture
def pairing(village: Village) -> Pairing:
    return paired_with(make_enterprise(), village)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village)


class TestPairVillage:
    def test_is_kept_from_its_day(self, village: Village, office_user: User, today: date) -> None:
        made = pair_village(make_enterprise(), village, since=today, by=office_user)
        assert (made.village, made.since, made.until) == (village, today, None)

    def test_sent_twice_is_one(self, pairing: Pairing, village: Village, office_user: User, today: date) -> None:
        assert pair_village(pairing.enterprise, village, since=today, by=office_user) == pairing
        assert pairing.enterprise.pairings.count() == 1

    def test_begins_again_after_it_ended(
        self, pairing: Pairing, village: Village, office_user: User, today: date
    ) -> None:
        end_pairing(pairing, until=today - DAY, by=office_user)
        assert pair_village(pairing.enterprise, village, since=today, by=office_user) != pairing

    def test_before_a_later_one_is_refused(self, pairing: Pairing, village: Village, office_user: User) -> None:
        with pytest.raises(Refused, match="要晚于那一段"):
            pair_village(pairing.enterprise, village, since=PAIRED - DAY, by=office_user)


class TestPairHouseholds:
    def test_all_at_once_and_twice_is_once(
        self, pairing: Pairing, village: Village, office_user: User, today: date
    ) -> None:
        rows = [make_household(village) for _ in range(3)]
        made = pair_households(pairing, rows, since=today, by=office_user)
        assert [row.household for row in made] == rows
        assert pair_households(pairing, rows, since=today, by=office_user) == made
        assert HouseholdPairing.objects.count() == 3

    def test_household_of_another_village_is_refused_with_all(
        self, pairing: Pairing, household: Household, other_village: Village, office_user: User, today: date
    ) -> None:
        stranger = make_household(other_village)
        with pytest.raises(Refused, match="只选结对村的户") as refused:
            pair_households(pairing, [household, stranger], since=today, by=office_user)
        assert refused.value.field == "households"
        assert not HouseholdPairing.objects.exists()

    def test_before_the_village_is_refused(self, pairing: Pairing, household: Household, office_user: User) -> None:
        with pytest.raises(Refused, match="不能更早"):
            pair_households(pairing, [household], since=PAIRED - DAY, by=office_user)

    def test_after_the_village_ended_is_refused(
        self, pairing: Pairing, household: Household, office_user: User, today: date
    ) -> None:
        end_pairing(pairing, until=today - DAY, by=office_user)
        with pytest.raises(Refused, match="先重新结对"):
            pair_households(pairing, [household], since=today, by=office_user)


class TestEnd:
    def test_households_end_with_their_village(
        self, pairing: Pairing, household: Household, office_user: User, today: date
    ) -> None:
        row = pair_household(pairing, household)
        end_pairing(pairing, until=today, by=office_user)
        row.refresh_from_db()
        assert row.until == today

    def test_twice_is_once_and_later_is_refused(self, pairing: Pairing, office_user: User, today: date) -> None:
        assert end_pairing(pairing, until=today, by=office_user).until == today
        assert end_pairing(pairing, until=today, by=office_user).until == today
        with pytest.raises(Refused, match="已在"):
            end_pairing(pairing, until=today + DAY, by=office_user)

    def test_not_before_a_visit(self, pairing: Pairing, household: Household, office_user: User) -> None:
        make_enterprise_visit(pairing, household)
        row = HouseholdPairing.objects.get()
        for end, kept in ((end_pairing, pairing), (end_household_pairing, row)):
            with pytest.raises(Refused, match="还走访过"):
                end(kept, until=VISITED - DAY, by=office_user)  # type: ignore[operator]

    def test_not_before_it_began(self, pairing: Pairing, household: Household, office_user: User) -> None:
        row = pair_household(pairing, household)
        for end, kept in ((end_pairing, pairing), (end_household_pairing, row)):
            with pytest.raises(Refused, match="不能更早"):
                end(kept, until=PAIRED - DAY, by=office_user)  # type: ignore[operator]

    def test_village_does_not_end_before_a_household_began(
        self, pairing: Pairing, household: Household, office_user: User, today: date
    ) -> None:
        pair_household(pairing, household, since=today)
        with pytest.raises(Refused, match="还结对了一户"):
            end_pairing(pairing, until=today - DAY, by=office_user)

    def test_one_household_ends_alone(
        self, pairing: Pairing, household: Household, office_user: User, today: date
    ) -> None:
        row = pair_household(pairing, household)
        assert end_household_pairing(row, until=today, by=office_user).until == today
        assert end_household_pairing(row, until=today, by=office_user).until == today
        pairing.refresh_from_db()
        assert pairing.until is None
