"""The bank's side: its statement, which line is which entry, and the closing of a period (R6.3)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from funds.models.fund import Fund, FundScoped
from funds.models.ledger import MOST, Entry
from povertyplan.history import OwnersTrigger, keeps_history
from povertyplan.shapes import without_id_number
from villages.models import up_to_today


@keeps_history()
class BankStatement(models.Model):
    """One file of the bank, kept by its digest so that the same file twice is one."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statements")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    imported_on = models.DateField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "银行对账单"
        ordering = ("fund", "-pk")
        constraints = (models.UniqueConstraint(fields=["fund", "digest"], name="bankstatement_once"),)

    def __str__(self) -> str:
        return self.file_name


class BankLineQuerySet(FundScoped["BankLine"]):
    pass


class BankLine(models.Model):
    """A line of the statement, 分; `serial` is the bank's own number, unique in the fund."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="bank_lines")
    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    serial = models.CharField("流水号", max_length=40)
    day = models.DateField("交易日期")
    summary = models.CharField("摘要", max_length=60, blank=True)
    paid_out = models.BigIntegerField("借方（分）", default=0)
    paid_in = models.BigIntegerField("贷方（分）", default=0)
    balance = models.BigIntegerField("余额（分）")
    counterparty = models.CharField("对方户名", max_length=60, blank=True)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = "银行流水"
        ordering = ("fund", "day", "statement", "position")
        constraints = (
            models.UniqueConstraint(fields=["fund", "serial"], name="bankline_serial_once"),
            models.CheckConstraint(
                condition=Q(paid_out__range=(1, MOST), paid_in=0) | Q(paid_in__range=(1, MOST), paid_out=0),
                name="bankline_one_side",
            ),
            models.CheckConstraint(
                condition=Q(balance__range=(-MOST * 100, MOST * 100)), name="bankline_balance_range"
            ),
            models.CheckConstraint(condition=up_to_today("day"), name="bankline_has_been"),
            models.CheckConstraint(condition=without_id_number("summary"), name="bankline_without_id_number"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.day} {self.serial}"

    @property
    def amount(self) -> int:
        """分 on the account: plus in, minus out."""
        return self.paid_in - self.paid_out


_SAME_MONEY = """
IF NOT EXISTS (
  SELECT FROM public.funds_bankline l JOIN public.funds_entry e ON e.fund_id = l.fund_id
    JOIN public.funds_posting p ON p.entry_id = e.id JOIN public.funds_account a ON a.id = p.account_id
   WHERE l.id = NEW.line_id AND e.id = NEW.entry_id AND a.kind = 'bank' AND p.amount = l.paid_in - l.paid_out) THEN
  RAISE EXCEPTION 'line % and entry % are not the same money', NEW.line_id, NEW.entry_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'bankmatch_same_money';
END IF;
RETURN NEW;
"""


class BankMatchQuerySet(FundScoped["BankMatch"]):
    village_path = "line__fund__village"


@keeps_history()
class BankMatch(models.Model):
    """This line of the bank is this entry of the books: the same fund, the same 分."""

    line = models.OneToOneField(BankLine, on_delete=models.PROTECT, related_name="match")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="bank_match")
    matched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BankMatchQuerySet.as_manager()

    class Meta:
        verbose_name = "勾对"
        triggers = (
            pgtrigger.Trigger(
                name="same_money",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SAME_MONEY,
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.entry_id}"


class StatementBalanceQuerySet(FundScoped["StatementBalance"]):
    def waiting(self) -> Self:
        """Not closed with yet, of days that are open still."""
        closed = F("fund__chain__closed_through")
        return self.filter(Q(fund__chain__closed_through__isnull=True) | Q(through__gt=closed))


@keeps_history()
class StatementBalance(models.Model):
    """What the keeper read off the bank's statement for a day, waiting for another person to close with it."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="statement_balances")
    through = models.DateField("结到哪天")
    balance = models.BigIntegerField("银行余额（分）")
    entered_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = StatementBalanceQuerySet.as_manager()

    class Meta:
        verbose_name = "对账单余额"
        ordering = ("fund", "-through")
        constraints = (
            models.UniqueConstraint(fields=["fund", "through"], name="statementbalance_once"),
            models.CheckConstraint(
                condition=up_to_today("through"),
                name="statementbalance_day_has_come",
                violation_error_message="结账的日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(balance__range=(0, MOST * 100)),
                name="statementbalance_range",
                violation_error_message="银行余额不小于 0",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fund_id} {self.through}"


# L10: the books equal the bank to the 分, nothing waits, and every payment that was not taken back has its receipt.
_CLOSES = """
DECLARE c RECORD; books BIGINT; bank BIGINT;
BEGIN
  SELECT * INTO c FROM public.funds_chain WHERE fund_id = NEW.fund_id FOR UPDATE;
  IF NEW.through <= c.closed_through THEN
    RAISE EXCEPTION 'fund % is closed through %', NEW.fund_id, c.closed_through
      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_moves_forward';
  END IF;
  SELECT COALESCE(sum(p.amount), 0) INTO books FROM public.funds_posting p
    JOIN public.funds_account a ON a.id = p.account_id AND a.kind = 'bank'
    JOIN public.funds_entry e ON e.id = p.entry_id WHERE e.fund_id = NEW.fund_id AND e.day <= NEW.through;
  SELECT l.balance INTO bank FROM public.funds_bankline l WHERE l.fund_id = NEW.fund_id AND l.day <= NEW.through
   ORDER BY l.day DESC, l.statement_id DESC, l.position DESC LIMIT 1;
  IF books IS DISTINCT FROM COALESCE(bank, 0) OR books IS DISTINCT FROM NEW.balance THEN
    RAISE EXCEPTION 'books % and bank % differ', books, bank
      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_equals_the_bank';
  END IF;
  IF EXISTS (SELECT FROM public.funds_voucher v WHERE v.fund_id = NEW.fund_id AND v.day <= NEW.through
                AND v.state <> 'approved') THEN
    RAISE EXCEPTION 'a voucher of the period still waits'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_nothing_waits';
  END IF;
  IF EXISTS (SELECT FROM public.funds_entry e WHERE e.fund_id = NEW.fund_id AND e.kind = 'payment'
                AND e.day <= NEW.through AND NOT EXISTS (
                  SELECT FROM public.funds_voucherfile f WHERE f.voucher_id = e.voucher_id)
                AND NOT EXISTS (SELECT FROM public.funds_entry r WHERE r.reverses_id = e.id AND r.day <= NEW.through)) THEN
    RAISE EXCEPTION 'a payment has no receipt'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'periodclosing_has_receipts';
  END IF;
  UPDATE public.funds_chain SET closed_through = NEW.through WHERE fund_id = NEW.fund_id;
  RETURN NEW;
END;
"""  # noqa: E501 - the line of the trigger


class PeriodClosingQuerySet(FundScoped["PeriodClosing"]):
    pass


class PeriodClosing(models.Model):
    """The books through a day (结账), entered by the keeper and closed by another person; never opened again."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="closings")
    through = models.DateField("结到哪天")
    balance = models.BigIntegerField("银行余额（分）")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    objects = PeriodClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "结账"
        ordering = ("fund", "-through")
        constraints = (
            models.UniqueConstraint(fields=["fund", "through"], name="periodclosing_once"),
            models.CheckConstraint(
                condition=~Q(entered_by=F("closed_by")),
                name="periodclosing_by_another",
                violation_error_message="填对账单的人不能自己结账",
            ),
            models.CheckConstraint(condition=up_to_today("through"), name="periodclosing_day_has_come"),
        )
        triggers = (
            OwnersTrigger(name="owner_closes", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_CLOSES),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.fund_id} {self.through}"

    @property
    def month(self) -> str:
        """2017-09, as the month's sheet is asked for."""
        return f"{self.through:%Y-%m}"
