"""Whether a work is there, what there is of a maker, and how much in each language."""

from dataclasses import replace

import pytest

from assistant.chat.follow.in_context import in_context
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.chat.understand.intent import read_by_rules
from assistant.domain.entities import Item, Kind


@pytest.mark.parametrize(
    "line", ["have I got Iron Orchard?", "find Iron Orchard", "is there an Iron Orchard in this house"]
)
def test_whether_a_work_is_there_is_answered_by_that_work_alone(talk, line):
    turn = talk(line)
    assert turn.reply == "Yes, “Iron Orchard” by Tobias Reck is on your shelves."
    assert [item.id for item in turn.items] == ["b2"]


@pytest.mark.parametrize("line", ["have we got The Glass Anchor", "find The Glass Anchor by Ada Loom"])
def test_what_is_not_there_is_said_not_to_be(talk, line):
    turn = talk(line)
    assert turn.reply == "I do not find “The Glass Anchor” on your shelves." and not turn.items


def test_what_there_is_of_a_maker_is_theirs_alone(talk):
    turn = talk("is there any Mara Venn here")
    assert {item.id for item in turn.items} == {"b1", "b3"}


def test_the_thin_one_is_the_shorter_of_what_was_shown(talk):
    assert "“The Drowned Bell”" in talk("is there any Mara Venn here", "how long is the thin one").reply
    assert "“The Salt Road”" in talk("is there any Mara Venn here", "how long is the fat one").reply


def test_languages_are_counted_side_by_side(talk):
    reply = talk("how many books do I have in French or English").reply
    assert reply == "In English I count 5 books. In French I count 1 book."


@pytest.mark.parametrize(
    ("line", "found"), [("welche Bücher auf Galicisch habe ich", "g"), ("que libros teño en galego", "g")]
)
def test_languages_of_few_speakers_are_known(new_services, line, found):
    shelf = new_services(
        [
            Item("g", Kind.BOOK, "Marusía", language="gl", subjects=("novela",)),
            Item("s", Kind.BOOK, "La torre", language="es", subjects=("libros",)),
        ],
        (),
    )
    turn = converse(line, ChatSession(), shelf)
    assert [item.id for item in turn.items] == [found]


def test_a_surname_that_is_a_language_is_the_language(new_services):
    shelf = new_services(
        [
            Item("f", Kind.BOOK, "The Wood Road", ("Nell French",), language="en"),
            Item("j", Kind.BOOK, "La lande", ("Rose Joubert",), language="fr"),
        ],
        (),
    )
    turn = converse("a book, one in French", ChatSession(), shelf)
    assert [one.chip for one in turn.session.constraints] == ["book", "in French"]
    turn = converse("a book by French", ChatSession(), shelf)
    assert "by Nell French" in [one.chip for one in turn.session.constraints]


def test_a_likeness_is_of_the_kind_of_what_is_named(services):
    heard = replace(read_by_rules("more like Iron Orchard, but stranger", services.gazetteer()), kind=Kind.MUSIC)
    assert in_context(heard, ChatSession(), services).kind is not Kind.MUSIC


def test_a_title_that_names_a_kind_of_music_asks_for_none(new_services):
    shelf = new_services((Item("t", Kind.BOOK, "Stoner", ("John Ayre",)), *new_services().items.values()), ())
    for line in ("something like Stoner but funnier", "more like Stoner"):
        [plan] = converse(line, ChatSession(), shelf).plan
        assert plan["like"] == ["t"] and plan["kind"] is not Kind.MUSIC


@pytest.mark.parametrize("line", ["anything by the author of Iron Orchard", "something by whoever wrote Iron Orchard"])
def test_who_made_a_work_is_named_by_it(talk, line):
    assert [one.chip for one in talk(line).session.constraints] == ["by Tobias Reck"]


def test_a_possessive_is_no_name(new_services):
    shelf = new_services((Item("t", Kind.MUSIC, "Low Lamps", ("Tin Heads",)), *new_services().items.values()), ())
    turn = converse("My head's full, play me something calm", ChatSession(), shelf)
    assert "by Tin Heads" not in [one.chip for one in turn.session.constraints]
