import math

from povertyplan.ui.charts import geometry

SQUARE: geometry.Ring = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_rings_of_a_multipolygon_are_its_outer_rings() -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    hole = [[0.4, 0.1], [0.5, 0.1], [0.5, 0.2], [0.4, 0.1]]
    found = geometry.rings_of({"type": "MultiPolygon", "coordinates": [[square, hole], [square]]})
    assert found == (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0)),) * 2


def test_village_without_boundary_has_no_rings() -> None:
    assert geometry.rings_of(None) == ()


def test_shared_border_stays_shared_after_thinning() -> None:
    wave = [(0.1 + 0.004 * math.sin(i / 3), i / 100) for i in range(41)]
    west = ((0.0, 0.0), *wave, (0.0, 0.4))
    east = (*reversed(wave), (0.3, 0.0), (0.3, 0.4))
    (left,), (right,) = geometry.fitted(((west,), (east,)), 600, 8)[0]
    border = set(left) & set(right)
    assert len(border) > 5
    assert len(left) == len(border) + 2
    assert len(right) == len(border) + 2


def test_thinning_drops_points_that_nobody_could_see() -> None:
    straight = (*((i / 1000, 0.0) for i in range(400)), (0.4, 0.3), (0.0, 0.3))
    assert len(geometry.fitted(((straight,),), 600, 8)[0][0][0]) <= 6


def test_label_stands_inside_a_bent_village() -> None:
    hook = ((0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (20.0, 20.0), (20.0, 100.0), (0.0, 100.0))
    assert geometry.contains(hook, geometry.label_point(hook))


def test_inset_keeps_its_distance() -> None:
    for point in geometry.inset(tuple((x * 10, y * 10) for x, y in SQUARE), 5):
        assert math.isclose(geometry.depth(tuple((x * 10, y * 10) for x, y in SQUARE), point), 5, abs_tol=0.01)


def test_depth_is_negative_outside() -> None:
    assert geometry.depth(SQUARE, (5, 5)) == 5
    assert geometry.depth(SQUARE, (5, 12)) == -2
