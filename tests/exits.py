"""An exit of a household, walked through the real actions as far as a test wants it."""

from datetime import date
from typing import Any

from households.actions.exits import open_exit, raise_objection, take_step
from households.codes import HOUSEHOLD_STAGES, STAGES_WITH_EVIDENCE, ExitStage
from households.models import Exit, ExitStep, Household, Objection
from office.demo.builders import make_user, meet_standard
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import photo

TODAY = date(2017, 11, 16)
# Seven full days of notice, from 10-24 to 10-30.
DAYS = dict(
    zip(
        HOUSEHOLD_STAGES,
        (
            date(2017, 10, 20),
            date(2017, 10, 22),
            date(2017, 10, 23),
            date(2017, 10, 24),
            date(2017, 10, 31),
            date(2017, 11, 6),
            date(2017, 11, 8),
            date(2017, 11, 9),
        ),
        strict=True,
    )
)
FACTS: dict[ExitStage, dict[str, Any]] = {
    ExitStage.APPRAISAL: {"led_by": "彭世成", "attendees": 34, "votes_for": 33, "votes_against": 0},
    ExitStage.VERIFICATION: {"led_by": "彭世成", "joined_by": "邹明秀"},
    ExitStage.CONSENT: {"led_by": "周玉兰"},
    ExitStage.NOTICE: {"ends_on": date(2017, 10, 30), "document_no": "2017-退-014", "place": "村务栏"},
    ExitStage.REVIEW: {},
    ExitStage.SUBMISSION: {"document_no": "青办文〔2017〕31号"},
    ExitStage.ANNOUNCEMENT: {"document_no": "公告 9 号"},
    ExitStage.CLOSURE: {},
}
BEFORE_REVIEW = HOUSEHOLD_STAGES[:4]


def step(exit_: Exit, stage: ExitStage, *, by: User, today: date = TODAY, **otherwise: Any) -> ExitStep:
    """As it should be taken; a test says what it does otherwise."""
    usual: dict[str, Any] = {"done_on": DAYS[stage], **FACTS[stage]}
    if stage in STAGES_WITH_EVIDENCE:
        usual["files"] = [(photo(HOUSEHOLD_STAGES.index(stage)), "原件照片")]
    return take_step(exit_, stage, today=today, by=by, **usual | otherwise)


def walk(
    household: Household,
    *,
    until: ExitStage | None = None,
    by: User | None = None,
    reviewer: User | None = None,
    today: date = TODAY,
) -> Exit:
    """Opened and taken up to and with `until`; not a step without it. The household meets the standard then."""
    village_side = by or make_user(Role.OFFICE)
    office_side = reviewer or make_user(Role.OFFICE)
    meet_standard(household)
    exit_ = open_exit(household, year=today.year, today=today, by=village_side)
    last = HOUSEHOLD_STAGES.index(until) if until else -1
    for stage in HOUSEHOLD_STAGES[: last + 1]:
        step(exit_, stage, by=village_side if stage in BEFORE_REVIEW else office_side, today=today)
    exit_.refresh_from_db()
    household.refresh_from_db()
    return exit_


def object_to(exit_: Exit, *, by: User | None = None, raised_on: date = date(2017, 10, 26)) -> Objection:
    return raise_objection(
        exit_, raised_on=raised_on, text="他家有两层楼房", raised_by="", by=by or make_user(Role.OFFICE)
    )
