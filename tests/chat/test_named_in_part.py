"""Works that are named as people name them, and what is asked for beside them; through the chat."""

import pytest

from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.chat.understand.intents import Act
from assistant.chat.understand.reading import read_intent
from assistant.domain.entities import Item, Kind
from tests.chat.conftest import SHELF, ShelfTools

OWN = (
    Item("o0", Kind.BOOK, "Ottoline's Journeys through Quenland", ("Abel van Rosenthal",), subjects=("sea",)),
    Item("o1", Kind.BOOK, "The Curious Trial of Bramble and Quist", ("Nora Wehl",), subjects=("crime",)),
    Item("o2", Kind.BOOK, "Forty Thousand Furlongs", ("Ida Strom",), subjects=("travel", "sea")),
    Item("o3", Kind.MUSIC, "Tisane Sonata No. 4 “Lanternfall”: I. Grave", ("Jan de Brauwer",)),
    Item("o4", Kind.MUSIC, "Barcarole in F: The Heron", ("Jan de Brauwer",)),
    Item("o6", Kind.MUSIC, "Ó Rosa da Minha Casa na Serra", ("Lia Brito",), language="pt"),
    Item("o5", Kind.BOOK, "Zinnober", ("Abel van Rosenthal",), subjects=("sea", "travel")),
)


@pytest.fixture
def shelf():
    return ShelfTools((*SHELF, *OWN))


def said(line, shelf, session=None):
    return converse(line, session or ChatSession(), shelf)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("more books like ottoline in quenland please", 0),
        ("something like bramble and quist, but funnier", 1),
        ("like 40000 furlongs, only shorter", 2),
        ("music like the lanternfall sonata", 3),
        ("something similar to the heron", 4),
        ("etwas wie Quenland, aber kürzer", 0),
        ("bramble & quist but with more heart", 1),
    ],
)
def test_a_work_that_a_part_of_its_title_names_is_likened_to_and_not_shown(line, at, shelf):
    turn = said(line, shelf)
    assert OWN[at].id not in turn.cards and turn.cards
    assert any(OWN[at].id in (*call[2],) for call in shelf.calls if call[0] == "recommend"), shelf.calls
    assert "not on your shelves" not in turn.reply and "do not find" not in turn.reply


@pytest.mark.parametrize(
    "line",
    [
        "a book on a curious trial",
        "someone like Ottoline who hates long books",
        "a novel about a heron on journeys",
    ],
)
def test_words_that_only_stand_in_a_title_name_no_work(line, shelf):
    said(line, shelf)
    assert not any(call[2] for call in shelf.calls if call[0] == "recommend")


def test_small_words_of_another_language_name_no_work(shelf):
    # What “alcove intent” reads.
    read = read_intent("quanto custa a renda da minha casa na beira do mar?", shelf.gazetteer())
    assert not any("o6" in one.ids for one in read.named)


def test_who_has_a_particle_in_the_name_is_known_without_it(shelf):
    turn = said("anything by Rosenthal?", shelf)
    assert {OWN[0].id, OWN[-1].id} <= set(turn.cards)
    assert "by Abel van Rosenthal" in {one.chip for one in turn.session.constraints}


@pytest.mark.parametrize(
    "line",
    [
        "Zinnober was great, what else is there in that line?",
        "Zinnober hat mir so gut gefallen, was gibt es noch in der Art?",
        "J'ai adoré Zinnober, qu'est-ce que tu as d'autre dans ce genre ?",
        "which of my books comes closest to Zinnober?",
        "loved Zinnober, anything similar?",
    ],
)
def test_who_enjoyed_a_work_and_asks_what_else_there_is_gets_others_like_it(line, shelf):
    turn = said(line, shelf)
    assert OWN[-1].id not in turn.cards and len(turn.cards) > 1, turn.reply
    assert any(OWN[-1].id in call[2] for call in shelf.calls if call[0] == "recommend")


def test_what_else_they_wrote_is_theirs(shelf):
    turn = said("Zinnober was great. What else did he write?", shelf)
    assert turn.cards == (OWN[0].id,) and [step["tool"] for step in turn.plan] == [Act.ABOUT]


@pytest.mark.parametrize(
    ("line", "chip"),
    [
        ("like Zinnober, except it's funny", "funny"),
        ("something like Zinnober except the captain goes to the city and travels", "travel"),
        ("like Zinnober except with ghosts", "ghosts"),
    ],
)
def test_except_and_a_clause_tells_what_is_to_be_otherwise(line, chip, shelf):
    chips = {one.chip for one in said(line, shelf).session.constraints}
    assert chip in chips and not any(one.startswith(("no ", "nothing ")) for one in chips)


def test_except_and_a_name_leaves_it_out(shelf):
    chips = {one.chip for one in said("any novel except romance", shelf).session.constraints}
    assert "no romance" in chips


@pytest.mark.parametrize("line", ["Hast du einen spannenden Roman für mich?", "Tu as un bon roman pour moi ?"])
def test_whether_there_is_something_for_one_asks_for_it(line, shelf):
    turn = said(line, shelf)
    assert turn.cards and [step["tool"] for step in turn.plan] == [Act.RECOMMEND]
