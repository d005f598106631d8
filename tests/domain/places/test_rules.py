"""What a spot and a neighbourhood have to look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.places.rules import (
    problems_of_neighbourhood,
    problems_of_point,
    problems_of_slug,
    problems_of_spot,
    problems_of_times,
)

RING = [(5.41, 52.77), (5.43, 52.77), (5.43, 52.79), (5.41, 52.79), (5.41, 52.77)]


@pytest.mark.parametrize("slug", ["de-koppel", "a", "wijk-7", "x" * 60])
def test_a_slug_is_lower_case_letters_digits_and_single_dashes(slug: str) -> None:
    assert problems_of_slug(slug) == {}


@pytest.mark.parametrize("slug", ["", "De-Koppel", "a--b", "-a", "a-", "a b", "é", "a/b", "a\n", "x" * 61, "..", "a\0"])
def test_other_slugs_are_refused(slug: str) -> None:
    assert problems_of_slug(slug) == {"slug": "not_a_slug"}


def test_a_home_is_never_a_spot() -> None:
    given_names = {"slug": "huis", "kind": "bench", "names": {"nl": "Huis"}, "hints": {}}
    assert problems_of_spot(**given_names, residential=False) == {}
    assert problems_of_spot(**given_names, residential=True) == {"residential": "a_home"}


def test_every_wrong_field_of_a_spot_is_named() -> None:
    found = problems_of_spot(
        slug="X", kind="castle", names={"xx": "y" * 81}, hints={"nl": "y" * 201}, residential=False
    )
    assert set(found) == {"slug", "kind", "names", "hints", "languages"}
    assert (
        problems_of_spot(slug="a", kind="bench", names={"nl": " "}, hints={}, residential=False)["names"] == "missing"
    )


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (5.42, 52.78, None),
        (5.43, 52.795, None),
        (0, 0, "zero"),
        (52.78, 5.42, "axes_swapped"),
        (4.9, 52.37, "far_away"),
        (181, 52, "not_on_earth"),
        (5.42, -91, "not_on_earth"),
        (float("nan"), 52.78, "not_on_earth"),
        (float("inf"), 52.78, "not_on_earth"),
    ],
)
def test_a_point_lies_in_or_near_its_neighbourhood(lon: float, lat: float, code: str | None) -> None:
    assert problems_of_point(lon, lat, ring=RING, margin=0.009).get("point") == code


@given(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True))
def test_any_two_numbers_are_a_point_or_get_a_reason(lon: float, lat: float) -> None:
    found = problems_of_point(lon, lat, ring=RING, margin=0.009)
    assert found == {} or set(found) == {"point"}


def test_opening_hours_are_days_with_a_time_that_closes_after_it_opens() -> None:
    right = {"days": [1, 5], "opens": "09:30", "closes": "17:00"}
    assert problems_of_times([right], {"day": 7, "at": "10:30"}) == {}
    for wrong in (
        right | {"days": []},
        right | {"days": [0]},
        right | {"days": [8]},
        right | {"days": "1"},
        right | {"opens": "9:30"},
        right | {"opens": "25:00"},
        right | {"closes": "09:00"},
        right | {"closes": None},
        {},
    ):
        assert problems_of_times([wrong], None) == {"hours": "not_hours"}, wrong
    for wrong in ({"day": 0, "at": "10:30"}, {"day": 1, "at": "10.30"}, {"day": 1}, {}):
        assert problems_of_times([], wrong) == {"coffee": "not_a_moment"}, wrong


def test_a_neighbourhood_has_known_languages_and_a_time_zone() -> None:
    right = {"slug": "wijk", "name": "Wijk", "languages": ["nl"], "timezone": "Europe/Amsterdam"}
    assert problems_of_neighbourhood(**right) == {}
    wrong = problems_of_neighbourhood(slug="Wijk", name=" ", languages=["nl", "xx"], timezone="../etc/passwd")
    assert set(wrong) == {"slug", "name", "languages", "timezone"}
    assert problems_of_neighbourhood(**right | {"timezone": ""}) == {"timezone": "unknown"}
