"""Makes a small picture of a cover, whatever it came as."""

import io
import struct
import warnings
import zlib

LARGEST_SIDE = 512
MOST_PIXELS = 30_000_000
LARGEST_BYTES = 32 << 20
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, Warning, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow's plugins raise on damaged pictures; a cover is never worth an item."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


class Thumbnail(bytes):
    """A picture as `encode` writes it: small, and not another program's bytes."""


def thumbnail(picture: bytes) -> Thumbnail | None:
    """A JPEG (PNG where there is transparency) of at most 512 pixels a side; None for what is no usable picture."""
    if isinstance(picture, Thumbnail):
        return picture
    if not 16 <= len(picture) <= LARGEST_BYTES:
        return None
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
                return encode(image)
        except (*_DAMAGE, Image.DecompressionBombError):
            return None


def encode(image: object) -> Thumbnail:
    """Scales a pillow image down and writes it as JPEG or PNG."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if transparent else "RGB"
    small = image if image.mode == mode else image.convert(mode)
    if max(small.size) > LARGEST_SIDE:
        small = small.copy() if small is image else small
        small.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = io.BytesIO()
    if transparent:
        small.save(out, "PNG")
    else:
        small.save(out, "JPEG", quality=82)
    return Thumbnail(out.getvalue())
