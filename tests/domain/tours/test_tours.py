"""Planning a walk, what a walk has to look like, and who may walk it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import on_both_engines
from tests.world import SECRET, koppel, publications
from wijkspel.curation.actions import decide_about_tour
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid, Missing
from wijkspel.places.models import Spot
from wijkspel.places.queries import public_spots, spot_called
from wijkspel.tours.actions import PlannedStop, plan_tour
from wijkspel.tours.models import Tour
from wijkspel.tours.queries import any_tour_called, stops_at, told_along, tour_called, tours_of
from wijkspel.tours.rules import METRES_PER_MINUTE, minutes_to_walk

pytestmark = pytest.mark.usefixtures("app")
SLUG = "een-nieuwe-wandeling"


def _stop(slug: str, **facts: object) -> PlannedStop:
    return PlannedStop(spot_called(koppel(), slug), **facts)


def _plan(stops: list[PlannedStop], **changes: object) -> Tour:
    facts = {"slug": SLUG, "names": {"nl": "Een nieuwe wandeling"}, "theme": "food", "order": 9} | changes
    return plan_tour(koppel(), stops=stops, **facts)


def _refused(stops: list[PlannedStop], **changes: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refused, write():
        _plan(stops, **changes)
    assert SLUG not in {tour.slug for tour in db.session.query(Tour)}
    return refused.value.fields


@on_both_engines
def test_a_planned_walk_is_nobodys_until_it_is_published_and_again_once_it_is_hidden() -> None:
    with write():
        _plan([_stop("bakkerij"), _stop("sluis"), _stop("markt")])
    with pytest.raises(Missing):
        tour_called(koppel(), SLUG)
    before = publications(koppel())
    with write():
        decide_about_tour(any_tour_called(koppel(), SLUG), "publish", by="Noor")
    assert tour_called(koppel(), SLUG).stop_count == 3
    assert publications(koppel()) == before + 1
    with write():
        decide_about_tour(tour_called(koppel(), SLUG), "hide", by="Noor", why="de brug is dicht")
    assert SLUG not in {tour.slug for tour in tours_of(koppel())}
    assert SLUG not in {stop.tour.slug for stop in stops_at(spot_called(koppel(), "sluis"))}


def test_what_nobody_published_is_nowhere_among_the_walks() -> None:
    assert [tour.slug for tour in tours_of(koppel())] == ["langs-het-water", "van-klok-tot-moestuin"]
    through = stops_at(spot_called(koppel(), "bakkerij"))
    assert [(stop.tour.slug, stop.number) for stop in through] == [("langs-het-water", 3)]
    assert SECRET not in {name for tour in tours_of(koppel()) for name in tour.names.values()}


def test_a_walk_that_is_public_cannot_be_published_twice() -> None:
    with pytest.raises(Conflict), write():
        decide_about_tour(tour_called(koppel(), "langs-het-water"), "publish", by="Noor")


def test_a_walk_of_one_stop_may_be_planned_and_is_not_published() -> None:
    with write():
        _plan([_stop("bakkerij")])
    with pytest.raises(Invalid) as refused, write():
        decide_about_tour(any_tour_called(koppel(), SLUG), "publish", by="Noor")
    assert refused.value.fields == {"second_stop": "missing"}
    assert any_tour_called(koppel(), SLUG).metres == 0


def test_a_walk_of_sixty_stops_is_fine_and_of_sixty_one_is_too_many() -> None:
    there_and_back = [_stop(("bakkerij", "sluis")[number % 2]) for number in range(61)]
    assert _refused(there_and_back) == {"stops": "too_many"}
    with write():
        tour = _plan(there_and_back[:60])
        decide_about_tour(tour, "publish", by="Noor")
    assert [stop.number for stop in tour_called(koppel(), SLUG).stops] == list(range(1, 61))


def test_a_walk_may_come_back_to_a_spot_but_not_stand_still() -> None:
    assert _refused([_stop("bakkerij"), _stop("bakkerij"), _stop("sluis")]) == {"stops": "same_twice"}
    with write():
        tour = _plan([_stop("bakkerij"), _stop("sluis"), _stop("bakkerij")])
    assert tour.stop_count == 3


def test_a_leg_without_a_drawn_way_is_measured_straight_on() -> None:
    here, there = spot_called(koppel(), "bakkerij"), spot_called(koppel(), "sluis")
    with write():
        _plan([PlannedStop(here), PlannedStop(there)])
    tour = any_tour_called(koppel(), SLUG)
    assert 130 <= tour.metres <= 140
    assert tour.route == [(here.lon, here.lat), (there.lon, there.lat)]
    assert tour.step_free is None


def test_a_walk_may_cross_the_border_and_not_go_to_another_town() -> None:
    here, there = spot_called(koppel(), "haven"), spot_called(koppel(), "sluis")
    over = [(here.lon, here.lat), (5.4285, here.lat), (there.lon, there.lat)]
    with write():
        _plan([_stop("haven", path=over), _stop("sluis")], slug="over-de-grens")
    assert _refused([_stop("haven", path=[(5.42, 52.78), (5.5, 52.78)]), _stop("sluis")]) == {"path": "far_away"}
    assert _refused([_stop("haven", path=[(0.0, 0.0), (0.0, 0.0)]), _stop("sluis")]) == {"path": "zero"}


def test_a_way_that_does_not_lead_from_its_stop_to_the_next_is_refused() -> None:
    here, there = spot_called(koppel(), "bakkerij"), spot_called(koppel(), "sluis")
    begin, end = (here.lon, here.lat), (there.lon, there.lat)
    near, far = 0.0013, 0.0016  # of longitude: 88 and 108 metres
    for path in ([begin, begin], [end, end], [(begin[0] - far, begin[1]), end], [begin, (end[0] + far, end[1])]):
        assert _refused([PlannedStop(here, path=path), PlannedStop(there)]) == {"path": "not_between"}
    with write():
        _plan([PlannedStop(here, path=[(begin[0] - near, begin[1]), (end[0] + near, end[1])]), PlannedStop(there)])


def test_a_way_from_the_last_stop_leads_nowhere_and_is_not_kept() -> None:
    with write():
        tour = _plan([_stop("bakkerij"), _stop("sluis", path=[(5.42, 52.78), (5.42, 52.78)])])
    assert any_tour_called(koppel(), SLUG).stops[-1].path is None and tour.stop_count == 2


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"radius": 14}, {"radius": "out_of_reach"}),
        ({"radius": 101}, {"radius": "out_of_reach"}),
        ({"path": [(5.42, 52.78)]}, {"path": "not_a_way"}),
        ({"benches": -1}, {"benches": "not_a_count"}),
        ({"towards": {"nl": "x" * 81}}, {"towards": "too_long"}),
        ({"towards": {"xx": "daarheen"}}, {"languages": "unknown"}),
    ],
)
def test_an_odd_stop_is_refused_with_what_is_odd(facts: dict[str, object], code: dict[str, str]) -> None:
    assert _refused([_stop("bakkerij", **facts), _stop("sluis")]) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"names": {}}, {"names": "missing"}),
        ({"names": {"nl": "x" * 81}}, {"names": "too_long"}),
        ({"names": {"nl": "a\x00b"}}, {"names": "not_text"}),
        ({"theme": "sport"}, {"theme": "unknown"}),
        ({"intros": {"nl": "x" * 1001}}, {"intros": "too_long"}),
        ({"names": {"nl": "goed", "xx": "fout"}}, {"languages": "unknown"}),
    ],
)
def test_an_odd_walk_is_refused_with_what_is_odd(changes: dict[str, object], code: dict[str, str]) -> None:
    assert _refused([_stop("bakkerij"), _stop("sluis")], **changes) == code


def test_the_demo_says_of_each_leg_how_long_it_is_and_what_is_on_it() -> None:
    for tour in tours_of(koppel()):
        whole = tour_called(koppel(), tour.slug)
        legs = whole.stops[:-1]
        assert whole.metres == sum(stop.metres for stop in legs)
        assert all(50 <= stop.metres <= 450 and stop.towards and stop.step_free is not None for stop in legs)
        assert whole.stops[-1].metres is None
        assert {stop.spot_id for stop in whole.stops} <= {spot.id for spot in public_spots(koppel())}


def test_a_walk_says_what_there_is_to_hear_and_in_which_languages_all_of_it() -> None:
    told = told_along(tour_called(koppel(), "langs-het-water"))
    assert told.stories >= 3
    assert set(told.languages) == {"nl", "en", "tr", "ar"}
    assert told.seconds > 60


def test_the_first_spot_of_a_walk_belongs_to_the_same_neighbourhood() -> None:
    elsewhere = db.session.query(Spot).filter(Spot.neighbourhood_id != koppel().id).first()
    with pytest.raises(Conflict), write():
        _plan([PlannedStop(elsewhere), _stop("sluis")])


@given(st.integers(0, 100_000))
def test_walking_takes_whole_minutes_and_never_less_than_the_pace_allows(metres: int) -> None:
    minutes = minutes_to_walk(metres)
    assert minutes >= 1
    assert (minutes - 1) * METRES_PER_MINUTE < max(metres, 1) <= max(minutes * METRES_PER_MINUTE, 1)
