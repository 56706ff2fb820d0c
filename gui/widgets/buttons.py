"""Buttons: with words, with an icon alone, and rows of which one is chosen."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QPushButton, QWidget

from assistant.messages import tr
from gui.look.icons import icon, pixmap
from gui.look.theme import font, theme, tokens
from gui.widgets.layouts import horizontal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object

_ICON_COLOUR = {"primary": "on_accent", "chip": "accent", "link": "accent"}


class ByEnter(_Button):
    """A button that Enter presses as the space bar does: Qt leaves it to the desktop, and some desktops to nobody."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class Button(ByEnter, QPushButton):
    """A button with words. Variants: outline, primary, quiet, chip, plain-chip, link, segment."""

    def __init__(self, text: str, variant: str = "outline", icon_name: str = "") -> None:
        super().__init__(_shown(text, icon_name))
        self._icon_name, self._variant = icon_name, variant
        self.setProperty("variant", variant)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The ring shows where the keyboard is; a click should not leave one behind.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font("label" if variant in {"chip", "plain-chip"} else "strong"))
        if icon_name:
            self.setIconSize(QSize(16, 16))
            self._dress()
            theme().changed.connect(self._dress)

    def set_words(self, text: str) -> None:
        self.setText(_shown(text, self._icon_name))
        self.setAccessibleName(text)

    def set_icon(self, name: str) -> None:
        """Another of our icons, in a button that was made with one."""
        self._icon_name = name
        self._dress()

    def set_leaves(self) -> None:
        """This one leaves a form or a question: Escape presses it."""
        self.setProperty("leaves", True)

    def set_edge(self) -> None:
        """Its icon stands at the edge of the page, as the headings do."""
        self.setProperty("edge", True)

    def set_tall(self) -> None:
        """As tall as the fields it stands beside."""
        self.setProperty("tall", True)

    def _dress(self) -> None:
        colour = getattr(tokens(), _ICON_COLOUR.get(self._variant, "soft"))
        self.setIcon(icon(self._icon_name, 16, colour) if self._icon_name else QIcon())


def _shown(text: str, icon_name: str) -> str:
    # An ampersand in a title is no keyboard mnemonic. Qt sets the words close to the icon; a space gives them air.
    return (" " if icon_name else "") + text.replace("&", "&&")


class BackButton(Button):
    """The way back at the head of a page that another page led to."""

    def __init__(self) -> None:
        super().__init__(tr("Back"), "quiet", "back")
        self.set_edge()


class IconButton(ByEnter, QAbstractButton):
    """A round button with one of our icons, named for those who cannot see it."""

    def __init__(self, name: str, tip: str, *, size: int = 32, icon_size: int = 18, checkable: bool = False) -> None:
        super().__init__()
        self._name, self._icon_size, self._checked_name = name, icon_size, ""
        self.setFixedSize(size, size)
        self.setCheckable(checkable)
        self.set_tip(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.colour, self.checked_colour, self.fill = "soft", "accent", ""
        """Names of tokens; `colour` may also be a colour of its own."""
        theme().changed.connect(self.update)

    def set_tip(self, tip: str) -> None:
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def set_icon(self, name: str, *, checked: str = "") -> None:
        self._name, self._checked_name = name, checked
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        look = tokens()
        background = self._background()
        painter.setPen(QPen(look.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(background) if background else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 10, 10)
        name = self._checked_name if self.isChecked() and self._checked_name else self._name
        drawing = pixmap(
            name, self._icon_size, getattr(look, self._foreground(), self.colour), self.devicePixelRatioF()
        )
        inset = (self.width() - self._icon_size) / 2
        painter.drawPixmap(QRectF(inset, inset, self._icon_size, self._icon_size), drawing, QRectF(drawing.rect()))

    def _background(self) -> str:
        if self.isDown():
            return "sunken"
        if self.isChecked():
            return "wash"
        return ("hover" if not self.fill else self.fill) if self.underMouse() and self.isEnabled() else self.fill

    def _foreground(self) -> str:
        if not self.isEnabled():
            return "line"
        if self.isChecked():
            return self.checked_colour
        return "ink" if self.underMouse() and not self.fill else self.colour


def add_erase_choice(row: QBoxLayout, keep: Callable[[], object], erase: Callable[[], object]) -> tuple[Button, Button]:
    """Cancel and Erase at the end of a question; Escape leaves by the first."""
    stay, go = Button(tr("Cancel"), "quiet"), Button(tr("Erase"), "outline")
    stay.set_leaves()
    stay.clicked.connect(lambda: keep())
    go.clicked.connect(lambda: erase())
    row.addWidget(stay)
    row.addWidget(go)
    return stay, go


class Segments(QWidget):
    """A row of choices of which exactly one holds."""

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        row = horizontal(2, self, margins=(3, 3, 3, 3))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        for value, text in choices:
            button = Button(text, "segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        next(iter(self.buttons.values())).setChecked(True)

    def value(self) -> str:
        return next(value for value, button in self.buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        self.buttons.get(value, next(iter(self.buttons.values()))).setChecked(True)
