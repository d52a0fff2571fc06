"""Battle maps as tests ask for them: today or a day, seen by a reader of everything unless said otherwise."""

from datetime import date, datetime, time

from django.utils import timezone

from office.maps.battle_map import BattleMap
from office.maps.lists import HouseholdLists, Reader
from villages.models import Village, VillageQuerySet

EVERYTHING = Reader(HouseholdLists(may_open=True), opens_pages=True)


def board_on(on: date, villages: VillageQuerySet | None = None, *, reader: Reader = EVERYTHING) -> BattleMap:
    """As known at the evening of `on`."""
    evening = timezone.make_aware(datetime.combine(on, time(23, 59)))
    rows = Village.objects.all() if villages is None else villages
    return BattleMap.of(rows, on=on, now=evening, reader=reader)
