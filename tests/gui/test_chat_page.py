"""The conversation as a page: in the place of the others, its lines no longer than one reads well, and back again."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.pages.chat.chat_card import ChatCard
from gui.pages.chat.page import WIDEST, WIDTH
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from tests.gui.shelf import Wait, at_rest


def asked(shell: Shell, wait_until: Wait) -> list[ChatCard]:
    shell.chat_side.take_keyboard()
    shell.chat.ask("a ghost story please")
    wait_until(lambda: not shell.chat.writing, 30)
    at_rest(shell, wait_until)
    QApplication.processEvents()
    return [card for card in shell.chat.findChildren(ChatCard) if card.isVisible()]


def lefts(cards: list[ChatCard]) -> int:
    return len({card.mapToGlobal(QPoint()).x() for card in cards})


def test_it_takes_the_place_of_the_pages_and_gives_it_back(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 760)
    wait_until(lambda: not real_shell.chat_side.floating)
    cards = asked(real_shell, wait_until)
    assert real_shell.chat.width() == WIDTH and lefts(cards) == 1
    QTest.mouseClick(real_shell.chat.page_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: real_shell.chat.width() > WIDEST and lefts(cards) == 2)
    assert not real_shell.stack.isVisible() and real_shell.chat.edit.hasFocus()
    rail = real_shell.rail
    assert rail.chat.lit and not any(button.isChecked() for button in rail.buttons.values())
    assert real_shell.chat.turns.width() <= WIDEST
    assert real_shell.chat.turns.last.reply.text() and real_shell.player_bar.parent().isVisible()
    QTest.keyClick(real_shell.chat.edit, Qt.Key.Key_Escape)
    wait_until(lambda: real_shell.stack.isVisible() and real_shell.chat.width() == WIDTH)
    assert not rail.chat.lit and rail.buttons[real_shell.place].isChecked()
    assert real_shell.chat.isVisible() and real_shell.place == "library"
    real_shell.chat.page_button.click()
    real_shell.chat.page_button.click()
    wait_until(lambda: real_shell.stack.isVisible() and real_shell.chat.width() == WIDTH)


def test_what_is_opened_from_it_stands_beside_it(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 760)
    cards = asked(real_shell, wait_until)
    QTest.keyClick(real_shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not real_shell.stack.isVisible()
    cards[0].pressed.emit()
    wait_until(lambda: real_shell.place == "item" and real_shell.page(ItemPage).item is not None)
    assert real_shell.stack.isVisible() and real_shell.chat.isVisible() and real_shell.chat.width() == WIDTH


def test_in_a_small_window_it_goes_where_it_came_from(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(900, 640)
    wait_until(lambda: real_shell.chat_side.floating)
    asked(real_shell, wait_until)
    real_shell.chat.page_button.click()
    assert not real_shell.stack.isVisible() and real_shell.chat.isVisible()
    real_shell.window().resize(1280, 760)
    wait_until(lambda: not real_shell.chat_side.floating)
    assert not real_shell.stack.isVisible()
    real_shell.window().resize(900, 640)
    wait_until(lambda: real_shell.chat_side.floating)
    QTest.keyClick(real_shell, Qt.Key.Key_Escape)
    assert real_shell.stack.isVisible() and not real_shell.chat.isVisible()
