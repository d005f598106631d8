"""Somebody sees that a sticker is broken, gone or strange, and says so: no account, no name, no script."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, redirect, request
from flask_babel import gettext as _

from wijkspel.db import write
from wijkspel.errors import Invalid
from wijkspel.places.models import Spot, Sticker
from wijkspel.places.queries import neighbourhood_called, spot_called, spot_with
from wijkspel.upkeep.actions import report_sticker
from wijkspel.upkeep.rules import LONGEST_NOTE
from wijkspel.web.pages import fresh_page
from wijkspel.web.reading import address_of, reader

blueprint = Blueprint("reports", __name__)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in, as it came."""

    reason: str = ""
    note: str = ""


@blueprint.get("/<slug:wijk>/plekken/<slug:spot>/sticker")
def sticker(wijk: str, spot: str) -> Response:
    """Ask what is wrong with the sticker of a spot."""
    return _form(wijk, spot, Typed(), {})


@blueprint.post("/<slug:wijk>/plekken/<slug:spot>/sticker")
def report(wijk: str, spot: str) -> Response:
    """Keep a report about the sticker of a spot."""
    reader()  # a language that does not exist is refused before anything is kept
    typed = Typed(request.form.get("reason", ""), request.form.get("note", ""))
    try:
        with write():
            place = spot_called(neighbourhood_called(wijk), spot)
            report_sticker(place, reason=typed.reason, note=typed.note, sticker=_sticker_of(place))
    except Invalid as error:
        return _form(wijk, spot, typed, error.fields, status=422)
    return redirect(address_of("reports.thanks", wijk=wijk, spot=spot), 303)  # type: ignore[return-value]


@blueprint.get("/<slug:wijk>/plekken/<slug:spot>/sticker/bedankt")
def thanks(wijk: str, spot: str) -> Response:
    """Say thank you, and lead back to the spot."""
    return _page("reports/thanks.html", wijk, spot)


def _form(wijk: str, spot: str, typed: Typed, problems: dict[str, str], *, status: int = 200) -> Response:
    values = {"typed": typed, "problems": _sentences(problems), "reasons": _reasons(), "longest_note": LONGEST_NOTE}
    return _page("reports/sticker.html", wijk, spot, status, **values)


def _page(template: str, wijk: str, spot: str, status: int = 200, **values: object) -> Response:
    found = spot_with(neighbourhood_called(wijk), spot)
    # A port is part of it: while developing this is what stands on the screen.
    site = urlsplit(current_app.config["SETTINGS"].url).netloc
    return fresh_page(template, status, spot=found, neighbourhood=found.neighbourhood, site=site, **values)


def _sticker_of(spot: Spot) -> Sticker | None:
    """Return the sticker that is meant: the one in use. Where several are, or none, the report is about the spot."""
    in_use = [sticker for sticker in spot.stickers if not sticker.is_retired]
    return in_use[0] if len(in_use) == 1 else None


def _reasons() -> dict[str, str]:
    return {
        "broken": _("It is broken, or cannot be scanned"),
        "gone": _("It is gone"),
        "misplaced": _("It hangs in the wrong place"),
        "strange": _("It looks strange, or leads to something that is not ours"),
        "other": _("Something else"),
    }


def _sentences(problems: dict[str, str]) -> dict[str, str]:
    said = {"reason": _("Choose what you see."), "note": _("This is too long. Make it a little shorter.")}
    return {name: said[name] for name in problems if name in said}
