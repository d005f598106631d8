"""The gallery of a neighbourhood: photos that everybody in them released, and “this does not feel good” at each."""

from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.photos.actions.flagging import flag_photo
from wijkspel.photos.queries.seeing import gallery, own_photos_among, photo_to_flag
from wijkspel.photos.rules import LONGEST_FLAG
from wijkspel.places.queries import neighbourhood_called
from wijkspel.web.playing import on_to, play_page, player_of, token_of_phone
from wijkspel.web.reading import reader

blueprint = Blueprint("gallery", __name__)


@blueprint.get("/<slug:wijk>/spel/galerij")
def show(wijk: str) -> Response:
    """Show a page of the gallery; where a photo was taken is for players of this neighbourhood."""
    neighbourhood = neighbourhood_called(wijk)
    player = player_of(neighbourhood)
    page = gallery(neighbourhood, request.args.get("blad", 1, type=int))
    own = own_photos_among(page.photos, player)
    return play_page("gallery/show.html", neighbourhood, page=page, player=player, own=own)


@blueprint.get("/<slug:wijk>/spel/foto/<public:photo>/vervelend")
def flag(wijk: str, photo: str) -> Response:
    """Ask what does not feel good about a photo."""
    return _form(wijk, photo)


@blueprint.post("/<slug:wijk>/spel/foto/<public:photo>/vervelend")
def flagged(wijk: str, photo: str) -> Response:
    """Keep that a photo does not feel good; who does not play may say so too, and becomes nobody by it."""
    reader()  # a language that does not exist is refused before anything is kept
    token_of_phone()
    words = request.form.get("words", "")
    try:
        with write():
            neighbourhood = neighbourhood_called(wijk)
            player = player_of(neighbourhood)
            found = photo_to_flag(player, photo, neighbourhood)
            flag_photo(found, player, words=words)
            is_in_it = found.id in own_photos_among([found], player)
    except Invalid:
        return _form(wijk, photo, typed=words, wrong=_("This is too long. Make it a little shorter."), status=422)
    return on_to("gallery.thanks", wijk, jij="ja" if is_in_it else None)


@blueprint.get("/<slug:wijk>/spel/galerij/bedankt")
def thanks(wijk: str) -> Response:
    """Say what happens now, and lead back to where the photo was seen: those in it have a page of their own."""
    is_in_it = request.args.get("jij") == "ja"
    return play_page("gallery/thanks.html", neighbourhood_called(wijk), is_in_it=is_in_it)


def _form(wijk: str, photo: str, *, typed: str = "", wrong: str = "", status: int = 200) -> Response:
    neighbourhood = neighbourhood_called(wijk)
    player = player_of(neighbourhood)
    found = photo_to_flag(player, photo, neighbourhood)
    values: dict[str, Any] = {"photo": found, "typed": typed, "wrong": wrong, "longest": LONGEST_FLAG}
    values["is_in_it"] = found.id in own_photos_among([found], player)
    return play_page("gallery/flag.html", neighbourhood, status, **values)
