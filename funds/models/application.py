"""The rule of use (R6.2): application → deliberation → office approval → notice → payment → receipt → result."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from funds.codes import EntryKind, NegativeUse, Use
from funds.models.fund import Fund, FundScoped
from funds.models.ledger import MOST, Entry
from households.codes import Relation
from households.models import Household, Member
from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from villages.models import Today, Village, up_to_today


class ApplicationQuerySet(FundScoped["Application"]):
    def going_on(self) -> Self:
        return self.filter(withdrawn_on__isnull=True, outcome__isnull=True)

    def in_villages(self, villages: Sequence[Village]) -> Self:
        return self.filter(fund__village__in=villages)

    def newest_first(self) -> Self:
        return self.order_by("-applied_on", "-pk")

    def with_steps(self) -> Self:
        """All that `funds.tracks.Track` reads, in six queries."""
        vouchers = Application._meta.get_field("vouchers").related_model._default_manager
        rows = self.select_related("fund__village", "fund__chain", "applied_by", "deliberation__recorded_by")
        return rows.select_related("outcome__recorded_by").prefetch_related(
            models.Prefetch("approvals", Approval.objects.select_related("decided_by")),
            models.Prefetch("notices", FundNotice.objects.select_related("recorded_by")),
            "notices__objections",
            "shares",
            models.Prefetch("vouchers", vouchers.select_related("entry__reversal")),
        )


# Once the village has deliberated, what it agreed to stays what it is.
_AS_DELIBERATED = """
IF EXISTS (SELECT FROM public.funds_deliberation d WHERE d.application_id = NEW.id) AND
   (NEW.fund_id, NEW.use, NEW.what, NEW.amount) IS DISTINCT FROM (OLD.fund_id, OLD.use, OLD.what, OLD.amount) THEN
  RAISE EXCEPTION 'application % was deliberated', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'application_as_deliberated';
END IF;
RETURN NEW;
"""


@keeps_history()
class Application(models.Model):
    """An application to spend fund money on a relief use (资金申请)."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="applications")
    use = models.CharField("用途", max_length=12, choices=Use)
    what = models.CharField("做什么", max_length=60)
    reason = models.CharField("为什么", max_length=200)
    amount = models.BigIntegerField("申请多少（分）")
    quotes = models.CharField("怎么定的价", max_length=200, blank=True)
    payee = models.CharField("付给谁", max_length=60)
    # The applicant has said of each item of the negative list that the money is not for it.
    ruled_out = ArrayField(models.CharField(max_length=12, choices=NegativeUse), default=list)
    applied_on = models.DateField("哪天申请的")
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("哪天撤回", null=True, blank=True)
    withdrawn_reason = models.CharField("为什么撤回", max_length=120, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "资金申请"
        ordering = ("fund", "-applied_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(use__in=Use.values),
                name="application_relief_use",
                violation_error_message="只能用在扶贫用途上，从清单里选",
            ),
            models.CheckConstraint(
                condition=Q(ruled_out__contains=NegativeUse.values),
                name="application_off_the_negative_list",
                violation_error_message="负面清单逐项确认都不是，才能申请",
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(1, MOST)),
                name="application_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
            models.CheckConstraint(
                condition=up_to_today("applied_on", "withdrawn_on"),
                name="application_days_have_come",
                violation_error_message="日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason=""),
                name="application_withdrawn_with_reason",
                violation_error_message="写上为什么撤回",
            ),
            models.CheckConstraint(
                condition=~Q(what="")
                & ~Q(reason="")
                & ~Q(payee="")
                & without_id_number("what", "reason", "quotes", "payee", "withdrawn_reason"),
                name="application_has_words",
                violation_error_message=f"写上做什么、为什么、付给谁；{HOLDS_ID_NUMBER}",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="as_deliberated", when=pgtrigger.Before, operation=pgtrigger.Update, func=_AS_DELIBERATED
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("funds:application_detail", args=[self.pk])

    @property
    def approvers_needed(self) -> int:
        return 2 if self.amount > self.fund.second_above else 1


_SHARE_FITS = """
IF NOT EXISTS (SELECT FROM public.funds_application a JOIN public.funds_fund f ON f.id = a.fund_id
                 JOIN public.households_household h ON h.village_id = f.village_id
                WHERE a.id = NEW.application_id AND h.id = NEW.household_id) THEN
  RAISE EXCEPTION 'household % lives in another village', NEW.household_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'applicationshare_of_the_village';
END IF;
PERFORM FROM public.funds_application a WHERE a.id = NEW.application_id FOR UPDATE;
IF (SELECT COALESCE(sum(s.amount), 0) FROM public.funds_applicationshare s
     WHERE s.application_id = NEW.application_id AND s.id IS DISTINCT FROM NEW.id) + COALESCE(NEW.amount, 0)
   > (SELECT a.amount FROM public.funds_application a WHERE a.id = NEW.application_id) THEN
  RAISE EXCEPTION 'shares are more than application % asks for', NEW.application_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'applicationshare_within';
END IF;
RETURN NEW;
"""


class ApplicationShareQuerySet(FundScoped["ApplicationShare"]):
    village_path = "application__fund__village"

    def with_head_name(self) -> Self:
        """Annotates head_name of the present head (户主); the household's number where there is none."""
        head = Member.objects.filter(household=OuterRef("household"), relation=Relation.HEAD, left_on__isnull=True)
        return self.annotate(head_name=Coalesce(Subquery(head.values("name")[:1]), F("household__registry_no")))

    def in_registry_order(self) -> Self:
        return self.order_by("household__hamlet", "household__registry_no", "pk")

    def paid(self) -> Self:
        """Of applications out of which money went that was not taken back (冲红)."""
        return self.filter(
            Exists(
                Entry.objects.filter(
                    voucher__application=OuterRef("application"), kind=EntryKind.PAYMENT, reversal__isnull=True
                )
            )
        )

    def newest_payment_first(self) -> Self:
        """Annotates paid_on, the first day on which money went out."""
        entries = Entry.objects.filter(
            voucher__application=OuterRef("application"), kind=EntryKind.PAYMENT, reversal__isnull=True
        )
        days = self.annotate(paid_on=Subquery(entries.order_by("day").values("day")[:1]))
        return days.select_related("application").order_by("-paid_on", "-pk")


@keeps_history()
class ApplicationShare(models.Model):
    """A household that the money is for, and that signed for it (户签收)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="shares")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="fund_shares")
    amount = models.BigIntegerField("多少（分）", null=True, blank=True)
    received_on = models.DateField("哪天签收", null=True, blank=True)
    received_by = models.CharField("谁签的", max_length=40, blank=True)
    receipt = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Only on rows that come through the phrases with_head_name, newest_payment_first.
    head_name: str
    paid_on: date

    objects = ApplicationShareQuerySet.as_manager()

    class Meta:
        verbose_name = "受益户"
        ordering = ("application", "household")
        constraints = (
            models.UniqueConstraint(fields=["application", "household"], name="applicationshare_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__range=(1, MOST)),
                name="applicationshare_amount_range",
                violation_error_message="金额大于 0，没有就不填",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_by="")
                | Q(received_on__isnull=False, received_on__lte=Today()) & ~Q(received_by=""),
                name="applicationshare_receipt_signed",
                violation_error_message="写上哪天、谁签收的",
            ),
            models.CheckConstraint(condition=without_id_number("received_by"), name="applicationshare_no_id_number"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="fits", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=_SHARE_FITS
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.household_id}"


@keeps_history()
class Deliberation(models.Model):
    """What the village's meeting said (村民主评议): more than half of those present agree."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="deliberation")
    held_on = models.DateField("哪天开的会")
    present = models.PositiveSmallIntegerField("到会多少人")
    agreed = models.PositiveSmallIntegerField("同意多少人")
    chair = models.CharField("主持人", max_length=40)
    words = models.CharField("议定什么", max_length=200)
    minutes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "村评议"
        constraints = (
            models.CheckConstraint(
                condition=Q(present__range=(3, 5000), agreed__lte=F("present")),
                name="deliberation_counts",
                violation_error_message="到会至少 3 人，同意的不多于到会的",
            ),
            models.CheckConstraint(condition=up_to_today("held_on"), name="deliberation_has_been"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(chair="") & without_id_number("words", "chair"),
                name="deliberation_has_words",
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.held_on} {self.agreed}/{self.present}"

    @property
    def is_passed(self) -> bool:
        return self.agreed * 2 > self.present


_BY_ANOTHER = """
IF EXISTS (SELECT FROM public.funds_application a LEFT JOIN public.funds_deliberation d ON d.application_id = a.id
            WHERE a.id = NEW.application_id AND NEW.decided_by_id IN (a.applied_by_id, d.recorded_by_id)) THEN
  RAISE EXCEPTION 'who applied cannot approve'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_by_another';
END IF;
IF NOT EXISTS (SELECT FROM public.funds_deliberation d WHERE d.application_id = NEW.application_id
                  AND d.agreed * 2 > d.present AND d.held_on <= NEW.decided_on) THEN
  RAISE EXCEPTION 'the village has not agreed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_after_deliberation';
END IF;
RETURN NEW;
"""


@keeps_history()
class Approval(models.Model):
    """The office's decision by a person who neither applied nor recorded the deliberation; two above a limit."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="approvals")
    decided_on = models.DateField("哪天")
    agrees = models.BooleanField("同意")
    words = models.CharField("意见", max_length=120, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "审批"
        ordering = ("application", "decided_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application", "decided_by"],
                name="approval_once_a_person",
                violation_error_message="你已经审批过这份申请，另一次要换人",
            ),
            models.CheckConstraint(condition=up_to_today("decided_on"), name="approval_has_been"),
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(words=""),
                name="approval_refusal_has_reason",
                violation_error_message="不同意写上原因",
            ),
            models.CheckConstraint(condition=without_id_number("words"), name="approval_without_id_number"),
        )
        triggers = (
            pgtrigger.Trigger(name="by_another", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_BY_ANOTHER),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.decided_on} {'同意' if self.agrees else '不同意'}"


_NOTICE_FULL = """
DECLARE f RECORD;
BEGIN
  SELECT f1.notice_days, a.withdrawn_on, a.amount > f1.second_above AS two INTO f
    FROM public.funds_application a JOIN public.funds_fund f1 ON f1.id = a.fund_id WHERE a.id = NEW.application_id;
  IF NEW.ends_on < NEW.posted_on + f.notice_days THEN
    RAISE EXCEPTION 'notice of fewer than % days', f.notice_days
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fundnotice_full_term';
  END IF;
  IF f.withdrawn_on IS NOT NULL
     OR (SELECT count(*) FROM public.funds_approval p WHERE p.application_id = NEW.application_id AND p.agrees
            AND p.decided_on <= NEW.posted_on) < (CASE WHEN f.two THEN 2 ELSE 1 END)
     OR EXISTS (SELECT FROM public.funds_approval p WHERE p.application_id = NEW.application_id AND NOT p.agrees) THEN
    RAISE EXCEPTION 'application % is not approved', NEW.application_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fundnotice_of_an_approved';
  END IF;
  RETURN NEW;
END;
"""


class FundNoticeQuerySet(FundScoped["FundNotice"]):
    village_path = "application__fund__village"

    def newest_first(self) -> Self:
        return self.order_by("-posted_on", "-pk")

    def about(self, text: str) -> Self:
        """By a part of what the money is for."""
        return self.filter(application__what__contains=text)

    def for_the_open(self) -> Self:
        """With what `funds.open_books` reads."""
        return self.newest_first().select_related("application").prefetch_related("objections", "application__shares")


@keeps_history()
class FundNotice(models.Model):
    """The public notice (公示): `ends_on` is the last day on which an objection is taken; a payment comes after it.

    Not less than ten whole days (公告公示制度, domain §7). An upheld objection ends it; a new notice starts anew.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="notices")
    posted_on = models.DateField("哪天贴出")
    ends_on = models.DateField("公示到哪天")
    place = models.CharField("贴在哪里", max_length=60)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stopped_on = models.DateField("哪天停的", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = FundNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "基金公示"
        ordering = ("application", "posted_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(stopped_on__isnull=True),
                name="fundnotice_one_at_a_time",
                violation_error_message="这份申请已经在公示",
            ),
            models.CheckConstraint(
                condition=up_to_today("posted_on", "stopped_on"),
                name="fundnotice_has_been_posted",
                violation_error_message="贴出的日期还没有到",
            ),
            models.CheckConstraint(condition=~Q(place="") & without_id_number("place"), name="fundnotice_has_place"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="full", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=_NOTICE_FULL
            ),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.posted_on}–{self.ends_on}"

    def is_hanging(self, *, on: date) -> bool:
        """Until its last day has passed and no objection waits; one that was stopped hangs no more."""
        is_over = self.ends_on < on and not self.waiting_objections
        return self.stopped_on is None and self.application.withdrawn_on is None and not is_over

    @property
    def waiting_objections(self) -> int:
        return sum(objection.answered_on is None for objection in self.objections.all())

    @property
    def is_refuted(self) -> bool:
        """An objection was upheld."""
        return any(objection.is_upheld for objection in self.objections.all())

    def days_left(self, *, on: date) -> int:
        """Whole days until a payment may be made; 0 from the day after the last one."""
        return max(0, (self.ends_on + timedelta(days=1) - on).days)


class FundObjectionQuerySet(FundScoped["FundObjection"]):
    village_path = "notice__application__fund__village"


@keeps_history()
class FundObjection(models.Model):
    """What somebody said against it; answered before anything is paid."""

    notice = models.ForeignKey(FundNotice, on_delete=models.PROTECT, related_name="objections")
    raised_on = models.DateField("哪天提的")
    words = models.CharField("说了什么", max_length=200)
    answered_on = models.DateField("哪天答复", null=True, blank=True)
    answer = models.CharField("怎么答复", max_length=200, blank=True)
    is_upheld = models.BooleanField("成立", null=True, blank=True)

    objects = FundObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "对公示的异议"
        ordering = ("notice", "raised_on", "pk")
        constraints = (
            models.CheckConstraint(condition=up_to_today("raised_on", "answered_on"), name="fundobjection_days"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="", is_upheld__isnull=True)
                | Q(answered_on__gte=F("raised_on"), is_upheld__isnull=False) & ~Q(answer=""),
                name="fundobjection_answered_whole",
                violation_error_message="写上哪天答复、怎么答复、成不成立",
            ),
            models.CheckConstraint(
                condition=~Q(words="") & without_id_number("words", "answer"), name="fundobjection_has_words"
            ),
        )
        triggers = (pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),)

    def __str__(self) -> str:
        return self.words


@keeps_history()
class FundOutcome(models.Model):
    """What came of the money (绩效)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="outcome")
    known_on = models.DateField("哪天核的")
    result = models.CharField("办成了什么", max_length=200)
    households = models.PositiveIntegerField("惠及多少户")
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "使用结果"
        constraints = (
            models.CheckConstraint(condition=up_to_today("known_on"), name="fundoutcome_has_been"),
            models.CheckConstraint(condition=~Q(result="") & without_id_number("result"), name="fundoutcome_has_words"),
        )

    def __str__(self) -> str:
        return self.result
