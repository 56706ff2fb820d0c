"""A work as one reads it: its text in parts, or its pages as pictures, and where one stopped."""

from dataclasses import dataclass

from assistant.domain.entities import Item


def is_read_as_text(item: Item) -> bool:
    """Whether its file holds text to read. Pages that are pictures are looked at as they are."""
    return item.path is not None and bool(item.words) and not item.recognised


_PAGED = frozenset({".cbz", ".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"})


def is_looked_at(item: Item) -> bool:
    """Whether its pages are pictures, to be looked at one by one."""
    return item.path is not None and item.path.suffix.lower() in _PAGED and not is_read_as_text(item)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page, counted from 0, of so many: its points row by row, three bytes each, or four with `channels`.
    `missing` says in words why there are none."""

    number: int
    pages: int
    channels: int = 3
    width: int = 0
    height: int = 0
    points: bytes = b""
    missing: str = ""


_LEFTWARDS = frozenset({"ja", "he", "ar", "fa", "ur"})


def reads_leftwards(item: Item) -> bool:
    """Whether the pages of a comic follow from right to left, as far as its file tells."""
    if item.path is None or item.path.suffix.lower() != ".cbz":
        return False
    return item.language.partition("-")[0] in _LEFTWARDS or any(one.casefold() == "manga" for one in item.subjects)


@dataclass(frozen=True, slots=True)
class Facing:
    """How pages lie: two beside each other or one by one, and whether the first of them is the right one."""

    two: bool = False
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class TextPart:
    """A chapter, a page or whatever the file is divided into. `place` is its heading, or empty."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class WholeText:
    """`missing` says in words why this is not all of the text; empty where it is."""

    item_id: str
    parts: tuple[TextPart, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where one stopped: the number of the part from 0, a character in it, and the share of the whole, 0..1."""

    part: int
    offset: int
    share: float = 0.0


def share_read(parts: tuple[TextPart, ...], part: int, offset: int) -> float:
    """The share of all characters that lie before a place, 0..1."""
    total = sum(len(one.text) for one in parts)
    before = sum(len(one.text) for one in parts[:part]) + offset
    return min(1.0, before / total) if total else 0.0
