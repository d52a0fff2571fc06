"""The page of a poverty village's exit: what it is now, what is asked, what is missing, and each step from there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from households.actions.exits import raise_objection, stop_exit
from households.codes import ExitStage
from households.models import Evidence, Exit
from office.demo.builders import make_user, post_officer
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import WORD, photo, upload
from tests.village_exits import ENOUGH, make_poor_village, register, walk
from villages.models import Indicator, Village

SignIn = Callable[[User], Client]
S = ExitStage


@pytest.fixture
def now() -> date:
    return timezone.localdate()


@pytest.fixture
def year(now: date) -> int:
    """Of an exit that began four weeks ago."""
    return (now - timedelta(days=27)).year


@pytest.fixture
def ready(db: None, year: int) -> Village:
    village = make_poor_village(year=year)
    register(village, year=year)
    return village


@pytest.fixture
def office(office_user: User, client_of: SignIn) -> Client:
    return client_of(office_user)


def page(client: Client, village: Village) -> str:
    answer = client.get(f"/villages/{village.pk}/exit/")
    assert answer.status_code == 200
    return answer.content.decode()


# ── what one sees ─────────────────────────────


def test_incidence_stands_large_with_both_numbers_their_year_and_the_list_behind_them(
    ready: Village, office: Client, year: int
) -> None:
    html = page(office, ready)
    assert "1.67%" in html
    assert f"180 人，{year - 1} 年" in html
    assert f"/households/?view=poor&amp;village={ready.pk}" in html
    listed = office.get(f"/households/?view=poor&village={ready.pk}")
    assert listed.context["page"].paginator.count == 1


def test_indicators_stand_with_source_year_and_evidence(ready: Village, office: Client, year: int) -> None:
    html = page(office, ready)
    assert f"{year} 年，村委会年报" in html
    paper = Evidence.objects.filter(indicator_value__indicator=Indicator.CLINICS).get()
    assert f"/evidence/{paper.pk}/" in html
    assert "凭证齐" in html


def test_what_is_missing_leads_to_its_field(office: Client, year: int) -> None:
    village = make_poor_village(people=4, year=year)
    register(village, {Indicator.CLINICS: 0, Indicator.DILAPIDATED_HOUSEHOLDS: 0}, year=year, with_evidence=False)
    html = page(office, village)
    assert "2.22%" in html
    assert "再有 1 人脱贫" in html
    assert f"/villages/{village.pk}/indicators/?indicator=collective_income" in html
    houses = village.indicator_values.get(indicator=Indicator.DILAPIDATED_HOUSEHOLDS)
    assert f"/indicator-values/{houses.pk}/evidence/" in html
    chosen = office.get(f"/villages/{village.pk}/indicators/?indicator=bus").content.decode()
    assert '<option value="bus" selected>' in chosen


def test_without_a_population_the_way_to_it_is_shown(office: Client, year: int) -> None:
    village = make_poor_village(population=None, population_year=None, rural_households=None, year=year)
    html = page(office, village)
    assert f"/villages/{village.pk}/edit/#id_rural_population" in html
    assert "没有登记总户数" in html


def test_figures_that_contradict_each_other_are_named(ready: Village, office: Client, year: int) -> None:
    assert "村情数据要补的" not in page(office, ready)
    register(ready, {Indicator.UNSAFE_WATER_HOUSEHOLDS: 40, Indicator.DILAPIDATED_HOUSEHOLDS: 21}, year=year)
    assert "未实现饮水安全 40 户加危房 21 户，多于总户数 60 户" in page(office, ready)


def test_an_old_figure_counts_as_not_registered(office: Client, year: int) -> None:
    village = make_poor_village(year=year)
    register(village, year=year - 2)
    assert "9 项指标达标 0 项" in page(office, village)
    register(village, year=year - 1)
    assert "9 项指标都达标，凭证齐" in page(office, village)


def test_more_papers_and_steps_ask_no_more_often(ready: Village, office: Client, year: int, now: date) -> None:
    def asked(village: Village) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(office, village)
        return len(queries)

    other = make_poor_village(people=5, population=400, year=year)
    register(other, {Indicator.CLINICS: 1}, year=year)
    walk(ready, until=S.VILLAGE_APPLICATION, today=now)
    walk(other, today=now)
    page(office, ready)
    few = asked(other)
    register(other, ENOUGH, year=year)
    assert asked(other) <= few
    few = asked(ready)
    walk_on(ready, office)
    assert asked(ready) <= few + 1


def walk_on(village: Village, office: Client) -> None:
    exit_ = village.exits.get()
    days = {"done_on": timezone.localdate() - timedelta(days=24)}
    answer = office.post(f"/village-exits/{exit_.pk}/step/", {**days, "led_by": "马副主任", **paper()})
    assert answer.status_code == 302


# ── who may ───────────────────────────────────


def test_only_a_poverty_village_has_the_page(village: Village, ready: Village, office: Client) -> None:
    assert office.get(f"/villages/{village.pk}/exit/").status_code == 404
    assert office.post(f"/villages/{village.pk}/exit/open/", {"year": "2017"}).status_code == 404
    assert "贫困村出列" not in office.get(f"/villages/{village.pk}/").content.decode()
    assert f"/villages/{ready.pk}/exit/" in office.get(f"/villages/{ready.pk}/").content.decode()


def test_an_officer_sees_the_own_village_and_does_nothing_there(
    ready: Village, year: int, client_of: SignIn, now: date
) -> None:
    cadre = make_user(Role.CADRE)
    post_officer(cadre, ready)
    exit_ = walk(ready, today=now)
    client = client_of(cadre)
    html = page(client, ready)
    assert "/village-exits/" not in html
    assert "/indicator-values/" not in html
    assert client.get(f"/village-exits/{exit_.pk}/step/").status_code == 403
    assert client.post(f"/villages/{ready.pk}/exit/open/", {"year": str(year)}).status_code == 403
    assert client.get(f"/villages/{make_poor_village().pk}/exit/").status_code == 404


def test_who_may_not_see_households_gets_no_list_and_no_file(ready: Village, client_of: SignIn) -> None:
    html = page(client_of(make_user(Role.APPROVER)), ready)
    assert "1.67%" in html
    assert "年报" in html
    assert "/households/?" not in html
    assert "/evidence/" not in html


# ── the steps ─────────────────────────────────


def paper(**otherwise: Any) -> dict[str, Any]:
    return {"files": upload(photo()), "caption": "原件照片"} | otherwise


def test_a_village_goes_out_step_by_step(
    ready: Village, office: Client, leader: User, client_of: SignIn, now: date
) -> None:
    assert office.post(f"/villages/{ready.pk}/exit/open/", {"year": str(now.year)}).status_code == 302
    exit_ = Exit.objects.get()
    step = f"/village-exits/{exit_.pk}/step/"
    assert "村申请出列" in office.get(step).content.decode()
    assert office.post(step, {"done_on": now, "led_by": "彭世成", **paper()}).status_code == 302
    assert office.post(step, {"done_on": now, "led_by": "马副主任", **paper()}).status_code == 302
    notice = {"done_on": now, "ends_on": now + timedelta(days=6), "document_no": "2017-列-002", "place": "公示栏"}
    assert office.post(step, {**notice, **paper()}).status_code == 302
    html = page(office, ready)
    assert "第 1 天，还有 6 天" in html
    assert f"/exits/{exit_.pk}/village-notice.pdf" in html
    refused = client_of(leader).post(step, {"done_on": now, "document_no": "青办文 40 号", **paper()})
    assert refused.status_code == 422
    assert "公示没有满期" in refused.content.decode()
    assert [s.stage for s in exit_.steps.order_by("pk")] == [S.VILLAGE_APPLICATION, S.VILLAGE_CHECK, S.VILLAGE_NOTICE]


def test_after_the_last_step_page_village_and_map_say_that_it_is_out(
    ready: Village, office: Client, leader: User, client_of: SignIn, now: date
) -> None:
    exit_ = walk(ready, until=S.VILLAGE_SUBMISSION, today=now, reviewer=leader)
    day = now - timedelta(days=8)
    answer = client_of(leader).post(f"/village-exits/{exit_.pk}/step/", {"done_on": day, "document_no": "公告 12 号"})
    assert answer.status_code == 302
    exit_.refresh_from_db()
    assert exit_.closed_on == day
    assert f"已出列 {day}" in page(office, ready)
    assert f"已出列 {day}" in office.get(f"/villages/{ready.pk}/").content.decode()
    assert "已出列" in office.get("/villages/").content.decode()
    assert "已出列" in office.get("/battle-map/").content.decode()
    past, _, _ = office.get(f"/battle-map/?on={day - timedelta(days=1)}").content.decode().partition("口径：每个数")
    assert "已出列" not in past


def test_a_notice_that_is_too_short_is_refused_beside_its_end_and_keeps_what_was_typed(
    ready: Village, office: Client, office_user: User, now: date
) -> None:
    exit_ = walk(ready, until=S.VILLAGE_CHECK, by=office_user, today=now)
    answer = office.post(
        f"/village-exits/{exit_.pk}/step/",
        {"done_on": now, "ends_on": now, "document_no": "2017-列-002", "place": "街口", **paper()},
    )
    assert answer.status_code == 422
    assert "公示要满 7 天" in str(answer.context["form"].errors["ends_on"])
    assert 'value="街口"' in answer.content.decode()


def test_who_took_part_is_told_so_at_the_submission(
    ready: Village, office: Client, office_user: User, now: date
) -> None:
    exit_ = walk(ready, until=S.VILLAGE_NOTICE, by=office_user, today=now)
    assert "要另一人审核" in page(office, ready)
    answer = office.post(f"/village-exits/{exit_.pk}/step/", {"done_on": now, "document_no": "40 号", **paper()})
    assert answer.status_code == 422
    assert not exit_.steps.filter(stage=S.VILLAGE_SUBMISSION).exists()


def test_a_step_waits_while_something_is_missing_and_the_page_says_what(office: Client, year: int, now: date) -> None:
    village = make_poor_village(people=4, year=year)
    register(village, year=year)
    exit_ = walk(village, today=now)
    html = page(office, village)
    assert 'aria-disabled="true">记村申请' in html
    answer = office.post(f"/village-exits/{exit_.pk}/step/", {"done_on": now, "led_by": "彭世成", **paper()})
    assert answer.status_code == 422
    assert "贫困发生率 2.22%（4 ÷ 180）" in answer.content.decode()


def test_the_last_step_is_corrected_and_gets_more_papers(ready: Village, office: Client, now: date) -> None:
    exit_ = walk(ready, until=S.VILLAGE_APPLICATION, today=now)
    step = exit_.steps.get()
    answer = office.post(f"/village-steps/{step.pk}/edit/", {"done_on": step.done_on, "led_by": "邹明秀", "note": ""})
    assert answer.status_code == 302
    step.refresh_from_db()
    assert step.led_by == "邹明秀"
    assert office.post(f"/village-steps/{step.pk}/evidence/", paper(files=upload(photo(77)))).status_code == 302
    assert step.files.count() == 2


def test_an_objection_is_raised_and_answered_from_the_page(ready: Village, office: Client, now: date) -> None:
    exit_ = walk(ready, until=S.VILLAGE_NOTICE, today=now)
    assert f"/exits/{exit_.pk}/objections/new/" in page(office, ready)
    objection = raise_objection(
        exit_, raised_on=now - timedelta(days=20), text="路没有修到我们组", raised_by="", by=exit_.opened_by
    )
    html = page(office, ready)
    assert "路没有修到我们组" in html
    assert f"/objections/{objection.pk}/answer/" in html
    assert "停表" in html


def test_of_several_papers_all_are_kept_or_none(ready: Village, office: Client, now: date) -> None:
    exit_ = walk(ready, until=S.VILLAGE_APPLICATION, today=now)
    step = exit_.steps.get()
    answer = office.post(
        f"/village-steps/{step.pk}/evidence/", {"caption": "申请书", "files": [upload(photo(78)), upload(photo(78))]}
    )
    assert answer.context["form"].errors["files"] == ["这个文件已经传过"]
    assert step.files.count() == 1


def test_a_stopped_exit_is_told_and_another_may_begin(ready: Village, office: Client, now: date) -> None:
    exit_ = walk(ready, until=S.VILLAGE_APPLICATION, today=now)
    answer = office.post(f"/village-exits/{exit_.pk}/stop/", {"reason": "水管又坏了"})
    assert answer.status_code == 302
    html = page(office, ready)
    assert "水管又坏了" in html
    assert "开始出列" in html
    assert office.post(f"/villages/{ready.pk}/exit/open/", {"year": str(now.year)}).status_code == 302
    assert Exit.objects.going_on().count() == 1


def test_a_second_exit_beside_the_first_is_refused_in_words(ready: Village, office: Client, now: date) -> None:
    walk(ready, today=now)
    answer = office.post(f"/villages/{ready.pk}/exit/open/", {"year": str(now.year)})
    assert answer.status_code == 422
    assert "这个村的出列已经在办" in answer.content.decode()


def test_an_ended_exit_has_no_next_step(ready: Village, office: Client, office_user: User, now: date) -> None:
    exit_ = walk(ready, today=now)
    stop_exit(exit_, reason="水管又坏了", today=now, by=office_user)
    assert office.get(f"/village-exits/{exit_.pk}/step/").status_code == 302


# ── papers behind a figure ────────────────────


def test_a_paper_is_added_to_a_figure(office: Client, year: int) -> None:
    village = make_poor_village(year=year)
    value = register(village, {Indicator.CLINICS: 1}, year=year, with_evidence=False)[Indicator.CLINICS]
    url = f"/indicator-values/{value.pk}/evidence/"
    assert "卫生室" in office.get(url).content.decode()
    answer = office.post(url, {"file": upload(photo()), "caption": "卫生室门口"})
    assert answer.status_code == 302
    assert Evidence.objects.get(indicator_value=value).caption == "卫生室门口"
    assert "卫生室门口" in page(office, village)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"caption": "卫生室门口"}, "file"),
        ({"file": WORD, "caption": "卫生室门口"}, "file"),
        ({"file": photo(), "caption": ""}, "caption"),
        ({"file": photo(), "caption": "420399195905040015"}, "caption"),
    ],
)
def test_what_is_no_evidence_is_refused_beside_the_field(
    office: Client, year: int, given: dict[str, Any], field: str
) -> None:
    village = make_poor_village(year=year)
    value = register(village, {Indicator.CLINICS: 1}, year=year, with_evidence=False)[Indicator.CLINICS]
    data = {name: upload(content) if isinstance(content, bytes) else content for name, content in given.items()}
    answer = office.post(f"/indicator-values/{value.pk}/evidence/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Evidence.objects.exists()


def test_the_same_paper_twice_is_refused(office: Client, year: int) -> None:
    village = make_poor_village(year=year)
    value = register(village, {Indicator.CLINICS: 1}, year=year, with_evidence=False)[Indicator.CLINICS]
    url = f"/indicator-values/{value.pk}/evidence/"
    office.post(url, {"file": upload(photo()), "caption": "卫生室门口"})
    again = office.post(url, {"file": upload(photo()), "caption": "又一次"})
    assert (again.status_code, Evidence.objects.count()) == (422, 1)
    assert "已经传过" in again.content.decode()
