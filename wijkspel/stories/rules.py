"""Which wording suits which reader, and what a text has to look like."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from wijkspel.languages import FIRST, NAMES

KINDS = ("original", "plain", "translation")
LONGEST_TITLE, LONGEST_BODY = 120, 100_000
_ALSO_FINE = str.maketrans("", "", "\n\u200c\u200d\u200e\u200f")  # cannot be seen, and belong in a text


class Wording(Protocol):
    """A text of a story, as far as these rules look at it."""

    language: str
    kind: str
    title: str
    body: str


AnyWording = TypeVar("AnyWording", bound=Wording)


def wording_for(texts: Sequence[AnyWording], *, language: str, plain: bool) -> AnyWording | None:
    """Return the text to show to a reader: in the own language, plain if asked and there; else the original."""
    in_language = [text for text in texts if text.language == language]
    order = ("plain", "original", "translation") if plain else ("original", "translation", "plain")
    for kind in order:
        for text in in_language:
            if text.kind == kind:
                return text
    return next((text for text in texts if text.kind == "original"), None)


def problems_of_texts(texts: Iterable[Wording]) -> dict[str, str]:
    """Return a code when the texts of a story do not fit together: one original, known languages, no empty ones."""
    found = {}
    texts = list(texts)
    if sum(text.kind == "original" for text in texts) != 1:
        found["original"] = "not_one"
    if len({(text.language, text.kind) for text in texts}) != len(texts):
        found["texts"] = "twice"
    for text in texts:
        found |= _problems_of_text(text)
    return found


def problems_of_year(year: int | None) -> dict[str, str]:
    """Return a code for a year that nobody can tell about: a thousand years back, or one that has yet to come."""
    return {} if year is None or 1000 <= year <= 2100 else {"year": "out_of_range"}


def _problems_of_text(text: Wording) -> dict[str, str]:
    if text.kind not in KINDS:
        return {"kind": "unknown"}
    if text.language not in NAMES or (text.kind == "plain" and text.language != FIRST):
        return {"language": "unknown"}
    if not text.title.strip() or not text.body.strip():
        return {"text": "missing"}
    if len(text.title) > LONGEST_TITLE or len(text.body) > LONGEST_BODY:
        return {"text": "too_long"}
    if not (text.title + text.body).translate(_ALSO_FINE).isprintable():
        return {"text": "control_characters"}
    return {}
