"""From a card to a phone: a host shows a square, and whoever holds the card scans it with the phone to play on.

The card itself opens no phone, since anybody can photograph it. What the host shows works once and for ten minutes.
"""

from flask import Blueprint, Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from wijkspel import qr
from wijkspel.db import write
from wijkspel.errors import Missing, NotAllowed
from wijkspel.hosting.rules import refusal_of_status
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.cards import hold_card
from wijkspel.players.actions.players import bring, phone_with
from wijkspel.players.models import Card
from wijkspel.players.queries import card_with, count_phones
from wijkspel.web.playing import on_to, play_page, player_of, token_of_phone
from wijkspel.web.reading import address_of, reader
from wijkspel.web.receiving import card_meant, host_of

MINUTES = 10
blueprint = Blueprint("card_to_phone", __name__)


@blueprint.get("/<slug:wijk>/spel/gastheer/kaart/<code>/telefoon")
def show(wijk: str, code: str) -> Response:
    """Show a host the square by which the holder of a card goes on playing on a phone."""
    neighbourhood = neighbourhood_called(wijk)
    host_of(neighbourhood)
    card = card_meant(code, neighbourhood)
    _check_may_move(card)
    link = _signer().dumps([card.code, count_phones(card.player_id)])
    square = qr.drawing(current_app.config["SETTINGS"].url + address_of("card_to_phone.ask", wijk=wijk, link=link))
    return play_page("card_to_phone/show.html", neighbourhood, card=card, qr=square, minutes=MINUTES)


@blueprint.get("/<slug:wijk>/spel/verhuis/<link>")
def ask(wijk: str, link: str) -> Response:
    """Ask whether the holder of a card wants to go on playing on this phone."""
    neighbourhood = neighbourhood_called(wijk)
    card, player = _card_in(link, neighbourhood), player_of(neighbourhood)
    return play_page("card_to_phone/ask.html", neighbourhood, card=card, player=player, link=link)


@blueprint.post("/<slug:wijk>/spel/verhuis/<link>")
def move(wijk: str, link: str) -> Response:
    """Let the holder of a card play on this phone from now."""
    token = token_of_phone()
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        card = _card_in(link, neighbourhood)
        phone_with(token, neighbourhood)  # before the card: whoever leaves on this phone holds them in this order
        hold_card(card)
        _card_in(link, neighbourhood)  # of two phones at once, one was first
        bring(card.player, token, neighbourhood)
    return on_to("my_game.show", wijk)


def _card_in(link: str, neighbourhood: Neighbourhood) -> Card:
    """Return the card that a link is about. Raises Missing when it is over or was used, and NotAllowed."""
    try:
        code, phones = _signer().loads(link, max_age=MINUTES * 60)
    except (BadSignature, ValueError, TypeError) as error:
        raise Missing("move_over") from error
    card = card_with(str(code), neighbourhood.id)
    if count_phones(card.player_id) != phones:
        raise Missing("move_over")
    _check_may_move(card)
    return card


def _check_may_move(card: Card) -> None:
    """Raise NotAllowed for a card that is not handed out, and for a child, who asks a parent (trust rule 4)."""
    refusal = refusal_of_status(card.status) or (None if card.player.is_grown_up else "no_phone_for_a_child")
    if refusal:
        raise NotAllowed(refusal)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="from a card to a phone")
