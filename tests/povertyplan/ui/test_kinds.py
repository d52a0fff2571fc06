"""Each kind of file is described once, by the app whose rows it brings."""

from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.kinds import kind_of, kinds


def test_every_kind_that_a_batch_may_have_is_described() -> None:
    assert set(kinds()) == set(ImportKind.values)
    assert all(kind_of(key).key == key for key in ImportKind.values)


def test_kind_is_a_table_or_says_how_it_is_read() -> None:
    assert all((kind.layout is None) != (kind.read is None) for kind in kinds().values())


def test_shown_columns_are_fields_of_the_table() -> None:
    for kind in kinds().values():
        assert set(kind.shown) <= set(kind.layout.labels if kind.layout else ())
