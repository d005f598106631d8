"""Nicknames: made up in four languages, and judged when somebody types one."""

import pytest

from wijkspel.wordlists.nicknames import made_up_nickname, problems_of_nickname, skeleton


def test_a_made_up_nickname_is_something_of_the_street_with_an_adjective() -> None:
    first = made_up_nickname("nl", lambda choices: choices[0])
    assert first == "Vrolijke Merel"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        ("a", "too_short"),
        ("kut", "insult"),
        ("K U T", "insult"),
        ("Politie", "looks_official"),
        ("0612345678", "contact"),
        ("jan@x", "contact"),
        ("a\u202eb", "not_text"),
        ("x" * 25, "too_long"),
    ],
)
def test_what_is_wrong_has_a_code(typed: str, code: str) -> None:
    assert problems_of_nickname(typed) == {"nickname": code}


def test_names_that_look_the_same_are_the_same() -> None:
    assert skeleton("Vrolijke Merel") == skeleton("vr0lijke-mereI") == skeleton("Vrоlіjke Mеrel")
