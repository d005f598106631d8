"""When each sentence is spoken: read, written, and found again in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkspel.captions import read_cues, spoken_parts, written
from wijkspel.errors import Refused

VTT = """WEBVTT

00:00:00.400 --> 00:00:02.100
Ik was negen &amp; mocht mee.

00:00:02.500 --> 00:01:04.000
Niet luiden.
"""
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<>&-"), min_size=1)


def test_a_file_says_from_when_to_when_each_sentence_lasts() -> None:
    assert read_cues(VTT) == [
        {"from": 0.4, "to": 2.1, "text": "Ik was negen & mocht mee."},
        {"from": 2.5, "to": 64.0, "text": "Niet luiden."},
    ]


def test_what_was_read_is_written_the_same() -> None:
    assert read_cues(written(read_cues(VTT))) == read_cues(VTT)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_any_sentences_survive_being_written_and_read(sentences: list[str]) -> None:
    cues = [{"from": float(n), "to": n + 0.5, "text": sentence} for n, sentence in enumerate(sentences)]
    assert read_cues(written(cues)) == cues


@pytest.mark.parametrize(
    "text",
    ["", "hallo", "WEBVTT\n\n", "WEBVTT\n\n00:02.000 --> 00:03.000\nb\n\n00:01.000 --> 00:02.000\na\n", "\x00" * 50],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_cues(text)


def test_a_paragraph_is_cut_at_its_sentences_and_the_next_goes_on_where_it_ended() -> None:
    cues = read_cues(VTT)
    parts, left = spoken_parts("Ik was negen & mocht mee.", cues, 0)
    assert (parts, left) == ([("Ik was negen & mocht mee.", 0.4)], 1)
    parts, left = spoken_parts("«Niet luiden.» zei hij.", cues, left)
    assert parts == [("«", None), ("Niet luiden.", 2.5), ("» zei hij.", None)]
    assert left == 2


def test_a_sentence_that_is_not_in_the_text_stops_the_marking_and_loses_no_words() -> None:
    parts, left = spoken_parts("Heel iets anders.", read_cues(VTT), 0)
    assert (parts, left) == ([("Heel iets anders.", None)], 0)
