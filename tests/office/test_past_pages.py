"""Pages of a past day: what happened later is not on them, and who may look is asked of today (R8)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from households.codes import CheckState, ExitStage
from households.models import Household
from households.sheets.village_exit import VillageExitSheet
from office.demo.builders import (
    TODAY,
    make_assessment,
    make_baseline,
    make_household,
    make_user,
    make_village,
    post_officer,
)
from office.maps.reading import map_of
from office.maps.village_board import VillageBoard
from office.shown_day import ShownDay
from povertyplan import past
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui.lamps import Lamp
from tests.village_exits import make_poor_village, register, walk
from villages.models import Village

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def kept_since_2016(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if records had been kept, so that a past day is read as it was known then: here, nothing."""
    monkeypatch.setattr("office.shown_day.records_began", lambda: date(2016, 1, 1))


@pytest.mark.usefixtures("kept_since_2016")
def test_a_village_that_was_not_known_yet_is_said_and_today_is_shown(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    client = client_of(office_user)
    for page in ("", "map.xlsx"):
        answer = client.get(f"/villages/{village.pk}/{page}", {"on": "2017-05-02"}, follow=True)
        assert answer.redirect_chain[-1][0] == f"/villages/{village.pk}/"
        assert "2017年5月2日还没有登记这个村" in answer.text


@pytest.mark.usefixtures("kept_since_2016")
def test_the_whole_map_of_such_a_day_is_empty_and_no_error(
    village: Village, office_user: User, client_of: SignIn
) -> None:
    assert client_of(office_user).get("/battle-map/", {"on": "2017-05-02"}).status_code == 200


def test_who_serves_today_may_look_at_days_before(village: Village, client_of: SignIn) -> None:
    """On that day another served here; the right to look is that of now."""
    make_baseline()
    household = make_household(village)
    cadre = make_user(Role.CADRE)
    post_officer(cadre, village, since=timezone.localdate())
    answer = client_of(cadre).get(f"/villages/{village.pk}/", {"on": (timezone.localdate() - timedelta(9)).isoformat()})
    assert answer.status_code == 200
    assert household.registry_no[-4:] in answer.text


@pytest.mark.django_db(transaction=True)
def test_rights_are_asked_of_today_also_where_the_past_knew_other_postings() -> None:
    village = make_village()
    make_household(village)
    with past.connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (before,) = cursor.fetchone()
    cadre = make_user(Role.CADRE)
    post_officer(cadre, village, since=timezone.localdate())
    shown = ShownDay(timezone.localdate() - timedelta(days=1), timezone.now(), known_at=before)
    assert map_of(cadre, shown, village=village.pk).village.village == village


@pytest.mark.usefixtures("kept_since_2016")
def test_a_map_of_a_village_not_known_yet_is_refused(village: Village, office_user: User) -> None:
    with pytest.raises(Refused, match="还没有登记这个村"):
        map_of(office_user, ShownDay.past(date(2017, 5, 2), now=timezone.now()), village=village.pk)


def test_verdicts_of_a_day_before_the_records_are_those_given_by_then(village: Village) -> None:
    """Told afterwards, by the dates of what was written down: what was judged later is 未核 on that day."""
    today = timezone.localdate()
    make_baseline(starts_on=today - timedelta(days=200), deadline=today + timedelta(days=300))
    early, late = make_household(village), make_household(village)
    make_assessment(early, "income", state=CheckState.NOT_MET, assessed_on=today - timedelta(days=60))
    make_assessment(late, "income", state=CheckState.NOT_MET, assessed_on=today)
    user = make_user(Role.OFFICE)

    def income(on: date) -> tuple[int, int]:
        shown = ShownDay.asked(on.isoformat(), now=timezone.now())
        row = next(row for row in map_of(user, shown).criteria if row.criterion.code == "income")
        sheet = VillageBoard.of(village, Household.objects.all(), on=on, told_later=shown.is_told_later)
        place = [criterion.code for criterion in sheet.criteria].index("income")
        states = [mark.states[place] for mark in sheet.marks]
        assert (states.count(Lamp.BAD), states.count(Lamp.NONE)) == (row.not_met.count, row.unchecked.count)
        return row.not_met.count, row.unchecked.count

    assert income(today) == (2, 0)
    assert income(today - timedelta(days=30)) == (1, 1)
    assert income(today - timedelta(days=90)) == (0, 2)


def test_a_day_before_the_plan_is_one_sentence(village: Village, office_user: User, client_of: SignIn) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    client = client_of(office_user)
    for page in ("/battle-map/", f"/villages/{village.pk}/"):
        told = client.get(page, {"on": "2016-05-02"}).text
        assert "计划 2017年1月1日开始，2016年5月2日还没有开始" in told
        assert "剩余户" not in told
    answer = client.get("/battle-map.xlsx", {"on": "2016-05-02"}, follow=True)
    assert "2016年5月2日还没有开始" in answer.text


def test_an_exit_has_come_as_far_as_it_had_that_day(office_user: User, leader: User) -> None:
    today, village = TODAY, make_poor_village()
    register(village)
    exit_ = walk(village, until=ExitStage.VILLAGE_NOTICE, by=office_user)
    last = exit_.steps.order_by("-pk").first()
    assert last is not None

    def place(on: date) -> str:
        (sheet,) = VillageExitSheet.of_all([village], on=on, people={})
        return sheet.place

    assert place(today) == f"已办“{last.get_stage_display()}”"
    assert place(exit_.opened_on - timedelta(days=1)) == "还没有开始"
    assert place(last.done_on - timedelta(days=1)) not in (place(today), "还没有开始")
