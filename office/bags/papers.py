"""What the QR code of a printed bag answers, and what may be done with that paper now."""

from dataclasses import dataclass
from datetime import date

from households.models import BagDelivery, BagEdition
from office.bags.staleness import is_stale


@dataclass(frozen=True)
class Paper:
    """A printed edition and where it stands: 作废, 已更新 or 现行. `newest` is the newest of its household."""

    edition: BagEdition
    newest: BagEdition
    is_stale: bool

    @classmethod
    def of(cls, edition: BagEdition, *, on: date) -> "Paper":
        newest = BagEdition.objects.newest_of([edition.household_id]).select_related("void").defer("content").get()
        return cls(edition, newest, is_stale(edition.household_id, on=on))

    @property
    def is_void(self) -> bool:
        return hasattr(self.edition, "void")

    @property
    def is_replaced(self) -> bool:
        return self.newest.number > self.edition.number

    @property
    def state(self) -> tuple[str, str]:
        """Lamp and word."""
        if self.is_void:
            return "bad", "作废"
        return ("warn", "已更新") if self.is_replaced or self.is_stale else ("ok", "现行")

    @property
    def advice(self) -> str:
        """For whoever holds the paper."""
        if self.is_replaced and not hasattr(self.newest, "void"):
            printed = f"{self.newest.printed_on:%Y-%m-%d}"
            return f"现在是第 {self.newest.number} 版，{printed} 印发。请跟责任人说一声，换一份新的。"
        if self.is_void:
            return "这一份不再作数。请跟责任人说一声，换一份新的。"
        if self.is_stale:
            return "印好以后情况有了变化，新的一版还没印。请跟责任人说一声，印好了给你家送来。"
        return "手上这份就是最新的一版。"

    @property
    def delivery(self) -> BagDelivery | None:
        return getattr(self.edition, "delivery", None)

    @property
    def may_be_delivered(self) -> bool:
        return not (self.is_void or self.is_replaced or self.delivery)
