"""The policy page of the bag (我的政策): what the library holds for this household and why, and what leaders said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from households import eligibility
from households.models import Household, ItemKind, LibraryVersion, Member
from office.bags import wording
from povertyplan.ui import dates

POLICIES_SHOWN = 8
REMARKS_SHOWN = 3


@dataclass(frozen=True)
class PolicyLine:
    """`why` names what in the household answers the rule; `phone` and whatever else is empty is left out."""

    title: str
    summary: str
    why: str
    how: str
    ask: str
    phone: str
    amount: str
    amount_note: str


@dataclass(frozen=True)
class RemarkLine:
    text: str
    speaker: str
    duty: str
    day: str
    occasion: str


@dataclass(frozen=True)
class Concern:
    """The versions in force that concern one household, and what their reasons are read from."""

    versions: Sequence[LibraryVersion]
    household: Household
    members: Sequence[Member]
    not_met: Mapping[int, str]
    on: date

    @property
    def policies(self) -> list[LibraryVersion]:
        return [version for version in self.versions if version.item.kind == ItemKind.POLICY]

    @property
    def remarks(self) -> list[LibraryVersion]:
        return [version for version in self.versions if version.item.kind == ItemKind.REMARK]


def policies_of(concern: Concern) -> tuple[PolicyLine, ...]:
    return tuple(_policy(version, concern) for version in concern.policies[:POLICIES_SHOWN])


def more_policies(concern: Concern) -> tuple[str, ...]:
    """The names of those that no longer fit on the page."""
    return tuple(version.title for version in concern.policies[POLICIES_SHOWN:])


def remarks_of(concern: Concern) -> tuple[RemarkLine, ...]:
    """The newest first."""
    said = sorted(concern.remarks, key=lambda version: version.said_on or version.valid_from, reverse=True)
    return tuple(_remark(version) for version in said[:REMARKS_SHOWN])


def _policy(version: LibraryVersion, concern: Concern) -> PolicyLine:
    return PolicyLine(
        title=version.title,
        summary=version.summary,
        why=eligibility.reason(version, concern.household, concern.members, not_met=concern.not_met, on=concern.on),
        how=version.how,
        ask=version.ask,
        phone=wording.phone(version.ask_phone),
        amount=version.amount,
        amount_note=version.amount_note,
    )


def _remark(version: LibraryVersion) -> RemarkLine:
    return RemarkLine(
        text=version.summary,
        speaker=version.speaker,
        duty=version.speaker_duty,
        day=dates.spoken(version.said_on, year=True) if version.said_on else "",
        occasion=version.occasion,
    )
