"""P27: rows in = accepted + refused with a reason, and the same file again changes nothing, whatever is in it."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.actions.imports import commit_import, stage_import
from households.models import Household, Member
from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.outcomes import Preview
from tests.rosters import WIDTH, household, workbook
from villages.models import Village

TODAY = date(2017, 11, 16)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
CELL = st.one_of(
    st.none(),
    TEXT,
    st.integers(-(10**19), 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.sampled_from(["户主", "配偶", "是", "2014年", "已脱贫", "残疾、大病", "因病", "合计", "3,875.91", "'420399"]),
)
DAMAGE = st.lists(st.tuples(st.integers(0, 30), st.integers(0, WIDTH - 1), CELL), max_size=6)


def damaged(sizes: list[int], damage: list[tuple[int, int, Any]]) -> list[list[Any]]:
    rows = [row for n, size in enumerate(sizes) for row in household(n, size=size, village="柳河村")]
    for row, column, value in damage:
        rows[row % len(rows)][column] = value
    return rows


def bring_in(content: bytes) -> Preview:
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", content, by=None)
    return commit_import(batch, by=None, today=TODAY)


@settings(
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=5), damage=DAMAGE)
def test_no_row_is_lost_and_twice_is_once(
    village: Village, sizes: list[int], damage: list[tuple[int, int, Any]]
) -> None:
    Member.objects.all().delete()
    Household.objects.all().delete()
    rows = damaged(sizes, damage)
    content = workbook(rows)
    first = bring_in(content)
    passed_over = sum(1 for note in first.notes if "没有当作数据" in note.message)
    assert first.rows <= len(rows)
    assert passed_over or first.rows >= len(rows) - len(damage)
    persons = first.tallies["persons"]
    assert persons.new + persons.changed + persons.same + persons.refused == first.rows
    refused = {problem.key for problem in first.problems}
    assert {o.key for o in first.outcomes if o.outcome == "refused"} == refused
    assert Member.objects.count() == persons.new
    assert Household.objects.count() == first.tallies["households"].new
    second = bring_in(content)
    assert not second.changes_anything
    assert second.as_json()["problems"] == first.as_json()["problems"]
