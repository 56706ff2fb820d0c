"""The whole window by keyboard: keys, Tab and its ring, Enter, and where the keyboard goes."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Feedback, Kind, Verdict
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.profile.page import ProfilePage
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.shell.shortcuts import rows
from gui.widgets.popover import Popover
from gui.widgets.surfaces import Page
from gui.widgets.text import Label
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled


def test_keys_go_everywhere(for_you: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    for key, place in (
        (Qt.Key.Key_2, "library"),
        (Qt.Key.Key_3, "profile"),
        (Qt.Key.Key_4, "lists"),
        (Qt.Key.Key_5, "settings"),
        (Qt.Key.Key_1, "for-you"),
    ):
        QTest.keyClick(for_you, key, control)
        assert for_you.place == place
    QTest.keyClick(for_you, Qt.Key.Key_K, control)
    assert for_you.chat.edit.hasFocus()
    for_you.go("library")
    for_you.page(LibraryPage).grid.setFocus()
    QTest.keyClick(for_you.page(LibraryPage).grid, Qt.Key.Key_Slash)
    assert for_you.page(LibraryPage).search.hasFocus()
    QTest.keyClicks(for_you.page(LibraryPage).search, "a/b")
    assert for_you.page(LibraryPage).search.text() == "a/b"
    QTest.keyClick(for_you, Qt.Key.Key_Escape)
    assert for_you.page(LibraryPage).search.text() == ""


def test_arrows_move_in_the_grid_and_enter_opens(for_you: Shell, wait_until: Wait):
    for_you.go("library")
    page = for_you.page(LibraryPage)
    wait_until(lambda: len(page.model.rows) == 13)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.grid.hasFocus() and page.grid.currentIndex().row() == 0
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.currentIndex().row() == 1
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    wait_until(lambda: for_you.page(ItemPage).item == page.model.rows[1])


def test_the_keyboard_goes_along_with_the_page(for_you: Shell, wait_until: Wait):
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(for_you, Qt.Key.Key_2, control)
    grid = for_you.page(LibraryPage).grid
    wait_until(lambda: grid.hasFocus() and grid.currentIndex().row() == 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    wait_until(lambda: for_you.page(ItemPage).item is not None and for_you.page(ItemPage).back_button.hasFocus())
    QTest.keyClick(for_you, Qt.Key.Key_Escape)
    wait_until(grid.hasFocus)
    assert grid.currentIndex().row() == 1
    QTest.keyClick(for_you, Qt.Key.Key_1, control)
    wait_until(lambda: for_you.page(ForYouPage).cards[0].hasFocus())
    QTest.keyClick(for_you, Qt.Key.Key_3, control)
    wait_until(lambda: for_you.page(ProfilePage).isAncestorOf(for_you.window().focusWidget()))
    QTest.keyClick(for_you, Qt.Key.Key_5, control)
    wait_until(lambda: for_you.page(SettingsPage).isAncestorOf(for_you.window().focusWidget()))


def test_enter_presses_the_button_that_has_the_keyboard(for_you: Shell, wait_until: Wait):
    page = for_you.page(ForYouPage)
    card = page.cards[0]
    item_id = card.recommendation.item.id
    like = card.verdicts.buttons[Verdict.LIKED]
    like.setFocus()
    QTest.keyClick(like, Qt.Key.Key_Return)
    wait_until(lambda: for_you.session.app.feedback.verdicts() == {item_id: Verdict.LIKED})
    assert for_you.place == "for-you", "the card below the button was not opened"
    for button, place in ((for_you.rail.buttons["lists"], "lists"), (for_you.rail.buttons["library"], "library")):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Enter)
        assert for_you.place == place
    music = for_you.page(LibraryPage).kinds.buttons["music"]
    music.setFocus()
    QTest.keyClick(music, Qt.Key.Key_Return)
    wait_until(lambda: {row.kind for row in for_you.page(LibraryPage).model.rows} == {Kind.MUSIC})


def test_tab_goes_through_a_page_as_one_reads_it(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(lambda app: app.feedback.record(Feedback(titled(app, "The Sea Road").id, Verdict.LIKED)))
    page, window = shell.page(ForYouPage), shell.window()
    wait_until(lambda: page.cards and page.rows.isVisible(), 60)
    at_rest(shell, wait_until)
    page.bar.filters.setFocus()
    stops: list[QWidget] = []
    while not stops or stops[-1] is not page.bar.filters:
        QTest.keyClick(window, Qt.Key.Key_Tab)
        stops.append(window.focusWidget())
        assert len(stops) < 200
    at = [stops.index(card) for card in page.cards]
    assert at == sorted(at), "the cards in the order of the list"
    buttons = page.cards[0].verdicts.buttons
    assert [stops.index(button) for button in buttons.values()][0] > at[0]
    assert max(stops.index(button) for button in buttons.values()) < at[1]
    assert at[-1] < stops.index(page.rows.rows[0].tiles[0]) < stops.index(shell.chat.edit)
    seen = page.findChild(Page).viewport()
    page.rows.rows[-1].tiles[-1].setFocus()
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    tile = page.rows.rows[-1].tiles[-2] if len(page.rows.rows[-1].tiles) > 1 else page.rows.rows[-1].fewer
    assert tile.hasFocus() and seen.rect().intersects(QRect(tile.mapTo(seen, QPoint(0, 0)), tile.size()))


def test_tab_stays_in_a_panel_that_floats(for_you: Shell, wait_until: Wait):
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    panel = for_you.window().findChild(Popover)
    for _ in range(6):
        QTest.keyClick(for_you.window(), Qt.Key.Key_Tab)
        assert panel.isAncestorOf(for_you.window().focusWidget())


def test_a_click_leaves_no_ring_on_the_next_page(for_you: Shell, wait_until: Wait):
    for_you.go("library")
    grid = for_you.page(LibraryPage).grid
    wait_until(lambda: for_you.page(LibraryPage).model.rows)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(2)).center())
    wait_until(lambda: for_you.page(ItemPage).item is not None and for_you.page(ItemPage).why.ledger.isVisible())
    assert not for_you.page(ItemPage).back_button.hasFocus()


def test_the_keyboard_stays_when_its_card_leaves(for_you: Shell, wait_until: Wait):
    cards = for_you.page(ForYouPage).cards
    cards[1].verdicts.buttons[Verdict.NOT_NOW].setFocus()
    gone, following = cards[1].recommendation.item.id, cards[2].recommendation.item.id
    QTest.keyClick(cards[1].verdicts.buttons[Verdict.NOT_NOW], Qt.Key.Key_Space)
    wait_until(lambda: gone not in {card.recommendation.item.id for card in for_you.page(ForYouPage).cards})
    focused = for_you.window().focusWidget()
    holder = next(card for card in for_you.page(ForYouPage).cards if card is focused or card.isAncestorOf(focused))
    assert holder.recommendation.item.id == following


def test_f1_lists_the_keys(for_you: Shell, wait_until: Wait):
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    QTest.keyClick(for_you, Qt.Key.Key_F1)
    popovers = [child for child in for_you.window().findChildren(Popover) if child.isVisible()]
    assert len(popovers) == 1 and len(popovers[0].findChildren(Label)) == len(list(rows()))
    QTest.keyClick(popovers[0], Qt.Key.Key_Escape)
    assert not popovers[0].isVisible()


def test_keys_that_nobody_wants_move_the_page(for_you: Shell, wait_until: Wait):
    bar = for_you.page(ForYouPage)._page.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0)
    for_you.setFocus()
    for key, place in ((Qt.Key.Key_End, lambda: bar.maximum()), (Qt.Key.Key_Home, lambda: 0)):
        QTest.keyClick(for_you, key)
        wait_until(lambda place=place: bar.value() == place())
    QTest.keyClick(for_you, Qt.Key.Key_PageDown)
    assert bar.value() > 0
