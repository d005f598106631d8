"""The screen of a spot: nobody's cookie, no small numbers, and as much as can be read from afar."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.playing import meet, new_player, the_round
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.hosting.rules import shown_count
from wijkspel.places.actions.stickers import retire_sticker
from wijkspel.places.queries import spot_called

SCREEN = "/de-koppel/scherm/bakkerij"


def test_a_screen_sets_no_cookie_and_is_kept_nowhere(client: FlaskClient) -> None:
    for path in (SCREEN, f"{SCREEN}/stand"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_fewer_than_five_people_are_not_counted_and_more_in_steps_of_five(app: Flask, client: FlaskClient) -> None:
    meet(new_player(), new_player())
    meet(new_player(), new_player())
    assert "Wie ontmoet jij hier vandaag?" in client.get(SCREEN).text
    meet(new_player(), new_player())
    assert "al zeker 5 buren" in client.get(SCREEN).text
    assert [shown_count(people) for people in (0, 4, 5, 9, 10, 23)] == [0, 0, 5, 5, 10, 20]


def test_a_screen_shows_the_square_of_the_sticker_and_a_question(client: FlaskClient) -> None:
    page = client.get(SCREEN).text
    assert "screen__qr" in page and "D8R-VTX" in page and "screen__question" in page
    part = client.get(f"{SCREEN}/stand").text
    release = re.search(r'data-release="(\w{12})"', part)
    assert release and page.count(f'data-release="{release[1]}"') == 2


def test_a_screen_between_rounds_and_one_without_a_sticker_invite_all_the_same(app: Flask, client: FlaskClient) -> None:
    playing = the_round()
    with write():
        playing.closes_at = playing.freezes_at = now()
    assert "Wie woonde hier voor jou?" in client.get(SCREEN).text
    with write():
        for sticker in spot_called(koppel(), "bakkerij").stickers:
            retire_sticker(sticker)
    assert "screen__qr" not in client.get(SCREEN).text
    assert client.get("/de-koppel/scherm/nergens").status_code == 404
