"""From the documents of a package to rows, by the actions that everybody uses, and so by the same rules."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from msgspec import structs

from wijkspel.clock import now
from wijkspel.errors import Refused
from wijkspel.media.actions import keep_picture, keep_sound
from wijkspel.media.models import Picture, Sound
from wijkspel.packages import documents as form
from wijkspel.packages.arrival import Wanted, destination, may_arrive
from wijkspel.packages.history import SKEW, not_ahead, publish, publish_tour, replay, replay_tour
from wijkspel.packages.inspection import cues_of
from wijkspel.packages.intake import Intake
from wijkspel.packages.manifest import DRAWN, MANIFEST, NEIGHBOURHOOD, SPOTS, story_entry, tour_entries
from wijkspel.packages.names import Names
from wijkspel.packages.reading import Package
from wijkspel.packages.stickers import planted_sticker
from wijkspel.people.actions import add_person
from wijkspel.people.models import Person
from wijkspel.places.actions.neighbourhoods import (
    add_neighbourhood,
    add_organisation,
    choose_colours,
    choose_raster,
    continue_counting,
    hang_basemap,
)
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.models import Neighbourhood, Organisation, Spot, Sticker
from wijkspel.places.queries import organisation_called
from wijkspel.places.rules import ACCESS_FACTS
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.stories.models import Story
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.tours.models import Tour

Key = TypeVar("Key", int, str)
Row = TypeVar("Row")


def plant(
    package: Package, intake: Intake, names: Names, wanted: Wanted, *, one_more: Callable[[], None]
) -> Neighbourhood:
    """Make every row of a package. Call it inside `write()`. Raises Refused with the document that does not fit."""
    part = package.neighbourhood()
    with _speaking_of(NEIGHBOURHOOD):
        wijk = _plant_neighbourhood(part, names, wanted)
        planting = _Planting(package, intake, names, wijk, wanted.by)
        planting.people = {number: planting.person(someone) for number, someone in enumerate(part.people)}
    with _speaking_of(DRAWN):
        if intake.map:
            hang_basemap(wijk, intake.map)
    planting.plant_spots()
    planting.plant_media()
    for story in package.stories():
        with _speaking_of(story_entry(story.slug)):
            if may_arrive(story, package.manifest.holds):
                planting.plant_story(story)
        one_more()
    for tour in package.tours():
        with _speaking_of(tour_entries(tour.slug)[0]):
            planting.plant_tour(tour)
        one_more()
    continue_counting(wijk, part.publications)
    return wijk


@contextmanager
def _speaking_of(entry: str) -> Iterator[None]:
    try:
        yield
    except Refused as error:
        if "entry" in error.values:
            raise
        raise Refused("package_entry", entry=entry, reason=error) from error


def _plant_neighbourhood(part: form.Neighbourhood, names: Names, wanted: Wanted) -> Neighbourhood:
    slug, owner = destination(part, wanted)
    of = part.organisation
    organisation = organisation_called(owner) or add_organisation(
        slug=owner, name=of.name, public_id=names.of(Organisation, of.public_id)
    )
    wijk = add_neighbourhood(
        organisation,
        slug=slug,
        name=part.name,
        boundary=part.boundary,
        languages=part.languages,
        timezone=part.timezone,
        names=part.names,
        about=part.about,
        made_up=part.made_up,
        public_id=names.of(Neighbourhood, part.public_id),
    )
    choose_colours(wijk, part.colours)
    if part.raster:
        choose_raster(wijk, part.raster)
    return wijk


class _Planting:
    """A neighbourhood that is being planted, and what was planted in it so far."""

    def __init__(self, package: Package, intake: Intake, names: Names, wijk: Neighbourhood, by: str) -> None:
        self._package, self._intake, self._names, self._wijk, self._by = package, intake, names, wijk, by
        self._tenant = {"organisation_id": wijk.organisation_id, "neighbourhood_id": wijk.id}
        self._whole = package.manifest.holds == "everything"
        self.people: dict[int, Person] = {}
        self._spots: dict[str, Spot] = {}
        self._pictures: dict[str, Picture] = {}
        self._sounds: dict[str, Sound] = {}

    def person(self, part: form.Someone) -> Person:
        """Add somebody."""
        public_id = self._names.of(Person, part.public_id)
        return add_person(**self._tenant, first_name=part.first_name, names=part.names, public_id=public_id)

    def plant_spots(self) -> None:
        """Add every spot with its stickers."""
        for feature in self._package.spots().features:
            with _speaking_of(SPOTS):
                self._plant_spot(feature)

    def plant_media(self) -> None:
        """Keep the rows of every picture and recording; their files are written already."""
        with _speaking_of(MANIFEST):
            for picture in self._package.manifest.pictures:
                if picture.public_id not in self._intake.pictures:
                    continue
                self._pictures[picture.public_id] = keep_picture(
                    self._intake.pictures[picture.public_id],
                    **self._tenant,
                    maker=picture.maker,
                    licence=picture.licence,
                    alternative=picture.alternative,
                    year=picture.year,
                    kept_at=not_ahead(picture.kept_at),
                )
            for sound in self._package.manifest.sounds:
                if sound.public_id not in self._intake.sounds:
                    continue
                self._sounds[sound.public_id] = keep_sound(
                    self._intake.sounds[sound.public_id],
                    **self._tenant,
                    by_computer=sound.by_computer,
                    cues=cues_of(sound),
                    kept_at=not_ahead(sound.kept_at),
                )

    def plant_story(self, part: form.Story) -> None:
        """Tell a story again, with what was agreed and decided about it."""
        teller = _one_of(self.people, part.teller, "teller")
        story = tell_story(
            teller=teller,
            spot=_one_of(self._spots, part.spot, "spot"),
            slug=part.slug,
            texts=[
                ToldText(text.language, text.kind, text.title, text.body, self._sound(text.sound))
                for text in part.texts
            ],
            year=part.year,
            order=part.order,
            recorded=part.recorded,
            old_picture=self._picture(part.old_picture),
            new_picture=self._picture(part.new_picture),
            public_id=self._names.of(Story, part.public_id),
            told_at=not_ahead(part.told_at),
        )
        if self._whole:
            replay(story, part, self.people, latest=now() + SKEW)
        else:
            publish(story, part, teller, by=self._by, source=self._package.manifest.name, latest=now() + SKEW)

    def plant_tour(self, part: form.Tour) -> None:
        """Plan a tour again, with what was decided about it."""
        tour = plan_tour(
            self._wijk,
            slug=part.slug,
            names=part.names,
            stops=[self._stop(stop) for stop in part.stops],
            theme=part.theme,
            intros=part.intros,
            plain_intro=part.plain_intro,
            order=part.order,
            public_id=self._names.of(Tour, part.public_id),
        )
        if self._whole:
            replay_tour(tour, part, latest=now() + SKEW)
        else:
            publish_tour(tour, part, by=self._by)

    def _plant_spot(self, feature: form.SpotFeature) -> None:
        part, (lon, lat) = feature.properties, feature.geometry.coordinates
        spot = self._spots[part.slug] = add_spot(
            self._wijk,
            slug=part.slug,
            kind=part.kind,
            names=part.names,
            lon=lon,
            lat=lat,
            hints=part.hints,
            host=None if part.host is None else _one_of(self.people, part.host, "host"),
            hours=[structs.asdict(hours) for hours in part.hours],
            coffee=structs.asdict(part.coffee) if part.coffee else None,
            access={fact: getattr(part, fact) for fact in ACCESS_FACTS},
            public_id=self._names.of(Spot, part.public_id),
        )
        made: dict[str, Sticker] = {}
        for sticker in part.stickers:
            replaced = _one_of(made, sticker.replaces, "sticker") if sticker.replaces else None
            made[sticker.code] = planted_sticker(spot, sticker, code=self._names.code(sticker.code), replaces=replaced)

    def _stop(self, part: form.Stop) -> PlannedStop:
        spot = _one_of(self._spots, part.spot, "spot")
        return PlannedStop(spot, part.radius, part.path, part.step_free, part.benches, part.toilets, part.towards)

    def _picture(self, public_id: str | None) -> Picture | None:
        return None if public_id is None else _one_of(self._pictures, public_id, "picture")

    def _sound(self, public_id: str | None) -> Sound | None:
        return None if public_id is None else _one_of(self._sounds, public_id, "sound")


def _one_of(known: Mapping[Key, Row], name: Key, what: str) -> Row:
    """Return what a document points at. Raises Refused when the package has no such thing."""
    if name not in known:
        raise Refused("package_unknown", what=what, name=name)
    return known[name]
