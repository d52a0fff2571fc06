"""What a battle map asks its reader to do now about exits; each item vanishes when somebody has acted."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from households.actions.exits import answer_objection, open_exit, raise_objection, take_step
from households.codes import ExitStage
from households.models import BagDelivery, Exit
from office import worklist
from office.battle_map import BattleMap
from office.demo.bags import make_delivery, make_edition
from office.demo.builders import make_file, make_household, make_user, make_visit, meet_standard
from office.lists import HouseholdLists
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

NOTICE = date(2017, 11, 6)


@pytest.fixture
def hung(village: Village, cadre: User, today: date) -> Exit:
    """An exit whose notice hangs from 11-06 to 11-12."""
    household = make_household(village)
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=today, by=cadre)
    with make_file(seed=3).content.open() as page:
        paper = [(page.read(), "会议记录")]
    steps = (
        (
            ExitStage.APPRAISAL,
            date(2017, 11, 1),
            {"led_by": "刘书记", "attendees": 20, "votes_for": 19, "votes_against": 0},
        ),
        (ExitStage.VERIFICATION, date(2017, 11, 2), {"led_by": "刘书记", "joined_by": "吴队长"}),
        (ExitStage.CONSENT, date(2017, 11, 3), {"led_by": "李长根"}),
        (ExitStage.NOTICE, NOTICE, {"ends_on": date(2017, 11, 12), "document_no": "2017-1", "place": "公示栏"}),
    )
    for stage, day, facts in steps:
        take_step(exit_, stage, done_on=day, today=today, by=cadre, files=paper, **facts)
    return exit_


def said(village: Village, *, on: date) -> list[str]:
    board = BattleMap.of(Village.objects.filter(pk=village.pk), on=on, lists=HouseholdLists(may_open=True))
    tasks = worklist.tasks(board, user=make_user(Role.OFFICE))
    return [task.text for task in tasks if "公示" in task.text]


def test_a_notice_that_has_run_waits_for_the_office(hung: Exit, village: Village) -> None:
    assert said(village, on=date(2017, 11, 12)) == []
    assert said(village, on=date(2017, 11, 13)) == ["1 户公示期满，等办事处审核"]


def test_an_objection_is_named_until_it_is_answered_and_the_term_has_run_again(
    hung: Exit, village: Village, cadre: User
) -> None:
    objection = raise_objection(hung, raised_on=date(2017, 11, 8), text="有工资没算", raised_by="", by=cadre)
    assert said(village, on=date(2017, 11, 13)) == ["1 户的公示有异议没答复"]
    answer_objection(objection, answer="已算", is_upheld=False, answered_on=date(2017, 11, 9), by=cadre)
    assert said(village, on=date(2017, 11, 16)) == []
    assert said(village, on=date(2017, 11, 17)) == ["1 户公示期满，等办事处审核"]


def test_who_took_the_steps_is_not_asked_to_judge_them(hung: Exit, village: Village) -> None:
    board = BattleMap.of(
        Village.objects.filter(pk=village.pk), on=date(2017, 11, 13), lists=HouseholdLists(may_open=True)
    )
    assert not [task for task in worklist.household_tasks(board) if "审核" in task.text]


def bag_tasks(village: Village, *, delivers: bool = False) -> dict[str, str]:
    """Addresses by text."""
    board = BattleMap.of(
        Village.objects.filter(pk=village.pk), on=timezone.localdate(), lists=HouseholdLists(may_open=True)
    )
    found = worklist.household_tasks(board, delivers=delivers)
    return {task.text: task.url for task in found if "明白" in task.text}


def test_bags_wait_to_be_printed_then_handed_over_then_explained_again(village: Village) -> None:
    household, today = make_household(village), timezone.localdate()
    assert list(bag_tasks(village)) == ["1 户还没有明白袋"]
    edition = make_edition(household)
    assert list(bag_tasks(village)) == ["1 户的明白袋印了没送到"]
    make_delivery(edition, True, True, False, delivered_on=today)
    assert list(bag_tasks(village)) == ["1 户没听明白"]
    BagDelivery.objects.update(delivered_on=today - timedelta(days=2))
    make_visit(household, visited_on=today)
    assert bag_tasks(village) == {}


def test_only_who_hands_over_is_led_to_the_signed_list(village: Village) -> None:
    make_edition(make_household(village))
    (page,) = bag_tasks(village, delivers=True).values()
    assert page == reverse("office:bag_deliveries", args=[village.pk])
    (page,) = bag_tasks(village).values()
    assert "bag=undelivered" in page
