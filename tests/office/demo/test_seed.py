"""The seeded office, built once for this module and taken back afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.checks import ERROR
from django.core.checks.registry import registry
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from households.codes import CheckState, PovertyStatus
from households.identity import parse
from households.models import Assessment, BagEdition, Helper, HelperAssignment, Household, Member, StatusPeriod, Visit
from office.demo import builders
from office.demo.accounts import ACCOUNTS, CADRES
from office.demo.checks import no_demo_in_production
from office.demo.plan import Plan
from office.demo.seed import seed
from office.lamps import lamp_for
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Baseline, Village

TODAY = date(2017, 11, 16)


@pytest.fixture(scope="module")
def office(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    media = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media, PASSWORD_HASHERS=quick):
        with transaction.atomic():
            assert seed(today=TODAY)
            yield media
            transaction.set_rollback(True)
        connection.close()


def persons(day: date) -> int:
    poor = Household.objects.still_poor_on(day)
    gone = Q(left_on__isnull=False, left_on__lte=day)
    return Member.objects.filter(household__in=poor, birth_date__lte=day).exclude(gone).count()


@pytest.mark.usefixtures("office")
class TestOffice:
    def test_the_registry_agrees_with_the_baseline_on_the_first_day(self) -> None:
        baseline = Baseline.objects.get()
        assert (baseline.starts_on, baseline.deadline) == (date(2017, 1, 1), date(2018, 12, 31))
        assert Household.objects.still_poor_on(baseline.starts_on).count() == baseline.households == 824
        assert persons(baseline.starts_on) == baseline.persons == 1524

    def test_two_fifths_are_out_and_the_curve_only_falls(self) -> None:
        days = [date(2017, 1, 1) + timedelta(days=n * 15) for n in range(22)]
        curve = [Household.objects.still_poor_on(day).count() for day in days]
        assert curve == sorted(curve, reverse=True)
        assert 470 <= Household.objects.still_poor().count() <= 510
        assert Household.objects.still_poor().count() == Household.objects.still_poor_on(TODAY).count()
        assert persons(TODAY) < persons(date(2017, 6, 1)) < 1524

    def test_every_household_has_one_unbroken_line_of_statuses(self) -> None:
        open_periods = StatusPeriod.objects.filter(until__isnull=True)
        assert open_periods.count() == Household.objects.count()
        lifted = Household.objects.lifted().annotate(periods=Count("status_periods"))
        assert not lifted.exclude(periods=2).exists()
        relapsed = Household.objects.filter(poverty_status=PovertyStatus.RELAPSED)
        assert relapsed.exists()
        assert all(household.status_periods.count() == 3 for household in relapsed)

    def test_fifteen_villages_each_with_an_officer_and_a_boundary(self) -> None:
        villages = list(Village.objects.all())
        assert [village.code for village in villages] == [f"420399001{n}" for n in range(201, 216)]
        assert Village.objects.poverty_villages().count() == 2
        assert len({village.officer(on=TODAY) for village in villages} - {None}) == 15
        assert all(village.boundary for village in villages)

    def test_the_lamps_show_two_three_and_ten(self) -> None:
        plan = Plan.under_way(TODAY)
        lamps = []
        for village in Village.objects.all():
            start = village.households.still_poor_on(plan.starts_on).count()
            out = start - village.households.still_poor_on(TODAY).count()
            lamps.append(lamp_for(round(plan.time_share * 100) - round(out / start * 100)))
        assert [lamps.count(lamp) for lamp in (Lamp.BAD, Lamp.WARN, Lamp.OK)] == [2, 3, 10]

    def test_accounts_of_every_role(self) -> None:
        assert set(User.objects.values_list("username", flat=True)) == {account.username for account in ACCOUNTS}
        assert User.objects.get(username="office").check_password("demo")
        assert User.objects.with_role(Role.CADRE).count() == 15
        assert all(
            Household.objects.visible_to(user).values("village").distinct().count() <= 1
            for user in User.objects.filter(username=CADRES[0].username)
        )

    def test_numbers_are_valid_unique_and_of_nobody(self) -> None:
        seen = set()
        for member in Member.objects.all():
            number = parse(member.open_id_number(), today=TODAY)
            assert number.resident.startswith("420399")
            assert number.birth_date == member.birth_date
            seen.add(number.resident)
        assert len(seen) == Member.objects.count()
        phones = [*Member.objects.values_list("phone", flat=True), *Helper.objects.values_list("phone", flat=True)]
        assert all(phone.startswith("100") and len(phone) == 11 for phone in phones if phone)

    def test_categories_as_in_the_real_roster(self) -> None:
        start = Household.objects.still_poor_on(date(2017, 1, 1))
        counts = dict(start.order_by().values_list("category").annotate(n=Count("pk")))
        assert counts == {"1": 334, "2": 376, "3": 114}

    def test_whoever_is_out_met_every_criterion_with_evidence(self) -> None:
        gaps = Assessment.objects.filter(state__in=[CheckState.NOT_MET, CheckState.UNCHECKED])
        assert not gaps.filter(household__poverty_status=PovertyStatus.LIFTED).exists()
        remaining = Household.objects.still_poor().exclude(poverty_status=PovertyStatus.PROPOSED)
        met = remaining.annotate(n=Count("assessments", filter=~Q(assessments__state__in=["not_met", "unchecked"])))
        assert not met.filter(n=7).exists()

    def test_helpers_have_complete_data_and_a_photo(self, office: Path) -> None:
        assert Helper.objects.count() == 96
        empty = Q(phone="") | Q(organisation="") | Q(duty="") | Q(politics="") | Q(address="") | Q(photo="")
        assert not Helper.objects.filter(empty).exists()
        sizes = [path.stat().st_size for path in (office / "helpers").iterdir()]
        assert len(sizes) == 96
        assert all(3_000 < size < 20_000 for size in sizes)

    def test_all_but_a_handful_are_paired_and_some_wait_for_a_visit(self) -> None:
        remaining = Household.objects.still_poor()
        paired = HelperAssignment.objects.current(on=TODAY).filter(household=OuterRef("pk"))
        assert remaining.exclude(Exists(paired)).count() == 5
        recent = Visit.objects.filter(household=OuterRef("pk"), visited_on__gt=TODAY - timedelta(days=30))
        assert 0.1 < remaining.exclude(Exists(recent)).count() / remaining.count() < 0.4
        assert not Visit.objects.filter(visited_on__gt=TODAY).exists()

    def test_about_two_thirds_have_a_bag(self) -> None:
        remaining = Household.objects.still_poor()
        bags = BagEdition.objects.filter(household=OuterRef("pk"))
        assert 0.55 < remaining.filter(Exists(bags)).count() / remaining.count() < 0.8

    def test_a_second_run_writes_nothing(self) -> None:
        with connection.cursor() as cursor:
            before = _events(cursor)
            assert not seed(today=TODAY + timedelta(days=20))
            call_command("seed_demo")
            assert _events(cursor) == before

    @override_settings(DEMO=False, DEBUG=False)
    def test_the_check_fails_where_production_is_meant(self) -> None:
        found = {message.id: message for message in no_demo_in_production(databases=["default"])}
        assert set(found) == {"office.E101", "office.E102"}
        assert all(message.level == ERROR for message in found.values())
        assert all(account.username in found["office.E101"].msg for account in ACCOUNTS)

    @override_settings(DEMO=True, DEBUG=False)
    def test_the_check_lets_the_demo_office_be(self) -> None:
        assert no_demo_in_production(databases=["default"]) == []

    @override_settings(DEMO=False, DEBUG=False)
    def test_the_check_lets_an_account_with_another_password_be(self) -> None:
        with transaction.atomic():
            User.objects.update(password=make_password("another long password"))
            assert [message.id for message in no_demo_in_production(databases=["default"])] == ["office.E102"]
            transaction.set_rollback(True)


def test_the_check_belongs_to_the_deployment() -> None:
    assert no_demo_in_production in registry.get_checks(include_deployment_checks=True)
    assert no_demo_in_production(databases=None) == []


def _events(cursor) -> list[int]:  # noqa: ANN001
    tables = [
        name for name in connection.introspection.table_names(cursor) if name.endswith("event") or "_context" in name
    ]
    counts = []
    for table in tables:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names from the catalogue
        counts.append(cursor.fetchone()[0])
    assert sum(counts) > 10_000
    return counts


@pytest.mark.django_db
def test_a_database_in_use_is_left_alone() -> None:
    builders.make_village()
    with pytest.raises(CommandError, match="已经有村，不是演示办事处"):
        call_command("seed_demo")
    assert not Household.objects.exists()


@pytest.mark.parametrize(
    ("today", "starts_on", "deadline"),
    [
        (date(2017, 11, 16), date(2017, 1, 1), date(2018, 12, 31)),
        (date(2018, 1, 31), date(2017, 1, 1), date(2018, 12, 31)),
        (date(2020, 2, 29), date(2019, 4, 1), date(2021, 3, 31)),
        (date(2026, 9, 30), date(2025, 11, 1), date(2027, 10, 31)),
    ],
)
def test_the_plan_is_well_under_way_on_any_day(today: date, starts_on: date, deadline: date) -> None:
    plan = Plan.under_way(today)
    assert (plan.starts_on, plan.deadline) == (starts_on, deadline)
    assert 0.36 < plan.time_share < 0.55
