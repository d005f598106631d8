"""The map that moves: what a phone fetches for it, and how long a slow one needs from the tap until it can be used."""

import shutil
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.demo import Demo
from tests.bench.figures import Figure

RUNS = 3
SLOWER = 6  # times, as a cheap phone is
MOST_SCRIPT = 94 * 1024
MOST_WAIT = 2_500
# Every stop is a link on its place, and every tile on the screen is painted. Asked before each frame.
USABLE = """stops => {
  const tiles = [...document.querySelectorAll(".leaflet-tile")];
  const links = document.querySelectorAll(".leaflet-marker-pane a").length;
  return tiles.length && links === stops && tiles.every(t => t.matches(".leaflet-tile-loaded")) && performance.now();
}"""
FETCHED = """() => performance.getEntriesByType("resource").filter(e => e.startTime >= window.tapped)
    .map(e => [new URL(e.name).pathname, e.encodedBodySize])"""


def measure(demo: Demo) -> list[Figure]:
    """Return the bytes that the tap costs, and the middle time from the tap until the map can be used."""
    tour, stops = demo.stops[0].rsplit("/", 1)[0], 9
    with demo.server() as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        runs = [_run(browser, server.url + tour, stops) for _ in range(RUNS)]
        browser.close()
    fetched: dict[str, int] = dict(runs[0][1])
    script = sum(size for path, size in fetched.items() if path.endswith(".js"))
    others = sum(size for path, size in fetched.items() if "/vendor/js/" in path)
    return [
        Figure("map: script fetched at the tap, gzip", script, "bytes", "lower", MOST_SCRIPT),
        Figure("map: of it made by others, gzip", others, "bytes", "lower"),
        Figure("map: everything fetched at the tap", sum(fetched.values()), "bytes", "lower"),
        Figure(
            f"map: from tap to usable, {SLOWER}× slower",
            round(median(run[0] for run in runs)),
            "ms",
            "lower",
            MOST_WAIT,
        ),
    ]


def _run(browser: Browser, url: str, stops: int) -> tuple[float, list[Any]]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="nl-NL",
        is_mobile=True,
        device_scale_factor=2,
        service_workers="block",
        extra_http_headers={"Accept-Encoding": "gzip"},
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    _slow_down(page)
    page.evaluate("() => addEventListener('click', () => { window.tapped ??= performance.now() }, true)")
    page.locator('tour-map [data-part="toggle"]').click()
    usable = page.wait_for_function(USABLE, arg=stops, polling="raf", timeout=60_000).json_value()
    took, fetched = float(usable) - page.evaluate("() => window.tapped"), page.evaluate(FETCHED)
    context.close()
    return took, fetched


def _slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
