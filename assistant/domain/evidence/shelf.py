"""Facts about the shelf alone."""

from dataclasses import dataclass

from assistant.domain.evidence.base import Evidence


@dataclass(frozen=True, slots=True)
class OnShelf(Evidence):
    """A fact about the item itself."""

    item_id: str

    @property
    def id(self) -> str:
        return self.item_id


@dataclass(frozen=True, slots=True)
class Untouched(OnShelf):
    """It stands on the shelf and was never opened."""

    called = "untouched"


@dataclass(frozen=True, slots=True)
class NewInLibrary(OnShelf):
    """It came into the library of late."""

    called = "new"
