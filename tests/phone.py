"""A phone in somebody's hand: the thin layer through which journeys speak, with Chromium as its first driver.

No journey touches the driver itself, so that other browsers can take its place. A phone remembers what went wrong on
it: errors in the console, and requests to any host but ours. Here are the hands; what belongs to the way, the ear, the
eye, the memory and the senses is in `phone_map`, `phone_sound`, `phone_camera`, `phone_memory`, `phone_senses`. `shop`
lends phones.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.canary import Overheard
from tests.phone_camera import Looking
from tests.phone_map import Walking
from tests.phone_memory import Keeping
from tests.phone_senses import HEIGHT, Perceiving
from tests.phone_sound import Listening

_EXPECTED = ("status of 400", "status of 403", "status of 404", "status of 410", "status of 422", "status of 503")
PATIENCE = 40_000  # milliseconds, on a machine that is busy


class Phone(Walking, Listening, Looking, Keeping, Perceiving):
    """One phone with its own memory: `open`, `tap`, `type`, `see`, `scan`."""

    def __init__(self, browser: Browser, url: str, *, language: str, dark: bool, width: int, script: bool) -> None:
        self.url = url
        self.wrong: list[str] = []
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

    def choose_photo(self, label: str, photo: Path) -> None:
        """Choose a photo of this phone for the field with this label."""
        self._page.get_by_label(label).set_input_files(photo)

    def choose_file(self, name: str, photo: Path) -> None:
        """Choose a photo of this phone for a field, in whatever words."""
        self._page.locator(f'input[type=file][name="{name}"]').set_input_files(photo)

    def touch(self, selector: str, x: float, y: float) -> None:
        """Put a finger on a part of something, in shares of its width and height."""
        box = self._page.locator(selector).bounding_box()
        assert box
        self._page.locator(selector).tap(position={"x": x * box["width"], "y": y * box["height"]})

    def send(self) -> None:
        """Send the form on the screen that is not the field for a code, whatever its button is called."""
        self._page.locator('form[method="post"] button').click()
        self._page.wait_for_load_state()

    def press_to(self, path: str, **fields: str) -> None:
        """Press the button that sends a form to an address, in whatever words; `fields` are typed or name it."""
        form = f'form[method="post"][action^="{path}"]'
        for name, value in fields.items():
            field = self._page.locator(f'{form} :is(input:not([type=hidden]), textarea)[name="{name}"]')
            if field.count():
                field.first.fill(value)
        named = "".join(f'[name="{name}"][value="{value}"]' for name, value in fields.items())
        button = self._page.locator(f"{form} button{named}")
        (button if button.count() else self._page.locator(f"{form} button")).first.click()
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

    def wait_until_true(self, script: str) -> None:
        """Wait until the page answers yes to something that no person would ask."""
        self._page.wait_for_function(script)

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
    def share_of_then(self) -> int:
        """How much of the old picture is shown, in percent."""
        return int(self._page.get_by_role("slider").first.input_value())

    def wait_until_left(self, path: str) -> None:
        """Wait until this phone shows another address."""
        self._page.wait_for_url(lambda url: not url.endswith(path))

    @property
    def text(self) -> str:
        """All words on the page."""
        return self._page.locator("main").inner_text()

    @property
    def signs(self) -> list[str]:
        """The words under the two pictures that an invitation shows."""
        return self._page.locator(".play__sign").all_inner_texts()

    def page_begins_with(self, script: str) -> None:
        """Let each page that is opened from now on begin with a script: what this phone can or cannot do."""
        self._page.add_init_script(f"({script})()")

    def evaluate(self, script: str, argument: object = None) -> Any:
        """Ask the page something that no person would; for tests of looks."""
        return self._page.evaluate(script, argument)

    def overhear(self) -> Overheard:
        """Take down from now on what this phone sends and gets."""
        return Overheard(self._context)

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
