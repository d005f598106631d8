"""Flags on nicknames: one tap hides what does not feel good until somebody looked. Silent for the other."""

from sqlalchemy import delete, or_, select

from wijkspel.clock import now
from wijkspel.db import db, insert_into, tenant_of
from wijkspel.errors import Invalid, Missing
from wijkspel.game.models import Met
from wijkspel.game.queries.objections import hides_now, taken_from
from wijkspel.players.actions.players import give_made_up_nickname, rename_player
from wijkspel.players.models import NicknameFlag, Player
from wijkspel.players.queries import flag_of, flags_on, was_taken_away
from wijkspel.players.rules import FLAG_DAYS, FLAG_REASONS, hides_nickname
from wijkspel.upkeep.actions import forget_cases
from wijkspel.upkeep.rules import LONGEST_BY
from wijkspel.wordlists.nicknames import problems_of_nickname, skeleton, tidy


def flag_nickname(player: Player, other: Player, *, reason: str | None = None) -> None:
    """Keep that a nickname does not feel good to a player, and hide it when that is enough.

    A second flag on the same nickname counts once; with a reason it adds that, and it weighs what it does now: the two
    may have met since. Raises Missing for one's own and for somebody who is gone, and Invalid for no such reason.
    """
    if other.id == player.id or other.nickname is None:
        raise Missing("no_such_player")
    if reason is not None and reason not in FLAG_REASONS:
        raise Invalid(reason="unknown")
    # Held until the end, so that the second of two flags at the same moment counts the first.
    db.session.refresh(other, with_for_update={"key_share": True})
    weight = int(_have_met(player.id, other.id))
    row = {
        **tenant_of(other),
        "player_id": player.id,
        "other_id": other.id,
        "nickname": other.nickname,
        "skeleton": other.skeleton,
        "reason": reason,
        "weight": weight,
        "said_at": now(),
    }
    once = insert_into(NicknameFlag).values(row)
    db.session.execute(once.on_conflict_do_nothing(index_elements=["player_id", "other_id", "skeleton"]))
    flag = flag_of(player.id, other)
    if flag is not None and flag.looked_at is None:
        flag.reason, flag.weight = reason or flag.reason, max(flag.weight, weight)
        db.session.flush()
    _hide_if_needed(other)


def choose_nickname(player: Player, nickname: str) -> None:
    """Let a player choose another nickname. Raises Invalid; also for one that was taken away, by however it looks.

    Who goes back to a nickname with flags that nobody looked at finds it hidden again.
    """
    if not problems_of_nickname(nickname) and was_taken_away(player, skeleton(tidy(nickname))):
        raise Invalid(nickname="insult")
    rename_player(player, nickname)
    _hide_if_needed(player)


def keep_nickname(player: Player, *, by: str) -> None:
    """Write down that somebody looked at a nickname and finds nothing wrong: it is shown again, and stays so."""
    _look_at(player, by=by, outcome="kept")
    player.nickname_state = None
    db.session.flush()


def take_nickname_away(player: Player, *, by: str, language: str = "nl") -> str:
    """Give a player a made-up nickname in place of one that does not feel good, and return it; the player is told."""
    _look_at(player, by=by, outcome="renamed")
    give_made_up_nickname(player, language=language)
    return str(player.nickname)


def give_nickname_back(player: Player, *, by: str) -> None:
    """Give a player the nickname back that was taken away last; more flags do not hide it.

    Raises Missing when none was taken away, and Invalid without a name or when somebody's looks like it by now.
    """
    by = _who_looked(by)
    db.session.refresh(player, with_for_update={"key_share": True})
    flags = taken_from(player)
    if not flags:
        raise Missing("no_nickname_taken", player=player.public_id)
    for flag in flags:
        flag.looked_at, flag.looked_by, flag.outcome = now(), by, "kept"
    rename_player(player, flags[0].nickname)


def forget_old_flags() -> int:
    """Delete the flags that were looked at, or waited, long enough; return how many. What hides a nickname waits on."""
    return forget_cases(NicknameFlag, NicknameFlag.said_at, ~hides_now(), days=FLAG_DAYS)


def forget_flags_by(player: Player) -> None:
    """Delete the flags of a player who leaves, but for those that hide a nickname or by which somebody decided.

    These are about somebody else, who would be called an insult again; they go when the others go.
    """
    decided = NicknameFlag.outcome.in_(("kept", "renamed"))
    free = or_(NicknameFlag.looked_at.is_(None), ~decided)
    db.session.execute(delete(NicknameFlag).where(NicknameFlag.player_id == player.id, free, ~hides_now()))


def _hide_if_needed(player: Player) -> None:
    """Hide a nickname that its flags hide, unless somebody looked at it and found that it may stay."""
    flags = flags_on(player)
    if any(flag.outcome == "kept" for flag in flags):
        return
    if hides_nickname((flag.weight, flag.reason) for flag in flags if flag.looked_at is None):
        player.nickname_state = "hidden"
        db.session.flush()


def _look_at(player: Player, *, by: str, outcome: str) -> None:
    """Close the flags on a player, on nicknames of before as well. Raises Invalid without a name, and Missing."""
    by = _who_looked(by)
    if player.nickname is None:
        raise Missing("no_such_player", player=player.public_id)
    db.session.refresh(player, with_for_update={"key_share": True})
    waiting = select(NicknameFlag).where(NicknameFlag.other_id == player.id, NicknameFlag.looked_at.is_(None))
    for flag in db.session.scalars(waiting):
        flag.looked_at, flag.looked_by = now(), by
        flag.outcome = outcome if flag.skeleton == player.skeleton else "gone"
    db.session.flush()


def _who_looked(by: str) -> str:
    by = by.strip()
    if not by or len(by) > LONGEST_BY:
        raise Invalid(by="too_long" if by else "missing")
    return by


def _have_met(one: int, other: int) -> bool:
    """Return whether two players were ever in one meeting, as far as that is still kept."""
    of_other = select(Met.meeting_id).where(Met.player_id == other)
    both = select(Met.id).where(Met.player_id == one, Met.meeting_id.in_(of_other)).limit(1)
    return db.session.scalar(both) is not None
