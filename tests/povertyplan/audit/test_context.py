"""Who changed something and why cannot be rewritten afterwards, not even by raw SQL as the app role (P13)."""

import pytest
from django.db import Error, connection, transaction
from pghistory.models import Context

from office.demo.builders import make_village
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from villages.models import Village


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
def test_a_closed_context_stays(office_user: User) -> None:
    make_village(name="柳河村")
    with changing(by=office_user, reason="改村名"):
        Village.objects.update(name="石门村")
    kept = Context.objects.get(metadata__reason="改村名")
    attacks = [
        "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 1}'",
        "UPDATE pghistory_context SET created_at = now()",
        "DELETE FROM pghistory_context",
        "TRUNCATE pghistory_context",
        f"SELECT set_config('pghistory.context_id', '{kept.pk}', true),"
        " set_config('pghistory.context_metadata', '{\"reason\": \"x\"}', true);"
        " UPDATE villages_village SET name = '别的村'",
    ]
    for attack in attacks:
        with pytest.raises(Error, match=r"closed|permission denied"):
            sql(attack)
    assert Context.objects.get(pk=kept.pk).metadata["reason"] == "改村名"


def test_an_action_inside_another_adds_its_facts(office_user: User) -> None:
    with changing(by=office_user, reason="外"):
        village = make_village()
        with changing(by=office_user, reason="内", batch=7):
            village.name = "新村"
            village.save()
    assert Context.objects.get(pk=village.history.latest("pgh_id").pgh_context_id).metadata["batch"] == 7
