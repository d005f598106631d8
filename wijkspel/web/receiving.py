"""Who receives people with this device, and the cards that are shown to it."""

from wijkspel import qr
from wijkspel.errors import Missing
from wijkspel.places.models import Neighbourhood
from wijkspel.players.models import Card, Host
from wijkspel.players.queries import card_with, host_on
from wijkspel.web.limits import check_codes, count_wrong_code
from wijkspel.web.playing import phone_of


def host_here(neighbourhood: Neighbourhood) -> Host | None:
    """Return who receives people with this device, if anybody does."""
    device = phone_of(neighbourhood)
    return host_on(device) if device else None


def host_of(neighbourhood: Neighbourhood) -> Host:
    """Return who receives people with this device. Raises Missing."""
    host = host_here(neighbourhood)
    if host is None:
        raise Missing("no_such_host")
    return host


def card_meant(typed: str, neighbourhood: Neighbourhood) -> Card:
    """Return the card of a neighbourhood whose code was typed or scanned. Raises Missing, and counts the try.

    Raises TooManyRequests after too many: then the right code opens nothing either.
    """
    check_codes()
    try:
        return card_with(qr.read_code(typed, qr.CARD_LENGTH), neighbourhood.id)
    except Missing:
        count_wrong_code()
        raise
