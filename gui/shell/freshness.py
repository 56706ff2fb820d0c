"""Which pages show something old, and when each is read anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from assistant.app.changes import Changes
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.setting import Place
from gui.pages.registry import Destination, Refreshing
from gui.shell.session import Session

CALM = 5000
"""Milliseconds between two looks at a library that is being filled."""
AT_REST = 280
"""Milliseconds after which a slider that was moved has come to rest."""


class Freshness(QObject):
    """A page is read at once if it is in front, else when it comes to the front and something changed that concerns it.

    `pages` are those of `places`, by name; `front` names the one that is seen; `show_badge` takes a name and a number.
    """

    def __init__(
        self,
        session: Session,
        places: Mapping[str, Destination],
        pages: Mapping[str, QWidget],
        front: Callable[[], str],
        show_badge: Callable[[str, int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._places, self._pages = session, places, pages
        self._front, self._show_badge = front, show_badge
        self._stale = set(pages)
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self.library_changed)
        self._rest = QTimer(self, singleShot=True, interval=AT_REST)
        self._rest.timeout.connect(lambda: self.follow(Changes(None, settings=True)))
        session.changed.connect(self.follow)
        session.settings_changed.connect(self._settings_changed)

    def follow(self, changes: Changes[object]) -> None:
        """Mark the pages that a change concerns, and read the one in front."""
        if changes.items and self._session.reading():
            # While files are read the library changes all the time: pages follow now and then.
            if not self._calm.isActive():
                self._calm.start()
            changes = replace(changes, items=False)
        concerned = [name for name, place in self._places.items() if place.concerns(changes)]
        self._stale.update(concerned)
        self.read_if_stale(self._front())
        for name in concerned:
            self.count(name)

    def library_changed(self) -> None:
        """Let the pages follow what was read until now."""
        self._calm.stop()
        concerned = Changes(None, items=True)
        self._stale.update(name for name, place in self._places.items() if place.concerns(concerned))
        self.read_if_stale(self._front())
        self.count_all()

    def read_if_stale(self, name: str) -> None:
        """Read a page that comes to the front, if what it shows is old."""
        if name in self._stale or self._places[name].always_read:
            self._stale.discard(name)
            page = self._pages[name]
            if isinstance(page, Refreshing):
                page.refresh()
            self.count(name)

    def count_all(self) -> None:
        """Count anew for every badge."""
        for name in self._places:
            self.count(name)

    def count(self, name: str) -> None:
        """Count anew for the badge of a page, if it has one."""
        badge = self._places[name].badge
        if badge is not None:
            self._session.run(
                badge, self._session.app, done=lambda number: self._show_badge(name, number), key=f"badge-{name}"
            )

    def _settings_changed(self, keys: Keys) -> None:
        steering = Settings.shown_at(Place.FOR_YOU).keys() | Settings.shown_at(Place.REPORT).keys()
        if keys & steering:
            self._rest.start()
