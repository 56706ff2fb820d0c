"""Where the conversation stands: beside the pages, in a small window over them, or in their place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from gui.pages.chat.page import ChatDock

FLOAT_BELOW = 1060


class ChatSide:
    """Shows and hides the conversation within `frame`, whose `row` holds it while it stands beside the pages; as a page
    of its own it takes the place of `pages` in their layout, which `turned` is told."""

    def __init__(
        self,
        frame: QWidget,
        row: QHBoxLayout,
        pages: QWidget,
        column: QBoxLayout,
        chat: ChatDock,
        turned: Callable[[bool], None],
        *,
        wanted: bool,
    ) -> None:
        self._frame, self._row, self._chat, self._wanted = frame, row, chat, wanted
        self._pages, self._column, self._turned = pages, column, turned
        self.floating = self.as_page = False
        row.addWidget(chat)

    @property
    def open(self) -> bool:
        """Whether it stands beside the pages, or would if there were room."""
        return self._wanted if self.floating else self._chat.isVisibleTo(self._frame)

    @property
    def over(self) -> bool:
        """Whether Escape leaves it: it lies over the page just now, or stands in its place."""
        return self.as_page or (self.floating and self._chat.isVisible())

    def begin(self, allowed: bool) -> None:
        """Show it from the start on, where it is wanted, there is room, and `allowed` says that it makes sense."""
        self._chat.setVisible(allowed and not self.floating and self._wanted)

    def join(self) -> None:
        """Show it where there is room."""
        self._chat.setVisible(not self.floating)

    def toggle(self) -> None:
        """Show or hide it."""
        shown = self._chat.isVisible()
        self.show_as_page(False)
        self._chat.setVisible(not shown)
        if self._chat.isVisible():
            self.take_keyboard()

    def show_as_page(self, on: bool) -> None:
        """Let it take the place of the pages, or give that back."""
        if on == self.as_page:
            return
        self.as_page = on
        self._chat.setParent(self._frame)  # out of the layout that holds it
        self._chat.lower()  # below a toast that is shown
        self._pages.setVisible(not on)
        self._chat.show_wide(on)
        if on:
            self._column.insertWidget(0, self._chat, 1)
        elif not self.floating:
            self._row.addWidget(self._chat)
        self._chat.setVisible(on or not self.floating)
        self._turned(on)
        self.place()

    def take_keyboard(self) -> None:
        """Show it, with the keyboard in its field."""
        self._chat.show()
        self.place()
        self._chat.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Back beside the page where it stands in its place, away with it where it lies over it."""
        self.show_as_page(False)
        if self.floating:
            self._chat.hide()

    def fit(self, width: int, allowed: bool) -> None:
        """The window has this width now. In a small one the conversation lies over the pages instead of pressing them
        together; back beside them it is shown if `allowed`."""
        floating = width < FLOAT_BELOW
        if floating != self.floating:
            self.floating = floating
            if self.as_page:
                return
            if floating:
                self._wanted = self._chat.isVisible()
                self._row.removeWidget(self._chat)
                self._chat.hide()
            else:
                self._row.addWidget(self._chat)
                self._chat.setVisible(self._wanted and allowed)
        self.place()

    def place(self) -> None:
        """Over the right edge, while it floats."""
        if self.floating and not self.as_page:
            size = self._frame.size()
            self._chat.setGeometry(size.width() - self._chat.width(), 0, self._chat.width(), size.height())
            self._chat.raise_()
