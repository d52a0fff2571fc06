"""Behind the QR code of a printed battle map: exactly what has changed since, to anybody, and nobody's household."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.codes import Mode
from households.codes import PovertyCause
from households.models import Household, Member
from office import kept
from office.demo.builders import assign, make_baseline, make_helper, make_household, make_user, make_village
from office.demo.giving import choose_mode, make_enterprise, make_enterprise_visit, pair_village
from office.demo.timetables import make_plan
from office.maps.changes import MapChange, MapChanges
from office.maps.map_figures import MapFigure, figures_of
from office.maps.paper_words import paper_words
from office.printing import map_press
from office.shown_day import ShownDay
from povertyplan.accounts.matrix import Role
from povertyplan.audit.actions import changing
from tests.office.boards import board_on
from tests.office.posters import evening, poster_on
from villages.actions.map_editions import keep_map_edition
from villages.models import MapEdition, Milestone, PaperSize, PlanState, Village

pytestmark = pytest.mark.django_db


def figure(code: str, value: object, *, place: str = "全处", unit: str = "户") -> MapFigure:
    return MapFigure(code=code, place=place, label=code, rule="", unit=unit, value=value, url="")  # type: ignore[arg-type]


def edition_of(*figures: MapFigure, as_of: date, village: Village | None = None) -> MapEdition:
    kept = [one.as_kept() for one in figures]
    return keep_map_edition(village, kept, as_of=as_of, known_at=timezone.now(), by=None)


def compared(was: list[MapFigure], now: list[MapFigure], *, days: int = 10) -> MapChanges:
    day = date(2017, 11, 16)
    return MapChanges.of(edition_of(*was, as_of=day), now, on=day + timedelta(days=days))


def test_changed_new_and_gone_are_told_by_place() -> None:
    was = [figure("a", 63), figure("b", 5, place="黄土岭"), figure("c", 7), figure("d", 4, place="石门")]
    now = [figure("a", 61), figure("b", 5, place="黄土岭"), figure("c", 8), figure("e", 1, place="柳河")]
    changes = compared(was, now)
    assert [(place.name, [change.words for change in place.changes]) for place in changes.places] == [
        ("全处", ["63 → 61 户", "7 → 8 户"]),
        ("石门", ["现在没有了，印的是 4"]),
        ("柳河", ["新有：1 户"]),
    ]
    assert changes.count == 4


def test_what_is_equal_is_no_change() -> None:
    assert compared([figure("a", 63)], [figure("a", 63)]).places == ()


def test_the_calendar_is_told_apart_and_not_counted() -> None:
    was = [
        figure("office.date", date(2017, 11, 16), unit=""),
        figure("office.days_left", 410, unit="天"),
        figure("office.time_percent", 43, unit="%"),
        figure("village.1.plan_lag_days", 30, unit="天"),
        figure("village.2.plan_lag_days", 30, unit="天"),
        figure("village.3.plan_lag_days", None, unit="天"),
    ]
    now = [
        figure("office.date", date(2017, 11, 26), unit=""),
        figure("office.days_left", 400, unit="天"),
        figure("office.time_percent", 45, unit="%"),
        figure("village.1.plan_lag_days", 40, unit="天"),
        figure("village.2.plan_lag_days", 12, unit="天"),
        figure("village.3.plan_lag_days", 4, unit="天"),
    ]
    changes = compared(was, now)
    assert len(changes.by_itself) == 4
    assert [change.was for change in changes.places[0].changes] == ["30", "–"]


def test_a_unit_is_not_put_behind_nothing() -> None:
    assert MapChange("全处", "目标日", "户", "5", "–").words == "5 → –"


def test_the_newest_is_the_one_of_the_latest_day() -> None:
    old = edition_of(figure("a", 1), as_of=date(2017, 11, 1))
    new = edition_of(figure("a", 1), as_of=date(2017, 11, 16))
    late = edition_of(figure("a", 2), as_of=date(2017, 10, 1))
    assert late.number == 3
    assert [MapChanges.of(one, [], on=date(2017, 11, 20)).is_newest for one in (old, new, late)] == [False, True, False]


def printed(village: Village | None = None, *, days_ago: int = 0) -> MapEdition:
    now = timezone.now()
    day = timezone.localdate(now) - timedelta(days=days_ago)
    shown = ShownDay(day, now) if not days_ago else evening(day)
    return map_press.press(village, shown=shown, size=PaperSize.A3, by=None)[0]


def test_every_difference_is_found_and_no_other(today: date) -> None:
    make_baseline()
    village, other = make_village(name="黄土岭村"), make_village(name="石门村")
    for _ in range(3):
        assign(make_household(village), make_helper(), since=date(2017, 1, 1))
        make_household(other)
    edition = edition_of(*figures_of(board_on(today)), as_of=today)
    kept = {row["code"]: row["value"] for row in edition.figures}
    make_household(village, main_cause=PovertyCause.SCHOOLING)
    with changing(by=None, reason="换人"):
        Village.objects.filter(pk=other.pk).update(leader_name="李志远")
    now = list(figures_of(board_on(today)))
    changes = MapChanges.of(edition, now, on=today)
    wanted = {(one.place, one.label) for one in now if kept.get(one.code) != one.shown}
    found = [(change.place, change.label) for place in changes.places for change in place.changes]
    assert set(found) == wanted
    assert ("石门", "包村领导") in found
    assert ("黄土岭", "剩余户") in found
    assert ("全处", "剩余户") in found
    assert ("石门", "剩余户") not in found
    assert changes.by_itself == ()


def test_page_answers_a_stranger_and_names_nobody_in_need(client: Client) -> None:
    village = make_village(name="黄土岭村")
    make_household(village, members=3, head_name="田冬梅")
    edition = printed(village)
    assert "自打印以来没有变化" in client.get(f"/m/{edition.token}/").content.decode()
    make_household(village, members=2)
    answer = client.get(f"/m/{edition.token}/")
    page = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "黄土岭村作战图第 1 版" in page
    assert "1 → 2 户" in page
    assert "最新" in page
    for member in Member.objects.all():
        assert member.name not in page
    for household in Household.objects.all():
        assert household.registry_no not in page
        assert household.phone not in page


def said_by(client: Client, edition: MapEdition) -> str:
    return " ".join(re.sub("<[^>]+>", " ", client.get(f"/m/{edition.token}/").content.decode()).split())


def test_what_the_village_sheet_prints_beside_the_figures_is_compared(client: Client) -> None:
    today = timezone.localdate()
    make_baseline(starts_on=today - timedelta(days=90), deadline=today + timedelta(days=90))
    village = make_village(name="黄土岭村", first_secretary_name="王平", party_secretary_name="田支书")
    helpers = [make_helper(name=name) for name in ("周才", "何芳")]
    pairs = [assign(make_household(village, hamlet="1 组"), who, since=date(2017, 1, 1)) for who in helpers]
    participant = pairs[0].household
    plan = make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER), participant=participant)
    paired = pair_village(make_enterprise(name="云台茶业"), village)
    make_enterprise_visit(paired, participant)
    edition, (mine, others) = printed(village), (one.household.registry_no[-4:] for one in pairs)
    assert "没有变化" in said_by(client, edition)
    with changing(by=None, reason="改"):
        # The figures of the catalogue stay: helpers change places, a household counts to another group.
        for one, who in zip(pairs, reversed(helpers), strict=True):
            type(one).objects.filter(pk=one.pk).update(helper=who)
        Household.objects.filter(pk=pairs[0].household_id).update(hamlet="2 组")
        Village.objects.filter(pk=village.pk).update(first_secretary_name="李强", party_secretary_name="新支书")
        Milestone.objects.filter(stage__plan=plan, name="烘干房建成").update(done_on=date(2017, 12, 1))
    choose_mode(paired, Mode.SKILLS)
    said = said_by(client, edition)
    for words in (
        f"周才 结对户 1 户：正常 {mine} → 1 户：正常 {others}",
        f"何芳 结对户 1 户：正常 {others} → 1 户：正常 {mine}",
        "第一书记 王平",
        "→ 李强",
        "村支书 田支书 → 新支书",
        "2 组 新有：剩 1 户",
        "1 组 剩 2 户，正常 → 剩 1 户，正常",
        "烘干房建成 计划 2017-12-15，投产，欠账 → 计划 2017-12-15，投产，已完成，2017-12-01 完成",
        "云台茶业 还没有选帮扶方式 → 智力扶贫 0 / 0 人次",
    ):
        assert words in said
    for household in Household.objects.all():
        assert household.registry_no not in said


def test_a_bar_of_the_timetable_is_compared(client: Client) -> None:
    village = make_village(name="黄土岭村")
    make_household(village)
    plan = make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
    edition = printed()
    assert "没有变化" in said_by(client, edition)
    with changing(by=None, reason="改"):
        Milestone.objects.filter(stage__plan=plan, name="烘干房建成").update(done_on=date(2017, 12, 1))
    said = said_by(client, edition)
    assert "变了 1 处 " in said
    assert "线路图 论证 2017-02-06 到 2017-02-15 做到 2017-02-06，欠账；落地" in said
    assert "投产 2017-07-15 到 2017-12-15 已完成；见效" in said.split("→")[1]


def test_words_do_not_change_with_the_day_alone() -> None:
    """A debt is named, its days are not."""
    today = timezone.localdate()
    village = make_village()
    assign(make_household(village), make_helper(name="周才"), since=date(2017, 1, 1))
    make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
    for place in (None, village):
        now, later = (
            {one.code: one.shown for one in paper_words(poster_on(day, place))}
            for day in (today, today + timedelta(days=1))
        )
        assert now == later


def test_visits_of_another_month_are_the_calendars() -> None:
    was, now = figure("paper.visits.all", "差 3 户"), figure("paper.visits.all", "差 9 户")
    assert compared([was], [now], days=20).count == 0
    assert compared([was], [now], days=2).count == 1


def test_an_edition_that_kept_only_figures_is_compared_by_them() -> None:
    assert compared([figure("a", 1)], [figure("a", 1), figure("paper.people.leader_duty", "主任")]).places == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of_village", [False, True])
def test_scanned_again_nothing_is_put_together_again(of_village: bool, client: Client) -> None:
    kept._kept.clear()
    village = make_village()
    make_household(village)
    edition = printed(village if of_village else None)
    first = said_by(client, edition)
    with CaptureQueriesContext(connection) as queries:
        assert said_by(client, edition) == first
    assert len(queries) == 3, "the edition, the version, the newest edition"
    make_household(village)
    assert "1 → 2 户" in said_by(client, edition)


def test_page_of_an_older_edition_says_which_is_new(client: Client) -> None:
    village = make_village()
    make_household(village)
    old = printed()
    make_household(village)
    new = printed()
    page = client.get(f"/m/{old.token}/").content.decode()
    assert "已有新版" in page
    assert f"最新的是第 {new.number} 版" in page


def test_of_a_past_day_the_calendar_stands_apart(client: Client) -> None:
    make_baseline(starts_on=timezone.localdate() - timedelta(days=90), deadline=timezone.localdate())
    make_household(make_village())
    edition = printed(days_ago=30)
    page = client.get(f"/m/{edition.token}/").content.decode()
    assert "每天自己变的" in page
    assert "30 → 0 天" in page


def test_unknown_token_is_not_found(client: Client, db: None) -> None:
    assert client.get("/m/AAAABBBBCCCC/").status_code == 404


def test_queries_do_not_grow(client: Client, django_assert_max_num_queries: Callable[..., object]) -> None:
    village = make_village()
    make_household(village)
    edition = printed()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/m/{edition.token}/").status_code == 200
        return len(queries)

    before = count()
    for _ in range(5):
        make_household(make_village())
    count()  # bags of new rows are put together once
    assert count() == before


def test_a_map_of_a_past_day_is_told_from_that_day_on(client: Client) -> None:
    """Printed today of a day before: nothing has changed "since printing"."""
    make_baseline()
    make_household(make_village())
    day = timezone.localdate() - timedelta(days=30)
    edition = edition_of(*figures_of(board_on(day)), as_of=day)
    page = client.get(f"/m/{edition.token}/").content.decode()
    assert "过去的图" in page
    assert "到现在" in page
    assert "自打印以来" not in page
