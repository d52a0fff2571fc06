"""What each person is asked to do now, and nobody who may not; each item vanishes when somebody has acted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funds.actions.bank import enter_balance, import_statement, match_lines
from funds.actions.vouchers import return_voucher, submit_voucher, take_back_voucher
from funds.models import Voucher
from households.actions.exits import answer_objection, open_exit, raise_objection, take_step
from households.actions.imports import stage_import
from households.actions.library import approve_version
from households.codes import ExitStage
from households.models import BagDelivery, Exit
from office.demo.bags import make_delivery, make_edition
from office.demo.builders import TODAY, make_file, make_household, make_user, make_visit, meet_standard
from office.demo.funding import approver, keeper, make_fund, receive, write_receipt
from office.demo.giving import make_contact, make_enterprise, pair_household, pair_village
from office.demo.reporting import make_report, moment, send_back
from office.demo.timetables import make_appraisal, make_plan, move_date
from office.maps.lists import Reader
from office.work import worklist
from office.work.tasks import Part
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportKind
from tests.exits import walk
from tests.library import make_draft
from tests.office.boards import board_on
from tests.rosters import roster, workbook
from villages.actions.plans import rewrite_plan
from villages.models import Milestone, PlanState, Village, VillagePlan

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
    board = board_on(on, Village.objects.filter(pk=village.pk))
    tasks = worklist.of(make_user(Role.OFFICE), now=board.now, board=board).tasks
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


def texts(user: User, *, on: date = TODAY) -> list[str]:
    return [task.text for task in worklist.of(user, now=moment(on, 10)).tasks]


def test_who_took_the_steps_is_not_asked_to_judge_them(village: Village, office_user: User, leader: User) -> None:
    walk(make_household(village), until=ExitStage.NOTICE, by=office_user)
    asked = "1 户公示期满，等办事处审核"
    assert asked in texts(leader)
    assert asked not in texts(office_user)


def test_after_the_review_each_step_of_the_office_has_its_turn(village: Village, leader: User) -> None:
    waits = {
        ExitStage.REVIEW: "1 户审核过，等上报审定",
        ExitStage.SUBMISSION: "1 户审定了，等公告",
        ExitStage.ANNOUNCEMENT: "1 户公告了，等销号",
    }
    for until, said in waits.items():
        exit_ = walk(make_household(village), until=until)
        (task,) = [task for task in worklist.of(leader, now=moment(TODAY)).tasks if task.text == said]
        assert task.url == reverse("households:exit_step", args=[exit_.pk])


def test_the_village_side_is_asked_for_its_own_steps_alone(village: Village, cadre: User, office_user: User) -> None:
    exit_ = walk(make_household(village))
    (task,) = [task for task in worklist.of(cadre, now=moment(TODAY)).tasks if "民主评议" in task.text]
    assert task.url == reverse("households:exit_step", args=[exit_.pk])
    assert not [text for text in texts(office_user) if "民主评议" in text]


def bag_tasks(village: Village, user: User) -> dict[str, str]:
    """Addresses by text, without what is told of old editions."""
    board = board_on(timezone.localdate(), Village.objects.filter(pk=village.pk))
    return {
        task.text: task.url
        for task in worklist.household_tasks(board, user)
        if "明白" in task.text and "旧" not in task.text
    }


def test_bags_wait_to_be_printed_then_handed_over_then_explained_again(village: Village, office_user: User) -> None:
    household, today = make_household(village), timezone.localdate()
    assert list(bag_tasks(village, office_user)) == ["1 户还没有明白袋"]
    edition = make_edition(household)
    assert list(bag_tasks(village, office_user)) == ["1 户的明白袋印了没送到"]
    make_delivery(edition, True, True, False, delivered_on=today)
    assert list(bag_tasks(village, office_user)) == ["1 户没听明白"]
    BagDelivery.objects.update(delivered_on=today - timedelta(days=2))
    make_visit(household, visited_on=today)
    assert bag_tasks(village, office_user) == {}


def test_an_edition_that_says_what_no_longer_holds_waits_to_be_printed_anew(
    village: Village, office_user: User, leader: User
) -> None:
    make_edition(make_household(village))
    board = board_on(timezone.localdate())
    told = {task.text: task.url for task in worklist.household_tasks(board, office_user)}
    assert told["1 户的明白袋旧了"] == reverse("office:bag_list")
    assert worklist.household_tasks(board, leader) == []


def test_only_who_hands_over_is_led_to_the_signed_list(village: Village, cadre: User, leader: User) -> None:
    make_edition(make_household(village))
    (page,) = bag_tasks(village, cadre).values()
    assert page == reverse("office:bag_deliveries", args=[village.pk])
    assert bag_tasks(village, leader) == {}


def test_who_can_only_look_is_not_told_to_do_it(village: Village, cadre: User, leader: User, office_user: User) -> None:
    make_household(village)
    about = {"1 户没有责任人", "1 户 30 天没走访", "1 户稳定收入未核", "1 户还没有明白袋"}
    assert about <= set(texts(office_user))
    # Pairing is the office's.
    assert about & set(texts(cadre)) == about - {"1 户没有责任人"}
    assert about & set(texts(leader)) == set()
    assert texts(make_user(Role.APPROVER)) == texts(make_user(Role.SECURITY)) == texts(make_user(Role.AUDITOR)) == []


def books(user: User) -> dict[str, str]:
    """Addresses by text, on a day in the month after the entries of the builders."""
    return {task.text: task.url for task in worklist.of(user, now=moment(date(2017, 11, 16))).tasks}


def test_voucher_goes_to_another_person_and_back_to_the_keeper(village: Village, leader: User) -> None:
    writing, judging = keeper(), approver()
    voucher = take_back_voucher(write_receipt(make_fund(village), by=writing), by=writing)
    assert books(writing) == {"1 张凭证没送审": voucher.get_absolute_url()}
    assert books(judging) == {}
    voucher = submit_voucher(voucher, by=writing)
    assert books(writing) == {}
    assert books(judging)["1 张凭证等你批"] == books(leader)["1 张凭证等你批"] == voucher.get_absolute_url()
    return_voucher(voucher, reason="票据不清", by=judging)
    assert books(judging) == {}
    assert books(writing) == {"1 张凭证退回来了": voucher.get_absolute_url()}


def test_who_gave_the_first_approval_is_not_asked_for_the_second(village: Village, leader: User) -> None:
    first, fund = approver(), make_fund(village)
    voucher = write_receipt(fund)
    Voucher.objects.filter(pk=voucher.pk).update(second_by=first)
    assert "1 张凭证等你批" not in books(first)
    assert "1 张凭证等你批" in books(leader)


def test_bank_and_month_wait_for_the_keeper_then_for_another_person(village: Village) -> None:
    writing, judging, fund = keeper(), approver(), make_fund(village)
    assert books(writing) == {}
    receive(fund, day=date(2017, 10, 9))
    rows = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n20171009,补助,,100000.00,100000.00,市财政局,S1\n"
    import_statement(fund, "流水.csv", rows.encode(), today=TODAY, by=writing)
    assert books(writing) == {
        "1 笔银行流水没勾对": reverse("funds:reconciliation", args=[fund.pk]),
        "1 个村的账该结了": reverse("funds:balance_enter", args=[fund.pk]),
    }
    match_lines(fund, [(fund.bank_lines.get(), fund.entries.get())], by=writing)
    enter_balance(fund, through=date(2017, 10, 31), balance=100_000_00, today=TODAY, by=writing)
    assert books(writing) == {}
    assert books(judging) == {"1 个村等你结账": reverse("funds:period_close", args=[fund.pk])}


def test_library_goes_to_another_person_and_is_then_published(office_user: User, leader: User) -> None:
    draft = make_draft(on=TODAY, title="过冬补贴", writers=[office_user.pk])
    assert "资料“过冬补贴”等你批" in texts(leader)
    assert "资料“过冬补贴”等你批" not in texts(office_user)
    approve_version(draft, today=TODAY, by=leader)
    assert "资料“过冬补贴”批了没发布" in texts(office_user)
    assert not [text for text in texts(leader) if "过冬补贴" in text]


def test_plan_and_date_go_to_another_person(village: Village, other_village: Village, leader: User) -> None:
    own = make_user(Role.OFFICE)
    plan = make_plan(other_village, state=PlanState.APPRAISED, by=own)
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    change = move_date(
        Milestone.objects.get(name="烘干房建成", stage__plan__village=village), date(2018, 3, 1), asked_on=TODAY
    )
    urls = {task.text: task.url for task in worklist.of(leader, now=moment(TODAY)).tasks}
    assert urls["石门一村一品规划已论证"] == reverse("households:plan_approve", args=[plan.pk])
    assert urls["柳河里程碑改期等着批"] == reverse("villages:date_change_decide", args=[change.pk])
    assert "石门一村一品规划已论证" not in texts(own)


def test_who_rewrote_a_plan_or_recorded_its_appraisal_is_not_asked_to_approve_it(
    village: Village, leader: User, office_user: User
) -> None:
    """Approving would be refused: `own_words`."""
    asked, recorder = "柳河一村一品规划已论证", make_user(Role.OFFICE)
    plan = make_plan(village)
    rewrite_plan(plan, product="核桃", by=office_user)
    make_appraisal(plan, recorded_by=recorder)
    VillagePlan.objects.update(state=PlanState.APPRAISED)
    assert asked in texts(leader)
    assert asked not in texts(office_user)
    assert asked not in texts(recorder)


def test_who_asked_for_another_date_is_not_asked_to_grant_it(village: Village, leader: User, office_user: User) -> None:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    milestone = Milestone.objects.get(name="烘干房建成", stage__plan__village=village)
    move_date(milestone, date(2018, 3, 1), asked_on=TODAY, asked_by=office_user)
    assert "柳河里程碑改期等着批" in texts(leader)
    assert "柳河里程碑改期等着批" not in texts(office_user)


def test_import_left_lying_is_named_to_the_office(village: Village, office_user: User, leader: User) -> None:
    batch = stage_import(ImportKind.ROSTER, "名册.xlsx", workbook(roster(2, villages=["柳河村"])), by=office_user)
    (task,) = [task for task in worklist.of(office_user, now=timezone.now()).tasks if task.part is Part.IMPORTS]
    assert (task.text, task.url) == (
        "导入“名册.xlsx”核对了没写入",
        reverse("households:import_preview", args=[batch.pk]),
    )
    assert not [task for task in worklist.of(leader, now=timezone.now()).tasks if task.part is Part.IMPORTS]


def test_reports_that_nobody_read_wait_unless_they_were_sent_back(village: Village, office_user: User) -> None:
    report = make_report(village)
    assert "1 份半月报没审" in texts(office_user)
    send_back(report)
    assert "1 份半月报没审" not in texts(office_user)


def test_contact_is_told_the_steps_that_can_be_taken(village: Village) -> None:
    enterprise = make_enterprise("宏达食品有限公司")
    contact = make_contact(enterprise)
    pairing = pair_village(enterprise, village)
    pair_household(pairing, make_household(village))
    (task,) = worklist.of(contact, now=moment(TODAY)).tasks
    assert (task.text, task.url) == ("柳河村：1. 入户走访", reverse("enterprises:visit_create", args=[pairing.pk]))


def test_map_of_one_village_asks_for_nothing_elsewhere(village: Village, other_village: Village, leader: User) -> None:
    make_draft(on=TODAY)
    make_plan(other_village, state=PlanState.APPRAISED, by=make_user(Role.OFFICE))
    here = board_on(TODAY, Village.objects.filter(pk=village.pk), reader=Reader.of(leader, village=village.pk))
    found = worklist.of(leader, now=here.now, board=here).tasks
    assert not [task for task in found if task.part in (Part.LIBRARY, Part.PLANS)]
    assert {task.part for task in worklist.of(leader, now=moment(TODAY)).tasks} >= {Part.LIBRARY, Part.PLANS}


def test_page_groups_by_part_and_begins_with_what_presses(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    make_household(village)
    page = client_of(office_user).get("/worklist/")
    tasks = page.context["list"].tasks
    assert [part for part, _ in page.context["list"].groups] == list(dict.fromkeys(task.part for task in tasks))
    assert [task.rank for task in tasks] == sorted(task.rank for task in tasks)
    assert f"{len(tasks)} 件" in page.content.decode()


def test_page_of_who_has_no_duty_says_so(client_of: Callable[[User], Client], db: None) -> None:
    for role in (Role.SECURITY, Role.AUDITOR, Role.KEEPER, Role.APPROVER, Role.CADRE, Role.ENTERPRISE):
        assert "没有等着办的事" in client_of(make_user(role)).get("/worklist/").content.decode()


def test_keeper_lands_on_the_first_five_with_the_way_to_all(
    village: Village, client_of: Callable[[User], Client]
) -> None:
    writing = keeper()
    take_back_voucher(write_receipt(make_fund(village), by=writing), by=writing)
    html = client_of(writing).get("/funds/").content.decode()
    assert "1 张凭证没送审" in html
    assert "今天要办" not in client_of(make_user(Role.LEADER)).get("/funds/").content.decode()
