"""Where the conversation stands: beside the pages, or over them where the window is too small for both."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.pages.chat.page import ChatDock

FLOAT_BELOW = 1060


class ChatSide:
    """Shows and hides the conversation within `frame`, whose `row` holds it while it stands beside the pages."""

    def __init__(self, frame: QWidget, row: QHBoxLayout, chat: ChatDock, *, wanted: bool) -> None:
        self._frame, self._row, self._chat, self._wanted = frame, row, chat, wanted
        self.floating = False
        row.addWidget(chat)

    @property
    def open(self) -> bool:
        """Whether it stands beside the pages, or would if there were room."""
        return self._wanted if self.floating else self._chat.isVisibleTo(self._frame)

    @property
    def over(self) -> bool:
        """Whether it lies over the page just now."""
        return self.floating and self._chat.isVisible()

    def begin(self, allowed: bool) -> None:
        """Show it from the start on, where it is wanted, there is room, and `allowed` says that it makes sense."""
        self._chat.setVisible(allowed and not self.floating and self._wanted)

    def join(self) -> None:
        """Show it where there is room."""
        self._chat.setVisible(not self.floating)

    def toggle(self) -> None:
        """Show or hide it."""
        self._chat.setVisible(not self._chat.isVisible())
        if self._chat.isVisible():
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Show it, with the keyboard in its field."""
        self._chat.show()
        self.place()
        self._chat.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Away with it where it lies over the page."""
        if self.floating:
            self._chat.hide()

    def fit(self, width: int, allowed: bool) -> None:
        """The window has this width now. In a small one the conversation lies over the pages instead of pressing them
        together; back beside them it is shown if `allowed`."""
        floating = width < FLOAT_BELOW
        if floating != self.floating:
            self.floating = floating
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
        if self.floating:
            size = self._frame.size()
            self._chat.setGeometry(size.width() - self._chat.width(), 0, self._chat.width(), size.height())
            self._chat.raise_()
