"""A list that was just made is changed by what is said of it, and not made anew."""

from assistant.chat.session import ChatSession
from assistant.chat.turn import converse


def talk(services, *lines):
    session = ChatSession()
    for line in lines:
        turn = converse(line, session, services)
        session = turn.session
    return turn


def test_what_is_taken_out_is_filled_up(services):
    made = talk(services, "make me a list of four books")
    turn = talk(services, "make me a list of four books", "take out the third one")
    assert turn.plan[-1]["tool"] == "edit list"
    assert made.saved.items[2] not in turn.saved.items
    assert len(turn.saved.items) == 4 and len(services.kept) == 2


def test_what_has_something_is_taken_out(services):
    turn = talk(services, "make me a list of four books about the sea", "remove the ones with horror")
    assert "b3" not in turn.saved.items
    assert "now holds" in turn.reply


def test_more_is_added(services):
    turn = talk(services, "make me a list of three books about the sea", "add two more books")
    assert len(turn.saved.items) == 5


def test_the_list_of_before_comes_back(services):
    made = talk(services, "make me a list of four books about the sea")
    services.kept.clear()
    turn = talk(services, "make me a list of four books about the sea", "remove the ones with horror", "undo")
    assert services.kept[turn.session.listed].items == made.saved.items
