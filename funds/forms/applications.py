"""The application for fund money: use, amount, the negative list item by item, and whom the money is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from funds.actions.applications import Share
from funds.codes import NegativeUse, Use
from households.models import Household
from povertyplan.ui.fields import YuanField
from povertyplan.ui.forms import ActionForm, speak_plainly


@dataclass(frozen=True)
class Row:
    household: Household
    chosen: BoundField
    amount: BoundField


class ApplicationForm(ActionForm):
    use = forms.ChoiceField(label="用在哪里", choices=Use.choices, widget=forms.RadioSelect)
    what = forms.CharField(label="做什么", max_length=60, help_text="如：买香菇菌棒 8000 棒")
    reason = forms.CharField(label="为什么", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    amount = YuanField(label="申请多少（元）", max_digits=12)
    quotes = forms.CharField(
        label="怎么定的价", max_length=200, required=False, help_text="问了几家、各多少钱，如：甲 2.6、乙 2.8 元一棒"
    )
    payee = forms.CharField(label="付给谁", max_length=60, help_text="供货的单位；直接发给户的写“农户”，户在下面选")
    ruled_out = forms.MultipleChoiceField(
        label="这笔钱不用在下面任何一项",
        choices=NegativeUse.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "负面清单逐项看，都不是的逐项打勾"},
        help_text="逐项看，不是的打勾；有一项勾不了，就不能申请",
    )

    def __init__(self, *args: Any, households: Sequence[Household], **kwargs: Any) -> None:
        self.households = households
        super().__init__(*args, **kwargs)
        for household in households:
            name = f"{household.head_name or household.registry_no} 户"
            self.fields[f"share-{household.pk}"] = forms.BooleanField(required=False)
            amount = YuanField(label="多少（元）", required=False, max_digits=12)
            speak_plainly(amount, f"{name}多少")
            self.fields[f"share-amount-{household.pk}"] = amount

    def clean_ruled_out(self) -> list[str]:
        told: list[str] = self.cleaned_data["ruled_out"]
        left = [item.label for item in NegativeUse if item not in told]
        if left:
            raise forms.ValidationError(f"还没有确认不是：{'、'.join(left)}")
        return told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        amount, given = cleaned.get("amount"), sum(share.amount or 0 for share in self.shares)
        if amount is not None and given > amount:
            self.add_error("amount", f"各户加起来 {given / 100:.2f} 元，比申请的多")
        return cleaned

    @property
    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in self.base_fields if name != "ruled_out"]

    @property
    def rows(self) -> list[Row]:
        return [Row(one, self[f"share-{one.pk}"], self[f"share-amount-{one.pk}"]) for one in self.households]

    @property
    def has_shares(self) -> bool:
        """Something was ticked or filled: the list stays open."""
        return any(name.startswith("share-") and told for name, told in self.data.items())

    @property
    def shares(self) -> list[Share]:
        """An amount alone is a tick too."""
        found = []
        for one in self.households:
            amount = self.cleaned_data.get(f"share-amount-{one.pk}")
            if self.cleaned_data.get(f"share-{one.pk}") or amount:
                found.append(Share(one, amount or None))
        return found

    @property
    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self.base_fields}
        return {**told, "shares": self.shares}


class WithdrawForm(ActionForm):
    reason = forms.CharField(label="为什么撤回", max_length=120, widget=forms.Textarea(attrs={"rows": 3}))
