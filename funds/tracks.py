"""How far an application has come: eight dated steps, and in one sentence whose turn it is (R6.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self

from funds.codes import EntryKind, VoucherState
from funds.models import Application, ApplicationShare, Approval, FundNotice, FundObjection, Voucher
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.dates import iso, spoken
from povertyplan.ui.lamps import Lamp
from povertyplan.ui.money import plain_yuan


class Turn(StrEnum):
    """What has to happen next; the value is the short word of lists."""

    DELIBERATE = "等村评议"
    NOT_PASSED = "评议没通过"
    DECIDE = "等审批"
    REFUSED = "没批"
    POST = "等公示"
    POST_ANEW = "重新公示"
    ANSWER = "有异议没答复"
    WAIT = "公示中"
    PAY = "可付款"
    APPROVE_PAYMENT = "付款等批"
    SIGN = "等签收"
    OUTCOME = "等结果"
    CLOSE = "等结账"
    DONE = "办完"
    WITHDRAWN = "撤回"


@dataclass(frozen=True)
class _Doing:
    """Who may take a turn, what it looks like, at which address about the application, by which word."""

    whose: str
    lamp: Lamp
    capability: Capability | None = None
    url: str = ""
    act: str = ""


_APPLY = Capability.APPLY_FUNDS
_DOINGS = {
    Turn.DELIBERATE: _Doing("村里", Lamp.GO, _APPLY, "funds:deliberation_create", "记村评议"),
    Turn.NOT_PASSED: _Doing("村里", Lamp.WARN, _APPLY, "funds:application_withdraw", "撤回"),
    Turn.DECIDE: _Doing("审批人", Lamp.GO, Capability.APPROVE_APPLICATIONS, "funds:application_decide", "批"),
    Turn.REFUSED: _Doing("村里", Lamp.WARN, _APPLY, "funds:application_withdraw", "撤回"),
    Turn.POST: _Doing("村里", Lamp.GO, _APPLY, "funds:notice_create", "登记公示"),
    Turn.POST_ANEW: _Doing("村里", Lamp.WARN, _APPLY, "funds:notice_create", "登记公示"),
    Turn.ANSWER: _Doing("村里", Lamp.BAD, _APPLY),
    Turn.WAIT: _Doing("等公示满期", Lamp.NONE),
    Turn.PAY: _Doing("出纳", Lamp.GO, Capability.KEEP_BOOKS, "funds:payment_create", "付款"),
    Turn.APPROVE_PAYMENT: _Doing("审批人", Lamp.GO, Capability.APPROVE_VOUCHERS),
    Turn.SIGN: _Doing("村里", Lamp.GO, _APPLY),
    Turn.OUTCOME: _Doing("村里", Lamp.GO, _APPLY, "funds:outcome_create", "记结果"),
    Turn.CLOSE: _Doing("出纳", Lamp.NONE),
    Turn.DONE: _Doing("", Lamp.DONE),
    Turn.WITHDRAWN: _Doing("", Lamp.NONE),
}


def act_page(turn: Turn) -> str:
    """The name of the address at which the turn is taken; empty where it is not about the application."""
    return _DOINGS[turn].url


class Stage(StrEnum):
    DONE, NOW, STOPPED, TO_COME = "done", "now", "stopped", "todo"


@dataclass(frozen=True)
class Step:
    """One of the eight; `lines` say what came of it."""

    name: str
    stage: Stage
    day: date | None = None
    who: str = ""
    lines: tuple[str, ...] = ()


NAMES = ("申请", "村评议", "审批", "公示", "付款", "签收", "结果", "结账")
_AT = {
    Turn.DELIBERATE: 1,
    Turn.NOT_PASSED: 1,
    Turn.DECIDE: 2,
    Turn.REFUSED: 2,
    Turn.POST: 3,
    Turn.POST_ANEW: 3,
    Turn.ANSWER: 3,
    Turn.WAIT: 3,
    Turn.PAY: 4,
    Turn.APPROVE_PAYMENT: 4,
    Turn.SIGN: 5,
    Turn.OUTCOME: 6,
    Turn.CLOSE: 7,
    Turn.DONE: 8,
}
_STUCK = (Turn.NOT_PASSED, Turn.REFUSED, Turn.POST_ANEW, Turn.ANSWER, Turn.WITHDRAWN)


@dataclass(frozen=True)
class Track:
    """Of an application that came through `with_steps`; asks nothing of the database."""

    application: Application
    on: date

    @classmethod
    def of(cls, application: Application, *, on: date) -> Self:
        return cls(application, on)

    @cached_property
    def approvals(self) -> list[Approval]:
        return sorted(self.application.approvals.all(), key=lambda row: (row.decided_on, row.pk))

    @cached_property
    def notices(self) -> list[FundNotice]:
        return sorted(self.application.notices.all(), key=lambda row: (row.posted_on, row.pk))

    @cached_property
    def notice(self) -> FundNotice | None:
        """The one that hangs or has hung its whole term."""
        return next((row for row in self.notices if row.stopped_on is None), None)

    @cached_property
    def unanswered(self) -> list[FundObjection]:
        return [row for row in self.notice.objections.all() if row.answered_on is None] if self.notice else []

    @cached_property
    def shares(self) -> list[ApplicationShare]:
        return list(self.application.shares.all())

    @cached_property
    def unsigned(self) -> list[ApplicationShare]:
        return [share for share in self.shares if share.received_on is None]

    @property
    def signed_count(self) -> int:
        return len(self.shares) - len(self.unsigned)

    @cached_property
    def payments(self) -> list[Voucher]:
        """Posted and not taken back, as they were paid."""
        rows = (row for row in self.application.vouchers.all() if row.kind == EntryKind.PAYMENT)
        posted = [row for row in rows if row.state == VoucherState.APPROVED and not hasattr(row.entry, "reversal")]
        return sorted(posted, key=lambda row: (row.day, row.pk))

    @cached_property
    def submitted(self) -> list[Voucher]:
        return [row for row in self.application.vouchers.all() if row.state == VoucherState.SUBMITTED]

    @property
    def paid(self) -> int:
        """分."""
        return sum(row.amount for row in self.payments)

    @property
    def left(self) -> int:
        """分 that may still be paid."""
        return self.application.amount - self.paid

    @property
    def paid_on(self) -> date | None:
        return self.payments[0].day if self.payments else None

    @property
    def missing_approvals(self) -> int:
        agreed = sum(row.agrees for row in self.approvals)
        return max(0, self.application.approvers_needed - agreed)

    @property
    def _closed_on(self) -> date | None:
        through = self.application.fund.chain.closed_through
        last = max((row.day for row in self.payments), default=None)
        return through if through and last and last <= through else None

    @cached_property
    def turn(self) -> Turn:
        application = self.application
        if application.withdrawn_on:
            return Turn.WITHDRAWN
        meeting = getattr(application, "deliberation", None)
        if self.payments:
            return self._after_payment()
        if meeting is None:
            return Turn.DELIBERATE
        if not meeting.is_passed:
            return Turn.NOT_PASSED
        if any(not row.agrees for row in self.approvals):
            return Turn.REFUSED
        if self.missing_approvals:
            return Turn.DECIDE
        return self._at_notice()

    def _at_notice(self) -> Turn:
        if self.notice is None:
            return Turn.POST_ANEW if self.notices else Turn.POST
        if self.unanswered:
            return Turn.ANSWER
        if self.notice.days_left(on=self.on):
            return Turn.WAIT
        return Turn.APPROVE_PAYMENT if self.submitted else Turn.PAY

    def _after_payment(self) -> Turn:
        if self.unsigned:
            return Turn.SIGN
        if not hasattr(self.application, "outcome"):
            return Turn.OUTCOME
        return Turn.DONE if self._closed_on else Turn.CLOSE

    @property
    def at(self) -> int:
        """How many of the eight steps are behind."""
        if self.turn is not Turn.WITHDRAWN:
            return _AT[self.turn]
        passed = (hasattr(self.application, "deliberation"), bool(self.approvals), bool(self.notices))
        return 1 + next((index for index, there in enumerate(passed) if not there), len(passed))

    @property
    def lamp(self) -> Lamp:
        return _DOINGS[self.turn].lamp

    @property
    def whose(self) -> str:
        return _DOINGS[self.turn].whose

    @property
    def sentence(self) -> str:
        """Whose turn it is and what for."""
        return "".join(self._said())

    def _said(self) -> Iterator[str]:
        application, turn = self.application, self.turn
        village = application.fund.village.name
        if turn is Turn.WITHDRAWN:
            yield f"{iso(application.withdrawn_on)} 撤回：{application.withdrawn_reason}"  # type: ignore[arg-type]
        elif turn is Turn.DELIBERATE:
            yield f"轮到{village}：开会评议，记下到会和同意的人数"
        elif turn is Turn.NOT_PASSED:
            meeting = application.deliberation
            yield f"轮到{village}：到会 {meeting.present} 人，同意 {meeting.agreed} 人，没有过半。撤回，改了重新申请"
        elif turn is Turn.DECIDE:
            more = "" if application.approvers_needed == 1 else f"，要两个人批，还差 {self.missing_approvals} 个"
            yield f"轮到审批人：村里评议同意了，等办事处批{more}"
        elif turn is Turn.REFUSED:
            refusal = next(row for row in self.approvals if not row.agrees)
            yield f"{refusal.decided_by.name}没有同意：{refusal.words}。撤回，改了重新申请"
        elif turn is Turn.POST:
            yield f"轮到{village}：批了，贴公示，要满 {application.fund.notice_days} 天"
        elif turn is Turn.POST_ANEW:
            yield f"轮到{village}：异议成立，公示停了。改好以后重新公示，从头计 {application.fund.notice_days} 天"
        elif turn is Turn.ANSWER:
            yield f"轮到{village}：{len(self.unanswered)} 条异议没答复，答复以前不能付"
        elif turn is Turn.WAIT:
            yield self._waiting()
        elif turn is Turn.PAY:
            yield "轮到出纳：公示满期，没有异议，可以付款"
        elif turn is Turn.APPROVE_PAYMENT:
            yield "轮到审批人：付款凭证送审了，批了入账"
        else:
            yield self._said_after_payment()

    def _waiting(self) -> str:
        assert self.notice is not None  # noqa: S101 - the turn says so
        days = (self.on - self.notice.posted_on).days + 1
        payable = self.notice.ends_on + timedelta(days=1)
        return f"公示第 {days} 天，到{spoken(self.notice.ends_on)}；没有异议，{spoken(payable)}起能付"

    def _said_after_payment(self) -> str:
        village = self.application.fund.village.name
        paid = f"已付 {plain_yuan(self.paid)} 元"
        paid += f"，还有 {plain_yuan(self.left)} 元没付" if self.left else ""
        if self.turn is Turn.SIGN:
            return f"轮到{village}：{paid}，等 {len(self.unsigned)} 户签收"
        if self.turn is Turn.OUTCOME:
            return f"轮到{village}：{paid}，记下办成了什么"
        if self.turn is Turn.CLOSE:
            return f"{paid}，结果记了，等这个月结账"
        return f"办完：{paid}，结果记了，账也结了"

    def is_for(self, user: User) -> bool:
        """Whether this person may take the turn; who applied or recorded the meeting never approves."""
        doing = _DOINGS[self.turn]
        if doing.capability is None or not user.can(doing.capability):
            return False
        return self.turn is not Turn.DECIDE or not self.why_not_decide(user)

    def why_not_decide(self, user: User) -> str:
        """Why this person may not approve; empty where he may."""
        application = self.application
        if application.applied_by_id == user.pk:
            return "你是申请的人，要另一个人批"
        if application.deliberation.recorded_by_id == user.pk:
            return "村评议是你记的，要另一个人批"
        if any(row.decided_by_id == user.pk for row in self.approvals):
            return "你已经批过，还要另一个人批"
        return ""

    @property
    def act(self) -> str:
        return _DOINGS[self.turn].act

    @property
    def act_url(self) -> str:
        """As `act_page`."""
        return act_page(self.turn)

    @property
    def may_withdraw(self) -> bool:
        return not self.application.withdrawn_on and not self.application.vouchers.all()

    @cached_property
    def steps(self) -> list[Step]:
        told = (
            self._applied(),
            self._deliberated(),
            self._decided(),
            self._posted(),
            self._paid(),
            self._signed(),
            self._outcome(),
            (self._closed_on, "", ()),
        )
        return [
            Step(name, self._stage(place), day, who, tuple(lines))
            for place, (name, (day, who, lines)) in enumerate(zip(NAMES, told, strict=True))
        ]

    def _stage(self, place: int) -> Stage:
        if place < self.at:
            return Stage.DONE
        if place > self.at:
            return Stage.TO_COME
        return Stage.STOPPED if self.turn in _STUCK else Stage.NOW

    def _applied(self) -> "_Told":
        return self.application.applied_on, self.application.applied_by.name, ()

    def _deliberated(self) -> "_Told":
        meeting = getattr(self.application, "deliberation", None)
        if meeting is None:
            return None, "", ()
        counted = f"到会 {meeting.present} 人，同意 {meeting.agreed} 人，主持 {meeting.chair}"
        return meeting.held_on, meeting.recorded_by.name, (counted, meeting.words)

    def _decided(self) -> "_Told":
        lines = [
            f"{row.decided_by.name} {iso(row.decided_on)} {'同意' if row.agrees else '不同意'}"
            + (f"：{row.words}" if row.words else "")
            for row in self.approvals
        ]
        if self.approvals and self.missing_approvals and self.turn is Turn.DECIDE:
            lines.append(f"还差 {self.missing_approvals} 个人批")
        return (self.approvals[-1].decided_on if self.approvals else None), "", lines

    def _posted(self) -> "_Told":
        lines = []
        for row in self.notices:
            stopped = f"，{iso(row.stopped_on)} 停" if row.stopped_on else ""
            lines.append(f"{iso(row.posted_on)} 到 {iso(row.ends_on)}，{row.place}{stopped}")
        last = self.notices[-1] if self.notices else None
        return (last.posted_on if last else None), (last.recorded_by.name if last else ""), lines

    def _paid(self) -> "_Told":
        return self.paid_on, "", [f"{iso(row.day)} {plain_yuan(row.amount)} 元" for row in self.payments]

    def _signed(self) -> "_Told":
        if not self.shares:
            return None, "", ("没有写到户，付给供货的单位",)
        signed = [share.received_on for share in self.shares if share.received_on]
        line = f"{len(self.shares)} 户，签收 {len(signed)} 户"
        return (max(signed) if signed else None), "", (line,)

    def _outcome(self) -> "_Told":
        outcome = getattr(self.application, "outcome", None)
        if outcome is None:
            return None, "", ()
        return outcome.known_on, outcome.recorded_by.name, (f"{outcome.result}，惠及 {outcome.households} 户",)


_Told = tuple[date | None, str, Sequence[str]]
