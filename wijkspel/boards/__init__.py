"""Boards: what is shown of a round besides its ledger. The neighbours around a player, why each line was written, the
next step, and how a round ended. Nothing here rests on fewer than five people, or names a person to a stranger.
"""
