"""Experiences of sibling towns, their files and the local measures."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.shapes import holds_id_number
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.models import LocalMeasure, Practice, PracticeTopic

_ACCEPT = "image/jpeg,image/png,application/pdf"
_CAPTION = 60
# A report with its pictures; more is an archive, not an experience.
_MOST_FILES = 10


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once, each as (content, caption); the caption is the file's name."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[bytes, str]]:  # noqa: ANN401 - as Django declares it
        uploads = data if isinstance(data, list) else [data] if data else []
        if len(uploads) > _MOST_FILES:
            raise forms.ValidationError(f"一次最多传 {_MOST_FILES} 个文件，其余的登记后再传")
        return [(read(super(ManyFilesField, self).clean(upload, initial)), caption_of(upload)) for upload in uploads]


def read(upload: UploadedFile) -> bytes:
    if (upload.size or 0) > LARGEST_FILE:
        raise forms.ValidationError(f"{upload.name} 超过 8 MB，先缩小再传")
    return bytes(upload.read())


def caption_of(upload: UploadedFile) -> str:
    """The file's name goes onto a page: it may not carry a person's ID number there."""
    name = PurePath(upload.name or "附件").stem.replace("\0", "").strip() or "附件"
    if holds_id_number(name):
        raise forms.ValidationError("文件名里有整个身份证号，改个名再传")
    return name[:_CAPTION]


class PracticeForm(ActionForm):
    FACTS: ClassVar[tuple[str, ...]] = ("topic", "title", "town", "source", "learned_on", "summary")

    title = forms.CharField(label="经验", max_length=60, help_text="一句话，如 光伏收益按月公示到户")
    topic = forms.ChoiceField(label="方面", choices=[("", "选一项"), *PracticeTopic.choices])
    town = forms.CharField(label="来自哪个镇处", max_length=40)
    source = forms.CharField(label="来源", max_length=160, help_text="怎么知道的：文件、简报、会议、现场观摩")
    learned_on = DayField(label="学习日期")
    summary = forms.CharField(
        label="做法和效果",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="他们怎么做、花多少、效果怎样，写到别人照着能做",
    )

    def __init__(self, *args: Any, today: date, practice: Practice | None = None, **kwargs: Any) -> None:
        known = {name: getattr(practice, name) for name in self.FACTS} if practice else {}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["learned_on"].widget.attrs["max"] = today.isoformat()

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action: fields of the model."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


class NewPracticeForm(PracticeForm):
    attachments = ManyFilesField(
        label="附件",
        required=False,
        help_text="照片（JPG、PNG）或 PDF，可以选几个，每个不超过 8 MB",
        widget=ManyFilesInput({"accept": _ACCEPT}),
    )

    @property
    def kept_files(self) -> Sequence[tuple[bytes, str]]:
        return self.cleaned_data["attachments"]


class PracticeFileForm(ActionForm):
    file = forms.FileField(
        label="文件",
        help_text="照片（JPG、PNG）或 PDF，不超过 8 MB",
        widget=forms.FileInput({"accept": _ACCEPT}),
    )
    caption = forms.CharField(label="说明", max_length=_CAPTION, help_text="如 现场照片、经验材料全文")

    def clean_file(self) -> bytes:
        return read(self.cleaned_data["file"])


class DeclineForm(ActionForm):
    reason = forms.CharField(
        label="为什么不采用",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="和这里哪一条不合：地、人、钱、政策。以后有人再提，看得到",
    )


class TakeUpForm(ActionForm):
    reason = forms.CharField(label="为什么重新考虑", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class LocalMeasureForm(ActionForm):
    content = forms.CharField(
        label="举措", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="在哪里、做什么、做到多少"
    )
    owner = forms.CharField(label="责任人", max_length=40, help_text="写到人")
    due_on = DayField(label="完成期限")


class ChangedMeasureForm(LocalMeasureForm):
    reason = forms.CharField(label="为什么改", max_length=160, required=False, help_text="改了期限要写，留在痕迹里")

    def __init__(self, *args: Any, measure: LocalMeasure, **kwargs: Any) -> None:
        known = {name: getattr(measure, name) for name in ("content", "owner", "due_on")}
        super().__init__(*args, initial=known, **kwargs)


class DoneForm(ActionForm):
    done_on = DayField(label="完成日期")
    result = forms.CharField(
        label="结果",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="做成了多少、用到几户。没做成也写，写清楚为什么停下",
    )

    def __init__(self, *args: Any, measure: LocalMeasure, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"done_on": measure.done_on or today, "result": measure.result}, **kwargs)
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()
