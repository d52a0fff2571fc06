"""The bank's file, and the balance that the keeper reads off it."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from funds.models.ledger import MOST
from funds.statements import MOST_BYTES
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm


class StatementForm(ActionForm):
    file = forms.FileField(
        label="银行对账单",
        help_text="网银导出的 CSV，表头有交易日期、借方发生额、贷方发生额、余额、流水号；导过的行不会重复",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("对账单超过 5 MB，分月导出再导入")
        return file

    @property
    def file_name(self) -> str:
        return str(self.cleaned_data["file"].name)

    @property
    def content(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read()
        return content


class BalanceForm(ActionForm):
    """`facts` are what `enter_balance` takes."""

    through = DayField(label="结到哪天", help_text="一般是月末")
    balance = YuanField(
        label="银行余额（元）", max_digits=14, max_value=MOST // 100, help_text="照纸上的对账单抄，不是照账抄"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_through(self) -> date:
        day: date = self.cleaned_data["through"]
        if day > self.today:
            raise forms.ValidationError("结账的日期还没有到")
        return day

    @property
    def facts(self) -> dict[str, Any]:
        return {"through": self.cleaned_data["through"], "balance": self.cleaned_data["balance"]}
