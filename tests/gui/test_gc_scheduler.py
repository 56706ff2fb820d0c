"""Full collections of garbage wait until the window rests."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.workers.gc_scheduler import AT_LAST, RESTING, YOUNG, Tidier
from tests.gui.shelf import Wait


@pytest.fixture
def field(qapp) -> Iterator[QLineEdit]:
    line = QLineEdit()
    line.show()
    yield line
    line.close()


def test_it_waits_for_rest_and_does_it_once(field: QLineEdit):
    tidier = Tidier(field)
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


def test_what_a_lane_makes_never_frees_a_widget_on_its_thread(field: QLineEdit, wait_until: Wait):
    freed: list[str] = []

    class Ring(QWidget):
        """Only a collection frees it: it refers to itself."""

        def __init__(self) -> None:
            super().__init__()
            self.me = self
            told = Qt.ConnectionType.DirectConnection
            self.destroyed.connect(lambda: freed.append(threading.current_thread().name), told)

    def work() -> None:
        while not done.is_set():
            kept.append([[] for _ in range(YOUNG)])
            done.wait(0.01)

    tidier = Tidier(field)
    kept: list[object] = []
    done = threading.Event()
    Ring()
    lane = threading.Thread(target=work, name="lane")
    lane.start()
    try:
        wait_until(lambda: freed, 30)
    finally:
        done.set()
        lane.join()
    assert freed == [threading.main_thread().name]
    assert not gc.isenabled() and tidier.young
