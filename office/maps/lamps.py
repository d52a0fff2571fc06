"""When a lamp changes: thresholds as data, printed on the page, and the only place that compares with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from povertyplan.ui.lamps import Lamp


@dataclass(frozen=True)
class Threshold:
    """From `least` on, the lamp is `lamp`."""

    lamp: Lamp
    least: int


# Most severe first. How many percentage points progress lags behind time, and how many half-month reports are missing
# in a row: a village that is silent cannot be known to be well.
BEHIND = (Threshold(Lamp.BAD, 15), Threshold(Lamp.WARN, 5))
MISSED = (Threshold(Lamp.BAD, 3), Threshold(Lamp.WARN, 2))

# Order of lists and charts: what presses most stands first.
SEVERITY = (Lamp.BAD, Lamp.WARN, Lamp.OK, Lamp.NONE)


def _lit(value: int, thresholds: Sequence[Threshold]) -> Lamp:
    return next((t.lamp for t in thresholds if value >= t.least), Lamp.OK)


def lamp_for(behind: int, missed: int = 0) -> Lamp:
    """The more severe of two. `behind` is time share minus progress in whole percentage points, as the page prints
    both; `missed` are missing reports in a row."""
    return min(_lit(behind, BEHIND), _lit(missed, MISSED), key=SEVERITY.index)


def reasons(behind: int, missed: int) -> list[str]:
    """What lit the lamp, in words; nothing under one that is 正常."""
    said = []
    if _lit(behind, BEHIND) is not Lamp.OK:
        said.append(f"落后 {behind} 点")
    if _lit(missed, MISSED) is not Lamp.OK:
        said.append(f"连缺 {missed} 期半月报")
    return said


def rules() -> dict[Lamp, str]:
    """What each lamp means, in the words under it; 点 are percentage points."""
    bad, warn = (t.least for t in BEHIND)
    silent, quiet = (t.least for t in MISSED)
    return {
        Lamp.BAD: f"落后时间 {bad} 点以上，或连缺 {silent} 期半月报",
        Lamp.WARN: f"落后 {warn}–{bad - 1} 点，或连缺 {quiet} 期",
        Lamp.OK: f"落后不到 {warn} 点，半月报没有连缺",
    }


# A household with this many points unmet, whom nobody visited lately, is a matter for supervision.
UNMET_FOR_BAD = 2
HOUSEHOLD_RULE = f"督办：{UNMET_FOR_BAD} 项以上未达标且 30 天没走访；关注：有未达标项；正常：没有未达标项"


def household_lamp(unmet: int, *, is_quiet: bool) -> Lamp:
    if unmet >= UNMET_FOR_BAD and is_quiet:
        return Lamp.BAD
    return Lamp.WARN if unmet else Lamp.OK
