"""Media: pictures and sound, kept as the derivatives we show and never as the bytes that came in.

A row says who made it, under which licence, and what it shows; the files lie in the store under the row's public id.
Rows of this room know no story: whether a picture may be seen is decided by the story that shows it.
"""
