"""What players say against what was decided about their photo or their nickname."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, select

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.errors import Missing
from wijkspel.players.models import NicknameFlag, Objection, Player
from wijkspel.players.queries import flags_on
from wijkspel.players.rules import ANSWER_DAYS, SERIOUS


class Dispute(NamedTuple):
    """A nickname that is hidden or was taken away, the serious reasons that were given, and what its player said.

    `is_news` says that the page of the game tells of it.
    """

    nickname: str
    reasons: list[str]
    objection: Objection | None
    is_news: bool


def nickname_dispute(player: Player) -> Dispute | None:
    """Return what a player may object to about a nickname, or else did last; None when there is nothing."""
    flags = flags_on(player) if player.is_nickname_hidden else taken_from(player) if player.nickname_state else []
    if flags:
        # As the first flag wrote it: a player who only changes capitals has not another nickname.
        nickname, said = flags[0].nickname, {flag.reason for flag in flags if flag.weight}
        reasons = [reason for reason in SERIOUS if reason in said]
        return Dispute(nickname, reasons, objection_of(player, "nickname", nickname), True)
    before = [objection for objection in objections_by(player.id) if objection.about == "nickname"]
    if not before or player.nickname_state:
        return None
    lately = now() - timedelta(days=ANSWER_DAYS)
    return Dispute(before[-1].subject, [], before[-1], (before[-1].looked_at or lately) > lately)


def taken_from(player: Player) -> list[NicknameFlag]:
    """Return the flags on the nickname that was taken away from a player last, in the order in which they came."""
    about = select(NicknameFlag).where(NicknameFlag.other_id == player.id)
    taken = about.where(NicknameFlag.outcome == "renamed")
    last = db.session.scalar(taken.order_by(NicknameFlag.looked_at.desc(), NicknameFlag.id).limit(1))
    if last is None:
        return []
    return list(db.session.scalars(about.where(NicknameFlag.skeleton == last.skeleton).order_by(NicknameFlag.id)))


def hides_now() -> ColumnElement[bool]:
    """Return the condition that a flag waits, on the nickname that a player has now and that is hidden."""
    hidden = (Player.skeleton == NicknameFlag.skeleton, Player.nickname_state == "hidden")
    return and_(NicknameFlag.looked_at.is_(None), exists().where(Player.id == NicknameFlag.other_id, *hidden))


def objection_of(player: Player, about: str, subject: str) -> Objection | None:
    """Return what a player said against what was decided about a photo or a nickname."""
    own = select(Objection).where(Objection.player_id == player.id, Objection.about == about)
    return db.session.scalar(own.where(Objection.subject == subject))


def objections_by(player_id: int) -> list[Objection]:
    """Return the objections of a player, in the order in which they came."""
    own = select(Objection).where(Objection.player_id == player_id)
    return list(db.session.scalars(own.order_by(Objection.id)))


def open_objections() -> list[Objection]:
    """Return the objections that nobody has looked at, oldest first."""
    waiting = select(Objection).where(Objection.looked_at.is_(None)).order_by(Objection.said_at, Objection.id)
    return list(db.session.scalars(waiting))


def objection_with(public_id: str) -> Objection:
    """Return the objection with this name. Raises Missing."""
    found = db.session.scalar(select(Objection).where(Objection.public_id == public_id))
    if found is None:
        raise Missing("no_such_objection", objection=public_id)
    return found
