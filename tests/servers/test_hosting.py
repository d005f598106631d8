"""Many tap at once before hosts: one meeting, one entry, one host, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from config import Testing
from tests.conftest import on_both_engines
from tests.moving import at
from tests.playing import new_card, new_host
from tests.server import Server
from tests.servers.test_game import Phone
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.models import Meeting, Pair
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import invite_host
from wijkspel.rounds.models import PointEntry
from wijkspel.web.card_to_phone import link_to_a_phone

HOST, AT_ONCE = "/de-koppel/spel/gastheer", 50
CODES = {"bakkerij": "BCDF2345GHJK", "sluis": "CDFG3456HJKM", "moestuin": "DFGH4567JKMN"}


def _invite(settings: Testing) -> list[str]:
    """Invite a host at each of three spots, and return the codes of four cards in hand."""
    with at(settings):
        for spot, code in CODES.items():
            with write():
                invite_host(spot_called(koppel(), spot), first_name="Fatima", code=code)
        host = new_host()
        return [new_card(host).code for _ in range(4)]


def _tablet(server: Server, spot: str) -> Phone:
    tablet = Phone(server)
    assert tablet.post(f"{HOST}/begin", code=CODES[spot])[0] == 303
    return tablet


def _counts(settings: Testing) -> list[int]:
    """Return how many meetings, pairs and lines of points De Koppel has."""
    with at(settings):
        of = koppel().id
        tables = (Meeting, Pair, PointEntry)
        counts = [select(func.count()).select_from(table).where(table.neighbourhood_id == of) for table in tables]
        return [db.session.scalar(count) or 0 for count in counts]


@on_both_engines
def test_fifty_taps_of_a_host_are_one_meeting(settings: Testing, server: Server) -> None:
    one, other, *_ = _invite(settings)
    tablet = _tablet(server, "bakkerij")
    with ThreadPoolExecutor(AT_ONCE) as taps:
        answers = list(taps.map(lambda _: tablet.post(f"{HOST}/samen", first=one, second=other), range(AT_ONCE)))
    assert {status for status, _ in answers} == {303} and len({where for _, where in answers}) == 1
    assert _counts(settings) == [1, 1, 4]


@on_both_engines
def test_a_code_that_many_use_at_once_makes_one_host(settings: Testing, server: Server) -> None:
    _invite(settings)
    tablets = [Phone(server) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as taps:
        answers = list(taps.map(lambda tablet: tablet.post(f"{HOST}/begin", code=CODES["sluis"]), tablets))
    assert sorted(status for status, _ in answers) == [303] + [409] * (AT_ONCE - 1)


@on_both_engines
def test_a_link_from_a_card_that_many_use_at_once_brings_one_phone(settings: Testing, server: Server) -> None:
    with at(settings):
        host = new_host()
        link = f"/de-koppel/spel/verhuis/{link_to_a_phone(new_card(host), host)}"
    phones = [Phone(server) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as taps:
        answers = list(taps.map(lambda phone: phone.post(link), phones))
    assert sorted(status for status, _ in answers) == [303] + [404] * (AT_ONCE - 1)


@on_both_engines
def test_hosts_whose_pairs_cross_each_other_never_wait_for_ever(settings: Testing, server: Server) -> None:
    cards = _invite(settings)
    tablets = [_tablet(server, spot) for spot in CODES]
    pairs = [(one, other) for one in range(4) for other in range(4) if one != other]
    jobs = [(tablets[number % 3], *pair) for number, pair in enumerate(pairs * 2)]
    with ThreadPoolExecutor(len(jobs)) as taps:
        answers = list(
            taps.map(lambda job: job[0].post(f"{HOST}/samen", first=cards[job[1]], second=cards[job[2]]), jobs)
        )
    assert {status for status, _ in answers} == {303}
    with at(settings):
        of = PointEntry.neighbourhood_id == koppel().id
        lines = db.session.scalar(select(func.count()).select_from(PointEntry).where(of, PointEntry.reason == "new"))
    assert lines == 12, "six pairs scored once, each for both"
