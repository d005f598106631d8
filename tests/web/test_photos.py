"""Photos of meetings over HTTP: for the people in them alone until all released them, and kept by no cache."""

import io
import json
import re
import zipfile
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import ImageStat
from werkzeug.test import TestResponse

from tests.photos import corners, encoded, jpeg_that_claims, noise, opened, png_that_claims, webp_that_claims
from tests.world import jpeg, koppel
from wijkspel import clock
from wijkspel.db import db, write
from wijkspel.jobs.media_sweep import sweep_media
from wijkspel.media.queries import files_that_belong
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.models import Photo
from wijkspel.photos.queries.flags import photo_called
from wijkspel.photos.rules import first_day_shown
from wijkspel.places.queries import all_basemap_files
from wijkspel.storage import Store

OWN = {"Sec-Fetch-Site": "same-origin"}
HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"
SIZES = ("1600.webp", "800.jpg", "320.webp")


@dataclass
class Street:
    """Two phones that met, a third that plays, one that only looks, and the meeting of the two."""

    one: FlaskClient
    other: FlaskClient
    third: FlaskClient
    stranger: FlaskClient
    meeting: str


@pytest.fixture
def street(app: Flask) -> Street:
    """Two neighbours who met at the bakery, and others in the street."""
    one, other, third, stranger = (app.test_client() for _ in range(4))
    for phone in (one, other, third):
        phone.get(HERE)
        phone.post(HERE, headers=OWN)
        phone.post(f"{GAME}/leeftijd", data={"age": "grown_up", "spot": "bakkerij"}, headers=OWN)
    invitation = one.post(f"{HERE}/uitnodiging", headers=OWN).headers["Location"]
    return Street(one, other, third, stranger, other.post(invitation, headers=OWN).headers["Location"])


def _send(phone: FlaskClient, meeting: str, content: bytes, areas: object = "[]", name: str = "a.jpg") -> TestResponse:
    data = {"library": (io.BytesIO(content), name), "camera": (io.BytesIO(b""), ""), "areas": areas}
    return phone.post(f"{meeting}/foto", data=data, headers=OWN)


def _sent(street: Street, content: bytes = b"") -> str:
    """Let the first send a photo, and return its address."""
    answer = _send(street.one, street.meeting, content or jpeg())
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def _choose(phone: FlaskClient, photo: str, *purposes: str) -> None:
    answer = phone.post(f"{photo}/keuze", data={"purpose": list(purposes)}, headers=OWN)
    assert answer.status_code == 303


def _release(street: Street, photo: str) -> None:
    """Let both release a photo, and let the night pass."""
    for phone in (street.one, street.other):
        _choose(phone, photo, "gallery")
    with write():
        row = photo_called(photo[-12:])
        assert row.shows_on == first_day_shown(clock.now(), koppel().timezone)
        row.shows_on = clock.now().date().replace(year=clock.now().year - 1)


def _store(app: Flask) -> Store:
    store: Store = app.extensions["store"]
    return store


def test_the_other_sees_the_photo_on_the_own_phone_and_chooses(street: Street) -> None:
    assert "Maak er een foto bij" in street.one.get(street.meeting).text
    photo = _sent(street)
    assert "Wacht op" in street.one.get(photo).text
    assert "Wat wil je ermee?" in street.other.get(street.meeting).text
    assert "Mijn foto’s: 1 wacht op jou" in street.other.get(GAME).text
    page = street.other.get(photo).text
    assert "stuurde deze foto" in page and "checked" not in page, "nothing is ticked before somebody ticks it"
    for size in SIZES:
        answer = street.other.get(f"{photo}-{size}")
        assert answer.status_code == 200 and opened(answer.data).size[0] <= 1600
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Last-Modified" not in answer.headers and "ETag" not in answer.headers, "no time of day"
    _choose(street.other, photo, "print")
    assert "Alleen jullie zien hem" in street.one.get(photo).text
    assert re.search(r'value="print"[^>]*checked', street.other.get(photo).text)


def test_a_photo_is_there_for_nobody_else_and_released_for_all_the_next_morning(street: Street) -> None:
    photo = _sent(street)
    for phone in (street.third, street.stranger):
        assert {phone.get(f"{photo}-{size}").status_code for size in SIZES} == {404}
        assert phone.get(photo).status_code == phone.get(f"{photo}/vervelend").status_code == 404
        assert phone.post(f"{photo}/weg", headers=OWN).status_code == 404
        assert phone.post(f"{photo}/keuze", headers=OWN).status_code == 404
    _release(street, photo)
    for phone in (street.third, street.stranger):
        page = phone.get(f"{GAME}/galerij")
        assert photo[-12:] in page.text and page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert phone.get(f"{photo}-800.webp").status_code == 200
        assert phone.get(photo).status_code == 404, "the page to choose on is for the people in it"
    assert "Jij staat erop" in street.one.get(f"{GAME}/galerij").text


def test_the_gallery_tells_no_names_no_times_and_the_place_to_players_alone(street: Street) -> None:
    photo = _sent(street)
    _release(street, photo)
    names = [str(phone.get(f"{GAME}/gegevens.json").json["nickname"]) for phone in (street.one, street.other)]  # type: ignore[index]
    for_players, for_all = (phone.get(f"{GAME}/galerij").text for phone in (street.third, street.stranger))
    assert "oude bakkerij" in for_players and "oude bakkerij" not in for_all
    wall = re.sub("<[^>]*>", " ", for_players.partition("photo__wall")[2].partition("</ul>")[0])
    assert not any(name in wall for name in names) and not re.search(r"\d\d:\d\d|20\d\d", wall)


def test_who_takes_it_back_deletes_it_for_all_and_its_address_says_that_it_is_gone(app: Flask, street: Street) -> None:
    before = set(_store(app).names())
    photo = _sent(street)
    assert len(set(_store(app).names()) - before) == 6
    _release(street, photo)
    for _ in range(2):
        answer = street.other.post(f"{photo}/weg", headers=OWN)
        assert answer.status_code in (303, 410)
    assert set(_store(app).names()) == before
    for phone in (street.one, street.other, street.third, street.stranger):
        assert {phone.get(f"{photo}-{size}").status_code for size in SIZES} == {410}
        gone = phone.get(photo)
        assert gone.status_code in (404, 410)
        assert photo[-12:] not in phone.get(f"{GAME}/galerij").text
    assert "De foto is weg" in street.one.get(street.meeting).text
    assert "40 punten" in street.one.get(street.meeting).text


def test_the_same_bytes_are_the_same_photo_and_another_one_is_refused_in_words(app: Flask, street: Street) -> None:
    content = encoded(noise(300, 200), "JPEG")
    photo = _sent(street, content)
    files = set(_store(app).names())
    assert _send(street.one, street.meeting, content).headers["Location"] == photo
    assert _send(street.other, street.meeting, content).headers["Location"] == photo
    answer = _send(street.other, street.meeting, jpeg("blue"))
    assert answer.status_code == 409 and "Er is al een foto" in answer.text
    hides_more = _send(street.one, street.meeting, content, json.dumps([{"x": 0.5, "y": 0.5, "radius": 0.2}]))
    assert hides_more.status_code == 409, "a face that was to be hidden is never believed to be"
    assert set(_store(app).names()) == files


def test_a_face_that_was_tapped_is_in_no_size_of_the_photo(street: Street) -> None:
    area = {"x": 0.25, "y": 0.25, "radius": 0.2}
    answer = _send(street.one, street.meeting, encoded(noise(1600, 1600), "JPEG"), json.dumps([area]))
    photo = answer.headers["Location"]
    for size in SIZES:
        shown = opened(street.one.get(f"{photo}-{size}").data).convert("L")
        tenth = shown.width // 10
        inside, outside = ((2 * tenth,) * 2 + (3 * tenth,) * 2, (7 * tenth,) * 2 + (8 * tenth,) * 2)
        hidden, seen = (ImageStat.Stat(shown.crop(box)).stddev[0] for box in (inside, outside))
        assert hidden < seen / 3, f"{size}: something of what was there can still be seen"


@pytest.mark.parametrize("areas", ["x", "{}", '[{"x": 2, "y": 0, "radius": 1}]', "[[]]", "[" * 5000, '[{"x": NaN}]'])
def test_faces_that_are_not_understood_refuse_the_photo(app: Flask, street: Street, areas: str) -> None:
    before = set(_store(app).names())
    answer = _send(street.one, street.meeting, jpeg(), areas)
    assert answer.status_code == 422 and "Tik de gezichten" in answer.text
    assert set(_store(app).names()) == before


_WORDS_ALREADY_KNOWN = "Dit is geen foto die we kunnen lezen"
HOSTILE = {
    "bomb": png_that_claims(40_000, 40_000),
    "fifty megapixels": png_that_claims(10_000, 5_001, depth=8, colour=2),
    "claims in webp": webp_that_claims(16_383, 16_383),
    "jpeg that lies": jpeg_that_claims(9_000, 9_000),
    "truncated": encoded(noise(400, 400), "JPEG")[:5000],
    "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<!doctype html><script>alert(1)</script>" + jpeg(),
    "zip": b"PK\x03\x04" + bytes(2000),
    "animated": encoded(
        corners(64, 64), "WEBP", save_all=True, append_images=[corners(64, 64).rotate(90)], duration=100, lossless=True
    ),
    "gif": encoded(corners(64, 64), "GIF"),
}


@pytest.mark.parametrize("name", ["a.jpg", "../../etc/passwd", "a.svg", "a.php\x00.jpg"])
def test_a_name_decides_nothing(street: Street, name: str) -> None:
    assert _send(street.one, street.meeting, jpeg(), name=name).status_code == 303


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing_behind(app: Flask, street: Street, kind: str) -> None:
    before, rows = set(_store(app).names()), db.session.query(Photo).count()
    answer = _send(street.one, street.meeting, HOSTILE[kind])
    assert answer.status_code in (400, 422)
    said = re.search(r'data-part="wrong" role="alert">.*?<span>([^<]{20,})</span>', answer.text)
    assert said, "it is said on the form itself"
    assert set(_store(app).names()) == before and db.session.query(Photo).count() == rows
    assert "Maak er een foto bij" in street.one.get(street.meeting).text, "the next try is free"


def test_what_is_larger_than_16_megabytes_is_refused_before_it_is_read(app: Flask, street: Street) -> None:
    before = set(_store(app).names())
    answer = _send(street.one, street.meeting, bytes(16 * 1024**2))
    assert answer.status_code == 413 and "16 MB" in answer.text
    answer = _send(street.one, street.meeting, jpeg() + bytes(15 * 1024**2))
    assert answer.status_code == 400 and "15 MB" in answer.text
    assert set(_store(app).names()) == before


def test_a_photo_with_another_file_behind_it_loses_what_hides_there(street: Street) -> None:
    photo = _sent(street, jpeg() + b"PK\x03\x04<script>alert(1)</script>")
    for size in SIZES:
        assert b"script" not in street.one.get(f"{photo}-{size}").data


def test_photos_are_sent_twenty_times_an_hour_from_a_phone(street: Street) -> None:
    for _ in range(20):
        assert _send(street.one, street.meeting, b"no photo").status_code == 400
    assert _send(street.one, street.meeting, jpeg()).status_code == 429


def test_a_photo_that_was_flagged_by_somebody_in_it_is_hidden_until_somebody_looked(street: Street) -> None:
    photo = _sent(street)
    _release(street, photo)
    for _ in range(2):
        answer = street.other.post(f"{photo}/vervelend", data={"words": "Liever niet"}, headers=OWN)
        assert answer.status_code == 303
    assert "Dank" in street.other.get(answer.headers["Location"]).text
    for phone in (street.one, street.other, street.third):
        assert phone.get(f"{photo}-800.webp").status_code == 404
    assert "verborgen tot iemand gekeken heeft" in street.one.get(photo).text
    with write():
        judge_photo(photo_called(photo[-12:]), by="Noor", outcome="Niets mis mee", hidden=False)
    assert "Niets mis mee" in street.one.get(photo).text
    assert street.third.get(f"{photo}-800.webp").status_code == 200


def test_who_only_looks_may_say_that_a_photo_does_not_feel_good_and_becomes_no_player(street: Street) -> None:
    photo = _sent(street)
    _release(street, photo)
    assert "Dit voelt niet fijn" in street.stranger.get(f"{photo}/vervelend").text
    long = street.stranger.post(f"{photo}/vervelend", data={"words": "x" * 401}, headers=OWN)
    assert long.status_code == 422 and "xxx" in long.text
    assert street.stranger.post(f"{photo}/vervelend", headers=OWN).status_code == 303
    assert street.stranger.get(f"{GAME}/gegevens.json").status_code == 404
    assert street.third.get(f"{photo}-800.webp").status_code == 200


def test_my_photos_and_what_i_said_go_along_and_leaving_deletes_them_for_all(app: Flask, street: Street) -> None:
    before = set(_store(app).names())
    photo = _sent(street)
    _choose(street.other, photo, "gallery")
    kept = street.other.get(f"{GAME}/gegevens.json").json
    assert kept and kept["photos"][0]["photo"] == photo[-12:]
    assert [row["purpose"] for row in kept["photos"][0]["consents"]] == ["game", "gallery"]
    packed = zipfile.ZipFile(io.BytesIO(street.other.get(f"{GAME}/gegevens/fotos.zip").data))
    assert packed.namelist() == ["foto-1.jpg"] and opened(packed.read("foto-1.jpg")).format == "JPEG"
    assert not zipfile.ZipFile(io.BytesIO(street.third.get(f"{GAME}/gegevens/fotos.zip").data)).namelist()
    assert street.other.post(f"{GAME}/gegevens/weg", headers=OWN).status_code == 303
    assert set(_store(app).names()) == before
    assert street.one.get(f"{photo}-800.webp").status_code == 410


def test_no_page_for_others_tells_of_a_photo_that_is_not_released(app: Flask, street: Street) -> None:
    """Every GET there is, as somebody who only looks and as a third player, with every name that might open it."""
    photo = _sent(street)
    name, picture = photo[-12:], photo_called(photo[-12:]).picture
    _choose(street.one, photo, "gallery", "print")
    assert picture
    secret = [name.encode(), picture.public_id.encode()]
    for path in _every_address(app, street, name, picture.public_id):
        for phone in (street.third, street.stranger):
            answer = phone.get(path)
            asked = path.encode()
            told = [word for word in secret if word in answer.data.replace(asked, b"")]
            opens = answer.status_code == 200 and answer.mimetype.startswith("image/") and name in path
            assert not opens and (not told or answer.status_code == 404), path
            assert not (told and answer.status_code == 200), path


def _every_address(app: Flask, street: Street, photo: str, picture: str) -> set[str]:
    """Return an address for every route that can be read, with the photo's names wherever a name may stand."""
    fixed = {"wijk": "de-koppel", "spot": "bakkerij", "tour": "langs-het-water", "number": "1", "code": "D8RVTX"}
    fixed |= {"meeting": street.meeting[-12:], "token": "niemands-token", "link": "x", "version": "x", "name": "x"}
    fixed |= {"side": "800", "suffix": "webp", "theme": "kaart", "form": "poster"}
    found = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        for name in (photo, picture):
            values = {key: fixed.get(key, name) for key in rule.arguments}
            path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda part: values[part[1]], rule.rule)  # noqa: B023
            found |= {path, path.replace(".webp", ".jpg")}
    return found


def test_the_gallery_of_another_neighbourhood_has_its_own_photos_alone(street: Street) -> None:
    elsewhere = street.stranger.get("/de-overkant/spel/galerij").text
    found = re.search(r"/de-overkant/spel/foto/(\w{12})-800.jpg", elsewhere)
    assert found and found[1] not in street.stranger.get(f"{GAME}/galerij").text
    assert street.stranger.get(found[0]).status_code == 200
    assert street.third.get(found[0].replace("de-overkant", "de-koppel")).status_code == 404


def test_nothing_is_left_in_the_store_that_no_row_speaks_of(app: Flask, street: Street) -> None:
    _send(street.one, street.meeting, HOSTILE["truncated"])
    _sent(street)
    store = _store(app)
    assert sweep_media(store, patience=-1).removed == 0
    assert set(store.names()) == files_that_belong() | all_basemap_files()
