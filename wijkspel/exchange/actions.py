"""Making what was proposed: spots, a tour that nobody sees yet, and stories that wait for consent."""

from wijkspel.exchange.proposal import Proposal, ProposedStop
from wijkspel.exchange.rules import free_slug
from wijkspel.exchange.siting import NewSpot
from wijkspel.people.actions import add_person
from wijkspel.people.models import Person
from wijkspel.places.actions.neighbourhoods import count_publication
from wijkspel.places.actions.spots import add_spot
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.stories.actions import tell_story
from wijkspel.stories.queries import story_slugs
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.tours.models import Tour


def make_proposed(neighbourhood: Neighbourhood, proposal: Proposal) -> Tour:
    """Make a tour as a draft, with its new spots, inside `write()` and of a proposal made in there. Raises Invalid.

    New spots stand in the list of places at once, as every spot does.
    """
    made = {id(spot): _made(neighbourhood, spot) for spot in proposal.new_spots}
    spots = [made[id(stop.spot)] if isinstance(stop.spot, NewSpot) else stop.spot for stop in proposal.stops]
    tour = plan_tour(
        neighbourhood,
        slug=proposal.slug,
        names=proposal.names,
        intros=proposal.intros,
        plain_intro=proposal.plain_intro,
        theme=proposal.theme,
        order=proposal.order,
        stops=[_planned(stop, spot) for stop, spot in zip(proposal.stops, spots, strict=True)],
    )
    _tell(proposal, spots)
    if made:
        count_publication(neighbourhood.id)
    return tour


def _made(neighbourhood: Neighbourhood, spot: NewSpot) -> Spot:
    return add_spot(
        neighbourhood,
        slug=spot.slug,
        kind=spot.kind,
        names=spot.names,
        hints=spot.hints,
        lon=spot.lon,
        lat=spot.lat,
        access=dict.fromkeys(spot.access, True),
    )


def _planned(stop: ProposedStop, spot: Spot) -> PlannedStop:
    return PlannedStop(
        spot,
        radius=stop.radius,
        path=stop.path,
        step_free=stop.step_free,
        benches=stop.benches,
        toilets=stop.toilets,
        towards=stop.towards,
    )


def _tell(proposal: Proposal, spots: list[Spot]) -> None:
    """Keep the texts of named tellers; without their yes no step publishes them."""
    people: dict[str, Person] = {}
    for stop, spot in zip(proposal.stops, spots, strict=True):
        if stop.story is None:
            continue
        if stop.teller not in people:
            people[stop.teller] = add_person(
                organisation_id=spot.organisation_id, neighbourhood_id=spot.neighbourhood_id, first_name=stop.teller
            )
        slug = free_slug(f"{proposal.slug[:50].strip('-')}-{stop.number}", story_slugs(spot.neighbourhood))
        tell_story(teller=people[stop.teller], spot=spot, slug=slug, texts=[stop.story])
