"""Questions that are none, far too long, in another language, or about what is not there; and a model that dies."""

import pytest

from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.chat.understand.intent import READ, read_by_rules
from assistant.chat.understand.intents import Act


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!…", "\x00", "🎈"])
def test_nothing_said_is_answered_and_changes_nothing(text, services):
    turn = converse(text, ChatSession(), services)
    assert turn.reply and turn.memory == ()
    assert services.profile == [] and services.lists == []


@pytest.mark.parametrize("unit", ["sea ", "a calm book ", "x", "never ", "not without ", "great! ", "“", "(a|b)*"])
def test_fifty_thousand_characters_are_read_at_their_beginning(unit, services):
    text = (unit * 50_000)[:50_000]
    turn = converse(text, ChatSession(), services)
    assert "only its beginning" in turn.reply
    assert len(turn.session.wish) <= READ


@pytest.mark.parametrize(
    "text",
    [
        "cerco qualcosa di calmo e non troppo lungo per la sera",
        "procuro algo para ler sobre o mar, mas nao muito longo, obrigado",
        "quiero una novela con humor para el verano",
        "海についての本",
    ],
)
def test_another_language_is_said_and_answered(text, services):
    turn = converse(text, ChatSession(), services)
    apologies = ("cannot answer in your language", "italiano", "português", "español")
    assert any(one in turn.reply for one in apologies)
    assert turn.reply.count("?") <= 1


def test_the_nearest_are_named_as_such(services):
    turn = converse("a western with cowboys", ChatSession(), services)
    assert turn.cards and "nearest" in turn.reply


def test_at_most_one_question_in_a_turn_and_none_after_one(services):
    first = converse("recommend something", ChatSession(), services)
    assert first.reply.count("?") == 1
    second = converse("recommend something", first.session, services)
    assert "?" not in second.reply


def test_a_model_that_dies_mid_reply_keeps_question_cards_and_says_so(services, script):
    turn = converse("a book about the sea", ChatSession(), services, script("“The", dies=True))
    assert turn.cards and turn.reply and turn.by == "built-in"
    assert turn.notice
    assert turn.session.turns[0] == ("you", "a book about the sea")


def test_reading_a_long_text_by_rules_is_quick_and_sane():
    intent = read_by_rules("without " * 10_000)
    assert intent.act is Act.RECOMMEND
    assert len(intent.text) == READ
