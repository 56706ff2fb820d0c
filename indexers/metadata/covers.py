"""Makes a small picture of a cover: a reader process undoes the form it came in, the parent gives it a new one."""

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
_HEADER = struct.Struct(">BHH")
_MODES = {3: ("RGB", "JPEG"), 4: ("RGBA", "PNG")}
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


class Pixels(bytes):
    """A small picture as nothing but its points: their channels (3 or 4), width and height, then row by row."""


def thumbnail(picture: bytes) -> Pixels | None:
    """At most 512 pixels a side; None for what is no usable picture."""
    if isinstance(picture, Pixels):
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
                return pixels(image)
        except (*_DAMAGE, Image.DecompressionBombError):
            return None


def pixels(image: object, longest: int = LARGEST_SIDE) -> Pixels:
    """A pillow image, scaled down to `longest` pixels a side."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if transparent else "RGB"
    small = image if image.mode == mode else image.convert(mode)
    if max(small.size) > longest:
        small = small.copy() if small is image else small
        small.thumbnail((longest, longest))
    return Pixels(_HEADER.pack(len(mode), *small.size) + small.tobytes())


def encode(picture: bytes) -> bytes:
    """A JPEG of such pixels, PNG where there is transparency. Raises ValueError for what are none.

    The parent does this: a reader that was taken over may send any pixels, but no form of its own making.
    """
    from PIL import Image

    channels, wide, high, points = measured(picture, LARGEST_SIDE)
    mode, form = _MODES[channels]
    out = io.BytesIO()
    Image.frombytes(mode, (wide, high), points).save(out, form, quality=82)
    return out.getvalue()


def measured(picture: bytes, longest: int) -> tuple[int, int, int, bytes]:
    """(channels, width, height, points) of such pixels. Raises ValueError for what are none, or more than `longest` a
    side."""
    try:
        channels, wide, high = _HEADER.unpack_from(picture)
    except struct.error as error:
        raise ValueError("no pixels") from error
    size = _HEADER.size + channels * wide * high
    if channels not in _MODES or not (0 < wide <= longest and 0 < high <= longest) or len(picture) != size:
        raise ValueError("other pixels than stated")
    return channels, wide, high, picture[_HEADER.size :]
