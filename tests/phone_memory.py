"""A phone far from the network: what it keeps of a site, and how slowly anything comes."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route


class Keeping:
    """What a phone remembers by itself, and the network that it hangs on."""

    _page: Page
    _context: BrowserContext

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

    def load(self) -> tuple[int, int, int]:
        """Return what this page weighs without what nobody uses any more: nodes, listeners, bytes of its scripts."""
        session = self._context.new_cdp_session(self._page)
        for _ in range(2):
            session.send("HeapProfiler.collectGarbage")
        counted, used = session.send("Memory.getDOMCounters"), session.send("Runtime.getHeapUsage")
        session.detach()
        return counted["nodes"], counted["jsEventListeners"], int(used["usedSize"])

    def lose_network(self, lost: bool = True) -> None:
        """Take this phone out of the network, or bring it back."""
        self._context.set_offline(lost)

    def slow_down(self, *, latency: int, kilobytes: int) -> None:
        """Put this phone on a slow network: latency in milliseconds, kilobytes per second."""
        session = self._context.new_cdp_session(self._page)
        session.send("Network.enable")
        speed = kilobytes * 1024
        conditions = {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", conditions)

    def asked_for(self, part: str) -> list[str]:
        """Return a list of the addresses with this part in them that this phone asks for from now on; it grows."""
        asked: list[str] = []
        self._page.on("request", lambda request: asked.append(request.url) if part in request.url else None)
        return asked

    def hold_back(self, module: str) -> Callable[[], None]:
        """Let a module of ours not arrive until what is returned is called, as on a slow network."""
        held: list[Route] = []
        if self._page.url.startswith("http"):  # a phone that keeps programs would have it at hand
            registrations = "navigator.serviceWorker.getRegistrations()"
            self._page.evaluate(f"async () => {{ for (const one of await {registrations}) await one.unregister() }}")
        self._page.route(f"**/{module}*.js", lambda route: held.append(route))

        def let_it_come() -> None:
            for route in held:
                route.continue_()

        return let_it_come
