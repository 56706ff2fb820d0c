"""A list that was just made is changed by what is said of it, and not made anew."""

import pytest

from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.entities import Item, Kind
from tests.chat.conftest import ShelfTools


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


@pytest.mark.parametrize(
    ("line", "count"),
    [("actually make it five", 5), ("only two then", 2), ("no, six please", 6), ("lieber drei", 3), ("plutôt cinq", 5)],
)
def test_a_number_alone_says_how_many_it_is_to_hold_now(services, line, count):
    turn = talk(services, "make me a list of four books", line)
    assert turn.plan[-1]["tool"] == "edit list" and len(turn.saved.items) == count


def test_a_list_that_lacks_to_its_number_is_filled_up_and_says_so():
    names = ("Arroyo", "Fiesta", "Lluvia", "Patio", "Sombra")
    sounds = [("guitar", "folk")] * 3 + [("folk",)] * 2
    works = [
        Item(f"g{at}", Kind.MUSIC, name, ("Ana Rey",), subjects=sounds[at], duration=200.0)
        for at, name in enumerate(names)
    ]
    turn = talk(ShelfTools(works, ()), "make me a list of four pieces with guitar")
    assert set(turn.saved.items[:3]) == {"g0", "g1", "g2"} and len(turn.saved.items) == 4
    assert "the others are the nearest" in turn.reply


def test_what_must_not_be_is_not_filled_up_with(services):
    turn = talk(services, "make me a list of four books about the sea, no horror")
    assert "b3" not in turn.saved.items and len(turn.saved.items) == 4


@pytest.mark.parametrize(
    "line", ["make a list of all my Mara Venn and Ida Holm books", "a list of all the books by Mara Venn and Ida Holm"]
)
def test_all_works_of_those_who_are_named_make_the_list(services, line):
    turn = talk(services, line)
    assert set(turn.saved.items) == {"b1", "b3", "b5"}


def test_no_longer_than_a_time_asks_for_nothing_long(services):
    turn = talk(services, "a calm playlist, it must not be longer than half an hour")
    assert turn.saved is not None and "long" not in {one.chip for one in turn.session.constraints}
