"""One thing to be done now, as worklists show it."""

from dataclasses import dataclass

from povertyplan.ui.lamps import Lamp


@dataclass(frozen=True)
class Task:
    lamp: Lamp
    text: str
    detail: str
    url: str
    act: str
    # The word beside the lamp where its own does not say it: 退回, 快到期.
    state: str = ""
