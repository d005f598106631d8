"""What only a player sees, played until it is there: nothing wrong with it, on small screens, by night, in Arabic."""

from tests.looks.test_looks import in_every_language, look_from_all_sides
from tests.phone import Shop
from tests.server import Server

HERE, GAME = "/de-koppel/spel/hier/bakkerij", "/de-koppel/spel"


@in_every_language
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
        other.open(invitation)
        look_from_all_sides(other, "game-confirms", language)
        other.press_to(invitation, age="grown_up")
        look_from_all_sides(other, "game-clicks", language)
        meeting = other.path
        other.open(f"{meeting}/vervelend")
        look_from_all_sides(other, "game-complaint", language)
        other.press_to(f"{meeting}/vervelend")
        look_from_all_sides(other, "game-complaint-kept", language)
        other.open(f"{GAME}/woorden")
        other.press_to(f"{GAME}/woorden")
        look_from_all_sides(other, "game-four-words", language)
        for path, name in (("", "mine"), ("/naam", "nickname"), ("/thuis", "home"), ("/gegevens", "my-data")):
            other.open(f"{GAME}{path}")
            look_from_all_sides(other, f"game-{name}", language)
        assert one.wrong == other.wrong == []
