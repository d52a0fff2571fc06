"""The bag on screen: the same content as on paper, nothing kept, no number whole, in no other village."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from households.models import BagEdition, HelperAssignment, Household
from office.bags.bag import Bag
from office.demo.builders import assign, make_helper, make_household
from office.printing import press
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village: Village) -> Household:
    row = make_household(village, members=3, head_name="李长根")
    assign(row, make_helper(name="何芳"))
    return row


def test_the_page_shows_what_would_be_printed_and_keeps_nothing(
    household: Household, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(f"/households/{household.pk}/bag/").text
    for title in ("我家情况", "怎么帮我", "收入账", "我的政策", "联系走访", "李长根 户", "现在打印是第 1 版"):
        assert title in page
    assert not BagEdition.objects.exists()


def test_id_numbers_are_masked_as_on_paper(
    household: Household, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(f"/households/{household.pk}/bag/").text
    for member in household.members.all():
        assert member.id_masked_on_paper in page
        assert f"{member.birth_date:%Y%m%d}" not in page


def test_what_was_printed_and_has_not_changed_says_so(
    household: Household, office_user: User, today: date, client_of: Callable[[User], Client]
) -> None:
    press.press_household(household, on=today, by=None)
    assert "和印出去的第 1 版一样" in client_of(office_user).get(f"/households/{household.pk}/bag/").text


def test_the_bag_of_a_past_day_says_what_held_then_and_is_not_printed(
    household: Household, office_user: User, today: date, client_of: Callable[[User], Client]
) -> None:
    """Pairings are dated, so the day shows its own helper also where nothing was written down yet."""
    yesterday, before = today - timedelta(days=1), today - timedelta(days=400)
    HelperAssignment.objects.update(since=yesterday)
    assign(household, make_helper(name="旧人"), since=before, until=yesterday - timedelta(days=1))
    client = client_of(office_user)
    page = client.get(f"/households/{household.pk}/bag/", {"on": before.isoformat()}).text
    assert "旧人" in page
    assert "何芳" not in page
    assert f"{before.isoformat()} 那天的样子" in page
    assert "这一天按后来补登的日期算" in page
    assert "打印</button>" not in page
    now = client.get(f"/households/{household.pk}/bag/").text
    assert "何芳" in now
    assert "打印</button>" in now


def test_a_day_before_the_household_was_written_down_is_said(
    household: Household, office_user: User, client_of: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the office kept records on that day, but not of this household."""
    monkeypatch.setattr("office.shown_day.records_began", lambda: date(2016, 1, 1))
    client = client_of(office_user)
    answer = client.get(f"/households/{household.pk}/bag/", {"on": "2017-05-02"}, follow=True)
    assert answer.redirect_chain[-1][0] == household.get_absolute_url()
    assert "2017年5月2日还没有登记李长根" in answer.text


def test_large_print_is_offered_and_printed_as_such(
    household: Household, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(f"/households/{household.pk}/bag/?large=1").text
    assert '<html lang="zh-CN" class="big">' in page
    assert 'name="large" value="1"' in page


def test_the_photo_comes_from_its_own_address(
    household: Household, office_user: User, today: date, client_of: Callable[[User], Client]
) -> None:
    helper = household.assignments.get().helper
    helper.photo.save("x.jpg", ContentFile(b"x"))
    page = client_of(office_user).get(f"/households/{household.pk}/bag/").text
    assert f'src="/helpers/{helper.pk}/photo/"' in page
    assert "media:" not in page
    assert "media:helpers/" in press.bag_html(Bag.of(household, on=today))


def test_who_only_reads_is_not_offered_to_print(
    household: Household, leader: User, client_of: Callable[[User], Client]
) -> None:
    assert "bag.pdf" not in client_of(leader).get(f"/households/{household.pk}/bag/").text


def test_a_household_of_another_village_is_not_there(
    other_village: Village, cadre: User, client_of: Callable[[User], Client]
) -> None:
    assert client_of(cadre).get(f"/households/{make_household(other_village).pk}/bag/").status_code == 404
