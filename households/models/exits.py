"""The exit of a household (脱贫退出) and of a poverty village (出列): steps, notices, objections, evidence (R1.4).

Which step may be taken is decided in the database by `households_exit_obstacles` (migration `exit_rules`); the
trigger below refuses by it and the page explains by it, so that the two cannot differ.
"""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import connection, models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Value
from django.urls import reverse

from households.codes import (
    HOUSEHOLD_STAGES,
    NOTICE_STAGES,
    VILLAGE_STAGES,
    ExitStage,
    PovertyCause,
)
from households.exits import Obstacle
from households.models.household import Household
from households.models.standard import Assessment, StandardSet
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import IndicatorValue, Village, VillageScoped, up_to_this_year, up_to_today

_TAKE_STEP = """
PERFORM 1 FROM public.households_exit WHERE id = NEW.exit_id FOR UPDATE;
IF NEW.ends_on - NEW.done_on + 1 < (SELECT t.notice_days FROM public.households_exit e
   JOIN public.households_standardset t ON t.id = e.standard_id WHERE e.id = NEW.exit_id) THEN
  RAISE EXCEPTION 'the notice of exit % is too short', NEW.exit_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_short';
END IF;
IF NEW.ends_on > NEW.done_on + 270 THEN
  RAISE EXCEPTION 'the notice of exit % would hang for years', NEW.exit_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_long';
END IF;
IF NEW.stage IN ('review', 'v_submission') AND NEW.led_by <> '' AND EXISTS (
  SELECT FROM public.households_exitstep s WHERE s.exit_id = NEW.exit_id
     AND (position(NEW.led_by in s.led_by) > 0 OR position(NEW.led_by in s.joined_by) > 0)) THEN
  RAISE EXCEPTION 'exit %: % took part before', NEW.exit_id, NEW.led_by
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_same_person';
END IF;
DECLARE stands RECORD;
BEGIN
  SELECT o.code, o.subject, o.detail INTO stands
    FROM public.households_exit_obstacles(NEW.exit_id, NEW.stage, NEW.done_on, NEW.recorded_by_id) o
   ORDER BY o.rank LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'exit %: step % refused: % % %', NEW.exit_id, NEW.stage, stands.code, stands.subject, stands.detail
      USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_' || stands.code;
  END IF;
END;
RETURN NEW;
"""

# The last step of an open exit may be corrected, what stands behind another one not.
_KEEP_STEP = """
IF (NEW.exit_id, NEW.stage, NEW.recorded_by_id, NEW.recorded_at)
   IS DISTINCT FROM (OLD.exit_id, OLD.stage, OLD.recorded_by_id, OLD.recorded_at) THEN
  RAISE EXCEPTION 'a step stays what it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_step_stays';
END IF;
IF EXISTS (SELECT FROM public.households_exit e
            WHERE e.id = OLD.exit_id AND (e.closed_on IS NOT NULL OR e.stopped_on IS NOT NULL))
   OR EXISTS (SELECT FROM public.households_exitstep s WHERE s.exit_id = OLD.exit_id AND s.id > OLD.id) THEN
  RAISE EXCEPTION 'step % is behind another one', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_step_is_passed';
END IF;
IF NEW.ends_on - NEW.done_on + 1 < (SELECT t.notice_days FROM public.households_exit e
   JOIN public.households_standardset t ON t.id = e.standard_id WHERE e.id = NEW.exit_id) THEN
  RAISE EXCEPTION 'the notice of exit % is too short', NEW.exit_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_short';
END IF;
IF NEW.ends_on > NEW.done_on + 270 THEN
  RAISE EXCEPTION 'the notice of exit % would hang for years', NEW.exit_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_notice_long';
END IF;
IF EXISTS (SELECT FROM public.households_exit_timing(NEW.exit_id, NEW.stage, NEW.done_on)) THEN
  RAISE EXCEPTION 'step % comes before the one it follows', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_before_previous';
END IF;
RETURN NEW;
"""

_CLOSED_BY_LAST_STEP = """
IF NEW.closed_on IS DISTINCT FROM OLD.closed_on AND NOT EXISTS (
  SELECT FROM public.households_exitstep s
   WHERE s.exit_id = NEW.id AND s.stage IN ('closure', 'v_announcement') AND s.done_on = NEW.closed_on) THEN
  RAISE EXCEPTION 'exit % has no last step on that day', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_closed_by_last_step';
END IF;
IF (NEW.household_id, NEW.village_id, NEW.year, NEW.standard_id, NEW.opened_on, NEW.opened_by_id)
   IS DISTINCT FROM (OLD.household_id, OLD.village_id, OLD.year, OLD.standard_id, OLD.opened_on, OLD.opened_by_id)
   OR (OLD.stopped_on IS NOT NULL AND NEW.stopped_on IS DISTINCT FROM OLD.stopped_on) THEN
  RAISE EXCEPTION 'exit % stays what it is', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_stays';
END IF;
RETURN NEW;
"""

_OPENED_AS_IT_MAY = """
IF NEW.closed_on IS NOT NULL OR NEW.stopped_on IS NOT NULL THEN
  RAISE EXCEPTION 'an exit begins open' USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_begins_open';
END IF;
IF NEW.household_id IS NULL AND NOT EXISTS (
  SELECT FROM public.villages_village WHERE id = NEW.village_id AND is_poverty_village) THEN
  RAISE EXCEPTION 'village % is no poverty village', NEW.village_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_of_poverty_village';
END IF;
IF NEW.household_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM public.households_household h WHERE h.id = NEW.household_id AND h.village_id = NEW.village_id
     AND h.poverty_status <> 'lifted') THEN
  RAISE EXCEPTION 'household % is out already or lives elsewhere', NEW.household_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_of_a_poor_household';
END IF;
IF NEW.year NOT IN (EXTRACT(YEAR FROM NEW.opened_on), EXTRACT(YEAR FROM NEW.opened_on) - 1) THEN
  RAISE EXCEPTION 'an exit is of the year it begins in or of the one before'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_year_range';
END IF;
IF NOT EXISTS (
  SELECT FROM public.households_standardset t WHERE t.id = NEW.standard_id
     AND t.adopted_on <= NEW.opened_on
     AND t.kind = CASE WHEN NEW.household_id IS NULL THEN 'village' ELSE 'household' END
     AND NOT EXISTS (SELECT FROM public.households_standardset u
                      WHERE u.kind = t.kind AND u.adopted_on > t.adopted_on AND u.adopted_on <= NEW.opened_on)) THEN
  RAISE EXCEPTION 'standard % is not the one in force', NEW.standard_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'exit_by_standard_in_force';
END IF;
RETURN NEW;
"""


class _TookPart(models.Func):
    """Of an exit's key, a step, a day and a person: the rule of the trigger itself."""

    template = "EXISTS (SELECT FROM households_exit_obstacles(%(expressions)s) o WHERE o.code = 'same_person')"
    arity = 4
    output_field = models.BooleanField()


class ExitQuerySet(VillageScoped["Exit"]):
    capability = Capability.VIEW_VILLAGES

    def of_households(self) -> Self:
        return self.filter(household__isnull=False)

    def of_villages(self) -> Self:
        return self.filter(household__isnull=True)

    def going_on(self) -> Self:
        return self.filter(closed_on__isnull=True, stopped_on__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def with_last_step(self) -> Self:
        """Annotates taken, the number of its steps, and last_step_on; None before the first."""
        return self.annotate(taken=Count("steps"), last_step_on=Max("steps__done_on"))

    def with_open_objection(self) -> Self:
        return self.filter(Exists(Objection.objects.filter(exit=OuterRef("pk"), answered_on__isnull=True)))

    def ready_for(self, stage: ExitStage, *, on: date) -> Self:
        """Of households: this step comes next, its day has come, and nobody objects any more."""
        steps = ExitStep.objects.filter(exit=OuterRef("pk"))
        against = Objection.objects.filter(exit=OuterRef("pk")).exclude(is_upheld=False)
        rows = self.of_households().going_on().exclude(Exists(steps.filter(stage=stage))).exclude(Exists(against))
        place = HOUSEHOLD_STAGES.index(stage)
        before = HOUSEHOLD_STAGES[place - 1] if place else None
        if before:
            rows = rows.filter(Exists(steps.filter(stage=before)))
        if before and before not in NOTICE_STAGES:
            # It may be taken on the day of the step before, which has been.
            return rows
        earliest = models.Func(
            F("pk"), Value(stage), function="households_exit_earliest", output_field=models.DateField()
        )
        return rows.alias(earliest=earliest).filter(earliest__lte=on)

    def waiting_for_review(self, *, on: date) -> Self:
        """Of households: the notice has hung its whole term and nobody objects any more."""
        return self.ready_for(ExitStage.REVIEW, on=on)

    def judged_by_another(self, user: User, *, on: date) -> Self:
        """Without those in whose earlier steps this person took part: he may not review them."""
        took_part = _TookPart(F("pk"), Value(ExitStage.REVIEW), Value(on), Value(user.pk))
        return self.alias(took_part=took_part).filter(took_part=False)

    def held_up(self, *, on: date) -> dict[str, int]:
        """{"objections": …, "waiting_for_review": …} of households' exits that go on, in one query."""
        going = self.of_households().going_on()
        objected, waiting = going.with_open_objection(), going.waiting_for_review(on=on)
        return going.aggregate(
            objections=Count("pk", filter=Q(pk__in=objected.values("pk"))),
            waiting_for_review=Count("pk", filter=Q(pk__in=waiting.values("pk"))),
        )

    def to_review(self) -> Self:
        """Closed exits of which something that they rested on is gone: the household may not have been out (错退)."""
        gap = models.Func(F("pk"), function="households_exit_has_gap", output_field=models.BooleanField())
        still_out = Q(household__isnull=True) | Q(household__status_since=F("closed_on"))
        return self.closed().filter(still_out).alias(has_gap=gap).filter(has_gap=True)


@keeps_history()
class Exit(models.Model):
    """One attempt to leave poverty: a household's, or a village's where `household` is None."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="exits")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="exits", null=True, blank=True)
    year = models.PositiveSmallIntegerField("退出年度")
    standard = models.ForeignKey(StandardSet, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField("开始日期")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField("退出日期", null=True, blank=True)
    continued_until = models.DateField("继续帮扶到", null=True, blank=True)
    stopped_on = models.DateField("中止日期", null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    stop_reason = models.CharField("中止原因", max_length=200, blank=True)

    # Only on rows that come through the phrase with_last_step.
    taken: int
    last_step_on: date | None

    objects = ExitQuerySet.as_manager()

    class Meta:
        verbose_name = "退出"
        ordering = ("-opened_on", "-pk")
        indexes = (models.Index(fields=["household", "closed_on"], name="exit_by_household"),)
        constraints = (
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(closed_on__isnull=True, stopped_on__isnull=True, household__isnull=False),
                name="exit_one_open_a_household",
                violation_error_message="这户的退出已经在办",
            ),
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(stopped_on__isnull=True, household__isnull=True),
                name="exit_one_a_village",
                violation_error_message="这个村的出列已经在办，或者已经出列",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(stopped_on__isnull=True), name="exit_closed_or_stopped"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stopped_by__isnull=True, stop_reason="")
                | (Q(stopped_on__isnull=False, stopped_by__isnull=False) & ~Q(stop_reason="")),
                name="exit_stopped_with_reason",
                violation_error_message="写上为什么中止",
            ),
            models.CheckConstraint(
                condition=Q(continued_until__isnull=True)
                | Q(closed_on__isnull=False, continued_until__gte=F("closed_on")),
                name="exit_continues_after_closing",
                violation_error_message="继续帮扶的日期早于退出日期",
            ),
            models.CheckConstraint(
                condition=up_to_today("opened_on", "closed_on", "stopped_on"),
                name="exit_days_have_been",
                violation_error_message="日期还没有到",
            ),
            models.CheckConstraint(condition=up_to_this_year("year", since=2014), name="exit_year_range"),
            models.CheckConstraint(
                condition=without_id_number("stop_reason"),
                name="exit_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="opened_as_it_may", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_OPENED_AS_IT_MAY
            ),
            pgtrigger.Trigger(
                name="closed_by_last_step", when=pgtrigger.Before, operation=pgtrigger.Update, func=_CLOSED_BY_LAST_STEP
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.household or self.village} {self.year}"

    def get_absolute_url(self) -> str:
        """A village's exit is told on the village's own page of it."""
        if self.household_id:
            return reverse("households:exit_detail", args=[self.pk])
        return reverse("households:village_exit", args=[self.village_id])

    @property
    def stages(self) -> tuple[ExitStage, ...]:
        return HOUSEHOLD_STAGES if self.household_id else VILLAGE_STAGES

    @property
    def is_open(self) -> bool:
        return self.closed_on is None and self.stopped_on is None

    @property
    def next_stage(self) -> ExitStage | None:
        """The step to take now; None when the exit has ended. One query."""
        taken = self.steps.count()
        return self.stages[taken] if self.is_open and taken < len(self.stages) else None

    def obstacles(self, stage: ExitStage, *, on: date, by: User) -> list[Obstacle]:
        """Everything that stands against taking `stage` on that day by this person, most pressing first; as the
        database's own trigger asks it."""
        return self._asked("households_exit_obstacles(%s, %s, %s, %s)", [self.pk, stage, on, by.pk])

    def gaps(self) -> list[Obstacle]:
        """What the exit rests on and is not there, whatever the step."""
        return self._asked("households_exit_gaps(%s)", [self.pk])

    def earliest(self, stage: ExitStage) -> date | None:
        """The first day on which `stage` may be taken, as far as the steps before it tell."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT households_exit_earliest(%s, %s)", [self.pk, stage])
            return cursor.fetchone()[0]

    def _asked(self, call: str, given: list[Any]) -> list[Obstacle]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT code, subject, detail FROM {call} ORDER BY rank, subject", given)  # noqa: S608
            return [Obstacle(*row) for row in cursor.fetchall()]


@keeps_history()
class ExitStep(models.Model):
    """A step that was taken. Fields that a stage does not know stay empty; which it needs is in the constraints.

    `led_by`: 主持人 of the appraisal, 村两委 of the verification, signer of the consent, 审核人 of the review.
    `joined_by`: 记录人 of the appraisal, 工作队 of the verification. A notice hangs from `done_on` to `ends_on`.
    """

    exit = models.ForeignKey(Exit, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField("步骤", max_length=14, choices=ExitStage)
    done_on = models.DateField("日期")
    ends_on = models.DateField("公示到", null=True, blank=True)
    led_by = models.CharField("负责人", max_length=40, blank=True)
    joined_by = models.CharField("共同负责人", max_length=40, blank=True)
    attendees = models.PositiveSmallIntegerField("到会人数", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("同意", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    document_no = models.CharField("文号", max_length=40, blank=True)
    place = models.CharField("地点", max_length=60, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "退出步骤"
        ordering = ("exit", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["exit", "stage"], name="exitstep_once", violation_error_message="这一步已经记过"
            ),
            models.CheckConstraint(condition=Q(stage__in=ExitStage.values), name="exitstep_stage_known"),
            models.CheckConstraint(
                condition=up_to_today("done_on"), name="exitstep_has_been", violation_error_message="日期还没有到"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) & ~Q(stage__in=NOTICE_STAGES)
                | Q(stage__in=NOTICE_STAGES, ends_on__isnull=False, ends_on__gte=F("done_on")),
                name="exitstep_notice_ends_after_start",
                violation_error_message="公示结束早于开始",
            ),
            models.CheckConstraint(
                condition=~Q(stage=ExitStage.APPRAISAL)
                | Q(attendees__isnull=False, votes_for__isnull=False, votes_against__isnull=False)
                & Q(attendees__gt=0, votes_for__gt=F("attendees") / 2)
                & Q(attendees__gte=F("votes_for") + F("votes_against"))
                & ~Q(led_by=""),
                name="exitstep_appraisal_votes",
                violation_error_message="评议要写主持人、到会人数和票数，同意的超过到会的一半，同意加反对不多于到会",
            ),
            models.CheckConstraint(
                condition=~Q(stage=ExitStage.VERIFICATION)
                | ~Q(led_by="") & ~Q(joined_by="") & ~Q(led_by=F("joined_by")),
                name="exitstep_verified_by_two",
                violation_error_message="核实要村两委和工作队各 1 人，不能是同一个人",
            ),
            models.CheckConstraint(
                condition=~Q(stage=ExitStage.CONSENT) | ~Q(led_by=""),
                name="exitstep_consent_signed",
                violation_error_message="写上签字的是谁",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[*NOTICE_STAGES]) | ~Q(document_no="") & ~Q(place=""),
                name="exitstep_notice_has_number",
                violation_error_message="写上公示编号和张贴地点",
            ),
            models.CheckConstraint(
                condition=~Q(
                    stage__in=[
                        ExitStage.SUBMISSION,
                        ExitStage.ANNOUNCEMENT,
                        ExitStage.VILLAGE_SUBMISSION,
                        ExitStage.VILLAGE_ANNOUNCEMENT,
                    ]
                )
                | ~Q(document_no=""),
                name="exitstep_has_document",
                violation_error_message="写上文号",
            ),
            models.CheckConstraint(
                condition=without_id_number("led_by", "joined_by", "document_no", "place", "note"),
                name="exitstep_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="take_step",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_TAKE_STEP,
            ),
            pgtrigger.Trigger(name="keep_step", when=pgtrigger.Before, operation=pgtrigger.Update, func=_KEEP_STEP),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.exit} {self.get_stage_display()}"


_OBJECT_IN_TIME = """
PERFORM 1 FROM public.households_exit WHERE id = NEW.exit_id FOR UPDATE;
IF NOT EXISTS (
  SELECT FROM public.households_exit e JOIN public.households_exitstep s ON s.exit_id = e.id
   WHERE e.id = NEW.exit_id AND e.closed_on IS NULL AND e.stopped_on IS NULL
     AND s.stage IN ('notice', 'v_notice') AND s.done_on <= NEW.raised_on) THEN
  RAISE EXCEPTION 'no notice of exit % hangs or hung by then', NEW.exit_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_to_a_notice';
END IF;
RETURN NEW;
"""
_OBJECTION_STAYS = """
IF (NEW.exit_id, NEW.raised_on, NEW.text, NEW.recorded_by_id) IS DISTINCT FROM
   (OLD.exit_id, OLD.raised_on, OLD.text, OLD.recorded_by_id) OR OLD.answered_on IS NOT NULL THEN
  RAISE EXCEPTION 'objection % stays what it is', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'objection_stays';
END IF;
RETURN NEW;
"""


@keeps_history()
class Objection(models.Model):
    """An objection (异议) to a notice; the notice's full term begins again on the day after the answer."""

    exit = models.ForeignKey(Exit, on_delete=models.PROTECT, related_name="objections")
    raised_on = models.DateField("提出日期")
    # Empty: whoever raised it wants no name.
    raised_by = models.CharField("提出人", max_length=40, blank=True)
    text = models.CharField("异议", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    is_upheld = models.BooleanField("异议成立", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = "异议"
        ordering = ("exit", "raised_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=up_to_today("raised_on", "answered_on"),
                name="objection_days_have_been",
                violation_error_message="日期还没有到",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objection_has_text"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="", is_upheld__isnull=True, answered_by__isnull=True)
                | Q(
                    answered_on__isnull=False,
                    answered_on__gte=F("raised_on"),
                    is_upheld__isnull=False,
                    answered_by__isnull=False,
                )
                & ~Q(answer=""),
                name="objection_answered_whole",
                violation_error_message="答复、日期和是否成立要一起写，答复不早于提出",
            ),
            models.CheckConstraint(
                condition=without_id_number("text", "answer", "raised_by"),
                name="objection_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="object_in_time", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_OBJECT_IN_TIME
            ),
            pgtrigger.Trigger(
                name="objection_stays", when=pgtrigger.Before, operation=pgtrigger.Update, func=_OBJECTION_STAYS
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.exit} {self.raised_on}"


class EvidenceQuerySet(VillageScoped["Evidence"]):
    capability = Capability.VIEW_HOUSEHOLDS

    def standing(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)


_EVIDENCE_STAYS = """
IF (NEW.village_id, NEW.file_id, NEW.assessment_id, NEW.step_id, NEW.indicator_value_id, NEW.added_by_id)
   IS DISTINCT FROM
   (OLD.village_id, OLD.file_id, OLD.assessment_id, OLD.step_id, OLD.indicator_value_id, OLD.added_by_id)
   OR OLD.withdrawn_on IS NOT NULL THEN
  RAISE EXCEPTION 'evidence % stays what it is', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_stays';
END IF;
RETURN NEW;
"""


@keeps_history()
class Evidence(models.Model):
    """A file that proves a verdict, a step or a village figure. It is withdrawn with a reason, never deleted."""

    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=60)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    step = models.ForeignKey(ExitStep, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    indicator_value = models.ForeignKey(
        IndicatorValue, on_delete=models.PROTECT, null=True, blank=True, related_name="files"
    )
    added_on = models.DateField("上传日期")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdraw_reason = models.CharField("撤下原因", max_length=120, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "凭证"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(assessment__isnull=False, step__isnull=True, indicator_value__isnull=True)
                | Q(assessment__isnull=True, step__isnull=False, indicator_value__isnull=True)
                | Q(assessment__isnull=True, step__isnull=True, indicator_value__isnull=False),
                name="evidence_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdraw_reason="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdraw_reason=""),
                name="evidence_withdrawn_with_reason",
                violation_error_message="写上为什么撤下",
            ),
            models.CheckConstraint(
                condition=~Q(caption=""), name="evidence_has_caption", violation_error_message="写上这是什么"
            ),
            models.CheckConstraint(condition=up_to_today("added_on", "withdrawn_on"), name="evidence_days_have_been"),
            models.CheckConstraint(
                condition=without_id_number("caption", "withdraw_reason"),
                name="evidence_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="evidence_stays", when=pgtrigger.Before, operation=pgtrigger.Update, func=_EVIDENCE_STAYS
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.caption


@keeps_history()
class Relapse(models.Model):
    """A return to poverty (返贫) after an exit, with the day and the cause."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="relapses")
    relapsed_on = models.DateField("返贫日期")
    cause = models.CharField("返贫原因", max_length=2, choices=PovertyCause)
    reason = models.CharField("情况", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "返贫"
        ordering = ("household", "-relapsed_on")
        constraints = (
            models.UniqueConstraint(fields=["household", "relapsed_on"], name="relapse_once_a_day"),
            models.CheckConstraint(
                condition=up_to_today("relapsed_on"),
                name="relapse_has_been",
                violation_error_message="返贫日期还没有到",
            ),
            models.CheckConstraint(condition=Q(cause__in=PovertyCause.values), name="relapse_cause_known"),
            models.CheckConstraint(
                condition=~Q(reason="") & without_id_number("reason"),
                name="relapse_has_reason",
                violation_error_message="写上返贫的情况，不写整个证件号",
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.household} {self.relapsed_on}"
