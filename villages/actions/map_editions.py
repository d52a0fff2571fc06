"""Keeping what stood on a printed battle map (R2.1, R8)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import MapEdition, Village

# Two who print at the same moment do not get the same number; the key only has to be this table's own.
_LOCK = "SELECT pg_advisory_xact_lock('villages_mapedition'::regclass::int, %s)"


def hash_of(figures: Sequence[Mapping[str, str]]) -> str:
    return sha256(DjangoJSONEncoder(sort_keys=True, ensure_ascii=False).encode(list(figures)).encode()).hexdigest()


def keep_map_edition(
    village: Village | None,
    figures: Sequence[Mapping[str, str]],
    *,
    as_of: date,
    known_at: datetime,
    by: User | None,
) -> MapEdition:
    """The edition that says the same of the same day, where there is one, else the next one."""
    content_hash = hash_of(figures)
    with changing(by=by, reason="打印作战图"), connection.cursor() as cursor:
        cursor.execute(_LOCK, [village.pk if village else 0])
        editions = MapEdition.objects.of(village)
        same = editions.filter(as_of=as_of, content_hash=content_hash).first()
        if same:
            return same
        newest = editions.first()
        return MapEdition.objects.create(
            village=village,
            number=newest.number + 1 if newest else 1,
            as_of=as_of,
            known_at=known_at,
            figures=list(figures),
            content_hash=content_hash,
            printed_by=by,
        )
