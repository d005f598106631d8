"""Everything that changes organisations, neighbourhoods, spots and stickers."""
