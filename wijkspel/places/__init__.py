"""Places: organisations, their neighbourhoods, the spots in them, and the stickers that hang at a spot.

A spot is at once a stop of a tour, a question and a meeting place, and never a home. Its stickers come and go; a code
that once hung somewhere keeps leading to its spot or to a page that says what became of it.
"""
