"""Pictures and sound of public stories.

They are asked again each time (`no-cache`, with an ETag): a picture that may be kept forever is still drawn after it
was taken back.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.exceptions import NotFound

from wijkspel.captions import written
from wijkspel.pictures.sizes import SIDES
from wijkspel.storage import Store
from wijkspel.stories.queries import public_picture, public_sound

blueprint = Blueprint("media", __name__)


@blueprint.get("/beeld/<public:public_id>-<int:side>.<suffix>")
def picture(public_id: str, side: int, suffix: str) -> Response:
    """Answer with one size of a picture that a public story shows."""
    file_format = {"webp": "webp", "jpg": "jpeg"}.get(suffix)
    if file_format is None or side not in SIDES:
        raise NotFound
    return file_answer(public_picture(public_id).file_name(side, file_format), f"image/{file_format}")


@blueprint.get("/geluid/<public:public_id>.vtt")
def captions(public_id: str) -> Response:
    """Answer with when each sentence of a recording is spoken."""
    cues = public_sound(public_id).cues
    if not cues:
        raise NotFound
    response = Response(written(cues), content_type="text/vtt; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/geluid/<public:public_id>.m4a")
def sound(public_id: str) -> Response:
    """Answer with a recording of a public story, whole or the range that a player asks for."""
    return file_answer(public_sound(public_id).file_name, "audio/mp4")


def drop_files(names: Iterable[str]) -> None:
    """Remove files from the store, once their rows are gone for good."""
    store: Store = current_app.extensions["store"]
    for name in names:
        store.drop(name)


def file_answer(name: str, content_type: str) -> Response:
    """Answer with a file of the store, whole or in part, to be asked for again each time. Raises NotFound."""
    store: Store = current_app.extensions["store"]
    if not store.has(name):
        raise NotFound
    path = store.path(name)
    # A file of ours never changes under its name, so the name is the tag.
    response = send_file(path, mimetype=content_type, etag=path.stem, conditional=False, max_age=None)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request, accept_ranges=True, complete_length=path.stat().st_size)
    return response
