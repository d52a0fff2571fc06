"""From villages and a day to the poster of their battle map; what stands on it is kept as an edition (R2.1, R8)."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from households.models import Household
from office.bags.staleness import refresh
from office.maps.battle_map import BattleMap
from office.maps.help_board import village_help
from office.maps.lists import Reader
from office.maps.map_figures import MapFigure, figures_of
from office.maps.paper_words import paper_words
from office.maps.poster import Imprint, Poster
from office.maps.village_board import VillageBoard
from office.printing import fonts
from office.shown_day import ShownDay
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui.dates import iso, spoken
from villages.actions.map_editions import keep_map_edition
from villages.models import Baseline, MapEdition, PaperSize, Village

_SAID = "打印作战图"


def press(village: Village | None, *, shown: ShownDay, size: PaperSize, by: User | None) -> tuple[MapEdition, bytes]:
    """Of one village, or of the sub-district where it is None. Nothing is kept of a sheet that does not come out.

    Paper says the same whoever prints it. Who may print which village is for the caller to ask.
    """
    if shown.is_today:
        refresh(on=shown.day)
    with shown.read():
        board = board_of(village, shown=shown)
        if not board.rows:
            raise Refused(_nothing_known(village, shown))
        poster = poster_of(board, shown=shown, size=size)
        figures = [figure.as_kept() for figure in figures_on(poster)]
    with changing(by=by, reason=_SAID):
        edition = keep_map_edition(village, figures, as_of=shown.day, known_at=shown.moment, by=by)
        pdf = poster_pdf(poster.printed_as(imprint(edition)))
        record(
            Act.PRINT,
            by=by,
            subject=edition,
            village_code=village.code if village else "",
            reason=_SAID,
            number=edition.number,
            size=size.value,
        )
    return edition, pdf


def size_of(text: str) -> PaperSize:
    """A size as it was typed or posted."""
    try:
        return PaperSize(text.strip().upper())
    except ValueError:
        raise Refused(f"没有“{text[:10]}”这种纸，选 A1、A0 或 A3") from None


def day_of(text: str, *, now: datetime) -> ShownDay:
    """A day as it was typed or posted; nothing is today. Paper is of no other day than the one asked for, and of none
    before the plan."""
    shown = ShownDay.asked(text, now=now)
    if not text:
        return shown
    if shown.is_today and shown.note:
        raise Refused(shown.note.split("；")[0])
    first = Baseline.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
    if first and shown.day < first:
        began, day = spoken(first, year=True), spoken(shown.day, year=True)
        raise Refused(f"计划 {began}开始，{day}还没有开始，没有作战图可印")
    return shown


def _nothing_known(village: Village | None, shown: ShownDay) -> str:
    if shown.is_today:
        return "还没有村，先导入村和边界，再打印作战图"
    return f"{iso(shown.day)} 那天还没有登记{'这个村' if village else '村'}"


def board_of(village: Village | None, *, shown: ShownDay) -> BattleMap:
    """What paper shows; inside `shown.read()`."""
    villages = Village.objects.filter(pk=village.pk) if village else Village.objects.all()
    reader = Reader.of_paper(is_of_village=village is not None)
    return BattleMap.of(villages, on=shown.day, now=shown.moment, reader=reader)


def poster_of(board: BattleMap, *, shown: ShownDay, size: PaperSize) -> Poster:
    """Inside `shown.read()`; the sheet of a village where the board is of one."""
    if not board.reader.is_of_village:
        return Poster.of(board, size=size, note=shown.note)
    here = board.village.village
    households = VillageBoard.of(here, Household.objects.all(), on=shown.day, told_later=shown.is_told_later)
    enterprises = village_help(here, on=shown.day)
    return Poster.of(board, size=size, note=shown.note, households=households, enterprises=enterprises)


def drawn(village: Village | None, *, shown: ShownDay, size: PaperSize) -> tuple[BattleMap, Poster]:
    """Inside `shown.read()`."""
    board = board_of(village, shown=shown)
    return board, poster_of(board, shown=shown, size=size)


def figures_on(poster: Poster) -> list[MapFigure]:
    """Everything on the sheet that can be compared: what an edition keeps, and what is compared with it later."""
    return [*figures_of(poster.board), *paper_words(poster)]


def imprint(edition: MapEdition) -> Imprint:
    """The moment is that of the edition: the same figures printed again are the same sheet."""
    return Imprint(edition.number, edition.known_at, f"{settings.PUBLIC_URL.rstrip('/')}/m/{edition.token}/")


def poster_pdf(poster: Poster) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    html = render_to_string("office/poster/poster.html", {"poster": poster})
    missing = fonts.undrawable_words(html)
    if missing:
        raise Refused(f"{missing}，先改成正确的字")
    return engine.write(engine.lay_out(html, subject=_SAID, sheets=engine.POSTER), subject=_SAID)
