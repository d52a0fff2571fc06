import pytest

from povertyplan.ui import lamps


@pytest.mark.parametrize("state", lamps.WORDS)
def test_lamp_has_shape_word_and_colour(state: lamps.Lamp) -> None:
    html = lamps.lamp(state)
    assert f'class="lamp {state.css}"' in html
    assert "<svg" in html
    assert state.word in html


def test_lamp_says_the_words_given() -> None:
    assert ">差 2 项</span>" in lamps.lamp("warn", "差 2 项")


def test_lamp_escapes_its_words() -> None:
    assert "&lt;b&gt;" in lamps.lamp("ok", "<b>")


def test_unknown_state_is_an_error() -> None:
    with pytest.raises(ValueError, match="green"):
        lamps.lamp("green")


@pytest.mark.parametrize("name", lamps.NAMES)
def test_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in lamps.icon(name)
