import logging
import sys
from datetime import date

from office.demo.builders import id_number
from povertyplan.logs import NamelessFormatter


def test_numbers_and_refused_rows_do_not_reach_the_log() -> None:
    number = id_number(date(1971, 3, 5), 14)
    name = "".join(("李", "长根"))
    try:
        raise ValueError(f"check violated\nDETAIL:  Failing row contains (7, {name}, 10020463057).\n{number}")
    except ValueError:
        record = logging.LogRecord("django", logging.ERROR, "", 1, "phone 10020463057", None, sys.exc_info())
    text = NamelessFormatter("%(message)s").format(record)
    assert "ValueError: check violated" in text
    for leak in (name, "10020463057", number):
        assert leak not in text
