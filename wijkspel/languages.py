"""The languages people read here, and how to choose among texts that exist in some of them."""

from collections.abc import Mapping

# In the order of the language menu, each by the name its own readers use.
NAMES = {"nl": "Nederlands", "en": "English", "tr": "Türkçe", "ar": "العربية"}
# Each with a country, as Open Graph wants it; Arabic is read in many.
LOCALES = {"nl": "nl_NL", "en": "en_GB", "tr": "tr_TR", "ar": "ar_AR"}
FIRST = "nl"
RIGHT_TO_LEFT = frozenset({"ar"})
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def direction(language: str) -> str:
    """Return `rtl` or `ltr`, as HTML's `dir` wants it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def digits(value: object, language: str) -> str:
    """Return a number or a time with the digits that readers of the language expect."""
    text = str(value)
    return text.translate(_ARABIC_DIGITS) if language == "ar" else text


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in Dutch, else whichever there is; an empty string when there is none."""
    return texts.get(language) or texts.get(FIRST) or next(iter(texts.values()), "")


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the language that `in_language` ends up with, so that the page can say so."""
    if texts.get(language):
        return language
    return FIRST if texts.get(FIRST) else next(iter(texts), language)


def metres_in(distance: float, language: str) -> tuple[str, bool]:
    """Return a distance as one says it, and whether in kilometres: to ten metres, in kilometres from a thousand."""
    if distance < 995:
        return digits(max(10, round(distance / 10) * 10), language), False
    return digits(f"{distance / 1000:.1f}".replace(".", "," if language in ("nl", "tr") else "."), language), True
