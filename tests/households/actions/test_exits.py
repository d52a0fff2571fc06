"""The exit of a household from its first step to the last, what is refused on the way, and the return to poverty."""

from datetime import date, timedelta

import pytest

from households.actions.evidence import withdraw_evidence
from households.actions.exits import (
    answer_objection,
    correct_step,
    open_exit,
    open_village_exit,
    raise_objection,
    relapse,
    stop_exit,
    take_step,
)
from households.actions.standards import assess
from households.codes import HOUSEHOLD_STAGES, CheckState, ExitStage, PovertyCause, PovertyStatus, StandardKind
from households.models import Assessment, Criterion, Evidence, Exit, Household, IncomeYear, StandardSet
from office.demo.builders import (
    make_assessment,
    make_evidence,
    make_household,
    make_income,
    make_user,
    make_village,
    meet_standard,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from tests.exits import DAYS, object_to, step, walk
from tests.papers import photo
from villages.models import Village

S = ExitStage


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=2)


@pytest.fixture
def noticed(household: Household, cadre: User) -> Exit:
    """The notice hung from 10-24 to 10-30 and nobody has reviewed it."""
    return walk(household, until=S.NOTICE, by=cadre)


def periods(household: Household) -> list[tuple[str, date, date | None]]:
    return [(p.status, p.since, p.until) for p in household.status_periods.order_by("since")]


# ── the walk ──────────────────────────────────


def test_walk_of_eight_dated_steps_ends_in_lifted(household: Household, cadre: User, office_user: User) -> None:
    exit_ = walk(household, by=cadre)
    for stage in HOUSEHOLD_STAGES:
        assert exit_.next_stage == stage
        step(exit_, stage, by=cadre if stage in HOUSEHOLD_STAGES[:4] else office_user)
        exit_.refresh_from_db()
    assert exit_.next_stage is None
    assert exit_.closed_on == date(2017, 11, 9)
    assert exit_.continued_until == date(2018, 11, 9)
    household.refresh_from_db()
    assert (household.poverty_status, household.status_since, household.lifted_year) == (
        PovertyStatus.LIFTED,
        date(2017, 11, 9),
        2017,
    )
    assert exit_.steps.get(stage=S.REVIEW).led_by == "周会计"


def test_periods_of_status_stay_unbroken(household: Household) -> None:
    walk(household, until=S.CLOSURE)
    assert periods(household) == [
        ("in_poverty", date(2014, 1, 1), date(2017, 10, 24)),
        ("proposed", date(2017, 10, 24), date(2017, 11, 9)),
        ("lifted", date(2017, 11, 9), None),
    ]


def test_papers_are_kept_with_their_step_or_the_step_is_not_taken(household: Household, cadre: User) -> None:
    exit_ = walk(household, by=cadre)
    with pytest.raises(Refused, match="不能作凭证") as refusal:
        step(exit_, S.APPRAISAL, by=cadre, files=[(photo(), "会议记录"), (b"GIF89a", "签到册")])
    assert refusal.value.field == "files"
    assert not exit_.steps.exists()
    assert not Evidence.objects.filter(step__exit=exit_).exists()


def test_the_same_photo_chosen_twice_is_one_paper(household: Household, cadre: User) -> None:
    exit_ = walk(household, by=cadre)
    files = [(photo(1), "会议记录"), (photo(1), "会议记录"), (photo(2), "会议记录")]
    assert step(exit_, S.APPRAISAL, by=cadre, files=files).files.count() == 2


# ── beginning ─────────────────────────────────


def test_exit_cannot_begin_with_six_met_and_one_unchecked(household: Household, cadre: User, today: date) -> None:
    """Acceptance check 1."""
    meet_standard(household)
    Assessment.objects.filter(household=household, criterion__code="clothing").update(state=CheckState.UNCHECKED)
    with pytest.raises(Refused, match="“不愁穿”2017 年未核"):
        open_exit(household, year=2017, today=today, by=cadre)
    assert not household.exits.exists()


def test_what_is_missing_to_begin_is_counted(household: Household, cadre: User, today: date) -> None:
    with pytest.raises(Refused, match="“稳定收入”2017 年未核，入户核过，写上依据；还有 7 件也没有齐"):
        open_exit(household, year=2017, today=today, by=cadre)


def test_income_below_the_line_holds_the_exit_back(household: Household, cadre: User, today: date) -> None:
    meet_standard(household)
    IncomeYear.objects.get(household=household).delete()
    with pytest.raises(Refused, match="2017 年的收入没有登记"):
        open_exit(household, year=2017, today=today, by=cadre)
    make_income(household, people=2, yuan={"W1": 6000})
    with pytest.raises(Refused, match="2017 年人均纯收入 3,000 元，没有超过标准线 3,335 元"):
        open_exit(household, year=2017, today=today, by=cadre)


def test_household_out_already_has_nothing_to_begin(village: Village, cadre: User, today: date) -> None:
    lifted = make_household(village, status=PovertyStatus.LIFTED)
    with pytest.raises(Refused, match="已经脱贫"):
        open_exit(lifted, year=2017, today=today, by=cadre)


def test_one_exit_at_a_time(noticed: Exit, household: Household, cadre: User, today: date) -> None:
    with pytest.raises(Refused, match="已经在办"):
        open_exit(household, year=2017, today=today, by=cadre)


def test_exit_is_of_the_running_year_or_the_one_before(household: Household, cadre: User, today: date) -> None:
    meet_standard(household)
    with pytest.raises(Refused) as refusal:
        open_exit(household, year=2015, today=today, by=cadre)
    assert refusal.value.field == "year"


def test_only_a_poverty_village_is_delisted(village: Village, office_user: User, today: date) -> None:
    with pytest.raises(Refused, match="只有贫困村"):
        open_village_exit(village, year=2017, today=today, by=office_user)
    poor = make_village(is_poverty_village=True)
    assert open_village_exit(poor, year=2017, today=today, by=office_user).next_stage == S.VILLAGE_APPLICATION


# ── what Postgres refuses, in words ───────────


def test_no_step_is_skipped(household: Household, office_user: User) -> None:
    exit_ = walk(household, until=S.APPRAISAL)
    with pytest.raises(Refused, match="还轮不到这一步"):
        step(exit_, S.REVIEW, by=office_user)


def test_step_taken_twice_is_told_so(household: Household, cadre: User) -> None:
    exit_ = walk(household, until=S.APPRAISAL, by=cadre)
    with pytest.raises(Refused, match="已经记过"):
        step(exit_, S.APPRAISAL, by=cadre)


def test_step_before_the_one_it_follows(household: Household, cadre: User) -> None:
    exit_ = walk(household, until=S.APPRAISAL, by=cadre)
    with pytest.raises(Refused, match="日期太早，这一步最早 2017-10-20") as refusal:
        step(exit_, S.VERIFICATION, by=cadre, done_on=date(2017, 10, 19))
    assert refusal.value.field == "done_on"


def test_review_waits_for_the_whole_notice(noticed: Exit, office_user: User) -> None:
    with pytest.raises(Refused, match="公示没有满期，10-31 起能按") as refusal:
        step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 10, 30))
    assert refusal.value.field == "done_on"
    assert step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 10, 31))


def test_notice_of_three_days_when_seven_are_required(household: Household, cadre: User) -> None:
    """Acceptance check 4."""
    exit_ = walk(household, until=S.CONSENT, by=cadre)
    with pytest.raises(Refused, match="公示要满 7 天，结束日期不早于 2017-10-30") as refusal:
        step(exit_, S.NOTICE, by=cadre, ends_on=date(2017, 10, 26))
    assert refusal.value.field == "ends_on"


def test_open_objection_stops_the_clock(noticed: Exit, cadre: User, office_user: User) -> None:
    """Acceptance check 4."""
    objection = object_to(noticed)
    with pytest.raises(Refused, match="10-26 的异议还没有答复"):
        step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 11, 15))
    answer_objection(objection, answer="那是他弟弟的", is_upheld=False, answered_on=date(2017, 11, 2), by=cadre)
    with pytest.raises(Refused, match="11-10 起能按"):
        step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 11, 9))
    assert step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 11, 10))


def test_upheld_objection_ends_the_way(noticed: Exit, cadre: User, office_user: User) -> None:
    objection = object_to(noticed)
    answer_objection(objection, answer="属实", is_upheld=True, answered_on=date(2017, 10, 27), by=cadre)
    with pytest.raises(Refused, match="成立，这次不能往下走，中止这次退出"):
        step(noticed, S.REVIEW, by=office_user, done_on=date(2017, 11, 15))


def test_nobody_reviews_what_he_took_part_in(household: Household, village: Village, cadre: User) -> None:
    both = make_user(Role.OFFICE, name="王建国")
    exit_ = walk(household, by=both)
    for stage in HOUSEHOLD_STAGES[:4]:
        step(exit_, stage, by=cadre)
    with pytest.raises(Refused, match="你开始了这次退出，要另一人审核"):
        step(exit_, S.REVIEW, by=both)


def test_whoever_stands_in_the_minutes_does_not_review(household: Household, cadre: User) -> None:
    secretary = make_user(Role.OFFICE, name="彭世成")
    exit_ = walk(household, until=S.NOTICE, by=cadre)
    with pytest.raises(Refused, match="另一人审核"):
        step(exit_, S.REVIEW, by=secretary)


def test_whoever_judged_the_household_does_not_review(household: Household, cadre: User, office_user: User) -> None:
    exit_ = walk(household, until=S.NOTICE, by=cadre)
    Assessment.objects.filter(household=household, criterion__code="food").update(assessed_by=office_user)
    with pytest.raises(Refused, match="你核过这户的标准"):
        step(exit_, S.REVIEW, by=office_user)


def test_step_whose_paper_is_gone_holds_up_the_next(noticed: Exit, cadre: User, office_user: User, today: date) -> None:
    consent = noticed.steps.get(stage=S.CONSENT)
    withdraw_evidence(consent.files.get(), reason="签错了", today=today, by=cadre)
    with pytest.raises(Refused, match="“户认可”没有凭证，补传这一步的凭证"):
        step(noticed, S.REVIEW, by=office_user)


def test_verdict_changed_on_the_way_holds_up_the_next(
    noticed: Exit, household: Household, cadre: User, office_user: User, today: date
) -> None:
    housing = Criterion.objects.in_force().get(code="housing")
    assess(household, housing, state=CheckState.NOT_MET, evidence="", today=today, by=cadre)
    with pytest.raises(Refused, match="“住房安全”未达标"):
        step(noticed, S.REVIEW, by=office_user)


@pytest.mark.parametrize(
    ("stage", "otherwise", "field", "words"),
    [
        (S.APPRAISAL, {"done_on": date(2017, 11, 17)}, "done_on", "还没有到"),
        (S.APPRAISAL, {"votes_for": 30, "votes_against": 5}, "votes_for", "是 35，多于到会 34 人"),
        (S.APPRAISAL, {"votes_for": 17}, "votes_for", "没有超过到会 34 人的一半"),
        (S.APPRAISAL, {"attendees": None}, "attendees", "填写"),
        (S.VERIFICATION, {"joined_by": "彭世成"}, "joined_by", "不能是同一个人"),
        (S.CONSENT, {"led_by": ""}, "led_by", "谁签的字"),
        (S.NOTICE, {"ends_on": date(2017, 10, 23)}, "ends_on", "结束早于开始"),
        (S.NOTICE, {"document_no": ""}, "document_no", "公示编号"),
    ],
)
def test_facts_of_a_step_agree(
    household: Household, cadre: User, stage: ExitStage, otherwise: dict[str, object], field: str, words: str
) -> None:
    before = HOUSEHOLD_STAGES.index(stage)
    exit_ = walk(household, until=HOUSEHOLD_STAGES[before - 1] if before else None, by=cadre)
    with pytest.raises(Refused, match=words) as refusal:
        step(exit_, stage, by=cadre, **otherwise)
    assert refusal.value.field == field
    assert step(exit_, stage, by=cadre)


# ── correcting, stopping ──────────────────────


def test_last_step_is_corrected_and_the_household_follows_its_notice(
    noticed: Exit, household: Household, cadre: User, today: date
) -> None:
    notice = noticed.steps.get(stage=S.NOTICE)
    correct_step(notice, today=today, by=cadre, done_on=date(2017, 10, 26), ends_on=date(2017, 11, 1))
    assert periods(household) == [
        ("in_poverty", date(2014, 1, 1), date(2017, 10, 26)),
        ("proposed", date(2017, 10, 26), None),
    ]
    with pytest.raises(Refused, match="不早于 2017-11-01"):
        correct_step(notice, today=today, by=cadre, ends_on=date(2017, 10, 31))
    with pytest.raises(Refused, match="日期太早，这一步最早 2017-10-23"):
        correct_step(notice, today=today, by=cadre, done_on=date(2017, 10, 22))


def test_review_is_corrected_by_the_reviewer_alone(
    noticed: Exit, cadre: User, office_user: User, leader: User, today: date
) -> None:
    review = step(noticed, S.REVIEW, by=leader)
    for other in (cadre, office_user):
        with pytest.raises(Refused, match=f"{leader.name}记的，只由本人改"):
            correct_step(review, note="同意", today=today, by=other)
    assert correct_step(review, note="同意", today=today, by=leader).note == "同意"


def test_step_behind_another_one_stays(noticed: Exit, cadre: User, today: date) -> None:
    with pytest.raises(Refused, match="后面的一步已经走了"):
        correct_step(noticed.steps.get(stage=S.CONSENT), today=today, by=cadre, led_by="别人")


def test_stopped_exit_gives_back_what_the_household_was(
    noticed: Exit, household: Household, cadre: User, today: date
) -> None:
    stop_exit(noticed, reason="户主住院，收入不稳", today=today, by=cadre)
    household.refresh_from_db()
    assert household.poverty_status == PovertyStatus.IN_POVERTY
    assert [status for status, *_ in periods(household)] == ["in_poverty", "proposed", "in_poverty"]
    with pytest.raises(Refused, match="已经结束"):
        stop_exit(noticed, reason="再来一次", today=today, by=cadre)
    with pytest.raises(Refused, match="已经结束"):
        step(noticed, S.REVIEW, by=cadre)


def test_stopping_needs_a_reason(noticed: Exit, cadre: User, today: date) -> None:
    with pytest.raises(Refused) as refusal:
        stop_exit(noticed, reason=" ", today=today, by=cadre)
    assert refusal.value.field == "reason"


# ── objections ────────────────────────────────


def test_objection_comes_after_the_notice(household: Household, cadre: User) -> None:
    exit_ = walk(household, until=S.CONSENT, by=cadre)
    with pytest.raises(Refused, match="公示贴出以后") as refusal:
        object_to(exit_, by=cadre)
    assert refusal.value.field == "raised_on"


def test_objection_to_an_exit_that_has_ended(noticed: Exit, cadre: User, today: date) -> None:
    stop_exit(noticed, reason="搬走了", today=today, by=cadre)
    with pytest.raises(Refused, match="已经结束"):
        object_to(noticed, by=cadre)


def test_objection_of_tomorrow(noticed: Exit, cadre: User) -> None:
    with pytest.raises(Refused, match="还没有到"):
        object_to(noticed, by=cadre, raised_on=date.today() + timedelta(days=2))


def test_same_objection_sent_twice_is_one(noticed: Exit, cadre: User) -> None:
    facts = {"raised_on": date(2017, 10, 26), "text": "他家有车", "raised_by": ""}
    assert raise_objection(noticed, by=cadre, **facts) == raise_objection(noticed, by=cadre, **facts)  # type: ignore[arg-type]


def test_answer_is_not_changed_and_not_before_the_question(noticed: Exit, cadre: User) -> None:
    objection = object_to(noticed)
    with pytest.raises(Refused, match="答复早于提出") as refusal:
        answer_objection(objection, answer="查过", is_upheld=False, answered_on=date(2017, 10, 25), by=cadre)
    assert refusal.value.field == "answered_on"
    answer_objection(objection, answer="查过", is_upheld=False, answered_on=date(2017, 10, 27), by=cadre)
    with pytest.raises(Refused, match="已经答复"):
        answer_objection(objection, answer="改口", is_upheld=True, answered_on=date(2017, 10, 28), by=cadre)


# ── after the exit ────────────────────────────


def test_paper_withdrawn_after_the_exit_brings_it_to_review(household: Household, cadre: User, today: date) -> None:
    exit_ = walk(household, until=S.CLOSURE, by=cadre)
    assert not Exit.objects.to_review().exists()
    photo = Evidence.objects.get(assessment__household=household)
    withdraw_evidence(photo, reason="拍的是邻居家", today=today, by=cadre)
    assert list(Exit.objects.to_review()) == [exit_]
    assert [gap.code for gap in exit_.gaps()] == ["criterion_without_evidence"]


def test_relapse_is_a_period_of_its_own_and_a_second_exit_may_follow(
    household: Household, cadre: User, office_user: User
) -> None:
    walk(household, until=S.CLOSURE, by=cadre)
    relapse(household, relapsed_on=date(2017, 12, 20), cause=PovertyCause.ILLNESS, reason="户主脑梗", by=office_user)
    household.refresh_from_db()
    assert household.is_still_poor
    assert periods(household)[2:] == [
        ("lifted", date(2017, 11, 9), date(2017, 12, 20)),
        ("relapsed", date(2017, 12, 20), None),
    ]
    later = date(2018, 11, 16)
    again = _second_exit(household, cadre, office_user, today=later)
    household.refresh_from_db()
    assert (household.status_since, household.lifted_year) == (again.closed_on, 2018)
    assert [status for status, *_ in periods(household)] == [
        *("in_poverty", "proposed", "lifted"),
        *("relapsed", "proposed", "lifted"),
    ]


def _second_exit(household: Household, cadre: User, office_user: User, *, today: date) -> Exit:
    make_income(household, year=2018, people=2, yuan={"W1": 20000})
    for row in Assessment.objects.filter(household=household):
        made = make_assessment(household, row.criterion.code, year=2018, assessed_on=date(2018, 10, 1))
        if row.criterion.evidence_kind == "photo":
            make_evidence(made, seed=9)
    exit_ = open_exit(household, year=2018, today=today, by=cadre)
    for stage in HOUSEHOLD_STAGES:
        who = cadre if stage in HOUSEHOLD_STAGES[:4] else office_user
        day = DAYS[stage].replace(year=2018)
        otherwise = {"ends_on": date(2018, 10, 30)} if stage == S.NOTICE else {}
        step(exit_, stage, by=who, today=today, done_on=day, **otherwise)
    exit_.refresh_from_db()
    return exit_


def test_relapse_of_a_household_that_is_not_out(household: Household, office_user: User) -> None:
    with pytest.raises(Refused, match="已脱贫的户才登记返贫"):
        relapse(household, relapsed_on=date(2017, 11, 1), cause=PovertyCause.ILLNESS, reason="病", by=office_user)


def test_relapse_comes_after_the_exit(household: Household, office_user: User) -> None:
    walk(household, until=S.CLOSURE)
    with pytest.raises(Refused, match="要晚于脱贫日期 2017-11-09") as refusal:
        relapse(household, relapsed_on=date(2017, 11, 9), cause=PovertyCause.ILLNESS, reason="病", by=office_user)
    assert refusal.value.field == "relapsed_on"


def test_household_that_came_lifted_from_a_roster_may_relapse(village: Village, office_user: User) -> None:
    lifted = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2016, 12, 31))
    relapse(lifted, relapsed_on=date(2017, 5, 1), cause=PovertyCause.DISASTER, reason="山洪冲了房", by=office_user)
    lifted.refresh_from_db()
    assert lifted.poverty_status == PovertyStatus.RELAPSED


def test_exit_goes_by_the_standard_it_began_with(household: Household, cadre: User) -> None:
    exit_ = walk(household, by=cadre)
    assert exit_.standard == StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    with pytest.raises(TypeError):
        correct_step(step(exit_, S.APPRAISAL, by=cadre), today=date(2017, 11, 16), by=cadre, stage=S.CLOSURE)


def test_review_is_signed_by_whoever_records_it(noticed: Exit, office_user: User, today: date) -> None:
    done = take_step(noticed, S.REVIEW, done_on=DAYS[S.REVIEW], today=today, by=office_user, led_by="别人")
    assert done.led_by == "周会计"
