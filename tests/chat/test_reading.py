"""What a message is taken for by its own words: denials that can be kept to, acts that sound like others, names that no
work on the shelves has."""

import pytest

from assistant.chat.constraint import InWords, OfMood
from assistant.chat.follow.described import place_meant
from assistant.chat.understand.intent import read_by_rules
from assistant.chat.understand.unknown_names import unknown_name
from assistant.domain.entities import Item, Kind
from assistant.language.negation import split_negations


def chips(turn):
    return [one.chip for one in turn.session.constraints]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("a book, no stupid love stories", ["no romance"]),
        ("no rush, but a book about the sea", []),
        ("nothing fancy, just a book", []),
        ("ich kann nicht einschlafen, etwas zum Hören", []),
        ("je n'arrive pas à dormir, quelque chose à écouter", []),
        ("stories, but none with a war in them", ["no war"]),
        ("a book without a lighthouse", ["no lighthouse"]),
        ("a book without zeppelins", []),
        ("music, but no drums", ["no drums"]),
        ("not in the mood for anything sad", ["nothing sad"]),
    ],
)
def test_a_denial_is_kept_to_where_something_could_have_it(talk, line, kept):
    told = [one for one in chips(talk(line)) if one.startswith(("no ", "nothing "))]
    assert [one for one in told if "death" not in one] == kept


@pytest.mark.parametrize("text", ["je ne peux pas supporter l'opéra", "ich mag keine Opern", "I can't stand opera"])
def test_what_one_cannot_bear_is_denied(text):
    assert "op" in split_negations(text)[1].lower()


@pytest.mark.parametrize(
    ("lines", "tool"),
    [
        (("cheer me up",), "recommend"),
        (("muntere mich auf",), "recommend"),
        (("a book about the sea", "noch was davon"), "recommend"),
        (("a book about the sea", "encore"), "recommend"),
        (("a book about the sea", "bit long these. under 100 pages?"), "recommend"),
        (("how many books do I have?", "and how many of them are about the sea?"), "library"),
        (("which is darker, The Salt Road or The Drowned Bell?",), "compare"),
        (("so what did I tell you I liked in music?",), "profile"),
    ],
)
def test_words_that_tell_what_a_message_does(talk, lines, tool):
    assert [step["tool"] for step in talk(*lines).plan] == [tool]


@pytest.mark.parametrize("line", ["qwe rty uiop zxc", "asdfgh jkl", "hjkl sdfg"])
def test_gibberish_is_asked_about(talk, line):
    turn = talk(line)
    assert not turn.cards and turn.reply.startswith("I could not make sense of that.")


def test_another_of_those_brings_other_cards(talk):
    first = talk("a book about the sea")
    assert not set(first.cards) & set(talk("a book about the sea", "noch was davon").cards)


@pytest.mark.parametrize(
    "line", ["hiya. what can ye do for an old fellow?", "was kannst du alles?", "que sais-tu faire ?"]
)
def test_what_it_can_do_is_told(talk, line):
    assert "documents" in talk(line).reply.casefold() or "Dokument" in talk(line).reply


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("got anything by Ada Quill", "Ada Quill"),
        ("etwas von Jonas Brandt?", "Jonas Brandt"),
        ("something by the sea", ""),
        ("books by women", ""),
        ("music, nothing by Volvox", ""),
        ("anything by Mara Venn", ""),
    ],
)
def test_a_name_that_the_library_lacks_is_told(services, text, name):
    found = unknown_name(read_by_rules(text, services.gazetteer()))
    assert (found.name if found else "") == name


def test_women_are_no_subject(talk):
    turn = talk("books by women")
    assert chips(turn) == ["book", "by women"] and "mentions" not in turn.reply


@pytest.mark.parametrize(
    ("text", "themes", "kind"),
    [
        ("music for cooking", (), Kind.MUSIC),
        ("Musik zum Kochen", (), Kind.MUSIC),
        ("a book about cooking", ("food",), Kind.BOOK),
        ("einen Krimi bitte", (), Kind.BOOK),
        ("quelque chose à écouter", (), Kind.MUSIC),
        ("a roman history", ("history",), None),
    ],
)
def test_what_is_done_meanwhile_is_no_theme(text, themes, kind):
    intent = read_by_rules(text)
    assert (intent.facets.themes, intent.kind) == (themes, kind)


def test_a_title_in_another_language_is_not_the_language_of_the_message(talk):
    assert talk("what's thicker, Iron Orchard or Le Jardin d’hiver?").session.language == "en"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("in Französisch, bitte", "in French"),
        ("en français si possible", "in French"),
        ("something French", "in French"),
        ("auf Englisch", "in English"),
    ],
)
def test_languages_are_asked_for_in_languages(talk, line, language):
    assert language in chips(talk("a book about winter", line))


@pytest.mark.parametrize("line", ["etwas Fröhlicheres", "plus léger", "less loud", "zu laut"])
def test_a_comparison_is_a_mood_and_no_words_to_look_for(talk, line):
    turn = talk("some folk music, please", line)
    assert len([one for one in turn.session.constraints if isinstance(one, OfMood)]) == 1
    assert not any(isinstance(one, InWords) for one in turn.session.constraints)


@pytest.mark.parametrize(
    ("lines", "tool"),
    [
        (("what's good on a train?",), "recommend"),
        (("was soll ich heute Abend lesen?",), "recommend"),
        (("a book about the sea", "which of them is the shortest?"), "about"),
        (("a book about the sea", "ok but who wrote it"), "about"),
        (("a book about the sea", "the lighthouse one. where does it happen?"), "about"),
        (("never mind",), None),
        (("you are useless",), None),
    ],
)
def test_what_people_ask_in_passing(talk, lines, tool):
    assert [step["tool"] for step in talk(*lines).plan] == ([tool] if tool else [])


def test_one_that_is_turned_down_does_not_take_the_others_along(talk):
    first = talk("a book about the sea")
    turn = talk("a book about the sea", "not that one")
    assert first.cards[0] not in turn.cards and set(first.cards[1:]) & set(turn.cards)


def test_a_card_is_meant_by_what_it_tells_of():
    cards = [
        Item("1", Kind.BOOK, "North", description="Otters in a burn."),
        Item("2", Kind.BOOK, "South", description="Two clocks and a bear."),
    ]
    assert place_meant("the otter one where does he live", cards) == 1
    assert place_meant("das mit dem bear", cards) == 2
    assert place_meant("the whale one", cards) is None


def test_in_what_works_are_to_be_alike_is_part_of_the_wish(talk, services):
    talk("something as funny as Clockwork Sparrows, only shorter")
    text = next(call[1] for call in reversed(services.calls) if call[0] == "recommend")
    assert text.startswith("funny") and "shorter" in text
