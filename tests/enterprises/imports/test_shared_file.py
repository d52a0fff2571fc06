"""The office's real list of 33 enterprises."""

import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from enterprises.codes import Mode, Sector
from enterprises.models import Enterprise, Pairing
from households.actions.imports import commit_import, stage_import
from office.demo.builders import make_household
from office.demo.giving import make_enterprise_visit
from povertyplan.accounts.models import User
from povertyplan.audit.actions import undo_import
from povertyplan.audit.models import ImportBatch, ImportKind
from povertyplan.audit.undo import UndoConflict
from povertyplan.ui.sheets.outcomes import Preview

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2017, 3, 1)


def bring_in(kind: ImportKind, name: str, by: User | None = None, *, on: date = TODAY) -> tuple[ImportBatch, Preview]:
    batch = stage_import(kind, name, (DATA / name).read_bytes(), by=by)
    return batch, commit_import(batch, by=by, today=on)


@pytest.fixture
def villages(db: None) -> None:
    bring_in(ImportKind.BOUNDARIES, "villages.geojson")


@pytest.fixture
def listed(villages: None, office_user: User) -> tuple[ImportBatch, Preview]:
    return bring_in(ImportKind.ENTERPRISES, "enterprises.xlsx", office_user)


def test_every_row_is_an_enterprise_with_its_pairing(listed: tuple[ImportBatch, Preview]) -> None:
    assert listed[1].as_json() == {
        "rows": 33,
        "enterprises": {"new": 33, "changed": 0, "same": 0, "refused": 0},
        "pairings": {"new": 33, "changed": 0, "same": 0, "refused": 0},
        "problems": [],
    }
    assert Enterprise.objects.count() == Pairing.objects.count() == 33
    assert set(Pairing.objects.values_list("since", "until")) == {(TODAY, None)}


def test_row_is_kept_as_the_file_says(listed: tuple[ImportBatch, Preview]) -> None:
    row = Enterprise.objects.get(credit_code="91420399MA43CGD934")
    assert (row.name, row.head_name, row.phone, row.employees) == ("金秋02茶业有限公司", "薛丽", "10000001385", 154)
    assert (row.sector, row.village and row.village.name) == (Sector.FARMING, "白果树村")
    assert row.intended == [Mode.EMPLOYMENT, Mode.DONATION, Mode.SKILLS]
    assert row.name_initials == "jq0cyyxgs"
    assert [pairing.village.name for pairing in row.pairings.all()] == ["金竹园村"]


def test_sectors_are_those_of_the_short_words(listed: tuple[ImportBatch, Preview]) -> None:
    found = Counter(Enterprise.objects.values_list("sector", flat=True))
    assert found == {"H": 7, "A": 6, "C": 3, "F": 6, "G": 5, "E": 6}


def test_same_file_again_changes_nothing(listed: tuple[ImportBatch, Preview], office_user: User) -> None:
    _batch, second = bring_in(ImportKind.ENTERPRISES, "enterprises.xlsx", office_user, on=date(2017, 4, 1))
    assert not second.changes_anything
    assert second.tallies["enterprises"].same == second.tallies["pairings"].same == 33


def test_undo_leaves_nothing(listed: tuple[ImportBatch, Preview], office_user: User) -> None:
    undo_import(listed[0], by=office_user)
    assert not Enterprise.objects.exists()
    assert not Pairing.objects.exists()


def test_undo_stops_where_a_visit_hangs_on_a_pairing(listed: tuple[ImportBatch, Preview], office_user: User) -> None:
    pairing = Pairing.objects.select_related("village")[0]
    make_enterprise_visit(pairing, make_household(pairing.village))
    with pytest.raises(UndoConflict) as refused:
        undo_import(listed[0], by=office_user)
    assert {conflict.kind for conflict in refused.value.conflicts} == {"企业走访", "企业结对户"}
    assert Enterprise.objects.count() == 33


def test_command_looks_first_and_writes_when_told(villages: None) -> None:
    out, told = io.StringIO(), io.StringIO()
    call_command("import_enterprises", DATA / "enterprises.xlsx", "--json", stdout=out)
    assert json.loads(out.getvalue())["enterprises"]["new"] == 33
    assert not Enterprise.objects.exists()
    call_command("import_enterprises", DATA / "enterprises.xlsx", "--commit", stdout=told, stderr=io.StringIO())
    assert told.getvalue().splitlines()[:2] == [
        "已写入。读到 33 行",
        "结对：新增 33，修改 0，无变化 0，有误 0",
    ]
    assert Enterprise.objects.count() == 33
