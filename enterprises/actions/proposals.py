"""Accepting the balanced proposal: pairings without a visit end, the new ones begin, all of them or none (R5.3)."""

from collections.abc import Mapping
from datetime import date, timedelta

from enterprises.actions.pairings import end_pairing, pair_village
from enterprises.models import Enterprise, Pairing
from enterprises.proposal import fingerprint
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from villages.models import Village


def accept_proposal(
    chosen: Mapping[int, int | None], *, seen: str, today: date, by: User | None
) -> tuple[list[Pairing], list[Pairing]]:
    """`chosen` is the village of each enterprise, by keys; None is no village. `seen` is the proposal's fingerprint.

    Returns the pairings that ended, the day before, and those that begin today. Sent twice it changes nothing more.
    """
    with changing(by=by, reason="采用均衡结对方案"):
        enterprises = {
            row.pk: row for row in Enterprise.objects.active().select_for_update().filter(pk__in=chosen).order_by("pk")
        }
        if gone := set(chosen) - set(enterprises):
            names = "、".join(Enterprise.objects.filter(pk__in=gone).values_list("name", flat=True)) or "有的企业"
            raise Refused(f"{names}已经不再参加，重新看一遍方案")
        villages = Village.objects.in_bulk([key for key in chosen.values() if key is not None])
        if not {key for key in chosen.values() if key is not None} <= set(villages):
            raise Refused("没有这个村，重新看一遍方案")
        standing = list(Pairing.objects.current(on=today).with_begun().select_for_update(of=("self",)).order_by("pk"))
        ending = [
            row
            for row in standing
            if row.enterprise_id in chosen and chosen[row.enterprise_id] != row.village_id and row.until != today
        ]
        there = {(row.enterprise_id, row.village_id) for row in standing}
        beginning = [pair for pair in chosen.items() if pair[1] is not None and pair not in there]
        if not ending and not beginning:
            return [], []
        if fingerprint((row.pk, row.enterprise_id, row.village_id) for row in standing) != seen:
            raise Refused("看方案的时候结对又变了，什么都没有改，重新看一遍方案")
        if begun := next((row for row in ending if row.has_begun), None):
            raise Refused(f"{begun.enterprise.name}已经走访过{begun.village.name}的户，留在那里，重新看一遍方案")
        ended = [end_pairing(row, until=max(row.since, today - timedelta(days=1)), by=by) for row in ending]
        begins = [
            pair_village(enterprises[enterprise], villages[village], since=today, by=by)
            for enterprise, village in beginning
            if village is not None
        ]
    return ended, begins
