"""Lists on the stand-in: made from a sentence, opened, put in another order, renamed, exported, deleted and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.pages.lists import list_view
from gui.pages.lists.list_rows import span_words
from gui.pages.lists.list_view import ListView
from gui.pages.lists.page import ListsPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


def open_lists(shell: Shell, wait_until: Wait) -> ListsPage:
    shell.go("lists")
    page = shell.page(ListsPage)
    assert isinstance(page, ListsPage)
    wait_until(lambda: len(page.cards) == 2)
    return page


def open_first(shell: Shell, wait_until: Wait, list_id: str = "l1") -> ListView:
    page = open_lists(shell, wait_until)
    page.show_detail(list_id)
    wait_until(lambda: page.view.saved is not None and page.view.saved.id == list_id)
    return page.view


def order(view: ListView) -> list[str]:
    return [row.item.id for row in view.rows]


def test_each_list_says_what_it_is(fake_shell: Shell, wait_until: Wait):
    page = open_lists(fake_shell, wait_until)
    assert page.cards[0].accessibleName() == "Living shelf: calm piano, 2 entries  ·  7 min"
    assert page.cards[1].accessibleName() == "List: A week by the sea, 3 entries"
    assert not page.empty.isVisible()


def test_a_sentence_becomes_a_list(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    page = open_lists(fake_shell, wait_until)
    QTest.keyClicks(page.field, "ten minutes of calm")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: page.view.isVisible() and order(page.view) == ["i2", "i6", "i9"])
    assert page.view.facts.text().startswith("Playlist  ·  3 entries  ·  11 min  ·  Made: ")
    fake_shell.session.undo()
    wait_until(lambda: "l3" not in fake.kept)


def test_what_fits_nothing_is_said_beside_the_field(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    page = open_lists(fake_shell, wait_until)
    page.field.setText("nothing at all")
    page.make()
    wait_until(page.problem.isVisible)
    assert "wider" in page.problem.text() and page.field.text() == "nothing at all"


def test_a_living_shelf_shows_its_query(fake_shell: Shell, wait_until: Wait):
    page = open_lists(fake_shell, wait_until)
    page.choice.buttons["shelf"].click()
    page.field.setText("calm piano again")
    page.make()
    wait_until(lambda: page.view.isVisible() and page.view.query.text() == "Music that is close to “calm piano”.")
    assert not page.view.buttons["remake"].isVisible() and "up" not in page.view.rows[0].buttons


def test_entries_move_and_leave_and_come_back(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    view = open_first(fake_shell, wait_until)
    wait_until(lambda: order(view) == ["i0", "i1", "i3"])
    QTest.keyClick(view.rows[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: order(view) == ["i1", "i0", "i3"])
    wait_until(lambda: view.rows[1].hasFocus())
    view.rows[0].buttons["close"].click()
    wait_until(lambda: order(view) == ["i0", "i3"])
    fake_shell.session.undo()
    wait_until(lambda: order(view) == ["i1", "i0", "i3"])
    assert "Because it is quiet." in view.rows[1].accessibleName()


def test_a_list_is_renamed_made_again_and_deleted(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    view = open_first(fake_shell, wait_until)
    view.buttons["rename"].click()
    view.name_edit.setText("Two weeks by the sea")
    QTest.keyClick(view.name_edit, Qt.Key.Key_Return)
    wait_until(lambda: view.title.text() == "Two weeks by the sea")
    view.buttons["remake"].click()
    wait_until(lambda: order(view)[-1:] == ["i7"])
    view.buttons["remove"].click()
    wait_until(lambda: "l1" not in fake.kept and not view.isVisible())
    fake_shell.session.undo()
    wait_until(lambda: "l1" in fake.kept)


@pytest.mark.parametrize(
    ("chosen", "how", "written"),
    [("/x/a.md", "", "/x/a.md"), ("/x/a", "Playlist (*.m3u8)", "/x/a.m3u8"), ("", "", None)],
)
def test_it_is_written_where_the_person_says(
    fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, chosen, how, written
):
    monkeypatch.setattr(list_view.QFileDialog, "getSaveFileName", lambda *_: (chosen, how))
    view = open_first(fake_shell, wait_until)
    view.buttons["export"].click()
    wait_until(lambda: fake_shell.session.lanes.library.idle)
    assert fake.written == ([Path(written)] if written else [])


def test_cards_of_a_reply_are_kept_as_a_list(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake_shell.chat.ask("Something quiet, please?")
    wait_until(lambda: not fake_shell.chat.writing)
    fake_shell.chat.turns.last.reply.list_button.click()
    wait_until(lambda: "l3" in fake.kept)
    saved = fake.kept["l3"]
    assert (saved.title, saved.items) == ("Something quiet, please", ("i0", "i8")) and all(saved.reasons.values())
    wait_until(lambda: fake_shell.toast.notice and fake_shell.toast.notice.action == "Show")
    fake_shell.toast.notice.act()
    wait_until(lambda: fake_shell.place == "lists")


def test_the_page_follows_what_the_conversation_keeps(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    page = open_lists(fake_shell, wait_until)
    before = len(page.cards)
    fake_shell.chat.ask("Something quiet, please?")
    wait_until(lambda: not fake_shell.chat.writing)
    fake_shell.chat.turns.last.reply.list_button.click()
    wait_until(lambda: len(page.cards) == before + 1)


def test_a_list_made_in_the_conversation_can_be_opened(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake_shell.chat.ask("what are these?")
    wait_until(lambda: not fake_shell.chat.writing and fake_shell.session.lanes.library.idle)
    assert not [one for one in fake_shell.chat.findChildren(Button) if "Open “" in one.text()]
    fake_shell.chat.ask("make a list of these")
    wait_until(lambda: not fake_shell.chat.writing)
    buttons = [one for one in fake_shell.chat.findChildren(Button) if "Open “" in one.text()]
    assert len(buttons) == 1 and not fake_shell.chat.turns.last.reply.list_button.isVisible()
    buttons[0].click()
    assert fake_shell.place == "lists"


def test_long_lists_are_long_in_hours(fake: FakeAssistant):
    assert span_words([]) == "" and span_words([fake.library[2]] * 40) == "2 h 23 min"
