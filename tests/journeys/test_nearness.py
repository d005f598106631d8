"""The rules of being near a stop, asked of the module itself in a page of ours."""

from typing import Any

import pytest

from tests.server import Server
from tests.shop import Shop

# Metres to the north of a stop, as fixes of [metres, accuracy, milliseconds]; a fix of null is time that passed.
_SCRIPT = """async ([radius, fixes]) => {
    const {afterFix, afterWhile, UNKNOWN} = await import('nearness');
    const stop = {lon: 5.42, lat: 52.78, radius}, degree = 111195.08;
    let known = UNKNOWN;
    return fixes.map(([metres, accuracy, now]) => {
        const fix = {lon: 5.42, lat: 52.78 + metres / degree, accuracy};
        known = metres === null ? afterWhile(known, now) : afterFix(known, fix, stop, now);
        return known.here;
    });
}"""
CASES = {
    "one fix is not enough": ([[0, 5, 0]], [False]),
    "two in a row are": ([[20, 5, 0], [18, 5, 1000]], [False, True]),
    "not when one between them is away": ([[20, 5, 0], [80, 5, 1000], [20, 5, 2000]], [False, False, False]),
    "five seconds are enough": ([[20, 5, 0], [None, 0, 4999], [None, 0, 5000]], [False, False, True]),
    "what the sensor may be off counts": ([[44, 15, 0], [44, 15, 1]], [False, True]),
    "but never more than 25 metres": ([[56, 50, 0], [56, 50, 1]], [False, False]),
    "up to 25 metres": ([[54, 50, 0], [54, 50, 1]], [False, True]),
    "worse than 60 metres says nothing": ([[0, 61, 0], [0, 61, 1], [None, 0, 9000]], [False, False, False]),
    "60 metres still counts": ([[0, 60, 0], [0, 60, 1]], [False, True]),
    "left after ten seconds far away": (
        [[0, 5, 0], [0, 5, 1], [70, 5, 1000], [None, 0, 10_999], [None, 0, 11_000]],
        [False, True, True, True, False],
    ),
    "not left within twenty metres more": (
        [[0, 5, 0], [0, 5, 1], [54, 5, 1000], [None, 0, 30_000]],
        [False, True, True, True],
    ),
    "not left by who comes back": (
        [[0, 5, 0], [0, 5, 1], [70, 5, 1000], [40, 5, 9000], [70, 5, 10_000], [None, 0, 12_000]],
        [False, True, True, True, True, True],
    ),
    "not left while the sensor is unsure": (
        [[0, 5, 0], [0, 5, 1], [70, 5, 1000], [500, 90, 5000], [None, 0, 30_000]],
        [False, True, True, True, True],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_near_and_no_longer_near(street: Server, shop: Shop, name: str) -> None:
    fixes, wanted = CASES[name]
    assert _ask(street, shop, _SCRIPT, [30, fixes]) == wanted


def test_metres_are_metres(street: Server, shop: Shop) -> None:
    script = """async ([a, b]) => (await import('nearness')).metresBetween(a, b)"""
    amsterdam, utrecht = {"lon": 4.9003, "lat": 52.3789}, {"lon": 5.1101, "lat": 52.0894}
    assert _ask(street, shop, script, [amsterdam, utrecht]) == pytest.approx(35_200, rel=0.01)
    assert _ask(street, shop, script, [utrecht, utrecht]) == 0


def test_stops_lie_along_a_way_in_their_order_also_where_it_comes_by_twice(street: Server, shop: Shop) -> None:
    script = """async ([way, stops]) => {
        const {alongOf, measured, placeAt} = await import('way');
        const line = measured(way), along = alongOf(line, stops);
        return [along.map(Math.round), placeAt(line, along[1]), placeAt(line, 9e9), line.length];
    }"""
    a, b = [5.0, 52.0], [5.0, 52.001]
    stops = [{"lon": lon, "lat": lat} for lon, lat in (a, b, a)]
    along, at, end, points = _ask(street, shop, script, [[a, a, b, a], stops])
    assert along == [0, 111, 222] and points == 3
    assert at["lat"] == 52.001 and end["lat"] == 52.0


def _ask(street: Server, shop: Shop, script: str, argument: object) -> Any:
    with shop.phone(street.url) as phone:
        phone.open("/over")
        return phone.evaluate(script, argument)
