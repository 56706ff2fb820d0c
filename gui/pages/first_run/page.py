"""The first page of a fresh library: where are your things?"""

from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from assistant.messages import tr
from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.pages.first_run.found_folders import FoundFolders
from gui.pages.first_run.usual_folders import UsualFolder, usual_folders
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Page
from gui.widgets.text import CentredText, Label


def choose_folder(parent: QWidget) -> Path | None:
    """Ask for a folder with the system's dialog, from the home folder on; None if the person changed their mind."""
    heading = tr("Add a folder of books, music or documents")
    chosen = QFileDialog.getExistingDirectory(parent, heading, str(Path.home()))
    return Path(chosen) if chosen else None


def dropped_paths(event: QDropEvent | QDragEnterEvent) -> list[Path]:
    """The local files and folders that a drag carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropZone(QWidget):
    """A field that takes folders dropped on it, or a press to choose one."""

    chosen = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        column = vertical(14, self, margins=(24, 78, 24, 20))
        self._heading = CentredText(tr("Drop a folder here"), "heading")
        column.addWidget(self._heading)
        self.button = Button(tr("Choose a folder…"), "outline")
        self.button.clicked.connect(self._choose)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme().changed.connect(self.update)

    def set_other(self, other: bool) -> None:
        """Whether it stands below folders that are offered already."""
        self._heading.set_text(tr("Or drop another folder here") if other else tr("Drop a folder here"))

    def _choose(self) -> None:
        folder = choose_folder(self)
        if folder is not None:
            self.chosen.emit([folder])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.chosen.emit(dropped_paths(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tokens()
        pen = QPen(look.color("accent" if self._over else "line"), 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(look.color("wash" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 20, 20)
        drawing = pixmap("folder-add", 44, look.accent, self.devicePixelRatioF())
        painter.drawPixmap(QRectF((self.width() - 40) / 2, 26, 40, 40), drawing, QRectF(drawing.rect()))


@page("first-run")
class FirstRunPage(QWidget):
    """Welcome, the folders that were found, a place for others, and a way to look around without any."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        page = Page(widest=624)
        vertical(0, self).addWidget(page)
        column = page.body
        column.addStretch(2)
        column.addWidget(CentredText(tr("Welcome to Alcove"), "display"))
        words = tr(
            "Choose the folder with your books, music or documents. Alcove reads it on this computer, and nothing "
            "leaves it."
        )
        column.addWidget(CentredText(words, "lead", "soft"))
        self.found = FoundFolders()
        self.found.chosen.connect(session.index_wanted.emit)
        column.addWidget(self.found)
        self.zone = DropZone()
        self.zone.chosen.connect(session.index_wanted.emit)
        column.addWidget(self.zone)
        column.addLayout(self._demo())
        column.addStretch(3)

    def _demo(self) -> QHBoxLayout:
        row = horizontal(6)
        row.addStretch(1)
        row.addWidget(Label(tr("Just looking around?"), "small", "soft"))
        self.demo = Button(tr("Try the sample library"), "link")
        self.demo.clicked.connect(self._session.demo_wanted)
        row.addWidget(self.demo)
        row.addStretch(1)
        return row

    def refresh(self) -> None:
        """Look where the person's works may lie."""
        lane = self._session.lanes.work
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self._session.run(usual_folders, Path.home(), documents, lane=lane, done=self._show_found, key="usual")

    def _show_found(self, folders: list[UsualFolder]) -> None:
        self.found.show_folders(folders)
        self.zone.set_other(bool(folders))
        if folders and self.zone.button.hasFocus():
            self.found.read.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """What most people press."""
        return self.zone.button if self.found.isHidden() else self.found.read
