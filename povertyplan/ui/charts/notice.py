"""The clock of a public notice: a cell for each day, today's one taller with its number."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.dates import month_day

_WIDTH, _GAP, _HIGH, _TALL = 236, 2.7, 16, 24


@dataclass(frozen=True)
class Clock:
    """The term from `first` to `last`, both days counted; `is_stopped` by an objection."""

    first: date
    last: date
    today: date
    is_stopped: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def day(self) -> int:
        """1 on the first day; 0 before it, more than `days` after the last."""
        return (self.today - self.first).days + 1

    @property
    def is_over(self) -> bool:
        return self.today > self.last

    @property
    def said(self) -> str:
        if self.is_stopped:
            return "停表"
        if self.is_over:
            return "期满"
        if self.day < 1:
            return f"{month_day(self.first)} 起重新计天"
        left = self.days - self.day
        return f"第 {self.day} 天，" + (f"还有 {left} 天" if left else "今天期满")


def notice_clock(clock: Clock) -> SafeString:
    step = (_WIDTH + _GAP) / clock.days
    width = step - min(_GAP, step / 4)
    body = []
    for number in range(1, clock.days + 1):
        x = (number - 1) * step
        if clock.is_stopped:
            body.append(svg.rect(x, 1, width, _HIGH, "ck-stop", rx=2))
        elif number == clock.day:
            body.append(svg.rect(x, 1, width, _TALL, "ck-now", rx=2))
            if width >= 12:
                body.append(svg.text(x + width / 2, 17, number, "ck-t"))
        else:
            body.append(svg.rect(x, 1, width, _HIGH, "ck-on" if number < clock.day else "ck-off", rx=2))
    return svg.frame(_WIDTH, 26, body, finding=f"公示 {clock.days} 天，{clock.said}", cls="clock-cells")
