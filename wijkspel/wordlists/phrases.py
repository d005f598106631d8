"""Recovery phrases: four Dutch words that bring a player to another phone, easy to say, to write down and to type."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from wijkspel.wordlists.reading import word_list

WORDS: tuple[str, ...] = tuple(word_list("phrases")["words"].split())
LENGTH = 4
_LONGEST = 120  # characters that somebody may type; four words are 35 at most


def new_phrase(pick: Callable[[Sequence[str]], str]) -> str:
    """Return four words, each chosen by `pick` (`secrets.choice`), as in “boter fiets kanaal merel”.

    Four out of 1,024 words are 40 bits: too many to guess at a door that counts tries, too few for one that does not,
    so keep only a slow hash of it.
    """
    return " ".join(pick(WORDS) for _ in range(LENGTH))


def read_phrase(text: str) -> str | None:
    """Return the phrase that somebody meant by what was typed, or None when it cannot be one.

    Capitals, accents, spaces, dashes and commas do not matter, nor does one slip in a word that still leads to one
    word.
    """
    if len(text) > _LONGEST:
        return None
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    typed = re.findall(r"\w+", plain.replace("_", " "))
    meant = [_meant(word) for word in typed]
    return " ".join(word for word in meant if word) if len(meant) == LENGTH and all(meant) else None


def _meant(typed: str) -> str | None:
    words = _by_slip()
    if typed in words[""]:
        return typed
    found = {word for slip in _slips(typed) for word in words.get(slip, ())}
    near = {word for word in found if one_slip(typed, word)}
    return near.pop() if len(near) == 1 else None


@cache
def _by_slip() -> dict[str, set[str]]:
    """Every word with one letter left out, and the word itself; under nothing stand all words."""
    found: dict[str, set[str]] = {"": set(WORDS)}
    for word in WORDS:
        for slip in _slips(word):
            found.setdefault(slip, set()).add(word)
    return found


def _slips(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


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
