"""The game as a state machine: everybody does anything in any order, and after each step holds what must always hold.

Here are those who meet on a phone of their own, and time. Cards, hosts, families and witnesses stand in
`card_model.py`, photos in `photo_model.py`, and boards, nicknames and corrections in `board_model.py`. Each has a class
like `Steps`, with rules that choose from what `Steps` keeps, and one like `Always`, with what must hold of them;
`tests/domain/game/test_model.py` puts them together. A step that is refused says why by its code, and `may_refuse` is
asked whether that is true.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from tests.playing import Time, a_store
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Invalid, Refused
from wijkspel.game.actions.complaining import complain, stay_apart
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.actions.leaving import leave_game
from wijkspel.game.models import Block, Invitation, Meeting, Met, Pair, Presence
from wijkspel.game.queries.own_data import everything_of
from wijkspel.game.queries.presences import presence_of
from wijkspel.game.rules import COUNTED, INVITATION, MOST_IN_A_MEETING, PRESENCE_DAYS
from wijkspel.jobs.forgetting import forget_old
from wijkspel.photos.actions.forgetting import leave_photos
from wijkspel.places.models import Spot
from wijkspel.places.queries import spot_called
from wijkspel.players.actions.players import add_player, choose_home, player_on, say_age
from wijkspel.players.models import Player
from wijkspel.players.queries import device_with
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.rounds.models import PointEntry, Round, Standing
from wijkspel.rounds.queries import playing_round, score_of_all
from wijkspel.rounds.rules import day_of, read_rules, room_so_far
from wijkspel.wordlists.assignments import of_step
from wijkspel.wordlists.signs import SIGNS

SPOTS = ("bakkerij", "sluis", "moestuin")
# Small figures, so that a short story reaches every limit.
RULES = {"again_a_pair": 2, "pairs_a_meeting": 2, "new_an_hour": 4, "guests_a_day": 1, "most_a_week": 120}
SOMEBODY, SPOT, STEP = st.integers(0, 11), st.sampled_from(SPOTS), st.sampled_from((0, 1, 2, 3))
OPEN, FROZEN, CLOSED = timedelta(days=14), timedelta(days=21), timedelta(days=35)


@dataclass
class Shown:
    """An invitation that somebody showed, and until when it may be confirmed."""

    row: int
    host: int
    until: datetime


class Playing(RuleBasedStateMachine):
    """What all steps stand on: a round that was opened for this story, and who came to play."""

    time: ClassVar[Time]

    def open_round(self) -> None:
        """Begin a story: a round opens, and nobody of it plays yet."""
        self.people: list[int] = []
        self.phones: dict[int, str] = {}
        self.shown: list[Shown] = []
        self.younger: set[int] = set()  # who turned out to be younger than 16 after they played
        self.apart: dict[frozenset[int], int] = {}  # pairs who stay apart, and the newest pair row when they said so
        self._begin()

    def _begin(self) -> None:
        # At noon of a Wednesday, a while after whatever was before.
        self.time.pass_by(days=60 + (2 - self.time.moment.weekday()) % 7)
        self.time.be(self.time.moment.replace(hour=11, minute=0))
        begin = self.time.moment
        times = (begin, begin + OPEN, begin + FROZEN, begin + CLOSED)
        with write():
            planned = plan_round(koppel(), names={"nl": "Model"}, goal=1000, reward={}, times=times, rules=RULES)
            announce_round(planned, by="Noor")
            self.round_id = planned.id

    @property
    def round(self) -> Round:
        """The round of this story."""
        return db.session.get_one(Round, self.round_id)

    def somebody(self, number: int) -> Player:
        """Return one of those who play and have not left."""
        return db.session.get_one(Player, self.people[number % len(self.people)])

    def place(self, slug: str) -> Spot:
        """Return a spot of De Koppel."""
        return spot_called(koppel(), slug)

    @contextmanager
    def unless_refused(self, **facts: Any) -> Iterator[None]:
        """Change something; a refusal is fine when what it says is true."""
        before = self.ledger()
        try:
            with write():
                yield
        except Invalid:
            assert self.ledger() == before
            raise
        except Refused as refusal:
            assert self.may_refuse(refusal.code, **facts), f"refused as {refusal.code}, which is not so: {facts}"
            assert self.ledger() == before

    def may_be_young_in(self, meeting: Meeting, player: Player) -> bool:
        """Return whether somebody under 16 may be in a meeting: only who said to be younger after it."""
        return player.id in self.younger

    def turn_out_younger(self, who: int) -> None:
        """Let somebody who said to be 16 or older say to be younger after all."""
        player = db.session.get_one(Player, who)
        if player.is_grown_up:
            with write():
                say_age(player, is_grown_up=False)
            assert not player.is_around
            self.younger.add(who)

    def ledger(self) -> list[tuple[int, str, int]]:
        """Return every line of this round."""
        lines = select(PointEntry.player_id, PointEntry.claim_key, PointEntry.points)
        return [(who, key, points) for who, key, points in db.session.execute(lines.where(_of(self)))]

    def may_refuse(self, code: str, *, who: int, spot: str = "", shown: Shown | None = None) -> bool:
        """Return whether what a refusal says is so."""
        player, moment = db.session.get_one(Player, who), self.time.moment
        meeting = db.session.get_one(Invitation, shown.row).meeting_id if shown else None
        there = set(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting))) if shown else set()
        there |= {shown.host} if shown else set()
        is_over = shown is not None and (shown.until <= moment or shown.host not in self.people)
        return {
            "age_unknown": player.is_grown_up is None,
            "too_young": player.is_grown_up is False,
            "own_invitation": shown is not None and shown.host == who,
            "invitation_over": is_over or any(frozenset((who, other)) in self.apart for other in there),
            "meeting_full": len(there) >= MOST_IN_A_MEETING,
            "no_round": playing_round(koppel(), moment) is None,
            "not_here": bool(spot) and presence_of(who, self.place(spot), moment) is None,
            "home_chosen_lately": player.home_chosen_at is not None
            and moment < player.home_chosen_at + timedelta(days=7),
            "phone_full": True,
            "a_parent_first": player.is_grown_up is False,
        }[code]


class Steps(Playing):
    """What people do, and time. Six who may meet come first, or short stories would be over before much happened."""

    @initialize()
    def six_come(self) -> None:
        """Let six neighbours of three home spots begin to play, and four of them meet."""
        self.open_round()
        for number in range(6):
            self.come(True, SPOTS[number % 3])
        self.meet(0, [1], "sluis", 3)
        self.meet(2, [3], "sluis", 3)

    @rule(age=st.sampled_from((True, True, True, True, False, None)), home=st.sampled_from((*SPOTS, None)))
    def come(self, age: bool | None, home: str | None) -> None:
        """Let somebody begin to play on a phone of their own."""
        phone = f"{self.round_id:06}-{len(self.phones):036}"
        with write():
            player = player_on(phone, koppel(), language="nl")
            self._settle_in(player, age, home)
        self._add(player, phone)

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def come_on_a_phone_of(self, number: int) -> None:
        """Let somebody begin to play on the phone of another: a family."""
        phone = self.phones[self.people[number % len(self.people)]]
        player = None
        with self.unless_refused(who=self.people[0]):
            device = device_with(phone, koppel().id)
            assert device
            player = add_player(device, koppel(), language="nl")
            self._settle_in(player, True, None)
        if player is not None:
            self._add(player, phone)

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, spot=SPOT)
    def say_here(self, number: int, spot: str) -> None:
        """Let somebody say “I am here”, perhaps twice."""
        with write():
            first = be_present(self.somebody(number), self.place(spot)).id
        with write():
            assert be_present(self.somebody(number), self.place(spot)).id == first

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, spot=SPOT, step=STEP)
    def show_invitation(self, number: int, spot: str, step: int) -> None:
        """Let somebody show an invitation, wherever they are."""
        who = self.people[number % len(self.people)]
        with self.unless_refused(who=who, spot=spot):
            assignment = of_step(step)[0].slug if step else None
            made = invite(self.somebody(number), self.place(spot), signs=SIGNS, assignment=assignment)
            if made.id not in [shown.row for shown in self.shown]:
                self.shown.append(Shown(made.id, who, self.time.moment + INVITATION))

    @precondition(lambda self: self.shown)
    @rule(number=SOMEBODY, which=st.integers(0, 5), done=st.booleans())
    def confirm(self, number: int, which: int, done: bool) -> None:
        """Let somebody confirm one of the invitations, also their own, one that is over, or one a second time."""
        if self.people:
            shown = self.shown[-1 - which % len(self.shown)]
            self._confirm(self.people[number % len(self.people)], shown, done)

    @precondition(lambda self: self.people)
    @rule(host=SOMEBODY, others=st.lists(SOMEBODY, min_size=1, max_size=6), spot=SPOT, step=STEP)
    def meet(self, host: int, others: list[int], spot: str, step: int) -> None:
        """Let some meet as people do: here, an invitation, and one confirms after the other."""
        self.say_here(host, spot)
        before = len(self.shown)
        self.show_invitation(host, spot, step)
        if len(self.shown) > before:
            for other in others:
                self._confirm(self.people[other % len(self.people)], self.shown[-1], True)

    @precondition(lambda self: len(self.people) > 1)
    @rule(one=SOMEBODY, other=SOMEBODY, spot=SPOT, time=st.sampled_from(({"minutes": 3}, {"days": 1})))
    def two_meet_after_a_while(self, one: int, other: int, spot: str, time: dict[str, float]) -> None:
        """Let time pass and two meet: most of what happens in the street."""
        self.time.pass_by(**time)
        self.meet(one, [other], spot, 2)

    @precondition(lambda self: len(self.people) > 1)
    @rule(one=SOMEBODY, other=SOMEBODY)
    def stay_apart(self, one: int, other: int) -> None:
        """Let somebody never want to meet another again, and say it twice."""
        pair = frozenset((self.somebody(one).id, self.somebody(other).id))
        if len(pair) == 2:
            for _ in range(2):
                with write():
                    stay_apart(self.somebody(one), self.somebody(other))
            self.apart.setdefault(pair, db.session.scalar(select(func.max(Pair.id))) or 0)

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def tell_that_it_felt_bad(self, number: int) -> None:
        """Let somebody complain about their last meeting."""
        who = self.somebody(number).id
        met = select(Meeting).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == who, _of(self, Meeting))
        with write():
            meeting = db.session.scalar(met.order_by(Meeting.id.desc()).limit(1))
            others = [each.player for each in meeting.people if each.player_id != who] if meeting else []
            if meeting and others and not others[0].is_gone:
                first = complain(self.somebody(number), others[0], meeting, words="").id
                assert complain(self.somebody(number), others[0], meeting, words="").id == first

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def leave(self, number: int) -> None:
        """Let somebody delete everything."""
        self.goes(self.somebody(number).id)

    def goes(self, gone: int) -> None:
        """Delete everything of somebody, as the page does, and see that nothing is left."""
        together = score_of_all(self.round_id)
        with write():
            names = leave_photos(db.session.get_one(Player, gone))
            leave_game(db.session.get_one(Player, gone))
        for name in names:
            a_store().drop(name)
        self.people = [who for who in self.people if who != gone]
        self.shown = [shown for shown in self.shown if shown.host != gone]
        left = set(db.session.scalars(select(Player.id).where(Player.gone_at.is_not(None))))
        self.apart = {pair: since for pair, since in self.apart.items() if not pair & left}
        assert score_of_all(self.round_id) == together, "what a neighbourhood has together went down"
        kept = everything_of(db.session.get_one(Player, gone))
        assert (kept["nickname"], kept["home_spot"], kept["presences"]) == (None, None, [])

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, spot=SPOT)
    def move(self, number: int, spot: str) -> None:
        """Let somebody choose another home spot."""
        with self.unless_refused(who=self.somebody(number).id):
            choose_home(self.somebody(number), self.place(spot))

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, is_grown_up=st.booleans())
    def say_age(self, number: int, is_grown_up: bool) -> None:
        """Let somebody who was not asked say their age."""
        who = self.somebody(number)
        if who.is_grown_up is None:
            with write():
                say_age(self.somebody(number), is_grown_up=is_grown_up)

    @rule(time=st.sampled_from(({"minutes": 3}, {"minutes": 21}, {"hours": 5}, {"days": 1}, {"days": 1}, {"days": 3})))
    def time_passes(self, time: dict[str, float]) -> None:
        """Let time pass, and the nightly chore with it."""
        self.time.pass_by(**time)
        self.night_comes()

    def night_comes(self) -> None:
        """Let the nightly chore delete what was kept long enough; a round that is due is cleaned up by it."""
        before = self._by_reason()
        forget_old(a_store())
        kept = self.time.moment - timedelta(days=PRESENCE_DAYS)
        self.shown = [shown for shown in self.shown if shown.until >= kept]
        self.after_a_night()
        if self.round.cleaned_at is not None:
            self._turn_the_page(before)

    def after_a_night(self) -> None:
        """See that what had to go is gone, before any more time passes."""

    @rule()
    def boards_freeze(self) -> None:
        """Let the last week of the round begin."""
        if self.time.moment < self.round.freezes_at:
            self.time.be(self.round.freezes_at)

    @rule()
    def round_closes_is_cleaned_up_and_a_new_one_opens(self) -> None:
        """Let the round end, and what was promised to be deleted be deleted."""
        self.time.be(max(self.time.moment, self.round.cleans_at))
        self.night_comes()

    def _turn_the_page(self, before: dict[tuple[int, str], int]) -> None:
        assert self._by_reason() == before, "cleaning up changed what somebody has"
        self._nobody_can_tell_who_met_whom()
        self._begin()
        self.shown = []

    def _confirm(self, who: int, shown: Shown, done: bool) -> None:
        meeting = db.session.get_one(Invitation, shown.row).meeting_id
        was_in = meeting in set(db.session.scalars(select(Met.meeting_id).where(Met.player_id == who)))
        before = self.ledger()
        with self.unless_refused(who=who, shown=shown):
            made = confirm_meeting(
                db.session.get_one(Invitation, shown.row), db.session.get_one(Player, who), assignment_done=done
            )
            assert not was_in or made.id == meeting
        if was_in:
            assert self.ledger() == before, "whoever confirmed twice was paid twice"

    def _settle_in(self, player: Player, age: bool | None, home: str | None) -> None:
        if age is not None:
            say_age(player, is_grown_up=age)
        if home:
            choose_home(player, self.place(home))

    def _add(self, player: Player, phone: str) -> None:
        self.people.append(player.id)
        self.phones[player.id] = phone

    def _by_reason(self) -> dict[tuple[int, str], int]:
        sums = select(PointEntry.player_id, PointEntry.reason, func.sum(PointEntry.points)).where(_of(self))
        found = db.session.execute(sums.group_by(PointEntry.player_id, PointEntry.reason))
        return {(player, reason): points for player, reason, points in found}

    def _nobody_can_tell_who_met_whom(self) -> None:
        for table in (Meeting, Pair):
            assert db.session.scalar(select(func.count()).select_from(table).where(_of(self, table))) == 0
        lines = db.session.execute(select(PointEntry).where(_of(self)).order_by(PointEntry.id)).scalars().all()
        names = {name for (name,) in db.session.execute(select(Player.public_id))}
        assert all(line.meeting_id is None for line in lines)
        assert not any(name in line.claim_key for line in lines for name in names), "a claim key names somebody"
        assert len({line.at for line in lines}) <= 1, "who scored at the same moment, met"
        assert [line.player_id for line in lines] == sorted(line.player_id for line in lines), "so does their order"


class Always(Steps):
    """What holds after each step."""

    @invariant()
    def a_score_is_the_sum_of_its_lines(self) -> None:
        """Everybody's score is the sum of their lines, and no more than there is room for."""
        sums = select(PointEntry.player_id, func.sum(PointEntry.points)).where(_of(self))
        added = dict(db.session.execute(sums.group_by(PointEntry.player_id)).all())
        frozen = PointEntry.at.between(self.round.freezes_at, self.round.closes_at - timedelta(microseconds=1))
        shown = dict(db.session.execute(sums.where(~frozen).group_by(PointEntry.player_id)).all())
        given = sums.where(PointEntry.reason == "correction", PointEntry.points > 0).group_by(PointEntry.player_id)
        more = dict(db.session.execute(given).all())
        kept = {each.player_id: each for each in db.session.scalars(select(Standing).where(_of(self, Standing)))}
        assert added == {player: each.points for player, each in kept.items()}
        assert all(each.shown == shown.get(player, 0) for player, each in kept.items()), "boards did not stand still"
        room = room_so_far(read_rules(self.round.rules), opens_at=self.round.opens_at, moment=self.time.moment)
        assert all(points <= room + more.get(player, 0) for player, points in added.items())
        assert score_of_all(self.round_id) == sum(added.values())

    @invariant()
    def claims_are_unique_and_within_their_limits(self) -> None:
        """No claim counts twice; at most so many spots a day, meetings again with one, and so on."""
        rules, zone = read_rules(self.round.rules), koppel().timezone
        lines = db.session.execute(select(PointEntry).where(_of(self))).scalars().all()
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
        for meeting in db.session.execute(select(Meeting).where(_of(self, Meeting))).scalars():
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
        """“My data” holds exactly the presences, the meetings and the lines of its player."""
        for who in self.people[-2:]:
            player = db.session.get_one(Player, who)
            kept = everything_of(player)
            for part, table in (("presences", Presence), ("meetings", Met), ("points", PointEntry)):
                own = select(func.count()).select_from(table).where(table.player_id == who)
                assert len(kept[part]) == db.session.scalar(own), part
            names = {name for met in kept["meetings"] for name in met["with"]}
            assert player.nickname not in names

    @invariant()
    def what_scores_is_kept_once(self) -> None:
        """A pair scores for the first time once in a round."""
        pairs = select(Pair.low_id, Pair.high_id, func.count()).where(_of(self, Pair), Pair.outcome == "new")
        assert all(count == 1 for *_, count in db.session.execute(pairs.group_by(Pair.low_id, Pair.high_id)))
        days = select(Pair).where(_of(self, Pair), Pair.outcome.in_(COUNTED))
        zone = koppel().timezone
        seen = [(pair.low_id, pair.high_id, day_of(pair.at, zone)) for pair in db.session.scalars(days)]
        assert len(seen) == len(set(seen)), "two who met twice on a day scored twice"


def _of(game: Playing, table: Any = PointEntry) -> Any:
    return table.round_id == game.round_id


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
