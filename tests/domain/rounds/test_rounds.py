"""Rounds: their states, their rule table, and a ledger whose sums are always right."""

import random
import secrets
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import on_both_engines
from tests.playing import Time, meet, new_player, outcomes, score, the_round
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid
from wijkspel.rounds.actions import announce_round, claim_all, plan_round
from wijkspel.rounds.models import PointEntry, Round, Standing
from wijkspel.rounds.queries import (
    full_until,
    latest_round,
    next_turn,
    playing_round,
    round_with,
    rounds_of,
    score_and_together,
    score_of,
    score_of_all,
    teams_of,
)
from wijkspel.rounds.rules import (
    Claim,
    RuleTable,
    begin_of,
    begin_of_week,
    places_of,
    read_rules,
    weeks_begun,
    within_room,
)

SPOTS = ("bakkerij", "sluis", "moestuin")


@on_both_engines
def test_a_round_opens_freezes_closes_and_is_cleaned_up_by_the_clock(app: Flask, time: Time) -> None:
    playing = the_round()
    turns = {
        playing.opens_at - timedelta(seconds=1): "announced",
        playing.opens_at: "open",
        playing.freezes_at: "frozen",
        playing.closes_at: "closed",
    }
    for moment, state in turns.items():
        assert playing.state_at(moment) == state
    assert playing.opens_at.astimezone().utcoffset() is not None
    time.be(playing.freezes_at - timedelta(hours=1))
    assert next_turn(koppel().id) == playing.freezes_at
    time.be(playing.closes_at)
    assert playing_round(koppel()) is None and latest_round(koppel()) == playing


def test_a_draft_is_seen_by_nobody_until_it_is_announced_and_then_once(app: Flask, time: Time) -> None:
    begin = time.moment + timedelta(days=100)
    times = (begin, begin + timedelta(days=1), begin + timedelta(days=2), begin + timedelta(days=3))
    with write():
        draft = plan_round(koppel(), names={"nl": "Lente"}, goal=100, reward={"nl": "Soep"}, times=times)
    time.be(begin)
    assert latest_round(koppel()) != draft and draft in rounds_of(koppel())
    with write():
        announce_round(draft, by="Noor")
    assert latest_round(koppel()) == draft
    with pytest.raises(Conflict, match="round_announced"), write():
        announce_round(draft, by="Noor")


def _draft(opens: datetime, closes: datetime) -> Round:
    """Plan a round that is played between two moments."""
    with write():
        times = (opens, closes - timedelta(hours=1), closes, closes + timedelta(days=1))
        return plan_round(koppel(), names={"nl": "Lente"}, goal=100, reward={"nl": "Soep"}, times=times)


@on_both_engines
@pytest.mark.parametrize(("opens", "closes"), [(-1, 1), (1, 2), (-9, 99), (20, 99)])
def test_a_round_during_another_one_is_not_announced_and_the_first_plays_on(
    app: Flask, time: Time, opens: int, closes: int
) -> None:
    playing = the_round()
    draft = _draft(time.moment + timedelta(days=opens), time.moment + timedelta(days=closes))
    with pytest.raises(Conflict, match="rounds_overlap") as refused, write():
        announce_round(draft, by="Noor")
    assert refused.value.values["other"] == playing.public_id
    assert draft.announced_at is None and playing_round(koppel()) == playing


def test_rounds_follow_each_other_to_the_second_and_drafts_hold_up_nothing(app: Flask, time: Time) -> None:
    playing, week = the_round(), timedelta(days=7)
    drafts = [_draft(playing.closes_at, playing.closes_at + week) for _ in range(2)]
    with write():
        announce_round(drafts[0], by="Noor")
    assert drafts[0].announced_at and drafts[1].announced_at is None
    time.be(playing.closes_at)
    assert latest_round(koppel()) == playing_round(koppel()) == drafts[0]


def test_a_round_that_is_over_is_not_announced_and_one_that_began_is(app: Flask, time: Time) -> None:
    end = the_round().closes_at
    over, begun = _draft(end, end + timedelta(days=2)), _draft(end, end + timedelta(days=2, seconds=1))
    time.be(end + timedelta(days=2))
    with pytest.raises(Conflict, match="round_over"), write():
        announce_round(over, by="Noor")
    with write():
        announce_round(begun, by="Noor")
    assert over.announced_at is None and playing_round(koppel()) == begun


@on_both_engines
def test_of_two_rounds_announced_at_the_same_moment_one_is(app: Flask) -> None:
    begin = the_round().closes_at + timedelta(days=30)
    names = [_draft(begin, begin + timedelta(days=7)).public_id for _ in range(2)]
    with ThreadPoolExecutor(1) as somebody:
        with write():
            announce_round(round_with(names[0]), by="Noor")
            second = somebody.submit(_announced, app, names[1])
            assert not wait([second], timeout=0.5).done, "the second one waits for the first"
        assert second.result(timeout=10) == "rounds_overlap"


def _announced(app: Flask, name: str) -> str:
    """Announce a round, as another process would, and return what was said."""
    with app.app_context():
        try:
            with write():
                announce_round(round_with(name), by="Yusuf")
        except Conflict as refused:
            return refused.code
        finally:
            db.session.remove()
    return "announced"


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("names", {"names": {"nl": " "}}),
        ("names", {"reward": {"nl": "x" * 201}}),
        ("goal", {"goal": 0}),
        ("times", {"order": (0, 2, 1, 3)}),
        ("pot", {"rules": {"pot": 3}}),
        ("new", {"rules": {"new": "veel"}}),
        ("new", {"rules": {"new": -1}}),
        ("again", {"rules": {"again": 1001}}),
        ("most_a_week", {"rules": {"most_a_week": 0}}),
        ("most_a_week", {"rules": {"most_a_week": 59, "new": 60}}),
        ("pairs_a_meeting", {"rules": {"pairs_a_meeting": 0}}),
        ("gathering_people", {"rules": {"gathering_people": 1}}),
        ("gathering_minutes", {"rules": {"gathering_minutes": 0}}),
    ],
)
def test_a_round_that_does_not_fit_is_refused_by_the_name_of_its_field(
    app: Flask, time: Time, field: str, change: dict[str, object]
) -> None:
    order = change.pop("order", (0, 1, 2, 3))
    moments = [time.moment + timedelta(days=days) for days in order]  # type: ignore[attr-defined]
    facts = {"names": {"nl": "Lente"}, "goal": 10, "reward": {}, "times": tuple(moments)} | change
    with pytest.raises(Invalid, match=field), write():
        plan_round(koppel(), **facts)  # type: ignore[arg-type]


def test_a_rule_table_comes_back_as_it_was_kept() -> None:
    table = RuleTable(new=50, guests_a_day=0)
    assert read_rules(table.as_json()) == table and read_rules({}) == RuleTable()


def test_equal_points_share_a_place() -> None:
    assert places_of([30, 50, 30, 10]) == [2, 1, 2, 4] and places_of([]) == []


@on_both_engines
def test_a_team_stands_on_the_board_from_five_players_on(app: Flask, time: Time) -> None:
    bakers = [new_player(home="bakkerij") for _ in range(5)]
    keepers = [new_player(home="sluis") for _ in range(4)]
    for player in (*bakers, *keepers):
        meet(new_player(), player)
    (team,) = teams_of(the_round())
    assert (team.place, team.spot.slug, team.people) == (1, "bakkerij", 5)
    assert team.points == sum(score_of(player.id, the_round().id) for player in bakers)
    meet(new_player(), new_player(home="sluis"))
    assert {team.spot.slug for team in teams_of(the_round())} == {"bakkerij", "sluis"}


@on_both_engines
def test_while_frozen_what_all_have_together_stands_still_and_the_own_score_counts(app: Flask, time: Time) -> None:
    playing, one, other = the_round(), new_player(), new_player()
    meet(one, other)
    before = score_of_all(playing)
    assert before == score(one) + score(other) > 0
    time.be(playing.freezes_at)
    meet(one, new_player())
    assert score(one) > before // 2
    assert score_of_all(playing) == before and score_and_together(playing, one.id) == (score(one), before)
    time.be(playing.closes_at)
    own, together = score_and_together(playing, one.id)
    assert together == score_of_all(playing) > before and own > before // 2


def test_while_frozen_the_board_stands_still_and_at_the_end_it_says_all(app: Flask, time: Time) -> None:
    playing, bakers = the_round(), [new_player(home="bakkerij") for _ in range(5)]
    for player in bakers:
        meet(new_player(), player)
    before = teams_of(playing)[0].points
    time.be(playing.freezes_at)
    meet(new_player(), bakers[0])
    assert teams_of(playing)[0].points == before
    time.be(playing.closes_at)
    assert teams_of(playing)[0].points == before + score_of(bakers[0].id, playing.id) - before // 5


@on_both_engines
def test_a_claim_counts_once_and_a_correction_is_one_line_more(app: Flask, time: Time) -> None:
    playing, player = the_round(), new_player()
    for key, points in (("a", 40), ("a", 40), ("b", -15)):
        with write():
            claim_all(playing, [Claim(player.id, "new", points, f"test:{player.public_id}:{key}")])
    assert score_of(player.id, playing.id) == 25


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.drill)])
def test_whatever_people_do_every_score_is_the_sum_of_its_lines(app: Flask, time: Time, seed: int) -> None:
    dice = random.Random(seed)
    people = [new_player(home=dice.choice(SPOTS)) for _ in range(7)]
    for _ in range(30):
        group = dice.sample(people, dice.choice((2, 2, 2, 3, 5)))
        meet(*group, spot=dice.choice(SPOTS))
        time.pass_by(minutes=dice.choice((3, 25, 600)))
    sums = select(PointEntry.round_id, PointEntry.player_id, func.sum(PointEntry.points))
    lines = {tuple(row) for row in db.session.execute(sums.group_by(PointEntry.round_id, PointEntry.player_id))}
    standings = select(Standing.round_id, Standing.player_id, Standing.points)
    assert lines == {tuple(row) for row in db.session.execute(standings)}
    assert len(lines) >= len(people)


def test_weeks_of_a_round_are_counted_from_when_it_opened(time: Time) -> None:
    opens, second = time.moment, timedelta(seconds=1)
    moments = (-second, timedelta(), timedelta(days=7) - second, timedelta(days=7), timedelta(days=41))
    assert [weeks_begun(opens, opens + passed, "Etc/UTC") for passed in moments] == [0, 1, 1, 2, 6]


def test_a_week_of_a_round_is_one_on_the_clocks_of_the_neighbourhood_also_when_they_are_put_back() -> None:
    zone, hour = "Europe/Amsterdam", timedelta(hours=1)
    opens, closes = (begin_of(date(2026, month, day), zone) for month, day in ((10, 5), (11, 16)))
    assert closes.astimezone(UTC) - opens.astimezone(UTC) == timedelta(weeks=6) + hour
    assert weeks_begun(opens, (closes.astimezone(UTC) - hour / 2), zone) == 6
    assert begin_of_week(opens, 4, zone) == begin_of(date(2026, 11, 2), zone)


def test_what_does_not_fit_is_cut_and_what_takes_points_back_always_fits() -> None:
    claims = [Claim(1, "new", 40, "a"), Claim(1, "new", 40, "b"), Claim(2, "new", 40, "c"), Claim(3, "sorry", -15, "d")]
    fitting = within_room(claims, {1: 230, 2: 300, 3: 400}, 300)
    assert [(claim.player_id, claim.points) for claim in fitting] == [(1, 40), (1, 30), (3, -15)]


@on_both_engines
def test_a_week_makes_room_for_so_many_points_and_what_is_left_over_stays(app: Flask, time: Time) -> None:
    playing, player = the_round(), new_player()
    time.be(playing.opens_at)
    _claim(playing.id, player.id, 250, 40, 40)
    assert score_of(player.id, playing.id) == 300
    assert full_until(player.id, playing) == playing.opens_at + timedelta(weeks=1)
    time.pass_by(days=14)
    assert full_until(player.id, playing) is None
    _claim(playing.id, player.id, 40, *[250] * 3)
    assert score_of(player.id, playing.id) == 900


def test_who_has_all_points_of_a_round_gets_no_more_and_the_other_does(app: Flask, time: Time) -> None:
    playing, player, other = the_round(), new_player(), new_player()
    time.be(playing.closes_at - timedelta(hours=1))
    _claim(playing.id, player.id, *[1000] * 9)
    full = score_of(player.id, playing.id)
    assert outcomes(meet(player, other)) == ["new"]
    assert (score_of(player.id, playing.id), score(other)) == (full, 50)
    assert full_until(player.id, playing) == playing.closes_at


def _claim(round_id: int, player_id: int, *points: int) -> None:
    """Claim lines of so many points, each as a thing of its own."""
    for count in points:
        with write():
            playing = db.session.get_one(Round, round_id)
            claim_all(playing, [Claim(player_id, "new", count, secrets.token_hex(8))])
