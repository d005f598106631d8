"""A season of a whole neighbourhood, played through the real actions: six weeks, with everything that happens in them.

Everything is drawn from one seed, so a season comes out the same each time. It is a list of things that happen at a
moment, in order. People who play honestly stand in `neighbours.py`, and who plays for points alone in `farmers.py`.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from unittest import mock

from sqlalchemy import event, select

from tests.playing import Time, new_card, new_host
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Refused
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.models import Pair
from wijkspel.hosting.actions.cards import meet_card
from wijkspel.hosting.actions.vouching import ask_for_vouch, vouch
from wijkspel.places.models import Spot
from wijkspel.players.actions.players import add_player, player_on, say_age
from wijkspel.players.models import Card, Player
from wijkspel.players.queries import device_with
from wijkspel.rounds import actions as rounds_actions
from wijkspel.rounds.actions import announce_round, plan_round
from wijkspel.rounds.models import Standing
from wijkspel.rounds.rules import Claim, within_room
from wijkspel.wordlists.assignments import of_step
from wijkspel.wordlists.signs import SIGNS

WEEKS = 6
FIRST_SPOTS = ("bakkerij", "bibliotheek", "buurthuis", "markt", "moestuin", "school", "sluis", "speeltuin", "theehuis")
LATER_SPOTS = ("wilgenpark", "voetbal", "kapper", "kerk", "moskee", "linde", "haven", "praatbank")
SPOTS = (*FIRST_SPOTS, *LATER_SPOTS)


@dataclass(eq=False)
class Somebody:
    """Somebody who plays: a row of the database by its id, where they feel at home, and how they live."""

    kind: str
    home: str | None = None
    rate: float = 0.0
    since: int = 0  # the day of the round on which they come to play
    family: list["Somebody"] = field(default_factory=list)
    circle: list["Somebody"] = field(default_factory=list)
    phone: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    row: int = 0

    @property
    def plays(self) -> bool:
        """Whether they began to play."""
        return bool(self.row)


Happening = tuple[datetime, int, Callable[[], None]]


class Season:
    """A round of six weeks, with everything that happens in it."""

    def __init__(self, time: Time, *, seed: int, rules: dict[str, int] | None = None) -> None:
        self.time, self.random = time, Random(seed)
        self.refused: Counter[str] = Counter()
        self.missed: dict[str, tuple[int, int]] = {}  # for which claims there was no room: whose, and how many points
        self.pairs: list[tuple[int, int, str]] = []
        self.doubtful: defaultdict[int, list[int]] = defaultdict(list)  # pairs that somebody may let a witness confirm
        self.vouched = 0
        self._happenings: list[Happening] = []
        self._spots: dict[str, int] = {}
        self.round_id = self._open(rules or {})

    def _open(self, rules: dict[str, int]) -> int:
        # A Wednesday: six weeks then touch seven weeks of the calendar, which is the best that a farmer can get.
        # Ten weeks from now, when the round of the world is over.
        self.begin = self.time.moment.replace(hour=4) + timedelta(weeks=10)
        ends = [self.begin + timedelta(days=days) for days in (WEEKS * 7 - 7, WEEKS * 7, WEEKS * 7 + 30)]
        with write():
            season = plan_round(
                koppel(), names={"nl": "Zes weken"}, goal=500_000, reward={}, times=(self.begin, *ends), rules=rules
            )
            self.time.be(self.begin)
            announce_round(season, by="Noor")
            return season.id

    def at(self, day: int, hour: float, what: Callable[[], None]) -> None:
        """Let something happen on a day of the round, counted from 0, at an hour such as 14.5."""
        moment = self.begin.replace(hour=0) + timedelta(days=day, hours=hour)
        self._happenings.append((moment, len(self._happenings), what))

    def play(self) -> None:
        """Let everything happen, in order."""
        with self._watched():
            for moment, _number, what in sorted(self._happenings, key=lambda one: one[:2]):
                self.time.be(moment)
                what()

    def come(self, somebody: Somebody, *, phone_of: Somebody | None = None) -> None:
        """Let somebody begin to play, on a phone of their own or on somebody else's."""
        if somebody.plays:
            return
        with write():
            wijk = koppel()
            device = device_with(phone_of.phone, wijk.id) if phone_of else None
            player = (
                add_player(device, wijk, language="nl") if device else player_on(somebody.phone, wijk, language="nl")
            )
            say_age(player, is_grown_up=True)
            if somebody.home:
                player.home_spot_id, player.home_chosen_at = self._spot(somebody.home).id, self.time.moment
            somebody.row = player.id

    def be_at(self, somebody: Somebody, spot: str) -> None:
        """Let somebody say “I am here”."""
        self.come(somebody)
        with write():
            be_present(db.session.get_one(Player, somebody.row), self._spot(spot))

    def meet(self, people: Sequence[Somebody], spot: str, *, step: int = 0, done: bool = False) -> None:
        """Let the first invite the others at a spot, perhaps to an assignment of a step. A refusal ends it."""
        for one in people:
            self.come(one)
        assignment = self.random.choice(of_step(step)).slug if step else None
        try:
            with write():
                host, place = db.session.get_one(Player, people[0].row), self._spot(spot)
                be_present(host, place)
                invitation = invite(host, place, signs=SIGNS, assignment=assignment)
                for other in people[1:]:
                    confirm_meeting(invitation, db.session.get_one(Player, other.row), assignment_done=done)
        except Refused as refusal:
            self.refused[refusal.code] += 1

    def cards(self, count: int) -> list[int]:
        """Let a host hand out so many cards on the first day, and return their rows."""
        host = new_host(spot=SPOTS[0])
        return [new_card(host).id for _ in range(count)]

    def scan(self, somebody: Somebody, card: int, spot: str) -> None:
        """Let somebody say “I am here”, and scan a card or a photo of one; keep what is doubtful for a witness."""
        self.be_at(somebody, spot)
        try:
            with write():
                player, held = db.session.get_one(Player, somebody.row), db.session.get_one(Card, card)
                meeting = meet_card(player, held, self._spot(spot))
                doubtful = select(Pair.id).where(Pair.meeting_id == meeting.id, Pair.outcome == "doubtful")
                self.doubtful[somebody.row] += db.session.scalars(doubtful).all()
        except Refused as refusal:
            self.refused[refusal.code] += 1

    def vouch(self, witness: Somebody, somebody: Somebody) -> None:
        """Let a witness say of everything doubtful that somebody did today that they saw it."""
        for pair in self.doubtful.pop(somebody.row, []):
            try:
                with write():
                    found = db.session.get_one(Pair, pair)
                    asked = ask_for_vouch(found, db.session.get_one(Player, somebody.row))
                    vouch(asked, db.session.get_one(Player, witness.row))
                    self.vouched += 1
            except Refused as refusal:
                self.refused[refusal.code] += 1

    def scores(self) -> dict[int, int]:
        """Return what everybody has who has anything."""
        rows = select(Standing.player_id, Standing.points).where(Standing.round_id == self.round_id)
        return {player: points for player, points in db.session.execute(rows)}

    def waiting(self) -> list[tuple[int, int]]:
        """Return the pairs that still do not count."""
        left = select(Pair.low_id, Pair.high_id).where(Pair.round_id == self.round_id)
        return [(low, high) for low, high in db.session.execute(left.where(Pair.outcome.in_(("waits", "doubtful"))))]

    def _spot(self, slug: str) -> Spot:
        if slug not in self._spots:
            found = select(Spot.id).where(Spot.neighbourhood_id == koppel().id, Spot.slug == slug)
            self._spots[slug] = db.session.execute(found).scalar_one()
        return db.session.get_one(Spot, self._spots[slug])

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Write down what each pair was worth when it was made, and for how many points there was no room."""

        def made(_mapper: Any, _connection: Any, pair: Pair) -> None:
            self.pairs.append((pair.low_id, pair.high_id, pair.outcome))

        def within(claims: Sequence[Claim], scores: Mapping[int, int], room: int) -> list[Claim]:
            fitting = within_room(claims, scores, room)
            paid = {claim.key: claim.points for claim in fitting}
            for claim in claims:
                self.missed[claim.key] = (claim.player_id, claim.points - paid.get(claim.key, 0))
            return fitting

        event.listen(Pair, "after_insert", made)
        try:
            with mock.patch.object(rounds_actions, "within_room", within):
                yield
        finally:
            event.remove(Pair, "after_insert", made)
