from itertools import pairwise

import pytest

from office.demo.geography import PLACES, boundary

Point = tuple[float, float]


def ring(code: str) -> list[Point]:
    return [(x, y) for x, y in boundary(code)["coordinates"][0]]


def area(points: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2


def inside(point: Point, points: list[Point]) -> bool:
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(points):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_a_boundary_is_closed_and_simple_and_runs_against_the_clock(place) -> None:  # noqa: ANN001
    points = ring(place.code)
    assert points[0] == points[-1]
    assert area(points) > 0
    sides = list(pairwise(points))
    assert not any(cross(*one, *other) for n, one in enumerate(sides) for other in sides[n + 1 :])


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_the_middle_lies_inside(place) -> None:  # noqa: ANN001
    points = ring(place.code)
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    assert inside(middle, points)


def test_neighbours_share_their_border_exactly() -> None:
    """Each side belongs to one village (the outer edge) or to two (a border), and no side crosses another."""
    owners: dict[frozenset[Point], list[str]] = {}
    for place in PLACES:
        for side in pairwise(ring(place.code)):
            owners.setdefault(frozenset(side), []).append(place.code)
    assert {len(codes) for codes in owners.values()} == {1, 2}
    sides = [tuple(side) for side in owners]
    assert not any(cross(*one, *other) for n, one in enumerate(sides) for other in sides[n + 1 :])
    outer: dict[Point, int] = {}
    for side, codes in owners.items():
        if len(codes) == 1:
            for point in side:
                outer[point] = outer.get(point, 0) + 1
    assert set(outer.values()) == {2}, "the outer edge is one closed line without gaps"
