"""When a village's lamp changes: the points by which its progress lags behind time, as data printed on the page."""

from dataclasses import dataclass

from povertyplan.ui.lamps import Lamp


@dataclass(frozen=True)
class Threshold:
    """From `points` (percentage points behind time) on, the lamp is `lamp`."""

    lamp: Lamp
    points: int


# Most severe first.
THRESHOLDS = (Threshold(Lamp.BAD, 15), Threshold(Lamp.WARN, 5))

# Order of lists and charts: what presses most stands first.
SEVERITY = (Lamp.BAD, Lamp.WARN, Lamp.OK, Lamp.NONE)


def lamp_for(behind: int) -> Lamp:
    """`behind` is time share minus progress in whole percentage points, as the page prints both."""
    return next((t.lamp for t in THRESHOLDS if behind >= t.points), Lamp.OK)


def rules() -> dict[Lamp, str]:
    """What each lamp means, in the words under it; 点 are percentage points."""
    bad, warn = (t.points for t in THRESHOLDS)
    return {
        Lamp.BAD: f"落后时间 {bad} 点以上",
        Lamp.WARN: f"落后 {warn}–{bad - 1} 点",
        Lamp.OK: f"落后不到 {warn} 点",
    }


# A household with this many points unmet, whom nobody visited lately, is a matter for supervision.
UNMET_FOR_BAD = 2
HOUSEHOLD_RULE = f"督办：{UNMET_FOR_BAD} 项以上未达标且 30 天没走访；关注：有未达标项；正常：没有未达标项"


def household_lamp(unmet: int, *, is_quiet: bool) -> Lamp:
    if unmet >= UNMET_FOR_BAD and is_quiet:
        return Lamp.BAD
    return Lamp.WARN if unmet else Lamp.OK
