"""What programs read: a tour as schema.org's TouristTrip, and the list of addresses for search engines."""

import json
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, current_app, url_for
from markupsafe import Markup

from wijkspel.languages import NAMES, in_language
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import all_neighbourhoods, neighbourhood_called, public_spots
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import tours_of
from wijkspel.web.reading import Reader

blueprint = Blueprint("machines", __name__)
MOST_ADDRESSES = 50_000  # that one file may hold (sitemaps.org)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the neighbourhoods, each of which has a list of its own."""
    wijken = all_neighbourhoods(most=MOST_ADDRESSES)
    found = [_absolute("machines.sitemap_of", wijk=neighbourhood.slug) for neighbourhood in wijken]
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in found)
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


@blueprint.get("/<slug:wijk>/sitemap.xml")
def sitemap_of(wijk: str) -> Response:
    """List the pages of a neighbourhood in every language; the stops of a tour are reached from its page."""
    neighbourhood = neighbourhood_called(wijk)
    pages = _pages(neighbourhood, tours_of(neighbourhood), public_spots(neighbourhood))
    rows = "".join(map(_in_each_language, pages))
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {spaces}>{rows}</urlset>")


def trip(tour: Tour, who: Reader) -> Markup:
    """Return a tour as JSON-LD (https://schema.org/TouristTrip), to stand in the page."""
    stops = [{"@type": "ListItem", "position": stop.number, "item": _attraction(stop.spot, who)} for stop in tour.stops]
    content = {
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "name": in_language(tour.names, who.language),
        "description": in_language(tour.intros, who.language),
        "inLanguage": who.language,
        "url": _absolute("tours.show", wijk=tour.neighbourhood.slug, tour=tour.slug),
        "image": _absolute("maps.to_share", wijk=tour.neighbourhood.slug, tour=tour.slug),
        "touristType": "neighbours and visitors on foot",
        "provider": {"@type": "Organization", "name": tour.neighbourhood.organisation.name},
        "itinerary": {"@type": "ItemList", "numberOfItems": tour.stop_count, "itemListElement": stops},
    }
    # Inside a script element only "</" could end it early.
    return Markup(json.dumps(content, ensure_ascii=False).replace("<", "\\u003c"))


def _attraction(spot: Spot, who: Reader) -> dict[str, Any]:
    return {
        "@type": "TouristAttraction",
        "name": in_language(spot.names, who.language),
        "isAccessibleForFree": True,
        "geo": {"@type": "GeoCoordinates", "latitude": round(spot.lat, 6), "longitude": round(spot.lon, 6)},
    }


def _pages(neighbourhood: Neighbourhood, tours: Iterable[Tour], spots: Iterable[Spot]) -> list[str]:
    wijk = neighbourhood.slug
    return [
        _absolute("places.home", wijk=wijk),
        _absolute("tours.every", wijk=wijk),
        *[_absolute("tours.show", wijk=wijk, tour=tour.slug) for tour in tours],
        *[_absolute("places.spot", wijk=wijk, spot=spot.slug) for spot in spots],
    ][:MOST_ADDRESSES]


def _in_each_language(address: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}?taal={language}"/>' for language in NAMES
    )
    return f"<url><loc>{address}</loc>{links}</url>"


def _absolute(endpoint: str, **values: Any) -> str:
    return f"{current_app.config['SETTINGS'].url}{url_for(endpoint, **values)}"


def _xml(body: str) -> Response:
    response = Response(f'<?xml version="1.0" encoding="UTF-8"?>{body}', content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
