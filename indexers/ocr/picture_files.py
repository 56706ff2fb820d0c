"""Picture files that may be pages: scans, photographed letters, receipts. What they show decides, not how they look."""

import re
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from indexers.ocr.pictures import opened
from indexers.ocr.recognised import Pages
from indexers.readers.base import Reading
from indexers.readers.sidecars import serves_folder

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"})
_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|II\*\0|MM\0\*|BM", re.S)
LEAST_SIDE, LEAST_BYTES = 700, 15_000
"""Pixels and bytes below which a picture is an icon or a thumbnail."""
MOST_BYTES = 256 << 20
_LETTERS, _SURE = 150, 0.75
"""So many letters, read so surely, make a page; a street sign or a label in a holiday picture has fewer."""
_MOST_FRAMES = 3000


def is_picture(path: Path, head: bytes) -> bool:
    """Whether a file that starts with `head` is a picture that could be a page."""
    return path.suffix.lower() in _SUFFIXES and _MAGIC.match(head) is not None


def page_count(path: Path) -> int:
    """How many pages there may be to look at: 0 for icons, covers and what cannot be opened."""
    if serves_folder(path.name) or not LEAST_BYTES <= path.stat().st_size <= MOST_BYTES:
        return 0
    try:
        with opened(path) as picture:
            frames = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
            return min(frames, _MOST_FRAMES) if max(picture.size) >= LEAST_SIDE else 0
    except UnreadableFile:
        return 0


def picture_reading(path: Path, said: Pages) -> Reading | None:
    """The document that a picture shows, its text still apart; None where it shows none."""
    if not any(shows_page(page.text, page.sure) or page.script for page in said.values()):
        return None
    frames = page_count(path)
    with open(path, "rb") as file:
        cover = file.read() if path.stat().st_size <= 32 << 20 else None
    return Reading(kind=Kind.DOCUMENT, pages=frames, scans=tuple(range(frames)), cover=cover)


def shows_page(text: str, sure: float) -> bool:
    """Whether so much text was read that the picture is one of a page."""
    return sure >= _SURE and sum(letter.isalnum() for letter in text) >= _LETTERS
