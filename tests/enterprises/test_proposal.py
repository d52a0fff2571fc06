"""The balanced proposal: every village its least, by need, and who has begun stays (R5.3)."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.proposal import NoSolver, Seat, VillageFacts, coverage, fingerprint, places, propose

HOLLOW, RIDGE, BAY = (
    VillageFacts(1, "黄土岭村", True, 60),
    VillageFacts(2, "羊山村", False, 30),
    VillageFacts(3, "东湾村", False, 10),
)
VILLAGES = [HOLLOW, RIDGE, BAY]


def free(count: int, *, since: int = 1) -> list[Seat]:
    return [Seat(key) for key in range(since, since + count)]


def test_each_village_has_its_least_before_another_has_more() -> None:
    assert places(VILLAGES, {}, 4) == {1: 2, 2: 1, 3: 1}


def test_the_rest_goes_in_proportion_to_households() -> None:
    assert places(VILLAGES, {}, 10) == {1: 6, 2: 3, 3: 1}


def test_with_too_few_enterprises_poverty_villages_come_first() -> None:
    assert places(VILLAGES, {}, 1) == {1: 1, 2: 0, 3: 0}
    assert places(VILLAGES, {}, 2) == {1: 1, 2: 1, 3: 0}


def test_enterprises_that_stay_take_their_places() -> None:
    assert places(VILLAGES, {2: 1, 3: 4}, 2) == {1: 2, 2: 0, 3: 0}


def test_enterprise_that_has_begun_is_not_moved() -> None:
    seats = [Seat(1, kept=frozenset({3})), *free(3, since=2)]
    assert 1 not in propose(VILLAGES, seats, {})


def test_each_goes_where_it_fits_best() -> None:
    found = propose(VILLAGES, free(4), {(1, 3): 9.0, (2, 2): 9.0, (3, 1): 9.0, (4, 1): 9.0})
    assert found == {1: 3, 2: 2, 3: 1, 4: 1}


def test_nobody_moves_without_a_reason() -> None:
    seats = [Seat(key, movable=frozenset({village})) for key, village in ((1, 1), (2, 3), (3, 1), (4, 2))]
    assert propose(VILLAGES, seats, {}) == {1: 1, 2: 3, 3: 1, 4: 2}


def test_without_enterprises_or_villages_nothing_is_proposed() -> None:
    assert propose(VILLAGES, [], {}) == {}
    assert propose([], free(2), {}) == {}


def test_without_scipy_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(NoSolver):
        propose(VILLAGES, free(4), {})


def test_scipy_is_not_loaded_before_it_is_asked() -> None:
    script = "import enterprises.proposal, sys; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_coverage_names_who_is_without() -> None:
    found = coverage(VILLAGES, [{1}, {3}])
    assert [village.name for village in found.without] == ["羊山村"]
    assert [village.name for village in found.short] == ["黄土岭村", "羊山村"]
    assert found.households == 30


def test_fingerprint_does_not_depend_on_order() -> None:
    rows = [(1, 1, 1), (2, 2, 1)]
    assert fingerprint(rows) == fingerprint(reversed(rows)) != fingerprint(rows[:1])


WORLD = st.lists(st.tuples(st.booleans(), st.integers(0, 100)), min_size=1, max_size=15).map(
    lambda rows: [VillageFacts(key, f"{key:02d}村", poor_one, poor) for key, (poor_one, poor) in enumerate(rows, 1)]
)


@given(villages=WORLD, count=st.integers(1, 40), data=st.data())
def test_every_enterprise_has_one_village_and_every_village_its_least(
    villages: list[VillageFacts], count: int, data: st.DataObject
) -> None:
    keys = [village.pk for village in villages]
    kept = data.draw(st.dictionaries(st.integers(1, count), st.sampled_from(keys)))
    scored = data.draw(st.dictionaries(st.tuples(st.integers(1, count), st.sampled_from(keys)), st.floats(0, 30)))
    seats = [Seat(key, kept=frozenset({kept[key]} if key in kept else ())) for key in range(1, count + 1)]
    found = propose(villages, seats, scored)
    assert set(found) == {seat.enterprise for seat in seats if seat.is_free}
    after = coverage(villages, [seat.kept or {found[seat.enterprise]} for seat in seats])
    if len(found) >= sum(village.least for village in villages):
        assert not after.short
    if len(found) >= len(villages):
        assert not after.without
