"""Each mode keeps its own facts in its own unit (R5.2)."""

import pytest

from enterprises.codes import NEED_MODES, Mode, Need
from enterprises.models import Beneficiary, Delivery, Pledge
from enterprises.modes import RULES, measured


def test_every_mode_has_a_rule() -> None:
    assert list(RULES) == list(Mode)


def test_every_need_knows_what_answers_it() -> None:
    assert set(NEED_MODES) == set(Need)


@pytest.mark.parametrize("mode", list(Mode))
def test_facts_are_columns(mode: Mode) -> None:
    for model, facts in (
        (Pledge, RULES[mode].pledge),
        (Delivery, RULES[mode].delivery),
        (Beneficiary, RULES[mode].beneficiary),
    ):
        assert facts.allowed <= {field.name for field in model._meta.fields}


def test_money_and_people_are_never_one_measure() -> None:
    assert {mode for mode in Mode if RULES[mode].in_money} == {Mode.INDUSTRY, Mode.TRADE, Mode.DONATION}
    assert measured(Mode.TRADE, Delivery(mode=Mode.TRADE, amount=4_600_000)) == 4_600_000
    assert measured(Mode.SKILLS, Delivery(mode=Mode.SKILLS, count=20)) == 20
