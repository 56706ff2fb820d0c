"""The reader: text at the place where one stopped, found, highlighted, and never more than text."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QMouseEvent, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from assistant.app.app import App
from assistant.domain.entities import Verdict
from assistant.domain.notes import Colour, NoteKind
from assistant.domain.whole_text import TextPart
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.paths import Paths
from gui.look.theme import tokens
from gui.pages.item.page import ItemPage
from gui.pages.reader import sitting
from gui.pages.reader.leaves import LEAF, divide
from gui.pages.reader.page import ReaderPage
from gui.shell.main_window import MainWindow
from gui.shell.shell import Shell
from gui.widgets.shadow import SHADOW
from tests.gui.shelf import PASSPHRASE, Wait, at_rest, titled
from tests.indexers.samples import prose, write_epub

LONG = "A Long Voyage"
CHAPTERS = tuple(f"<h1>Day {n}</h1><p>{prose(2500, str(n))}</p><p>The albatross of day {n}.</p>" for n in range(8))

PRICES = """# Prices of the yard

Asked by hand.

| Boat | Made of | Price |
|:--|--|--:|
| Dinghy | oak \\| ash | 900 |
| Sloop | <b>larch</b> | 14,500 |

Ask again in May.
"""


@pytest.fixture(scope="module")
def long_home(tmp_path_factory: pytest.TempPathFactory, encoder: OnnxEmbedder) -> Path:
    """A home with a long book and a text with markup in it."""
    folder = tmp_path_factory.mktemp("long")
    write_epub(folder / "long.epub", LONG, chapters=CHAPTERS)
    (folder / "markup.txt").write_text("One <b>bold</b> & <img src='file:///etc/hostname'> line.\n\nTwo.\n" * 40)
    (folder / "prices.md").write_text(PRICES)
    app = App.open(Paths(folder / "home"), passphrase=PASSPHRASE, embedder=encoder, llm=False)
    app.indexing.index([folder / "long.epub", folder / "markup.txt", folder / "prices.md"])
    app.close()
    return folder


@pytest.fixture(autouse=True)
def no_glances(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is opened counts at once."""
    if "glance" not in request.node.name:
        monkeypatch.setattr(sitting, "GLANCE", 0)


@pytest.fixture
def shell(long_home: Path, tmp_path: Path, encoder: OnnxEmbedder, make_window: Callable[..., MainWindow]) -> Shell:
    shutil.copytree(long_home / "home", tmp_path / "real")

    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=PASSPHRASE, embedder=encoder, llm=False)

    shell = make_window(open_app, Paths(tmp_path / "real")).shell
    assert shell is not None
    return shell


def reading(shell: Shell, title: str, wait_until: Wait) -> ReaderPage:
    shell.session.files.open(titled(shell.session.app, title))
    page = shell.page(ReaderPage)
    wait_until(lambda: page.item is not None and page.item.title == title and page.view.place() is not None)
    wait_until(lambda: not page.sitting.glanced or page.sitting.glance.interval())
    return page


def test_the_whole_text_is_read_and_the_place_is_kept(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    assert page.text is not None and not page.text.missing
    assert sum(len(part.text) for part in page.text.parts) > 90_000, "all of it, not the passages of the index"
    assert len(page.leaves) > 3 and page.leaf == 0
    page.turn(1)
    page.turn(1)
    page.view.verticalScrollBar().setValue(400)
    here = page.view.place()
    shell.back()
    app, item = shell.session.app, titled(shell.session.app, LONG)
    wait_until(lambda: (place := app.reader.bookmark(item.id)) is not None and (place.part, place.offset) == here)
    assert 0 < app.reader.bookmark(item.id).share < 1
    reading(shell, "markup", wait_until)
    again = reading(shell, LONG, wait_until)
    assert again.view.place()[0] == here[0] and abs(again.view.place()[1] - here[1]) < 200
    wait_until(lambda: app.feedback.verdicts().get(item.id) is Verdict.OPENED)


def test_a_glance_is_no_reading_and_a_longer_look_is(shell: Shell, wait_until: Wait) -> None:
    app, item = shell.session.app, titled(shell.session.app, LONG)
    page = reading(shell, LONG, wait_until)
    assert page.sitting.glance.interval() == 30_000 and page.sitting.glance.isActive()
    page.turn(1)
    shell.back()
    at_rest(shell, wait_until)
    assert not page.sitting.glance.isActive()
    assert app.reader.bookmark(item.id) is None and item.id not in app.feedback.verdicts()
    reading(shell, LONG, wait_until)
    page.turn(1)
    here = page.view.place()
    page.sitting.glance.start(0)
    wait_until(lambda: app.feedback.verdicts().get(item.id) is Verdict.OPENED)
    wait_until(lambda: (place := app.reader.bookmark(item.id)) is not None and (place.part, place.offset) == here)


def test_a_text_that_is_gone_says_so_and_offers_the_usual_program(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    page.show_detail("bnothing")
    assert page.title.text() == "Opening…"
    wait_until(page.empty.isVisible)
    assert not page.view.isVisible() and page.empty.sentence.text()
    reading(shell, LONG, wait_until)
    assert page.view.isVisible() and not page.empty.isVisible()


def test_words_are_found_one_after_the_other(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    page.search_field.setFocus()
    QTest.keyClicks(page.search_field, "ALBATROSS of day")
    for number in (*range(8), 0):
        QTest.keyClick(page.search_field, Qt.Key.Key_Return)
        assert page.progress.text() == f"{number + 1} of 8 places"
    page.search_field.setText("zeppelin")
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    assert page.found == []


def select(page: ReaderPage, words: str) -> None:
    page.view.setTextCursor(page.view.document().find(words))
    page.view.setFocus()


def painted(page: ReaderPage) -> list[tuple[str, str]]:
    """(words, colour) of all that is tinted in the leaf."""
    return [(one.cursor.selectedText(), one.format.background().color().name()) for one in page.view.extraSelections()]


def menu_of(page: ReaderPage, words: str) -> dict[str, QAction]:
    """What a right click into these words offers."""
    view, at = page.view, page.view.document().find(words)
    spot = view.cursorRect(at).center() - QPoint(4, 0)
    QApplication.sendEvent(
        view.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot)),
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.grab().toImage().pixelColor(menu.width() - 12, menu.height() // 2).name() == tokens().surface
    return {action.text(): action for action in menu.actions()}


def choose(page: ReaderPage, words: str, act: str) -> None:
    actions = menu_of(page, words)
    actions[act].trigger()
    actions[act].parent().close()


def test_what_is_highlighted_is_a_note_of_the_item_with_its_place_and_can_be_undone(
    shell: Shell, wait_until: Wait
) -> None:
    page = reading(shell, LONG, wait_until)
    select(page, "The albatross of day 0.")
    QTest.keyClick(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    app, item = shell.session.app, titled(shell.session.app, LONG)
    wait_until(lambda: [note.text for note in app.notes.all(item.id)] == ["The albatross of day 0."])
    (note,) = app.notes.all(item.id)
    assert note.kind is NoteKind.HIGHLIGHT and note.colour is Colour.YELLOW
    assert note.place == "Day 0"
    wait_until(lambda: len(page.view.extraSelections()) == 1)
    shell.session.undos.undo()
    wait_until(lambda: app.notes.all(item.id) == [] and page.view.extraSelections() == [])


def test_a_highlight_has_one_of_four_colours_that_changes_and_goes_where_it_stands(
    shell: Shell, wait_until: Wait
) -> None:
    page = reading(shell, LONG, wait_until)
    app, item, words = shell.session.app, titled(shell.session.app, LONG), "The albatross of day 0."
    select(page, words)
    choose(page, words, "Highlight in blue")
    wait_until(lambda: painted(page) == [(words, tokens().blue)])
    choose(page, words, "Highlight in pink")
    wait_until(lambda: painted(page) == [(words, tokens().pink)])
    assert [note.colour for note in app.notes.all(item.id)] == [Colour.PINK]
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: painted(page) == [(words, tokens().blue)])
    choose(page, words, "Remove the highlight")
    wait_until(lambda: painted(page) == [] and app.notes.all(item.id) == [])
    at_rest(shell, wait_until)
    shell.session.undos.undo()
    wait_until(lambda: painted(page) == [(words, tokens().blue)])
    shell.session.item_wanted.emit(item.id)
    item_page = shell.page(ItemPage)
    wait_until(lambda: item_page.item is not None and item_page.item.id == item.id and item_page.notes.rows)
    told = {label.accessibleName() for label in item_page.notes.findChildren(QLabel)}
    assert "blue" in told and {note.colour for note in app.notes.all(item.id)} == {Colour.BLUE}


def test_a_word_that_is_selected_in_part_is_highlighted_whole(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    select(page, "batross of day 0")
    QTest.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: painted(page) == [("albatross of day 0", tokens().pink)])


def test_of_words_that_stand_twice_those_are_tinted_that_were_highlighted(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    view = page.view
    parts = tuple(TextPart(f"Chapter {n}", "The tide came in.\n\nThe tide went out.") for n in range(2))
    page.text = replace(page.text, parts=parts)
    view.show_leaf(parts, divide(parts)[0])
    second = view.document().find("came in", view.document().find("came in"))
    view.setTextCursor(second)
    page.notes.highlight(view.selected(), Colour.GREEN)
    wait_until(lambda: painted(page) == [("came in", tokens().green)])
    assert view.extraSelections()[0].cursor.selectionStart() == second.selectionStart()
    assert shell.session.app.notes.all()[0].place == "Chapter 1"


def test_the_size_of_the_text_is_there_again_the_next_time(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    QTest.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    size = page.view.text_size
    at_rest(shell, wait_until)
    again = ReaderPage(shell.session)
    again.show_detail(titled(shell.session.app, LONG).id)
    wait_until(lambda: again.view.place() is not None)
    assert again.view.text_size == size


def test_markup_is_text_and_its_size_changes_with_the_place_kept(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, "markup", wait_until)
    assert "<img src='file:///etc/hostname'>" in page.view.toPlainText()
    page.view.verticalScrollBar().setValue(600)
    before, size = page.view.place(), page.view.text_size
    QTest.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    after = page.view.place()
    assert page.view.text_size == size + 2 and after[0] == before[0] and abs(after[1] - before[1]) < 80


def test_a_table_stands_in_rows_and_cells_and_its_words_are_found(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, "Prices of the yard", wait_until)
    document = page.view.document()
    (table,) = document.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    cells = [
        [table.cellAt(row, column).firstCursorPosition().block().text() for column in range(table.columns())]
        for row in range(table.rows())
    ]
    assert cells == [["Boat", "Made of", "Price"], ["Dinghy", "oak | ash", "900"], ["Sloop", "<b>larch</b>", "14,500"]]
    assert table.cellAt(0, 0).firstCursorPosition().charFormat().font().weight() > QFont.Weight.Normal
    assert document.lastBlock().text() == "Ask again in May."
    page.search_field.setText("sloop")
    page.find_next()
    assert [one.cursor.selectedText() for one in page.view.extraSelections()] == ["Sloop"]


def test_a_file_that_has_gone_leaves_what_the_index_kept(shell: Shell, wait_until: Wait) -> None:
    item = titled(shell.session.app, LONG)
    assert item.path is not None
    away = item.path.rename(item.path.with_suffix(".away"))
    try:
        page = reading(shell, LONG, wait_until)
    finally:
        away.rename(item.path)
    assert page.notice.isVisible() and any("albatross" in part.text for part in page.text.parts)


def test_the_item_page_reads_here_and_its_usual_program_is_in_the_menu(shell: Shell, wait_until: Wait) -> None:
    shell.session.item_wanted.emit(titled(shell.session.app, LONG).id)
    page = shell.page(ItemPage)
    wait_until(lambda: page.item is not None and page.item.title == LONG)
    page.head.opener.click()
    wait_until(lambda: shell.place == "reader")
    shell.escape()
    assert shell.place == "item"


def test_of_a_text_of_two_megabytes_one_leaf_is_laid_out(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, LONG, wait_until)
    parts = tuple(TextPart(f"Chapter {n}", prose(8_000, str(n))) for n in range(52))
    assert sum(len(part.text) for part in parts) > 2_000_000
    leaves = divide(parts)
    page.view.show_leaf(parts, leaves[len(leaves) // 2])
    assert 1_000 < page.view.document().characterCount() < 2 * LEAF


def test_a_place_that_a_reply_cites_is_gone_to(shell: Shell, wait_until: Wait) -> None:
    item = titled(shell.session.app, LONG)
    page = reading(shell, LONG, wait_until)
    place = page.text.parts[5].place
    shell.session.text_wanted.emit(f"{item.id}\t{place}")
    wait_until(lambda: page.view.place()[0] == 5)


def test_words_selected_with_the_mouse_are_highlighted_beside_them(shell: Shell, wait_until: Wait) -> None:
    page = reading(shell, "Prices of the yard", wait_until)
    bar, view = page.selection_bar, page.view
    assert not page.before.isVisible() and not page.after.isVisible(), "all of it is in view"
    cursor = view.textCursor()
    cursor.setPosition(view.toPlainText().index("Ask again"))
    where = view.cursorRect(cursor).center()
    for way in (QTest.mousePress, QTest.mouseMove, QTest.mouseRelease):
        at = where if way is QTest.mousePress else where + QPoint(60, 0)
        if way is QTest.mouseMove:
            moved = view.viewport().mapToGlobal(at)
            held = Qt.MouseButton.LeftButton
            event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(moved), held, held, Qt.KeyboardModifier(0))
            QApplication.sendEvent(view.viewport(), event)
        else:
            way(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    wait_until(bar.isVisible)
    words = view.selected()
    assert words and not bar.geometry().intersects(QRect(view.viewport().mapTo(page, where), QSize(60, 4)))
    assert page.rect().contains(bar.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)) and view.hasFocus()
    QTest.mouseClick(bar.colours[Colour.BLUE], Qt.MouseButton.LeftButton)
    notes, item = shell.session.app.notes, titled(shell.session.app, "Prices of the yard")
    wait_until(lambda: [(one.text, one.colour) for one in notes.all(item.id)] == [(words, Colour.BLUE)])
    wait_until(lambda: not bar.isVisible() and not view.selected())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QApplication.processEvents()
    assert not bar.isVisible(), "nothing is selected"
