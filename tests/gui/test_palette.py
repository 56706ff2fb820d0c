"""The command palette by keyboard alone: pages, acts and works by a few letters."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.domain.entities import Item, Kind
from gui.look.theme import ACCENTS, theme
from gui.pages.item.page import ItemPage
from gui.pages.settings.page import SettingsPage
from gui.shell.palette import Command, Palette, matching, named
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from tests.gui.shelf import Wait

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(shell: Shell) -> Palette:
    QTest.keyClick(shell, Qt.Key.Key_P, CTRL | SHIFT)
    found = [one for one in shell.window().findChildren(Palette) if one.isVisible()]
    assert len(found) == 1 and found[0].field.hasFocus()
    return found[0]


def said(palette: Palette) -> list[str]:
    return [row.accessibleName() for row in palette.rows]


def test_each_typed_word_begins_a_word_and_accents_do_not_matter() -> None:
    commands = [Command(words, "", lambda: None) for words in ("Réglages", "Play or pause", "Add a folder", "Paper")]
    assert [one.words for one in matching(commands, "pa")] == ["Paper", "Play or pause"]
    assert [one.words for one in matching(commands, "fol ad")] == ["Add a folder"]
    assert [one.words for one in matching(commands, "regl")] == ["Réglages"] and len(matching(commands, "")) == 4


def test_works_are_those_that_are_called_so() -> None:
    birds = Item("a", Kind.BOOK, "Winter Birds", ("Ivo Lund",))
    told_of = Item("b", Kind.BOOK, "The Sea Road", ("Mara Quill",), description="Birds over the sea in winter.")
    assert named([told_of, birds], "bir") == [birds] and named([told_of, birds], "lund wint") == [birds]
    assert named([told_of, birds], "quill") == [told_of]


def test_pages_acts_and_works_are_reached_by_keys_alone(real_shell: Shell, wait_until: Wait) -> None:
    palette = opened(real_shell)
    (panel,) = real_shell.window().findChildren(Popover)
    assert abs(panel.geometry().center().x() - real_shell.window().rect().center().x()) <= 1
    QTest.keyClicks(palette.field, "prof")
    assert said(palette)[0].startswith("Profile")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert real_shell.place == "profile"
    wait_until(lambda: not real_shell.window().findChildren(Popover))
    palette = opened(real_shell)
    assert not any("Next piece" in words for words in said(palette)), "nothing plays"
    QTest.keyClicks(palette.field, "winter bi")
    wait_until(lambda: said(palette) == ["Winter Birds  ·  Ivo Lund"])
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    page = real_shell.page(ItemPage)
    wait_until(lambda: real_shell.place == "item" and page.item is not None and page.item.title == "Winter Birds")
    palette = opened(real_shell)
    first = palette.at
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.at == first + 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.at == len(palette.rows) - 1
    QTest.keyClicks(palette.field, "zzzz")
    wait_until(lambda: palette.rows == [])
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    real_shell.escape()
    wait_until(lambda: not real_shell.window().findChildren(Popover))
    assert real_shell.place == "item"


def test_looks_settings_and_pages_behind_others_are_found_by_what_people_call_them(
    real_shell: Shell, wait_until: Wait
) -> None:
    settings, look = real_shell.session.settings, theme().tokens
    palette = opened(real_shell)
    QTest.keyClicks(palette.field, "accent violet")
    assert said(palette)[0] == "Accent: Violet"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    wait_until(lambda: settings.accent == "violet" and theme().tokens.accent == ACCENTS["violet"][look.dark][0])
    assert theme().tokens.inverse().accent == ACCENTS["violet"][not look.dark][0]
    wait_until(lambda: not real_shell.window().findChildren(Popover))
    settings.accent = "green"
    wait_until(lambda: theme().tokens == look)
    palette = opened(real_shell)
    QTest.keyClicks(palette.field, "night")
    assert "Colours: Dark" in said(palette) and "Settings: Colours" in said(palette)
    palette.field.clear()
    QTest.keyClicks(palette.field, "your year")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert real_shell.place == "year"
    wait_until(lambda: not real_shell.window().findChildren(Popover))
    palette = opened(real_shell)
    QTest.keyClicks(palette.field, "lock after")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    row = real_shell.page(SettingsPage).rows["lock_after"]
    wait_until(lambda: real_shell.place == "settings" and row.isAncestorOf(real_shell.window().focusWidget()))
    wait_until(lambda: not row.control.visibleRegion().isEmpty())
