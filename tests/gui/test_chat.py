"""The conversation: words as they come, a stop, cards, proposals, and what happens when the model dies."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from assistant.domain.entities import Verdict
from assistant.domain.errors import ModelDied
from assistant.domain.targets import Target
from gui.look.dates import day_words
from gui.pages.chat.message_widgets import Bubble, ChatCard, Proposal, TurnNotice, Welcome
from gui.pages.chat.reply import ReplyView, links_in
from gui.pages.chat.transcript import short_title
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from gui.widgets.prose import Prose
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


def ask(shell: Shell, text: str) -> None:
    shell.chat_side.take_keyboard()
    QTest.keyClicks(shell.chat.edit, text)
    QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)


def replies(shell: Shell) -> list[str]:
    return [reply.text() for reply in shell.chat.findChildren(ReplyView) if reply.isVisible()]


def notices(shell: Shell) -> list[str]:
    return [notice.words.text() for notice in shell.chat.findChildren(TurnNotice) if notice.isVisible()]


def test_cards_come_first_and_words_as_they_are_written(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.pause = 0.02
    seen: list[str] = []
    ask(fake_shell, "something quiet")
    reply = fake_shell.chat.turns.last.reply
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
    wait_until(lambda: fake_shell.chat.turns.last.reply.text().count("word") > 3)
    assert fake_shell.chat.button.accessibleName() == "Stop writing"
    fake_shell.chat.button.click()
    wait_until(lambda: not fake_shell.chat.writing)
    assert 3 < replies(fake_shell)[0].count("word") < 150
    assert fake_shell.chat.button.accessibleName() == "Send"


def test_a_model_that_dies_is_told_and_the_question_is_kept(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.chat_error = ModelDied()
    ask(fake_shell, "a long question about whales")
    wait_until(lambda: notices(fake_shell))
    assert "model process stopped" in notices(fake_shell)[-1]
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
    fake_shell.chat_side.take_keyboard()
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


def test_no_thanks_can_be_taken_back(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    ask(fake_shell, "something quiet")
    wait_until(lambda: fake_shell.chat.findChildren(Proposal))
    proposal = fake_shell.chat.findChildren(Proposal)[0]
    proposal.decline.click()
    wait_until(lambda: not proposal.isVisible())
    assert fake_shell.toast.notice is not None and proposal.text in fake_shell.toast.notice.text
    QTest.keyClick(fake_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(proposal.isVisible)
    proposal.accept.click()
    wait_until(lambda: proposal.text in [one.text for one in fake.sentences])


def test_a_card_keeps_two_buttons_and_the_rest_behind_a_menu(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    ask(fake_shell, "something quiet")
    wait_until(lambda: fake_shell.chat.findChildren(ChatCard) and not fake_shell.chat.writing)
    card = fake_shell.chat.findChildren(ChatCard)[0]
    assert list(card.verdicts.buttons) == [Verdict.LIKED, Verdict.DISLIKED]
    wait_until(card.isVisible)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    for stop in (*card.verdicts.buttons.values(), card.more):
        QTest.keyClick(fake_shell.window().focusWidget(), Qt.Key.Key_Tab)
        assert stop.hasFocus(), stop.accessibleName()
    QTest.keyClick(card.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.setActiveAction(next(one for one in menu.actions() if one.text().startswith("Not now")))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait_until(lambda: fake_shell.session.verdicts.get(card.item.id) == Verdict.NOT_NOW)
    card.more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = next(one for one in menu.actions() if one.text().startswith("Not now"))
    assert said.isChecked() and not said.isEnabled()
    menu.setActiveAction(next(one for one in menu.actions() if one.text() == "Details"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait_until(lambda: fake_shell.place == "item" and fake_shell.page(ItemPage).wanted == card.item.id)


def test_a_constraint_is_a_chip_that_can_be_dropped(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    ask(fake_shell, "nothing sad please")
    wait_until(lambda: fake_shell.chat.chips.flow.count() == 1)
    chip = fake_shell.chat.chips.flow.itemAt(0).widget()
    assert chip.accessibleName() == "Remove: nothing sad"
    chip.click()
    wait_until(lambda: fake_shell.chat.chips.flow.count() == 0)
    assert fake.constraints == ()


def test_what_was_said_comes_back_and_a_new_conversation_leaves_it_be(make_window, fake, wait_until: Wait):
    fake.chat("an old question", conversation="c0")
    shell = make_window(lambda paths, passphrase: fake).shell
    wait_until(lambda: replies(shell) == [fake.reply])
    assert len([bubble for bubble in shell.chat.findChildren(Bubble) if bubble.isVisible()]) == 1
    assert shell.chat.conversation == "c0" and shell.chat.chips.isVisible()
    shell.chat.start_anew()
    assert replies(shell) == [] and not shell.chat.chips.isVisible() and fake.turns("c0")
    wait_until(lambda: [child for child in shell.chat.findChildren(Welcome) if child.isVisible()])
    ask(shell, "a new question")
    wait_until(lambda: not shell.chat.writing)
    assert shell.chat.conversation != "c0" and len(fake.talks) == 2


def test_answering_again_takes_the_place_of_the_reply(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    ask(fake_shell, "something quiet")
    wait_until(lambda: not fake_shell.chat.writing)
    fake.reply = "Another answer."
    fake_shell.chat.turns.last.reply.again_button.click()
    wait_until(lambda: replies(fake_shell) == ["Another answer."])
    assert [turn.text for turn in fake.turns(fake_shell.chat.conversation)] == ["something quiet", "Another answer."]


def test_the_last_question_can_be_asked_otherwise(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    chat = fake_shell.chat
    ask(fake_shell, "something quiet")
    wait_until(lambda: not chat.writing)
    QTest.keyClick(chat.edit, Qt.Key.Key_Up)
    assert chat.edit.toPlainText() == "something quiet" and chat.editing_bar.isVisible()
    QTest.keyClick(chat.edit, Qt.Key.Key_Escape)
    assert chat.edit.toPlainText() == "" and not chat.editing_bar.isVisible()
    chat.turns.last.bubble.edit_button.click()
    QTest.keyClicks(chat.edit, "something loud")
    QTest.keyClick(chat.edit, Qt.Key.Key_Return)
    wait_until(lambda: not chat.writing)
    assert [turn.text for turn in fake.turns(chat.conversation)] == ["something loud", fake.reply]
    assert [one.text() for one in chat.findChildren(Bubble) if one.isVisible()] == ["something loud"]


def test_escape_stops_a_reply(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.pause, fake.reply = 0.02, "word " * 200
    ask(fake_shell, "go on and on")
    wait_until(lambda: "word" in fake_shell.chat.turns.last.reply.text())
    QTest.keyClick(fake_shell.chat.edit, Qt.Key.Key_Escape)
    wait_until(lambda: not fake_shell.chat.writing)
    assert replies(fake_shell)[0].count("word") < 150 and fake_shell.chat.isVisible()


def test_titles_and_sources_are_links(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, qapp):
    fake.reply, fake.citations = "“Walden” says: “I went to the woods.” [1]", ((1, "i0", "page 2"),)
    ask(fake_shell, "what does he say")
    chat = fake_shell.chat
    wait_until(lambda: not chat.writing and len(chat.turns.last.reply.prose.links) == 2)
    chat.turns.last.reply.source_wanted.emit(1)
    wait_until(lambda: fake_shell.window().findChildren(Popover))
    popover = fake_shell.window().findChildren(Popover)[0]
    assert [one.text() for one in popover.findChildren(Prose)] == ["I went to the woods."]
    popover.dismiss()
    chat.turns.last.reply.item_wanted.emit("i0")
    wait_until(lambda: fake_shell.place == "item")


def test_a_longer_title_goes_before_one_that_it_holds():
    links = links_in("“The Sea Road” and “Sea”, not Seaside [2] [3]", {"Sea": "b", "The Sea Road": "a"}, [2])
    assert [(link.start, link.target) for link in sorted(links, key=lambda link: link.start)] == [
        (1, Target.item("a")),
        (20, Target.item("b")),
        (38, 2),
    ]


def test_a_work_is_linked_by_what_people_call_it():
    assert short_title("Walden; or, Life in the Woods") == "Walden"
    assert short_title("It: a Novel") == "It: a Novel" and short_title("Emma") == "Emma"


def test_a_notice_says_what_happened_and_offers_to_ask_again(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.notice = "The model process stopped; plain wording stands instead."
    ask(fake_shell, "something quiet")
    wait_until(lambda: notices(fake_shell) == [fake.notice])
    fake.notice = ""
    fake_shell.chat.findChildren(TurnNotice)[0].button.click()
    wait_until(lambda: not fake_shell.chat.writing)
    assert notices(fake_shell) == [] and len(replies(fake_shell)) == 1


def test_without_a_model_it_says_so(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    assert fake_shell.chat.no_model.isVisible()
    fake.model = object()
    ask(fake_shell, "hello")
    wait_until(lambda: not fake_shell.chat.writing)
    assert not fake_shell.chat.no_model.isVisible()


def test_fifty_thousand_characters_do_not_fill_the_page(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    text = "many words " * 4545
    fake_shell.chat.edit.setPlainText(text)
    QTest.keyClick(fake_shell.chat.edit, Qt.Key.Key_Return)
    wait_until(lambda: not fake_shell.chat.writing)
    bubble = fake_shell.chat.findChildren(Bubble)[0]
    assert bubble.text() == text.strip() and bubble.height() < 400
    assert fake.turns(fake_shell.chat.conversation)[0].text == text.strip()


def test_earlier_conversations_are_found_opened_and_erased(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    chat, panel = fake_shell.chat, fake_shell.chat.earlier
    for name, text in (("a", "whales at sea"), ("b", "quiet music")):
        fake.chat(text, conversation=name)
    chat.earlier_button.click()
    wait_until(lambda: [row.conversation.id for row in panel.rows] == ["b", "a"])
    panel.search.setText("whales")
    wait_until(lambda: [row.conversation.id for row in panel.rows] == ["a"])
    panel.rows[0].pressed.emit()
    wait_until(lambda: chat.conversation == "a" and replies(fake_shell) == [fake.reply])
    chat.earlier_button.click()
    wait_until(lambda: panel.isVisible() and panel.rows)
    panel.rows[0].erase_button.click()
    assert panel.rows[0].question.isVisible() and "a" in fake.talks
    panel.rows[0].erase.click()
    wait_until(lambda: "a" not in fake.talks and chat.conversation == "")
    wait_until(lambda: not panel.rows)


def test_days_in_words():
    now = datetime(2026, 5, 4, 9, 30)
    assert day_words(datetime(2026, 5, 4, 8, 5).timestamp(), now) == "Today, 08:05"
    assert day_words(datetime(2026, 5, 3, 23).timestamp(), now) == "Yesterday"
    assert day_words(datetime(2026, 4, 1).timestamp(), now) == "1 April 2026"


def test_markup_in_a_reply_is_text(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.reply = "<b>bold</b> <img src='file:///etc/hostname'> & so on"
    ask(fake_shell, "hello")
    wait_until(lambda: not fake_shell.chat.writing)
    assert replies(fake_shell) == [fake.reply]
