"""The press: pages of HTML come in, one PDF goes out. A program of its own, which knows nothing of Wijkspel.

WeasyPrint and what it stands on take 45 MB, which no web process shall hold for the sake of one PDF a day; and what goes
wrong in here goes wrong in here alone. `paper.printed` starts it, and gives it a job as JSON on its standard input:

- `folder`: the only folder whose files may be read, and in it only what is for paper
- `styles`: names of stylesheets in that folder
- `parts`: HTML documents, whose pages follow each other; the first one gives title and language

The PDF is its standard output. On its standard error stands a line for each part that is laid out.
"""

import json
import logging
import resource
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

MOST_SECONDS, MOST_BYTES = 300, 2 * 1024**3
READABLE = ("css/paper", "paper", "vendor/print", "vendor/paper")
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


class OwnFiles(URLFetcher):
    """Reads our own styles and typefaces, and pictures that stand in the page itself; nothing else, from nowhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False)
        self._readable = [folder.resolve() / name for name in READABLE]

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return what an address holds. Raises FatalURLFetchingError, which stops the press, for any that is not ours."""
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        path = Path(unquote(address.path)).resolve()
        if address.scheme != "file" or not any(path.is_relative_to(folder) for folder in self._readable):
            raise FatalURLFetchingError(f"not ours: {address.scheme}:{address.path[-60:]}")
        return super().fetch(path.as_uri(), headers)


def pressed(job: dict[str, Any]) -> bytes:
    """Return the PDF of a job."""
    folder = Path(job["folder"])
    fetcher, fonts = OwnFiles(folder), FontConfiguration()
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
    """Do the job on the standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    sys.stdout.buffer.write(pressed(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
