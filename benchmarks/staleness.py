"""`stale_list`: the reprint list of an office and of a county, beside reading once each row that it rests on."""

from django.db import connection
from django.utils import timezone

from benchmarks.office_data import office, remember_bags
from benchmarks.results import Result, at_most, interleaved
from households.models import Helper, LibraryVersion
from office.bags import facts as bag_facts
from office.bags.staleness import stale_households

SMALL, LARGE = 824, 82_400
ROUNDS = 5
# Each with a column that no index holds, so that every row itself is visited.
TABLES = {
    "households_household": "cooperative",
    "households_member": "name_pinyin",
    "households_assessment": "evidence",
    "households_measure": "content",
    "households_helperassignment": "since",
    "households_incomeyear": "note",
    "households_incomeline": "note",
    "households_visit": "summary",
}


def run() -> list[Result]:
    small, small_scan, _ = measured(SMALL)
    large, large_scan, change = measured(LARGE)
    return [
        at_most("stale_list", small / small_scan, 10, f"{small * 1000:.0f} ms at {SMALL}"),
        at_most("stale_list_county", large / large_scan, 10, f"{large:.2f} s at {LARGE:,}"),
        at_most("stale_list_growth", large / LARGE / (small / SMALL), 1.5, "a household, county against office"),
        Result("stale_list_after_change", f"{change} bags anew for one phone", "report", None),
    ]


def measured(households: int) -> tuple[float, float, int]:
    """Seconds of the list where nothing was written, of the scans, and how many bags one helper's phone touches."""
    today = timezone.localdate()
    with office(households, alone=True):
        remember_bags()
        seconds, scans = interleaved(
            lambda: stale_households(on=today), lambda: [scan(table) for table in TABLES], rounds=ROUNDS
        )
        Helper.objects.filter(pk=Helper.objects.order_by("pk")[0].pk).update(phone="10000000001")
        versions = list(LibraryVersion.objects.in_force(on=today).with_rule())
        changed = len(bag_facts.differing(versions, on=today))
    return seconds, scans, changed


def scan(table: str) -> None:
    column = TABLES[table]
    seen = f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND {column}::text <> '-'"  # noqa: S608 - above
    with connection.cursor() as cursor:
        cursor.execute(seen)
        cursor.fetchall()
