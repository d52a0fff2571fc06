"""What the program says of itself names nobody: a database error repeats the whole row that it refused."""

import logging
import re

_LONG_NUMBER = re.compile(r"(?<![0-9a-fA-F-])[0-9]{7,}[0-9Xx]*")


class NamelessFormatter(logging.Formatter):
    """Hides ID and telephone numbers, and Postgres' description of the refused row, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).splitlines()
        kept = (line for line in lines if not line.startswith("DETAIL:"))
        return _LONG_NUMBER.sub("*", "\n".join(kept))
