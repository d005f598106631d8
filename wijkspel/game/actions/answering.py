"""What a player answers about themselves, and what ends with it."""

from wijkspel.game.actions.leaving import take_child_back
from wijkspel.players.actions.players import say_age
from wijkspel.players.models import Player
from wijkspel.players.queries import children_of, locked


def answer_age(player: Player, *, is_grown_up: bool) -> None:
    """Keep whether a player is 16 or older. Raises NotAllowed, as `say_age`.

    Somebody younger is no parent: what they said for children ends at once, as when a parent takes it back.
    """
    children = [] if is_grown_up else children_of(player.id)
    locked([player.id, *(child.id for child in children)])
    say_age(player, is_grown_up=is_grown_up)
    for child in children:
        take_child_back(player, child)
