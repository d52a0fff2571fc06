"""Judging one point or many households, rewriting a standard, the poverty line of a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import QueryDict

from households.actions.poverty_lines import HIGHEST, LOWEST
from households.codes import CheckRule, CheckState, EvidenceKind, StandardKind
from households.drafts import PointDraft, RequirementDraft
from households.forms.versioned import VersionedForm
from households.models import Assessment, Criterion, PovertyLine, StandardSet
from households.standards import Suggestion, judged_years
from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm
from villages.models import FIRST_DAY, LAST_DAY, Indicator

_ACCEPTED = "image/jpeg,image/png,application/pdf"
_SPARE_ROWS = 2
_POINTS, _REQUIREMENTS = 12, 16
# The year of the first line that still circulates.
FIRST_LINE = 2008
# What makes up a criterion but its code.
_WORDS = ("group", "name", "mark", "text", "evidence_kind", "rule")


class AssessmentForm(ActionForm):
    """`year` is the one judged; `known` its verdict so far, `last` the newest of an earlier year."""

    state = forms.ChoiceField(label="核查结果", choices=CheckState, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label="依据",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="看到什么、哪张单子。达标和不适用要写",
    )
    file = forms.FileField(
        label="照片或扫描件",
        required=False,
        widget=forms.FileInput({"accept": _ACCEPTED}),
        help_text="JPG、PNG 或 PDF，不超过 8 MB",
    )
    assessed_on = DayField(label="哪天看的")
    year = forms.TypedChoiceField(label="核哪一年的", coerce=int, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        criterion: Criterion,
        said: Suggestion,
        known: Assessment | None,
        last: Assessment | None,
        year: int,
        today: date,
        **kwargs: Any,
    ) -> None:
        years = judged_years(today)
        initial = {"assessed_on": today, "year": year, "evidence": _first_words(said, known, last)}
        if known:
            initial["state"] = known.state
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["assessed_on"].widget.attrs["max"] = today.isoformat()
        self.fields["year"].choices = [(year, f"{year} 年") for year in years]  # type: ignore[attr-defined]
        if len(years) == 1:
            del self.fields["year"]
        self._criterion, self._known, self._year = criterion, known, year
        if self.asks_for_photo:
            self.fields["file"].help_text = f"判为达标要有 1 张。{self.fields['file'].help_text}"

    def clean_file(self) -> bytes:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > LARGEST_FILE:
            raise forms.ValidationError("文件超过 8 MB，先缩小再传")
        return bytes(upload.read()) if upload else b""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.asks_for_photo and found.get("state") == CheckState.MET and found.get("file") == b"":
            self.add_error("file", "这一项判为达标要有照片或扫描件，拍 1 张再保存")
        return found

    @property
    def asks_for_photo(self) -> bool:
        """The point wants one and none lies there yet."""
        if self._criterion.evidence_kind != EvidenceKind.PHOTO:
            return False
        return not (self._known and self._known.files.standing().exists())

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        found = self.cleaned_data
        caption = f"{self._criterion.name}，{found['assessed_on']:%Y-%m-%d}"
        return {
            "state": CheckState(found["state"]),
            "evidence": found["evidence"],
            "assessed_on": found["assessed_on"],
            "year": self._year,
            "files": [(found["file"], caption)] if found["file"] else [],
        }


def _first_words(said: Suggestion, known: Assessment | None, last: Assessment | None) -> str:
    """What was written this year, else what the register knows, else the words of an earlier year."""
    if known:
        return known.evidence
    if said.is_known:
        return said.words
    return last.evidence if last else ""


class WithdrawForm(ActionForm):
    reason = forms.CharField(label="为什么撤下", max_length=120, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(ActionForm):
    """One verdict for the ticked households."""

    EACH, ONE = "each", "one"

    state = forms.ChoiceField(
        label="记为",
        choices=[(state.value, state.label) for state in (CheckState.MET, CheckState.NOT_APPLICABLE)],
        initial=CheckState.MET,
        widget=forms.RadioSelect,
    )
    words = forms.ChoiceField(
        label="依据",
        choices=[(EACH, "各户用名册上的话"), (ONE, "都用下面这句话")],
        initial=EACH,
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label="一句话依据",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="看到什么、哪张单子，如“2017-11-10 合作医疗参保名单”",
    )

    def __init__(
        self,
        *args: Any,
        suggestions: Mapping[int, Suggestion],
        ticked: Sequence[int],
        sent: int = 0,
        **kwargs: Any,
    ) -> None:
        """`ticked` are those of the `sent` ones that still wait."""
        super().__init__(*args, **kwargs)
        self._suggestions, self._ticked, self._sent = suggestions, ticked, sent

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self._ticked:
            gone = f"勾选的 {self._sent} 户已有人核过或不在名单里，没有动"
            self.add_error(None, gone if self._sent else "先勾选要核的户")
        if found.get("words") == self.ONE and not (found.get("evidence") or "").strip():
            self.add_error("evidence", "写上看到什么、哪张单子")
        others = [key for key in self._ticked if self._suggestions[key].state != found.get("state")]
        if found.get("words") == self.EACH and found.get("state") and others:
            label = CheckState(found["state"]).label
            self.add_error("words", f"勾选的有 {len(others)} 户名册上看不出{label}：去掉勾选，或者都用一句话作依据")
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        found = self.cleaned_data
        own = {key: self._suggestions[key].words for key in self._ticked}
        return {
            "state": CheckState(found["state"]),
            "evidence": found["evidence"] if found["words"] == self.ONE else own,
        }


class PercentField(forms.DecimalField):
    """2 on the page, 0.02 in Python."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimal_places": 2, "max_digits": 4} | kwargs)

    def clean(self, value: object) -> Decimal | None:
        percent = super().clean(value.strip().removesuffix("%") if isinstance(value, str) else value)
        if percent is None:
            return None
        if not Decimal("0.1") <= percent < 50:
            raise forms.ValidationError("贫困发生率上限写成 2 这样的百分数，在 0.1 到 50 之间")
        return percent / 100

    def prepare_value(self, value: object) -> object:
        return f"{(value * 100).normalize():f}" if isinstance(value, Decimal) else value


class StandardForm(ActionForm):
    """The head of a version; its rows are in `ReviseForms`."""

    name = forms.CharField(label="名称", max_length=60)
    level = forms.CharField(label="层级", max_length=20, help_text="国家、省、市、县")
    source = forms.CharField(label="来源", max_length=200, help_text="文件名称和文号")
    valid_from = DayField(label="启用日期")
    notice_days = forms.IntegerField(label="公示天数", min_value=1, max_value=90, help_text="首尾两天都算")
    follow_up_months = forms.IntegerField(label="退出后继续帮扶（月）", min_value=0, max_value=120)
    incidence_limit = PercentField(label="贫困发生率上限（%）", help_text="写成 2 这样的百分数")
    is_below_limit = forms.BooleanField(label="要低于上限，等于不算", required=False)

    def __init__(self, *args: Any, standard: StandardSet, **kwargs: Any) -> None:
        names = list(self.base_fields)
        super().__init__(*args, initial={name: getattr(standard, name) for name in names}, **kwargs)
        if standard.kind == StandardKind.HOUSEHOLD:
            del self.fields["incidence_limit"], self.fields["is_below_limit"]

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if not FIRST_DAY <= day <= LAST_DAY:
            words = f"启用日期在 {FIRST_DAY.year} 年到 {LAST_DAY.year} 年之间，看看年份对不对"
            raise forms.ValidationError(words)
        return day

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RowForm(ActionForm):
    """A row of a standard; a spare one may stay empty, a dropped one is not asked for anything."""

    place = forms.IntegerField(label="顺序", min_value=1, max_value=99)
    is_dropped = forms.BooleanField(label="去掉这一项", required=False)
    words: ClassVar[tuple[str, ...]] = ()
    lines: ClassVar[tuple[tuple[str, ...], ...]] = ()

    def laid_out(self) -> Iterator[list[BoundField]]:
        """The fields line by line as the page shows them."""
        for names in self.lines:
            yield [self[name] for name in names]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, **kwargs)

    def has_changed(self) -> bool:
        """A row that was there before counts though nobody touched it."""
        if self.is_bound and self["is_dropped"].data:
            return False
        return bool(self.initial.get("kept")) or any(name in self.changed_data for name in self.words)


class PointForm(RowForm):
    group = forms.CharField(label="组", max_length=10)
    name = forms.CharField(label="名称", max_length=20)
    mark = forms.CharField(label="方格上的字", max_length=1)
    text = forms.CharField(label="要求", max_length=200)
    evidence_kind = forms.ChoiceField(label="凭证", choices=EvidenceKind, initial=EvidenceKind.TEXT)
    rule = forms.ChoiceField(label="自动核对", choices=[("", "人工"), *CheckRule.choices], required=False)
    words = ("group", "name", "mark", "text", "rule")
    lines = (("place", "group", "name", "mark"), ("text",), ("evidence_kind", "rule", "is_dropped"))


class RequirementForm(RowForm):
    indicator = forms.ChoiceField(label="指标", choices=[("", "—"), *Indicator.choices])
    text = forms.CharField(label="要求", max_length=200)
    least = forms.DecimalField(label="不少于", max_digits=14, decimal_places=2, min_value=0, required=False)
    most = forms.DecimalField(label="不多于", max_digits=14, decimal_places=2, min_value=0, required=False)
    whole = forms.ChoiceField(label="要达到哪个数", choices=[("", "—"), *Indicator.choices], required=False)
    words = ("indicator", "text", "least", "most", "whole")
    lines = (("place", "indicator", "text"), ("least", "most", "whole", "is_dropped"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        bounds = [found.get("least") is not None, found.get("most") is not None, bool(found.get("whole"))]
        if sum(bounds) != 1 and not {"least", "most", "whole"} & set(self.errors):
            self.add_error("least", "“不少于”“不多于”“要达到哪个数”只写 1 项")
        least = found.get("least")
        if found.get("indicator") == Indicator.COLLECTIVE_INCOME and least is not None and least < 1000:
            self.add_error("least", "村集体收入按元写，5 万元写 50000")
        return found


@dataclass
class ReviseForms:
    """The head and the rows of a standard that is being rewritten, read and refused together."""

    head: StandardForm
    rows: Sequence[RowForm]
    standard: StandardSet

    @classmethod
    def over(cls, standard: StandardSet, data: QueryDict | None) -> "ReviseForms":
        """From the version itself, or from what was typed over it."""
        head = StandardForm(data, standard=standard)
        is_village = standard.kind == StandardKind.VILLAGE
        kept = _requirements(standard) if is_village else _points(standard)
        form = RequirementForm if is_village else PointForm
        most = _REQUIREMENTS if is_village else _POINTS
        spare = min(_SPARE_ROWS, max(0, most - len(kept)))
        initials = [*kept, *({"place": len(kept) + 1 + n} for n in range(spare))]
        rows = [form(data, prefix=f"row-{n}", initial=initial) for n, initial in enumerate(initials)]
        return cls(head, rows, standard)

    def is_valid(self) -> bool:
        """All are asked, so that every wrong field is told at once."""
        good = [self.head.is_valid(), *(row.is_valid() for row in self.rows)]
        if self.head.is_bound:
            for number, row in enumerate(self.rows, start=1):
                for errors in row.errors.values():
                    self.head.add_error(None, f"第 {number} 行：{'；'.join(map(str, errors))}")
            self._name_twins()
        return all(good) and not self.head.errors

    def _name_twins(self) -> None:
        """The same name twice would be two columns that nobody can tell apart."""
        key = "indicator" if self.standard.kind == StandardKind.VILLAGE else "name"
        seen: set[str] = set()
        for row in self._filled():
            said = row.cleaned_data.get(key)
            if said and said in seen:
                row.add_error(key, "和上面一行重复")
                self.head.add_error(None, "有 2 行重复，去掉 1 行")
            seen.add(said or "")

    def _filled(self) -> Iterator[RowForm]:
        """Rows that the new version has, in the order that was typed; equal numbers stay as they stood."""
        rows = [row for row in self.rows if row.is_valid() and row.has_changed()]
        yield from sorted(rows, key=lambda row: row.cleaned_data["place"])

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        rows = list(self._filled())
        if self.standard.kind == StandardKind.VILLAGE:
            drafts = [_requirement(row.cleaned_data) for row in rows]
            return {**self.head.facts, "requirements": drafts}
        points = [PointDraft(criterion=row.initial.get("criterion"), **_words(row)) for row in rows]
        return {**self.head.facts, "points": points}


def _points(standard: StandardSet) -> list[dict[str, Any]]:
    return [
        {"kept": True, "place": place, "criterion": criterion, **{n: getattr(criterion, n) for n in _WORDS}}
        for place, criterion in enumerate(Criterion.objects.of(standard), start=1)
    ]


def _requirements(standard: StandardSet) -> list[dict[str, Any]]:
    rows = enumerate(standard.requirements.all(), start=1)
    return [{"kept": True, "place": place, **RequirementDraft.of(row)._asdict()} for place, row in rows]


def _words(row: RowForm) -> dict[str, str]:
    return {name: row.cleaned_data[name] for name in _WORDS}


def _requirement(found: Mapping[str, Any]) -> RequirementDraft:
    return RequirementDraft(found["indicator"], found["least"], found["most"], found["whole"], found["text"])


class LineField(YuanField):
    """元 a person and year; what was typed in 万元 is told so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimal_places": 6, "max_digits": 12} | kwargs)

    def clean(self, value: object) -> int | None:
        fen = super().clean(value)
        if fen is None:
            return None
        typed = Decimal(str(value).replace(",", "").replace("，", "").strip())
        if LOWEST <= fen <= HIGHEST:
            if typed * 100 != fen:
                raise forms.ValidationError("写到分为止，小数点后最多 2 位")
            return fen
        if LOWEST <= typed * 10_000 * 100 <= HIGHEST:
            raise forms.ValidationError(f"按元写，不用万元：{typed.normalize():f} 万元写 {typed * 10_000:.0f}")
        raise forms.ValidationError("按元写，每人每年在 1000 到 50000 元之间，不用万元")


class PovertyLineForm(VersionedForm):
    amount = LineField(label="标准（元）", help_text="每人每年，按元写，如 3335")

    class Meta:
        model = PovertyLine
        fields = ("year", "series", "amount", "source", "is_confirmed")

    groups = (("标准线", ("year", "series", "amount")), ("依据", ("source", "is_confirmed")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Another year is another line.
        self.fields["year"].disabled = bool(self.instance.pk)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_LINE <= year <= LAST_DAY.year:
            raise forms.ValidationError(f"年度写成 2017 这样，在 {FIRST_LINE} 到 {LAST_DAY.year} 之间")
        return year
