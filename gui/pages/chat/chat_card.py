"""A work inside a reply: its cover, what it is, why it was picked, and what can be done with it."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QGridLayout

from assistant.domain.entities import Item, Verdict
from assistant.domain.kinds import ONE
from assistant.messages import tr
from gui.look.covers import CoverView
from gui.look.labels import creators
from gui.pages.for_you.feedback_buttons import VerdictButtons
from gui.pages.item.work_menu import work_menu
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import PARTED, Facts, Text

_COVER = QSize(32, 46)
_BUTTON = 26


class ChatCard(Card):
    """Small, because several stand above every answer. `reason` is empty where the reply itself speaks of the work."""

    def __init__(self, session: Session, item: Item, reason: str = "") -> None:
        super().__init__(lively=True, radius=12)
        self.item, self.reason, self._session = item, reason, session
        self.setAccessibleName(", ".join(filter(None, (item.title, creators(item), reason))))
        self.setToolTip("\n".join(filter(None, (item.title, reason))))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 6, 2)
        grid.setSpacing(0)
        grid.setColumnStretch(1, 1)
        cover = CoverView(session.covers, item, _COVER, align=Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(cover, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        words = vertical(0, margins=(0, 6, 0, 0 if reason else 6))
        words.addStretch(1)
        words.addWidget(Text(item.title, "strong", lines=2))
        facts = [creators(item) or tr(ONE[item.kind]), str(item.year or "")]
        words.addWidget(Facts(PARTED.join(filter(None, facts)), "caption", "soft", lines=1))
        if not reason:
            words.addStretch(1)
        grid.addLayout(words, 0, 1)
        # What is pressed most stands on the card; more buttons would leave no room for the title.
        buttons = horizontal(0, margins=(4, 0, 0, 0))
        self.verdicts = VerdictButtons(session, item, size=_BUTTON, only=(Verdict.LIKED, Verdict.DISLIKED))
        self.more = IconButton("more", tr("More"), size=_BUTTON)
        self.more.setAccessibleName(tr("More: {title}", title=item.title))
        self.more.clicked.connect(lambda: self._open_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        buttons.addWidget(self.verdicts)
        buttons.addWidget(self.more)
        grid.addLayout(buttons, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        if reason:
            below = vertical(0, margins=(0, 1, 8, 7))
            below.addWidget(Text(reason, "caption", "ink", lines=1))
            grid.addLayout(below, 1, 1, 1, 2)
        self.pressed.connect(lambda: session.item_wanted.emit(item.id))

    def _open_menu(self, place: QPoint) -> None:
        work_menu(self, self._session, (self.item,), self.more).popup(place)
