"""Letters that look alike, read as one: so that two nicknames that nobody can tell apart are the same."""

import unicodedata

from wijkspel.wordlists.reading import word_list

_TATWEEL = "\u0640"  # stretches an Arabic word, and says nothing
_CAPITALS, _READ_AS = (
    {ord(other): seen for seen, others in word_list("lookalikes")[part].items() for other in others}
    for part in ("capitals", "seen")
)
# Of these one cannot even say which case they are in: capital I and small l, capital O and nought.
_ONE_STROKE = str.maketrans({"i": "l", "1": "l", "0": "o"})


def plain_letters(text: str) -> str:
    """Return a text in small letters without accents, each foreign look-alike as the letter it is seen as.

    Digits of any script become 0 to 9; spaces and signs stay.
    """
    composed = unicodedata.normalize("NFKC", text).translate(_CAPITALS)
    folded = unicodedata.normalize("NFKD", composed.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter != _TATWEEL)
    return plain_digits(bare).translate(_READ_AS)


def skeleton(text: str) -> str:
    """Return what is left of a nickname when all that the eye skips is gone: two with one skeleton are the same.

    After Unicode Technical Standard 39, section 4, with a small table of our own: the letters of our four languages and
    of the scripts that are mistaken for them. Case, accents, spaces and signs count as nothing either.
    """
    seen = "".join(letter for letter in plain_letters(text).translate(_ONE_STROKE) if letter.isalnum())
    return seen.replace("vv", "w").replace("rn", "m")


def plain_digits(text: str) -> str:
    """Return a text with the digits of any script as 0 to 9."""
    digits = ((letter, unicodedata.digit(letter, None)) for letter in text)
    return "".join(letter if digit is None else str(digit) for letter, digit in digits)
