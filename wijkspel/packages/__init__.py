"""Packages: a whole neighbourhood in one ZIP, to keep, to read, or to move to another server.

`exporting` writes one and `importing` takes one in; both speak of the same `documents`, which the `manifest` lists. A
package from elsewhere may hold anything, so `reading` and `inspection` look at every byte before a row is made, and
`planting` makes the rows by the same actions as everybody else.
"""
