"""What enterprise help comes to as at a day: all five modes, every enterprise and village, in one statement (R5.2).

Counting rules (domain §6): pledged and delivered stand apart, and only what was confirmed counts as delivered; an
amount or a number belongs to one mode and is never added across modes; a household or a named person counts once in
each mode and once in a total over modes; 人次 are attendances and stand apart from 人. What is void counts on no day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db import connection

from enterprises.codes import LIVE, DeliveryState, Mode
from povertyplan.ui import figures

# Every fact is one row with its mode, enterprise and village; the grouping sets read them once.
# 人次: of a training its count, of a post the training that came with it.
_TOTALS = """
WITH choice AS MATERIALIZED (
    SELECT c.id, c.mode, p.enterprise_id, p.village_id
    FROM enterprises_modechoice c JOIN enterprises_pairing p ON p.id = c.pairing_id
    WHERE c.chosen_on <= %(on)s
      AND (%(enterprises)s::bigint[] IS NULL OR p.enterprise_id = ANY(%(enterprises)s))
      AND (%(villages)s::bigint[] IS NULL OR p.village_id = ANY(%(villages)s))
), delivery AS MATERIALIZED (
    SELECT d.id, c.mode, c.enterprise_id, c.village_id, COALESCE(d.amount, d.count) AS measure, d.count,
        d.state = %(confirmed)s AND d.answered_on <= %(on)s AS is_confirmed
    FROM choice c
    JOIN enterprises_pledge g ON g.choice_id = c.id
    JOIN enterprises_delivery d ON d.pledge_id = g.id
    WHERE d.state = ANY(%(live)s) AND d.delivered_on <= %(on)s
), fact (mode, enterprise_id, village_id, pledged, delivered, waiting, pledging, delivering, waits,
         household_id, member_id, attendances, on_post) AS (
    SELECT mode, enterprise_id, village_id, 0::bigint, 0::bigint, 0::bigint, NULL::bigint, NULL::bigint, NULL::bigint,
        NULL::bigint, NULL::bigint, 0::bigint, NULL::bigint
    FROM choice
    UNION ALL
    SELECT c.mode, c.enterprise_id, c.village_id, COALESCE(g.amount, g.count), 0, 0, c.enterprise_id, NULL, NULL,
        NULL, NULL, 0, NULL
    FROM choice c JOIN enterprises_pledge g ON g.choice_id = c.id
    WHERE g.pledged_on <= %(on)s
    UNION ALL
    SELECT mode, enterprise_id, village_id, 0, CASE WHEN is_confirmed THEN measure ELSE 0 END,
        CASE WHEN is_confirmed THEN 0 ELSE measure END, NULL, CASE WHEN is_confirmed THEN enterprise_id END,
        CASE WHEN is_confirmed THEN NULL ELSE id END,
        NULL, NULL, CASE WHEN is_confirmed AND mode = 'skills' THEN count ELSE 0 END, NULL
    FROM delivery
    UNION ALL
    SELECT d.mode, d.enterprise_id, d.village_id, 0, 0, 0, NULL, NULL, NULL, b.household_id, b.member_id,
        CASE WHEN d.mode = 'employment' THEN COALESCE(b.attendances, 0) ELSE 0 END,
        CASE WHEN d.mode = 'employment' AND b.since <= %(on)s AND (b.until IS NULL OR b.until >= %(on)s)
             THEN b.member_id END
    FROM delivery d JOIN enterprises_beneficiary b ON b.delivery_id = d.id
    WHERE d.is_confirmed
)
SELECT mode, enterprise_id, village_id,
    count(DISTINCT enterprise_id), count(DISTINCT pledging), count(DISTINCT delivering), count(DISTINCT household_id),
    count(DISTINCT member_id), COALESCE(sum(attendances), 0)::bigint, count(DISTINCT on_post), count(DISTINCT waits),
    COALESCE(sum(pledged), 0)::bigint, COALESCE(sum(delivered), 0)::bigint, COALESCE(sum(waiting), 0)::bigint
FROM fact
GROUP BY GROUPING SETS ((mode, enterprise_id), (mode, village_id), (mode), (enterprise_id), (village_id), ())
"""


@dataclass(frozen=True)
class Reach:
    """Whom help reached, in one mode or over all: 户 and 人 are distinct, 人次 are attendances.

    `enterprises` chose a mode, `pledging` of them pledged, `delivering` have a confirmed delivery; `on_post` are the
    people who are on a post that day; `waits` deliveries wait for confirmation.
    """

    enterprises: int = 0
    pledging: int = 0
    delivering: int = 0
    households: int = 0
    people: int = 0
    attendances: int = 0
    on_post: int = 0
    waits: int = 0


_OF_REACH = len(fields(Reach))


@dataclass(frozen=True)
class ModeTotal(Reach):
    """One mode; `pledged`, `delivered` and `waiting` in its own measure: 分, posts or 人次 (`modes.RULES`)."""

    pledged: int = 0
    delivered: int = 0
    waiting: int = 0

    @property
    def rate(self) -> float | None:
        """Delivered of pledged (兑现率); None where nothing was pledged."""
        return self.delivered / self.pledged if self.pledged else None

    @property
    def rate_words(self) -> str:
        return figures.whole_percent(self.delivered, self.pledged)


@dataclass(frozen=True)
class Totals:
    """Keys of enterprises and villages; what is not there is nothing."""

    modes: Mapping[Mode, ModeTotal] = field(default_factory=dict)
    of_enterprise: Mapping[tuple[Mode, int], ModeTotal] = field(default_factory=dict)
    of_village: Mapping[tuple[Mode, int], ModeTotal] = field(default_factory=dict)
    enterprises: Mapping[int, Reach] = field(default_factory=dict)
    villages: Mapping[int, Reach] = field(default_factory=dict)
    overall: Reach = field(default_factory=Reach)

    def mode(self, mode: Mode, *, enterprise: int | None = None, village: int | None = None) -> ModeTotal:
        """Of one enterprise, of one village, or of all."""
        if enterprise is not None:
            return self.of_enterprise.get((mode, enterprise), ModeTotal())
        if village is not None:
            return self.of_village.get((mode, village), ModeTotal())
        return self.modes.get(mode, ModeTotal())

    def enterprise(self, key: int) -> Reach:
        return self.enterprises.get(key, Reach())

    def village(self, key: int) -> Reach:
        return self.villages.get(key, Reach())


def mode_totals(enterprises: Iterable[int] | None = None, villages: Iterable[int] | None = None, *, on: date) -> Totals:
    """One statement. `enterprises` and `villages` are keys; None means all of them, an empty list none."""
    modes: dict[Mode, ModeTotal] = {}
    of_enterprise: dict[tuple[Mode, int], ModeTotal] = {}
    of_village: dict[tuple[Mode, int], ModeTotal] = {}
    by_enterprise: dict[int, Reach] = {}
    by_village: dict[int, Reach] = {}
    overall = Reach()
    for mode, enterprise, village, *numbers in _rows(enterprises, villages, on=on):
        match mode, enterprise, village:
            case None, None, None:
                overall = Reach(*numbers[:_OF_REACH])
            case None, key, None:
                by_enterprise[key] = Reach(*numbers[:_OF_REACH])
            case None, None, key:
                by_village[key] = Reach(*numbers[:_OF_REACH])
            case name, None, None:
                modes[Mode(name)] = ModeTotal(*numbers)
            case name, key, None:
                of_enterprise[Mode(name), key] = ModeTotal(*numbers)
            case name, None, key:
                of_village[Mode(name), key] = ModeTotal(*numbers)
    return Totals(modes, of_enterprise, of_village, by_enterprise, by_village, overall)


def _rows(enterprises: Iterable[int] | None, villages: Iterable[int] | None, *, on: date) -> list[tuple[Any, ...]]:
    asked = {
        "on": on,
        "enterprises": None if enterprises is None else list(enterprises),
        "villages": None if villages is None else list(villages),
        "confirmed": DeliveryState.CONFIRMED,
        "live": list(LIVE),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, asked)
        return list(cursor.fetchall())
