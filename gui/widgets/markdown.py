"""Markdown that the person wrote, drawn as text: no HTML in it is markup, and it loads nothing from anywhere."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from gui.look.theme import font, tokens
from gui.widgets.prose import Prose
from gui.widgets.text import line_spacing

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Markdown(Prose):
    """As tall as it is. Links are shown and lead nowhere: they may name anything."""

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return ""

    def _write(self) -> None:
        document = self.document()
        document.setDefaultFont(font(self._role))
        # A line that was ended stays one: so people write.
        document.setMarkdown(self._text.replace("\n", "  \n"), _FEATURES)
        inked = QTextCharFormat()
        inked.setForeground(tokens().color(self._colour))
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeCharFormat(inked)
        spaced = QTextBlockFormat()
        spacing = float(round(100 * line_spacing(font(self._role))))
        spaced.setLineHeight(spacing, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
        self._fit()
