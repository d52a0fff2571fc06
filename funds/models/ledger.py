"""The ledger: entries, their legs and the seal on each (design P, invariants L1–L14 of reliability §3).

Nothing here is ever changed or taken away, by whomever. A correction is a mirror, once. The app role may add entries
and legs; seals, balances and the chain are written by triggers that act as the owner.
"""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from funds.codes import AccountKind, EntryKind, Use
from funds.models.fund import Account, Fund, FundScoped
from povertyplan.history import OwnersTrigger

MOST = 10**11

# Taking the chain's row first puts the entries of a fund in a line and fixes the order of locks (L12).
_TAKE_TURN = """
DECLARE closed DATE;
BEGIN
  SELECT c.closed_through INTO closed FROM public.funds_chain c WHERE c.fund_id = NEW.fund_id FOR UPDATE;
  IF NEW.day <= closed THEN
    RAISE EXCEPTION 'fund % is closed through %', NEW.fund_id, closed
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_in_open_period';
  END IF;
  IF NEW.day > (STATEMENT_TIMESTAMP() AT TIME ZONE 'Asia/Shanghai')::date THEN
    RAISE EXCEPTION 'day % has not come', NEW.day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_day_has_come';
  END IF;
  IF NOT EXISTS (
    SELECT FROM public.funds_voucher v WHERE v.id = NEW.voucher_id AND v.state = 'approved' AND v.fund_id = NEW.fund_id
       AND v.kind = NEW.kind AND v.day = NEW.day AND v.use = NEW.use AND v.made_by_id = NEW.made_by_id
       AND v.approved_by_id = NEW.approved_by_id AND v.reverses_id IS NOT DISTINCT FROM NEW.reverses_id) THEN
    RAISE EXCEPTION 'entry is not what voucher % says', NEW.voucher_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_of_the_voucher';
  END IF;
  RETURN NEW;
END;
"""

_LEG_JOINS = """
IF EXISTS (SELECT FROM public.funds_seal s WHERE s.entry_id = NEW.entry_id) THEN
  RAISE EXCEPTION 'entry % is sealed', NEW.entry_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_before_the_seal';
END IF;
IF NOT EXISTS (SELECT FROM public.funds_entry e JOIN public.funds_account a ON a.fund_id = e.fund_id
                WHERE e.id = NEW.entry_id AND a.id = NEW.account_id) THEN
  RAISE EXCEPTION 'account % is of another fund', NEW.account_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_in_its_fund';
END IF;
RETURN NULL;
"""

# What the hash covers. Free text comes last, so that nothing in it can pass for another field; dates are ISO whatever
# the session says. `legs` in the order in which they were written; the files by their SHA-256.
_BODY = """'v1|' || concat_ws('|', NEW.id, NEW.fund_id, q, NEW.idem, to_char(NEW.day, 'YYYY-MM-DD'), NEW.kind, NEW.use,
    NEW.made_by_id, NEW.approved_by_id, COALESCE(NEW.reverses_id, 0), legs, files) || '|' || NEW.memo"""
_SEAL = """
DECLARE n INT; total NUMERIC; legs TEXT; files TEXT; money BIGINT; h BYTEA; q BIGINT; body TEXT;
BEGIN
  SELECT count(*), COALESCE(sum(p.amount), 0), string_agg(p.account_id || ':' || p.amount, ',' ORDER BY p.id)
    INTO n, total, legs FROM public.funds_posting p WHERE p.entry_id = NEW.id;
  IF n < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'entry % is not balanced (% legs, sum %)', NEW.id, n, total
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balanced';
  END IF;
  SELECT sum(p.amount) INTO money FROM public.funds_posting p JOIN public.funds_account a ON a.id = p.account_id
   WHERE p.entry_id = NEW.id AND a.kind = 'bank';
  IF NEW.kind = 'receipt' AND (money IS NULL OR money <= 0) OR NEW.kind = 'payment' AND (money IS NULL OR money >= 0)
     OR NOT EXISTS (SELECT FROM public.funds_voucher v WHERE v.id = NEW.voucher_id AND v.amount = abs(money)) THEN
    RAISE EXCEPTION 'entry % moves other money than its voucher', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_of_the_voucher';
  END IF;
  IF NEW.kind <> 'reversal' AND EXISTS (
    SELECT FROM public.funds_posting p JOIN public.funds_account a ON a.id = p.account_id
     WHERE p.entry_id = NEW.id AND a.kind = 'earmark' AND a.use <> '' AND a.use <> NEW.use) THEN
    RAISE EXCEPTION 'entry % spends money that is kept for another use', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_use_of_the_earmark';
  END IF;
  IF NEW.reverses_id IS NOT NULL AND (
       NOT EXISTS (SELECT FROM public.funds_entry o WHERE o.id = NEW.reverses_id
                      AND o.fund_id = NEW.fund_id AND o.kind <> 'reversal' AND o.day <= NEW.day)
       OR EXISTS (SELECT 1 FROM public.funds_posting p WHERE p.entry_id IN (NEW.id, NEW.reverses_id)
                   GROUP BY p.account_id HAVING sum(p.amount) <> 0)
       OR n <> (SELECT count(*) FROM public.funds_posting p WHERE p.entry_id = NEW.reverses_id)) THEN
    RAISE EXCEPTION 'entry % is no mirror of %', NEW.id, NEW.reverses_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_reversal_mirrors';
  END IF;
  UPDATE public.funds_balance b SET amount = b.amount + s.amount
    FROM (SELECT p.account_id, sum(p.amount)::bigint AS amount FROM public.funds_posting p
           WHERE p.entry_id = NEW.id GROUP BY p.account_id ORDER BY p.account_id) s
   WHERE b.account_id = s.account_id;
  SELECT COALESCE(string_agg(f.sha256, ',' ORDER BY f.sha256), '') INTO files
    FROM public.funds_voucherfile x JOIN public.files_storedfile f ON f.id = x.file_id
   WHERE x.voucher_id = NEW.voucher_id;
  SELECT c.head, c.seq + 1 INTO h, q FROM public.funds_chain c WHERE c.fund_id = NEW.fund_id FOR UPDATE;
  body := {body};
  INSERT INTO public.funds_seal (fund_id, seq, entry_id, prev, hash, version)
  VALUES (NEW.fund_id, q, NEW.id, h, sha256(h || convert_to(body, 'UTF8')), 1);
  UPDATE public.funds_chain SET head = sha256(h || convert_to(body, 'UTF8')), seq = q WHERE fund_id = NEW.fund_id;
  RETURN NULL;
END;
"""


_SEAL_WITH_BODY = _SEAL.replace("{body}", _BODY)


class EntryQuerySet(FundScoped["Entry"]):
    def for_the_open(self) -> Self:
        """In the order of days, with what `funds.open_books` reads; brings `receipts`, how many files are behind it."""
        rows = self.select_related("seal", "voucher__account", "reverses__seal", "reverses__voucher__account")
        return rows.annotate(receipts=Count("voucher__files")).order_by("day", "seal__seq")

    def beside_the_bank(self) -> Self:
        """With what `funds.reconciliation` reads; brings `money`, 分 on the bank account."""
        rows = self.select_related("seal", "voucher", "reversal")
        on_bank = Sum("postings__amount", filter=Q(postings__account__kind=AccountKind.BANK))
        return rows.annotate(money=on_bank).order_by("day", "seal__seq")

    def money_through(self, day: date) -> int:
        """分 on the bank account at the end of the day."""
        rows = Posting.objects.filter(entry__in=self.filter(day__lte=day), account__kind=AccountKind.BANK)
        return rows.aggregate(sum=Sum("amount"))["sum"] or 0

    def payments_without_receipt(self, *, through: date) -> Self:
        """That were not taken back by then."""
        bare = self.filter(kind=EntryKind.PAYMENT, day__lte=through, voucher__files__isnull=True)
        return bare.exclude(reversal__day__lte=through).order_by("day", "pk")

    def as_ledger(self) -> Self:
        """In the order of the books, the newest first, with what `funds.ledger_page` reads; brings `receipts` too."""
        legs = models.Prefetch("postings", queryset=Posting.objects.select_related("account"))
        rows = self.select_related("seal", "voucher__application", "reverses__seal", "reversal__seal")
        rows = rows.select_related("reversing_voucher")
        return rows.annotate(receipts=Count("voucher__files")).prefetch_related(legs).order_by("-seal__seq")


class Entry(models.Model):
    """One entry, posted by the approval of one voucher. `idem` is the voucher's: sent twice it is one."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    voucher = models.OneToOneField("funds.Voucher", on_delete=models.PROTECT, related_name="entry")
    idem = models.UUIDField(unique=True)
    day = models.DateField("日期")
    kind = models.CharField("收支", max_length=10, choices=EntryKind)
    use = models.CharField("用途", max_length=12, choices=Use, blank=True)
    memo = models.CharField("摘要", max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal")
    posted_at = models.DateTimeField(auto_now_add=True)
    # Only on rows of the phrases for_the_open, as_ledger.
    receipts: int
    # Only on rows of beside_the_bank.
    money: int

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "账目"
        ordering = ("fund", "seal__seq")
        constraints = (
            models.CheckConstraint(
                condition=~Q(made_by=F("approved_by")),
                name="entry_approved_by_another",
                violation_error_message="记账的人不能自己审批",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values, use__in=["", *Use.values]), name="entry_codes_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False)
                | ~Q(kind=EntryKind.REVERSAL) & Q(reverses__isnull=True),
                name="entry_reversal_names_its_entry",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.PAYMENT) | ~Q(use=""),
                name="entry_payment_has_use",
                violation_error_message="支出写上用途",
            ),
        )
        triggers = (
            OwnersTrigger(name="owner_take_turn", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_TAKE_TURN),
            OwnersTrigger(
                name="owner_seal",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=_SEAL_WITH_BODY,
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return self.memo

    def get_absolute_url(self) -> str:
        return reverse("funds:entry_detail", args=[self.pk])

    @property
    def is_reversible(self) -> bool:
        """Once, and no reversal itself; a voucher that waits to reverse it counts too."""
        return self.kind != EntryKind.REVERSAL and not hasattr(self, "reversing_voucher")


class Posting(models.Model):
    """A leg: 分 on one account; money in is plus on the bank and minus on the earmark, so an entry sums to zero."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()

    class Meta:
        ordering = ("entry", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(amount=0) & Q(amount__range=(-MOST, MOST)),
                name="posting_amount_range",
                violation_error_message="金额大于 0、不超过 10 亿元",
            ),
        )
        triggers = (
            OwnersTrigger(name="owner_leg_joins", when=pgtrigger.After, operation=pgtrigger.Insert, func=_LEG_JOINS),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount}"


class Seal(models.Model):
    """The entry's place in the fund's chain: `hash` = SHA-256(prev ‖ body), see `_SEAL` for the body of version 1."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="seals")
    seq = models.BigIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    prev = models.BinaryField()
    hash = models.BinaryField()
    version = models.SmallIntegerField()

    class Meta:
        ordering = ("fund", "seq")
        constraints = (
            models.UniqueConstraint(fields=["fund", "seq"], name="seal_seq_once"),
            models.CheckConstraint(condition=Q(seq__gte=1, version=1), name="seal_shape"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.fund_id} {self.seq}"

    @property
    def hash_hex(self) -> str:
        return bytes(self.hash).hex()


class Anchor(models.Model):
    """A head of the chain that went out on paper: the chain must still pass through it."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="anchors")
    seq = models.BigIntegerField()
    hash = models.BinaryField()
    printed_on = models.DateField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("fund", "seq", "pk")
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.fund_id} {self.seq} {self.printed_on}"
