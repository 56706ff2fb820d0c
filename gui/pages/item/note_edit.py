"""The box in which a note or a review is written: it grows with its text, and keeps it while one types."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from assistant.domain.errors import AssistantError
from assistant.domain.notes import Note, NoteKind
from assistant.messages import mark, tr
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import TextBox
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Label
from gui.workers.lanes import Failure, log, without_values

if TYPE_CHECKING:
    from assistant.app.notes import NoteBook

AUTOSAVE = 1200
"""Milliseconds without a key until what was typed is kept."""
_HINTS = {
    NoteKind.NOTE: mark("A thought, a quotation, what to look up… Markdown works."),
    NoteKind.REVIEW: mark("What you make of it as a whole. Markdown works."),
}


class Draft:
    """A note on its way into the journal. Whichever thread keeps it, it is the text that stood last, in one note."""

    def __init__(self, notes: "NoteBook", item_id: str, kind: NoteKind, note: Note | None) -> None:
        self._notes, self._item_id, self._kind, self._note = notes, item_id, kind, note
        self._changed = False
        self._keeping = threading.Lock()
        self.text = note.text if note is not None else ""

    def keep(self) -> Note:
        """Returns the note as it is kept now. All changes of one draft are undone at once."""
        with self._keeping:
            text, note = self.text, self._note
            if note is None:
                note = self._notes.write(self._item_id, text, self._kind).row
            elif text != note.text:
                note = self._notes.edit(note.id, text, joined=self._changed).row
            self._changed = self._changed or note is not self._note
            self._note = note
            return note


class NoteEdit(QWidget):
    """`left` comes when writing ends and everything is kept. What was new and stayed empty was never written; what is
    emptied is taken away. An undo of it all is offered at the end."""

    left = Signal()

    def __init__(self, session: Session, item_id: str, kind: NoteKind, note: Note | None = None) -> None:
        super().__init__()
        self._session, self.note = session, note
        self._draft = Draft(session.app.notes, item_id, kind, note)
        self._kept = note.text if note is not None else ""
        self._changed = self._saving = self._leaving = False
        column = vertical(8, self)
        self.box = _Box(tr(_HINTS[kind]))
        self.box.setPlainText(self._kept)
        self.box.textChanged.connect(self._typed)
        self.box.gone.connect(self.save)
        column.addWidget(self.box)
        row = horizontal(10)
        self.done = Button(tr("Done"), "outline")
        self.done.set_leaves()
        self.done.clicked.connect(self.leave)
        row.addWidget(self.done)
        self.state = Label("", "caption", "faint")
        row.addWidget(self.state)
        row.addStretch(1)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE)
        self._timer.timeout.connect(self.save)
        session.ending.connect(self._keep_at_once)

    def start(self) -> None:
        """Put the keyboard behind the last word."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)

    @property
    def holds_words(self) -> bool:
        return bool(self._text())

    def _text(self) -> str:
        return self.box.toPlainText().strip()

    def _unkept(self) -> bool:
        return self._text() not in ("", self._kept)

    def _typed(self) -> None:
        self.state.setText("")
        self._timer.start()

    def save(self) -> None:
        """Keep what stands in the box, once what was sent before is kept."""
        self._timer.stop()
        if self._saving or not self._unkept():
            return
        self._saving = True
        self._draft.text = self._text()
        self._session.run(self._draft.keep, done=self._after, failed=self._failed)

    def part(self) -> None:
        """Keep what stands in the box, which is about to go, even while something is being kept."""
        self._timer.stop()
        if self._unkept():
            self._draft.text = self._text()
            self._session.run(self._draft.keep)

    def _keep_at_once(self) -> None:
        # A lane that closes throws away what still waits in it.
        self._timer.stop()
        if not self._unkept():
            return
        self._draft.text = self._text()
        try:
            self._draft.keep()
        except AssistantError as error:
            log.error("keeping a note: %s", without_values(error))

    def _after(self, note: Note) -> None:
        self.note, self._kept = note, note.text
        self._changed, self._saving = True, False
        self.state.setText(tr("Saved"))
        if self._leaving:
            self.leave()
        elif self._text() != self._kept:
            self._timer.start()

    def _failed(self, failure: Failure) -> None:
        self._saving = self._leaving = False
        self._session.show_failure(failure)

    def leave(self) -> None:
        """End writing; waits for what is being kept."""
        self._leaving = True
        if self._unkept():
            self.save()
        if self._saving:
            return
        session, note = self._session, self.note
        if note is not None and not self._text():
            session.remove_note(note)
        elif self._changed:
            session.undos.offer(tr("Saved in your notes"), lambda: session.run(session.app.notes.undo))
        self.left.emit()


class _Box(TextBox):
    gone = Signal()
    """The keyboard went elsewhere."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.gone.emit()
