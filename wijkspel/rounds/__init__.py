"""Rounds: one season of the game in a neighbourhood, with its rule table, its goal, and the ledger of its points.

The ledger only grows; a score is its sum, always, and a correction is one line more.
"""
