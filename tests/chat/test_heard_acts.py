"""What a message is for, where its words sound like something else: errands, thanks, two questions, a way back."""

from dataclasses import replace

import pytest

from assistant.chat.follow.in_context import in_context
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.kinds import NoteKind
from assistant.domain.notes import Note


def chips(turn):
    return [one.chip for one in turn.session.constraints]


def tools(turn):
    return [step["tool"] for step in turn.plan]


@pytest.mark.parametrize(
    "line",
    [
        "can you ring the estate office and say the roof leaks",
        "please order 2 bags of flour",
        "send the landlord an email about the roof",
        "book me a table for friday",
        "set an alarm for 5",
        "ruf den Vermieter an",
        "could you phone Ines at the estate office",
        "will it rain in Leeds tomorrow?",
        "wie wird das Wetter am Samstag",
    ],
)
def test_an_errand_is_declined(talk, line):
    turn = talk(line)
    assert not turn.cards and turn.reply.startswith(("That is something I cannot do", "Das kann ich nicht"))


@pytest.mark.parametrize("line", ["get me some jazz", "send me something sad", "remind me what The Salt Road is about"])
def test_what_sounds_like_an_errand_is_served(talk, line):
    assert talk(line).cards


def test_praise_behind_thanks_is_no_wish(talk):
    assert not talk("a book about the sea", "cheers, that one was lovely").items
    assert talk("a book about the sea", "thanks! now something by Volt Parade").items


@pytest.mark.parametrize(
    "line", ["no, go back to the ones before", "ok the ones from before", "back to the first ones"]
)
def test_the_way_back_is_found_in_any_words(talk, line):
    first = talk("a book about the sea")
    turn = talk("a book about the sea", "something funny", line)
    assert turn.cards == first.cards and "funny" not in chips(turn)


def test_all_facts_that_are_asked_for_are_told(talk):
    reply = talk("who wrote The Salt Road and when did it come out").reply
    assert "Mara Venn" in reply and "1974" in reply


def test_the_language_of_a_copy_is_told(talk):
    assert "in French" in talk("Le Jardin d’hiver, is that the french or the english one").reply


def test_which_of_two_has_something_is_told_of_both(talk):
    turn = talk("which one has a lighthouse, The Salt Road or The Drowned Bell?")
    assert tools(turn) == ["compare"] and "“The Drowned Bell” rather than" in turn.reply


def test_two_works_are_found_by_a_word_of_their_names(new_services):
    twins = (Item("s1", Kind.BOOK, "Salt: a history"), Item("s2", Kind.BOOK, "Salt and Smoke"))
    shelf = [one for one in new_services().items.values() if "Salt" not in one.title]
    turn = converse(
        "two books with salt in the name, what is the difference", ChatSession(), new_services((*shelf, *twins))
    )
    assert tools(turn) == ["compare"] and "Salt: a history" in turn.reply and "Salt and Smoke" in turn.reply


def test_what_my_books_say_is_looked_for_inside_them(new_services):
    shelf = (Item("t1", Kind.BOOK, "The Keeper"),)
    services = new_services(shelf, (Passage("t1", 0, "Salt keeps meat for a winter.", "page 2"),))
    turn = converse("what do my books say about salt", ChatSession(), services)
    assert "Salt keeps meat for a winter." in turn.reply


def test_pages_tell_which_is_the_longer(new_services):
    pair = (
        Item("p1", Kind.BOOK, "Low Water", words=80_000, pages=310),
        Item("p2", Kind.BOOK, "High Water", words=80_000, pages=322),
    )
    turn = converse("Low Water or High Water, which is longer", ChatSession(), new_services(pair))
    assert "322 pages" in turn.reply and "310 pages" in turn.reply


def test_a_kind_of_book_behind_go_is_a_wish(talk):
    assert "sea" in chips(talk("sea type books, go"))


def test_two_names_beside_or_are_compared_whatever_they_are_for(talk):
    turn = talk("Iron Orchard or The Drowned Bell, for a week in bed")
    assert tools(turn) == ["compare"] and {item.id for item in turn.items} == {"b2", "b3"}


def test_two_makers_beside_or_are_a_wish(talk):
    assert tools(talk("Mara Venn or Lena Okoye, whichever, not the sad one")) == ["recommend"]


def test_before_or_after_compares_no_names(talk):
    assert tools(talk("does Iron Orchard come before or after The Drowned Bell?")) != ["compare"]


def test_two_copies_of_a_work_are_one_side(new_services):
    copy = Item("b9", Kind.BOOK, "Iron Orchard", ("Tobias Reck",))
    shelf = new_services((*new_services().items.values(), copy))
    turn = converse("what is the difference between Iron Orchard and The Drowned Bell", ChatSession(), shelf)
    assert len({item.title for item in turn.items}) == 2


def test_whether_a_work_is_for_me_is_asked_of_the_one_in_the_question(talk):
    turn = talk("I loved The Salt Road. Would Iron Orchard be for me, and why?")
    assert tools(turn) == ["why"] and turn.reply.startswith("“Iron Orchard”")


def test_how_long_something_lasts_is_asked_of_what_was_spoken_of(services):
    asked = replace(read_by_rules("and it lasts how long?", services.gazetteer()), act=Act.ANSWER)
    assert in_context(asked, ChatSession(focus="m3", cards=("m3",)), services).act is Act.ABOUT


def test_the_album_of_a_work_is_told(new_services):
    song = Item("a1", Kind.MUSIC, "Tin Boats", ("The Hollow Pines",), album="Low Season")
    turn = converse("which album is Tin Boats off", ChatSession(), new_services((song,)))
    assert turn.reply == "“Tin Boats” by The Hollow Pines is on “Low Season”."


def test_notes_on_a_work_are_asked_for_in_other_words(talk, services):
    services.noted = [Note("n1", "b2", NoteKind.NOTE, "too many machines", "page 3")]
    assert "too many machines" in talk("what did I scribble in the Orchard book").reply


@pytest.mark.parametrize(
    "line", ["right, what do you reckon you know about me", "what have you written down about me?"]
)
def test_what_is_known_of_them_is_asked_beside_cards_too(talk, services, line):
    services.remember("I like slow books.")
    turn = talk("a book about the sea", line)
    assert tools(turn) == ["profile"] and "I like slow books" in turn.reply


@pytest.mark.parametrize(
    "line",
    [
        "the choir opens with a carol. other songs we own that were a protest?",
        "our neighbour wants a novel about the sea. have we one?",
        "which of these are about robots",
    ],
)
def test_works_of_a_sort_are_wished_for_however_it_is_put(talk, line):
    turn = talk(line)
    assert turn.cards and all(item.kind is not Kind.DOCUMENT for item in turn.items)
    assert "could not find that said" not in turn.reply
