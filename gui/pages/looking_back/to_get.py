"""What to get next: what is missing in series, wished for, enjoyed by others, or made by whom one likes."""

from PySide6.QtCore import Signal

from assistant.domain.to_get import ToGet
from assistant.explain.to_get_words import to_get_facts, to_get_reason, to_get_title
from assistant.messages import quoted, tr
from gui.look.labels import kind_choices, kind_of
from gui.pages.registry import page
from gui.pages.side_page import SidePage
from gui.shell.session import Session
from gui.widgets.buttons import Button, Segments
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text


class ToGetRow(Card):
    """What to look for, and why; a press opens what on the shelves leads to it, or the wish itself."""

    declined = Signal(object)

    def __init__(self, session: Session, one: ToGet) -> None:
        super().__init__(lively=True, radius=14)
        self.one, self.title, self.reason = one, to_get_title(one), to_get_reason(one)
        row = horizontal(12, self, margins=(18, 0, 10, 0))
        words = vertical(2, margins=(0, 10, 0, 10))
        words.addWidget(Text(self.title, "strong", lines=2))
        words.addWidget(Text(to_get_facts(one), "caption", "soft", lines=1))
        words.addWidget(Text(self.reason, "small", "soft", lines=3))
        row.addLayout(words, 1)
        self.decline = Button(tr("Not this"), "quiet")
        self.decline.setAccessibleName(tr("{action}: {what}", action=tr("Not this"), what=self.title))
        self.decline.clicked.connect(lambda: self.declined.emit(self))
        row.addWidget(self.decline)
        self.setAccessibleName(f"{self.title}. {self.reason}")
        shown = one.wish or (one.owned[0] if one.owned else None)
        if shown is not None:
            self.pressed.connect(lambda: session.item_wanted.emit(shown.id))


@page("to-get", left_by_escape=True, concerns=lambda changes: changes.ranking)
class ToGetPage(SidePage):
    """Found at each visit and after each change."""

    def __init__(self, session: Session) -> None:
        kinds = Segments(kind_choices(), tr("Show only"))
        super().__init__(session, tr("What to get next"), kinds)
        self.rows: list[ToGetRow] = []
        self.kinds = kinds
        self.kinds.chosen.connect(lambda _: self.refresh())
        self.about = Text(tr("Worked out from your shelves alone; nobody is asked."), "body", "soft")
        self.body.addWidget(self.about)
        self._found = vertical(8)
        self.body.addLayout(self._found)
        self.body.addStretch(1)

    def refresh(self) -> None:
        found, kind = self._session.app.to_get.found, kind_of(self.kinds.value())
        self._session.run(found, kind, lane=self._session.lanes.picks, done=self.show_found, key="to-get")

    def show_found(self, found: list[ToGet]) -> None:
        clear(self._found)
        self.rows = [ToGetRow(self._session, one) for one in found]
        for row in self.rows:
            row.declined.connect(self._decline)
            self._found.addWidget(row)
        if not found:
            words = tr("Nothing yet. Series, wishes, a pack, and what you like or finish tell what to get next.")
            self._found.addWidget(Text(words, "body", "soft"))

    def _decline(self, row: ToGetRow) -> None:
        session, decline = self._session, self._session.app.to_get.decline

        def again() -> None:
            session.run(decline, row.one.id, False, done=lambda _: self.refresh())

        def done(_: object) -> None:
            self.refresh()
            session.undos.offer(tr("{title} is not shown again.", title=quoted(row.title)), again)

        session.run(decline, row.one.id, done=done)
