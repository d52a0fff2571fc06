"""All funds in the open, a line each, in three queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from funds.codes import AccountKind
from funds.models import Balance, Entry, Fund


@dataclass(frozen=True)
class OpenFund:
    village: str
    village_code: str
    since: date
    closing: int
    entries: int
    last_day: date | None


def open_funds() -> list[OpenFund]:
    bank = Balance.objects.filter(account__kind=AccountKind.BANK).values_list("account__fund", "amount")
    there = dict(bank)
    counted = Entry.objects.order_by().values_list("fund").annotate(Count("pk"), Max("day"))
    known = {fund: (many, last) for fund, many, last in counted}
    return [
        OpenFund(
            fund.village.name,
            fund.village.code,
            fund.selected_on,
            there.get(fund.pk, 0),
            *known.get(fund.pk, (0, None)),
        )
        for fund in Fund.objects.select_related("village")
    ]
