"""Photos of meetings over HTTP: for the people in them alone until all released them, and kept by no cache."""

import io
import re
import zipfile

from flask import Flask

from tests.photos import opened
from tests.web.phones import GAME, OWN
from tests.web.street import SIZES, Street, choose, release, sent, store_of
from wijkspel.db import write
from wijkspel.photos.actions.flagging import judge_photo
from wijkspel.photos.queries.flags import photo_called


def test_the_other_sees_the_photo_on_the_own_phone_and_chooses(street: Street) -> None:
    assert "Maak er een foto bij" in street.one.get(street.meeting).text
    photo = sent(street)
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
    choose(street.other, photo, "print")
    assert "Alleen jullie zien hem" in street.one.get(photo).text
    assert re.search(r'value="print"[^>]*checked', street.other.get(photo).text)


def test_a_photo_is_there_for_nobody_else_and_released_for_all_the_next_morning(street: Street) -> None:
    photo = sent(street)
    for phone in (street.third, street.stranger):
        assert {phone.get(f"{photo}-{size}").status_code for size in SIZES} == {404}
        assert phone.get(photo).status_code == phone.get(f"{photo}/vervelend").status_code == 404
        assert phone.post(f"{photo}/weg", headers=OWN).status_code == 404
        assert phone.post(f"{photo}/keuze", headers=OWN).status_code == 404
    release(street, photo)
    for phone in (street.third, street.stranger):
        page = phone.get(f"{GAME}/galerij")
        assert photo[-12:] in page.text and page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert phone.get(f"{photo}-800.webp").status_code == 200
        assert phone.get(photo).status_code == 404, "the page to choose on is for the people in it"
    assert "Jij staat erop" in street.one.get(f"{GAME}/galerij").text


def test_the_gallery_tells_no_names_no_times_and_the_place_to_players_alone(street: Street) -> None:
    photo = sent(street)
    release(street, photo)
    names = [str(phone.get(f"{GAME}/gegevens.json").json["nickname"]) for phone in (street.one, street.other)]  # type: ignore[index]
    for_players, for_all = (phone.get(f"{GAME}/galerij").text for phone in (street.third, street.stranger))
    assert "oude bakkerij" in for_players and "oude bakkerij" not in for_all
    wall = re.sub("<[^>]*>", " ", for_players.partition("photo__wall")[2].partition("</ul>")[0])
    assert not any(name in wall for name in names) and not re.search(r"\d\d:\d\d|20\d\d", wall)


def test_who_takes_it_back_deletes_it_for_all_and_its_address_says_that_it_is_gone(app: Flask, street: Street) -> None:
    before = set(store_of(app).names())
    photo = sent(street)
    assert len(set(store_of(app).names()) - before) == 6
    release(street, photo)
    for _ in range(2):
        answer = street.other.post(f"{photo}/weg", headers=OWN)
        assert answer.status_code in (303, 410)
    assert set(store_of(app).names()) == before
    for phone in (street.one, street.other, street.third, street.stranger):
        assert {phone.get(f"{photo}-{size}").status_code for size in SIZES} == {410}
        gone = phone.get(photo)
        assert gone.status_code in (404, 410)
        assert photo[-12:] not in phone.get(f"{GAME}/galerij").text
    assert "De foto is weg" in street.one.get(street.meeting).text
    assert "40 punten" in street.one.get(street.meeting).text


def test_a_photo_that_was_flagged_by_somebody_in_it_is_hidden_until_somebody_looked(street: Street) -> None:
    photo = sent(street)
    release(street, photo)
    for _ in range(2):
        answer = street.other.post(f"{photo}/vervelend", data={"words": "Liever niet"}, headers=OWN)
        assert answer.status_code == 303
    assert "Dank" in street.other.get(answer.headers["Location"]).text
    for phone in (street.one, street.other, street.third):
        assert phone.get(f"{photo}-800.webp").status_code == 404
    assert "verborgen tot iemand gekeken heeft" in street.one.get(photo).text
    for phone in (street.one, street.other):
        listed = phone.get(f"{GAME}/fotos").text
        assert "geen foto’s van jou" not in listed and f'href="{photo}"' in listed
        assert "verborgen tot iemand gekeken heeft" in listed and f"{photo}-" not in listed, "said, and not shown"
    with write():
        judge_photo(photo_called(photo[-12:]), by="Noor", outcome="Niets mis mee", hidden=False)
    assert "Niets mis mee" in street.one.get(photo).text
    assert street.third.get(f"{photo}-800.webp").status_code == 200


def test_a_choice_is_said_to_be_kept_and_a_yes_that_waits_for_others_tells_of_nobody(street: Street) -> None:
    photo = sent(street)
    first = street.one.get(photo).text
    assert "Daarmee zei je ja, alleen voor jullie op de foto" in first and "Je keuze is bewaard" not in first
    assert "Zonder vinkje blijft hij alleen voor jullie" in first and "niet binnen 14 dagen" in first
    kept = street.one.post(f"{photo}/keuze", data={"purpose": "gallery"}, headers=OWN).headers["Location"]
    assert "Je keuze is bewaard" in street.one.get(kept).text
    assert "Daarmee zei je ja" not in street.one.get(kept).text
    choose(street.other, photo)
    stand = street.one.get(f"{photo}/stand").text
    assert "Iedereen heeft gekozen. Alleen jullie zien hem." in stand and "<main" not in stand
    assert "De foto hangt er pas als iedereen op de foto daar ja tegen zegt" in stand and "stuurde" not in stand
    assert "De foto hangt er pas" not in street.other.get(photo).text
    assert {phone.get(f"{photo}/stand").status_code for phone in (street.third, street.stranger)} == {404}


def test_who_told_of_a_photo_is_led_back_to_where_it_was_seen(street: Street) -> None:
    photo = sent(street)
    release(street, photo)
    for phone, there in ((street.third, f"{GAME}/galerij"), (street.other, f"{GAME}/fotos")):
        asks = phone.get(f"{photo}/vervelend").text
        back = photo if phone is street.other else there
        assert f'class="rows__one" href="{back}"' in asks and 'href="tel:112"' in asks
        thanks = phone.post(f"{photo}/vervelend", headers=OWN).headers["Location"]
        ways = re.findall(r'<a class="button" href="([^"?]*)', phone.get(thanks).text)
        assert ways == [there]


def test_who_only_looks_may_say_that_a_photo_does_not_feel_good_and_becomes_no_player(street: Street) -> None:
    photo = sent(street)
    release(street, photo)
    assert "Dit voelt niet fijn" in street.stranger.get(f"{photo}/vervelend").text
    long = street.stranger.post(f"{photo}/vervelend", data={"words": "x" * 401}, headers=OWN)
    assert long.status_code == 422 and "xxx" in long.text
    assert street.stranger.post(f"{photo}/vervelend", headers=OWN).status_code == 303
    assert street.stranger.get(f"{GAME}/gegevens.json").status_code == 404
    assert street.third.get(f"{photo}-800.webp").status_code == 200


def test_my_photos_and_what_i_said_go_along_and_leaving_deletes_them_for_all(app: Flask, street: Street) -> None:
    before = set(store_of(app).names())
    photo = sent(street)
    choose(street.other, photo, "gallery")
    kept = street.other.get(f"{GAME}/gegevens.json").json
    assert kept and kept["photos"][0]["photo"] == photo[-12:]
    assert [row["purpose"] for row in kept["photos"][0]["consents"]] == ["game", "gallery"]
    packed = zipfile.ZipFile(io.BytesIO(street.other.get(f"{GAME}/gegevens/fotos.zip").data))
    assert packed.namelist() == ["foto-1.jpg"] and opened(packed.read("foto-1.jpg")).format == "JPEG"
    assert not zipfile.ZipFile(io.BytesIO(street.third.get(f"{GAME}/gegevens/fotos.zip").data)).namelist()
    assert street.other.post(f"{GAME}/gegevens/weg", headers=OWN).status_code == 303
    assert set(store_of(app).names()) == before
    assert street.one.get(f"{photo}-800.webp").status_code == 410


def test_no_page_for_others_tells_of_a_photo_that_is_not_released(app: Flask, street: Street) -> None:
    """Every GET there is, as somebody who only looks and as a third player, with every name that might open it."""
    photo = sent(street)
    name, picture = photo[-12:], photo_called(photo[-12:]).picture
    choose(street.one, photo, "gallery", "print")
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
