"""Facts about the shelf alone."""

from dataclasses import dataclass

from assistant.domain.evidence.base import Evidence


@dataclass(frozen=True, slots=True)
class Untouched(Evidence):
    """It stands on the shelf and was never opened."""

    item_id: str

    @property
    def type(self) -> str:
        return "untouched"

    @property
    def id(self) -> str:
        return self.item_id


@dataclass(frozen=True, slots=True)
class NewInLibrary(Evidence):
    """It came into the library of late."""

    item_id: str

    @property
    def type(self) -> str:
        return "new"

    @property
    def id(self) -> str:
        return self.item_id
