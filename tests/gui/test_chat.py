"""The conversation: words as they come, a stop, cards, proposals, and what happens when the model dies."""

from datetime import datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import ModelDied
from assistant.domain.targets import Target
from gui.look.dates import day_words
from gui.pages.chat.chat_card import ChatCard
from gui.pages.chat.conversations import ConversationRow
from gui.pages.chat.message_widgets import Bubble, Proposal, TurnNotice, Welcome
from gui.pages.chat.reply import ReplyView, links_in
from gui.pages.chat.transcript import short_title
from gui.pages.item.page import ItemPage
from gui.pages.reader.page import ReaderPage
from gui.shell.shell import Shell
from gui.widgets.popover import Popover
from gui.widgets.prose import Prose
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled
from tests.gui.stand_ins import FileManager, Talker

Shown = TypeVar("Shown", bound=QWidget)
GHOSTS = "a ghost story please"
SAID = "“The Last Lamp” is also by R. Vane, whose “Cold Hearth” you liked."
SAID_ANEW = "You liked “Cold Hearth”, and “The Last Lamp” is also by R. Vane."


def likes_ghosts(app: App) -> None:
    """So that there is something to say of the other ghost story."""
    app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.LIKED))


def ask(shell: Shell, text: str) -> None:
    shell.chat_side.take_keyboard()
    QTest.keyClicks(shell.chat.edit, text)
    QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)


def answered(shell: Shell, text: str, wait_until: Wait) -> None:
    ask(shell, text)
    wait_until(lambda: not shell.chat.writing, 30)
    at_rest(shell, wait_until)
    # A layout shows what it was given in the next round of the loop.
    QApplication.processEvents()


def seen(shell: Shell, kind: type[Shown]) -> list[Shown]:
    return [one for one in shell.chat.findChildren(kind) if one.isVisible()]


def replies(shell: Shell) -> list[str]:
    return [reply.text() for reply in seen(shell, ReplyView)]


def notices(shell: Shell) -> list[str]:
    return [notice.words.text() for notice in seen(shell, TurnNotice)]


def told(shell: Shell) -> list[str]:
    """What the journal holds of this conversation."""
    return [turn.text for turn in shell.session.app.chat.turns(shell.chat.conversation)]


def sentences(shell: Shell) -> list[str]:
    return [one.text for one in shell.session.app.profile.statements()]


def test_cards_come_first_and_words_as_they_are_written(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts, model=Talker(SAID, pause=0.02))
    ask(shell, GHOSTS)
    assert shell.chat.writing and shell.chat.edit.toPlainText() == ""
    wait_until(lambda: seen(shell, ChatCard) and replies(shell) != [""])
    assert shell.chat.writing and "The Last Lamp" not in replies(shell)[0]
    wait_until(lambda: not shell.chat.writing)
    assert replies(shell) == told(shell)[1:] and replies(shell)[0].endswith(SAID)
    assert seen(shell, ChatCard)[0].item.title == "The Last Lamp" and not seen(shell, Welcome)


@pytest.mark.parametrize("by_key", [True, False])
def test_stop_keeps_what_was_written(open_shelf: OpenShelf, wait_until: Wait, by_key: bool):
    model = Talker("word " * 80, pause=0.1)
    shell = open_shelf(likes_ghosts, model=model)
    ask(shell, GHOSTS)
    wait_until(lambda: model.asked and replies(shell) != [""])
    assert shell.chat.button.accessibleName() == "Stop writing"
    if by_key:
        QTest.keyClick(shell.chat.edit, Qt.Key.Key_Escape)
    else:
        shell.chat.button.click()
    wait_until(lambda: not shell.chat.writing, 2)
    assert replies(shell) == told(shell)[1:] and replies(shell)[0] and "The Last Lamp" not in replies(shell)[0]
    assert shell.chat.button.accessibleName() == "Send" and shell.chat.isVisible()


def test_a_model_that_dies_is_told_and_can_be_asked_again(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts, model=Talker(ModelDied(), SAID))
    answered(shell, GHOSTS, wait_until)
    assert len(notices(shell)) == 1 and "model process stopped" in notices(shell)[0]
    assert "The Last Lamp" in replies(shell)[0] and SAID not in replies(shell)[0]
    seen(shell, TurnNotice)[0].button.click()
    wait_until(lambda: not shell.chat.writing and SAID in replies(shell)[-1])
    assert notices(shell) == [] and len(replies(shell)) == 1 and len(told(shell)) == 2


def test_a_bug_while_writing_is_told_and_the_question_is_kept(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts, model=Talker(RuntimeError("private words"), SAID))
    ask(shell, GHOSTS)
    wait_until(lambda: shell.toast.isVisible() and shell.toast.notice.details)
    assert "private" not in shell.toast.notice.details
    wait_until(lambda: notices(shell))
    assert shell.chat.edit.toPlainText() == GHOSTS
    QTest.keyClick(shell.chat.edit, Qt.Key.Key_Return)
    wait_until(lambda: not shell.chat.writing and SAID in replies(shell)[-1])


def test_shift_and_enter_begin_a_new_line(real_shell: Shell):
    edit = real_shell.chat.edit
    real_shell.chat_side.take_keyboard()
    before = edit.height()
    for line in ("one", "two", "three"):
        QTest.keyClicks(edit, line)
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert edit.toPlainText() == "one\ntwo\nthree\n" and not real_shell.chat.writing
    assert edit.height() > before
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert not real_shell.chat.writing and edit.height() == before


@pytest.mark.parametrize("yes", [True, False])
def test_a_proposal_is_kept_only_if_the_person_agrees(real_shell: Shell, wait_until: Wait, yes: bool):
    answered(real_shell, "I love books about the sea", wait_until)
    (proposal,) = seen(real_shell, Proposal)
    assert proposal.text == "I love books about the sea"
    (proposal.accept if yes else proposal.decline).click()
    wait_until(lambda: not proposal.isVisible() and real_shell.toast.isVisible())
    at_rest(real_shell, wait_until)
    assert sentences(real_shell) == [proposal.text] * yes


def test_what_was_answered_to_a_proposal_can_be_taken_back(real_shell: Shell, wait_until: Wait):
    answered(real_shell, "I love books about the sea", wait_until)
    (proposal,) = seen(real_shell, Proposal)
    proposal.decline.click()
    wait_until(lambda: not proposal.isVisible())
    assert real_shell.toast.notice is not None and proposal.text in real_shell.toast.notice.text
    QTest.keyClick(real_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(proposal.isVisible)
    proposal.accept.click()
    wait_until(lambda: sentences(real_shell) == [proposal.text])
    wait_until(lambda: real_shell.toast.notice.text == "Remembered.")
    QTest.keyClick(real_shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not sentences(real_shell))


def mark_as(menu: QMenu, words: str) -> QAction:
    below = next(act for act in menu.actions() if act.text() == "Mark as").menu()
    assert isinstance(below, QMenu)
    return next(act for act in below.actions() if act.text() == words)


def test_a_card_keeps_two_buttons_and_the_rest_behind_a_menu(real_shell: Shell, wait_until: Wait):
    answered(real_shell, GHOSTS, wait_until)
    card = seen(real_shell, ChatCard)[0]
    assert list(card.verdicts.buttons) == [Verdict.LIKED, Verdict.DISLIKED]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    for stop in (*card.verdicts.buttons.values(), card.more):
        QTest.keyClick(real_shell.window().focusWidget(), Qt.Key.Key_Tab)
        assert stop.hasFocus(), stop.accessibleName()
    QTest.keyClick(card.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    mark_as(menu, "Not now").trigger()
    menu.close()
    wait_until(lambda: real_shell.session.verdicts.get(card.item.id) == Verdict.NOT_NOW)
    assert real_shell.session.app.feedback.verdicts() == {card.item.id: Verdict.NOT_NOW}
    card.more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert mark_as(menu, "Not now").isChecked() and not mark_as(menu, "Liked").isChecked()
    menu.setActiveAction(next(one for one in menu.actions() if one.text() == "Details"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    wait_until(lambda: real_shell.place == "item" and real_shell.page(ItemPage).wanted == card.item.id)


def test_a_constraint_is_a_chip_that_can_be_dropped(real_shell: Shell, wait_until: Wait):
    answered(real_shell, "a book about the sea, nothing sad please", wait_until)
    flow = real_shell.chat.chips.flow

    def chips() -> list[str]:
        return [flow.itemAt(place).widget().accessibleName() for place in range(flow.count())]

    wait_until(lambda: "Remove: nothing sad" in chips())
    before = chips()
    flow.itemAt(before.index("Remove: nothing sad")).widget().click()
    wait_until(lambda: chips() == [one for one in before if one != "Remove: nothing sad"])
    left = real_shell.session.app.chat.session(real_shell.chat.conversation).constraints
    assert len(left) == len(before) - 1 > 0
    answered(real_shell, "something about birds", wait_until)
    assert "Remove: nothing sad" not in chips()


def test_what_was_said_comes_back_and_a_new_conversation_leaves_it_be(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(lambda app: app.chat.ask(GHOSTS, conversation="c0"))
    wait_until(lambda: replies(shell))
    assert [bubble.text() for bubble in seen(shell, Bubble)] + replies(shell) == told(shell)
    wait_until(shell.chat.chips.isVisible)
    assert shell.chat.conversation == "c0" and seen(shell, ChatCard)
    shell.chat.start_anew()
    assert replies(shell) == [] and not shell.chat.chips.isVisible()
    wait_until(lambda: seen(shell, Welcome))
    answered(shell, "something about birds", wait_until)
    assert shell.chat.conversation != "c0" and len(told(shell)) == 2
    assert len(shell.session.app.chat.turns("c0")) == 2


def test_an_empty_conversation_asks_of_what_was_liked(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts)
    liked = "More like “Cold Hearth”"
    wait_until(lambda: [one.chips[0].text() for one in seen(shell, Welcome)] == [liked])
    (welcome,) = seen(shell, Welcome)
    assert len(welcome.chips) == len(Welcome.QUESTIONS)
    welcome.chips[0].click()
    wait_until(lambda: not shell.chat.writing and replies(shell) and seen(shell, ChatCard), 30)
    cards = {card.item.title for card in seen(shell, ChatCard)}
    assert cards and "Cold Hearth" not in cards


def test_answering_again_takes_the_place_of_the_reply(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts, model=Talker(SAID, SAID_ANEW))
    answered(shell, GHOSTS, wait_until)
    assert SAID in replies(shell)[0]
    seen(shell, ReplyView)[0].again_button.click()
    wait_until(lambda: not shell.chat.writing and replies(shell) and SAID_ANEW in replies(shell)[0])
    assert len(replies(shell)) == 1 and told(shell) == [GHOSTS, *replies(shell)]


def test_the_last_question_can_be_asked_otherwise(real_shell: Shell, wait_until: Wait):
    chat = real_shell.chat
    answered(real_shell, GHOSTS, wait_until)
    QTest.keyClick(chat.edit, Qt.Key.Key_Up)
    assert chat.edit.toPlainText() == GHOSTS and chat.editing_bar.isVisible()
    QTest.keyClick(chat.edit, Qt.Key.Key_Escape)
    assert chat.edit.toPlainText() == "" and not chat.editing_bar.isVisible()
    chat.turns.last.bubble.edit_button.click()
    answered(real_shell, "something about birds", wait_until)
    assert told(real_shell) == ["something about birds", *replies(real_shell)] and len(replies(real_shell)) == 1
    assert [one.text() for one in seen(real_shell, Bubble)] == ["something about birds"]
    assert seen(real_shell, ChatCard)[0].item.title == "Winter Birds"


def test_what_is_to_be_opened_is_read_here(open_shelf: OpenShelf, wait_until: Wait):
    manager = FileManager()
    shell = open_shelf(opener=manager)
    answered(shell, "open Cold Hearth please", wait_until)
    page = shell.page(ReaderPage)
    wait_until(lambda: shell.place == "reader" and page.item is not None and page.item.title == "Cold Hearth")
    assert manager.opened == []
    assert "Cold Hearth" in replies(shell)[-1]


def test_titles_and_sources_are_links(real_shell: Shell, wait_until: Wait):
    answered(real_shell, "when should I prune an apple tree?", wait_until)
    reply = real_shell.chat.turns.last.reply
    pruning = titled(real_shell.session.app, "Pruning")
    assert {link.target for link in reply.prose.links} >= {1, Target.item(pruning.id)}
    reply.source_wanted.emit(1)
    wait_until(lambda: real_shell.window().findChildren(Popover))
    popover = real_shell.window().findChildren(Popover)[0]
    assert any("When to prune an apple tree" in one.text() for one in popover.findChildren(Prose))
    popover.dismiss()
    reply.item_wanted.emit(pruning.id)
    wait_until(lambda: real_shell.place == "item" and real_shell.page(ItemPage).item == pruning)


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


@pytest.mark.parametrize("model", [None, Talker(SAID)])
def test_without_a_model_it_says_so(open_shelf: OpenShelf, wait_until: Wait, model: Talker | None):
    shell = open_shelf(model=model)
    assert shell.chat.no_model.isVisible() is (model is None)
    answered(shell, GHOSTS, wait_until)
    assert shell.chat.no_model.isVisible() is (model is None) and replies(shell)[0]


def test_fifty_thousand_characters_do_not_fill_the_page(real_shell: Shell, wait_until: Wait):
    text = "many words " * 4545
    real_shell.chat.ask(text)
    wait_until(lambda: not real_shell.chat.writing, 30)
    (bubble,) = seen(real_shell, Bubble)
    assert bubble.text() == text.strip() and bubble.height() < 400
    assert told(real_shell)[0] == text.strip()


def test_earlier_conversations_are_found_opened_and_erased(open_shelf: OpenShelf, wait_until: Wait):
    def talked(app: App) -> None:
        app.chat.ask("a book about the sea, nothing sad", conversation="a")
        app.chat.ask("notes on pruning", conversation="b")

    shell = open_shelf(talked)
    chat, panel = shell.chat, shell.chat.earlier
    wait_until(lambda: chat.conversation == "b")
    chat.earlier_button.click()
    wait_until(lambda: [row.conversation.id for row in panel.rows] == ["b", "a"])
    panel.search.setText("sad")
    wait_until(lambda: [row.conversation.id for row in panel.rows] == ["a"])
    wait_until(panel.rows[0].isVisible)
    panel.search.setFocus()
    QTest.keyClick(panel.search, Qt.Key.Key_Tab)
    assert panel.rows[0].hasFocus()
    panel.rows[0].pressed.emit()
    wait_until(lambda: chat.conversation == "a" and replies(shell) == told(shell)[1:])
    wait_until(lambda: chat.chips.flow.count() == len(shell.session.app.chat.session("a").constraints) > 0)
    chat.earlier_button.click()
    wait_until(lambda: panel.isVisible() and panel.rows)
    said = told(shell)
    panel.rows[0].setFocus()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_Delete)
    wait_until(lambda: not shell.session.app.chat.turns("a") and chat.conversation == "")
    wait_until(lambda: not panel.rows)
    assert shell.session.app.chat.turns("b")
    QTest.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: [row.conversation.id for row in panel.rows] == ["a"])
    assert [turn.text for turn in shell.session.app.chat.turns("a")] == said
    assert [one.id for one in shell.session.app.chat.conversations()] == ["b", "a"]


def test_a_conversation_is_named_and_pinned(open_shelf: OpenShelf, wait_until: Wait):
    def talked(app: App) -> None:
        for name, text in (("a", "a book about the sea"), ("b", "notes on pruning"), ("c", "a ghost story")):
            app.chat.ask(text, conversation=name)

    shell = open_shelf(talked)
    panel, chat = shell.chat.earlier, shell.session.app.chat

    def order() -> list[str]:
        return [row.conversation.id for row in panel.rows]

    def choose(row: ConversationRow, words: str) -> None:
        row.more.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.setActiveAction(next(one for one in menu.actions() if one.text().startswith(words)))
        QTest.keyClick(menu, Qt.Key.Key_Return)
        shell.window().activateWindow()
        wait_until(shell.window().isActiveWindow)

    wait_until(lambda: shell.chat.conversation == "c")
    shell.chat.earlier_button.click()
    wait_until(lambda: order() == ["c", "b", "a"])
    choose(panel.rows[2], "Pin")
    wait_until(lambda: order() == ["a", "c", "b"])
    assert panel.rows[0].hasFocus() and "Pinned" in panel.rows[0].accessibleName()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_F2)
    QTest.keyClicks(panel.rows[0].name_edit, "Never mind")
    QTest.keyClick(panel.rows[0].name_edit, Qt.Key.Key_Escape)
    assert panel.isVisible() and not panel.rows[0].name_edit.isVisible() and panel.rows[0].hasFocus()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_F2)
    QTest.keyClicks(panel.rows[0].name_edit, "For the summer")
    QTest.keyClick(panel.rows[0].name_edit, Qt.Key.Key_Return)
    wait_until(lambda: panel.rows[0].title == "For the summer")
    assert panel.isVisible(), "the key that ends the name does not open the conversation"
    panel.search.setText("summer")
    wait_until(lambda: order() == ["a"])
    known = next(one for one in chat.conversations() if one.id == "a")
    assert (known.name, known.pinned, chat.conversations()[0].id) == ("For the summer", True, "c")
    choose(panel.rows[0], "Unpin")
    panel.search.clear()
    wait_until(lambda: order() == ["c", "b", "a"])


def test_days_in_words():
    now = datetime(2026, 5, 4, 9, 30)
    assert day_words(datetime(2026, 5, 4, 8, 5).timestamp(), now) == "Today, 08:05"
    assert day_words(datetime(2026, 5, 3, 23).timestamp(), now) == "Yesterday"
    assert day_words(datetime(2026, 4, 1).timestamp(), now) == "1 April 2026"


def test_markup_in_a_reply_is_text(real_shell: Shell, wait_until: Wait):
    answered(real_shell, "a book about markup", wait_until)
    reply = real_shell.chat.turns.last.reply
    assert "Bold & <img src='file:///etc/hostname'>” by An Author" in reply.text()
    assert reply.prose.toPlainText() == reply.text()


def test_a_private_conversation_leaves_nothing_behind(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts)
    app, journal = shell.session.app, shell.session.app.stores.journal
    answered(shell, "books by R. Vane", wait_until)
    open_one = shell.chat.conversation
    before = journal.database.rows("SELECT count(*) FROM turns"), journal.taste_version(), sentences(shell)
    QTest.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert shell.chat.private_bar.isVisible() and shell.chat.edit.hasFocus()
    shell.chat.load_history()
    wait_until(lambda: shell.session.lanes.library.idle)
    answered(shell, GHOSTS, wait_until)
    assert shell.chat.private_bar.isVisible(), "what was said last, found late, takes nobody out of it"
    assert [card.item.title for card in seen(shell, ChatCard)] and "list" not in replies(shell)[0].lower()
    answered(shell, "only the ones by R. Vane", wait_until)
    assert len(replies(shell)) == 2, "it goes on from what was said"
    answered(shell, "remember that I like ghost stories", wait_until)
    assert "private" in replies(shell)[-1] and not seen(shell, Proposal)
    held = shell.chat.conversation
    assert len(app.chat.turns(held)) == 6
    after = journal.database.rows("SELECT count(*) FROM turns"), journal.taste_version(), sentences(shell)
    assert after == before and journal.get(f"session:{held}") is None
    shell.chat.open(open_one)
    wait_until(lambda: not shell.chat.private_bar.isVisible())
    wait_until(lambda: app.chat.turns(held) == [])
    assert [one.id for one in app.chat.conversations()] == [open_one]
    app.chat.ask("a question that was under way", conversation=held)
    assert app.chat.turns(held) == [] and [one.id for one in app.chat.conversations()] == [open_one]


def test_a_card_says_why_it_was_picked_and_not_what_the_reply_says(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(likes_ghosts)
    answered(shell, "a ghost story please, or something about birds", wait_until)
    cards = seen(shell, ChatCard)
    assert len(cards) > 1 and all(card.reason for card in cards)
    assert not [card.reason for card in cards if card.reason in replies(shell)[0]]
    assert cards[0].mapToGlobal(cards[0].pos()).y() < seen(shell, ReplyView)[0].mapToGlobal(QPoint()).y()
    said = [card.reason for card in cards]
    shell.chat.load_history()
    shell.chat.open(shell.chat.conversation)
    at_rest(shell, wait_until)
    wait_until(lambda: [card.reason for card in seen(shell, ChatCard)] == said)


def test_an_answer_stands_above_the_card_that_it_speaks_of(real_shell: Shell, wait_until: Wait):
    answered(real_shell, "when should I prune an apple tree?", wait_until)
    (card,), (reply,) = seen(real_shell, ChatCard), seen(real_shell, ReplyView)
    assert card.item.title == "Pruning" and card.reason == ""
    assert reply.mapToGlobal(QPoint(0, reply.height())).y() <= card.mapToGlobal(QPoint()).y()


def test_an_answer_stays_in_sight_above_the_many_works_it_speaks_of(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 640)
    answered(real_shell, GHOSTS, wait_until)
    answered(real_shell, "how many works do I have?", wait_until)
    turns = real_shell.chat.turns
    reply, question = turns.last.reply, turns.last.bubble
    below = [card for card in seen(real_shell, ChatCard) if card.mapTo(turns, QPoint(0, 0)).y() > turns.height()]
    assert below and "I count" in reply.text(), "the works do not fit below the answer"
    for one in (question, reply.prose):
        top = one.mapTo(turns.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= turns.viewport().height() - one.height(), one
    # Who has gone on to the works is left there, whatever comes below.
    bar = turns.verticalScrollBar()
    bar.setValue(bar.value() + 120)
    there = bar.value()
    turns.offer_next(("One", "Two"))
    QApplication.processEvents()
    assert bar.value() == there


def test_picks_are_followed_to_the_words_below_them(real_shell: Shell, wait_until: Wait):
    real_shell.window().resize(1280, 640)
    answered(real_shell, "something calm", wait_until)
    turns = real_shell.chat.turns
    prose = turns.last.reply.prose
    top = prose.mapTo(turns.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= turns.viewport().height() - min(prose.height(), turns.viewport().height())
