"""A pilot village's fund: why this village, its bank account, its books (R6.1)."""

from datetime import date
from typing import ClassVar, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from funds.codes import AccountKind, EntryKind, FundSource, Use
from povertyplan.accounts.matrix import Capability
from povertyplan.history import OwnersTrigger, keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, is_phone, phone_or_empty, without_id_number
from villages.models import Village, VillageScoped, up_to_today

M = TypeVar("M", bound=models.Model)

NOTICE_DAYS = 10


class FundScoped(VillageScoped[M]):
    """Rows of a fund: a cadre sees those of the villages served."""

    capability: ClassVar[Capability] = Capability.VIEW_FUNDS
    village_path = "fund__village"


class FundQuerySet(FundScoped["Fund"]):
    village_path = "village"

    def with_chain(self) -> Self:
        return self.select_related("village", "chain")

    def with_moved(self, *, until: date) -> Self:
        """Annotates came and went, 分, as the books stood that day: a reversal takes back what its entry said."""
        chosen = self.filter(selected_on__lte=until).select_related("village")
        # Grouped, the model's own order is lost.
        return chosen.order_by("village__code").annotate(
            came=_moved(EntryKind.RECEIPT, until=until), went=-_moved(EntryKind.PAYMENT, until=until)
        )


def _moved(kind: EntryKind, *, until: date) -> Coalesce:
    of_kind = Q(entries__kind=kind) | Q(entries__reverses__kind=kind)
    on_bank = Q(entries__postings__account__kind=AccountKind.BANK, entries__day__lte=until)
    return Coalesce(
        Sum("entries__postings__amount", filter=of_kind & on_bank), 0, output_field=models.BigIntegerField()
    )


_BEGIN_CHAIN = """
INSERT INTO public.funds_chain (fund_id, head, seq, closed_through) VALUES (NEW.id, '\\x', 0, NULL);
RETURN NULL;
"""


@keeps_history()
class Fund(models.Model):
    """One fund a pilot village (试点村), with a bank account of its own (专账)."""

    village = models.OneToOneField(
        Village,
        on_delete=models.PROTECT,
        related_name="fund",
        verbose_name="试点村",
        error_messages={"unique": "这个村已经有基金"},
    )
    reason = models.CharField("为什么选它", max_length=200)
    document_no = models.CharField("文号", max_length=60, blank=True)
    selected_on = models.DateField("哪天定的")
    bank_name = models.CharField("开户银行", max_length=60)
    bank_account = models.BinaryField(null=True, editable=False)
    bank_tail = models.CharField("账号后四位", max_length=4, blank=True)
    hotline = models.CharField("监督电话", max_length=20, blank=True, validators=[is_phone])
    # 分; above it two people approve.
    second_above = models.BigIntegerField("多少以上两人批（分）", default=5_000_000)
    notice_days = models.PositiveSmallIntegerField("公示天数", default=NOTICE_DAYS)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    # Only with with_moved.
    came: int
    went: int

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "基金"
        ordering = ("village__code",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(bank_name=""),
                name="fund_has_reason",
                violation_error_message="写上为什么选这个村、开户银行",
            ),
            models.CheckConstraint(
                condition=up_to_today("selected_on"),
                name="fund_day_has_come",
                violation_error_message="定试点的日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(notice_days__range=(NOTICE_DAYS, 90)),
                name="fund_notice_long_enough",
                violation_error_message="公示不少于 10 天",
            ),
            models.CheckConstraint(
                condition=Q(second_above__range=(0, 10**11)),
                name="fund_second_above_range",
                violation_error_message="两人批的金额不能小于 0",
            ),
            models.CheckConstraint(condition=phone_or_empty("hotline"), name="fund_hotline_shape"),
            models.CheckConstraint(condition=Q(bank_tail__regex=r"^([0-9]{4})?$"), name="fund_bank_tail_shape"),
            models.CheckConstraint(
                condition=without_id_number("reason", "document_no", "bank_name"),
                name="fund_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            OwnersTrigger(
                name="owner_begin_chain", when=pgtrigger.After, operation=pgtrigger.Insert, func=_BEGIN_CHAIN
            ),
            pgtrigger.ReadOnly(name="village_stays", fields=["village"]),
            pgtrigger.Protect(name="no_deletes", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.village.name}扶贫开发基金"

    def get_absolute_url(self) -> str:
        return reverse("funds:fund_detail", args=[self.pk])


class Chain(models.Model):
    """Where the fund's chain of seals ends and through which day it is closed; only triggers write it."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, primary_key=True, related_name="chain")
    head = models.BinaryField(default=b"")
    seq = models.BigIntegerField(default=0)
    closed_through = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(seq__gte=0), name="chain_seq_from_0"),
            models.CheckConstraint(condition=up_to_today("closed_through"), name="chain_closed_day_has_come"),
        )

    def __str__(self) -> str:
        return f"{self.fund_id} {self.seq}"

    @property
    def head_hex(self) -> str:
        return bytes(self.head).hex()


_BEGIN_BALANCE = """
INSERT INTO public.funds_balance (account_id, sign, amount)
VALUES (NEW.id, CASE WHEN NEW.kind = 'bank' THEN 1 ELSE -1 END, 0);
RETURN NULL;
"""


class Account(models.Model):
    """The bank account, or money of one source kept for one use (专款); `use` empty is any use of the list."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField("种类", max_length=8, choices=AccountKind)
    source = models.CharField("来源", max_length=12, choices=FundSource, blank=True)
    use = models.CharField("限定用途", max_length=12, choices=Use, blank=True)

    class Meta:
        verbose_name = "科目"
        ordering = ("fund", "kind", "source", "use")
        constraints = (
            models.UniqueConstraint(fields=["fund", "kind", "source", "use"], name="account_once"),
            models.CheckConstraint(
                condition=Q(kind=AccountKind.BANK, source="", use="")
                | Q(kind=AccountKind.EARMARK, source__in=FundSource.values, use__in=["", *Use.values]),
                name="account_kind_has_its_facts",
            ),
        )
        triggers = (
            OwnersTrigger(
                name="owner_begin_balance", when=pgtrigger.After, operation=pgtrigger.Insert, func=_BEGIN_BALANCE
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        if self.kind == AccountKind.BANK:
            return AccountKind.BANK.label
        use = self.get_use_display() if self.use else "不限用途"
        return f"{self.get_source_display()}（{use}）"


class Balance(models.Model):
    """分 on an account, an earmark's below zero; never overdrawn (L4), written by the seal alone (L5)."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="balance")
    sign = models.SmallIntegerField()
    amount = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sign__in=[1, -1]), name="balance_sign"),
            models.CheckConstraint(
                condition=Q(sign=1, amount__gte=0) | Q(sign=-1, amount__lte=0),
                name="balance_not_overdrawn",
                violation_error_message="钱不够：这笔专款或者专户没有这么多",
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"

    @property
    def available(self) -> int:
        """分, never negative."""
        return self.sign * self.amount
