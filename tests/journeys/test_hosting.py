"""Neighbours without a phone meet before the tablet of a host, and a doubtful meeting is rescued by who was there."""

from pathlib import Path

from config import Testing
from tests.moving import at
from tests.paper import rendered
from tests.phone import Phone
from tests.playing import new_card, new_people_an_hour
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.db import write
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.hosts import invite_host
from wijkspel.prints.cards import label_of_card, sheets_of_cards

BAKERY, HOST, CODE = "/q/D8RVTX", "/de-koppel/spel/gastheer", "BCDF2345GHJK"
YES = "Ja, wij ontmoeten elkaar"


def _cards_on_paper(settings: Testing, server: Server, folder: Path) -> list[Path]:
    """Print two new cards, each on a sheet of its own, and return what a camera sees of them."""
    with at(settings):
        labels = [label_of_card(new_card(), base_url=server.url) for _ in range(2)]
        with write():
            invite_host(spot_called(koppel(), "bakkerij"), first_name="Fatima", code=CODE)
    seen = [folder / f"card-{number}.png" for number in range(2)]
    for label, path in zip(labels, seen, strict=True):
        rendered(sheets_of_cards([label], "nl"), folder)[0].save(path)
    return seen


def _comes(phone: Phone) -> None:
    phone.open(BAKERY)
    phone.tap("Speel mee")
    phone.tap("Ik ben hier", role="button")
    phone.tap("Ja, 16 of ouder", role="button")
    phone.find("Ontmoet iemand", role="button")


def _hands_out(tablet: Phone, card: Path) -> None:
    tablet.scan(card)
    tablet.choose("Ja, 16 of ouder")
    tablet.tap("Geef deze pas uit", role="button")


def test_two_with_cards_meet_before_a_host_and_a_neighbour_scans_one_of_them(
    settings: Testing, server: Server, shop: Shop, tmp_path: Path
) -> None:
    one, other = _cards_on_paper(settings, server, tmp_path)
    with shop.phone(server.url, width=800) as tablet, shop.phone(server.url) as phone:
        tablet.open(f"{HOST}/begin/{CODE}")
        tablet.screenshot("host-begins")
        tablet.tap("Begin op dit apparaat", role="button")
        tablet.see("Hallo, Fatima", "Er wacht nu niemand.")
        tablet.screenshot("host-waits", whole=True)
        tablet.scan(one)
        tablet.screenshot("host-hands-out", whole=True)
        _hands_out(tablet, one)
        _hands_out(tablet, other)
        tablet.see("eerste van twee")
        tablet.tap("Ja, dit is de eerste", role="button")
        tablet.see("Scan nu de tweede pas")
        tablet.scan(one)
        tablet.see("Ontmoeten deze twee elkaar?")
        tablet.screenshot("host-sees-two", whole=True)
        tablet.tap("Ja, ze ontmoeten elkaar", role="button")
        tablet.see("Het klikt!", "eerste keer samen")
        tablet.screenshot("host-click")
        _comes(phone)
        phone.scan(one)
        phone.screenshot("card-before-a-neighbour")
        phone.tap(YES, role="button")
        phone.see("Het klikt!", "40 punten")


def test_a_doubtful_meeting_is_rescued_by_somebody_who_was_there(settings: Testing, server: Server, shop: Shop) -> None:
    with at(settings):
        new_people_an_hour(0)
    with shop.phone(server.url) as one, shop.phone(server.url) as other, shop.phone(server.url) as witness:
        _meet(one, other, name="game-doubtful")
        one.see("Kijk wat het opleverde")
        one.tap("Kijk wat het opleverde")
        one.see("Was er nog iemand bij?")
        one.screenshot("meeting-doubtful", whole=True)
        with at(settings):
            new_people_an_hour(12)
        one.tap("Laat iemand die erbij was dit bevestigen", role="button")
        one.see("Nog niemand heeft het bevestigd.")
        square = one.photographed("witness-wanted")
        with shop.phone(server.url) as friend:
            _meet(witness, friend, name="game-witness")
        witness.scan(square)
        witness.see("Waren ze samen?")
        witness.screenshot("witness-asked")
        witness.tap("Ja, ik zag ze samen", role="button")
        witness.see("Dank je wel")
        one.see("Iemand die erbij was, heeft het bevestigd.")
        one.tap("Terug naar de ontmoeting")
        one.see("40 punten", "Iemand die erbij was, heeft het bevestigd.")
        one.screenshot("meeting-rescued", whole=True)


def _meet(one: Phone, other: Phone, *, name: str) -> None:
    _comes(one)
    one.tap("Ontmoet iemand", role="button")
    one.see("Laat iemand dit scannen")
    other.scan(one.photographed(name))
    other.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
    other.see("Het klikt!")
