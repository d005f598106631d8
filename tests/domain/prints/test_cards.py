"""Cards: printed, rendered, and each of them read by two decoders."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.paper import facts_of, read_by_two, rendered, text_of
from tests.playing import new_card
from wijkspel import qr
from wijkspel.errors import Refused
from wijkspel.prints.cards import label_of_card, sheets_of_cards

URL = "https://wijkspel.example"
# Of every size that a nickname is set in, the ones that ask for most room.
WIDE = ("Snuggere Wilg", "Vlijtige Sneeuwpop", "Wakkere Wolk", "Ondernemende Lantaarn", "Oplettende Brievenbus")
WIDE += ("Wandelende Kwikstaart", "Behulpzame Bushalte", "Wandelmammamen Wim")
WITHOUT_DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c"))  # pdftotext writes them around each line


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_ten_cards_on_an_a4_are_read_by_two_decoders_and_say_who_they_stand_for(
    app: Flask, tmp_path: Path, language: str
) -> None:
    cards = [new_card() for _ in range(10)]
    made = sheets_of_cards([label_of_card(card, base_url=URL) for card in cards], language)
    (page,) = rendered(made, tmp_path)
    addresses = {f"{URL}/de-koppel/spel/kaart/{card.code}" for card in cards}
    assert read_by_two(page) == (addresses, addresses)
    words = " ".join(text_of(made).split())
    for card in cards:
        assert qr.written(card.code) in words
        assert all(word in words for word in (card.player.nickname or "?").split())
    assert facts_of(made)["Page size"].startswith("595.276 x 841.89")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_no_word_of_a_nickname_is_broken_off_on_a_card(app: Flask, language: str) -> None:
    label = label_of_card(new_card(), base_url=URL)
    labels = [replace(label, nickname=nickname) for nickname in WIDE]
    assert {label.size for label in labels} == {"short", "long", "longest"}
    words = set(text_of(sheets_of_cards(labels, language)).translate(WITHOUT_DIRECTIONS).split())
    assert set(" ".join(WIDE).split()) <= words


def test_an_eleventh_card_comes_on_a_second_sheet_and_none_is_refused(app: Flask) -> None:
    labels = [label_of_card(new_card(), base_url=URL) for _ in range(11)]
    assert facts_of(sheets_of_cards(labels, "nl"))["Pages"] == "2"
    with pytest.raises(Refused, match="no_cards_to_print"):
        sheets_of_cards([], "nl")
