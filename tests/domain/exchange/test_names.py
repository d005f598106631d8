"""When two names seem to be of one place, and what names become in addresses."""

import pytest

from wijkspel.exchange.rules import free_slug, is_inside, is_similar, kind_from, shortened, slug_from
from wijkspel.places.rules import problems_of_slug


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("De bakkerij", "De oude bakkerij aan de Kade", True),
        ("Bibliotheek", "bibliotheek", True),
        ("Speeltuin Kom", "Speeltuin De Kom", True),
        ("Biblotheek", "Bibliotheek", True),
        ("De bank", "De bank van Jo", False),  # short words stand in many names
        ("Fietsenrek", "De oude bakkerij aan de Kade", False),
        ("001", "002", False),
    ],
)
def test_names_of_one_place_are_nearly_the_same_or_one_holds_the_other(one: str, other: str, same: bool) -> None:
    assert is_similar([one], [other]) is is_similar([other], ["niets", one]) is same


def test_a_name_becomes_an_address_and_a_taken_one_gets_a_number() -> None:
    assert slug_from("Café ’t Hóekje, 2e hands!") == "cafe-t-hoekje-2e-hands"
    assert slug_from("شجرة") == ""
    assert free_slug("hek", {"hek", "hek-2"}) == "hek-3"
    assert not problems_of_slug(free_slug("x" * 60, {"x" * 60}))


def test_long_words_are_cut_at_a_space_where_there_is_one() -> None:
    assert shortened("kort", 10) == "kort"
    assert shortened("de lange straat", 12) == "de lange…"
    assert shortened("a" * 20, 10) == "a" * 9 + "…"


def test_kinds_have_their_own_names_and_dutch_ones() -> None:
    assert [kind_from(words) for words in ("Winkel", "sports club", "bank", "Flag")] == [
        "shop",
        "sports_club",
        "bench",
        None,
    ]


def test_a_point_is_within_a_ring_or_not_also_beside_a_bay() -> None:
    ring = [(0, 0), (4, 0), (4, 4), (2, 1), (0, 4), (0, 0)]
    assert is_inside((1, 1), ring) and is_inside((3.5, 2), ring)
    assert not is_inside((2, 3), ring) and not is_inside((5, 1), ring)
