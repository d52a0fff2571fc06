"""What a confirmed delivery brings a household, typed once: income lines and help measures follow from it (R5.2).

Called inside the action that changes the delivery or a post. Households are held first, by key, as every writer of
registers does.
"""

from collections.abc import Iterable
from datetime import date

from enterprises.brought import income_of, measure_of
from enterprises.models import Beneficiary, Delivery, HelpIncome
from households.actions.registers import begin_register, take_line_away
from households.incomes import too_much
from households.models import Household, IncomeLine, Measure
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def hold_households(delivery: Delivery) -> None:
    """Locks those that the delivery reached, in the order of their keys; before the delivery itself is locked."""
    reached = delivery.beneficiaries.values("household")
    list(Household.objects.select_for_update().filter(pk__in=reached).order_by("pk"))


def feed_income(delivery: Delivery, *, today: date, by: User | None) -> None:
    """The lines of the registers are what the delivery says, up to this year; again and again the same.

    A wage is expected to the year's end while the post lasts. A delivery that is not confirmed brings nothing. Raises
    Refused where no register can be begun, or where a year holds more than anybody earns.
    """
    with changing(by=by, reason="企业帮扶所得记进收入登记"):
        hold_households(delivery)
        for row in _rows(delivery):
            _settle(row, today, by)


def make_measures(delivery: Delivery, *, by: User | None) -> None:
    """One measure for each household or person that a confirmed delivery reached; a post's ends with it."""
    with changing(by=by, reason="企业帮扶列入帮扶措施"):
        hold_households(delivery)
        for row in _rows(delivery):
            if row.delivery.is_confirmed:
                _keep_measure(row)


def take_back(delivery: Delivery, *, by: User | None) -> None:
    """Of a delivery that is void: its lines and measures go. A register that it began goes with its last line."""
    with changing(by=by, reason="作废的企业兑现，收回收入和措施"):
        hold_households(delivery)
        for row in _rows(delivery):
            for line in _lines(row):
                take_line_away(line)
            _drop_measure(row)


def carry_wages(*, today: date) -> tuple[int, list[str]]:
    """Wages of those who are still on post, brought into the new year: how many deliveries, and what could not be."""
    carried, refused = 0, []
    owing = Beneficiary.objects.owing_wages(today.year).values("delivery")
    for delivery in Delivery.objects.with_sides().filter(pk__in=owing).order_by("pk"):
        try:
            feed_income(delivery, today=today, by=None)
            carried += 1
        except Refused as refusal:
            refused.append(f"{delivery.pledge.choice.pairing.enterprise.name}：{refusal}")
    return carried, refused


def _rows(delivery: Delivery) -> Iterable[Beneficiary]:
    """Read after the households are held."""
    sides = ("household", "member", "measure", "delivery__pledge__choice__pairing__enterprise")
    return Beneficiary.objects.filter(delivery=delivery).select_related(*sides).order_by("household", "pk")


def _lines(row: Beneficiary) -> list[IncomeLine]:
    return list(IncomeLine.objects.filter(enterprise_help__beneficiary=row).select_related("register"))


def _settle(row: Beneficiary, today: date, by: User | None) -> None:
    due = income_of(row, today=today)
    there = {line.register.year: line for line in _lines(row)}
    for year, (item, fen) in due.items():
        words = too_much(item, fen)
        if words:
            raise Refused(f"{row.household.called}：{words}")
        line = there.get(year)
        if line is None:
            register = begin_register(row.household, year, today=today, by=by)
            line = IncomeLine.objects.create(register=register, item=item, amount=fen, is_from_enterprise=True)
            HelpIncome.objects.create(beneficiary=row, line=line)
        elif (line.item, line.amount) != (item, fen):
            line.item, line.amount = item, fen
            line.save(update_fields=["item", "amount"])
    for year, line in there.items():
        if year not in due:
            take_line_away(line)


def _keep_measure(row: Beneficiary) -> None:
    facts = measure_of(row)
    if row.measure is None:
        row.measure = Measure.objects.create(household=row.household, is_from_enterprise=True, **facts)
        row.save(update_fields=["measure"])
    elif any(getattr(row.measure, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row.measure, name, value)
        row.measure.save()


def _drop_measure(row: Beneficiary) -> None:
    measure = row.measure
    if measure is not None:
        row.measure = None
        row.save(update_fields=["measure"])
        measure.delete()
