"""Toasts in a real window: whatever is said can be read to its end."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation

from gui.pages.activity.problems import ProblemsPage
from gui.shell.acts.notices import Notice
from gui.shell.shell import Shell
from gui.widgets.text import Text

Wait = Callable[..., None]
SHORT = "Liked “Walden”"
LONG = (
    "backup-2026-11-28.alcove is written (1.4 MB). It opens with your keyring or your passphrase. Keep it away from "
    "this machine: whoever has both can read your profile, your conversations and your lists."
)


@pytest.mark.parametrize("before", [(), (SHORT,), (LONG,)], ids=["fresh", "after a short one", "after a long one"])
@pytest.mark.parametrize("width", [1280, 900])
def test_a_long_toast_is_tall_enough_for_its_words(real_shell: Shell, wait_until: Wait, before: tuple[str], width: int):
    real_shell.window().resize(width, 700)
    for words in before:
        real_shell.session.say(words, "Undo", lambda: None)
        wait_until(real_shell.toast.isVisible)
    real_shell.session.noticed.emit(Notice(LONG, details="Traceback", error=True))
    toast = real_shell.toast
    wait_until(lambda: toast.notice.text == LONG)
    text = toast.findChildren(Text)[-1]
    assert text.isVisible() and text.height() >= text.heightForWidth(text.width()) > 30
    assert text.geometry().bottom() < toast.height()
    assert toast.geometry().bottom() < real_shell.height()


def test_a_short_toast_takes_one_line(real_shell: Shell, wait_until: Wait):
    real_shell.session.say(LONG)
    real_shell.session.say(SHORT)
    wait_until(lambda: real_shell.toast.notice.text == SHORT)
    assert real_shell.toast.height() <= 48 and real_shell.toast.width() < 400


def test_a_toast_covers_no_bar_at_the_foot(real_shell: Shell, wait_until: Wait):
    real_shell.session.say(SHORT)
    wait_until(real_shell.toast.isVisible)
    before = real_shell.toast.geometry().bottom()
    real_shell.strip.start()
    wait_until(lambda: real_shell.toast.geometry().bottom() < before)
    top = real_shell.strip.mapTo(real_shell, QPoint(0, 0)).y()
    assert real_shell.toast.geometry().bottom() < top
    real_shell.strip.hide()
    wait_until(lambda: real_shell.toast.geometry().bottom() == before)


def test_a_toast_covers_nothing_at_the_foot_of_the_page_in_front(real_shell: Shell, wait_until: Wait):
    real_shell.go("problems")
    page = real_shell.page(ProblemsPage)
    wait_until(lambda: page.list.problems.rows and page.acts.isVisible())
    real_shell.session.say(SHORT)
    toast = real_shell.toast
    wait_until(toast.isVisible)
    assert toast.geometry().bottom() < page.foot.mapTo(real_shell, QPoint(0, 0)).y()
    real_shell.go("library")
    assert toast.geometry().bottom() > real_shell.height() - 40
    real_shell.back()
    assert toast.geometry().bottom() < page.foot.mapTo(real_shell, QPoint(0, 0)).y()


def test_a_conversation_beside_the_pages_or_in_their_place_lies_below_a_toast(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 760)
    wait_until(lambda: not real_shell.chat_side.floating)
    real_shell.session.say(LONG)
    toast = real_shell.toast
    wait_until(toast.isVisible)
    for as_page in (True, False):
        real_shell.show_chat_as_page()
        wait_until(lambda as_page=as_page: real_shell.chat.isVisible() and (real_shell.chat.x() > 800) is not as_page)
        inside = QPoint(toast.geometry().right() - 3, toast.geometry().center().y())
        assert real_shell.chat.geometry().contains(inside) is as_page
        found = real_shell.childAt(inside)
        assert found is toast or toast.isAncestorOf(found)


def test_toasts_that_follow_fast_fade_in_one_after_the_other_and_leave_nothing_behind(
    real_shell: Shell, wait_until: Wait
):
    toast = real_shell.toast
    for number in range(20):
        real_shell.session.say(f"{SHORT} {number}")
        wait_until(lambda: toast.isVisible() and toast.findChildren(QPropertyAnimation))
    assert len(toast.findChildren(QPropertyAnimation)) == 1
    wait_until(lambda: toast.notice.text.endswith(" 19") and not toast.graphicsEffect().isEnabled())


def test_a_toast_stands_in_the_middle_of_the_page(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 800)
    real_shell.session.say(SHORT)
    wait_until(real_shell.toast.isVisible)
    page = real_shell.stack.mapTo(real_shell, real_shell.stack.rect().center()).x()
    assert abs(real_shell.toast.geometry().center().x() - page) <= 1
