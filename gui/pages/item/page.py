"""An item's page: what it is, why it stands where it stands, and what is like it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.domain.entities import Item, Recommendation
from assistant.domain.rows import Row
from assistant.messages import mark, tr
from gui.pages.item.card_chips import CardChips
from gui.pages.item.details import Details, read_details
from gui.pages.item.head import ItemHead
from gui.pages.item.item_edit import EditForm
from gui.pages.item.item_menu import item_menu
from gui.pages.item.item_parts import ChapterList, FileList, TrackList
from gui.pages.item.notes_card import NotesCard
from gui.pages.item.related_card import RelatedCard, read_ties
from gui.pages.item.why_card import WhyCard
from gui.pages.library.tile import TileRow
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton
from gui.widgets.surfaces import Page

SIMILAR = 6
LATE = 150
"""Milliseconds for which the item before may stand while the one that was asked for is read."""


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
        self.head: ItemHead
        self.notes: NotesCard
        self.why: WhyCard
        self._awaited = False
        self._late = QTimer(self, singleShot=True, interval=LATE)
        self._late.timeout.connect(self._hide_other)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Only while the page is seen: a key of a hidden widget does nothing.
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.edit)

    def open(self, item_id: str) -> None:
        """Show an item; what is not known yet follows."""
        self.wanted = item_id
        self._awaited = self.item is None or self.item.id != item_id
        if self._awaited:
            self._late.start()
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
        self._late.stop()
        writing = self.form is not None and self.item is not None and self.item.id == details.item.id
        if self._page is not None and (details == self.details or writing or self._is_noting(details)):
            self._page.show()
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

    def _hide_other(self) -> None:
        """Another item than the one asked for must not stand there to be judged."""
        if self._page is not None:
            self._page.hide()

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
        on_hiding = self._page is not None and old is self.head.never
        item = self.item = details.item
        self.setAccessibleName(item.title)
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
        self.head = ItemHead(self._session, details)
        self.head.menu_wanted.connect(self._open_menu)
        page.body.addWidget(self.head)
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
            (self.head.never if on_hiding else self.back_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _open_menu(self, place: QPoint) -> None:
        assert self.details is not None
        item_menu(self, self._session, self.details).popup(place)

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
            self.head.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, form: EditForm, changes: dict[str, str | None], before: Row) -> None:
        item = form.item

        def saved(_: object) -> None:
            if self.form is form:
                self.leave_form()
            self._session.edits.follow(item, changes, before)

        self._session.run(self._session.edits.write, item.id, changes, done=saved)

    def _show_similar(self, found: list[Recommendation]) -> None:
        self.similar.show_items(self._session.covers, [one.item for one in found])

    def _show_sounding(self, found: list[Item]) -> None:
        self.sounding.show_items(self._session.covers, found)
