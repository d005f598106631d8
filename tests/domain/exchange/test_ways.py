"""From a track and places beside it to legs: the order, the cuts, and how many points are left."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.exchange.files import BAKERY, LOCK, MARKET, TRACK
from tests.work import at_most
from wijkspel import earth
from wijkspel.errors import Refused
from wijkspel.exchange.lines import Line, simplified
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where
from wijkspel.exchange.ways import TOLERANCE, Walk, walk_of
from wijkspel.tours.rules import MOST_POINTS

EAST, NORTH = 1 / earth.metres_per_degree(52.78)[0], 1 / earth.metres_per_degree(52.78)[1]


def at(east: float, north: float) -> tuple[float, float]:
    """A point so many metres from a corner of De Koppel."""
    return 5.42 + east * EAST, 52.78 + north * NORTH


def _stop(point: tuple[float, float], name: str = "", number: int = 1) -> StopInFile:
    return StopInFile(*point, Where("waypoint", number), {"nl": name} if name else {})


def _walk(stops: list[tuple[float, float]], *pieces: list[tuple[float, float]], chosen: tuple[int, ...] = ()) -> Walk:
    found = [_stop(point, f"Plek {number}", number) for number, point in enumerate(stops, 1)]
    return walk_of(TourInFile(found, [list(piece) for piece in pieces], element="track_point"), pieces=chosen)


def _names(walk: Walk) -> list[str]:
    return [stop.names["nl"] for stop in walk.stops]


def _codes(walk: Walk) -> list[str]:
    return [doubt.code for doubt in walk.doubts]


def test_a_track_is_cut_where_it_passes_the_stops() -> None:
    walk = _walk([BAKERY, MARKET, LOCK], TRACK)
    assert _names(walk) == ["Plek 1", "Plek 2", "Plek 3"] and walk.paths[2] is None
    assert [path[0] for path in walk.paths[:2]] == [BAKERY, MARKET]
    assert [path[-1] for path in walk.paths[:2]] == [MARKET, LOCK]
    assert _codes(walk) == ["way_without_stops"]  # forty metres before the bakery and some after the lock


def test_a_leg_begins_beside_its_stop_and_the_next_one_where_it_ended() -> None:
    walk = _walk([at(0, 8), at(100, -8), at(200, 8)], [at(-20, 0), at(220, 0)])
    assert walk.paths[0][0] == pytest.approx(at(0, 0), abs=1e-6)
    assert walk.paths[0][-1] == walk.paths[1][0] == pytest.approx(at(100, 0), abs=1e-6)
    assert _codes(walk) == []


def test_stops_in_another_order_than_the_way_passes_them_are_put_in_its_order_and_that_is_said() -> None:
    walk = _walk([at(200, 0), at(0, 0), at(100, 0)], [at(0, 0), at(200, 0)])
    assert _names(walk) == ["Plek 2", "Plek 3", "Plek 1"] and _codes(walk) == ["order_of_way"]


def test_a_way_that_comes_back_passes_a_place_twice_and_the_order_of_the_file_counts() -> None:
    there_and_back = [at(0, 0), at(100, 0), at(200, 0), at(100, 5), at(0, 5)]
    walk = _walk([at(0, 2), at(200, 0), at(100, 2), at(0, 2)], there_and_back)
    assert _names(walk) == ["Plek 1", "Plek 2", "Plek 3", "Plek 4"] and _codes(walk) == []
    lengths = [earth.metres_along(path) for path in walk.paths if path]
    assert lengths == pytest.approx([200, 100, 100], abs=6)


def test_a_stop_far_beside_the_way_and_pieces_far_apart_are_doubted() -> None:
    walk = _walk([at(0, 0), at(100, 150), at(900, 0)], [at(0, 0), at(200, 0)], [at(700, 0), at(900, 0)])
    assert _codes(walk) == ["way_torn", "stop_beside_way"]
    assert walk.doubts[0].values == {"pieces": "1: 200 m, 2: 200 m", "metres": 500}
    assert walk.doubts[1].values == {"metres": 150, "element": "waypoint", "number": 2, "line": None}


def test_one_piece_can_be_chosen_and_what_is_far_from_it_stays_out() -> None:
    pieces = [at(0, 0), at(200, 0)], [at(700, 0), at(900, 0)]
    walk = _walk([at(0, 0), at(700, 0), at(900, 0)], *pieces, chosen=(2,))
    assert _names(walk) == ["Plek 2", "Plek 3"] and _codes(walk) == ["stops_of_another_way"]
    with pytest.raises(Refused, match="no_such_piece"):
        _walk([at(0, 0)], *pieces, chosen=(3,))


def test_a_track_without_stops_begins_and_ends_somewhere() -> None:
    walk = _walk([], [at(0, 0), at(200, 0)])
    assert _names(walk) == ["Begin", "Einde"] and _codes(walk) == ["too_few_stops"]
    assert walk.stops[1].where == Where("track_point", 2)


def test_a_round_without_stops_gets_one_halfway_and_comes_back() -> None:
    walk = _walk([], [at(0, 0), at(200, 0), at(200, 200), at(0, 200), at(0, 5)])
    assert _names(walk) == ["Begin", "Halverwege", "Begin"]
    assert walk.stops[1].point == at(200, 200)


def test_a_track_with_one_stop_keeps_it_among_its_ends() -> None:
    assert _names(_walk([at(100, 0)], [at(0, 0), at(200, 0)])) == ["Begin", "Plek 1", "Einde"]
    assert _names(_walk([at(195, 0)], [at(0, 0), at(200, 0)])) == ["Begin", "Plek 1"]


def test_stops_without_a_way_go_straight_on_and_nothing_at_all_is_refused() -> None:
    walk = _walk([BAKERY, LOCK])
    assert walk.paths == [None, None] and _codes(walk) == ["no_way_in_file"]
    with pytest.raises(Refused, match="file_without_places"):
        _walk([], [BAKERY])


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=2, max_size=300))
@settings(max_examples=60)
def test_a_simplified_way_is_nowhere_farther_off_than_it_says(
    places: list[tuple[float, float]],
) -> None:
    track = [at(-600, 0), *[at(*place) for place in places], at(600, 0)]
    walk = _walk([], track)
    kept = Line([point for path in walk.paths for point in path or []])
    assert all(kept.nearest(point).off <= walk.tolerance + 0.2 for point in track)
    assert walk.points_kept <= len(track)


@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=2, max_size=40), st.floats(0.5, 20))
@settings(max_examples=200)
def test_every_point_that_is_left_out_is_within_the_tolerance(places: list[tuple[float, float]], most: float) -> None:
    kept = [at(*point) for point in simplified(places, most)]
    line = Line(kept if len(set(kept)) > 1 else [kept[0], at(places[0][0] + 1e-4, places[0][1])])
    assert all(line.nearest(at(*place)).off <= most + 1e-3 for place in places)
    assert simplified(places, most)[0] == places[0] and simplified(places, most)[-1] == places[-1]


def test_a_straight_line_becomes_two_points_and_a_spiral_takes_no_longer() -> None:
    assert simplified([(number, 0.4 * (number % 2)) for number in range(10_000)], 1) == [(0, 0), (9_999, 0.4)]
    spiral = [(number**0.5 * math.cos(number / 50), number**0.5 * math.sin(number / 50)) for number in range(100_000)]
    with at_most(5, "a spiral"):
        simplified(spiral, 0.01)


def test_a_leg_of_very_many_points_is_simplified_until_it_fits_and_says_how_far() -> None:
    zigzag = [at(number * 10, 20 * (number % 2)) for number in range(5_001)]
    walk = _walk([at(0, 0), at(50_000, 0)], zigzag)
    assert walk.tolerance > TOLERANCE
    assert all(len(path) <= MOST_POINTS for path in walk.paths if path)
