"""Qt speaks the language of Alcove: dates, numbers in fields, and the words of its own menus and dialogs."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from assistant.messages import current_language


def teach_qt(app: QApplication) -> None:
    """Follow the language that was chosen; the person's region counts where it speaks the same."""
    code, system = current_language(), QLocale.system()
    locale = system if system.name().startswith(f"{code}_") else QLocale(code)
    QLocale.setDefault(locale)
    words = QTranslator(app)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def key_words(key: str) -> str:
    """A key as the language names it: Ctrl+K, Strg+K."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
