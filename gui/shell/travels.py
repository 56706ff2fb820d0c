"""Where the person has been: pages, and the item or the list that stood on them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

MOST = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """A page by its name, what it showed, and what held the keyboard there."""

    place: str
    detail: str | None = None
    """An item's or a list's id, on the pages that show one of many."""
    focus: QWidget | None = None

    def same_as(self, other: "Spot") -> bool:
        return (self.place, self.detail) == (other.place, other.detail)


class Travels:
    """What Alt+Left goes back through, one step a time."""

    def __init__(self) -> None:
        self._past: list[Spot] = []

    def __bool__(self) -> bool:
        return bool(self._past)

    def leave(self, spot: Spot) -> None:
        """Remember a spot on the way to another one."""
        if not self._past or not self._past[-1].same_as(spot):
            self._past = [*self._past[1 - MOST :], spot]

    def back(self) -> Spot | None:
        """The spot before; None where the way began."""
        return self._past.pop() if self._past else None
