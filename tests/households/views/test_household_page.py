"""The household page, its forms, and the trail they leave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.actions.households import correct_household
from households.actions.members import reveal_id_number
from households.codes import CheckState, Relation
from households.models import Assessment, Household, Measure, Member
from office.demo.builders import assign, id_number, make_helper, make_household, make_measure, make_visit
from povertyplan.accounts.models import User
from povertyplan.versions import version_of
from tests.papers import photo, upload
from villages.models import Village

SignIn = Callable[[User], Client]


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根", members=3)


def _page(client: Client, household: Household, query: str = "") -> str:
    response = client.get(household.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def _form_data(client: Client, url: str) -> dict[str, object]:
    """What a browser would send back unchanged."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()}


def test_the_page_masks_numbers_and_offers_the_acts(household: Household, office_user: User, client_of: SignIn) -> None:
    page = _page(client_of(office_user), household)
    number = household.members.in_registry_order()[0].open_id_number()
    assert number not in page
    assert f"{number[:4]}**********{number[14:]}" in page
    for name in ("household_edit", "visit_create", "helper_assign", "member_create", "measure_create"):
        assert reverse(f"households:{name}", args=[household.pk]) in page


def test_a_leader_reads_and_does_nothing(household: Household, leader: User, client_of: SignIn) -> None:
    page = _page(client_of(leader), household)
    assert reverse("households:household_edit", args=[household.pk]) not in page
    assert household.phone not in page
    assert household.masked_phone in page


def test_a_foreign_household_is_not_there(other_village: Village, cadre: User, client_of: SignIn) -> None:
    foreign = make_household(other_village)
    client = client_of(cadre)
    for name in ("household_detail", "household_edit", "visit_create", "member_create", "household_trail"):
        assert client.get(reverse(f"households:{name}", args=[foreign.pk])).status_code == 404


def test_missing_visits_are_drawn(household: Household, office_user: User, client_of: SignIn) -> None:
    today = timezone.localdate()
    make_visit(household, visited_on=today - timedelta(days=100))
    page = _page(client_of(office_user), household)
    assert "当月少 2 次走访" in page
    assert "本月 0 次，要求 2 次" in page


def test_the_page_walks_through_the_list(village: Village, office_user: User, client_of: SignIn) -> None:
    first, second, third = (make_household(village, registry_no=f"4203990012011000{n}") for n in (1, 2, 3))
    page = _page(client_of(office_user), second, "?view=poor")
    assert "第 2 / 3 户" in page
    assert f'data-next rel="next" href="{third.get_absolute_url()}?view=poor"' in page
    assert f'data-prev rel="prev" href="{first.get_absolute_url()}?view=poor"' in page


def test_the_page_costs_the_same_for_one_and_three_rows(
    household: Household, office_user: User, client_of: SignIn
) -> None:
    client, counts = client_of(office_user), []
    assign(household, make_helper())
    for more in (1, 2):
        for n in range(more):
            make_visit(household, visited_on=timezone.localdate() - timedelta(days=more * 7 + n))
            make_measure(household)
        _page(client, household)  # the first request of a process fills caches
        with CaptureQueriesContext(connection) as queries:
            _page(client, household)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_edit_saves_and_leaves_its_trail(household: Household, office_user: User, client_of: SignIn) -> None:
    client, url = client_of(office_user), reverse("households:household_edit", args=[household.pk])
    data = _form_data(client, url) | {"hamlet": "7 组", "reported_income": "3,120.5", "phone": "10077778888"}
    assert client.post(url, data).status_code == 302
    assert Household.objects.get(pk=household.pk).reported_income == 312050
    page = _page(client, household)
    assert "<del>1 组</del> → <b>7 组</b>" in page
    assert "<b>3,120.50</b>" in page
    assert "联系电话已改" in page


def test_two_people_edit_at_once(household: Household, office_user: User, leader: User, client_of: SignIn) -> None:
    client, url = client_of(office_user), reverse("households:household_edit", args=[household.pk])
    data = _form_data(client, url) | {"hamlet": "8 组", "cooperative": "香菇合作社"}
    correct_household(household, seen=version_of(household), by=leader, hamlet="7 组", farmland="2.50")
    response = client.post(url, data)
    assert response.status_code == 409
    form = response.context["form"]
    assert form["hamlet"].value() == "8 组"
    assert form["cooperative"].value() == "香菇合作社"
    assert str(form["farmland"].value()) == "2.50"
    told = {d.label: (d.before, d.theirs, d.mine) for d in form.differences}
    assert told["自然村（组）"] == ("1 组", "7 组", "8 组")
    assert "赵主任刚改过这条记录" in response.content.decode()
    assert Household.objects.get(pk=household.pk).hamlet == "7 组"
    again = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    assert client.post(url, again).status_code == 302
    saved = Household.objects.get(pk=household.pk)
    assert (saved.hamlet, str(saved.farmland), saved.cooperative) == ("8 组", "2.50", "香菇合作社")


def test_a_wrong_entry_keeps_what_was_typed(household: Household, office_user: User, client_of: SignIn) -> None:
    client, url = client_of(office_user), reverse("households:household_edit", args=[household.pk])
    data = _form_data(client, url) | {"other_causes": ["02", "03", "04"], "cooperative": "香菇合作社"}
    response = client.post(url, data)
    assert response.status_code == 422
    assert "其他致贫原因最多 2 个，现在选了 3 个" in response.content.decode()
    assert "香菇合作社" in response.content.decode()


def test_member_add_reads_birth_and_sex_from_the_number(
    household: Household, office_user: User, client_of: SignIn
) -> None:
    url = reverse("households:member_create", args=[household.pk])
    born = household.identified_year
    number = id_number(timezone.localdate().replace(year=born - 20, day=2), 11)
    data = {"name": "李晓军", "relation": Relation.SON, "id_number": number, "ethnicity": "01", "school_status": "01"}
    assert client_of(office_user).post(url, data).status_code == 302
    member = Member.objects.get(name="李晓军")
    assert (member.gender, member.birth_date.year) == ("1", born - 20)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("4203991990", "有 10 位"),
        ("420399199013010014", "不存在"),
        ("42039919900101001A", "不该有的字符"),
        (id_number(timezone.localdate(), 11)[:17] + "Y", "不该有的字符"),
    ],
)
def test_member_number_is_refused_with_its_reason(
    household: Household, office_user: User, client_of: SignIn, number: str, words: str
) -> None:
    url = reverse("households:member_create", args=[household.pk])
    data = {"name": "李晓军", "relation": Relation.SON, "id_number": number, "ethnicity": "01", "school_status": "01"}
    response = client_of(office_user).post(url, data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert number in response.content.decode()


def test_member_edit_keeps_the_number_when_left_empty(
    household: Household, office_user: User, client_of: SignIn
) -> None:
    member = household.members.get(relation=Relation.SPOUSE)
    number = member.open_id_number()
    client, url = client_of(office_user), reverse("households:member_edit", args=[member.pk])
    assert client.post(url, _form_data(client, url) | {"name": "王秀英"}).status_code == 302
    kept = Member.objects.get(pk=member.pk)
    assert (kept.name, kept.open_id_number()) == ("王秀英", number)


def test_reveal_needs_a_reason_and_is_never_stored(
    household: Household, office_user: User, cadre: User, client_of: SignIn
) -> None:
    member = household.members.in_registry_order()[0]
    client, url = client_of(office_user), reverse("households:member_reveal", args=[member.pk])
    number = member.open_id_number()
    assert number not in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    response = client.post(url, {"reason": "核对低保"})
    assert number in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert client_of(cadre).get(url).status_code == 403


def test_a_reveal_stands_in_the_trail(household: Household, office_user: User, client_of: SignIn) -> None:
    reveal_id_number(household.members.in_registry_order()[0], reason="核对低保", by=office_user)
    page = _page(client_of(office_user), household)
    assert "查看了 李长根的证件号" in page
    assert "核对低保" in page


def test_a_cadre_records_a_visit_in_three_answers(household: Household, cadre: User, client_of: SignIn) -> None:
    helper = make_helper(name="马俊")
    assign(household, helper)
    client, url = client_of(cadre), reverse("households:visit_create", args=[household.pk])
    data = _form_data(client, url) | {"summary": "核对收入"}
    assert client.post(url, data).status_code == 302
    visit = household.visits.get()
    assert (visit.visitor_name, visit.helper, visit.recorded_by) == ("何芳", None, cadre)
    assert client.post(url, data | {"visitor": "helper", "summary": "送药"}).status_code == 302
    assert household.visits.get(summary="送药").helper == helper


def test_a_visit_tomorrow_is_refused_and_kept(household: Household, cadre: User, client_of: SignIn) -> None:
    url = reverse("households:visit_create", args=[household.pk])
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = client_of(cadre).post(url, {"visitor": "self", "visited_on": tomorrow, "summary": "核对收入"})
    assert response.status_code == 422
    assert "走访日期还没有到" in response.content.decode()
    assert "核对收入" in response.content.decode()


def test_assessing_a_point(household: Household, cadre: User, client_of: SignIn) -> None:
    client, url = client_of(cadre), reverse("households:criterion_assess", args=[household.pk, "housing"])
    day = timezone.localdate()
    typed = {"assessed_on": day, "year": day.year, "evidence": "B 级"}
    assert client.post(url, {**typed, "state": "met", "evidence": ""}).status_code == 422
    assert client.post(url, {**typed, "state": "met"}).status_code == 422
    seen = {**typed, "state": "met", "file": upload(photo())}
    assert client.post(f"{url}?view=short", seen).url.endswith("?view=short")
    assert Assessment.objects.get().state == CheckState.MET
    assert client.get(reverse("households:criterion_assess", args=[household.pk, "nothing"])).status_code == 404


def test_measures_are_added_and_corrected(household: Household, office_user: User, client_of: SignIn) -> None:
    client, url = client_of(office_user), reverse("households:measure_create", args=[household.pk])
    data = {"kind": "housing", "content": "修屋顶", "started_on": "2017-03-01", "amount": "9000", "state": "running"}
    assert client.post(url, data).status_code == 302
    measure = Measure.objects.get()
    assert measure.amount == 900000
    edit = reverse("households:measure_edit", args=[measure.pk])
    response = client.post(edit, _form_data(client, edit) | {"state": "done"})
    assert "写上哪天结束" in response.content.decode()
    assert client.post(edit, _form_data(client, edit) | {"state": "done", "ended_on": "2017-09-01"}).status_code == 302


def test_member_leaves_and_the_head_is_changed(household: Household, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    spouse = household.members.get(relation=Relation.SPOUSE)
    head = reverse("households:member_head", args=[spouse.pk])
    assert client.post(head, {"former_relation": Relation.SPOUSE}).status_code == 302
    former = household.members.get(name="李长根")
    leave = reverse("households:member_leave", args=[former.pk])
    assert client.post(leave, {"left_on": "2017-09-01", "leave_reason": "1"}).status_code == 302
    assert "离开的：李长根" in _page(client, household)
