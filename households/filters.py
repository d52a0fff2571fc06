"""The household list's questions: saved views, filters and search, which all combine (experience §2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import django_filters as filters
from django.http import HttpRequest, QueryDict

from households.codes import Category, MeasureKind, PovertyCause, PovertyStatus, TradeKind
from households.counting import COUNT_UP_TO, Count, count_up_to, remembered_when_many
from households.models import Criterion, Helper, Household, Member
from households.models.household import HouseholdQuerySet
from households.models.standard import CriterionQuerySet
from households.visiting import QUIET_AFTER
from povertyplan.accounts.models import User
from villages.models import Village, VillageQuerySet


@dataclass(frozen=True)
class SavedView:
    key: str
    label: str
    narrow: Callable[[HouseholdQuerySet, date], HouseholdQuerySet]


SAVED_VIEWS = (
    SavedView("poor", "全部未脱贫", lambda rows, on: rows.still_poor()),
    SavedView(
        "benefits", "低保五保未脱贫", lambda rows, on: rows.still_poor().in_category(Category.DIBAO, Category.WUBAO)
    ),
    SavedView("quiet", "30 天没走访", lambda rows, on: rows.still_poor().quiet_since(on - QUIET_AFTER)),
    SavedView("unhelped", "没有责任人", lambda rows, on: rows.still_poor().unhelped(on=on)),
    SavedView(
        "short",
        "标准未达标或未核",
        lambda rows, on: rows.still_poor().short_of_standard(list(Criterion.objects.in_force())),
    ),
    SavedView("again", "没听明白，再讲", lambda rows, on: rows.still_poor().to_explain_again()),
    SavedView("no_trade", "没有一业", lambda rows, on: rows.still_poor().without_trade()),
    SavedView("no_part", "没参加一村一品", lambda rows, on: rows.still_poor().not_taking_part(on=on)),
    SavedView("leaving", "在走退出", lambda rows, on: rows.on_the_way_out()),
    SavedView("helped", "脱贫后继续帮扶", lambda rows, on: rows.helped_on(on=on)),
    SavedView("lifted", "已脱贫", lambda rows, on: rows.lifted()),
    SavedView("all", "全部", lambda rows, on: rows),
)
_VIEWS = {view.key: view for view in SAVED_VIEWS}

VISITED = (
    ("none30", "30 天没走访"),
    ("none60", "60 天没走访"),
    ("never", "从没走访"),
    ("in30", "30 天内走访过"),
)
EXITS = (("leaving", "在走退出"), ("helped", "脱贫后继续帮扶"), ("doubt", "退出要复核"))
TRADES = (
    ("trade", "有一业"),
    ("no_trade", "没有一业"),
    ("part", "参加一村一品"),
    ("no_part", "没参加一村一品"),
    *((kind.value, f"一业：{kind.label}") for kind in TradeKind),
)
PAIRINGS = (("yes", "有责任人"), ("no", "没有责任人"))
MEASURES = (("none", "没有在做的措施"), *MeasureKind.choices)
BAGS: dict[str, tuple[str, Callable[[HouseholdQuerySet], HouseholdQuerySet]]] = {
    "printed": ("印过", HouseholdQuerySet.with_bag),
    "none": ("还没有印", HouseholdQuerySet.without_bag),
    "stale": ("要重印", HouseholdQuerySet.with_stale_bag),
    "undelivered": ("印了没送到", HouseholdQuerySet.bag_undelivered),
    "delivered": ("送到了", HouseholdQuerySet.bag_delivered),
    "unasked": ("送到没问三问", HouseholdQuerySet.bag_unasked),
    "understood": ("三问都答得上", HouseholdQuerySet.bag_understood),
    "again": ("没听明白，再讲", HouseholdQuerySet.to_explain_again),
}
SORTS = {
    "head": ("head_pinyin",),
    "village": ("village_id", "hamlet", "registry_no"),
    "members": ("member_count",),
    "visited": ("last_visit",),
}
SORT_WORDS = {"": "村和户编号", "head": "户主", "village": "村", "members": "人口", "visited": "最近走访"}


def _villages(request: HttpRequest) -> VillageQuerySet:
    return Village.objects.visible_to(request.user)  # type: ignore[arg-type]


def _criteria(_: HttpRequest) -> CriterionQuerySet:
    return Criterion.objects.in_force()


class HouseholdFilter(filters.FilterSet):
    """`today` is set by `Register`; the methods say in queryset phrases what a chip asks."""

    today: date

    village = filters.ModelChoiceFilter(label="村", queryset=_villages, empty_label="全部")
    category = filters.ChoiceFilter(label="类别", choices=Category, empty_label="全部")
    cause = filters.ChoiceFilter(label="致贫原因", choices=PovertyCause, empty_label="全部", method="with_cause")
    main = filters.ChoiceFilter(label="主要原因", choices=PovertyCause, empty_label="全部", field_name="main_cause")
    status = filters.ChoiceFilter(label="状态", choices=PovertyStatus, empty_label="全部", field_name="poverty_status")
    criterion = filters.ModelChoiceFilter(
        label="未达标",
        queryset=lambda _: Criterion.objects.in_force(),
        to_field_name="code",
        empty_label="不限",
        method="short_of",
    )
    unchecked = filters.ModelChoiceFilter(
        label="未核",
        queryset=lambda _: Criterion.objects.in_force(),
        to_field_name="code",
        empty_label="不限",
        method="not_checked",
    )
    visited = filters.ChoiceFilter(label="走访", choices=VISITED, empty_label="不限", method="by_visit")
    trade = filters.ChoiceFilter(label="产业", choices=TRADES, empty_label="不限", method="by_trade")
    measure = filters.ChoiceFilter(label="在做的措施", choices=MEASURES, empty_label="不限", method="by_measure")
    bag = filters.ChoiceFilter(
        label="明白袋", choices=[(key, words) for key, (words, _) in BAGS.items()], empty_label="不限", method="by_bag"
    )
    exit = filters.ChoiceFilter(label="退出", choices=EXITS, empty_label="不限", method="by_exit")
    pairing = filters.ChoiceFilter(label="结对", choices=PAIRINGS, empty_label="不限", method="by_pairing")
    helper = filters.CharFilter(label="责任人", method="by_helper")

    class Meta:
        model = Household
        fields = ()

    def with_cause(self, rows: HouseholdQuerySet, _: str, cause: str) -> HouseholdQuerySet:
        return rows.with_cause(cause)

    def short_of(self, rows: HouseholdQuerySet, _: str, criterion: Criterion) -> HouseholdQuerySet:
        return rows.not_met(criterion)

    def not_checked(self, rows: HouseholdQuerySet, _: str, criterion: Criterion) -> HouseholdQuerySet:
        return rows.unchecked(criterion)

    def by_visit(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        if answer == "never":
            return rows.never_visited()
        if answer == "in30":
            return rows.visited_since(self.today - QUIET_AFTER)
        return rows.quiet_since(self.today - QUIET_AFTER * (2 if answer == "none60" else 1))

    def by_trade(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        if answer == "trade":
            return rows.with_trade()
        if answer == "no_trade":
            return rows.without_trade()
        if answer in TradeKind.values:
            return rows.with_trade(answer)
        return rows.taking_part(on=self.today) if answer == "part" else rows.not_taking_part(on=self.today)

    def by_measure(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        return rows.without_measure() if answer == "none" else rows.with_measure(answer)

    def by_bag(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        return BAGS[answer][1](rows)

    def by_exit(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        if answer == "leaving":
            return rows.on_the_way_out()
        return rows.helped_on(on=self.today) if answer == "helped" else rows.out_in_doubt()

    def by_pairing(self, rows: HouseholdQuerySet, _: str, answer: str) -> HouseholdQuerySet:
        return rows.helped(on=self.today) if answer == "yes" else rows.unhelped(on=self.today)

    def by_helper(self, rows: HouseholdQuerySet, _: str, text: str) -> HouseholdQuerySet:
        """A number is a helper's key, as links write it; anything else the beginning of a name."""
        if text.isdecimal():
            return rows.helped_by(int(text), on=self.today)
        return rows.helped_by_name(text, on=self.today)


@dataclass(frozen=True)
class Chip:
    """A condition that is on, and the query string without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Option:
    """A value of a filter: one press sets it, or takes it off when it is on."""

    label: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class Menu:
    label: str
    options: tuple[Option, ...]
    is_on: bool


class Register:
    """The households that a person asks for: view, filters, search phrase and order of one query string."""

    def __init__(self, params: QueryDict, request: HttpRequest, *, user: User, today: date) -> None:
        self.params, self.request, self.user, self.today = params, request, user, today
        self.phrase = params.get("q", "").strip()[:60]
        # A phrase is looked for in the whole office, until a view is chosen too.
        key = params.get("view", "")
        self.view = _VIEWS.get(key) or _VIEWS["all" if self.phrase else "poor"]
        self.filter = self._filter(params)

    def _filter(self, params: QueryDict) -> HouseholdFilter:
        found = HouseholdFilter(params, queryset=self.scope, request=self.request)
        found.today = self.today
        return found

    @property
    def scope(self) -> HouseholdQuerySet:
        return Household.objects.visible_to(self.user)

    @property
    def rows(self) -> HouseholdQuerySet:
        return self._narrowed(self.view, self.filter, self.phrase)

    def _narrowed(self, view: SavedView, chosen: HouseholdFilter, phrase: str) -> HouseholdQuerySet:
        # A value that no filter knows (an old link) narrows nothing; the form says so beside the field.
        chosen.form.is_valid()
        rows = view.narrow(chosen.filter_queryset(self.scope), self.today)
        return rows.matching(phrase) if phrase else rows

    def in_order(self) -> HouseholdQuerySet:
        key = self.sort
        if not key:
            return self.rows.in_list_order()
        names = SORTS[key.removeprefix("-")]
        rows = self.rows
        if names[0] == "member_count":
            rows = rows.with_member_count()
        elif names[0] == "last_visit":
            rows = rows.with_last_visit()
        elif names[0] == "head_pinyin":
            rows = rows.with_head()
        return rows.in_order_of(*names, backwards=key.startswith("-"))

    @property
    def sort(self) -> str:
        key = self.params.get("sort", "")
        return key if key.removeprefix("-") in SORTS else ""

    @property
    def sort_words(self) -> str:
        return f"按{SORT_WORDS[self.sort.removeprefix('-')]}排序"

    @cached_property
    def saved_views(self) -> list[tuple[SavedView, Count]]:
        return [(view, self._counted(view.key, view.narrow(self.scope, self.today))) for view in SAVED_VIEWS]

    @cached_property
    def count(self) -> Count:
        return self._counted(self._without("page", "sort"), self.rows)

    def _counted(self, key: str, rows: HouseholdQuerySet) -> Count:
        return remembered_when_many(f"{self.user.pk}:{self.today}:{key}", rows, total=self._total)

    @cached_property
    def _total(self) -> Count:
        return count_up_to(self.scope)

    @cached_property
    def poor_people(self) -> Count:
        """People of the households still poor."""
        people = Member.objects.present().of_households(self.scope.still_poor())
        return count_up_to(people)

    @property
    def poor_households(self) -> Count:
        return next(count for view, count in self.saved_views if view.key == "poor")

    @property
    def walk(self) -> str:
        """The query string that keeps the list while one walks from household to household."""
        return self._without("page") or f"view={self.view.key}"

    @property
    def chips(self) -> list[Chip]:
        found = [
            Chip(str(bound.label), self._said(name), self._without(name, "page"))
            for name, bound in ((name, self.filter.form[name]) for name in self.filter.filters)
            if self.filter.form.cleaned_data.get(name)
        ]
        if self.phrase:
            found.append(Chip("查找", self.phrase, self._without("q", "page")))
        return found

    @property
    def menus(self) -> list[Menu]:
        """Filters with a short list of values; the helper's name is typed instead."""
        names = [name for name in self.filter.filters if hasattr(self.filter.form.fields[name], "choices")]
        return [self._menu(name) for name in names]

    def _menu(self, name: str) -> Menu:
        chosen = self.params.get(name, "")
        options = []
        for value, words in self.filter.form.fields[name].choices:
            if value:
                query = self.params.copy()
                query["view"] = self.view.key
                query[name] = str(value)
                query.pop("page", None)
                is_on = str(value) == chosen
                options.append(Option(str(words), self._without(name, "page") if is_on else query.urlencode(), is_on))
        return Menu(str(self.filter.form[name].label), tuple(options), bool(chosen))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search inside the list carries along."""
        pairs = [
            (key, str(value)) for key, value in self.params.items() if key not in ("q", "page", "helper") and value
        ]
        return pairs if "view" in self.params else [("view", self.view.key), *pairs]

    @property
    def helper_text(self) -> str:
        return self.params.get("helper", "")

    def _said(self, name: str) -> str:
        value = self.filter.form.cleaned_data[name]
        if name == "helper" and value.isdecimal():
            helper = Helper.objects.visible_to(self.user).filter(pk=value).first()
            return helper.name if helper else "没有这位"
        choices = dict(getattr(self.filter.form.fields[name], "choices", ())) if isinstance(value, str) else {}
        return str(choices.get(value, value))

    def _without(self, *names: str) -> str:
        query = self.params.copy()
        for name in names:
            query.pop(name, None)
        for name in [name for name, value in query.items() if not value]:
            query.pop(name, None)
        return query.urlencode()

    def loosened(self) -> tuple[Chip, Count] | None:
        """The one condition whose removal brings most households back; None where none does.

        Who typed a name wants that household, so the phrase is the last to go.
        """
        elsewhere = self._in_all() if self.phrase else None
        if elsewhere:
            return elsewhere
        best: tuple[Chip, Count] | None = None
        for chip in self.chips:
            params = QueryDict(chip.without)
            count = count_up_to(self._narrowed(self.view, self._filter(params), params.get("q", "").strip()))
            if count > (best[1] if best else 0):
                best = (chip, count)
        return best or self._in_all()

    def _in_all(self) -> tuple[Chip, Count] | None:
        if self.view.key == "all":
            return None
        count = count_up_to(self._narrowed(_VIEWS["all"], self.filter, self.phrase))
        query = self.params.copy()
        query["view"] = "all"
        return (Chip("常用筛选", self.view.label, query.urlencode()), count) if count else None

    def walk_at(self, household: Household) -> "Walk | None":
        """Where the household stands in this list; None when it is not among its first rows."""
        keys = list(self.in_order().values_list("pk", flat=True)[:COUNT_UP_TO])
        if household.pk not in keys:
            return None
        place = keys.index(household.pk)
        return Walk(
            place=place + 1,
            total=len(keys),
            before=keys[place - 1] if place else None,
            after=keys[place + 1] if place + 1 < len(keys) else None,
            title="、".join([self.view.label, *(chip.value for chip in self.chips)]),
            query=self.walk,
        )


@dataclass(frozen=True)
class Walk:
    """A household's place in the list it was opened from, and its neighbours' keys."""

    place: int
    total: int
    before: int | None
    after: int | None
    title: str
    query: str
