"""Reads about photos: who sees them, what the people in them said, what a meeting allows, and what others say."""
