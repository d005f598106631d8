"""A phone with a camera that sees something: pictures made into a film, which Chromium takes for its camera."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

FRAME = "1280x720"
SECONDS_EACH = 3
# A camera that shows a film, in place of the ones of this machine; and somebody who says yes when a page asks for it.
WITH_A_CAMERA, SAYS_YES = "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"


class Looking:
    """What somebody does with the camera of a phone inside a page."""

    _page: Page

    def has_no_camera_here(self) -> None:
        """Let pages ask for no camera, as on a connection that is not safe; call it before one is opened."""
        self._page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")

    def press_key_of_ours(self, name: str) -> None:
        """Press a key of the scanner by its name in our markup, in whatever language."""
        self._page.locator(f'[data-key="{name}"]').click()

    def look_away(self) -> None:
        """Let this page lie behind another one, as when somebody takes a call."""
        self._pretend(hidden=True)

    def look_again(self) -> None:
        """Take this page up again."""
        self._pretend(hidden=False)

    @property
    def camera_is_on(self) -> bool:
        """Whether a camera gives pictures to this page."""
        script = (
            "() => document.querySelector('video').srcObject?.getTracks().some(t => t.readyState === 'live') ?? false"
        )
        return bool(self._page.evaluate(script))

    def _pretend(self, *, hidden: bool) -> None:
        """A browser without a window never hides a page, so the page is told that it is."""
        script = """hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
            document.dispatchEvent(new Event('visibilitychange')) }"""
        self._page.evaluate(script, hidden)


def film_of(pictures: Sequence[Path], film: Path) -> Path:
    """Make a film in which a camera is held before one picture after the other, and begins anew."""
    program = shutil.which("ffmpeg")
    assert program, "ffmpeg is missing; type: bin/set-up test"
    width, height = FRAME.split("x")
    fit = f"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1:gray,setsar=1"
    seen = [part for picture in pictures for part in ("-loop", "1", "-t", str(SECONDS_EACH), "-i", str(picture))]
    each = ";".join(f"[{number}]{fit}[v{number}]" for number in range(len(pictures)))
    joined = "".join(f"[v{number}]" for number in range(len(pictures)))
    graph = f"{each};{joined}concat=n={len(pictures)},format=yuvj420p"
    command = [program, "-y", "-v", "error", *seen, "-filter_complex", graph, "-r", "10", "-q:v", "4", "-f", "mjpeg"]
    subprocess.run([*command, str(film)], check=True)
    return film
