"""`poster_a1`: the sub-district's poster from its dataclass to PDF, in CPU seconds of one bag, interleaved."""

from django.utils import timezone

from benchmarks.bags import interleaved, sample
from benchmarks.office_data import office
from benchmarks.results import Result
from office.maps.poster import Poster
from office.printing import map_press, press
from office.shown_day import ShownDay
from villages.models import PaperSize, Village

HOUSEHOLDS, MOST_BAGS = 824, 2.0


def run() -> list[Result]:
    with office(HOUSEHOLDS) as (_, villages):
        poster = poster_of(villages)
    bag = sample(1)
    ours, one_bag = interleaved(lambda: map_press.poster_pdf(poster), lambda: press.bag_pdf(bag))
    ratio, size = ours / one_bag, len(map_press.poster_pdf(poster)) // 1024
    value = f"{ratio:.2f} bags ({ours:.2f} CPU s, {size} kB)"
    return [Result("poster_a1", value, f"<= {MOST_BAGS:g} bags", ratio <= MOST_BAGS)]


def poster_of(villages: list[Village]) -> Poster:
    """With its edition, so that the QR code is drawn."""
    shown = ShownDay.asked("", now=timezone.now())
    _, poster = map_press.drawn(None, shown=shown, size=PaperSize.A1)
    assert len(poster.rows) == len(villages)
    return poster.printed_as(map_press.Imprint(21, shown.moment, "https://office.example/m/ABCDEFGH2345/"))
