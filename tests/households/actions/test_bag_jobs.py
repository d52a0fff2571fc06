"""Print jobs: one open part a village, stopped and put back, and 好了 together with its editions or not at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from households.actions import bag_jobs
from households.actions.bag_jobs import (
    GAVE_UP,
    MOST_ATTEMPTS,
    Pressed,
    Stopped,
    cancel_parts,
    claim_part,
    count_made,
    fail_part,
    finish_part,
    release_part,
    request_job,
    retry_parts,
)
from households.actions.bags import Superseded, keep_edition, plan_editions
from households.models import BagEdition, BagJob, BagPart, BagPartEdition, Household
from households.models.bag import JobScope, PartState
from office.demo.builders import make_household
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from villages.models import Village

pytestmark = pytest.mark.django_db


def wished(*households: Household, by: User | None = None) -> BagJob:
    return request_job(JobScope.CHOSEN, [row.pk for row in households], by=by)


def pressed(part: BagPart, *, on: date) -> list[Pressed]:
    plans = plan_editions(dict.fromkeys(part.households, "a" * 64), on=on)
    return [Pressed(plan, {"key": key}, 4) for key, plan in plans.items()]


def claimed(part: BagPart) -> BagPart:
    found = claim_part(part.pk)
    assert found
    return found


def finished(part: BagPart, *, on: date) -> None:
    finish_part(part, pressed(part, on=on), file="bags/1/x.pdf", pages=9)


@pytest.fixture
def part(village: Village, office_user: User) -> BagPart:
    return wished(*(make_household(village) for _ in range(3)), by=office_user).parts.get()


def test_a_job_has_a_part_for_each_village(village: Village, other_village: Village, office_user: User) -> None:
    rows = [make_household(place) for place in (village, other_village, village)]
    job = request_job(JobScope.ALL, [row.pk for row in rows], large=True, with_lifted=True, by=office_user)
    assert (job.scope, job.is_large, job.with_lifted, job.requested_by) == (JobScope.ALL, True, True, office_user)
    found = {part.village: set(part.households) for part in job.parts.all()}
    assert found == {village: {rows[0].pk, rows[2].pk}, other_village: {rows[1].pk}}
    assert {part.state for part in job.parts.all()} == {PartState.WAITING}


@pytest.mark.parametrize("scope", JobScope)
def test_nothing_to_print_is_said_calmly(scope: JobScope, office_user: User) -> None:
    with pytest.raises(Refused, match="没有"):
        request_job(scope, [], by=office_user)
    assert not BagJob.objects.exists()


def test_a_cadre_prints_the_own_village_only(village: Village, other_village: Village, cadre: User) -> None:
    own, foreign = make_household(village), make_household(other_village)
    with pytest.raises(Refused, match="不归你打印"):
        wished(own, foreign, by=cadre)
    assert wished(own, by=cadre).parts.get().village == village


def test_a_village_that_is_being_printed_is_refused_with_who_asked(part: BagPart, cadre: User) -> None:
    with pytest.raises(Refused, match=r"柳河村正在打印，是周会计 \d{4}-\d\d-\d\d \d\d:\d\d 要的"):
        wished(make_household(part.village), by=cadre)
    assert BagJob.objects.count() == 1


def test_of_several_busy_villages_one_is_named(part: BagPart, other_village: Village, office_user: User) -> None:
    elsewhere = make_household(other_village)
    wished(elsewhere, by=None)
    with pytest.raises(Refused, match="等 2 个村正在打印"):
        wished(make_household(part.village), elsewhere, by=office_user)


def test_two_who_ask_at_once_are_told_apart_by_the_database(
    part: BagPart, office_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the other's part had been committed between the look and the insert."""
    look, looks = bag_jobs._refuse_open, iter([False, True])
    monkeypatch.setattr(bag_jobs, "_refuse_open", lambda villages: next(looks) and look(villages))
    with pytest.raises(Refused, match="柳河村正在打印，是周会计"):
        wished(make_household(part.village), by=office_user)
    with pytest.raises(IntegrityError), transaction.atomic():
        BagPart.objects.create(job=BagJob.objects.create(scope=JobScope.ALL), village=part.village)


def test_a_claimed_part_counts_its_attempt_and_starts_from_nothing(part: BagPart) -> None:
    BagPart.objects.update(made=2)
    found = claimed(part)
    assert (found.state, found.attempts, found.made) == (PartState.RUNNING, 1, 0)
    assert found.started_at


def test_a_part_left_behind_is_claimed_again_until_it_is_given_up(part: BagPart) -> None:
    for _ in range(MOST_ATTEMPTS):
        claimed(part)
    assert claim_part(part.pk) is None
    part.refresh_from_db()
    assert (part.state, part.trouble) == (PartState.FAILED, GAVE_UP)


def test_what_is_done_keeps_its_editions_in_the_order_of_the_file(
    part: BagPart, today: date, office_user: User
) -> None:
    running = claimed(part)
    count_made(running, 2)
    finished(running, on=today)
    part.refresh_from_db()
    assert (part.state, part.made, part.pages, part.file) == (PartState.DONE, 3, 9, "bags/1/x.pdf")
    rows = BagPartEdition.objects.filter(part=part)
    assert [row.edition.household_id for row in rows] == part.households
    assert {(row.edition.number, row.pages, row.is_new) for row in rows} == {(1, 4, True)}
    assert [row.edition.content for row in rows] == [{"key": key} for key in part.households]
    assert {edition.printed_by for edition in BagEdition.objects.all()} == {office_user}


def test_a_finished_part_is_told_of_in_the_trail(part: BagPart, today: date, office_user: User) -> None:
    finished(claimed(part), on=today)
    event = AuditEvent.objects.about(part.village).get()
    assert (event.act, event.user, event.facts["job"]) == (Act.PRINT, office_user, part.job_id)
    assert event.facts["editions"] == {str(key): 1 for key in part.households}


def test_printing_the_same_again_is_the_same_edition(part: BagPart, today: date) -> None:
    finished(claimed(part), on=today)
    again = request_job(JobScope.VILLAGE, part.households, by=None).parts.get()
    finished(claimed(again), on=today)
    assert BagEdition.objects.count() == 3
    assert {row.is_new for row in again.printed.all()} == {False}


def test_a_single_bag_printed_meanwhile_leaves_nothing_half_marked(part: BagPart, today: date) -> None:
    running = claimed(part)
    bags = pressed(running, on=today)
    household = Household.objects.get(pk=part.households[1])
    keep_edition(household, plan_editions({household.pk: "b" * 64}, on=today)[household.pk], {}, by=None)
    with pytest.raises(Superseded):
        finish_part(running, bags, file="x.pdf", pages=9)
    part.refresh_from_db()
    assert part.state == PartState.RUNNING
    assert BagEdition.objects.get().household == household
    assert not BagPartEdition.objects.exists()


def test_a_cancelled_part_keeps_nothing(part: BagPart, today: date, office_user: User) -> None:
    running = claimed(part)
    assert cancel_parts(part.job.parts.all(), by=office_user) == 1
    with pytest.raises(Stopped):
        count_made(running, 2)
    with pytest.raises(Stopped):
        finished(running, on=today)
    assert claim_part(part.pk) is None
    part.refresh_from_db()
    assert part.state == PartState.CANCELLED
    assert not BagEdition.objects.exists()


def test_a_worker_that_lost_its_part_writes_nothing_more(part: BagPart, today: date) -> None:
    lost, mine = claimed(part), claimed(part)
    for act in (lambda: count_made(lost, 2), lambda: finished(lost, on=today)):
        with pytest.raises(Stopped):
            act()
    fail_part(lost, "到不了")
    release_part(lost)
    part.refresh_from_db()
    assert (part.state, part.attempts) == (PartState.RUNNING, mine.attempts)


def test_stopping_leaves_finished_villages_alone(
    part: BagPart, other_village: Village, today: date, office_user: User
) -> None:
    BagPart.objects.create(job=part.job, village=other_village, households=[make_household(other_village).pk])
    finished(claimed(part), on=today)
    assert cancel_parts(part.job.parts.all(), by=office_user) == 1
    assert list(part.job.parts.in_print_order().values_list("state", flat=True)) == ["done", "cancelled"]
    with pytest.raises(Refused, match="没有要停的"):
        cancel_parts(part.job.parts.all(), by=office_user)


def test_what_did_not_come_out_goes_back_in_the_queue(part: BagPart, office_user: User) -> None:
    fail_part(claimed(part), "李长根 户：责任人照片读不出来")
    part.refresh_from_db()
    assert (part.state, part.trouble) == (PartState.FAILED, "李长根 户：责任人照片读不出来")
    assert retry_parts(part.job.parts.all(), by=office_user) == 1
    part.refresh_from_db()
    assert (part.state, part.attempts, part.trouble, part.finished_at) == (PartState.WAITING, 0, "", None)
    with pytest.raises(Refused, match="不用重试"):
        retry_parts(part.job.parts.all(), by=office_user)


def test_a_retry_waits_for_who_prints_the_village_now(part: BagPart, office_user: User) -> None:
    cancel_parts(part.job.parts.all(), by=office_user)
    wished(Household.objects.get(pk=part.households[0]), by=None)
    with pytest.raises(Refused, match="柳河村正在打印，是系统"):
        retry_parts(part.job.parts.all(), by=office_user)


def test_a_worker_that_was_told_to_end_gives_back_its_attempt(part: BagPart) -> None:
    release_part(claimed(part))
    part.refresh_from_db()
    assert (part.state, part.attempts, part.made) == (PartState.WAITING, 0, 0)


def test_who_asked_first_is_printed_first(part: BagPart, other_village: Village) -> None:
    later = wished(make_household(other_village)).parts.get()
    BagJob.objects.filter(pk=part.job_id).update(requested_at=timezone.now() - timedelta(hours=1))
    assert list(BagPart.objects.in_print_order()) == [part, later]
