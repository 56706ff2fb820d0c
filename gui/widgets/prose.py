"""Words that can be selected and copied, with links in them, as tall as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from assistant.domain.targets import Target
from gui.look.theme import font, theme, tokens
from gui.widgets.text import line_spacing


@dataclass(frozen=True, slots=True)
class ProseLink:
    """A stretch of the text that opens something."""

    start: int
    end: int
    target: Target | int
    """A thing of the library, or the number of a source."""


class Prose(QTextBrowser):
    """Plain text: what looks like markup in it is shown as it stands. Links are walked through with Tab."""

    wanted = Signal(object)
    """The target of the link that was pressed."""

    def __init__(self, text: str = "", role: str = "body", colour: str = "ink") -> None:
        super().__init__()
        self._text, self._role, self._colour = "", role, colour
        self._links: tuple[ProseLink, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Of its own kind alone: a menu that opens over it has the ground of menus.
        self.setStyleSheet("QTextBrowser { background: transparent; border: none; }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setFont(font(role))
        self.anchorClicked.connect(self._press)
        theme().changed.connect(self._write)
        self.show_text(text)

    def text(self) -> str:
        return self._text

    @property
    def links(self) -> tuple[ProseLink, ...]:
        return self._links

    def show_text(self, text: str, links: Sequence[ProseLink] = ()) -> None:
        """Put other words in; links must not overlap."""
        links = tuple(sorted(links, key=lambda link: link.start))
        if (text, links) == (self._text, self._links):
            return
        self._text, self._links = text, links
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.ClickFocus)
        self._write()

    def createMimeDataFromSelection(self) -> QMimeData:
        # What is copied is words alone, without colours of this window.
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        spacing = round(100 * line_spacing(font(self._role)))
        block.setLineHeight(float(spacing), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        plain, linked = self._format(self._colour), self._format("accent")
        at = 0
        for number, link in enumerate(self._links):
            cursor.insertText(self._text[at : link.start], plain)
            linked.setAnchor(True)
            linked.setAnchorHref(f"#{number}")
            cursor.insertText(self._text[link.start : link.end], linked)
            at = link.end
        cursor.insertText(self._text[at:], plain)
        self._fit()

    def _format(self, colour: str) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setFont(font(self._role))
        result.setForeground(tokens().color(colour))
        return result

    def _fit(self) -> None:
        if self.viewport().width() > 1:
            self.document().setTextWidth(self.viewport().width())
            self.setFixedHeight(max(1, ceil(self.document().size().height())))

    def _press(self, url: QUrl) -> None:
        number = url.fragment()
        if number.isdecimal() and int(number) < len(self._links):
            self.wanted.emit(self._links[int(number)].target)
