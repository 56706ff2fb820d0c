"""A window that reads a folder and opens every work that came of it, as whoever looks for one that does harm."""

import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.security.network_helper import Courier
from assistant.settings.paths import Paths
from gui.measuring.tour import Tour

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

SECONDS = 1800.0
"""For the folder to be read; a page has the usual time."""
_PAGES = ("problems", "for-you", "lists", "profile", "map", "library")  # no words


class ReadingTour(Tour):
    """What it tells is counted, in seconds, or in megabytes. It ends early where a page never comes."""

    def __init__(self, paths: Paths, courier: Courier, passphrase: str, started: float, folder: Path) -> None:
        super().__init__(paths, courier, passphrase, started)
        self._folder = folder
        self._faults = 0

    def _use(self) -> None:
        from gui.pages.library.page import LibraryPage

        # A bug in a slot is told and logged in the window as it is used; here it counts.
        sys.excepthook = self._fault
        shell = self.window.shell
        assert shell is not None
        beat = self._beat
        beat.start()
        shell.index([self._folder])
        self._until(lambda: shell.index_job is None, SECONDS)
        self._settle()
        for place in _PAGES:
            shell.go(place)
            self._settle()
        self._scroll_through(shell.page(LibraryPage).grid.verticalScrollBar())
        items = shell.session.app.library.items()
        for item in items:
            shell.session.item_wanted.emit(item.id)
            self._settle()
            if item.words:
                shell.session.text_wanted.emit(item.id)
                self._settle()
        shell.go("problems")
        self._settle()
        used = [resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        self.told = {
            "works": len(items), "faults": self._faults, "longest block": beat.stop() / 1000,
            "largest process": max(used) >> 10,
        }  # fmt: skip

    def _scroll_through(self, bar: "QScrollBar") -> None:
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + bar.pageStep())
            self._settle()

    def _fault(self, *_: object) -> None:
        self._faults += 1
