"""`manage.py undo_import BATCH`."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from households.actions.imports import commit_import, stage_import
from households.models import Household
from office.demo.builders import make_visit
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportBatch, ImportKind
from tests import rosters
from villages.models import Village


@pytest.fixture
def batch(village: Village, office_user: User, today: date) -> ImportBatch:
    content = rosters.workbook(rosters.household(1, size=2, village=village.name))
    staged = stage_import(ImportKind.ROSTER, "名册.xlsx", content, by=office_user)
    commit_import(staged, by=office_user, today=today)
    return staged


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("undo_import", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_prints_what_went_back(batch: ImportBatch, office_user: User) -> None:
    answer = json.loads(run(str(batch.pk), "--by", office_user.username, "--json"))
    assert answer["tables"]["户"] == {"deleted": 1, "restored": 0}
    assert not Household.objects.exists()


def test_says_it_in_words(batch: ImportBatch) -> None:
    assert "家庭成员：删去新增的 2 条" in run(str(batch.pk))


def test_conflict_is_listed_and_nothing_changes(batch: ImportBatch) -> None:
    make_visit(Household.objects.get())
    with pytest.raises(SystemExit):
        run(str(batch.pk))
    assert Household.objects.exists()


@pytest.mark.parametrize(("arguments", "sentence"), [(("0",), "没有第 0 批"), (("1", "--by", "nobody"), "没有")])
@pytest.mark.django_db
def test_unknown_batch_or_user_is_refused(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
