"""“This nickname does not feel good”: one tap, a reason if somebody wishes, and the other is not told by whom."""

from flask import Blueprint, Response, redirect, request

from wijkspel.db import write
from wijkspel.errors import Missing
from wijkspel.game.actions.flagging import flag_nickname
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.players.queries import flag_of, player_with
from wijkspel.web.playing import for_this_phone, play_page, player_of
from wijkspel.web.reading import address_of, reader

blueprint = Blueprint("nicknames", __name__)


@blueprint.get("/<slug:wijk>/spel/bijnaam/<public:player>")
def ask(wijk: str, player: str) -> Response:
    """Offer to flag the nickname of another player; when that was done, say thanks and ask why."""
    neighbourhood = neighbourhood_called(wijk)
    own, other = _both(neighbourhood, player)
    return play_page("nicknames/ask.html", neighbourhood, other=other, flag=flag_of(own.id, other))


@blueprint.post("/<slug:wijk>/spel/bijnaam/<public:player>")
def flag(wijk: str, player: str) -> Response:
    """Keep that a nickname does not feel good to this player, with a reason when one was chosen."""
    reader()  # a language that does not exist is refused before anything is kept
    with write():
        own, other = _both(neighbourhood_called(wijk), player)
        flag_nickname(own, other, reason=request.form.get("reason") or None)
    answer: Response = redirect(address_of("nicknames.ask", wijk=wijk, player=player), 303)  # type: ignore[assignment]
    return for_this_phone(answer, neighbourhood_called(wijk))


def _both(neighbourhood: Neighbourhood, name: str) -> tuple[Player, Player]:
    """Return this phone's player and the other one. Raises Missing; also when the two are one."""
    own = player_of(neighbourhood)
    if own is None:
        raise Missing("no_such_player")
    other = player_with(name, neighbourhood.id)
    if other.id == own.id:
        raise Missing("no_such_player")
    return own, other
