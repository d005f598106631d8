"""A phone on slow 3G, 2,000 ms away and 50 KB a second: how long until the story can be read, nothing kept before."""

import shutil
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.bench.demo import Demo
from tests.bench.figures import Figure

RUNS = 3
SLOW = {"offline": False, "latency": 2_000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
STORY = ".story__text p"
# Asked before each frame, so that what counts is laid out and about to be painted; milliseconds since the address was
# opened. A text that waits for its typeface is no contentful paint yet.
READABLE = f"""() => {{
  const text = document.querySelector("{STORY}");
  const painted = performance.getEntriesByName("first-contentful-paint")[0];
  if (!painted || !text || !text.getClientRects().length || !text.textContent.trim()) return 0;
  window.readableAt ??= performance.now();
  return Math.max(window.readableAt, painted.startTime);
}}"""


def measure(demo: Demo) -> list[Figure]:
    """Return the middle time until the text of the story stands on the screen."""
    with demo.server() as server, sync_playwright() as play:
        url = f"{server.url}/q/{demo.codes[0]}"
        server.get(f"/q/{demo.codes[0]}").read()  # kept, as it is when the second phone comes by
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        times = [_readable(browser, url) for _ in range(RUNS)]
        browser.close()
    return [Figure("slow 3G: until the story can be read", round(median(times)), "ms", "lower", 3_000)]


def _readable(browser: Browser, url: str) -> float:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL", is_mobile=True)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(url, wait_until="commit", timeout=30_000)
    took = page.wait_for_function(READABLE, polling="raf", timeout=30_000).json_value()
    context.close()
    return float(took)
