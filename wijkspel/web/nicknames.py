"""“This nickname does not feel good”: one tap, a reason if somebody wishes, and the other is not told by whom."""

from flask import Blueprint, Response, request

from wijkspel.db import write
from wijkspel.errors import Missing
from wijkspel.game.actions.flagging import flag_nickname
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.players.queries import flag_of, player_with
from wijkspel.web.playing import on_to, play_page, the_player
from wijkspel.web.reading import reader

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
    return on_to("nicknames.ask", wijk, player=player)


def _both(neighbourhood: Neighbourhood, name: str) -> tuple[Player, Player]:
    """Return this phone's player and the other one. Raises Missing; also when the two are one."""
    own = the_player(neighbourhood)
    other = player_with(name, neighbourhood.id)
    if other.id == own.id:
        raise Missing("no_such_player")
    return own, other
