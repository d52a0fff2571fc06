"""One thing to be done now, as worklists show it."""

from dataclasses import dataclass
from enum import StrEnum

from povertyplan.ui.lamps import Lamp

_PRESSING = (Lamp.BAD, Lamp.WARN)


class Part(StrEnum):
    """What a task is about; the value is its heading."""

    VILLAGES = "村"
    ORDERS = "督办"
    REPORTS = "半月报"
    PLANS = "一村一品"
    EXITS = "脱贫退出"
    HOUSEHOLDS = "走访和核查"
    BAGS = "明白袋"
    ENTERPRISES = "企业帮扶"
    FUNDS = "扶贫基金"
    LIBRARY = "资料库"
    IMPORTS = "导入"


@dataclass(frozen=True)
class Task:
    """`act` is the word of the button that leads to `url`, where the thing is done."""

    part: Part
    lamp: Lamp
    text: str
    detail: str
    url: str
    act: str
    # The word beside the lamp where its own does not say it: 退回, 快到期.
    state: str = ""

    @property
    def rank(self) -> int:
        """The smaller, the more pressing."""
        return _PRESSING.index(self.lamp) if self.lamp in _PRESSING else len(_PRESSING)
