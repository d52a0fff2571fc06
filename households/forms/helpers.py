"""Helpers, their photo, their pairings."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from households.forms.versioned import VersionedForm
from households.models import Helper
from povertyplan.accounts.models import User
from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm


class HelperForm(VersionedForm):
    class Meta:
        model = Helper
        fields = (
            "name",
            "phone",
            "gender",
            "politics",
            "organisation",
            "organisation_level",
            "duty",
            "address",
            "is_resident",
        )

    groups = (
        ("联系", ("name", "phone", "organisation", "duty", "address", "is_resident")),
        ("其他", ("gender", "politics", "organisation_level")),
    )


class PhotoForm(ActionForm):
    photo = forms.FileField(
        label="照片",
        help_text="JPG 或 PNG，不超过 8 MB。印在明白袋上，正面、看得清脸",
        widget=forms.FileInput({"accept": "image/jpeg,image/png"}),
    )

    def clean_photo(self) -> bytes:
        upload: UploadedFile = self.cleaned_data["photo"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("照片超过 8 MB，先缩小再传")
        return bytes(upload.read())


class HelperChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Helper) -> str:
        return f"{obj.name} · {obj.organisation}"


class AssignForm(ActionForm):
    helper = HelperChoice(label="新的责任人", queryset=Helper.objects.none(), empty_label="选一位")
    since = DayField(label="从哪天起", help_text="前一位到前一天为止，记录都保留")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = Helper.objects.visible_to(user)  # type: ignore[attr-defined]
