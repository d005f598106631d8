"""The small pictures on an invitation: two people see at once that they look at the same one."""

from wijkspel.wordlists.reading import word_list

_WORDS: dict[str, dict[str, str]] = word_list("signs")
# Each is drawn in static/icons/tekens/<sign>.svg.
SIGNS: tuple[str, ...] = tuple(_WORDS)


def word_of(sign: str, language: str) -> str:
    """Return the word for a picture, in Dutch when the language has none; KeyError when there is no such picture."""
    words = _WORDS[sign]
    return words.get(language) or words["nl"]
