"""Who plays on this phone: known by a cookie that only the pages of the game of one neighbourhood get to see.

Stories and walks never see it, so whoever only walks stays unknown. It is set by the first page of the game, before
anybody plays: two taps at once on a phone without it would be two guests.
"""

import re
from typing import Any

from flask import Response, current_app, redirect, request, url_for

from wijkspel.errors import Missing, Refused
from wijkspel.places.models import Neighbourhood
from wijkspel.players.models import Device, Player
from wijkspel.players.queries import a_parent_said_yes, device_with
from wijkspel.players.rules import DEVICE_DAYS, new_token
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import address_of

COOKIE = "wijkspel-telefoon"
_TOKEN = re.compile(r"[\w-]{43}\Z", re.ASCII)


def token_of_phone() -> str:
    """Return the name of this phone. Raises Refused when it does not keep cookies."""
    token = _token()
    if token is None:
        raise Refused("no_cookie")
    return token


def phone_of(neighbourhood: Neighbourhood) -> Device | None:
    """Return this phone as the neighbourhood knows it, if somebody played on it here."""
    token = _token()
    return device_with(token, neighbourhood.id) if token else None


def player_of(neighbourhood: Neighbourhood) -> Player | None:
    """Return who plays on this phone in a neighbourhood, if anybody does."""
    phone = phone_of(neighbourhood)
    return phone.player if phone else None


def the_player(neighbourhood: Neighbourhood, *, missing: str = "no_such_player") -> Player:
    """Return who plays on this phone in a neighbourhood. Raises Missing: for a phone of nobody this is not there."""
    player = player_of(neighbourhood)
    if player is None:
        raise Missing(missing)
    return player


def may_by_card(player: Player | None) -> bool:
    """Return whether somebody younger than 16 meets people by a card: a parent said yes."""
    return player is not None and player.is_grown_up is False and a_parent_said_yes(player.id)


def play_page(template: str, neighbourhood: Neighbourhood, status: int = 200, **values: Any) -> Response:
    """Answer with a page of the game: for this phone alone, kept nowhere; a phone without a name gets one."""
    response = fresh_page(template, status, neighbourhood=neighbourhood, in_game=True, **values)
    return for_this_phone(response, neighbourhood.slug)


def on_to(endpoint: str, wijk: str, **values: Any) -> Response:
    """Lead this phone on to another page of the game: what a form asked for is done."""
    response: Response = redirect(address_of(endpoint, wijk=wijk, **values), 303)  # type: ignore[assignment]
    return for_this_phone(response, wijk)


def for_this_phone(response: Response, wijk: str) -> Response:
    """Let an answer be kept nowhere, and renew the cookie, which stays as long as a browser allows."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_cookie(
        COOKIE,
        _token() or new_token(),
        max_age=DEVICE_DAYS * 24 * 3600,
        path=url_for("my_game.show", wijk=wijk),
        secure=current_app.config["SETTINGS"].is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _token() -> str | None:
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.match(token) else None
