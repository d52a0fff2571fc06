"""Words, rule and course of a policy or remark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from households import eligibility
from households.forms.versioned import VersionedForm
from households.models import (
    LONGEST_SUMMARY,
    ItemKind,
    LibraryCondition,
    LibraryItem,
    LibraryVersion,
    RuleFact,
    RuleMatch,
)
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.forms.practices import read

_ACCEPTED = "image/jpeg,image/png,application/pdf"
_ROWS, _MOST_ROWS = 3, 12
_OLDEST = 120


class WordsForm(VersionedForm):
    kind: ClassVar[ItemKind]

    summary = forms.CharField(
        label="印在明白袋上的话", max_length=LONGEST_SUMMARY, widget=forms.Textarea(attrs={"rows": 3, "data-count": ""})
    )
    full_text = forms.CharField(
        label="全文", max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 8}), help_text="存查，不印"
    )
    valid_from = DayField(label="从哪天起有效")
    valid_until = DayField(label="到哪天", required=False, help_text="没写就一直有效")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = (
            self.data.get("summary") if self.is_bound else self.get_initial_for_field(self.fields["summary"], "summary")
        )
        said = str(typed or "")
        self.fields["summary"].help_text = f"说给户里听，不超过 {LONGEST_SUMMARY} 字；现在 {len(said)} 字"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        begins, ends = found.get("valid_from"), found.get("valid_until")
        if begins and ends and ends < begins:
            self.add_error("valid_until", f"有效期的结束 {ends} 早于开始 {begins}，核对两个日期")
        return found


class PolicyForm(WordsForm):
    kind = ItemKind.POLICY

    class Meta:
        model = LibraryVersion
        fields = (
            "title",
            "summary",
            "amount",
            "amount_note",
            "how",
            "ask",
            "ask_phone",
            "source",
            "level",
            "valid_from",
            "valid_until",
            "full_text",
        )
        help_texts: ClassVar[dict[str, str]] = {
            "amount": "印成大字，如 180 元",
            "amount_note": "如 每人每年，全免",
            "how": "如 带身份证到村里申请",
            "ask": "如 卫生院医保窗口",
            "source": "如 演示医保发〔2017〕22 号",
        }

    groups = (
        ("说给户里听", ("title", "summary", "amount", "amount_note", "how", "ask", "ask_phone")),
        ("依据和期限", ("source", "level", "valid_from", "valid_until", "full_text")),
    )


class RemarkForm(WordsForm):
    kind = ItemKind.REMARK

    said_on = DayField(label="哪天说的", required=False)

    class Meta:
        model = LibraryVersion
        help_texts: ClassVar[dict[str, str]] = {"title": "列表里用，不印", "source": "讲话稿、会议记录"}
        fields = (
            "title",
            "summary",
            "speaker",
            "speaker_duty",
            "occasion",
            "said_on",
            "source",
            "valid_from",
            "valid_until",
            "full_text",
        )

    groups = (
        ("说了什么", ("title", "summary", "speaker", "speaker_duty", "occasion", "said_on")),
        ("依据和期限", ("source", "valid_from", "valid_until", "full_text")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].required = True


def words_form(kind: ItemKind) -> type[WordsForm]:
    return PolicyForm if kind == ItemKind.POLICY else RemarkForm


class CodesField(forms.MultipleChoiceField):
    """Codes of one fact, written fact:code: what was ticked of another fact before it changed falls away."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: object) -> list[str]:
        offered = {str(key) for key, _ in self.choices}  # type: ignore[misc, union-attr]
        return [code for code in super().to_python(value) if code in offered]


@dataclass
class Row:
    """One line of the rule as the form draws it; `households` is what it leaves, None where it is not complete."""

    number: int
    fact: BoundField
    asked: list[BoundField]
    condition: LibraryCondition | None
    households: int | None = None


class RuleForm(ActionForm):
    """Rows of conditions. What a row asks follows from its fact, so another fact brings other fields: the page is
    drawn again, by a button or by library.js."""

    rule_match = forms.ChoiceField(label="几个条件怎么合", choices=RuleMatch, widget=forms.RadioSelect)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        version: LibraryVersion | None = None,
        criteria: Mapping[int, str],
        more: bool = False,
    ) -> None:
        kept = list(version.conditions.all()) if version and version.pk else []
        initial: dict[str, Any] = {"rule_match": version.rule_match if version else RuleMatch.ALL}
        for n, one in enumerate(kept):
            initial |= {f"fact{n}": one.fact, f"low{n}": one.low, f"high{n}": one.high}
            initial[f"values{n}"] = [f"{one.fact}:{code}" for code in one.values]
        self.criteria = criteria
        self.size = min(max(_rows_of(data), len(kept), _ROWS) + (_ROWS if more else 0), _MOST_ROWS)
        super().__init__(data, initial=initial)
        for n in range(self.size):
            self._add_row(n, (data or initial).get(f"fact{n}", ""))
        self.found: dict[int, LibraryCondition] = {} if data else dict(enumerate(kept))

    @property
    def conditions(self) -> list[LibraryCondition]:
        """Those that are whole, in the order of the rows."""
        return list(self.found.values())

    @property
    def match(self) -> str:
        chosen = str(self["rule_match"].value())
        return chosen if chosen in RuleMatch.values else RuleMatch.ALL

    def rows(self, counts: Sequence[int]) -> Iterator[Row]:
        """`counts` in the order of `conditions`."""
        left = dict(zip(self.found, counts, strict=True))
        for n in range(self.size):
            asked = [self[name] for name in (f"values{n}", f"low{n}", f"high{n}") if name in self.fields]
            yield Row(n + 1, self[f"fact{n}"], asked, self.found.get(n), left.get(n))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in range(self.size):
            fact = found.get(f"fact{n}")
            if not fact:
                continue
            values = [code.partition(":")[2] for code in found.get(f"values{n}", [])]
            low, high = found.get(f"low{n}"), found.get(f"high{n}")
            refusal = self._refusal(n, fact, values, low, high)
            if refusal:
                self.add_error(*refusal)
            elif not {f"values{n}", f"low{n}", f"high{n}"} & set(self.errors):
                self.found[n] = LibraryCondition(fact=fact, values=values, low=low, high=high)
        return found

    def _refusal(
        self, n: int, fact: str, values: list[str], low: int | None, high: int | None
    ) -> tuple[str, str] | None:
        if fact == RuleFact.AGE:
            if low is None and high is None:
                return f"low{n}", f"条件 {n + 1}：写从几岁，或到几岁"
            if low is not None and high is not None and high < low:
                return f"high{n}", f"条件 {n + 1}：到 {high} 岁比从 {low} 岁小，核对两个岁数"
        elif fact != RuleFact.RELOCATED and not values:
            return f"values{n}", f"条件 {n + 1}：“{RuleFact(fact).label}”选至少 1 项"
        return None

    def _add_row(self, n: int, fact: str) -> None:
        own: dict[str, forms.Field] = {
            f"fact{n}": forms.ChoiceField(
                label=f"条件 {n + 1}", choices=[("", "不加条件"), *RuleFact.choices], required=False
            )
        }
        if fact == RuleFact.AGE:
            for name, label in (("low", "从（岁）"), ("high", "到（岁）")):
                own[f"{name}{n}"] = forms.IntegerField(label=label, required=False, min_value=0, max_value=_OLDEST)
        elif fact in RuleFact.values and fact != RuleFact.RELOCATED:
            offered = [(f"{fact}:{code}", label) for code, label in eligibility.choices_of(fact, self.criteria)]
            own[f"values{n}"] = CodesField(label="是其中之一", choices=offered, required=False)
        for name, field in own.items():
            field.error_messages |= (
                {"invalid": f"条件 {n + 1}：岁数写成整数，如 60"} if name[:3] in ("low", "hig") else {}
            )
        self.fields.update(own)


def _rows_of(data: QueryDict | None) -> int:
    return sum(name.startswith("fact") for name in data) if data else 0


class SendBackForm(ActionForm):
    reason = forms.CharField(
        label="退回去改什么", max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="写的人看得到"
    )


class WithdrawVersionForm(ActionForm):
    reason = forms.CharField(label="为什么停用", max_length=60, help_text="如 文件已废止、并入另一条")


class PublishForm(ActionForm):
    """`doubt` is what has to be confirmed, in words; without one there is nothing to tick."""

    is_sure = forms.BooleanField(label="知道，仍要发布", required=False)

    def __init__(self, *args: Any, doubt: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not doubt:
            del self.fields["is_sure"]


class PositionForm(ActionForm):
    position = forms.IntegerField(label="排在第几", min_value=1, max_value=999)

    def __init__(self, *args: Any, item: LibraryItem, **kwargs: Any) -> None:
        super().__init__(*args, initial={"position": item.position}, **kwargs)


class VersionFileForm(ActionForm):
    file = forms.FileField(
        label="文件", help_text="照片（JPG、PNG）或 PDF，不超过 8 MB", widget=forms.FileInput({"accept": _ACCEPTED})
    )
    name = forms.CharField(label="说明", max_length=60, help_text="如 文件扫描件、申请表样张")

    def clean_file(self) -> bytes:
        return read(self.cleaned_data["file"])
