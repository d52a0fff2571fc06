"""What a search phrase finds (experience §7): households by village, and what else bears the name or number.

Each kind of thing only as far as the reader may see it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse

from enterprises.models import Enterprise
from funds.models import Fund, FundNotice
from households.codes import ExitStage, Relation
from households.models import Exit, ExitStep, Helper, Household, LibraryVersion, Member
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.pinyin import keys
from povertyplan.ui.dates import iso
from villages.models import SupervisionOrder, Village

# Rows of one village shown at once; the rest is behind a link to the list.
A_GROUP = 8
# Rows read from the database; a phrase that finds more is better asked again.
MOST = 200


@dataclass(frozen=True)
class VillageGroup:
    """`households` are (household, names of members through whom it was found)."""

    village: Village
    households: tuple[tuple[Household, list[str]], ...]
    count: int
    url: str


@dataclass(frozen=True)
class Hit:
    """`beside` tells it from others of the same name."""

    name: str
    beside: str
    url: str


@dataclass(frozen=True)
class Shelf:
    """Hits of one kind; `url` leads to the list of all of them, where there is one. `is_by_village`: found by the name
    of their village, not by one of their own."""

    title: str
    hits: tuple[Hit, ...]
    count: int
    url: str = ""
    is_by_village: bool = False

    @classmethod
    def of(cls, title: str, hits: Iterable[Hit], *, url: str = "", is_by_village: bool = False) -> "Shelf":
        found = tuple(hits)
        return cls(title, found[:A_GROUP], len(found), url, is_by_village)

    @property
    def more(self) -> str:
        return f"还有 {self.count - A_GROUP} 条" if self.count > A_GROUP else ""


@dataclass(frozen=True)
class Findings:
    """`is_cut`: more than MOST households match. `shelves` are the other kinds, without empty ones. `meant` is the
    village whose whole name the phrase is, where nobody and nothing else bears that name."""

    groups: tuple[VillageGroup, ...]
    villages: tuple[Village, ...]
    helpers: tuple[Helper, ...]
    shelves: tuple[Shelf, ...]
    household_count: int
    is_cut: bool
    meant: Village | None = None

    @classmethod
    def of(cls, phrase: str, *, user: User, on: date) -> "Findings":
        """A fixed number of queries for any number of hits."""
        if not phrase:
            return cls((), (), (), (), 0, False)
        matching = Household.objects.visible_to(user).matching(phrase)
        # A village's name finds all its households; whoever bears the name himself comes before them.
        bearer = Member.objects.filter(household=OuterRef("pk")).present().named(phrase.replace("\0", ""))
        found = matching.select_related("village").with_head().with_helper(on=on).annotate(is_named=Exists(bearer))
        rows = list(found.order_by("-is_named", "village__code", "hamlet", "registry_no")[: MOST + 1])
        helpers = tuple(Helper.objects.visible_to(user).named(phrase)[:A_GROUP])
        villages = tuple(Village.objects.visible_to(user).filter(pk__in=_villages_named(phrase, user)))
        shelves = tuple(shelf for shelf in _shelves(phrase, user, on) if shelf.hits)
        groups = tuple(_groups(rows[:MOST], phrase))
        is_person = bool(helpers) or any(row.is_named for row in rows)  # type: ignore[attr-defined]
        has_own = is_person or any(not shelf.is_by_village for shelf in shelves)
        is_meant = len(villages) == 1 and not has_own and is_whole_name(villages[0].name, phrase)
        meant = villages[0] if is_meant else None
        return cls(groups, villages, helpers, shelves, len(rows[:MOST]), len(rows) > MOST, meant)

    @property
    def only_url(self) -> str:
        """Where the one hit is; a village's own name leads to the village, not to its households or its fund. A part of
        its name may be a family name as well: then the village is listed with what else was found."""
        if self.meant:
            return reverse("office:village_detail", args=[self.meant.pk])
        if self._count != 1 or self.villages:
            return ""
        if self.shelves:
            return self.shelves[0].hits[0].url
        found = self.groups[0].households[0][0] if self.groups else self.helpers[0]
        return found.get_absolute_url()

    @property
    def _count(self) -> int:
        others = sum(shelf.count for shelf in self.shelves)
        return self.household_count + len(self.helpers) + len(self.villages) + others

    @property
    def is_empty(self) -> bool:
        return not self._count


# Where a notice's paper has a number.
_NOTICES = (
    ExitStage.NOTICE,
    ExitStage.ANNOUNCEMENT,
    ExitStage.VILLAGE_NOTICE,
    ExitStage.VILLAGE_ANNOUNCEMENT,
)


def _shelves(phrase: str, user: User, on: date) -> Iterator[Shelf]:
    """A single character, and the bare numbers of people and telephones, mean a person only."""
    text = phrase.replace("\0", "")
    if len(text) < 2 or text[:-1].isdecimal():
        return
    yield Shelf.of("企业", _enterprises(text, user), url=_list("enterprises:enterprise_list", text))
    yield Shelf.of("政策和领导言论", _library(text, user, on))
    yield Shelf.of("公示、公告", [*_exit_notices(text, user), *_fund_notices(text, user)])
    yield Shelf.of("督办单", _orders(text, user))
    if not user.can(Capability.VIEW_HOUSEHOLDS):
        yield Shelf.of("基金", _funds(text, user), is_by_village=True)


def _list(name: str, text: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': text})}"


def _enterprises(text: str, user: User) -> Iterator[Hit]:
    """By a part of the name, the beginning of its initials, the end of the credit code; by its full pinyin too."""
    rows = Enterprise.objects.visible_to(user).in_name_order()
    found = rows.matching(text)
    if text.isascii():
        spelt = [pk for pk, name in rows.values_list("pk", "name") if keys(name).full.startswith(text.lower())]
        found |= rows.filter(pk__in=spelt)
    for row in found[:MOST]:
        yield Hit(row.name, "已退出帮扶" if row.left_on else row.head_name, row.get_absolute_url())


def _library(text: str, user: User, on: date) -> Iterator[Hit]:
    """Versions in force alone: what no longer holds is in the item's own list of versions."""
    for row in LibraryVersion.objects.visible_to(user).in_force(on=on).named(text).select_related("item")[:MOST]:
        yield Hit(row.title, row.source, reverse("households:library_item", args=[row.item_id]))


def _exit_notices(text: str, user: User) -> Iterator[Hit]:
    seen = Exit.objects.open_to(user, Capability.VIEW_HOUSEHOLDS)
    rows = ExitStep.objects.filter(exit__in=seen, stage__in=_NOTICES, document_no__contains=text)
    for row in rows.select_related("exit__village").order_by("-done_on", "-pk")[:MOST]:
        name = f"{row.get_stage_display()} {row.document_no}"
        yield Hit(name, f"{row.exit.village} {iso(row.done_on)}", row.exit.get_absolute_url())


def _fund_notices(text: str, user: User) -> Iterator[Hit]:
    rows = FundNotice.objects.visible_to(user).about(text).newest_first()
    for row in rows.select_related("application__fund__village")[:MOST]:
        village = row.application.fund.village
        name = f"用款公示：{row.application.what}"
        yield Hit(name, f"{village} {iso(row.posted_on)}", row.application.get_absolute_url())


def _orders(text: str, user: User) -> Iterator[Hit]:
    for row in SupervisionOrder.objects.visible_to(user).numbered(text).select_related("village"):
        yield Hit(row.name, str(row.village), row.get_absolute_url())


def _funds(text: str, user: User) -> Iterator[Hit]:
    """For who keeps or approves the money and sees no household."""
    for row in Fund.objects.visible_to(user).with_chain():
        if is_named(row.village.name, text):
            yield Hit(row.village.name, "基金", row.get_absolute_url())


def _villages_named(phrase: str, user: User) -> list[int]:
    if phrase.isascii() and not phrase.isalpha():
        return []
    known = Village.objects.visible_to(user).values_list("pk", "name")
    return [pk for pk, name in known if is_named(name, phrase)]


def is_named(name: str, phrase: str) -> bool:
    """By part of the village's name, or by its whole pinyin or initials."""
    text = phrase.removesuffix("村")
    if not text.isascii():
        return text in name
    pinyin = keys(name.removesuffix("村"))
    return len(text) > 1 and text.lower() in (pinyin.initials, pinyin.full)


def is_whole_name(name: str, phrase: str) -> bool:
    """With 村 or without; or the whole pinyin or initials. A single character is a family name."""
    if phrase.isascii():
        return is_named(name, phrase)
    return len(phrase) > 1 and phrase.removesuffix("村") == name.removesuffix("村")


def _members_named(rows: list[Household], phrase: str) -> dict[int, list[str]]:
    """Who in the house bears the name, when it is not the head: otherwise the hit would look like a mistake."""
    names: dict[int, list[str]] = {}
    members = Member.objects.filter(household__in=rows).exclude(relation=Relation.HEAD).present().named(phrase)
    for household, name in members.in_registry_order().values_list("household", "name"):
        names.setdefault(household, []).append(name)
    return names


def _groups(rows: list[Household], phrase: str) -> list[VillageGroup]:
    by_village: dict[Village, list[Household]] = {}
    for row in rows:
        by_village.setdefault(row.village, []).append(row)
    base, members = reverse("households:household_list"), _members_named(rows, phrase)
    return [
        VillageGroup(
            village,
            tuple((row, members.get(row.pk, [])) for row in found[:A_GROUP]),
            len(found),
            f"{base}?{urlencode({'view': 'all', 'q': phrase, 'village': village.pk})}",
        )
        for village, found in by_village.items()
    ]
