"""“I do not agree”: whose photo or nickname was hidden says so in one tap, and reads what comes of it."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from wijkspel.db import write
from wijkspel.errors import Invalid, Missing
from wijkspel.game.actions.objecting import object_to_nickname
from wijkspel.game.queries.objections import nickname_dispute, objection_of
from wijkspel.photos.actions.flagging import object_to_photo
from wijkspel.photos.queries.seeing import photo_to_object_to
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.rules import LONGEST_OBJECTION
from wijkspel.web.playing import on_to, play_page, the_player
from wijkspel.web.reading import address_of, reader

blueprint = Blueprint("objections", __name__)


@blueprint.get("/<slug:wijk>/spel/bezwaar/foto/<public:photo>")
def about_photo(wijk: str, photo: str) -> Response:
    """Say why a photo is hidden, to somebody in it who may object; when that was done, say what comes of it."""
    return _of_photo(wijk, photo)


@blueprint.post("/<slug:wijk>/spel/bezwaar/foto/<public:photo>")
def object_about_photo(wijk: str, photo: str) -> Response:
    """Keep that somebody in a photo does not agree that it is hidden."""
    reader()  # a language that does not exist is refused before anything is kept
    words = request.form.get("words", "")
    try:
        with write():
            neighbourhood = neighbourhood_called(wijk)
            player = the_player(neighbourhood, missing="no_such_photo")
            object_to_photo(photo_to_object_to(player, photo, neighbourhood), player, words=words)
    except Invalid:
        return _of_photo(wijk, photo, typed=words)
    return on_to("objections.about_photo", wijk, photo=photo)


@blueprint.get("/<slug:wijk>/spel/bezwaar/bijnaam")
def about_nickname(wijk: str) -> Response:
    """Say why a nickname is hidden or was taken away, to its player; after an objection, say what comes of it."""
    return _of_nickname(wijk)


@blueprint.post("/<slug:wijk>/spel/bezwaar/bijnaam")
def object_about_nickname(wijk: str) -> Response:
    """Keep that a player does not agree that a nickname is hidden or was taken away."""
    reader()  # a language that does not exist is refused before anything is kept
    words = request.form.get("words", "")
    try:
        with write():
            object_to_nickname(the_player(neighbourhood_called(wijk)), words=words)
    except Invalid:
        return _of_nickname(wijk, typed=words)
    return on_to("objections.about_nickname", wijk)


def _of_photo(wijk: str, photo: str, *, typed: str | None = None) -> Response:
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood, missing="no_such_photo")
    found = photo_to_object_to(player, photo, neighbourhood)
    to_object = address_of("objections.object_about_photo", wijk=wijk, photo=photo)
    return _page(wijk, typed, photo=found, objection=objection_of(player, "photo", photo), to_object=to_object)


def _of_nickname(wijk: str, *, typed: str | None = None) -> Response:
    player = the_player(neighbourhood_called(wijk))
    dispute = nickname_dispute(player)
    if dispute is None:
        raise Missing("nothing_to_object_to")
    said = {
        "insulting": _("It insults or hurts people"),
        "private": _("It is a real name, or says where somebody lives"),
    }
    values = {"dispute": dispute, "objection": dispute.objection, "reasons": [said[name] for name in dispute.reasons]}
    return _page(
        wijk, typed, player=player, to_object=address_of("objections.object_about_nickname", wijk=wijk), **values
    )


def _page(wijk: str, typed: str | None, **values: Any) -> Response:
    """Show what happened, and what was said against it; `typed` are words that were too long to keep."""
    wrong = "" if typed is None else _("This is too long. Make it a little shorter.")
    values |= {"typed": typed or "", "wrong": wrong, "longest": LONGEST_OBJECTION}
    return play_page("objections/page.html", neighbourhood_called(wijk), 422 if wrong else 200, **values)
