"""The picture of one page, out of a PDF, a comic or a picture file. Runs in a reader process."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.readers.base import HEAD
from indexers.readers.books.comic import comic_pages
from indexers.readers.books.pdf_file import open_pdf
from indexers.readers.zipped import SafeZip

if TYPE_CHECKING:
    from PIL import Image

DOTS = 200
"""Dots an inch at which pages of a PDF are drawn: a line of 9 points is then 38 pixels tall."""
_LONGEST = 3400
"""Pixels of a page's longer side."""
_MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")


def page_picture(path: Path, number: int, mode: str = "L") -> "Image.Image":
    """The page, counted from 0, in grey, or in colour for the mode RGB. Raises UnreadableFile."""
    head = _head(path)
    if _is_pdf(head):
        return _drawn(path, number, mode)
    if head.startswith(b"PK"):
        with SafeZip(path) as archive:
            names = comic_pages(archive)
            if number >= len(names):
                raise UnreadableFile(tr("This page is missing."))
            return _whole(io.BytesIO(archive.read(names[number])), 0, mode)
    return _whole(path, number, mode)


def count_pages(path: Path) -> int:
    """How many pages there are to draw. Raises UnreadableFile."""
    head = _head(path)
    if _is_pdf(head):
        import pypdfium2

        try:
            document = open_pdf(path)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(tr("This page cannot be drawn.")) from error
        try:
            return len(document)
        finally:
            document.close()
    if head.startswith(b"PK"):
        with SafeZip(path) as archive:
            return len(comic_pages(archive))
    with opened(path) as picture:
        return int(getattr(picture, "n_frames", 1))


def _head(path: Path) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read(HEAD)


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def _drawn(path: Path, number: int, mode: str) -> "Image.Image":
    import pypdfium2

    try:
        document = open_pdf(path)
        page = document[number]
        width, height = page.get_size()
        scale = min(DOTS / 72, _LONGEST / max(width, height, 1.0))
        bitmap = page.render(scale=scale, grayscale=mode == "L")
        picture: Image.Image = bitmap.to_pil().convert(mode)
        bitmap.close()
        page.close()
        document.close()
        return picture
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise UnreadableFile(tr("This page cannot be drawn.")) from error


def _whole(source: "Path | io.BytesIO", frame: int, mode: str) -> "Image.Image":
    from PIL import Image, ImageOps

    with opened(source) as picture:
        picture.draft(mode, (_LONGEST, _LONGEST))
        if picture.width * picture.height > _MOST_PIXELS:
            raise UnreadableFile(tr("This picture is too large."))
        if frame:
            picture.seek(frame)
        upright = ImageOps.exif_transpose(picture)
        page = _on_white(upright, mode)
        page.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BILINEAR)
        return page


def _on_white(picture: "Image.Image", mode: str) -> "Image.Image":
    """In the mode; where the picture is transparent, white."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        paper = Image.new(mode, layers.size, "white")
        paper.paste(layers.convert(mode), mask=layers.getchannel("A"))
        return paper
    return picture.convert(mode)


@contextmanager
def opened(source: "Path | io.BytesIO") -> "Iterator[Image.Image]":
    """A picture whose pixels are not read yet. Raises UnreadableFile, also for what goes wrong while it is used."""
    from PIL import Image

    # The number of pixels is looked at before they are read.
    Image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(source, formats=FORMATS) as picture:
                yield picture
        except UnreadableFile:
            raise
        # Pillow's plugins raise almost anything on damaged pictures.
        except Exception as error:
            raise UnreadableFile(tr("This picture is damaged or cut short.")) from error
