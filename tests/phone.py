"""A phone in somebody's hand: the thin layer through which journeys speak, with Chromium as its first driver.

No journey touches the driver itself, so that other browsers can take its place. A phone remembers what went wrong on
it: errors in the console, and requests to any host but ours.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Error, Locator, Page, Playwright, sync_playwright

from config import ROOT

SHOTS = ROOT / "build" / "looks"
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
_EXPECTED = ("status of 400", "status of 404", "status of 410", "status of 422", "status of 503")
HEIGHT = 740  # pixels
LONGEST_LEG = 120  # seconds that a dot may need from one stop to the next
PATIENCE = 20_000  # milliseconds, on a machine that is busy


class Phone:
    """One phone with its own memory: `open`, `tap`, `type`, `see`, `scan`."""

    def __init__(self, browser: Browser, url: str, *, language: str, dark: bool, width: int, script: bool) -> None:
        self.url = url
        self.wrong: list[str] = []
        self._tells = False
        self._context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale=language,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=True,
            reduced_motion="reduce",
            permissions=[],
        )
        self._page: Page = self._context.new_page()
        self._page.set_default_timeout(PATIENCE)
        self._page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        self._page.on("pageerror", lambda error: self._note(str(error)))
        self._page.on("request", lambda request: self._note_host(request.url))

    def open(self, path: str) -> int:
        """Open an address of ours and return the status of its answer; 0 when it came without the network."""
        answer = self._page.goto(self.url + path)
        return answer.status if answer and not answer.from_service_worker else 0

    def open_without_waiting(self, path: str) -> None:
        """Open an address of ours and go on as soon as its answer begins."""
        self._page.goto(self.url + path, wait_until="commit")

    def scan(self, picture: Path) -> int:
        """Read a QR as two camera apps would, and open what both of them say."""
        program = shutil.which("zbarimg")
        assert program, "zbarimg is missing; type: bin/set-up test"
        first = subprocess.run([program, "--raw", "-q", str(picture)], capture_output=True, text=True, check=True)
        second = zxingcpp.read_barcode(Image.open(picture))
        assert second and first.stdout.strip() == second.text
        address = urlsplit(second.text)
        assert f"{address.scheme}://{address.netloc}".lower() == self.url
        return self.open(address.path)

    def open_as_printed(self, address: str) -> int:
        """Open an address letter for letter as it was read from paper, and return the status of its answer."""
        answer = self._page.goto(address)
        assert answer, f"nothing answered at {address}"
        return answer.status

    def tap(self, name: str, *, role: str = "link") -> None:
        """Tap what is called like that."""
        self._named(name, role).first.click()

    def tap_first_link_to(self, path: str) -> None:
        """Tap the first link that leads to an address, in whatever words, and wait until it is there."""
        self._page.locator(f'a[href^="{path}"]').locator("visible=true").first.click()
        self._page.wait_for_url(lambda url: urlsplit(url).path == path)

    def tap_words(self, words: str) -> None:
        """Tap words in a text."""
        self._page.get_by_text(words).first.click()

    def scroll_to(self, words: str) -> None:
        """Move the page until these words are on the screen."""
        self._page.get_by_text(words).first.scroll_into_view_if_needed()

    def focus_on(self, name: str, *, role: str) -> None:
        """Go to what is called like that, as a keyboard does."""
        self._named(name, role).first.focus()

    def slide_with_a_finger(self, name: str | int, *, to: float) -> None:
        """Put a finger on a slider at a part of its width from the left: one by its name, or the first of all."""
        slider = self._page.get_by_role("slider").first if isinstance(name, int) else self._named(name, "slider").first
        box = slider.bounding_box()
        assert box
        self._page.touchscreen.tap(box["x"] + box["width"] * to, box["y"] + box["height"] / 2)

    def open_menu(self, name: str) -> None:
        """Open what unfolds under a word."""
        self._page.locator("summary", has_text=name).first.click()

    def type(self, label: str, text: str) -> None:
        """Type into the field with this label, and go on."""
        self._page.get_by_label(label).fill(text)
        self._page.get_by_label(label).press("Enter")

    def write(self, label: str, text: str) -> None:
        """Write a few lines into the field with this label."""
        self._page.get_by_label(label).fill(text)

    def choose(self, answer: str) -> None:
        """Choose one answer of several by its words."""
        self._page.locator("label", has_text=answer).click()

    def send(self) -> None:
        """Send the form on the screen that is not the field for a code, whatever its button is called."""
        self._page.locator('form[method="post"] button').click()
        self._page.wait_for_load_state()

    def press(self, key: str, times: int = 1) -> None:
        """Press a key of the keyboard."""
        for _ in range(times):
            self._page.keyboard.press(key)

    def see(self, *words: str) -> None:
        """Wait until these words stand on the screen. Fails when they do not come."""
        for text in words:
            self._page.get_by_text(text).locator("visible=true").first.wait_for()

    def sees(self, words: str) -> bool:
        """Return whether these words stand on the screen at this moment."""
        return self._page.get_by_text(words).locator("visible=true").count() > 0

    def wait_until_gone(self, words: str) -> None:
        """Wait until these words no longer stand on the screen."""
        self._page.get_by_text(words).locator("visible=true").first.wait_for(state="detached")

    def can_be_used(self, name: str) -> bool:
        """Return whether the link that is called like that can be reached: nothing lies before it."""
        return bool(self._named(name, "link").first.evaluate("e => !e.closest('[inert]')"))

    def wait_until_hidden(self, words: str) -> None:
        """Wait until these words are no longer to be seen, though the page still has them."""
        self._page.get_by_text(words).first.wait_for(state="hidden")

    def find(self, name: str, *, role: str) -> None:
        """Wait until something that can be used is called like that. Fails when it does not come."""
        self._named(name, role).locator("visible=true").first.wait_for()

    def has(self, name: str, *, role: str) -> bool:
        """Return whether something that can be used is called like that, at this moment."""
        return self._named(name, role).locator("visible=true").count() > 0

    @property
    def path(self) -> str:
        """Where this phone is, without the host."""
        address = urlsplit(self._page.url)
        return address.path + (f"?{address.query}" if address.query else "")

    @property
    def focus(self) -> str:
        """What a keyboard would use now: its name or its words."""
        script = "e => e.getAttribute('aria-label') || e.innerText || e.tagName"
        return " ".join(str(self._page.locator("*:focus").evaluate(script)).split())

    @property
    def focus_is_visible(self) -> bool:
        """Whether one can see what a keyboard would use now: drawn around, and on the screen."""
        script = """() => { const e = document.activeElement, box = e.getBoundingClientRect();
            return getComputedStyle(e).outlineStyle !== 'none' && box.bottom > 0 && box.top < innerHeight }"""
        return bool(self._page.evaluate(script))

    @property
    def value_of_focus(self) -> str:
        """What a screen reader says of the slider that has the focus."""
        return str(self._page.locator("*:focus").get_attribute("aria-valuetext"))

    @property
    def share_of_then(self) -> int:
        """How much of the old picture is shown, in percent."""
        return int(self._page.get_by_role("slider").first.input_value())

    @property
    def marked_sentence(self) -> str:
        """The sentence that is marked as being spoken."""
        marked = self._page.locator("[data-at][aria-current]")
        marked.wait_for()
        self._page.wait_for_timeout(400)
        return marked.inner_text()

    @property
    def lock_screen(self) -> dict[str, Any]:
        """What the phone's lock screen shows of the sound."""
        script = """() => { const session = navigator.mediaSession, {title, artist, album, artwork} = session.metadata;
            return {title, artist, album, pictures: artwork.length,
                playing: [...document.querySelectorAll('audio')].some(a => !a.paused)} }"""
        return dict(self._page.evaluate(script))

    @property
    def room_under_the_play_button(self) -> float:
        """How many pixels there are between the first play button and the dock, before anybody scrolls."""
        script = """() => document.querySelector('.dock').getBoundingClientRect().top
            - document.querySelector('.sound__play').getBoundingClientRect().bottom"""
        return float(self._page.evaluate(script))

    def is_on_the_screen(self, words: str) -> bool:
        """Return whether these words can be read as the page lies now, with nothing over them."""
        script = """e => { const {left, right, top, bottom} = e.getBoundingClientRect();
            const over = y => e.contains(document.elementFromPoint((left + right) / 2, y));
            return over(top + 2) && over(bottom - 2) }"""
        return bool(self._page.get_by_text(words).locator("visible=true").first.evaluate(script))

    @property
    def headings_and_buttons(self) -> list[str]:
        """What a screen reader meets in its order: headings, buttons and links that can be seen."""
        script = """() => [...document.querySelectorAll('h1, h2, h3, button, a')].filter(e => e.checkVisibility())
            .map(e => e.getAttribute('aria-label') || e.innerText)"""
        return [" ".join(words.split()) for words in self._page.evaluate(script)]

    def wait_until_left(self, path: str) -> None:
        """Wait until this phone shows another address."""
        self._page.wait_for_url(lambda url: not url.endswith(path))

    @property
    def direction(self) -> str:
        """Which way the page runs."""
        return str(self._page.evaluate("() => getComputedStyle(document.documentElement).direction"))

    @property
    def is_too_wide(self) -> bool:
        """Whether the page has to be pushed aside to read it."""
        return bool(self._page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))

    @property
    def pictures_are_drawn(self) -> bool:
        """Whether the pictures on the screen have come."""
        script = """() => [...document.images].filter(i => i.getBoundingClientRect().top < innerHeight)
            .every(i => i.complete && i.naturalWidth > 0)"""
        self._page.wait_for_load_state("networkidle")
        return bool(self._page.evaluate(script))

    def seconds_played(self, number: int = 0) -> float:
        """Return where the sound of the story with this number is."""
        return float(self._page.evaluate("n => document.querySelectorAll('audio')[n].currentTime", number))

    def plays(self, number: int = 0) -> bool:
        """Return whether the sound of the story with this number really goes on."""
        before = self.seconds_played(number)
        try:
            script = "([n, before]) => document.querySelectorAll('audio')[n].currentTime > before + 0.2"
            self._page.wait_for_function(script, arg=[number, before], timeout=3000)
        except Error:
            return False
        return True

    def is_paused(self, number: int = 0) -> bool:
        """Return whether the sound of the story with this number stands still."""
        return bool(self._page.evaluate("n => document.querySelectorAll('audio')[n].paused", number))

    def seek(self, seconds: int) -> None:
        """Pull the knob of the sound to a second."""
        self._page.locator(".sound__seek").first.fill(str(seconds))

    def keeps_pages(self) -> None:
        """Wait until this phone keeps pages for later."""
        self._page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        self._page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def wait_until_kept(self, path: str) -> None:
        """Wait until a page lies in this phone's own memory."""
        self._page.wait_for_function("path => caches.match(path, {ignoreVary: true}).then(Boolean)", arg=path)

    def has_kept(self, path: str) -> bool:
        """Return whether a page lies in this phone's own memory."""
        return bool(self._page.evaluate("path => caches.match(path, {ignoreVary: true}).then(Boolean)", path))

    def remembers(self) -> dict[str, Any]:
        """Return what a site could recognise this phone by."""
        script = """async () => ({cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
            databases: (await indexedDB.databases()).length})"""
        return dict(self._page.evaluate(script)) | {"jar": self._context.cookies()}

    def hold(self, *, width: int, dark: bool = False) -> None:
        """Make this phone as wide as another one, by day or by night; the page stays open."""
        self._page.set_viewport_size({"width": width, "height": HEIGHT})
        self._page.emulate_media(color_scheme="dark" if dark else "light")

    def magnify(self, times: float) -> None:
        """Make the letters larger, as somebody does who sees little."""
        self._page.evaluate("times => { document.documentElement.style.fontSize = `${100 * times}%` }", times)

    def evaluate(self, script: str, argument: object = None) -> Any:
        """Ask the page something that no person would; for tests of looks."""
        return self._page.evaluate(script, argument)

    def screenshot(self, name: str, *, whole: bool = False) -> Path:
        """Keep what is on the screen, or the whole page with all its pictures, in build/looks/, for eyes."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        if whole:
            self._page.evaluate("() => { for (const picture of document.images) picture.loading = 'eager' }")
        self._page.wait_for_function("() => [...document.images].every(i => i.complete || i.loading === 'lazy')")
        path = SHOTS / f"{name}.png"
        self._page.screenshot(path=path, full_page=whole)
        return path

    def slow_down(self, *, latency: int, kilobytes: int) -> None:
        """Put this phone on a slow network: latency in milliseconds, kilobytes per second."""
        session = self._context.new_cdp_session(self._page)
        session.send("Network.enable")
        speed = kilobytes * 1024
        conditions = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", conditions)

    def grant_location(self, lon: float, lat: float, accuracy: float) -> None:
        """Let this phone tell where it is, and put it there; later calls carry it on. Accuracy in metres."""
        if not self._tells:  # granted once more, the phone would lose its place for a moment
            self._context.grant_permissions(["geolocation"])
            self._tells = True
        self._context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": accuracy})

    def deny_location(self) -> None:
        """Let this phone not tell where it is."""
        session = self._context.new_cdp_session(self._page)
        session.send("Browser.setPermission", {"permission": {"name": "geolocation"}, "setting": "denied"})

    def wear_a_watch(self) -> None:
        """Give this phone a clock that `let_pass` can turn on; call it before a page is opened."""
        self._page.clock.install()

    def let_pass(self, seconds: float) -> None:
        """Let time pass for the page, faster than it does for us."""
        self._page.clock.run_for(int(seconds * 1000))

    @property
    def stops_on_the_map(self) -> list[str]:
        """What the numbers on the map that moves are called, in the order in which a keyboard meets them."""
        script = "() => [...document.querySelectorAll('.leaflet-marker-pane a')].map(a => a.getAttribute('aria-label'))"
        return list(self._page.evaluate(script))

    @property
    def places_of_stops(self) -> list[tuple[float, float]]:
        """Where on the screen the numbers on the map that moves stand, in pixels, in the order of the walk."""
        script = """() => [...document.querySelectorAll('.leaflet-marker-pane a')]
            .sort((a, b) => a.dataset.stop - b.dataset.stop).map(a => a.getBoundingClientRect())
            .map(({x, y, width, height}) => [x + width / 2, y + height / 2])"""
        return [(x, y) for x, y in self._page.evaluate(script)]

    @property
    def walker_on_the_map(self) -> tuple[float, float] | None:
        """Where on the screen the map shows the walker, in pixels; None when it does not."""
        dot = self._page.locator(".moving__walker")
        box = dot.bounding_box() if dot.count() else None
        return (box["x"], box["y"]) if box else None

    @property
    def arrival(self) -> str:
        """What the card of a stop that is reached says; nothing when no card is shown."""
        card = self._page.locator(".near__card p")
        return card.inner_text() if card.is_visible() else ""

    def wait_for_arrival(self) -> None:
        """Let time pass, on a phone with a watch, until the card of a stop that is reached is shown."""
        self._page.locator('[data-says="pretending"]').wait_for()
        for _ in range(LONGEST_LEG):
            if self.arrival:
                return
            self.let_pass(1)
        raise AssertionError("nobody arrived")

    def tap_part(self, name: str) -> None:
        """Tap a part of the map or of the finding of the walker by its name in our markup, in whatever language."""
        self._page.locator(f'[data-part="{name}"], [data-open="{name}"]').first.click()

    def wait_for_map(self) -> None:
        """Wait until the map that moves is drawn."""
        self._page.locator(".leaflet-tile-loaded").first.wait_for()

    def close(self) -> None:
        """Put the phone away."""
        self._context.close()

    def _named(self, name: str, role: str) -> Locator:
        return self._page.get_by_role(role, name=name)  # type: ignore[arg-type]

    def _note(self, text: str) -> None:
        if not any(expected in text for expected in _EXPECTED) and "net::ERR_" not in text:
            self.wrong.append(text)

    def _note_host(self, url: str) -> None:
        if urlsplit(url).netloc not in ("", urlsplit(self.url).netloc):
            self.wrong.append(f"a request to another host: {url}")


class Shop:
    """Hands out phones, and looks at each when it comes back."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @contextmanager
    def phone(
        self,
        url: str,
        *,
        language: str = "nl-NL",
        dark: bool = False,
        width: int = 360,
        script: bool = True,
    ) -> Iterator[Phone]:
        """Lend a phone. Fails afterwards when something went wrong on it or another host was asked."""
        phone = Phone(self._browser, url, language=language, dark=dark, width=width, script=script)
        try:
            yield phone
        finally:
            phone.close()
        assert phone.wrong == []


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def shop(_playwright: Playwright) -> Iterator[Shop]:
    """The shop that lends phones."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing; type: bin/set-up test"
    browser = _playwright.chromium.launch(executable_path=program, args=_QUIET)
    yield Shop(browser)
    browser.close()
