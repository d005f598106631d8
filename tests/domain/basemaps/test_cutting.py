"""Cutting lines and areas along a box, whatever they are."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wijkspel.basemaps.cutting import cut_area, cut_line, is_inside
from wijkspel.basemaps.strokes import away, joined, length, path, simplified, size

BOX = (0.0, 0.0, 10.0, 6.0)
PLACES = st.tuples(st.floats(-20, 30), st.floats(-20, 30))
LINES = st.lists(PLACES, min_size=2, max_size=12)


@given(LINES)
def test_every_piece_of_a_line_lies_in_the_box_and_on_the_line(line: list[tuple[float, float]]) -> None:
    for piece in cut_line(line, BOX):
        for point in piece:
            assert is_inside(point, BOX)
            assert min(away(point, a, b) for a, b in pairwise(line)) < 1e-6


@given(st.lists(PLACES, min_size=3, max_size=3))
def test_an_area_is_closed_and_in_the_box_and_never_grows(corners: list[tuple[float, float]]) -> None:
    whole = [*corners, corners[0]]
    cut = cut_area(whole, BOX)
    assert all(is_inside(point, BOX) for point in cut)
    if cut:
        assert cut[0] == cut[-1] and size(cut) <= min(60, size(whole)) + 1e-6


def test_a_line_that_leaves_and_comes_back_is_two_pieces() -> None:
    pieces = cut_line([(1, 1), (1, 20), (9, 20), (9, 1)], BOX)
    assert pieces == [[(1, 1), (1, 6.0)], [(9, 6.0), (9, 1)]]


def test_an_area_around_the_box_becomes_the_box() -> None:
    assert size(cut_area([(-5, -5), (20, -5), (20, 20), (-5, 20), (-5, -5)], BOX)) == 60


@given(LINES)
def test_a_simplified_line_stays_within_its_tolerance(line: list[tuple[float, float]]) -> None:
    thin = simplified(line, 0.5)
    assert thin[0] == line[0] and thin[-1] == line[-1]
    for point in line:
        assert min(away(point, a, b) for a, b in pairwise(thin)) <= 0.5 + 1e-9


@given(st.lists(st.lists(st.sampled_from([(x, y) for x in range(3) for y in range(3)]), min_size=2, max_size=4)))
def test_joining_lines_loses_none_of_their_length(lines: list[list[tuple[float, float]]]) -> None:
    whole = joined(lines)
    assert len(whole) <= len(lines)
    assert math.isclose(sum(map(length, whole)), sum(map(length, lines)), abs_tol=1e-9)


def test_a_path_is_short() -> None:
    assert path([[(1, 2), (3, 2), (3, 1.5), (2.5, 0)]]) == "M1 2h2v-.5l-.5-1.5"
    assert path([[(0, 0), (5, 0), (5, 5), (0, 0)]], closed=True) == "M0 0h5v5z"
