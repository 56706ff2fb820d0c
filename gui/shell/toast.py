"""A short word at the foot of the window, with an undo or the details of what went wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStackedWidget, QWidget

from assistant.messages import tr
from gui.look.icons import pixmap
from gui.look.theme import INK, theme, tokens
from gui.pages.registry import Footed
from gui.shell.acts.notices import Notice
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import clear, horizontal
from gui.widgets.text import Text

_STAYS, _STAYS_ERROR = 6000, 12000
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


class Toast(QWidget):
    """Shows one notice at a time, the newest; it leaves by itself unless the pointer rests on it."""

    def __init__(self, parent: QWidget, above: Sequence[QWidget], pages: QStackedWidget) -> None:
        """`above`: bars at the foot that it must not cover, as it does not cover the foot of the page in front."""
        super().__init__(parent)
        self._over, self._above, self._pages = parent, above, pages
        pages.currentChanged.connect(self._follow)
        self.notice: Notice | None = None
        self._text = _OnDark("", INK.ink)
        self._row = horizontal(6, self, margins=(48, 8, 8, 8))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        # Made once: to take the effect of a fade that still runs away from it ends the process now and then.
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(160)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.finished.connect(lambda: self._effect.setEnabled(False))
        for watched in (parent, *above):
            watched.installEventFilter(self)
        # Its colours are those of the other theme, so a change of theme ends it.
        theme().changed.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Put a notice in place of the last one."""
        self.notice = notice
        self._fill(notice)
        self._place()
        self.show()
        self.raise_()
        self._come()
        self._timer.start(_STAYS_ERROR if notice.error else _STAYS)

    def _fill(self, notice: Notice) -> None:
        clear(self._row)
        inverse = tokens().inverse()
        self._text = _OnDark(notice.text, inverse.ink)
        self._row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        colour = inverse.accent
        if notice.action and notice.act is not None:
            self._add_button(notice.action, colour, lambda: self._act(notice))
        if notice.details:
            self._add_button(tr("Copy details"), colour, lambda: QGuiApplication.clipboard().setText(notice.details))
        close = IconButton("close", tr("Dismiss"), size=28, icon_size=14)
        close.clicked.connect(self._leave)
        close.colour = inverse.soft
        self._row.addWidget(close)
        # A layout counts what was just put in only once it is told to be shown; without that a toast that takes the
        # place of another is as tall as a single line.
        for item in map(self._row.itemAt, range(self._row.count())):
            if item is not None and (widget := item.widget()) is not None:
                widget.show()
        self._row.invalidate()
        self.setAccessibleName(notice.text)

    def _add_button(self, words: str, colour: str, act: object) -> None:
        button = Button(words, "quiet")
        button.setStyleSheet(
            f"QPushButton {{ color: {colour}; background: transparent; border: none; padding: 6px 10px; }}"
            f"QPushButton:hover {{ text-decoration: underline; }}"
            f"QPushButton:focus {{ border: 2px solid {colour}; padding: 4px 8px; }}"
        )
        button.clicked.connect(act)
        self._row.addWidget(button)

    def _act(self, notice: Notice) -> None:
        self._leave()
        if notice.act is not None:
            notice.act()

    def _leave(self) -> None:
        if self.underMouse() and self._timer.isActive() is False and self.sender() is self._timer:
            self._timer.start(1500)
            return
        self._timer.stop()
        self.hide()

    def _come(self) -> None:
        self._fade.stop()
        self._effect.setEnabled(True)
        self._fade.start()

    def _place(self) -> None:
        parent, pages = self._over, self._pages
        width = min(620, pages.width() - 48, max(320, self._wanted_width()))
        height = max(48, self._row.heightForWidth(width))
        foot = sum(bar.height() for bar in self._above if bar.isVisible()) + self._foot_of_page()
        top = parent.height() - height - foot - (16 if foot else 24)
        left = pages.mapTo(parent, QPoint(0, 0)).x() + (pages.width() - width) // 2
        self.setGeometry(left, top, width, height)

    def _follow(self, _: int) -> None:
        if self.isVisible():
            self._place()

    def _foot_of_page(self) -> int:
        page = self._pages.currentWidget()
        if not isinstance(page, Footed):
            return 0
        page.foot.installEventFilter(self)
        return page.height() - page.foot.y() if page.foot.isVisible() else 0

    def _wanted_width(self) -> int:
        """Room for the words on one line beside the buttons; the words themselves claim no width in a layout."""
        return self._text.sizeHint().width() + self._row.sizeHint().width() + 16

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inverse = tokens().inverse()
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(inverse.surface))
        painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
        error = self.notice is not None and self.notice.error
        drawing = pixmap(
            "activity" if error else "check",
            18,
            inverse.negative if error else inverse.accent,
            self.devicePixelRatioF(),
        )
        painter.drawPixmap(QRectF(18, (self.height() - 18) / 2, 18, 18), drawing, QRectF(drawing.rect()))


class _OnDark(Text):
    """Text on the toast's ground, which is dark on paper and light on ink."""

    def __init__(self, text: str, colour: str) -> None:
        self._fixed = QColor(colour)
        super().__init__(text, "small", lines=6)

    def _pen(self) -> QColor:
        return self._fixed
