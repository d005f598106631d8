"""Boards: how a neighbourhood stands, the same for everybody; why each line was written; the neighbours around me."""

from typing import Any

from flask import Blueprint, Response, request

from wijkspel.boards.queries import explained, figures_of
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.errors import Missing
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.players import show_around
from wijkspel.rounds.models import Round
from wijkspel.rounds.queries import count_entries, entries_of, latest_round, next_round, score_of_all, teams_of
from wijkspel.rounds.rules import SMALLEST_TEAM
from wijkspel.web.pages import brief_page
from wijkspel.web.playing import on_to, play_page, the_player
from wijkspel.web.reading import reader

SECONDS = 2  # how old a board may be
LINES_A_PAGE = 20
OVER = ("closed", "cleaned_up")
blueprint = Blueprint("boards", __name__)


@blueprint.get("/<slug:wijk>/spel/stand")
def show(wijk: str) -> Response:
    """Show the meter and the teams, without knowing who asks: it sets no cookie, looks at none, and names nobody."""
    who, neighbourhood = reader(), neighbourhood_called(wijk)
    latest, moment = latest_round(neighbourhood), now()
    values: dict[str, Any] = {"round": latest, "coming": next_round(neighbourhood, moment), "state": None}
    if latest is not None:
        values |= {"state": latest.state_at(moment), "teams": teams_of(latest), "smallest": SMALLEST_TEAM}
        values |= {"together": score_of_all(latest), "closing": closing_of(latest, values["state"])}
    return brief_page("boards/show.html", who, neighbourhood, seconds=SECONDS, **values)


@blueprint.get("/<slug:wijk>/spel/waarom")
def why(wijk: str) -> Response:
    """Show every line of the player in this round, the newest first, and where each came from."""
    neighbourhood = neighbourhood_called(wijk)
    player, latest = the_player(neighbourhood), latest_round(neighbourhood)
    sheet = request.args.get("blad", 1, type=int)
    count = sum(count_entries(player.id, latest.id).values()) if latest else 0
    sheets = max(1, -(-count // LINES_A_PAGE))
    if not 1 <= sheet <= sheets:
        raise Missing("no_such_page")
    after = (sheet - 1) * LINES_A_PAGE
    lines = entries_of(player.id, latest.id, most=LINES_A_PAGE, after=after) if latest else []
    values: dict[str, Any] = {"lines": explained(player, lines), "sheet": sheet, "sheets": sheets, "round": latest}
    return play_page("boards/why.html", neighbourhood, player=player, **values)


@blueprint.post("/<slug:wijk>/spel/buren")
def around(wijk: str) -> Response:
    """Keep whether the player and the neighbours just above and below see each other's nickname."""
    reader()  # a language that does not exist is refused before anything is kept
    with write():
        show_around(the_player(neighbourhood_called(wijk)), is_around=request.form.get("around") == "yes")
    return on_to("my_game.show", wijk, _anchor="around")


def game_in(neighbourhood: Neighbourhood) -> str | None:
    """Return in one word how the game of a neighbourhood stands: it `plays` or is `over`; None before the first round.

    A page that shows it may be kept: it is right until the next turn of a round.
    """
    latest, moment = latest_round(neighbourhood), now()
    if latest is None:
        return None
    return "over" if latest.state_at(moment) in OVER else "plays"


def closing_of(latest: Round, state: str | None) -> dict[str, Any] | None:
    """Return what a round that is over came to: as it was kept, or counted now until the chore has come by."""
    if state not in OVER:
        return None
    return latest.closing if latest.closing is not None else figures_of(latest)
