"""Forms of an exit. A step's form is made from what its stage asks for (`exits.STEP_KINDS`), a village's too."""

from collections.abc import Callable
from datetime import date
from typing import Any, ParamSpec, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from households.codes import NOTICE_STAGES, PovertyCause
from households.exits import StepKind, last_notice_day, wrong_facts
from povertyplan.ui.fields import DayField, DayInput
from povertyplan.ui.forms import ActionForm

P = ParamSpec("P")
T = TypeVar("T")

_NUMBERS = frozenset({"attendees", "votes_for", "votes_against"})
_LENGTHS = {"led_by": 40, "joined_by": 40, "document_no": 40, "place": 60, "note": 300}
_MOST_FILES = 10
AGAIN = "文件要重新选一次，网页不能替你留着"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        # A phone offers its camera beside the album.
        super().__init__(attrs={"multiple": True, "accept": "image/jpeg,image/png,application/pdf"})


class FilesField(forms.FileField):
    """Several files at once; cleans to a list of contents. What kind they are is judged when they are kept."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[bytes]:
        given: list[UploadedFile[Any]] = [one for one in data if one] if isinstance(data, list) else []
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > _MOST_FILES:
            raise forms.ValidationError(f"一次最多传 {_MOST_FILES} 个文件，其余的这一步记好以后再补")
        return [super(FilesField, self).clean(one, initial).read() for one in given]


class _WithFiles(ActionForm):
    """Browsers send a chosen file once: whoever has to correct another field is told to choose it again."""

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        done = super().perform(action, *args, **kwargs)
        if self.errors:
            self._remind()
        return done

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors:
            self._remind()

    def _remind(self) -> None:
        if self.files and "files" in self.fields and "files" not in self.errors:
            self.add_error("files", AGAIN)

    @property
    def papers(self) -> list[tuple[bytes, str]]:
        """What goes to the action: contents with the caption they share."""
        caption = self.cleaned_data["caption"] or str(self.fields["caption"].initial)
        return [(content, caption) for content in self.cleaned_data.get("files") or []]


class StepForm(_WithFiles):
    """One step of `kind`; `done` holds the facts of a step that is corrected, which brings no files."""

    def __init__(
        self,
        *args: Any,
        kind: StepKind,
        notice_days: int,
        today: date,
        done: dict[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
        earliest: date | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind, self._notice_days, self._today = kind, notice_days, today
        limits = {"max": today.isoformat()} | ({"min": earliest.isoformat()} if earliest else {})
        help_text = f"最早 {earliest}" if earliest else ""
        asked: dict[str, forms.Field] = {
            "done_on": DayField(label=kind.day, widget=DayInput(limits), help_text=help_text),
            **{name: _field(name, kind) for name in kind.labels},
        }
        if done is None:
            asked |= _papers(kind.evidence, required=not kind.evidence_is_optional)
            # Which step the person saw: a second press must not take the step after it.
            asked["stage"] = forms.CharField(widget=forms.HiddenInput, initial=kind.stage.value, required=False)
        self.base_fields = asked  # type: ignore[misc] # this form's own, copied by Django like a class's
        super().__init__(*args, initial=done or {"done_on": today, **self._usual(), **(initial or {})}, **kwargs)

    def _usual(self) -> dict[str, Any]:
        if self.kind.stage not in NOTICE_STAGES:
            return {}
        return {"ends_on": last_notice_day(self._today, self._notice_days)}

    def clean(self) -> None:
        seen = self.cleaned_data.get("stage")
        if seen and seen != self.kind.stage:
            self.add_error(None, f"这一步已经记过，现在是“{self.kind.label}”，看清再记")
        done_on = self.cleaned_data.get("done_on")
        if done_on is None:
            return
        wrong = wrong_facts(
            self.kind.stage, self.facts, done_on=done_on, notice_days=self._notice_days, today=self._today
        )
        for name, words in wrong.items():
            if name not in self.errors:
                self.add_error(name, words)

    @property
    def facts(self) -> dict[str, Any]:
        """Without the day and the files."""
        return {name: self.cleaned_data[name] for name in self.kind.labels if name in self.cleaned_data}


def _field(name: str, kind: StepKind) -> forms.Field:
    label, required = kind.labels[name], name not in kind.optional
    if name == "ends_on":
        return DayField(label=label)
    if name in _NUMBERS:
        return forms.IntegerField(
            label=label,
            required=required,
            min_value=0,
            max_value=5000,
            widget=forms.NumberInput({"inputmode": "numeric"}),
        )
    widget = forms.Textarea(attrs={"rows": 3}) if name == "note" else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=_LENGTHS[name], widget=widget)


def _papers(named: str, *, required: bool) -> dict[str, forms.Field]:
    help_text = f"{named}；照片（JPG、PNG）或 PDF，每个不超过 8 MB，可以一次选几个"
    return {
        "files": FilesField(label="凭证", required=required, help_text=help_text),
        "caption": forms.CharField(label="凭证是什么", max_length=60, initial=named, required=required),
    }


class PapersForm(_WithFiles):
    """Papers that come later; `named` is what they usually are."""

    def __init__(self, *args: Any, named: str, **kwargs: Any) -> None:
        self.base_fields = _papers(named, required=True)  # type: ignore[misc]
        super().__init__(*args, **kwargs)


class StepFileForm(PapersForm):
    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, named=kind.evidence, **kwargs)


class ExitForm(ActionForm):
    year = forms.TypedChoiceField(
        label="退出年度", coerce=int, widget=forms.RadioSelect, help_text="按这一年的标准核查、收入和标准线"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": today.year}, **kwargs)
        self.fields["year"].choices = [(y, f"{y} 年") for y in (today.year, today.year - 1)]  # type: ignore[attr-defined]


class StopForm(ActionForm):
    reason = forms.CharField(
        label="为什么中止", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="会留在这户的痕迹里"
    )


class ObjectionForm(ActionForm):
    raised_on = DayField(label="哪天提的")
    raised_by = forms.CharField(label="谁提的", max_length=40, required=False, help_text="不愿意留名就空着")
    text = forms.CharField(label="提了什么", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"raised_on": today}, **kwargs)
        self.fields["raised_on"].widget.attrs["max"] = today.isoformat()


class AnswerForm(ActionForm):
    answered_on = DayField(label="哪天答复")
    is_upheld = forms.TypedChoiceField(
        label="异议成立吗",
        choices=(("no", "不成立，公示重新计天"), ("yes", "成立，这次退出要中止")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label="怎么答复的", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"answered_on": today}, **kwargs)
        self.fields["answered_on"].widget.attrs["max"] = today.isoformat()


class RelapseForm(ActionForm):
    relapsed_on = DayField(label="从哪天返贫")
    cause = forms.ChoiceField(label="返贫原因", choices=[("", "选 1 项"), *PovertyCause.choices])
    reason = forms.CharField(
        label="情况", max_length=300, widget=forms.Textarea(attrs={"rows": 4}), help_text="出了什么事，哪一项不再达标"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"relapsed_on": today}, **kwargs)
        self.fields["relapsed_on"].widget.attrs["max"] = today.isoformat()
