"""The documents of a package as forms: what is written is what is read, and what has another form is refused.

No document names a row or a tenant: they know each other by slugs, by public ids, and people by their place in a list.
"""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from wijkspel import qr
from wijkspel.languages import NAMES

PublicId = Annotated[str, Meta(pattern=r"^[2-9a-km-np-z]{12}\Z")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=80)]
Code = Annotated[str, Meta(pattern=rf"^[{qr.ALPHABET}]{{{qr.LENGTH}}}\Z")]
Language = Annotated[str, Meta(pattern=rf"^({'|'.join(NAMES)})\Z")]
Moment = Annotated[datetime, Meta(tz=True)]
Short = Annotated[str, Meta(max_length=400)]
Long = Annotated[str, Meta(max_length=100_000)]
Texts = dict[Language, Annotated[str, Meta(max_length=20_000)]]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Scans = Annotated[dict[date, Annotated[int, Meta(ge=1, le=2**31 - 1)]], Meta(max_length=5_000)]
Person = Count
Point = tuple[float, float]


class Part(msgspec.Struct, forbid_unknown_fields=True):
    """What every form is made from: a key that is not in it is refused."""


class Organisation(Part):
    """Whose neighbourhood it is."""

    public_id: PublicId
    slug: Slug
    name: Annotated[str, Meta(min_length=1, max_length=120)]


class Someone(Part):
    """A teller or a host; the public id travels only with everything."""

    first_name: Short
    names: dict[Language, Short] = {}
    public_id: PublicId | None = None


class Map(Part):
    """The neighbourhood's own map, and whom to thank for it."""

    public_id: PublicId
    by: Annotated[str, Meta(max_length=200)] | None


class Neighbourhood(Part):
    """`neighbourhood.json`."""

    public_id: PublicId
    slug: Slug
    name: Short
    names: Texts
    about: Texts
    languages: list[Language]
    timezone: Annotated[str, Meta(max_length=60)]
    made_up: bool
    raster: Annotated[str, Meta(max_length=20)] | None
    colours: Annotated[str, Meta(max_length=12)]
    publications: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    boundary: Annotated[list[Point], Meta(min_length=4, max_length=10_000)]
    organisation: Organisation
    people: list[Someone]
    map: Map | None


class Hanging(Part):
    """Where a sticker hangs, since when, by whom, and who said yes to it."""

    at: Moment
    by: Short
    where: Short
    permission: Short


class Sticker(Part):
    """A code and its life; all but the code and when it was made travels only with everything.

    `scans` says of each day how often it was scanned; nothing of whom.
    """

    code: Code
    made_at: Moment
    printed_at: Moment | None = None
    hanging: Hanging | None = None
    retired_at: Moment | None = None
    retired_by: Short | None = None
    replaces: Code | None = None
    scans: Scans = {}


class Opening(Part):
    """Days, 1 being Monday, with the times between which a spot is open."""

    days: list[int]
    opens: Short
    closes: Short


class Coffee(Part):
    """The weekly coffee moment."""

    day: int
    at: Short


class Spot(Part):
    """The properties of a feature of `spots.geojson`."""

    public_id: PublicId
    slug: Slug
    kind: Short
    names: Texts
    hints: Texts
    host: Person | None
    hours: list[Opening]
    coffee: Coffee | None
    step_free: bool
    bench: bool
    toilet: bool
    quiet: bool
    stickers: list[Sticker]


class Geometry(Part, tag_field="type", tag="Point"):
    """A GeoJSON point."""

    coordinates: Point


class SpotFeature(Part, tag_field="type", tag="Feature"):
    """A GeoJSON feature."""

    geometry: Geometry
    properties: Spot


class Spots(Part, tag_field="type", tag="FeatureCollection"):
    """`spots.geojson`."""

    features: list[SpotFeature]


class Wording(Part):
    """One text of a story."""

    language: Language
    kind: Short
    title: Short
    body: Long
    sound: PublicId | None


class Consent(Part):
    """A yes. How it was given travels only with everything."""

    person: Person
    purpose: Short
    how: Short | None
    given_at: Moment
    until: Moment | None
    withdrawn_at: Moment | None


class Decision(Part):
    """A step that was taken."""

    step: Annotated[str, Meta(max_length=12)]
    by: Short
    why: Short
    decided_at: Moment


class Story(Part):
    """`stories/SLUG.json`. Decisions travel only with everything."""

    public_id: PublicId
    slug: Slug
    spot: Slug
    teller: Person
    year: int | None
    order: Count
    recorded: Texts
    status: Short
    told_at: Moment
    old_picture: PublicId | None
    new_picture: PublicId | None
    texts: list[Wording]
    consents: list[Consent]
    decisions: list[Decision]


class Stop(Part):
    """A stop, with the leg to the next one."""

    spot: Slug
    radius: int
    path: list[Point] | None
    step_free: bool | None
    benches: Count | None
    toilets: Count | None
    towards: Texts


class Tour(Part):
    """`tours/SLUG.json`. What can be reckoned, such as its length, is reckoned again."""

    public_id: PublicId
    slug: Slug
    order: Count
    theme: Short
    names: Texts
    intros: Texts
    plain_intro: Annotated[str, Meta(max_length=1_000)]
    status: Short
    stops: list[Stop]
    decisions: list[Decision]
