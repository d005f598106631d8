"""A season of a whole neighbourhood, played through the real actions: who lives there, whom they meet, and when.

Everything is drawn from one seed, so a season comes out the same each time. People who play honestly live here; who
plays for points alone lives in `tests/farmers.py`. A season is a list of things that happen at a moment, in order.
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
from wijkspel.rounds.models import Round, Standing
from wijkspel.rounds.rules import Claim, within_room
from wijkspel.wordlists.assignments import of_step
from wijkspel.wordlists.signs import SIGNS

WEEKS = 6
# How many people somebody of each kind meets in a week, and how many of a hundred are of it. The means are those of
# people who like a game, not of everybody: whoever meets nobody does not count among those who played.
RHYTHMS = (("quiet", 1.2, 45), ("often", 2.5, 42), ("busy", 5.0, 10), ("knows everybody", 10.0, 3))
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
        self.begin = self.time.moment.replace(hour=4) + timedelta(days=7)
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


def honest_people(season: Season, count: int) -> list[Somebody]:
    """Return so many neighbours, in families, with a circle whom they know, and plan their six weeks."""
    random = season.random
    kinds = [(kind, rate) for kind, rate, share in RHYTHMS for _ in range(share)]
    people = []
    for number in range(count):
        kind, rate = kinds[number * 37 % 100]
        home = random.choice(SPOTS) if random.random() < 0.8 else None
        since = random.randrange(14) if random.random() < 0.7 else random.randrange(14, WEEKS * 7 - 7)
        people.append(Somebody(kind, home, rate * random.uniform(0.6, 1.4), since))
    _make_families(random, people)
    for one in people:
        near = [other for other in random.sample(people, min(count, 60)) if other.home == one.home]
        one.circle = [other for other in (*near[:3], *random.sample(people, 5)) if other is not one]
    _plan_days(season, people)
    _plan_coffee(season, people)
    _plan_parties(season, people)
    return people


def _make_families(random: Random, people: list[Somebody]) -> None:
    """Let three of ten live with somebody else who plays; they feel at home at the same place."""
    rest = random.sample(people, len(people) * 3 // 10)
    while len(rest) > 1:
        family = [rest.pop() for _ in range(min(len(rest), random.choice((2, 2, 3, 4))))]
        for one in family:
            one.family, one.home = [other for other in family if other is not one], family[0].home


def _plan_days(season: Season, people: list[Somebody]) -> None:
    """Plan whom each meets, week by week: family, neighbours whom they know, whoever happens to be there, and walks."""
    random = season.random
    sociable = [one.rate for one in people]
    for one in people:
        for day in range(one.since, WEEKS * 7):
            if random.random() < one.rate / 14:  # half of their meetings begin with them; the others with somebody else
                _plan_meeting(season, one, random.choices(people, sociable, k=6), day)
            if random.random() < one.rate / 20:
                spot = random.choice(SPOTS)
                season.at(day, random.uniform(8, 20), lambda one=one, spot=spot: season.be_at(one, spot))  # type: ignore[misc]


def _plan_meeting(season: Season, one: Somebody, passers_by: list[Somebody], day: int) -> None:
    random, chance = season.random, season.random.random()
    known = one.family if chance < 0.25 and one.family else one.circle if chance < 0.55 else []
    size = random.choices((1, 2, 3, 5), (80, 11, 6, 3))[0]
    others = random.sample(known, 1) if known else []
    others = list(dict.fromkeys([*others, *(other for other in passers_by if other is not one)]))[:size]
    present = [other for other in others if other.since <= day]
    if not present:
        return
    spot = one.home if one.home and random.random() < 0.4 else random.choice(SPOTS)
    step = random.choice((1, 2) if known else (2, 3)) if random.random() < 0.4 else 0
    done = random.random() < 0.7
    season.at(day, random.uniform(8, 20), lambda: season.meet([one, *present], spot, step=step, done=done))


def _plan_coffee(season: Season, people: list[Somebody]) -> None:
    """Plan a coffee moment a week at each of the first spots, where the same few come, and sometimes somebody new."""
    random = season.random
    for number, spot in enumerate(FIRST_SPOTS):
        regulars = random.sample(people, min(8, len(people) // 12 + 2))
        for week in range(WEEKS):
            day = week * 7 + number % 5
            came = [one for one in regulars if one.since <= day and random.random() < 0.7]
            new = [one for one in random.sample(people, 2) if one.since <= day and one not in came]
            _plan_groups(season, [*came, *new], spot, day, hour=9 + number / 10)


def _plan_groups(season: Season, came: list[Somebody], spot: str, day: int, *, hour: float) -> None:
    """Let those who came meet in tables of three to six, in a quarter of an hour."""
    season.random.shuffle(came)
    tables = []
    while came:
        size = season.random.randint(3, 6)
        tables.append(came[:size])
        came = came[size:]
    for number, table in enumerate(tables):
        if len(table) > 1:
            season.at(day, hour + number / 20, lambda table=table: season.meet(table, spot))  # type: ignore[misc]


def _plan_parties(season: Season, people: list[Somebody]) -> None:
    """Plan a party in the third and in the fifth week, at which each speaks with two or three tables."""
    for day, spot in ((19, "markt"), (33, "wilgenpark")):
        guests = [one for one in season.random.sample(people, len(people) // 12) if one.since <= day]
        for turn in range(2):
            _plan_groups(season, list(guests), spot, day, hour=13 + turn)


def the_round_of(season: Season) -> Round:
    """Return the round that a season plays."""
    return db.session.get_one(Round, season.round_id)
