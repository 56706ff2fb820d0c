"""The folders that are read: which there are, which are away, taking one out, and adding one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QWidget

from assistant.app.changes import Changes
from assistant.messages import quoted, tr, trn
from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.pages.activity.problem_list import shown
from gui.shell.session import Session
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.text import Label, Text


class FoldersCard(QWidget):
    """A row a folder. What taking one out would mean is said before it is done."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ask_place = ask_place
        self.rows: dict[Path, FolderRow] = {}
        column = vertical(10, self)
        self._list = vertical(2)
        column.addLayout(self._list)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = horizontal(8)
        self.add = add = Button(tr("Add a folder"), "outline", "folder-add")
        add.clicked.connect(self._session.folder_choice_wanted)
        again = Button(tr("Read again now"), "quiet", "refresh")
        again.clicked.connect(lambda: self._session.index_wanted.emit(()))
        row.addWidget(add)
        row.addWidget(again)
        row.addStretch(1)
        return row

    def show_folders(self, roots: list[tuple[Path, bool]]) -> None:
        """(folder, whether it can be reached now), in their order."""
        if [(root, row.there) for root, row in self.rows.items()] == roots and roots:
            return
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._list)
        self.rows = {}
        for root, there in roots:
            row = self.rows[root] = FolderRow(root, there)
            row.remove.clicked.connect(lambda _=False, root=root: self._ask(root))
            row.sure.clicked.connect(lambda _=False, root=root: self._remove(root))
            row.elsewhere.clicked.connect(lambda _=False, root=root: self._point(root))
            self._list.addWidget(row)
        if not roots:
            self._list.addWidget(Text(tr("No folder yet."), "body", "soft"))

    def _ask(self, root: Path) -> None:
        self._session.run(self._count, root, done=lambda n: self._warn(root, n), key="folder")

    def _count(self, root: Path) -> int:
        items = self._session.app.library.items()
        return sum(item.path is not None and item.path.is_relative_to(root) for item in items)

    def _warn(self, root: Path, n: int) -> None:
        if root in self.rows:
            self.rows[root].ask(n)

    def _point(self, root: Path) -> None:
        """Ask where a folder is now that is not where it was, and take everything along."""
        if (there := self.ask_place(self)) is None:
            return

        def moved(_: Changes[int]) -> None:
            self._session.say(tr("Alcove reads {folder} now.", folder=quoted(shown(Path(there.name or str(there))))))
            self._session.covers.forget()
            self._session.index_wanted.emit(())

        self._session.run(self._session.app.indexing.move_root, root, there, done=moved)

    def _remove(self, root: Path) -> None:
        def removed(changes: Changes[int]) -> None:
            words = trn(
                "Alcove no longer reads {folder}. {n} item left your library.",
                "Alcove no longer reads {folder}. {n} items left your library.",
                changes.row,
                folder=quoted(shown(Path(root.name or str(root)))),
            )
            self._session.say(words, tr("Undo"), lambda: self._session.index_wanted.emit([root]))
            self._session.covers.forget()

        self._session.run(self._session.app.indexing.remove_root, root, done=removed)


def ask_place(parent: QWidget) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, tr("Where is the folder now?"), str(Path.home()))
    return Path(chosen) if chosen else None


class FolderRow(QWidget):
    """One folder, and, once asked, the question whether it should go."""

    def __init__(self, root: Path, there: bool) -> None:
        super().__init__()
        self.there = there
        column = vertical(6, self)
        row = horizontal(10)
        row.addWidget(Picture("folder" if there else "drive", "accent" if there else "faint"))
        row.addWidget(Text(shown(root), "body", "ink" if there else "soft", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        if not there:
            away = Label(tr("away"), "label", "soft")
            away.setToolTip(tr("Its drive is not connected. Its items stay in your library."))
            row.addWidget(away)
        self.elsewhere = Button(tr("It is elsewhere now"), "quiet", "folder")
        row.addWidget(self.elsewhere)
        if there:
            self.elsewhere.hide()
        self.remove = IconButton("remove", tr("Stop reading {folder}", folder=shown(root)), size=32)
        row.addWidget(self.remove)
        column.addLayout(row)
        self.question = QWidget()
        column.addWidget(self.question)
        self.words = Text("", "small")
        self.sure = Button(tr("Stop reading it"), "outline")
        self.keep = Button(tr("Keep it"), "quiet")
        self.keep.set_leaves()
        self.keep.clicked.connect(self._calm)
        self._lay_question()

    def _lay_question(self) -> None:
        column = vertical(8, self.question, margins=(30, 0, 0, 8))
        column.addWidget(self.words)
        row = horizontal(8)
        row.addWidget(self.sure)
        row.addWidget(self.keep)
        row.addStretch(1)
        column.addLayout(row)
        self.question.hide()

    def ask(self, n: int) -> None:
        """Say what leaves and what stays."""
        leaving = (
            trn("{n} item will leave your library.", "{n} items will leave your library.", n)
            if n
            else tr("No item will leave your library.")
        )
        kept = tr(
            "The files stay where they are, and your feedback on them is kept: it counts again when you add the "
            "folder again."
        )
        self.words.set_text(f"{leaving} {kept}")
        self.question.show()
        self.sure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _calm(self) -> None:
        self.question.hide()
        self.remove.setFocus(Qt.FocusReason.OtherFocusReason)


class Picture(QWidget):
    """One of our icons, to look at only."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setFixedSize(QSize(20, 20))
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = pixmap(self._name, 18, getattr(tokens(), self._colour), self.devicePixelRatioF())
        QPainter(self).drawPixmap(QRectF(1, 1, 18, 18), drawing, QRectF(drawing.rect()))


def folders_of(roots: list[Path], exists: Callable[[Path], bool] = Path.exists) -> list[tuple[Path, bool]]:
    """Each root with whether it is there; a drive that answers with an error is away."""
    found = []
    for root in roots:
        try:
            found.append((root, exists(root)))
        except OSError:
            found.append((root, False))
    return found
