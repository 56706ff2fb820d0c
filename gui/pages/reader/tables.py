"""Tables in a text: lines between upright strokes, as rows and cells."""

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFrameFormat, QTextTableFormat

from gui.look.theme import tokens

_PADDING = 5.0
_STROKE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; where its line begins in the part of the text; whether it is the head."""

    cells: tuple[str, ...]
    offset: int
    head: bool = False


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line that stands between strokes; none of any other line."""
    said = line.strip()
    if len(said) < 3 or not (said.startswith("|") and said.endswith("|")):
        return ()
    return tuple(cell.strip().replace("\\|", "|") for cell in _STROKE.split(said[1:-1]))


def is_rule(line: str) -> bool:
    """Whether it is the rule below a table's head."""
    return "|" in line and "-" in line and not line.strip("|-: ")


def put_table(cursor: QTextCursor, rows: list[TableRow], form: QTextCharFormat, above: float) -> list[int]:
    """Write a table behind the cursor, `above` pixels below what precedes it. Returns where each row begins in the
    document; the cursor stands in the empty paragraph that follows a table."""
    columns = max(len(row.cells) for row in rows)
    look = QTextTableFormat()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(tokens().color("line"))
    look.setBorderCollapse(True)
    look.setCellPadding(_PADDING)
    look.setTopMargin(above)
    look.setBottomMargin(above)
    table = cursor.insertTable(len(rows), columns, look)
    strong = QTextCharFormat(form)
    face = form.font()
    face.setWeight(QFont.Weight.DemiBold)
    strong.setFont(face)
    right = QTextBlockFormat()
    right.setAlignment(Qt.AlignmentFlag.AlignRight)
    figures = [column for column in range(columns) if _holds_figures(rows, column)]
    for number, row in enumerate(rows):
        for column, words in enumerate(row.cells):
            inside = table.cellAt(number, column).firstCursorPosition()
            if column in figures:
                inside.setBlockFormat(right)
            inside.insertText(words, strong if row.head else form)
    cursor.setPosition(table.lastPosition() + 1)
    return [table.cellAt(number, 0).firstPosition() for number in range(len(rows))]


def _holds_figures(rows: list[TableRow], column: int) -> bool:
    """Whether each cell below the head begins with a figure."""
    said = [row.cells[column] for row in rows if not row.head and column < len(row.cells) and row.cells[column]]
    return bool(said) and all(words.lstrip("+-−<>~ €$£").startswith(tuple("0123456789")) for words in said)
