"""Which modes an enterprise helps in, village by village; only after a visit to a household there (R5.1)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from enterprises.codes import Mode
from enterprises.models import ModeChoice, Pairing
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def choose_modes(pairing: Pairing, modes: Iterable[str], *, chosen_on: date, by: User | None) -> list[ModeChoice]:
    """All that are chosen afterwards, in the plan's order; what was chosen before stays with its day."""
    wanted = {Mode(mode) for mode in modes}
    with changing(by=by, reason="选帮扶方式"):
        locked = _locked(pairing)
        _add(locked, wanted, chosen_on=chosen_on, by=by)
        return _chosen(locked)


def settle_modes(pairing: Pairing, modes: Iterable[str], *, chosen_on: date, by: User | None) -> list[ModeChoice]:
    """These modes and no others. One on which something was pledged cannot be taken back."""
    wanted = {Mode(mode) for mode in modes}
    with changing(by=by, reason="选帮扶方式"):
        locked = _locked(pairing)
        for choice in locked.mode_choices.exclude(mode__in=wanted).prefetch_related("pledges"):
            if choice.pledges.all():
                raise Refused(f"{choice.get_mode_display()}已经写了承诺，不能取消", field="modes")
            choice.delete()
        _add(locked, wanted, chosen_on=chosen_on, by=by)
        return _chosen(locked)


def _locked(pairing: Pairing) -> Pairing:
    return Pairing.objects.select_for_update(of=("self",)).select_related("village").get(pk=pairing.pk)


def _add(pairing: Pairing, wanted: set[Mode], *, chosen_on: date, by: User | None) -> None:
    new = wanted - {Mode(choice.mode) for choice in pairing.mode_choices.all()}
    if not new:
        if not wanted:
            raise Refused("至少选一种方式", field="modes")
        return
    if not pairing.covers(chosen_on):
        raise Refused(f"{chosen_on} 没有和{pairing.village}结对，不能选方式", field="modes")
    first = pairing.visits.aggregate(first=Min("visited_on"))["first"]
    if first is None:
        raise Refused(f"先走访，再选方式：{pairing.village}还没有走访记录", field="modes")
    if chosen_on < first:
        raise Refused(f"{pairing.village}第一次走访是 {first}，方式不会更早选", field="modes")
    for mode in Mode:
        if mode in new:
            ModeChoice.objects.create(pairing=pairing, mode=mode, chosen_on=chosen_on, chosen_by=by)


def _chosen(pairing: Pairing) -> list[ModeChoice]:
    order = list(Mode)
    return sorted(pairing.mode_choices.all(), key=lambda choice: order.index(Mode(choice.mode)))
