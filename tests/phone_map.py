"""A phone on the way: where it is, the time that passes for it, and the map that moves."""

from playwright.sync_api import BrowserContext, Page

LONGEST_LEG = 120  # seconds that a dot may need from one stop to the next


class Walking:
    """What somebody does with a phone who walks: tell where it is, wait, and look on the map."""

    _page: Page
    _context: BrowserContext
    _tells = False

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

    def open_map(self) -> None:
        """Turn the drawn map on the screen into the one that moves, in whatever language."""
        self.tap_part("toggle")
        self.wait_for_map()

    def wait_for_map(self) -> None:
        """Wait until the map that moves is drawn."""
        self._page.locator(".leaflet-tile-loaded").first.wait_for()
