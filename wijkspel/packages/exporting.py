"""From the rows of a neighbourhood to a package."""

from collections.abc import Callable
from pathlib import Path

from wijkspel import geo
from wijkspel.clock import now
from wijkspel.curation.models import Decision
from wijkspel.db import one_moment
from wijkspel.media.models import Picture, Sound
from wijkspel.packages import documents as form
from wijkspel.packages import manifest as listed
from wijkspel.packages.gpx import as_gpx
from wijkspel.packages.selection import Selection
from wijkspel.packages.stickers import written_stickers
from wijkspel.packages.writing import PackageWriter
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import basemap_files, neighbourhood_called
from wijkspel.storage import Store
from wijkspel.stories.models import Story
from wijkspel.tours.models import Tour

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""


def export(
    slug: str, out: Path, store: Store, *, everything: bool, made_by: str, progress: Progress
) -> listed.Manifest:
    """Write a neighbourhood as it is at this moment to a file, and return its manifest.

    Without `everything` it holds what anybody may see, and nothing else. Raises Missing, or Refused when the file
    cannot be written or a picture's file is lost.
    """
    with one_moment(), PackageWriter(out, private=everything) as writer:
        selection = Selection(neighbourhood_called(slug), everything)
        return _Export(selection, writer, store, progress).write(made_by)


class _Export:
    """One export, while it is going on."""

    def __init__(self, selection: Selection, writer: PackageWriter, store: Store, progress: Progress) -> None:
        self._selection, self._writer, self._store, self._progress = selection, writer, store, progress
        self._people = {person.id: number for number, person in enumerate(selection.people())}
        self._documents: list[listed.File] = []
        self._counts = {"people": len(self._people), "stories": 0, "tours": 0}
        self._done, self._steps = 0, selection.count()

    def write(self, made_by: str) -> listed.Manifest:
        """Write the documents, then the media, and at the end the manifest that names them all."""
        wijk = self._selection.neighbourhood
        self._write_places(wijk)
        for story in self._selection.stories():
            self._document(listed.story_entry(story.slug), self._story(story))
            self._one_more("stories")
        for tour in self._selection.tours():
            self._write_tour(tour)
            self._one_more("tours")
        pictures = [self._picture(picture) for picture in self._selection.pictures()]
        sounds = [self._sound(sound) for sound in self._selection.sounds()]
        everything = self._selection.everything
        manifest = listed.Manifest(
            format="wijkspel-package",
            version=listed.VERSION,
            holds="everything" if everything else "public",
            notice=listed.NOTICE if everything else "",
            made_at=now(),
            made_by=made_by,
            neighbourhood=wijk.slug,
            name=wijk.name,
            languages=wijk.languages,
            counts=self._counts | {"pictures": len(pictures), "sounds": len(sounds)},
            documents=self._documents,
            pictures=pictures,
            sounds=sounds,
        )
        self._writer.document(listed.MANIFEST, manifest)
        return manifest

    def _document(self, entry: str, part: form.Part) -> None:
        self._documents.append(self._writer.document(entry, part))

    def _one_more(self, kind: str | None = None) -> None:
        if kind:
            self._counts[kind] += 1
        self._done += 1
        self._progress(self._done, self._steps)

    def _write_places(self, wijk: Neighbourhood) -> None:
        self._document(listed.NEIGHBOURHOOD, self._neighbourhood(wijk))
        scans = self._selection.scans()
        spots = [self._spot(spot, scans) for spot in self._selection.spots()]
        self._counts |= {"spots": len(spots), "stickers": sum(len(spot.properties.stickers) for spot in spots)}
        self._document(listed.SPOTS, form.Spots(features=spots))
        if wijk.basemap:
            for entry, name in zip((listed.DRAWN, listed.TILES), basemap_files(wijk.basemap), strict=True):
                self._documents.append(self._writer.copy(entry, self._store.path(name)))

    def _neighbourhood(self, wijk: Neighbourhood) -> form.Neighbourhood:
        of = wijk.organisation
        return form.Neighbourhood(
            public_id=wijk.public_id,
            slug=wijk.slug,
            name=wijk.name,
            names=wijk.names,
            about=wijk.about,
            languages=wijk.languages,
            timezone=wijk.timezone,
            made_up=wijk.made_up,
            raster=wijk.raster,
            colours=wijk.colours,
            publications=wijk.publication_version,
            boundary=[(corner.lon, corner.lat) for corner in geo.outer_ring(wijk.boundary_geojson)],
            organisation=form.Organisation(public_id=of.public_id, slug=of.slug, name=of.name),
            people=[
                form.Someone(
                    first_name=person.first_name,
                    names=person.names,
                    public_id=self._if_everything(person.public_id),
                )
                for person in self._selection.people()
            ],
            map=form.Map(public_id=wijk.basemap, by=wijk.basemap_by) if wijk.basemap else None,
        )

    def _spot(self, spot: Spot, scans: dict[int, form.Scans]) -> form.SpotFeature:
        about = form.Spot(
            public_id=spot.public_id,
            slug=spot.slug,
            kind=spot.kind,
            names=spot.names,
            hints=spot.hints,
            host=None if spot.host_id is None else self._people[spot.host_id],
            hours=[form.Opening(**hours) for hours in spot.hours],
            coffee=form.Coffee(**spot.coffee) if spot.coffee else None,
            step_free=spot.step_free,
            bench=spot.bench,
            toilet=spot.toilet,
            quiet=spot.quiet,
            stickers=written_stickers(spot, scans, everything=self._selection.everything),
        )
        where = form.Geometry(coordinates=(round(spot.lon, 7), round(spot.lat, 7)))
        return form.SpotFeature(geometry=where, properties=about)

    def _story(self, story: Story) -> form.Story:
        return form.Story(
            public_id=story.public_id,
            slug=story.slug,
            spot=story.spot.slug,
            teller=self._people[story.teller_id],
            year=story.year,
            order=story.order,
            recorded=story.recorded,
            status=story.status,
            told_at=story.told_at,
            old_picture=story.old_picture.public_id if story.old_picture else None,
            new_picture=story.new_picture.public_id if story.new_picture else None,
            texts=[
                form.Wording(
                    language=text.language,
                    kind=text.kind,
                    title=text.title,
                    body=text.body,
                    sound=text.sound.public_id if text.sound else None,
                )
                for text in story.texts
            ],
            consents=[
                form.Consent(
                    person=self._people[yes.person_id],
                    purpose=yes.purpose,
                    how=self._if_everything(yes.how),
                    given_at=yes.given_at,
                    until=yes.until,
                    withdrawn_at=yes.withdrawn_at,
                )
                for yes in self._selection.consents_to(story)
            ],
            decisions=[_decision(made) for made in self._selection.decisions_about(story)],
        )

    def _write_tour(self, tour: Tour) -> None:
        entry, for_others = listed.tour_entries(tour.slug)
        part = form.Tour(
            public_id=tour.public_id,
            slug=tour.slug,
            order=tour.order,
            theme=tour.theme,
            names=tour.names,
            intros=tour.intros,
            plain_intro=tour.plain_intro,
            status=tour.status,
            stops=[
                form.Stop(
                    spot=stop.spot.slug,
                    radius=stop.radius,
                    path=[(lon, lat) for lon, lat in stop.path] if stop.path else None,
                    step_free=stop.step_free,
                    benches=stop.benches,
                    toilets=stop.toilets,
                    towards=stop.towards,
                )
                for stop in tour.stops
            ],
            decisions=[_decision(made) for made in self._selection.decisions_about(tour)],
        )
        self._document(entry, part)
        self._documents.append(self._writer.text(for_others, as_gpx(tour)))

    def _picture(self, picture: Picture) -> listed.Picture:
        entries = listed.picture_entries(picture.public_id)
        files = [
            self._writer.copy(entry, self._store.path(picture.file_name(side, kind)))
            for (side, kind), entry in entries.items()
        ]
        self._one_more()
        return listed.Picture(
            public_id=picture.public_id,
            width=picture.width,
            height=picture.height,
            year=picture.year,
            maker=picture.maker,
            licence=picture.licence,
            alternative=picture.alternative,
            checksum=picture.checksum,
            kept_at=picture.kept_at,
            files=files,
        )

    def _sound(self, sound: Sound) -> listed.Sound:
        file = self._writer.copy(listed.sound_entry(sound.public_id), self._store.path(sound.file_name))
        self._one_more()
        cues = [listed.Cue(from_=cue["from"], to=cue["to"], text=cue["text"]) for cue in sound.cues or []]
        return listed.Sound(
            public_id=sound.public_id,
            seconds=sound.seconds,
            by_computer=sound.by_computer,
            cues=cues or None,
            checksum=sound.checksum,
            kept_at=sound.kept_at,
            files=[file],
        )

    def _if_everything(self, value: str) -> str | None:
        return value if self._selection.everything else None


def _decision(made: Decision) -> form.Decision:
    return form.Decision(step=made.step, by=made.by, why=made.why, decided_at=made.decided_at)
