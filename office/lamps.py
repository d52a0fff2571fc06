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
    """What each lamp means, in the words under it."""
    bad, warn = (t.points for t in THRESHOLDS)
    return {
        Lamp.BAD: f"落后时间 {bad} 个百分点以上",
        Lamp.WARN: f"落后 {warn} 到 {bad - 1} 个百分点",
        Lamp.OK: f"落后不到 {warn} 个百分点",
        Lamp.NONE: "没有基线，还不能判断",
    }
