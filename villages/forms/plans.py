"""A plan's text, its lists of rows, its appraisal, and the dates of its timetable."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, ParamSpec, TypeVar

from django import forms
from django.forms.boundfield import BoundField

from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from povertyplan.versions import author_of, values_at, version_of
from villages.actions.plans import Outdated
from villages.models import Conclusion, DelayReason, Industry, Milestone, OperatorKind, VillagePlan

P = ParamSpec("P")
T = TypeVar("T")

ACCEPT = "image/jpeg,image/png,application/pdf"


def _text(label: str, most: int, hint: str, *, rows: int = 2, is_needed: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=is_needed, widget=area, help_text=hint)


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed after the page was opened."""

    label: str
    before: str
    theirs: str
    mine: str

    @property
    def is_contested(self) -> bool:
        return self.mine != self.theirs


class PlanForm(ActionForm):
    """What the village wants to grow, on what, and who runs it."""

    GROUPS: ClassVar[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
        ("产业和主体", "种什么、养什么，谁来牵头", ("industry", "product", "operator_kind", "operator_name")),
        ("条件", "够不够都照实写；论证以前四项都要写", ("land", "base", "market", "labour")),
    )
    FACTS: ClassVar[tuple[str, ...]] = tuple(name for _, _, names in GROUPS for name in names)

    seen = forms.IntegerField(label="打开时的版本", required=False, widget=forms.HiddenInput)
    industry = forms.ChoiceField(label="主导产业", choices=[("", "选一项"), *Industry.choices])
    product = forms.CharField(label="产品", max_length=20, help_text="如 金银花、黑山羊")
    operator_kind = forms.ChoiceField(
        label="经营主体", required=False, choices=[("", "还没定"), *OperatorKind.choices], help_text="谁牵头干"
    )
    operator_name = forms.CharField(label="主体名称", max_length=60, required=False, help_text="如 金银花专业合作社")
    land = _text("土地和水", 200, "多少亩、坡地还是平地、水够不够")
    base = _text("基地和设施", 200, "已有的大棚、圈舍、烘干房、路")
    market = _text("销路", 200, "谁收、有没有订单、几年")
    labour = _text("劳力", 200, "在家的劳力多少人，够不够")

    def __init__(self, *args: Any, plan: VillagePlan | None = None, **kwargs: Any) -> None:
        known = {name: getattr(plan, name) for name in self.FACTS} if plan else {}
        known |= {"seen": version_of(plan)} if plan else {}
        super().__init__(*args, **{"initial": known} | kwargs)
        self.plan, self.is_outdated = plan, False
        self.changed_by, self.differences = "", list[Difference]()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS}

    def grouped(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        for title, say, names in self.GROUPS:
            yield title, say, [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("operator_name") and not self.cleaned_data.get("operator_kind"):
            self.add_error("operator_kind", "写了名称，选一项经营主体")
        return self.cleaned_data

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        return super().perform(_noticing(self, action), *args, **kwargs)

    def beside_the_newer(self) -> "PlanForm":
        """The same form over the plan as it is now: what was typed stays, the rest follows the plan."""
        now = VillagePlan.objects.get(pk=self.plan.pk)  # type: ignore[union-attr]
        before = values_at(now, self.cleaned_data["seen"] or 0, list(self.FACTS))
        typed = {name: mine for name, mine in self.facts.items() if name not in before or mine != before[name]}
        known = {name: getattr(now, name) for name in self.FACTS}
        form = PlanForm(plan=now, initial=known | typed | {"seen": version_of(now)})
        form.changed_by = author_of(now)
        for name, value in known.items():
            if before.get(name, value) != value:
                words = (_in_words(form, name, v) for v in (before[name], value, typed.get(name, value)))
                form.differences.append(Difference(str(form.fields[name].label), *words))
        return form


def _in_words(form: PlanForm, name: str, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    field = form.fields[name]
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value)) if value else "—"


def _noticing(form: Any, action: Callable[P, T]) -> Callable[P, T]:  # noqa: ANN401 - any form with is_outdated
    def watched(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return action(*args, **kwargs)
        except Outdated:
            form.is_outdated = True
            raise

    return watched


class AppraisalForm(ActionForm):
    held_on = DayField(label="论证日期")
    led_by = forms.CharField(label="主持", max_length=40)
    members = _text("谁参加论证", 300, "农技站、村民代表、合作社……写到人", is_needed=True)
    attendees = forms.IntegerField(label="到会人数", min_value=1, max_value=9999)
    votes_for = forms.IntegerField(label="同意", min_value=0, max_value=9999)
    votes_against = forms.IntegerField(label="不同意", min_value=0, max_value=9999)
    opinions = _text("意见", 1000, "不同意见照写，采纳了没有、规划哪里改了", rows=5, is_needed=True)
    conclusion = forms.ChoiceField(label="结论", choices=Conclusion.choices, widget=forms.RadioSelect)
    minutes = forms.FileField(
        label="论证记录",
        widget=forms.FileInput({"accept": ACCEPT}),
        help_text="会议记录和签名，扫描成一个 PDF 或拍一张照片，不超过 8 MB",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()

    def clean_minutes(self) -> bytes:
        upload = self.cleaned_data["minutes"]
        if (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(f"{upload.name} 超过 8 MB，先缩小再传")
        return bytes(upload.read())


class TakeBackForm(ActionForm):
    reason = _text("为什么退回", 160, "哪里要改。退回以后是下一版，改好要重新论证", rows=3, is_needed=True)


class EndForm(ActionForm):
    reason = _text("为什么终止", 160, "终止以后时间表不再跟，村里可以另起草一份", rows=3, is_needed=True)


class ReopenForm(ActionForm):
    reason = _text("为什么又没完成", 160, "写清楚差什么，留在记录里", rows=3, is_needed=True)


class MilestoneForm(ActionForm):
    stage = forms.ChoiceField(label="步骤")
    name = forms.CharField(label="里程碑", max_length=40, help_text="到那天能看见什么，如 烘干房建成")
    due_on = DayField(label="计划完成")
    owner = forms.CharField(label="责任人", max_length=40, help_text="写到人")
    deliverable = forms.CharField(label="完成凭什么", max_length=60, help_text="验收表、合同、照片")

    def __init__(self, *args: Any, plan: VillagePlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages = {str(stage.pk): stage for stage in plan.stages.all()}
        self.fields["stage"].choices = [(key, stage.name) for key, stage in self.stages.items()]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "due_on", "owner", "deliverable")}


class DoneForm(ActionForm):
    done_on = DayField(label="完成日期")
    note = _text("完成说明", 200, "凭什么说完成了：验收表几份、合同几份")

    def __init__(self, *args: Any, milestone: Milestone, today: date, **kwargs: Any) -> None:
        known = {"done_on": milestone.done_on or today, "note": milestone.done_note}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()


class DateForm(ActionForm):
    new_due_on = DayField(label="新日期")
    reason_kind = forms.ChoiceField(label="原因", choices=DelayReason.choices, widget=forms.RadioSelect)
    reason = _text("说明", 300, "卡在哪里、什么时候能好", rows=3)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_due_on"].widget.attrs["min"] = today.isoformat()


class DecideForm(ActionForm):
    """The two buttons carry the answer; without one of them nothing is decided."""

    answer = forms.ChoiceField(
        label="批或不批", choices=[("grant", "批"), ("decline", "不批")], widget=forms.HiddenInput
    )
    note = _text("意见", 200, "不批要写原因", rows=2)
