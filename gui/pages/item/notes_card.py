"""What the person wrote about an item or underlined in it, on the item's page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from assistant.domain.notes import Colour, Note, NoteKind
from assistant.messages import mark, tr, trn
from gui.look.dates import date_words
from gui.look.swatch import COLOURS, swatch
from gui.look.theme import tokens
from gui.pages.item.item_parts import SectionCard
from gui.pages.item.note_edit import NoteEdit
from gui.shell.session import Session
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.markdown import Markdown
from gui.widgets.prose import Prose
from gui.widgets.text import Label

SHOWN = 30
"""Notes that are laid out at once; more come when they are asked for."""
LONGEST = 1200
"""Characters of a note that are shown at first."""
WORDS = {NoteKind.NOTE: mark("Note"), NoteKind.HIGHLIGHT: mark("Highlighted"), NoteKind.REVIEW: mark("Review")}
_ORDER = (NoteKind.REVIEW, NoteKind.NOTE, NoteKind.HIGHLIGHT)
_OWN = "you"


class NotesCard(SectionCard):
    """The review first, then notes, then highlights. Reads itself, and again whenever it is told to."""

    def __init__(self, session: Session, item_id: str) -> None:
        super().__init__(tr("Your notes"))
        self._session, self._item_id = session, item_id
        self._notes: list[Note] = []
        self._most = SHOWN
        self.rows: dict[str, NoteRow] = {}
        self.edit: NoteEdit | None = None
        self._list = vertical(14)
        self.body.addLayout(self._list)
        self._below = vertical(8)
        self.body.addLayout(self._below)
        self.more = Button(trn("Show {n} more", "Show {n} more", SHOWN), "link")
        self.more.hide()
        self.more.clicked.connect(self._show_more)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._writing())

    def _writing(self) -> QHBoxLayout:
        row = horizontal(8)
        self.write_note, self.write_review = Button(tr("Write a note"), "chip"), Button(tr("Write a review"), "chip")
        for button, kind in ((self.write_note, NoteKind.NOTE), (self.write_review, NoteKind.REVIEW)):
            button.clicked.connect(lambda _=False, kind=kind: self.write(kind))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def refresh(self) -> None:
        """Read the notes anew; what is being written stays as it is."""
        self._session.run(self._session.app.notes.all, self._item_id, done=self.show_notes, key="notes")

    def show_notes(self, notes: Sequence[Note]) -> None:
        ordered = sorted(notes, key=lambda note: _ORDER.index(note.kind))
        if ordered == self._notes:
            return
        self._notes = ordered
        self._lay_out()

    def _lay_out(self) -> None:
        shown = self._notes[: self._most]
        writing = self.edit.note.id if self.edit is not None and self.edit.note is not None else ""
        for note_id in [one for one, row in self.rows.items() if row.note not in shown or one == writing]:
            row = self.rows.pop(note_id)
            row.hide()
            row.deleteLater()
        for place, note in enumerate(note for note in shown if note.id != writing):
            if note.id not in self.rows:
                self.rows[note.id] = NoteRow(note, self.change, self._session.remove_note)
            self._list.insertWidget(place, self.rows[note.id])
        left = len(self._notes) - len(shown)
        self.more.setVisible(left > 0)
        self.more.set_words(trn("Show {n} more", "Show {n} more", min(left, 10 * SHOWN)))
        reviewed = any(note.kind is NoteKind.REVIEW for note in self._notes)
        self.write_note.setVisible(self.edit is None)
        self.write_review.setVisible(self.edit is None and not reviewed)

    def _show_more(self) -> None:
        self._most += 10 * SHOWN
        self._lay_out()

    # Writing

    def keep(self) -> None:
        """Keep what is being written, before the card goes."""
        if self.edit is not None:
            self.edit.part()

    def write(self, kind: NoteKind) -> None:
        """Open the box for a new note or review."""
        self._open(NoteEdit(self._session, self._item_id, kind))

    def change(self, note: Note) -> None:
        """Open the box with a note in it."""
        self._open(NoteEdit(self._session, self._item_id, note.kind, note))

    def _open(self, edit: NoteEdit) -> None:
        if self.edit is not None:
            self.edit.leave()
        self.edit = edit
        edit.left.connect(lambda: self._close(edit))
        self._below.addWidget(edit)
        edit.show()
        self._lay_out()
        edit.start()

    def _close(self, edit: NoteEdit) -> None:
        edit.hide()
        edit.deleteLater()
        closed = self.edit is edit
        if closed:
            self.edit = None
        # What was read while it was written may be older.
        if edit.note is not None:
            others = [note for note in self._notes if note.id != edit.note.id]
            self.show_notes([*others, edit.note] if edit.holds_words else others)
        self._lay_out()
        if closed:
            self.write_note.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()


class NoteRow(QWidget):
    """One note: what it is, where and when, and its words. Markdown is drawn in what was written here alone."""

    def __init__(self, note: Note, change: Callable[[Note], object], remove: Callable[[Note], object]) -> None:
        super().__init__()
        self.note = note
        column = vertical(3, self)
        head = horizontal(4)
        if note.kind is NoteKind.HIGHLIGHT:
            head.addWidget(_dot(note.colour))
        head.addWidget(Label(heading(note), "caption", "faint"))
        head.addStretch(1)
        if note.kind is not NoteKind.HIGHLIGHT:
            self.change = IconButton("edit", tr("Change this note"), size=28, icon_size=15)
            self.change.clicked.connect(lambda: change(note))
            head.addWidget(self.change)
        self.remove = IconButton("remove", tr("Remove this note"), size=28, icon_size=15)
        self.remove.clicked.connect(lambda: remove(note))
        head.addWidget(self.remove)
        column.addLayout(head)
        long = len(note.text) > LONGEST
        text = note.text[:LONGEST].rstrip() + "…" if long else note.text
        marked = note.kind is NoteKind.HIGHLIGHT
        own = note.source == _OWN and not marked
        self.words = Markdown(text) if own else Prose(text, "body", "soft" if marked else "ink")
        column.addWidget(self.words)
        if long:
            self.whole = Button(tr("Show all of it"), "link")
            self.whole.clicked.connect(self._show_whole)
            column.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_whole(self) -> None:
        self.words.show_text(self.note.text)
        self.whole.hide()


def heading(note: Note) -> str:
    """ "Highlighted  ·  page 12  ·  14 May 2023"."""
    day = date_words(note.at) if note.at is not None and note.date else ""
    return "  ·  ".join(filter(None, (tr(WORDS[note.kind]), note.place, day)))


def _dot(colour: Colour) -> QLabel:
    dot = QLabel()
    dot.setPixmap(swatch(tokens().color(colour)).pixmap(14, 14))
    dot.setAccessibleName(tr(COLOURS[colour]))
    dot.setToolTip(tr(COLOURS[colour]))
    return dot
