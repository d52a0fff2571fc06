"""What a giver learns by the code on the receipt (R5.2): where each yuan and item went, in numbers, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Sum

from enterprises.codes import DeliveryState, Mode, Recipient
from enterprises.models import Delivery, GiftUse
from enterprises.modes import said
from households.models import Member
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import plain_yuan

_STATES = {
    DeliveryState.REPORTED: (Lamp.NONE, "等村里确认"),
    DeliveryState.CONFIRMED: (Lamp.OK, "村里已确认"),
    DeliveryState.RETURNED: (Lamp.WARN, "村里退回，正在核对"),
    DeliveryState.VOID: (Lamp.BAD, "已经作废"),
}
_BOOKED = {
    DeliveryState.REPORTED: (Lamp.NONE, "等基金入账"),
    DeliveryState.CONFIRMED: (Lamp.OK, "基金已入账"),
}


def typed_code(text: str) -> str:
    """As kept: read off paper in groups, in whatever case."""
    return "".join(text.split()).replace("-", "").upper()


@dataclass(frozen=True)
class GiftTrace:
    """One delivery as its giver sees it. `households` (户), `people` (人, by name) and `given` (分) are what reached
    households themselves; counted when it is confirmed."""

    delivery: Delivery
    what: str
    households: int
    people: int
    given: int
    attendances: int
    uses: Sequence[GiftUse]

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """`delivery` comes with its sides."""
        reached = delivery.beneficiaries.all() if delivery.is_confirmed else delivery.beneficiaries.none()
        sums = reached.aggregate(given=Sum("amount"), attendances=Sum("attendances"))
        return cls(
            delivery=delivery,
            what=public_words(delivery),
            households=reached.values("household").distinct().count(),
            people=reached.filter(member__isnull=False).values("member").distinct().count(),
            given=sums["given"] or 0,
            attendances=sums["attendances"] or 0,
            uses=list(delivery.uses.order_by("used_on", "pk")) if delivery.is_followed else [],
        )

    @property
    def state(self) -> tuple[Lamp, str]:
        state = DeliveryState(self.delivery.state)
        return _BOOKED.get(state, _STATES[state]) if self.delivery.is_booked else _STATES[state]

    @property
    def mode(self) -> str:
        return Mode(self.delivery.mode).label

    @property
    def measure(self) -> str:
        """60 个，折价 4,800 元（按发票）: in the mode's own unit."""
        return "，".join(filter(None, self.much))

    @property
    def much(self) -> tuple[str, str]:
        """Goods by the piece, and their value beside; the second is empty where there is nothing to add."""
        delivery, value = self.delivery, said(self.delivery.mode, self.delivery.measure)
        if delivery.quantity is None:
            return value, ""
        many = f"{delivery.quantity.normalize():f} {delivery.pledge.quantity_unit}".strip()
        if delivery.mode != Mode.DONATION:
            return many, value
        basis = delivery.get_basis_display()
        return many, f"折价 {value}" + (f"（按{basis}）" if basis else "")

    @property
    def used(self) -> int:
        return sum(use.amount for use in self.uses)

    @property
    def left(self) -> int:
        return (self.delivery.amount or 0) - self.used

    @property
    def left_words(self) -> str:
        if not self.left:
            return "都用完了"
        return f"余 {plain_yuan(self.left)} 元还没有用" if self.uses else f"{plain_yuan(self.left)} 元还没有用"

    @property
    def where(self) -> str:
        """One sentence on where it went; of a gift to the village its uses are listed besides."""
        match self.delivery.mode:
            case Mode.EMPLOYMENT:
                return f"{self.people} 人上岗，来自 {self.households} 户"
            case Mode.SKILLS:
                return f"{self.people} 人参加，{self.attendances} 人次，来自 {self.households} 户"
            case Mode.TRADE:
                return f"和 {self.households} 户做成，付给他们 {plain_yuan(self.given)} 元"
            case Mode.INDUSTRY:
                paid = f"，分到户 {plain_yuan(self.given)} 元" if self.given else ""
                return f"带动 {self.households} 户{paid}" if self.households else "投在村里的项目上"
            case _:
                return self._gift_went

    @property
    def _gift_went(self) -> str:
        if self.delivery.pledge.recipient != Recipient.HOUSEHOLDS:
            whose = Recipient(self.delivery.pledge.recipient).label
            return f"{whose}，{self.left_words}"
        people = f"、{self.people} 人" if self.people else ""
        value = f"，合 {plain_yuan(self.given)} 元" if self.given else ""
        return f"送到 {self.households} 户{people}{value}"


def public_words(delivery: Delivery) -> str:
    """What was given; the mode's name alone where somebody wrote a villager's name into it."""
    what, village = delivery.pledge.what, delivery.pledge.choice.pairing.village
    named = Member.objects.filter(household__village=village).named_in(what)
    return Mode(delivery.mode).label if named else what
