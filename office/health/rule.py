"""What a rule is: a sentence, why it matters, who mends it where, and the rows that break it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from django.urls import reverse

from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp

# What a rule's lamp asks for.
URGENCY: Final = {Lamp.BAD: "今天改", Lamp.WARN: "这周改", Lamp.NONE: "有空改"}


class Mender(StrEnum):
    OFFICER = "各村专干"
    OFFICE = "扶贫办"
    LEADER = "审核的人"


@dataclass(frozen=True)
class Link:
    """Address of the field to mend. `at` names what its key is; `extra` takes the finding's own word along.

    Who may not mend sees `seen` instead, the page of the same thing, or nothing where there is none.
    """

    name: str
    capability: Capability
    at: str = "household"
    anchor: str = ""
    extra: bool = False
    seen: str = "households:household_detail"


@dataclass(frozen=True)
class Fault:
    """The rows that break a rule, in pieces of SQL over the named sets of `checkup`.

    `subject` and `key` together name the finding (`member:17`); `detail` says what is wrong with the row, `since`
    from which day, `extra` goes into the address.
    """

    where: str = "true"
    join: str = ""
    detail: str = "''"
    since: str = "NULL::date"
    extra: str = "''"
    source: str = "h"
    subject: str = "household"
    key: str = "h.id"
    village: str = "h.village_id"
    household: str = "h.id"
    who: str = "''"


@dataclass(frozen=True)
class Rule:
    """`of` counts the findings (户, 人, 村…); `over` is the set that was gone through. Without `fault` the rule
    needs opened numbers. `is_whole`: about the office as one, so not asked for a single village.
    """

    code: str
    part: str
    title: str
    why: str
    lamp: Lamp
    act: str
    mender: Mender
    link: Link
    of: str = "户"
    over: str = "户"
    is_whole: bool = False
    fault: Fault | None = field(default=None, compare=False)

    @property
    def urgency(self) -> str:
        return URGENCY[self.lamp]


@dataclass(frozen=True)
class Finding:
    """One row that breaks a rule. `who` is a name, never a number; `known` the reason why it is right all the same."""

    rule: Rule
    subject: str
    village_id: int | None
    village: str
    household_id: int | None
    registry_no: str
    who: str
    detail: str
    since: date | None
    extra: str = ""
    known: str = ""
    known_by: str = ""
    known_on: date | None = None

    @property
    def key(self) -> int:
        return int(self.subject.partition(":")[2])

    def url(self, user: User | None = None) -> str:
        """Where it is mended; without a user the address itself, whoever may open it."""
        link = self.rule.link
        if user is None or user.can(link.capability):
            return self._address(link)
        if link.seen == "households:household_detail":
            return reverse(link.seen, args=[self.household_id]) if self.household_id else ""
        return reverse(link.seen, args=[self.key]) if link.seen else ""

    def _address(self, link: Link) -> str:
        keys = {"household": self.household_id, "village": self.village_id, "": None}
        key = keys.get(link.at, self.key)
        args = [key] if key is not None else []
        return reverse(link.name, args=[*args, self.extra] if link.extra else args) + link.anchor


Definition = Callable[[], Fault]
