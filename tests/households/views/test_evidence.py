"""Files that prove something: who sees them, and how they are withdrawn."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from households.codes import ExitStage
from households.models import Evidence
from office.demo.builders import make_assessment, make_evidence, make_household
from povertyplan.accounts.models import User
from tests.exits import walk
from villages.models import IndicatorValue, Village

SignIn = Callable[[User], Client]


@pytest.fixture
def proof(village: Village) -> Evidence:
    return make_evidence(make_assessment(make_household(village), "housing"))


@pytest.fixture
def foreign(other_village: Village) -> Evidence:
    return make_evidence(make_assessment(make_household(other_village), "housing"), seed=2)


def _file(evidence: Evidence) -> str:
    return reverse("households:evidence_file", args=[evidence.pk])


def _withdraw(evidence: Evidence) -> str:
    return reverse("households:evidence_withdraw", args=[evidence.pk])


def _content(answer: HttpResponseBase) -> bytes:
    """Read to its end, upon which the client closes the file."""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined,no-any-return]


def test_a_file_is_served_to_who_may_see_the_village(
    proof: Evidence, foreign: Evidence, cadre: User, leader: User, client_of: SignIn
) -> None:
    answer = client_of(cadre).get(_file(proof))
    assert answer["Content-Type"] == "image/jpeg"
    assert _content(answer).startswith(b"\xff\xd8\xff")
    assert client_of(cadre).get(_file(foreign)).status_code == 404
    assert _content(client_of(leader).get(_file(foreign)))


def test_nobody_reads_it_without_signing_in(proof: Evidence, client: Client) -> None:
    assert client.get(_file(proof)).status_code == 302


def test_it_is_withdrawn_with_a_reason_and_stays_readable(proof: Evidence, cadre: User, client_of: SignIn) -> None:
    client = client_of(cadre)
    assert client.post(_withdraw(proof), {"reason": " "}).status_code == 422
    answer = client.post(_withdraw(proof), {"reason": "照片不是这户的"})
    assert answer["Location"] == reverse(
        "households:criterion_assess",
        args=[proof.assessment.household_id, "housing"],  # type: ignore[union-attr]
    )
    proof.refresh_from_db()
    assert (proof.withdraw_reason, proof.withdrawn_by) == ("照片不是这户的", cadre)
    assert _content(client.get(_file(proof)))
    assert "撤下：照片不是这户的" in client.get(answer["Location"]).content.decode()
    assert client.post(_withdraw(proof), {"reason": "再撤一次"}).status_code == 422


def test_nobody_withdraws_what_proves_another_village(foreign: Evidence, cadre: User, client_of: SignIn) -> None:
    assert client_of(cadre).post(_withdraw(foreign), {"reason": "错了"}).status_code == 404


def test_a_leader_does_not_withdraw(proof: Evidence, leader: User, client_of: SignIn) -> None:
    assert client_of(leader).get(_withdraw(proof)).status_code == 403


def test_a_village_s_figures_are_the_office_s(
    village: Village, cadre: User, office_user: User, client_of: SignIn
) -> None:
    value = IndicatorValue.objects.create(village=village, indicator="bus", year=2017, amount=1, source="村委会")
    proof = make_evidence(value, seed=3)
    assert client_of(cadre).get(_withdraw(proof)).status_code == 403
    assert client_of(office_user).get(_withdraw(proof)).status_code == 200


def test_a_step_s_papers_are_withdrawn_by_whose_step_it_is(village: Village, cadre: User, client_of: SignIn) -> None:
    exit_ = walk(make_household(village), until=ExitStage.SUBMISSION)
    client = client_of(cadre)
    for stage, status in ((ExitStage.NOTICE, 200), (ExitStage.SUBMISSION, 403)):
        paper = exit_.steps.get(stage=stage).files.get()
        assert client.get(_withdraw(paper)).status_code == status
        listed = client.get(reverse("households:exit_detail", args=[exit_.pk])).content.decode()
        assert (_withdraw(paper) in listed) == (status == 200)
