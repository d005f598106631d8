"""What boards show besides the ledger: neighbours around, the next step, how a round ended, and lines put right."""

import pytest
from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, a_store, meet, new_player, reasons, score, the_round
from wijkspel.boards.actions import sum_up
from wijkspel.boards.queries import Around, explained, figures_of, neighbours_around
from wijkspel.boards.rules import Most, best_of, next_step
from wijkspel.db import write
from wijkspel.errors import Conflict, Invalid, NotAllowed
from wijkspel.game.actions.complaining import stay_apart
from wijkspel.game.actions.leaving import clean_up, leave_game
from wijkspel.jobs.closing import sum_up_rounds
from wijkspel.jobs.forgetting import forget_old
from wijkspel.players.actions.players import say_age, show_around
from wijkspel.players.models import Player
from wijkspel.rounds.actions import claim_all, correct
from wijkspel.rounds.queries import entries_of, score_of_all
from wijkspel.rounds.rules import Claim


def _with_points(*points: int) -> list[Player]:
    """Return players who want to be seen, each with so many points."""
    players = [new_player() for _ in points]
    with write():
        for player, count in zip(players, points, strict=True):
            show_around(player, is_around=True)
            claim_all(the_round(), [Claim(player.id, "new", count, f"test:{player.public_id}")])
    return players


def _seen_by(player: Player) -> list[tuple[int, int]]:
    """Return the places and points that a player sees."""
    return [(one.place, one.points) for one in neighbours_around(player, the_round())]


@on_both_engines
def test_two_above_and_two_below_are_seen_and_equal_points_share_a_place(app: Flask, time: Time) -> None:
    first, _, _, middle, _, _, last = _with_points(90, 80, 80, 70, 60, 60, 10)
    assert _seen_by(middle) == [(2, 80), (2, 80), (4, 70), (5, 60), (5, 60)]
    assert _seen_by(first) == [(1, 90), (2, 80), (2, 80)]
    assert _seen_by(last) == [(5, 60), (5, 60), (7, 10)]


@on_both_engines
def test_only_who_wants_to_be_seen_sees_and_is_seen_and_from_five_on(app: Flask, time: Time) -> None:
    players = _with_points(50, 40, 30, 20, 10)
    (shy,) = _with_points(35)
    with write():
        show_around(shy, is_around=False)
    assert neighbours_around(shy, the_round()) == []
    assert _seen_by(players[2]) == [(1, 50), (2, 40), (3, 30), (4, 20), (5, 10)]
    with write():
        leave_game(players[0])
    assert neighbours_around(players[2], the_round()) == []


def test_who_is_younger_or_did_not_say_cannot_be_seen_and_a_later_no_ends_it(app: Flask, time: Time) -> None:
    child = new_player(grown_up=False)
    with pytest.raises(NotAllowed, match="too_young"), write():
        show_around(child, is_around=True)
    (player,) = _with_points(10)
    with write():
        say_age(player, is_grown_up=False)
    assert not player.is_around


@on_both_engines
def test_a_block_keeps_two_apart_here_as_well_and_leaves_no_gap(app: Flask, time: Time) -> None:
    players = _with_points(60, 50, 40, 30, 20, 10)
    with write():
        stay_apart(players[1], players[2])
    for player, other in ((players[1], players[2]), (players[2], players[1])):
        seen = neighbours_around(player, the_round())
        assert other.id not in [one.player.id for one in seen] and len(seen) == 4
    assert Around(2, players[2], 40) in neighbours_around(players[2], the_round())


def test_while_frozen_the_neighbours_around_stand_still(app: Flask, time: Time) -> None:
    players = _with_points(50, 40, 30, 20, 10)
    before = _seen_by(players[4])
    time.be(the_round().freezes_at)
    with write():
        claim_all(the_round(), [Claim(players[4].id, "new", 100, "test:late")])
    assert _seen_by(players[4]) == before and score(players[4]) == 110


def test_the_next_step_is_the_easiest_thing_not_done_yet() -> None:
    assert next_step(lines={}, has_home=False) == "meet"
    assert next_step(lines={"new": 1}, has_home=False) == "home"
    assert next_step(lines={"new": 1}, has_home=True) == "assignment"
    assert next_step(lines={"new": 1, "assignment": 1}, has_home=True) == "bridge"
    done = {"new": 1, "assignment": 1, "bridge": 1}
    assert next_step(lines=done, has_home=True) == "again"
    assert next_step(lines=done | {"again": 1}, has_home=True) == "gathering"


def test_the_next_step_of_somebody_younger_is_a_parent_and_then_the_card() -> None:
    assert next_step(lines={}, has_home=False, is_younger=True) == "ask"
    assert next_step(lines={}, has_home=False, is_younger=True, may=True) == "card"
    assert next_step(lines={"new": 1}, has_home=False, is_younger=True, may=True) == "home"
    assert next_step(lines={"new": 1}, has_home=True, is_younger=True, may=True) == "card"


def test_the_best_share_and_what_few_people_made_is_no_best() -> None:
    made = [Most("b", 3, 5), Most("a", 3, 6), Most("c", 9, 4), Most("d", 2, 50)]
    assert [one.name for one in best_of(made)] == ["a", "b"]
    assert best_of([Most("a", 0, 9)]) == best_of([]) == []


def _a_season() -> list[Player]:
    """Ten people who meet across two teams, see each other again, do an assignment, and gather."""
    bakers = [new_player(home="bakkerij") for _ in range(5)]
    keepers = [new_player(home="sluis") for _ in range(5)]
    for one, other in zip(bakers, keepers, strict=True):
        meet(one, other, spot="markt", assignment="het-weerbericht", done=True)
    return [*bakers, *keepers]


@on_both_engines
def test_a_round_comes_to_several_bests_none_of_them_a_person_or_of_few(app: Flask, time: Time) -> None:
    playing, people = the_round(), _a_season()
    time.pass_by(days=1)
    for one, other in zip(people[:3], people[5:8], strict=True):
        meet(one, other, spot="sluis")
    meet(people[0], people[6], spot="moestuin")
    found = figures_of(playing)
    assert (found["people"], found["meetings"], found["points"]) == (10, 9, score_of_all(playing))
    assert [(one["names"]["nl"], one["count"]) for one in found["spot_meetings"]] == [("Het Marktplein", 5)]
    assert [one["count"] for one in found["spot_again"]] == [6]
    assert [one["count"] for one in found["gatherings"]] == [10]
    assert [one["count"] for one in found["team_bridges"]] == [6, 6]
    assert [one["count"] for one in found["assignments"]] == [5]
    assert not any(str(player.nickname) in str(found) for player in people)


def test_a_round_of_four_people_shows_no_group(app: Flask, time: Time) -> None:
    playing = the_round()
    people = [new_player(home="bakkerij") for _ in range(2)] + [new_player(home="sluis") for _ in range(2)]
    meet(*people, assignment="het-weerbericht", done=True)
    found = figures_of(playing)
    assert found.pop("points") == score_of_all(playing)
    assert not any(found.values())


@on_both_engines
def test_what_was_reached_is_written_down_once_and_survives_the_cleaning(app: Flask, time: Time) -> None:
    playing, people = the_round(), _a_season()
    time.be(playing.closes_at)
    assert sum_up_rounds() >= 1 and sum_up_rounds() == 0
    kept = dict(playing.closing or {})
    assert kept == figures_of(playing) and kept["spot_meetings"]
    with write():
        leave_game(people[0])
    time.be(playing.cleans_at)
    forget_old(a_store())
    assert playing.cleaned_at and playing.closing == kept
    with write():
        sum_up(playing)
    assert playing.closing == kept, "there is nothing left to count"


def test_a_round_that_nobody_summed_up_is_before_it_is_cleaned(app: Flask, time: Time) -> None:
    playing = the_round()
    _a_season()
    time.be(playing.cleans_at)
    forget_old(a_store())
    assert playing.closing and playing.closing["people"] == 10


@on_both_engines
def test_a_correction_is_a_line_with_words_that_is_written_once(app: Flask, time: Time) -> None:
    playing, player = the_round(), new_player()
    for why, key in (("Dubbel", None), ("Dubbel", None), ("Anders", None), ("x", "een"), ("y", "een")):
        with write():
            correct(playing, player, -40, why=why, key=key)
    assert reasons(player) == [("correction", -40)] * 3 and score(player) == -120
    assert [line.words for line in entries_of(player.id, playing.id, most=9)] == ["x", "Anders", "Dubbel"]
    time.pass_by(days=1)
    with write():
        correct(playing, player, -40, why="Dubbel")
    assert score(player) == -160
    for points, why, wrong in ((0, "x", "points"), (99_999, "x", "points"), (5, " ", "why"), (5, "x" * 201, "why")):
        with pytest.raises(Invalid, match=wrong), write():
            correct(playing, player, points, why=why)
    with write():
        leave_game(player)
    assert {line.words for line in entries_of(player.id, playing.id, most=9)} == {None}


def test_a_round_that_is_cleaned_up_is_not_put_right(app: Flask, time: Time) -> None:
    playing, player = the_round(), new_player()
    with write():
        clean_up(playing)
    with pytest.raises(Conflict, match="round_cleaned"), write():
        correct(playing, player, -40, why="Dubbel")


@on_both_engines
def test_every_line_knows_with_whom_and_where_and_a_gathering_names_nobody(app: Flask, time: Time) -> None:
    own, *others = people = [new_player(home="bakkerij"), *(new_player(home="sluis") for _ in range(5))]
    meet(own, others[0], spot="markt", assignment="het-weerbericht", done=True)
    for one, other in ((1, 2), (3, 4)):
        meet(others[one], others[other], spot="markt")
    lines = explained(own, entries_of(own.id, the_round().id, most=99))
    found = {line.entry.reason: (line.others, line.spot.slug if line.spot else None) for line in lines}
    for reason in ("new", "bridge", "assignment"):
        assert found[reason] == ([others[0]], "markt")
    assert found["spot"] == found["gathering"] == ([], "markt")
    over = the_round().id
    with write():
        clean_up(the_round())
    db_lines = explained(own, entries_of(own.id, over, most=99))
    assert not any(line.others for line in db_lines) and len(people) == 6
