"""`data_health`: all rules over a whole county, beside reading each row of the tables that they speak of once."""

from django.db import connection
from django.utils import timezone

from benchmarks.office_data import office
from benchmarks.results import Result, at_most, interleaved
from office.health.checkup import Checkup

LARGE = 82_400
ROUNDS = 5
# Each with a column that no index holds, so that every row itself is visited.
TABLES = {
    "households_household": "cooperative",
    "households_member": "name_pinyin",
    "households_assessment": "evidence",
    "households_incomeyear": "note",
    "households_incomeline": "note",
    "households_measure": "content",
    "households_helperassignment": "since",
}


def run() -> list[Result]:
    today = timezone.localdate()
    with office(LARGE, alone=True) as (_, villages):
        keys = [village.pk for village in villages]
        checkup, everything, households = interleaved(
            lambda: Checkup.of(keys, on=today, is_whole=True, open_numbers=False),
            lambda: [scan(table) for table in TABLES],
            lambda: scan("households_household"),
            rounds=ROUNDS,
        )
    note = f"{checkup:.2f} s; one scan of its {len(TABLES)} tables {everything * 1000:.0f} ms"
    alone = f"{checkup / households:.1f} x a scan of the households alone, {households * 1000:.0f} ms"
    return [at_most("data_health", checkup / everything, 10, note), Result("data_health_alone", alone, "report", None)]


def scan(table: str) -> None:
    column = TABLES[table]
    seen = f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column}::text <> '-'"  # noqa: S608 - above
    with connection.cursor() as cursor:
        cursor.execute(seen)
        cursor.fetchall()
