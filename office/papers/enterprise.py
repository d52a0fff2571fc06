"""Papers for enterprises: the receipt of a delivery with the code its giver follows, and the year's record of thanks.

Numbers of households and people only; each mode in its own unit, nothing compared with another enterprise (R5.2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.template.loader import render_to_string

from enterprises.codes import Mode
from enterprises.giver import GiftTrace, public_words
from enterprises.models import Beneficiary, Delivery, Enterprise
from enterprises.modes import said
from funds.gifts import BookedGift
from office.bags import wording
from office.exit_sheets.parts import Sheet
from office.printing import fonts
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing, record
from povertyplan.audit.models import Act
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates

_RECEIPT, _THANKS = "打印到位回执", "打印感谢记录"


@dataclass(frozen=True)
class DeliveryReceipt(Sheet):
    """`address` is what the QR code opens; `code` the same to be typed."""

    enterprise: str
    heading: str
    mode: str
    what: str
    much: str
    much_note: str
    delivered_on: str
    confirmed_on: str
    external: str
    where: str
    code: str
    address: str
    signed_on: str

    @classmethod
    def of(cls, delivery: Delivery, *, on: date) -> Self:
        """`delivery` with its sides. Only what the village has confirmed is receipted."""
        if not delivery.is_confirmed or delivery.answered_on is None:
            raise Refused("村里确认以后才打印回执")
        pairing, trace = delivery.pledge.choice.pairing, GiftTrace.of(delivery)
        purpose = delivery.pledge.get_purpose_display() if delivery.pledge.purpose else ""
        return cls(
            office=settings.OFFICE_NAME,
            hotline=wording.phone(settings.OFFICE_HOTLINE),
            village=pairing.village.name,
            enterprise=pairing.enterprise.name,
            heading="捐赠回执" if delivery.mode == Mode.DONATION else "帮扶到位回执",
            mode="，".join(filter(None, (trace.mode, purpose))),
            what=trace.what,
            much=trace.much[0],
            much_note=trace.much[1],
            delivered_on=dates.spoken(delivery.delivered_on, year=True),
            confirmed_on=dates.spoken(delivery.answered_on, year=True),
            external=f"{delivery.receipt_issuer} {delivery.receipt_no}".strip(),
            where=BookedGift.of(delivery).where if delivery.is_booked else trace.where,
            code=delivery.grouped_code,
            address=f"{settings.PUBLIC_URL.rstrip('/')}/gifts/{delivery.code}/",
            signed_on=dates.spoken(on, year=True),
        )

    @property
    def title(self) -> str:
        return f"{self.heading} {self.enterprise} {self.code}"

    @property
    def measure(self) -> str:
        return "，".join(filter(None, (self.much, self.much_note)))


@dataclass(frozen=True)
class DeedLine:
    village: str
    what: str
    measure: str
    day: str


@dataclass(frozen=True)
class ModeDeeds:
    """What was done in one mode, the sum in the mode's own unit."""

    mode: str
    total: str
    lines: tuple[DeedLine, ...]


@dataclass(frozen=True)
class EnterpriseRecord(Sheet):
    """The confirmed deliveries of an enterprise in a year. `households` and `people` count each once."""

    enterprise: str
    year: int
    modes: tuple[ModeDeeds, ...]
    villages: int
    households: int
    people: int
    signed_on: str

    @classmethod
    def of(cls, enterprise: Enterprise, year: int, *, on: date) -> Self:
        rows = Delivery.objects.confirmed().in_year(year).of_enterprise(enterprise).with_sides()
        deliveries = list(rows.order_by("delivered_on", "pk"))
        if not deliveries:
            raise Refused(f"{enterprise.name} {year} 年没有确认到位的帮扶，没有可印的感谢记录")
        reached = Beneficiary.objects.filter(delivery__in=deliveries)
        return cls(
            office=settings.OFFICE_NAME,
            hotline=wording.phone(settings.OFFICE_HOTLINE),
            village="",
            enterprise=enterprise.name,
            year=year,
            modes=tuple(_by_mode(deliveries)),
            villages=len({delivery.pledge.choice.pairing.village_id for delivery in deliveries}),
            households=reached.values("household").distinct().count(),
            people=reached.filter(member__isnull=False).values("member").distinct().count(),
            signed_on=dates.spoken(on, year=True),
        )

    @property
    def title(self) -> str:
        return f"感谢记录 {self.enterprise} {self.year} 年"

    @property
    def is_long(self) -> bool:
        """Set closer, so that the seal stays on the page."""
        return sum(len(deeds.lines) for deeds in self.modes) + 2 * len(self.modes) > 16


def _by_mode(deliveries: Sequence[Delivery]) -> Iterable[ModeDeeds]:
    for mode in Mode:
        found = [delivery for delivery in deliveries if delivery.mode == mode]
        if found:
            total = said(mode, sum(delivery.measure for delivery in found))
            yield ModeDeeds(mode.label, total, tuple(_line(delivery) for delivery in found))


def _line(delivery: Delivery) -> DeedLine:
    return DeedLine(
        village=delivery.pledge.choice.pairing.village.name,
        what=public_words(delivery),
        measure=said(delivery.mode, delivery.measure),
        day=dates.spoken(delivery.delivered_on),
    )


def press_receipt(delivery: Delivery, *, on: date, by: User) -> bytes:
    sheet = DeliveryReceipt.of(delivery, on=on)
    village = delivery.pledge.choice.pairing.village
    with changing(by=by, reason=_RECEIPT):
        pdf = receipt_pdf(sheet)
        record(Act.PRINT, by=by, subject=delivery, village_code=village.code, reason=_RECEIPT)
    return pdf


def press_record(enterprise: Enterprise, year: int, *, on: date, by: User) -> bytes:
    sheet = EnterpriseRecord.of(enterprise, year, on=on)
    with changing(by=by, reason=_THANKS):
        pdf = record_pdf(sheet)
        record(Act.PRINT, by=by, subject=enterprise, reason=_THANKS, year=year)
    return pdf


def receipt_pdf(sheet: DeliveryReceipt) -> bytes:
    return _pdf("office/enterprise/receipt.html", sheet, subject=_RECEIPT)


def record_pdf(sheet: EnterpriseRecord) -> bytes:
    return _pdf("office/enterprise/record.html", sheet, subject=_THANKS)


def _pdf(template: str, sheet: Sheet, *, subject: str) -> bytes:
    from office.printing import engine  # noqa: PLC0415 - slow start

    missing = fonts.undrawable_words(sheet.canonical_json())
    if missing:
        raise Refused(missing)
    html = render_to_string(template, {"sheet": sheet})
    return engine.write(engine.lay_out(html, subject=subject), subject=subject)
