"""The shop that lends phones to tests, with Chromium behind the counter, and looks at each when it comes back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.phone import Phone
from tests.phone_camera import SAYS_YES, WITH_A_CAMERA, film_of

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


class Shop:
    """Hands out phones, and looks at each when it comes back."""

    def __init__(self, browser: Browser, another: Callable[[list[str]], Browser]) -> None:
        self._browser = browser
        self._another = another

    @contextmanager
    def phone_that_sees(self, url: str, *pictures: Path, may: bool = True, **kind: Any) -> Iterator[Phone]:
        """Lend a phone whose camera is held before these pictures, with a browser of its own, told so at its start.

        `may` is whether whoever holds it lets a page use the camera.
        """
        film = film_of(pictures, pictures[0].with_suffix(".mjpeg"))
        browser = self._another([WITH_A_CAMERA, f"--use-file-for-fake-video-capture={film}", *([SAYS_YES] * may)])
        try:
            with Shop(browser, self._another).phone(url, **kind) as phone:
                yield phone
        finally:
            browser.close()

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

    def another(more: list[str]) -> Browser:
        return _playwright.chromium.launch(executable_path=program, args=[*_QUIET, *more])

    browser = another([])
    yield Shop(browser, another)
    browser.close()
