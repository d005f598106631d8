"""Deleting everything of somebody: what the game keeps, and the photos."""

from wijkspel.game.actions.leaving import leave_game, take_child_back
from wijkspel.photos.actions.forgetting import leave_photos
from wijkspel.players.models import Player
from wijkspel.players.queries import children_with_nobody_else


def leave_with_photos(player: Player) -> list[str]:
    """Delete all that is kept of a player, and of a child that is deleted along; return the names of their files."""
    # Photos are held before people: as by who chooses about one at this moment.
    names = leave_photos(player, *children_with_nobody_else(player.id))
    leave_game(player)
    return names


def take_child_back_with_photos(parent: Player, child: Player) -> list[str]:
    """Take back that a child may play, and return the names of its files when it is deleted by that."""
    names = leave_photos(child) if child in children_with_nobody_else(parent.id) else []
    take_child_back(parent, child)
    return names
