"""Reading the books back and holding them against their own seals (L5, L12)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Sum

from funds.ledger import Break, SealedEntry, first_break
from funds.models import Anchor, Balance, Chain, Entry, Fund, Posting, Seal, VoucherFile

CHUNK = 5_000


@dataclass(frozen=True)
class Verdict:
    """Of one fund: how many entries were gone through, and the first thing that is wrong, if any."""

    fund: Fund
    entries: int
    trouble: Break | None

    @property
    def words(self) -> str:
        return self.trouble.words if self.trouble else f"{self.entries} 笔，逐笔对上"


def verify(fund: Fund, *, anchors: bool = False) -> Verdict:
    """`anchors`: every code that went out on paper must still lie on the chain."""
    chain = Chain.objects.get(fund=fund)
    printed = {anchor.seq: bytes(anchor.hash) for anchor in Anchor.objects.filter(fund=fund)} if anchors else {}
    found = first_break(sealed_entries(fund), head=bytes(chain.head), seq=chain.seq, anchors=printed)
    return Verdict(fund, chain.seq, found or _unsealed(fund) or _drifted(fund))


_SEALED = (
    "entry",
    "entry__fund",
    "seq",
    "entry__idem",
    "entry__day",
    "entry__kind",
    "entry__use",
    "entry__made_by",
    "entry__approved_by",
    "entry__reverses",
    "entry__memo",
    "prev",
    "hash",
    "entry__voucher",
)


def sealed_entries(fund: Fund) -> Iterator[SealedEntry]:
    """In the order of the chain, some thousand at a time; plain values, for a row object each takes twice as long."""
    last = 0
    while True:
        seals = list(Seal.objects.filter(fund=fund, seq__gt=last).order_by("seq").values_list(*_SEALED)[:CHUNK])
        if not seals:
            return
        legs, files = _legs([seal[0] for seal in seals]), _files([seal[-1] for seal in seals])
        for (
            entry,
            of_fund,
            seq,
            idem,
            day,
            kind,
            use,
            made_by,
            approved_by,
            reverses,
            memo,
            prev,
            code,
            voucher,
        ) in seals:
            yield SealedEntry(
                entry=entry,
                fund=of_fund,
                seq=seq,
                idem=idem,
                day=day,
                kind=kind,
                use=use,
                made_by=made_by,
                approved_by=approved_by,
                reverses=reverses or 0,
                legs=tuple(legs[entry]),
                files=tuple(files.get(voucher, ())),
                memo=memo,
                prev=bytes(prev),
                hash=bytes(code),
            )
        last = seals[-1][2]


def _legs(entries: list[int]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = Posting.objects.filter(entry__in=entries).order_by("pk")
    for entry, account, amount in rows.values_list("entry", "account", "amount"):
        found[entry].append((account, amount))
    return found


def _files(vouchers: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = VoucherFile.objects.filter(voucher__in=vouchers)
    for voucher, digest in rows.values_list("voucher", "file__sha256"):
        found[voucher].append(digest)
    return found


def _unsealed(fund: Fund) -> Break | None:
    entry = Entry.objects.filter(fund=fund, seal__isnull=True).order_by("pk").first()
    return Break(0, entry.pk, f"账目 {entry.pk} 没有封签：绕过记账塞进来的") if entry else None


def _drifted(fund: Fund) -> Break | None:
    sums = dict(Posting.objects.filter(entry__fund=fund).values_list("account").annotate(total=Sum("amount")))
    for balance in Balance.objects.filter(account__fund=fund).select_related("account"):
        if balance.amount != sums.get(balance.account_id, 0):
            return Break(0, None, f"{balance.account}的余额和账目加起来不一样")
    return None
