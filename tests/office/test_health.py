"""Each rule of the data health finds its planted fault, and nothing in an office where all is in order."""

import json
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.actions.income import feed_income
from enterprises.codes import Deal, Mode
from households.actions.evidence import withdraw_evidence
from households.actions.known import forget_finding, know_finding
from households.actions.trades import record_benefit
from households.codes import (
    Category,
    CheckState,
    Education,
    ExitStage,
    Gender,
    Health,
    HousingGrade,
    LabourAbility,
    LeaveReason,
    MeasureKind,
    MeasureState,
    PovertyCause,
    PovertyStatus,
    Relation,
    SchoolStatus,
)
from households.identity import IdNumber
from households.models import Assessment, Exit, Helper, Household, KnownFinding, Member, PovertyLine
from office.demo.builders import (
    REASON,
    assign,
    id_number,
    make_assessment,
    make_baseline,
    make_helper,
    make_household,
    make_income,
    make_measure,
    make_member,
    make_user,
    make_village,
    meet_standard,
    post_officer,
)
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from office.demo.timetables import make_plan, make_trade, take_part
from office.health import numbers
from office.health.checkup import Checkup, Line
from office.health.rules import IMPOSSIBLE, RULES
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.exits import walk
from villages.models import Baseline, IndicatorValue, PlanState, Village, VillagePlan

SignIn = Callable[[User], Client]
TODAY = date(2017, 11, 16)
EVERY_RULE = {**RULES, **numbers.RULES}


# ── an office in order ──────────────────────────────────


def house(village: Village, *, members: int = 2, measure: bool = True, helped: bool = True, **facts: Any) -> Household:
    """Poor since 2014, paired, with a measure that had a result."""
    household = make_household(village, members=members, **facts)
    if measure:
        make_measure(household, state=MeasureState.DONE, outcome="增收 2000 元")
    if helped:
        assign(household, make_helper(), since=date(2016, 3, 1))
    return household


def lifted(village: Village, *, checked: bool = True, **facts: Any) -> Household:
    """Came from the superior's registry as lifted in December 2016."""
    household = house(village, status=PovertyStatus.LIFTED, status_since=date(2016, 12, 20), **facts)
    if checked:
        meet_standard(household)
    return household


def child(household: Household, *, born: date = date(2007, 5, 5), **facts: Any) -> Member:
    fields = {"relation": Relation.SON, "school_status": SchoolStatus.PRIMARY, "education": Education.PRIMARY} | facts
    return make_member(household, born=born, labour_ability=LabourAbility.NONE, **fields)


@pytest.fixture
def office(village: Village) -> Village:
    """Every kind of household that a careless rule would call wrong."""
    Village.objects.update(rural_households=600, rural_population=2000, population_year=2016)
    post_officer(make_user(Role.CADRE), village)
    family = house(village, category=Category.DIBAO, housing_grade=HousingGrade.B, is_dilapidated=False)
    child(family)
    child(family, born=date(2002, 3, 3), school_status=SchoolStatus.NONE, education=Education.JUNIOR)
    child(family, born=date(2012, 9, 20), school_status=SchoolStatus.PRESCHOOL, education=Education.PRESCHOOL)
    make_member(family, relation=Relation.MOTHER, born=date(1930, 1, 1), gender=Gender.FEMALE)
    make_income(family, people=6, yuan={"W1": 40000, "T1": 3000})
    make_trade(family)
    make_assessment(family, "education")
    make_assessment(family, "pension", state=CheckState.NOT_MET)
    alone = house(village, members=1, category=Category.WUBAO, main_cause=PovertyCause.DISABILITY, phone="")
    alone.members.update(health=[Health.DISABLED], phone="10000000001", labour_ability=LabourAbility.LOST)
    make_income(alone, yuan={"T2": 5000})
    make_assessment(alone, "food", state=CheckState.UNCHECKED, year=2016, assessed_on=date(2016, 2, 2))
    rebuilt = lifted(village, housing_grade=HousingGrade.C, is_dilapidated=True)
    make_measure(rebuilt, kind=MeasureKind.HOUSING, state=MeasureState.DONE, outcome="入住")
    lifted(village, housing_grade=HousingGrade.D, is_relocated=True)
    walk(house(village), until=ExitStage.CLOSURE)
    make_baseline(households=3, persons=9)
    return village


def examined(*villages: Village, on: date = TODAY, is_whole: bool = True) -> Checkup:
    return Checkup.of([village.pk for village in villages], on=on, is_whole=is_whole)


def found(checkup: Checkup, code: str) -> Line:
    line = checkup.line(code)
    assert line is not None, code
    return line


# ── one planted fault for each rule ──────────────────────────────────


def _exit_gap(village: Village) -> None:
    exit_ = walk(house(village), until=ExitStage.CLOSURE)
    paper = exit_.steps.get(stage=ExitStage.CONSENT).files.get()
    withdraw_evidence(paper, reason="不是这户的", today=TODAY, by=make_user(Role.OFFICE))


def _out_but_unmet(village: Village) -> None:
    Assessment.objects.filter(household=lifted(village), criterion__code="pension").update(state=CheckState.NOT_MET)


def _judged(criterion: str, **facts: Any) -> Callable[[Village], None]:
    """A household with these facts of which the point is called 达标."""

    def plant(village: Village) -> None:
        make_assessment(house(village, **facts), criterion)

    return plant


def _with_members(criterion: str, **facts: Any) -> Callable[[Village], None]:
    def plant(village: Village) -> None:
        household = house(village)
        household.members.filter(relation=Relation.SPOUSE).update(**facts)
        make_assessment(household, criterion)

    return plant


def _house(**facts: Any) -> Callable[[Village], None]:
    return lambda village: house(village, **facts) and None


def _lifted(**facts: Any) -> Callable[[Village], None]:
    return lambda village: lifted(village, **facts) and None


def _member(**facts: Any) -> Callable[[Village], None]:
    return lambda village: make_member(house(village, members=1), **facts) and None


def _changed(**facts: Any) -> Callable[[Village], None]:
    return lambda village: house(village, members=1).members.update(**facts) and None


def _income(people: int, yuan: dict[str, int], **facts: Any) -> Callable[[Village], None]:
    return lambda village: make_income(house(village, **facts), people=people, yuan=yuan) and None


def _unschooled(village: Village) -> None:
    household = house(village)
    child(household, school_status=SchoolStatus.NONE)
    make_assessment(household, "education", state=CheckState.NOT_APPLICABLE)


def _income_below_line(village: Village) -> None:
    household = house(village)
    make_income(household, people=2, yuan={"W1": 2000})
    make_assessment(household, "income")


def _old_verdicts(village: Village) -> None:
    make_assessment(house(village), "food", year=2016, assessed_on=date(2016, 11, 15))


def _same_person(village: Village) -> None:
    for _ in range(2):
        make_member(house(village, members=1), name="李长根", relation=Relation.SON, born=date(1990, 2, 3))


def _dead_and_living(village: Village) -> None:
    number = id_number(date(1990, 2, 3), 11)
    facts = {"relation": Relation.SON, "born": date(1990, 2, 3), "id_number": number}
    gone = {"left_on": date(2016, 1, 1), "leave_reason": LeaveReason.DEATH}
    make_member(house(village, members=1), **facts, **gone)
    make_member(house(village, members=1), **facts)


def _child_as_head(village: Village) -> None:
    household = house(village, members=0)
    child(household, relation=Relation.HEAD)
    make_member(household, relation=Relation.MOTHER, gender=Gender.FEMALE, born=date(1980, 1, 1))


def _two_spouses(village: Village) -> None:
    make_member(house(village), relation=Relation.SPOUSE, gender=Gender.FEMALE, born=date(1970, 1, 1))


def _shared_phone(village: Village) -> None:
    for _ in range(4):
        house(village, phone="10012345678")


def _unhelped_after_exit(village: Village) -> None:
    walk(house(village, helped=False), until=ExitStage.CLOSURE)


def _helper_without_phone(village: Village) -> None:
    Helper.objects.filter(assignments__household=house(village)).update(phone="")


def _officer_without_account(village: Village) -> None:
    officer = village.postings.get().user
    User.objects.filter(pk=officer.pk).update(is_active=False)


def _measure(**facts: Any) -> Callable[[Village], None]:
    return lambda village: make_measure(house(village), **facts) and None


def _figures(**amounts: int) -> Callable[[Village], None]:
    def plant(village: Village) -> None:
        for indicator, amount in amounts.items():
            IndicatorValue.objects.create(village=village, indicator=indicator, year=2017, amount=amount, source=REASON)

    return plant


def _village(**facts: Any) -> Callable[[Village], None]:
    return lambda village: Village.objects.filter(pk=village.pk).update(**facts) and None


def _wrong_check_digit(village: Village) -> None:
    member = house(village, members=1).members.get()
    right = member.open_id_number()
    member.keep_id_number(IdNumber(right[:17] + ("0" if right[17] != "0" else "1")))
    member.save()


def _no_trade(village: Village) -> None:
    first = house(village, members=0)
    make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER), participant=first)
    make_member(house(village, members=0), born=date(1980, 5, 5))


def _benefit(year: int, yuan: int, *, rest: dict[str, int] | None = None) -> Callable[[Village], None]:
    """A participation that expected 1,000 元 a year, and what it brought beside the `rest` of the register."""

    def plant(village: Village) -> None:
        household = house(village)
        if rest:
            make_income(household, year=year, people=2, yuan=rest)
        part = take_part(household, make_plan(village), since=date(2016, 5, 5), expected=1000_00)
        record_benefit(part, year=year, amount=yuan * 100, today=TODAY, by=None)

    return plant


def _wage_twice(village: Village) -> None:
    household = house(village)
    make_income(household, year=2017, people=2, yuan={"W2": 19000})
    pairing = pair_village(make_enterprise(), village)
    make_enterprise_visit(pairing, household)
    pledge = make_pledge(pairing, Mode.TRADE, deal=Deal.PROCESSING)
    reached = {"household": household, "amount": 18000_00}
    delivery = make_delivery(pledge, [reached], confirmed_by=make_user(Role.CADRE))
    feed_income(delivery, today=TODAY, by=None)


def _part_in_ended_plan(village: Village) -> None:
    plan = make_plan(village)
    take_part(house(village), plan)
    VillagePlan.objects.filter(pk=plan.pk).update(state=PlanState.ENDED, ended_on=TODAY, ended_reason="销路断了")


PLANTS: dict[str, Callable[[Village], Any]] = {
    "exit_gap": _exit_gap,
    "out_but_unmet": _out_but_unmet,
    "unsafe_house": _judged("housing", housing_grade=HousingGrade.D),
    "unsafe_water": _judged("food", has_safe_water=False),
    "uninsured": _with_members("medical", has_medical_insurance=False),
    "unschooled": _unschooled,
    "income_below_line": _income_below_line,
    "without_pension": _with_members("pension", has_pension=False),
    "proposed_without_exit": _house(status=PovertyStatus.PROPOSED),
    "lifted_year_differs": _lifted(lifted_year=2015),
    "lifted_before_identified": _lifted(identified_year=2017),
    "poor_with_lifted_year": _house(lifted_year=2016),
    "old_verdicts": _old_verdicts,
    "lifted_unchecked": _lifted(checked=False),
    "no_head": _changed(relation=Relation.OTHER),
    "same_person": _same_person,
    "dead_and_living": _dead_and_living,
    "age_against_school": _member(relation=Relation.SON, born=date(1987, 5, 5), school_status=SchoolStatus.PRIMARY),
    "age_against_education": _member(relation=Relation.SON, born=date(1997, 5, 5), education=Education.PRESCHOOL),
    "out_of_school": lambda village: child(house(village), school_status=SchoolStatus.NONE),
    "relation_against_gender": _member(relation=Relation.SPOUSE, gender=Gender.MALE),
    "relation_against_age": _member(relation=Relation.SON, born=date(1950, 5, 5)),
    "two_spouses": _two_spouses,
    "child_as_head": _child_as_head,
    "too_old": _member(relation=Relation.MOTHER, gender=Gender.FEMALE, born=date(1901, 1, 1)),
    "no_id_number": _changed(id_sealed=None, id_index=None, id_tail_index=None),
    "work_against_ability": _changed(labour_ability=LabourAbility.NONE, months_worked=6),
    "dilapidated_against_grade": _house(is_dilapidated=False, housing_grade=HousingGrade.D),
    "disabled_cause": _house(main_cause=PovertyCause.DISABILITY),
    "no_phone": _house(phone=""),
    "shared_phone": _shared_phone,
    "no_pinyin": _changed(name_initials=""),
    "unhelped": _house(helped=False),
    "unhelped_after_exit": _unhelped_after_exit,
    "helper_without_phone": _helper_without_phone,
    "officer_without_account": _officer_without_account,
    "no_measure": _house(measure=False),
    "lifted_without_measure": _lifted(measure=False),
    "late_measure": _measure(state=MeasureState.PLANNED, started_on=date(2017, 10, 1)),
    "done_without_outcome": _measure(state=MeasureState.DONE),
    "plan_has_passed": _house(planned_lift_year=2016),
    "no_trade": _no_trade,
    "part_in_ended_plan": _part_in_ended_plan,
    "benefit_above_expected": _benefit(2017, 3001, rest={"W1": 30000}),
    "income_only_from_plan": _benefit(2016, 2000),
    "income_people": _income(5, {"W1": 30000}),
    "income_empty": _income(2, {}),
    "category_against_transfer": _income(2, {"W1": 18000}, category=Category.DIBAO),
    "wage_typed_twice": _wage_twice,
    "income_against_report": _income(2, {"W1": 18000}, reported_income=2000_00),
    "no_poverty_line": lambda _: PovertyLine.objects.filter(year=2017).update(is_in_use=False),
    "baseline_differs": lambda _: Baseline.objects.update(households=4),
    "village_figures_missing": _village(is_poverty_village=True),
    "village_sums": _figures(unsafe_water_households=400, dilapidated_households=201),
    "village_roads": _figures(hard_road_groups=5, groups=4),
    "village_population": _village(rural_households=1),
    "id_number_wrong": _wrong_check_digit,
    "birth_against_number": _member(
        relation=Relation.SON, born=date(1990, 1, 1), id_number=id_number(date(1990, 1, 2), 11)
    ),
    "gender_against_number": _member(
        relation=Relation.SON, born=date(1990, 1, 1), id_number=id_number(date(1990, 1, 1), 12)
    ),
    "certificate_against_health": _member(
        relation=Relation.SON, born=date(1990, 1, 1), id_number=id_number(date(1990, 1, 1), 11) + "43"
    ),
}
# Both houses that hold the same person, and all four with one phone.
MORE = {"same_person": 2, "shared_phone": 4}


def test_nothing_is_found_where_all_is_in_order(office: Village) -> None:
    checkup = examined(office)
    assert [(line.rule.code, line.count) for line in checkup.problems] == []
    assert checkup.sentence == f"查 {len(EVERY_RULE)} 条规则，没有查出问题"


def test_every_rule_has_its_planted_fault() -> None:
    assert set(PLANTS) == set(EVERY_RULE)


@pytest.mark.parametrize("code", PLANTS)
def test_planted_fault_is_found(code: str, office: Village, office_user: User, client_of: SignIn) -> None:
    PLANTS[code](office)
    checkup = examined(office)
    line = found(checkup, code)
    findings = checkup.findings(line.rule)
    assert line.count == len(findings) == MORE.get(code, 1)
    if not line.rule.is_whole:
        assert line.villages == {office.pk: line.count}
    for finding in findings:
        assert finding.who, "nobody would know whom to look for"
        assert finding.detail
        assert not re.search(
            r"\d{17}[\dX]|1\d{10}(?!\d)", f"{finding.who} {finding.detail}".replace(finding.registry_no, "")
        )
        answer = client_of(office_user).get(finding.url(office_user))
        assert answer.status_code == 200, finding.url(office_user)


@pytest.mark.parametrize("code", [code for code, rule in EVERY_RULE.items() if not rule.is_whole])
def test_fault_of_another_village_is_none_of_ours(code: str, office: Village, other_village: Village) -> None:
    post_officer(make_user(Role.CADRE), other_village)
    PLANTS[code](other_village)
    assert found(examined(office), code).count == 0


# ── what a rule leaves alone ──────────────────────────────────


def test_review_list_and_rule_are_one(office: Village) -> None:
    """The rule asks for the same exits as the list on which they are reviewed."""
    _exit_gap(office)
    checkup = examined(office)
    assert {f.key for f in checkup.findings(RULES["exit_gap"])} == set(
        Exit.objects.to_review().values_list("pk", flat=True)
    )
    assert checkup.findings(RULES["exit_gap"])[0].detail == "2017 年退出：户认可没有凭证"


def test_relapsed_exit_is_not_reviewed_again(office: Village) -> None:
    _exit_gap(office)
    out = Exit.objects.to_review().get().household
    assert out is not None
    Household.objects.filter(pk=out.pk).update(poverty_status=PovertyStatus.RELAPSED, status_since=date(2017, 11, 10))
    assert found(examined(office), "exit_gap").count == 0


def test_unchecked_and_unmet_points_are_no_contradiction(office: Village) -> None:
    for state in (CheckState.UNCHECKED, CheckState.NOT_MET):
        make_assessment(house(office, housing_grade=HousingGrade.D), "housing", state=state)
    assert found(examined(office), "unsafe_house").count == 0


def test_year_without_a_line_gives_no_verdict(office: Village) -> None:
    _income_below_line(office)
    PovertyLine.objects.filter(year=2017).update(is_in_use=False)
    assert found(examined(office), "income_below_line").count == 0


def test_trade_is_asked_of_who_can_work_a_month_after_the_approval(office: Village) -> None:
    _no_trade(office)
    worker = found(examined(office), "no_trade")
    assert worker.count == 1
    assert found(examined(office, on=date(2017, 3, 19)), "no_trade").count == 0
    make_trade(Household.objects.get(members__birth_date=date(1980, 5, 5)))
    assert found(examined(office), "no_trade").count == 0


def test_amount_near_what_was_expected_is_no_fault(office: Village) -> None:
    _benefit(2017, 3000, rest={"W1": 30000})(office)
    assert found(examined(office), "benefit_above_expected").count == 0


def test_running_year_may_have_the_plans_money_only(office: Village) -> None:
    _benefit(2017, 2000)(office)
    assert found(examined(office), "income_only_from_plan").count == 0


def test_measure_may_take_a_month(office: Village) -> None:
    house(office, measure=False, status_since=date(2017, 10, 17))
    assert found(examined(office), "no_measure").count == 0
    assert found(examined(office, on=date(2017, 11, 17)), "no_measure").count == 1


def test_totals_of_the_office_are_not_asked_of_a_village(office: Village) -> None:
    assert examined(office, is_whole=False).line("baseline_differs") is None


def test_what_the_database_refuses_is_shown_only_while_it_does(office: Village) -> None:
    assert examined(office).standing_guards() == [words for words, _ in IMPOSSIBLE]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(house(office))


# ── numbers ──────────────────────────────────


def test_numbers_stay_shut_unless_asked_for(office: Village) -> None:
    _wrong_check_digit(office)
    keys = [office.pk]
    shut = Checkup.of(keys, on=TODAY, is_whole=True, open_numbers=False)
    assert shut.opened is None
    assert shut.line("id_number_wrong") is None
    assert found(Checkup.of(keys, on=TODAY, is_whole=True, open_numbers=True), "id_number_wrong").count == 1


def test_number_moved_to_another_row_does_not_open(office: Village) -> None:
    one, other = (house(office, members=1).members.get() for _ in range(2))
    Member.objects.filter(pk=one.pk).update(id_sealed=other.id_sealed)
    checkup = examined(office)
    assert [f.detail for f in checkup.findings(numbers.RULES["id_number_wrong"])] == ["存的号打不开，重新登记一次"]


# ── known findings ──────────────────────────────────


def test_known_finding_stays_away_and_comes_back(office: Village, office_user: User) -> None:
    for code in ("unhelped", "gender_against_number"):
        PLANTS[code](office)
        rule, subject = EVERY_RULE[code], examined(office).findings(EVERY_RULE[code])[0].subject
        know_finding(code, subject, reason="看过户口簿", today=TODAY, by=office_user)
        checkup = examined(office)
        assert (found(checkup, code).count, found(checkup, code).known) == (0, 1)
        assert checkup.findings(rule) == []
        assert checkup.findings(rule, known=True)[0].known == "看过户口簿"
        forget_finding(code, subject, by=office_user)
        assert found(examined(office), code).count == 1


def test_finding_is_not_set_aside_without_a_reason(office_user: User) -> None:
    with pytest.raises(Refused) as refused:
        know_finding("unhelped", "household:1", reason="  ", today=TODAY, by=office_user)
    assert refused.value.field == "reason"
    assert not KnownFinding.objects.exists()


def known_url(code: str, subject: str) -> str:
    return f"{reverse('office:health_known')}?rule={code}&subject={subject}"


def test_form_keeps_a_reason_and_takes_it_back(office: Village, office_user: User, client_of: SignIn) -> None:
    subject = f"household:{house(office, helped=False).pk}"
    client, url = client_of(office_user), known_url("unhelped", subject)
    refused = client.post(url, {"reason": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count("先改这里") == 1
    assert client.post(url, {"reason": "新结对表下周到"}).status_code == 302
    known = KnownFinding.objects.get()
    assert (known.rule, known.subject, known.reason, known.known_by) == (
        "unhelped",
        subject,
        "新结对表下周到",
        office_user,
    )
    assert "新结对表下周到" in client.get(f"{reverse('office:health')}?rule=unhelped&known=1").content.decode()
    assert client.post(url).status_code == 302
    assert not KnownFinding.objects.exists()


def test_address_of_no_finding_leads_back(office: Village, office_user: User, client_of: SignIn) -> None:
    for rule, subject in (("", ""), ("nothing_such", "household:1"), ("unhelped", ""), ("unhelped", "%00")):
        answer = client_of(office_user).get(known_url(rule, subject))
        assert answer.status_code == 302
        assert answer["Location"] == reverse("office:health")


def test_id_number_in_a_reason_is_refused_and_kept_typed(office: Village, office_user: User, client_of: SignIn) -> None:
    subject = f"household:{house(office, helped=False).pk}"
    answer = client_of(office_user).post(
        known_url("unhelped", subject), {"reason": f"号是 {id_number(date(1990, 1, 1), 11)}"}
    )
    assert answer.status_code == 422
    assert "删掉再保存" in answer.content.decode()


def test_village_sets_aside_what_is_not_urgent_and_its_own(
    cadre: User, village: Village, other_village: Village, client_of: SignIn
) -> None:
    own, foreign = house(village, phone="", helped=False), house(other_village, phone="")
    client = client_of(cadre)
    said = {"reason": "没有手机，找邻居"}
    assert client.post(known_url("unhelped", f"household:{own.pk}"), said).status_code == 404
    assert client.post(known_url("no_phone", f"household:{foreign.pk}"), said).status_code == 404
    assert client.post(known_url("no_phone", "household:0"), said).status_code == 404
    assert client.post(known_url("no_phone", f"household:{own.pk}"), said).status_code == 302
    assert KnownFinding.objects.get().subject == f"household:{own.pk}"


# ── page ──────────────────────────────────


def test_page_names_what_is_found_and_leads_to_the_field(office: Village, office_user: User, client_of: SignIn) -> None:
    household = house(office, helped=False)
    page = client_of(office_user).get(reverse("office:health")).content.decode()
    assert "处要今天改" in page
    assert "没有责任人的户" in page
    assert reverse("households:helper_assign", args=[household.pk]) in page
    assert "一户有两个户主" in page


def test_cadre_sees_the_own_village_only(
    cadre: User, village: Village, other_village: Village, client_of: SignIn
) -> None:
    own, foreign = house(village, phone="", head_name="查大妹"), house(other_village, phone="", head_name="方二牛")
    page = client_of(cadre).get(f"{reverse('office:health')}?rule=no_phone&village={other_village.pk}")
    text = page.content.decode()
    assert "查大妹" in text
    assert own.registry_no in text
    assert "方二牛" not in text
    assert foreign.registry_no not in text
    assert "基数" not in text


def test_leader_is_led_to_what_a_leader_may_open(leader: User, office: Village, client_of: SignIn) -> None:
    household = house(office, phone="")
    client = client_of(leader)
    page = client.get(f"{reverse('office:health')}?rule=no_phone").content.decode()
    assert reverse("households:household_edit", args=[household.pk]) not in page
    assert reverse("households:household_detail", args=[household.pk]) in page
    assert reverse("office:health_known") not in page


def test_list_is_paged_and_cut_to_a_village(
    village: Village, other_village: Village, office_user: User, client_of: SignIn
) -> None:
    for place in (*[village] * 21, other_village):
        house(place, phone="")
    client, base = client_of(office_user), f"{reverse('office:health')}?rule=no_phone"
    assert client.get(base).context["page"].paginator.count == 22
    assert len(client.get(f"{base}&page=2").context["rows"]) == 2
    assert client.get(f"{base}&village={other_village.pk}").context["page"].paginator.count == 1


def test_page_asks_as_often_for_many_findings_as_for_one(office: Village, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    client.get(reverse("ui:me"))  # the first page of a session writes it down
    asked = []
    for _ in range(2):
        house(office, phone="", helped=False)
        make_village()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("office:health")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 8


# ── command ──────────────────────────────────


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("data_health", *arguments, stdout=out)
    return out.getvalue()


def test_command_lists_every_finding_without_numbers(office: Village) -> None:
    household = house(office, helped=False)
    _wrong_check_digit(office)
    told = json.loads(said("--json", "--open-numbers"))
    by_rule = {result["rule"]: result for result in told["results"]}
    assert set(by_rule) == set(EVERY_RULE)
    assert told["findings"] == sum(result["count"] for result in told["results"])
    [finding] = by_rule["unhelped"]["findings"]
    assert finding["household"] == household.registry_no
    assert finding["url"] == reverse("households:helper_assign", args=[household.pk])
    assert by_rule["id_number_wrong"]["count"] == 1
    numbers_kept = [member.open_id_number() for member in Member.objects.all()]
    text = json.dumps(told, ensure_ascii=False)
    assert not any(number in text for number in numbers_kept)


def test_command_looks_into_one_village(office: Village, other_village: Village) -> None:
    house(office, helped=False)
    told = json.loads(said("--json", "--village", other_village.code))
    assert told["gone_through"]["户"] == 0
    assert "baseline_differs" not in {result["rule"] for result in told["results"]}


def test_strict_command_ends_with_one(office: Village) -> None:
    house(office, helped=False)
    with pytest.raises(SystemExit) as ended:
        said("--strict")
    assert ended.value.code == 1
    assert "没有责任人的户：" in said()
