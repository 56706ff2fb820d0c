"""Somebody sits over a work: a glance leaves nothing behind, a longer look that it was opened, and the place."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Feedback, Item, Verdict
from assistant.domain.whole_text import Bookmark
from assistant.messages import quoted, tr
from gui.shell.session import Session

GLANCE = 30_000
"""Milliseconds of looking at a work up to which nothing is made of it: neither that it was opened nor the place."""
KEPT_AFTER = 1500
"""Milliseconds of rest until the place is kept."""


class Sitting(QObject):
    """Counts while `page` is seen; `here` says where one is in the work, None where nothing of it is shown."""

    def __init__(self, session: Session, page: QWidget, here: Callable[[], Bookmark | None]) -> None:
        super().__init__(page)
        self._session, self._page, self._here = session, page, here
        self.item: Item | None = None
        self._kept: Bookmark | None = None
        self._end_told = False
        self.glanced = True
        """Whether the work was only glanced at."""
        self.glance = QTimer(self, singleShot=True, interval=GLANCE)
        self.glance.timeout.connect(self._is_read)
        self._rest = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._rest.timeout.connect(self.keep_place)
        session.ending.connect(self.keep_place)
        page.installEventFilter(self)

    def begin(self, item: Item, kept: Bookmark | None) -> None:
        """A work lies open at the place that was kept, if one was."""
        self.item, self._kept = item, kept
        self.glanced, self._end_told = True, False
        self.glance.start()

    def end(self) -> None:
        """The work is closed."""
        self.keep_place()
        self.glance.stop()
        self.item = self._kept = None
        self.glanced = True

    def moved(self) -> None:
        """One is at another place of it."""
        self._rest.start()

    def keep_place(self) -> None:
        """Write down where one is, if one has moved, and more than glanced at it now or before."""
        self._rest.stop()
        if self.item is None or self.glanced and self._kept is None or (here := self._here()) is None:
            return
        if here != self._kept:
            self._kept = here
            self._session.run(self._session.app.reader.keep_bookmark, self.item.id, here)

    def tell_end(self) -> None:
        """Offer once to call the work finished."""
        if self.item is not None and not self._end_told:
            item, self._end_told = self.item, True
            words = tr("You are at the end of {title}.", title=quoted(item.title))
            self._session.say(words, tr("Finished"), lambda: self._session.record(item, Verdict.FINISHED))

    def _is_read(self) -> None:
        if self.item is not None and self._page.isVisible():
            self._session.run(self._session.app.feedback.record, Feedback(self.item.id, Verdict.OPENED))
            self.glanced = False
            self.keep_place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self.item is not None and self.glanced:
            self.glance.start()
        elif event.type() == QEvent.Type.Hide:
            self.glance.stop()
            self.keep_place()
        return False
