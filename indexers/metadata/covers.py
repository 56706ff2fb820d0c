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
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = (0xC0, 0xC1, 0xC2)
"""Markers of a JPEG's frame that programs write: sequential, extended, progressive."""
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


def is_thumbnail(picture: bytes) -> bool:
    """Whether it is what `encode` writes, by its own head: a JPEG or PNG of at most 512 pixels a side.

    A reader that was taken over may send anything as a cover; no other format's decoder is to meet it in the window.
    """
    wide, high = _png_size(picture) if picture.startswith(_PNG) else _jpeg_size(picture)
    return 0 < wide <= LARGEST_SIDE and 0 < high <= LARGEST_SIDE


def _png_size(picture: bytes) -> tuple[int, int]:
    """Width and height as the first chunk states them (PNG, section 11.2.1); zeros where there are none."""
    if picture[12:16] != b"IHDR" or len(picture) < 24:
        return 0, 0
    wide, high = struct.unpack_from(">2I", picture, 16)
    return int(wide), int(high)


def _jpeg_size(picture: bytes) -> tuple[int, int]:
    """Width and height as the first frame header states them (ITU T.81, B.2.2); zeros where there is none."""
    at = 2
    while picture[:2] == b"\xff\xd8" and at + 9 <= len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4])
        if marker in _FRAMES:
            high, wide = struct.unpack_from(">2H", picture, at + 5)
            return int(wide), int(high)
        at += 2 + length
    return 0, 0


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
