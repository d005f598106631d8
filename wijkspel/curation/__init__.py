"""Curation: what is decided about stories and tours, by whom and why.

A story goes from told to handed in, approved and published, and from there it may be hidden and shown again. Every step
leaves a decision behind, and no step skips the teller's consent.
"""
