"""What sort of work an item is."""

from enum import StrEnum


class Kind(StrEnum):
    BOOK = "book"
    MUSIC = "music"
    DOCUMENT = "document"
