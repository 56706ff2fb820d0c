"""One leaf of a text, set like a page of a book, with what was highlighted in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from assistant.domain.notes import Colour
from assistant.domain.whole_text import TextPart
from assistant.messages import tr
from gui.look.swatch import HIGHLIGHT_IN, swatch
from gui.look.theme import font, theme, tokens
from gui.pages.reader.leaves import Leaf, Stretch
from gui.pages.reader.tables import TableRow, cells_of, is_rule, put_table
from gui.widgets.menu import Menu

WIDEST = 720
"""Pixels of a column: longer lines are hard to follow."""
LEAST_SIZE, USUAL_SIZE, MOST_SIZE = 12, 17, 34
_MARGIN = 28
_LINE = 125.0
"""Height of a line in per cent of the typeface's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are highlighted in the part of the text with this heading."""

    words: str
    place: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Laid:
    """A paragraph as it lies in the document: its first position there, and where it stands in the text."""

    position: int
    part: int
    offset: int
    length: int


class LeafView(QTextBrowser):
    """Plain text alone: whatever the file held, no markup of it is read and nothing of it is loaded."""

    highlighted = Signal(str, object)
    """Words that the person wants to keep highlighted, and the Colour; of what is highlighted already, its new one."""
    unmarked = Signal(object)
    """The Mark of words that are to be highlighted no longer."""
    noted = Signal(str)
    """Words that the person wants to write a note on."""
    turned = Signal(int)
    """−1 or 1: the leaf before, or the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._laid: list[_Laid] = []
        self._fresh = True
        """While it is written: whether the paragraph under the cursor is empty still."""
        self._size = USUAL_SIZE
        self._parts: Sequence[TextPart] = ()
        self._leaf: Leaf = ()
        self._marked: tuple[Mark, ...] = ()
        self._tinted: list[tuple[QTextCursor, Mark]] = []
        self._found = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Of its own kind alone: a menu that opens over it has the ground of menus.
        self.setStyleSheet("QTextBrowser { background: transparent; border: none; }")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        theme().changed.connect(self._write)

    # What is shown

    def show_leaf(self, parts: Sequence[TextPart], leaf: Leaf) -> None:
        self._parts, self._leaf = parts, leaf
        self._write()
        self.verticalScrollBar().setValue(0)

    def mark(self, marked: Sequence[Mark], found: str = "") -> None:
        """Tint what was highlighted, and the words that were searched for."""
        self._marked, self._found = tuple(marked), found
        self._tint()

    def set_size(self, pixels: int) -> None:
        """Set the text in another size; the place stays."""
        place = self.place()
        self._size = min(MOST_SIZE, max(LEAST_SIZE, pixels))
        self._write()
        if place is not None:
            self.go_to(*place)

    @property
    def text_size(self) -> int:
        return self._size

    def _write(self) -> None:
        self.clear()
        self._laid = []
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self._fresh = True
        for stretch in self._leaf:
            part = self._parts[stretch.part]
            if stretch.start == 0 and part.place:
                self._put(cursor, part.place, heading=True)
            self._put_lines(cursor, stretch)
        cursor.endEditBlock()
        self._tint()

    def _put_lines(self, cursor: QTextCursor, stretch: Stretch) -> None:
        part, at, table = self._parts[stretch.part], stretch.start, list[TableRow]()
        for line in part.text[stretch.start : stretch.end].split("\n"):
            if is_rule(line):
                table[-1:] = [replace(row, head=True) for row in table[-1:]]
            elif cells := cells_of(line):
                table.append(TableRow(cells, at))
            else:
                self._put_table(cursor, stretch.part, table)
                table = []
                said = line.strip()
                if said and not (at == 0 and said == part.place):
                    self._put(cursor, said)
                    start = at + len(line) - len(line.lstrip())
                    self._laid.append(_Laid(cursor.block().position(), stretch.part, start, len(said)))
            at += len(line) + 1
        self._put_table(cursor, stretch.part, table)

    def _put(self, cursor: QTextCursor, text: str, *, heading: bool = False) -> None:
        form, block = self._form(heading), QTextBlockFormat()
        block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTopMargin(0 if not cursor.position() else self._size * (1.6 if heading else 0.6))
        if self._fresh:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(form)
            self._fresh = False
        else:
            cursor.insertBlock(block, form)
        cursor.insertText(text, form)

    def _put_table(self, cursor: QTextCursor, part: int, rows: list[TableRow]) -> None:
        if rows:
            starts = put_table(cursor, rows, self._form(), self._size * 0.6)
            self._laid += [_Laid(start, part, row.offset, 0) for start, row in zip(starts, rows, strict=True)]
            self._fresh = True

    def _form(self, heading: bool = False) -> QTextCharFormat:
        face = QFont(font("heading" if heading else "lead"))
        face.setPixelSize(round(self._size * (1.25 if heading else 1)))
        form = QTextCharFormat()
        form.setFont(face)
        form.setForeground(tokens().color("ink"))
        return form

    def _tint(self) -> None:
        self._tinted = [(cursor, one) for one in self._marked for cursor in self._stretches(one)]
        selections = [_tinted(cursor, tokens().color(one.colour)) for cursor, one in self._tinted]
        for line in _lines(self._found):
            selections += [_tinted(cursor, tokens().color("negative_wash")) for cursor in self._all(line)]
        self.setExtraSelections(selections)

    def _stretches(self, one: Mark) -> list[QTextCursor]:
        """Where marked words stand: line by line, as each paragraph is a block of the document; the first time they do
        in their part of the text, else the first time at all."""
        stretches: list[QTextCursor] = []
        for line in _lines(one.words):
            found = self._all(line)
            if found:
                there = (cursor for cursor in found if self.part_name(cursor.selectionStart()) == one.place)
                stretches.append(next(there, found[0]))
        return stretches

    def _all(self, line: str) -> list[QTextCursor]:
        found: list[QTextCursor] = []
        cursor = self.document().find(line)
        while not cursor.isNull():
            found.append(cursor)
            cursor = self.document().find(line, cursor)
        return found

    def part_name(self, position: int) -> str:
        """The heading of the part of the text that a position of the document lies in."""
        paragraph = next((one for one in reversed(self._laid) if one.position <= position), None)
        return self._parts[paragraph.part].place if paragraph is not None else ""

    # Where one is

    def place(self) -> tuple[int, int] | None:
        """(part, offset) of the first line in view; None where nothing is shown."""
        if not self._laid:
            return None
        position = self.cursorForPosition(QPoint(_MARGIN, 4)).position()
        paragraph = next((one for one in reversed(self._laid) if one.position <= position), self._laid[0])
        within = max(0, min(position - paragraph.position, paragraph.length))
        return paragraph.part, paragraph.offset + within

    def go_to(self, part: int, offset: int) -> None:
        """Scroll so that a place is the first line in view."""
        paragraph = next((one for one in reversed(self._laid) if (one.part, one.offset) <= (part, offset)), None)
        if paragraph is None:
            self.verticalScrollBar().setValue(0)
            return
        cursor = QTextCursor(self.document())
        inside = offset - paragraph.offset if paragraph.part == part else 0
        cursor.setPosition(paragraph.position + max(0, min(inside, paragraph.length)))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - 8)

    @property
    def at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    # What the person does with it

    def selected(self) -> str:
        """The selected words, paragraphs apart by line ends; a word that is selected in part counts whole."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return ""
        start, end = (self._edge(at, step) for at, step in ((cursor.selectionStart(), -1), (cursor.selectionEnd(), 1)))
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText().strip()

    def _edge(self, at: int, step: int) -> int:
        """From a position within a word to where it begins, or ends."""
        letter = self.document().characterAt
        while letter(at - 1).isalnum() and letter(at).isalnum():
            at += step
        return at

    def deselect(self) -> None:
        """Nothing is selected any more: the colour of a highlight is seen."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def selected_place(self) -> str:
        """The heading of the part that the selection begins in."""
        return self.part_name(self.textCursor().selectionStart())

    def marked_at(self, position: int) -> Mark | None:
        """What is highlighted at a position of the document; the last of several."""
        found = (one for cursor, one in self._tinted if cursor.selectionStart() <= position < cursor.selectionEnd())
        return next(reversed([*found]), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.textCursor().position() if by_key else self.cursorForPosition(event.pos()).position()
        words, known = self.selected(), self.marked_at(at)
        meant = words or (known.words if known is not None else "")
        menu = Menu(self)
        for colour in Colour:
            action = menu.addAction(swatch(tokens().color(colour)), tr(HIGHLIGHT_IN[colour]))
            action.setEnabled(bool(meant))
            action.triggered.connect(lambda _=False, colour=colour: self.highlighted.emit(meant, colour))
        if known is not None and words in ("", known.words):
            menu.addAction(tr("Remove the highlight")).triggered.connect(lambda: self.unmarked.emit(known))
        menu.addSeparator()
        for label, act in (
            (tr("Write a note on this"), lambda: self.noted.emit(meant)),
            (tr("Copy"), self.copy),
        ):
            action = menu.addAction(label)
            action.setEnabled(bool(words if act == self.copy else meant))
            action.triggered.connect(lambda _=False, act=act: act())
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(_MARGIN, (self.width() - WIDEST) // 2)
        self.setViewportMargins(side, 0, side, 0)
        super().resizeEvent(event)


def _lines(words: str) -> list[str]:
    return [line for line in (line.strip() for line in words.split("\n")) if line]


def _tinted(cursor: QTextCursor, colour: QColor) -> QTextEdit.ExtraSelection:
    one = QTextEdit.ExtraSelection()
    one.cursor = cursor
    one.format.setBackground(colour)
    return one
