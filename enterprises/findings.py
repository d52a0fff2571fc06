"""One sentence and one lamp for an enterprise: where it stands, and what comes next."""

from dataclasses import dataclass
from datetime import date

from enterprises.codes import Mode
from enterprises.stages import PledgeLine, Stage
from povertyplan.ui.dates import month_day
from povertyplan.ui.lamps import Lamp


@dataclass(frozen=True)
class Facts:
    """What the finding is made of: counts of one enterprise on a day."""

    villages: int
    households: int
    visited: int
    modes: tuple[Mode, ...]
    pledges: tuple[PledgeLine, ...]
    waiting: int = 0
    left_on: date | None = None


def finding(facts: Facts) -> str:
    """One sentence: where the enterprise stands, and what comes next."""
    if facts.left_on:
        return f"{facts.left_on} 起不再参加，做过的事都留着"
    if not facts.villages:
        return "还没有结对村，先结对"
    if not facts.visited:
        return f"结对 {facts.households} 户，还没有入户走访" if facts.households else "结对了村，还没有选结对户"
    if not facts.modes:
        return f"走访了 {facts.visited} 户，还没有选方式"
    if not facts.pledges:
        return f"选了{'、'.join(mode.short for mode in facts.modes)}，还没有承诺"
    return "；".join(part for part in (_delivered_so_far(facts), _next(facts), _waiting(facts)) if part)


def _delivered_so_far(facts: Facts) -> str:
    with_delivery = {line.pledge.mode for line in facts.pledges if line.pledge.delivered}
    n = len(facts.modes)
    if not with_delivery:
        return f"入户走访后选了 {n} 种方式，还没有兑现"
    if len(with_delivery) == n:
        return f"入户走访后选了 {n} 种方式，{'都' if n > 1 else ''}有兑现"
    return f"入户走访后选了 {n} 种方式，{len(with_delivery)} 种有兑现"


def _next(facts: Facts) -> str:
    """The pledge that presses most: past its day, else the next day to come."""
    open_lines = [line for line in facts.pledges if not line.is_done]
    if not open_lines:
        return "承诺的都已兑现"
    late = [line for line in open_lines if line.is_overdue]
    if len(late) > 1:
        return f"{len(late)} 项过了期限"
    dated = sorted((line for line in open_lines if line.pledge.due_on), key=lambda line: str(line.pledge.due_on))
    if not dated:
        return f"还有 {len(open_lines)} 项在进行"
    first = dated[0]
    what = f"{Mode(first.pledge.mode).short}还差 {first.left_words}"
    return f"{what}，已过期限 {month_day(first.pledge.due_on)}" if late else f"{what}，{first.due_words}"  # type: ignore[arg-type]


def _waiting(facts: Facts) -> str:
    return f"{facts.waiting} 笔等确认" if facts.waiting else ""


def lamp_of(facts: Facts) -> Stage:
    """The lamp beside the name; the same words as in the list."""
    if facts.left_on:
        return Stage(Lamp.NONE, "不再参加")
    if any(line.is_overdue for line in facts.pledges):
        return Stage(Lamp.WARN, "逾期")
    if any(line.pledge.delivered for line in facts.pledges):
        done = all(line.is_done for line in facts.pledges)
        return Stage(Lamp.DONE, "都已兑现") if done else Stage(Lamp.OK, "有兑现")
    if facts.pledges:
        return Stage(Lamp.GO, "有承诺没兑现")
    if facts.modes:
        return Stage(Lamp.GO, "选了方式没承诺")
    if facts.visited:
        return Stage(Lamp.GO, "走访了没选方式")
    return Stage(Lamp.WARN, "没走访") if facts.villages else Stage(Lamp.NOT_STARTED, "没结对")
