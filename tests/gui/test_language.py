"""Qt's own words, the names of keys and the dates follow the language that is spoken."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication

from assistant.messages import use_language
from assistant.settings.declarations import Settings
from gui.look.dates import date_words
from gui.look.language import key_words, teach_qt
from gui.pages.chat.message_widgets import Welcome
from gui.widgets.controls import control_for


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    before, known = QLocale(), set(qapp.findChildren(QTranslator))
    yield
    use_language("en")
    QLocale.setDefault(before)
    for translator in set(qapp.findChildren(QTranslator)) - known:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("code", "month", "key", "number"),
    [
        ("de", "Oktober", "Strg+K", "1.204"),
        ("fr", "octobre", "Ctrl+K", "1\u202f204"),
        ("en", "October", "Ctrl+K", "1,204"),
    ],
)
def test_qt_speaks_the_same_language(qapp: QApplication, code: str, month: str, key: str, number: str) -> None:
    use_language(code)
    teach_qt(qapp)
    assert month in date_words(datetime(2026, 10, 30).timestamp())
    assert key_words("Ctrl+K") == key
    assert QLocale().toString(1204) == number


def test_each_language_is_offered_by_its_own_name(qapp: QApplication) -> None:
    use_language("de")
    control = control_for(Settings.declared()["language"])
    said = [button.text() for button in control.findChildren(QAbstractButton)]
    assert said[0] != "Like the system" and said[1:] == ["English", "Deutsch", "Français"]


def test_a_question_to_begin_with_is_asked_in_the_words_it_is_shown_in(qapp: QApplication) -> None:
    use_language("de")
    welcome, asked = Welcome(), []
    welcome.asked.connect(asked.append)
    for chip in welcome.chips:
        chip.click()
    assert asked == [chip.text() for chip in welcome.chips] and set(asked).isdisjoint(Welcome.QUESTIONS)
