"""One invented plan of a village, with timetable, participants and trade; see `builders` for the rules of builders."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from households.codes import BenefitLink, TradeKind
from households.models import Household, HouseholdTrade, Participation
from office.demo.builders import REASON, TODAY, make_file, make_household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import (
    Appraisal,
    Conclusion,
    DelayReason,
    DueDateChange,
    FundingSource,
    Industry,
    Milestone,
    OperatorKind,
    PlanFunding,
    PlanState,
    ScaleTarget,
    Stage,
    Village,
    VillagePlan,
    Wish,
    WishKind,
)

# Stage, milestone, due date: of a plan that began with the poverty plan and reaches into its last autumn.
TIMETABLE = (
    ("论证", "论证报告", date(2017, 2, 15)),
    ("落地", "流转土地 240 亩", date(2017, 5, 15)),
    ("落地", "种苗下地", date(2017, 7, 15)),
    ("投产", "烘干房建成", date(2017, 12, 15)),
    ("见效", "首批采收", date(2018, 5, 15)),
)


def make_plan(
    village: Village,
    *,
    state: PlanState = PlanState.DRAFT,
    product: str = "金银花",
    by: User | None = None,
    approved_by: User | None = None,
    timetable: Sequence[tuple[str, str, date]] = TIMETABLE,
    participant: Household | None = None,
    **facts: Any,
) -> VillagePlan:
    """Complete in every rule. APPROVED needs `approved_by`, and has one participant, made where none is given."""
    with changing(by=None, reason=REASON):
        fields: dict[str, Any] = {
            "industry": Industry.HERBS,
            "land": "坡地 620 亩，可流转 240 亩",
            "base": "苗圃 12 亩，水池 2 口",
            "market": "药企 5 年订单",
            "labour": "在家劳力 71 人",
            "wish_kind": WishKind.SURVEY,
            "wish_on": date(2017, 2, 5),
            "wish_asked": 83,
            "wish_answered": 79,
            "scale_unit": "亩",
            "operator_kind": OperatorKind.COOPERATIVE,
            "operator_name": "金银花合作社",
            "drafted_on": date(2017, 2, 6),
        } | facts
        plan = VillagePlan.objects.create(village=village, product=product, drafted_by=by, **fields)
        Wish.objects.create(plan=plan, choice=product, households=38)
        ScaleTarget.objects.create(plan=plan, year=2018, amount=240)
        PlanFunding.objects.create(plan=plan, source=FundingSource.EARMARKED, amount=300_000_00)
        names = list(dict.fromkeys(stage for stage, _, _ in timetable))
        stages = {name: Stage.objects.create(plan=plan, number=n, name=name) for n, name in enumerate(names, 1)}
        for stage, name, due_on in timetable:
            Milestone.objects.create(stage=stages[stage], name=name, due_on=due_on, owner="马俊", deliverable="验收表")
        if state == PlanState.DRAFT:
            return plan
        make_appraisal(plan)
        plan.state = PlanState.APPRAISED
        plan.save(update_fields=["state"])
        if state == PlanState.APPROVED:
            take_part(participant or make_household(village), plan)
            plan.state, plan.approved_on, plan.approved_by = state, date(2017, 2, 20), approved_by
            plan.save(update_fields=["state", "approved_on", "approved_by"])
    return plan


def make_appraisal(plan: VillagePlan, *, conclusion: Conclusion = Conclusion.AGREED, **facts: Any) -> Appraisal:
    fields: dict[str, Any] = {
        "held_on": date(2017, 2, 16),
        "led_by": "李志远",
        "members": "农技站邹明秀，村民代表 60 人",
        "attendees": 62,
        "votes_for": 58,
        "votes_against": 4,
        "opinions": "4 人担心没水。规划里加 2 口蓄水池。",
    } | facts
    if conclusion != Conclusion.AGREED:
        fields |= {"votes_for": 10, "votes_against": 40}
    with changing(by=None, reason=REASON):
        return Appraisal.objects.create(plan=plan, conclusion=conclusion, minutes=make_file(seed=4), **fields)


def take_part(
    household: Household,
    plan: VillagePlan,
    *,
    link: BenefitLink = BenefitLink.WORK,
    since: date = date(2017, 2, 10),
    **facts: Any,
) -> Participation:
    with changing(by=None, reason=REASON):
        return Participation.objects.create(household=household, plan=plan, link=link, since=since, **facts)


def make_trade(
    household: Household, *, name: str = "金银花 3 亩", since: date = date(2017, 3, 1), **facts: Any
) -> HouseholdTrade:
    fields: dict[str, Any] = {"kind": TradeKind.PLANTING} | facts
    with changing(by=None, reason=REASON):
        return HouseholdTrade.objects.create(household=household, name=name, since=since, **fields)


def finish(milestone: Milestone, *, done_on: date = TODAY) -> Milestone:
    with changing(by=None, reason=REASON):
        milestone.done_on = done_on
        milestone.save(update_fields=["done_on"])
    return milestone


def move_date(milestone: Milestone, to: date, *, asked_on: date, **facts: Any) -> DueDateChange:
    """As asked; whether it holds at once is the database's to say."""
    fields: dict[str, Any] = {"reason_kind": DelayReason.MONEY} | facts
    with changing(by=None, reason=REASON):
        change = DueDateChange.objects.create(
            milestone=milestone, old_due_on=milestone.due_on, new_due_on=to, asked_on=asked_on, **fields
        )
    change.refresh_from_db()
    return change
