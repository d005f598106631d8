"""The game as a state machine: what holds of scores, meetings and people after each step."""

from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis.stateful import invariant
from sqlalchemy import func, select

from tests.model.playing import Playing, of_round
from tests.model.traces import check_that_it_is_all, check_that_who_left_left_nothing
from tests.world import koppel
from wijkspel.db import db
from wijkspel.game.models import Block, Meeting, Met, Pair
from wijkspel.game.rules import COUNTED, MOST_IN_A_MEETING
from wijkspel.players.models import Player
from wijkspel.rounds.models import PointEntry, Standing
from wijkspel.rounds.queries import score_of_all
from wijkspel.rounds.rules import day_of, read_rules, room_so_far
from wijkspel.web.my_game import all_kept_of


class Always(Playing):
    """What holds after each step."""

    @invariant()
    def a_score_is_the_sum_of_its_lines(self) -> None:
        """Everybody's score is the sum of their lines, and no more than there is room for."""
        sums = select(PointEntry.player_id, func.sum(PointEntry.points)).where(of_round(self))
        added = dict(db.session.execute(sums.group_by(PointEntry.player_id)).all())
        frozen = PointEntry.at.between(self.round.freezes_at, self.round.closes_at - timedelta(microseconds=1))
        shown = dict(db.session.execute(sums.where(~frozen).group_by(PointEntry.player_id)).all())
        given = sums.where(PointEntry.reason == "correction", PointEntry.points > 0).group_by(PointEntry.player_id)
        more = dict(db.session.execute(given).all())
        kept = {each.player_id: each for each in db.session.scalars(select(Standing).where(of_round(self, Standing)))}
        assert added == {player: each.points for player, each in kept.items()}
        assert all(each.shown == shown.get(player, 0) for player, each in kept.items()), "boards did not stand still"
        zone, moment = self.round.neighbourhood.timezone, self.time.moment
        room = room_so_far(read_rules(self.round.rules), opens_at=self.round.opens_at, moment=moment, zone=zone)
        assert all(points <= room + more.get(player, 0) for player, points in added.items())
        is_frozen = self.round.state_at(moment) == "frozen"
        assert score_of_all(self.round) == sum((shown if is_frozen else added).values())

    @invariant()
    def claims_are_unique_and_within_their_limits(self) -> None:
        """No claim counts twice; at most so many spots a day, meetings again with one, and so on."""
        rules, zone = read_rules(self.round.rules), koppel().timezone
        lines = db.session.execute(select(PointEntry).where(of_round(self))).scalars().all()
        keys = [line.claim_key for line in lines]
        assert len(keys) == len(set(keys))
        for kind, most in (("spot", rules.spots_a_day), ("again", rules.again_a_pair), ("gathering", 1), ("pair", 1)):
            # The part of a key that is left out numbers what is counted: the spot, the how-manieth time.
            same = [_without_its_number(key) for key in keys if key.startswith(f"{kind}:")]
            assert all(same.count(key) <= most for key in same), f"more than {most} of {kind}"
        assignments = [(line.player_id, line.claim_key, day_of(line.at, zone)) for line in lines]
        assert len(assignments) == len(set(assignments))

    @invariant()
    def meetings_are_of_two_to_six_who_may_meet(self) -> None:
        """Nobody meets alone, nobody under 16 meets, every two of a meeting are a pair, and few of them pay one."""
        rules = read_rules(self.round.rules)
        for meeting in db.session.execute(select(Meeting).where(of_round(self, Meeting))).scalars():
            people = list(db.session.scalars(select(Player).join(Met, Met.player_id == Player.id).where(_in(meeting))))
            pairs = db.session.execute(select(Pair).where(Pair.meeting_id == meeting.id)).scalars().all()
            assert 2 <= len(people) <= MOST_IN_A_MEETING
            younger = [player for player in people if not player.is_grown_up and not player.is_gone]
            assert all(self.may_be_young_in(meeting, player) for player in younger), "a child met somebody"
            expected = sorted(combinations(sorted(player.id for player in people), 2))
            assert sorted((pair.low_id, pair.high_id) for pair in pairs) == expected
            for player in people:
                own = [pair for pair in pairs if player.id in (pair.low_id, pair.high_id)]
                assert sum(pair.outcome == "new" for pair in own) <= rules.pairs_a_meeting

    @invariant()
    def who_stays_apart_makes_no_pair(self) -> None:
        """Two of whom one never wants to meet the other, never do."""
        for pair, since in self.apart.items():
            low, high = sorted(pair)
            later = select(Pair.id).where(Pair.low_id == low, Pair.high_id == high, Pair.id > since)
            assert db.session.scalar(later) is None
        rows = select(Block.player_id, Block.other_id).where(Block.player_id.in_(self.people))
        assert {frozenset(both) for both in db.session.execute(rows)} == set(self.apart)

    @invariant()
    def what_is_mine_is_all_of_me_and_of_nobody_else(self) -> None:
        """“My data” holds exactly the rows of its player, of every table."""
        for who in self.people[-2:]:
            player = db.session.get_one(Player, who)
            kept = all_kept_of(player)
            check_that_it_is_all(player, kept)
            names = {name for met in kept["meetings"] for name in met["with"]}
            assert player.nickname not in names

    @invariant()
    def who_left_left_nothing(self) -> None:
        """Of who left every table has forgotten everything, but for what it has to keep."""
        check_that_who_left_left_nothing()

    @invariant()
    def what_scores_is_kept_once(self) -> None:
        """A pair scores for the first time once in a round."""
        pairs = select(Pair.low_id, Pair.high_id, func.count()).where(of_round(self, Pair), Pair.outcome == "new")
        assert all(count == 1 for *_, count in db.session.execute(pairs.group_by(Pair.low_id, Pair.high_id)))
        days = select(Pair).where(of_round(self, Pair), Pair.outcome.in_(COUNTED))
        zone = koppel().timezone
        seen = [(pair.low_id, pair.high_id, day_of(pair.at, zone)) for pair in db.session.scalars(days)]
        assert len(seen) == len(set(seen)), "two who met twice on a day scored twice"


def _in(meeting: Meeting) -> Any:
    return Met.meeting_id == meeting.id


def _without_its_number(key: str) -> str:
    """Return a claim key without what numbers the claims that a limit counts together."""
    kind, *parts = key.split(":")
    if kind == "spot":  # spot:round:player:day:spot
        return ":".join([kind, *parts[:-1]])
    if kind == "again":  # again:round:low:high:times:player
        return ":".join([kind, *parts[:3], parts[-1]])
    return key
