"""The screen of a spot keeps running for days: without a network, over a restart, and as light as on its first day."""

from tests.phone import Phone
from tests.server import Server
from tests.shop import Shop

SCREEN = "/de-koppel/scherm/bakkerij"
RENEWALS = 100
_RENEW = "async times => { for (let n = 0; n < times; n++) await document.querySelector('spot-screen').renew() }"
_RELEASE = "release => { document.querySelector('spot-screen').dataset.release = release; window.before = true }"


def _renew(phone: Phone, times: int = 1) -> None:
    phone.evaluate(_RENEW, times)


def test_a_hundred_renewals_leave_a_screen_as_light_as_it_was(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, width=1280) as screen:
        screen.open(SCREEN)
        screen.see("Wie ontmoet jij hier vandaag?")
        _renew(screen, 10)
        nodes, listeners, heap = screen.load()
        _renew(screen, RENEWALS)
        after = screen.load()
        assert after[0] <= nodes + 10 and after[1] <= listeners
        assert after[2] <= heap + 200_000, f"{heap} bytes became {after[2]}"


def test_a_screen_stays_when_the_server_is_gone_and_goes_on_when_it_is_back(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, width=1280) as screen:
        screen.open(SCREEN)
        screen.keeps_pages()
        server.stop()
        _renew(screen, 3)
        screen.evaluate(_RELEASE, "222222222222")
        _renew(screen)
        screen.see("Wie ontmoet jij hier vandaag?", "D8R-VTX")
        assert screen.evaluate("() => window.before"), "it was not fetched anew without a server"
        server.start()
        screen.evaluate("() => { document.querySelector('spot-screen').renew() }")
        screen.wait_until_true("() => !window.before")
        screen.see("Wie ontmoet jij hier vandaag?")
        assert screen.path == SCREEN


def test_a_screen_invites_without_script_as_well(server: Server, shop: Shop) -> None:
    with shop.phone(server.url, width=1280, script=False) as screen:
        screen.open(SCREEN)
        screen.see("Wie ontmoet jij hier vandaag?", "D8R-VTX")
        assert screen.scan(screen.photographed("screen-without-script")) == 200
