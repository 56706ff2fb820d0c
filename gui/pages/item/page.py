"""An item's page: what it is, why it stands where it stands, and what is like it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant.domain.entities import Item, Recommendation
from assistant.domain.recordings import sounds
from assistant.domain.rows import Row
from assistant.domain.targets import Target
from assistant.messages import mark, quoted, tr
from gui.look.covers import CoverView
from gui.look.labels import creators, facts, open_icon, open_words, overline
from gui.pages.for_you.feedback_buttons import PROGRESS, RatingStars, VerdictButtons
from gui.pages.item.card_chips import CardChips
from gui.pages.item.details import Details, read_details, so_far_words
from gui.pages.item.item_edit import EditForm
from gui.pages.item.item_menu import item_menu
from gui.pages.item.item_parts import ChapterList, FileList, Guessed, TrackList, guessed
from gui.pages.item.notes_card import NotesCard
from gui.pages.item.reason_field import ReasonField
from gui.pages.item.related_card import RelatedCard, read_ties
from gui.pages.item.why_card import WhyCard
from gui.pages.library.tile import TileRow
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton, Button, IconButton
from gui.widgets.layouts import Flow, horizontal, vertical
from gui.widgets.surfaces import Page
from gui.widgets.text import Text

SIMILAR = 6
SUBJECTS = 8


@page(
    "item",
    left_by_escape=True,
    concerns=lambda changes: changes.ranking,
    keys=((mark("Ctrl+E"), mark("On an item: edit its details")),),
)
class ItemPage(QWidget):
    """Details at once; the ledger and its like as soon as they are worked out."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.item: Item | None = None
        self.wanted = ""
        """The id of the item that was asked for last; it may still be on its way."""
        self.details: Details | None = None
        self.form: EditForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None
        self.notes: NotesCard
        self.why: WhyCard
        self._awaited = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Only while the page is seen: a key of a hidden widget does nothing.
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.edit)

    def open(self, item_id: str) -> None:
        """Show an item; what is not known yet follows."""
        self.wanted = item_id
        self._awaited = self.item is None or self.item.id != item_id
        self._session.run(read_details, self._session.app, item_id, done=self.show_details, key="item")

    @property
    def detail(self) -> str | None:
        """The id of the item that was asked for last."""
        return self.wanted

    def show_detail(self, detail: str) -> None:
        """Show an item from its top on."""
        if self._page is not None:
            self._page.verticalScrollBar().setValue(0)
        self.open(detail)

    def refresh(self) -> None:
        """Read the item in view anew, or the one that is on its way there."""
        if self.wanted:
            self.open(self.wanted)

    def show_details(self, details: Details) -> None:
        """Lay the page out; where nothing changed but the list, only the item's place in it is worked out anew."""
        self._awaited = False
        writing = self.form is not None and self.item is not None and self.item.id == details.item.id
        if self._page is not None and (details == self.details or writing or self._is_noting(details)):
            self.notes.refresh()
            self.why.explain()
            return
        self._lay_out(details)
        self._session.expect(details.item)
        self.why.explain()
        run, app = self._session.run, self._session.app
        run(read_ties, app, details.item.id, done=self.related.show_ties, key="related")
        run(app.recommendations.similar, details.item.id, SIMILAR, done=self._show_similar, key="similar")
        if details.sound is not None:
            run(app.library.similar_sound, details.item.id, SIMILAR, done=self._show_sounding, key="sounding")

    def _is_noting(self, details: Details) -> bool:
        """Whether something is being written about this item: the page stays as it is until that is done."""
        same = self.item is not None and self.item.id == details.item.id
        return same and self.notes.edit is not None

    def first_focus(self) -> QWidget:
        """This page itself until it stands, so that the keyboard need not wait elsewhere."""
        return self if self._page is None or self._awaited else self.back_button

    def _lay_out(self, details: Details) -> None:
        old = self.window().focusWidget()
        within = old is not None and (old is self or self.isAncestorOf(old))
        on_hiding = self._page is not None and old is self.never
        item = self.item = details.item
        self.details, self.form = details, None
        place = self._page.verticalScrollBar().value() if self._page is not None else 0
        if self._page is not None:
            self.notes.keep()
            self._page.hide()
            self._page.deleteLater()
        self._page = page = Page(widest=960, margins=(32, 20, 22, 40))
        self._column.addWidget(page)
        self.back_button = BackButton()
        self.back_button.clicked.connect(self._session.back_wanted)
        page.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addLayout(self._head(item))
        page.body.addSpacing(4)
        self._form_place = QVBoxLayout()
        page.body.addLayout(self._form_place)
        if details.tracks:
            tracks = TrackList(details.tracks)
            tracks.wanted.connect(self._session.item_wanted)
            page.body.addWidget(tracks)
        if item.chapters:
            page.body.addWidget(ChapterList(item))
        self.chips = CardChips(details.card, details.own)
        self.chips.said.connect(lambda facet, values: self._session.edits.set_card(item, facet, values))
        page.body.addWidget(self.chips)
        self.notes = NotesCard(self._session, item.id)
        self.notes.refresh()
        page.body.addWidget(self.notes)
        self.why = WhyCard(self._session, item)
        page.body.addWidget(self.why)
        self.related = RelatedCard(item)
        self.related.wanted.connect(self._session.item_wanted)
        page.body.addWidget(self.related)
        self.similar, self.sounding = TileRow(tr("More like this")), TileRow(tr("Sounds like this"))
        for row in (self.similar, self.sounding):
            row.wanted.connect(self._session.item_wanted)
            page.body.addWidget(row)
        if details.files or details.sound is not None:
            files = FileList(details.files, details.sound)
            files.open_wanted.connect(lambda path: self._session.files.open_outside(replace(item, path=path)))
            files.folder_wanted.connect(self._session.files.show_in_folder)
            page.body.addWidget(files)
        page.body.addStretch(1)
        page.verticalScrollBar().setValue(place)
        if within:
            # What held the keyboard is gone with the old page.
            (self.never if on_hiding else self.back_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self, item: Item) -> QHBoxLayout:
        row = horizontal(32)
        cover = CoverView(self._session.covers, item, QSize(184, 276), align=Qt.AlignmentFlag.AlignTop, margin=0)
        row.addWidget(cover, 0, Qt.AlignmentFlag.AlignTop)
        column = vertical(6)
        column.addWidget(Text(overline(item), "overline", "accent", lines=1))
        column.addWidget(Text(item.title, "display", lines=3))
        column.addWidget(Text(creators(item), "lead", "soft", lines=2))
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
            column.addWidget(Text(tr("Alcove’s guide: {words}", words=item.guide), "body", "soft", lines=4))
        if item.subjects:
            column.addSpacing(6)
            column.addWidget(self._subjects(item))
        column.addStretch(1)
        row.addLayout(column, 1)
        return row

    def _add_facts(self, column: QVBoxLayout, item: Item) -> None:
        assert self.details is not None
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
        assert self.details is not None
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
        self.more.clicked.connect(self._open_menu)
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
        self.progress = VerdictButtons(self._session, item, size=38, choices=PROGRESS)
        for widget in (self.stars, self.progress):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _open_menu(self) -> None:
        assert self.details is not None
        menu = item_menu(self, self._session, self.details)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def turn_hidden(self) -> None:
        """Hide the item for good, or bring it back."""
        if self.details is None:
            return
        item, session = self.details.item, self._session
        if self.details.hidden:
            session.unhide(Target.item(item.id), tr("{what} can be recommended again.", what=quoted(item.title)))
        else:
            session.hide(Target.item(item.id), tr("{title} will not be recommended.", title=quoted(item.title)))

    # Setting it right

    def edit(self) -> None:
        """Open the form, or go to it."""
        if self.item is None or self._page is None:
            return
        if self.form is None:
            self._session.run(self._session.app.library.edits, self.item.id, done=self._show_form, key="edits")
        else:
            self.form.start()

    def _show_form(self, edits: Row) -> None:
        if self.item is None or self._page is None or self.form is not None:
            return
        form = self.form = EditForm(self.item, edits)
        form.left.connect(self.leave_form)
        form.saved.connect(lambda changes: self._save(form, changes, edits))
        self._form_place.addWidget(form)
        form.show()
        form.start()
        page = self._page
        QTimer.singleShot(0, form, lambda: page.ensureWidgetVisible(form, 0, 24))

    def leave_form(self) -> None:
        """Put the form away without saving."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, form: EditForm, changes: dict[str, str | None], before: Row) -> None:
        item = form.item

        def saved(_: object) -> None:
            if self.form is form:
                self.leave_form()
            self._session.edits.follow(item, changes, before)

        self._session.run(self._session.edits.write, item.id, changes, done=saved)

    def _subjects(self, item: Item) -> QWidget:
        box = QWidget()
        flow = Flow(6)
        box.setLayout(flow)
        for subject in item.subjects[:SUBJECTS]:
            chip = Button(subject if len(subject) <= 40 else subject[:39] + "…", "plain-chip")
            chip.setToolTip(tr("Show everything with this subject"))
            chip.clicked.connect(lambda _=False, subject=subject: self._session.search_wanted.emit(subject))
            flow.addWidget(chip)
        return box

    def _show_similar(self, found: list[Recommendation]) -> None:
        self.similar.show_items(self._session.covers, [one.item for one in found])

    def _show_sounding(self, found: list[Item]) -> None:
        self.sounding.show_items(self._session.covers, found)
