"""Choosing among texts that exist in some languages."""

from wijkspel.languages import digits, direction, in_language, language_of


def test_the_readers_language_comes_first_then_dutch_then_whatever_there_is() -> None:
    assert in_language({"nl": "brug", "tr": "köprü"}, "tr") == "köprü"
    assert in_language({"nl": "brug", "tr": "köprü"}, "ar") == "brug"
    assert in_language({"tr": "köprü"}, "en") == "köprü"
    assert in_language({}, "en") == ""
    assert language_of({"nl": "brug"}, "ar") == "nl"
    assert language_of({"tr": "köprü"}, "ar") == "tr"


def test_arabic_has_its_own_digits_and_direction() -> None:
    assert digits(1962, "ar") == "١٩٦٢"
    assert digits("9:30", "tr") == "9:30"
    assert (direction("ar"), direction("tr")) == ("rtl", "ltr")
