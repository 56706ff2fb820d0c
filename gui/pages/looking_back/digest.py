"""What is new, and which documents are worth returning to."""

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.domain.digest import Digest
from assistant.explain.digest_words import worth_words
from assistant.messages import mark, tr, trn
from gui.pages.looking_back.work_row import WorkRow
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton, Segments
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.surfaces import Page
from gui.widgets.text import Text

SPANS = (("7", mark("A week")), ("30", mark("A month")), ("365", mark("A year")))
DAY = 86_400.0


@page("digest", left_by_escape=True, concerns=lambda changes: changes.ranking)
class DigestPage(QWidget):
    """Asked for at each visit and after each change; what it shows remembers nothing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[WorkRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=820)
        outer.addWidget(page)
        back = BackButton()
        back.clicked.connect(session.back_wanted)
        page.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        head = horizontal(12)
        head.addWidget(Text(tr("What is new"), "display", lines=1), 1)
        self.span = Segments([(days, tr(words)) for days, words in SPANS], tr("How far back"))
        self.span.chosen.connect(lambda _: self.refresh())
        head.addWidget(self.span, 0, Qt.AlignmentFlag.AlignBottom)
        page.body.addLayout(head)
        self._found = vertical(8)
        page.body.addLayout(self._found)
        page.body.addStretch(1)

    def refresh(self) -> None:
        start = time.time() - float(self.span.value()) * DAY
        self._session.run(self._session.app.digests.since, start, done=self.show_digest, key="digest")

    def show_digest(self, digest: Digest) -> None:
        """First what came in, then what waits to be read again."""
        clear(self._found)
        self.rows = []
        count = trn("{n} work came in. These suit you best.", "{n} works came in. These suit you best.", digest.count)
        none = tr("Nothing came in.")
        all_known = trn("{n} work came in, and you know it.", "{n} works came in, and you know them.", digest.count)
        said = none if not digest.count else count if digest.new else all_known
        self._found.addWidget(Text(said, "body", "soft"))
        for pick in digest.new:
            self._add(WorkRow(self._session, pick.item, pick.explanation.text if pick.explanation else ""))
        self._found.addSpacing(14)
        self._found.addWidget(Text(tr("Worth returning to"), "heading", lines=1))
        without = tr("No document that you left lying is near to what you read or heard of late.")
        about = tr("Documents that you left lying, near to what you read or heard of late.")
        self._found.addWidget(Text(about if digest.worth else without, "body", "soft"))
        for one in digest.worth:
            self._add(WorkRow(self._session, one.item, worth_words(one, digest.until)))

    def _add(self, row: WorkRow) -> None:
        self.rows.append(row)
        self._found.addWidget(row)
