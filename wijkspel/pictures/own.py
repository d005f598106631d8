"""Whether a file from elsewhere is a picture as we make them. It decodes, so only a process that may die asks this."""

import io

from PIL import Image


def is_own(content: bytes, file_format: str, size: tuple[int, int]) -> bool:
    """Return whether this can be decoded, in this format and of about this size.

    A derivative may be a pixel off, since each is made from the next larger one.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[file_format.upper()]) as picture:
            off = max(abs(picture.width - size[0]), abs(picture.height - size[1]))
            if off > 1 or picture.mode != "RGB" or getattr(picture, "n_frames", 1) != 1:
                return False
            picture.load()
            return True
    except Exception:  # decoders raise whatever they like
        return False
