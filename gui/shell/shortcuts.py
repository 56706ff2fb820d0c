"""The keys that work everywhere in the window, the panel that lists them with those of the pages, and the palette."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.messages import mark, tr
from gui.look.language import key_words
from gui.pages.registry import destinations
from gui.shell.commands import commands_of
from gui.shell.palette import Palette
from gui.widgets.buttons import Button
from gui.widgets.popover import Popover
from gui.widgets.text import Label, Text

if TYPE_CHECKING:
    from gui.shell.shell import Shell

KEYS = (
    (mark("Ctrl+F or /"), mark("Search")),
    (mark("Ctrl+K"), mark("Ask Alcove")),
    (mark("Ctrl+Shift+K"), mark("Conversation as a page")),
    (mark("Ctrl+Shift+N"), mark("Private conversation")),
    (mark("Ctrl+Shift+P"), mark("All commands, and works by their titles")),
    (mark("Ctrl+Z"), mark("Undo")),
    (mark("Ctrl+P"), mark("Play or pause")),
    (mark("Ctrl+Shift+arrows"), mark("Next or previous piece")),
    (mark("Alt+Left"), mark("Back")),
    (mark("F11"), mark("Full screen; what is read has it for itself")),
    (mark("Ctrl+L"), mark("Lock the window")),
    (mark("Ctrl+Q"), mark("Quit")),
    (mark("Esc"), mark("Close, cancel or go back")),
    (mark("Tab, arrows"), mark("Move to the next control")),
    (mark("Enter"), mark("Open the highlighted item")),
    (mark("PgUp, PgDn"), mark("Scroll the page")),
)
LAST = (mark("F1"), mark("This list"))
NUMBERED = "Ctrl+"


def rows() -> Iterator[tuple[str, str]]:
    """Each key with what it does, in the person's language; pages with a number share the first row."""
    going = sorted((one.shortcut, tr(one.label)) for one in destinations() if one.shortcut)
    numbered = [(key, label) for key, label in going if key[len(NUMBERED) :].isdigit()]
    if numbered:
        first, last = numbered[0][0], numbered[-1][0][len(NUMBERED) :]
        yield f"{key_words(first)} … {last}", ", ".join(label for _, label in numbered)
    yield from (one for one in going if one not in numbered)
    for key, words in (*KEYS, *(key for one in destinations() for key in one.keys), LAST):
        yield tr(key), tr(words)


class KeyList(QWidget):
    """Each key with what it does."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 8, 4)
        self.tour = Button(tr("Show the tour"), "link")
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(rows()):
            grid.addWidget(Label(key, "strong"), row, 0)
            grid.addWidget(Text(words, "body", "soft", lines=2), row, 1)
        grid.addWidget(self.tour, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)


class WindowKeys:
    """Made once, over a shell that is laid out."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        keys: dict[str, Callable[[], object]] = {
            "F1": self.show_list,
            "F11": shell.full_screen.toggle,
            "Ctrl+Shift+P": self.show_palette,
            "Ctrl+F": shell.focus_search,
            "/": shell.focus_search,
            "Ctrl+K": shell.chat_side.take_keyboard,
            "Ctrl+Shift+K": shell.show_chat_as_page,
            "Ctrl+Shift+N": shell.talk_privately,
            "Ctrl+Z": shell.session.undos.undo,
            "Ctrl+L": shell.session.lock_wanted.emit,
            "Alt+Left": shell.back,
            "Esc": shell.escape,
        }
        for name, place in shell.places.items():
            if place.shortcut:
                keys[place.shortcut] = partial(shell.go, name, by_key=True)
        shell.player_bar.add_keys(shell)
        for key, act in keys.items():
            QShortcut(QKeySequence(key), shell).activated.connect(act)

    def show_list(self) -> None:
        """List the keys that work everywhere."""
        if not any(child.isVisible() for child in self._shell.window().findChildren(Popover)):
            listed = KeyList()
            popover = Popover(tr("Keys"), listed, self._shell.window(), width=640)
            listed.tour.clicked.connect(popover.dismiss)
            listed.tour.clicked.connect(self._shell.tour.begin)
            popover.show_over()

    def show_palette(self) -> None:
        """What one can do or go to, by a few letters."""
        if any(child.isVisible() for child in self._shell.window().findChildren(Popover)):
            return
        palette = Palette(self._shell.session, commands_of(self._shell))
        popover = Popover(tr("Commands"), palette, self._shell.window(), width=560)
        palette.done.connect(popover.dismiss)
        popover.show_over()
        palette.field.setFocus(Qt.FocusReason.PopupFocusReason)
