"""What stands in the place of the items where there are none: why, and the one step that helps."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assistant.messages import quoted, tr, trn
from gui.pages.library.reading import Shown
from gui.shell.session import Session
from gui.widgets.surfaces import EmptyState

if TYPE_CHECKING:
    from gui.pages.library.page import LibraryPage


class NothingShown(EmptyState):
    """Over the library page, whose filters and search it may clear."""

    def __init__(self, session: Session, page: "LibraryPage") -> None:
        super().__init__("library", tr("Reading your library"), "")
        self._session, self._page = session, page
        self._unread = 0
        self.acted.connect(self._help)

    def tell(self, answer: Shown) -> None:
        """Why nothing is shown."""
        page, self._unread = self._page, answer.unread
        kind, reading, filtered = bool(page.kinds.value()), self._session.reading(), bool(page.facets.chosen)
        words = empty_words(answer.wanted.query, filtered=filtered, kind=kind, reading=reading, unread=answer.unread)
        self.say(*words)

    def _help(self) -> None:
        page = self._page
        if page.facets.chosen:
            page.facets.clear_all()
        elif page.kinds.value():
            page.kinds.set_value("")
            page.refresh()
        elif page.search.text():
            page.search.clear()
            page.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._unread:
            self._session.place_wanted.emit("problems")
        else:
            self._session.folder_choice_wanted.emit()


def empty_words(query: str, *, filtered: bool, kind: bool, reading: bool, unread: int) -> tuple[str, str, str]:
    """A heading, why there is nothing, and the one step that helps, if any does. `unread`: files that were found and
    cannot be read, where the library holds nothing."""
    if filtered:
        return tr("Nothing found"), tr("Nothing has all that the filters ask for."), tr("Show everything")
    if query and kind:
        words = tr("Nothing of this kind matches {query}.", query=quoted(query))
        return tr("Nothing found"), words, tr("Search everything")
    if query:
        words = tr("No title, person, subject or text matches {query}.", query=quoted(query))
        return tr("Nothing found"), words, tr("Clear the search")
    if reading:
        return tr("Reading your files"), tr("Covers appear here as soon as the first files are read."), ""
    if kind:
        return tr("Nothing here"), tr("There is nothing of this kind in your library."), tr("Show everything")
    if unread:
        words = trn(
            "{n} file was found, but could not be read.", "{n} files were found, but none could be read.", unread
        )
        return tr("Nothing to show yet"), words, tr("Show problems")
    words = tr("Add a folder, and its books, music and documents appear here.")
    return tr("Your library is empty"), words, tr("Add a folder")
