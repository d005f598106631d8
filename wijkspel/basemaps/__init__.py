"""Maps of a neighbourhood: from an OpenStreetMap extract or a drawn map to one file of tiles and to a sketch.

`reading` makes a `model.Basemap` of a file, `tiles` packs one for the map that moves, `sketch` draws one for paper,
for the first look and for phones without script, and `png` makes a picture of that. Nothing here knows a database or a
page; what is slow to load (`osm`, `tiles`, `png`) is loaded only by who asks for it.
"""
