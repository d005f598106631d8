"""The game as a state machine: those who meet on a phone of their own."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import func, select

from tests.model.nights import Nights
from tests.model.playing import SOMEBODY, SPOT, SPOTS, STEP, WHICH, Shown, of_round
from tests.model.traces import check_that_flags_stay_for_a_reason, check_that_who_left_left_nothing
from tests.playing import a_store
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.game.actions.complaining import close_complaint, complain, stay_apart
from wijkspel.game.actions.confirming import confirm_meeting
from wijkspel.game.actions.inviting import be_present, invite
from wijkspel.game.models import Invitation, Meeting, Met, Pair
from wijkspel.game.queries.complaints import complaint_with, open_complaints
from wijkspel.game.rules import INVITATION
from wijkspel.photos.actions.leaving import leave_with_photos
from wijkspel.players.actions.players import add_player, choose_home, player_on, say_age
from wijkspel.players.models import Player
from wijkspel.players.queries import device_with
from wijkspel.rounds.queries import score_of_all
from wijkspel.wordlists.assignments import of_step
from wijkspel.wordlists.signs import SIGNS


class PhoneSteps(Nights):
    """What people do on phones. Six who may meet come first, or short stories would be over before much happened."""

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
        met = (
            select(Meeting).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == who, of_round(self, Meeting))
        )
        with write():
            meeting = db.session.scalar(met.order_by(Meeting.id.desc()).limit(1))
            others = [each.player for each in meeting.people if each.player_id != who] if meeting else []
            if meeting and others and not others[0].is_gone:
                first = complain(self.somebody(number), others[0], meeting, words="Raar").id
                assert complain(self.somebody(number), others[0], meeting, words="Raar").id == first

    @rule(number=WHICH)
    def somebody_looked_at_complaint(self, number: int) -> None:
        """Let a curator look at one of the complaints, and write down what came of it."""
        waiting = [complaint.public_id for complaint in open_complaints()]
        if waiting:
            with write():
                close_complaint(complaint_with(waiting[-1 - number % len(waiting)]), by="Noor", outcome="Gebeld.")

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def leave(self, number: int) -> None:
        """Let somebody delete everything."""
        self.goes(self.somebody(number).id)

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def tell_that_it_felt_bad_and_leave(self, number: int) -> None:
        """Let somebody complain and delete everything, before anybody looked."""
        self.tell_that_it_felt_bad(number)
        self.leave(number)

    def goes(self, gone: int) -> None:
        """Delete everything of somebody, as the page does, and see that nothing is left."""
        together = score_of_all(self.round)
        with write():
            names = leave_with_photos(db.session.get_one(Player, gone))
        for name in names:
            a_store().drop(name)
        self.people = [who for who in self.people if who != gone]
        self.shown = [shown for shown in self.shown if shown.host != gone]
        left = set(db.session.scalars(select(Player.id).where(Player.gone_at.is_not(None))))
        self.apart = {pair: since for pair, since in self.apart.items() if not pair & left}
        assert score_of_all(self.round) == together, "what a neighbourhood has together went down"
        check_that_who_left_left_nothing()
        check_that_flags_stay_for_a_reason(gone)

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
