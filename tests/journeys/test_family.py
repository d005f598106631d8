"""A child that asks a parent who is not near: the link goes by the phone's own way of sending, or is copied."""

import pytest

from tests.journeys.steps import GAME, comes
from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop

_SENDS = "() => { navigator.share = (what) => { window.went = what.url; return Promise.resolve(); } }"
_COPIES = (
    "() => { Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (t) => { window.went = t }}}) }"
)


def _asks(phone: Phone, can: str) -> str:
    """Let a child of a phone that can do something ask a parent, and return the link."""
    comes(phone, "younger")
    phone.page_begins_with(can)
    phone.open(f"{GAME}/gezin/vraag")
    return str(phone.evaluate("() => document.querySelector('[data-link]').textContent"))


@pytest.mark.parametrize(("can", "key"), [(_SENDS, "Verstuur de link"), (_COPIES, "Kopieer de link")])
def test_the_link_to_a_parent_goes_out_with_one_tap(server: Server, shop: Shop, can: str, key: str) -> None:
    with shop.phone(server.url) as phone:
        link = _asks(phone, can)
        phone.tap(key, role="button")
        assert phone.evaluate("() => window.went") == link and f"{GAME}/gezin/ja/" in link
        if can == _COPIES:
            phone.see("De link is gekopieerd.")
        phone.screenshot(f"family-asks-{key[:3]}", whole=True)


def test_a_link_that_cannot_be_copied_is_selected_and_without_script_it_is_read(server: Server, shop: Shop) -> None:
    with shop.phone(server.url) as phone:
        link = _asks(phone, _COPIES.replace("window.went = t", "throw new Error()"))
        phone.tap("Kopieer de link", role="button")
        assert phone.evaluate("() => getSelection().toString().trim()") == link
    with shop.phone(server.url, script=False) as phone:
        comes(phone, "younger")
        phone.open(f"{GAME}/gezin/vraag")
        phone.see("/spel/gezin/ja/")
        assert not phone.sees("Kopieer de link")
