"""The game: neighbours meet at a spot, both confirm, and both see why they scored.

A scan says nothing about a person. A presence is a tap, an invitation is what one screen shows another, and a meeting
is made by the second of two people.
"""
