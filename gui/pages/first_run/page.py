"""The first page of a fresh library: where are your things?"""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from assistant.messages import tr
from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import vertical
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
        self.setMinimumHeight(208)
        self._over = False
        column = vertical(14, self, margins=(24, 92, 24, 28))
        column.addWidget(CentredText(tr("Drop a folder here"), "heading"))
        self.button = Button(tr("Choose a folder…"), "primary")
        self.button.clicked.connect(self._choose)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme().changed.connect(self.update)

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
        painter.drawPixmap(QRectF((self.width() - 44) / 2, 34, 44, 44), drawing, QRectF(drawing.rect()))


@page("first-run")
class FirstRunPage(QWidget):
    """Welcome, one thing to do, and a way to look around without doing it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(560)
        column = QVBoxLayout(middle)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(CentredText(tr("Welcome to Alcove"), "display"))
        column.addWidget(
            CentredText(
                tr(
                    "Choose the folder with your books, music or documents. Alcove reads it on this computer, and "
                    "nothing leaves it."
                ),
                "lead",
                "soft",
            )
        )
        column.addSpacing(20)
        self.zone = DropZone()
        self.zone.chosen.connect(session.index_wanted.emit)
        column.addWidget(self.zone)
        column.addSpacing(14)
        demo = QHBoxLayout()
        demo.addStretch(1)
        demo.addWidget(Label(tr("Just looking around?"), "small", "soft"))
        self.demo = Button(tr("Try the sample library"), "link")
        self.demo.clicked.connect(session.demo_wanted)
        demo.addWidget(self.demo)
        demo.addStretch(1)
        column.addLayout(demo)
        column.addStretch(3)
        outer.addWidget(middle)
        outer.addStretch(1)
