"""A digest of every row that a household's bag is made from, for all households in one statement.

Postgres tells a row's version by where it lies and which transaction wrote it (ctid, xmin, cmin): an equal digest means
that no row was written since, so the bag is what it was. Another digest only means that the bag has to be put together
again and compared; a change of something unprinted costs that and no more. What depends on the day alone (an age, a
pairing that begins tomorrow) is in the digest as the answer that it has on that day.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from households import eligibility
from households.models import LibraryVersion

# Code that makes content of rows: a new release puts every bag together once more.
_MAKERS = (
    "office/bags/*.py",
    "enterprises/codes.py",
    "funds/codes.py",
    "households/codes.py",
    "households/eligibility.py",
    "povertyplan/ui/dates.py",
)

# {m} is empty or narrows a table to some households. Each line: household, one number for one version of one row.
_ROWS = """
SELECT h.id AS household_id, hash_record_extended(ROW(h.ctid, h.xmin, h.cmin), 1) AS fact
  FROM households_household h WHERE true {h}
UNION ALL SELECT h.id, hash_record_extended(ROW(v.ctid, v.xmin, v.cmin, p.ctid, p.xmin, p.cmin,
       p.since <= %(on)s, p.until >= %(on)s, u.name, u.phone), 2)
  FROM households_household h JOIN villages_village v ON v.id = h.village_id
  LEFT JOIN villages_posting p ON p.village_id = v.id LEFT JOIN accounts_user u ON u.id = p.user_id WHERE true {h}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin,
       date_part('year', age(%(on)s, r.birth_date))), 3)
  FROM households_member r WHERE r.left_on IS NULL {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin), 4)
  FROM households_assessment r WHERE r.is_current {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin), 5)
  FROM households_measure r WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, p.ctid, p.xmin, p.cmin,
       r.since <= %(on)s, r.until >= %(on)s), 6)
  FROM households_helperassignment r JOIN households_helper p ON p.id = r.helper_id WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin,
       r.since <= %(on)s, r.until >= %(on)s), 7)
  FROM households_householdtrade r WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, p.ctid, p.xmin, p.cmin,
       r.since <= %(on)s, r.until >= %(on)s), 8)
  FROM households_participation r JOIN villages_villageplan p ON p.id = r.plan_id WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, l.ctid, l.xmin, l.cmin), 9)
  FROM households_incomeyear r LEFT JOIN households_incomeline l ON l.register_id = r.id WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, r.visited_on <= %(on)s), 10)
  FROM households_visit r WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, p.ctid, p.xmin, p.cmin,
       e.ctid, e.xmin, e.cmin, c.ctid, c.xmin, c.cmin, r.since <= %(on)s, r.until >= %(on)s,
       p.since <= %(on)s, p.until >= %(on)s, c.chosen_on <= %(on)s), 12)
  FROM enterprises_householdpairing r JOIN enterprises_pairing p ON p.id = r.pairing_id
  JOIN enterprises_enterprise e ON e.id = p.enterprise_id
  LEFT JOIN enterprises_modechoice c ON c.pairing_id = p.id WHERE true {r}
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.ctid, r.xmin, r.cmin, a.ctid, a.xmin, a.cmin,
       e.id, e.day, e.day <= %(on)s, x.id), 13)
  FROM funds_applicationshare r JOIN funds_application a ON a.id = r.application_id
  LEFT JOIN funds_voucher v ON v.application_id = a.id LEFT JOIN funds_entry e ON e.voucher_id = v.id
  LEFT JOIN funds_entry x ON x.reverses_id = e.id WHERE true {r}
"""
_CONCERNED = """
UNION ALL SELECT r.household_id, hash_record_extended(ROW(r.version), 11)
  FROM ({pairs}) AS r (version, household_id) WHERE true {r}
"""
# What stands in every bag: the points of the standard, the poverty lines, the order and words of the library.
_SHARED = """
SELECT to_hex(COALESCE(bit_xor(fact), 0)) FROM (
  SELECT hash_record_extended(ROW(ctid, xmin, cmin), 21) AS fact FROM households_standardset
  UNION ALL SELECT hash_record_extended(ROW(ctid, xmin, cmin), 22) FROM households_standardpoint
  UNION ALL SELECT hash_record_extended(ROW(ctid, xmin, cmin), 23) FROM households_criterion
  UNION ALL SELECT hash_record_extended(ROW(ctid, xmin, cmin), 24) FROM households_povertyline
  UNION ALL SELECT hash_record_extended(ROW(ctid, xmin, cmin), 25) FROM households_libraryitem) s
"""
_DIFFERING = """
WITH found AS (
  SELECT f.household_id, to_hex(bit_xor(f.fact)) || (%(salt)s || ({shared})) AS facts
    FROM ({rows}) f GROUP BY f.household_id)
SELECT found.household_id, found.facts FROM found
  LEFT JOIN households_bagcontent c ON c.household_id = found.household_id
 WHERE c.facts IS DISTINCT FROM found.facts
 ORDER BY found.household_id
"""


def differing(
    versions: Sequence[LibraryVersion], *, on: date, households: Sequence[int] | None = None
) -> dict[int, str]:
    """Digests by household key where the kept content was made from other rows, or none is kept. One statement.

    `versions` are those of the library in force; `households` narrows it to these keys.
    """
    facts: dict[str, Any] = {"on": on, "salt": f".{on.year}{release()}."}
    narrow = {"h": "", "r": ""}
    if households is not None:
        facts["keys"] = list(households)
        narrow = {"h": "AND h.id = ANY(%(keys)s)", "r": "AND r.household_id = ANY(%(keys)s)"}
    with connection.cursor() as cursor:
        rows = _ROWS.format(**narrow)
        pairs = eligibility.pairs(versions, on=on)
        if pairs is not None:
            statement, values = pairs.query.sql_with_params()
            # Two ways of naming parameters do not go together in one statement.
            rows += _CONCERNED.format(pairs=cursor.mogrify(statement, values).decode().replace("%", "%%"), **narrow)
        cursor.execute(_DIFFERING.format(rows=rows, shared=_SHARED), facts)
        return dict(cursor.fetchall())


@cache
def release() -> str:
    """Eight characters that differ where the code that makes content, or what the office calls itself, differs."""
    base = Path(settings.BASE_DIR)
    made = sha256(f"{settings.OFFICE_NAME}{settings.OFFICE_HOTLINE}".encode())
    for pattern in _MAKERS:
        for path in sorted(base.glob(pattern)):
            made.update(path.read_bytes())
    return made.hexdigest()[:8]
