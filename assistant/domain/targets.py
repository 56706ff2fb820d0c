"""What a command, a click or a rule may point at, as one value instead of a string that everybody takes apart."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class TargetKind(StrEnum):
    ITEM = "item"
    FOLDER = "folder"
    SUBJECT = "subject"
    CREATOR = "creator"
    SERIES = "series"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One thing by its kind and its id, path or name. `str(target)` is how journal and command line write it."""

    kind: TargetKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The target that a text such as "subject:Sea stories" names. Raises ValueError for any other text."""
        kind, colon, name = text.partition(":")
        if not colon or not name.strip():
            raise ValueError(f"{text!r} names no kind of thing")
        return cls(TargetKind(kind), name)

    @classmethod
    def item(cls, item_id: str) -> Self:
        return cls(TargetKind.ITEM, item_id)

    @classmethod
    def folder(cls, path: str) -> Self:
        return cls(TargetKind.FOLDER, path)

    @classmethod
    def subject(cls, name: str) -> Self:
        return cls(TargetKind.SUBJECT, name)
