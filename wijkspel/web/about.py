"""What Wijkspel is, what it keeps of whom, and who made what."""

from flask import Blueprint, Response

from wijkspel.game.rules import COMPLAINT_DAYS, PRESENCE_DAYS
from wijkspel.photos.rules import CONSENT_DAYS, PHOTO_DAYS, TRACE_DAYS
from wijkspel.players.rules import FLAG_DAYS, HOST_DAYS
from wijkspel.upkeep.rules import HANGING_MONTHS, REPORT_DAYS, SCAN_YEARS, WAITING_DAYS
from wijkspel.web.pages import fresh_page

blueprint = Blueprint("about", __name__)


@blueprint.get("/over")
def what() -> Response:
    """Say what Wijkspel is, and how a walk goes."""
    return fresh_page("about/what.html")


@blueprint.get("/privacy")
def privacy() -> Response:
    """Say what is kept of whom, how long, and how to take it back."""
    kept = {"report_days": REPORT_DAYS, "scan_years": SCAN_YEARS, "hanging_months": HANGING_MONTHS}
    kept |= {"waiting_months": WAITING_DAYS * 12 // 365}
    played = {"presence_days": PRESENCE_DAYS, "complaint_days": COMPLAINT_DAYS}
    played |= {"flag_days": FLAG_DAYS, "host_days": HOST_DAYS}
    photos = {"photo_days": PHOTO_DAYS, "consent_months": CONSENT_DAYS * 12 // 365, "trace_days": TRACE_DAYS}
    return fresh_page("about/privacy.html", **kept, **played, **photos)


@blueprint.get("/colofon")
def colophon() -> Response:
    """Name the makers of typefaces, maps and drawings."""
    return fresh_page("about/colophon.html")
