"""A tour of the window in five marks: shown once, after the first reading, and again for whoever asks for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from assistant.messages import mark, tr
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.popover import Popover
from gui.widgets.text import Text

if TYPE_CHECKING:
    from gui.shell.shell import Shell

_CHAT = "chat"
MARKS = (
    ("for-you", mark("For You"), mark("What to read or hear next, with a reason for each. A heart or a thumb down "
                                      "teaches Alcove your taste.")),
    ("library", mark("Library"), mark("Everything you have. Search it, filter it, and change many items at once.")),
    ("profile", mark("Profile"), mark("What Alcove believes of your taste, in sentences that you can change.")),
    (_CHAT, mark("Ask Alcove"), mark("Ask in your own words: something short, nothing sad, or why a book was picked.")),
    ("settings", mark("Settings"), mark("How Alcove looks and works. Ctrl+Shift+P finds any command, F1 lists keys.")),
)  # fmt: skip
"""Each: the place in the sidebar, its name, and what is said of it."""
BEGINS_AT = frozenset({"for-you", "library"})
"""The pages that a first reading ends on."""
_WIDTH = 320


class Tour(QObject):
    """One mark after the other, each beside its place in the sidebar."""

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell)
        self._shell = shell

    def offer(self, _: int = 0) -> None:
        """Show it to somebody who has not seen it; however they leave it, it is not offered again. Who went elsewhere
        meanwhile, and is doing something there, meets it on the way back."""
        shell, session = self._shell, self._shell.session
        if shell.place not in BEGINS_AT:
            shell.stack.currentChanged.connect(self.offer, Qt.ConnectionType.SingleShotConnection)
            return
        session.run(session.app.onboarding.take_tour, done=lambda due: self.begin() if due else None)

    def begin(self) -> None:
        """Show it from the start."""
        self._show(0)

    def _show(self, number: int) -> None:
        place, name, words = MARKS[number]
        shell = self._shell
        anchor = shell.rail.chat if place == _CHAT else shell.rail.buttons[place]
        shown = TourMark(tr(words), number)
        popover = Popover(tr(name), shown, shell.window(), width=_WIDTH)
        popover.setAccessibleName(tr(name))
        shown.skip.clicked.connect(popover.dismiss)
        shown.next.clicked.connect(popover.dismiss)
        if number + 1 < len(MARKS):
            shown.next.clicked.connect(lambda: self._show(number + 1))
        popover.show_beside(anchor, shell.rail)
        shown.next.setFocus(Qt.FocusReason.PopupFocusReason)


class TourMark(QWidget):
    """What is said of a place, how far the tour is, and the two ways on."""

    def __init__(self, words: str, number: int) -> None:
        super().__init__()
        last = number + 1 == len(MARKS)
        column = vertical(12, self, margins=(0, 0, 8, 0))
        column.addWidget(Text(words, "body", "soft"))
        row = horizontal(6)
        far = tr("{place} of {n}", place=number + 1, n=len(MARKS))
        row.addWidget(Text(far, "caption", "faint", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        self.skip = Button(tr("Skip the tour"), "quiet")
        self.next = Button(tr("Done") if last else tr("Next"), "primary")
        row.addWidget(self.skip)
        if last:
            self.skip.hide()
        row.addWidget(self.next)
        column.addLayout(row)
