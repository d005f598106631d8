"""What comes in, against the neighbourhood it comes into: which spots it finds, what is doubted, and what is made."""

import pytest
from sqlalchemy import func, select

from tests.conftest import on_both_engines
from tests.domain.exchange.files import BAKERY, LOCK, MARKET, TRACK, gpx, kml, waypoint
from tests.world import koppel, publications
from wijkspel import geo
from wijkspel.curation.actions import decide_about_tour, decide_all
from wijkspel.db import db, write
from wijkspel.errors import Invalid, Missing, Refused
from wijkspel.exchange.actions import make_proposed
from wijkspel.exchange.findings import How
from wijkspel.exchange.going_out import FORMATS, tour_to_file
from wijkspel.exchange.proposal import Proposal, Wishes, propose, walk_in
from wijkspel.exchange.reading import read_tour
from wijkspel.exchange.tour_file import Shown, TourInFile
from wijkspel.people.models import Consent, Person
from wijkspel.places.actions.neighbourhoods import add_neighbourhood
from wijkspel.places.models import Neighbourhood, Spot
from wijkspel.places.queries import neighbourhood_called, spot_called
from wijkspel.stories.models import Story
from wijkspel.tours.models import Stop, Tour
from wijkspel.tours.queries import any_tour_called, tour_called

pytestmark = pytest.mark.usefixtures("app")
CSV_HEAD = "naam,lon,lat,soort,tekst,verteller\n"


def _read(content: bytes | str) -> TourInFile:
    return read_tour(content.encode() if isinstance(content, str) else content, file_name="x", how=How())


def _proposed(content: bytes | str, wijk: Neighbourhood | None = None, **wishes: str) -> Proposal:
    there, tour = wijk or koppel(), _read(content)
    return propose(there, tour, walk_in(there, tour), Wishes(file_name="rondje", **wishes))


def _made(content: bytes | str, wijk: Neighbourhood | None = None, **wishes: str) -> Tour:
    with write():
        return make_proposed(wijk or koppel(), _proposed(content, wijk, **wishes))


def _refused(content: bytes | str) -> tuple[str, dict[str, object]]:
    before = _rows()
    with pytest.raises(Refused) as refused:
        _made(content)
    assert _rows() == before
    return refused.value.code, refused.value.values


def _rows() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(table)) for table in (Spot, Tour, Stop, Story, Person)]


def _codes(proposal: Proposal) -> dict[str, dict[str, object]]:
    return {doubt.code: doubt.values for doubt in proposal.doubts}


def _empty() -> Neighbourhood:
    """A neighbourhood on the ground of De Koppel in which nothing is yet."""
    ring = geo.outer_ring(koppel().boundary_geojson)
    organisation = koppel().organisation
    with write():
        add_neighbourhood(organisation, slug="leeg", name="Leeg", boundary=ring, languages=["nl", "en", "tr", "ar"])
    return neighbourhood_called("leeg")


@on_both_engines
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_walk_of_the_demo_goes_out_and_comes_into_an_empty_neighbourhood_as_the_same(suffix: str) -> None:
    empty = _empty()
    for slug in ("langs-het-water", "van-klok-tot-moestuin"):
        gone_out = tour_to_file(tour_called(koppel(), slug))
        content = FORMATS[suffix].written(gone_out, Shown("tr"))
        proposal = _proposed(content, neighbourhood_called("leeg"))
        assert set(_codes(proposal)) <= {"new_spots", "stops_over_the_border", "spot_matched"}
        _made(content, neighbourhood_called("leeg"))
        come_in = any_tour_called(neighbourhood_called("leeg"), slug)
        assert tour_to_file(come_in) == gone_out
        assert come_in.metres == gone_out.metres and come_in.status == "draft"
    assert empty.id == neighbourhood_called("leeg").id


@on_both_engines
def test_a_walk_that_comes_back_under_a_new_name_finds_every_spot_it_had() -> None:
    gone_out = tour_to_file(tour_called(koppel(), "langs-het-water"))
    content = FORMATS["gpx"].written(gone_out, Shown("nl"))
    before = _rows()
    _made(content, slug="nog-eens")
    come_in = tour_to_file(any_tour_called(koppel(), "nog-eens"))
    come_in.slug = gone_out.slug
    assert come_in == gone_out
    assert _rows()[0] == before[0]


def test_the_same_walk_twice_is_refused_kindly() -> None:
    content = FORMATS["kml"].written(tour_to_file(tour_called(koppel(), "langs-het-water")), Shown("nl"))
    assert _refused(content) == ("tour_slug_taken", {"slug": "langs-het-water"})


@on_both_engines
def test_waypoints_find_spots_that_are_there_and_bring_new_ones() -> None:
    stops = (
        waypoint(BAKERY, "Oude bakkerij aan de Kade") + waypoint((5.4193, 52.7799), "Pomp") + waypoint(LOCK, "De sluis")
    )
    before = publications(koppel())
    tour = _made(gpx(stops=stops, track=TRACK), name="Een ommetje", theme="water")
    assert [stop.spot.slug for stop in any_tour_called(koppel(), "een-ommetje").stops] == ["bakkerij", "pomp", "sluis"]
    assert spot_called(koppel(), "pomp").kind == "street"
    assert spot_called(koppel(), "bakkerij").names["nl"] == "De oude bakkerij aan de Kade"
    assert publications(koppel()) == before + 1  # the new spot stands in the list of places
    with pytest.raises(Missing):
        tour_called(koppel(), tour.slug)
    with write():
        decide_about_tour(any_tour_called(koppel(), "een-ommetje"), "publish", by="Noor")
    assert tour_called(koppel(), "een-ommetje").stop_count == 3


def test_each_doubt_says_which_part_of_the_file_it_is_about() -> None:
    near = (BAKERY[0] + 0.0001, BAKERY[1])
    stops = (
        waypoint(near, "De bakkerij")
        + waypoint(near, "Fietsenrek")
        + waypoint((5.4175, 52.7782), "", "<type>Flag</type>")
    )
    doubts = _codes(_proposed(gpx(stops=stops)))
    assert doubts["spot_matched"] == {
        "spot": "De oude bakkerij aan de Kade",
        "metres": 7,
        "element": "waypoint",
        "number": 1,
        "line": 3,
    }
    assert doubts["spot_of_other_name"]["number"] == 2
    assert (doubts["kind_unknown"]["kind"], doubts["kind_unknown"]["line"]) == ("Flag", 5)
    assert doubts["stop_without_name"]["number"] == 3
    assert {"no_way_in_file", "theme_chosen", "name_of_file", "new_spots"} <= set(doubts)


def test_a_place_of_the_same_name_elsewhere_is_another_place_and_that_is_said() -> None:
    doubts = _codes(
        _proposed(gpx(stops=waypoint((BAKERY[0] + 0.0015, BAKERY[1]), "De oude bakkerij aan de Kade"), track=TRACK))
    )
    assert doubts["spot_of_same_name"]["metres"] == 101


def test_a_spot_that_a_file_visits_twice_is_made_once() -> None:
    stops = waypoint((5.4180, 52.7796), "Hek") + waypoint(LOCK, "De sluis") + waypoint((5.41801, 52.7796), "hek")
    _made(gpx(stops=stops), name="Heen en weer")
    numbers = [stop.spot.slug for stop in any_tour_called(koppel(), "heen-en-weer").stops]
    assert numbers == ["hek", "sluis", "hek"]


def test_a_name_without_latin_letters_still_gets_an_address() -> None:
    _made(gpx(stops=waypoint((5.4180, 52.7796), "شجرة") + waypoint(LOCK, "De sluis")), name="جولة")
    assert [stop.spot.slug for stop in any_tour_called(koppel(), "rondje").stops] == ["halte-1", "sluis"]


def test_texts_are_left_out_unless_somebody_tells_them_and_then_wait_for_consent() -> None:
    told = f"{CSV_HEAD}Hek,5.4180,52.7796,straat,Ik zat hier vaak.,Bo\nSluis,{LOCK[0]},{LOCK[1]},brug,Zomaar.,\n"
    proposal = _proposed(told)
    assert _codes(proposal)["texts_left_out"] == {"texts": 1}
    assert _codes(proposal)["stories_are_drafts"] == {"stories": 1}
    _made(told)
    story = db.session.scalars(select(Story).where(Story.slug == "rondje-1")).one()
    assert (story.status, story.teller.first_name, story.original.body) == ("told", "Bo", "Ik zat hier vaak.")
    assert not db.session.scalar(select(func.count()).where(Consent.story_id == story.id))
    with pytest.raises(Invalid) as refused, write():
        decide_all(story, ["hand_in", "approve", "publish"], by="Noor")
    assert "consent" in refused.value.fields


def test_long_words_are_cut_and_that_is_said() -> None:
    proposal = _proposed(gpx(stops=waypoint((5.4180, 52.7796), "woord " * 30) + waypoint(LOCK, "De sluis")))
    assert len(proposal.stops[0].spot.names["nl"]) <= 80 and proposal.stops[0].spot.names["nl"].endswith("woord…")
    assert _codes(proposal)["text_shortened"]["most"] == 80


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (
            gpx(stops=waypoint((6.5, 52.78), "Elders")),
            "place_far_away",
            {"element": "waypoint", "number": 1, "line": 3},
        ),
        (gpx(stops=waypoint((52.78, 5.42), "Andersom")), "place_axes_swapped", {"element": "waypoint", "number": 1}),
        (gpx(track=[*TRACK, (52.78, 5.42)]), "place_axes_swapped", {"element": "track_point", "number": 8}),
        (gpx(track=[*TRACK, (5.42, 52.9)]), "place_far_away", {"element": "track_point", "number": 8}),
        (
            kml("<Placemark><Point><coordinates>52.78,5.42</coordinates></Point></Placemark>"),
            "place_axes_swapped",
            {"element": "placemark", "number": 1, "line": 1},
        ),
        (f"{CSV_HEAD}Ver,5.42,52.9,park,,\n", "place_far_away", {"element": "row", "number": 1, "line": 2}),
        (
            f"{CSV_HEAD}Hek,{BAKERY[0]},{BAKERY[1]},,,\nHek,{BAKERY[0]},{BAKERY[1]},,,\n",
            "stop_twice",
            {"element": "row", "number": 2},
        ),
        (
            f"{CSV_HEAD}Hek,{MARKET[0]},{MARKET[1]},,Hallo.,{'B' * 41}\n",
            "stop_does_not_fit",
            {"field": "first_name", "problem": "too_long", "number": 1},
        ),
        (
            f"naam,lon,lat,straal\nHek,{MARKET[0]},{MARKET[1]},500\n",
            "stop_does_not_fit",
            {"field": "radius", "problem": "out_of_reach", "number": 1},
        ),
    ],
)
def test_what_cannot_be_leaves_nothing_behind_and_says_where_it_stands(
    content: bytes | str, code: str, values: dict[str, object]
) -> None:
    said, named = _refused(content)
    assert said == code
    assert values.items() <= named.items()


def test_a_walk_may_begin_just_over_the_border_and_that_is_said() -> None:
    doubts = _codes(_proposed(gpx(stops=waypoint((5.4290, 52.7796), "Tramhalte") + waypoint(LOCK, "De sluis"))))
    assert doubts["stops_over_the_border"] == {"stops": "1", "wijk": "De Koppel"}


def test_a_walk_of_a_whole_day_and_a_way_that_is_far_off_are_doubted() -> None:
    def doubts(times: int) -> dict[str, dict[str, object]]:
        west, east = (5.4150, 52.7790), (5.4250, 52.7790)
        track = [(lon, lat + 0.001 * (number % 2)) for number in range(times) for lon, lat in (west, east)]
        return _codes(_proposed(gpx(stops=waypoint(west, "West") + waypoint(track[-1], "Oost"), track=track)))

    assert doubts(12)["walk_long"] == {"kilometres": 16} and "way_coarse" not in doubts(12)
    assert doubts(2_500)["way_coarse"]["metres"] > 3
