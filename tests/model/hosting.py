"""The game as a state machine: hosts, and neighbours who say what they saw."""

from typing import Any

from hypothesis.stateful import precondition, rule
from sqlalchemy import func, select

from tests.model.families import FamilySteps
from tests.model.playing import SOMEBODY, SPOT, WHICH
from tests.playing import new_host
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.models import Meeting, Pair, Presence, Vouch
from wijkspel.game.queries.meetings import others_met
from wijkspel.game.rules import PENDING
from wijkspel.hosting.actions.vouching import ask_for_vouch, vouch, vouch_as_host
from wijkspel.hosting.queries import pending_at
from wijkspel.hosting.rules import HOST_SEES
from wijkspel.players.actions.hosts import end_host
from wijkspel.players.models import Host, Player
from wijkspel.rounds.queries import playing_round
from wijkspel.rounds.rules import begin_of, day_of, read_rules


class HostingSteps(FamilySteps):
    """What people do as hosts, and as witnesses."""

    hosts: list[int]  # who receives people, one at each of some spots

    def host(self, number: int) -> Host:
        """Return one of those who receive people."""
        return db.session.get_one(Host, self.hosts[number % len(self.hosts)])

    @rule(host=WHICH, spot=SPOT)
    def another_host(self, host: int, spot: str) -> None:
        """Let a host stop, and another begin somewhere."""
        with write():
            end_host(self.host(host))
        self.hosts[host % len(self.hosts)] = new_host(spot=spot).id

    @precondition(lambda self: self.people)
    @rule(pair=WHICH, number=SOMEBODY)
    def witness(self, pair: int, number: int) -> None:
        """Let one of two whose pair does not count ask somebody to say that they were together, who says so twice."""
        doubtful = self._pending()
        if not doubtful:
            return
        found = doubtful[-1 - pair % len(doubtful)]
        who, name, before = self.somebody(number).id, found.id, self.ledger()
        counted = False
        with self.unless_refused(who=who, pair=name):
            asked = ask_for_vouch(found, db.session.get_one(Player, found.low_id))
            for _ in range(2):
                vouch(asked, db.session.get_one(Player, who))
            counted = True
        assert counted or self.ledger() == before
        assert not counted or db.session.get_one(Pair, name).outcome not in PENDING

    @precondition(lambda self: self.people)
    @rule(host=WHICH, pair=WHICH)
    def host_saw(self, host: int, pair: int) -> None:
        """Let a host say, twice, that two were together of whom it does not count."""
        waiting = pending_at(self.host(host), self.time.moment - HOST_SEES) if self._plays() else []
        if waiting:
            found = waiting[pair % len(waiting)]
            for _ in range(2):
                with self.unless_refused(who=found.low_id, pair=found.id):
                    vouch_as_host(self.host(host), found)
            said = select(func.count()).where(Vouch.meeting_id == found.meeting_id, Vouch.vouched_at.is_not(None))
            said = said.where(Vouch.low_id == found.low_id, Vouch.high_id == found.high_id)
            assert (db.session.scalar(said) or 0) <= 1, "two said what one may say"

    def may_be_young_in(self, meeting: Meeting, player: Player) -> bool:
        """Return whether a host saw the meeting; that a parent said yes then is asked when a host sees it."""
        return meeting.how == "host" or super().may_be_young_in(meeting, player)

    def may_refuse(self, code: str, *, who: int, pair: int = 0, **more: Any) -> bool:
        """Return whether what a refusal says of witnesses is so."""
        asked = db.session.get(Pair, pair) if pair else None
        found = self._of_witness(who, asked) if asked is not None else {}
        return found[code] if code in found else super().may_refuse(code, who=who, **more)

    def _of_witness(self, who: int, pair: Pair) -> dict[str, bool]:
        both, zone = {pair.low_id, pair.high_id}, koppel().timezone
        phones = set().union(*(self.phones_of(one) for one in both))
        family = {who} | self.children_of(who) | self.parents_of(who)
        near = family | set().union(*(self.children_of(parent) for parent in self.parents_of(who) - {None} if parent))
        day, where = day_of(pair.at, zone), pair.meeting.spot_id
        there = [one for one in self._presences_of(who) if one.spot_id == where and day_of(one.at, zone) == day]
        today = begin_of(day_of(self.time.moment, zone), zone)
        said = select(func.count()).where(Vouch.player_id == who, Vouch.vouched_at >= today)
        return {
            "not_doubtful": pair.outcome != "doubtful",
            "vouch_own": who in both,
            "vouch_family": bool(self.phones_of(who) & phones or near & both),
            "vouch_over": any(frozenset((who, one)) in self.apart for one in both)
            or pair.outcome not in PENDING
            or pair.low.is_gone
            or pair.high.is_gone,
            "vouch_not_there": not there,
            "vouch_met_nobody": not others_met(pair.round_id, [who])[who] - both,
            "vouch_enough": (db.session.scalar(said) or 0) >= read_rules(self.round.rules).vouches_a_day,
        }

    def _presences_of(self, who: int) -> list[Presence]:
        return list(db.session.scalars(select(Presence).where(Presence.player_id == who)))

    def _pending(self) -> list[Pair]:
        waiting = select(Pair).where(Pair.round_id == self.round_id, Pair.outcome.in_(PENDING))
        stayed = [pair for pair in db.session.scalars(waiting.order_by(Pair.id)) if not pair.low.is_gone]
        return [pair for pair in stayed if not pair.high.is_gone]

    def _plays(self) -> bool:
        return playing_round(koppel(), self.time.moment) is not None
