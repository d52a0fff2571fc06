"""今天要办 of the fund's applications: whose turn it is, grouped by what has to be done (R6.2)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from funds.models import Application
from funds.tracks import Track, Turn
from office.tasks import Task
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


def decision_tasks(villages: Sequence[Village], *, on: date, user: User) -> list[Task]:
    """What this reader of several villages may do now."""
    return _tasks(_going_on(villages), on=on, may=user.can, user=user)


def village_tasks(villages: Sequence[Village], *, on: date) -> list[Task]:
    """What a village's officer has to do: everything that is the applying side's."""
    return _tasks(_going_on(villages), on=on, may=lambda capability: capability == Capability.APPLY_FUNDS)


def _going_on(villages: Sequence[Village]) -> list[Application]:
    """One query where there is none, nine where there are any, however many."""
    return list(Application.objects.in_villages(villages).going_on().with_steps().order_by("applied_on", "pk"))


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
    duty = _DUTIES[turn]
    if len(found) == 1:
        page, named = found[0].get_absolute_url(), f"{found[0].fund.village.short_name}{found[0].what}"
    else:
        page = f"{reverse('funds:application_list')}?state=mine"
        named = "、".join(dict.fromkeys(application.fund.village.short_name for application in found))
    return Task(duty.lamp, f"{len(found)} {duty.said}", f"{named}；{duty.detail}", page, duty.act, turn.value)
