"""Parts that Qt makes for our widgets: the bindings may forget them while they live, so none is kept in a name."""

from collections.abc import Callable

import shiboken6
from PySide6.QtTest import QTest

from gui.pages.lists.page import ListsPage
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.widgets.fields import SearchField
from gui.widgets.surfaces import Page

Wait = Callable[..., None]


def test_a_field_whose_parts_were_forgotten_takes_every_key(real_shell: Shell, wait_until: Wait):
    real_shell.go("lists")
    field: SearchField = real_shell.page(ListsPage).field
    # What the bindings do to a parent's own parts when they let go of the parent; it once happened by itself.
    shiboken6.invalidate(field)
    QTest.keyClicks(field, "calm piano")
    assert field.text() == "calm piano"
    field.clear()


def test_a_page_whose_bar_was_forgotten_still_grows(real_shell: Shell, wait_until: Wait):
    real_shell.go("settings")
    page = real_shell.page(SettingsPage).findChild(Page)
    shiboken6.invalidate(page)
    for height in (520, 1200, 500):
        real_shell.window().resize(1100, height)
        wait_until(lambda height=height: real_shell.height() == height)
    bar = page.verticalScrollBar()
    wait_until(lambda: bar.maximum() > 0 and bar.property("idle") is False)
