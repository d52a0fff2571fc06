"""The voucher (凭证): written, submitted, approved by another person or returned; approval posts its one entry."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import Delivery
from funds.codes import EntryKind, Use, VoucherState
from funds.models.application import Application
from funds.models.fund import Account, Fund, FundScoped
from funds.models.ledger import MOST, Entry
from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from povertyplan.ui.lamps import Lamp
from villages.models import up_to_today

# draft → submitted → approved or returned; returned → submitted. What was approved stays, with its one entry.
_GOES_ITS_WAY = """
IF TG_OP = 'INSERT' THEN
  IF NEW.state NOT IN ('draft', 'submitted') THEN
    RAISE EXCEPTION 'a voucher begins as a draft'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_goes_its_way';
  END IF;
  RETURN NEW;
END IF;
IF OLD.state = 'approved' THEN
  RAISE EXCEPTION 'voucher % was approved', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_approved_stays';
END IF;
IF NEW.state <> OLD.state AND NOT (
     OLD.state = 'draft' AND NEW.state = 'submitted'
  OR OLD.state = 'submitted' AND NEW.state IN ('approved', 'returned', 'draft')
  OR OLD.state = 'returned' AND NEW.state IN ('submitted', 'draft')) THEN
  RAISE EXCEPTION 'voucher % cannot go from % to %', NEW.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_goes_its_way';
END IF;
IF NEW.state = 'approved' AND (to_jsonb(NEW) - '{state,approved_by_id,second_by_id,answered_on,answer}'::text[])
     IS DISTINCT FROM (to_jsonb(OLD) - '{state,approved_by_id,second_by_id,answered_on,answer}'::text[]) THEN
  RAISE EXCEPTION 'voucher % is not what was submitted', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_approved_as_submitted';
END IF;
RETURN NEW;
"""

# The rule of use (R6.2): nothing is submitted or paid that its application does not carry on that day.
_CARRIED = """
DECLARE why TEXT;
BEGIN
  IF NEW.account_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.funds_account a
        WHERE a.id = NEW.account_id AND a.fund_id = NEW.fund_id AND a.kind = 'earmark') THEN
    RAISE EXCEPTION 'account % is no earmark of the fund', NEW.account_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_on_an_earmark';
  END IF;
  IF NEW.kind = 'payment' AND NEW.state IN ('submitted', 'approved') THEN
    -- Two vouchers on one application cannot both find room in it.
    PERFORM FROM public.funds_application a WHERE a.id = NEW.application_id FOR UPDATE;
    SELECT o.code INTO why FROM public.funds_payment_obstacles(NEW.application_id, NEW.fund_id, NEW.id, NEW.day,
      NEW.amount, NEW.use) o ORDER BY o.rank LIMIT 1;
    IF why IS NOT NULL THEN
      RAISE EXCEPTION 'voucher % cannot be paid: %', NEW.id, why
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_' || why;
    END IF;
  END IF;
  IF NEW.kind = 'reversal' AND NOT EXISTS (
       SELECT FROM public.funds_entry e
        WHERE e.id = NEW.reverses_id AND e.fund_id = NEW.fund_id AND e.kind <> 'reversal') THEN
    RAISE EXCEPTION 'entry % is no entry of the fund to be reversed', NEW.reverses_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_reverses_an_entry';
  END IF;
  IF NEW.delivery_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.enterprises_delivery d
         JOIN public.enterprises_pledge p ON p.id = d.pledge_id
         JOIN public.enterprises_modechoice c ON c.id = p.choice_id
         JOIN public.enterprises_pairing g ON g.id = c.pairing_id
         JOIN public.funds_fund f ON f.village_id = g.village_id
        WHERE d.id = NEW.delivery_id AND f.id = NEW.fund_id AND p.recipient = 'fund' AND d.amount = NEW.amount) THEN
    RAISE EXCEPTION 'delivery % is no gift of that much to the fund', NEW.delivery_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_of_the_gift';
  END IF;
  RETURN NEW;
END;
"""

# Another approver where the amount asks for two; asked again at the end of the transaction, with the entry.
_HAS_ITS_ENTRY = """
IF EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = NEW.id AND v.state = 'approved'
     AND NOT EXISTS (SELECT FROM public.funds_entry e WHERE e.voucher_id = v.id)) THEN
  RAISE EXCEPTION 'voucher % was approved without an entry', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_has_its_entry';
END IF;
IF EXISTS (SELECT FROM public.funds_voucher v JOIN public.funds_fund f ON f.id = v.fund_id
            WHERE v.id = NEW.id AND v.state = 'approved' AND v.kind = 'payment'
              AND v.amount > f.second_above AND v.second_by_id IS NULL) THEN
  RAISE EXCEPTION 'voucher % needs a second approval', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_second_approval';
END IF;
RETURN NULL;
"""


_LAMPS = {
    VoucherState.DRAFT: Lamp.NOT_STARTED,
    VoucherState.SUBMITTED: Lamp.GO,
    VoucherState.APPROVED: Lamp.DONE,
    VoucherState.RETURNED: Lamp.WARN,
}


class VoucherQuerySet(FundScoped["Voucher"]):
    def waiting(self) -> Self:
        return self.filter(state=VoucherState.SUBMITTED)

    def open(self) -> Self:
        return self.exclude(state=VoucherState.APPROVED)

    def drafts(self) -> Self:
        return self.filter(state=VoucherState.DRAFT)

    def returned(self) -> Self:
        return self.filter(state=VoucherState.RETURNED)

    def posted(self) -> Self:
        return self.filter(state=VoucherState.APPROVED)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-pk")

    def with_sides(self) -> Self:
        """All that a page or a line of a list names; brings `receipts`, how many files."""
        rows = self.select_related(
            "fund__village", "fund__chain", "account", "application", "made_by", "approved_by", "second_by"
        )
        rows = rows.select_related("reverses__seal", "delivery__pledge__choice__pairing__enterprise", "entry__seal")
        return rows.annotate(receipts=models.Count("files"))


class VoucherFileQuerySet(FundScoped["VoucherFile"]):
    village_path = "voucher__fund__village"


@keeps_history()
class Voucher(models.Model):
    """What the keeper writes: a receipt into an earmark, a payment out of one on an application, or a reversal.

    `counterparty` is who paid or was paid; it never leaves the office except for enterprises and offices.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="vouchers")
    idem = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("收支", max_length=10, choices=EntryKind)
    paper_no = models.CharField("凭证号", max_length=30, blank=True)
    day = models.DateField("日期")
    amount = models.BigIntegerField("金额（分）")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="vouchers", verbose_name="专款"
    )
    use = models.CharField("用途", max_length=12, choices=Use, blank=True)
    counterparty = models.CharField("对方", max_length=60, blank=True)
    bank_ref = models.CharField("银行流水号", max_length=40, blank=True)
    memo = models.CharField("摘要", max_length=120)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="vouchers", verbose_name="申请"
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="fund_receipt", verbose_name="企业捐赠"
    )
    reverses = models.OneToOneField(
        Entry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversing_voucher",
        verbose_name="冲哪一笔",
    )
    state = models.CharField("状态", max_length=10, choices=VoucherState, default=VoucherState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField("退回原因", max_length=120, blank=True)
    # Only on rows of the phrase with_sides.
    receipts: int

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name = "凭证"
        ordering = ("fund", "-day", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["fund", "paper_no"],
                condition=~Q(paper_no=""),
                name="voucher_paper_no_once",
                violation_error_message="这个凭证号已经用过，核对纸上的号",
            ),
            models.CheckConstraint(
                condition=Q(amount__range=(1, MOST)),
                name="voucher_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
            models.CheckConstraint(
                condition=up_to_today("day"), name="voucher_day_has_come", violation_error_message="日期还没有到"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=EntryKind.RECEIPT, account__isnull=False, application__isnull=True, reverses__isnull=True
                )
                | Q(
                    kind=EntryKind.PAYMENT,
                    account__isnull=False,
                    application__isnull=False,
                    reverses__isnull=True,
                    delivery__isnull=True,
                )
                & ~Q(use="")
                & ~Q(counterparty="")
                | Q(
                    kind=EntryKind.REVERSAL,
                    account__isnull=True,
                    application__isnull=True,
                    reverses__isnull=False,
                    delivery__isnull=True,
                ),
                name="voucher_kind_has_its_facts",
                violation_error_message="收入写进哪笔专款；支出写专款、用途、申请和付给谁；冲红写冲哪一笔",
            ),
            models.CheckConstraint(
                condition=Q(state=VoucherState.APPROVED, approved_by__isnull=False, answered_on__isnull=False)
                | Q(state=VoucherState.RETURNED, approved_by__isnull=True) & ~Q(answer="")
                | Q(state__in=[VoucherState.DRAFT, VoucherState.SUBMITTED], approved_by__isnull=True),
                name="voucher_state_has_its_facts",
                violation_error_message="退回写上原因",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("made_by")) & ~Q(second_by=F("made_by")) & ~Q(second_by=F("approved_by")),
                name="voucher_approved_by_another",
                violation_error_message="记账的人不能自己审批，两次审批要两个人",
            ),
            models.CheckConstraint(
                condition=~Q(memo="") & without_id_number("memo", "counterparty", "bank_ref", "paper_no", "answer"),
                name="voucher_without_id_number",
                violation_error_message=f"写上摘要；{HOLDS_ID_NUMBER}",
            ),
            models.CheckConstraint(
                condition=Q(use__in=["", *Use.values], kind__in=EntryKind.values, state__in=VoucherState.values),
                name="voucher_codes_known",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="goes_its_way",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_GOES_ITS_WAY,
            ),
            pgtrigger.Trigger(
                name="carried", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=_CARRIED
            ),
            pgtrigger.Trigger(
                name="has_its_entry",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=_HAS_ITS_ENTRY,
            ),
            pgtrigger.Protect(
                name="posted_stay", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__state=VoucherState.APPROVED)
            ),
        )

    def __str__(self) -> str:
        return self.memo

    def get_absolute_url(self) -> str:
        return reverse("funds:voucher_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state != VoucherState.APPROVED

    @property
    def is_written(self) -> bool:
        """In the keeper's hands: draft or returned."""
        return self.state in (VoucherState.DRAFT, VoucherState.RETURNED)

    @property
    def is_waiting(self) -> bool:
        return self.state == VoucherState.SUBMITTED

    @property
    def lamp(self) -> Lamp:
        return _LAMPS[VoucherState(self.state)]

    @property
    def state_words(self) -> str:
        waits_for_second = self.is_waiting and self.second_by_id is not None
        return "等第二个人批" if waits_for_second else str(self.get_state_display())

    @property
    def needs_second(self) -> bool:
        """Two people approve a payment above the fund's limit."""
        return self.kind == EntryKind.PAYMENT and self.amount > self.fund.second_above


_OPEN_VOUCHER = """
IF EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = COALESCE(NEW.voucher_id, OLD.voucher_id)
            AND v.state = 'approved') THEN
  RAISE EXCEPTION 'the voucher was approved'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'voucherfile_of_an_open_voucher';
END IF;
RETURN COALESCE(NEW, OLD);
"""


@keeps_history()
class VoucherFile(models.Model):
    """A receipt (票据) behind a voucher; its SHA-256 is part of the sealed entry."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("这是什么", max_length=40)

    objects = VoucherFileQuerySet.as_manager()

    class Meta:
        verbose_name = "凭证附件"
        ordering = ("voucher", "pk")
        constraints = (
            models.UniqueConstraint(fields=["voucher", "file"], name="voucherfile_once"),
            models.CheckConstraint(
                condition=~Q(caption="") & without_id_number("caption"), name="voucherfile_has_caption"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_an_open_voucher",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OPEN_VOUCHER,
            ),
        )

    def __str__(self) -> str:
        return self.caption
