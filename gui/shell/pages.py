"""The pages of one window, each made when somebody first goes there."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from gui.pages.registry import Destination
from gui.shell.session import Session

Wanted = TypeVar("Wanted", bound=QWidget)


class Pages(Mapping[str, QWidget]):
    """By name. What is asked for and is not there yet is made and put on the `stack`."""

    def __init__(self, session: Session, places: Mapping[str, Destination], stack: QStackedWidget) -> None:
        self._session, self._places, self._stack = session, places, stack
        self._made: dict[str, QWidget] = {}

    def __getitem__(self, name: str) -> QWidget:
        page = self._made.get(name)
        if page is None:
            page = self._made[name] = self._places[name].make(self._session)
            self._stack.addWidget(page)
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def of(self, kind: type[Wanted]) -> Wanted:
        """The page of a class. Raises KeyError where there is none."""
        for name, place in self._places.items():
            if isinstance(place.make, type) and issubclass(place.make, kind):
                page = self[name]
                assert isinstance(page, kind)
                return page
        raise KeyError(kind)

    @property
    def front(self) -> str:
        """The name of the one that is seen."""
        seen = self._stack.currentWidget()
        return next(name for name, page in self._made.items() if page is seen)
