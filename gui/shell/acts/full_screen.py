"""The whole screen; what is read has it for itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from gui.shell.shell import Shell

READERS = frozenset({"reader", "pages"})


class FullScreen(QObject):
    """While it is on, sidebar and conversation are away wherever something is read, and come back elsewhere."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell
        self.on = False
        self._alone = self._chat = False
        shell.stack.currentChanged.connect(lambda _: self.follow())

    def toggle(self) -> None:
        """Take the whole screen, or give it back."""
        self.on = not self.on
        window = self._shell.window()
        # As it was before, maximised or not.
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.follow()

    def leave(self) -> bool:
        """Give the screen back; False where it was not taken."""
        if self.on:
            self.toggle()
            return True
        return False

    def follow(self) -> None:
        """The page in front may be another now."""
        alone = self.on and self._shell.place in READERS
        if alone == self._alone:
            return
        self._alone, chat = alone, self._shell.chat
        self._shell.rail.setVisible(not alone)
        if alone:
            self._chat = chat.isVisible()
        chat.setVisible(self._chat and not alone)
