"""Nicknames that an eye cannot tell apart are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.wordlists.nicknames import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vrolijke Merel", "vrolijke-merel"),
        ("Vrolijke Merel", "VrolijkeMerel"),
        ("Vrolijke Merel", "Vr0lijke MereI"),
        ("Vrolijke Merel", "Vrоlіjke Mеrel"),
        ("Vrolijke Merel", "Ｖｒｏｌｉｊｋｅ Ｍｅｒｅｌ"),
        ("Hans Nina", "Ηans Νina"),
        ("Merel", "ᴍᴇʀᴇʟ"),
        ("Ömer", "Omer"),
        ("IŞIL", "ışıl"),
        ("Bram", "Brarn"),
        ("Wim", "VVim"),
        ("Mila", "MiIa"),
        ("Sam ٢", "Sam 2"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمـــد"),
        ("ياسمينة", "ياسمينه"),
        ("علي", "على"),
        ("كريم", "ڪریم"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Vrolijke Merel", "Vrolijke Mees"), ("Sam 2", "Sam 3"), ("نور", "نار"), ("Bart", "Bert")]
)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text("rnv wiIlL10oOأةم-ıİßé", max_size=40))
def test_a_skeleton_has_nothing_left_to_lose(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
