"""Recovery phrases: four everyday Dutch words, read as people type them."""

import re
import secrets
from itertools import combinations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.wordlists.phrases import LENGTH, WORDS, new_phrase, one_slip, read_phrase

PHRASES = st.lists(st.sampled_from(WORDS), min_size=LENGTH, max_size=LENGTH).map(" ".join)
PLURALS = ("s", "en", "je", "tje", "jes", "tjes")


def test_there_are_words_enough_for_forty_bits() -> None:
    assert len(set(WORDS)) == len(WORDS) >= 1024
    assert LENGTH * log2(len(WORDS)) >= 40


def test_every_word_is_easy_to_type() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-z]{4,8}", word)] == []
    assert list(WORDS) == sorted(WORDS)


def test_no_word_becomes_another_by_one_slip() -> None:
    assert [pair for pair in combinations(WORDS, 2) if one_slip(*pair)] == []


def test_no_plural_stands_beside_its_singular() -> None:
    words = set(WORDS)
    assert [word for word in WORDS if any(word + ending in words for ending in PLURALS)] == []


@pytest.mark.parametrize(
    ("typed", "slip"),
    [
        ("kanal", True),
        ("kanaaal", True),
        ("kamaal", True),
        ("knaaal", True),
        ("kanaal", False),
        ("knaal", True),
        ("kanl", False),
        ("laanak", False),
    ],
)
def test_a_slip_is_one_letter_too_many_too_few_wrong_or_swapped(typed: str, slip: bool) -> None:
    assert one_slip(typed, "kanaal") is slip
    assert one_slip("kanaal", typed) is slip


def test_a_new_phrase_is_four_words_of_the_list() -> None:
    phrase = new_phrase(secrets.choice)
    assert len(phrase.split()) == 4
    assert set(phrase.split()) <= set(WORDS)
    assert read_phrase(phrase) == phrase


@pytest.mark.parametrize(
    "typed",
    [
        "boter fiets kanaal merel",
        "  Boter   FIETS\nkanaal merel ",
        "boter-fiets-kanaal-merel",
        "boter, fiets, kanaal, merel.",
        "bóter fiëts kanaal merel",
        "boter feits kanaal merel",
        "boter fiets kanal meerel",
        "1. boter 2. fiets 3. kanaal 4. merel",
        "boter_fiets_kanaal_merel",
    ],
)
def test_a_phrase_is_read_however_it_is_typed(typed: str) -> None:
    assert read_phrase(typed) == "boter fiets kanaal merel"


@pytest.mark.parametrize(
    "typed", ["", "boter fiets kanaal", "boter fiets kanaal merel merel", "boter fiets kanaal qqqqq", "b " * 200]
)
def test_what_is_not_a_phrase_is_nothing(typed: str) -> None:
    assert read_phrase(typed) is None


def test_a_slip_that_may_mean_two_words_is_not_guessed() -> None:
    assert {"alarm", "album"} <= set(WORDS)
    assert read_phrase("boter fiets kanaal albrm") is None
    assert read_phrase("boter fiets kanaal albun") == "boter fiets kanaal album"


@given(PHRASES, st.data())
def test_one_wrong_letter_never_makes_another_phrase(phrase: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(phrase) - 1).filter(lambda number: phrase[number] != " "))
    wrong = phrase[:at] + data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz")) + phrase[at + 1 :]
    assert read_phrase(wrong) in {phrase, None}


@given(st.text(max_size=200))
def test_anything_typed_is_a_phrase_or_nothing_and_never_an_error(typed: str) -> None:
    phrase = read_phrase(typed)
    assert phrase is None or set(phrase.split()) <= set(WORDS)
