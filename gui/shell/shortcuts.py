"""The keys that work everywhere in the window, and the panel that lists them with those of the pages."""

from collections.abc import Iterator

from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.messages import mark, tr
from gui.look.language import key_words
from gui.pages.registry import destinations
from gui.widgets.text import Label, Text

KEYS = (
    (mark("Ctrl+F or /"), mark("Search")),
    (mark("Ctrl+K"), mark("Ask Alcove")),
    (mark("Ctrl+Shift+N"), mark("Private conversation")),
    (mark("Ctrl+Shift+P"), mark("All commands, and works by their titles")),
    (mark("Ctrl+Z"), mark("Undo")),
    (mark("Ctrl+P"), mark("Play or pause")),
    (mark("Ctrl+Shift+arrows"), mark("Next or previous piece")),
    (mark("Alt+Left"), mark("Back")),
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
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(rows()):
            grid.addWidget(Label(key, "strong"), row, 0)
            grid.addWidget(Text(words, "body", "soft", lines=2), row, 1)
