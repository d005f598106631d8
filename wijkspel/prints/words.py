"""Words on paper: the translations of the screen, in a language that is named, since one sticker speaks four."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.support import NullTranslations, Translations

from config import ROOT
from wijkspel.languages import digits, metres_in
from wijkspel.tours.rules import hours_and_minutes, minutes_to_walk

Gettext = Callable[[str], str]


@lru_cache(maxsize=8)
def translations(language: str) -> NullTranslations:
    """Return the words of a language."""
    return Translations.load(ROOT / "translations", [language])


def invitation(language: str) -> str:
    """Return the line on a sticker that asks a passer-by to scan it."""
    _: Gettext = translations(language).gettext
    return _("Scan and hear the story of this place.")


def short_invitation(language: str) -> str:
    """Return the same for a sticker that is smaller than a hand."""
    _: Gettext = translations(language).gettext
    return _("Scan and listen")


def far(distance: float, language: str) -> str:
    """Return a distance with its unit."""
    _: Gettext = translations(language).gettext
    number, in_kilometres = metres_in(distance, language)
    sentence = _("%(kilometres)s km") if in_kilometres else _("%(metres)s m")
    return sentence % {"kilometres": number, "metres": number}


def walking_time(distance: int, language: str) -> str:
    """Return how long a walk takes, as the screen says it."""
    _: Gettext = translations(language).gettext
    hours, minutes = hours_and_minutes(minutes_to_walk(distance))
    sentence = (
        _("%(hours)s h %(minutes)s min") if hours and minutes else _("%(hours)s h") if hours else _("%(minutes)s min")
    )
    return sentence % {"hours": digits(hours, language), "minutes": digits(minutes, language)}


def day(of: date, language: str) -> str:
    """Return a day as one writes it: 26 november 2026."""
    return digits(format_date(of, format="long", locale=language), language)
