"""Helpers: list, page, photo, change for one or many households."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from households.models import Helper
from office.demo.builders import assign, make_helper, make_household, make_visit
from povertyplan.accounts.models import User
from villages.models import Village

SignIn = Callable[[User], Client]
LIST = reverse("households:helper_list")


def _picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 80), "teal").save(out, "PNG")
    return SimpleUploadedFile("../../x.png", out.getvalue(), "image/png")


def test_the_list_counts_what_its_link_lists(
    village: Village, other_village: Village, office_user: User, cadre: User, client_of: SignIn
) -> None:
    helper = make_helper(name="马俊")
    for place in (village, other_village):
        assign(make_household(place), helper)
    for user, expected in ((office_user, 2), (cadre, 1)):
        client = client_of(user)
        (row,) = client.get(LIST).context["page"]
        listed = client.get(f"{reverse('households:household_list')}?view=poor&helper={helper.pk}")
        assert row.household_count == len(listed.context["rows"]) == expected


def test_the_list_costs_the_same_for_one_and_three_rows(village: Village, office_user: User, client_of: SignIn) -> None:
    client, counts = client_of(office_user), []
    for more in (1, 2):
        for _ in range(more):
            household, helper = make_household(village), make_helper()
            assign(household, helper)
            make_visit(household, helper=helper)
        client.get(LIST)  # the first request of a process fills caches
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("query", ["", "sort=-load", "sort=visited", "sort=organisation", "q=mj", "q=马", "q=%00mj"])
def test_the_list_is_sorted_and_searched(office_user: User, client_of: SignIn, query: str) -> None:
    make_helper(name="马俊")
    assert "马俊" in client_of(office_user).get(f"{LIST}?{query}").content.decode()


def test_a_cadre_meets_the_helpers_of_the_own_village(
    village: Village, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    own, foreign = make_helper(name="马俊"), make_helper(name="陈立")
    household = make_household(other_village, head_name="王德明")
    assign(make_household(village), own)
    assign(household, foreign)
    make_visit(household, helper=own)
    client = client_of(cadre)
    assert client.get(reverse("households:helper_detail", args=[foreign.pk])).status_code == 404
    page = client.get(reverse("households:helper_detail", args=[own.pk])).content.decode()
    assert "王德明" not in page
    assert client.get(reverse("households:helper_edit", args=[own.pk])).status_code == 403


def test_a_photo_goes_in_and_comes_out_for_those_who_may(
    village: Village, office_user: User, cadre: User, client_of: SignIn
) -> None:
    helper = make_helper()
    client = client_of(office_user)
    photo = reverse("households:helper_photo", args=[helper.pk])
    assert client.get(photo).status_code == 404
    upload = reverse("households:helper_photo_upload", args=[helper.pk])
    assert client.post(upload, {"photo": _picture()}).status_code == 302
    answer = client.get(photo)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert client_of(cadre).get(photo).status_code == 404
    assert Helper.objects.get(pk=helper.pk).photo.name.startswith("helpers/")


def test_a_file_that_is_no_photo_is_refused_on_its_page(office_user: User, client_of: SignIn) -> None:
    upload = reverse("households:helper_photo_upload", args=[make_helper().pk])
    file = SimpleUploadedFile("photo.jpg", b"<script>", "image/jpeg")
    response = client_of(office_user).post(upload, {"photo": file})
    assert response.status_code == 422
    assert "不是照片" in response.content.decode()


def test_many_households_change_their_helper_at_once(village: Village, office_user: User, client_of: SignIn) -> None:
    households, helper = [make_household(village) for _ in range(3)], make_helper(name="马俊")
    client, url = client_of(office_user), reverse("households:helper_assign_many")
    keys = [household.pk for household in households[:2]]
    page = client.get(url, {"household": keys}).content.decode()
    assert "换这 2 户的责任人" in page
    today = timezone.localdate()
    assert client.post(url, {"household": keys, "helper": helper.pk, "since": today}).status_code == 302
    assert helper.assignments.count() == 2


def test_nothing_chosen_leads_back_to_the_list(office_user: User, client_of: SignIn) -> None:
    response = client_of(office_user).get(reverse("households:helper_assign_many"), follow=True)
    assert "先在左边勾选" in response.content.decode()


def test_a_change_in_the_future_is_refused(village: Village, office_user: User, client_of: SignIn) -> None:
    url = reverse("households:helper_assign", args=[make_household(village).pk])
    since = timezone.localdate() + timedelta(days=1)
    response = client_of(office_user).post(url, {"helper": make_helper().pk, "since": since})
    assert response.status_code == 422
    assert "还没有到那天" in response.content.decode()


def test_helper_is_added_and_corrected(office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    data = {"name": "单大海", "phone": "10012345678", "organisation": "农业服务中心"}
    assert client.post(reverse("households:helper_create"), data).status_code == 302
    helper = Helper.objects.get()
    url = reverse("households:helper_edit", args=[helper.pk])
    seen = client.get(url).context["form"]["seen"].value()
    assert client.post(url, data | {"seen": seen, "duty": "站长"}).status_code == 302
    assert client.post(url, data | {"seen": seen, "duty": "副站长"}).status_code == 409
    assert Helper.objects.get().duty == "站长"
