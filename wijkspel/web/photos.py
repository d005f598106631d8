"""The photo of a meeting: sent from one phone, and chosen about by everybody in it on the own phone."""

import json
import tempfile
import zipfile
from typing import IO, Any

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.exceptions import NotFound

from wijkspel.db import let_go, write
from wijkspel.errors import Busy, Conflict, Invalid, Missing, NotAllowed, Refused
from wijkspel.game.models import Meeting
from wijkspel.game.queries.meetings import meeting_with
from wijkspel.game.queries.objections import objection_of
from wijkspel.media.actions import MadePicture, make_picture
from wijkspel.photos.actions.choosing import choose, take_back
from wijkspel.photos.actions.sending import add_photo, photo_already_sent
from wijkspel.photos.models import Photo
from wijkspel.photos.queries.saying import said_about
from wijkspel.photos.queries.seeing import (
    own_photo,
    photo_seen_by,
    photos_seen_of,
    photos_waiting_for,
    photos_with,
    sees,
)
from wijkspel.photos.rules import CONSENT_DAYS, PHOTO_DAYS, fingerprint
from wijkspel.pictures.areas import Area, areas_in
from wijkspel.pictures.sizes import SIDES, WANTED, file_name
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called
from wijkspel.players.models import Player
from wijkspel.storage import Store
from wijkspel.web.limits import count_photo
from wijkspel.web.media import drop_files
from wijkspel.web.photo_news import news_of, said_of_upload
from wijkspel.web.playing import for_this_phone, on_to, play_page, player_of, the_player, token_of_phone
from wijkspel.web.reading import reader
from wijkspel.web.sentences import sentence_for

blueprint = Blueprint("photos", __name__)


@blueprint.get("/<slug:wijk>/spel/ontmoeting/<public:meeting>/foto")
def send(wijk: str, meeting: str) -> Response:
    """Ask for a photo of a meeting, or say why there can be none."""
    player, found = _own_meeting(neighbourhood_called(wijk), meeting)
    return _form(found, player, wrong="")


@blueprint.post("/<slug:wijk>/spel/ontmoeting/<public:meeting>/foto")
def keep(wijk: str, meeting: str) -> Response:
    """Keep a photo of a meeting; one that will not do is said on the form, and leaves nothing behind."""
    reader()  # a language that does not exist is refused before anything is kept
    player, found = _own_meeting(neighbourhood_called(wijk), meeting)
    count_photo(token_of_phone())
    try:
        name = _kept(wijk, meeting, _content(), _areas())
    except (Busy, Conflict, NotAllowed, Missing):
        raise
    except Refused as error:
        player, found = _own_meeting(neighbourhood_called(wijk), meeting)
        return _form(found, player, wrong=said_of_upload(error), status=422 if isinstance(error, Invalid) else 400)
    return on_to("photos.show", wijk, photo=name)


@blueprint.get("/<slug:wijk>/spel/ontmoeting/<public:meeting>/foto/stand")
def news(wijk: str, meeting: str) -> Response:
    """Answer with the part of a meeting's page that is about its photo."""
    neighbourhood = neighbourhood_called(wijk)
    player, found = _own_meeting(neighbourhood, meeting)
    return play_page("photos/_news.html", neighbourhood, meeting=found, player=player, news=news_of(found, player))


@blueprint.get("/<slug:wijk>/spel/foto/<public:photo>")
def show(wijk: str, photo: str) -> Response:
    """Show a photo to somebody who is in it, with what each of them chose and what can be chosen."""
    return _of_photo("photos/show.html", wijk, photo)


@blueprint.get("/<slug:wijk>/spel/foto/<public:photo>/stand")
def stand(wijk: str, photo: str) -> Response:
    """Answer with the part of a photo's page that says how it stands with it."""
    return _of_photo("photos/_stands.html", wijk, photo)


@blueprint.post("/<slug:wijk>/spel/foto/<public:photo>/keuze")
def choose_about(wijk: str, photo: str) -> Response:
    """Keep what this phone's player chooses about a photo."""
    wanted = request.form.getlist("purpose")
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = the_player(neighbourhood, missing="no_such_photo")
        found = own_photo(player, photo, neighbourhood)
        choose(found, player, gallery="gallery" in wanted, in_print="print" in wanted)
    return on_to("photos.show", wijk, photo=photo, bewaard="ja")


@blueprint.post("/<slug:wijk>/spel/foto/<public:photo>/weg")
def refuse(wijk: str, photo: str) -> Response:
    """Delete a photo for all because somebody in it does not want it."""
    with write():
        neighbourhood = neighbourhood_called(wijk)
        player = the_player(neighbourhood, missing="no_such_photo")
        names = take_back(own_photo(player, photo, neighbourhood), player)
    drop_files(names)
    return on_to("photos.mine", wijk, weg="ja")


@blueprint.get("/<slug:wijk>/spel/fotos")
def mine(wijk: str) -> Response:
    """Show the photos that this phone's player is in, first those that wait for a choice; of hidden ones only that."""
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood, missing="no_such_photo")
    waiting = photos_waiting_for(player, neighbourhood)
    chosen = [photo for photo in photos_seen_of(player, neighbourhood) if photo not in waiting]
    values: dict[str, Any] = {"hidden": [photo for photo in photos_with(player) if photo.is_hidden]}
    values |= {"waiting": waiting, "chosen": chosen, "is_gone": request.args.get("weg") == "ja"}
    return play_page("photos/mine.html", neighbourhood, **values)


@blueprint.get("/<slug:wijk>/spel/foto/<public:photo>-<int:side>.<suffix>")
def file(wijk: str, photo: str, side: int, suffix: str) -> Response:
    """Answer with one size of a photo, for whoever sees it and no longer; no cache may keep it.

    When it came in is nobody's business, so the answer says nothing of the file's age.
    """
    file_format = {"webp": "webp", "jpg": "jpeg"}.get(suffix)
    if file_format is None or side not in SIDES:
        raise NotFound
    neighbourhood = neighbourhood_called(wijk)
    found = photo_seen_by(player_of(neighbourhood), photo, neighbourhood)
    name, store = _name(found, side, file_format), _store()
    if not store.has(name):
        raise NotFound
    answer = send_file(store.path(name), mimetype=f"image/{file_format}", etag=False, conditional=False)
    del answer.headers["Last-Modified"]
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@blueprint.get("/<slug:wijk>/spel/gegevens/fotos.zip")
def take_along(wijk: str) -> Response:
    """Hand out the photos that this phone's player is in, as one file."""
    neighbourhood = neighbourhood_called(wijk)
    own = photos_seen_of(the_player(neighbourhood, missing="no_such_photo"), neighbourhood)
    answer = send_file(_packed(own), "application/zip", as_attachment=True, download_name="mijn-fotos.zip", etag=False)
    return for_this_phone(answer, neighbourhood.slug)


def _of_photo(template: str, wijk: str, photo: str) -> Response:
    neighbourhood = neighbourhood_called(wijk)
    player = the_player(neighbourhood, missing="no_such_photo")
    found = own_photo(player, photo, neighbourhood)
    said = said_about(found)
    mine = next(one.purposes for one in said if one.player.id == player.id)
    return play_page(
        template,
        neighbourhood,
        photo=found,
        player=player,
        mine=mine,
        waits_for=[one.player for one in said if one.purposes is None],
        is_shown=sees(player, found, neighbourhood),
        objection=objection_of(player, "photo", found.public_id),
        is_kept=request.args.get("bewaard") == "ja",
        days=PHOTO_DAYS,
        years=CONSENT_DAYS // 365,
    )


def _kept(wijk: str, meeting: str, content: bytes, areas: list[Area]) -> str:
    """Keep a photo, and return its name; what was sent before is not developed a second time."""
    sent = fingerprint(content, areas)
    _, found = _own_meeting(neighbourhood_called(wijk), meeting)
    same = photo_already_sent(found, sent)
    if same is not None:
        return same.public_id
    let_go()  # what follows takes a second or more
    made, kept = make_picture(content, _store(), blurred=areas), None
    try:
        with write():
            player, found = _own_meeting(neighbourhood_called(wijk), meeting)
            photo = add_photo(found, player, made, sent=sent)
            name, kept = photo.public_id, photo.picture.public_id if photo.picture else None
    finally:
        if kept != made.public_id:
            _drop(made)
    return name


def _content() -> bytes:
    """Return the photo that was sent, from the camera or else from the library. Raises Invalid without one."""
    for name in ("camera", "library"):
        chosen = request.files.get(name)
        if chosen is not None and chosen.filename:
            content: bytes = chosen.read()
            return content
    raise Invalid(photo="missing")


def _areas() -> list[Area]:
    try:
        return areas_in(json.loads(request.form.get("areas") or "[]"))
    except (ValueError, RecursionError) as error:
        raise Invalid(areas="not_an_area") from error


def _form(meeting: Meeting, player: Player, *, wrong: str, status: int = 200) -> Response:
    stands = news_of(meeting, player)
    values = {"meeting": meeting, "news": stands, "wrong": wrong, "days": PHOTO_DAYS}
    values["refused"] = sentence_for(stands.refusal, 409) if stands.refusal else None
    return play_page("photos/send.html", meeting.spot.neighbourhood, status, player=player, **values)


def _own_meeting(neighbourhood: Neighbourhood, meeting: str) -> tuple[Player, Meeting]:
    player = the_player(neighbourhood, missing="no_such_meeting")
    return player, meeting_with(meeting, player.id)


def _packed(photos: list[Photo]) -> IO[bytes]:
    packed = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for number, photo in enumerate(photos, 1):
            name = _name(photo, SIDES[0], "jpeg")
            if _store().has(name):
                file.write(_store().path(name), f"foto-{number}.jpg")
    packed.seek(0)
    return packed


def _name(photo: Photo, side: int, file_format: str) -> str:
    if photo.picture is None:
        raise NotFound
    return photo.picture.file_name(side, file_format)


def _drop(made: MadePicture) -> None:
    drop_files([file_name(made.public_id, *size) for size in WANTED])


def _store() -> Store:
    store: Store = current_app.extensions["store"]
    return store
