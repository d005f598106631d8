"""The signs on an invitation: drawn, named, and not to be taken for one another."""

import io
import re
from itertools import combinations

import pytest
import resvg_py
from PIL import Image, ImageChops

from config import ROOT
from wijkspel.languages import NAMES
from wijkspel.wordlists.reading import word_list
from wijkspel.wordlists.signs import SIGNS, word_of

DRAWN = ROOT / "static" / "icons" / "tekens"
SMALL = 24  # pixels, as at arm's length in the sun


def _ink(sign: str) -> Image.Image:
    """Return where a sign has ink, in black and white."""
    svg = (DRAWN / f"{sign}.svg").read_text()
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=SMALL))))
    return picture.convert("RGBA").getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0).convert("1")


def _amount(ink: Image.Image) -> int:
    return ink.convert("L").histogram()[255]


def _shared(one: str, other: str) -> float:
    """Return how much ink two signs have in common, from 0 (nothing) to 1 (the same)."""
    first, second = _ink(one), _ink(other)
    return _amount(ImageChops.logical_and(first, second)) / _amount(ImageChops.logical_or(first, second))


def test_there_are_thirty_two_signs() -> None:
    assert len(SIGNS) == 32
    assert list(SIGNS) == sorted(SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_has_a_word_in_every_language(sign: str) -> None:
    words = word_list("signs")[sign]
    assert set(words) == set(NAMES)
    assert all(word == word.strip() != "" for word in words.values())
    assert words["nl"] == sign
    assert [word_of(sign, language) for language in NAMES] == [words[language] for language in NAMES]
    assert word_of(sign, "fr") == sign


def test_no_word_means_one_sign_in_one_language_and_another_sign_in_another() -> None:
    named: dict[str, set[str]] = {}
    for sign in SIGNS:
        for language in NAMES:
            named.setdefault(word_of(sign, language), set()).add(sign)
    assert {word: signs for word, signs in named.items() if len(signs) > 1} == {}


def test_a_sign_that_is_not_there_has_no_word() -> None:
    with pytest.raises(KeyError):
        word_of("olifant", "nl")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_drawn_like_the_other_icons_and_stays_within_its_square(sign: str) -> None:
    svg = (DRAWN / f"{sign}.svg").read_text()
    assert svg.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    )
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {"none", "currentColor"}
    assert len(svg) < 1100
    wide = svg.replace('viewBox="0 0 24 24"', 'viewBox="-3 -3 30 30"')
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=wide, width=300))))
    left, top, right, bottom = picture.convert("RGBA").getchannel("A").getbbox() or (0, 0, 0, 0)
    assert left >= 30 and top >= 30 and right <= 271 and bottom <= 271, "it runs over the edge"


def test_no_two_signs_look_alike_even_when_small() -> None:
    alike = {pair: shared for pair in combinations(SIGNS, 2) if (shared := _shared(*pair)) > 0.55}
    assert alike == {}
