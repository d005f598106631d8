"""The game as a state machine: parents who say yes, and children."""

from typing import Any

from hypothesis.stateful import precondition, rule
from sqlalchemy import func, select

from tests.model.phones import PhoneSteps
from tests.model.playing import SOMEBODY, WHICH
from tests.playing import a_store
from tests.world import koppel
from wijkspel.db import db, write
from wijkspel.photos.actions.leaving import take_child_back_with_photos
from wijkspel.players.actions.parents import add_child, let_play
from wijkspel.players.models import Guardianship, PlayedOn, Player


class FamilySteps(PhoneSteps):
    """What people do as parents."""

    @precondition(lambda self: self.people)
    @rule(number=SOMEBODY)
    def add_child(self, number: int) -> None:
        """Let a parent add a child, with a double tap."""
        parent = self.somebody(number).id
        made: list[int] = []
        with self.unless_refused(who=parent):
            made += [add_child(self.somebody(number), koppel(), language="nl").id for _ in range(2)]
        assert len(set(made)) <= 1

    @precondition(lambda self: len(self.people) > 1)
    @rule(parent=SOMEBODY, child=SOMEBODY)
    def say_yes(self, parent: int, child: int) -> None:
        """Let somebody say yes to a child that plays on its own phone, or to whoever that is."""
        younger = [who for who in self.people if db.session.get_one(Player, who).is_grown_up is False]
        asks = younger[child % len(younger)] if younger else self.somebody(child).id
        with self.unless_refused(who=self.somebody(parent).id, child=asks):
            let_play(db.session.get_one(Player, asks), self.somebody(parent))

    @precondition(lambda self: self.people)
    @rule(number=WHICH)
    def take_yes_back(self, number: int) -> None:
        """Let a parent take back what they said; a child that plays on nobody's phone is gone with it."""
        yeses = select(Guardianship).where(Guardianship.parent_id.in_(self.people)).order_by(Guardianship.id)
        found = db.session.scalars(yeses).all()
        if not found:
            return
        yes = found[number % len(found)]
        child, other_yeses = yes.child_id, select(func.count()).where(Guardianship.child_id == yes.child_id)
        alone = db.session.scalar(other_yeses) == 1
        with write():
            assert yes.parent
            names = take_child_back_with_photos(yes.parent, yes.child)
        for name in names:
            a_store().drop(name)
        assert db.session.get_one(Player, child).is_gone == (alone and child not in self.people)

    def may_refuse(self, code: str, *, who: int, child: int = 0, **more: Any) -> bool:
        """Return whether what a refusal says of families is so."""
        found = {
            "too_young_for_a_parent": not db.session.get_one(Player, who).is_grown_up,
            "family_full": len(self.children_of(who)) >= 8,
            "a_phone_of_your_own": child == who or bool(self.phones_of(child) & self.phones_of(who)),
            "not_a_child": bool(child) and db.session.get_one(Player, child).is_grown_up is not False,
        }
        return found[code] if code in found else super().may_refuse(code, who=who, **more)

    def parents_of(self, child: int) -> set[int | None]:
        """Return who said yes for a child; None stands for what a host was told."""
        return set(db.session.scalars(select(Guardianship.parent_id).where(Guardianship.child_id == child)))

    def children_of(self, who: int) -> set[int]:
        """Return for whom somebody said yes."""
        return set(db.session.scalars(select(Guardianship.child_id).where(Guardianship.parent_id == who)))

    def phones_of(self, who: int) -> set[int]:
        """Return the phones on which somebody plays."""
        return set(db.session.scalars(select(PlayedOn.device_id).where(PlayedOn.player_id == who)))
