"""What counts later than it happened: on its own day, in its own meeting, in its own week, and not for ever held up."""

from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import (
    Time,
    a_doubtful_meeting,
    another_on,
    meet,
    new_card,
    new_host,
    new_people_an_hour,
    new_player,
    outcomes,
    reasons,
    scan,
    seen,
    the_round,
)
from tests.world import koppel
from wijkspel.db import write
from wijkspel.game.actions.inviting import be_present
from wijkspel.game.models import Pair
from wijkspel.game.queries.meetings import pairs_of
from wijkspel.hosting.actions.vouching import vouch_as_host
from wijkspel.places.queries import spot_called
from wijkspel.players.models import Host, Player


@on_both_engines
def test_two_who_wait_and_meet_again_on_another_day_score_for_both_days(app: Flask, time: Time) -> None:
    neighbour, guest = _a_neighbour_who_met_three_guests_today(time), new_player()
    first = meet(neighbour, guest)
    time.pass_by(days=1)
    for _ in range(3):
        meet(neighbour, new_player())
        time.pass_by(minutes=3)
    second = meet(neighbour, guest)
    assert outcomes(first) == outcomes(second) == ["waits"]
    meet(guest, new_player(), spot="sluis")
    assert (outcomes(first), outcomes(second)) == (["new"], ["again"])
    assert [reason for reason, _ in reasons(guest) if reason in ("new", "again")] == ["new", "new", "again"]


@on_both_engines
def test_whoever_is_confirmed_late_scores_with_no_more_than_three_in_a_meeting(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(6)]
    new_people_an_hour(0)
    meeting = meet(*people)
    new_people_an_hour(12)
    assert outcomes(meeting) == ["doubtful"] * 15
    host = new_host()
    for pair in pairs_of(people[0].id, meeting):
        _confirms(host, pair)
    assert sorted(pair.outcome for pair in pairs_of(people[0].id, meeting)) == ["enough_here"] * 2 + ["new"] * 3


def test_people_who_know_each_other_score_with_no_more_than_three_in_a_meeting_either(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(6)]
    for number, one in enumerate(people):
        for other in people[number + 1 :]:
            meet(one, other)
            time.pass_by(minutes=3)
        time.pass_by(minutes=60)
    time.pass_by(days=1)
    meeting = meet(*people)
    assert set(outcomes(meeting)) == {"again", "enough_here"}
    paid = [[pair.outcome for pair in pairs_of(player.id, meeting)].count("again") for player in people]
    assert max(paid) == 3


def test_who_met_in_a_hurry_meets_as_always_on_another_day(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    hurried = a_doubtful_meeting(one, other)
    time.pass_by(minutes=90)
    assert outcomes(meet(one, other)) == ["doubtful"]
    time.pass_by(days=1)
    assert outcomes(meet(one, other)) == ["new"]
    _confirms(new_host(), pairs_of(one.id, hurried)[0])
    assert outcomes(hurried) == ["again"], "it was another day"


def test_a_fourth_card_is_doubtful_for_its_own_reason_and_a_meeting_without_it_is_not(app: Flask, time: Time) -> None:
    host, player = new_host(), new_player()
    cards = [new_card(host) for _ in range(4)]
    for card in cards:
        seen(host, card, new_card(host))
        time.pass_by(minutes=3)
    fourth = [scan(player, card) for card in cards][3]
    assert [pair.said for pair in pairs_of(player.id, fourth)] == ["doubtful_cards"]
    time.pass_by(minutes=30)
    assert outcomes(seen(host, cards[3], new_card(host))) == ["new"]
    assert outcomes(meet(player, cards[3].player)) == ["new"]


def test_a_meeting_that_is_confirmed_on_monday_pays_the_places_of_its_own_week(app: Flask, time: Time) -> None:
    one, other = new_player(), new_player()
    time.pass_by(days=4)  # Sunday
    meeting = a_doubtful_meeting(one, other)
    assert reasons(one) == []
    time.pass_by(days=1)
    _confirms(new_host(), pairs_of(one.id, meeting)[0])
    assert reasons(one) == reasons(other) == [("new", 40), ("spot", 10)]


def test_a_pair_that_waited_pays_the_places_of_its_own_week_to_both(app: Flask, time: Time) -> None:
    neighbour, guest = _a_neighbour_who_met_three_guests_today(time), new_player()
    waiting = meet(neighbour, guest, spot="sluis")
    assert outcomes(waiting) == ["waits"]
    time.pass_by(days=7)
    meet(guest, new_player())
    assert outcomes(waiting) == ["new"]
    assert [reason for reason, _ in reasons(guest)].count("spot") == 2, "today, and on the day of the meeting"


def test_a_place_from_before_the_round_pays_nothing_in_it(app: Flask, time: Time) -> None:
    walker, playing = new_player(), the_round()
    with write():
        be_present(walker, spot_called(koppel(), "sluis"))
    time.pass_by(hours=3)
    with write():
        playing.opens_at = time.moment
    meet(walker, new_player())
    assert [reason for reason, _ in reasons(walker)] == ["new", "spot"]


@on_both_engines
def test_five_who_know_each_other_are_a_gathering_also_when_they_met_that_morning(app: Flask, time: Time) -> None:
    people = [new_player() for _ in range(5)]
    for one, other in ((0, 1), (1, 2), (2, 3), (3, 4)):
        meet(people[one], people[other], spot="sluis")
        time.pass_by(minutes=31)
    assert not any(reason == "gathering" for reason, _ in reasons(people[0]))
    for one, other in ((0, 1), (1, 2), (2, 3), (3, 4)):
        assert outcomes(meet(people[one], people[other])) == ["again_today"]
        time.pass_by(minutes=3)
    assert all(("gathering", 25) in reasons(player) for player in people)


def test_two_on_one_phone_make_no_gathering_of_four(app: Flask, time: Time) -> None:
    four = [new_player() for _ in range(4)]
    meet(four[0], four[1])
    meet(four[2], four[3])
    phone = "o" * 43
    one = new_player(phone=phone)
    assert outcomes(meet(one, another_on(phone))) == ["same_phone"]
    assert not any(reason == "gathering" for reason, _ in reasons(four[0]))


def _a_neighbour_who_met_three_guests_today(time: Time) -> Player:
    neighbour = new_player()
    for _ in range(3):
        meet(neighbour, new_player())
        time.pass_by(minutes=3)
    return neighbour


def _confirms(host: Host, pair: Pair) -> None:
    with write():
        vouch_as_host(host, pair)
