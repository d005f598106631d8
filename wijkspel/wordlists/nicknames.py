"""Nicknames: how one is made up for a new player, and what is wrong with one that somebody typed."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from wijkspel.wordlists.lookalikes import skeleton
from wijkspel.wordlists.reading import word_list
from wijkspel.wordlists.unfit import asks_for_contact, insults, looks_official

__all__ = ["made_up_nickname", "problems_of_nickname", "skeleton", "tidy"]

SHORTEST, LONGEST = 2, 24  # letters that one sees; a card and a row of a board have room for no more
_LISTS = word_list("nicknames")
_SIGNS = frozenset(" -'’.&")
_MARKS_ON_A_LETTER = 2  # as in Arabic, a doubling and a vowel; more is a drawing
# What is kept of them, in characters: marks included; and what they look like, in which one sign may be many letters.
MOST_CHARACTERS, MOST_OF_SKELETON = LONGEST * (1 + _MARKS_ON_A_LETTER), 120
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")  # Hangul fillers: letters, to Unicode, that nobody sees


def made_up_nickname(language: str, pick: Callable[[Sequence[str]], str]) -> str:
    """Return a friendly nickname such as “Vrolijke Merel”, with the adjective in the form that its noun asks for.

    `pick` chooses one of several texts (`secrets.choice`). A language without a list gets a Dutch one.
    """
    lists = _LISTS.get(language) or _LISTS["nl"]
    kind_of = {noun: kind for kind, nouns in lists["nouns"].items() for noun in nouns}
    noun = pick(tuple(kind_of))
    return str(lists["pattern"].format(noun=noun, adjective=pick(lists["adjectives"][kind_of[noun]])))


def tidy(text: str) -> str:
    """Return a typed nickname as it is kept: composed letters, and single spaces only between words.

    What is much too long stays as it is, to be refused: composing accents takes time by the square of how many.
    """
    return text if len(text) > 10 * LONGEST else " ".join(unicodedata.normalize("NFC", text).split())


def problems_of_nickname(text: str) -> dict[str, str]:
    """Return nothing when a nickname will do, else a code for what is wrong, as fields for `Invalid`.

    Letters of every script will do, with digits, spaces and a few signs. No emoji: a nickname is said aloud in the
    street, read by a screen reader and printed on a card.
    """
    problem = _problem(tidy(text))
    return {"nickname": problem} if problem else {}


def _problem(nickname: str) -> str | None:
    if not nickname:
        return "missing"
    if len(nickname) > 10 * LONGEST:
        return "too_long"
    if asks_for_contact(nickname):
        return "contact"
    if not _is_text(nickname):
        return "not_text"
    seen = sum(not unicodedata.category(letter).startswith("M") for letter in nickname)
    if not SHORTEST <= seen <= LONGEST:
        return "too_short" if seen < SHORTEST else "too_long"
    if len(nickname) > MOST_CHARACTERS or len(skeleton(nickname)) > MOST_OF_SKELETON:
        return "too_long"
    if insults(nickname):
        return "insult"
    return "looks_official" if looks_official(nickname) else None


def _is_text(nickname: str) -> bool:
    kinds = "".join(_kind(letter) for letter in nickname)
    return "?" not in kinds and "L" in kinds and not re.search(rf"^M|[ NS]M|M{{{_MARKS_ON_A_LETTER + 1}}}", kinds)


def _kind(letter: str) -> str:
    """L for a letter, M for a mark on it, N for a digit, S for a sign that we take, ? for all the rest."""
    category = unicodedata.category(letter)
    if letter in _SIGNS:
        return "S"
    if letter in _UNSEEN:
        return "?"
    return category[0] if (category[0] in "LM" and category != "Me") or category == "Nd" else "?"
