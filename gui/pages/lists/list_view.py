"""One list: its entries with their reasons, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item, Kind
from assistant.domain.recordings import sounds
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr, trn
from gui.look.dates import day_words
from gui.pages.lists.entries import Entries
from gui.pages.lists.list_rows import EntryRow, form_words, span_words
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import InPlaceEdit
from gui.widgets.layouts import Flow
from gui.widgets.surfaces import Page
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.chat.services import SavedList

FORMS_OF_FILE = {
    mark("Playlist"): ".m3u8",
    mark("Reading plan in Markdown"): ".md",
    mark("Catalogue for reading devices"): ".opds",
}
_ENDINGS = (".m3u8", ".m3u", ".md", ".opds", ".xml")


def choose_file(parent: QWidget, title: str, playable: bool) -> Path | None:
    """Ask where the list is to be written, and so in which form; None if the person changed their mind."""
    forms = {f"{tr(words)} (*{ending})": ending for words, ending in FORMS_OF_FILE.items()}
    filters = list(forms)
    first = filters[0] if playable else filters[1]
    name = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title).strip()[:60] or "list"
    chosen, how = QFileDialog.getSaveFileName(
        parent, tr("Export this list"), str(Path.home() / f"{name}{forms[first]}"), ";;".join(filters), first
    )
    if not chosen:
        return None
    path, wanted = Path(chosen), forms.get(how, ".md")
    if path.suffix == forms[first] and how in forms:
        # The dialog leaves the ending that was proposed when another form is chosen.
        return path.with_suffix(wanted)
    return path if path.suffix.lower() in _ENDINGS else path.with_name(path.name + wanted)


class ListView(QWidget):
    """Every change is kept at once and can be taken back. A living shelf follows the library by itself."""

    left = Signal()
    removed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.saved: SavedList | None = None
        self.wanted = ""
        """The id of the list that is asked for, also while another still stands here."""
        self._shown: tuple[SavedList, Sequence[Item], str] | None = None
        self._focus = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._page = Page(widest=860)
        outer.addWidget(self._page)
        body = self._page.body
        body.setSpacing(12)
        back = Button(tr("All lists"), "quiet", "back")
        back.set_edge()
        back.clicked.connect(self.left)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._heading())
        self.facts = Text("", "body", "soft", lines=2)
        self.query = Text("", "lead", "ink")
        self.note = Text("", "small", "accent")
        for text in (self.facts, self.query, self.note):
            body.addWidget(text)
        body.addLayout(self._tools())
        self.entries = Entries(session)
        self.entries.moved.connect(self._move)
        self.entries.removed.connect(self._take_out)
        body.addWidget(self.entries)
        body.addStretch(1)

    def _heading(self) -> QWidget:
        holder = QWidget()
        self._names = QStackedLayout(holder)
        self.title = Text("", "display", lines=2)
        self.name_edit = InPlaceEdit("", tr("The list's name"))
        self.name_edit.returnPressed.connect(self._rename)
        self.name_edit.left.connect(lambda: self._names.setCurrentIndex(0))
        self._names.addWidget(self.title)
        self._names.addWidget(self.name_edit)
        return holder

    def _tools(self) -> Flow:
        flow = Flow(8)
        self.buttons: dict[str, Button] = {}
        for name, words, icon_name, act in (
            ("play", tr("Play all"), "play", self._play),
            ("remake", tr("Make again"), "refresh", self._remake),
            ("rename", tr("Rename"), "edit", self.start_rename),
            ("export", tr("Export"), "export", self._export),
            ("remove", tr("Delete"), "remove", self._remove),
        ):
            button = Button(words, "outline", icon_name)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            flow.addWidget(button)
        return flow

    @property
    def rows(self) -> list[EntryRow]:
        return self.entries.rows

    # Reading

    def open(self, list_id: str) -> None:
        """Show a list as it stands now; all lists where it is gone."""
        self.wanted = list_id
        self._session.run(self._read, list_id, done=self._opened, key="list")

    def _opened(self, answer: "tuple[SavedList, Sequence[Item], str] | None") -> None:
        if answer is None:
            self.saved, self.wanted = None, ""
            self.left.emit()
        else:
            self.show_list(answer)

    def _read(self, list_id: str) -> "tuple[SavedList, list[Item], str] | None":
        app = self._session.app
        saved = next((one for one in app.lists.all() if one.id == list_id), None)
        if saved is None:
            return None
        query = app.lists.describe_shelf(saved.id) if saved.living else ""
        return saved, list(app.lists.items_of(saved)), query

    def show_list(self, answer: "tuple[SavedList, Sequence[Item], str]") -> None:
        saved, items, query = answer
        if answer == self._shown:
            return
        self.saved, self._shown = saved, answer
        self._names.setCurrentIndex(0)
        self.title.set_text(saved.title)
        made = "" if saved.living else tr("Made: {day}", day=day_words(saved.made, datetime.now()))
        facts = [form_words(saved), trn("{n} entry", "{n} entries", len(items)), span_words(items), made]
        self.facts.set_text("  ·  ".join(filter(None, facts)))
        self.query.set_text(query)
        self.query.setVisible(bool(query))
        shared = _shared_reason(saved, items)
        notes = [
            saved.note,
            shared,
            tr("Your library has changed since. You can make this list again.") if saved.stale else "",
        ]
        self.note.set_text("  ".join(filter(None, notes)))
        self.note.setVisible(bool(self.note.text()))
        self.buttons["remake"].setVisible(not saved.living)
        heard = any(map(sounds, items))
        self.buttons["play"].setVisible(heard)
        if heard:
            self._session.play_expected.emit()
        living = tr("Nothing in your library fits yet. Whatever does later appears here by itself.")
        self.entries.show_items(
            items,
            {} if shared else saved.reasons,
            movable=not saved.living,
            focus=self._focus,
            empty=living if saved.living else tr("This list is empty. Make it again, or delete it."),
        )
        self._focus = ""

    def _play(self) -> None:
        if self._shown is not None:
            self._session.play_wanted.emit(tuple(self._shown[1]), "")

    # Changing

    def _move(self, item_id: str, place: int) -> None:
        assert self.saved is not None
        before = list(self.saved.items)
        ids = [one for one in before if one != item_id]
        ids.insert(place, item_id)
        self._focus = item_id
        if abs(before.index(item_id) - place) == 1:
            # One step back takes back one step.
            self._change(items=ids)
        else:
            self._change(
                items=ids, words=tr("Moved: {title}", title=quoted(self._title(item_id))), undo={"items": before}
            )

    def _take_out(self, item_id: str) -> None:
        assert self.saved is not None
        before = list(self.saved.items)
        place = before.index(item_id)
        rest = [one for one in before if one != item_id]
        self._focus = rest[min(place, len(rest) - 1)] if rest else ""
        words = tr("Removed: {title}", title=quoted(self._title(item_id)))
        self._change(items=rest, words=words, undo={"items": before})

    def _title(self, item_id: str) -> str:
        return next(row.item.title for row in self.rows if row.item.id == item_id)

    def start_rename(self) -> None:
        """Put the caret into the name."""
        if self.saved is not None:
            self.name_edit.setText(self.saved.title)
            self._names.setCurrentIndex(1)
            self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name_edit.selectAll()

    def _rename(self) -> None:
        name = self.name_edit.text().strip()
        self._names.setCurrentIndex(0)
        if self.saved is not None and name and name != self.saved.title:
            self._change(title=name, words=tr("Renamed."), undo={"title": self.saved.title})

    def _change(self, *, words: str = "", undo: Row | None = None, **change: Any) -> None:
        saved, session = self.saved, self._session
        assert saved is not None
        edit, list_id = session.app.lists.edit, saved.id

        def done(_: object) -> None:
            if words and undo is not None:
                session.undos.offer(words, lambda: session.run(edit, list_id, done=self._again, **undo))
            self.open(list_id)

        session.run(edit, list_id, done=done, **change)

    def _again(self, changes: "Changes[SavedList]") -> None:
        if self.saved is not None and self.saved.id == changes.row.id:
            self.open(self.saved.id)

    def _remake(self) -> None:
        assert self.saved is not None
        before = self.saved

        def done(changes: "Changes[SavedList]") -> None:
            saved = changes.row
            fresh = len(set(saved.items) - set(before.items))
            said = trn("Made again: {n} new entry.", "Made again: {n} new entries.", fresh)
            self._session.say(said if fresh else tr("Made again. Nothing is new."))
            self.open(saved.id)

        self._session.run(self._session.app.lists.remake, before.id, done=done, key="remake")

    def _remove(self) -> None:
        if self.saved is not None:
            self.removed.emit(self.saved)

    def _export(self) -> None:
        saved = self.saved
        if saved is None:
            return
        playable = any(row.item.kind is Kind.MUSIC for row in self.rows)
        path = choose_file(self.window(), saved.title, playable)
        if path is None:
            return

        def done(items: Sequence[Item]) -> None:
            left_out = len(saved.items) - len(items)
            said = trn("Saved: {n} entry.", "Saved: {n} entries.", len(items))
            if left_out > 0:
                said += " " + trn("{n} has no file to play.", "{n} have no file to play.", left_out)
            self._session.say(said)

        self._session.run(self._session.app.lists.export, saved.id, path, done=done)


def _shared_reason(saved: "SavedList", items: Sequence[Item]) -> str:
    """What is said of every entry alike: it is told once, above them."""
    reasons = {saved.reasons.get(item.id, "") for item in items}
    return reasons.pop() if len(reasons) == 1 and len(items) > 1 else ""
