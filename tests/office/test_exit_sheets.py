"""Printed sheets of an exit: they say what was recorded, what hangs in public says nothing personal (checks 16, 17)."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from pypdf import PdfReader

from households.codes import (
    HOUSEHOLD_STAGES,
    VILLAGE_STAGES,
    CheckState,
    ExitStage,
    PovertyStatus,
    StandardKind,
)
from households.models import (
    Assessment,
    Exit,
    ExitStep,
    Household,
    Objection,
    Requirement,
    StandardSet,
)
from office.demo.builders import (
    assign,
    make_evidence,
    make_helper,
    make_household,
    make_user,
    make_village,
    meet_standard,
)
from office.exit_sheets import Announcement, Consent, Minutes, Notice, Sheet, VillageNotice, hanging, poor_people
from office.printing import engine, exit_press
from office.printing.exit_press import Kind
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.models import Indicator, IndicatorValue, Village

pytestmark = pytest.mark.django_db
OPENED = date(2017, 10, 1)
FACTS: dict[ExitStage, dict[str, Any]] = {
    ExitStage.APPRAISAL: {
        "led_by": "罗支书",
        "joined_by": "田会计",
        "attendees": 46,
        "votes_for": 44,
        "votes_against": 1,
        "place": "村委会会议室",
        "note": "都说他家今年香菇卖得好",
    },
    ExitStage.VERIFICATION: {"led_by": "罗支书", "joined_by": "邓队长"},
    ExitStage.CONSENT: {"led_by": "李长根"},
    ExitStage.NOTICE: {"document_no": "公示〔2017〕21 号", "place": "村委会公示栏"},
    ExitStage.REVIEW: {"led_by": "赵主任"},
    ExitStage.SUBMISSION: {"document_no": "扶办〔2017〕9 号"},
    ExitStage.ANNOUNCEMENT: {"document_no": "扶办告〔2017〕3 号"},
    ExitStage.CLOSURE: {},
    ExitStage.VILLAGE_APPLICATION: {},
    ExitStage.VILLAGE_CHECK: {},
    ExitStage.VILLAGE_NOTICE: {"document_no": "办公示〔2017〕2 号", "place": "办事处公示栏"},
}


@pytest.fixture(autouse=True)
def warnings() -> Iterator[list[str]]:
    """A warning of WeasyPrint is a fault in our sheet."""
    faults = engine.Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    yield faults.messages
    logging.getLogger("weasyprint").removeHandler(faults)


@pytest.fixture
def clerk(db: None) -> User:
    """Prepares the exits; another one reviews."""
    return make_user(Role.CADRE, name="何芳")


@pytest.fixture
def household(village: Village) -> Household:
    row = make_household(village, members=3, head_name="李长根", registry_no=f"{village.code}99121")
    meet_standard(row)
    return row


def exit_of(household: Household, by: User) -> Exit:
    standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
    return Exit.objects.create(
        village=household.village, household=household, year=2017, standard=standard, opened_on=OPENED, opened_by=by
    )


def carried(exit: Exit, upto: ExitStage, by: User, reviewer: User | None = None) -> Exit:
    """Every step up to `upto`, one a day and the whole term after a notice, each with a photographed paper."""
    stages = HOUSEHOLD_STAGES if exit.household_id else VILLAGE_STAGES
    day = OPENED + timedelta(days=1)
    for place, stage in enumerate(stages):
        ends = day + timedelta(days=6) if stage in (ExitStage.NOTICE, ExitStage.VILLAGE_NOTICE) else None
        who = reviewer if stage == ExitStage.REVIEW and reviewer else by
        step = ExitStep.objects.create(
            exit=exit, stage=stage, done_on=day, ends_on=ends, recorded_by=who, **FACTS[stage]
        )
        make_evidence(step, seed=place)
        if stage == upto:
            return exit
        day = (ends or day) + timedelta(days=1)
    raise AssertionError(upto)


@pytest.fixture
def noticed(household: Household, clerk: User) -> Exit:
    return carried(exit_of(household, clerk), ExitStage.NOTICE, clerk)


@pytest.fixture
def announced(household: Household, clerk: User, leader: User) -> Exit:
    return carried(exit_of(household, clerk), ExitStage.ANNOUNCEMENT, clerk, leader)


@pytest.fixture
def delisted(village: Village, clerk: User) -> Exit:
    """A poverty village of 180 people with 3 still poor (1.67 %), every requirement met and proved."""
    place = make_village(
        name="石桥村", is_poverty_village=True, rural_population=180, population_year=2017
    )
    make_household(place, members=3, head_name="王德明")
    standard = StandardSet.objects.in_force(StandardKind.VILLAGE).get()
    amounts = {requirement.indicator: requirement for requirement in Requirement.objects.filter(standard=standard)}
    for seed, (indicator, requirement) in enumerate(amounts.items()):
        amount = 6 if requirement.whole else requirement.least if requirement.most is None else requirement.most
        value = IndicatorValue.objects.create(
            village=place, indicator=indicator, year=2017, amount=amount, source="村报表"
        )
        make_evidence(value, seed=seed)
    IndicatorValue.objects.create(village=place, indicator=Indicator.GROUPS, year=2017, amount=6, source="村报表")
    exit = Exit.objects.create(
        village=place, year=2017, standard=standard, opened_on=OPENED, opened_by=clerk
    )
    return carried(exit, ExitStage.VILLAGE_NOTICE, clerk)


def pages(pdf: bytes) -> list[str]:
    """The text of each page without white space, which a reader cannot place reliably between Chinese characters."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def printed(kind: Kind, exit: Exit, on: date, *, large: bool = False) -> str:
    return "".join(pages(exit_press.sheet_pdf(kind, kind.compose(exit, on=on), large=large)))
