"""Lists: made from a sentence, opened, put in another order, renamed, exported, deleted and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.domain.entities import Item, Kind
from gui.pages.lists import list_view
from gui.pages.lists.list_rows import span_words
from gui.pages.lists.list_view import ListView
from gui.pages.lists.page import ListsPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from gui.widgets.surfaces import Page
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled

WEEK, SHELF = "A week by the sea", "Books about ghosts"
SEA, BIRDS, HEARTH, LAMP = "The Sea Road", "Winter Birds", "Cold Hearth", "The Last Lamp"


def two_lists(app: App) -> None:
    """A list of three books, and a living shelf."""
    ids = [titled(app, title).id for title in (SEA, BIRDS, HEARTH)]
    app.lists.keep(WEEK, ids, {ids[0]: "Because it is quiet."})
    app.lists.make_shelf("books about ghosts")


@pytest.fixture
def page(open_shelf: OpenShelf, wait_until: Wait) -> ListsPage:
    """All lists, of which there are two."""
    shell = open_shelf(two_lists)
    shell.go("lists")
    page = shell.page(ListsPage)
    assert isinstance(page, ListsPage)
    wait_until(lambda: len(page.cards) == 2)
    return page


@pytest.fixture
def view(page: ListsPage, wait_until: Wait) -> ListView:
    """The list of three books, open."""
    page.cards[1].pressed.emit()
    wait_until(lambda: order(page.view) == [SEA, BIRDS, HEARTH])
    return page.view


def shell_of(page: ListsPage | ListView) -> Shell:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell


def kept(page: ListsPage | ListView) -> list[str]:
    return [saved.title for saved in shell_of(page).session.app.lists.all()]


def order(view: ListView) -> list[str]:
    return [row.item.title for row in view.rows]


def test_each_list_says_what_it_is(page: ListsPage):
    assert page.cards[0].accessibleName().startswith(f"Living shelf: {SHELF}, 2 entries")
    assert page.cards[1].accessibleName().startswith(f"List: {WEEK}, 3 entries")
    assert not page.empty.isVisible()


def test_who_comes_by_key_may_write_at_once(real_shell: Shell):
    QTest.keyClick(real_shell, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert real_shell.page(ListsPage).field.hasFocus()


def test_a_sentence_becomes_a_list(page: ListsPage, wait_until: Wait):
    QTest.keyClicks(page.field, "a playlist of ten seconds of piano")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: page.view.isVisible() and set(order(page.view)) == {"Slack", "Low Water", "Spring Tide"})
    assert page.view.facts.text().startswith("Playlist  ·  3 entries  ·  ") and "Made: " in page.view.facts.text()
    assert all(page.view.saved.reasons.values())
    shell_of(page).session.undos.undo()
    wait_until(lambda: kept(page) == [SHELF, WEEK])


def test_what_fits_nothing_is_said_beside_the_field(page: ListsPage, wait_until: Wait):
    page.field.setText("books in Portuguese")
    page.make()
    wait_until(page.problem.isVisible)
    assert "wider" in page.problem.text() and page.field.text() == "books in Portuguese"
    assert page.make_button.isEnabled() and kept(page) == [SHELF, WEEK]


def test_a_living_shelf_shows_its_query_and_follows_the_library(page: ListsPage, wait_until: Wait):
    page.choice.buttons["shelf"].click()
    page.field.setText("books by Mara Quill")
    page.make()
    wait_until(lambda: page.view.isVisible() and set(order(page.view)) == {SEA, "Salt and Canvas"})
    assert "by Mara Quill" in page.view.query.text()
    assert not page.view.buttons["remake"].isVisible() and "up" not in page.view.rows[0].buttons
    app = shell_of(page).session.app
    app.library.edit(titled(app, SEA).id, "creators", ["Somebody Else"])
    wait_until(lambda: order(page.view) == ["Salt and Canvas"])


def test_entries_move_and_leave_and_come_back(view: ListView, wait_until: Wait):
    QTest.keyClick(view.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: order(view) == [BIRDS, SEA, HEARTH])
    wait_until(lambda: view.rows[1].hasFocus())
    view.rows[0].buttons["close"].click()
    wait_until(lambda: order(view) == [SEA, HEARTH])
    shell_of(view).session.undos.undo()
    wait_until(lambda: order(view) == [BIRDS, SEA, HEARTH])
    assert "Because it is quiet." in view.rows[1].accessibleName()


def test_the_tab_key_goes_from_the_buttons_of_a_list_to_its_entries(view: ListView, wait_until: Wait):
    wait_until(lambda: all(row.isVisible() for row in view.rows))
    view.buttons["remove"].setFocus()
    QTest.keyClick(view.buttons["remove"], Qt.Key.Key_Tab)
    assert view.rows[0].hasFocus()
    for name in ("up", "down", "close"):
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Tab)
        assert view.rows[0].buttons[name].hasFocus()
    QTest.keyClick(view.rows[0].buttons["close"], Qt.Key.Key_Tab)
    assert view.rows[1].hasFocus()


def test_an_entry_is_dragged_to_another_place_and_back(view: ListView, wait_until: Wait):
    first, last = view.rows[0], view.rows[2]
    wait_until(lambda: last.geometry().top() > first.geometry().bottom())
    below = first.mapFromGlobal(last.mapToGlobal(last.rect().center() + QPoint(0, 8)))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    for y in range(20, below.y(), 12):
        QTest.mouseMove(first, QPoint(60, y))
    QTest.mouseMove(first, below)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=below)
    wait_until(lambda: order(view) == [BIRDS, HEARTH, SEA])
    assert shell_of(view).place == "lists"
    shell_of(view).session.undos.undo()
    wait_until(lambda: order(view) == [SEA, BIRDS, HEARTH])


def test_the_page_stays_where_it_is_when_an_entry_comes_back(page: ListsPage, view: ListView, wait_until: Wait):
    app = shell_of(page).session.app
    items = app.library.items()
    app.lists.edit(view.saved.id, items=[item.id for item in items])
    wait_until(lambda: len(view.rows) == len(items))
    bar = view.findChild(Page).verticalScrollBar()
    wait_until(lambda: bar.maximum() > 200)
    bar.setValue(200)
    view.rows[3].buttons["close"].click()
    wait_until(lambda: len(view.rows) == len(items) - 1 and view.rows[3].hasFocus())
    assert bar.value() == 200
    shell_of(view).session.undos.undo()
    wait_until(lambda: len(view.rows) == len(items))
    assert bar.value() == 200


def test_what_is_said_of_every_entry_is_said_once(page: ListsPage, view: ListView, wait_until: Wait):
    said = "Nothing speaks for or against it."
    app = shell_of(page).session.app
    ids = list(view.saved.items)
    alike = app.lists.keep("All alike", ids, dict.fromkeys(ids, said)).row
    page.show_detail(alike.id)
    wait_until(lambda: view.title.text() == "All alike")
    assert view.note.text() == said and not any(said in row.accessibleName() for row in view.rows)


def test_a_list_that_is_gone_gives_way_to_all_of_them(page: ListsPage, view: ListView, wait_until: Wait):
    shell = shell_of(page)
    shell.session.app.lists.remove(view.saved.id)
    wait_until(lambda: not view.isVisible() and len(page.cards) == 1)
    assert not (shell.toast.notice and shell.toast.notice.error)


def test_a_list_is_renamed_and_deleted(view: ListView, page: ListsPage, wait_until: Wait):
    view.buttons["rename"].click()
    view.name_edit.setText("Two weeks by the sea")
    QTest.keyClick(view.name_edit, Qt.Key.Key_Return)
    wait_until(lambda: view.title.text() == "Two weeks by the sea")
    view.buttons["remove"].click()
    wait_until(lambda: kept(page) == [SHELF] and not view.isVisible())
    shell_of(page).session.undos.undo()
    wait_until(lambda: "Two weeks by the sea" in kept(page))


def test_a_list_is_made_again_from_the_library_of_now(page: ListsPage, wait_until: Wait):
    app = shell_of(page).session.app
    made = app.lists.make("a list of books by Mara Quill").row
    page.show_detail(made.id)
    wait_until(lambda: order(page.view)[:2] in ([SEA, "Salt and Canvas"], ["Salt and Canvas", SEA]))
    app.library.edit(titled(app, LAMP).id, "creators", ["Mara Quill"])
    app.background.work()
    wait_until(lambda: "You can make this list again." in page.view.note.text())
    assert LAMP not in order(page.view), "nobody asked for another list"
    page.view.buttons["remake"].click()
    wait_until(lambda: set(order(page.view)[:3]) == {SEA, "Salt and Canvas", LAMP})


@pytest.mark.parametrize(
    ("chosen", "how", "written"),
    [
        ("a.md", "", "a.md"),
        ("a", "Playlist (*.m3u8)", "a.m3u8"),
        ("a.md", "Playlist (*.m3u8)", "a.m3u8"),
        ("a.m3u", "Reading plan in Markdown (*.md)", "a.m3u"),
        ("", "", None),
    ],
)
def test_it_is_written_where_the_person_says(
    view: ListView, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen, how, written
):
    folder = tmp_path / "out"
    folder.mkdir()
    answer = str(folder / chosen) if chosen else ""
    monkeypatch.setattr(list_view.QFileDialog, "getSaveFileName", lambda *_: (answer, how))
    view.buttons["export"].click()
    at_rest(shell_of(view), wait_until)
    assert [file.name for file in folder.iterdir()] == ([written] if written else [])
    if written == "a.md":
        assert SEA in (folder / written).read_text(encoding="utf-8")


def test_cards_of_a_reply_are_kept_as_a_list(page: ListsPage, wait_until: Wait):
    shell = shell_of(page)
    shell.chat.ask("A ghost story, please?")
    wait_until(lambda: not shell.chat.writing, 30)
    shell.chat.turns.last.reply.list_button.click()
    wait_until(lambda: len(page.cards) == 3)
    saved = shell.session.app.lists.all()[0]
    assert (saved.title, list(saved.items)) == ("A ghost story, please", shell.chat.turns.last.cards)
    assert all(saved.reasons[one] for one in saved.items)
    shell.go("for-you")
    wait_until(lambda: shell.toast.notice and shell.toast.notice.action == "Show")
    shell.toast.notice.act()
    wait_until(lambda: shell.place == "lists" and page.view.saved is not None and page.view.saved.id == saved.id)


def test_a_list_made_in_the_conversation_can_be_opened(real_shell: Shell, wait_until: Wait):
    def ways() -> list[Button]:
        return [one for one in real_shell.chat.findChildren(Button) if "Open “" in one.text()]

    real_shell.chat.ask("a ghost story please")
    wait_until(lambda: not real_shell.chat.writing, 30)
    assert not ways()
    real_shell.chat.ask("make a reading list of ghost stories")
    wait_until(lambda: not real_shell.chat.writing, 30)
    assert len(ways()) == 1 and not real_shell.chat.turns.last.reply.list_button.isVisible()
    before = real_shell.chat.turns.last
    real_shell.chat.open(real_shell.chat.conversation)
    wait_until(lambda: real_shell.chat.turns.last not in (None, before) and len(ways()) == 1)
    assert not real_shell.chat.turns.last.reply.list_button.isVisible(), "it is a list already"
    ways()[0].click()
    page = real_shell.page(ListsPage)
    wait_until(lambda: real_shell.place == "lists" and page.view.rows)
    assert {row.item.creators for row in page.view.rows} == {("R. Vane",)}


def test_long_lists_are_long_in_hours():
    track = Item("m", Kind.MUSIC, "A Track", duration=215.0)
    assert span_words([]) == "" and span_words([track] * 40) == "2 h 23 min"
