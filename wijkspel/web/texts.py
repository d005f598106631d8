"""The words on the screen: Flask-Babel with our four languages, and small forms that templates need."""

import math
from collections.abc import Iterable
from typing import Literal

from babel import Locale
from babel.dates import get_day_names
from flask import Flask
from flask_babel import Babel
from flask_babel import gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from config import ROOT
from wijkspel.languages import digits, in_language, language_of, metres_in
from wijkspel.qr import written
from wijkspel.tours.rules import hours_and_minutes, minutes_to_walk
from wijkspel.web.reading import reader_of_refusal


def set_up(app: Flask) -> None:
    """Let Babel follow the reader, and give templates their filters."""
    folder = str(ROOT / "translations")
    Babel(app, default_locale="en", default_translation_directories=folder, locale_selector=_language)
    app.jinja_env.globals.update(language_of=language_of)
    app.jinja_env.filters.update(
        digits=in_digits,
        called=lambda person: person.called(_language()),
        told=lambda texts: in_language(texts, _language()),
        minutes=minutes,
        metres=metres,
        language_name=language_name,
        day_name=day_name,
        days=days,
        clock_time=clock_time,
        written=written,
        far=far,
        walking_time=walking_time,
        listening_time=listening_time,
        listed=listed,
        kind_name=lambda kind: _kinds()[kind],
        theme_name=lambda theme: _themes()[theme],
    )


@pass_context
def in_digits(_context: Context, value: object) -> str:
    """Return a number as the reader writes it. Wants the context, or Jinja would do `1|digits` once for all."""
    return digits(value, _language())


@pass_context
def minutes(_context: Context, seconds: int) -> str:
    """Return a length as minutes and seconds: 1:48. Wants the context, or Jinja would do `0|minutes` once for all."""
    return digits(f"{seconds // 60}:{seconds % 60:02d}", _language())


def walking_time(distance: int) -> str:
    """Return how long it takes to walk some metres: 19 min, and with hours from an hour and a half on."""
    return _time(minutes_to_walk(distance))


def listening_time(seconds: int) -> str:
    """Return how long it takes to hear some seconds of sound, in whole minutes."""
    return _time(math.ceil(seconds / 60))


def metres(distance: float) -> str:
    """Return a distance as one says it: to ten metres, and in kilometres from a thousand."""
    return metres_in(distance, _language())[0]


def far(distance: float) -> str:
    """Return a distance with its unit."""
    number, in_kilometres = metres_in(distance, _language())
    return str(_("%(kilometres)s km", kilometres=number) if in_kilometres else _("%(metres)s m", metres=number))


def language_name(language: str) -> str:
    """Return what the reader calls a language."""
    return str(Locale(_language()).languages.get(language, language))


def day_name(day: int, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """Return the name of a day, 1 being Monday."""
    return str(get_day_names(width, "stand-alone", locale=_language())[day - 1])


def days(numbers: list[int]) -> str:
    """Return days as a range where they follow on each other, else one by one: ma–vr, or ma, wo, vr."""
    names = [day_name(number, "abbreviated") for number in sorted(numbers)]
    in_a_row = sorted(numbers) == list(range(min(numbers), max(numbers) + 1))
    if in_a_row and len(names) > 2:
        return f"{names[0]}–{names[-1]}"
    return listed(names)


def listed(parts: Iterable[str]) -> Markup:
    """Return parts in a row with the comma of the reader's language between them."""
    return Markup(_(", ")).join(parts)


def clock_time(text: str) -> str:
    """Return a time like 09:30 as the reader writes it."""
    return digits(text, _language())


def _time(minutes: int) -> str:
    hours, rest = hours_and_minutes(minutes)
    said = {"hours": digits(hours, _language()), "minutes": digits(rest, _language())}
    if not hours:
        return str(_("%(minutes)s min", **said))
    return str(_("%(hours)s h %(minutes)s min", **said) if rest else _("%(hours)s h", **said))


def _kinds() -> dict[str, str]:
    return {
        "library": _("Libraries"),
        "shop": _("Shops"),
        "cafe": _("Cafés"),
        "market": _("Market"),
        "school": _("Schools"),
        "playground": _("Playgrounds"),
        "park": _("Parks"),
        "garden": _("Gardens"),
        "sports_club": _("Sports clubs"),
        "worship": _("Houses of worship"),
        "community_centre": _("Community centres"),
        "health": _("Health"),
        "bench": _("Benches"),
        "bridge": _("Bridges"),
        "monument": _("Monuments"),
        "workshop": _("Workshops"),
        "street": _("Streets and courtyards"),
    }


def _themes() -> dict[str, str]:
    return {
        "water": _("Water"),
        "green": _("Green"),
        "work": _("Work"),
        "arriving": _("Arriving"),
        "playing": _("Playing"),
        "food": _("Food"),
    }


def _language() -> str:
    return reader_of_refusal().language
