"""今天要办: what a battle map asks its reader to do now, most pressing first (R2.2). Derived, never stored."""

from django.urls import reverse

from households.codes import ExitStage
from households.visiting import VISITS_A_MONTH
from office.battle_map import BattleMap, VillageRow
from office.duties import board_duties
from office.tasks import Task
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp

MOST = 5
MOST_VILLAGES = 2


def tasks(board: BattleMap, *, user: User) -> list[Task]:
    """All of them, most pressing first; a page shows the first MOST."""
    duties = board_duties([row.village for row in board.rows], on=board.on, user=user)
    found = [*_villages(board), *_officers(board), *duties, *_reviews(board)]
    found += household_tasks(board, delivers=user.can(Capability.DELIVER_BAGS))
    return sorted(found, key=lambda task: task.lamp is not Lamp.BAD)


def names(rows: list[VillageRow], most: int = 4) -> str:
    said = "、".join(row.village.short_name for row in rows[:most])
    return f"{said}等" if len(rows) > most else said


def _villages(board: BattleMap) -> list[Task]:
    late = [row for row in board.rows if row.lamp is Lamp.BAD and row.pace][:MOST_VILLAGES]
    return [
        Task(
            Lamp.BAD,
            f"{row.village.name}落后 {row.pace.behind} 个百分点" if row.pace else "",
            f"剩 {row.tally.households} 户{f'，{row.hardest} 户未达标' if row.hardest else ''}"
            f" · 包村领导 {row.village.leader_name or '没有登记'}",
            row.url,
            "看村情",
        )
        for row in late
    ]


def _officers(board: BattleMap) -> list[Task]:
    rows = board.without_officer
    if not rows:
        return []
    url = reverse("villages:posting", args=[rows[0].village.pk])
    return [Task(Lamp.BAD, f"{len(rows)} 个村没有扶贫专干", names(rows), url, "派驻")]


def _reviews(board: BattleMap) -> list[Task]:
    """For the office alone: whoever took the steps before may not judge them."""
    if not board.waiting_for_review:
        return []
    text = f"{board.waiting_for_review} 户公示期满，等办事处审核"
    return [Task(Lamp.WARN, text, "没有异议；办过前面步骤的人不能审", _exits_at_review(), "审核")]


def _exits_at_review() -> str:
    return f"{reverse('households:exit_list')}?stage={ExitStage.REVIEW}"


def household_tasks(board: BattleMap, *, delivers: bool = False) -> list[Task]:
    """`delivers`: the reader may write down that a bag was handed over."""
    found = []
    if board.objections:
        text = f"{board.objections} 户的公示有异议没答复"
        found.append(Task(Lamp.BAD, text, "公示停表，答复后从头计天数", _exits_at_review(), "答复"))
    if board.unhelped:
        text = f"{board.unhelped.count} 户没有责任人"
        found.append(Task(Lamp.BAD, text, "明白袋的联系页印不出来", board.unhelped.url, "结对"))
    if board.quiet:
        text = f"{board.quiet.count} 户 30 天没走访"
        quiet = [row for row in board.rows if row.tally.visited < row.tally.households]
        detail = names(quiet) if len(board.rows) > 1 else f"每户每月走访 {VISITS_A_MONTH} 次"
        found.append(Task(Lamp.WARN, text, detail, board.quiet.url, "查看"))
    open_ = [row for row in board.criteria if row.unchecked]
    if open_:
        most = max(open_, key=lambda row: row.unchecked.count)
        text = f"{most.unchecked.count} 户{most.criterion.name}未核"
        found.append(Task(Lamp.WARN, text, f"七项里 {len(open_)} 项有未核户，未核不算达标", most.unchecked.url, "核查"))
    return [*found, *_bags(board, delivers=delivers)]


def _bags(board: BattleMap, *, delivers: bool) -> list[Task]:
    bags, found = board.bags.total, []
    if bags.to_explain:
        text = f"{bags.to_explain.count} 户没听明白"
        found.append(Task(Lamp.WARN, text, "下次走访再讲一遍，袋里的三问", bags.to_explain.url, "查看"))
    if bags.unprinted:
        text = f"{bags.unprinted.count} 户还没有明白袋"
        found.append(Task(Lamp.WARN, text, "没脱贫的户每户一袋", bags.unprinted.url, "查看"))
    if bags.undelivered:
        text = f"{bags.undelivered.count} 户的明白袋印了没送到"
        only = board.bags.villages[0] if len(board.bags.villages) == 1 else None
        page = only.url if only and delivers else bags.undelivered.url
        found.append(Task(Lamp.WARN, text, "送到时问三句，签字，再登记", page, "登记" if delivers else "查看"))
    return found
