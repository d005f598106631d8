"""Who gets what: every route of the site, for each kind of visitor. A route that is missing here fails the build.

There is one kind of visitor here: anybody, who may hold a signed link. `example` is an address to try it with, on
the small world; `answer` is its status. What belongs to a player is not there for anybody else, and nobody writes
without the cookie of a phone: `tests/web/test_meetings.py`, `test_cards.py`, `test_photos.py` and `test_objections.py`
try that with players.
"""

from typing import NamedTuple

from wijkspel.prints.link import signed

LAPTOP_SECRET = "only for a laptop"  # what a server without WIJKSPEL_SECRET_KEY signs with
LINK = signed("de-koppel", LAPTOP_SECRET)


class Row(NamedTuple):
    """One route with its method: how to try it, what anybody gets, and whether search engines may keep it."""

    rule: str
    example: str
    answer: int
    method: str = "GET"


GAME, TOKEN = "/<slug:wijk>/spel", "niemands-token"
MEETING, NO_MEETING = f"{GAME}/ontmoeting/<public:meeting>", "/de-koppel/spel/ontmoeting/222222222222"
CARD, NO_CARD = f"{GAME}/kaart/<code>", "/de-koppel/spel/kaart/BBBB2222"
HOST, NO_HOST = f"{GAME}/gastheer", "/de-koppel/spel/gastheer"
FAMILY, NO_FAMILY = f"{GAME}/gezin", "/de-koppel/spel/gezin"
CHILD, NO_CHILD = f"{FAMILY}/<public:child>", f"{NO_FAMILY}/222222222222"
SCREEN = "/<slug:wijk>/scherm/<slug:spot>"
PHOTO, NO_PHOTO = f"{GAME}/foto/<public:photo>", "/de-koppel/spel/foto/222222222222"
TOUR_AS_FILE = "/<slug:wijk>/wandelingen/<slug:tour>.<any(gpx,kml,geojson,json):suffix>"
ROWS = [
    Row("/", "/", 200),
    Row("/q/", "/q/", 200),
    Row("/Q/", "/Q/", 200),
    Row("/q/<code>", "/q/D8RVTX", 200),
    Row("/Q/<code>", "/Q/D8RVTX", 200),
    Row("/over", "/over", 200),
    Row("/privacy", "/privacy", 200),
    Row("/colofon", "/colofon", 200),
    Row("/<slug:wijk>", "/de-koppel", 200),
    Row("/<slug:wijk>/plekken", "/de-koppel/plekken", 200),
    Row("/<slug:wijk>/plekken/<slug:spot>", "/de-koppel/plekken/bakkerij", 200),
    Row("/<slug:wijk>/plekken/<slug:spot>/sticker", "/de-koppel/plekken/bakkerij/sticker", 200),
    Row("/<slug:wijk>/plekken/<slug:spot>/sticker", "/de-koppel/plekken/bakkerij/sticker", 422, method="POST"),
    Row("/<slug:wijk>/plekken/<slug:spot>/sticker/bedankt", "/de-koppel/plekken/bakkerij/sticker/bedankt", 200),
    Row(GAME, "/de-koppel/spel", 200),
    Row(f"{GAME}/punten", "/de-koppel/spel/punten", 200),
    Row(f"{GAME}/scan", "/de-koppel/spel/scan", 200),
    Row(f"{GAME}/hier/<slug:spot>", "/de-koppel/spel/hier/bakkerij", 200),
    Row(f"{GAME}/hier/<slug:spot>", "/de-koppel/spel/hier/bakkerij", 400, "POST"),  # a phone that keeps no cookie
    Row(f"{GAME}/hier/<slug:spot>/uitnodiging", "/de-koppel/spel/hier/bakkerij/uitnodiging", 400, "POST"),
    Row(f"{GAME}/hier/<slug:spot>/cijfers", "/de-koppel/spel/hier/bakkerij/cijfers", 200),
    Row(f"{GAME}/hier/<slug:spot>/cijfers", "/de-koppel/spel/hier/bakkerij/cijfers", 400, "POST"),
    Row(f"{GAME}/leeftijd", "/de-koppel/spel/leeftijd", 400, "POST"),
    Row(f"{GAME}/met/<token>", f"/de-koppel/spel/met/{TOKEN}", 404),
    Row(f"{GAME}/met/<token>", f"/de-koppel/spel/met/{TOKEN}", 400, "POST"),
    Row(f"{GAME}/met/<token>/stand", f"/de-koppel/spel/met/{TOKEN}/stand", 404),
    Row(f"{GAME}/stand", "/de-koppel/spel/stand", 200),
    Row(f"{GAME}/waarom", "/de-koppel/spel/waarom", 404),
    Row(f"{GAME}/buren", "/de-koppel/spel/buren", 404, "POST"),
    Row(f"{GAME}/bijnaam/<public:player>", "/de-koppel/spel/bijnaam/222222222222", 404),
    Row(f"{GAME}/bijnaam/<public:player>", "/de-koppel/spel/bijnaam/222222222222", 404, "POST"),
    Row(f"{GAME}/bezwaar/foto/<public:photo>", "/de-koppel/spel/bezwaar/foto/222222222222", 404),
    Row(f"{GAME}/bezwaar/foto/<public:photo>", "/de-koppel/spel/bezwaar/foto/222222222222", 404, "POST"),
    Row(f"{GAME}/bezwaar/bijnaam", "/de-koppel/spel/bezwaar/bijnaam", 404),
    Row(f"{GAME}/bezwaar/bijnaam", "/de-koppel/spel/bezwaar/bijnaam", 404, "POST"),
    Row(MEETING, NO_MEETING, 404),
    Row(f"{MEETING}/vervelend", f"{NO_MEETING}/vervelend", 404),
    Row(f"{MEETING}/vervelend", f"{NO_MEETING}/vervelend", 404, "POST"),
    Row(f"{MEETING}/vervelend/bedankt", f"{NO_MEETING}/vervelend/bedankt", 404),
    Row(f"{MEETING}/foto", f"{NO_MEETING}/foto", 404),
    Row(f"{MEETING}/foto", f"{NO_MEETING}/foto", 404, "POST"),
    Row(f"{MEETING}/foto/stand", f"{NO_MEETING}/foto/stand", 404),
    Row(PHOTO, NO_PHOTO, 404),
    Row(f"{PHOTO}/stand", f"{NO_PHOTO}/stand", 404),
    Row(f"{PHOTO}-<int:side>.<suffix>", f"{NO_PHOTO}-800.webp", 404),
    Row(f"{PHOTO}/keuze", f"{NO_PHOTO}/keuze", 404, "POST"),
    Row(f"{PHOTO}/weg", f"{NO_PHOTO}/weg", 404, "POST"),
    Row(f"{PHOTO}/vervelend", f"{NO_PHOTO}/vervelend", 404),
    Row(f"{PHOTO}/vervelend", f"{NO_PHOTO}/vervelend", 400, "POST"),
    Row(f"{GAME}/fotos", "/de-koppel/spel/fotos", 404),
    Row(f"{GAME}/galerij", "/de-koppel/spel/galerij", 200),
    Row(f"{GAME}/galerij/bedankt", "/de-koppel/spel/galerij/bedankt", 200),
    Row(f"{GAME}/gegevens/fotos.zip", "/de-koppel/spel/gegevens/fotos.zip", 404),
    Row(f"{GAME}/woorden", "/de-koppel/spel/woorden", 200),
    Row(f"{GAME}/woorden", "/de-koppel/spel/woorden", 404, "POST"),
    Row(f"{GAME}/terug", "/de-koppel/spel/terug", 200),
    Row(f"{GAME}/alleen-hier", "/de-koppel/spel/alleen-hier", 404, "POST"),
    Row(f"{GAME}/terug", "/de-koppel/spel/terug", 400, "POST"),
    Row(f"{GAME}/naam", "/de-koppel/spel/naam", 404),
    Row(f"{GAME}/naam", "/de-koppel/spel/naam", 404, "POST"),
    Row(f"{GAME}/thuis", "/de-koppel/spel/thuis", 404),
    Row(f"{GAME}/thuis", "/de-koppel/spel/thuis", 404, "POST"),
    Row(f"{GAME}/speler", "/de-koppel/spel/speler", 404, "POST"),
    Row(f"{GAME}/gegevens", "/de-koppel/spel/gegevens", 404),
    Row(f"{GAME}/gegevens.json", "/de-koppel/spel/gegevens.json", 404),
    Row(f"{GAME}/gegevens/weg", "/de-koppel/spel/gegevens/weg", 200),
    Row(f"{GAME}/gegevens/weg", "/de-koppel/spel/gegevens/weg", 404, "POST"),
    Row(CARD, NO_CARD, 404),
    Row(CARD, NO_CARD, 404, "POST"),
    Row(HOST, NO_HOST, 404),
    Row(f"{HOST}/begin", f"{NO_HOST}/begin", 200),
    Row(f"{HOST}/begin", f"{NO_HOST}/begin", 400, "POST"),  # a device that keeps no cookie
    Row(f"{HOST}/begin/<code>", f"{NO_HOST}/begin/BBBBCCCCDDDD", 200),
    Row(f"{HOST}/kaart/<code>", f"{NO_HOST}/kaart/BBBB2222", 404),
    Row(f"{HOST}/kaart/<code>", f"{NO_HOST}/kaart/BBBB2222", 404, "POST"),
    Row(f"{HOST}/kaart/<code>/uitgeven", f"{NO_HOST}/kaart/BBBB2222/uitgeven", 404),
    Row(f"{HOST}/kaart/<code>/uitgeven", f"{NO_HOST}/kaart/BBBB2222/uitgeven", 404, "POST"),
    Row(f"{HOST}/kaart/<code>/telefoon", f"{NO_HOST}/kaart/BBBB2222/telefoon", 404),
    Row(f"{GAME}/verhuis/<link>", "/de-koppel/spel/verhuis/niets", 404),
    Row(f"{GAME}/verhuis/<link>", "/de-koppel/spel/verhuis/niets", 400, "POST"),  # keeps no cookie
    Row(f"{HOST}/kaart/<code>/fotos", f"{NO_HOST}/kaart/BBBB2222/fotos", 404, "POST"),
    Row(f"{HOST}/samen", f"{NO_HOST}/samen", 404),
    Row(f"{HOST}/samen", f"{NO_HOST}/samen", 404, "POST"),
    Row(f"{HOST}/ontmoeting/<public:meeting>", f"{NO_HOST}/ontmoeting/222222222222", 404),
    Row(f"{HOST}/gezien", f"{NO_HOST}/gezien", 404, "POST"),
    Row(FAMILY, NO_FAMILY, 404),
    Row(FAMILY, NO_FAMILY, 404, "POST"),
    Row(CHILD, NO_CHILD, 404),
    Row(f"{CHILD}/pas.pdf", f"{NO_CHILD}/pas.pdf", 404),
    Row(f"{CHILD}/nieuw", f"{NO_CHILD}/nieuw", 404, "POST"),
    Row(f"{CHILD}/weg", f"{NO_CHILD}/weg", 404, "POST"),
    Row(f"{FAMILY}/vraag", f"{NO_FAMILY}/vraag", 404),
    Row(f"{FAMILY}/ja/<token>", f"{NO_FAMILY}/ja/{TOKEN}", 404),
    Row(f"{FAMILY}/ja/<token>", f"{NO_FAMILY}/ja/{TOKEN}", 400, "POST"),
    Row(f"{MEETING}/bevestigen", f"{NO_MEETING}/bevestigen", 404, "POST"),
    Row(f"{GAME}/bevestig/<token>", f"/de-koppel/spel/bevestig/{TOKEN}", 404),
    Row(f"{GAME}/bevestig/<token>", f"/de-koppel/spel/bevestig/{TOKEN}", 403, "POST"),
    Row(f"{GAME}/bevestig/<token>/stand", f"/de-koppel/spel/bevestig/{TOKEN}/stand", 404),
    Row(SCREEN, "/de-koppel/scherm/bakkerij", 200),
    Row(f"{SCREEN}/stand", "/de-koppel/scherm/bakkerij/stand", 200),
    Row("/<slug:wijk>/wandelingen", "/de-koppel/wandelingen", 200),
    Row("/<slug:wijk>/wandelingen/<slug:tour>", "/de-koppel/wandelingen/langs-het-water", 200),
    Row("/<slug:wijk>/wandelingen/<slug:tour>/<int:number>", "/de-koppel/wandelingen/langs-het-water/3", 200),
    Row(TOUR_AS_FILE, "/de-koppel/wandelingen/langs-het-water.geojson", 200),
    Row(TOUR_AS_FILE, "/de-koppel/wandelingen/langs-het-water.gpx", 200),
    Row(TOUR_AS_FILE, "/de-koppel/wandelingen/langs-het-water.kml", 200),
    Row(TOUR_AS_FILE, "/de-koppel/wandelingen/langs-het-water.json", 200),
    Row("/<slug:wijk>/<any(kaart,'kaart-donker'):theme>.svg", "/de-koppel/kaart.svg", 200),
    Row(
        "/<slug:wijk>/wandelingen/<slug:tour>/<any(kaart,'kaart-donker'):theme>.svg",
        "/de-koppel/wandelingen/langs-het-water/kaart-donker.svg",
        200,
    ),
    Row("/<slug:wijk>/wandelingen/<slug:tour>/kaart.png", "/de-koppel/wandelingen/langs-het-water/kaart.png", 200),
    Row(
        "/<slug:wijk>/wandelingen/<slug:tour>/<any(boekje,poster):form>.pdf",
        "/de-koppel/wandelingen/langs-het-water/poster.pdf",
        200,
    ),
    Row("/bureau/stickers/<link>", f"/bureau/stickers/{LINK}", 200),
    Row("/bureau/stickers/<link>/vellen.pdf", f"/bureau/stickers/{LINK}/vellen.pdf", 422, "POST"),
    Row("/media/kaart/<public:public_id>.pmtiles", "/media/kaart/222222222222.pmtiles", 404),
    Row("/media/geluid/<public:public_id>.vtt", "/media/geluid/222222222222.vtt", 404),
    Row("/sitemap.xml", "/sitemap.xml", 200),
    Row("/<slug:wijk>/sitemap.xml", "/de-koppel/sitemap.xml", 200),
    Row("/media/beeld/<public:public_id>-<int:side>.<suffix>", "/media/beeld/222222222222-800.webp", 404),
    Row("/media/geluid/<public:public_id>.m4a", "/media/geluid/222222222222.m4a", 404),
    Row("/static/<version>/<path:name>", "/static/000000000000/js/app.js", 404),
    Row("/health/live", "/health/live", 200),
    Row("/health/ready", "/health/ready", 200),
    Row("/manifest.webmanifest", "/manifest.webmanifest", 200),
    Row("/sw.js", "/sw.js", 200),
    Row("/favicon.ico", "/favicon.ico", 200),
    Row("/robots.txt", "/robots.txt", 200),
    Row("/offline", "/offline", 200),
]
