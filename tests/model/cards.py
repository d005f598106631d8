"""The game as a state machine: cards, who holds them, and the hosts who hand them out."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import func, select

from tests.model.always import Always
from tests.model.hosting import HostingSteps
from tests.model.playing import SOMEBODY, SPOT, SPOTS, WHICH
from tests.playing import a_store, new_host
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.errors import Conflict, Invalid
from wijkspel.game.models import Meeting, Met, Pair, Presence, Vouch
from wijkspel.game.rules import COUNTED, PENDING
from wijkspel.hosting.actions.cards import meet_by_host, meet_card
from wijkspel.photos.actions.choosing import end_card, stand_by
from wijkspel.photos.queries.seeing import photos_with
from wijkspel.players.actions.cards import choose_photos, hand_out, make_card, reissue_card
from wijkspel.players.models import Card, Device, Guardianship, Host, NicknameFlag, PlayedOn, Player
from wijkspel.players.queries import photo_choice_of
from wijkspel.players.rules import PHOTO_CHOICES
from wijkspel.rounds.rules import begin_of, day_of, read_rules

CARD = st.integers(0, 7)
AGES = st.sampled_from(("grown_up", "grown_up", "younger", "younger", "")), st.sampled_from((True, True, True, False))


class CardSteps(HostingSteps):
    """What people do with cards."""

    @initialize()
    def six_come(self) -> None:
        """Let a host receive people at two spots and hand out cards, and a parent say yes to a child with a phone."""
        super().six_come()
        self.cards_before = db.session.scalar(select(func.max(Card.id))) or 0
        self.hosts = [new_host(spot=spot).id for spot in SPOTS[:2]]
        for number in range(4):
            self.get_card(number, "younger" if number == 1 else "grown_up", True, "none")
        self.host_sees(0, 0, 1)
        self.host_sees(0, 2, 3)
        self.come(False, None)
        self.say_yes(4, 0)

    @property
    def cards(self) -> list[Card]:
        """The cards of this story, revoked ones as well; of who left there are none."""
        own = select(Card).where(Card.id > self.cards_before, Card.neighbourhood_id == koppel().id)
        return list(db.session.scalars(own.order_by(Card.id)))

    def card(self, number: int) -> Card:
        """Return one of the cards, the newest first."""
        cards = self.cards
        return cards[-1 - number % len(cards)]

    @rule(host=WHICH, age=AGES[0], told=AGES[1], photos=st.sampled_from(PHOTO_CHOICES))
    def get_card(self, host: int, age: str, told: bool, photos: str) -> None:
        """Let somebody get a card, and perhaps not say how old they are, or come without a yes of a parent."""
        with write():
            made = make_card(koppel(), language="nl").id
        self.hand_out(0, host, age, told, photos)
        fits = age == "grown_up" or (age == "younger" and told)
        assert db.session.get_one(Card, made).status == ("handed_out" if fits else "made")

    @precondition(lambda self: self.cards)
    @rule(number=CARD, host=WHICH, age=AGES[0], told=AGES[1], photos=st.sampled_from(PHOTO_CHOICES))
    def hand_out(self, number: int, host: int, age: str, told: bool, photos: str) -> None:
        """Let a host hand out a card, perhaps one that somebody has."""
        card, before = self.card(number).id, self.card(number).status
        choice, grown_up = self.card(number).photo_choice, self.card(number).player.is_grown_up
        try:
            with self.unless_refused(who=self.card(number).player_id, cards=(card,)):
                hand_out(self.card(number), self.host(host), age=age, a_parent_told=told, photo_choice=photos)
        except Invalid:
            assert before == "made" and (age == "" or (age == "younger" and not told))
        kept = db.session.get_one(Card, card)
        if before == "handed_out":
            assert (kept.photo_choice, kept.player.is_grown_up) == (choice, grown_up), "a second time changed something"
        assert kept.player.is_grown_up or kept.photo_choice == "none", "photos of a child"

    @precondition(lambda self: self.cards and self.people)
    @rule(number=SOMEBODY, card=CARD, spot=SPOT)
    def scan_card(self, number: int, card: int, spot: str) -> None:
        """Let somebody scan a card, wherever they are."""
        who, scanned = self.somebody(number).id, self.card(card).id
        before, meeting = self.ledger(), 0
        with self.unless_refused(who=who, spot=spot, cards=(scanned,)):
            meeting = meet_card(db.session.get_one(Player, who), self.card(card), self.place(spot)).id
        if meeting:
            with write():
                assert meet_card(db.session.get_one(Player, who), self.card(card), self.place(spot)).id == meeting
            rules = read_rules(self.round.rules)
            assert self._counted_by_card_today(who) <= rules.cards_a_day, "a card counted too often"
        else:
            assert self.ledger() == before

    @precondition(lambda self: self.cards and self.people)
    @rule(number=SOMEBODY, cards=st.lists(CARD, min_size=1, max_size=5), spot=SPOT)
    def walk_past_cards(self, number: int, cards: list[int], spot: str) -> None:
        """Let somebody stand at a spot and scan one card after the other: those of a photo, for instance."""
        self.say_here(number, spot)
        for card in cards:
            self.scan_card(number, card, spot)

    @precondition(lambda self: len(self.cards) > 1)
    @rule(host=WHICH, first=CARD, second=CARD)
    def host_sees(self, host: int, first: int, second: int) -> None:
        """Let a host confirm that two with a card meet, twice."""
        both, made = (self.card(first).id, self.card(second).id), 0
        with self.unless_refused(who=self.card(first).player_id, cards=both):
            made = meet_by_host(self.host(host), self.card(first), self.card(second)).id
        if made:
            before = self.ledger()
            with write():
                assert meet_by_host(self.host(host), self.card(first), self.card(second)).id == made
            assert self.ledger() == before, "a second tap of a host was paid"

    @precondition(lambda self: self.cards)
    @rule(number=CARD)
    def lose_card(self, number: int) -> None:
        """Let somebody get a new card for one that is lost: the player, the choice and the points stay."""
        old, new = self.card(number).id, 0
        with self.unless_refused(who=self.card(number).player_id, cards=(old,)):
            new = reissue_card(self.card(number)).id
        if new:
            kept, lost = db.session.get_one(Card, new), db.session.get_one(Card, old)
            assert (kept.player_id, kept.photo_choice) == (lost.player_id, lost.photo_choice)
            assert lost.status == "revoked" and kept.code != lost.code

    @precondition(lambda self: self.cards)
    @rule(number=CARD)
    def revoke_card(self, number: int) -> None:
        """Let a card meet nobody any more, said twice."""
        for _ in range(2):
            with write():
                names = end_card(self.card(number))
            for name in names:
                a_store().drop(name)
        holder = self.card(number).player
        assert photo_choice_of(holder) != "none" or not photos_with(holder), "nobody can take this photo back any more"

    @precondition(lambda self: self.cards)
    @rule(number=CARD, choice=st.sampled_from(PHOTO_CHOICES))
    def choose_for_every_photo(self, number: int, choice: str) -> None:
        """Let the holder of a card tell a host what holds for every photo, those that are there included."""
        is_grown_up = self.card(number).player.is_grown_up
        try:
            with write():
                card = self.card(number)
                choose_photos(card, choice)
                names = stand_by(card.player, choice) if photo_choice_of(card.player) is not None else []
        except Conflict:
            assert self.card(number).status == "revoked"
            return
        except Invalid:
            assert not is_grown_up and choice != "none"
            return
        assert choice == "none" or (is_grown_up and not names)
        for name in names:
            a_store().drop(name)

    @precondition(lambda self: self.cards)
    @rule(number=CARD)
    def holder_leaves(self, number: int) -> None:
        """Let the holder of a card ask to delete everything."""
        self.goes(self.card(number).player_id)

    def may_refuse(self, code: str, *, who: int, cards: tuple[int, ...] = (), **more: Any) -> bool:
        """Return whether what a refusal says of cards is so."""
        held = [db.session.get_one(Card, card) for card in cards]
        holders = [card.player for card in held]
        found = {
            "card_revoked": any(card.revoked_at for card in held),
            "card_of_nobody": any(card.handed_out_at is None for card in held),
            "card_of_a_child": any(not one.is_grown_up for one in holders),
            "no_parent_yet": any(one.is_grown_up is False and not self.parents_of(one.id) for one in holders),
            "same_card": len({one.id for one in holders}) == 1,
            "own_card": who in {one.id for one in holders},
            "not_now": any(frozenset((who, one.id)) in self.apart for one in holders),
        }
        return found[code] if code in found else super().may_refuse(code, who=who, **more)

    def _counted_by_card_today(self, who: int) -> int:
        """Return how many pairs that somebody made by scanning count today, but for those that a witness let count."""
        zone = koppel().timezone
        today = begin_of(day_of(self.time.moment, zone), zone)
        scanned = select(Pair).join(Meeting, Meeting.id == Pair.meeting_id).where(Meeting.how == "card")
        own = scanned.where(Pair.round_id == self.round_id, Pair.at >= today, Pair.outcome.in_(COUNTED))
        seen = select(Vouch.meeting_id).where(Vouch.vouched_at.is_not(None))
        pairs = db.session.scalars(own.where(Pair.meeting_id.not_in(seen)))
        return sum(who in (pair.low_id, pair.high_id) and pair.doubt is None for pair in pairs)


class CardAlways(CardSteps, Always):
    """What holds of cards, hosts and families after each step."""

    @invariant()
    def nobody_meets_by_a_card_but_whoever_holds_it(self) -> None:
        """A meeting by a card or a host is of two; no child is in one by a card, and each child in one had a yes."""
        by_card = select(Meeting).where(Meeting.round_id == self.round_id, Meeting.how != "invitation")
        for meeting in db.session.scalars(by_card):
            people = list(db.session.scalars(select(Met.player_id).where(Met.meeting_id == meeting.id)))
            assert len(people) == 2
        children = select(Player.id).where(Player.is_grown_up.is_(False), Player.gone_at.is_(None))
        ours = {card.player_id for card in self.cards if card.status == "handed_out"}
        for child in set(db.session.scalars(children.where(Player.id.in_(ours)))):
            assert self.parents_of(child), "a child holds a card that works, and nobody said yes"

    @invariant()
    def what_a_host_sees_counts_at_once(self) -> None:
        """A pair that a host saw never waits and is never doubtful."""
        seen = select(func.count(Pair.id)).join(Meeting, Meeting.id == Pair.meeting_id)
        pending = seen.where(Pair.round_id == self.round_id, Meeting.how == "host", Pair.outcome.in_(PENDING))
        assert not db.session.scalar(pending)

    @invariant()
    def a_player_has_one_card_that_works(self) -> None:
        """Whoever lost a card has a new one, and no two."""
        held = [card.player_id for card in self.cards if card.revoked_at is None]
        assert len(held) == len(set(held))

    @invariant()
    def of_who_left_there_is_nothing_but_a_row(self) -> None:
        """Somebody who left has no name, no card, no phone and no family, and nobody keeps them for a while."""
        gone = select(Player).where(Player.gone_at.is_not(None), Player.neighbourhood_id == koppel().id)
        newest = db.session.scalars(gone.order_by(Player.gone_at.desc()).limit(3)).all()
        names = [one.id for one in newest]
        for one in newest:
            assert (one.nickname, one.skeleton, one.phrase_key, one.home_spot_id) == (None,) * 4
            assert (one.is_grown_up, one.is_around, one.nickname_state) == (None, False, None)
        columns = (Card.player_id, PlayedOn.player_id, Device.player_id, Presence.player_id)
        columns += (Guardianship.child_id, Guardianship.parent_id, NicknameFlag.other_id)
        for column in columns:
            assert not db.session.scalar(select(func.count()).where(column.in_(names))), str(column)
        cards = select(Card.id)
        assert not db.session.scalar(select(func.count()).where(Host.first_card_id.not_in(cards)))
