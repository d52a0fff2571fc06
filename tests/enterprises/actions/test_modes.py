"""Modes come after a visit in that village, and stay once something was pledged (R5.1)."""

from datetime import date, timedelta

import pytest

from enterprises.actions.modes import choose_modes, settle_modes
from enterprises.codes import Mode
from enterprises.models import ModeChoice, Pairing
from office.demo.builders import make_household, make_village
from office.demo.giving import (
    CHOSEN,
    VISITED,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing() -> Pairing:
    return pair_village(make_enterprise(), make_village())


@pytest.fixture
def visited(pairing: Pairing) -> Pairing:
    make_enterprise_visit(pairing, make_household(pairing.village))
    return pairing


def chosen(pairing: Pairing) -> list[str]:
    return sorted(pairing.mode_choices.values_list("mode", flat=True))


def test_no_mode_before_a_visit(pairing: Pairing) -> None:
    with pytest.raises(Refused, match="先走访，再选方式") as caught:
        choose_modes(pairing, [Mode.TRADE], chosen_on=CHOSEN, by=None)
    assert caught.value.field == "modes"


def test_visit_in_one_village_opens_no_mode_in_another(visited: Pairing) -> None:
    elsewhere = pair_village(visited.enterprise, make_village())
    with pytest.raises(Refused, match="还没有走访记录"):
        choose_modes(elsewhere, [Mode.TRADE], chosen_on=CHOSEN, by=None)


def test_mode_on_a_day_before_the_visit_is_refused(visited: Pairing) -> None:
    with pytest.raises(Refused, match="第一次走访是 2017-03-15"):
        choose_modes(visited, [Mode.TRADE], chosen_on=VISITED - timedelta(days=1), by=None)


def test_mode_after_the_pairing_is_refused(visited: Pairing) -> None:
    Pairing.objects.update(until=CHOSEN - timedelta(days=1))
    with pytest.raises(Refused, match="没有和"):
        choose_modes(visited, [Mode.TRADE], chosen_on=CHOSEN, by=None)


def test_nothing_chosen_is_refused(visited: Pairing) -> None:
    with pytest.raises(Refused, match="至少选一种"):
        choose_modes(visited, [], chosen_on=CHOSEN, by=None)


def test_choice_sent_twice_is_one_and_keeps_its_day(visited: Pairing) -> None:
    choose_modes(visited, [Mode.TRADE, Mode.EMPLOYMENT], chosen_on=CHOSEN, by=None)
    later = choose_modes(visited, [Mode.TRADE, Mode.SKILLS], chosen_on=CHOSEN + timedelta(days=9), by=None)
    assert [(choice.mode, choice.chosen_on) for choice in later] == [
        ("trade", CHOSEN),
        ("employment", CHOSEN),
        ("skills", CHOSEN + timedelta(days=9)),
    ]


def test_mode_chosen_by_mistake_is_taken_back(visited: Pairing) -> None:
    choose_modes(visited, [Mode.TRADE, Mode.SKILLS], chosen_on=CHOSEN, by=None)
    settle_modes(visited, [Mode.TRADE], chosen_on=date(2017, 5, 1), by=None)
    assert chosen(visited) == ["trade"]


def test_mode_with_a_pledge_stays(visited: Pairing) -> None:
    make_pledge(visited, Mode.TRADE)
    with pytest.raises(Refused, match="商贸扶贫已经写了承诺") as caught:
        settle_modes(visited, [Mode.SKILLS], chosen_on=CHOSEN, by=None)
    assert caught.value.field == "modes"
    assert list(ModeChoice.objects.values_list("mode", flat=True)) == ["trade"]
