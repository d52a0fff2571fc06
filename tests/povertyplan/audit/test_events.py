"""The trail cannot be changed from within the application (P13)."""

from collections.abc import Callable

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from office.demo.builders import make_user
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_auditevent SET user_name = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditevent CASCADE",
        "UPDATE accounts_userevent SET name = 'x'",
        "DELETE FROM accounts_userevent",
    ],
)
def test_app_role_cannot_rewrite_the_trail(attack: str) -> None:
    record(Act.PRINT, by=make_user(Role.OFFICE, name="周会计"))
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_reveal_without_reason_is_refused_by_the_database() -> None:
    with pytest.raises(Error), transaction.atomic():
        record(Act.REVEAL, by=make_user(Role.OFFICE, name="周会计"), reason="")


def test_auditor_sees_all_and_others_their_own(client_of: Callable[[User], Client]) -> None:
    clerk, other = make_user(Role.OFFICE, name="周会计"), make_user(Role.LEADER, name="赵主任")
    record(Act.PRINT, by=clerk)
    record(Act.EXPORT, by=other)
    auditor = make_user(Role.AUDITOR, name="审计员")
    page = client_of(auditor).get("/audit/").content.decode()
    assert "周会计" in page
    assert "赵主任" in page
    own = client_of(clerk).get("/audit/own/").content.decode()
    assert "打印" in own
    assert "赵主任" not in own


IGNORE = "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)"


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_auditevent SET user_name = 'x'",
        "DELETE FROM audit_auditevent",
        "UPDATE accounts_userevent SET name = 'x'",
        "DELETE FROM accounts_userevent",
    ],
)
def test_switching_triggers_off_by_setting_does_not_help(attack: str) -> None:
    record(Act.PRINT, by=make_user(Role.OFFICE, name="周会计"))
    with connection.cursor() as cursor:
        cursor.execute(IGNORE)
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(attack)


def test_row_history_is_kept_with_triggers_switched_off_by_setting() -> None:
    user = make_user(Role.OFFICE, name="周会计")
    before = user.history.count()
    with connection.cursor() as cursor:
        cursor.execute(IGNORE)
        cursor.execute("UPDATE accounts_user SET name = '周平'")
    assert user.history.count() == before + 1


def test_no_table_of_history_can_be_rewritten() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND a.attname = 'pgh_id' AND (has_table_privilege(c.oid, 'UPDATE') "
            "OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE'))"
        )
        assert cursor.fetchall() == []
