"""Questions about a work: the fact first, from names, card and description."""

from dataclasses import replace

import pytest

from assistant.chat.about.aspects import Aspect, aspect_of
from assistant.chat.about.spoken_of import spoken_of
from assistant.chat.about.telling import facts_of, gist_of, likeness_of, order_of
from assistant.chat.session import ChatSession
from assistant.chat.turn import converse
from assistant.domain.cards import CardValue, Source
from assistant.domain.entities import Item, Kind

TIDE = Item(
    "b", Kind.BOOK, "The Low Tide", ("Mara Quill",), year=1931, language="fr", words=50_000, series="Coast",
    series_index=2.0,
    description="Two sisters keep a ferry. One of them leaves at night. The other waits. Nobody says why.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("who wrote that", Aspect.AUTHOR),
        ("Wer hat das geschrieben?", Aspect.AUTHOR),
        ("how long does it take", Aspect.LENGTH),
        ("combien de pages a-t-il ?", Aspect.LENGTH),
        ("Worum geht es da?", Aspect.GIST),
        ("what is it about", Aspect.GIST),
        ("does it come before or after the other one", Aspect.ORDER),
        ("is it a translation", Aspect.LANGUAGE),
        ("what year is it from", Aspect.YEAR),
        ("what key is the sonata in", Aspect.KEY),
        ("is it sad", Aspect.OTHER),
    ],
)
def test_in_which_respect_a_work_is_asked_about(question, aspect):
    assert aspect_of(question) is aspect


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (Aspect.AUTHOR, "“The Low Tide” is by Mara Quill."),
        (Aspect.YEAR, "“The Low Tide” by Mara Quill is from 1931."),
        (Aspect.LENGTH, "“The Low Tide” by Mara Quill takes about 3.3 hours to read."),
        (Aspect.LANGUAGE, "Your copy of “The Low Tide” by Mara Quill is in French."),
        (Aspect.ORDER, "“The Low Tide” by Mara Quill is number 2 of the series “Coast”."),
    ],
)
def test_what_is_known_exactly(aspect, said):
    assert facts_of(aspect, TIDE) == [said]


def test_what_is_not_known_is_said_not_to_be():
    bare = Item("c", Kind.MUSIC, "Etude")
    assert facts_of(Aspect.AUTHOR, bare) == ["Your files do not say who “Etude” is by."]
    assert gist_of(bare) == []


def test_the_gist_is_two_sentences():
    assert gist_of(TIDE) == ["“The Low Tide” by Mara Quill: “Two sisters keep a ferry. One of them leaves at night.”"]


def test_order_by_series_then_by_year():
    later = replace(TIDE, id="d", title="The Flood", series_index=3.0)
    assert order_of(later, TIDE)[0] == "“The Flood” comes after “The Low Tide”."
    other = replace(TIDE, id="e", title="Salt", series="", series_index=None, year=1950)
    assert order_of(TIDE, other) == ["“The Low Tide” comes before “Salt”.", "They are from 1931 and 1950."]
    assert order_of(TIDE, replace(other, year=None)) == []


def test_what_a_work_is_like_is_as_sure_as_its_card():
    wanted, against = [("mood", "melancholy")], [("mood", "cheerful")]
    sad = {"mood": (CardValue("melancholy", 0.8, Source.SUBJECT, "Loss"),)}
    assert likeness_of(TIDE, sad, wanted, against)[0].startswith("Yes: “The Low Tide” by Mara Quill is melancholy")
    maybe = {"mood": (CardValue("melancholy", 0.4, Source.DESCRIPTION, "The other waits."),)}
    said = likeness_of(TIDE, maybe, wanted, against)
    assert said[0].startswith("In part") and said[1] == "“The other waits.”"
    glad = {"mood": (CardValue("cheerful", 0.9, Source.SUBJECT, "Joy"),)}
    assert likeness_of(TIDE, glad, wanted, against)[0].startswith("Hardly")
    assert likeness_of(TIDE, {}, wanted, against)[0] == "I cannot tell for sure."


def test_a_work_named_in_part_or_misspelt_is_found(services):
    title = next(item for item in services.works() if item.title == "Quiet Harbours")
    for text in ("what is that harbours thing about", "quiet habours?", "the Okoye book, is it long"):
        assert spoken_of(text, services)[:1] == [title.id], text
    assert spoken_of("is it any good", services) == []


def test_a_question_about_a_work_is_answered_from_its_description(services):
    turn = converse("What is Quiet Harbours about?", ChatSession(), services)
    assert turn.reply.startswith("“Quiet Harbours” by Lena Okoye: “")
    assert turn.plan[0]["tool"] == "about"


def test_a_title_said_in_full_is_no_misspelling_of_another(new_services):
    shelf = (Item("p1", Kind.BOOK, "The Countesses"), Item("p2", Kind.DOCUMENT, "Counter hours"))
    services = new_services(shelf)
    assert spoken_of("what is the countess about", services) == []
    assert spoken_of("when are the countre hours", services)[:1] == ["p2"]
    assert spoken_of("is my copy of The Little Countre long", services) == []


def test_two_common_words_are_no_misspelt_title(new_services):
    names = new_services((Item("w1", Kind.MUSIC, "Which Mill", ("Ann Lee",)),)).gazetteer()
    assert not names.find("because of which pill")


def test_a_question_behind_a_title_is_asked_of_it(talk):
    turn = talk("quiet harbours, what is that about? quick, i am in a shop")
    assert turn.plan[0]["tool"] == "about" and turn.items[0].title == "Quiet Harbours"


def test_what_else_there_is_of_a_series_is_told(new_services):
    shelf = (
        Item("f1", Kind.BOOK, "Low Ebb", ("Mara Quill",), series="The Ferry", series_index=1.0),
        Item("f2", Kind.BOOK, "High Ebb", ("Mara Quill",), series="The Ferry", series_index=2.0),
        Item("f3", Kind.BOOK, "Slack", ("Per Lund",), series="The Locks", series_index=1.0),
    )
    services = new_services(shelf)
    turn = converse("High Ebb: is there one that comes before it, and have I got it?", ChatSession(), services)
    assert "number 2 of the series “The Ferry”" in turn.reply and "“Low Ebb” (1)" in turn.reply
    assert [one.id for one in turn.items] == ["f2", "f1"]
    turn = converse("Slack: is there one that comes before it?", ChatSession(), services)
    assert turn.reply.endswith("No other of that series is on your shelves.")


def test_the_longest_of_the_cards_is_asked_about(talk):
    shown = talk("a book about the sea")
    turn = talk("a book about the sea", "how long does the longest of them go on for")
    assert turn.items[0] == max(shown.items, key=lambda one: one.words)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("who wrote Rebecca", "Rebecca"),
        ("what is The Left Glove about?", "The Left Glove"),
        ("open The Left Glove", "The Left Glove"),
        ("mark The Left Glove as read", "The Left Glove"),
    ],
)
def test_what_is_not_on_the_shelves_is_no_word_on_what_was_shown(talk, services, line, name):
    turn = talk("a book about the sea", line)
    assert turn.reply == f"I do not find “{name}” on your shelves." and not services.deeds()
