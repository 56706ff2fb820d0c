"""The library as a table, sifted by facets, and many items changed at once and back, by mouse and keyboard."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from assistant.app.library import AT_ONCE
from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.feedback import Standing
from gui.look.theme import tokens
from gui.pages.item.page import ItemPage
from gui.pages.library.bulk_edit import BulkEdit, changed
from gui.pages.library.facets import Known, sift
from gui.pages.library.page import LibraryPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from gui.widgets.fields import InPlaceEdit
from gui.widgets.popover import Popover
from tests.gui.shelf import Wait, at_rest, titled

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def titles(page: LibraryPage) -> list[str]:
    return [item.title for item in page.model.rows]


def press_line(page: LibraryPage, words: str) -> None:
    """A click on a line of the filters."""
    row = next(row for row, line in enumerate(page.facets.lines.rows) if line.words == words)
    index = page.facets.lines.index(row)
    page.facets.scrollTo(index)
    QTest.mouseClick(page.facets.viewport(), LEFT, pos=page.facets.visualRect(index).center())


def press_row(page: LibraryPage, title: str, *keys: Qt.KeyboardModifier) -> None:
    index = page.table.table.index(titles(page).index(title), 0)
    page.table.scrollTo(index)
    held = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(page.table.viewport(), LEFT, held, pos=page.table.visualRect(index).center())


def item(name: str, **facts: object) -> Item:
    return Item(name, Kind.BOOK, name, **facts)  # type: ignore[arg-type]


def test_values_widen_and_facets_narrow_and_counts_say_what_a_click_would_show() -> None:
    shelf = [
        item("a", creators=("Lund",), year=1921, words=5000),
        item("b", creators=("Lund", "Quill"), year=1938, card=(("mood", "calm", "text"),)),
        item("c", creators=("Vane",), year=1925, subjects=("ghosts",)),
    ]
    known = Known({"b": Standing(Verdict.RATED, Verdict.FINISHED, 4.5)}, {"c": ("Winter",)})
    kept, counts = sift(shelf, known, {})
    assert len(kept) == 3 and counts["creator"] == {"Lund": 2, "Quill": 1, "Vane": 1}
    assert counts["status"] == {"": 2, "finished": 1} and counts["stars"] == {"4.5": 1}
    assert counts["list"] == {"Winter": 1} and counts["mood"] == {"calm": 1} and counts["length"] == {"0": 1}
    kept, counts = sift(shelf, known, {"creator": frozenset({"Lund", "Vane"}), "decade": frozenset({"1920"})})
    assert [one.id for one in kept] == ["a", "c"]
    assert counts["decade"] == {"1920": 2, "1930": 1} and counts["creator"] == {"Lund": 1, "Vane": 1}


def test_a_field_of_many_is_what_the_preview_says_and_nonsense_is_refused() -> None:
    shelf = [item("a", subjects=("Sea", "ships")), item("b", subjects=("sea",)), item("c", year=1900)]
    assert changed(shelf, "add subjects", "sea; boats")["b"] == {"subjects": ("sea", "boats")}
    assert changed(shelf, "take subjects", "SEA") == {"a": {"subjects": ("ships",)}, "b": {"subjects": ()}}
    assert changed(shelf, "year", "1900").keys() == {"a", "b"}
    assert changed(shelf, "language", "German")["a"] == changed(shelf, "language", "de")["a"] == {"language": "de"}
    for way, words in (("year", "soon"), ("kind", "hat"), ("language", "Elvish")):
        try:
            changed(shelf, way, words)
        except UsageError as error:
            assert words.lower() in str(error).lower() or "it takes" in str(error)
        else:
            raise AssertionError(way)


def test_filters_show_what_has_their_values_and_give_it_all_back(real_shell: Shell, wait_until: Wait) -> None:
    page, session = real_shell.page(LibraryPage), real_shell.session
    count = len(page.model.rows)
    session.record(titled(session.app, "Winter Birds"), Verdict.FINISHED)
    QTest.mouseClick(page.filters, LEFT)
    wait_until(lambda: any(line.words == "Ivo Lund" for line in page.facets.lines.rows))
    press_line(page, "Ivo Lund")
    wait_until(lambda: sorted(titles(page)) == ["The Quiet Orchard", "Winter Birds"])
    page.facets.setFocus()
    row = next(row for row, line in enumerate(page.facets.lines.rows) if line.words == "Mara Quill")
    page.facets.setCurrentIndex(page.facets.lines.index(row))
    QTest.keyClick(page.facets, Qt.Key.Key_Space)
    wait_until(lambda: len(titles(page)) == 4)
    press_line(page, "Finished")
    wait_until(lambda: titles(page) == ["Winter Birds"])
    page.search.setText("lighthouse keeper")
    wait_until(lambda: page.empty.button.isVisible() and page.empty.button.text() == "Show everything")
    QTest.mouseClick(page.empty.button, LEFT)
    wait_until(lambda: titles(page) == ["The Sea Road"] and not page.facets.chosen)
    page.search.clear()
    wait_until(lambda: len(titles(page)) == count)
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert not page.facets.isVisible()


def test_what_is_filtered_stays_with_the_filters_shut_and_is_taken_away_chip_by_chip(
    real_shell: Shell, wait_until: Wait
) -> None:
    page = real_shell.page(LibraryPage)
    real_shell.go("library")
    count = len(page.model.rows)
    QTest.mouseClick(page.filters, LEFT)
    wait_until(lambda: any(line.words == "Ivo Lund" for line in page.facets.lines.rows))
    press_line(page, "Ivo Lund")
    press_line(page, "Mara Quill")
    wait_until(lambda: len(titles(page)) == 4)
    page.facets.setFocus()
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert not page.facets.isVisible() and page.view.hasFocus()
    assert len(titles(page)) == 4 and page.chips.isVisible()
    chips = {chip.text().strip(): chip for chip in page.chips.findChildren(Button)}
    assert list(chips) == ["Ivo Lund", "Mara Quill", "Clear all"]
    QTest.mouseClick(chips["Mara Quill"], LEFT)
    wait_until(lambda: sorted(titles(page)) == ["The Quiet Orchard", "Winter Birds"])
    wait_until(lambda: [chip.text().strip() for chip in page.chips.findChildren(Button)] == ["Ivo Lund"])
    QTest.mouseClick(page.chips.findChildren(Button)[0], LEFT)
    wait_until(lambda: len(titles(page)) == count and not page.chips.isVisible())


def test_shelves_that_name_themselves_are_among_the_filters(real_shell: Shell, wait_until: Wait) -> None:
    page, related = real_shell.page(LibraryPage), real_shell.session.app.related
    library = real_shell.session.app.library
    for item in library.items(Kind.BOOK):
        # What nearly all of a shelf are is no name for it.
        library.edit(item.id, "subjects", "; ".join((*item.subjects, "Roman", "Novels")[-3:]))
    QTest.mouseClick(page.filters, LEFT)
    wait_until(lambda: any(line.words == "Shelf" for line in page.facets.lines.rows))
    press_line(page, "Shelf")
    shelves = {one.name: {item.title for item in related.shelf_items(one)} for one in related.shelves()}
    assert len(shelves) > 1 and not any("Roman" in name or "Novels" in name for name in shelves)
    for name, held in shelves.items():
        press_line(page, name)
        wait_until(lambda held=held: set(titles(page)) == held)
        press_line(page, name)


def test_the_table_sorts_opens_and_is_there_again_the_next_time(
    real_shell: Shell, wait_until: Wait, qapp: QApplication
) -> None:
    page, session = real_shell.page(LibraryPage), real_shell.session
    QTest.keyClick(page, Qt.Key.Key_T, CTRL)
    wait_until(lambda: page.stack.currentWidget() is page.table and page.table.table.rows == page.model.rows)
    head = page.table.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(page.table.table.columns.index("year")) + 12, 12)
    QTest.mouseClick(head.viewport(), LEFT, pos=spot)
    wait_until(lambda: {one.year for one in page.model.rows[:4]} == {1998})
    QTest.mouseClick(head.viewport(), LEFT, pos=spot)
    wait_until(lambda: {one.year for one in page.model.rows[-4:]} == {1998})
    page.table.choose_columns(QPoint(20, 20))
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(act for act in menu.actions() if act.text() == "File").trigger()
    menu.close()
    at_rest(real_shell, wait_until)
    assert session.app.library.view()["columns"][-1] == "file"
    again = LibraryPage(session)
    wait_until(lambda: again.view is again.table and again.table.order == ("year", False))
    assert again.table.table.columns[-1] == "file"
    again.deleteLater()
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.table.index(titles(page).index("Cold Hearth"), 0))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    wait_until(lambda: real_shell.place == "item")


def test_a_double_click_opens_the_row_it_met_and_choosing_moves_no_row(real_shell: Shell, wait_until: Wait) -> None:
    page = real_shell.page(LibraryPage)
    page.show_table(True)
    wait_until(lambda: page.table.table.rows == page.model.rows)
    view = page.table.viewport()
    place = page.table.visualRect(page.table.table.index(titles(page).index("Salt and Canvas"), 0)).center()
    before = view.mapToGlobal(place)
    QTest.mouseClick(view, LEFT, pos=place)
    wait_until(lambda: page.bar.isVisible() and page.bar.count.text() == "1 chosen")
    row = page.table.visualRect(page.table.table.index(titles(page).index("Salt and Canvas"), 0))
    assert view.mapToGlobal(row.center()) == before
    assert page.bar.y() >= page.table.mapTo(page, QPoint(0, page.table.height())).y()
    # As one double-clicks: a press that chooses, then the second one where the pointer still is.
    QTest.mouseDClick(real_shell.window().childAt(view.mapTo(real_shell.window(), place)), LEFT, pos=place)
    wait_until(lambda: real_shell.place == "item" and real_shell.page(ItemPage).item is not None)
    assert real_shell.page(ItemPage).item.title == "Salt and Canvas"


def test_the_ring_stands_around_the_row_of_a_table(real_shell: Shell, wait_until: Wait) -> None:
    page = real_shell.page(LibraryPage)
    page.show_table(True)
    wait_until(lambda: page.table.table.rows == page.model.rows)
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.table.index(1, 0))
    for row in (1, 2):
        ringed = []
        for column in range(3):
            rect = page.table.visualRect(page.table.table.index(row, column))
            picture = page.table.viewport().grab().toImage()
            ringed.append(picture.pixelColor(rect.center().x(), rect.top() + 1).name() == tokens().accent)
            assert picture.pixelColor(rect.right(), rect.center().y()).name() != tokens().accent, "around no cell"
        assert ringed == [True] * 3
        QTest.keyClick(page.table, Qt.Key.Key_Down)


def test_many_are_marked_listed_and_edited_at_once_and_each_is_undone_at_once(
    real_shell: Shell, wait_until: Wait, qapp: QApplication
) -> None:
    page, session = real_shell.page(LibraryPage), real_shell.session
    page.show_table(True)
    wait_until(lambda: page.table.table.rows == page.model.rows)
    press_row(page, "The Sea Road")
    press_row(page, "Salt and Canvas", CTRL)
    wait_until(lambda: page.bar.isVisible() and page.bar.count.text() == "2 chosen")
    assert not page.bar.play.isVisible()
    QTest.mouseClick(page.bar.marks, LEFT)
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(act for act in menu.actions() if act.text() == "Liked").trigger()
    menu.close()
    at_rest(real_shell, wait_until)
    ids = {titled(session.app, name).id for name in ("The Sea Road", "Salt and Canvas")}
    assert session.app.feedback.verdicts() == dict.fromkeys(ids, Verdict.LIKED)
    session.undos.undo()
    at_rest(real_shell, wait_until)
    assert session.app.feedback.verdicts() == {}
    QTest.mouseClick(page.bar.edit, LEFT)
    form = real_shell.window().findChildren(BulkEdit)[0]
    form.field.setCurrentIndex(form.field.findData("series"))
    QTest.keyClicks(form.value, "North")
    assert "2 items would change:" in form.preview.text() and "The Sea Road: – → North" in form.preview.text()
    QTest.keyClick(form.value, Qt.Key.Key_Return)
    at_rest(real_shell, wait_until)
    assert {one.id for one in session.app.library.items() if one.series == "North"} == ids
    session.undos.undo()
    at_rest(real_shell, wait_until)
    assert not any(one.series for one in session.app.library.items())
    assert all(session.app.library.edits(item_id) == {} for item_id in ids)
    page.bulk.make_list(page.selection.items())
    wait_until(lambda: real_shell.place == "lists")
    (made,) = session.app.lists.all()
    assert set(made.items) == ids
    real_shell.go("library")
    page.bulk.add_to(made, [titled(session.app, "Cold Hearth"), *page.selection.items()])
    wait_until(lambda: len(session.app.lists.get(made.id).items) == 3)
    session.undos.undo()
    wait_until(lambda: len(session.app.lists.get(made.id).items) == 2)
    real_shell.escape()
    assert not page.selection.ids and not page.bar.isVisible()


def test_what_would_change_of_many_is_read_whole_and_what_they_are_like_follows(
    real_shell: Shell, wait_until: Wait, qapp: QApplication
) -> None:
    page, library = real_shell.page(LibraryPage), real_shell.session.app.library
    page.show_table(True)
    wait_until(lambda: page.table.table.rows == page.model.rows)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    many = len(page.selection.items())
    assert many > AT_ONCE
    QTest.mouseClick(page.bar.edit, LEFT)
    form = real_shell.window().findChildren(BulkEdit)[0]
    (panel,) = real_shell.window().findChildren(Popover)
    form.field.showPopup()
    menu = qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    beyond = next(act for act in menu.actions() if act.text().startswith("Kind"))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(beyond).center())
    assert panel.isVisible() and form.field.currentData() == "kind"
    form.field.setCurrentIndex(0)
    QTest.keyClicks(form.value, "; ".join(f"a long subject of number {n}" for n in range(12)))
    at_rest(real_shell, wait_until)
    assert form.apply.visibleRegion().boundingRect() == form.apply.rect()
    form.value.setText("sea; boats")
    said = form.preview.text()
    assert "The Sea Road: + boats" in said and "Winter Birds: + sea; boats" in said
    form.field.setCurrentIndex(form.field.findData("take subjects"))
    assert "Salt and Canvas: − sea" in form.preview.text() and "Winter Birds" not in form.preview.text()
    form.field.setCurrentIndex(0)
    form.value.setFocus()
    QTest.keyClick(form.value, Qt.Key.Key_Return)
    wait_until(lambda: all("boats" in one.subjects for one in library.items()), 60)
    at_rest(real_shell, wait_until)
    assert real_shell.session.app.stores.library.vectors.waiting_items(many) == []
    real_shell.session.undos.undo()
    at_rest(real_shell, wait_until)
    assert not any("boats" in one.subjects for one in library.items())
    assert real_shell.session.app.stores.library.vectors.waiting_items(many) == []


def test_covers_are_chosen_with_ctrl_shift_and_space_and_a_click_still_opens(
    real_shell: Shell, wait_until: Wait
) -> None:
    page, grid = real_shell.page(LibraryPage), real_shell.page(LibraryPage).grid

    def press(row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(grid.viewport(), LEFT, keys, pos=grid.visualRect(page.model.index(row)).center())

    press(0, CTRL)
    press(2, Qt.KeyboardModifier.ShiftModifier)
    assert [one.id for one in page.selection.items()] == [one.id for one in page.model.rows[:3]]
    grid.setFocus()
    grid.setCurrentIndex(page.model.index(1))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert len(page.selection.ids) == 2
    QTest.keyClick(grid, Qt.Key.Key_A, CTRL)
    assert len(page.selection.ids) == len(page.model.rows)
    QTest.keyClicks(page.search, "quill sisters")
    wait_until(lambda: titles(page) == ["Salt and Canvas"])
    assert [one.title for one in page.selection.items()] == ["Salt and Canvas"], "what is not seen is not changed"
    press(0)
    wait_until(lambda: real_shell.place == "item")


def menu_of(page: LibraryPage, wait_until: Wait) -> dict[str, QAction]:
    """What the menu beside the search offers, as it is opened now."""
    before = page.saved.menu
    QTest.mouseClick(page.more, LEFT)
    wait_until(lambda: page.saved.menu is not before)
    menu = page.saved.menu
    assert menu is not None
    acts = {act.text(): act for act in menu.actions()}
    for below in menu.findChildren(QMenu):
        acts |= {f"{below.title().split()[0]} {act.text()}": act for act in below.actions()}
    menu.close()
    return acts


def test_a_search_is_saved_asked_for_again_and_removed(real_shell: Shell, wait_until: Wait) -> None:
    page = real_shell.page(LibraryPage)
    at_rest(real_shell, wait_until)
    assert not menu_of(page, wait_until)["Save this search"].isEnabled()
    page.filters.click()
    at_rest(real_shell, wait_until)
    press_line(page, "Ivo Lund")
    QTest.keyClicks(page.search, "birds")
    wait_until(lambda: titles(page) == ["Winter Birds"])
    menu_of(page, wait_until)["Save this search"].trigger()
    at_rest(real_shell, wait_until)
    page.search.clear()
    page.facets.clear_all()
    page.filters.click()
    wait_until(lambda: len(titles(page)) > 8)
    menu_of(page, wait_until)["birds · Ivo Lund"].trigger()
    wait_until(lambda: titles(page) == ["Winter Birds"])
    assert page.search.text() == "birds" and page.chips.isVisible()
    assert page.facets.chosen == {"creator": frozenset({"Ivo Lund"})}
    menu_of(page, wait_until)["Rename birds · Ivo Lund"].trigger()
    field = real_shell.window().focusWidget()
    assert isinstance(field, InPlaceEdit) and field.text() == "birds · Ivo Lund"
    QTest.keyClicks(field, "Lund's birds")
    QTest.keyClick(field, Qt.Key.Key_Return)
    at_rest(real_shell, wait_until)
    acts = menu_of(page, wait_until)
    assert "birds · Ivo Lund" not in acts and not acts["Save this search"].isEnabled(), "it is the same search"
    page.search.clear()
    wait_until(lambda: len(titles(page)) == 2)
    menu_of(page, wait_until)["Lund's birds"].trigger()
    wait_until(lambda: titles(page) == ["Winter Birds"])
    menu_of(page, wait_until)["Remove Lund's birds"].trigger()
    at_rest(real_shell, wait_until)
    assert "Lund's birds" not in menu_of(page, wait_until)
    for name in ("Lund's birds", "birds · Ivo Lund"):
        real_shell.session.undos.undo()
        at_rest(real_shell, wait_until)
        assert name in menu_of(page, wait_until)
