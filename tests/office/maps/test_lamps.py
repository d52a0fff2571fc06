"""Lamps and sentences exactly at their thresholds."""

from dataclasses import replace
from datetime import date

import pytest

from office.maps.lamps import BEHIND, MISSED, household_lamp, lamp_for, reasons, rules
from office.maps.pace import Pace, per_period
from povertyplan.ui.lamps import Lamp

# Half of the time is over on this day.
HALF = Pace(
    on=date(2017, 7, 2),
    started=date(2017, 1, 1),
    deadline=date(2017, 12, 31),
    start=100,
    lifted=50,
    remaining=50,
    recent=5.0,
)


@pytest.mark.parametrize(
    ("behind", "lamp"),
    [(-20, Lamp.OK), (0, Lamp.OK), (4, Lamp.OK), (5, Lamp.WARN), (14, Lamp.WARN), (15, Lamp.BAD), (99, Lamp.BAD)],
)
def test_lamp_turns_at_5_and_15_points(behind: int, lamp: Lamp) -> None:
    assert lamp_for(behind) is lamp


def test_thresholds_are_printed_with_the_lamps() -> None:
    assert [(t.lamp, t.least) for t in BEHIND] == [(Lamp.BAD, 15), (Lamp.WARN, 5)]
    assert [(t.lamp, t.least) for t in MISSED] == [(Lamp.BAD, 3), (Lamp.WARN, 2)]
    assert rules()[Lamp.BAD] == "落后时间 15 点以上，或连缺 3 期半月报"
    assert rules()[Lamp.WARN] == "落后 5–14 点，或连缺 2 期"
    assert rules()[Lamp.OK] == "落后不到 5 点，半月报没有连缺"


@pytest.mark.parametrize(
    ("behind", "missed", "lamp", "why"),
    [
        (0, 1, Lamp.OK, []),
        (0, 2, Lamp.WARN, ["连缺 2 期半月报"]),
        (0, 3, Lamp.BAD, ["连缺 3 期半月报"]),
        (14, 3, Lamp.BAD, ["落后 14 点", "连缺 3 期半月报"]),
        (15, 2, Lamp.BAD, ["落后 15 点", "连缺 2 期半月报"]),
        (5, 0, Lamp.WARN, ["落后 5 点"]),
    ],
)
def test_missing_reports_raise_a_lamp_and_never_lower_one(behind: int, missed: int, lamp: Lamp, why: list[str]) -> None:
    assert lamp_for(behind, missed) is lamp
    assert reasons(behind, missed) == why


@pytest.mark.parametrize(
    ("lifted", "words", "lamp"),
    [
        (50, "与时间持平", Lamp.OK),
        (46, "落后 4 个百分点", Lamp.OK),
        (45, "落后 5 个百分点", Lamp.WARN),
        (36, "落后 14 个百分点", Lamp.WARN),
        (35, "落后 15 个百分点", Lamp.BAD),
        (70, "领先 20 个百分点", Lamp.OK),
    ],
)
def test_sentence_and_lamp_agree(lifted: int, words: str, lamp: Lamp) -> None:
    pace = replace(HALF, lifted=lifted, remaining=100 - lifted)
    assert pace.standing_words == f"时间已过 50%，已脱贫 {lifted}%，{words}"
    assert pace.lamp is lamp


def test_the_plan_in_one_sentence() -> None:
    """The example of the plan: 410 days left, 487 of 824 households."""
    pace = Pace(
        on=date(2017, 11, 16),
        started=date(2017, 1, 1),
        deadline=date(2018, 12, 31),
        start=824,
        lifted=337,
        remaining=487,
        recent=15.5,
    )
    assert pace.days_left == 410
    assert pace.sentence == (
        "时间已过 44%，已脱贫 41%，落后 3 个百分点；每半月需脱贫 18 户，近 6 期平均 16 户；照此速度晚 69 天"
    )


def test_forecast_early_on_time_and_never() -> None:
    assert replace(HALF, recent=10.0).forecast_words == "照此速度早 105 天"
    assert replace(HALF, recent=0.0).forecast_words == "照此速度完不成"
    assert replace(HALF, recent=-1.0).speed_words.endswith("近 6 期没有减少")
    assert replace(HALF, recent=None).forecast_words == ""
    assert replace(HALF, recent=0.5).forecast_words == "照此速度晚 3 年多"


def test_without_time_left_nothing_is_required() -> None:
    late = replace(HALF, on=date(2018, 1, 10))
    assert (late.required, late.days_over) == (None, 10)
    assert late.speed_words.startswith("目标日已到")


def test_a_hundred_percent_is_never_printed_while_someone_is_left() -> None:
    assert replace(HALF, start=1000, lifted=999, remaining=1).percent == 99
    done = replace(HALF, lifted=100, remaining=0)
    assert (done.percent, done.lamp, done.sentence) == (100, Lamp.OK, "时间已过 50%，100 户全部脱贫")


def test_a_village_without_poor_households_has_nothing_to_do() -> None:
    assert replace(HALF, start=0, lifted=0, remaining=0).lamp is Lamp.OK


@pytest.mark.parametrize(
    ("households", "words"), [(0, "0"), (0.02, "0.1"), (0.66, "0.7"), (2.0, "2"), (9.96, "10"), (17.6, "18")]
)
def test_households_a_half_month_are_written_as_people_say_them(households: float, words: str) -> None:
    assert per_period(households) == words


@pytest.mark.parametrize(
    ("unmet", "is_quiet", "lamp"),
    [(0, True, Lamp.OK), (1, True, Lamp.WARN), (2, False, Lamp.WARN), (2, True, Lamp.BAD)],
)
def test_household_lamp(unmet: int, is_quiet: bool, lamp: Lamp) -> None:
    assert household_lamp(unmet, is_quiet=is_quiet) is lamp
