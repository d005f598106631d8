"""A phone at somebody's ear: what plays on it, how far it is, and which sentence is spoken."""

from typing import Any

from playwright.sync_api import Error, Page


class Listening:
    """What somebody does with a phone who listens to a story."""

    _page: Page

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
