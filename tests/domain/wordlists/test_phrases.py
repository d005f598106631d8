"""Recovery phrases: four words, read as people type them."""

from wijkspel.wordlists.phrases import new_phrase, read_phrase


def test_a_slip_is_forgiven() -> None:
    assert read_phrase(" Boter-feits, kanal  MEREL ") == "boter fiets kanaal merel"
    assert read_phrase("boter fiets kanaal") is None


def test_a_new_phrase_reads_back() -> None:
    phrase = new_phrase(lambda words: words[1])
    assert read_phrase(phrase) == phrase
