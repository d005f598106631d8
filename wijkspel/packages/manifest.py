"""What is in a package: the manifest, and under which name each file lies.

A package is a ZIP with `manifest.json` (every file with its size, hash and type, every picture with its maker, licence
and alternative text), `neighbourhood.json`, `spots.geojson`, `stories/SLUG.json`, `tours/SLUG.json` with a `.gpx`
beside it for other programs, the derivatives in `media/`, and the map in `map/`.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from wijkspel.packages.documents import Count, Language, Moment, Part, PublicId, Short, Slug, Texts
from wijkspel.pictures.sizes import SIDES, WANTED, size_name

VERSION = 1
MANIFEST, NEIGHBOURHOOD, SPOTS = "manifest.json", "neighbourhood.json", "spots.geojson"
DRAWN, TILES = "map/drawn.geojson", "map/tiles.pmtiles"
NOTICE = (
    "Holds drafts, hidden stories, who agreed to what and how, and what curators decided and why. "
    "Keep it as carefully as the database, and remove it after the move."
)
Holds = Literal["public", "everything"]
Checksum = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Pixels = Annotated[int, Meta(ge=1, le=SIDES[0])]


class File(Part):
    """A file of the package."""

    path: Annotated[str, Meta(max_length=200)]
    bytes: Count
    sha256: Checksum
    type: Annotated[str, Meta(max_length=60)]


class Picture(Part):
    """A picture with all that has to be known of it, and its derivatives as they are."""

    public_id: PublicId
    width: Pixels
    height: Pixels
    year: int | None
    maker: Short
    licence: Short
    alternative: Texts
    checksum: Checksum
    kept_at: Moment
    files: list[File]


class Cue(Part, rename={"from_": "from"}):
    """A sentence of a recording, with the seconds in which it is spoken."""

    from_: float
    to: float
    text: Annotated[str, Meta(max_length=1_000)]


class Sound(Part):
    """A recording; its text is in the story."""

    public_id: PublicId
    seconds: Count
    by_computer: bool
    cues: Annotated[list[Cue], Meta(max_length=2_000)] | None
    checksum: Checksum
    kept_at: Moment
    files: list[File]


class Manifest(Part):
    """`manifest.json`."""

    format: Literal["wijkspel-package"]
    version: int
    holds: Holds
    notice: Short
    made_at: Moment
    made_by: Short
    neighbourhood: Slug
    name: Short
    languages: list[Language]
    counts: dict[Annotated[str, Meta(pattern=r"^[a-z]{1,20}\Z")], Count]
    documents: list[File]
    pictures: list[Picture]
    sounds: list[Sound]

    def files(self) -> Iterator[File]:
        """Yield every file of the package but the manifest itself, in the order in which they lie in it."""
        yield from self.documents
        for picture in self.pictures:
            yield from picture.files
        for sound in self.sounds:
            yield from sound.files


class Head(msgspec.Struct):
    """As much of a manifest as says whether this version of the app can read it; the rest may be anything."""

    format: str = ""
    version: int = 0


def story_entry(slug: str) -> str:
    """Return where a story lies in a package."""
    return f"stories/{slug}.json"


def tour_entries(slug: str) -> tuple[str, str]:
    """Return where a tour lies in a package: for us, and for other programs."""
    return f"tours/{slug}.json", f"tours/{slug}.gpx"


def picture_entries(public_id: str) -> dict[tuple[int, str], str]:
    """Return where each derivative of a picture lies in a package, by its side and format."""
    return {size: f"media/pictures/{public_id}-{size_name(*size)}" for size in WANTED}


def sound_entry(public_id: str) -> str:
    """Return where a recording lies in a package."""
    return f"media/sound/{public_id}.m4a"


def type_of(entry: str) -> str:
    """Return the media type of a file of a package, by its name."""
    return _TYPES[entry.rpartition(".")[2]]


_TYPES = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "gpx": "application/gpx+xml",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "pmtiles": "application/vnd.pmtiles",
}
