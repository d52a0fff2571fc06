"""What was made of one state of the data, kept while nothing is written (povertyplan/data_version.py).

In the memory of the process, a few at a time. Nothing kept can be stale: it is found under the version of the data only
that it was made from, and whoever looks has just read the version of now.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from povertyplan.data_version import data_version

T = TypeVar("T")

# Readers of one office differ by role and day only; a map takes about a megabyte.
MOST = 16

_kept: OrderedDict[tuple[int, Hashable], Any] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], T], *, first: Callable[[], int] = int) -> T:
    """`key` names all that the result depends on beside the data: the day, who reads. `first` brings derived rows up to
    date before anything is made, and says how many it wrote.

    Inside a transaction the version does not tell yet what was written: everything is made anew.
    """
    version = data_version()
    with _lock:
        if (version, key) in _kept and not connection.in_atomic_block:
            _kept.move_to_end((version, key))
            found: T = _kept[version, key]
            return found
    if first():
        version = data_version()
    made = make()
    if not connection.in_atomic_block:
        with _lock:
            _kept[version, key] = made
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return made
