"""Comparisons and reasons: which works are meant, in which respect, and what is said first."""

from dataclasses import replace

import pytest

from assistant.chat.about.comparing import Respect, compared, fitter, respect_of
from assistant.chat.about.evidence import said_of, told_by_descriptions
from assistant.chat.about.reasoning import reasons_against, reasons_for
from assistant.chat.about.sides import sides_of
from assistant.chat.services import Placed
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.cards import CardValue, Source
from assistant.domain.entities import Interaction, Item, Kind, Recommendation, Score, Verdict
from assistant.domain.evidence import PartId, SharedSubject
from assistant.language.gazetteer import Gazetteer
from tests.chat.conftest import ShelfTools

ONE = Item("a", Kind.BOOK, "Salt", year=1920, language="fr", words=100_000, subjects=("Sea", "Work"))
OTHER = Item("b", Kind.BOOK, "Chalk", year=1960, language="es", words=30_000, subjects=("sea",))
HARD = {"demand": (CardValue("demanding", 0.9, Source.SUBJECT),), "mood": (CardValue("dark", 0.8, Source.SUBJECT),)}
EASY = {"demand": (CardValue("light", 0.8, Source.SUBJECT),), "mood": (CardValue("calm", 0.7, Source.SUBJECT),)}


@pytest.mark.parametrize(
    ("question", "respect"),
    [
        ("which is shorter", Respect.LENGTH),
        ("which of them is the thicker one", Respect.THICKNESS),
        ("welches ist dicker", Respect.THICKNESS),
        ("was ist leichter zu lesen", Respect.EASE),
        ("lequel est le plus ancien", Respect.AGE),
        ("what do they have in common", Respect.COMMON),
        ("how do they differ", Respect.MOOD),
    ],
)
def test_the_respect_is_read(question, respect):
    assert respect_of(question) is respect


@pytest.mark.parametrize(
    ("respect", "first"),
    [
        (Respect.LENGTH, "“Salt” is the longer: about 6.7 hours, and “Chalk” about 2 hours."),
        (Respect.THICKNESS, "“Salt” is the thicker: about 364 pages, and “Chalk” about 109 pages."),
        (Respect.EASE, "“Chalk” looks the easier; “Salt” asks more."),
        (Respect.AGE, "“Salt” is the older: from 1920; “Chalk” is from 1960."),
        (Respect.COMMON, "Both are about “Sea”."),
        (Respect.MOOD, "“Salt” is dark; “Chalk” is calm."),
    ],
)
def test_what_was_asked_comes_first(respect, first):
    assert compared(respect, ONE, OTHER, (HARD, EASY))[0] == first


def test_books_are_compared_by_their_pages_where_thickness_is_asked_or_one_is_heard(services):
    asked = "which is the thinner, The Salt Road or Iron Orchard?"
    turn = converse(asked, ChatSession(), services)
    assert turn.reply.startswith("“The Salt Road” is the thinner: about 218 pages, and “Iron Orchard” about 545 pages.")
    heard, read = replace(ONE, duration=3600.0, pages=400), replace(OTHER, pages=90)
    told = compared(Respect.LENGTH, heard, read, ({}, {}), least=True)
    assert told[0] == "“Chalk” is the thinner: 90 pages, and “Salt” 400 pages."


def test_which_of_two_comes_first_is_said_in_one_sentence(services):
    turn = converse("does Iron Orchard come before or after The Salt Road?", ChatSession(), services)
    assert "“Iron Orchard” comes" in turn.reply
    assert "is tense" not in turn.reply


def test_what_is_not_known_is_not_said():
    bare = Item("c", Kind.BOOK, "Sand")
    assert compared(Respect.LENGTH, ONE, bare, ({}, {}))[0] == "I do not know the length of both."
    assert compared(Respect.MOOD, ONE, bare, ({}, {})) == [
        "“Salt” has no description; its subjects are “Sea” and “Work”.",
        "“Sand”.",
    ]


def test_the_one_that_fits_better_is_named_by_what_it_has_or_what_the_other_has():
    wanted, against = [("mood", "calm")], [("mood", "dark")]
    assert fitter(wanted, [], (ONE, OTHER), (HARD, EASY)) == ["“Chalk” rather than “Salt”: it is calm."]
    assert fitter([], against, (ONE, OTHER), (HARD, EASY)) == ["“Chalk” rather than “Salt”, which is dark."]
    assert fitter([("mood", "funny")], [], (ONE, OTHER), (HARD, EASY)) == []


def test_where_cards_do_not_tell_the_words_of_the_descriptions_do():
    pair = replace(ONE, description="A mine. A mule is lost."), replace(OTHER, description="A quarry in the hills.")
    assert told_by_descriptions("which is more about a mule, Salt or Chalk?", pair) == [
        "“Salt” rather than “Chalk”, by what is said of it."
    ]
    assert said_of("which is more about a mule, Salt or Chalk?", pair, ({}, {}), []) == ("A mule is lost.", "")
    assert told_by_descriptions("which is more about whales, Salt or Chalk?", pair) == []


def test_a_choice_among_people_is_asked_of_the_papers(services):
    found = converse("compare landlord and tenant: which of them repairs the roof?", ChatSession(), services)
    assert "The landlord repairs the roof." in found.reply and found.citations


def test_a_title_of_small_words_is_a_side(services, monkeypatch):
    works = [Item("w1", Kind.MUSIC, "What If"), Item("w2", Kind.MUSIC, "On and On")]
    monkeypatch.setattr(services, "works", lambda: works)
    monkeypatch.setattr(services, "item", {one.id: one for one in works}.__getitem__)
    assert set(sides_of("What If, or rather Chalk: which is calmer", ["w2"], services)) == {"w1", "w2"}


def test_works_are_compared_by_a_part_of_their_names(services):
    turn = converse("compare the harbours book with the salt road", ChatSession(), services)
    assert [one.title for one in turn.items] == ["The Salt Road", "Quiet Harbours"]
    assert "place" not in turn.reply


def test_a_word_of_a_title_is_nothing_that_is_looked_for(services, monkeypatch):
    monkeypatch.setattr(services, "card", lambda item_id: EASY if item_id == "b6" else {})
    turn = converse("compare The Salt Road and Quiet Harbours", ChatSession(), services)
    assert "rather than" not in turn.reply


def test_little_is_said_to_be_little():
    said = reasons_for(Placed(3, Recommendation(ONE, Score({}))))
    assert said == ["To be honest, little of what I know of you speaks for “Salt”."]


def test_why_never_begins_with_what_the_person_did():
    placed = Placed(None, Recommendation(ONE, Score({})), "You have already finished or judged it.")
    deeds = [Interaction(1, "a", Verdict.ASIDE, 1.0), Interaction(2, "b", Verdict.LIKED, 2.0)]
    assert reasons_against(placed, deeds) == ["You put “Salt” aside."]
    assert reasons_against(placed, [])[0].startswith("Nothing speaks against “Salt”")


def test_a_card_is_explained_by_the_wish_first():
    fits = SharedSubject(PartId("words"), "Mines", 2)
    item = replace(ONE, description="A dull start. Then salt is found.")
    said = reasons_for(Placed(3, Recommendation(item, Score({}))), [fits], "a book about salt")
    assert said[0].startswith("“Salt”: ") and "“Mines”" in said[0]
    assert said[1:] == ["“Then salt is found.”"]


@pytest.mark.parametrize(
    "line",
    ["compare the two Hollow Pines songs, which is shorter?", "compare both pieces by The Hollow Pines: shorter?"],
)
def test_two_of_a_maker_are_compared_without_their_titles(talk, line):
    turn = talk(line)
    assert set(turn.cards) == {"m1", "m4"} and "about equally long: about 3 minutes" in turn.reply


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("compare Rebecca and Iron Orchard", "I do not find “Rebecca” on your shelves. “Iron Orchard” by Tobias Reck"),
        ("what is the difference between Iron Orchard and Rebecca?", "I do not find “Rebecca” on your shelves."),
        ("compare Rebecca with Ivanhoe", "I find neither “Rebecca” nor “Ivanhoe” on your shelves."),
    ],
)
def test_what_is_not_there_to_be_compared_is_named(talk, line, told):
    turn = talk("a book about the sea", line)
    assert turn.reply.startswith(told) and [one.title for one in turn.items] == ["Iron Orchard"] * ("Orchard" in line)


@pytest.mark.parametrize("line", ["compare these two", "compare the first one and the second", "vergleiche die beiden"])
def test_what_was_shown_is_compared_where_nothing_is_named(talk, line):
    shown = talk("a book about the sea")
    assert talk("a book about the sea", line).cards == shown.cards[:2]


def test_what_two_share_is_what_both_cards_have(talk, services, monkeypatch):
    cards = {
        "b1": {"themes": (_of("friendship", 0.8), _of("nature", 0.9)), "mood": (_of("calm", 0.7),)},
        "b6": {"themes": (_of("friendship", 0.3), _of("nature", 0.1)), "mood": (_of("calm", 0.6),)},
    }
    monkeypatch.setattr(services, "card", lambda item_id: cards.get(item_id, {}))
    reply = talk("compare The Salt Road and Quiet Harbours: what have they in common?").reply
    assert "both have to do with friendship." in reply and "Both are calm." in reply


def _of(name, confidence):
    return CardValue(name, confidence, Source.DESCRIPTION)


@pytest.mark.parametrize(
    "line", ["what separates the two Hollow Pines songs", "which is the better of my two Hollow Pines"]
)
def test_both_works_of_a_maker_are_compared_however_it_is_asked(talk, line):
    assert set(talk(line).cards) == {"m1", "m4"}


def test_one_name_is_set_against_another(talk):
    turn = talk("set The Salt Road against the harbours one for me")
    assert [one.title for one in turn.items] == ["The Salt Road", "Quiet Harbours"]


def test_minutes_and_who_was_first_name_a_respect():
    assert respect_of("Salt or Smoke for a 10 minute walk") is Respect.LENGTH
    assert respect_of("two laments. whose was first?") is Respect.AGE


def test_no_flannel_in_another_sentence_asks_for_no_reasons_against(talk):
    why = talk("Why do you think The Salt Road is for me? One reason, no flannel").reply
    assert why == talk("Why do you think The Salt Road is for me?").reply


@pytest.mark.parametrize(
    ("question", "pair"),
    [("Oy or Chalk, for reading aloud in the evening?", {"o", "b"}), ("Salt or Oy to fall asleep?", {"a", "o"})],
)
def test_short_names_are_compared_and_what_they_are_for_names_nothing(question, pair):
    evening = Item("e", Kind.DOCUMENT, "Reading aloud in the evening", ("A. Finn",))
    short = Item("o", Kind.BOOK, "Travels in Oy", ("Ib Dahl",))
    turn = converse(question, ChatSession(), ShelfTools((ONE, OTHER, short, evening)))
    assert {item.id for item in turn.items} == pair


def test_which_of_two_names_is_not_there_is_said():
    turn = converse("Marl vs Chalk for a week in bed?", ChatSession(), ShelfTools((ONE, OTHER), ()))
    assert "“Marl”" in turn.reply and "do not find" in turn.reply


def test_a_word_is_no_misspelt_title():
    shelf = ShelfTools(works := (Item("r", Kind.BOOK, "The Read", ("Ann Ore",)), ONE))
    shelf._names = Gazetteer.build(works, lambda word: word == "real")
    turn = converse("what's the real difference between The Read and Salt?", ChatSession(), shelf)
    assert {item.id for item in turn.items} == {"r", "a"}


@pytest.mark.parametrize(
    "text",
    [
        "The Salt Road and Iron Orchard, what sets them apart? there is time for one",
        "The Salt Road, Iron Orchard: how do they differ",
        "The Salt Road und Iron Orchard, worin unterscheiden sie sich",
        "The Salt Road et Iron Orchard, qu'est-ce qui les distingue ?",
    ],
)
def test_what_two_named_works_differ_in_is_a_comparison(talk, text):
    turn = talk(text)
    assert [one["tool"] for one in turn.plan] == ["compare"] and {one.id for one in turn.items} == {"b1", "b2"}


def test_others_than_two_named_works_are_a_wish(talk):
    turn = talk("something different from The Salt Road and Iron Orchard")
    assert "compare" not in [one["tool"] for one in turn.plan]


@pytest.mark.parametrize(
    "text",
    ["anything on my shelf about starting over, or living differently?", "was hab ich über Abschied oder Neuanfang"],
)
def test_two_things_that_a_work_may_be_about_are_no_two_works(talk, text):
    assert "compare" not in [one["tool"] for one in talk(text).plan]
