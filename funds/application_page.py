"""What the pages of applications show: the list by whose turn it is, and one with its track, checks and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from funds.models import Application, ApplicationShare, Fund, FundNotice
from funds.payments import Obstacle, obstacles
from funds.standing import standing
from funds.tracks import Track, Turn
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User

VIEWS = {"mine": "轮到你", "going": "在办", "ended": "办完和撤回", "all": "全部"}
ENDED = (Turn.DONE, Turn.CLOSE, Turn.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    application: Application
    track: Track
    is_mine: bool

    @property
    def is_going_on(self) -> bool:
        return self.track.turn not in ENDED


class ApplicationRegister:
    """?fund= narrows it to one fund, ?state= to a view; without one what waits for the reader, else what goes on."""

    def __init__(self, asked: QueryDict, *, user: User, today: date) -> None:
        self.funds = list(Fund.objects.visible_to(user).select_related("village"))
        self.fund = next((fund for fund in self.funds if str(fund.pk) == asked.get("fund")), None)
        rows = Application.objects.visible_to(user).with_steps().newest_first()
        if self.fund:
            rows = rows.filter(fund=self.fund)
        tracks = [Track.of(application, on=today) for application in rows]
        self._all = [Line(track.application, track, track.is_for(user)) for track in tracks]
        usual = "mine" if self.counts["mine"] else "going"
        state = asked.get("state", usual)
        self.state = state if state in VIEWS else usual
        self.may_apply = user.can(Capability.APPLY_FUNDS)

    @cached_property
    def _by_view(self) -> dict[str, list[Line]]:
        return {
            "mine": [line for line in self._all if line.is_mine],
            "going": [line for line in self._all if line.is_going_on],
            "ended": [line for line in self._all if not line.is_going_on],
            "all": self._all,
        }

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(lines) for name, lines in self._by_view.items()}

    @property
    def views(self) -> list[tuple[str, str, int]]:
        return [(name, label, self.counts[name]) for name, label in VIEWS.items()]

    @property
    def label(self) -> str:
        return VIEWS[self.state]

    @property
    def lines(self) -> list[Line]:
        return self._by_view[self.state]

    @property
    def apply_to(self) -> list[Fund]:
        """The funds whose new application the page offers: the one looked at, or all of a cadre's few."""
        if not self.may_apply:
            return []
        return [self.fund] if self.fund else self.funds


class ApplicationPage:
    """One application for one reader on one day. It came through `with_steps`."""

    def __init__(self, application: Application, *, user: User, today: date) -> None:
        self.application, self.user, self.today = application, user, today
        self.track = Track.of(application, on=today)
        self._applies = user.can(Capability.APPLY_FUNDS)

    @staticmethod
    def available(fund: Fund) -> int:
        """分 that a new application of any use may be promised."""
        return standing(fund).free

    @cached_property
    def free(self) -> int:
        return self.available(self.application.fund)

    @property
    def is_mine(self) -> bool:
        return self.track.is_for(self.user)

    @property
    def act(self) -> tuple[str, str] | None:
        """The reader's next step: name of the address and word of the button."""
        if self.is_mine and self.track.act_url:
            return self.track.act_url, self.track.act
        return None

    @property
    def why_not(self) -> str:
        """To an approver who may not approve this one."""
        waits = self.track.turn is Turn.DECIDE and self.user.can(Capability.APPROVE_APPLICATIONS)
        return self.track.why_not_decide(self.user) if waits else ""

    @cached_property
    def obstacles(self) -> list[Obstacle]:
        """What stands against paying the rest today; nothing of what is withdrawn or wholly paid."""
        if self.application.withdrawn_on or not self.track.left:
            return []
        return obstacles(self.application, amount=self.track.left, day=self.today)

    @cached_property
    def shares(self) -> Sequence[ApplicationShare]:
        rows = ApplicationShare.objects.filter(application=self.application)
        return list(rows.with_head_name().in_registry_order().select_related("household"))

    @property
    def may_sign(self) -> bool:
        return self._applies and bool(self.track.payments) and not self.application.withdrawn_on

    @property
    def may_apply(self) -> bool:
        return self._applies

    @property
    def may_object(self) -> bool:
        """Recorded later than raised, so it is offered as long as nothing was paid."""
        return self._applies and self.track.notice is not None and not self.track.payments

    @property
    def may_withdraw(self) -> bool:
        return self._applies and self.track.may_withdraw and self.act != ("funds:application_withdraw", "撤回")

    @property
    def may_correct_outcome(self) -> bool:
        return self._applies and hasattr(self.application, "outcome")

    @property
    def objections(self) -> list[Any]:
        return [objection for notice in self.track.notices for objection in notice.objections.all()]

    @cached_property
    def clock(self) -> list[str] | None:
        """One mark a day of the notice that runs: gone, today or to come."""
        notice = self.track.notice
        if notice is None or self.track.turn not in (Turn.WAIT, Turn.ANSWER):
            return None
        days = (notice.ends_on - notice.posted_on).days + 1
        gone = (self.today - notice.posted_on).days
        return ["gone" if day < gone else "today" if day == gone else "left" for day in range(days)]

    @property
    def papers(self) -> list[tuple[str, str, int]]:
        """Files of the steps: words, name of the address, key."""
        application = self.application
        meeting, outcome = (getattr(application, name, None) for name in ("deliberation", "outcome"))
        found = []
        if meeting and meeting.minutes_id:
            found.append(("会议记录", "funds:deliberation_file", application.pk))
        found += [(f"公示照片 {row.posted_on}", "funds:notice_file", row.pk) for row in self._with_photo()]
        if outcome and outcome.photo_id:
            found.append(("结果照片", "funds:outcome_file", application.pk))
        return found

    def _with_photo(self) -> list[FundNotice]:
        return [row for row in self.track.notices if row.photo_id]

    @property
    def prints(self) -> list[tuple[str, str]]:
        """Papers that make sense by now: name of the address, word."""
        if not self._applies or self.application.withdrawn_on:
            return []
        found = [("office:fund_minutes", "评议记录")]
        if self.track.notice:
            found.append(("office:fund_notice", "公示"))
        if self.shares:
            found.append(("office:fund_sign_list", "签收表"))
        return found
