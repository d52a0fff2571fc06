"""What the page of an exit says, day by day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.actions.evidence import withdraw_evidence
from households.actions.exits import answer_objection, relapse, stop_exit
from households.codes import CheckState, ExitStage, PovertyCause, PovertyStatus
from households.models import Assessment, Exit, Household
from households.sheets.exit import ExitPage
from households.sheets.leaving import Leaving
from office.demo.builders import make_household, meet_standard
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from tests.exits import TODAY, object_to, step, walk
from villages.models import Village

S = ExitStage
# The notice hangs from 10-24 to 10-30.
FOURTH_DAY, LAST_DAY, AFTER = date(2017, 10, 27), date(2017, 10, 30), date(2017, 10, 31)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=2)


@pytest.fixture
def noticed(household: Household, cadre: User) -> Exit:
    return walk(household, until=S.NOTICE, by=cadre)


def seen(exit_: Exit, user: User, day: date = TODAY) -> ExitPage:
    return ExitPage(
        Exit.objects.select_related("household", "standard", "village").get(pk=exit_.pk), user=user, today=day
    )


def test_notice_is_the_step_that_is_on_while_it_hangs(noticed: Exit, office_user: User) -> None:
    page = seen(noticed, office_user, FOURTH_DAY)
    assert (page.place, page.lamp) == ("第 4 步，共 8 步", Lamp.GO)
    assert page.why == "村内公示第 4 天，还有 3 天，10-30 期满没有异议，才能往下走"
    assert page.blocked_words == "10-31 起能按"
    assert [line.state for line in page.lines] == ["done"] * 3 + ["now"] + ["todo"] * 4
    assert page.lines[4].when == "最早 10-31"
    assert page.needs_say == "1 件，0 件要人办"


def test_last_day_of_the_notice_is_a_whole_day(noticed: Exit, office_user: User) -> None:
    assert "今天期满" in seen(noticed, office_user, LAST_DAY).why
    assert seen(noticed, office_user, LAST_DAY).is_blocked
    over = seen(noticed, office_user, AFTER)
    assert (over.place, over.is_blocked, over.why) == ("第 5 步，共 8 步", False, "都齐了，可以审核通过")


def test_objection_stops_the_clock_and_its_answer_starts_it_again(
    noticed: Exit, cadre: User, office_user: User
) -> None:
    objection = object_to(noticed)
    page = seen(noticed, office_user, FOURTH_DAY)
    assert page.clock
    assert page.clock.is_stopped
    assert page.why == "有 1 条异议没有答复，公示停表"
    assert [need.obstacle.code for need in page.needs] == ["objection_open"]
    assert page.blocked_words == "先办“还差什么”里的 1 件"
    assert page.lines[4].when == ""
    answer_objection(objection, answer="那是他弟弟的", is_upheld=False, answered_on=FOURTH_DAY, by=cadre)
    page = seen(noticed, office_user, date(2017, 10, 29))
    assert page.clock
    assert (page.clock.first, page.clock.last, page.clock.day) == (date(2017, 10, 28), date(2017, 11, 3), 2)
    assert page.restarted_on == date(2017, 10, 28)
    assert page.blocked_words == "11-04 起能按"


def test_upheld_objection_leaves_only_the_stop(noticed: Exit, cadre: User, office_user: User) -> None:
    answer_objection(object_to(noticed), answer="属实", is_upheld=True, answered_on=FOURTH_DAY, by=cadre)
    page = seen(noticed, office_user, AFTER)
    assert page.why == "异议成立，这次退出不能再往下走，要中止"
    assert [(need.obstacle.code, need.mend.act) for need in page.needs] == [("objection_upheld", "中止")]


def test_button_says_who_can(noticed: Exit, cadre: User, office_user: User, leader: User) -> None:
    assert seen(noticed, cadre, AFTER).blocked_words == "由办事处的人记"
    assert [need.obstacle.code for need in seen(noticed, cadre, AFTER).needs] == []
    mine = walk(make_household(noticed.village), until=S.NOTICE, by=office_user)
    assert seen(mine, office_user, AFTER).blocked_words == "你开始了这次退出，要另一人审核"
    assert not seen(mine, leader, AFTER).is_blocked


def test_what_is_missing_leads_to_its_field(household: Household, cadre: User, leader: User) -> None:
    exit_ = walk(household, until=S.APPRAISAL, by=cadre)
    Assessment.objects.filter(household=household, criterion__code="clothing").update(state=CheckState.UNCHECKED)
    withdraw_evidence(exit_.steps.get().files.get(), reason="页不全", today=TODAY, by=cadre)
    asks = {ask.need.what: ask.url for ask in seen(exit_, cadre).asks}
    assert asks == {
        "“不愁穿”2017 年未核": f"/households/{household.pk}/criteria/clothing/",
        "“民主评议”没有凭证": f"/exit-steps/{exit_.steps.get().pk}/files/new/",
    }
    assert {ask.url for ask in seen(exit_, leader).asks} == {""}
    assert seen(exit_, cadre).lines[0].lacks_evidence


def test_closed_exit_says_until_when_help_goes_on_and_what_is_gone(
    household: Household, cadre: User, office_user: User
) -> None:
    exit_ = walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)
    page = seen(exit_, office_user)
    assert (page.place, page.lamp, page.why) == ("已走完", Lamp.DONE, "2017-11-09 销号，继续帮扶到 2018-11-09")
    withdraw_evidence(exit_.steps.get(stage=S.NOTICE).files.get(), reason="拍错了", today=TODAY, by=cadre)
    page = seen(exit_, office_user)
    assert (page.place, page.lamp) == ("要复核", Lamp.BAD)
    assert page.why.endswith("；当时依据的 1 件现在不齐，要复核")


def test_stopped_exit_says_why(noticed: Exit, cadre: User) -> None:
    stop_exit(noticed, reason="户主住院", today=TODAY, by=cadre)
    page = seen(noticed, cadre)
    assert (page.place, page.why, page.needs) == ("已中止", "2017-11-16 中止：户主住院", [])
    assert [line.state for line in page.lines] == ["done"] * 4 + ["todo"] * 4


def test_page_takes_as_many_queries_at_the_end_as_at_the_beginning(
    village: Village, cadre: User, office_user: User
) -> None:
    def queries(exit_: Exit) -> int:
        page = seen(exit_, cadre)
        with CaptureQueriesContext(connection) as found:
            assert page.lines
            assert page.asks is not None
            assert page.verdicts
            assert page.incomes.nets
            assert page.why
        return len(found)

    first = walk(make_household(village), until=S.APPRAISAL, by=cadre)
    later = walk(make_household(village), until=S.NOTICE, by=cadre)
    object_to(later)
    assert queries(later) <= queries(first) + 1


# ── the household's own page ──────────────────


def leaving(household: Household, user: User, day: date = TODAY) -> Leaving:
    return Leaving(Household.objects.select_related("village").get(pk=household.pk), user, day)


def test_household_page_says_what_is_missing_to_begin(household: Household, cadre: User) -> None:
    now = leaving(household, cadre)
    assert not now.may_start
    assert len(now.missing) == 8
    meet_standard(household)
    assert leaving(household, cadre).may_start


def test_household_page_follows_the_exit(household: Household, cadre: User, office_user: User) -> None:
    exit_ = walk(household, until=S.NOTICE, by=cadre)
    now = leaving(household, cadre)
    assert now.page
    assert (now.page.exit, now.missing, now.may_start) == (exit_, [], False)
    for stage in (S.REVIEW, S.SUBMISSION, S.ANNOUNCEMENT, S.CLOSURE):
        step(exit_, stage, by=office_user)
    out = leaving(household, cadre)
    assert out.is_out
    assert out.is_helped_on
    assert not leaving(household, cadre, date(2018, 11, 10)).is_helped_on
    relapse(household, relapsed_on=date(2017, 12, 1), cause=PovertyCause.ILLNESS, reason="重病", by=office_user)
    again = leaving(household, cadre)
    assert (again.page, again.earlier, len(again.relapses)) == (None, [exit_], 1)


def test_household_that_came_lifted_has_no_exit_of_ours(village: Village, cadre: User) -> None:
    now = leaving(make_household(village, status=PovertyStatus.LIFTED), cadre)
    assert now.is_out
    assert (now.page, now.missing, now.is_helped_on) == (None, [], False)
