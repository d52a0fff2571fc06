"""From households to PDF: one bag, or a village with its separator, each bag beginning on a sheet of its own.

Paper first, then the edition: what is laid out here carries planned numbers, and nothing is written before the file
is there.
"""

import io
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from households.actions.bags import Content, PlannedEdition, Superseded, keep_edition, plan_editions
from households.models import Household
from office.bags.bag import Bag, Edition, bags_of
from office.printing import binding, fonts
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import Village

CONTENTS = (
    ("house", "我家情况", "home"),
    ("help", "怎么帮我", "help"),
    ("yuan", "收入账", "income"),
    ("doc", "我的政策", "policies"),
    ("phone", "联系走访", "contact"),
)
FACTS_A_ROW, FACTS_A_ROW_LARGE = 4, 3
CHANGES = ("首次印发", "内容有更新", "没有变化")
# About 12 MB of laid-out pages a bag: a part keeps a process under half a gigabyte.
BAGS_A_PART = 21
BLANK = '<html lang="zh-CN"><body class="blank-page"></body></html>'


@dataclass(frozen=True)
class SeparatorLine:
    registry_no: str
    head: str
    hamlet: str
    edition: int
    pages: int
    change: str


@dataclass(frozen=True)
class Separator:
    """The sheet on top of a village's pile: what to count, whom to hand it to, who signs (送达清单)."""

    office: str
    village: str
    officer: str
    on: date
    lines: tuple[SeparatorLine, ...]

    @property
    def pages(self) -> int:
        return sum(line.pages for line in self.lines)

    @property
    def day(self) -> str:
        return dates.spoken(self.on)

    @property
    def printed(self) -> str:
        return dates.spoken(self.on, year=True)

    @property
    def changes(self) -> list[tuple[str, int]]:
        counts = [(change, sum(line.change == change for line in self.lines)) for change in CHANGES]
        return [(change, count) for change, count in counts if count]


@dataclass(frozen=True)
class VillagePile:
    """All that a village's file says; nothing more is read from the database to print it."""

    village: str
    code: str
    officer: str
    bags: tuple[Bag, ...]
    on: date
    large: bool


@dataclass(frozen=True)
class VillageFile:
    """A finished file: `lines` are those of its delivery list, `pages` counts all, blank ones too."""

    pdf: bytes
    lines: tuple[SeparatorLine, ...]
    pages: int


def press_household(household: Household, *, on: date, by: User | None, large: bool = False) -> bytes:
    """The PDF of one bag. Its edition is kept only if the sheet comes out; made once more if somebody was faster."""
    try:
        return _press_household(household, on=on, by=by, large=large)
    except Superseded:
        return _press_household(household, on=on, by=by, large=large)


def _press_household(household: Household, *, on: date, by: User | None, large: bool) -> bytes:
    bag = Bag.of(household, on=on)
    refuse_undrawable([bag])
    planned = plan_editions({household.pk: bag.content_hash}, on=on)[household.pk]
    pdf = bag_pdf(bag.in_edition(edition_on_paper(planned)), large=large)
    keep_edition(household, planned, content_of(bag), by=by)
    return pdf


def pile_of(
    village: Village, households: Collection[int], *, on: date, large: bool = False
) -> tuple[VillagePile, dict[int, PlannedEdition]]:
    """The bags of these households (keys) in registry order, and the edition planned for each."""
    bags = bags_of(Household.objects.filter(pk__in=households).in_registry_order(), on=on)
    refuse_undrawable(bags)
    planned = plan_editions({bag.household_pk: bag.content_hash for bag in bags}, on=on)
    printed = tuple(bag.in_edition(edition_on_paper(planned[bag.household_pk])) for bag in bags)
    officer = village.officer(on=on)
    return VillagePile(village.name, village.code, officer.name if officer else "", printed, on, large), planned


def edition_on_paper(planned: PlannedEdition) -> Edition:
    return Edition(planned.number, planned.printed_on, planned.token, is_first=planned.is_first, is_new=planned.is_new)


def content_of(bag: Bag) -> Content:
    """What an edition keeps."""
    content: Content = json.loads(bag.canonical_json())
    return content


def refuse_undrawable(bags: Sequence[Bag]) -> None:
    """Asked before anything is laid out: a missing glyph would be an empty box on paper."""
    for bag in bags:
        missing = fonts.undrawable_words(bag.canonical_json())
        if missing:
            raise Refused(f"{bag.title}：{missing}，先在名册或资料库里改成正确的字")


def bag_html(bag: Bag, *, large: bool = False) -> str:
    return render_to_string("office/bag/bag.html", bag_context(bag, large=large))


def bag_context(bag: Bag, *, large: bool = False) -> dict[str, Any]:
    """What the fragments of the bag ask for, on paper and on screen."""
    step = FACTS_A_ROW_LARGE if large else FACTS_A_ROW
    rows = [bag.facts[i : i + step] for i in range(0, len(bag.facts), step)]
    return {"bag": bag, "big": large, "fact_rows": rows, "bag_contents": CONTENTS}


def bag_pdf(bag: Bag, *, large: bool = False) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    document = engine.lay_out(bag_html(bag, large=large), subject=bag.title)
    return engine.write(document, subject=bag.title)


def village_pdf(pile: VillagePile, *, laid_out: Callable[[int], None] = lambda _: None) -> VillageFile:
    """Separator first, then the bags; a blank page ends each odd one, so duplex printing keeps them apart.

    A large village is written in parts, the first one last: its separator tells the pages of all. `laid_out` hears
    after each bag how many there are, and may raise to end it.
    """
    from office.printing import engine  # noqa: PLC0415 - slow start

    title = f"{pile.village} 明白袋 {dates.spoken(pile.on, year=True)}"
    blank = engine.lay_out(BLANK, subject="空白页")
    pictures: dict[str, Any] = {}
    lines: list[SeparatorLine] = []
    written: list[bytes] = []
    pages = made = 0
    for start in reversed(range(0, len(pile.bags), BAGS_A_PART)):
        with engine.Shelf(blank.pages[0]) as shelf:
            part = []
            for bag in pile.bags[start : start + BAGS_A_PART]:
                sheets = engine.lay_out(bag_html(bag, large=pile.large), subject=bag.title, pictures=pictures).pages
                part.append(_line(bag, len(sheets)))
                shelf.add(sheets)
                made += 1
                laid_out(made)
            lines = part + lines
            if start == 0:
                shelf.add(engine.lay_out(separator_html(pile, lines), subject=pile.village).pages, first=True)
            pages += len(shelf.pages)
            written.insert(0, engine.write(engine.bound(blank, shelf.pages, title=title), subject=pile.village))
    joined = binding.joined([io.BytesIO(content) for content in written], title=title) if written[1:] else written[0]
    return VillageFile(joined, tuple(lines), pages)


def separator_html(pile: VillagePile, lines: Sequence[SeparatorLine]) -> str:
    sheet = Separator(settings.OFFICE_NAME, pile.village, pile.officer, pile.on, tuple(lines))
    return render_to_string("office/bag/separator.html", {"sheet": sheet})


def _line(bag: Bag, pages: int) -> SeparatorLine:
    edition = bag.edition
    if edition is None:
        raise ValueError(f"{bag.title} has no edition: keep one before printing")
    return SeparatorLine(bag.short_no, bag.head, bag.hamlet, edition.number, pages, edition.change)
