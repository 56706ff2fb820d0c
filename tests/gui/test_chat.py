"""The conversation: words as they come, a stop, cards, proposals, and what happens when the model dies."""

from collections.abc import Callable

import pytest
from fake_assistant import FakeAssistant
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.core.errors import ModelDied
from gui.bubbles import Bubble, ChatCard, Proposal, Reply, Welcome
from gui.shell import Shell

Wait = Callable[..., None]


def ask(shell: Shell, text: str) -> None:
    shell.focus_chat()
    QTest.keyClicks(shell.chat.edit, text)
    QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)


def replies(shell: Shell) -> list[str]:
    return [reply.text() for reply in shell.chat.findChildren(Reply) if reply.isVisible()]


def test_cards_come_first_and_words_as_they_are_written(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.pause = 0.02
    seen: list[str] = []
    ask(fake_shell, "something quiet")
    reply = fake_shell.chat._reply
    assert reply is not None
    reply.grew.connect(lambda: seen.append(reply.text()))
    wait_until(lambda: fake_shell.chat.findChildren(ChatCard))
    assert fake_shell.chat.writing
    wait_until(lambda: not fake_shell.chat.writing)
    assert replies(fake_shell) == [fake.reply]
    assert len(seen) > 3 and seen[0] != fake.reply
    assert len(fake_shell.chat.findChildren(ChatCard)) == 2
    assert not [child for child in fake_shell.chat.findChildren(Welcome) if child.isVisible()]


def test_stop_keeps_what_was_written(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.pause, fake.reply = 0.02, "word " * 200
    ask(fake_shell, "go on and on")
    wait_until(lambda: fake_shell.chat._reply.text().count("word") > 3)
    assert fake_shell.chat.button.accessibleName() == "Stop writing"
    fake_shell.chat.button.click()
    wait_until(lambda: not fake_shell.chat.writing)
    assert 3 < replies(fake_shell)[0].count("word") < 150
    assert fake_shell.chat.button.accessibleName() == "Send"


def test_a_model_that_dies_is_told_and_the_question_is_kept(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.chat_error = ModelDied()
    ask(fake_shell, "a long question about whales")
    wait_until(lambda: not fake_shell.chat.writing)
    wait_until(lambda: "model process stopped" in replies(fake_shell)[-1])
    assert fake_shell.chat.edit.toPlainText() == "a long question about whales"
    fake.chat_error = None
    QTest.keyClick(fake_shell.chat.edit, Qt.Key.Key_Return)
    wait_until(lambda: replies(fake_shell)[-1] == fake.reply)


def test_a_bug_while_writing_is_told_with_details(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.chat_error = RuntimeError("private words")
    ask(fake_shell, "hello")
    wait_until(lambda: fake_shell.toast.isVisible() and fake_shell.toast.notice.details)
    assert "private" not in fake_shell.toast.notice.details
    assert fake_shell.chat.edit.toPlainText() == "hello"


def test_shift_and_enter_begin_a_new_line(fake_shell: Shell):
    edit = fake_shell.chat.edit
    fake_shell.focus_chat()
    before = edit.height()
    for line in ("one", "two", "three"):
        QTest.keyClicks(edit, line)
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert edit.toPlainText() == "one\ntwo\nthree\n" and not fake_shell.chat.writing
    assert edit.height() > before
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert not fake_shell.chat.writing and edit.height() == before


@pytest.mark.parametrize("yes", [True, False])
def test_a_proposal_is_kept_only_if_the_person_agrees(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, yes):
    ask(fake_shell, "something quiet")
    wait_until(lambda: fake_shell.chat.findChildren(Proposal))
    proposal = fake_shell.chat.findChildren(Proposal)[0]
    before = len(fake.sentences)
    (proposal.accept if yes else proposal.decline).click()
    wait_until(lambda: not proposal.isVisible() and fake_shell.session.lanes.library.idle)
    wait_until(lambda: len(fake.sentences) == before + yes)
    assert (proposal.text in [one.text for one in fake.sentences]) == yes


def test_a_constraint_is_a_chip_that_can_be_dropped(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    ask(fake_shell, "nothing sad please")
    wait_until(lambda: fake_shell.chat._chip_flow.count() == 1)
    chip = fake_shell.chat._chip_flow.itemAt(0).widget()
    assert chip.accessibleName() == "Drop: nothing sad"
    chip.click()
    wait_until(lambda: fake_shell.chat._chip_flow.count() == 0)
    assert fake.constraints == ()


def test_what_was_said_comes_back_and_a_new_conversation_ends_it(make_window, fake: FakeAssistant, wait_until: Wait):
    fake.chat("an old question")
    shell = make_window(lambda paths, passphrase: fake).shell
    wait_until(lambda: replies(shell) == [fake.reply])
    assert len([bubble for bubble in shell.chat.findChildren(Bubble) if bubble.isVisible()]) == 1
    shell.chat.start_anew()
    wait_until(lambda: not fake.turns)
    assert replies(shell) == []
    wait_until(lambda: [child for child in shell.chat.findChildren(Welcome) if child.isVisible()])


def test_markup_in_a_reply_is_text(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.reply = "<b>bold</b> <img src='file:///etc/hostname'> & so on"
    ask(fake_shell, "hello")
    wait_until(lambda: not fake_shell.chat.writing)
    assert replies(fake_shell) == [fake.reply]
