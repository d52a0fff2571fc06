"""What is done for a household."""

from typing import Any

from households.actions.households import refuse_stale
from households.codes import MeasureState
from households.models import Household, Measure
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused

_OVER = (MeasureState.DONE, MeasureState.STOPPED)


def add_measure(household: Household, *, by: User, **facts: Any) -> Measure:
    """The same measure sent twice (two presses, a lost answer) is one row."""
    with changing(by=by, reason="增加措施"):
        Household.objects.select_for_update().get(pk=household.pk)
        same = household.measures.filter(is_from_enterprise=False, **facts).first()
        if same:
            return same
        measure = Measure(household=household, **facts)
        _check(measure)
        measure.save()
    return measure


def correct_measure(measure: Measure, *, seen: int, by: User, **facts: Any) -> Measure:
    with changing(by=by, reason="修改措施"):
        locked = Measure.objects.select_for_update().get(pk=measure.pk)
        if locked.is_from_enterprise:
            raise Refused("这条措施是企业兑现带来的，在企业兑现那里改")
        refuse_stale(locked, seen=seen)
        for name, value in facts.items():
            setattr(locked, name, value)
        _check(locked)
        locked.save()
    return locked


def _check(measure: Measure) -> None:
    if measure.ended_on and measure.ended_on < measure.started_on:
        raise Refused("结束日期早于开始日期", field="ended_on")
    if measure.ended_on and measure.state not in _OVER:
        raise Refused("有结束日期的，状态选“已完成”或“已停止”", field="state")
    if measure.state in _OVER and measure.ended_on is None:
        raise Refused("写上哪天结束", field="ended_on")
