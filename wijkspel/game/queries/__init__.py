"""Reads that span rows of the game."""
