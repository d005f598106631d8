"""Sheets of stickers: what stands on each, and how many go on a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wijkspel import qr
from wijkspel.errors import Refused
from wijkspel.languages import FIRST, in_language, language_of
from wijkspel.places.models import Sticker
from wijkspel.prints.colours import drawing
from wijkspel.prints.paper import page, printed
from wijkspel.prints.words import invitation, short_invitation

# kind of sheet: how many go on a page. A printer who asks for bleed gets the small ones one by one.
SHEETS: Mapping[str, int] = {"a4": 8, "50mm": 20, "a6": 1}
_ALONE_WITH_BLEED = {"50mm", "a6"}
_PAGES_A_PART = {"a4": 8, "50mm": 4, "a6": 40}  # laid out at once; more would only hold more memory


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a sticker, and the language they are in."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed of one sticker; `name` may be repeated in another script as `second_name`."""

    code: str
    qr: qr.Drawing
    name: Line
    second_name: Line | None
    invitations: list[Line]
    short_invitations: list[Line]
    host: str
    colours: str

    @property
    def size(self) -> str:
        """How much room the name asks for, in one word: a long one is set smaller."""
        longest_word = max(map(len, self.name.text.split()), default=0)
        length = len(self.name.text) + (12 if self.second_name else 0)
        if length <= 24 and longest_word <= 12:
            return "short"
        if length <= 44 and longest_word <= 17:
            return "middle"
        return "long" if length <= 70 and longest_word <= 24 else "longest"


def label_of(sticker: Sticker, *, base_url: str, language: str | None = None) -> Label:
    """Return what to print of a sticker, first in a language, or else in the first one of its neighbourhood."""
    spot = sticker.spot
    spoken = list(spot.neighbourhood.languages) or [FIRST]
    first = language or spoken[0]
    languages = [first, *[other for other in spoken if other != first]]
    name = _name(spot.names, first)
    return Label(
        code=qr.written(sticker.code),
        qr=qr.drawing(qr.address(base_url, sticker.code)),
        name=name,
        second_name=_second_name(spot.names, name, languages),
        invitations=[Line(each, invitation(each)) for each in languages],
        short_invitations=[Line(each, short_invitation(each)) for each in languages],
        host=urlsplit(base_url).netloc,
        colours=spot.neighbourhood.colours,
    )


def sheets_of_stickers(
    labels: Sequence[Label],
    sheet: str,
    *,
    bleed: bool = False,
    language: str = FIRST,
    progress: Callable[[], None] = lambda: None,
) -> bytes:
    """Return sheets with stickers as PDF. With `bleed` the colour runs 3 mm over the edge, and marks say where to cut.

    `progress` is called as each of `parts_of` is laid out. Raises Refused when there is nothing to print, and Busy.
    """
    if not labels:
        raise Refused("nothing_to_print")
    parts = []
    for part in parts_of(labels, sheet, bleed=bleed):
        pages = list(_grouped(part, _a_page(sheet, bleed)))
        parts.append(page("paper/stickers.html", language, sheet=sheet, bleed=bleed, pages=pages, drawing=drawing))
    return printed(parts, "stickers", progress=progress)


def parts_of(labels: Sequence[Label], sheet: str, *, bleed: bool = False) -> list[Sequence[Label]]:
    """Return the stickers as they are laid out together."""
    pages = _PAGES_A_PART["a6" if _a_page(sheet, bleed) == 1 else sheet]
    return list(_grouped(labels, pages * _a_page(sheet, bleed)))


def _a_page(sheet: str, bleed: bool) -> int:
    return 1 if bleed and sheet in _ALONE_WITH_BLEED else SHEETS[sheet]


def _grouped(labels: Sequence[Label], size: int) -> Iterator[Sequence[Label]]:
    return (labels[begin : begin + size] for begin in range(0, len(labels), size))


def _name(names: Mapping[str, str], language: str) -> Line:
    return Line(language_of(names, language), in_language(names, language))


def _second_name(names: Mapping[str, str], first: Line, languages: Sequence[str]) -> Line | None:
    """Return the name in the other script, for who cannot read the first, if people here read it and it has one."""
    other = "ar" if first.language != "ar" else next((each for each in languages if each != "ar"), FIRST)
    text = names.get(other)
    return Line(other, text) if text and other in languages and text != first.text else None
