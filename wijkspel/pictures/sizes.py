"""What is kept of a picture: its sizes and formats, how large each is, and under which name it lies in the store."""

SIDES = (1600, 800, 320)
SUFFIXES = {"webp": "webp", "jpeg": "jpg"}
WANTED = tuple((side, name) for side in SIDES for name in SUFFIXES)
"""Every derivative of a picture, the largest first."""

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000


def fitted_size(width: int, height: int, side: int) -> tuple[int, int]:
    """Return width and height in pixels once the longest side is at most `side`; nothing is ever enlarged."""
    scale = min(1.0, side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def file_name(public_id: str, side: int, file_format: str) -> str:
    """Return under which name a derivative lies in the store."""
    return f"pictures/{public_id[:2]}/{public_id}-{size_name(side, file_format)}"


def size_name(side: int, file_format: str) -> str:
    """Return how a derivative is called among those of its picture, such as `800.webp`."""
    return f"{side}.{SUFFIXES[file_format]}"
