"""Asking for many bags and taking them away: who may, what is refused, how far it is."""

import os
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from households.codes import Category, PovertyStatus
from households.models import BagJob, BagPart
from households.models.bag import JobScope, PartState
from office.bags.jobs import JobView, going_on, time_left, view_of
from office.demo.builders import make_household, make_measure
from office.demo.printing import make_bag_part
from office.printing import press
from office.printing.wishes import households_of, wish
from office.printing.worker import held, make, path_of
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db


def viewed(part: BagPart, user: User) -> JobView:
    return view_of(part.job, user, now=timezone.now())


def asked(client: Client, **fields: object) -> BagJob | None:
    """The job that came of it."""
    response = client.post("/bags/print/", fields)
    assert response.status_code == 302
    job = BagJob.objects.newest_first().first()
    assert response.headers["Location"] == (f"/bags/jobs/{job.pk}/" if job else "/bags/jobs/")
    return job


# — whose bags


def test_due_are_all_who_are_still_poor_and_others_on_request(village: Village, today: date) -> None:
    """低保 and 五保 are due like 一般; who is out keeps the last bag and can be printed (acceptance check 6)."""
    due = {make_household(village, category=category).pk for category in Category.values}
    out = make_household(village, status=PovertyStatus.LIFTED, status_since=date(2016, 12, 31), lifted_year=2016).pk
    for scope, place in ((JobScope.ALL, None), (JobScope.VILLAGE, village)):
        assert set(households_of(scope, on=today, by=None, village=place)) == due
        assert set(households_of(scope, on=today, by=None, village=place, with_lifted=True)) == due | {out}
    assert households_of(JobScope.CHOSEN, on=today, by=None, chosen=[out]) == [out]


def test_the_reprint_list_is_that_of_the_own_villages(
    village: Village, other_village: Village, cadre: User, office_user: User, today: date
) -> None:
    rows = [make_household(place) for place in (village, other_village)]
    for row in rows:
        press.press_household(row, on=today, by=None)
        make_measure(row)
    make_household(village)
    assert households_of(JobScope.STALE, on=today, by=cadre) == [rows[0].pk]
    assert set(households_of(JobScope.STALE, on=today, by=office_user)) == {row.pk for row in rows}
    assert households_of(JobScope.STALE, on=today, by=office_user, village=other_village) == [rows[1].pk]


def test_characters_that_cannot_be_drawn_are_named_with_their_households(village: Village, today: date) -> None:
    make_household(village)
    bad = [make_household(village, head_name="王\ue864") for _ in range(7)]
    with pytest.raises(Refused) as refusal:
        wish(JobScope.ALL, on=today, by=None)
    said = refusal.value.message
    assert said.count("“\ue864”（U+E864）") == 5
    assert sum(row.registry_no in said for row in bad) == 5
    assert "另外 2 户也有" in said
    assert not BagJob.objects.exists()


# — asking


def test_a_form_asks_for_all_a_village_or_chosen_households(
    village: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    rows = [make_household(place) for place in (village, village, other_village)]
    client = client_of(office_user)
    for fields, scope, keys in (
        ({}, JobScope.ALL, [row.pk for row in rows]),
        ({"village": village.pk, "large": "1"}, JobScope.VILLAGE, [rows[0].pk, rows[1].pk]),
        ({"household": [rows[1].pk, rows[2].pk]}, JobScope.CHOSEN, [rows[1].pk, rows[2].pk]),
    ):
        BagPart.objects.all().delete()
        job = asked(client, **fields)
        assert job
        assert (job.scope, job.is_large) == (scope, "large" in fields)
        assert sorted(key for part in job.parts.all() for key in part.households) == keys


def test_what_a_cadre_may_not_print_is_not_printed(
    village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    own, foreign = make_household(village), make_household(other_village)
    client = client_of(cadre)
    assert client.post("/bags/print/", {"village": other_village.pk}).status_code == 404
    job = asked(client, households=[own.pk, foreign.pk])
    assert job
    assert job.parts.get().households == [own.pk]


@pytest.mark.parametrize("keys", [["x"], ["9" * 30], ["²"], [""]])
def test_nonsense_is_no_choice(
    village: Village, office_user: User, client_of: Callable[[User], Client], keys: list[str]
) -> None:
    make_household(village)
    client = client_of(office_user)
    assert asked(client, scope="chosen", households=keys, village=keys[0]) is None
    assert "没有选中户" in client.get("/bags/jobs/").text


def test_a_refusal_is_read_on_the_next_page(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    make_bag_part(make_household(village), by=office_user)
    client = client_of(office_user)
    response = client.post("/bags/print/", {"village": village.pk}, follow=True)
    assert "柳河村正在打印，是周会计" in response.text
    assert BagJob.objects.count() == 1


# — how far


def test_progress_is_counted_and_asks_again_by_itself(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(*(make_household(village) for _ in range(10)), state=PartState.RUNNING, by=office_user)
    BagPart.objects.update(made=6, started_at=timezone.now() - timedelta(seconds=30))
    text = client_of(office_user).get(f"/bags/jobs/{part.job_id}/").text
    assert "已生成 6 / 10 份，约还要 20 秒" in text
    assert '<progress value="6" max="10"' in text
    assert '<meta http-equiv="refresh" content="3"></noscript>' in text
    BagPart.objects.update(state=PartState.CANCELLED)
    text = client_of(office_user).get(f"/bags/jobs/{part.job_id}/").text
    assert "refresh" not in text
    assert "1 个村停下了" in text


@pytest.mark.parametrize("made", [0, 2])
def test_time_left_is_not_guessed(village: Village, office_user: User, made: int) -> None:
    part = make_bag_part(*(make_household(village) for _ in range(4)), state=PartState.RUNNING)
    BagPart.objects.update(made=made, started_at=timezone.now() - timedelta(seconds=30))
    assert viewed(part, office_user).said == f"已生成 {made} / 4 份"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "10 秒"), (41, "50 秒"), (89, "90 秒"), (90, "2 分钟"), (700, "12 分钟")]
)
def test_time_left_reads_as_people_say_it(seconds: int, said: str) -> None:
    assert time_left(seconds) == f"约还要 {said}"


def test_a_queue_without_a_worker_says_so(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village))
    address = f"/bags/jobs/{part.job_id}/"
    text = client_of(office_user).get(address).text
    assert "排队，共 1 份" in text
    assert "请管理员启动 print_worker" in text
    with held(part.pk):
        assert "print_worker" not in client_of(office_user).get(address).text
    sign = path_of("bags/.attended")
    sign.parent.mkdir(parents=True)
    for age, said in ((1, False), (60, True)):
        sign.touch()
        os.utime(sign, (time.time() - age, time.time() - age))
        assert ("print_worker" in client_of(office_user).get(address).text) is said


def test_a_cadre_sees_the_own_villages_part_of_a_job(
    village: Village, other_village: Village, cadre: User, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village), by=office_user)
    other = make_bag_part(make_household(other_village), by=office_user)
    BagPart.objects.filter(pk=other.pk).update(job=part.job)
    text = client_of(cadre).get(f"/bags/jobs/{part.job_id}/").text
    assert "柳河村" in text
    assert "石门村" not in text
    assert "石门村" in client_of(office_user).get(f"/bags/jobs/{part.job_id}/").text
    assert [len(job.parts) for job in going_on(cadre, now=timezone.now())] == [1]


def test_a_cadre_stops_the_own_village_only(
    village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    part, other = (make_bag_part(make_household(place)) for place in (village, other_village))
    BagPart.objects.filter(pk=other.pk).update(job=part.job)
    client_of(cadre).post(f"/bags/jobs/{part.job_id}/cancel/")
    states = dict(BagPart.objects.values_list("village__name", "state"))
    assert states == {"柳河村": PartState.CANCELLED, "石门村": PartState.WAITING}


def test_one_village_is_stopped_and_put_back(
    village: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part, other = (make_bag_part(make_household(place)) for place in (village, other_village))
    BagPart.objects.filter(pk=other.pk).update(job=part.job)
    client, address = client_of(office_user), f"/bags/jobs/{part.job_id}"
    for act, state in (("cancel", PartState.CANCELLED), ("retry", PartState.WAITING)):
        client.post(f"{address}/{act}/", {"part": part.pk})
        assert BagPart.objects.get(pk=part.pk).state == state
        assert BagPart.objects.get(pk=other.pk).state == PartState.WAITING
    assert "不用重试" in client.post(f"{address}/retry/", follow=True).text


def test_what_went_wrong_stands_beside_its_village(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village), state=PartState.FAILED)
    text = client_of(office_user).get(f"/bags/jobs/{part.job_id}/").text
    assert "责任人照片读不出来" in text
    assert "重试" in text


# — taking away


def test_the_file_is_taken_away_and_told_of(
    village: Village, office_user: User, cadre: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village), by=office_user)
    make(part.pk)
    response = client_of(cadre).get(f"/bags/jobs/parts/{part.pk}.pdf")
    assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    event = AuditEvent.objects.of_act(Act.EXPORT).get()
    assert (event.user, event.village_code, event.facts) == (cadre, village.code, {"job": part.job_id})
    assert "1 份好了，共" in viewed(part, office_user).said


def test_a_file_that_was_removed_says_so(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village), by=office_user)
    make(part.pk)
    part.refresh_from_db()
    path_of(part.file).unlink()
    client = client_of(office_user)
    assert "已清掉" in client.get(f"/bags/jobs/{part.job_id}/").text
    assert "再印一次" in client.get(f"/bags/jobs/parts/{part.pk}.pdf", follow=True).text


def test_a_file_that_is_not_there_yet_is_not_found(
    village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    part = make_bag_part(make_household(village), state=PartState.RUNNING)
    assert client_of(office_user).get(f"/bags/jobs/parts/{part.pk}.pdf").status_code == 404


def test_the_list_tells_what_was_printed_newest_first(
    village: Village, other_village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    assert "还没有成批打印过" in client_of(office_user).get("/bags/jobs/").text
    make_bag_part(make_household(village), state=PartState.DONE, by=office_user)
    make_bag_part(make_household(other_village), by=office_user)
    text = client_of(office_user).get("/bags/jobs/").text
    assert text.index("石门村选中的户明白袋") < text.index("柳河村选中的户明白袋")


def test_what_was_ticked_is_looked_at_once_more(
    village: Village, other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    own, foreign = make_household(village, head_name="李长根"), make_household(other_village, head_name="王德明")
    page = client_of(cadre).get(f"/bags/print/chosen/?household={own.pk}&household={foreign.pk}&household=x")
    assert "李长根" in page.text
    assert "王德明" not in page.text
    assert "印这 1 户" in page.text
