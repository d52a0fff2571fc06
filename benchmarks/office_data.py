"""Invented offices of any size, made in seconds and rolled back afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.utils import timezone

from households.models import BagContent, BagEdition, Household, LibraryVersion, Member
from office.bags import facts as bag_facts
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.sealing import blind_index
from villages.models import Baseline, Posting, Village

HOUSEHOLDS_A_VILLAGE = 55
VILLAGES_AN_OFFICE = 15
SQL = (Path(__file__).parent / "office.sql").read_text()

# The one person whom a search is to find: name, pinyin, initials, last four of the ID number, phone.
WANTED_NAME, WANTED_PINYIN, WANTED_INITIALS = "欧阳若溪", "ouyangruoxi", "oyrx"
WANTED_TAIL, WANTED_PHONE = "0014", "10099990014"


@contextmanager
def office(households: int, *, alone: bool = False) -> Iterator[tuple[User, list[Village]]]:
    """An office user and the 15 villages of one office, in a database of `households` households in all.

    `alone`: all of them live in these 15 villages; otherwise 55 in each of many. Nothing is kept: all of it lives
    in one transaction that is rolled back.
    """
    with connection.cursor() as cursor:
        # What earlier runs rolled back still lies in the tables.
        cursor.execute("VACUUM")
    with transaction.atomic():
        many = households // HOUSEHOLDS_A_VILLAGE
        villages = _villages(VILLAGES_AN_OFFICE if alone else max(VILLAGES_AN_OFFICE, many))
        user = User.objects.create(username="bench", name="测速", role=Role.OFFICE, password=UNUSABLE_PASSWORD_PREFIX)
        today = timezone.localdate()
        starts_on, deadline = today - timedelta(days=320), today + timedelta(days=410)
        Baseline.objects.create(starts_on=starts_on, deadline=deadline, households=824, persons=1524, source="测速")
        with connection.cursor() as cursor:
            # Triggers keep the plan of their first row: a table just vacuumed empty would be read whole for each.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                SQL,
                {
                    "villages": [village.pk for village in villages],
                    "total": households,
                    "count": len(villages),
                    "today": today,
                },
            )
            _plant(villages[VILLAGES_AN_OFFICE // 2])
            # As autovacuum leaves them: a fresh bulk load waits in a list that every search reads through.
            cursor.execute("SELECT gin_clean_pending_list('member_search')")
            cursor.execute("RESET enable_seqscan")
            cursor.execute("ANALYZE")
        yield user, villages[:VILLAGES_AN_OFFICE]
        transaction.set_rollback(True)


def remember_bags() -> None:
    """Every bag as if it had been put together just now and printed so; ID numbers here are no sealed ones."""
    today = timezone.localdate()
    printed = dict(BagEdition.objects.values_list("household", "content_hash"))
    facts = bag_facts.differing(list(LibraryVersion.objects.in_force(on=today).with_rule()), on=today)
    BagContent.objects.bulk_create(
        BagContent(household_id=key, facts=text, content_hash=printed.get(key, "-"), since=today)
        for key, text in facts.items()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE households_bagcontent")


def _villages(count: int) -> list[Village]:
    villages = Village.objects.bulk_create(
        Village(
            code=str(420399100000 + n),
            name=f"测{n}村",
            is_poverty_village=n % 8 == 0,
            boundary=_square(n),
            leader_name="李志远",
            leader_duty="副主任",
            first_secretary_name="邹明秀",
            first_secretary_unit="农技站",
        )
        for n in range(count)
    )
    officers = User.objects.bulk_create(
        User(username=f"bench{n}", name=f"专干{n}", role=Role.CADRE, password=UNUSABLE_PASSWORD_PREFIX)
        for n in range(VILLAGES_AN_OFFICE)
    )
    since = timezone.localdate() - timedelta(days=320)
    Posting.objects.bulk_create(
        Posting(user=user, village=village, since=since) for user, village in zip(officers, villages, strict=False)
    )
    return villages


def _square(n: int) -> dict[str, object]:
    west, south = 111 + n % 5 * 0.02, 32 + n // 5 * 0.02
    ring = [[west + x * 0.02, south + y * 0.02] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    return {"type": "Polygon", "coordinates": [ring]}


def _plant(village: Village) -> None:
    household = Household.objects.filter(village=village).order_by("pk")[0]
    Member.objects.filter(household=household, relation="01").update(
        name=WANTED_NAME,
        name_pinyin=WANTED_PINYIN,
        name_initials=WANTED_INITIALS,
        phone=WANTED_PHONE,
        id_tail_index=blind_index(WANTED_TAIL, purpose="id-tail"),
    )
