"""Files that could not be read, each with its reason in plain words."""

import os
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear
from gui.widgets.surfaces import Card, EmptyState, Page
from gui.widgets.text import Text
from gui.words import counted

SHOWN = 200


class ProblemsPage(QWidget):
    """The list, newest reading first; reading again is one press away."""

    again_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=820)
        outer.addWidget(page)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text("Problems", "display", lines=1))
        self.summary = Text(" ", "body", "soft", lines=2)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        again = Button("Look again", "outline", "refresh")
        again.clicked.connect(self.again_wanted)
        head.addWidget(again, 0, Qt.AlignmentFlag.AlignBottom)
        page.body.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        page.body.addLayout(self._list)
        self.empty = EmptyState("check", "No problems", "Every file that Alcove looked at could be read.")
        page.body.addWidget(self.empty)
        page.body.addStretch(1)

    def refresh(self) -> None:
        self._session.run(self._session.assistant.problems, done=self.show_problems, key="problems")

    def show_problems(self, records: list[Any]) -> None:
        clear(self._list)
        for record in records[:SHOWN]:
            self._list.addWidget(_row(record))
        self.empty.setVisible(not records)
        many = f" The first {SHOWN} are shown." if len(records) > SHOWN else ""
        text = f"{counted(len(records), 'file')} could not be read in full. Everything else works as ever.{many}"
        self.summary.set_text(text if records else " ")


def _row(record: Any) -> Card:
    card = Card(radius=12)
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 12, 18, 12)
    column.setSpacing(3)
    # A path may hold bytes that are no text; they are shown as question marks instead of stopping the page.
    name = os.fsencode(record.path.name).decode("utf-8", "replace")
    folder = os.fsencode(record.path.parent).decode("utf-8", "replace")
    column.addWidget(Text(name, "strong", lines=1))
    column.addWidget(Text(record.reason, "small", lines=3))
    column.addWidget(Text(folder, "caption", "faint", lines=1))
    return card
