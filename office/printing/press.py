"""From households to PDF: one bag, or a village with its separator, each bag beginning on a sheet of its own."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from households.actions.bags import keep_edition, keep_editions
from households.models import Household
from office.bags import Bag, bags_of, edition_of
from office.printing import binding, fonts
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import Village

CONTENTS = (("house", "我家情况", "home"), ("help", "怎么帮我", "help"), ("phone", "联系走访", "contact"))
FACTS_A_ROW, FACTS_A_ROW_LARGE = 4, 3
CHANGES = ("首次印发", "内容有更新", "没有变化")
# About 5 MB of laid-out pages a bag: a part keeps a process under half a gigabyte.
BAGS_A_PART = 28
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


def press_household(household: Household, *, on: date, by: User | None, large: bool = False) -> bytes:
    """The PDF of one bag. Its edition is kept only if the sheet comes out."""
    bag = Bag.of(household, on=on)
    refuse_undrawable([bag])
    with transaction.atomic():
        kept = keep_edition(household, content_hash=bag.content_hash, on=on, by=by)
        return bag_pdf(bag.in_edition(edition_of(kept.edition, is_new=kept.is_new)), large=large)


def pile_of(
    village: Village, *, on: date, by: User | None, large: bool = False, with_lifted: bool = False
) -> VillagePile:
    """The village's bags in registry order, each with its edition kept.

    Due are all remaining households, 低保 and 五保 too (R3.2); those already out come along `with_lifted`.
    """
    households = Household.objects.in_village(village)
    due = households if with_lifted else households.still_poor()
    bags = bags_of(due.in_registry_order(), on=on)
    if not bags:
        raise Refused(f"{village.name}没有该发明白袋的户")
    refuse_undrawable(bags)
    kept = keep_editions({bag.household_pk: bag.content_hash for bag in bags}, village=village, on=on, by=by)
    printed = []
    for bag in bags:
        edition = kept[bag.household_pk]
        printed.append(bag.in_edition(edition_of(edition.edition, is_new=edition.is_new)))
    officer = village.officer(on=on)
    return VillagePile(village.name, village.code, officer.name if officer else "", tuple(printed), on, large)


def refuse_undrawable(bags: Sequence[Bag]) -> None:
    """Asked before an edition is kept: a missing glyph would be an empty box on paper."""
    for bag in bags:
        missing = fonts.undrawable_words(bag.canonical_json())
        if missing:
            raise Refused(f"{bag.title}：{missing}，先在名册里改成正确的字")


def bag_html(bag: Bag, *, large: bool = False) -> str:
    step = FACTS_A_ROW_LARGE if large else FACTS_A_ROW
    rows = [bag.facts[i : i + step] for i in range(0, len(bag.facts), step)]
    return render_to_string(
        "office/bag/bag.html", {"bag": bag, "big": large, "fact_rows": rows, "bag_contents": CONTENTS}
    )


def bag_pdf(bag: Bag, *, large: bool = False) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    document = engine.lay_out(bag_html(bag, large=large), subject=bag.title)
    return engine.write(document, subject=bag.title)


def village_pdf(pile: VillagePile) -> bytes:
    """Separator first, then the bags; a blank page ends each odd one, so duplex printing keeps them apart.

    A large village is written in parts, the first one last: its separator tells the pages of all.
    """
    from office.printing import engine  # noqa: PLC0415 - slow start

    title = f"{pile.village} 明白袋 {dates.spoken(pile.on, year=True)}"
    blank = engine.lay_out(BLANK, subject="空白页")
    pictures: dict[str, Any] = {}
    lines: list[SeparatorLine] = []
    written: list[bytes] = []
    for start in reversed(range(0, len(pile.bags), BAGS_A_PART)):
        with engine.Shelf(blank.pages[0]) as shelf:
            part = []
            for bag in pile.bags[start : start + BAGS_A_PART]:
                pages = engine.lay_out(bag_html(bag, large=pile.large), subject=bag.title, pictures=pictures).pages
                part.append(_line(bag, len(pages)))
                shelf.add(pages)
            lines = part + lines
            if start == 0:
                shelf.add(engine.lay_out(separator_html(pile, lines), subject=pile.village).pages, first=True)
            written.insert(0, engine.write(engine.bound(blank, shelf.pages, title=title), subject=pile.village))
    return binding.joined([io.BytesIO(content) for content in written], title=title) if written[1:] else written[0]


def separator_html(pile: VillagePile, lines: Sequence[SeparatorLine]) -> str:
    sheet = Separator(settings.OFFICE_NAME, pile.village, pile.officer, pile.on, tuple(lines))
    return render_to_string("office/bag/separator.html", {"sheet": sheet})


def _line(bag: Bag, pages: int) -> SeparatorLine:
    edition = bag.edition
    if edition is None:
        raise ValueError(f"{bag.title} has no edition: keep one before printing")
    return SeparatorLine(bag.short_no, bag.head, bag.hamlet, edition.number, pages, edition.change)
