"""“I do not agree”: said once by whom something was decided about, answered by somebody, and kept for a while."""

from sqlalchemy import Select, delete, update

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Invalid, Missing
from wijkspel.game.queries.objections import nickname_dispute
from wijkspel.players.models import Objection, Player
from wijkspel.players.rules import FLAG_DAYS, LONGEST_OBJECTION
from wijkspel.upkeep.actions import close, forget_cases
from wijkspel.upkeep.rules import tidy


def object_to(player: Player, about: str, subject: str, *, words: str) -> None:
    """Keep that a player does not agree; a second try keeps what the first one said. Raises Invalid.

    Whether there is something to object to is for the caller to see.
    """
    words = tidy(words)
    if len(words) > LONGEST_OBJECTION:
        raise Invalid(words="too_long")
    row = {**tenant_of(player), "player_id": player.id, "about": about, "subject": subject}
    once = insert_into(Objection).values(row | {"words": words, "said_at": now()})
    db.session.execute(once.on_conflict_do_nothing(index_elements=["player_id", "about", "subject"]))


def object_to_nickname(player: Player, *, words: str) -> None:
    """Keep that a player does not agree that a nickname is hidden or was taken away. Raises Invalid.

    Raises Missing when neither is so and nothing was said before.
    """
    db.session.refresh(player, with_for_update={"key_share": True})
    dispute = nickname_dispute(player)
    if dispute is None:
        raise Missing("nothing_to_object_to")
    if dispute.objection is None:
        object_to(player, "nickname", dispute.nickname, words=words)


def answer_objection(objection: Objection, *, by: str, outcome: str) -> None:
    """Write down who looked again and what came of it, for the player to read. Raises Invalid, and Conflict twice."""
    close(objection, by=by, outcome=outcome, refusal="objection_answered", name="objection")


def answer_all_about(about: str, subject: str, *, outcome: str) -> None:
    """Answer what waits about something, by what happened to it; `about` and `subject` as in `object_to`."""
    same = update(Objection).where(Objection.about == about, Objection.subject == subject)
    answered = {"looked_at": now(), "looked_by": "Wijkspel", "outcome": outcome}
    db.session.execute(same.where(Objection.looked_at.is_(None)).values(answered))


def forget_objections_about(about: str, subjects: Select[str]) -> None:
    """Delete who objected about some things of one kind, answered or not."""
    db.session.execute(delete(Objection).where(Objection.about == about, Objection.subject.in_(subjects)))


def forget_old_objections() -> int:
    """Delete the objections that were answered, or waited, long enough; return how many."""
    return forget_cases(Objection, Objection.said_at, days=FLAG_DAYS)
