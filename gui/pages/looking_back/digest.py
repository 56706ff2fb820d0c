"""What is new, and which documents are worth returning to."""

import time

from assistant.domain.digest import Digest
from assistant.explain.digest_words import worth_words
from assistant.messages import mark, tr, trn
from gui.look.pick_words import pick_words
from gui.pages.looking_back.work_row import WorkRow
from gui.pages.registry import page
from gui.pages.side_page import SidePage
from gui.shell.session import Session
from gui.widgets.buttons import Segments
from gui.widgets.layouts import clear, vertical
from gui.widgets.text import Text

SPANS = (("7", mark("A week")), ("30", mark("A month")), ("365", mark("A year")))
DAY = 86_400.0


@page("digest", left_by_escape=True, concerns=lambda changes: changes.ranking)
class DigestPage(SidePage):
    """Asked for at each visit and after each change; what it shows remembers nothing."""

    def __init__(self, session: Session) -> None:
        span = Segments([(days, tr(words)) for days, words in SPANS], tr("How far back"))
        super().__init__(session, tr("What is new"), span)
        self.rows: list[WorkRow] = []
        self.span = span
        self.span.chosen.connect(lambda _: self.refresh())
        self._found = vertical(8)
        self.body.addLayout(self._found)
        self.body.addStretch(1)

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
            self._add(WorkRow(self._session, pick.item, pick_words(pick)))
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
