"""Which column of a table is what, assigned by hand: for tables that no program is known by."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.messages import mark, tr
from gui.widgets.buttons import Button
from gui.widgets.fields import MenuBox
from gui.widgets.layouts import vertical
from gui.widgets.popover import Popover
from gui.widgets.text import Text

if TYPE_CHECKING:
    from indexers.importers.tables_by_hand import Preview

ROLES = {
    "title": mark("Title"),
    "creators": mark("Author or artist"),
    "rating": mark("Rating"),
    "finished": mark("Finished on"),
    "status": mark("Status or shelf"),
    "tags": mark("Tags"),
    "album": mark("Album"),
    "plays": mark("Number of plays"),
    "date": mark("Date"),
    "isbn": mark("ISBN"),
}
"""What a person may assign; the rest is taken by its name."""
SHOWN = 40
"""Letters of a cell."""


class ColumnsCard(QWidget):
    """A list for each role, with the table's columns and what stands in their first row."""

    def __init__(self, shown: "Preview", taken: Callable[[Mapping[str, str]], None]) -> None:
        super().__init__()
        self._taken = taken
        column = vertical(10, self)
        column.addWidget(Text(tr("No program is known by this table. Say what its columns are."), "small", "soft"))
        grid = QGridLayout()
        self.lists: dict[str, MenuBox] = {}
        for place, (role, words) in enumerate(ROLES.items()):
            grid.addWidget(Text(tr(words), "small"), place, 0)
            self.lists[role] = _columns(shown, role, tr(words))
            self.lists[role].currentIndexChanged.connect(self._check)
            grid.addWidget(self.lists[role], place, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        column.addLayout(grid)
        self.take = Button(tr("Import"), "outline", "download")
        self.take.clicked.connect(lambda: self._taken(self.columns()))
        column.addWidget(self.take)
        self._check()

    def columns(self) -> dict[str, str]:
        """{role: name of its column} as it stands."""
        return {role: str(box.currentData()) for role, box in self.lists.items() if box.currentData()}

    def _check(self) -> None:
        self.take.setEnabled("title" in self.columns())


def _columns(shown: "Preview", role: str, name: str) -> MenuBox:
    """The table's columns, the one that is guessed chosen."""
    box = MenuBox(name, wide=True)
    box.addItem(tr("none"), "")
    first = shown.rows[0] if shown.rows else ()
    for place, column in enumerate(shown.names):
        example = first[place][:SHOWN] if place < len(first) else ""
        box.addItem(f"{column} ({example})" if example else column, column)
    box.setCurrentIndex(max(box.findData(shown.columns.get(role, "")), 0))
    return box


def ask_columns(
    heading: str, shown: "Preview", taken: Callable[[Mapping[str, str]], None], anchor: QWidget, window: QWidget
) -> Popover:
    """Opens the card beside `anchor`; it closes when the columns are taken."""

    def done(columns: Mapping[str, str]) -> None:
        panel.dismiss()
        taken(columns)

    panel = Popover(heading, ColumnsCard(shown, done), window, 520)
    panel.show_beside(anchor)
    return panel
