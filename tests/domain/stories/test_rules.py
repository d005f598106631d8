"""Which wording suits which reader, and which texts fit together."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.stories.rules import problems_of_texts, wording_for


@dataclass
class Text:
    """A wording."""

    language: str
    kind: str
    title: str = "Titel"
    body: str = "Tekst"


TEXTS = [Text("tr", "original"), Text("nl", "translation"), Text("nl", "plain"), Text("ar", "translation")]


@pytest.mark.parametrize(
    ("language", "plain", "expected"),
    [
        ("tr", False, ("tr", "original")),
        ("nl", False, ("nl", "translation")),
        ("nl", True, ("nl", "plain")),
        ("ar", True, ("ar", "translation")),
        ("en", False, ("tr", "original")),
        ("en", True, ("tr", "original")),
    ],
)
def test_the_readers_language_comes_first_and_the_original_last(
    language: str, plain: bool, expected: tuple[str, str]
) -> None:
    text = wording_for(TEXTS, language=language, plain=plain)
    assert text and (text.language, text.kind) == expected


def test_a_story_without_texts_has_no_wording() -> None:
    assert wording_for([], language="nl", plain=False) is None


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ([], "original", "not_one"),
        ([Text("nl", "original"), Text("en", "original")], "original", "not_one"),
        ([Text("nl", "original"), Text("en", "translation"), Text("en", "translation")], "texts", "twice"),
        ([Text("nl", "original"), Text("en", "plain")], "language", "unknown"),
        ([Text("xx", "original")], "language", "unknown"),
        ([Text("nl", "original"), Text("en", "poem")], "kind", "unknown"),
        ([Text("nl", "original", body=" ")], "text", "missing"),
        ([Text("nl", "original", title="x" * 121)], "text", "too_long"),
        ([Text("nl", "original", body="x" * 100_001)], "text", "too_long"),
        ([Text("nl", "original", body="a\x00b")], "text", "control_characters"),
        ([Text("nl", "original", title="a\u202eb")], "text", "control_characters"),
    ],
)
def test_texts_that_do_not_fit_are_named(texts: list[Text], field: str, code: str) -> None:
    assert problems_of_texts(texts)[field] == code


def test_the_demos_kind_of_texts_fit() -> None:
    assert problems_of_texts(TEXTS) == {}


@given(st.text(max_size=200))
def test_any_text_is_accepted_or_gets_a_reason(body: str) -> None:
    assert set(problems_of_texts([Text("nl", "original", body=body)])) <= {"text"}
