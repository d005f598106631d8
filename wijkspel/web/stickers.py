"""The page behind a sticker: the spot, its stories in full, and where to go from here.

It is answered at once, without a redirect and without a cookie, since a slow phone pays seconds for each.
"""

from flask import Blueprint, Response, redirect, request

from wijkspel import qr
from wijkspel.game.rules import read_digits
from wijkspel.places.models import Sticker
from wijkspel.places.queries import sticker_with
from wijkspel.web.limits import count_wrong_code
from wijkspel.web.pages import fresh_page, kept_page
from wijkspel.web.reading import Reader, address_of, reader
from wijkspel.web.scans import count_scan, scan_of
from wijkspel.web.sentences import sentence_for
from wijkspel.web.spot_page import values_of_spot
from wijkspel.web.telling import signposts

blueprint = Blueprint("stickers", __name__)


@blueprint.get("/Q/<code>")
@blueprint.get("/q/<code>")  # addresses are made from the lowest line
def show(code: str) -> Response:
    """Show the spot of a sticker, whatever way its code was written."""
    who, meant = reader(), qr.read_code(code)
    if meant is None:
        return _no_code(code)
    sticker = sticker_with(meant)
    if sticker is None:
        return _not_found("code_unknown", code)
    count_scan(scan_of(sticker))  # also of one that is out of use: then it still hangs somewhere
    return _retired(sticker) if sticker.is_retired else _page_of(sticker, who)


@blueprint.get("/Q/")
@blueprint.get("/q/")
def type_code() -> Response:
    """Show the field for a code, or go to the page of the code that was typed into it."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return fresh_page("stickers/type_code.html")
    meant = qr.read_code(typed)
    if meant is None:
        return _no_code(typed)
    return redirect(address_of("stickers.show", code=meant), 303)  # type: ignore[return-value]


def _page_of(sticker: Sticker, who: Reader) -> Response:
    wijk = sticker.spot.neighbourhood
    return kept_page(
        "stickers/show.html",
        who,
        wijk,
        scanned=scan_of(sticker),
        **values_of_spot(sticker.spot, who) | {"code": qr.written(sticker.code)},
    )


def _no_code(typed: str) -> Response:
    """Answer what is no code of a sticker; the four digits of another phone have a place where they are typed."""
    return _not_found("digits_are_no_code" if read_digits(typed) else "code_is_no_code", typed)


def _not_found(reason: str, typed: str) -> Response:
    count_wrong_code()
    words = sentence_for(reason, 404)._asdict()
    return fresh_page("errors/refused.html", 404, **words, typed=typed[:20])


def _retired(sticker: Sticker) -> Response:
    spot = sticker.spot
    instead = signposts([(spot, None)], reader()) if spot.live_sticker else []
    return fresh_page("stickers/retired.html", 410, spot=spot, neighbourhood=spot.neighbourhood, instead=instead)
