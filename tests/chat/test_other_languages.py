"""Deeds and denials in German, French, Spanish and Italian do what they do in English."""

from dataclasses import replace

import pytest

from assistant.chat.follow.mistaken import corrected
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.intents import Act


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    "line",
    [
        "noch mal ganz von vorne bitte",
        "fangen wir neu von vorn an",
        "on recommence tout",
        "repartons de zéro",
        "empecemos otra vez",
        "ricominciamo da capo",
        "let's start over",
    ],
)
def test_one_begins_again(talk, line):
    turn = talk("a calm book about the sea", line)
    assert not turn.session.constraints and not turn.items


@pytest.mark.parametrize("line", ["bitte nichts Trauriges", "rien de triste", "nada triste", "niente di triste"])
def test_a_mood_is_denied(talk, line):
    assert "nothing sad" in chips(talk("a book about the sea", line))


@pytest.mark.parametrize("apostrophe", list("'’ʼ`´"))
def test_an_apostrophe_hangs_no_word_on_what_is_denied(talk, apostrophe):
    turn = talk(f"un livre, rien d{apostrophe}effrayant")
    assert "nothing scary" in chips(turn) and "b3" not in turn.cards


def test_an_italian_article_is_no_part_of_what_is_denied(talk):
    assert "nothing scary" in chips(talk("un libro, niente dell’horror"))


@pytest.mark.parametrize("line", ["öffne es", "ouvre-le", "ábrelo", "aprilo"])
def test_what_was_spoken_of_last_is_opened(talk, line):
    turn = talk("something by The Hollow Pines", "who made Harbour Lights", line)
    assert turn.opened is not None and turn.opened.id == "m4"


@pytest.mark.parametrize(
    "line",
    ["mach mir daraus eine Liste", "fais-en une liste", "hazme una lista con eso", "fanne una lista, per favore"],
)
def test_a_list_is_made_of_the_cards(talk, line):
    shown = talk("something by The Hollow Pines")
    turn = talk("something by The Hollow Pines", line)
    assert turn.saved is not None and turn.saved.items == shown.cards and chips(turn) == chips(shown)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("merk dir, dass ich kurze Gedichte mag", "Ich mag kurze Gedichte"),
        ("retiens que j'aime les contes courts", "J'aime les contes courts"),
        ("recuerda que me gustan los cuentos cortos", "Me gustan los cuentos cortos"),
        ("ricorda che mi piacciono i racconti brevi", "Mi piacciono i racconti brevi"),
        ("remember that I like short books", "I like short books"),
    ],
)
def test_a_taste_is_kept(talk, services, line, kept):
    talk("a book about the sea", line)
    assert [one.text for one in services.statements()] == [kept]


def test_a_word_on_the_last_card_is_no_sentence_for_the_profile(talk, services):
    talk("a book about the sea", "remember that I like it")
    assert not services.statements() and services.deeds()


def test_the_spanish_subjunctive_asks_for_no_sea(talk):
    told = [one.chip for one in talk("un libro corto que no sea triste").session.constraints]
    assert "no sea" not in told and "sea" not in told and "nothing sad" in told


@pytest.mark.parametrize("line", ["was Leichtes für die Badewanne", "noch was Kurzes fürs Bett"])
def test_german_was_asks_for_something(services, line):
    asked = replace(read_by_rules(line, services.gazetteer()), act=Act.ANSWER)
    assert corrected(asked, ChatSession(), services).act is Act.RECOMMEND


@pytest.mark.parametrize(
    ("line", "said", "thanks"),
    [
        ("¿tienes algo para leer esta noche?", "español", "gracias"),
        ("vorrei un libro sul mare", "italiano", "grazie mille"),
    ],
)
def test_one_is_told_once_in_ones_own_language_that_it_is_not_spoken(talk, line, said, thanks):
    assert said in talk(line).reply
    turn = talk(line, thanks)
    assert said not in turn.reply and not turn.items
