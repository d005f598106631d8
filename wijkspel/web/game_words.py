"""The words of the game: why something scored, why it did not, and what the two signs of an invitation are called."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask
from flask_babel import gettext as _

from wijkspel.languages import digits
from wijkspel.players.models import Player
from wijkspel.web.reading import reader_of_refusal
from wijkspel.wordlists.signs import word_of


def set_up(app: Flask) -> None:
    """Give templates the words of the game."""
    app.jinja_env.filters.update(
        reason=lambda code: _reasons()[code],
        outcome=lambda code: _outcomes()[code],
        sign=lambda name: word_of(name, reader_of_refusal().language),
        time_of_day=time_of_day,
        step_name=lambda step: _steps()[step],
        in_words=lambda assignment: assignment.wording(reader_of_refusal().language),
        day_of_month=day_of_month,
        shown_name=shown_name,
    )


def _steps() -> dict[int, str]:
    return {1: _("Somebody I know"), 2: _("A neighbour I only greet"), 3: _("Somebody new")}


def time_of_day(moment: datetime, zone: str) -> str:
    """Return the time of a moment on the clocks of a neighbourhood, as the reader writes it."""
    return digits(f"{moment.astimezone(ZoneInfo(zone)):%H:%M}", reader_of_refusal().language)


def day_of_month(moment: datetime, zone: str) -> str:
    """Return the day of a moment on the calendar of a neighbourhood, as the reader says it: 21 januari 2027."""
    language = reader_of_refusal().language
    return digits(format_date(moment.astimezone(ZoneInfo(zone)).date(), "long", locale=language), language)


def shown_name(player: Player) -> str:
    """Return what a player is called on a page that others see; while a nickname is hidden that is “a neighbour”."""
    if player.public_name:
        return player.public_name
    return str(_("A neighbour") if player.is_nickname_hidden else _("Somebody who has left"))


def _reasons() -> dict[str, str]:
    return {
        "spot": _("you were at a place"),
        "new": _("first time together"),
        "again": _("you saw each other again"),
        "bridge": _("your home places are different"),
        "gathering": _("you were with many at one place"),
        "assignment": _("you did an assignment together"),
        "correction": _("a correction by the organisation"),
    }


def _outcomes() -> dict[str, str]:
    return {
        "new": _("first time together"),
        "again": _("you saw each other again"),
        "again_today": _("You met today already. Tomorrow it counts again."),
        "again_enough": _("You have met so often this round that it brings no more points. Lovely, though."),
        "enough_here": _("In one meeting you score with three people. You met the others as well."),
        "same_family": _("You are family, so this does not score. Lovely that you play together."),
        "same_phone": _("You both play on the same phone, so this does not score."),
        "waits": _("This counts later: as soon as this neighbour has met somebody else too."),
        "doubtful": _("So many people so quickly: this counts once somebody who was there confirms it."),
        "doubtful_cards": _("Many cards for one day: this counts once somebody who was there confirms it."),
        "doubtful_far": _(
            "By one of the phones you were not here. This counts once somebody who was there confirms it."
        ),
    }
