"""Makes a small picture of a cover, whatever it came as."""

import io
import warnings

LARGEST_SIDE = 512
MOST_PIXELS = 30_000_000
LARGEST_BYTES = 32 << 20
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


def thumbnail(picture: bytes) -> bytes | None:
    """A JPEG (PNG where there is transparency) of at most 512 pixels a side; None for what is no usable picture."""
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
        # Pillow's plugins raise almost anything on damaged pictures; a cover is never worth an item.
        except Exception:
            return None


def encode(image: object) -> bytes:
    """Scales a pillow image down and writes it as JPEG or PNG."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    small = image.convert("RGBA" if transparent else "RGB")
    small.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = io.BytesIO()
    if transparent:
        small.save(out, "PNG")
    else:
        small.save(out, "JPEG", quality=82)
    return out.getvalue()
