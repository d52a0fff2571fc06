"""What each of the five modes keeps, and in which unit (R5.2, domain §6): one table for constraints, forms and sheets.

Money is never added to people, nor people (人) to attendances (人次).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from enterprises.codes import Mode
from povertyplan.ui.money import plain_yuan


@dataclass(frozen=True)
class Facts:
    """Names of columns: those that must be there, those that may. A column of another mode stays empty."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset((*self.required, *self.optional))


@dataclass(frozen=True)
class ModeRule:
    """`measure` is the column that pledge and delivery are compared by: `amount` in 分 or `count`; `unit` its word."""

    measure: str
    unit: str
    pledged: str
    pledge: Facts
    delivery: Facts
    # Of each household or person that a delivery reached.
    beneficiary: Facts

    @property
    def in_money(self) -> bool:
        return self.measure == "amount"


RULES: Mapping[Mode, ModeRule] = {
    Mode.INDUSTRY: ModeRule(
        measure="amount",
        unit="元",
        pledged="协议投资",
        pledge=Facts(("amount",), ("capacity", "households_expected", "village_income")),
        delivery=Facts(("amount",), ("village_income",)),
        beneficiary=Facts((), ("member", "amount")),
    ),
    Mode.TRADE: ModeRule(
        measure="amount",
        unit="元",
        pledged="约定金额",
        pledge=Facts(("amount", "deal"), ("quantity", "quantity_unit", "households_expected")),
        delivery=Facts(("amount",), ("quantity",)),
        beneficiary=Facts(("amount",), ("member",)),
    ),
    Mode.EMPLOYMENT: ModeRule(
        measure="count",
        unit="个岗位",
        pledged="岗位",
        pledge=Facts(("count", "monthly_pay"), ("months", "green_channel")),
        delivery=Facts(("count",)),
        beneficiary=Facts(("member", "monthly_pay", "since"), ("until", "attendances")),
    ),
    Mode.DONATION: ModeRule(
        measure="amount",
        unit="元",
        pledged="认捐",
        pledge=Facts(("amount", "gift", "purpose", "recipient"), ("quantity", "quantity_unit")),
        delivery=Facts(("amount",), ("quantity", "basis", "receipt_no", "receipt_issuer")),
        beneficiary=Facts((), ("member", "amount")),
    ),
    Mode.SKILLS: ModeRule(
        measure="count",
        unit="人次",
        pledged="培训",
        pledge=Facts(("count",), ()),
        delivery=Facts(("count", "teacher")),
        beneficiary=Facts(("member", "attendances", "completed")),
    ),
}

PLEDGE_FACTS = frozenset().union(*(rule.pledge.allowed for rule in RULES.values()))
DELIVERY_FACTS = frozenset().union(*(rule.delivery.allowed for rule in RULES.values()))
BENEFICIARY_FACTS = frozenset().union(*(rule.beneficiary.allowed for rule in RULES.values()))


def measured(mode: str, row: object) -> int:
    """分 or a count of a pledge or a delivery, in the mode's own unit."""
    return int(getattr(row, RULES[Mode(mode)].measure) or 0)


def said(mode: str, measure: int) -> str:
    """18 万元, 9,500 元, 20 个岗位, 60 人次: as sentences say the measure of a mode."""
    rule = RULES[Mode(mode)]
    if not rule.in_money:
        return f"{measure} {rule.unit}"
    # Whole hundreds of 元 read well in 万元: 15.2 万元.
    if measure >= 10**6 and measure % 10**4 == 0:
        return f"{f'{Decimal(measure) / 10**6:,.2f}'.rstrip('0').rstrip('.')} 万元"
    return f"{plain_yuan(measure)} 元"
