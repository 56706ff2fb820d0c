"""Conversations that are kept: their sessions after a restart, earlier ones, and sixty turns in a row."""

import pytest

from assistant.app import Assistant
from assistant.chat.constraint import AtMost, Avoiding, FromYears, OfKind, OfMood, restored, stored
from assistant.chat.session import KEPT_TURNS, Session
from assistant.domain.entities import Kind
from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths
from tests.chat.shelves import Wordy, book, shelve
from tests.stand_ins import HashEmbedder

TALK = "c1"


def opened(paths, model=None):
    return Assistant.open(
        paths, passphrase="one two three four", embedder=HashEmbedder(), language_model=model, llm=model is not None
    )


@pytest.fixture
def assistant(tmp_path):
    one = opened(Paths(tmp_path / "home"))
    shelve(one, [book(number) for number in range(12)])
    yield one
    one.close()


def chips(assistant):
    return [one.chip for one in assistant.session(TALK).constraints]


def test_a_session_is_as_it_was_after_a_restart(assistant):
    assistant.chat("a book about robots, nothing sad", conversation=TALK)
    turn = assistant.chat("by Writer 1", conversation=TALK)
    again = opened(assistant.paths)
    assert again.session(TALK) == turn.session
    assert again.session(TALK).constraints and again.session(TALK).cards == turn.cards
    later = again.chat("why the first one?", conversation=TALK)
    assert later.cards == () or later.cards[0] == turn.cards[0]
    assert again.item(turn.cards[0]).title in later.reply
    again.close()


def test_a_chip_taken_away_stays_away_after_a_restart(assistant):
    assistant.chat("a book about robots, nothing sad", conversation=TALK)
    assert "nothing sad" in chips(assistant)
    assistant.put_session(TALK, assistant.session(TALK).without_constraint("nothing sad"))
    again = opened(assistant.paths)
    assert "nothing sad" not in chips(again) and "book" in chips(again)
    again.chat("nothing dark", conversation=TALK)
    again.close()
    third = opened(assistant.paths)
    assert "nothing dark" in chips(third) and "nothing sad" not in chips(third)
    third.close()


def test_constraints_end_with_the_session(assistant):
    assistant.chat("a book about robots, nothing sad", conversation=TALK)
    fresh = assistant.new_conversation()
    assert fresh != TALK and assistant.session(fresh) == Session()
    assistant.chat("a book", conversation=fresh)
    assert assistant.session(TALK).constraints
    assistant.chat("start over", conversation=TALK)
    assert assistant.session(TALK).constraints == ()


def test_another_process_goes_on_with_it(assistant):
    assistant.chat("a book about robots, nothing sad", conversation=TALK)
    other = opened(assistant.paths)
    other.chat("nothing dark", conversation=TALK)
    other.close()
    assert {"nothing sad", "nothing dark"} <= set(chips(assistant))


def test_the_last_turn_can_be_taken_back(assistant):
    assistant.chat("a book about robots", conversation=TALK)
    before = assistant.session(TALK)
    assistant.chat("nothing sad", conversation=TALK)
    assert assistant.drop_last_turn(TALK) == "nothing sad"
    assert assistant.session(TALK) == before and len(assistant.turns(TALK)) == 2
    assert assistant.drop_last_turn(TALK) == "a book about robots"
    assert assistant.session(TALK) == Session() and assistant.turns(TALK) == []
    assert assistant.drop_last_turn(TALK) == ""


def test_asking_again_after_taking_back_gives_the_same(assistant):
    first = assistant.chat("a book about robots", conversation=TALK)
    again = assistant.chat(assistant.drop_last_turn(TALK), conversation=TALK)
    assert (again.reply, again.cards) == (first.reply, first.cards)


def test_earlier_conversations_are_listed_searched_and_erased(assistant):
    assistant.chat("a book about robots", conversation="one")
    assistant.chat("something with gardens for my café", conversation="two")
    assert [one.id for one in assistant.conversations()] == ["two", "one"]
    assert [one.id for one in assistant.search_conversations("CAFE gardens")] == ["two"]
    assert [one.id for one in assistant.search_conversations("book")][-1] == "one"
    assert assistant.search_conversations("zebra") == []
    assert len(assistant.search_conversations("  ")) == 2
    assert assistant.cards_of(assistant.turns("one")[1])[0].title.endswith("robots")
    assistant.put_session("two", assistant.session("two"))
    assert assistant.erase_conversation("two") == 2
    assert [one.id for one in assistant.conversations()] == ["one"]
    assert assistant.journal.get("session:two") is None
    with pytest.raises(AssistantError):
        assistant.erase_conversation("two")


def test_sixty_turns_stay_small_and_keep_constraints_and_cards(tmp_path):
    """Old turns are dropped from what a model would see; what was asked for and shown is not."""
    assistant = opened(Paths(tmp_path / "home"), Wordy())
    shelve(assistant, [book(number) for number in range(12)])
    assistant.chat("books about robots, nothing sad", conversation=TALK)
    first = assistant.session(TALK)
    for number in range(59):
        text = ("why the first one?", "thanks", "hello", "what can you do?", "another one")[number % 5]
        turn = assistant.chat(f"{text}", conversation=TALK)
    session = turn.session
    assert len(assistant.turns(TALK)) == 120
    assert len(session.turns) == 2 * KEPT_TURNS
    assert session.constraints == first.constraints and session.cards
    assert set(first.cards) <= set(session.shown) and len(set(session.shown)) == len(session.shown)
    again = opened(assistant.paths)
    assert again.session(TALK) == session
    again.close()
    assistant.close()


@pytest.mark.parametrize(
    ("minutes", "chip"),
    [
        (45, "at most 45 minutes"),
        (210, "at most 3.5 hours"),
        (0.467, "at most 28 seconds"),
        (33.8, "at most 34 minutes"),
    ],
)
def test_lengths_are_told_as_people_tell_them(minutes, chip):
    assert AtMost(minutes).chip == chip


@pytest.mark.parametrize(
    "constraint",
    [AtMost(33.8), AtMost(119 / 250, in_words=True), Avoiding("sad"), FromYears(1960, None), OfKind(Kind.MUSIC)],
)
def test_a_constraint_outlasts_a_restart(constraint):
    assert restored(stored(constraint)) == constraint


@pytest.mark.parametrize(
    ("written", "chip"),
    [
        (["longest", "119 words"], "at most 119 words"),
        (["years", "-1799"], "up to 1799"),
        (["avoid", "sad"], "nothing sad"),
    ],
)
def test_constraints_of_an_earlier_version_are_understood(written, chip):
    assert restored(written).chip == chip


def test_what_is_no_constraint_is_left_out():
    assert Session.from_data(
        {"constraints": [["colour", "red"], ["kind", "sculpture"], ["mood", "calm"]]}
    ).constraints == (OfMood("calm"),)
