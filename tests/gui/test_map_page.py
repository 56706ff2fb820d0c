"""The map of the library: near in meaning is near on the map, and every work is reached by mouse and by keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from assistant.app.app import App
from assistant.domain.entities import Feedback, Kind, Verdict
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.map.page import MapPage
from gui.pages.map.view import MapView
from gui.shell.shell import Shell
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled


def likes_ghosts(app: App) -> None:
    app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.LIKED))


@pytest.fixture
def shell(open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    shell = open_shelf(likes_ghosts)
    at_rest(shell, wait_until)
    shell.go("map", by_key=True)
    at_rest(shell, wait_until)
    wait_until(lambda: shell.page(MapPage).view.isVisible() and row(shell.page(MapPage).view, "Cold Hearth") >= 0)
    return shell


def row(view: MapView, title: str) -> int:
    return next((row for row, item in enumerate(view.items) if item.title == title), -1)


def wheel(view: MapView, at: QPointF, turns: int) -> None:
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turns * 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_it_is_found_in_the_library_and_what_is_alike_lies_near(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    page.more.click()
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    menu.setActiveAction(next(one for one in menu.actions() if one.text().startswith("Map")))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait_until(lambda: real_shell.place == "map")
    at_rest(real_shell, wait_until)
    view = real_shell.page(MapPage).view
    places = {item.title: view.places[number] for number, item in enumerate(view.items)}
    ghosts = float(np.hypot(*(places["Cold Hearth"] - places["The Last Lamp"])))
    others = [float(np.hypot(*(places["Cold Hearth"] - places[one]))) for one in ("Winter Birds", "Pruning")]
    assert ghosts < min(others)


def test_wheel_and_keys_come_nearer_and_a_press_opens(shell: Shell, wait_until: Wait):
    view = shell.page(MapPage).view
    hearth, birds = row(view, "Cold Hearth"), row(view, "Winter Birds")
    at = view.place_of(hearth)
    wheel(view, at, 4)
    assert view.camera.scale > 1.5 and (view.place_of(hearth) - at).manhattanLength() < 2
    far = view.place_of(birds)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(view, QPoint(65, 45))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(65, 45))
    assert shell.place == "map" and (view.place_of(birds) - far - QPointF(60, 40)).manhattanLength() < 2
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera.scale == 1.0 and (view.place_of(hearth) - at).manhattanLength() < 2
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(hearth).toPoint())
    wait_until(lambda: shell.place == "item" and shell.page(ItemPage).item is not None)
    assert shell.page(ItemPage).item.title == view.item.title
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    wait_until(lambda: shell.place == "map" and view.hasFocus())


def test_every_work_is_reached_by_the_arrows(shell: Shell, wait_until: Wait):
    view = shell.page(MapPage).view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.item is not None and view.item.title in view.accessibleDescription()
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    seen, paths = {view.current}, [view.current]
    while paths:  # breadth first, by keys alone
        start = paths.pop(0)
        for key in keys:
            view.go_to(start)
            QTest.keyClick(view, key)
            if view.current not in seen:
                seen.add(view.current)
                paths.append(view.current)
    assert len(seen) == len(view.items)
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait_until(lambda: shell.place == "item" and shell.page(ItemPage).item == view.item)


def test_a_kind_alone_is_shown_where_it_was(shell: Shell, wait_until: Wait):
    page = shell.page(MapPage)
    before = page.view.place_of(row(page.view, "Winter Birds"))
    QTest.mouseClick(page.kinds.buttons[Kind.BOOK.value], Qt.MouseButton.LeftButton)
    pruning = row(page.view, "Pruning")
    assert page.view.row_at(page.view.place_of(pruning)) != pruning
    assert page.view.place_of(row(page.view, "Winter Birds")) == before
