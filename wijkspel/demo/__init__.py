"""The demo: the made-up neighbourhood De Koppel, kept as readable files beside this one.

`wijkspel seed` plants it in a database, and the tests' small world is planted from the very same files.
"""
