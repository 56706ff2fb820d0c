"""What one might say next: chips below the latest answer, each of which the conversation understands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.chat.next_words import AFRESH, LIST, OPEN
from assistant.chat.reply_templates import which_one
from assistant.chat.understand.intent import Intent
from assistant.domain.entities import Feedback, Verdict
from assistant.messages import tr, use_language
from gui.pages.chat.reply import ReplyView
from gui.shell.shell import Shell
from gui.widgets.buttons import Button
from tests.gui.shelf import OpenShelf, Wait, at_rest, titled

WISH = "a book about the sea"
LOST = (
    *which_one(Intent("")),
    "Which two should I compare? Name their titles.",
    "I found no music that a radio could start from.",
)


def say(shell: Shell, text: str, wait_until: Wait) -> str:
    shell.chat.ask(text)
    return reply(shell, wait_until)


def reply(shell: Shell, wait_until: Wait) -> str:
    wait_until(lambda: not shell.chat.writing, 30)
    at_rest(shell, wait_until)
    return shell.chat.turns.last.reply.text()


def offers(shell: Shell) -> list[Button]:
    return [
        one
        for one in shell.chat.turns.findChildren(Button)
        if one.isVisible() and one.property("variant") == "plain-chip"
    ]


def words(shell: Shell) -> list[str]:
    return [one.accessibleName() for one in offers(shell)]


@pytest.mark.parametrize(
    "said",
    [
        (WISH,),
        ("some piano music",),
        (WISH, "why the first one?"),
        ("what is Winter Birds about?",),
        ("compare Cold Hearth and The Last Lamp",),
        ("more like The Sea Road",),
        ("make a list of ghost stories",),
        ("what do you know about me?",),
        ("I liked Cold Hearth",),
        ("when should I prune an apple tree?",),
        ("hello",),
    ],
    ids=lambda said: said[-1],
)
def test_each_offer_is_understood(open_shelf: OpenShelf, wait_until: Wait, said: tuple[str, ...]):
    def known(app: App) -> None:
        app.feedback.record(Feedback(titled(app, "Salt and Canvas").id, Verdict.LIKED))

    shell = open_shelf(known)

    def up_to_it() -> list[str]:
        shell.chat.start_anew()
        for text in said:
            say(shell, text, wait_until)
        return words(shell)

    offered = up_to_it()
    assert 1 <= len(offered) <= 3 and len(set(offered)) == len(offered)
    for place, sentence in enumerate(offered):
        if place:
            assert up_to_it()[place] == sentence
        offers(shell)[place].click()
        answer = reply(shell, wait_until)
        assert answer and not any(lost in answer for lost in LOST), f"{sentence}: {answer}"
        assert shell.chat.turns.last.question == sentence


def test_only_the_latest_answer_has_offers_and_they_come_back_with_it(real_shell: Shell, wait_until: Wait):
    say(real_shell, WISH, wait_until)
    first = words(real_shell)
    assert "Why the first one?" in first and "Make a list of these" not in first
    below = offers(real_shell)[0]
    said = [one for one in real_shell.chat.findChildren(ReplyView) if one.isVisible()][-1]
    assert below.mapTo(real_shell, below.rect().topLeft()).y() > said.mapTo(real_shell, said.rect().bottomLeft()).y()
    offers(real_shell)[first.index("Why the first one?")].click()
    reply(real_shell, wait_until)
    second = words(real_shell)
    assert second and second != first
    real_shell.chat.open(real_shell.chat.conversation)
    at_rest(real_shell, wait_until)
    wait_until(lambda: words(real_shell) == second)


def test_what_would_be_written_down_is_not_offered_in_private(real_shell: Shell, wait_until: Wait):
    say(real_shell, "something by R. Vane", wait_until)
    assert "Make a list of them" in words(real_shell)
    QTest.keyClick(real_shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    say(real_shell, "something by R. Vane", wait_until)
    assert words(real_shell) and "Make a list of them" not in words(real_shell)


@pytest.mark.parametrize("code", ["en", "de", "fr"])
def test_what_is_offered_is_understood_in_each_language(real_shell: Shell, code: str):
    read = real_shell.session.app.chat.intent
    use_language(code)
    try:
        acts = [read(tr(words))["act"] for words in (LIST, AFRESH, OPEN)]
    finally:
        use_language("en")
    assert acts == ["make list", "reset", "open"]
