"""To another phone, and back when one is lost: four words that are shown once, and known by nobody else."""

import secrets

from flask import Blueprint, Response, current_app, request

from config import Default
from wijkspel.db import write
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.players import bring_player, keep_phrase
from wijkspel.players.rules import phrase_key
from wijkspel.web.limits import count_wrong_phrase
from wijkspel.web.playing import on_to, play_page, player_of, the_player, token_of_phone
from wijkspel.web.reading import reader
from wijkspel.wordlists.phrases import new_phrase, read_phrase

blueprint = Blueprint("phrases", __name__)


@blueprint.get("/<slug:wijk>/spel/woorden")
def explain(wijk: str) -> Response:
    """Say what the four words are for, and ask for them or offer new ones."""
    neighbourhood = neighbourhood_called(wijk)
    return play_page("phrases/explain.html", neighbourhood, player=player_of(neighbourhood), typed="", wrong=False)


@blueprint.post("/<slug:wijk>/spel/woorden")
def make(wijk: str) -> Response:
    """Make four words for the player, show them once, and forget the ones before."""
    reader()  # a language that does not exist is refused before anything is kept
    phrase = new_phrase(secrets.choice)
    key = _key(phrase)  # slow on purpose, so before the transaction
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = the_player(neighbourhood)
        keep_phrase(player, key)
    return play_page("phrases/make.html", neighbourhood_called(wijk), phrase=phrase)


@blueprint.get("/<slug:wijk>/spel/terug")
def ask(wijk: str) -> Response:
    """Show where four words are typed: somebody chose another language after a mistake."""
    return explain(wijk)


@blueprint.post("/<slug:wijk>/spel/terug")
def come_back(wijk: str) -> Response:
    """Let whoever types the four words play on this phone from now."""
    token, typed = token_of_phone(), request.form.get("phrase", "")
    count_wrong_phrase(token)  # each try counts, also a right one: nobody needs more
    phrase = read_phrase(typed)
    key = _key(phrase) if phrase else None
    with write():
        neighbourhood = neighbourhood_called(wijk)
        found = bring_player(token, neighbourhood, phrase_key=key) if key else None
    if found is None:
        neighbourhood = neighbourhood_called(wijk)
        values = {"player": player_of(neighbourhood), "typed": typed[:80], "wrong": True}
        return play_page("phrases/explain.html", neighbourhood, 422, **values)
    return on_to("my_game.show", wijk)


def _key(phrase: str) -> str:
    settings: Default = current_app.config["SETTINGS"]
    return phrase_key(phrase, settings.secret_key)
