"""A doubtful meeting, confirmed by somebody who was there: a square to scan, and one tap."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, Response, current_app, request

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Missing, NotAllowed
from wijkspel.game.models import Meeting, Pair, Vouch
from wijkspel.game.queries.meetings import meeting_with
from wijkspel.game.rules import COUNTED
from wijkspel.hosting.actions.vouching import ask_for_vouch, vouch
from wijkspel.hosting.queries import pair_of, vouch_with, vouched_for_in
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.players.queries import player_with
from wijkspel.web.playing import on_to, play_page, player_of, the_player
from wijkspel.web.reading import address_of, reader

blueprint = Blueprint("witnesses", __name__)


class Rescue(NamedTuple):
    """What somebody else has to do with a pair: `asks` to be confirmed, or was by a `host` or a `player`."""

    other: Player
    how: str


@blueprint.post("/<slug:wijk>/spel/ontmoeting/<public:meeting>/bevestigen")
def ask(wijk: str, meeting: str) -> Response:
    """Ask whoever was there to confirm a doubtful pair, with a square to scan."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = the_player(neighbourhood, missing="no_such_meeting")
        other = player_with(request.form.get("other", ""), neighbourhood.id)
        token = ask_for_vouch(pair_of(meeting_with(meeting, player.id), player.id, other.id), player).token
    return on_to("witnesses.show", wijk, token=token)


@blueprint.get("/<slug:wijk>/spel/bevestig/<token>")
def show(wijk: str, token: str) -> Response:
    """Show a square to the two whom it is about, and the question to everybody else."""
    neighbourhood = neighbourhood_called(wijk)
    asked = vouch_with(token, neighbourhood.id)
    path = address_of("witnesses.show", wijk=neighbourhood.slug, token=asked.token)
    square = qr.drawing(current_app.config["SETTINGS"].url + path)
    return _page("witnesses/show.html", asked, neighbourhood, qr=square)


@blueprint.get("/<slug:wijk>/spel/bevestig/<token>/stand")
def answer(wijk: str, token: str) -> Response:
    """Answer with the part of the square's page that changes, for the two whom it is about."""
    neighbourhood = neighbourhood_called(wijk)
    asked, player = vouch_with(token, neighbourhood.id), player_of(neighbourhood)
    if player is None or player.id not in (asked.low_id, asked.high_id):
        raise Missing("no_such_vouch")
    return _page("witnesses/_answer.html", asked, neighbourhood)


@blueprint.post("/<slug:wijk>/spel/bevestig/<token>")
def say(wijk: str, token: str) -> Response:
    """Keep that somebody saw the two together."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = player_of(neighbourhood)
        if player is None:
            raise NotAllowed("vouch_not_there")
        vouch(vouch_with(token, neighbourhood.id), player)
    return on_to("witnesses.show", wijk, token=token)


def rescues(meeting: Meeting, player: Player, pairs: Sequence[Pair]) -> list[Rescue]:
    """Return which of the pairs of a player in a meeting somebody else can confirm, or did."""
    people, found = {met.player_id: met.player for met in meeting.people}, []
    vouches = vouched_for_in(meeting)
    for pair in pairs:
        said = vouches.get((pair.low_id, pair.high_id))
        if pair.outcome == "doubtful" or said is not None:
            how = "asks" if said is None else "host" if said.host_id else "player"
            found.append(Rescue(people[pair.other(player.id)], how))
    return found


def _page(template: str, asked: Vouch, neighbourhood: Neighbourhood, **values: Any) -> Response:
    player = player_of(neighbourhood)
    values |= {
        "asked": asked,
        "spot": asked.meeting.spot,
        "player": player,
        "seconds": max(0, round((asked.until - now()).total_seconds())),
    }
    return play_page(template, neighbourhood, state=_state(asked, player), **values)


def _state(asked: Vouch, player: Player | None) -> str:
    """Return in one word what somebody sees: `mine`, `counts`, `said`, `over` or `asked`."""
    is_mine = player is not None and player.id in (asked.low_id, asked.high_id)
    counts = pair_of(asked.meeting, asked.low_id, asked.high_id).outcome in COUNTED
    if player is not None and asked.player_id == player.id:
        return "said"
    if counts or asked.vouched_at is not None:
        return "counts" if is_mine else "over"
    if asked.until <= now():
        return "over"
    return "mine" if is_mine else "asked"
