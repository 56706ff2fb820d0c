"""The library by mouse and keyboard, on the real stores: search, order, and the way out of nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from assistant.domain.entities import Item, Kind
from gui.pages.library.page import LibraryPage
from gui.pages.library.sort_box import SORTS
from gui.shell.shell import Shell

Wait = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


def titles(shell: Shell) -> list[str]:
    return [item.title for item in shell.page(LibraryPage).model.rows]


def test_every_word_of_a_search_counts(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    QTest.keyClicks(page.search, "quill sisters")
    wait_until(lambda: titles(real_shell) == ["Salt and Canvas"])
    assert page.count.text() == "1 item for “quill sisters”"


def test_where_nothing_has_all_words_it_says_so(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    QTest.keyClicks(page.search, "lighthouse orchard")
    wait_until(lambda: {"The Sea Road", "The Quiet Orchard"} <= set(titles(real_shell)) and len(titles(real_shell)) < 6)
    assert "Nothing has all of these words" in page.count.text()


def test_what_is_newly_asked_for_begins_at_its_top(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    page.window().resize(1024, 600)
    page.grid.setCurrentIndex(page.model.index(len(page.model.rows) - 1))
    wait_until(lambda: page.grid.verticalScrollBar().value() > 0)
    page.refresh()
    page.sort.setCurrentText("Title")
    wait_until(lambda: titles(real_shell)[-1] == "Winter Birds" and page.grid.verticalScrollBar().value() == 0)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.grid.hasFocus() and page.grid.currentIndex().row() == 0


def test_nothing_found_offers_the_way_back(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    QTest.mouseClick(page.kinds.buttons["document"], LEFT)
    QTest.keyClicks(page.search, "lighthouse keeper")
    wait_until(lambda: page.empty.button.isVisible() and page.empty.button.text() == "Search everything")
    QTest.mouseClick(page.empty.button, LEFT)
    wait_until(lambda: titles(real_shell) == ["The Sea Road"])
    QTest.keyClicks(page.search, " zzzz qqqq")
    page.search.setText("zzzz")
    wait_until(lambda: page.empty.button.isVisible() and page.empty.button.text() == "Clear the search")
    QTest.mouseClick(page.empty.button, LEFT)
    wait_until(lambda: len(titles(real_shell)) >= 9)
    assert page.search.text() == "" and page.search.hasFocus()


def test_what_was_found_can_be_sorted(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    page.sort.setCurrentText("Title")
    QTest.keyClicks(page.search, "lund")
    wait_until(lambda: len(titles(real_shell)) == 2)
    assert page.sort.isEnabled() and page.sort.currentText() == "Best match"
    page.sort.setCurrentText("Author or artist")
    wait_until(lambda: titles(real_shell) == ["The Quiet Orchard", "Winter Birds"])
    page.sort.setCurrentText("Best match")
    page.search.clear()
    wait_until(lambda: len(titles(real_shell)) >= 9)
    assert page.sort.currentText() == "Title" and page.sort.findText("Best match") < 0


def test_the_menu_of_the_order_shows_all_of_itself(real_shell: Shell, wait_until: Wait, qapp: QApplication):
    page = real_shell.page(LibraryPage)
    QTest.mouseClick(page.sort, LEFT)
    wait_until(lambda: isinstance(qapp.activePopupWidget(), QMenu))
    menu = qapp.activePopupWidget()
    acts = menu.actions()
    assert [act.text() for act in acts] == ["Recently added", "Title", "Author or artist", "Year"]
    for act in acts:
        assert menu.rect().contains(menu.actionGeometry(act)) and menu.actionGeometry(act).height() >= 24
    assert menu.geometry().top() > page.sort.mapToGlobal(page.sort.rect().bottomLeft()).y()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(acts[1]).center())
    wait_until(lambda: titles(real_shell)[-1] == "Winter Birds")


def test_rows_of_records_are_no_taller_than_records(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    tall = page.grid.gridSize().height()
    QTest.mouseClick(page.kinds.buttons["music"], LEFT)
    wait_until(lambda: {item.kind for item in page.model.rows} == {"music"})
    assert page.grid.gridSize().height() == tall - 64
    QTest.mouseClick(page.kinds.buttons[""], LEFT)
    wait_until(lambda: page.grid.gridSize().height() == tall)


def test_titles_sort_by_their_language():
    rows = {"Die Wale": "de", "Die Hard": "en", "L'Étranger": "fr", "Band 10": "de", "Band 2": "de", "éclats": ""}
    items = [Item(title, Kind.BOOK, title, language=language) for title, language in rows.items()]
    _, key, _ = SORTS["title"]
    assert [item.title for item in sorted(items, key=key)] == [
        "Band 2", "Band 10", "Die Hard", "éclats", "L'Étranger", "Die Wale",
    ]  # fmt: skip


def test_the_order_is_as_wide_as_its_words_and_leaves_the_rest_to_the_search(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(LibraryPage)
    widths = []
    for order in ("year", "creator"):
        page.sort.setCurrentIndex(page.sort.findData(order))
        wait_until(lambda: page.sort.width() == page.sort.sizeHint().width())
        assert page.sort.fontMetrics().horizontalAdvance(page.sort.currentText()) + 40 < page.sort.width()
        assert page.search.width() > page.sort.width()
        widths.append(page.sort.width())
    assert widths[0] < widths[1]
