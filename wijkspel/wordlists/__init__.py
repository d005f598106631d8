"""Word lists: what the game says and chooses from, as TOML that a neighbour could read and correct.

Nicknames that are made up, and what is wrong with one that somebody typed; the four words that bring a player to
another phone; the small pictures on an invitation; the assignments. No room is known here.
"""
