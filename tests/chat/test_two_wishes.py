"""Two things in one message are both done, in order."""

from dataclasses import replace

import pytest

from assistant.chat.document_questions import Citation
from assistant.chat.follow.two_wishes import courtesy, joined_turns, parts_of
from assistant.chat.session import ChatSession, Turn
from assistant.chat.turn import converse
from assistant.chat.understand.intent import Intent, read_by_rules
from assistant.chat.understand.intents import Act


def parts(text: str, act: str, *also: str, said: dict[str, str] | None = None) -> tuple[str, str] | None:
    """`said`: the act of a part by what it holds, where rules do not tell it."""

    def read(part: str) -> Intent:
        known = next((one for words, one in (said or {}).items() if words in part), None)
        intent = read_by_rules(part)
        return replace(intent, act=known) if known else intent

    return parts_of(replace(read_by_rules(text), act=act, also=also), read)


@pytest.mark.parametrize(
    ("text", "act", "also", "first", "second"),
    [
        ("thanks, and now something by Bach", Act.RECOMMEND, Act.SMALL_TALK, "thanks", "something by Bach"),
        ("Thank you! Something to read on the train?", Act.RECOMMEND, Act.SMALL_TALK, "Thank you!",
         "Something to read on the train?"),
        ("never show me that again and find me a book about bees", Act.HIDE, Act.RECOMMEND,
         "never show me that again", "find me a book about bees"),
    ],
)  # fmt: skip
def test_a_message_parts_where_both_halves_tell_what_they_do(text, act, also, first, second):
    said = {"never show": Act.HIDE, "find me": Act.RECOMMEND}
    assert parts(text, act, also, said=said) == (first, second)


def test_two_questions_are_two():
    text = "How long is the lease? And who repairs the roof?"
    said = {"How long": Act.ABOUT, "who repairs": Act.ANSWER}
    assert parts(text, Act.ANSWER, said=said) == ("How long is the lease?", "who repairs the roof?")


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("when does the notice end and who repairs the workshop doors", "who repairs the workshop doors"),
        ("what is the rent? and what is the roof made of", "what is the roof made of"),
        ("wann ist die Miete fällig und wer repariert das Dach", "wer repariert das Dach"),
    ],
)
def test_a_second_question_that_names_its_own_matter_is_one_by_itself(text, second):
    found = parts(text, Act.ANSWER, said={"": Act.ANSWER})
    assert found is not None and found[1] == second


def test_a_lone_question_word_is_no_second_question():
    assert parts("who signed the lease and when", Act.ANSWER, said={"": Act.ANSWER}) is None


def test_a_second_question_that_leans_on_the_first_is_asked_of_the_same_paper(talk):
    reply = talk("in my documents, what is the rent of the workshop due and who repairs its doors?").reply
    assert "first of each month" in reply and "doors" in reply


def test_what_is_to_be_kept_stays_whole(talk, services):
    turn = talk("my French is fine up to 200 pages, German not at all. hold on to that")
    assert [one.text for one in services.statements()] == ["my French is fine up to 200 pages, German not at all"]
    assert not turn.cards


def test_both_questions_are_answered_with_their_sources(talk):
    reply = talk("when is the rent of the workshop due and when do spring tides come").reply
    assert "first of each month" in reply and "twice a month" in reply


@pytest.mark.parametrize(
    ("text", "act", "also"),
    [
        ("something calm, and nothing by Bach", Act.RECOMMEND, ()),
        ("I finished it, and now something like it", Act.VERDICT, (Act.RECOMMEND,)),
        ("bread and butter", Act.RECOMMEND, (Act.SEARCH,)),
        ("thanks, lovely choice", Act.SMALL_TALK, ()),
    ],
)
def test_one_wish_stays_whole(text, act, also):
    assert parts(text, act, *also) is None


def test_thanks_get_a_word_before_the_wish():
    assert courtesy(Act.THANKS) == "You are welcome." and courtesy(Act.SMALL_TALK) == ""
    assert courtesy(Act.ANSWER) is None


def test_sources_are_numbered_through():
    one = Turn("“A” [1]", citations=(Citation(1, "d1", ""),), plan=({"tool": "answer"},))
    two = Turn("“B” [1]", citations=(Citation(1, "d2", ""),), plan=({"tool": "about"},))
    both = joined_turns(one, two)
    assert both.reply == "“A” [1]\n“B” [2]" and [each.number for each in both.citations] == [1, 2]
    assert [step["tool"] for step in both.plan] == ["answer", "about"]


def test_a_source_of_both_questions_is_named_once():
    one = Turn("“A” [1]\n[1] “Lease”, page 2", citations=(Citation(1, "d1", "page 2"),))
    two = Turn(
        "“B” [1] “C” [2]\n[1] “Notes”\n[2] “Lease”, page 2",
        citations=(Citation(1, "d2", ""), Citation(2, "d1", "page 2")),
    )
    both = joined_turns(one, two)
    assert both.reply == "“A” [1]\n[1] “Lease”, page 2\n“B” [2] “C” [1]\n[2] “Notes”"
    assert both.citations == (Citation(1, "d1", "page 2"), Citation(2, "d2", ""))


def test_what_is_streamed_of_two_answers_is_the_reply(services):
    said = []
    text = "when is the rent of the workshop due? and when do spring tides come?"
    turn = converse(text, ChatSession(), services, on_text=said.append)
    assert "".join(said) == turn.reply and len(turn.plan) == 2
