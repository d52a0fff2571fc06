"""今天要办: what one person is to do now, most pressing first, each with its act (R2.2). Derived, never stored.

Only what the person may do: whoever can just look at a thing is not told to do it, and nobody judges his own work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from enterprises.models import Enterprise, serving
from enterprises.sheets.own import OwnSheet
from households.visiting import VISITS_A_MONTH
from office.maps.battle_map import BattleMap
from office.maps.lists import Reader
from office.maps.village_row import VillageRow
from office.work.duties import OfficerDuties, board_duties, decisions
from office.work.fund_duties import decision_tasks
from office.work.tasks import Part, Task
from office.work.waiting import Kind, waiting
from povertyplan.accounts.matrix import Capability, Role, Scope
from povertyplan.accounts.models import User
from povertyplan.ui import dates
from povertyplan.ui.lamps import Lamp
from villages.models import Village

MOST = 5
MOST_VILLAGES = 1


@dataclass(frozen=True)
class Worklist:
    """All tasks of one person, most pressing first."""

    tasks: tuple[Task, ...]

    @property
    def top(self) -> tuple[Task, ...]:
        return self.tasks[:MOST]

    @property
    def groups(self) -> list[tuple[Part, list[Task]]]:
        """By what they are about; the part with the most pressing task first."""
        found: dict[Part, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(task.part, []).append(task)
        return list(found.items())

    @property
    def pressing(self) -> int:
        return sum(task.lamp is Lamp.BAD for task in self.tasks)

    @property
    def said(self) -> str:
        """17 件，4 件要先办."""
        if not self.tasks:
            return "没有等着办的事"
        first = f"，{self.pressing} 件要先办" if self.pressing else ""
        return f"{len(self.tasks)} 件{first}"

    @property
    def more(self) -> str:
        return f"全部 {len(self.tasks)} 件" if len(self.tasks) > MOST else ""


def of(user: User, *, now: datetime, board: BattleMap | None = None) -> Worklist:
    """`board`: the map that this person looks at, where the page has read it already. On the map of one village only
    what is to be done in it."""
    return Worklist(tuple(sorted(_found(user, now, board), key=lambda task: task.rank)))


def _found(user: User, now: datetime, board: BattleMap | None) -> list[Task]:
    on = dates.local_day(now)
    if user.role == Role.ENTERPRISE:
        return _contact(user, now)
    if not user.can(Capability.VIEW_HOUSEHOLDS):
        return _of_the_books(user, on, board)
    board = board or _board(user, now)
    villages = [row.village for row in board.rows]
    if user.scope(Capability.FILE_REPORTS) is Scope.OWN:
        return [*_officer(user, now, villages), *household_tasks(board, user)]
    duties = board_duties(villages, on=on, user=user, is_part=board.reader.is_of_village)
    return [*_villages(board, user), *duties, *household_tasks(board, user)]


def _of_the_books(user: User, on: date, board: BattleMap | None) -> list[Task]:
    """Keeper and approver; security and auditor have no duties here."""
    villages = [row.village for row in board.rows] if board and board.reader.is_of_village else None
    found = decisions(waiting(user, on=on, villages=villages), on=on)
    return [*found, *decision_tasks(villages, on=on, user=user)] if user.can(Capability.VIEW_FUNDS) else found


def _board(user: User, now: datetime) -> BattleMap:
    return BattleMap.of(Village.objects.visible_to(user), on=dates.local_day(now), now=now, reader=Reader.of(user))


def _officer(user: User, now: datetime, villages: Sequence[Village]) -> list[Task]:
    """What is due of the villages served; deliveries are told by OfficerDuties, with the enterprises' names."""
    on = dates.local_day(now)
    rows = [row for row in waiting(user, on=on, villages=villages) if row.kind != Kind.DELIVERY]
    return [*OfficerDuties(villages, now=now).tasks, *decisions(rows, on=on)]


def _contact(user: User, now: datetime) -> list[Task]:
    """The steps of the enterprise's own page that are to be taken now."""
    enterprise = Enterprise.objects.filter(pk__in=serving(user).values("enterprise")).first()
    if enterprise is None:
        return []
    villages = OwnSheet.of(enterprise, on=dates.local_day(now)).villages
    steps = [(village, step) for village in villages for step in village.steps if step.is_due]
    return [
        Task(
            Part.ENTERPRISES,
            step.lamp,
            f"{village.pairing.village.name}：{step.text}",
            step.detail,
            step.url,
            "办",
            step.state,
        )
        for village, step in steps
    ]


def names(rows: Sequence[VillageRow], most: int = 4) -> str:
    said = "、".join(row.village.short_name for row in rows[:most])
    return f"{said}等" if len(rows) > most else said


def _villages(board: BattleMap, user: User) -> list[Task]:
    found = []
    if user.can(Capability.SUPERVISE):
        late = [row for row in board.rows if row.lamp is Lamp.BAD and row.pace and row.pace.behind > 0]
        for row in late[:MOST_VILLAGES]:
            text = f"{row.village.name}落后 {row.pace.behind} 个百分点" if row.pace else ""
            unmet = f"，{row.hardest} 户未达标" if row.hardest else ""
            detail = f"剩 {row.tally.households} 户{unmet} · 包村领导 {row.village.leader_name or '没有登记'}"
            found.append(Task(Part.VILLAGES, Lamp.BAD, text, detail, row.url, "看村情"))
    alone = board.without_officer
    if alone and user.can(Capability.EDIT_VILLAGES):
        url = reverse("villages:posting", args=[alone[0].village.pk])
        found.append(Task(Part.VILLAGES, Lamp.BAD, f"{len(alone)} 个村没有扶贫专干", names(alone), url, "派驻"))
    return found


def household_tasks(board: BattleMap, user: User) -> list[Task]:
    """About households and their bags, as far as this person may do something about it."""
    found = []
    if board.unhelped and user.can(Capability.ASSIGN_HELPERS):
        text = f"{board.unhelped.count} 户没有责任人"
        detail = "明白袋的联系页上没有人"
        found.append(Task(Part.HOUSEHOLDS, Lamp.BAD, text, detail, board.unhelped.url, "结对"))
    if board.quiet and user.can(Capability.RECORD_VISITS):
        text = f"{board.quiet.count} 户 30 天没走访"
        quiet = [row for row in board.rows if row.tally.visited < row.tally.households]
        detail = names(quiet) if len(board.rows) > 1 else f"每户每月走访 {VISITS_A_MONTH} 次"
        found.append(Task(Part.HOUSEHOLDS, Lamp.WARN, text, detail, board.quiet.url, "走访"))
    open_ = [row for row in board.criteria if row.unchecked]
    if open_ and user.can(Capability.EDIT_HOUSEHOLDS):
        most = max(open_, key=lambda row: row.unchecked.count)
        text = f"{most.unchecked.count} 户{most.criterion.name}未核"
        detail = f"七项里 {len(open_)} 项有未核户，未核不算达标"
        found.append(Task(Part.HOUSEHOLDS, Lamp.WARN, text, detail, most.unchecked.url, "核查"))
    return [*found, *_bags(board, user)]


def _bags(board: BattleMap, user: User) -> list[Task]:
    bags, found = board.bags.total, []
    if bags.to_explain and user.can(Capability.RECORD_VISITS):
        text, detail = f"{bags.to_explain.count} 户没听明白", "下次走访再讲一遍，袋里的三问"
        found.append(Task(Part.BAGS, Lamp.WARN, text, detail, bags.to_explain.url, "走访"))
    if bags.unprinted and user.can(Capability.PRINT_BAGS):
        text = f"{bags.unprinted.count} 户还没有明白袋"
        found.append(Task(Part.BAGS, Lamp.WARN, text, "没脱贫的户每户一袋", reverse("office:bag_list"), "打印"))
    if bags.stale and user.can(Capability.PRINT_BAGS):
        text, detail = f"{bags.stale.count} 户的明白袋旧了", "印出去的和现在不一样，重印换下来"
        found.append(Task(Part.BAGS, Lamp.WARN, text, detail, reverse("office:bag_list"), "重印"))
    if bags.undelivered and user.can(Capability.DELIVER_BAGS):
        text = f"{bags.undelivered.count} 户的明白袋印了没送到"
        only = board.bags.villages[0] if len(board.bags.villages) == 1 else None
        page = only.url if only else bags.undelivered.url
        found.append(Task(Part.BAGS, Lamp.WARN, text, "送到时问三句，签字，再登记", page, "登记"))
    return found
