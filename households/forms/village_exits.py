"""Forms of a village's exit (出列); its steps have those of every exit (`StepForm`)."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from households.forms.exits import AGAIN, ExitForm, StopForm
from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.ui.forms import ActionForm


class VillageExitForm(ExitForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].label = "出列年度"
        self.fields["year"].help_text = "这一年和上一年的指标、人口算数"


class VillageStopForm(StopForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "会留在这个村的出列记录里"


class IndicatorEvidenceForm(ActionForm):
    """A file that proves a figure of the village."""

    file = forms.FileField(
        label="凭证",
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
        help_text="照片（JPG、PNG）或 PDF，不超过 8 MB",
    )
    caption = forms.CharField(label="凭证是什么", max_length=60, help_text="如“2017 年村财务公开表”")

    def clean_file(self) -> bytes:
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("文件超过 8 MB，先缩小再传")
        return bytes(upload.read())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors and found.get("file"):
            self.add_error("file", AGAIN)
        return found
