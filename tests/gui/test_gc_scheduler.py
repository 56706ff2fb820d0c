"""Full collections of garbage wait until the window rests."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.workers.gc_scheduler import AT_LAST, NEVER, RESTING, Tidier


@pytest.fixture
def field(qapp) -> Iterator[QLineEdit]:
    before = gc.get_threshold()
    line = QLineEdit()
    line.show()
    yield line
    line.close()
    gc.set_threshold(*before)


def test_it_waits_for_rest_and_does_it_once(field: QLineEdit):
    tidier = Tidier(field)
    assert gc.get_threshold()[2] == NEVER
    tidier.collected -= 1
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert tidier.used > tidier.collected and not tidier.look()
    tidier.used -= RESTING
    tidier.collected = tidier.used - 1
    assert tidier.look() and not tidier.look()


def test_it_comes_at_last_while_the_window_is_used(field: QLineEdit):
    tidier = Tidier(field)
    tidier.collected -= AT_LAST
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert tidier.look()
