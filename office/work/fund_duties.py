"""今天要办 of the funds: whose turn an application is (R6.2), and what waits at the books and the bank (R6.3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from funds.models import Application
from funds.models.application import ApplicationQuerySet
from funds.tracks import Track, Turn, act_page
from office.work.tasks import Part, Task
from office.work.waiting import Kind, Waiting, named
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from villages.models import Village


@dataclass(frozen=True)
class _Duty:
    capability: Capability
    lamp: Lamp
    said: str
    detail: str
    act: str


_DUTIES = {
    Turn.ANSWER: _Duty(Capability.APPLY_FUNDS, Lamp.BAD, "份用款公示有异议没答复", "答复以前不能付款", "答复"),
    Turn.DECIDE: _Duty(
        Capability.APPROVE_APPLICATIONS, Lamp.WARN, "份资金申请等你批", "申请的人、记评议的人不能批", "批"
    ),
    Turn.DELIBERATE: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请等村评议", "过半同意才往下办", "记评议"),
    Turn.NOT_PASSED: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请评议没通过", "撤回，改了重新申请", "看"),
    Turn.REFUSED: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请没有批", "看原因，撤回重来", "看"),
    Turn.POST: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请批了，等贴公示", "满期才能付款", "登记公示"),
    Turn.POST_ANEW: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请要重新公示", "异议成立，从头计天", "登记公示"),
    Turn.PAY: _Duty(Capability.KEEP_BOOKS, Lamp.WARN, "份申请公示满期，可付款", "没有异议", "付款"),
    Turn.SIGN: _Duty(Capability.APPLY_FUNDS, Lamp.WARN, "份申请付了，等户签收", "东西到手再签", "签收"),
    Turn.OUTCOME: _Duty(Capability.APPLY_FUNDS, Lamp.NOT_STARTED, "份申请等记结果", "写看得见的结果", "记结果"),
}


def decision_tasks(villages: Sequence[Village] | None, *, on: date, user: User) -> list[Task]:
    """What this reader of several villages, or of all that he sees, may do now."""
    rows = Application.objects.visible_to(user)
    return _tasks(_going_on(rows if villages is None else rows.in_villages(villages)), on=on, may=user.can, user=user)


def village_tasks(villages: Sequence[Village], *, on: date) -> list[Task]:
    """What a village's officer has to do: everything that is the applying side's."""
    return _tasks(
        _going_on(Application.objects.in_villages(villages)),
        on=on,
        may=lambda capability: capability == Capability.APPLY_FUNDS,
    )


def _going_on(rows: ApplicationQuerySet) -> list[Application]:
    """One query where there is none, nine where there are any, however many."""
    return list(rows.going_on().with_steps().order_by("applied_on", "pk"))


def _tasks(
    applications: Iterable[Application], *, on: date, may: Callable[[Capability], bool], user: User | None = None
) -> list[Task]:
    by_turn: dict[Turn, list[Application]] = defaultdict(list)
    for application in applications:
        track = Track.of(application, on=on)
        duty = _DUTIES.get(track.turn)
        if duty and may(duty.capability) and (user is None or track.is_for(user)):
            by_turn[track.turn].append(application)
    return [_task(turn, by_turn[turn]) for turn in _DUTIES if by_turn[turn]]


def _task(turn: Turn, found: list[Application]) -> Task:
    """Leads to the one that waits longest; when it is done, to the next."""
    duty, first = _DUTIES[turn], found[0]
    about = f"{first.fund.village.short_name}{first.what}"
    if len(found) > 1:
        about = "、".join(dict.fromkeys(application.fund.village.short_name for application in found))
    text, page = f"{len(found)} {duty.said}", _page_of(turn, first)
    return Task(Part.FUNDS, duty.lamp, text, f"{about}；{duty.detail}", page, duty.act, turn.value)


def _page_of(turn: Turn, application: Application) -> str:
    """The form of the act where it is about the whole application; the application's page has the others."""
    name = act_page(turn)
    return reverse(name, args=[application.pk]) if name else application.get_absolute_url()


@dataclass(frozen=True)
class _Book:
    """Things of one kind at the books; `said` follows their number, `page` takes the first one's keys."""

    said: str
    detail: str
    act: str
    page: Callable[[Waiting], str]


def _of_fund(name: str) -> Callable[[Waiting], str]:
    return lambda row: reverse(name, args=[row.key])


def _voucher(row: Waiting) -> str:
    return reverse("funds:voucher_detail", args=[row.key])


def _receipt(row: Waiting) -> str:
    return f"{reverse('funds:voucher_create', args=[row.fund])}?delivery={row.key}"


_BOOKS = {
    Kind.VOUCHER: _Book("张凭证等你批", "写的人不能批", "批", _voucher),
    Kind.BALANCE: _Book("个村等你结账", "出纳填好了银行余额", "结账", _of_fund("funds:period_close")),
    Kind.RETURNED: _Book("张凭证退回来了", "看退回的原因，改了再送审", "改", _voucher),
    Kind.GIFT: _Book("笔企业捐赠等记收入", "对着银行流水记", "记收入", _receipt),
    Kind.DRAFT: _Book("张凭证没送审", "传好票据就能送审", "送审", _voucher),
    Kind.BANK: _Book("笔银行流水没勾对", "一笔流水对一笔账", "勾对", _of_fund("funds:reconciliation")),
    Kind.CLOSING: _Book("个村的账该结了", "填上月末的银行余额，审批人结账", "填余额", _of_fund("funds:balance_enter")),
}


def books_tasks(rows: Sequence[Waiting]) -> list[Task]:
    """At the books and the bank. Each leads to the one that waits longest; when it is done, to the next."""
    found = []
    for kind, book in _BOOKS.items():
        own = [row for row in rows if row.kind == kind]
        if own:
            text = f"{sum(row.count for row in own)} {book.said}"
            detail = f"{named(own)}；{book.detail}"
            found.append(Task(Part.FUNDS, Lamp.WARN, text, detail, book.page(own[0]), book.act))
    return found
