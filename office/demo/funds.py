"""Three pilot villages with a year of their funds behind them, from the first subsidy to the notice on the board today.

All of it through the actions, in the order of its days: the ledger has no other door, and its seals keep that order.
"""

import csv
import io
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from enterprises.actions.deliveries import report_delivery
from enterprises.actions.modes import choose_modes
from enterprises.actions.pledges import make_pledge
from enterprises.codes import Gift, Mode, Purpose, Recipient
from enterprises.models import Delivery, Pairing
from funds.actions.applications import (
    Share,
    answer_objection,
    apply_for,
    decide,
    object_to_notice,
    post_notice,
    record_deliberation,
    record_outcome,
    sign_for,
    withdraw,
)
from funds.actions.bank import close_with, enter_balance, import_statement, match_lines
from funds.actions.funds import open_earmark, select_pilot
from funds.actions.vouchers import approve_voucher, keep_voucher, reverse_entry, submit_voucher, write_voucher
from funds.codes import EntryKind, FundSource, NegativeUse, Use
from funds.gifts import gifts_waiting
from funds.models import Account, Anchor, Application, BankLine, Chain, Entry, Posting, Voucher
from households.codes import PovertyStatus
from households.models import Household
from office.demo import fund_story as story
from office.demo.fund_story import Case
from office.demo.papers import Paper, photo
from office.demo.plan import Plan
from office.demo.verdicts import OfficerOn
from povertyplan.accounts.models import User
from villages.models import Village

_HEADINGS = ("交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名", "流水号")


class Funds:
    """All of one seed; villages, households and enterprises lie there already."""

    def __init__(self, plan: Plan, *, officer: OfficerOn, users: Mapping[str, User]) -> None:
        # Its own line of chance: the rest of the office stays as it was.
        self.random = Random(20170120)  # noqa: S311 - the same office every time, and nothing secret
        self.plan, self.officer, self.users = plan, officer, users
        self.invoice = photo(Paper.INVOICE)

    def write(self, villages: list[Village]) -> None:
        for n, (name, pilot) in enumerate(story.PILOTS.items()):
            village = next(village for village in villages if village.name == name)
            _Year(self, village, pilot, n).write()


class _Year:
    """One fund. What happens is gathered with its day and done in the order of the days."""

    def __init__(self, funds: Funds, village: Village, pilot: story.Pilot, n: int) -> None:
        self.random, self.plan, self.invoice = funds.random, funds.plan, funds.invoice
        self.village, self.pilot, self.n = village, pilot, n
        self.officer, self.users = funds.officer, funds.users
        self.today = funds.plan.today
        self.keeper, self.approver, self.leader = (funds.users[name] for name in ("keeper", "approver", "leader"))
        self.events: list[tuple[date, int, Callable[[], None]]] = []
        self.closings = _ends_of_months(self.today)
        self.at_bank = 0

    def write(self) -> None:
        began = self.plan.starts_on + timedelta(days=18)
        self.fund = select_pilot(
            self.village,
            reason=self.pilot.reason,
            selected_on=began,
            bank_name="农商行青塘支行",
            bank_account=f"8201{self.n:04d}00000{self.random.randint(1000, 9999)}",
            document_no=f"青办发〔{began.year}〕{7 + self.n} 号",
            hotline=story.HOTLINE,
            by=self.users["office"],
        )
        self.medical = open_earmark(self.fund, source=FundSource.SPONSORSHIP, use=Use.MEDICAL, by=self.users["office"])
        poor = Household.objects.filter(village=self.village, poverty_status=PovertyStatus.IN_POVERTY)
        self.households = list(poor.in_registry_order())
        self._money_in(began)
        self._gifts(began)
        for case in self.pilot.cases:
            self._case(case)
        for through in self.closings:
            self._at(through + timedelta(days=4), lambda through=through: self._close(through), last=True)  # type: ignore[misc]
        for day, _, act in sorted(self.events, key=lambda event: event[:2]):
            assert day <= self.today, (day, act)  # noqa: S101 - a story that runs ahead of its day is a mistake
            act()
        self._bank(through=self.today - timedelta(days=1), on=self.today, more=self._unknown())
        self._one_waits()

    def _at(self, day: date, act: Callable[[], None], *, last: bool = False) -> None:
        self.events.append((day, len(self.events) + (10_000 if last else 0), act))

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    # Money in.

    def _money_in(self, began: date) -> None:
        for part, (memo, source, yuan, who) in enumerate(story.RECEIPTS):
            day = began + (self._ago(12) - began) * (part + 1) // (len(story.RECEIPTS) + 1)
            amount = round(yuan * self.pilot.scale) * 100
            self._receipt(day, memo, self._earmark(source), amount, who)
        for day in _interest_days(began, self._ago(8)):
            amount = self.random.randint(4_000, 26_000)
            self._receipt(day, "存款利息", self._earmark(FundSource.INTEREST), amount, self.fund.bank_name)

    def _receipt(
        self, day: date, memo: str, account: Account, amount: int, who: str, gift: Delivery | None = None
    ) -> None:
        def act() -> None:
            facts = {"day": day, "memo": memo, "account": account, "use": account.use, "amount": amount}
            facts |= {"counterparty": who, "delivery": gift}
            voucher = keep_voucher(self.fund, idem=self._idem(), kind=EntryKind.RECEIPT, by=self.keeper, **facts)
            approve_voucher(submit_voucher(voucher, by=self.keeper), today=day, by=self.approver)

        self._at(day, act)

    def _gifts(self, began: date) -> None:
        """Those of the enterprises' own story, one given through the year, and one that waits for its receipt."""
        for gift in gifts_waiting(self.fund):
            self._book(gift, max(gift.delivered_on, began + timedelta(days=3)))
        pairing = Pairing.objects.filter(village=self.village, visits__isnull=False).order_by("pk").distinct().first()
        if pairing is None:
            return
        self._book(self._gift(pairing, yuan=20_000, day=self._ago(150)), self._ago(150))
        self.waiting = self._gift(pairing, yuan=8_000, day=self._ago(3))

    def _gift(self, pairing: Pairing, *, yuan: int, day: date) -> Delivery:
        office, amount = self.users["office"], round(yuan * self.pilot.scale) * 100
        first = min(visit.visited_on for visit in pairing.visits.all())
        choice = next(
            choice
            for choice in choose_modes(pairing, [Mode.DONATION], chosen_on=max(first, self._ago(165)), by=office)
            if choice.mode == Mode.DONATION
        )
        pledged_on = max(choice.chosen_on, day - timedelta(days=4))
        facts = {"gift": Gift.MONEY, "purpose": Purpose.HARDSHIP, "recipient": Recipient.FUND, "amount": amount}
        words = {"what": "扶贫基金捐款", "terms": "用到哪里看得见"}
        pledge = make_pledge(choice, pledged_on=pledged_on, today=day, by=office, **words, **facts)
        receipt: dict[str, Any] = {"receipt_no": f"演 {self.random.randint(1000, 9999)}", "receipt_issuer": "区慈善会"}
        return report_delivery(pledge, delivered_on=day, reached=(), amount=amount, **receipt, today=day, by=office)

    def _book(self, gift: Delivery, day: date) -> None:
        purpose, name = gift.pledge.purpose, gift.pledge.choice.pairing.enterprise.name
        account = self.medical if purpose == Purpose.MEDICAL else self._earmark(FundSource.SPONSORSHIP)
        self._receipt(min(day, self._ago(5)), "企业赞助", account, gift.amount or 0, name, gift)

    # Money out.

    def _case(self, case: Case) -> None:
        """Its steps as far as it came; `ago` days before today it was applied for."""
        story_of = _Steps(self, case)
        for name, after in story.STEPS[case.stage]:
            self._at(self._ago(case.ago) + timedelta(days=after), getattr(story_of, name))

    # The bank.

    def _close(self, through: date) -> None:
        """The statement comes some days later, is matched whole, the keeper enters it and another person closes."""
        self._bank(through=through, on=through + timedelta(days=4))
        today, balance = through + timedelta(days=4), self.at_bank
        entered = enter_balance(self.fund, through=through, balance=balance, today=today, by=self.keeper)
        close_with(entered, by=self.approver)
        chain = Chain.objects.get(fund=self.fund)
        Anchor.objects.create(
            fund=self.fund,
            seq=chain.seq,
            hash=chain.head,
            printed_on=through + timedelta(days=5),
            printed_by=self.keeper,
        )

    def _bank(self, *, through: date, on: date, more: tuple[tuple[date, str, int, str], ...] = ()) -> None:
        legs = Posting.objects.filter(entry__fund=self.fund, account__kind="bank", entry__bank_match=None)
        legs = legs.filter(entry__day__lte=through).select_related("entry__voucher").order_by("entry__day", "entry")
        known = [(leg.entry.day, leg.entry.memo, leg.amount, leg.entry.voucher.counterparty) for leg in legs]
        lines = sorted([*known, *more], key=lambda line: line[0])
        if not lines:
            return
        import_statement(self.fund, f"流水{through:%Y%m%d}.csv", self._file(lines), today=on, by=self.keeper)
        free: dict[tuple[date, int], list[BankLine]] = {}
        for line in BankLine.objects.filter(fund=self.fund, match=None).order_by("pk"):
            free.setdefault((line.day, line.amount), []).append(line)
        pairs = [(free[leg.entry.day, leg.amount].pop(0), leg.entry) for leg in legs]
        match_lines(self.fund, pairs, by=self.keeper)

    def _file(self, lines: list[tuple[date, str, int, str]]) -> bytes:
        """As the bank writes it: GB18030, two lines of a title, 元 with two decimals."""
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["账户明细查询"])
        table.writerow([f"户名：{self.village.name}扶贫开发基金专户", "币种：人民币"])
        table.writerow(_HEADINGS)
        for day, memo, amount, who in lines:
            self.at_bank += amount
            serial = f"{day:%Y%m%d}{self.random.randint(0, 999_999):06d}"
            out, into = (_yuan(-amount), "") if amount < 0 else ("", _yuan(amount))
            table.writerow([f"{day:%Y%m%d}", memo[:20], out, into, _yuan(self.at_bank), who, serial])
        return text.getvalue().encode("gb18030")

    def _unknown(self) -> tuple[tuple[date, str, int, str], ...]:
        """On the account, not yet in the books."""
        found = [(self._ago(2), "捐款", 50_000, "爱心人士")]
        if hasattr(self, "waiting"):
            enterprise = self.waiting.pledge.choice.pairing.enterprise
            found.append((self._ago(3), "赞助款", self.waiting.amount or 0, enterprise.name))
        return tuple(found)

    def _one_waits(self) -> None:
        """A receipt for the approver, and a draft on the keeper's desk."""
        facts: dict[str, Any] = {"kind": EntryKind.RECEIPT, "account": self._earmark(FundSource.PUBLIC)}
        facts["by"] = self.keeper
        waits: dict[str, Any] = {
            "day": self._ago(2),
            "amount": 50_000,
            "memo": "爱心人士捐款",
            "counterparty": "爱心人士",
        }
        submit_voucher(keep_voucher(self.fund, idem=self._idem(), **waits, **facts), by=self.keeper)
        draft: dict[str, Any] = {
            "day": self._ago(1),
            "amount": 120_000,
            "memo": "校友会捐款",
            "counterparty": "青塘中学校友会",
        }
        keep_voucher(self.fund, idem=self._idem(), **draft, **facts)

    def _earmark(self, source: FundSource) -> Account:
        return Account.objects.get(fund=self.fund, kind="earmark", source=source, use="")

    def _idem(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))


class _Steps:
    """The steps of one application; each is called on its day, named in `story.STEPS`."""

    def __init__(self, year: _Year, case: Case) -> None:
        self.year, self.case = year, case
        self.amount = round(case.yuan * year.pilot.scale) * 100
        self.entries: list[Entry] = []

    def _day(self, step: str) -> date:
        after = dict(story.STEPS[self.case.stage])[step]
        return self.year._ago(self.case.ago) + timedelta(days=after)

    def _cadre(self, step: str) -> User:
        return self.year.officer(self.year.village, self._day(step))

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.key)

    def apply(self) -> None:
        year, case, random = self.year, self.case, self.year.random
        chosen = random.sample(year.households, min(case.households, len(year.households)))
        each = self.amount // len(chosen) if chosen else 0
        self.key = apply_for(
            year.fund,
            ruled_out=list(NegativeUse),
            shares=[Share(household, each) for household in chosen],
            applied_on=self._day("apply"),
            by=self._cadre("apply"),
            use=case.use,
            what=case.what,
            reason=case.reason,
            amount=self.amount,
            quotes=case.quotes,
            payee=case.payee or f"{len(chosen)} 户农户",
        ).pk

    def deliberate(self) -> None:
        present = self.year.random.randint(28, 46)
        record_deliberation(
            self.application,
            held_on=self._day("deliberate"),
            present=present,
            agreed=present - self.year.random.randint(0, 4),
            chair=self.year.village.party_secretary_name,
            words="同意申请，钱用在申请写的事上",
            by=self._cadre("deliberate"),
        )

    def approve(self) -> None:
        decide(self.application, agrees=True, decided_on=self._day("approve"), by=self.year.approver)
        if self.amount > self.year.fund.second_above:
            decide(self.application, agrees=True, decided_on=self._day("approve"), by=self.year.leader)

    def post(self) -> None:
        day = self._day("post")
        ends_on = day + timedelta(days=self.year.fund.notice_days)
        post_notice(self.application, posted_on=day, ends_on=ends_on, place="村务公开栏", by=self._cadre("post"))

    def object(self) -> None:
        self.objection = object_to_notice(
            self.application.notices.get(),
            raised_on=self._day("object"),
            words="问这几户是怎么定的，有没有比过价",
            by=self._cadre("object"),
        )

    def answer(self) -> None:
        answer_objection(
            self.objection,
            answered_on=self._day("answer"),
            answer="名单是评议会逐户定的，三家报价贴在公开栏",
            is_upheld=False,
            by=self._cadre("answer"),
        )

    def pay(self) -> None:
        self._pay("pay", self.case.memo)

    def bounce(self) -> None:
        """The transfer comes back from the bank: a mirror in the books."""
        reason = "账号写错，银行退回，重付"
        day, year = self._day("bounce"), self.year
        voucher = reverse_entry(self.entries[0], idem=year._idem(), day=day, reason=reason, by=year.keeper)
        self._approve(voucher.pk, day)

    def pay_again(self) -> None:
        self._pay("pay_again", f"{self.case.memo}（重付）")

    def _pay(self, step: str, memo: str) -> None:
        year, case, day = self.year, self.case, self._day(step)
        account = self._account()
        application = self.application
        voucher = write_voucher(
            year.fund,
            idem=year._idem(),
            receipts=[(year.invoice, "发票" if case.payee else "发放表")],
            submits=True,
            kind=EntryKind.PAYMENT,
            day=day,
            amount=self.amount,
            account=account,
            use=case.use,
            memo=memo,
            counterparty=application.payee,
            application=application,
            by=year.keeper,
        )
        self._approve(voucher.pk, day)

    def _account(self) -> Account:
        """What is kept for the use first, as far as it reaches."""
        if self.case.use == Use.MEDICAL:
            kept = Account.objects.select_related("balance").get(pk=self.year.medical.pk)
            if kept.balance.available >= self.amount:
                return kept
        return self.year._earmark(self.case.source)

    def _approve(self, key: int, day: date) -> None:
        entry = approve_voucher(Voucher.objects.get(pk=key), today=day, by=self.year.approver)
        entry = entry or approve_voucher(Voucher.objects.get(pk=key), today=day, by=self.year.leader)
        assert entry is not None  # noqa: S101 - two approvers are enough
        self.entries.append(entry)

    def sign(self) -> None:
        day = self._day("sign")
        for share in self.application.shares.select_related("household"):
            head = share.household.members.order_by("pk").first()
            sign_for(share, received_on=day, received_by=head.name if head else "户主", by=self._cadre("sign"))

    def tell(self) -> None:
        day = self._day("tell")
        count = max(1, self.application.shares.count())
        record_outcome(
            self.application, known_on=day, result=self.case.result, households=count, by=self._cadre("tell")
        )

    def withdraw(self) -> None:
        day = self._day("withdraw")
        withdraw(self.application, reason="区里另外安排了资金，不用村基金", today=day, by=self._cadre("withdraw"))


def _ends_of_months(today: date) -> tuple[date, date]:
    """Two closed periods: through the month before the last one, and three months earlier."""
    found = []
    for before in (5, 2):
        year, month = divmod(today.year * 12 + today.month - 1 - before, 12)
        found.append(date(year, month + 1, monthrange(year, month + 1)[1]))
    return found[0], found[1]


def _interest_days(since: date, until: date) -> Iterator[date]:
    """The 21st of the last month of each quarter."""
    for year in range(since.year, until.year + 1):
        for month in (3, 6, 9, 12):
            day = date(year, month, 21)
            if since < day <= until:
                yield day


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
