"""All that the game keeps of one player."""

from typing import Any

from sqlalchemy import select

from wijkspel.clock import to_the_second
from wijkspel.db import db
from wijkspel.game.models import Block, Complaint, Meeting, Met, Presence
from wijkspel.game.queries.complaints import blocks_by, complaints_by
from wijkspel.game.queries.objections import objections_by
from wijkspel.players.models import Objection, Player
from wijkspel.players.queries import cards_and_family_of, flags_by
from wijkspel.rounds.models import PointEntry


def everything_of(player: Player) -> dict[str, Any]:
    """Return all that is kept of a player, as plain values: to be shown, and to be taken along."""
    presences = db.session.scalars(select(Presence).where(Presence.player_id == player.id).order_by(Presence.at))
    own = select(Meeting).join(Met, Met.meeting_id == Meeting.id).where(Met.player_id == player.id)
    lines = db.session.scalars(select(PointEntry).where(PointEntry.player_id == player.id).order_by(PointEntry.id))
    return {
        "nickname": player.nickname,
        "shown_to_neighbours_around": player.is_around,
        "flags": [{"nickname": flag.nickname, "reason": flag.reason} for flag in flags_by(player.id)],
        "objections": [_objected(objection) for objection in objections_by(player.id)],
        "complaints": [_told(complaint) for complaint in complaints_by(player.id)],
        "kept_apart": [_apart(block) for block in blocks_by(player.id)],
        "is_16_or_older": player.is_grown_up,
        "home_spot": player.home_spot.slug if player.home_spot else None,
        "began_at": to_the_second(player.began_at),
        **cards_and_family_of(player),
        "presences": [{"spot": one.spot.slug, "at": to_the_second(one.at), "far": one.is_far} for one in presences],
        "meetings": [_met(meeting, player) for meeting in db.session.scalars(own.order_by(Meeting.id))],
        "points": [
            {"reason": line.reason, "points": line.points, "words": line.words, "at": to_the_second(line.at)}
            for line in lines
        ],
    }


def _met(meeting: Meeting, player: Player) -> dict[str, Any]:
    others = [met.player.public_name for met in meeting.people if met.player_id != player.id]
    return {"spot": meeting.spot.slug, "at": to_the_second(meeting.began_at), "with": others}


def _told(complaint: Complaint) -> dict[str, Any]:
    # What came of it is left out: it is about the other as well, who is not told.
    return {
        "about": complaint.other.public_name,
        "spot": complaint.meeting.spot.slug if complaint.meeting else None,
        "words": complaint.words,
        "at": to_the_second(complaint.said_at),
        "looked_at": to_the_second(complaint.looked_at) if complaint.looked_at else None,
    }


def _apart(block: Block) -> dict[str, Any]:
    return {"with": block.other.public_name, "since": to_the_second(block.since)}


def _objected(objection: Objection) -> dict[str, Any]:
    return {
        "about": objection.about,
        "subject": objection.subject,
        "words": objection.words,
        "at": to_the_second(objection.said_at),
        "outcome": objection.outcome,
    }
