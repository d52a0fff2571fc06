"""What is kept of one state of the data is never shown of another, and an unchanged page is not sent again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office import kept
from office.demo.builders import TODAY, make_baseline, make_household, make_user, make_village, make_visit
from office.demo.reporting import make_order, moment
from office.maps.reading import map_of, tasks_of
from office.shown_day import ShownDay
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import Reminder, Village
from villages.reminding import order_subject

pytestmark = pytest.mark.django_db(transaction=True)
MAP = "/battle-map/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept._kept.clear()


@pytest.fixture
def office() -> Client:
    make_baseline(starts_on=timezone.localdate() - timedelta(days=100), deadline=date(2030, 12, 31))
    make_household(make_village())
    client = Client()
    client.force_login(make_user(Role.OFFICE))
    client.get(MAP)
    return client


def tag(client: Client, **query: str) -> str:
    return client.get(MAP, query).headers["ETag"]


def asked_again(client: Client, etag: str, **query: str) -> int:
    return client.get(MAP, query, headers={"If-None-Match": etag}).status_code


def test_made_once_for_one_state_of_the_data() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept.kept("a", make), kept.kept("a", make), kept.kept("b", make)] == [1, 1, 2]
    make_village()
    assert kept.kept("a", make) == 3


def test_inside_a_transaction_nothing_is_kept() -> None:
    """What this transaction wrote has no version yet, and what it read may be rolled back."""
    with transaction.atomic():
        first = kept.kept("a", Village.objects.count)
        make_village()
        assert kept.kept("a", Village.objects.count) == first + 1
    assert kept.kept("a", Village.objects.count) == first + 1


def test_only_the_newest_are_kept() -> None:
    for number in range(kept.MOST + 3):
        kept.kept(number, int)
    assert len(kept._kept) == kept.MOST


def test_what_was_written_while_a_map_was_made_is_not_missed() -> None:
    """The version is read first: what came in between makes the next reader look again."""
    village = make_village()

    def make() -> int:
        found = Village.objects.count()
        make_village()
        return found

    first = kept.kept("a", make)
    assert kept.kept("a", Village.objects.count) == first + 1
    assert village.pk


def test_a_map_shows_every_change_at_once(office: Client) -> None:
    shown, user = ShownDay.asked("", now=timezone.now()), User.objects.get(role=Role.OFFICE)
    before = map_of(user, shown).remaining.count
    make_household(Village.objects.get())
    assert map_of(user, shown).remaining.count == before + 1


def test_an_officer_is_told_a_reminder_from_its_hour_on(cadre: User, village: Village, office_user: User) -> None:
    """The map of this morning is kept; what is to be done now is not."""
    order = make_order(village)
    with changing(by=office_user, reason="催办"):
        Reminder.objects.create(
            village=village, subject=order_subject(order.pk), words="催", shows_at=moment(TODAY, 7), sent_by=office_user
        )

    def told(hour: int) -> bool:
        shown = ShownDay.asked("", now=moment(TODAY, hour))
        tasks = tasks_of(cadre, map_of(cadre, shown, village=village.pk), shown, village=village.pk)
        return any("提醒过" in task.detail for task in tasks)

    assert [told(6), told(8)] == [False, True]


def test_readers_of_other_rights_do_not_share_a_map(office: Client) -> None:
    shown = ShownDay.asked("", now=timezone.now())
    assert map_of(make_user(Role.LEADER), shown).remaining.url
    assert not map_of(make_user(Role.APPROVER), shown).remaining.url


def test_an_unchanged_map_is_not_sent_again(office: Client) -> None:
    etag = tag(office)
    with CaptureQueriesContext(connection) as queries:
        answer = office.get(MAP, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert len(queries) == 3, "session, user, version"
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "write",
    [
        lambda: make_household(Village.objects.get()),
        lambda: make_visit(Village.objects.get().households.get()),
        lambda: Village.objects.update(leader_name="新来的"),
    ],
)
def test_any_change_is_sent(office: Client, write: Callable[[], object]) -> None:
    etag = tag(office)
    write()
    assert asked_again(office, etag) == 200


def test_what_else_the_page_shows_is_part_of_the_question(office: Client) -> None:
    etag = tag(office)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert asked_again(office, etag, on=yesterday) == 200
    office.cookies["big"] = "1"
    assert asked_again(office, etag) == 200


def test_another_person_is_sent_their_own_page(office: Client) -> None:
    etag = tag(office)
    other = Client()
    other.force_login(make_user(Role.LEADER))
    assert asked_again(other, etag) == 200


def test_tomorrow_the_page_is_another(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = tag(office)
    tomorrow = timezone.localtime() + timedelta(days=1)
    monkeypatch.setattr("office.views.unless_unchanged.timezone.localtime", lambda *_: tomorrow)
    assert asked_again(office, etag) == 200


def test_who_may_no_longer_look_is_not_told_that_nothing_changed(office: Client) -> None:
    etag = tag(office)
    User.objects.filter(role=Role.OFFICE).update(role=Role.CADRE)
    assert asked_again(office, etag) in (302, 403)
