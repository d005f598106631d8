"""Tours: ordered walks past spots, with the leg from each stop to the next.

A stop is a spot and the stories told there; the tour adds an order, the distance at which a phone says you are there,
and what the way to the next stop is like. A walk can be begun at any stop.
"""
