"""Online layers that a neighbourhood may choose in place of its own map: the only other hosts that our pages name."""

from urllib.parse import urlsplit

# Pictures of 256 pixels in web mercator. BRT-achtergrondkaart by Kadaster, through PDOK, CC BY 4.0.
_ADDRESSES = {
    "pdok": "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png",
}


def raster_address(raster: str | None) -> str | None:
    """Return where the pictures of a layer are, with {z}, {x} and {y} in it; None without a layer."""
    return _ADDRESSES[raster] if raster else None


def raster_origin(raster: str | None) -> str | None:
    """Return the origin that the pictures of a layer come from, as a content security policy names it."""
    address = raster_address(raster)
    return f"https://{urlsplit(address).netloc}" if address else None
