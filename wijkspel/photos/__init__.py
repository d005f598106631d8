"""Photos of meetings, which everybody in one chooses about, on the own phone: for us alone, for the gallery, for print.

Silence is no yes, and whoever takes a photo back takes it back for all: the files go, the points stay.
"""
