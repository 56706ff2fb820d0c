"""Conversations that are kept: their sessions after a restart, earlier ones, and sixty turns in a row."""

import pytest

from assistant.app.app import App
from assistant.chat.constraint import AtMost, Avoiding, FromYears, NotFromYears, OfKind, OfMood, restored, stored
from assistant.chat.session import KEPT_TURNS, ChatSession
from assistant.domain.entities import Kind
from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths
from tests.chat.shelves import Wordy, book, shelve
from tests.stand_ins import HashEmbedder

TALK = "c1"


def opened(paths, model=None):
    return App.open(
        paths, passphrase="one two three four", embedder=HashEmbedder(), language_model=model, llm=model is not None
    )


@pytest.fixture
def app(tmp_path):
    one = opened(Paths(tmp_path / "home"))
    shelve(one, [book(number) for number in range(12)])
    yield one
    one.close()


def chips(app):
    return [one.chip for one in app.chat.session(TALK).constraints]


def test_a_session_is_as_it_was_after_a_restart(app):
    app.chat.ask("a book about robots, nothing sad", conversation=TALK)
    turn = app.chat.ask("by Writer 1", conversation=TALK)
    again = opened(app.stores.paths)
    assert again.chat.session(TALK) == turn.session
    assert again.chat.session(TALK).constraints and again.chat.session(TALK).cards == turn.cards
    later = again.chat.ask("why the first one?", conversation=TALK)
    assert later.cards == () or later.cards[0] == turn.cards[0]
    assert again.library.item(turn.cards[0]).title in later.reply
    again.close()


def test_a_chip_taken_away_stays_away_after_a_restart(app):
    app.chat.ask("a book about robots, nothing sad", conversation=TALK)
    assert "nothing sad" in chips(app)
    app.chat.put_session(TALK, app.chat.session(TALK).without_constraint("nothing sad"))
    again = opened(app.stores.paths)
    assert "nothing sad" not in chips(again) and "book" in chips(again)
    again.chat.ask("nothing dark", conversation=TALK)
    again.close()
    third = opened(app.stores.paths)
    assert "nothing dark" in chips(third) and "nothing sad" not in chips(third)
    third.close()


def test_constraints_end_with_the_session(app):
    app.chat.ask("a book about robots, nothing sad", conversation=TALK)
    fresh = app.chat.new()
    assert fresh != TALK and app.chat.session(fresh) == ChatSession()
    app.chat.ask("a book", conversation=fresh)
    assert app.chat.session(TALK).constraints
    app.chat.ask("start over", conversation=TALK)
    assert app.chat.session(TALK).constraints == ()


def test_another_process_goes_on_with_it(app):
    app.chat.ask("a book about robots, nothing sad", conversation=TALK)
    other = opened(app.stores.paths)
    other.chat.ask("nothing dark", conversation=TALK)
    other.close()
    assert {"nothing sad", "nothing dark"} <= set(chips(app))


def test_the_last_turn_can_be_taken_back(app):
    app.chat.ask("a book about robots", conversation=TALK)
    before = app.chat.session(TALK)
    app.chat.ask("nothing sad", conversation=TALK)
    assert app.chat.drop_last_turn(TALK).row == "nothing sad"
    assert app.chat.session(TALK) == before and len(app.chat.turns(TALK)) == 2
    assert app.chat.drop_last_turn(TALK).row == "a book about robots"
    assert app.chat.session(TALK) == ChatSession() and app.chat.turns(TALK) == []
    assert app.chat.drop_last_turn(TALK).row == ""


def test_asking_again_after_taking_back_gives_the_same(app):
    first = app.chat.ask("a book about robots", conversation=TALK)
    again = app.chat.ask(app.chat.drop_last_turn(TALK).row, conversation=TALK)
    assert (again.reply, again.cards) == (first.reply, first.cards)


def test_earlier_conversations_are_listed_searched_and_erased(app):
    app.chat.ask("a book about robots", conversation="one")
    app.chat.ask("something with gardens for my café", conversation="two")
    assert [one.id for one in app.chat.conversations()] == ["two", "one"]
    assert [one.id for one in app.chat.search("CAFE gardens")] == ["two"]
    assert [one.id for one in app.chat.search("book")][-1] == "one"
    assert app.chat.search("zebra") == []
    assert len(app.chat.search("  ")) == 2
    app.chat.put_session("two", app.chat.session("two"))
    assert len(app.chat.erase("two").row.turns) == 2
    assert [one.id for one in app.chat.conversations()] == ["one"]
    assert app.stores.journal.get("session:two") is None
    with pytest.raises(AssistantError):
        app.chat.erase("two")


def test_sixty_turns_stay_small_and_keep_constraints_and_cards(tmp_path):
    """Old turns are dropped from what a model would see; what was asked for and shown is not."""
    app = opened(Paths(tmp_path / "home"), Wordy())
    shelve(app, [book(number) for number in range(12)])
    app.chat.ask("books about robots, nothing sad", conversation=TALK)
    first = app.chat.session(TALK)
    for number in range(59):
        text = ("why the first one?", "thanks", "hello", "what can you do?", "another one")[number % 5]
        turn = app.chat.ask(f"{text}", conversation=TALK)
    session = turn.session
    assert len(app.chat.turns(TALK)) == 120
    assert len(session.turns) == 2 * KEPT_TURNS
    assert session.constraints == first.constraints and session.cards
    assert set(first.cards) <= set(session.shown) and len(set(session.shown)) == len(session.shown)
    again = opened(app.stores.paths)
    assert again.chat.session(TALK) == session
    again.close()
    app.close()


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
    [
        AtMost(33.8),
        AtMost(119 / 250, "words"),
        AtMost(330, "pages"),
        Avoiding("sad"),
        FromYears(1960, None),
        NotFromYears("1970-1979"),
        OfKind(Kind.MUSIC),
    ],
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
    assert ChatSession.from_data(
        {"constraints": [["colour", "red"], ["kind", "sculpture"], ["mood", "calm"]]}
    ).constraints == (OfMood("calm"),)
