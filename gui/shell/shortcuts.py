"""The keys that work everywhere in the window, and the panel that lists them."""

from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.text import Label

KEYS = (
    ("Ctrl+1 … 6", "For You, Library, Profile, Lists, Settings, Problems"),
    ("Ctrl+F or /", "Search"),
    ("Ctrl+K", "Ask Alcove"),
    ("Ctrl+Z", "Undo"),
    ("Alt+Left", "Back"),
    ("Esc", "Close, cancel or go back"),
    ("Tab, arrows", "Move to the next control"),
    ("Enter", "Open the highlighted item"),
    ("PgUp, PgDn", "Scroll the page"),
    ("Ctrl+E", "On an item: edit its details"),
    ("R, Delete, U", "On Problems: try again, ignore, stop ignoring"),
    ("F1", "This list"),
)


class KeyList(QWidget):
    """Each key with what it does."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(KEYS):
            grid.addWidget(Label(key, "strong"), row, 0)
            grid.addWidget(Label(words, "body", "soft"), row, 1)
