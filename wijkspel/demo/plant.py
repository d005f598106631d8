"""Plants a neighbourhood from its files into the database, through the same actions as everybody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from wijkspel.basemaps.drawn import read_drawn
from wijkspel.basemaps.frame import inset
from wijkspel.basemaps.model import Bounds
from wijkspel.captions import read_cues
from wijkspel.clock import now
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.demo.files import StoryFolder, TextFile, WijkFolder
from wijkspel.media.actions import MadePicture, MadeSound, keep_picture, keep_sound, make_picture, make_sound
from wijkspel.media.models import Picture, Sound
from wijkspel.people.actions import add_person, give_consent
from wijkspel.people.models import Person
from wijkspel.places.actions.neighbourhoods import (
    MadeBasemap,
    add_neighbourhood,
    add_organisation,
    hang_basemap,
    make_basemap,
)
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.actions.stickers import make_sticker
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import organisation_called
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.rounds.rules import begin_of, day_of
from wijkspel.storage import Store
from wijkspel.stories.actions import ToldText, tell_story
from wijkspel.tours.actions import PlannedStop, plan_tour

BY, WHY = "Wijkspel (demo)", "a made-up story of a made-up neighbourhood"
WHY_A_TOUR = "a made-up walk through a made-up neighbourhood"
Made = dict[Path, MadePicture | MadeSound | MadeBasemap]


class _People:
    """The tellers and hosts of a neighbourhood, each once, with their names as `wijk.toml` spells them elsewhere."""

    def __init__(self, neighbourhood: Neighbourhood, spelled: dict[str, dict[str, str]]) -> None:
        self._neighbourhood = neighbourhood
        self._spelled = spelled
        self._known: dict[str, Person] = {}

    def called(self, first_name: str) -> Person:
        """Return the person with this first name, added when it is the first time."""
        if first_name not in self._known:
            names = self._spelled.get(first_name)
            self._known[first_name] = add_person(
                organisation_id=self._neighbourhood.organisation_id,
                neighbourhood_id=self._neighbourhood.id,
                first_name=first_name,
                names=names,
            )
        return self._known[first_name]


def make_media(wijk: WijkFolder, store: Store) -> Made:
    """Make the pictures and the sound of a neighbourhood: slow, and before the transaction."""
    pictures = [path for story in wijk.stories for which in ("old", "new") if (path := story.picture(which))]
    sounds = [text.sound for story in wijk.stories for text in story.texts if text.sound]
    with ThreadPoolExecutor(2) as two:
        made_sounds = two.map(lambda path: make_sound(path.read_bytes(), store), sounds)
        made_pictures = two.map(lambda path: make_picture(path.read_bytes(), store), pictures)
        made: Made = {**dict(zip(pictures, made_pictures, strict=True)), **dict(zip(sounds, made_sounds, strict=True))}
    if wijk.map:
        made[wijk.map] = make_basemap(read_drawn(wijk.map.read_bytes(), _bounds(wijk.facts)), store)
    return made


def plant(wijk: WijkFolder, made: Made) -> Neighbourhood:
    """Plant a neighbourhood with its spots, stickers, and published stories and tours. Call it inside `write()`."""
    neighbourhood = _plant_neighbourhood(wijk.facts)
    drawn = made.get(wijk.map) if wijk.map else None
    if isinstance(drawn, MadeBasemap):
        hang_basemap(neighbourhood, drawn)
    people = _People(neighbourhood, wijk.facts.get("people", {}))
    spots = {facts["slug"]: _plant_spot(neighbourhood, facts, people) for facts in wijk.spots}
    for story in wijk.stories:
        _plant_story(story, spots[story.facts["spot"]], people, made)
    for facts in wijk.tours:
        _plant_tour(neighbourhood, facts, spots)
    if "round" in wijk.facts:
        _plant_round(neighbourhood, wijk.facts["round"])
    return neighbourhood


def _bounds(facts: dict[str, Any]) -> Bounds:
    """The box of the boundary, and some water around it."""
    lons, lats = zip(*facts["boundary"], strict=True)
    return inset((min(lons), min(lats), max(lons), max(lats)), -0.1)


def _plant_neighbourhood(facts: dict[str, Any]) -> Neighbourhood:
    of = facts["organisation"]
    organisation = organisation_called(of["slug"]) or add_organisation(slug=of["slug"], name=of["name"])
    return add_neighbourhood(
        organisation,
        slug=facts["slug"],
        name=facts["name"],
        boundary=[(lon, lat) for lon, lat in facts["boundary"]],
        languages=facts["languages"],
        timezone=facts["timezone"],
        names=facts["names"],
        about=facts["about"],
        made_up=facts["made_up"],
    )


def _plant_spot(neighbourhood: Neighbourhood, facts: dict[str, Any], people: _People) -> Spot:
    host = people.called(facts["host"]) if facts.get("host") else None
    spot = add_spot(
        neighbourhood,
        slug=facts["slug"],
        kind=facts["kind"],
        names=facts["names"],
        lon=facts["lon"],
        lat=facts["lat"],
        hints=facts["hint"],
        host=host,
        hours=facts.get("hours", []),
        coffee=facts.get("coffee"),
        access=facts["access"],
    )
    make_sticker(spot, code=facts["code"])
    return spot


def _plant_story(story: StoryFolder, spot: Spot, people: _People, made: Made) -> None:
    facts = story.facts
    teller = people.called(facts["teller"])
    told = tell_story(
        teller=teller,
        spot=spot,
        slug=facts["slug"],
        texts=[
            ToldText(text.language, text.kind, text.title, text.body, _sound(spot, text, made)) for text in story.texts
        ],
        year=facts.get("year"),
        order=facts["order"],
        recorded=facts["recorded"],
        old_picture=_picture(spot, story, "old", made),
        new_picture=_picture(spot, story, "new", made),
    )
    give_consent(teller, story=told, purpose="public", how=WHY)
    decide_all(told, ["hand_in", "approve", "publish"], by=BY, why=WHY)


def _plant_tour(neighbourhood: Neighbourhood, facts: dict[str, Any], spots: dict[str, Spot]) -> None:
    intros = dict(facts["intro"])
    tour = plan_tour(
        neighbourhood,
        slug=facts["slug"],
        names=facts["names"],
        plain_intro=intros.pop("nl.eenvoudig", ""),
        intros=intros,
        theme=facts["theme"],
        order=facts["order"],
        stops=[_planned(stop, spots) for stop in facts["stop"]],
    )
    decide_about_tour(tour, "publish", by=BY, why=WHY_A_TOUR)


def _plant_round(neighbourhood: Neighbourhood, facts: dict[str, Any]) -> None:
    """Let a round play from today on."""
    today = day_of(now(), neighbourhood.timezone)
    weeks = (0, facts["weeks"] - 1, facts["weeks"], facts["weeks"] + 2)
    opens, freezes, closes, cleans = (
        begin_of(today + timedelta(weeks=count), neighbourhood.timezone) for count in weeks
    )
    planned = plan_round(
        neighbourhood,
        names=facts["names"],
        goal=facts["goal"],
        reward=facts["reward"],
        times=(opens, freezes, closes, cleans),
    )
    announce_round(planned, by=BY)


def _planned(facts: dict[str, Any], spots: dict[str, Spot]) -> PlannedStop:
    path = [(lon, lat) for lon, lat in facts["path"]] if "path" in facts else None
    rest = {name: facts[name] for name in ("step_free", "benches", "toilets", "towards") if name in facts}
    return PlannedStop(spots[facts["spot"]], facts["radius"], path, **rest)


def _picture(spot: Spot, story: StoryFolder, which: str, made: Made) -> Picture | None:
    path = story.picture(which)
    picture = made.get(path) if path else None
    if not isinstance(picture, MadePicture):
        return None
    facts = story.facts["pictures"][which]
    return keep_picture(
        picture,
        organisation_id=spot.organisation_id,
        neighbourhood_id=spot.neighbourhood_id,
        maker=facts["maker"],
        licence=facts["licence"],
        alternative=facts["alt"],
        year=facts["year"],
    )


def _sound(spot: Spot, text: TextFile, made: Made) -> Sound | None:
    sound = made.get(text.sound) if text.sound else None
    if not isinstance(sound, MadeSound):
        return None
    return keep_sound(
        sound,
        organisation_id=spot.organisation_id,
        neighbourhood_id=spot.neighbourhood_id,
        by_computer=True,
        cues=read_cues(text.captions.read_text()) if text.captions else None,
    )
