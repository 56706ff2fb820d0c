"""The form on an item's page with which a person sets right what a file says of itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from assistant.domain.entities import Item
from assistant.domain.rows import Row
from assistant.language.concepts import language_code, language_name
from assistant.messages import mark, tr
from gui.pages.item.item_parts import SectionCard
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import horizontal
from gui.widgets.text import Label, Text

FIELDS = (
    ("title", mark("Title")),
    ("creators", mark("Authors or artists")),
    ("year", mark("Year")),
    ("series", mark("Series")),
    ("series_index", mark("Number in the series")),
    ("language", mark("Language")),
    ("subjects", mark("Subjects")),
)
HINTS = {
    "creators": mark("Separate several with ;"),
    "subjects": mark("Separate several with ;"),
    "language": mark("For example English"),
    "year": mark("For example 1902"),
}


def as_text(item: Item, field: str) -> str:
    """A field of an item as it stands in the form."""
    value = getattr(item, field)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    if field == "language":
        return language_name(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


class EditForm(SectionCard):
    """A line for each field, marked where it was guessed or is the person's own; saves what was changed."""

    saved = Signal(dict)
    """The changed fields, as text; None takes an earlier edit back."""
    left = Signal()

    def __init__(self, item: Item, edits: Row) -> None:
        super().__init__(tr("Edit details"))
        self.item = item
        self.fields: dict[str, QLineEdit] = {}
        self.resets: dict[str, IconButton] = {}
        self._taken_back: set[str] = set()
        self.body.addWidget(
            Text(
                tr("Your changes take priority over what the file says. The file itself stays as it is."),
                "small",
                "soft",
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (field, words) in enumerate(FIELDS):
            self._add(grid, row, field, tr(words), edited=field in edits)
        self.body.addLayout(grid)
        self.body.addLayout(self._buttons())

    def _add(self, grid: QGridLayout, row: int, field: str, words: str, *, edited: bool) -> None:
        line = self.fields[field] = QLineEdit(as_text(self.item, field))
        line.setAccessibleName(words)
        line.setPlaceholderText(tr(HINTS[field]) if field in HINTS else "")
        line.returnPressed.connect(self.save)
        line.textEdited.connect(lambda _: self._taken_back.discard(field))
        grid.addWidget(Label(words, "small", "soft"), row, 0)
        grid.addWidget(line, row, 1)
        note = tr("edited") if edited else tr("guessed") if field in self.item.inferred else ""
        grid.addWidget(Label(note, "label", "accent" if edited else "faint"), row, 2)
        if edited:
            reset = self.resets[field] = IconButton("undo", tr("{field}: use what the file says", field=words))
            reset.clicked.connect(lambda: self._reset(field))
            grid.addWidget(reset, row, 3)

    def _buttons(self) -> QHBoxLayout:
        row = horizontal(8)
        self.save_button = Button(tr("Save"), "primary")
        self.save_button.clicked.connect(self.save)
        self.leave_button = Button(tr("Cancel"), "quiet")
        self.leave_button.set_leaves()
        self.leave_button.clicked.connect(self.left)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        return row

    def _reset(self, field: str) -> None:
        self._taken_back.add(field)
        self.fields[field].clear()
        self.fields[field].setPlaceholderText(tr("As in the file"))

    def changes(self) -> dict[str, str | None]:
        """What the person changed; a number that was emptied goes back to the file's own."""
        found: dict[str, str | None] = {field: None for field in self._taken_back}
        for field, line in self.fields.items():
            text = line.text().strip()
            if field not in self._taken_back and text != as_text(self.item, field):
                given = language_code(text) if field == "language" else text
                found[field] = None if not text and field in ("title", "year", "series_index") else given
        return found

    def save(self) -> None:
        changes = self.changes()
        if changes:
            self.saved.emit(changes)
        else:
            self.left.emit()

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields["title"].selectAll()
