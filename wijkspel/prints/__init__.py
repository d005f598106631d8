"""What hangs and lies in the street on paper: stickers, plaques, posters and booklets, as PDF.

`stickers` and `tours` gather what may be printed, `paper` makes pages of it, and `press` is the program that makes a
PDF of the pages.
"""
