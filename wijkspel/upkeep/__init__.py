"""Upkeep: how stickers fare once they hang: how often each was scanned on a day, and what people report about one.

A count says nothing about who scanned or when on that day, and a report carries no name of whoever made it.
"""
