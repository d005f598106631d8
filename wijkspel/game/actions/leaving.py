"""Leaving the game, and forgetting what was kept long enough."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from wijkspel.clock import now
from wijkspel.db import db
from wijkspel.game.actions.flagging import forget_flags_by
from wijkspel.game.models import Block, Complaint, Invitation, Meeting, Met, Pair, Presence, Vouch
from wijkspel.game.rules import COMPLAINT_DAYS, PRESENCE_DAYS
from wijkspel.players.actions.parents import end_yes
from wijkspel.players.actions.players import forget_player, hold_phones_of
from wijkspel.players.models import Player
from wijkspel.players.queries import children_of, locked
from wijkspel.rounds.actions import forget_how, mark_cleaned
from wijkspel.rounds.models import PointEntry, Round
from wijkspel.upkeep.actions import forget_cases


def leave_game(player: Player) -> None:
    """Delete what the game keeps of a player; only a nameless row stays in meetings and in the ledger.

    What a parent said ends as well, and with it a child who plays on nobody's phone. Of photos this room knows nothing:
    the doors call `photos.actions.leaving`.
    """
    children = children_of(player.id)
    # Phones are held before an invitation, that before its people, and people in one order: as by who confirms now.
    hold_phones_of(player)
    db.session.execute(delete(Invitation).where(Invitation.player_id == player.id))
    locked([player.id, *(child.id for child in children)])
    for child in children:
        take_child_back(player, child)
    db.session.execute(delete(Presence).where(Presence.player_id == player.id))
    db.session.execute(delete(Block).where((Block.player_id == player.id) | (Block.other_id == player.id)))
    _forget_what_was_told_by(player)
    db.session.execute(update(PointEntry).where(PointEntry.player_id == player.id).values(words=None))
    forget_player(player)


def take_child_back(parent: Player, child: Player) -> None:
    """Take back that a child may play. One that plays on nobody's phone is deleted: nobody else could do so."""
    if end_yes(parent, child):
        leave_game(child)


def forget_old_presences() -> int:
    """Delete where people were and what their screens showed, once no point hangs on it; return how many rows."""
    before = now() - timedelta(days=PRESENCE_DAYS)
    presences = db.session.execute(delete(Presence).where(Presence.at < before).returning(Presence.id)).all()
    invitations = db.session.execute(delete(Invitation).where(Invitation.until < before).returning(Invitation.id)).all()
    return len(presences) + len(invitations)


def forget_old_complaints() -> int:
    """Delete the complaints that were looked at, or waited, long enough; return how many."""
    return forget_cases(Complaint, Complaint.said_at, days=COMPLAINT_DAYS)


def clean_up(over: Round) -> None:
    """Delete who met whom in a round that is over; the lines of its ledger stay, and say why each scored, no more."""
    of_it = select(Meeting.id).where(Meeting.round_id == over.id)
    forget_how(over)
    db.session.execute(update(Complaint).where(Complaint.meeting_id.in_(of_it)).values(meeting_id=None))
    for table in (Invitation, Vouch, Pair, Met):
        db.session.execute(delete(table).where(table.meeting_id.in_(of_it)))
    db.session.execute(delete(Meeting).where(Meeting.round_id == over.id))
    mark_cleaned(over)


def _forget_what_was_told_by(player: Player) -> None:
    """Delete what a player told of others. That something was told stays while it waits: it protects others."""
    told = Complaint.player_id == player.id
    db.session.execute(delete(Complaint).where(told, Complaint.looked_at.is_not(None)))
    db.session.execute(update(Complaint).where(told).values(words=""))
    forget_flags_by(player)
