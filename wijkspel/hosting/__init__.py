"""Hosting: meetings that somebody else confirms. A card that a neighbour scans, two cards that a host sees, and whoever
was there when two people met.
"""
