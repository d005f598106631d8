"""From a card to a phone: a host shows a square, and whoever holds the card scans it with the phone to play on.

The card itself opens no phone, since anybody can photograph it. What the host shows works once, for ten minutes, and
only while that host receives people.
"""

from typing import Any

from flask import Blueprint, Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Missing, NotAllowed
from wijkspel.hosting.rules import refusal_of_status
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.cards import bring_holder
from wijkspel.players.models import Card, Host
from wijkspel.players.queries import card_with, host_with
from wijkspel.web.playing import on_to, play_page, player_of, token_of_phone
from wijkspel.web.reading import address_of, reader
from wijkspel.web.receiving import card_meant, host_here, host_of

MINUTES = 10
blueprint = Blueprint("card_to_phone", __name__)


@blueprint.get("/<slug:wijk>/spel/gastheer/kaart/<code>/telefoon")
def show(wijk: str, code: str) -> Response:
    """Show a host the square by which the holder of a card goes on playing on a phone."""
    neighbourhood = neighbourhood_called(wijk)
    host, card = host_of(neighbourhood), card_meant(code, neighbourhood)
    _check_may_move(card)
    path = address_of("card_to_phone.ask", wijk=wijk, link=link_to_a_phone(card, host))
    square = qr.drawing(current_app.config["SETTINGS"].url + path)
    return play_page("card_to_phone/show.html", neighbourhood, card=card, qr=square, minutes=MINUTES)


@blueprint.get("/<slug:wijk>/spel/verhuis/<link>")
def ask(wijk: str, link: str) -> Response:
    """Ask whether the holder of a card wants to go on playing on this phone."""
    neighbourhood = neighbourhood_called(wijk)
    card, _ = _card_in(link, neighbourhood)
    if host_here(neighbourhood) is not None:
        raise NotAllowed("device_of_a_host")
    values: dict[str, Any] = {"card": card, "player": player_of(neighbourhood), "link": link}
    return play_page("card_to_phone/ask.html", neighbourhood, **values)


@blueprint.post("/<slug:wijk>/spel/verhuis/<link>")
def move(wijk: str, link: str) -> Response:
    """Let the holder of a card play on this phone from now."""
    token = token_of_phone()
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        card, key = _card_in(link, neighbourhood)
        bring_holder(card, token, neighbourhood, key=key)
    return on_to("my_game.show", wijk)


def link_to_a_phone(card: Card, host: Host) -> str:
    """Return the signed link by which a host lets the holder of a card play on a phone."""
    return _signer().dumps([card.code, card.move_key, host.public_id])


def _card_in(link: str, neighbourhood: Neighbourhood) -> tuple[Card, str | None]:
    """Return the card that a link is about, and its key. Raises Missing when it is over or was used, and NotAllowed."""
    try:
        code, key, host = _signer().loads(link, max_age=MINUTES * 60)
    except (BadSignature, ValueError, TypeError) as error:
        raise Missing("move_over") from error
    card = card_with(str(code), neighbourhood.id)
    if card.move_key != key or host_with(str(host)).state_at(now()) != "receives":
        raise Missing("move_over")
    _check_may_move(card)
    return card, key


def _check_may_move(card: Card) -> None:
    """Raise NotAllowed for a card that is not handed out, and for a child, who asks a parent (trust rule 4)."""
    refusal = refusal_of_status(card.status) or (None if card.player.is_grown_up else "no_phone_for_a_child")
    if refusal:
        raise NotAllowed(refusal)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="from a card to a phone")
