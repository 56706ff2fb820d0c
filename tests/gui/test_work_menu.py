"""A right click on a work: the same menu wherever in the window the work stands, by mouse and by key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from assistant.domain.entities import Verdict
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.library.tile import Tile
from gui.pages.lists.list_rows import EntryRow
from gui.pages.lists.page import ListsPage
from gui.shell.shell import Shell
from tests.gui.shelf import Wait, at_rest, titled

COMMON = ["Details", "Mark as", "Add to a list", "Edit…", "Never recommend this"]


def right_click(widget: QWidget, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse) -> QMenu:
    """As the window system sends it: to what lies below the pointer, from where it goes up."""
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    below = window.childAt(at) if reason is QContextMenuEvent.Reason.Mouse else widget
    assert below is not None
    here = below.mapFrom(window, at)
    QApplication.sendEvent(below, QContextMenuEvent(reason, here, below.mapToGlobal(here)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def named(menu: QMenu, words: str) -> QAction:
    return next(act for act in menu.actions() if act.text() == words)


def pick_card(shell: Shell, wait_until: Wait) -> QWidget:
    shell.go("for-you")
    page = shell.page(ForYouPage)
    wait_until(lambda: page.cards and page.cards[0].isVisible())
    return page.cards[0]


def neighbour(shell: Shell, wait_until: Wait) -> QWidget:
    shell.open("item", titled(shell.session.app, "The Sea Road").id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.findChildren(Tile))
    at_rest(shell, wait_until)
    tile = page.findChildren(Tile)[0]
    page._page.ensureWidgetVisible(tile)
    wait_until(lambda: not tile.visibleRegion().isEmpty())
    return tile


def entry(shell: Shell, wait_until: Wait) -> QWidget:
    app = shell.session.app
    made = app.lists.keep("Evening", [titled(app, "Winter Birds").id], {}, form="list").row
    shell.session.list_wanted.emit(made.id)
    page = shell.page(ListsPage)
    wait_until(lambda: page.view.findChildren(EntryRow))
    at_rest(shell, wait_until)
    return page.view.findChildren(EntryRow)[0]


@pytest.mark.parametrize("stands", [pick_card, neighbour, entry])
def test_a_work_has_the_same_menu_wherever_it_stands(
    real_shell: Shell, wait_until: Wait, stands: Callable[[Shell, Wait], QWidget]
) -> None:
    widget = stands(real_shell, wait_until)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        widget.setFocus()
        menu = right_click(widget, reason)
        words = [act.text() for act in menu.actions()]
        assert [one for one in words if one in COMMON] == COMMON, words
        assert {"Read", "Listen"} & set(words) and "Show in folder" in words
        if reason is QContextMenuEvent.Reason.Keyboard:
            named(menu, "Mark as").menu().actions()[0].trigger()
        menu.close()
    wait_until(lambda: real_shell.session.app.feedback.verdicts() == {widget.item.id: Verdict.LIKED})


def test_a_row_of_the_table_is_marked_alone_and_put_on_a_list(real_shell: Shell, wait_until: Wait) -> None:
    page, app = real_shell.page(LibraryPage), real_shell.session.app
    page.show_table(True)
    wait_until(lambda: page.table.table.rows == page.model.rows)
    where = page.table.visualRect(page.table.table.index(2, 0)).center()
    item = page.model.rows[2]
    view = page.table.viewport()

    def opened() -> QMenu:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.mapToGlobal(where))
        QApplication.sendEvent(view, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    menu = opened()
    named(named(menu, "Mark as").menu(), "★★★★").trigger()
    menu.close()
    wait_until(lambda: app.feedback.rating(item.id) == 4.0)
    at_rest(real_shell, wait_until)
    menu = opened()
    four = named(named(menu, "Mark as").menu(), "★★★★")
    assert four.isChecked()
    four.trigger()
    named(named(menu, "Add to a list").menu(), "A new list").trigger()
    menu.close()
    wait_until(lambda: app.feedback.rating(item.id) is None and [one.items for one in app.lists.all()] == [(item.id,)])


def test_where_no_work_stands_no_menu_opens_and_menus_are_round(real_shell: Shell, wait_until: Wait) -> None:
    rail = real_shell.rail
    at = QPoint(20, rail.height() // 2)
    QApplication.sendEvent(rail, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, rail.mapToGlobal(at)))
    assert QApplication.activePopupWidget() is None
    page = real_shell.page(LibraryPage)
    QTest.mouseClick(page.more, Qt.MouseButton.LeftButton)
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert not menu.mask().contains(QPoint(0, 0)) and menu.mask().contains(menu.rect().center())
    menu.close()
