"""What an approver needs to see before a voucher becomes an entry: the checks made, and the balances after it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from funds.codes import AccountKind, EntryKind
from funds.models import Account, Voucher
from funds.payments import Obstacle, obstacles
from funds.standing import Standing, standing
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.dates import iso
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import yuan


@dataclass(frozen=True)
class Check:
    """`lamp` OK: it holds; WARN: it may be posted all the same; BAD: Postgres refuses it as it is."""

    lamp: Lamp
    words: str


@dataclass(frozen=True)
class After:
    """分 on the bank account or on one earmark, before and after the voucher."""

    name: str
    before: int
    change: int

    @property
    def after(self) -> int:
        return self.before + self.change


class VoucherPage:
    """One voucher with its sides (`Voucher.objects.with_sides()`) as `reader` sees it on a day."""

    def __init__(self, voucher: Voucher, *, on: date, reader: User) -> None:
        self.voucher, self.on, self.reader = voucher, on, reader

    @cached_property
    def standing(self) -> Standing:
        return standing(self.voucher.fund)

    @cached_property
    def earmark(self) -> Account | None:
        """The one written into or paid out of; of a reversal the one of its entry."""
        if self.voucher.reverses is None:
            return self.voucher.account
        leg = self.voucher.reverses.postings.select_related("account").get(account__kind=AccountKind.EARMARK)
        return leg.account

    @property
    def change(self) -> int:
        """分 in the bank account."""
        kind = self.voucher.reverses.kind if self.voucher.reverses else self.voucher.kind
        sign = 1 if kind == EntryKind.RECEIPT else -1
        return self.voucher.amount * sign * (-1 if self.voucher.reverses else 1)

    @property
    def afters(self) -> list[After]:
        """Nothing for what was posted: the books show its balance."""
        if not self.voucher.is_open:
            return []
        found = [After("专户余额", self.standing.balance, self.change)]
        if self.earmark:
            found.append(After(str(self.earmark), self.standing.of(self.earmark).balance, self.change))
        return found

    @cached_property
    def obstacles(self) -> list[Obstacle]:
        voucher = self.voucher
        if voucher.kind != EntryKind.PAYMENT or voucher.application is None:
            return []
        return obstacles(voucher.application, amount=voucher.amount, day=voucher.day, voucher=voucher)

    @property
    def checks(self) -> list[Check]:
        found = [self._day(), self._money(), self._receipts()]
        if self.voucher.kind == EntryKind.PAYMENT:
            found = [*self._rule_of_use(), *found]
        if self.voucher.kind == EntryKind.REVERSAL:
            found = [Check(Lamp.OK, "和原来那一笔一分不差，方向相反"), found[0], found[1]]
        if self.voucher.delivery:
            found.insert(0, Check(Lamp.OK, "和企业报的捐赠一样，入账就是确认"))
        return [*found, self._maker()]

    def _rule_of_use(self) -> list[Check]:
        if self.obstacles:
            return [Check(Lamp.BAD, obstacle.sentence) for obstacle in self.obstacles]
        return [
            Check(Lamp.OK, "用途和申请、专款都相符"),
            Check(Lamp.OK, "村里评议、办事处批准、公示满期"),
            Check(Lamp.OK, "不超申请的金额"),
        ]

    def _day(self) -> Check:
        closed = self.voucher.fund.chain.closed_through
        if closed and self.voucher.day <= closed:
            return Check(Lamp.BAD, f"已经结到 {iso(closed)}，日期要晚于这一天")
        return Check(Lamp.OK, "日期在没结账的期间")

    def _maker(self) -> Check:
        if self.voucher.made_by_id == self.reader.pk:
            return Check(Lamp.NONE, "你写的，要另一个人批")
        return Check(Lamp.OK, f"{self.voucher.made_by.name}写的，不是批的人")

    def _money(self) -> Check:
        left = [row for row in self.afters if row.after < 0]
        if left:
            return Check(Lamp.BAD, f"{left[-1].name}只有 {yuan(left[-1].before)} 元，不够")
        return Check(Lamp.OK, "入账以后专户和专款都不透支")

    def _receipts(self) -> Check:
        count = len(self.files)
        if count:
            return Check(Lamp.OK, f"票据 {count} 张")
        if self.voucher.kind == EntryKind.PAYMENT:
            return Check(Lamp.BAD, "没有票据：入账以后加不了，这个月结不了账。退回去补")
        return Check(Lamp.WARN, "没有票据")

    @cached_property
    def files(self) -> list[object]:
        return list(self.voucher.files.select_related("file"))

    @property
    def may_write(self) -> bool:
        return self.voucher.is_written and self.reader.can(Capability.KEEP_BOOKS)

    @property
    def may_take_back(self) -> bool:
        return self.voucher.is_waiting and self.reader.can(Capability.KEEP_BOOKS)

    @property
    def why_not_approve(self) -> str:
        """For who may approve in general: why not this one; empty where he may."""
        if self.voucher.made_by_id == self.reader.pk:
            return "这张凭证是你写的，请另一个人批"
        if self.voucher.second_by_id == self.reader.pk:
            return "你已经批过一次，还要第二个人批"
        return ""

    @property
    def answers(self) -> bool:
        return self.voucher.is_waiting and self.reader.can(Capability.APPROVE_VOUCHERS)

    @property
    def two_words(self) -> str:
        """Above the limit: who has approved and who is still to."""
        voucher = self.voucher
        if not voucher.needs_second:
            return ""
        limit = yuan(voucher.fund.second_above).removesuffix(".00")
        if voucher.second_by is None:
            return f"超过 {limit} 元，要两个人批：你批了以后还要第二个人批"
        return f"超过 {limit} 元，要两个人批：{voucher.second_by.name}批过了，你批了就入账"
