"""Recovery phrases: four Dutch words that bring a player to another phone, easy to say, to write down and to type."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from wijkspel.wordlists.reading import word_list

WORDS: tuple[str, ...] = tuple(word_list("phrases")["words"].split())
LENGTH = 4
_LONGEST = 120  # characters that somebody may type; four words are 35 at most


def new_phrase(pick: Callable[[Sequence[str]], str]) -> str:
    """Return four words, each chosen by `pick` (`secrets.choice`), as in “boter fiets kanaal merel”.

    Four words out of the list, which holds 1,024 at least, are 40 bits of entropy (4 × log2 1024): too many to guess at
    a door that counts tries, too few for whoever holds a fast hash of it. So keep a slow one only.
    """
    return " ".join(pick(WORDS) for _ in range(LENGTH))


def read_phrase(text: str) -> str | None:
    """Return the phrase that somebody meant by what was typed, or None when it cannot be one.

    Capitals, accents, spaces, dashes, commas and numbers do not matter, nor does one slip in a word when only one word
    can be meant.
    """
    if len(text) > _LONGEST:
        return None
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    typed = re.findall(r"[^\W\d_]+", plain)
    if len(typed) != LENGTH:
        return None
    meant = [word for word in map(_meant, typed) if word]
    return " ".join(meant) if len(meant) == LENGTH else None


def _meant(typed: str) -> str | None:
    if typed in WORDS:
        return typed
    near = [word for word in WORDS if one_slip(typed, word)]
    return near[0] if len(near) == 1 else None


def one_slip(typed: str, word: str) -> bool:
    """Return whether one slip makes one of the other: a letter too many, too few, a wrong one, or two swapped."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, other = typed[start:], word[start:]
    swapped = len(rest) > 1 and len(other) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or swapped
