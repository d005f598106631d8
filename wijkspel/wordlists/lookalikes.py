"""Letters that look alike, read as one: so that two nicknames that nobody can tell apart are the same."""

import unicodedata

from wijkspel.wordlists.reading import word_list

_TATWEEL = "\u0640"  # stretches an Arabic word, and says nothing
_READ_AS = {ord(other): seen for seen, others in word_list("lookalikes")["seen"].items() for other in others}
# Of these one cannot even say which case they are in: capital I and small l, capital O and nought.
_ONE_STROKE = str.maketrans({"i": "l", "1": "l", "0": "o"})


def plain_letters(text: str) -> str:
    """Return a text in small letters without accents, each foreign look-alike as the letter it is seen as.

    Digits of any script become 0 to 9; spaces and signs stay.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(_digit(letter) for letter in folded if not unicodedata.combining(letter) and letter != _TATWEEL)
    return bare.translate(_READ_AS)


def skeleton(text: str) -> str:
    """Return what is left of a nickname when all that the eye skips is gone: two with one skeleton are the same.

    After Unicode Technical Standard 39, section 4, with a small table of our own: the letters of our four languages and
    of the scripts that are mistaken for them. Case, accents, spaces and signs count as nothing either.
    """
    seen = "".join(letter for letter in plain_letters(text).translate(_ONE_STROKE) if letter.isalnum())
    return seen.replace("vv", "w").replace("rn", "m")


def _digit(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
