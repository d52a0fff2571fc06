"""The bank's statement comes in, its lines are matched, a period is closed (R6.3)."""

import hashlib
from collections.abc import Iterable
from datetime import date

from funds.models import BankLine, BankMatch, BankStatement, Chain, Entry, Fund, PeriodClosing, StatementBalance
from funds.statements import read
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui.money import yuan


def import_statement(fund: Fund, file_name: str, content: bytes, *, today: date, by: User) -> tuple[BankStatement, int]:
    """The statement and how many of its lines are new; a line that is known by its number is not taken twice."""
    statement = read(content)
    digest = hashlib.sha256(content).hexdigest()
    with changing(by=by, reason="导入银行对账单"):
        Fund.objects.select_for_update().get(pk=fund.pk)
        there = BankStatement.objects.filter(fund=fund, digest=digest).first()
        if there:
            return there, 0
        known = dict(BankLine.objects.filter(fund=fund).values_list("serial", "balance"))
        fresh = [line for line in statement.lines if line.serial not in known]
        for line in statement.lines:
            if known.get(line.serial, line.balance) != line.balance:
                raise Refused(
                    f"第 {line.row} 行：流水号 {line.serial} 以前导入过，余额不一样，核对是不是这个户", field="file"
                )
        last = BankLine.objects.filter(fund=fund).order_by("day", "statement", "position").last()
        opening = fresh[0].balance - fresh[0].amount if fresh else None
        if last and opening is not None and fresh[0].day >= last.day and opening != last.balance:
            raise Refused(
                f"上次导到 {last.day}，余额 {yuan(last.balance)} 元；这份从 {yuan(opening)} 元开始，中间缺了流水",
                field="file",
            )
        kept = BankStatement.objects.create(
            fund=fund, file_name=file_name[:120], digest=digest, imported_on=today, imported_by=by
        )
        BankLine.objects.bulk_create(
            BankLine(
                fund=fund,
                statement=kept,
                position=line.row,
                serial=line.serial,
                day=line.day,
                summary=line.summary,
                paid_out=line.paid_out,
                paid_in=line.paid_in,
                balance=line.balance,
                counterparty=line.counterparty,
            )
            for line in fresh
        )
    return kept, len(fresh)


def match_lines(fund: Fund, pairs: Iterable[tuple[BankLine, Entry]], *, by: User) -> int:
    """How many were matched; a pair that stands already is passed over."""
    made = 0
    with changing(by=by, reason="勾对银行流水"):
        Fund.objects.select_for_update().get(pk=fund.pk)
        for line, entry in pairs:
            if BankMatch.objects.filter(line=line, entry=entry).exists():
                continue
            if BankMatch.objects.filter(line=line).exists() or BankMatch.objects.filter(entry=entry).exists():
                raise Refused(f"{line.day} 的流水 {line.serial} 或者那一笔账已经勾对过别的")
            BankMatch.objects.create(line=line, entry=entry, matched_by=by)
            made += 1
    return made


def unmatch(match: BankMatch, *, by: User) -> None:
    with changing(by=by, reason="取消勾对"):
        Fund.objects.select_for_update().get(pk=match.line.fund_id)
        chain = Chain.objects.get(fund=match.line.fund_id)
        if chain.closed_through and match.entry.day <= chain.closed_through:
            raise Refused(f"{chain.closed_through} 以前的账已经结了，勾对不能取消")
        match.delete()


def enter_balance(fund: Fund, *, through: date, balance: int, today: date, by: User) -> StatementBalance:
    """What the keeper reads off the statement, 分; another person closes with it. Entered anew it replaces."""
    with changing(by=by, reason="填对账单余额"):
        Fund.objects.select_for_update().get(pk=fund.pk)
        chain = Chain.objects.get(fund=fund)
        if chain.closed_through and through <= chain.closed_through:
            raise Refused(f"已经结到 {chain.closed_through}，要晚于这一天", field="through")
        if through > today:
            raise Refused("结账的日期还没有到", field="through")
        there = StatementBalance.objects.filter(fund=fund, through=through).first()
        kept = there or StatementBalance(fund=fund, through=through)
        kept.balance, kept.entered_on, kept.entered_by = balance, today, by
        kept.save()
    return kept


def withdraw_balance(entered: StatementBalance, *, by: User) -> None:
    with changing(by=by, reason="撤掉对账单余额"):
        Fund.objects.select_for_update().get(pk=entered.fund_id)
        if PeriodClosing.objects.filter(fund=entered.fund_id, through=entered.through).exists():
            raise Refused(f"{entered.through} 已经结账，不能撤")
        entered.delete()


def close_with(entered: StatementBalance, *, by: User) -> PeriodClosing:
    """Closes with what the keeper entered as it stands now."""
    with changing(by=by, reason="结账"):
        there = StatementBalance.objects.select_for_update(of=("self",)).select_related("fund", "entered_by")
        found = there.filter(pk=entered.pk).first()
        if found is None:
            raise Refused("填的余额已经撤掉，请出纳重新填")
        if found.balance != entered.balance:
            raise Refused("填的余额刚改过，看一遍再结")
        return close_period(
            found.fund, through=found.through, balance=found.balance, entered_by=found.entered_by, by=by
        )


def close_period(fund: Fund, *, through: date, balance: int, entered_by: User, by: User) -> PeriodClosing:
    """`balance` 分 is what the keeper entered from the statement; `by` is another person. Never opened again."""
    with changing(by=by, reason="结账"):
        # The chain's row itself is the owner's: the closing's trigger takes it.
        Fund.objects.select_for_update().get(pk=fund.pk)
        chain = Chain.objects.get(fund=fund)
        there = PeriodClosing.objects.filter(fund=fund, through=through).first()
        if there:
            return there
        if chain.closed_through and through <= chain.closed_through:
            raise Refused(f"已经结到 {chain.closed_through}，要晚于这一天", field="through")
        if entered_by == by:
            raise Refused("填对账单的人不能自己结账，请审批人结")
        return PeriodClosing.objects.create(
            fund=fund, through=through, balance=balance, entered_by=entered_by, closed_by=by
        )
