"""Settings: how it looks, which folders are read, and which model writes."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assistant.domain.rows import Row
from assistant.language.normalise import fold
from assistant.messages import mark, tr
from assistant.settings.setting import Place
from gui.pages.activity.problem_list import shown
from gui.pages.registry import Section, page
from gui.pages.settings.disk_card import DiskCard
from gui.pages.settings.folders_card import FoldersCard, folders_of
from gui.pages.settings.hidden_card import HiddenCard
from gui.pages.settings.import_card import ImportCard
from gui.pages.settings.model_row import size_words
from gui.pages.settings.pack_card import PackCard
from gui.pages.settings.security_card import SecurityCard
from gui.pages.settings.setting_rows import SettingRow, rows_of
from gui.pages.settings.upkeep_card import UpkeepCard
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import SearchField
from gui.widgets.keyboard import first_control
from gui.widgets.layouts import clear, vertical
from gui.widgets.surfaces import Card, Page
from gui.widgets.text import Text

LOCK_WORDS = {
    "seccomp": mark("The operating system blocks network access for every part of Alcove that sees your library."),
    "audit hook": mark("Alcove blocks its own network access; this system offers no stronger lock."),  # no words
    "none": mark("Network access is not blocked in this run."),
}
CALLED = "called"
"""The property of a card that holds other words for it."""


@page(
    "settings",
    label=mark("Settings"),
    icon="settings",
    section=Section.SIDE,
    order=7,
    shortcut="Ctrl+5",
    concerns=lambda changes: changes.items,
)
class SettingsPage(QWidget):
    """Few things to set, each with a sentence on what it does."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = self._page = Page(widest=760)
        outer.addWidget(page)
        page.body.setSpacing(16)
        page.body.addWidget(Text(tr("Settings"), "display", lines=1))
        self.search = SearchField(tr("Search the settings"))
        self.search.textChanged.connect(self._find)
        page.body.addWidget(self.search)
        self.rows: dict[str, SettingRow] = {}
        self.cards = [
            self._appearance(),
            self._folders(),
            self._imports(),
            self._packs(),
            self._hidden(),
            self._models(),
            self._others(),
            self._privacy(),
            self._security(),
            self._upkeep(),
            self._disk(),
        ]
        for card in self.cards:
            page.body.addWidget(card)
        self.nothing = Text(tr("No setting has all of these words."), "body", "soft")
        self.nothing.hide()
        page.body.addWidget(self.nothing)
        page.body.addStretch(1)

    @property
    def search_field(self) -> QLineEdit:
        return self.search

    def show_setting(self, key: str) -> None:
        """Bring a setting into view, with the keyboard on it."""
        self.search.clear()
        row = self.rows[key]
        QTimer.singleShot(0, row, lambda: self._page.ensureWidgetVisible(row, 0, 80))
        if (control := first_control(row)) is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self, typed: str) -> None:
        """Leave the cards that say each of these words somewhere; a card without a setting is never shown."""
        sought = fold(typed).split()
        for card in self.cards:
            words = fold(_said(card))
            card.setVisible(card is not self._without and all(word in words for word in sought))
        self.nothing.setVisible(all(card.isHidden() for card in self.cards))

    def _appearance(self) -> QWidget:
        card, column = _section(tr("Appearance"), "", tr("theme dark mode light night colour font zoom scale"))
        self._add_rows(column, Place.APPEARANCE)
        return card

    def _others(self) -> QWidget:
        card, column = _section(tr("Listening"), "", tr("music player history keyboard"))
        self._without: QWidget | None = None
        if not self._add_rows(column, Place.OTHER):
            self._without = card
            card.hide()
        return card

    def _add_rows(self, column: QVBoxLayout, place: Place) -> bool:
        """A row for each setting of a place; returns whether there is any."""
        rows = rows_of(self._session, place)
        for row in rows.values():
            column.addSpacing(6)
            column.addWidget(row)
        self.rows |= rows
        return bool(rows)

    def _folders(self) -> QWidget:
        card, column = _section(
            tr("Folders"),
            tr("Alcove reads everything in these folders and below them. It changes nothing there."),
            tr("library directory scan speed battery processor"),
        )
        self.folders = FoldersCard(self._session)
        column.addWidget(self.folders)
        self._add_rows(column, Place.FOLDERS)
        return card

    def _imports(self) -> QWidget:
        card, column = _section(
            tr("From other programs"),
            tr(
                "Ratings and histories of Goodreads, StoryGraph, LibraryThing, Last.fm, ListenBrainz, "
                "Spotify, Kindle and KOReader; catalogues of calibre, Zotero, BibTeX, iTunes, "
                "Rhythmbox, Strawberry and beets; playlists. What you do not own becomes a wish. "
                "Importing a file twice adds nothing twice."
            ),
        )
        self.imports = ImportCard(self._session)
        column.addWidget(self.imports)
        return card

    def _packs(self) -> QWidget:
        card, column = _section(
            tr("What people enjoy together"),
            tr(
                "A pack records which works many people enjoyed together, without naming anyone. One is built from "
                "public ratings on the command line, with {command}.",
                command="alcove pack build",  # no words
            ),
        )
        self.packs = PackCard(self._session)
        column.addWidget(self.packs)
        return card

    def _hidden(self) -> QWidget:
        card, column = _section(
            tr("Never recommended"),
            tr("What you hide stays hidden until you show it again."),
            tr("blocked banned ignored"),
        )
        self.hidden = HiddenCard(self._session)
        column.addWidget(self.hidden)
        return card

    def _models(self) -> QWidget:
        card, column = _section(
            tr("Language model"),
            tr("It words the explanations and the chat. The picks and the facts never depend on it."),
            tr("AI LLM download"),
        )
        self._model_list = vertical(4)
        column.addLayout(self._model_list)
        row = QHBoxLayout()
        more = Button(tr("Models and GPU"), "outline", "chip")
        more.clicked.connect(lambda: self._session.place_wanted.emit("models"))
        row.addWidget(more)
        row.addStretch(1)
        column.addLayout(row)
        self._add_rows(column, Place.MODEL)
        return card

    def _upkeep(self) -> QWidget:
        card, column = _section(
            tr("Backup and erasure"),
            tr("Save your profile, feedback, conversations and lists to a file, restore them, or erase everything."),
            tr("export delete reset"),
        )
        self.upkeep = UpkeepCard(self._session)
        column.addWidget(self.upkeep)
        self._add_rows(column, Place.BACKUP)
        return card

    def _disk(self) -> QWidget:
        card, column = _section(tr("Room on your disk"), "", tr("storage space memory cache cleanup"))
        self.disk = DiskCard(self._session)
        column.addWidget(self.disk)
        return card

    def _security(self) -> QWidget:
        card, column = _section(tr("What opens your library"), "", tr("password PIN keyring timeout"))
        self.security = SecurityCard(self._session)
        column.addWidget(self.security)
        self._add_rows(column, Place.SECURITY)
        return card

    def _privacy(self) -> QWidget:
        card, column = _section(tr("Privacy"), "", tr("network internet online data sandbox"))
        self.lock = Text("", "small", "soft")
        column.addWidget(self.lock)
        self.home = Text("", "caption", "faint", lines=1)
        column.addWidget(self.home)
        return card

    def refresh(self) -> None:
        """Read what is shown here."""
        self.hidden.refresh()
        self.packs.refresh()
        self.security.refresh()
        self.disk.refresh()
        self._session.run(self._read, done=self._show, key="settings")

    def _read(self) -> tuple[list[tuple[Path, bool]], list[Row], str]:
        from assistant.security.network_lock import lock_state

        app = self._session.app
        kind, detail = lock_state()
        return (
            folders_of(app.indexing.roots()),
            list(app.models.all()),
            tr(LOCK_WORDS[kind]) if kind in LOCK_WORDS else f"{kind}: {detail}.",
        )

    def _show(self, answer: tuple[list[tuple[Path, bool]], list[Row], str]) -> None:
        roots, models, lock = answer
        self.folders.show_folders(roots)
        clear(self._model_list)
        installed = [row for row in models if row.get("installed")]
        for row in installed:
            parts = [row["name"], size_words(row["bytes"]), tr("in use") if row.get("in_use") else ""]
            self._model_list.addWidget(Text("  ·  ".join(filter(None, parts)), "body", lines=1))
        if not installed:
            self._model_list.addWidget(
                Text(
                    tr("No model is installed. Everything except free conversation works without one."), "body", "soft"
                )
            )
        encrypted = tr("Your library is encrypted.")
        self.lock.set_text(f"{encrypted} {lock}")
        self.home.set_text(tr("Stored in {folder}", folder=shown(self._session.paths.home)))


def _said(card: QWidget) -> str:
    """All words on a card, what is folded away included, and those that people look for it by."""
    texts = (text.text() for text in card.findChildren(Text))
    buttons = (button.text() for button in card.findChildren(QAbstractButton))
    return " ".join((*texts, *buttons, card.property(CALLED) or ""))


def _section(heading: str, sentence: str, called: str = "") -> tuple[QWidget, QVBoxLayout]:
    """`called`: words that people look for it by, beside those that stand in it."""
    card = Card(radius=16)
    card.setProperty(CALLED, called)
    column = vertical(10, card, margins=(24, 20, 24, 20))
    words = vertical(3)
    words.addWidget(Text(heading, "heading", lines=1))
    if sentence:
        words.addWidget(Text(sentence, "small", "soft"))
    column.addLayout(words)
    return card, column
