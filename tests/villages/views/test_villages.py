"""Forms about villages: what is typed reaches the register, what is wrong is said beside the field."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from office.demo.builders import make_baseline, make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Baseline, Indicator, Posting, Village

SignIn = Callable[[User], Client]


def test_an_officer_is_posted_and_ended(village: Village, office_user: User, client_of: SignIn) -> None:
    client, cadre, today = client_of(office_user), make_user(Role.CADRE, name="马俊"), timezone.localdate()
    answer = client.post(f"/villages/{village.pk}/officer/", {"user": cadre.pk, "since": today.isoformat()})
    assert answer.headers["Location"] == f"/villages/{village.pk}/"
    posting = Posting.objects.get()
    assert "马俊" in client.get(f"/villages/{village.pk}/officer/").content.decode()
    answer = client.post(f"/postings/{posting.pk}/end/", {"until": (today + timedelta(days=1)).isoformat()})
    assert answer.status_code == 302
    posting.refresh_from_db()
    assert posting.until == today + timedelta(days=1)


def test_a_refusal_stands_beside_the_field_and_keeps_what_was_typed(
    cadre: User, village: Village, office_user: User, client_of: SignIn
) -> None:
    page = client_of(office_user).post(f"/villages/{village.pk}/officer/", {"user": cadre.pk, "since": "2017-11-16"})
    assert page.status_code == 422
    assert "已经在这个村" in page.context["form"].errors["user"][0]
    assert 'value="2017-11-16"' in page.content.decode()


def test_the_baseline_is_stored_with_its_source(office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    facts = {"starts_on": "2017-01-01", "deadline": "2018-12-31", "households": 824, "persons": 1524, "source": "计划"}
    assert client.post("/baseline/", facts).headers["Location"] == "/battle-map/"
    assert str(Baseline.objects.get()) == "2017-01-01 824 户 1524 人"
    assert "1524" in client.get("/baseline/").content.decode()


def test_an_implausible_baseline_is_refused_in_words(office_user: User, client_of: SignIn) -> None:
    facts = {"starts_on": "2018-12-31", "deadline": "2017-01-01", "households": 9, "persons": 3, "source": ""}
    page = client_of(office_user).post("/baseline/", facts)
    errors = page.context["form"].errors
    assert page.status_code == 422
    assert errors["deadline"] == ["目标日要晚于计划开始"]
    assert errors["persons"] == ["人数不能少于户数"]
    assert errors["source"] == ["填写“来源”"]


def test_an_indicator_is_recorded(village: Village, office_user: User, client_of: SignIn) -> None:
    client = client_of(office_user)
    facts = {"indicator": Indicator.CLINICS, "year": 2017, "amount": "1", "source": "村卫生室"}
    assert client.post(f"/villages/{village.pk}/indicators/", facts).status_code == 302
    assert "村卫生室" in client.get(f"/villages/{village.pk}/indicators/").content.decode()


def test_village_facts_are_changed(village: Village, office_user: User, client_of: SignIn) -> None:
    url = f"/villages/{village.pk}/edit/"
    facts = {"is_poverty_village": "on", "leader_name": "李志远", "rural_population": "1386"}
    page = client_of(office_user).post(url, facts)
    assert "写上人口是哪一年的" in page.content.decode()
    assert client_of(office_user).post(url, facts | {"population_year": "2016"}).status_code == 302
    village.refresh_from_db()
    assert (village.is_poverty_village, village.leader_name) == (True, "李志远")


def test_only_the_office_edits_villages(leader: User, village: Village, client_of: SignIn) -> None:
    make_baseline()
    for url in (f"/villages/{village.pk}/edit/", f"/villages/{village.pk}/officer/", "/baseline/"):
        assert client_of(leader).get(url).status_code == 403


def test_figures_that_no_office_has_are_refused(office_user: User, client_of: SignIn) -> None:
    facts = {"starts_on": "2017-01-01", "deadline": "2018-12-31", "households": 1, "persons": 10**20, "source": "计划"}
    page = client_of(office_user).post("/baseline/", facts)
    assert page.context["form"].errors == {"persons": ["“开始时未脱贫的人”不能大于 10000000"]}
