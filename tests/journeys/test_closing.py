"""A round ends: two neighbours read how it went, and later that what was promised to be deleted is deleted."""

from datetime import timedelta
from pathlib import Path

from config import Testing
from tests.moving import at
from tests.phone import Phone
from tests.playing import a_store, meet, new_player, the_round
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.db import write
from wijkspel.jobs.closing import sum_up_rounds
from wijkspel.jobs.forgetting import forget_old
from wijkspel.rounds.queries import latest_round

GAME, HERE = "/de-koppel/spel", "/de-koppel/spel/hier/bakkerij"


def _they_meet(one: Phone, other: Phone) -> None:
    one.open(HERE)
    for tap in ("Ik ben hier", "Ja, 16 of ouder", "Ontmoet iemand"):
        one.tap(tap, role="button")
    one.see("Laat iemand dit scannen")
    other.scan(one.photographed("closing-invitation"))
    other.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
    other.see("Het klikt!", "40 punten")


def test_a_round_that_is_closed_and_cleaned_is_seen_on_two_phones(
    settings: Testing, tmp_path: Path, shop: Shop
) -> None:
    with Server(settings, tmp_path) as server, shop.phone(server.url) as one, shop.phone(server.url) as other:
        _they_meet(one, other)
        _ten_more_meet(settings)
        other.open(f"{GAME}/stand")
        other.see("Zo staan we ervoor", "punten te gaan", "Teams")
        other.screenshot("closing-board-before", whole=True)
        _the_round_closes(settings)
        reached = [_reads_how_it_went(phone) for phone in (one, other)]
        _the_round_is_cleaned_up(settings)
        stays = [_reads_what_was_deleted(phone) for phone in (one, other)]
        assert stays == reached, "what was reached stays"
        other.open(f"{GAME}/stand")
        other.see("Deze ronde is voorbij")


def _ten_more_meet(settings: Testing) -> None:
    """Let five of each of two teams meet somebody."""
    with at(settings):
        for home in ("bakkerij", "sluis"):
            for player in [new_player(home=home) for _ in range(5)]:
                meet(new_player(), player)


def _the_round_closes(settings: Testing) -> None:
    with at(settings):
        with write():
            the_round().closes_at = now()
        sum_up_rounds()


def _the_round_is_cleaned_up(settings: Testing) -> None:
    with at(settings):
        with write():
            over = latest_round(koppel())
            assert over
            over.cleans_at = now() - timedelta(seconds=1)
        assert forget_old(a_store()).rounds == 1


def _reads_how_it_went(phone: Phone) -> str:
    """Read what a round that is over brought, and why, and return what the neighbourhood reached."""
    phone.open(GAME)
    phone.see("Dank je voor het meespelen", "Wat we samen maakten", "Het team met de meeste punten")
    phone.see("Wat jij zelf deed", "wissen we wie elkaar")
    phone.screenshot("closing-closed", whole=True)
    reached = _reached(phone)
    _asks_why(phone)
    phone.see("Met wie", "De oude bakkerij")
    return reached


def _reads_what_was_deleted(phone: Phone) -> str:
    """Read that who met whom is deleted, and return what the neighbourhood reached."""
    phone.open(GAME)
    phone.see("hebben we gewist wie elkaar")
    reached = _reached(phone)
    phone.screenshot("closing-cleaned", whole=True)
    _asks_why(phone)
    phone.see("Dat is gewist, zoals we beloofden.")
    return reached


def _reached(phone: Phone) -> str:
    return phone.text.split("Wat we samen maakten")[1].split("Wat jij zelf deed")[0]


def _asks_why(phone: Phone) -> None:
    phone.tap("Waarom kreeg ik dit?")
    phone.open_menu("eerste keer samen")
