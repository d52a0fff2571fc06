"""What the public page says of the chain: gone through entry by entry, once for each head within the hour."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from funds.models import Fund, Seal
from funds.open_books import short_code
from funds.verification import verify

_SECONDS = 3600


@dataclass(frozen=True)
class OpenVerdict:
    entries: int
    trouble: str
    at: datetime

    @property
    def is_whole(self) -> bool:
        return not self.trouble


def open_verdict(fund: Fund, *, now: datetime) -> OpenVerdict:
    """`fund` with its chain."""
    key = f"funds.open_verdict:{fund.pk}:{fund.chain.head_hex}"
    found: OpenVerdict | None = cache.get(key)
    if found is None:
        verdict = verify(fund, anchors=True)
        found = OpenVerdict(verdict.entries, verdict.trouble.words if verdict.trouble else "", now)
        cache.set(key, found, _SECONDS)
    return found


def answer_to_code(fund: Fund, text: str) -> str:
    """Whether the chain still passes through a code that somebody holds on paper; empty where none was typed."""
    code = "".join(text.split()).replace("-", "").lower()
    if not code:
        return ""
    if len(code) < 8 or len(code) > 64 or not set(code) <= set("0123456789abcdef"):
        return "验证码是 0–9、A–F，至少抄 8 位"
    for seal in Seal.objects.filter(fund=fund).order_by("seq").iterator():
        if bytes(seal.hash).hex().startswith(code):
            return f"对上了：是第 {seal.seq} 笔，账链经过这个码（{short_code(bytes(seal.hash).hex())}）"
    return "账链里没有这个码。对一对有没有抄错；没有抄错，就是账改过，打监督电话"
