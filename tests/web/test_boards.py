"""The board is the same for everybody; what is of one player is seen by that player alone, and by who chose it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from flask import Flask
from flask.testing import FlaskClient

from tests.playing import meet, new_player, score, the_round
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.game.actions.leaving import clean_up, leave_game
from wijkspel.jobs.closing import sum_up_rounds
from wijkspel.players.actions.players import rename_player, show_around
from wijkspel.players.models import Player
from wijkspel.players.queries import flags_by
from wijkspel.rounds.actions import announce_round, correct, plan_round
from wijkspel.rounds.queries import rounds_of
from wijkspel.web.playing import COOKIE

OWN = {"Sec-Fetch-Site": "same-origin"}
GAME, BOARD = "/de-koppel/spel", "/de-koppel/spel/stand"


def _phone_of(app: Flask, number: int, *, home: str | None = None, grown_up: bool = True) -> tuple[FlaskClient, Player]:
    """Return a phone in a browser, and who plays on it."""
    token = str(number) * 43
    phone = app.test_client()
    phone.set_cookie(COOKIE, token, path=GAME)
    return phone, new_player(phone=token, home=home, grown_up=grown_up)


@pytest.fixture
def played(app: Flask) -> Iterator[list[Player]]:
    """Two teams of five who each met one of the other: one point more for nobody."""
    bakers = [new_player(home="bakkerij") for _ in range(5)]
    keepers = [new_player(home="sluis") for _ in range(5)]
    for one, other in zip(bakers, keepers, strict=True):
        meet(one, other)
    yield [*bakers, *keepers]


def test_the_board_sets_no_cookie_is_kept_nowhere_and_names_nobody(
    app: Flask, client: FlaskClient, played: list[Player]
) -> None:
    answer = client.get(BOARD)
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers and "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex"' in answer.text
    assert "De oude bakkerij" in answer.text and f"{sum(map(score, played))}" in answer.text
    assert not any(player.nickname and player.nickname in answer.text for player in played)


def test_with_a_cookie_or_without_everybody_reads_the_same_board(app: Flask, played: list[Player]) -> None:
    phone, _player = _phone_of(app, 1, home="bakkerij")
    assert phone.get(BOARD).data == app.test_client().get(BOARD).data
    assert phone.get(f"{BOARD}?taal=ar").data != phone.get(BOARD).data


def test_a_board_is_kept_for_two_seconds_and_no_longer(
    app: Flask, client: FlaskClient, played: list[Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(BOARD).text
    meet(new_player(), new_player())
    assert client.get(BOARD).text == before
    monkeypatch.setattr("wijkspel.web.porter.now", lambda: now() + timedelta(seconds=2))
    assert client.get(BOARD).text != before


def test_a_wijk_without_a_round_has_a_board_that_says_so_and_announces_the_next(
    app: Flask, client: FlaskClient
) -> None:
    days = [now() + timedelta(days=days) for days in (3, 20, 30, 40)]
    with write():
        for old in rounds_of(koppel()):
            old.announced_at = None
        db.session.flush()
        planned = plan_round(koppel(), names={"nl": "Winter"}, goal=70, reward={"nl": "Soep"}, times=tuple(days))  # type: ignore[arg-type]
        announce_round(planned, by="Noor")
    page = client.get(BOARD).text
    assert "Er loopt nu geen ronde" in page and "Winter" in page and "Soep" in page and "70 punten" in page
    assert "Winter" in client.get(GAME).text


def test_while_frozen_the_meter_stands_still_everywhere_and_says_since_when_and_until_when(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, own = _phone_of(app, 1)
    people = [own, *(new_player() for _ in range(2))]
    meet(own, people[1])
    playing, before = the_round(), sum(map(score, people))
    with write():
        playing.freezes_at = now()
    meeting = meet(own, people[2])
    everything = sum(map(score, people))
    assert everything > before, "points do count"
    spot_screen, pages = "/de-koppel/scherm/bakkerij", {}
    for address in (GAME, BOARD, f"{GAME}/ontmoeting/{meeting.public_id}", spot_screen):
        pages[address] = page = phone.get(address).text
        assert f"<strong>{before}</strong> van" in page, address
        since, until = (_day(moment) for moment in (playing.freezes_at, playing.closes_at))
        assert f"Sinds {since} staat deze stand stil. Punten tellen gewoon mee. Op {until}" in page, address
    assert f"{score(own)} punten" in pages[GAME]
    with write():
        playing.closes_at = now()
    monkeypatch.setattr("wijkspel.web.porter.now", lambda: now() + timedelta(seconds=2))
    for address in (GAME, BOARD):
        page = phone.get(address).text
        assert f"<strong>{everything}</strong> van" in page and "staat deze stand stil" not in page


def _day(moment: datetime) -> str:
    return format_date(moment.astimezone(ZoneInfo("Europe/Amsterdam")).date(), "long", locale="nl")


def _around(page: str) -> list[str]:
    section = re.search(r'aria-labelledby="around">(.*?)</section>', page, re.DOTALL)
    return re.findall(r'<bdi class="play__team">(?:<a[^>]*>)?([^<]+)', section[1]) if section else []


def test_neighbours_around_are_seen_by_who_chose_it_and_from_five_on(app: Flask) -> None:
    phone, own = _phone_of(app, 1)
    others = [new_player() for _ in range(4)]
    for one, other in ((own, others[0]), (others[0], others[1]), (others[2], others[3])):
        meet(one, other)
    with write():
        for other in others[:3]:
            show_around(other, is_around=True)
    assert phone.post(f"{GAME}/buren", data={"around": "yes"}, headers=OWN).status_code == 303
    assert _around(phone.get(GAME).text) == [], "four of them are too few"
    with write():
        show_around(others[3], is_around=True)
    assert _around(phone.get(GAME).text) == [others[0].nickname, "Jij", others[1].nickname, others[2].nickname]
    phone.post(f"{GAME}/buren", data={"around": ""}, headers=OWN)
    page = phone.get(GAME).text
    assert not any(other.nickname and other.nickname in page for other in others)


def test_somebody_younger_is_never_around(app: Flask) -> None:
    phone, _child = _phone_of(app, 1, grown_up=False)
    assert "Buren om mij heen" not in phone.get(GAME).text
    assert phone.post(f"{GAME}/buren", data={"around": "yes"}, headers=OWN).status_code == 403


def test_every_line_says_why_with_whom_where_and_when(app: Flask) -> None:
    phone, own = _phone_of(app, 1, home="bakkerij")
    friend, leaver = new_player(home="sluis"), new_player()
    meet(own, friend, assignment="het-weerbericht", done=True)
    meet(own, leaver, spot="markt")
    with write():
        leave_game(leaver)
        correct(the_round(), own, -5, why="Dubbel geteld bij de markt")
    page = phone.get(f"{GAME}/waarom").text
    assert str(friend.nickname) in page and "Iemand die weg is" in page
    assert "De oude bakkerij" in page and "jullie thuisplekken zijn verschillend" in page
    assert "Dubbel geteld bij de markt" in page and "-5 punten" in page.replace("−", "-")
    assert app.test_client().get(f"{GAME}/waarom").status_code == 404


def test_lines_come_on_pages(app: Flask) -> None:
    phone, own = _phone_of(app, 1)
    with write():
        for number in range(45):
            correct(the_round(), own, 1 + number, why=f"Regel {number:02}.")
    pages = [phone.get(f"{GAME}/waarom?blad={sheet}") for sheet in (1, 2, 3)]
    assert [len(re.findall(r"Regel \d\d\.", page.text)) for page in pages] == [20, 20, 5]
    for wrong in (0, 4, -1):
        assert phone.get(f"{GAME}/waarom?blad={wrong}").status_code == 404


def test_a_round_that_closed_says_what_was_reached_by_whom_never_and_when_it_is_deleted(
    app: Flask, client: FlaskClient, played: list[Player]
) -> None:
    phone, own = _phone_of(app, 1, home="bakkerij")
    meet(own, played[5])
    playing = the_round()
    with write():
        playing.closes_at = now()
    assert sum_up_rounds() == 2 and sum_up_rounds() == 0, "this one, and the one of last year"
    pages = [client.get(GAME).text, client.get(BOARD).text]
    for page in pages:
        assert "Het team met de meeste punten" in page and "De oude bakkerij" in page
        assert not any(player.nickname and player.nickname in page for player in played)
    mine = phone.get(GAME).text
    assert "Wat jij zelf deed" in mine and "wissen we wie elkaar" in mine
    with write():
        clean_up(playing)
    client.get(BOARD)
    after = phone.get(GAME).text
    assert "hebben we gewist wie elkaar" in after
    bests = re.compile(r'<ul class="play__bests">.*?</ul>', re.DOTALL)
    assert bests.findall(after) == bests.findall(mine) and bests.findall(mine)


def test_who_never_played_is_not_thanked_and_a_missed_goal_is_said_kindly(app: Flask, client: FlaskClient) -> None:
    phone, own = _phone_of(app, 1)
    meet(own, new_player())
    playing = the_round()
    with write():
        playing.closes_at = now()
    stranger, mine = client.get(GAME).text, phone.get(GAME).text
    assert "Dank je voor het meespelen" in mine and "Jullie hebben elkaar gedag gezegd" in mine
    assert "Dank je voor het meespelen" not in stranger and "Jullie hebben elkaar" not in stranger
    assert "Zo liep het af" in stranger and "Buren hebben elkaar gedag gezegd" in stranger
    assert all("Het doel is deze keer niet gehaald" in page for page in (stranger, mine, client.get(BOARD).text))
    with write():
        playing.goal = 10
    assert "Gehaald!" in client.get(GAME).text and playing.reward["nl"] in client.get(GAME).text


def test_one_tap_flags_a_nickname_and_a_reason_may_follow(app: Flask) -> None:
    phone, own = _phone_of(app, 1)
    met = new_player()
    meeting = meet(own, met)
    with write():
        rename_player(met, "Stoere Beer")
    address = f"{GAME}/bijnaam/{met.public_id}"
    page = phone.get(f"{GAME}/ontmoeting/{meeting.public_id}").text
    assert f'action="{address}"' in page and "Stoere Beer" in page
    for _ in range(2):
        assert phone.post(address, headers=OWN).status_code == 303
    assert "Stoere Beer" in phone.get(f"{GAME}/ontmoeting/{meeting.public_id}").text
    assert phone.post(address, data={"reason": "insulting"}, headers=OWN).status_code == 303
    page = phone.get(f"{GAME}/ontmoeting/{meeting.public_id}").text
    assert "Stoere Beer" not in page and "Een buur" in page
    db.session.rollback()
    assert [flag.reason for flag in flags_by(own.id)] == ["insulting"]
    assert phone.post(address, data={"reason": "zomaar"}, headers=OWN).status_code == 422
    assert app.test_client().post(address, headers=OWN).status_code == 404
    assert phone.post(f"{GAME}/bijnaam/{own.public_id}", headers=OWN).status_code == 404


def test_the_owner_is_told_kindly_and_chooses_another(app: Flask) -> None:
    phone, own = _phone_of(app, 1)
    other = new_player()
    meet(own, other)
    before = own.nickname
    with write():
        own.nickname_state = "hidden"
    page = phone.get(GAME).text
    assert "Buren zien je bijnaam nu niet" in page and str(before) in page
    phone.post(f"{GAME}/naam", data={"nickname": "Zonnige Merel"}, headers=OWN)
    page = phone.get(GAME).text
    assert "Buren zien je bijnaam nu niet" not in page and "Zonnige Merel" in page
