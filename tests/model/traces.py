"""Every column that points at a player: how “My data” shows it, and what becomes of it when the player leaves.

The columns come from the tables themselves: a new one fails here until somebody decided both.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, func, or_, select

from wijkspel.db import Base, db
from wijkspel.game.models import Complaint
from wijkspel.game.queries.objections import hides_now
from wijkspel.players.models import NicknameFlag, Player
from wijkspel.rounds.models import PointEntry

# Under which name “My data” has each row.
SHOWN = {
    "block.player_id": "kept_apart",
    "card.player_id": "cards",
    "complaint.player_id": "complaints",
    "guardianship.child_id": "parents_who_said_yes",
    "guardianship.parent_id": "children",
    "met.player_id": "meetings",
    "nickname_flag.player_id": "flags",
    "objection.player_id": "objections",
    "photo_flag.player_id": "photo_flags",
    "photo_person.player_id": "photos",
    "point_entry.player_id": "points",
    "presence.player_id": "presences",
    "vouch.player_id": "vouches",
}
_SILENT = "said by somebody else, and the other is not told (trust rule 9)"
_WHO = "the meetings say with whom, and the lines of points what it was worth"
_SUM = "adds up lines that are shown"
_PHONE = "a phone is a hash of its cookie, which says nothing of anybody"
NOT_SHOWN = {
    "block.other_id": _SILENT,
    "complaint.other_id": _SILENT,
    "nickname_flag.other_id": _SILENT,
    "device.player_id": _PHONE,
    "played_on.player_id": _PHONE,
    "invitation.player_id": "it is shown where its player said “I am here”: the presence says where and when",
    "pair.high_id": _WHO,
    "pair.low_id": _WHO,
    "vouch.high_id": _WHO,
    "vouch.low_id": _WHO,
    "photo.taken_by_id": "a mark on a photo that is shown",
    "photo_consent.player_id": "stands with its photo, and is counted there",
    "standing.player_id": _SUM,
    "team_share.player_id": _SUM,
}
_NAMELESS = "until the round is cleaned up, of somebody without a name"
_LEDGER = "so that what the neighbourhood has together adds up"
STAYS = {
    "met.player_id": _NAMELESS,
    "pair.high_id": _NAMELESS,
    "pair.low_id": _NAMELESS,
    "vouch.high_id": _NAMELESS,
    "vouch.low_id": _NAMELESS,
    "vouch.player_id": _NAMELESS,
    "point_entry.player_id": _LEDGER,
    "standing.player_id": _LEDGER,
    "team_share.player_id": _LEDGER,
    "complaint.other_id": "others told it, and somebody has to look",
    "complaint.player_id": "while it waits and without words: it protects others",
    "nickname_flag.player_id": "while it hides a nickname, or somebody decided by it",
}


def columns_of_players() -> dict[str, Column[Any]]:
    """Return every column that points at a player, by the name of its table and its own."""
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_keys]
    return {f"{key.parent.table.name}.{key.parent.name}": key.parent for key in keys if key.column is _ID}


def check_that_it_is_all(player: Player, kept: dict[str, Any]) -> None:
    """See that “My data” holds exactly the rows of its player, of every table."""
    columns = columns_of_players()
    assert columns.keys() == SHOWN.keys() | NOT_SHOWN.keys(), "decide whether “My data” shows it"
    for name, part in SHOWN.items():
        assert len(kept[part]) == _count(columns[name], columns[name] == player.id), name
    said = [consent for photo in kept["photos"] for consent in photo["consents"]]
    assert len(said) == _count(columns["photo_consent.player_id"], columns["photo_consent.player_id"] == player.id)
    sent = columns["photo.taken_by_id"]
    assert sum(photo["sent_by_me"] for photo in kept["photos"]) == _count(sent, sent == player.id)


def check_that_who_left_left_nothing() -> None:
    """See that no table knows anything of anybody who left, but for what has to stay."""
    columns = columns_of_players()
    gone = list(db.session.scalars(select(Player.id).where(Player.gone_at.is_not(None))))
    for name in columns.keys() - STAYS.keys():
        assert _count(columns[name], columns[name].in_(gone)) == 0, f"{name} is left of somebody who left"
    told = select(Complaint.id).where(Complaint.player_id.in_(gone))
    assert not db.session.scalars(told.where(or_(Complaint.words != "", Complaint.looked_at.is_not(None)))).all()
    words = select(PointEntry.id).where(PointEntry.player_id.in_(gone), PointEntry.words.is_not(None))
    assert not db.session.scalars(words).all()
    for player in db.session.scalars(select(Player).where(Player.id.in_(gone))):
        known = [column.name for column in Player.__table__.columns if column.nullable]
        assert [name for name in known if getattr(player, name) is not None] == ["gone_at"]


def check_that_flags_stay_for_a_reason(leaver: int) -> None:
    """See that of the flags of somebody who leaves at this moment only those stay that hold something."""
    flags = select(NicknameFlag.id).where(NicknameFlag.player_id == leaver, ~hides_now())
    needless = or_(NicknameFlag.looked_at.is_(None), NicknameFlag.outcome == "gone")
    assert not db.session.scalars(flags.where(needless)).all()


def _count(column: Column[Any], condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(column.table).where(condition)) or 0


_ID = Player.__table__.c.id
