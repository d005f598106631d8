"""What only a player sees, played until it is there: nothing wrong with it, on small screens, by night, in Arabic."""

from pathlib import Path

import qrcode

from config import Testing
from tests.journeys.steps import GAME, HERE, comes
from tests.looks.test_looks import in_arabic_as_a_drill, look_from_all_sides, open_and_look
from tests.moving import at
from tests.playing import meet, new_player, the_round
from tests.server import Server
from tests.shop import Shop
from tests.world import koppel
from wijkspel.clock import now
from wijkspel.db import db, write
from wijkspel.game.actions.flagging import flag_nickname
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import choose_home, show_around
from wijkspel.players.models import Player
from wijkspel.players.queries import any_player_with
from wijkspel.rounds.actions import correct


@in_arabic_as_a_drill
def test_a_game_that_is_played_has_nothing_wrong_with_it(server: Server, shop: Shop, language: str) -> None:
    with shop.phone(server.url, language=language) as one, shop.phone(server.url, language=language) as other:
        one.open(HERE)
        one.press_to(HERE)
        look_from_all_sides(one, "game-age", language)
        one.press_to(f"{GAME}/leeftijd", age="grown_up")
        look_from_all_sides(one, "game-here", language)
        one.press_to(f"{HERE}/cijfers", digits="12")
        look_from_all_sides(one, "game-no-digits", language)
        one.open(HERE)
        one.press_to(f"{HERE}/uitnodiging", assignment="")
        look_from_all_sides(one, "game-invites", language)
        invitation = one.path
        open_and_look(other, invitation, "game-confirms", language)
        other.press_to(invitation, age="grown_up")
        look_from_all_sides(other, "game-clicks", language)
        open_and_look(one, invitation, "game-came", language)
        meeting = other.path
        open_and_look(other, f"{meeting}/vervelend", "game-complaint", language)
        other.press_to(f"{meeting}/vervelend")
        look_from_all_sides(other, "game-complaint-kept", language)
        other.open(f"{GAME}/woorden")
        other.press_to(f"{GAME}/woorden")
        look_from_all_sides(other, "game-four-words", language)
        for path, name in (("", "mine"), ("/naam", "nickname"), ("/thuis", "home"), ("/gegevens", "my-data")):
            open_and_look(other, f"{GAME}{path}", f"game-{name}", language)
        assert one.wrong == other.wrong == []


@in_arabic_as_a_drill
def test_a_board_and_a_round_that_is_over_have_nothing_wrong(
    settings: Testing, tmp_path: Path, shop: Shop, language: str
) -> None:
    with at(settings):
        the_rewards = list(the_round().reward.values())
        for home in ("bakkerij", "sluis"):
            for player in [new_player(home=home) for _ in range(5)]:
                meet(new_player(), player)
    with Server(settings, tmp_path) as server, shop.phone(server.url, language=language) as phone:
        for path, name in (("", "game-board"), ("/stand", "board")):
            open_and_look(phone, f"{GAME}{path}", name, language)
        with at(settings), write():
            the_round().freezes_at = now()
        open_and_look(phone, GAME, "game-frozen", language)
        open_and_look(phone, "/de-koppel/scherm/bakkerij", "screen-frozen", language)
        with at(settings), write():
            the_round().closes_at = now()
        open_and_look(phone, GAME, "game-over", language)
        assert not any(reward in phone.text for reward in the_rewards), "a goal that was missed brings nothing"
        open_and_look(phone, f"{GAME}/stand", "board-over", language)
        open_and_look(phone, HERE, "game-no-round-here", language)
        assert phone.wrong == []


@in_arabic_as_a_drill
def test_what_a_player_sees_of_neighbours_and_of_each_line_has_nothing_wrong(
    settings: Testing, tmp_path: Path, shop: Shop, language: str
) -> None:
    with Server(settings, tmp_path) as server, shop.phone(server.url, language=language) as phone:
        comes(phone)
        phone.open(GAME)
        phone.press_to(f"{GAME}/buren", around="yes")
        look_from_all_sides(phone, "around-alone", language)
        with at(settings):
            other = _a_season_with_the_player_of_this_phone()
        open_and_look(phone, GAME, "around", language)
        phone.open(f"{GAME}/waarom")
        phone.evaluate("() => document.querySelectorAll('main details').forEach(e => (e.open = true))")
        look_from_all_sides(phone, "why", language)
        open_and_look(phone, f"{GAME}/bijnaam/{other}", "nickname-flag", language)
        phone.press_to(f"{GAME}/bijnaam/{other}")
        look_from_all_sides(phone, "nickname-flagged", language)
        with at(settings), write():
            flag_nickname(any_player_with(other), _own(), reason="insulting")
        open_and_look(phone, GAME, "nickname-hidden", language)
        open_and_look(phone, f"{GAME}/bezwaar/bijnaam", "nickname-objection", language)
        phone.press_to(f"{GAME}/bezwaar/bijnaam")
        look_from_all_sides(phone, "nickname-objected", language)
        with at(settings), write():
            the_round().closes_at = now()
        open_and_look(phone, GAME, "closing", language)
        assert phone.wrong == []


def _a_season_with_the_player_of_this_phone() -> str:
    """Let the one player of De Koppel meet others who want to be seen, and return the name of one in addresses."""
    own = _own()
    with write():
        choose_home(own, spot_called(koppel(), "bakkerij"))
    bakers = [own, *(new_player(home="bakkerij") for _ in range(4))]
    keepers = [new_player(home="sluis") for _ in range(5)]
    for one, other in zip(bakers, keepers, strict=True):
        meet(one, other, assignment="het-weerbericht", done=True)
    meet(keepers[1], keepers[2])
    with write():
        for player in (*bakers, *keepers):
            show_around(player, is_around=True)
        correct(the_round(), own, -5, why="Dubbel geteld op de eerste dag.")
    return keepers[0].public_id


def _own() -> Player:
    """Return the player of the one phone, who came to De Koppel first."""
    return db.session.query(Player).filter_by(neighbourhood_id=koppel().id).order_by(Player.id).limit(1).one()


@in_arabic_as_a_drill
def test_the_scanner_at_work_and_somebody_far_away_have_nothing_wrong(
    settings: Testing, tmp_path: Path, shop: Shop, language: str
) -> None:
    with at(settings), write():
        koppel().made_up = False
    foreign = tmp_path / "foreign.png"
    qrcode.make("https://boef.example/" + "een-lang-adres" * 9).save(foreign)
    with (
        Server(settings, tmp_path) as server,
        shop.phone_that_sees(server.url, foreign, language=language) as phone,
    ):
        phone.open(f"{GAME}/scan")
        phone.press_key_of_ours("open")
        phone.wait_until_true("() => !document.querySelector('[data-says=foreign]').hidden")
        look_from_all_sides(phone, "scanner-foreign", language)
        phone.grant_location(5.379, 52.713, 9)
        phone.open(HERE)
        phone.wait_until_true("() => document.querySelector('far-away input')")
        phone.press_to(HERE)
        phone.press_to(f"{GAME}/leeftijd", age="grown_up")
        look_from_all_sides(phone, "game-far", language)
        assert phone.wrong == []
