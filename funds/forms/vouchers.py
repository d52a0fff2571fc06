"""Vouchers as the keeper writes them: a receipt, a payment on an application, a reversal."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.db.models import QuerySet

from enterprises.models import Delivery
from funds.actions.vouchers import Brought
from funds.codes import AccountKind, EntryKind, FundSource
from funds.gifts import gifts_waiting
from funds.models import MOST, Account, Application, Entry, Fund, Voucher
from funds.standing import Standing, standing
from povertyplan.ui.dates import iso
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.money import plain_yuan, yuan
from villages.forms.practices import ManyFilesField, ManyFilesInput

_ACCEPT = "image/jpeg,image/png,application/pdf"


def amount_field(label: str) -> YuanField:
    """Typed as text: a number box would drop full-width digits, and the wheel of a mouse would change the sum."""
    field = YuanField(
        label=label,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        max_digits=14,
        min_value=Decimal("0.01"),
        max_value=Decimal(MOST // 100),
        help_text="写到分，如 1234.50",
    )
    field.error_messages["min_value"] = f"“{label}”要大于 0。收错、付错的用冲红，不写负数"
    field.error_messages["max_value"] = f"“{label}”超过 10 亿元，看看单位对不对"
    return field


class _AccountField(forms.ModelChoiceField):
    """Earmarks with what is left in each."""

    standing: Standing

    def label_from_instance(self, account: Account) -> str:
        return f"{account}，能付 {plain_yuan(self.standing.of(account).payable)} 元"


class _GiftField(forms.ModelChoiceField):
    def label_from_instance(self, gift: Delivery) -> str:
        return f"{gift.pledge.choice.pairing.enterprise} {iso(gift.delivered_on)} {plain_yuan(gift.amount or 0)} 元"


class VoucherForm(ActionForm):
    """What every voucher has. `idem` makes the same form sent twice one voucher."""

    FACTS: ClassVar[tuple[str, ...]] = ("day", "amount", "account", "counterparty", "memo", "paper_no", "bank_ref")
    ORDER: ClassVar[tuple[str, ...]] = (*FACTS, "attachments")
    FIRST: ClassVar[str] = "amount"

    idem = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"invalid": "这张表不完整，重新打开一张空表", "required": "这张表不完整，重新打开一张空表"},
    )
    day = DayField(label="日期")
    amount = amount_field("金额（元）")
    account = _AccountField(label="专款", queryset=Account.objects.none(), empty_label="—")
    counterparty = forms.CharField(label="对方", max_length=60)
    memo = forms.CharField(label="摘要", max_length=120, help_text="要公开：写做什么、多少户，不写姓名")
    paper_no = forms.CharField(label="凭证号", max_length=30, required=False, help_text="纸上的号，一个号用一次")
    bank_ref = forms.CharField(label="银行流水号", max_length=40, required=False, help_text="写了，对账时自己对上")
    attachments = ManyFilesField(
        label="票据",
        required=False,
        widget=ManyFilesInput(attrs={"accept": _ACCEPT}),
        help_text="回单、发票、收据、签领表，照片或 PDF",
    )

    def __init__(self, *args: Any, fund: Fund, voucher: Voucher | None = None, today: date, **kwargs: Any) -> None:
        self.fund, self.voucher, self.today = fund, voucher, today
        initial = {"day": today, "idem": uuid4()} | kwargs.pop("initial", {})
        if voucher:
            initial = {name: getattr(voucher, name) for name in self.base_fields if hasattr(voucher, name)}
        super().__init__(*args, initial=initial, **kwargs)
        if voucher:
            del self.fields["idem"]
        self.standing = standing(fund)
        account = self.fields["account"]
        assert isinstance(account, _AccountField)  # noqa: S101 - declared above
        account.standing, account.queryset = self.standing, self.earmarks
        self.fields["day"].widget.attrs |= {"min": fund.selected_on.isoformat(), "max": today.isoformat()}
        # The day is there already: whoever opens it types the money at once.
        self.fields[self.FIRST].widget.attrs["autofocus"] = not self.is_bound
        self.order_fields(self.ORDER)

    @property
    def earmarks(self) -> QuerySet[Account]:
        return Account.objects.filter(fund=self.fund, kind=AccountKind.EARMARK).order_by("pk")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        closed = self.fund.chain.closed_through
        if day > self.today:
            raise forms.ValidationError(f"{iso(day)} 还没有到，看看年份")
        if closed and day <= closed:
            raise forms.ValidationError(f"已经结到 {iso(closed)}，日期要晚于这一天")
        if day < self.fund.selected_on:
            raise forms.ValidationError(f"基金 {iso(self.fund.selected_on)} 才定，{iso(day)} 早了，看看年份")
        return day

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}

    @property
    def brought(self) -> list[Brought]:
        return self.cleaned_data["attachments"]

    @property
    def submits(self) -> bool:
        """Two buttons: off to the approver, or kept as a draft."""
        return self.data.get("then") != "draft"


class ReceiptForm(VoucherForm):
    FACTS = (*VoucherForm.FACTS, "delivery")
    ORDER = ("delivery", *VoucherForm.ORDER)

    delivery = _GiftField(
        label="哪一笔企业捐赠",
        queryset=Delivery.objects.none(),
        required=False,
        empty_label="不是企业捐赠",
        help_text="金额要和企业报的一样，入账就是确认",
    )

    def __init__(self, *args: Any, fund: Fund, voucher: Voucher | None = None, **kwargs: Any) -> None:
        super().__init__(*args, fund=fund, voucher=voucher, **kwargs)
        gifts = gifts_waiting(fund, of=voucher)
        self.fields["delivery"].queryset = gifts  # type: ignore[attr-defined]
        self.fields["account"].label = "记进哪笔专款"
        self.fields["account"].label_from_instance = str  # type: ignore[attr-defined]
        self.fields["account"].error_messages["required"] = "选 1 项“记进哪笔专款”"
        self.fields["counterparty"].label = "谁给的"
        self.fields["counterparty"].error_messages["required"] = "填写“谁给的”"
        if not gifts and not (self.is_bound and self.data.get("delivery")):
            del self.fields["delivery"]

    @property
    def facts(self) -> dict[str, Any]:
        """Money kept for a use says so; the other way round nothing is said."""
        told = {"kind": EntryKind.RECEIPT, **super().facts}
        return told | {"use": told["account"].use}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        gift, amount, account = told.get("delivery"), told.get("amount"), told.get("account")
        if gift and amount and amount != gift.amount:
            self.add_error("amount", f"企业报的是 {yuan(gift.amount)} 元，要一样。到账的不是这个数，先让企业改")
        if gift and account and account.source != FundSource.SPONSORSHIP:
            self.add_error("account", "企业捐赠记进企业赞助")
        return told


def gift_initial(fund: Fund, key: str) -> dict[str, Any]:
    """What is known of a gift when its receipt is opened from the list of what waits; nothing for a foreign key."""
    gift = gifts_waiting(fund).filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if gift is None:
        return {}
    enterprise = gift.pledge.choice.pairing.enterprise.name
    account = Account.objects.filter(fund=fund, source=FundSource.SPONSORSHIP, use="").first()
    return {
        "delivery": gift,
        "day": gift.delivered_on,
        "amount": gift.amount,
        "account": account,
        "counterparty": enterprise,
        "memo": f"{enterprise}捐赠",
    }


class PaymentForm(VoucherForm):
    """On one application, out of earmarks that its use allows."""

    def __init__(
        self,
        *args: Any,
        application: Application,
        rest: int | None = None,
        voucher: Voucher | None = None,
        **kwargs: Any,
    ) -> None:
        self.application = application
        initial = {"amount": rest, "counterparty": application.payee, "memo": f"付{application.what}"}
        super().__init__(*args, fund=application.fund, voucher=voucher, initial=initial, **kwargs)
        self.initial.setdefault("account", self._fitting(rest or 0))
        self.fields["account"].label = "从哪笔专款付"
        self.fields["account"].error_messages["required"] = "选 1 项“从哪笔专款付”"
        self.fields["counterparty"].label = "付给谁"
        self.fields["counterparty"].error_messages["required"] = "填写“付给谁”"
        self.fields["attachments"].help_text = "发票、收据、签领表，照片或 PDF；没有票据不能送审"

    def _fitting(self, amount: int) -> Account | None:
        """Money kept for the use goes first, then the first that has enough."""
        rows = sorted(self.standing.earmarks, key=lambda row: not row.account.use)
        fitting = (row.account for row in rows if row.account.use in ("", self.application.use))
        return next((account for account in fitting if self.standing.of(account).payable >= amount), None)

    @property
    def earmarks(self) -> QuerySet[Account]:
        return super().earmarks.filter(use__in=["", self.application.use])

    @property
    def facts(self) -> dict[str, Any]:
        told = {"kind": EntryKind.PAYMENT, **super().facts}
        return told | {"use": self.application.use, "application": self.application}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        amount, account = told.get("amount"), told.get("account")
        if amount and account:
            payable = self.standing.of(account).payable
            if amount > payable:
                self.add_error("amount", f"{account}只能付 {yuan(payable)} 元，换一笔专款，或者分开付")
        return told


class ReversalForm(VoucherForm):
    """The day and why; everything else is the mirror of the entry."""

    FACTS = ("day", "memo")
    ORDER = ("day", "memo", "attachments")
    FIRST = "memo"

    def __init__(self, *args: Any, entry: Entry, fund: Fund, voucher: Voucher | None = None, **kwargs: Any) -> None:
        self.entry = entry
        super().__init__(*args, fund=fund, voucher=voucher, **kwargs)
        for name in ("amount", "account", "counterparty", "paper_no", "bank_ref"):
            del self.fields[name]
        self.fields["memo"].label = "为什么冲"
        self.fields["memo"].help_text = "要公开：如重复记账、退汇，不写姓名"
        self.fields["memo"].error_messages["required"] = "写上为什么冲"

    def clean_day(self) -> date:
        day = super().clean_day()
        if day < self.entry.day:
            raise forms.ValidationError(f"原来那一笔是 {iso(self.entry.day)}，冲红不能早于它")
        return day


class ReceiptFilesForm(ActionForm):
    """Files alone, to a draft that is there."""

    attachments = ManyFilesField(label="票据", widget=ManyFilesInput(attrs={"accept": _ACCEPT}))

    @property
    def refusals(self) -> Iterable[str]:
        """For a page that shows no form."""
        return [str(error) for errors in self.errors.values() for error in errors]


class ApprovalForm(ActionForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
