"""What came of an experience, in one sentence and in lamps."""

from datetime import date

import pytest

from povertyplan.ui.lamps import Lamp
from villages.models import LocalMeasure
from villages.practices import Tally, measure_line

ON = date(2017, 11, 16)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((6, 4, 1, 2), "学了 6 条，用了 4 条，1 条写明不用，1 条还没定；2 项举措过期"),
        ((2, 2, 0, 0), "学了 2 条，用了 2 条；没有举措过期"),
        ((3, 0, 1, 0), "学了 3 条，还没有用上，1 条写明不用，2 条还没定"),
    ],
)
def test_the_finding(counts: tuple[int, int, int, int], sentence: str) -> None:
    assert str(Tally(*counts)) == sentence


@pytest.mark.parametrize(
    ("due_on", "lamp", "says"),
    [
        (date(2017, 11, 4), Lamp.BAD, "过期 12 天"),
        (date(2017, 11, 16), Lamp.WARN, "今天到期"),
        (date(2017, 12, 1), Lamp.WARN, "还有 15 天"),
        (date(2017, 12, 2), Lamp.GO, "进行中"),
    ],
)
def test_a_measure_and_its_lamp(due_on: date, lamp: Lamp, says: str) -> None:
    line = measure_line(LocalMeasure(due_on=due_on), on=ON)
    assert (line.lamp, line.says) == (lamp, says)
    done = measure_line(LocalMeasure(due_on=due_on, done_on=ON, result="办了"), on=ON)
    assert (done.lamp, done.says) == (Lamp.DONE, "已完成")
