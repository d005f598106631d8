"""Sheets of stickers for who hangs them: a page that opens by a signed link, for one neighbourhood and one hour."""

from flask import Blueprint, Response, current_app, request

from wijkspel.db import write
from wijkspel.places.actions.stickers import mark_printed
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import live_stickers, neighbourhood_called
from wijkspel.prints.link import neighbourhood_in
from wijkspel.prints.stickers import SHEETS, label_of, sheets_of_stickers
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import reader

blueprint = Blueprint("sheets", __name__)


@blueprint.get("/stickers/<link>")
def choose(link: str) -> Response:
    """Show the stickers of a neighbourhood, to choose which to print and how."""
    reader()
    return _choosing(link, _neighbourhood(link))


@blueprint.post("/stickers/<link>/vellen.pdf")
def press(link: str) -> Response:
    """Print the stickers that were ticked; without any, show the page again with what was chosen."""
    who, neighbourhood = reader(), _neighbourhood(link)
    sheet, bleed, ticked = request.form.get("vel", ""), "afloop" in request.form, set(request.form.getlist("code"))
    # Those of another neighbourhood are not among them, whatever was sent.
    stickers = [sticker for sticker in live_stickers(neighbourhood) if sticker.code in ticked]
    if sheet not in SHEETS or not stickers:
        return _choosing(link, neighbourhood, 422, chosen_sheet=sheet, bleed=bleed, chosen=ticked)
    base_url = current_app.config["SETTINGS"].url
    labels = [label_of(sticker, base_url=base_url) for sticker in stickers]
    made = sheets_of_stickers(labels, sheet, bleed=bleed, language=who.language)
    with write():
        mark_printed([sticker for sticker in live_stickers(neighbourhood) if sticker.code in ticked])
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="stickers-{neighbourhood.slug}-{sheet}.pdf"'
    return _for_nobody_else(response)


def _choosing(link: str, neighbourhood: Neighbourhood, status: int = 200, **chosen: object) -> Response:
    values = {"chosen_sheet": next(iter(SHEETS)), "bleed": False, "chosen": None} | chosen
    stickers = live_stickers(neighbourhood)
    return _for_nobody_else(
        fresh_page(
            "sheets/choose.html",
            status,
            neighbourhood=neighbourhood,
            stickers=stickers,
            sheets=list(SHEETS),
            link=link,
            wrong=status != 200,
            **values,
        )
    )


def _neighbourhood(link: str) -> Neighbourhood:
    return neighbourhood_called(neighbourhood_in(link, current_app.config["SECRET_KEY"]))


def _for_nobody_else(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
