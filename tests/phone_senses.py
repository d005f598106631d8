"""A phone before somebody's eyes, ears or fingertips: what is seen of a page, and what a screen reader makes of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from config import ROOT

SHOTS = ROOT / "build" / "looks"
HEIGHT = 740  # pixels
_SAID_AS_ONE = {
    "heading",
    "link",
    "button",
    "image",
    "slider",
    "textbox",
    "DisclosureTriangle",
}  # with all that is in them


class Perceiving:
    """What a page looks like, and how it is met by keyboard and screen reader."""

    _page: Page
    _context: BrowserContext

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
    def headings_and_buttons(self) -> list[str]:
        """What a screen reader meets in its order: headings, buttons and links that can be seen."""
        script = """() => [...document.querySelectorAll('h1, h2, h3, button, a')].filter(e => e.checkVisibility())
            .map(e => e.getAttribute('aria-label') || e.innerText)"""
        return [" ".join(words.split()) for words in self._page.evaluate(script)]

    @property
    def read_aloud(self) -> list[str]:
        """All that a screen reader says from the top of the page to its end, in its order: what it is, and its words.

        This is the browser's own tree for assistive technology, and not the order of our markup.
        """
        session = self._context.new_cdp_session(self._page)
        tree = session.send("Accessibility.getFullAXTree")["nodes"]
        nodes = {node["nodeId"]: node for node in tree}
        return list(_said(tree[0], nodes))

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

    def is_on_the_screen(self, words: str) -> bool:
        """Return whether these words can be read as the page lies now, with nothing over them."""
        script = """e => { const {left, right, top, bottom} = e.getBoundingClientRect();
            const over = y => e.contains(document.elementFromPoint((left + right) / 2, y));
            return over(top + 2) && over(bottom - 2) }"""
        return bool(self._page.get_by_text(words).locator("visible=true").first.evaluate(script))

    def hold(self, *, width: int, height: int = HEIGHT, dark: bool = False) -> None:
        """Make this phone as large as another one, by day or by night; the page stays open."""
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.emulate_media(color_scheme="dark" if dark else "light")

    def magnify(self, times: float) -> None:
        """Make the letters larger, as somebody does who sees little."""
        self._page.evaluate("times => { document.documentElement.style.fontSize = `${100 * times}%` }", times)

    def screenshot(self, name: str, *, whole: bool = False) -> None:
        """Have all pictures there; and in `make looks`, keep what is on the screen, or the whole page, for eyes."""
        if whole:
            self._page.evaluate("() => { for (const picture of document.images) picture.loading = 'eager' }")
        self._page.wait_for_function("() => [...document.images].every(i => i.complete || i.loading === 'lazy')")
        if "KEEP_SCREENSHOTS" in os.environ:
            self.photographed(name, whole=whole)

    def photographed(self, name: str, *, whole: bool = False) -> Path:
        """Return a picture of what is on the screen, for another phone to read, or to keep."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        for last in (False, False, True):
            try:
                self._page.screenshot(path=path, full_page=whole)
                break
            except Error:  # Chromium cannot while one page fades into the next
                if last:
                    raise
                self._page.wait_for_timeout(500)
        return path


def _said(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    role = node["role"]["value"]
    if not node["ignored"] and role in _SAID_AS_ONE | {"StaticText"}:
        words = " ".join(node["name"]["value"].split())
        if words:
            yield words if role == "StaticText" else f"{role}: {words}"
        return
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _said(nodes[child], nodes)
