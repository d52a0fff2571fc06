"""What stands against a step of an exit, in words: what is missing, where, and what to do (R1.4)."""

from typing import NamedTuple


class Obstacle(NamedTuple):
    """As `households_exit_obstacles` names it: `subject` is the key of what `code` speaks of, `detail` its figure."""

    code: str
    subject: int | None
    detail: str
