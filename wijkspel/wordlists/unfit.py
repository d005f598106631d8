"""What a nickname must not say: insults, pretending to be somebody with a task, and ways to be reached elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from re import Pattern

from wijkspel.wordlists.lookalikes import plain_digits, plain_letters
from wijkspel.wordlists.reading import word_list

# A digit in place of a letter. A stroke is read both ways, as i and as l.
_DIGITS_AS_LETTERS = [
    str.maketrans({"0": "o", "1": stroke, "3": "e", "4": "a", "5": "s", "7": "t", "8": "b"}) for stroke in "il"
]
_LONE_LETTERS = re.compile(r"\b(\w)\W+(?=\w\b)")
_PHONE = re.compile(r"(?:\d\W*){6}")
_ADDRESS = re.compile(r"@|://|\bwww\b|\w\w\.(?:nl|be|de|com|net|org|eu|info|io|me|tr|app|link|gg|tv)\b")


class _Words:
    """Some words to find as a whole word, and some inside a longer one as well."""

    def __init__(self, lists: Iterable[Mapping[str, list[str]]]) -> None:
        chosen = list(lists)
        self.whole = _one_of(word for each in chosen for word in each["words"])
        self.inside = _one_of(part for each in chosen for part in each["parts"])

    def are_in(self, text: str) -> bool:
        """Return whether one of the words is there, also spaced out (k u t), cut up (ku-t) or drawn out (kuuut)."""
        closed = _LONE_LETTERS.sub(r"\1", text)
        pieces = [re.sub(r"\W", "", piece) for piece in closed.split()]
        words = [*re.findall(r"\w+", closed), *pieces]
        return any(self.whole.fullmatch(word) for word in words) or any(
            map(self.inside.search, re.findall(r"\w+", text))
        )


def insults(text: str) -> bool:
    """Return whether a text holds an insult in one of our languages, also with digits or look-alikes for letters.

    Whole words, so that Scunthorpe and Kees Kuntz have nothing to fear; inside a longer word only what never is
    innocent. This reads closer than a skeleton, in which “lui” (lazy) would be something else.
    """
    return any(_INSULTS.are_in(reading) for reading in _readings(text))


def looks_official(text: str) -> bool:
    """Return whether somebody would think that the housing association, the municipality or the police speaks."""
    return any(_OFFICIAL.are_in(reading) for reading in _readings(text))


def asks_for_contact(text: str) -> bool:
    """Return whether a text holds a telephone number, a handle, an address of a page, or the name of a chat program."""
    plain = plain_digits(unicodedata.normalize("NFKC", text).casefold())
    return bool(_PHONE.search(plain) or _ADDRESS.search(plain)) or _CHATS.are_in(plain_letters(text))


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it may have been meant: digits as letters, and a capital I as the small l that it looks like."""
    strokes = {text, text.replace("I", "l")}
    yield from {plain_letters(each).translate(table) for each, table in product(strokes, _DIGITS_AS_LETTERS)}


def _one_of(words: Iterable[str]) -> Pattern[str]:
    return re.compile("(?:ال)?(?:" + "|".join(map(_drawn_out, sorted(words))) + ")")


def _drawn_out(word: str) -> str:
    """A pattern that also finds a letter three times or more; twice may be another word (slet, sleet)."""
    runs = re.finditer(r"(.)\1*", plain_letters(word))
    return "".join(f"(?:{re.escape(run[0])}|{re.escape(run[1])}{{3,}})" for run in runs)


_INSULTS = _Words(word_list("insults").values())
_OFFICIAL = _Words([word_list("reserved")["official"]])
_CHATS = _Words([word_list("reserved")["chats"]])
