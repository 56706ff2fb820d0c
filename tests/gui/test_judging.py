"""Judging the picks by mouse: the list holds still, and every click reaches the pick it was meant for."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.domain.entities import Verdict
from gui.pages.for_you.page import ForYouPage
from gui.shell.shell import Shell
from gui.widgets.popover import Popover, placed

Wait = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


def ids(shell: Shell) -> list[str]:
    return [card.recommendation.item.id for card in shell.page(ForYouPage).cards]


def at_rest(shell: Shell, wait_until: Wait) -> None:
    lanes = shell.session.lanes
    wait_until(lambda: all(lane.idle for lane in lanes.all() if lane is not lanes.watch))


def opened(shell: Shell, wait_until: Wait) -> Shell:
    shell.window().resize(1280, 1300)
    shell.go("for-you")
    wait_until(lambda: len(shell.page(ForYouPage).cards) > 4, 30)
    at_rest(shell, wait_until)
    return shell


def click_at(shell: Shell, place: QPoint) -> None:
    """Where the pointer is, whatever stands there now."""
    window = shell.window()
    target = window.childAt(place)
    QTest.mouseClick(target, LEFT, pos=target.mapFrom(window, place))


@pytest.mark.parametrize("verdict", [Verdict.LIKED, Verdict.DISLIKED, Verdict.NOT_NOW])
def test_a_verdict_moves_neither_page_nor_ring_nor_other_picks(real_shell: Shell, wait_until: Wait, verdict: Verdict):
    shell = opened(real_shell, wait_until)
    page = shell.page(ForYouPage)
    QTest.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    page.cards[0].setFocus()
    bar = page._page.verticalScrollBar()
    shell.window().resize(1280, 760)
    wait_until(lambda: bar.maximum() > 200)
    bar.setValue(200)
    page._page.ensureWidgetVisible(page.cards[3].verdicts, 0, 30)
    before, scrolled, reasons = ids(shell), bar.value(), {c.recommendation.item.id: c.reason.text() for c in page.cards}
    button = page.cards[3].verdicts.buttons[verdict]
    place = button.mapTo(shell.window(), button.rect().center())
    click_at(shell, place)
    wait_until(lambda: shell.session.verdicts.get(before[3]) == verdict)
    at_rest(shell, wait_until)
    kept = before if verdict is Verdict.LIKED else [one for one in before if one != before[3]]
    # Another pick may take the place that was left.
    wait_until(lambda: [one for one in ids(shell) if one in before] == kept)
    # The cards are laid out anew in several steps, of which the first leaves too little room.
    QTest.qWait(200)
    wait_until(lambda: bar.value() == scrolled)
    assert QApplication.focusWidget() is page.cards[0]
    for card in page.cards:
        assert card.reason.text() == reasons.get(card.recommendation.item.id, card.reason.text())


def test_a_second_click_on_the_same_spot_judges_nothing_else(real_shell: Shell, wait_until: Wait):
    shell = opened(real_shell, wait_until)
    gone = ids(shell)[3]
    button = shell.page(ForYouPage).cards[3].verdicts.buttons[Verdict.NOT_NOW]
    place = button.mapTo(shell.window(), button.rect().center())
    click_at(shell, place)
    wait_until(lambda: gone not in ids(shell))
    at_rest(shell, wait_until)
    click_at(shell, place)
    at_rest(shell, wait_until)
    assert set(shell.session.verdicts) == {gone}


def test_nothing_below_the_greeting_moves_when_its_words_become_fewer(real_shell: Shell, wait_until: Wait):
    shell = opened(real_shell, wait_until)
    page = shell.page(ForYouPage)
    before, words = page.bar.mapTo(shell, QPoint(0, 0)), page.subtitle.text()
    QTest.mouseClick(page.cards[2].verdicts.buttons[Verdict.LIKED], LEFT)
    wait_until(lambda: len(page.subtitle.text()) < len(words))
    at_rest(shell, wait_until)
    assert page.bar.mapTo(shell, QPoint(0, 0)) == before and page.subtitle.toolTip() == page.subtitle.text()


def test_the_next_visit_brings_the_new_order(real_shell: Shell, wait_until: Wait):
    shell = opened(real_shell, wait_until)
    for number, at in enumerate((4, 3), 1):
        QTest.mouseClick(shell.page(ForYouPage).cards[at].verdicts.buttons[Verdict.LIKED], LEFT)
        wait_until(lambda number=number: len(shell.session.verdicts) == number)
    wait_until(shell.page(ForYouPage).reorder.isVisible)
    liked = set(shell.session.verdicts)
    assert liked <= set(ids(shell))
    QTest.mouseClick(shell.page(ForYouPage).reorder, LEFT)
    wait_until(lambda: not liked & set(ids(shell)))
    assert not shell.page(ForYouPage).reorder.isVisible()


def test_undo_brings_a_pick_back(real_shell: Shell, wait_until: Wait):
    shell = opened(real_shell, wait_until)
    before = ids(shell)
    QTest.mouseClick(shell.page(ForYouPage).cards[2].verdicts.buttons[Verdict.NOT_NOW], LEFT)
    wait_until(lambda: before[2] not in ids(shell))
    at_rest(shell, wait_until)
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: ids(shell) == before)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_why_this_leaves_its_pick_in_view(real_shell: Shell, wait_until: Wait, size: tuple[int, int], at: int):
    window = opened(real_shell, wait_until).window()
    window.resize(*size)
    wait_until(lambda: real_shell.width() == size[0])
    card = real_shell.page(ForYouPage).cards[at]
    real_shell.page(ForYouPage)._page.ensureWidgetVisible(card.why, 0, 20)
    QTest.mouseClick(card.why, LEFT)
    popover = next(one for one in window.findChildren(Popover) if one.isVisible())
    title = QRect(card.title.mapTo(window, QPoint(0, 0)), card.title.size())
    assert window.rect().adjusted(-12, -12, 12, 12).contains(popover.geometry())
    seen = window.rect().contains(title.center())
    panel = popover.geometry().adjusted(12, 12, -12, -12)
    assert not seen or not panel.contains(title.center())
    whole = QRect(card.mapTo(window, QPoint(0, 0)), card.size())
    assert not panel.intersects(whole), "the card that is explained is covered"


def test_a_panel_stands_beside_what_it_explains():
    room, size = QRect(0, 0, 1280, 800), QSize(460, 500)
    left, right = QRect(230, 500, 326, 200), QRect(573, 500, 326, 200)
    for card in (left, right):
        anchor = QRect(card.left() + 100, card.bottom() - 40, 80, 28)
        assert not placed(size, room, anchor, card).adjusted(12, 12, -12, -12).intersects(card)
    wide = QRect(230, 218, 670, 270)
    assert placed(size, room, QRect(500, 440, 80, 28), wide).adjusted(12, 12, -12, -12).top() > wide.bottom()
