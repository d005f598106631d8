"""The screen of a spot: a tablet or a television in the library that invites people, without anybody's cookie."""

from flask import Blueprint, Response, current_app

from wijkspel import qr
from wijkspel.clock import now
from wijkspel.hosting.queries import met_today
from wijkspel.places.queries import neighbourhood_called, spot_with
from wijkspel.rounds.queries import latest_round, playing_round, score_of_all
from wijkspel.rounds.rules import day_of
from wijkspel.web import assets
from wijkspel.web.pages import fresh_page
from wijkspel.wordlists.assignments import of_step

blueprint = Blueprint("screens", __name__)


@blueprint.get("/<slug:wijk>/scherm/<slug:spot>")
def show(wijk: str, spot: str) -> Response:
    """Show the screen of a spot, which renews itself for days."""
    return _screen("screens/show.html", wijk, spot)


@blueprint.get("/<slug:wijk>/scherm/<slug:spot>/stand")
def state(wijk: str, spot: str) -> Response:
    """Answer with the part of the screen that changes, and with which release it is of."""
    return _screen("screens/_state.html", wijk, spot)


def _screen(template: str, wijk: str, spot: str) -> Response:
    neighbourhood = neighbourhood_called(wijk)
    found, moment = spot_with(neighbourhood, spot), now()
    playing, sticker = playing_round(neighbourhood, moment), found.live_sticker
    easy, today = of_step(1), day_of(moment, neighbourhood.timezone)
    response = fresh_page(
        template,
        neighbourhood=neighbourhood,
        spot=found,
        round=playing or latest_round(neighbourhood, moment),
        plays=playing is not None,
        state=playing.state_at(moment) if playing else None,
        people=met_today(found, playing, moment) if playing else 0,
        together=score_of_all(playing) if playing else 0,
        assignment=easy[today.toordinal() % len(easy)],
        qr=qr.drawing(qr.address(current_app.config["SETTINGS"].url, sticker.code)) if sticker else None,
        code=qr.written(sticker.code) if sticker else None,
        release=assets.release(),
        moment=moment,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
