"""What is said of an enterprise and of a pledge, at the points where the words change."""

from datetime import date, timedelta
from typing import Any

import pytest

from enterprises.codes import Mode
from enterprises.findings import Facts, finding, lamp_of
from enterprises.models import Enterprise, Pledge
from enterprises.stages import BEHIND_POINTS, SOON_DAYS, PledgeLine, Stage, stage_of
from povertyplan.ui.lamps import Lamp

TODAY = date(2017, 11, 16)
DAY = timedelta(days=1)


def line(delivered: int, of: int = 20, *, mode: Mode = Mode.EMPLOYMENT, due: date | None = None) -> PledgeLine:
    measure = {"count": of} if mode in (Mode.EMPLOYMENT, Mode.SKILLS) else {"amount": of}
    pledge = Pledge(mode=mode, what="车间包装工", pledged_on=date(2017, 1, 1), due_on=due, **measure)
    pledge.delivered = pledge.taken = delivered
    return PledgeLine(pledge, TODAY)


def facts(**told: Any) -> Facts:
    usual: dict[str, Any] = {"villages": 1, "households": 24, "visited": 12, "modes": (Mode.EMPLOYMENT,), "pledges": ()}
    return Facts(**usual | told)


@pytest.mark.parametrize(
    ("told", "sentence", "word"),
    [
        ({"villages": 0, "households": 0, "visited": 0, "modes": ()}, "还没有结对村，先结对", "没结对"),
        ({"households": 0, "visited": 0, "modes": ()}, "结对了村，还没有选结对户", "没走访"),
        ({"visited": 0, "modes": ()}, "结对 24 户，还没有入户走访", "没走访"),
        ({"modes": ()}, "走访了 12 户，还没有选方式", "走访了没选方式"),
        ({"modes": (Mode.TRADE, Mode.DONATION)}, "选了商贸、捐赠，还没有承诺", "选了方式没承诺"),
        (
            {"pledges": (line(0, due=date(2017, 12, 31)),)},
            "入户走访后选了 1 种方式，还没有兑现；就业还差 20 个岗位，12-31 到期",
            "有承诺没兑现",
        ),
        (
            {"pledges": (line(14, due=date(2018, 6, 30)),), "modes": (Mode.EMPLOYMENT, Mode.TRADE)},
            "入户走访后选了 2 种方式，1 种有兑现；就业还差 6 个岗位，2018-06-30 到期",
            "有兑现",
        ),
        (
            {"pledges": (line(14, due=TODAY - DAY),), "waiting": 2},
            "入户走访后选了 1 种方式，有兑现；就业还差 6 个岗位，已过期限 11-15；2 笔等确认",
            "逾期",
        ),
        (
            {"pledges": (line(1, due=TODAY - DAY), line(2, due=TODAY - DAY))},
            "入户走访后选了 1 种方式，有兑现；2 项过了期限",
            "逾期",
        ),
        ({"pledges": (line(5),)}, "入户走访后选了 1 种方式，有兑现；还有 1 项在进行", "有兑现"),
        ({"pledges": (line(20),)}, "入户走访后选了 1 种方式，有兑现；承诺的都已兑现", "都已兑现"),
        ({"left_on": date(2017, 10, 1)}, "2017-10-01 起不再参加，做过的事都留着", "不再参加"),
    ],
)
def test_finding_says_where_it_stands_and_what_comes_next(told: dict[str, Any], sentence: str, word: str) -> None:
    assert finding(facts(**told)) == sentence
    assert lamp_of(facts(**told)).word == word


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (line(20), Stage(Lamp.DONE, "完成")),
        (line(0, due=TODAY + DAY * (SOON_DAYS + 1)), Stage(Lamp.WARN, "差 20 个岗位")),
        (line(0), Stage(Lamp.NOT_STARTED, "还没兑现")),
        (line(1), Stage(Lamp.OK, "正常")),
        (line(19, due=TODAY), Stage(Lamp.WARN, "差 1 个岗位")),
        (line(19, due=TODAY - DAY), Stage(Lamp.WARN, "过期限，差 1 个岗位")),
        (line(19, due=TODAY + DAY * SOON_DAYS), Stage(Lamp.WARN, "差 1 个岗位")),
        (line(19, due=TODAY + DAY * (SOON_DAYS + 1)), Stage(Lamp.OK, "正常")),
        (line(1_500_000_00, 1_800_000_00, mode=Mode.TRADE, due=TODAY), Stage(Lamp.WARN, "差 30 万元")),
    ],
)
def test_pledge_in_a_word(given: PledgeLine, state: Stage) -> None:
    assert given.state == state


def test_behind_is_time_less_what_was_delivered() -> None:
    """319 of 638 days have gone: half the time."""
    due = date(2017, 1, 1) + DAY * 638
    on_the_edge, just_before = line(50 - BEHIND_POINTS, 100, due=due), line(51 - BEHIND_POINTS, 100, due=due)
    assert (on_the_edge.time, on_the_edge.behind, just_before.behind) == (0.5, BEHIND_POINTS, BEHIND_POINTS - 1)
    assert on_the_edge.state.lamp is Lamp.WARN
    assert just_before.state.lamp is Lamp.OK


def test_bar_has_its_tick_while_time_runs() -> None:
    assert 'class="today"' in line(1, due=TODAY + DAY).bar
    assert 'class="today"' not in line(20, due=TODAY + DAY).bar


@pytest.mark.parametrize(
    ("reached", "word"),
    [
        ((), "没结对"),
        (("is_paired",), "没走访"),
        (("is_paired", "is_visited"), "走访了没选方式"),
        (("is_paired", "is_visited", "has_mode"), "选了方式没承诺"),
        (("is_paired", "is_visited", "has_mode", "has_pledged"), "有承诺没兑现"),
        (("is_paired", "is_visited", "has_mode", "has_pledged", "has_delivered"), "有兑现"),
        (("is_paired", "is_visited", "has_mode", "has_pledged", "has_delivered", "is_overdue"), "逾期"),
    ],
)
def test_stage_of_the_list_follows_the_path(reached: tuple[str, ...], word: str) -> None:
    enterprise = Enterprise(name="宏达")
    for name in ("is_paired", "is_visited", "has_mode", "has_pledged", "has_delivered", "is_overdue"):
        setattr(enterprise, name, name in reached)
    assert stage_of(enterprise).word == word
