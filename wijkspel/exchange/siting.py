"""At which spot a stop of a file is: one that is there already, one that another stop brings, or a new one."""

from dataclasses import dataclass, field

from wijkspel import earth
from wijkspel.exchange.doubts import Doubt, doubt
from wijkspel.exchange.rules import (
    SAME_PLACE_METRES,
    free_slug,
    is_similar,
    kind_from,
    refuse_problems,
    shortened,
    slug_from,
)
from wijkspel.exchange.tour_file import StopInFile
from wijkspel.languages import in_language
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import spot_slugs, spots_near
from wijkspel.places.rules import LONGEST_HINT, LONGEST_NAME, problems_of_slug, problems_of_spot

_NEARBY = 5
_SURE_METRES = 5  # a place of the same name is so near that nobody need look
_FAR_AND_SAME_METRES = 250  # two places of one name, so near that somebody may have meant the same
_UNNAMED = {"nl": "Halte {}", "en": "Stop {}", "tr": "Durak {}", "ar": "المحطة {}"}
DEFAULT_KIND = "street"


@dataclass(slots=True)
class NewSpot:
    """A spot that has yet to be made."""

    slug: str
    kind: str
    names: dict[str, str]
    hints: dict[str, str]
    access: list[str]
    lon: float
    lat: float
    own_slug: str = field(default="", repr=False)  # as the file calls it


class Siting:
    """Finds the spot of each stop of a file, and says what is doubtful about it."""

    def __init__(self, neighbourhood: Neighbourhood, *, language: str, doubts: list[Doubt]) -> None:
        self.doubts = doubts
        self._neighbourhood = neighbourhood
        self._language = language
        self._taken = spot_slugs(neighbourhood)
        self._new: list[NewSpot] = []

    def spot_for(self, stop: StopInFile, number: int) -> Spot | NewSpot:
        """Return the spot of a stop. Raises Refused naming it when no spot can be like that."""
        near = spots_near(self._neighbourhood.id, *stop.point, most=_NEARBY)
        found = self._existing(stop, near) or self._brought(stop)
        if found is not None:
            return found
        self._doubt_the_neighbours(stop, near)
        spot = self._made(stop, number)
        self._new.append(spot)
        return spot

    def _existing(self, stop: StopInFile, near: list[tuple[Spot, float]]) -> Spot | None:
        close = [(spot, metres) for spot, metres in near if metres <= SAME_PLACE_METRES]
        same = [(spot, metres) for spot, metres in close if stop.slug and spot.slug == stop.slug]
        alike = [
            (spot, metres)
            for spot, metres in close
            if not stop.names or is_similar(stop.names.values(), spot.names.values())
        ]
        if not same and not alike:
            return None
        spot, metres = (same or alike)[0]
        if metres > _SURE_METRES or not set(stop.names.values()) <= set(spot.names.values()) or not stop.names:
            self._say("spot_matched", stop, spot=in_language(spot.names, self._language), metres=round(metres))
        return spot

    def _brought(self, stop: StopInFile) -> NewSpot | None:
        for spot in self._new:
            is_close = earth.metres_along([stop.point, (spot.lon, spot.lat)]) <= SAME_PLACE_METRES
            by_slug = bool(stop.slug and spot.own_slug)
            same = stop.slug == spot.own_slug if by_slug else is_similar(stop.names.values(), spot.names.values())
            if is_close and same:
                return spot
        return None

    def _doubt_the_neighbours(self, stop: StopInFile, near: list[tuple[Spot, float]]) -> None:
        for spot, metres in near:
            same = is_similar(stop.names.values(), spot.names.values())
            if metres <= SAME_PLACE_METRES or (same and metres <= _FAR_AND_SAME_METRES):
                code = "spot_of_other_name" if not same else "spot_of_same_name"
                self._say(code, stop, spot=in_language(spot.names, self._language), metres=round(metres))
                return

    def _made(self, stop: StopInFile, number: int) -> NewSpot:
        kind = kind_from(stop.kind)
        if kind is None and stop.kind:
            self._say("kind_unknown", stop, kind=shortened(stop.kind, 40), default=DEFAULT_KIND)
        spot = NewSpot(
            slug=self._slug(stop, number),
            kind=kind or DEFAULT_KIND,
            names=self._names(stop, number),
            hints={language: self._fit(stop, hint, LONGEST_HINT) for language, hint in stop.hints.items()},
            access=list(stop.access),
            lon=stop.lon,
            lat=stop.lat,
            own_slug=stop.slug,
        )
        problems = problems_of_spot(
            slug=spot.slug, kind=spot.kind, names=spot.names, hints=spot.hints, residential=False
        )
        refuse_problems(problems, stop.where)
        return spot

    def _names(self, stop: StopInFile, number: int) -> dict[str, str]:
        if stop.names:
            return {language: self._fit(stop, name, LONGEST_NAME) for language, name in stop.names.items()}
        self._say("stop_without_name", stop)
        return {self._language: _UNNAMED[self._language].format(number)}

    def _slug(self, stop: StopInFile, number: int) -> str:
        own = stop.slug if not problems_of_slug(stop.slug) else ""
        named = slug_from(in_language(stop.names, self._language))
        slug = free_slug(own or named or f"halte-{number}", self._taken)
        self._taken.add(slug)
        return slug

    def _fit(self, stop: StopInFile, text: str, most: int) -> str:
        short = shortened(text, most)
        if short != text:
            self._say("text_shortened", stop, text=shortened(text, 40), most=most)
        return short

    def _say(self, code: str, stop: StopInFile, **values: object) -> None:
        self.doubts.append(doubt(code, **values, **stop.where.values))
