"""The office's real files, with the truth about them in expected.json."""

import io
import json
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from households.actions.imports import commit_import, stage_import
from households.codes import Category, PovertyStatus
from households.imports import marked_workbook, preview
from households.models import Helper, HelperAssignment, Household, Member, StatusPeriod
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent, ImportBatch, ImportKind, ImportState
from povertyplan.ui.sheets.outcomes import Preview
from villages.models import Village

DATA = Path(__file__).parents[2] / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text())
TODAY = date(2017, 11, 16)


def bring_in(kind: ImportKind, name: str, by: User | None = None) -> tuple[ImportBatch, Preview]:
    batch = stage_import(kind, name, (DATA / name).read_bytes(), by=by)
    return batch, commit_import(batch, by=by, today=TODAY)


@pytest.fixture
def villages(db: None) -> None:
    bring_in(ImportKind.BOUNDARIES, "villages.geojson")


@pytest.fixture
def roster(villages: None, office_user: User) -> tuple[ImportBatch, Preview]:
    return bring_in(ImportKind.ROSTER, "roster.xlsx", office_user)


def counts_of(status: PovertyStatus) -> dict[str, int]:
    households = Household.objects.filter(poverty_status=status)
    return {"households": households.count(), "persons": Member.objects.filter(household__in=households).count()}


def test_good_households_are_in(roster: tuple[ImportBatch, Preview]) -> None:
    for status in (PovertyStatus.IN_POVERTY, PovertyStatus.LIFTED):
        assert counts_of(status) == EXPECTED["roster"]["good"][status.label]


def test_each_bad_household_is_refused_for_its_planted_reason(roster: tuple[ImportBatch, Preview]) -> None:
    reasons: dict[str, set[str]] = {}
    for problem in roster[1].problems:
        reasons.setdefault(problem.key, set()).add(problem.code)
    assert reasons == {number: {code} for number, code in EXPECTED["roster"]["refused"].items()}
    assert roster[1].tallies["households"].refused == EXPECTED["roster"]["refused_households"]
    assert not Household.objects.filter(registry_no__in=reasons).exists()


def test_remaining_households_by_village_and_category(roster: tuple[ImportBatch, Preview]) -> None:
    remaining = Household.objects.still_poor()
    assert Counter(remaining.values_list("village__name", flat=True)) == EXPECTED["roster"]["by_village"]
    categories = Counter(Category(code).label for code in remaining.values_list("category", flat=True))
    assert categories == EXPECTED["roster"]["by_category"]


def test_problems_name_sheet_row_and_column(roster: tuple[ImportBatch, Preview]) -> None:
    with closing(openpyxl.load_workbook(DATA / "roster.xlsx", read_only=True)) as book:
        rows = list(book["贫困人口信息"].iter_rows(values_only=True))
    for problem in roster[1].problems:
        assert problem.sheet == "贫困人口信息"
        assert rows[problem.row - 1][5] == problem.key
        assert "".join(rows[2][problem.position or 0].split()) == problem.column


def test_same_file_again_changes_nothing(roster: tuple[ImportBatch, Preview], office_user: User) -> None:
    models = (Household, Member, StatusPeriod)
    before = [model.objects.model.history.rel.related_model.objects.count() for model in models]
    _batch, second = bring_in(ImportKind.ROSTER, "roster.xlsx", office_user)
    assert not second.changes_anything
    assert second.tallies["persons"].same == 2915
    assert [model.objects.model.history.rel.related_model.objects.count() for model in models] == before


def test_history_knows_who_and_which_batch(roster: tuple[ImportBatch, Preview], office_user: User) -> None:
    batch, result = roster
    event = Household.objects.first().history.get()  # type: ignore[union-attr]
    assert event.pgh_context.metadata["batch"] == batch.pk
    assert event.pgh_context.metadata["user"] == office_user.pk
    assert AuditEvent.objects.get(act=Act.IMPORT, user=office_user).facts["counts"] == result.counts()
    batch.refresh_from_db()
    assert batch.state == ImportState.COMMITTED


def test_numbers_are_sealed_and_agree_with_the_file(roster: tuple[ImportBatch, Preview]) -> None:
    member = Member.objects.get(registry_no="4203990012010112004")
    assert member.open_id_number() == "42039920010804073753"
    assert member.birth_date == date(2001, 8, 4)
    assert member.name_initials == "wz"


def test_lifted_household_has_its_time_in_poverty(roster: tuple[ImportBatch, Preview]) -> None:
    household = Household.objects.get(registry_no="42039900120100841")
    periods = household.status_periods.order_by("since").values_list("status", "since", "until")
    assert list(periods) == [
        (PovertyStatus.IN_POVERTY, date(2014, 1, 1), date(2016, 12, 31)),
        (PovertyStatus.LIFTED, date(2016, 12, 31), None),
    ]


def test_helpers_and_their_pairings(roster: tuple[ImportBatch, Preview]) -> None:
    _batch, result = bring_in(ImportKind.HELPERS, "helpers.xlsx")
    assert not result.problems
    assert Helper.objects.count() == EXPECTED["helpers"]["helpers"]
    assert HelperAssignment.objects.current(on=TODAY).count() == EXPECTED["helpers"]["current_pairings"]
    _batch, second = bring_in(ImportKind.HELPERS, "helpers.xlsx")
    assert not second.changes_anything


def test_marked_workbook_holds_the_refused_households(roster: tuple[ImportBatch, Preview]) -> None:
    batch, result = roster
    batch.refresh_from_db()
    sheet = openpyxl.load_workbook(io.BytesIO(marked_workbook(batch, today=TODAY))).active
    assert sheet is not None
    assert sheet.max_row == 3 + result.tallies["persons"].refused
    assert sheet.cell(3, 30).value == "问题"


def test_commands_print_one_object_and_write_only_when_told(villages: None, office_user: User) -> None:
    def run(**options: Any) -> dict[str, Any]:
        out = io.StringIO()
        call_command("import_roster", str(DATA / "roster.xlsx"), json=True, stdout=out, stderr=io.StringIO(), **options)
        printed: dict[str, Any] = json.loads(out.getvalue())
        return printed

    first = run()
    assert not Household.objects.exists()
    assert ImportBatch.objects.count() == 1
    assert first["rows"] == 2967
    assert first["households"] == {"new": 1287, "changed": 0, "same": 0, "refused": 26}
    assert set(first["problems"][0]) == {"sheet", "row", "column", "code", "household", "message"}
    assert run(commit=True, by=office_user.username) == first
    assert run()["persons"] == {"new": 0, "changed": 0, "same": 2915, "refused": 52}


@pytest.mark.parametrize("content", [b"", b"name,id\n", b"PK\x03\x04"])
def test_unreadable_file_is_one_sentence_and_no_trace(content: bytes, tmp_path: Path, db: None) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    for command in ("import_roster", "import_helpers", "import_boundaries"):
        said = io.StringIO()
        with pytest.raises(SystemExit) as refused:
            call_command(command, str(path), commit=True, stderr=said)
        assert refused.value.code == 1
        assert said.getvalue().count("\n") == 1
        assert "Error" not in said.getvalue()
    assert not ImportBatch.objects.exists()


def test_villages_come_with_boundaries(villages: None) -> None:
    assert Village.objects.count() == 15
    assert Village.objects.get(code="420399001202").is_poverty_village
    batch = stage_import(ImportKind.BOUNDARIES, "again", (DATA / "villages.geojson").read_bytes(), by=None)
    assert preview(batch, today=TODAY).tallies["villages"].same == 15
