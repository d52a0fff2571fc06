"""One village on a battle map: its figures of the day and what they were half a month before."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from office.maps import lamps
from office.maps.figures import Tally
from office.maps.lists import Figure
from office.maps.pace import Pace
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Village


@dataclass(frozen=True)
class VillageRow:
    """`missed` half-month reports are missing in a row, `partners` enterprises are paired that day; `product` is that
    of the plan; `query` leads to the village's page of the same day. `earlier` and `earlier_missed` are as of
    COMPARED_DAYS before; no pace without a baseline.
    """

    village: Village
    tally: Tally
    remaining: Figure
    unhelped: Figure
    quiet: Figure
    tradeless: Figure
    pace: Pace | None
    earlier: Pace | None
    decrease: int
    still_periods: int
    hardest: str
    missed: int = 0
    earlier_missed: int = 0
    product: str = ""
    partners: int = 0
    query: str = ""

    @property
    def lamp(self) -> Lamp:
        return lamps.lamp_for(self._behind(self.pace), self.missed) if self.pace else Lamp.NONE

    @property
    def earlier_lamp(self) -> Lamp:
        return lamps.lamp_for(self._behind(self.earlier), self.earlier_missed) if self.earlier else Lamp.NONE

    @property
    def reasons(self) -> list[str]:
        """What lit the lamp: 落后 20 点, 连缺 3 期半月报."""
        return lamps.reasons(self._behind(self.pace), self.missed) if self.pace else []

    @property
    def start(self) -> int:
        return self.pace.start if self.pace else 0

    @property
    def url(self) -> str:
        return f"{reverse('office:village_detail', args=[self.village.pk])}{self.query}"

    @property
    def delisted_on(self) -> date | None:
        """The day on which a poverty village was announced as out (出列), as far as it lies before the map's."""
        return getattr(self.village, "delisted_on", None)

    @property
    def officer(self) -> User | None:
        return self.village.serving.user if self.village.serving else None

    @property
    def order(self) -> tuple[int, int, int, str]:
        """By lamp, then by gap: the same in every list and chart of a page (experience §4.2)."""
        return lamps.SEVERITY.index(self.lamp), -self._behind(self.pace), -self.missed, self.village.code

    @staticmethod
    def _behind(pace: Pace | None) -> int:
        """A village that is done lags behind nothing."""
        return 0 if pace is None or pace.is_done else pace.behind
