"""Teams on the board: built by five people or more, and never saying what one person has, whoever comes or goes."""

from flask import Flask

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, score, the_round
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.actions.leaving import leave_game
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import choose_home
from wijkspel.players.models import Player
from wijkspel.rounds.models import TeamShare
from wijkspel.rounds.queries import teams_by_bridges, teams_of


def _team_of(size: int, home: str = "bakkerij") -> list[Player]:
    """Let so many people of one home place each meet somebody without one."""
    people = [new_player(home=home) for _ in range(size)]
    for player in people:
        meet(new_player(), player)
    return people


def _board() -> list[tuple[int, str, int]]:
    return [(team.place, team.spot.slug, team.points) for team in teams_of(the_round())]


@on_both_engines
def test_somebody_who_leaves_the_game_takes_nothing_off_the_board(app: Flask, time: Time) -> None:
    bakers = _team_of(5)
    before = _board()
    assert before == [(1, "bakkerij", sum(score(player) for player in bakers))]
    with write():
        leave_game(bakers[0])
    assert _board() == before, "the difference would be what that person had"


@on_both_engines
def test_who_goes_to_another_team_leaves_the_points_where_they_were_earned(app: Flask, time: Time) -> None:
    bakers = _team_of(5)
    _team_of(4, "sluis")
    before = _board()
    time.pass_by(days=8)
    with write():
        choose_home(bakers[0], spot_called(koppel(), "sluis"))
    assert _board() == before, "nothing came along: a team of four and a newcomer is still not shown"
    meet(new_player(), bakers[0], spot="markt")
    assert {slug for _, slug, _ in _board()} == {"bakkerij", "sluis"}
    assert (1, *before[0][1:]) in _board()


def test_points_from_before_a_team_was_chosen_do_not_come_along(app: Flask, time: Time) -> None:
    _team_of(5)
    before, late = _board(), new_player()
    meet(new_player(), late)
    with write():
        choose_home(late, spot_called(koppel(), "bakkerij"))
    assert _board() == before


def test_a_team_that_becomes_five_while_the_board_stands_still_waits_for_the_end(app: Flask, time: Time) -> None:
    _team_of(4)
    time.be(the_round().freezes_at)
    meet(new_player(), new_player(home="bakkerij"))
    assert _board() == []
    playing = the_round()
    time.be(playing.closes_at)
    assert [team.people for team in teams_of(playing)] == [5]


@on_both_engines
def test_bridges_are_counted_for_the_team_that_made_them_from_five_builders_on(app: Flask, time: Time) -> None:
    pairs = [(new_player(home="bakkerij"), new_player(home="sluis")) for _ in range(5)]
    for one, other in pairs[:4]:
        meet(one, other)
    assert teams_by_bridges(the_round().id) == []
    meet(*pairs[4])
    assert [(team.place, team.points) for team in teams_by_bridges(the_round().id)] == [(1, 5), (1, 5)]
    assert {share.bridges for share in db.session.query(TeamShare).filter_by(round_id=the_round().id)} == {1}
