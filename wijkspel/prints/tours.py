"""A tour on paper: a poster for a wall, and a booklet to fold. Only what anybody may see at this moment is gathered."""

import base64
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wijkspel import qr
from wijkspel.basemaps.sketch import sketch
from wijkspel.clock import now
from wijkspel.languages import FIRST, digits, direction, in_language
from wijkspel.media.models import Picture
from wijkspel.places.queries import basemap_of, box_of
from wijkspel.prints import words
from wijkspel.prints.folding import Side, full_count, sides
from wijkspel.prints.paper import Drawn, page, printed
from wijkspel.storage import Store
from wijkspel.stories.models import Story, StoryText
from wijkspel.stories.queries import stories_at
from wijkspel.stories.rules import wording_for
from wijkspel.tours.models import Stop, Tour

FORMS = ("booklet", "poster")
PAPERS = ("a4", "a3")
# Of a story on its page; the rest is heard on the spot.
_LINES, _LINES_WITHOUT_PICTURE, _LETTERS_A_LINE = 11.6, 23.0, 66
_ARABIC_LINES = 0.86  # of those, since its letters stand farther apart
_BETWEEN = 0.4  # of a line, between two paragraphs
_LONG_TITLE = 34  # letters, from which a title takes a second line
_PICTURE_SIDE = 800
_OTHER_PAGES = 4  # cover, map, introduction and back
_BOOKLET_MAP, _POSTER_MAP = (370, 520), (560, 350)  # pixels at the size that letters are meant for
_PIXELS = {"a4": 3, "a3": 5}  # for each of those: 240 to an inch in a booklet, 230 on a poster
_MOST_NAMED = 24  # stops in a list; of more the map has the numbers, and the phone the names


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture inside the page itself, with whom to thank for it."""

    address: str
    alternative: str
    year: str
    thanks: str


@dataclass(frozen=True, slots=True)
class PrintedStory:
    """The beginning of a story: whose, about when, in which language; `goes_on` when there is more to hear."""

    language: str
    title: str
    teller: str
    year: str
    paragraphs: list[str]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class PrintedStop:
    """A stop on paper: its story if it has one, how many more there are, and the code that opens its page."""

    stop: Stop
    story: PrintedStory | None
    others: int
    picture: PrintedPicture | None
    qr: qr.Drawing
    code: str
    onward: Stop | None


@dataclass(frozen=True, slots=True)
class Notes:
    """A page that is left for the reader's own memories."""


@dataclass(frozen=True, slots=True)
class PrintedTour:
    """A tour on paper in one language."""

    tour: Tour
    language: str
    intro: str
    map: Drawn
    map_thanks: str
    qr: qr.Drawing
    host: str
    address: str
    day: str
    stops: list[PrintedStop] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Where:
    """What printing a tour leans on: the public address of the site, and the store of pictures and maps."""

    base_url: str
    store: Store


def address_of(tour: Tour, base_url: str) -> str:
    """Return the address of a tour's page, as its QR says it."""
    return f"{base_url}/{tour.neighbourhood.slug}/wandelingen/{tour.slug}"


def poster_of(tour: Tour, where: Where, *, language: str = FIRST, paper: str = "a4") -> bytes:
    """Return a poster of a public tour as PDF. Raises Busy."""
    found = _printed_tour(tour, where, language, _POSTER_MAP, _PIXELS[paper])
    html = page("paper/poster.html", language, shown=found, paper=paper, named=tour.stop_count <= _MOST_NAMED)
    return printed([html], "tours", drawings={"map": found.map})


def booklet_of(tour: Tour, where: Where, *, language: str = FIRST) -> bytes:
    """Return a booklet of a public tour as PDF: A4 sheets to print on both sides, fold and staple. Raises Busy."""
    found = _printed_tour(tour, where, language, _BOOKLET_MAP, _PIXELS["a4"])
    stops = [_printed_stop(stop, where, language) for stop in tour.stops]
    named = tour.stop_count <= _MOST_NAMED
    html = page("paper/booklet.html", language, shown=found, sides=_laid_out(stops, language), named=named)
    return printed([html], "tours", drawings={"map": found.map})


def _laid_out(stops: Sequence[PrintedStop], language: str) -> list[tuple[Side, object, object]]:
    """Return the sides of a booklet, each with what stands on its left and on its right."""
    count = full_count(len(stops) + _OTHER_PAGES)
    notes = [Notes() for _ in range(count - len(stops) - _OTHER_PAGES)]
    pages: list[object] = ["cover", "map", "intro", *stops, *notes, "back"]
    return [(side, pages[side.left - 1], pages[side.right - 1]) for side in sides(count, direction(language))]


def _printed_tour(tour: Tour, where: Where, language: str, size: tuple[int, int], pixels: int) -> PrintedTour:
    intro, _ = beginning([in_language(tour.intros, language)], _lines_of_intro(tour))
    address = address_of(tour, where.base_url)
    return PrintedTour(
        tour=tour,
        language=language,
        intro=intro[0],
        map=Drawn(_map(tour, where.store, language, size), pixels * size[0]),
        map_thanks=tour.neighbourhood.basemap_by or "",
        qr=qr.drawing(address),
        host=urlsplit(where.base_url).netloc,
        address=address.split("://", 1)[1],
        day=words.day(now().date(), language),
    )


def _map(tour: Tour, store: Store, language: str, size: tuple[int, int]) -> str:
    route = tour.route
    return sketch(
        basemap_of(tour.neighbourhood, box_of(tour.neighbourhood, points=route), store),
        title=in_language(tour.names, language),
        width=size[0],
        height=size[1],
        route=[route] if len(route) > 1 else [],
        stops=[(stop.spot.lon, stop.spot.lat, digits(stop.number, language)) for stop in tour.stops],
        scale_words=lambda metres: words.far(metres, language),
        standalone=True,
    )


def _printed_stop(stop: Stop, where: Where, language: str) -> PrintedStop:
    stories = stories_at(stop.spot)
    told = stories[0] if stories else None
    text = wording_for(told.texts, language=language, plain=False) if told else None
    picture = (told.new_picture or told.old_picture) if told else None
    sticker = stop.spot.live_sticker
    page_of_stop = f"{address_of(stop.tour, where.base_url)}/{stop.number}"
    return PrintedStop(
        stop=stop,
        story=_printed_story(told, text, language, pictured=picture is not None) if told and text else None,
        others=len(stories) - 1,
        picture=_printed_picture(picture, where.store, language) if picture else None,
        qr=qr.drawing(qr.address(where.base_url, sticker.code) if sticker else page_of_stop),
        code=qr.written(sticker.code) if sticker else "",
        onward=next((other for other in stop.tour.stops if other.number == stop.number + 1), None),
    )


def _printed_story(story: Story, text: StoryText, language: str, *, pictured: bool) -> PrintedStory:
    lines = (_LINES if pictured else _LINES_WITHOUT_PICTURE) - (1.4 if len(text.title) > _LONG_TITLE else 0)
    if direction(text.language) == "rtl":
        lines *= _ARABIC_LINES
    paragraphs, goes_on = beginning(text.paragraphs, lines)
    year = digits(story.year, language) if story.year else ""
    return PrintedStory(text.language, text.title, story.teller.called(language), year, paragraphs, goes_on)


def _lines_of_intro(tour: Tour) -> float:
    """Return how many lines an introduction may take beside the list of its stops."""
    return 20 if tour.stop_count > _MOST_NAMED else 8 if tour.stop_count > 12 else 12


def _printed_picture(picture: Picture, store: Store, language: str) -> PrintedPicture:
    content = store.read(picture.file_name(_PICTURE_SIDE, "jpeg"))
    return PrintedPicture(
        address=_inside("image/jpeg", content),
        alternative=in_language(picture.alternative, language),
        year=digits(picture.year, language) if picture.year else "",
        thanks=f"{picture.maker}, {picture.licence}",
    )


def beginning(paragraphs: Sequence[str], lines: float) -> tuple[list[str], bool]:
    """Return the first sentences of a text that fit on so many lines, and whether there is more of it.

    It ends where a sentence ends; only a sentence that is too long by itself is cut, between two words.
    """
    kept: list[str] = []
    for paragraph in paragraphs:
        takes = math.ceil(len(paragraph) / _LETTERS_A_LINE)
        if takes <= lines:
            kept.append(paragraph)
            lines -= takes + _BETWEEN
            continue
        most = max(0, math.floor(lines)) * _LETTERS_A_LINE
        part = _sentences_within(paragraph, most)
        if part or not kept:
            kept.append(part or paragraph[:most].rsplit(" ", 1)[0] + " …")
        return kept, True
    return kept, False


def _sentences_within(paragraph: str, most: int) -> str:
    ends = [found.end() for found in re.finditer(r"[.!?؟…][”’\"'»)]*(?=\s|$)", paragraph) if found.end() <= most]
    return paragraph[: ends[-1]] if ends else ""


def _inside(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
