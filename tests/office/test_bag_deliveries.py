"""The pages on which bags are handed over: QR code, form at the door, signed list, 作废 (R3.3, R3.5)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.models import BagDelivery, BagEdition, BagPartEdition, BagVoid, Household
from office.bags.bag import bags_of
from office.demo.bags import make_delivery, make_edition, make_void
from office.demo.builders import make_household, make_measure, make_user
from office.demo.printing import make_bag_part
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

PRINTED = date(2017, 11, 1)
ANSWERS = {"knows_helper": "1", "knows_benefits": "0", "knows_plan": "1"}


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根")


@pytest.fixture
def edition(household: Household) -> BagEdition:
    """With the content that would be printed now."""
    (bag,) = bags_of([household], on=timezone.localdate())
    return make_edition(household, printed_on=PRINTED, content_hash=bag.content_hash)


@pytest.fixture
def door(cadre: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(cadre)


def deliver_url(edition: BagEdition) -> str:
    return reverse("office:bag_deliver", args=[edition.pk])


def list_url(village: Village) -> str:
    return reverse("office:bag_deliveries", args=[village.pk])


# ── QR code ──────────────────────────────────────────────


def scan(client: Client, edition: BagEdition) -> str:
    return client.get(f"/b/{edition.token}/").text


def test_the_paper_that_says_what_holds_is_current(edition: BagEdition, client: Client) -> None:
    text = scan(client, edition)
    assert "现行" in text
    assert "2017年11月1日" in text


def test_it_is_outdated_as_soon_as_the_household_changes(edition: BagEdition, client: Client) -> None:
    make_measure(edition.household)
    text = scan(client, edition)
    assert "已更新" in text
    assert "现行" not in text


def test_it_is_outdated_by_a_newer_edition(edition: BagEdition, client: Client) -> None:
    make_edition(edition.household, printed_on=PRINTED, content_hash=edition.content_hash)
    text = scan(client, edition)
    assert "已更新" in text
    assert "第 2 版" in text


def test_void_is_void(edition: BagEdition, client: Client) -> None:
    make_void(edition)
    assert "作废" in scan(client, edition)


def test_nobody_reads_whose_paper_it_is(edition: BagEdition, client: Client, door: Client) -> None:
    for reader in (client, door):
        text = scan(reader, edition)
        assert not any(
            word in text for word in ("李长根", edition.household.registry_no, edition.household.village.name)
        )


def test_only_who_hands_over_here_is_led_on(
    edition: BagEdition, client: Client, door: Client, client_of: Callable[[User], Client]
) -> None:
    assert deliver_url(edition) in scan(door, edition)
    strangers = (client, client_of(make_user(Role.LEADER)), client_of(make_user(Role.CADRE)))
    assert not any(deliver_url(edition) in scan(reader, edition) for reader in strangers)


def test_what_was_handed_over_or_is_void_is_not_to_be_delivered(edition: BagEdition, door: Client) -> None:
    make_delivery(edition)
    assert "已登记送达" in scan(door, edition)
    make_void(edition)
    assert "dock" not in scan(door, edition).split("<main", 1)[1]


# ── at the door ──────────────────────────────────────────


def test_three_answers_and_what_comes_next(edition: BagEdition, door: Client, cadre: User) -> None:
    page = door.get(deliver_url(edition))
    assert "李长根" in page.text
    data = ANSWERS | {"delivered_on": "2017-11-08", "delivered_by": cadre.name, "is_signed": "on"}
    done = door.post(deliver_url(edition), data, follow=True)
    assert "还有 1 句要再讲" in done.text
    assert "你家享受什么" in done.text
    kept = BagDelivery.objects.get()
    assert (kept.edition, kept.is_signed, kept.knows_benefits, kept.understood) == (edition, True, False, False)


def test_a_question_that_was_forgotten_is_asked_for(edition: BagEdition, door: Client) -> None:
    data = {"knows_helper": "1", "delivered_on": "2017-11-08", "delivered_by": "何芳", "note": "下次再来"}
    page = door.post(deliver_url(edition), data)
    assert page.status_code == 422
    assert "“你家享受什么？”选一个" in page.text
    assert "下次再来" in page.text
    assert not BagDelivery.objects.exists()


def test_not_asked_is_said_and_kept_apart(edition: BagEdition, door: Client) -> None:
    data = {"not_asked": "on", "delivered_on": "2017-11-08", "delivered_by": "何芳"}
    assert "三句还没有问" in door.post(deliver_url(edition), data, follow=True).text
    assert not BagDelivery.objects.get().was_asked


def test_a_slip_is_mended_on_the_same_form(edition: BagEdition, door: Client) -> None:
    make_delivery(edition, True, False, True, delivered_on=date(2017, 11, 6))
    form = door.get(deliver_url(edition) + "?edit=1")
    assert form.context["form"]["knows_benefits"].value() == "0"
    data = ANSWERS | {"knows_benefits": "1", "delivered_on": "2017-11-07", "delivered_by": "何芳"}
    assert "讲明白了" in door.post(deliver_url(edition), data, follow=True).text
    assert BagDelivery.objects.get().delivered_on == date(2017, 11, 7)


def test_a_replaced_paper_is_refused_in_plain_words(edition: BagEdition, door: Client) -> None:
    make_edition(edition.household, printed_on=PRINTED)
    page = door.post(deliver_url(edition), ANSWERS | {"delivered_on": "2017-11-08", "delivered_by": "何芳"})
    assert page.status_code == 422
    assert "这一版已经换成第 2 版，送新的" in page.text


def test_void_asks_for_a_reason(edition: BagEdition, door: Client) -> None:
    url = reverse("office:bag_void", args=[edition.pk])
    assert door.post(url, {"reason": ""}).status_code == 422
    door.post(url, {"reason": "印歪了"})
    assert BagVoid.objects.get().reason == "印歪了"
    assert "已经作废" in door.get(url).text


# ── the signed list ──────────────────────────────────────


def head(**more: str) -> dict[str, object]:
    return {"delivered_on": "2017-11-08", "delivered_by": "何芳", **more}


def test_the_list_shows_what_is_printed_and_not_handed_over(
    edition: BagEdition, village: Village, door: Client
) -> None:
    make_delivery(make_edition(make_household(village)))
    make_void(make_edition(make_household(village)))
    make_household(village)
    newer = make_edition(edition.household, printed_on=PRINTED)
    sheet = door.get(list_url(village)).context["sheet"]
    assert [row.edition for row in sheet.rows] == [newer]
    assert sheet.head["delivered_by"].value() == "何芳"


def test_ticks_are_answers_and_no_tick_is_not_asked(village: Village, door: Client) -> None:
    first, second, third, left = (make_edition(make_household(village)) for _ in range(4))
    data = head() | {
        "edition": [row.pk for row in (first, second, third, left)],
        f"e{first.pk}-is_delivered": "on",
        f"e{first.pk}-knows_helper": "on",
        f"e{first.pk}-is_signed": "on",
        f"e{second.pk}-is_delivered": "on",
        f"e{third.pk}-is_delivered": "on",
        f"e{third.pk}-knows_none": "on",
    }
    page = door.post(list_url(village), data, follow=True)
    assert "已登记 3 户送达，其中 2 户有没听明白的" in page.text
    kept = {row.edition_id: row for row in BagDelivery.objects.all()}
    assert (kept[first.pk].knows_helper, kept[first.pk].knows_plan, kept[first.pk].is_signed) == (True, False, True)
    assert kept[second.pk].knows_helper is None
    assert kept[third.pk].knows_helper is False
    assert left.pk not in kept


def test_a_refused_line_keeps_everything_as_typed_and_nothing_is_written(
    edition: BagEdition, village: Village, door: Client
) -> None:
    other = make_edition(make_household(village))
    make_edition(edition.household, printed_on=PRINTED)
    data = head() | {
        "edition": [edition.pk, other.pk],
        f"e{edition.pk}-is_delivered": "on",
        f"e{other.pk}-is_delivered": "on",
        f"e{other.pk}-note": "带女儿来",
    }
    page = door.post(list_url(village), data)
    assert page.status_code == 422
    assert "李长根 户：这一版已经换成第 2 版，送新的" in page.text
    assert "带女儿来" in page.text
    assert page.text.count("checked") == 2
    assert not BagDelivery.objects.exists()


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        (["is_signed"], "没有勾“已送达”"),
        (["is_delivered", "knows_none", "knows_plan"], "就不勾“都要再讲”"),
    ],
)
def test_ticks_that_contradict_each_other_are_said_by_name(
    edition: BagEdition, village: Village, door: Client, ticks: list[str], words: str
) -> None:
    data = head() | {"edition": [edition.pk]} | {f"e{edition.pk}-{name}": "on" for name in ticks}
    page = door.post(list_url(village), data)
    assert words in page.text
    assert not BagDelivery.objects.exists()


def test_nothing_ticked_is_said(edition: BagEdition, village: Village, door: Client) -> None:
    assert "还没有勾“已送达”" in door.post(list_url(village), head() | {"edition": [edition.pk]}).text


def test_a_list_of_another_village_cannot_be_slipped_in(village: Village, other_village: Village, door: Client) -> None:
    foreign = make_edition(make_household(other_village))
    door.post(list_url(village), head() | {"edition": [foreign.pk], f"e{foreign.pk}-is_delivered": "on"})
    assert not BagDelivery.objects.exists()
    assert door.get(list_url(other_village)).status_code == 404


def test_the_list_of_a_printed_file_has_its_households_in_its_order(village: Village, door: Client) -> None:
    rows = [make_edition(make_household(village)) for _ in range(3)]
    part = make_bag_part(rows[0].household, rows[2].household)
    for place, row in enumerate((rows[2], rows[0]), start=1):
        BagPartEdition.objects.create(part=part, edition=row, place=place, pages=4)
    page = door.get(list_url(village), {"part": part.pk})
    assert [row.edition for row in page.context["sheet"].rows] == [rows[2], rows[0]]
    assert door.get(list_url(village), {"part": part.pk + 1}).status_code == 404


def test_the_list_asks_as_often_for_three_rows_as_for_one(village: Village, door: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert door.get(list_url(village)).status_code == 200
        return len(queries)

    make_edition(make_household(village))
    door.get(list_url(village))
    one = count()
    make_edition(make_household(village))
    make_edition(make_household(village))
    assert count() == one


def test_the_day_of_the_list_is_checked_once(edition: BagEdition, village: Village, door: Client) -> None:
    late = (timezone.localdate() + timedelta(days=1)).isoformat()
    data = head() | {"edition": [edition.pk], f"e{edition.pk}-is_delivered": "on", "delivered_on": late}
    assert "送达日期还没有到" in door.post(list_url(village), data).text
