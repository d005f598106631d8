"""What would be made of a file in a neighbourhood: every stop with its spot, and every doubt. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wijkspel import earth, geo
from wijkspel.earth import Point
from wijkspel.errors import Conflict, Refused
from wijkspel.exchange.doubts import Doubt, doubt
from wijkspel.exchange.rules import (
    free_slug,
    is_inside,
    refuse_problems,
    refuse_stop_elsewhere,
    refuse_way_elsewhere,
    shortened,
    slug_from,
)
from wijkspel.exchange.siting import NewSpot, Siting
from wijkspel.exchange.tour_file import StopInFile, TourInFile, Where
from wijkspel.exchange.ways import TOLERANCE, Walk, walk_of
from wijkspel.languages import FIRST, in_language
from wijkspel.people.rules import problems_of_name
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.rules import problems_of_slug
from wijkspel.stories.actions import ToldText
from wijkspel.stories.rules import LONGEST_TITLE, problems_of_texts
from wijkspel.tours.queries import has_tour, last_order
from wijkspel.tours.rules import (
    FEWEST_STOPS,
    LONGEST_INTRO,
    LONGEST_NAME,
    LONGEST_TOWARDS,
    RADIUS,
    THEMES,
    problems_of_stops,
    problems_of_tour,
)

DEFAULT_THEME = "green"
LONG_METRES = 10_000  # longer than an afternoon in one's own streets


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who brings a file in wants otherwise than it says; empty is as the file says."""

    slug: str = ""
    name: str = ""
    theme: str = ""
    language: str = FIRST
    file_name: str = ""


@dataclass(slots=True)
class ProposedStop:
    """A stop: the spot it is at, there already or new, and the leg to the next. `story` is a draft to keep, if any."""

    number: int
    where: Where
    spot: Spot | NewSpot
    radius: int
    path: Sequence[Point] | None = None
    step_free: bool | None = None
    benches: int | None = None
    toilets: int | None = None
    towards: Mapping[str, str] = field(default_factory=dict)
    metres: int | None = None
    story: ToldText | None = None
    teller: str = ""

    @property
    def is_new(self) -> bool:
        """Whether its spot has yet to be made."""
        return isinstance(self.spot, NewSpot)

    @property
    def point(self) -> Point:
        """Where its spot is."""
        return self.spot.lon, self.spot.lat


@dataclass(slots=True)
class Proposal:
    """A tour as it would be made, and what is doubtful about it."""

    slug: str
    names: dict[str, str]
    intros: dict[str, str]
    plain_intro: str
    theme: str
    order: int
    stops: list[ProposedStop]
    format: str
    points_read: int
    points_kept: int
    tolerance: float | None
    doubts: list[Doubt]

    @property
    def new_spots(self) -> list[NewSpot]:
        """The spots that have yet to be made, each once."""
        found = {id(stop.spot): stop.spot for stop in self.stops if isinstance(stop.spot, NewSpot)}
        return list(found.values())

    @property
    def metres(self) -> int:
        """How long the walk is."""
        return sum(stop.metres or 0 for stop in self.stops)

    @property
    def route(self) -> list[Point]:
        """The whole way, to draw it."""
        return [point for stop in self.stops for point in stop.path or [stop.point]]


def walk_in(neighbourhood: Neighbourhood, tour: TourInFile, *, pieces: Sequence[int] = ()) -> Walk:
    """Return the walk in a file: slow for a long track, so before any transaction. Raises Refused."""
    ring = geo.outer_ring(neighbourhood.boundary_geojson)
    refuse_way_elsewhere(tour, ring, pieces=pieces)
    walk = walk_of(tour, pieces=pieces)
    for stop in walk.stops:
        refuse_stop_elsewhere(stop, ring)
    return walk


def propose(neighbourhood: Neighbourhood, tour: TourInFile, walk: Walk, wishes: Wishes) -> Proposal:
    """Return what would be made. Raises Refused naming what cannot be, or Conflict for a walk that is there already."""
    doubts = [*walk.doubts, *([doubt("shapes_left_out", shapes=tour.left_out)] if tour.left_out else [])]
    names = _names(tour, wishes, doubts)
    siting = Siting(neighbourhood, language=wishes.language, doubts=doubts)
    stops = [_stop(stop, path, siting, wishes, number) for number, (stop, path) in enumerate(_walked(walk), 1)]
    for here, there in pairwise(stops):
        here.metres = round(earth.metres_along([here.point, *(here.path or []), there.point]))
    proposal = Proposal(
        slug=_slug(neighbourhood, tour, wishes, names),
        names=names,
        intros={language: _fit(text, LONGEST_INTRO, doubts) for language, text in tour.intros.items()},
        plain_intro=tour.plain_intro,
        theme=_theme(tour, wishes, doubts),
        order=last_order(neighbourhood) + 1 if tour.order is None else tour.order,
        stops=stops,
        format=tour.format,
        points_read=walk.points_read,
        points_kept=walk.points_kept,
        tolerance=walk.tolerance if walk.points_kept < walk.points_read else None,
        doubts=doubts,
    )
    _add_doubts(proposal, walk, neighbourhood)
    _refuse_what_does_not_fit(proposal)
    return proposal


def _walked(walk: Walk) -> list[tuple[StopInFile, list[Point] | None]]:
    return list(zip(walk.stops, walk.paths, strict=True))


def _stop(stop: StopInFile, path: list[Point] | None, siting: Siting, wishes: Wishes, number: int) -> ProposedStop:
    spot = siting.spot_for(stop, number)
    return ProposedStop(
        number=number,
        where=stop.where,
        spot=spot,
        radius=RADIUS if stop.radius is None else stop.radius,
        path=path,
        step_free=stop.step_free,
        benches=stop.benches,
        toilets=stop.toilets,
        towards={language: _fit(words, LONGEST_TOWARDS, siting.doubts) for language, words in stop.towards.items()},
        story=_story(stop, spot, wishes) if stop.teller and stop.text else None,
        teller=stop.teller,
    )


def _story(stop: StopInFile, spot: Spot | NewSpot, wishes: Wishes) -> ToldText:
    """Return what a named teller says, as a story that nobody sees before there is consent."""
    title = shortened(in_language(spot.names, wishes.language), LONGEST_TITLE)
    story = ToldText(wishes.language, "original", title, stop.text)
    refuse_problems(problems_of_texts([story]) | problems_of_name(stop.teller), stop.where)
    return story


def _names(tour: TourInFile, wishes: Wishes, doubts: list[Doubt]) -> dict[str, str]:
    names = {language: _fit(name, LONGEST_NAME, doubts) for language, name in tour.names.items()}
    if wishes.name:
        return names | {wishes.language: wishes.name}
    if names:
        return names
    doubts.append(doubt("name_of_file", name=wishes.file_name))
    return {wishes.language: shortened(wishes.file_name or "Wandeling", LONGEST_NAME)}


def _theme(tour: TourInFile, wishes: Wishes, doubts: list[Doubt]) -> str:
    theme = wishes.theme or tour.theme
    if not theme:
        doubts.append(doubt("theme_chosen", theme=DEFAULT_THEME, themes=", ".join(THEMES)))
    return theme or DEFAULT_THEME


def _slug(neighbourhood: Neighbourhood, tour: TourInFile, wishes: Wishes, names: Mapping[str, str]) -> str:
    slug = wishes.slug or tour.slug or slug_from(in_language(names, wishes.language)) or slug_from(wishes.file_name)
    slug = slug or free_slug("wandeling", set())
    if problems_of_slug(slug):
        raise Refused("slug_odd", slug=slug)
    if has_tour(neighbourhood, slug):
        raise Conflict("tour_slug_taken", slug=slug)
    return slug


def _fit(text: str, most: int, doubts: list[Doubt]) -> str:
    short = shortened(text, most)
    if short != text:
        doubts.append(doubt("text_shortened", text=shortened(text, 40), most=most))
    return short


def _add_doubts(proposal: Proposal, walk: Walk, neighbourhood: Neighbourhood) -> None:
    ring = geo.outer_ring(neighbourhood.boundary_geojson)
    outside = [str(stop.number) for stop in proposal.stops if not is_inside(stop.point, ring)]
    told = sum(stop.story is not None for stop in proposal.stops)
    left_out = sum(bool(stop.text) for stop in walk.stops) - told
    possible: list[tuple[object, str, dict[str, object]]] = [
        (outside, "stops_over_the_border", {"stops": ", ".join(outside), "wijk": neighbourhood.name}),
        (left_out, "texts_left_out", {"texts": left_out}),
        (told, "stories_are_drafts", {"stories": told}),
        (proposal.new_spots, "new_spots", {"spots": len(proposal.new_spots)}),
        ((proposal.tolerance or 0) > TOLERANCE, "way_coarse", {"metres": proposal.tolerance}),
        (proposal.metres > LONG_METRES, "walk_long", {"kilometres": round(proposal.metres / 1000)}),
        (len(proposal.stops) < FEWEST_STOPS, "one_stop", {}),
    ]
    proposal.doubts += [Doubt(code, values) for holds, code, values in possible if holds]


def _refuse_what_does_not_fit(proposal: Proposal) -> None:
    problems = problems_of_tour(
        theme=proposal.theme, names=proposal.names, intros=proposal.intros, plain_intro=proposal.plain_intro
    )
    for name, code in problems.items():
        raise Refused("tour_does_not_fit", field=name, problem=code)
    for stop in proposal.stops:
        refuse_problems(problems_of_stops([stop], [0]), stop.where)
    for here, there in pairwise(proposal.stops):
        if here.spot is there.spot:
            raise Refused("stop_twice", name=in_language(there.spot.names, FIRST), **there.where.values)
