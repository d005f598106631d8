"""The game as a state machine: everybody does anything in any order, and after each step holds what must always hold.

Here is what all steps stand on. Each subject has a file, with a class like `PhoneSteps` whose rules choose from what
`Playing` keeps: phones, families, hosting, cards, photos and boards; time passes in `nights.py`. Classes like `Always`
have what must hold, and `tests/domain/game/test_model.py` puts them together. A step that is refused says why by its
code, and `may_refuse` is asked whether that is true.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from tests.playing import Time
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Invalid, Refused
from wijkspel.game.actions.answering import answer_age
from wijkspel.game.models import Invitation, Meeting, Met
from wijkspel.game.queries.presences import presence_of
from wijkspel.game.rules import MOST_IN_A_MEETING
from wijkspel.photos.models import Photo
from wijkspel.places.models import Spot
from wijkspel.places.queries import spot_called
from wijkspel.players.models import Player
from wijkspel.players.queries import children_of
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.rounds.models import PointEntry, Round
from wijkspel.rounds.queries import playing_round

SPOTS = ("bakkerij", "sluis", "moestuin")
# Small figures, so that a short story reaches every limit.
RULES = {"again_a_pair": 2, "pairs_a_meeting": 2, "new_an_hour": 4, "guests_a_day": 1, "most_a_week": 120}
SOMEBODY, WHICH = st.integers(0, 11), st.integers(0, 5)
SPOT, STEP = st.sampled_from(SPOTS), st.sampled_from((0, 1, 2, 3))
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
                answer_age(player, is_grown_up=False)
            assert not children_of(who), "a parent who is younger than 16"
            assert not player.is_around
            self.younger.add(who)

    def ledger(self) -> list[tuple[int, str, int]]:
        """Return every line of this round."""
        lines = select(PointEntry.player_id, PointEntry.claim_key, PointEntry.points)
        return [(who, key, points) for who, key, points in db.session.execute(lines.where(of_round(self)))]

    def may_refuse(self, code: str, *, who: int, spot: str = "", shown: Shown | None = None) -> bool:
        """Return whether what a refusal says is so."""
        player, moment = db.session.get_one(Player, who), self.time.moment
        meeting = db.session.get_one(Invitation, shown.row).meeting_id if shown else None
        there = set(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting))) if shown else set()
        there |= {shown.host} if shown else set()
        host = db.session.get_one(Player, shown.host) if shown else None
        is_over = shown is not None and (shown.until <= moment or shown.host not in self.people)
        photos = select(Photo.id).where(Photo.meeting_id == meeting)  # one closes the invitation: nobody joins it later
        has_a_photo = meeting is not None and db.session.scalar(photos.limit(1)) is not None
        is_over = is_over or has_a_photo or (host is not None and not host.is_grown_up)
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


def of_round(game: Playing, table: Any = PointEntry) -> Any:
    """Return what picks the rows of a table that belong to the round of a story."""
    return table.round_id == game.round_id
