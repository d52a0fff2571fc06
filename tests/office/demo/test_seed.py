"""The registry of the seeded office: households, exits, incomes, helpers, planted faults."""

from collections import Counter
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

from households.codes import (
    HOUSEHOLD_STAGES,
    PASSING,
    STAGES_WITH_EVIDENCE,
    Category,
    CheckState,
    ExitStage,
    IncomeItem,
    PovertyStatus,
    StandardKind,
)
from households.identity import parse
from households.models import (
    Assessment,
    BagEdition,
    BagVoid,
    Exit,
    Helper,
    HelperAssignment,
    Household,
    IncomeLine,
    IncomeYear,
    Member,
    NetIncome,
    Objection,
    StandardSet,
    StatusPeriod,
    Visit,
)
from office.bags.coverage import coverage
from office.bags.staleness import refresh
from office.demo import builders
from office.demo.accounts import ACCOUNTS, CADRES
from office.demo.checks import no_demo_in_production
from office.demo.faults import FOUND
from office.demo.plan import Plan
from office.demo.seed import seed
from office.health.checkup import Checkup
from office.maps.lamps import lamp_for
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Baseline, Village

TODAY = date(2017, 11, 16)


def _waits(left: Exit) -> bool:
    """The notice hangs, or an objection waits."""
    return left.next_stage == ExitStage.REVIEW and (left.earliest(ExitStage.REVIEW) or TODAY) > TODAY


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
        assert not lifted.filter(registered_lifted_on__isnull=False).exclude(periods=2).exists()
        assert not lifted.filter(registered_lifted_on=None).exclude(periods=3).exists(), "未脱贫、预脱贫、已脱贫"
        relapsed = Household.objects.filter(poverty_status=PovertyStatus.RELAPSED)
        assert relapsed.count() == 3
        assert all(household.status_periods.count() == 3 for household in relapsed)
        assert all(household.relapses.get().relapsed_on == household.status_since for household in relapsed)

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
        gaps = Assessment.objects.current().filter(state__in=[CheckState.NOT_MET, CheckState.UNCHECKED])
        assert not gaps.filter(household__poverty_status=PovertyStatus.LIFTED).exists()
        leaving = Exit.objects.going_on().filter(household=OuterRef("pk"))
        remaining = Household.objects.still_poor().exclude(Exists(leaving))
        passed = Q(assessments__is_current=True, assessments__state__in=PASSING)
        assert not remaining.annotate(n=Count("assessments", filter=passed)).filter(n=7).exists()

    def test_every_household_lifted_in_the_plan_left_by_all_eight_steps_with_evidence(self) -> None:
        lifted = Household.objects.lifted().filter(registered_lifted_on=None)
        assert lifted.count() == 824 - Household.objects.still_poor().count()
        for left in Exit.objects.of_households().closed().select_related("household", "standard"):
            steps = list(left.steps.order_by("pk").prefetch_related("files"))
            assert [step.stage for step in steps] == list(HOUSEHOLD_STAGES)
            assert [step.done_on for step in steps] == sorted(step.done_on for step in steps)
            assert steps[-1].done_on == left.closed_on == left.household.status_since
            assert left.household.lifted_year == left.year
            assert steps[4].recorded_by_id not in {step.recorded_by_id for step in steps[:4]}
            assert (steps[4].done_on - steps[3].done_on).days >= left.standard.notice_days
            assert all(step.files.all() for step in steps if step.stage in STAGES_WITH_EVIDENCE)
        assert Exit.objects.of_households().closed().count() == lifted.count()

    def test_only_the_two_exits_with_a_withdrawn_paper_are_to_be_reviewed(self) -> None:
        found = {left.village.name: [gap.code for gap in left.gaps()] for left in Exit.objects.to_review()}
        assert found == {"青石岭村": ["step_without_evidence"], "柳林铺村": ["criterion_without_evidence"]}

    def test_exits_under_way_stand_at_every_stage(self) -> None:
        under_way = Exit.objects.of_households().going_on()
        stages = Counter(left.next_stage for left in under_way)
        assert set(stages) == set(HOUSEHOLD_STAGES)
        assert under_way.filter(household__poverty_status=PovertyStatus.PROPOSED).count() == 24
        assert Household.objects.filter(poverty_status=PovertyStatus.PROPOSED).count() == 24
        assert not [left for left in under_way if left.gaps()]
        running = [left for left in under_way.filter(steps__stage=ExitStage.NOTICE) if _waits(left)]
        assert 10 <= len(running) <= 14
        assert [found.is_upheld for found in Objection.objects.order_by("raised_on")] == [False, True, None]
        stopped = Exit.objects.get(stopped_on__isnull=False).household
        assert (stopped.poverty_status, stopped.housing_grade) == (PovertyStatus.IN_POVERTY, "C")

    def test_income_registers_tell_what_the_verdicts_say(self) -> None:
        judged = {
            (row.household_id, row.year): row
            for row in Assessment.objects.filter(criterion__code="income").exclude(state=CheckState.UNCHECKED)
        }
        told = 0
        for found in NetIncome.objects.select_related("household"):
            verdict = judged.get((found.household_id, found.year))
            assert found.is_above is not None, "every year of the demo has its line"
            if verdict:
                assert (verdict.state == CheckState.MET) == found.is_above
                assert verdict.evidence.startswith(f"人均 {found.per_capita // 100} 元")
                told += 1
        assert told > 1400
        remaining = Household.objects.still_poor()
        years = IncomeYear.objects.filter(household__in=remaining)
        assert set(years.values_list("year", flat=True)) == {2015, 2016, 2017}
        assert years.filter(year=2017, is_estimate=True).count() == remaining.count()
        support = IncomeLine.objects.filter(register__year=2017, item__in=[IncomeItem.DIBAO, IncomeItem.DESTITUTE])
        without = remaining.filter(category__in=[Category.DIBAO, Category.WUBAO]).exclude(
            income_years__lines__in=support
        )
        assert not without.exists()

    def test_data_health_finds_what_was_planted_and_nothing_else(self) -> None:
        villages = Village.objects.values_list("pk", flat=True)
        checkup = Checkup.of(villages, on=TODAY, is_whole=True, open_numbers=True)
        found = {line.rule.code: line.count for line in checkup.problems}
        at_home = Assessment.objects.current().filter(criterion__code="education", state=CheckState.NOT_MET)
        assert found == FOUND | {"out_of_school": at_home.count()}

    def test_one_poverty_village_is_near_its_delisting(self) -> None:
        delisting = Exit.objects.of_villages().get()
        assert (delisting.village.name, delisting.next_stage) == ("桃花坞村", ExitStage.VILLAGE_NOTICE)
        assert delisting.gaps() == []
        far = Village.objects.poverty_villages().exclude(pk=delisting.village_id).get()
        standard = StandardSet.objects.in_force(StandardKind.VILLAGE).get()
        assert len(standard.gaps(TODAY.year, village=far.pk, household=None)) > 4

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

    def test_bags_tell_the_truth_and_a_fifth_is_stale(self) -> None:
        refresh(on=TODAY)
        tally = coverage(User.objects.get(username="office"), on=TODAY).total.tally
        assert 0.15 < tally.stale / tally.printed < 0.25
        assert 0.65 < tally.delivered / tally.printed < 0.85
        assert 0.8 < tally.asked / tally.delivered < 1
        assert 0.5 < tally.understood / tally.delivered < 0.9
        assert tally.to_explain > 10
        assert BagVoid.objects.count() == 2

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
        cursor.execute(f'SELECT count(*) FROM "{table}"')
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
