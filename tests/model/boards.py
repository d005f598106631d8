"""The game as a state machine: neighbours around, nicknames that do not feel good, team shares, and corrections."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import func, select

from tests.model.always import Always
from tests.model.phones import PhoneSteps
from tests.model.playing import SOMEBODY
from wijkspel.boards.queries import neighbours_around
from wijkspel.boards.rules import ABOVE_AND_BELOW, FEWEST
from wijkspel.db import db, write
from wijkspel.errors import Invalid
from wijkspel.game.actions.flagging import choose_nickname, flag_nickname, keep_nickname, take_nickname_away
from wijkspel.game.models import Block, Met
from wijkspel.players.actions.players import show_around
from wijkspel.players.models import NicknameFlag, Player
from wijkspel.players.rules import FLAG_REASONS, SERIOUS
from wijkspel.rounds.actions import correct
from wijkspel.rounds.models import PointEntry, Standing, TeamShare
from wijkspel.rounds.queries import score_of, teams_of
from wijkspel.rounds.rules import SMALLEST_TEAM
from wijkspel.wordlists.nicknames import skeleton

NICKNAMES = ("Blauwe Reiger", "Stille Merel", "BLAUWE REIGER", "Zachte Vos")


class BoardSteps(PhoneSteps):
    """What people and curators do about boards, nicknames and scores."""

    def open_round(self) -> None:
        """Begin a story in which nothing was brought to any team."""
        self.brought: dict[int, Counter[tuple[int, int, str]]] = {}
        self.line_before = 0
        super().open_round()

    @precondition(lambda self: self.people)
    @rule(numbers=st.lists(SOMEBODY, min_size=1, max_size=6), is_around=st.sampled_from((True, True, True, False)))
    def want_to_be_around(self, numbers: Iterable[int], is_around: bool) -> None:
        """Let some choose whether neighbours around may see their nickname."""
        for number in numbers:
            with self.unless_refused(who=self.somebody(number).id):
                show_around(self.somebody(number), is_around=is_around)

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def turns_out_to_be_younger(self, number: int) -> None:
        """Let somebody say to be younger than 16 after all."""
        self.turn_out_younger(self.somebody(number).id)

    @precondition(lambda self: len(self.people) > 1)
    @rule(one=SOMEBODY, other=SOMEBODY, reason=st.sampled_from((None, None, *FLAG_REASONS)))
    def nickname_feels_bad(self, one: int, other: int, reason: str | None) -> None:
        """Let somebody say, twice, that a nickname does not feel good."""
        who, whose = self.somebody(one).id, self.somebody(other).id
        if who != whose:
            for _ in range(2):
                with write():
                    flag_nickname(self.somebody(one), self.somebody(other), reason=reason)
            same = select(func.count()).where(NicknameFlag.player_id == who, NicknameFlag.other_id == whose)
            same = same.where(NicknameFlag.skeleton == self.somebody(other).skeleton)
            assert db.session.scalar(same) == 1, "one who says it twice weighs twice"

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, is_kept=st.booleans())
    def somebody_looked(self, number: int, is_kept: bool) -> None:
        """Let a curator look at a nickname, and keep it or take it away."""
        before, player = self.somebody(number).nickname, self.somebody(number)
        with write():
            if is_kept:
                keep_nickname(player, by="Noor")
            else:
                take_nickname_away(player, by="Noor")
        assert (player.nickname == before) == is_kept
        assert player.public_name == player.nickname, "who looked left it hidden"

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, nickname=st.sampled_from(NICKNAMES))
    def choose_nickname(self, number: int, nickname: str) -> None:
        """Let somebody choose a nickname, perhaps one that looks like another's or that was taken away."""
        who = self.somebody(number).id
        looks = select(Player.id).where(Player.skeleton == skeleton(nickname), Player.id != who)
        taken = select(NicknameFlag.id).where(NicknameFlag.other_id == who, NicknameFlag.outcome == "renamed")
        taken = taken.where(NicknameFlag.skeleton == skeleton(nickname))
        may_not = any(db.session.scalars(each.limit(1)).all() for each in (looks, taken))
        try:
            with write():
                choose_nickname(self.somebody(number), nickname)
            assert not may_not
        except Invalid:
            assert may_not

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY, points=st.sampled_from((-50, -10, 30, 500)))
    def correction(self, number: int, points: int) -> None:
        """Let a curator put a score right, with a double tap: one line, whatever room there is."""
        who, before = self.somebody(number).id, score_of(self.somebody(number).id, self.round_id)
        same = select(func.count()).where(PointEntry.player_id == who, PointEntry.reason == "correction")
        said = db.session.scalar(same) or 0
        for _ in range(2):
            with write():
                correct(self.round, self.somebody(number), points, why="Dubbel geteld", key=f"{said}")
        assert score_of(who, self.round_id) == before + points


class BoardAlways(BoardSteps, Always):
    """What holds of boards and nicknames after each step."""

    @invariant()
    def teams_have_what_was_brought_to_them(self) -> None:
        """A share is the sum of the lines that were written while a spot was the player's home, also after moving."""
        lines = select(PointEntry).where(PointEntry.round_id == self.round_id, PointEntry.id > self.line_before)
        brought = self.brought.setdefault(self.round_id, Counter())
        for line in db.session.scalars(lines.order_by(PointEntry.id)):
            home = db.session.get_one(Player, line.player_id).home_spot_id
            self.line_before = line.id
            if home is not None:
                is_shown = not self.round.freezes_at <= line.at < self.round.closes_at
                figures = {"points": line.points, "shown": line.points * is_shown, "bridges": line.reason == "bridge"}
                brought.update({(line.player_id, home, name): int(figure) for name, figure in figures.items()})
        kept: Counter[tuple[int, int, str]] = Counter()
        shares = db.session.scalars(select(TeamShare).where(TeamShare.round_id == self.round_id)).all()
        for share in shares:
            for name in ("points", "shown", "bridges"):
                kept[share.player_id, share.spot_id, name] = getattr(share, name)
        assert {whose: figure for whose, figure in kept.items() if figure} == {
            whose: figure for whose, figure in brought.items() if figure
        }
        for team in teams_of(self.round):
            own = [share.shown for share in shares if share.spot_id == team.spot.id]
            assert team.points == sum(own) and team.people >= SMALLEST_TEAM

    @invariant()
    def neighbours_around_are_grown_up_and_want_to_be_seen(self) -> None:
        """Whoever wants to be seen sees the two above and below of those who want that too, and nobody else."""
        for who in self.people[:6]:
            player, seen = (
                db.session.get_one(Player, who),
                neighbours_around(db.session.get_one(Player, who), self.round),
            )
            assert all(one.player.is_grown_up and one.player.is_around for one in seen), "a child is seen around"
            assert [(one.place, one.player.id, one.points) for one in seen] == self._around(player)

    @invariant()
    def hidden_nicknames_are_hidden_for_a_reason(self) -> None:
        """One report of who met that player hides an insult, two hide whatever it is, and strangers hide nothing."""
        for who in self.people:
            player = db.session.get_one(Player, who)
            flags = db.session.scalars(select(NicknameFlag).where(NicknameFlag.other_id == who)).all()
            about = [flag for flag in flags if flag.skeleton == player.skeleton]
            waiting = [flag for flag in about if flag.looked_at is None and flag.weight]
            enough = len(waiting) >= 2 or any(flag.reason in SERIOUS for flag in waiting)
            kept = any(flag.outcome == "kept" for flag in about)
            assert player.is_nickname_hidden == (enough and not kept), player.nickname
            assert player.public_name == (None if player.is_nickname_hidden else player.nickname)
            met = select(Met.player_id).where(Met.meeting_id.in_(select(Met.meeting_id).where(Met.player_id == who)))
            ever = set(db.session.scalars(met))
            today = [flag for flag in waiting if flag.said_at == self.time.moment]
            assert all(flag.player_id in ever for flag in today), "a stranger weighs"

    def _around(self, player: Player) -> list[tuple[int, int, int]]:
        """Reckon anew whom somebody sees around: place, player and points, from the rows alone."""
        if not (player.is_around and player.is_grown_up):
            return []
        apart = select(Block.player_id, Block.other_id)
        blocked = {one for pair in db.session.execute(apart) if player.id in pair for one in pair} - {player.id}
        stand_still = self.time.moment < self.round.closes_at
        rows = db.session.scalars(select(Standing).where(Standing.round_id == self.round_id)).all()
        figures = {row.player_id: row.shown if stand_still else row.points for row in rows}
        people = [db.session.get_one(Player, who) for who, figure in figures.items() if figure > 0]
        want = [one for one in people if one.is_around and one.is_grown_up and not one.is_gone]
        order = sorted((-figures[one.id], one.id) for one in want if one.id not in blocked)
        if len(order) < FEWEST or player.id not in [who for _, who in order]:
            return []
        own = [who for _, who in order].index(player.id)
        near = order[max(0, own - ABOVE_AND_BELOW) : own + ABOVE_AND_BELOW + 1]
        return [(1 + sum(figure < points for figure, _ in order), who, -points) for points, who in near]
