"""The press: pages of HTML come in, one PDF goes out. A program of its own, which knows nothing of Wijkspel.

WeasyPrint and what it stands on take 45 MB, which no web process shall hold for the sake of one PDF a day; and what
goes wrong in here goes wrong in here alone. `paper.printed` starts it, and gives it a job as JSON on standard input:

- `folder`: the only folder whose files may be read, and in it only what is for paper
- `styles`: names of stylesheets in that folder
- `drawings`: SVG drawings by name, each with a width in pixels; a page shows them as `drawing:NAME`
- `parts`: HTML documents, whose pages follow each other; the first one gives title and language

The PDF is its standard output. On its standard error stands a line for each part that is laid out.
"""

import io
import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import resvg_py
from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

MOST_SECONDS, MOST_BYTES = 300, 2 * 1024**3
READABLE = ("vendor/print", "vendor/paper", "css/paper", "paper")
FONTS = 0  # of those, where the typefaces of drawings are
INKS = 192  # a printed map has few colours: half of the bytes, and no eye sees it
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


class OwnFiles(URLFetcher):
    """Reads our own styles and typefaces, and pictures of the job itself; nothing else, from nowhere."""

    def __init__(self, folder: Path, drawings: dict[str, dict[str, Any]]) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self._readable = [folder.resolve() / name for name in READABLE]
        self._drawings = drawings

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return what an address holds. Raises FatalURLFetchingError, which stops the press, where it is not ours."""
        address = urlsplit(url)
        if address.scheme == "drawing":
            drawing = self._drawings[address.path]
            content = drawn(drawing["svg"], drawing["width"], self._readable[FONTS])
            return URLFetcherResponse(url, content, {"Content-Type": "image/png"})
        if address.scheme == "data":
            return super().fetch(url, headers)
        path = Path(unquote(address.path)).resolve()
        if address.scheme != "file" or not any(path.is_relative_to(folder) for folder in self._readable):
            raise FatalURLFetchingError(f"not ours: {address.scheme}:{address.path[-60:]}")
        return super().fetch(path.as_uri(), headers)


def drawn(svg: str, width: int, fonts: Path) -> bytes:
    """Return a drawing as PNG: WeasyPrint knows neither letters along a line nor light around them."""
    made = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_dirs=[str(fonts)])
    buffer = io.BytesIO()
    Image.open(io.BytesIO(made)).convert("RGB").quantize(INKS, dither=Image.Dither.NONE).save(buffer, format="png")
    return buffer.getvalue()


def pressed(job: dict[str, Any], fonts: FontConfiguration) -> bytes:
    """Return the PDF of a job."""
    folder = Path(job["folder"])
    fetcher = OwnFiles(folder, job["drawings"])
    styles = [CSS(filename=folder / name, font_config=fonts, url_fetcher=fetcher) for name in job["styles"]]
    documents = []
    for part in job["parts"]:
        page = HTML(string=part, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher)
        documents.append(page.render(font_config=fonts, stylesheets=styles, **OPTIONS))
        print("part", file=sys.stderr, flush=True)
    whole = documents[0].copy([page for document in documents for page in document.pages])
    made: bytes = whole.write_pdf(**OPTIONS)
    return made


def main() -> None:
    """Do the job on the standard input, and stop there and then.

    Pango sorts typefaces in threads of its own, and nothing waits for one whose answer was not needed. When Python puts
    its things away at the end, such a thread may look into a font map that is gone: a segmentation fault, once in a
    thousand times. So nothing is put away. `paper.printed` removes the temporary folder.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    sys.stdout.buffer.write(pressed(json.load(sys.stdin.buffer), fonts))
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
