"""The frame of a page that another one leads to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.shell.session import Session
from gui.widgets.buttons import BackButton
from gui.widgets.layouts import horizontal
from gui.widgets.surfaces import Page
from gui.widgets.text import Text


class SidePage(QWidget):
    """The way back, a heading with what stands `aside` of it, and `body` for the rest, no wider than `widest`."""

    def __init__(self, session: Session, heading: str, *aside: QWidget, widest: int = 820) -> None:
        super().__init__()
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(widest=widest, margins=(32, 20, 22, 40))
        outer.addWidget(page)
        self.body = page.body
        back = BackButton()
        back.clicked.connect(session.back_wanted)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        head = horizontal(12)
        head.addWidget(Text(heading, "display", lines=2), 1)
        for widget in aside:
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
