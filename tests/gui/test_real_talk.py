"""Conversation, lists, questions and report on the real façade with the small shelf, without a model."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.pages.first_run.onboarding import OnboardingPage
from gui.pages.lists import list_view
from gui.pages.lists.page import ListsPage
from gui.pages.profile.report import ReportPage
from gui.shell.shell import Shell
from gui.widgets.buttons import Button

Wait = Callable[..., None]


def ask(shell: Shell, text: str, wait_until: Wait) -> list[str]:
    """What the conversation holds once `text` was answered."""
    shell.chat.edit.setPlainText(text)
    QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)
    wait_until(lambda: not shell.chat.writing, 30)
    return [turn.text for turn in shell.session.app.chat.turns(shell.chat.conversation)]


def test_a_question_is_asked_again_and_otherwise(real_shell: Shell, wait_until: Wait):
    first = ask(real_shell, "a ghost story please", wait_until)
    assert len(first) == 2 and real_shell.chat.no_model.isVisible()
    real_shell.chat.again()
    wait_until(lambda: not real_shell.chat.writing, 30)
    QTest.keyClick(real_shell.chat.edit, Qt.Key.Key_Up)
    assert real_shell.chat.edit.toPlainText() == "a ghost story please"
    again = ask(real_shell, "something about birds", wait_until)
    assert len(again) == 2 and again[0] == "something about birds"


def test_an_earlier_conversation_opens_with_what_held_in_it(real_shell: Shell, wait_until: Wait):
    chat = real_shell.chat
    ask(real_shell, "a book about the sea, nothing sad", wait_until)
    wait_until(chat.chips.isVisible)
    old, chips = chat.conversation, chat.chips.flow.count()
    chat.start_anew()
    assert not chat.chips.isVisible()
    ask(real_shell, "notes on pruning", wait_until)
    chat.show_earlier()
    wait_until(lambda: len(chat.earlier.rows) == 2)
    chat.earlier.search.setText("sad")
    wait_until(lambda: [row.conversation.id for row in chat.earlier.rows] == [old])
    chat.earlier.rows[0].pressed.emit()
    wait_until(lambda: chat.conversation == old and chat.chips.flow.count() == chips)
    assert chat.turns.last is not None and chat.turns.last.kept


def test_a_living_shelf_is_made_exported_and_deleted(real_shell: Shell, wait_until: Wait, monkeypatch, tmp_path: Path):
    real_shell.go("lists")
    page = real_shell.page(ListsPage)
    page.choice.buttons["shelf"].click()
    page.field.setText("books about ghosts")
    page.make()
    wait_until(lambda: page.view.isVisible() and page.view.rows, 30)
    assert {row.item.title for row in page.view.rows} >= {"Cold Hearth", "The Last Lamp"}
    assert "ghost" in page.view.query.text().casefold()
    file = tmp_path / "ghosts.md"
    monkeypatch.setattr(list_view.QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    page.view.buttons["export"].click()
    wait_until(lambda: file.exists() and file.stat().st_size)
    assert "Cold Hearth" in file.read_text(encoding="utf-8")
    page.view.buttons["remove"].click()
    wait_until(page.empty.isVisible)
    real_shell.session.undo()
    wait_until(lambda: [card.saved.living for card in page.cards] == [True])


def test_a_list_made_in_the_conversation_is_a_press_away(real_shell: Shell, wait_until: Wait):
    ask(real_shell, "make a reading list of ghost stories", wait_until)
    chat = real_shell.chat
    wait_until(lambda: [button for button in chat.findChildren(Button) if button.text().strip().startswith("Open “")])
    next(button for button in chat.findChildren(Button) if button.text().strip().startswith("Open “")).click()
    page = real_shell.page(ListsPage)
    wait_until(lambda: real_shell.place == "lists" and page.view.rows)


def test_what_fits_no_list_is_said(real_shell: Shell, wait_until: Wait):
    real_shell.go("lists")
    page = real_shell.page(ListsPage)
    page.field.setText("a playlist of forty minutes of calm piano")
    page.make()
    wait_until(lambda: page.problem.isVisible() or page.view.isVisible(), 30)
    assert page.problem.isVisible() and page.make_button.isEnabled()


def test_a_report_on_little_feedback_says_so(real_shell: Shell, wait_until: Wait):
    real_shell.go("report")
    page = real_shell.page(ReportPage)
    page.start_button.click()
    wait_until(lambda: page.start_button.isVisible() and page._results.count() == 1, 30)


def test_questions_end_where_the_shelf_is_small(real_shell: Shell, wait_until: Wait):
    real_shell.go("onboarding")
    page = real_shell.page(OnboardingPage)
    wait_until(lambda: page.question_id or page.picks_button.isVisible(), 30)
    while page.question_id:
        asked = page.question_id
        page.answer(0)
        wait_until(lambda asked=asked: page.question_id != asked, 30)
        wait_until(lambda: page.question_id or page.picks_button.isVisible(), 30)
    assert len(real_shell.session.app.onboarding.state().answers) <= 8
