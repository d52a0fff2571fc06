"""One village one product (一村一品): the plan, its appraisal, road map and timetable (R4.1).

Draft → appraised → approved by another person. What was appraised is frozen; taking it back makes the next version,
which needs an appraisal of its own. Approval fixes each milestone's baseline; a due date moves afterwards only by a
`DueDateChange` with its reason.
"""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from povertyplan.history import DerivingTrigger, keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from povertyplan.versions import written_by
from villages.models.village import Village, VillageScoped, up_to_today
from villages.plan_rows import FundingRow, TargetRow, TimetableRow, WishRow

if TYPE_CHECKING:
    from villages.models.timetable import Milestone


class Industry(models.TextChoices):
    """The province's ten pillar industries of villages (domain §5), and what else a village lives on."""

    GRAIN_OIL = "grain_oil", "特色粮油"
    VEGETABLES = "vegetables", "蔬菜"
    FRUIT = "fruit", "水果"
    TEA = "tea", "茶叶"
    LIVESTOCK = "livestock", "畜牧"
    HERBS = "herbs", "中药材"
    TOBACCO = "tobacco", "烤烟"
    AQUACULTURE = "aquaculture", "生态水产"
    FORESTRY = "forestry", "林果"
    TOURISM = "tourism", "观光旅游"
    HANDICRAFT = "handicraft", "手工"
    OTHER = "other", "其他"


class OperatorKind(models.TextChoices):
    COOPERATIVE = "cooperative", "合作社"
    ENTERPRISE = "enterprise", "企业"
    LARGE_GROWER = "large_grower", "家庭农场、大户"
    COLLECTIVE = "collective", "村集体"
    HOUSEHOLDS = "households", "农户自己"


class WishKind(models.TextChoices):
    SURVEY = "survey", "入户调查"
    VOTE = "vote", "村民表决"


class PlanState(models.TextChoices):
    DRAFT = "draft", "草稿"
    APPRAISED = "appraised", "已论证"
    APPROVED = "approved", "已批准"
    ENDED = "ended", "已终止"


class FundingSource(models.TextChoices):
    EARMARKED = "earmarked", "专项补助"
    ENTERPRISE = "enterprise", "企业投入"
    COLLECTIVE = "collective", "村集体"
    HOUSEHOLDS = "households", "农户自筹"
    LOAN = "loan", "贷款"
    DONATION = "donation", "各界帮助"
    OTHER = "other", "其他"


class Conclusion(models.TextChoices):
    AGREED = "agreed", "同意"
    REWORK = "rework", "改了再论证"
    DECLINED = "declined", "不同意"


FROZEN = (
    "village_id",
    "industry",
    "product",
    "land",
    "base",
    "market",
    "labour",
    "wish_kind",
    "wish_on",
    "wish_asked",
    "wish_answered",
    "wish_note",
    "scale_unit",
    "operator_kind",
    "operator_name",
)


class VillagePlanQuerySet(VillageScoped["VillagePlan"]):
    capability = Capability.VIEW_PLANS

    def current(self) -> Self:
        """A village has one at most that has not ended."""
        return self.exclude(state=PlanState.ENDED)

    def approved(self) -> Self:
        return self.filter(state=PlanState.APPROVED)

    def to_approve_by(self, user: User) -> Self:
        """Appraised ones that this person may approve: who drafted, rewrote or recorded the appraisal of the version
        took part in the writing (R4.1; said in words by `households.plan_needs.own_words`)."""
        recorded = Appraisal.objects.filter(plan=OuterRef("pk"), version=OuterRef("version"), recorded_by=user)
        rows = self.open_to(user, Capability.APPROVE_PLANS).filter(state=PlanState.APPRAISED)
        own = Q(drafted_by=user) | Q(Exists(recorded)) | Q(written_by(user.pk, VillagePlan, FROZEN))
        return rows.exclude(own)

    def with_timetable(self) -> Self:
        """Stages with their milestones in the order of the road map, two queries for all plans."""
        return self.select_related("village").prefetch_related("stages__milestones")


_STATE_STEPS = """
IF TG_OP = 'INSERT' THEN
  IF NEW.state <> 'draft' OR NEW.version <> 1 THEN
    RAISE EXCEPTION 'a plan begins as a draft'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_begins_as_draft';
  END IF;
  RETURN NEW;
END IF;
IF OLD.state = NEW.state AND NEW.version <> OLD.version
   OR OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
      (('draft', 'appraised'), ('appraised', 'draft'), ('appraised', 'approved'),
       ('draft', 'ended'), ('appraised', 'ended'), ('approved', 'ended'))
   OR (OLD.state, NEW.state) = ('appraised', 'draft') AND NEW.version <> OLD.version + 1
   OR (OLD.state, NEW.state) <> ('appraised', 'draft') AND NEW.version <> OLD.version THEN
  RAISE EXCEPTION 'plan % cannot go from % to %', NEW.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_state_steps';
END IF;
IF (OLD.state, NEW.state) = ('draft', 'appraised') AND NOT EXISTS (
     SELECT FROM public.villages_appraisal a
      WHERE a.plan_id = NEW.id AND a.version = NEW.version AND a.conclusion = 'agreed') THEN
  RAISE EXCEPTION 'plan % has no appraisal of this version', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_appraised';
END IF;
RETURN NEW;
"""

_FREEZE = f"""
IF OLD.state <> 'draft' AND ({", ".join(f"OLD.{name}" for name in FROZEN)})
   IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in FROZEN)}) THEN
  RAISE EXCEPTION 'plan % was appraised', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
END IF;
IF (OLD.drafted_by_id, OLD.drafted_on) IS DISTINCT FROM (NEW.drafted_by_id, NEW.drafted_on)
   OR (OLD.approved_by_id, OLD.approved_on, OLD.document_no)
      IS DISTINCT FROM (NEW.approved_by_id, NEW.approved_on, NEW.document_no)
      AND NOT (OLD.state = 'appraised' AND NEW.state = 'approved')
   OR (OLD.ended_on, OLD.ended_reason) IS DISTINCT FROM (NEW.ended_on, NEW.ended_reason)
      AND (OLD.state = 'ended' OR NEW.state <> 'ended')
   OR OLD.taken_back_reason <> NEW.taken_back_reason AND NOT (OLD.state = 'appraised' AND NEW.state = 'draft') THEN
  RAISE EXCEPTION 'who decided on plan % and when stays', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_decisions_stay';
END IF;
RETURN NEW;
"""

_FIX_BASELINE = """
IF NEW.state = 'approved' AND OLD.state <> 'approved' THEN
  UPDATE public.villages_milestone m SET baseline_due_on = m.due_on
    FROM public.villages_stage s WHERE s.id = m.stage_id AND s.plan_id = NEW.id;
END IF;
RETURN NEW;
"""


@keeps_history()
class VillagePlan(models.Model):
    """A village's plan for its leading industry; all money lies in its `funding`, all dates in its milestones."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="plans", verbose_name="村")
    version = models.PositiveSmallIntegerField("版", default=1)
    state = models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    industry = models.CharField("主导产业", max_length=12, choices=Industry)
    product = models.CharField("产品", max_length=20)
    land = models.CharField("土地和水", max_length=200, blank=True)
    base = models.CharField("基地和设施", max_length=200, blank=True)
    market = models.CharField("销路", max_length=200, blank=True)
    labour = models.CharField("劳力", max_length=200, blank=True)
    wish_kind = models.CharField("怎么问的意愿", max_length=8, choices=WishKind, blank=True)
    wish_on = models.DateField("问意愿的日期", null=True, blank=True)
    wish_asked = models.PositiveIntegerField("问了多少户", null=True, blank=True)
    wish_answered = models.PositiveIntegerField("多少户答了", null=True, blank=True)
    wish_note = models.CharField("说明", max_length=200, blank=True)
    scale_unit = models.CharField("规模单位", max_length=6, blank=True)
    operator_kind = models.CharField("经营主体", max_length=12, choices=OperatorKind, blank=True)
    operator_name = models.CharField("主体名称", max_length=60, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_on = models.DateField("起草日期")
    taken_back_reason = models.CharField("退回重写的原因", max_length=300, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document_no = models.CharField("批复文号", max_length=60, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ended_reason = models.CharField("终止的原因", max_length=300, blank=True)

    objects = VillagePlanQuerySet.as_manager()

    class Meta:
        verbose_name = "一村一品规划"
        ordering = ("village", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["village"],
                condition=~Q(state="ended"),
                name="villageplan_one_at_a_time",
                violation_error_message="这个村已经有一份规划，在那一份上改，或先终止它",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PlanState.values, industry__in=Industry.values)
                & Q(operator_kind__in=["", *OperatorKind.values], wish_kind__in=["", *WishKind.values]),
                name="villageplan_codes_known",
            ),
            models.CheckConstraint(
                condition=~Q(product=""), name="villageplan_has_product", violation_error_message="写上产品"
            ),
            models.CheckConstraint(
                condition=up_to_today("wish_on", "drafted_on", "approved_on", "ended_on"),
                name="villageplan_days_have_come",
                violation_error_message="日期还没有到，或者年份不对",
            ),
            models.CheckConstraint(
                condition=Q(wish_answered__isnull=True)
                | Q(wish_asked__isnull=False, wish_answered__lte=F("wish_asked"), wish_answered__gt=0),
                name="villageplan_wish_counts",
                violation_error_message="答了的户数大于 0，不超过问了的户数",
            ),
            models.CheckConstraint(
                condition=Q(wish_kind="", wish_on__isnull=True, wish_answered__isnull=True)
                | Q(wish_on__isnull=False, wish_answered__isnull=False) & ~Q(wish_kind=""),
                name="villageplan_wish_whole",
                violation_error_message="意愿要写全：怎么问的、哪天、问了多少户、多少户答了",
            ),
            models.CheckConstraint(
                condition=Q(operator_name="") | ~Q(operator_kind=""),
                name="villageplan_operator_has_kind",
                violation_error_message="选一项经营主体",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=False, approved_by__isnull=False, state__in=["approved", "ended"])
                | Q(approved_on__isnull=True, approved_by__isnull=True) & ~Q(state="approved"),
                name="villageplan_approval_whole",
                violation_error_message="批准要有批准人和日期",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(drafted_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="villageplan_approved_by_another",
                violation_error_message="规划是你写的，要另一人批",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(approved_on__gte=F("drafted_on")),
                name="villageplan_approved_after_draft",
                violation_error_message="批准日期早于起草日期",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(ended_reason="")
                | Q(ended_on__isnull=True, ended_reason="") & ~Q(state="ended"),
                name="villageplan_ended_with_reason",
                violation_error_message="终止要写日期和原因",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(taken_back_reason=""),
                name="villageplan_taken_back_with_reason",
                violation_error_message="写上为什么退回重写",
            ),
            models.CheckConstraint(
                condition=without_id_number(
                    "product",
                    "land",
                    "base",
                    "market",
                    "labour",
                    "wish_note",
                    "operator_name",
                    "taken_back_reason",
                    "ended_reason",
                ),
                name="villageplan_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="state_steps",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_STATE_STEPS,
            ),
            pgtrigger.Trigger(name="frozen", when=pgtrigger.Before, operation=pgtrigger.Update, func=_FREEZE),
            DerivingTrigger(
                name="derive_baseline", when=pgtrigger.After, operation=pgtrigger.Update, func=_FIX_BASELINE
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.village.name} {self.product}"

    def get_absolute_url(self) -> str:
        return reverse("office:plan_detail", args=[self.village_id])

    @property
    def is_open(self) -> bool:
        """May still be rewritten."""
        return self.state == PlanState.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.state == PlanState.APPROVED

    @property
    def milestones(self) -> "list[Milestone]":
        """Of all stages, in the order of the road map; asks nothing more after `with_timetable`."""
        return [milestone for stage in self.stages.all() for milestone in stage.milestones.all()]

    @property
    def wish_rows(self) -> list[WishRow]:
        rows = [WishRow(wish.choice, wish.households) for wish in self.wishes.all()]
        return sorted(rows, key=lambda row: (-row.households, row.choice))

    @property
    def target_rows(self) -> list[TargetRow]:
        return [TargetRow(target.year, target.amount) for target in self.targets.all()]

    @property
    def funding_rows(self) -> list[FundingRow]:
        return [FundingRow(money.source, money.amount, money.note) for money in self.funding.order_by("-amount", "pk")]

    @property
    def timetable_rows(self) -> list[TimetableRow]:
        """A stage without milestones is a row with nothing behind its name."""
        rows = []
        for stage in self.stages.order_by("number").prefetch_related("milestones"):
            found = [TimetableRow(stage.name, m.name, m.due_on, m.owner, m.deliverable) for m in stage.milestones.all()]
            rows += found or [TimetableRow(stage.name, "", None, "", "")]
        return rows

    def gaps(self) -> list[str]:
        """What is missing before the plan can be appraised, in the words of `households_plan_obstacles`."""
        stages = list(self.stages.annotate(count=models.Count("milestones")).values_list("count", flat=True))
        found = {
            "no_conditions": not all((self.land, self.base, self.market, self.labour)),
            "no_wish": not (self.wish_on and self.wishes.filter(choice=self.product, households__gt=0).exists()),
            "no_operator": not self.operator_name,
            "no_target": not self.targets.exists(),
            "no_milestone": not any(stages),
            "empty_stage": 0 in stages,
        }
        return [code for code, stands in found.items() if stands]


def _plan_is(states: str, constraint: str, plan: str = "{row}.plan_id") -> str:
    """The body of a trigger that lets rows of a plan change only in these states."""
    return f"""
    IF NOT EXISTS (SELECT FROM public.villages_villageplan p
                    WHERE p.id = {plan} AND p.state IN ({states})) THEN
      RAISE EXCEPTION 'the plan is no draft'
        USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}';
    END IF;
    """


_NEW_IN_DRAFT = (
    _plan_is("'draft'", "villageplan_frozen", "NEW.plan_id")
    + """
    IF TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id THEN
      RAISE EXCEPTION 'a row stays in its plan'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_frozen';
    END IF;
    RETURN NEW;
    """
)
_OLD_IN_DRAFT = _plan_is("'draft'", "villageplan_frozen", "OLD.plan_id") + "RETURN OLD;"


def only_in_draft() -> tuple[pgtrigger.Trigger, pgtrigger.Trigger]:
    return (
        pgtrigger.Trigger(
            name="written_in_draft",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=_NEW_IN_DRAFT,
        ),
        pgtrigger.Trigger(
            name="removed_in_draft", when=pgtrigger.Before, operation=pgtrigger.Delete, func=_OLD_IN_DRAFT
        ),
    )


@keeps_history()
class Wish(models.Model):
    """How many of the households that answered want this product."""

    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="wishes")
    choice = models.CharField("想做什么", max_length=20)
    households = models.PositiveIntegerField("户")

    class Meta:
        verbose_name = "意愿"
        ordering = ("plan", "-households", "choice")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "choice"], name="wish_choice_once", violation_error_message="这一项已经写过"
            ),
            models.CheckConstraint(
                condition=~Q(choice="") & without_id_number("choice"),
                name="wish_has_choice",
                violation_error_message="写上想做什么",
            ),
        )
        triggers = only_in_draft()

    def __str__(self) -> str:
        return f"{self.choice} {self.households} 户"


@keeps_history()
class ScaleTarget(models.Model):
    """What the village means to have at the end of a year, in the plan's own unit."""

    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("年度")
    amount = models.DecimalField("规模", max_digits=10, decimal_places=1)

    class Meta:
        verbose_name = "规模目标"
        ordering = ("plan", "year")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "year"], name="scaletarget_once_a_year", violation_error_message="这一年已经写过"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, year__range=(2013, 2050)),
                name="scaletarget_plausible",
                violation_error_message="规模大于 0，年度在 2013 到 2050 之间",
            ),
        )
        triggers = only_in_draft()

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


@keeps_history()
class PlanFunding(models.Model):
    """Money that the plan counts on, in 分."""

    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="funding")
    source = models.CharField("来源", max_length=12, choices=FundingSource)
    amount = models.BigIntegerField("金额（分）")
    note = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = "投入"
        ordering = ("plan", "-amount")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__range=(1, 10**12)),
                name="planfunding_amount_range",
                violation_error_message="金额大于 0",
            ),
            models.CheckConstraint(
                condition=Q(source__in=FundingSource.values) & without_id_number("note"),
                name="planfunding_source_known",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = only_in_draft()

    def __str__(self) -> str:
        return self.get_source_display()


_OF_THIS_VERSION = """
SELECT p.version INTO NEW.version FROM public.villages_villageplan p WHERE p.id = NEW.plan_id AND p.state = 'draft';
IF NEW.version IS NULL THEN
  RAISE EXCEPTION 'only a draft is appraised'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'appraisal_of_a_draft';
END IF;
RETURN NEW;
"""


class Appraisal(models.Model):
    """A meeting that judged the plan's version (论证): who, what they said, what they decided, and its minutes."""

    plan = models.ForeignKey(VillagePlan, on_delete=models.PROTECT, related_name="appraisals")
    version = models.PositiveSmallIntegerField("论证的版")
    held_on = models.DateField("论证日期")
    led_by = models.CharField("主持", max_length=40)
    members = models.CharField("谁参加论证", max_length=300)
    attendees = models.PositiveIntegerField("到会人数")
    votes_for = models.PositiveIntegerField("同意")
    votes_against = models.PositiveIntegerField("不同意")
    opinions = models.TextField("意见", max_length=1000)
    conclusion = models.CharField("结论", max_length=8, choices=Conclusion)
    minutes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="论证记录")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "论证"
        ordering = ("plan", "-held_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=up_to_today("held_on"),
                name="appraisal_has_been_held",
                violation_error_message="论证日期还没有到，或者年份不对",
            ),
            models.CheckConstraint(
                condition=~Q(led_by="") & ~Q(members="") & ~Q(opinions=""),
                name="appraisal_whole",
                violation_error_message="主持、参加的人、意见都要写",
            ),
            models.CheckConstraint(
                condition=Q(attendees__gte=F("votes_for") + F("votes_against"), attendees__gt=0),
                name="appraisal_votes_fit",
                violation_error_message="同意和不同意加起来不能超过到会人数",
            ),
            models.CheckConstraint(
                condition=~Q(conclusion="agreed") | Q(votes_for__gt=F("votes_against")),
                name="appraisal_agreed_by_most",
                violation_error_message="同意的人不比不同意的多，结论不能写同意",
            ),
            models.CheckConstraint(condition=Q(conclusion__in=Conclusion.values), name="appraisal_conclusion_known"),
            models.CheckConstraint(
                condition=without_id_number("led_by", "members", "opinions"),
                name="appraisal_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_this_version", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_OF_THIS_VERSION
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.get_conclusion_display()}"
