"""The game as a state machine: time, nights with their chore, and rounds that close."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import func, select

from tests.model.playing import Playing, of_round
from tests.playing import a_store
from wijkspel.db import db
from wijkspel.game.models import Complaint, Meeting, Pair
from wijkspel.game.rules import PRESENCE_DAYS
from wijkspel.jobs.forgetting import forget_old
from wijkspel.photos.models import PhotoFlag
from wijkspel.players.models import Objection, Player
from wijkspel.players.rules import FLAG_DAYS
from wijkspel.rounds.models import PointEntry
from wijkspel.upkeep.rules import WAITING_DAYS


class Nights(Playing):
    """Time passes, and what was kept long enough goes."""

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
        moment = self.time.moment
        for table in (Complaint, PhotoFlag, Objection):
            waits = table.looked_at.is_(None) & (table.said_at < moment - timedelta(days=WAITING_DAYS))
            old = waits | (table.looked_at < moment - timedelta(days=FLAG_DAYS))
            assert db.session.scalar(select(table.id).where(old).limit(1)) is None, "words that nobody needs any more"

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

    def _by_reason(self) -> dict[tuple[int, str], int]:
        sums = select(PointEntry.player_id, PointEntry.reason, func.sum(PointEntry.points)).where(of_round(self))
        found = db.session.execute(sums.group_by(PointEntry.player_id, PointEntry.reason))
        return {(player, reason): points for player, reason, points in found}

    def _nobody_can_tell_who_met_whom(self) -> None:
        for table in (Meeting, Pair):
            assert db.session.scalar(select(func.count()).select_from(table).where(of_round(self, table))) == 0
        lines = db.session.execute(select(PointEntry).where(of_round(self)).order_by(PointEntry.id)).scalars().all()
        names = {name for (name,) in db.session.execute(select(Player.public_id))}
        assert all(line.meeting_id is None for line in lines)
        assert not any(name in line.claim_key for line in lines for name in names), "a claim key names somebody"
        assert len({line.at for line in lines}) <= 1, "who scored at the same moment, met"
        assert [line.player_id for line in lines] == sorted(line.player_id for line in lines), "so does their order"
