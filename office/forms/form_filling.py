"""A superior's form on its way in: the file, the day of the figures, and whether their sources go along."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from office.filling.filling import MAX_FILE, MEGABYTE
from office.shown_day import ShownDay
from povertyplan.shapes import holds_id_number
from povertyplan.ui.dates import spoken
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.models import Baseline

_ZIP, _OLD_XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE = "在 Excel 里打开，另存为“Excel 工作簿（.xlsx）”再选"


class FillForm(ActionForm):
    file = forms.FileField(
        label="要填的报表",
        help_text=f"写好代码的 .xlsx，最大 {MAX_FILE // MEGABYTE} MB",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"max_length": "文件名太长，改短一些再选"},
    )
    on = DayField(label="用哪一天的数", help_text="过去的日子，填当时登记的数")
    with_sources = forms.BooleanField(
        label="附上“填报来源”页", required=False, initial=True, help_text="每个格的口径、名单和填报人；上报时可以不附"
    )

    def __init__(self, *args: Any, now: datetime, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.now = now
        self.shown: ShownDay | None = None
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        name = str(file.name).lower()
        start = file.read(4)
        file.seek(0)
        if holds_id_number(name):
            raise forms.ValidationError("文件名里有身份证号，改个文件名再选")
        if name.endswith((".xlsm", ".xltm", ".xlam")):
            raise forms.ValidationError(f"带宏的文件不收。{_SAVE}，宏就去掉了")
        if not name.endswith(".xlsx"):
            raise forms.ValidationError(f"这里要选 .xlsx 文件。{_SAVE}")
        if file.size and file.size > MAX_FILE:
            size = f"{file.size / MEGABYTE:.1f}"
            raise forms.ValidationError(f"文件有 {size} MB，最大 {MAX_FILE // MEGABYTE} MB。删去图片和用不着的表再选")
        if start == _OLD_XLS:
            raise forms.ValidationError("这是旧版 .xls 或加了密码的文件。在 Excel 里去掉密码、另存为 .xlsx 再选")
        if start != _ZIP:
            raise forms.ValidationError(f"这不是 Excel 工作簿。{_SAVE}")
        return file

    def clean_on(self) -> date:
        """A day of which the figures can be said: nothing is filled with those of another one."""
        day: date = self.cleaned_data["on"]
        shown = ShownDay.asked(day.isoformat(), now=self.now)
        if shown.day != day:
            raise forms.ValidationError(f"{shown.note.partition('；')[0]}，选一个到今天为止的日子")
        plan = Baseline.objects.order_by("starts_on").first()
        if plan and day < plan.starts_on:
            begins = spoken(plan.starts_on, year=True)
            raise forms.ValidationError(f"计划 {begins}开始，{spoken(day, year=True)}还没有进度可填，选这以后的日子")
        self.shown = shown
        return day

    @property
    def content(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read()
        return content

    @property
    def file_name(self) -> str:
        return str(self.cleaned_data["file"].name)
