"""“This did not feel good”: telling it after a meeting, and never meeting that neighbour again."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.game.actions.complaining import complain, stay_apart
from wijkspel.game.models import Meeting
from wijkspel.game.queries.meetings import meeting_with
from wijkspel.game.rules import LONGEST_COMPLAINT
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.web.game_words import shown_name
from wijkspel.web.playing import on_to, play_page, the_player
from wijkspel.web.reading import reader

blueprint = Blueprint("complaints", __name__)


@blueprint.get("/<slug:wijk>/spel/ontmoeting/<public:meeting>/vervelend")
def tell(wijk: str, meeting: str) -> Response:
    """Ask what did not feel good about a meeting, and with whom."""
    return _form(wijk, meeting)


@blueprint.post("/<slug:wijk>/spel/ontmoeting/<public:meeting>/vervelend")
def told(wijk: str, meeting: str) -> Response:
    """Keep what somebody tells, and let the two never meet again if that is wished."""
    reader()  # a language that does not exist is refused before anything is kept
    words, name = request.form.get("words", ""), request.form.get("other", "")
    try:
        with write():
            player, found = _own(wijk, meeting)
            other = next((one for one in _others(found, player) if one.public_id == name), None)
            if other is None:
                raise Invalid(other="missing")
            complain(player, other, found, words=words)
            if request.form.get("apart"):
                stay_apart(player, other)
    except Invalid as error:
        return _form(wijk, meeting, chosen=name, typed=words, problems=error.fields, status=422)
    return on_to("complaints.thanks", wijk, meeting=meeting)


@blueprint.get("/<slug:wijk>/spel/ontmoeting/<public:meeting>/vervelend/bedankt")
def thanks(wijk: str, meeting: str) -> Response:
    """Say what happens now."""
    _own(wijk, meeting)
    return play_page("complaints/thanks.html", neighbourhood_called(wijk))


def _form(
    wijk: str,
    meeting: str,
    *,
    chosen: str = "",
    typed: str = "",
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    player, found = _own(wijk, meeting)
    others = {one.public_id: shown_name(one) for one in _others(found, player)}
    said = {"other": _("Choose who it is about."), "words": _("This is too long. Make it a little shorter.")}
    values = {
        "others": others,
        "chosen": chosen or (next(iter(others)) if len(others) == 1 else ""),
        "typed": typed,
        "problems": {name: said[name] for name in problems or {}},
        "longest": LONGEST_COMPLAINT,
    }
    return play_page("complaints/tell.html", neighbourhood_called(wijk), status, meeting=found, **values)


def _own(wijk: str, meeting: str) -> tuple[Player, Meeting]:
    player = the_player(neighbourhood_called(wijk), missing="no_such_meeting")
    return player, meeting_with(meeting, player.id)


def _others(meeting: Meeting, player: Player) -> list[Player]:
    return [met.player for met in meeting.people if met.player_id != player.id]
