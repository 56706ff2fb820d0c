"""The head of an item's page: its cover, what it is, and what can be done with it."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant.domain.entities import Item
from assistant.domain.recordings import sounds
from assistant.domain.targets import Target
from assistant.language.concepts import subject_name
from assistant.messages import quoted, tr
from gui.look.covers import CoverView
from gui.look.labels import creators, facts, open_icon, open_words, overline
from gui.look.theme import font
from gui.pages.for_you.feedback_buttons import RatingStars, VerdictButtons, progress_of
from gui.pages.item.details import Details, so_far_words
from gui.pages.item.item_parts import Guessed, guessed
from gui.pages.item.reason_field import ReasonField
from gui.shell.session import Session
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import Flow, horizontal, vertical
from gui.widgets.text import Label, Text

SUBJECTS, MAKERS = 8, 6
LONGEST_NAME = 60


class ItemHead(QWidget):
    """Made anew for each item and after each change of what it says."""

    menu_wanted = Signal(QPoint)
    """Where on the screen, below the button."""

    def __init__(self, session: Session, details: Details) -> None:
        super().__init__()
        self._session, self.details = session, details
        item = details.item
        row = horizontal(32, self)
        cover = CoverView(self._session.covers, item, QSize(184, 276), align=Qt.AlignmentFlag.AlignTop, margin=0)
        row.addWidget(cover, 0, Qt.AlignmentFlag.AlignTop)
        column = vertical(6)
        column.addWidget(Text(overline(item), "overline", "accent", lines=1))
        column.addWidget(Text(item.title, "display", lines=3))
        if item.creators:
            column.addWidget(self._makers(item))
        elif by := creators(item):
            column.addWidget(Text(by, "lead", "soft", lines=2))
        self._add_facts(column, item)
        column.addSpacing(10)
        column.addLayout(self._actions(item))
        column.addLayout(self._progress(item))
        self.because = ReasonField(self._session, item)
        column.addWidget(self.because)
        column.addSpacing(10)
        if item.description:
            column.addWidget(Text(item.description, "body", lines=9))
        if item.guide:
            column.addWidget(Text(tr("Alcove’s guide · {words}", words=item.guide), "body", "soft", lines=4))
        if item.subjects:
            column.addSpacing(6)
            column.addWidget(self._subjects(item))
        column.addStretch(1)
        row.addLayout(column, 1)

    def _makers(self, item: Item) -> QWidget:
        """Names that lead to everything by them."""
        box, flow = QWidget(), Flow(12)
        box.setLayout(flow)
        self.makers: list[Button] = []
        for name in item.creators[:MAKERS]:
            maker = Button(name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…", "link")
            maker.setFont(font("lead"))
            maker.set_edge()
            maker.setToolTip(tr("Show everything by {name}", name=name))
            maker.clicked.connect(lambda _=False, name=name: self._session.filter_wanted.emit("creator", name))
            self.makers.append(maker)
            flow.addWidget(maker)
        if len(item.creators) > MAKERS:
            flow.addWidget(Label(tr("and others"), "lead", "soft"))
        return box

    def _add_facts(self, column: QVBoxLayout, item: Item) -> None:
        if facts(item):
            column.addWidget(Text(facts(item), "small", "faint", lines=2))
        if (album := self.details.album) is not None:
            link = Button(tr("On {album}", album=quoted(album.title)), "link", "music")
            link.clicked.connect(lambda: self._session.item_wanted.emit(album.id))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if so_far := so_far_words(self.details):
            column.addWidget(Text(so_far, "small", "accent", lines=1))
        if guessed(item):
            column.addWidget(Guessed(item))

    def _actions(self, item: Item) -> QHBoxLayout:
        row = horizontal(8)
        if item.owned:
            self.opener = self._opener(item)
            row.addWidget(self.opener)
            row.addSpacing(4)
        self.verdicts = VerdictButtons(self._session, item, size=38)
        row.addWidget(self.verdicts)
        self.never = IconButton("hide", "", size=38, checkable=True)
        self.never.setChecked(self.details.hidden)
        hidden = self.details.hidden
        self.never.set_tip(tr("Hidden: allow it again") if hidden else tr("Never recommend this"))
        self.never.clicked.connect(self.turn_hidden)
        row.addWidget(self.never)
        self.more = IconButton("more", tr("More actions"), size=38)
        self.more.clicked.connect(self._ask_menu)
        row.addWidget(self.more)
        row.addStretch(1)
        return row

    def _opener(self, item: Item) -> Button:
        opener = Button(open_words(item), "primary", open_icon(item))
        opener.setEnabled(item.path is not None or sounds(item))
        opener.clicked.connect(lambda: self._session.files.open(item))
        return opener

    def _progress(self, item: Item) -> QHBoxLayout:
        """How far the person is with it, and the stars they give it."""
        row = horizontal(8)
        self.stars = RatingStars(self._session, item)
        self.progress = VerdictButtons(self._session, item, size=38, choices=progress_of(item))
        for widget in (self.stars, self.progress):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _ask_menu(self) -> None:
        self.menu_wanted.emit(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def turn_hidden(self) -> None:
        """Hide the item for good, or bring it back."""
        item, session = self.details.item, self._session
        if self.details.hidden:
            session.unhide(Target.item(item.id), tr("{what} can be recommended again.", what=quoted(item.title)))
        else:
            session.hide(Target.item(item.id), tr("{title} will not be recommended.", title=quoted(item.title)))

    def _subjects(self, item: Item) -> QWidget:
        box = QWidget()
        flow = Flow(6)
        box.setLayout(flow)
        for subject in item.subjects[:SUBJECTS]:
            name = subject_name(subject)
            chip = Button(name if len(name) <= 40 else name[:39] + "…", "plain-chip")
            chip.setToolTip(tr("Show everything with this subject"))
            chip.clicked.connect(lambda _=False, subject=subject: self._session.filter_wanted.emit("subject", subject))
            flow.addWidget(chip)
        return box
