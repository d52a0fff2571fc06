"""States that no writer can bring about, raw SQL as the app role included."""

from datetime import date

import pytest
from django.db import Error, connection, transaction

from office.demo.builders import make_baseline
from povertyplan.accounts.models import User
from villages.models import Village


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE villages_village SET leader_phone = '<b>'",
        "UPDATE villages_village SET rural_population = 900, population_year = 2999",
        "UPDATE villages_baseline SET source = ''",
        "UPDATE villages_baseline SET deadline = '9999-12-31'",
        "UPDATE villages_baseline SET starts_on = '0001-01-01'",
        "INSERT INTO villages_indicatorvalue (village_id, indicator, year, amount, source)"
        " SELECT id, 'clinics', 2999, 1, '村表' FROM villages_village",
        "INSERT INTO villages_indicatorvalue (village_id, indicator, year, amount, source)"
        " SELECT id, 'clinics', 2016, 1, '' FROM villages_village",
        "INSERT INTO villages_posting (user_id, village_id, since)"
        " SELECT u.id, v.id, '2016-01-01' FROM accounts_user u, villages_village v",
        "INSERT INTO villages_posting (user_id, village_id, since)"
        " SELECT u.id, v.id, '9999-01-01' FROM accounts_user u, villages_village v",
        "UPDATE accounts_user SET username = 'A B'",
        "UPDATE accounts_user SET phone = '无'",
        "INSERT INTO audit_auditevent (at, user_name, act, subject_type, subject_id, subject_name, village_code,"
        " reason, facts, address) VALUES (now(), '某', 'reveal', '', '', '', '', '  ', '{}', '')",
        "INSERT INTO audit_auditevent (at, user_name, act, subject_type, subject_id, subject_name, village_code,"
        " reason, facts, address) VALUES (now(), '某', 'nothing', '', '', '', '', '', '{}', '')",
        "INSERT INTO audit_importbatch (kind, state, file_name, file_digest, columns, counts, created_at)"
        " VALUES ('other', 'preview', '', '', '{}', '{}', now())",
    ],
)
def test_cannot_be(village: Village, leader: User, attack: str) -> None:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    with pytest.raises(Error, match=r"violates|no cadre"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
