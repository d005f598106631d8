"""Neighbours meet in the street: two phones, a square on the one and a camera on the other."""

import re
import time

from sqlalchemy import update

from config import Testing
from tests.journeys.steps import database_of
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop
from wijkspel.db import db, write
from wijkspel.game.models import Invitation

BAKERY, HERE = "/q/D8RVTX", "/de-koppel/spel/hier/bakkerij"
WORDS = {
    "nl-NL": {"play": "Speel mee", "here": "Ik ben hier", "grown_up": "Ja, 16 of ouder", "meet": "Ontmoet iemand"},
    "ar": {"play": "شارك في اللعب", "here": "أنا هنا", "grown_up": "نعم، ١٦ أو أكثر", "meet": "التقِ بأحد"},
}


def _comes(phone: Phone, language: str = "nl-NL") -> None:
    """Scan the sticker of the bakery, and go on until one can meet somebody."""
    words = WORDS[language]
    phone.open(BAKERY)
    phone.tap(words["play"])
    phone.tap(words["here"], role="button")
    phone.tap(words["grown_up"], role="button")
    phone.find(words["meet"], role="button")


def _invites(phone: Phone, language: str = "nl-NL") -> None:
    _comes(phone, language)
    phone.tap(WORDS[language]["meet"], role="button")


def test_two_strangers_meet_and_both_see_why_they_scored(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        _invites(one)
        one.see("Laat iemand dit scannen", "Nog niemand heeft bevestigd")
        screen = one.photographed("game-invitation")
        began, asked = time.monotonic(), one.asked_for("/stand")
        other.scan(screen)
        other.see("Ontmoet je", "Zien jullie allebei deze twee?")
        assert other.signs == one.signs and len(one.signs) == 2
        other.screenshot("game-confirm")
        other.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
        other.see("Het klikt!", "40 punten", "eerste keer samen")
        assert time.monotonic() - began < 30
        one.see("Het klikt!", "40 punten")
        waited = time.monotonic() - began
        assert waited / 4 <= len(asked) <= waited / 1.5 + 1  # asks every 1.5 s, on a machine that does more than this
        other.screenshot("game-click", whole=True)
        one.screenshot("game-click-of-who-invited")
        one.tap("Kijk wat het opleverde")
        one.see("Waarom kreeg ik dit?", "je was op een plek", "Je hebt nu 50 punten.")


def test_a_screen_on_which_the_time_runs_out_no_longer_asks_to_be_scanned(
    settings: Testing, server: Server, shop: Shop
) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        _invites(one)
        other.scan(one.photographed("game-invitation-that-ends"))
        other.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
        one.see("Het klikt!", "Laat iemand dit scannen")
        with database_of(settings), write():
            db.session.execute(update(Invitation).values(until=Invitation.made_at))
        one.see("Jullie hebben elkaar ontmoet", "Het klikt!")
        assert not one.sees("Laat iemand dit scannen") and not one.sees("De tijd is om")
        one.screenshot("game-invitation-over-after-a-click", whole=True)


def test_in_arabic_and_without_script_four_digits_will_do(server: Server, shop: Shop) -> None:
    with (
        shop.phone(server.url, language="ar", script=False) as one,
        shop.phone(server.url, language="ar", script=False) as other,
    ):
        _invites(one, "ar")
        digits = re.search("[٠-٩]{4}", one.text)
        assert digits
        one.screenshot("game-invitation-arabic")
        _comes(other, "ar")
        other.type("هل يريك أحد أربعة أرقام؟", digits[0])
        other.screenshot("game-confirm-arabic")
        other.tap("نعم، نحن نلتقي", role="button")
        other.see("تعارفتما!", "٤٠ نقطة", "أول مرة معًا")
        other.screenshot("game-click-arabic", whole=True)


def test_somebody_younger_is_told_how_to_play_and_nobody_scores(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as child:
        _invites(one)
        child.scan(one.photographed("game-invitation-for-a-child"))
        child.tap("Ik ben jonger dan 16", role="button")
        child.see("Speel samen met een ouder", "Vraag je vader of moeder")
        child.screenshot("game-too-young")
        one.see("Nog niemand heeft bevestigd")


def test_the_screen_of_who_invites_survives_a_network_that_is_gone(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        _invites(one)
        screen = one.photographed("game-invitation-offline")
        server.stop()
        time.sleep(2)
        one.see("Laat iemand dit scannen")
        server.start()
        other.scan(screen)
        other.tap("Ja, wij ontmoeten elkaar, en ik ben 16 of ouder", role="button")
        other.see("Het klikt!")
        one.see("Het klikt!", "40 punten")


def test_somebody_changes_a_nickname_sees_what_is_kept_and_deletes_it_in_two_taps(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        _comes(phone)
        phone.tap("Mijn spel")
        phone.see("Je hebt nog geen punten")
        phone.screenshot("game-mine", whole=True)
        phone.tap("Een andere bijnaam")
        phone.type("Je bijnaam", "Fietsbel")
        phone.see("Fietsbel")
        phone.tap("Mijn gegevens")
        phone.see("Dit is alles wat we van je bewaren.", "Fietsbel")
        phone.screenshot("game-my-data", whole=True)
        phone.tap("Wis alles van mij", role="button")
        phone.see("Alles is weg")
        phone.open(HERE)
        phone.see("Wie staat er naast je?")
