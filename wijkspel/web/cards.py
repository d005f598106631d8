"""The page behind a card: a neighbour at a place meets its holder. Looking at it changes nothing."""

from typing import Any

from flask import Blueprint, Response

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import NotAllowed
from wijkspel.game.queries.presences import last_presence
from wijkspel.hosting.actions.cards import meet_card
from wijkspel.hosting.rules import refusal_of_card
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Card, Player
from wijkspel.rounds.queries import playing_round
from wijkspel.web.playing import on_to, play_page, player_of
from wijkspel.web.reading import reader
from wijkspel.web.receiving import card_meant, host_here

blueprint = Blueprint("cards", __name__)


@blueprint.get("/<slug:wijk>/spel/kaart/<code>")
def show(wijk: str, code: str) -> Response:
    """Show whose card it is to a neighbour who can meet its holder; to everybody else, how to go on."""
    neighbourhood = neighbourhood_called(wijk)
    card = card_meant(code, neighbourhood)
    if host_here(neighbourhood) is not None:
        return on_to("hosts.card", neighbourhood.slug, code=card.code)
    player = player_of(neighbourhood)
    presence = last_presence(player.id, now()) if player else None
    values: dict[str, Any] = {"card": card, "player": player, "spot": presence.spot if presence else None}
    state = _state(card, player, neighbourhood)
    return play_page("cards/show.html", neighbourhood, state=state, shown=qr.written(card.code), **values)


@blueprint.post("/<slug:wijk>/spel/kaart/<code>")
def meet(wijk: str, code: str) -> Response:
    """Let the player on this phone meet the holder of a card, at the place where the player is."""
    reader()  # a language that does not exist is refused before anything is kept
    card_meant(code, neighbourhood_called(wijk))
    with write():
        neighbourhood = neighbourhood_called(wijk)
        card, player = card_meant(code, neighbourhood), player_of(neighbourhood)
        presence = last_presence(player.id, now()) if player else None
        if player is None or presence is None:
            raise NotAllowed("not_here")
        name = meet_card(player, card, presence.spot).public_id
    return on_to("game.meeting", wijk, meeting=name)


def _state(card: Card, player: Player | None, neighbourhood: Neighbourhood) -> str:
    """Return in one word what this player can do with a card: `ready` to meet its holder, or why not."""
    if player is not None and player.id == card.player_id:
        return "own_card"
    refusal = refusal_of_card(card.status, card.player.is_grown_up)
    if refusal:
        return refusal
    if playing_round(neighbourhood) is None:
        return "no_round"
    if player is not None and player.is_grown_up is False:
        return "too_young"
    if player is None or last_presence(player.id, now()) is None:
        return "not_here"
    return "ready" if player.is_grown_up else "age_unknown"
