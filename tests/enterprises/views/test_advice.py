"""Pages of advice: who is left without, the panels of other pages, and the proposal that a person accepts (R5.3)."""

from collections.abc import Callable

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from enterprises.codes import Mode
from enterprises.models import Enterprise, HouseholdPairing, Pairing
from households.codes import PovertyCause
from households.models import Household, Member
from office.demo.builders import make_household, make_user
from office.demo.giving import make_contact, make_enterprise, make_enterprise_visit, pair_household, pair_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

pytestmark = pytest.mark.django_db

ADVICE, PROPOSAL = "/enterprises/advice/", "/enterprises/proposal/"


@pytest.fixture
def household(village: Village) -> Household:
    made = make_household(village, members=1, head_name="李长根")
    Household.objects.filter(pk=made.pk).update(main_cause=PovertyCause.ILLNESS, other_causes=[PovertyCause.SCHOOLING])
    return made


@pytest.fixture
def enterprise() -> Enterprise:
    return make_enterprise("兴农食品有限公司", intended_modes=[Mode.DONATION])


@pytest.fixture
def pairing(enterprise: Enterprise, village: Village) -> Pairing:
    return pair_village(enterprise, village)


def panel(name: str, subject: Enterprise | Household, user: User) -> str:
    request = RequestFactory().get("/")
    request.user = user
    template = engines["django"].from_string("{% load advice %}{% " + name + " subject %}")
    return str(template.render({"subject": subject}, request))


def test_household_without_an_enterprise_is_listed_with_the_best_one_and_why(
    household: Household, pairing: Pairing, office_user: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(office_user).get(ADVICE).content.decode()
    assert "未脱贫 1 户中 1 户还没有企业结对" in page
    for word in ("李长根", "兴农食品", "因学", "企业愿意捐助"):
        assert word in page


def test_pairing_it_from_the_page_writes_one_row_and_takes_it_off_the_list(
    household: Household, pairing: Pairing, office_user: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(office_user)
    address = reverse("enterprises:advice_pair", args=[pairing.pk])
    for _ in range(2):
        answer = client.post(address, {"household": household.pk}, follow=True)
        assert answer.status_code == 200
    row = HouseholdPairing.objects.get()
    assert (row.household, row.since) == (household, timezone.localdate())
    assert "未脱贫 1 户中 0 户还没有企业结对" in answer.content.decode()


def test_pairing_of_a_household_that_is_none_of_the_village_says_so(
    pairing: Pairing, other_village: Village, office_user: User, client_of: Callable[[User], Client]
) -> None:
    stranger = make_household(other_village)
    address = reverse("enterprises:advice_pair", args=[pairing.pk])
    answer = client_of(office_user).post(address, {"household": stranger.pk}, follow=True)
    assert "只选结对村的户" in answer.content.decode()
    assert client_of(office_user).post(address, {"household": "x"}).status_code == 404
    assert not HouseholdPairing.objects.exists()


def test_cadre_reads_of_the_own_village_and_pairs_nobody(
    household: Household,
    pairing: Pairing,
    other_village: Village,
    cadre: User,
    client_of: Callable[[User], Client],
) -> None:
    make_household(other_village, head_name="外村人")
    client = client_of(cadre)
    page = client.get(ADVICE, {"village": other_village.pk}).content.decode()
    assert "李长根" in page
    assert "外村人" not in page
    assert other_village.name not in page
    address = reverse("enterprises:advice_pair", args=[pairing.pk])
    assert f'action="{address}"' not in page
    assert client.post(address, {"household": household.pk}).status_code == 403


def test_contact_reads_neither_advice_nor_proposal(
    enterprise: Enterprise, pairing: Pairing, client_of: Callable[[User], Client]
) -> None:
    client = client_of(make_contact(enterprise))
    assert client.get(ADVICE).status_code == 403
    assert client.get(PROPOSAL).status_code == 403


def test_panel_of_an_enterprise_names_households_and_causes_to_the_office(
    household: Household, enterprise: Enterprise, pairing: Pairing, office_user: User
) -> None:
    html = panel("enterprise_advice", enterprise, office_user)
    assert "李长根" in html
    assert "因病" in html
    assert reverse("enterprises:advice_pair", args=[pairing.pk]) in html


def test_panel_tells_a_contact_of_paired_households_only_and_never_of_illness(
    household: Household, enterprise: Enterprise, pairing: Pairing, village: Village
) -> None:
    contact = make_contact(enterprise)
    make_household(village, head_name="没结对")
    assert "李长根" not in panel("enterprise_advice", enterprise, contact)
    pair_household(pairing, household)
    html = panel("enterprise_advice", enterprise, contact)
    assert "李长根" in html
    assert "家里要人照顾" in html
    assert "因病" not in html
    assert "没结对" not in html
    assert "<form" not in html
    assert reverse("households:household_detail", args=[household.pk]) not in html


def test_panel_of_a_household_names_fitting_enterprises(
    household: Household,
    enterprise: Enterprise,
    pairing: Pairing,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    make_enterprise("远方食品有限公司", intended_modes=list(Mode))
    page = client_of(office_user).get(household.get_absolute_url()).content.decode()
    assert "合适的企业" in page
    assert "兴农食品" in page
    assert "远方食品" not in page


def test_panel_of_a_household_that_is_out_is_not_shown(household: Household, office_user: User) -> None:
    household.poverty_status = "lifted"
    assert not panel("household_advice", household, office_user).strip()


def test_proposal_writes_nothing_before_it_is_accepted(
    household: Household,
    pairing: Pairing,
    other_village: Village,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    answer = client_of(office_user).get(PROPOSAL)
    assert answer.status_code == 200
    assert "还没有走访过户的" in answer.content.decode()
    assert Pairing.objects.get() == pairing


def test_proposal_is_edited_and_accepted(
    enterprise: Enterprise,
    pairing: Pairing,
    other_village: Village,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    client = client_of(office_user)
    seen = client.get(PROPOSAL).context["page"].seen
    sent = {"seen": seen, f"e{enterprise.pk}": other_village.pk}
    answer = client.post(PROPOSAL, sent, follow=True)
    assert "结束 1 段结对，新结对 1 段" in answer.content.decode()
    today = timezone.localdate()
    assert Pairing.objects.current(on=today).get().village == other_village
    assert "和现在一样" in client.post(PROPOSAL, sent, follow=True).content.decode()


def test_proposal_that_is_old_is_refused_and_keeps_what_was_chosen(
    enterprise: Enterprise,
    pairing: Pairing,
    other_village: Village,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    client = client_of(office_user)
    seen = client.get(PROPOSAL).context["page"].seen
    pair_village(make_enterprise(), other_village)
    answer = client.post(PROPOSAL, {"seen": seen, f"e{enterprise.pk}": other_village.pk})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "结对又变了" in page
    assert f'<option value="{other_village.pk}" selected>' in page


def test_enterprise_that_visited_is_not_offered_to_move(
    household: Household,
    enterprise: Enterprise,
    pairing: Pairing,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    make_enterprise_visit(pairing, household)
    page = client_of(office_user).get(PROPOSAL).content.decode()
    assert f'name="e{enterprise.pk}"' not in page
    assert "留在原来的村" in page


def test_before_and_after_say_which_villages_are_without(
    enterprise: Enterprise,
    pairing: Pairing,
    household: Household,
    other_village: Village,
    office_user: User,
    client_of: Callable[[User], Client],
) -> None:
    make_household(other_village)
    pair_village(make_enterprise(), pairing.village)
    page = client_of(office_user).get(PROPOSAL).context["page"]
    assert [village.name for village in page.before.without] == [other_village.name]
    assert page.after.without == ()
    assert page.before.households == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.CADRE])
def test_only_the_office_proposes(role: Role, client_of: Callable[[User], Client]) -> None:
    assert client_of(make_user(role)).get(PROPOSAL).status_code == 403


def test_pages_ask_as_often_for_more_households(
    household: Household,
    pairing: Pairing,
    village: Village,
    office_user: User,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(office_user)
    for _ in range(4):
        make_household(village, members=3)
        make_enterprise()
    Member.objects.update(labour_ability="01")
    for address, most in ((ADVICE, 25), (PROPOSAL, 20)):
        client.get(address)
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            client.get(address)
