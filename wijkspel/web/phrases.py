"""To another phone, and back when one is lost: four words that are shown once, and known by nobody else."""

import secrets
from typing import Any

from flask import Blueprint, Response, current_app, request

from config import Default
from wijkspel.db import write
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.actions.players import bring_player, keep_phrase, play_here_alone
from wijkspel.players.queries import count_phones
from wijkspel.players.rules import phrase_key
from wijkspel.web.limits import count_wrong_phrase
from wijkspel.web.playing import on_to, phone_of, play_page, player_of, the_player, token_of_phone
from wijkspel.web.reading import reader
from wijkspel.wordlists.phrases import new_phrase, read_phrase

blueprint = Blueprint("phrases", __name__)


@blueprint.get("/<slug:wijk>/spel/woorden")
def explain(wijk: str) -> Response:
    """Say what the four words are for, and ask for them or offer new ones."""
    return _explained(wijk)


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
        return _explained(wijk, typed=typed[:80], status=422)
    return on_to("my_game.show", wijk)


@blueprint.post("/<slug:wijk>/spel/alleen-hier")
def only_here(wijk: str) -> Response:
    """Let the player play on this phone alone from now: an old phone, or one of somebody else, stops at once."""
    reader()
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player, phone = the_player(neighbourhood), phone_of(neighbourhood)
        if phone is not None:
            play_here_alone(player, phone)
    return on_to("phrases.explain", wijk, alleen="ja")


def _explained(wijk: str, *, typed: str = "", status: int = 200) -> Response:
    neighbourhood = neighbourhood_called(wijk)
    player = player_of(neighbourhood)
    values: dict[str, Any] = {"player": player, "phones": count_phones(player.id) if player else 0}
    values |= {"typed": typed, "wrong": status != 200, "alone": request.args.get("alleen") == "ja"}
    return play_page("phrases/explain.html", neighbourhood, status, **values)


def _key(phrase: str) -> str:
    settings: Default = current_app.config["SETTINGS"]
    return phrase_key(phrase, settings.secret_key)
