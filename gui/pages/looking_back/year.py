"""A year in review: its picture, another year, and the way to a file."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from assistant.domain.year import Year
from assistant.messages import quoted, tr, trn
from assistant.settings.files import write_atomically
from gui.pages.registry import page
from gui.pages.side_page import SidePage
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow, clear
from gui.widgets.text import Text
from gui.workers.lanes import Failure

Shown = tuple[Year, bytes, list[int]]


def ask_file(parent: QWidget, year: int) -> Path | None:
    name = str(Path.home() / f"alcove-{year}.png")
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save the picture"), name, tr("Pictures (*.png)"))
    return Path(chosen).with_suffix(".png") if chosen else None


class Picture(QWidget):
    """A picture as wide as there is room, with round corners."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, data: bytes, words: str) -> None:
        self._pixmap.loadFromData(data)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._pixmap.height() / self._pixmap.width()) if not self._pixmap.isNull() else 0

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), self.heightForWidth(self.width()))
        edge = QPainterPath()
        edge.addRoundedRect(area, 18, 18)
        painter.setClipPath(edge)
        painter.drawPixmap(area, self._pixmap, QRectF(self._pixmap.rect()))


@page("year", left_by_escape=True, concerns=lambda changes: changes.feedback or changes.items)
class YearPage(SidePage):
    """Drawn anew when the journal has changed; saved where the person says."""

    def __init__(self, session: Session) -> None:
        report = Button(tr("How well does it guess?"), "quiet", "chart")
        save = Button(tr("Save as a picture…"), "primary", "download")
        super().__init__(session, tr("Your year"), report, save, widest=760)
        self.shown: Shown | None = None
        self._wanted: int | None = None
        self.report_button, self.save_button = report, save
        self.report_button.clicked.connect(lambda: session.place_wanted.emit("report"))
        self.save_button.clicked.connect(self._save)
        self._years = Flow(6)
        self.body.addLayout(self._years)
        self.note = Text("", "body", "soft")
        self.picture = Picture()
        for widget in (self.note, self.picture):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)
        self.save_button.setEnabled(False)

    def refresh(self) -> None:
        """Read the year; until it is drawn for the first time the page says so."""
        if self.shown is None:
            self.note.set_text(tr("Drawing your year…"))
            self.note.show()
        self._session.run(self._read, self._wanted, done=self._show, failed=self._failed, key="year")

    def choose(self, year: int) -> None:
        """Show another year."""
        self._wanted = year
        self.refresh()

    def _read(self, year: int | None) -> Shown:
        years = self._session.app.years
        known = years.known()
        found = years.review(year or (known[0] if known else None))
        return found, years.picture(found), known

    def _show(self, shown: Shown) -> None:
        year, data, known = self.shown = shown
        clear(self._years)
        for one in known if len(known) > 1 else ():
            chip = Button(str(one), "chip" if one == year.year else "plain-chip")
            chip.clicked.connect(lambda _=False, one=one: self.choose(one))
            self._years.addWidget(chip)
        said = [str(year.year), trn("{n} work in hand", "{n} works in hand", year.works)]
        self.picture.show_picture(data, ": ".join(said))
        self.picture.show()
        self.note.hide()
        self.save_button.setEnabled(True)

    def _failed(self, failure: Failure) -> None:
        self.picture.hide()
        self.save_button.setEnabled(False)
        self.note.set_text(failure.message)
        self.note.show()
        if failure.details:
            self._session.show_failure(failure)

    def _save(self) -> None:
        if self.shown is None:
            return
        year, data, _ = self.shown
        path = ask_file(self.window(), year.year)
        if path is not None:
            said = tr("Saved: {title}", title=quoted(path.name))
            self._session.run(write_atomically, path, data, done=lambda _: self._session.say(said))
