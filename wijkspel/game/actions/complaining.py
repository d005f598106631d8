"""When it did not feel good: telling it, and never meeting that neighbour again. Silent for the other."""

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Invalid
from wijkspel.game.models import Block, Complaint, Meeting
from wijkspel.game.queries.complaints import same_complaint
from wijkspel.game.rules import problems_of_complaint
from wijkspel.players.models import Player
from wijkspel.upkeep.actions import close
from wijkspel.upkeep.rules import tidy


def complain(player: Player, other: Player, meeting: Meeting, *, words: str) -> Complaint:
    """Keep that a meeting did not feel good, for a curator to look at. A double tap makes one. Raises Invalid."""
    words = tidy(words)
    problems = problems_of_complaint(words)
    if problems or not {player.id, other.id} <= {met.player_id for met in meeting.people}:
        raise Invalid(**(problems or {"other": "unknown"}))
    same = same_complaint(player.id, other.id, meeting.id, words)
    if same is not None:
        return same
    complaint = Complaint(
        **tenant_of(meeting), player_id=player.id, other_id=other.id, meeting_id=meeting.id, words=words, said_at=now()
    )
    db.session.add(complaint)
    db.session.flush()
    return complaint


def stay_apart(player: Player, other: Player) -> None:
    """Let two players never meet in the game again. The other is not told; a second time changes nothing."""
    row = {**tenant_of(player), "player_id": player.id, "other_id": other.id, "since": now()}
    apart = insert_into(Block).values(row)
    db.session.execute(apart.on_conflict_do_nothing(index_elements=["player_id", "other_id"]))


def close_complaint(complaint: Complaint, *, by: str, outcome: str) -> None:
    """Write down who looked at a complaint and what came of it. Raises Invalid, and Conflict when that was done."""
    close(complaint, by=by, outcome=outcome, refusal="complaint_closed", name="complaint")
