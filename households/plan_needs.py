"""What stands between a plan and its approval, in sentences, each with the page that mends it (R4.1, R4.2).

The codes are those of `households_plan_obstacles`, which the trigger asks as well.
"""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from povertyplan.accounts.models import User
from povertyplan.versions import authors_of
from villages.models import VillagePlan
from villages.models.plan import FROZEN
from villages.plan_wording import GAPS

_SENTENCES = GAPS | {
    "no_appraisal": "这一版还没有论证同意",
    "no_participant": "没有一户贫困户参加；没有参加户的规划不能批",
}
# Address of the page that mends it, and what is done there.
_MENDS = {
    "no_conditions": ("villages:plan_edit", "补条件"),
    "no_wish": ("villages:plan_wishes", "记意愿"),
    "no_appraisal": ("villages:appraisal_create", "登记论证"),
    "no_operator": ("villages:plan_edit", "写经营主体"),
    "no_target": ("villages:plan_targets", "定目标"),
    "no_milestone": ("villages:plan_timetable", "编时间表"),
    "empty_stage": ("villages:plan_timetable", "改时间表"),
    "no_participant": ("households:plan_participants", "登记参加户"),
}
_WITHOUT_REWRITING = {"no_participant"}


@dataclass(frozen=True)
class PlanNeed:
    """One obstacle: what is missing, where it is mended and the words of the link."""

    code: str
    sentence: str
    url: str
    act: str


def own_words(plan: VillagePlan, user: User) -> str:
    """Why this person may not approve: drafting, rewriting and recording the appraisal are all writing (R4.1)."""
    if user.pk == plan.drafted_by_id or user.pk in authors_of(plan, FROZEN):
        return "规划是你写的，要换一个人批"
    if plan.appraisals.filter(version=plan.version, recorded_by=user).exists():
        return "论证是你登记的，要换一个人批"
    return ""


def plan_needs(plan: VillagePlan) -> list[PlanNeed]:
    """In the order of the six steps; empty where the plan may be approved, and once it is. One query."""
    if plan.is_approved or plan.ended_on:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM public.households_plan_obstacles(%s) ORDER BY rank", [plan.pk])
        return [_need(code, plan) for (code,) in cursor.fetchall()]


def _need(code: str, plan: VillagePlan) -> PlanNeed:
    name, act = _MENDS[code]
    if not plan.is_open and code not in _WITHOUT_REWRITING:
        name, act = "villages:plan_take_back", "退回重写再补"
    return PlanNeed(code, _SENTENCES[code], reverse(name, args=[plan.pk]), act)
