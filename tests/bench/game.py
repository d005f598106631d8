"""The game: meetings confirmed by eight people at once, and its pages with a ledger of a million lines.

The page of the game is made for one phone at every request, so what that costs is what is measured. The board is the
same for everybody and kept for two seconds. It is measured as it is kept, against a bare Flask page in the same run,
and as it is made anew, when a publication was counted before each request.
"""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select, text

from config import Testing
from tests.bench.demo import BROWSER, ENGINES, Demo, keep_house
from tests.bench.figures import Figure
from tests.bench.hello import app as bare
from tests.bench.load import WrongAnswers
from wijkspel import create_app
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.places.actions.neighbourhoods import add_neighbourhood, add_organisation
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.models import Neighbourhood
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.players.actions.players import player_on, say_age
from wijkspel.players.models import Player
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.rounds.models import PointEntry
from wijkspel.web.playing import COOKIE
from wijkspel.wordlists.signs import SIGNS

CLIENTS, MEETINGS = 8, 25  # of each client
LINES, PLAYERS = (1_000, 1_000_000), 400
ROUNDS, VISITS = 5, 30
PHONE = "p" * 43
_LINES = """INSERT INTO point_entry (organisation_id, neighbourhood_id, round_id, player_id, reason, points, claim_key,
    at)
    WITH RECURSIVE counted(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counted WHERE number < {lines})
    SELECT 1, 1, 1, (number - 1) % {players} + 1, 'new', 40, 'bench:' || number, CURRENT_TIMESTAMP FROM counted"""
_STANDINGS = """INSERT INTO standing (organisation_id, neighbourhood_id, round_id, player_id, points, shown)
    SELECT 1, 1, 1, player_id, SUM(points), SUM(points) FROM point_entry GROUP BY player_id"""


_SHARES = """INSERT INTO team_share
    (organisation_id, neighbourhood_id, round_id, player_id, spot_id, points, shown, bridges)
    SELECT 1, 1, 1, player_id, home_spot_id, points, shown, 0 FROM standing JOIN player ON player.id = player_id"""
MINE, BOARD = "/wijk/spel", "/wijk/spel/stand"


def measure(demo: Demo) -> list[Figure]:
    """Return the writes a second, and the middle times of the pages with a small and with a large ledger."""
    return [figure for engine in ENGINES for figure in (_confirming(demo, engine), *_pages(demo, engine))]


def _confirming(demo: Demo, engine: str) -> Figure:
    app = _wijk(demo, engine, "game-confirm")
    with app.app_context():
        couples = [(_player(), _player()) for _ in range(CLIENTS * MEETINGS)]
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(lambda first: _meet_all(app, couples[first::CLIENTS]), range(CLIENTS)))
        seconds = time.perf_counter() - began
        paid = db.session.scalar(select(func.count(PointEntry.id)).where(PointEntry.reason == "new"))
        db.engine.dispose()
    if paid != 2 * len(couples):
        raise WrongAnswers(f"{len(couples)} meetings were confirmed and {paid} lines written")
    return Figure(
        f"game: meetings confirmed, {CLIENTS} at once, {ENGINES[engine]}", len(couples) / seconds, "/s", "higher"
    )


def _meet_all(app: Flask, couples: list[tuple[int, int]]) -> None:
    with app.app_context():
        for number, (one, other) in enumerate(couples):
            with write():
                spot = spot_called(neighbourhood_called("wijk"), f"plek-{number % CLIENTS}")
                host = db.session.get_one(Player, one)
                be_present(host, spot)
                invitation = invite(host, spot, signs=SIGNS)
            with write():
                confirm_meeting(invitation, db.session.get_one(Player, other))
        db.session.remove()


def _pages(demo: Demo, engine: str) -> list[Figure]:
    clients = {lines: _with_ledger(demo, engine, lines) for lines in LINES}
    visits = {
        "mine": lambda client: _p50(client, MINE),
        "kept": lambda client: _p50(client, BOARD),
        "anew": lambda client: _p50(client, BOARD, anew=True),
    }
    rounds = [_round(clients, visits) for _ in range(1 + ROUNDS)][1:]  # the first warms up
    few, many = LINES
    called = ENGINES[engine]

    def middle(name: str, lines: int) -> float:
        return median(one[name, lines] for one in rounds)

    def growth(name: str) -> float:
        return median(one[name, many] / one[name, few] for one in rounds)

    def against(name: str) -> float:
        return median(one["bare", 0] / one[name, many] for one in rounds)

    return [
        Figure(f"game: my page with {few:,} lines, {called}", middle("mine", few), "ms", "lower"),
        Figure(f"game: my page with {many:,} lines, {called}", middle("mine", many), "ms", "lower"),
        Figure(f"game: growth of my page, {called}", growth("mine"), "×", "lower", 2),
        Figure(f"game: my page against bare Flask, {called}", against("mine"), "×", "higher"),
        Figure(f"game: board made anew with {few:,} lines, {called}", middle("anew", few), "ms", "lower"),
        Figure(f"game: board made anew with {many:,} lines, {called}", middle("anew", many), "ms", "lower"),
        Figure(f"game: growth of the board, {called}", growth("anew"), "×", "lower", 2),
        Figure(f"game: board and meter against bare Flask, {called}", against("kept"), "×", "higher", 0.3),
    ]


def _round(
    clients: dict[int, FlaskClient], visits: dict[str, Callable[[FlaskClient], float]]
) -> dict[tuple[str, int], float]:
    """Return the middle time of each visit at each ledger, and of a bare page, in turns."""
    times = {(name, lines): visit(client) for name, visit in visits.items() for lines, client in clients.items()}
    return times | {("bare", 0): _p50(bare.test_client(), "/")}


def _with_ledger(demo: Demo, engine: str, lines: int) -> FlaskClient:
    """Return a phone that plays in a wijk whose ledger has so many lines, some of them its own."""
    app = _wijk(demo, engine, f"game-{lines}")
    with app.app_context():
        with write():
            wijk = neighbourhood_called("wijk")
            for number in range(PLAYERS):
                player = player_on(PHONE if number == 0 else secrets.token_urlsafe(32), wijk, language="nl")
                player.home_spot_id = spot_called(wijk, f"plek-{number % CLIENTS}").id
        with write() as session:
            session.execute(text(_LINES.format(lines=lines, players=PLAYERS)))
            session.execute(text(_STANDINGS))
            session.execute(text(_SHARES))
        keep_house()
    client = app.test_client()
    client.set_cookie(COOKIE, PHONE, path="/wijk/spel")
    return client


def _wijk(demo: Demo, engine: str, name: str) -> Flask:
    """Return the app on a database with one neighbourhood, eight spots, and a round that is played."""
    app = create_app(Testing(database_url=demo.new_database(engine, name), media=demo.folder / "media-none"))
    with app.app_context():
        upgrade()
        with write():
            ring = [(5.0, 52.0), (5.02, 52.0), (5.02, 52.02), (5.0, 52.02), (5.0, 52.0)]
            wijk = add_neighbourhood(
                add_organisation(slug="o", name="O"), slug="wijk", name="Wijk", boundary=ring, languages=["nl"]
            )
            for number in range(CLIENTS):
                add_spot(wijk, slug=f"plek-{number}", kind="bench", names={"nl": f"Bank {number}"}, lon=5.01, lat=52.01)
            _play(wijk)
    return app


def _play(wijk: Neighbourhood) -> None:
    days = (now() - timedelta(days=1), *(now() + timedelta(days=days) for days in (20, 30, 40)))
    opens, freezes, closes, cleans = days
    planned = plan_round(wijk, names={"nl": "R"}, goal=100, reward={}, times=(opens, freezes, closes, cleans))
    announce_round(planned, by="bench")


def _player() -> int:
    with write():
        player = player_on(secrets.token_urlsafe(32), neighbourhood_called("wijk"), language="nl")
        say_age(player, is_grown_up=True)
        return player.id


def _p50(client: FlaskClient, path: str, *, anew: bool = False) -> float:
    times = []
    for _ in range(VISITS):
        if anew:
            _publish(client.application)
        began = time.perf_counter()
        answer = client.get(path, headers=BROWSER)
        times.append(1000 * (time.perf_counter() - began))
        if answer.status_code != 200:
            raise WrongAnswers(f"{path} answered {answer.status_code}")
    return median(times)


def _publish(app: Flask) -> None:
    """Count a publication: no page that is kept is right any more."""
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE neighbourhood SET publication_version = publication_version + 1"))
