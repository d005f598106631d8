"""The game for who does not see the screen: keys alone, and what a screen reader says of each page."""

import re

from tests.journeys.steps import HERE
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop

SAID_BY_ITSELF = "document.querySelector('.play__came[role=status]').innerText.split('\\n')"


def test_two_meet_by_keys_alone_and_by_what_is_read_aloud(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as one, shop.phone(server.url) as other:
        for phone in (one, other):
            phone.open(HERE)
            _hears(phone, "heading: Wie staat er naast je?", "button: Ik ben hier")
            _presses(phone, "Ik ben hier")
            phone.see("Ben je 16 of ouder?")
            _hears(phone, "heading: Ben je 16 of ouder?", "button: Ja, 16 of ouder", "button: Nee, jonger")
            _presses(phone, "Ja, 16 of ouder")
            phone.see("Je bent hier tot")
        _hears(other, "textbox: Laat iemand je vier cijfers zien?", "button: Ga verder", "button: Ontmoet iemand")
        _presses(one, "Ontmoet iemand")
        one.see("Laat iemand dit scannen")
        digits = _hears(one, "image: Een vierkant om met een camera te scannen", "of typ bij deze plek")[-1]
        assert re.fullmatch(r"\d{4}", digits)
        signs = _signs(one)
        while not other.evaluate("document.activeElement.id === 'digits'"):
            other.press("Tab")
        for digit in digits:
            other.press(digit)
        other.press("Enter")
        other.see("Ontmoet je")
        _hears(other, "Zien jullie allebei deze twee? Dan zit je goed.", *signs, "button: Ja, wij ontmoeten elkaar")
        _presses(other, "Ja, wij ontmoeten elkaar")
        other.see("Het klikt!")
        _hears(other, "heading: Het klikt!", "40 punten", "eerste keer samen", "link: Dit voelde niet fijn")
        one.see("Het klikt!")
        assert one.evaluate(SAID_BY_ITSELF)[0] == "Het klikt!" and "40 punten" in one.evaluate(SAID_BY_ITSELF)
        assert one.wrong == other.wrong == []


def _hears(phone: Phone, *words: str) -> list[str]:
    """Hear these of all that is read aloud, in this order, and return what came up to the one after the last."""
    said = phone.read_aloud
    at = 0
    for word in words:
        assert word in said[at:], f"{word!r} does not come after {said[:at]}, but {said[at:]}"
        at = said.index(word, at) + 1
    return said[: at + 1]


def _signs(phone: Phone) -> list[str]:
    said = phone.read_aloud
    at = said.index("of typ bij deze plek")
    return said[at + 2 : at + 4]


def _presses(phone: Phone, key: str) -> None:
    """Go to a key by Tab, and press it."""
    for _ in range(60):
        phone.press("Tab")
        if phone.focus == key:
            break
    assert phone.focus == key and phone.focus_is_visible
    phone.press("Enter")
