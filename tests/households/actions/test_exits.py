"""The exit of a household from its first step to the last, what is refused on the way, and the return to poverty."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from households.actions.exits import open_exit, take_step
from households.codes import HOUSEHOLD_STAGES, NOTICE_STAGES, STAGES_WITH_EVIDENCE, ExitStage, PovertyStatus
from households.models import Exit, ExitStep, Household
from office.demo.builders import make_household, make_user, meet_standard
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

FIRST = date(2017, 10, 20)
# The day of each step, seven full days of notice from 10-24 to 10-30 among them.
DAYS = dict(
    zip(
        HOUSEHOLD_STAGES,
        (
            FIRST,
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


def page(seed: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40 + seed, 50), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def household(village: Village) -> Household:
    household = make_household(village, members=2)
    meet_standard(household)
    return household


@pytest.fixture
def opened(household: Household, cadre: User, today: date) -> Exit:
    return open_exit(household, year=2017, today=today, by=cadre)


@pytest.fixture
def step(cadre: User, office_user: User, today: date) -> Callable[..., ExitStep]:
    """Takes a step as it should be; a test says what it does otherwise."""

    def take(exit_: Exit, stage: ExitStage, *, by: User | None = None, **otherwise: Any) -> ExitStep:
        usual: dict[str, Any] = {"done_on": DAYS[stage], **FACTS[stage]}
        if stage in STAGES_WITH_EVIDENCE:
            usual["files"] = [(page(HOUSEHOLD_STAGES.index(stage)), "原件照片")]
        who = by or (cadre if stage in BEFORE_REVIEW else office_user)
        return take_step(exit_, stage, today=today, by=who, **usual | otherwise)

    return take


def test_walk_of_eight_dated_steps_ends_in_lifted(
    opened: Exit, step: Callable[..., ExitStep], household: Household
) -> None:
    for stage in HOUSEHOLD_STAGES:
        assert opened.next_stage == stage
        step(opened, stage)
        opened.refresh_from_db()
        household.refresh_from_db()
        told = {ExitStage.NOTICE: PovertyStatus.PROPOSED, ExitStage.CLOSURE: PovertyStatus.LIFTED}
        if stage in told:
            assert (household.poverty_status, household.status_since) == (told[stage], DAYS[stage])
    assert opened.next_stage is None
    assert opened.closed_on == date(2017, 11, 9)
    assert opened.continued_until == date(2018, 11, 9)
    assert household.lifted_year == 2017
    assert [(p.status, p.since, p.until) for p in household.status_periods.order_by("since")] == [
        ("in_poverty", date(2014, 1, 1), date(2017, 10, 24)),
        ("proposed", date(2017, 10, 24), date(2017, 11, 9)),
        ("lifted", date(2017, 11, 9), None),
    ]
    assert opened.steps.get(stage=ExitStage.REVIEW).led_by == "周会计"
