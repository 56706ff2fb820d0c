"""Intents read by rules, and what a model may add to them."""

import pytest

from assistant.chat.understand.intent import READ, count_in, read_by_rules
from assistant.chat.understand.intents import Act, cards_meant, means_that
from assistant.chat.understand.reading import read_intent
from assistant.domain.entities import Item, Kind
from assistant.language.foreign import is_foreign
from assistant.language.negation import split_negations
from assistant.language.normalise import fold


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("", Act.NOTHING),
        ("   \n", Act.NOTHING),
        ("?!", Act.NOTHING),
        ("Hello!", Act.GREET),
        ("good evening", Act.GREET),
        ("thanks a lot", Act.THANKS),
        ("perfect, thank you", Act.THANKS),
        ("What can you do?", Act.HELP),
        ("help", Act.HELP),
        ("start over", Act.RESET),
        ("What should I read next?", Act.RECOMMEND),
        ("something calm for the evening", Act.RECOMMEND),
        ("hello, I want a sad book", Act.RECOMMEND),
        ("Something like Iron Orchard", Act.MORE_LIKE),
        ("more like this", Act.MORE_LIKE),
        ("songs similar to Neon Tram", Act.MORE_LIKE),
        ("I loved The Salt Road", Act.MORE_LIKE),
        ("why that one?", Act.WHY),
        ("Why did you pick Iron Orchard?", Act.WHY),
        ("why not Neon Tram?", Act.WHY_NOT),
        ("Why don't you recommend Neon Tram", Act.WHY_NOT),
        ("compare the first and the second one", Act.COMPARE),
        ("remember that I like tea", Act.REMEMBER),
        ("Don't forget that I hate tea", Act.REMEMBER),
        ("forget that I like tea", Act.FORGET),
        ("make me a playlist for cooking", Act.MAKE_LIST),
        ("Plan a reading list for March", Act.MAKE_LIST),
        ("a bundle of a book and an album for a winter evening", Act.MAKE_LIST),
        ("I want a playlist for cooking", Act.MAKE_LIST),
        ("looking for a good playlist", Act.RECOMMEND),
        ("do I have anything about robots?", Act.SEARCH),
        ("find books about the sea", Act.SEARCH),
        ("what does my lease say about notice?", Act.ANSWER),
        ("When do tides rise?", Act.ANSWER),
        ("tell me about Iron Orchard", Act.ABOUT),
        ("what is it about?", Act.ABOUT),
    ],
)
def test_acts(services, text, act):
    assert read_by_rules(text, services.gazetteer()).act is act


def test_an_intent_in_full(services):
    intent = read_by_rules(
        "Three short, calm books like The Salt Road but no horror, under two hours", services.gazetteer()
    )
    data = intent.to_data()
    assert set(data) == {"kind", "act", "facets", "like", "avoid", "artists", "works", "minutes", "n"}
    assert data["kind"] == "book"
    assert data["act"] == "more like"
    assert data["facets"]["moods"] == ["calm"]
    assert data["like"] == ["The Salt Road"]
    assert data["avoid"] == ["horror"]
    assert data["minutes"] == 120.0
    assert data["n"] == 3
    assert data["works"] == [{"text": "The Salt Road", "start": 29, "end": 42}]


@pytest.mark.parametrize(
    ("text", "avoid"),
    [
        ("nothing sad", ("sad",)),
        ("a thriller without romance", ("romance",)),
        ("calm music but not jazz", ("jazz",)),
        ("I don't want horror", ("horror",)),
        ("no vampires, please", ("vampires",)),
        ("anything but Mara Venn", ("Mara Venn",)),
        ("don't recommend Iron Orchard", ("Iron Orchard",)),
        ("I don't mind horror", ()),
        ("not sure, something sad", ()),
        ("no more than two hours", ()),
        ("I like nothing more than ghosts", ()),
        ("neither sad nor slow", ("sad", "slow")),
        ("a ghost story that isn't scary", ("scary",)),
        ("no French books", ("French",)),
        ("a story, nothing gory", ("gory",)),
        ("nothing in particular", ()),
    ],
)
def test_what_is_to_be_left_out(services, text, avoid):
    assert read_by_rules(text, services.gazetteer()).avoid == avoid


def test_negations_keep_places():
    text = "calm, not sad, music"
    wanted, unwanted = split_negations(text)
    assert len(wanted) == len(unwanted) == len(text)
    assert wanted.split() == ["calm,", ",", "music"]
    assert unwanted.split() == ["sad"]


@pytest.mark.parametrize(
    ("text", "minutes", "years"),
    [
        ("a book of less than 200 pages", (None, 220.0), None),
        ("nothing over 300 pages", (None, 330.0), None),
        ("nothing longer than 300 pages", (None, 330.0), None),
        ("not longer than 2 hours", (None, 120.0), None),
        ("no less than 500 pages", (550.0, None), None),
        ("not longer than twenty minutes", (None, 20.0), None),
        ("450 pages or more", (495.0, None), None),
        ("300 pages or less", (None, 330.0), None),
        ("nichts unter 300 Seiten", (330.0, None), None),
        ("nicht mehr als 300 Seiten", (None, 330.0), None),
        ("pas moins de 300 pages", (330.0, None), None),
        ("songs and none from before 2000", None, (2000, None)),
        ("I don't want anything longer than 300 pages", (None, 330.0), None),
        ("books not older than 1950", None, (1950, None)),
        ("nothing written before 1950", None, (1950, None)),
        ("nothing after 1900", None, (None, 1900)),
    ],
)
def test_a_bound_that_is_denied_is_the_opposite_bound(text, minutes, years):
    intent = read_by_rules(text)
    assert (intent.facets.minutes, intent.facets.years, intent.facets.length) == (minutes, years, "")
    assert not intent.without and not intent.avoid


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("three books", 3),
        ("top 10", 10),
        ("5 calm songs", 5),
        ("a book", None),
        ("99 songs", 50),
        ("songs from the 80s", None),
        ("one book", 1),
    ],
)
def test_counts(text, n):
    assert count_in(fold(text)) == n


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the second one", [1]),
        ("compare the first and the third one", [0, 2]),
        ("number 2", [1]),
        ("compare the first and the second", [0, 1]),
        ("compare the first with the last", [0, 3]),
        ("the last one", [3]),
        ("the ninth one", []),
        ("the second world war", []),
        ("why the 2nd one", [1]),
    ],
)
def test_cards_meant_by_number(text, places):
    assert cards_meant(fold(text), 4) == places


def test_pointing():
    assert means_that("why that one")
    assert means_that("more like this")
    assert not means_that("songs that make me happy")


def test_only_the_beginning_of_a_long_text_is_read(services):
    text = "x" * 50_000 + " remember that I like tea"
    intent = read_by_rules(text, services.gazetteer())
    assert len(intent.text) == READ
    assert intent.act is Act.RECOMMEND


@pytest.mark.parametrize(
    "text",
    [
        "Ich suche ein trauriges Buch für den Abend",
        "je cherche un livre pour ce soir",
        "quiero algo triste para la noche",
        "грустная книга",
        "悲しい本",
    ],
)
def test_other_languages_are_noticed(text):
    assert is_foreign(text)


@pytest.mark.parametrize("text", ["something by Odile Carré", "a sad book", "", "la la land soundtrack", "un roman"])
def test_english_is_not_foreign(text):
    assert not is_foreign(text)


@pytest.mark.parametrize(
    ("text", "act", "kind", "like"),
    [
        ("What should I listen to while reading The Salt Road?", Act.MORE_LIKE, Kind.MUSIC, ("The Salt Road",)),
        ("a record for this novel", Act.MORE_LIKE, Kind.MUSIC, ()),
        ("music for reading", Act.RECOMMEND, Kind.MUSIC, ()),
        ("a book for a rainy day", Act.RECOMMEND, Kind.BOOK, ()),
    ],
)
def test_one_kind_beside_another(services, text, act, kind, like):
    intent = read_by_rules(text, services.gazetteer())
    assert (intent.act, intent.kind, intent.titles) == (act, kind, like)


def test_a_question_of_practice_is_answered():
    assert read_by_rules("when should I plant tomatoes?").act == Act.ANSWER
    assert read_by_rules("what should I read next?").act == Act.RECOMMEND


def test_a_wish_for_a_book_or_for_music_means_no_paper(new_services):
    shelf = (
        *new_services().items.values(),
        Item("n1", Kind.DOCUMENT, "Letter from Hedda", ("Brackwater Joinery",), subjects=("Hedda Lund", "kitchens")),
        Item("n2", Kind.MUSIC, "La rivière: premier tableau", ("Ana Duarte",)),
    )
    names = new_services(shelf).gazetteer()
    for text in (
        "a novel for Hedda Lund",
        "something for Hedda Lund",
        "a novel with a letter from Hedda in it",
        "some music for the Brackwater Joinery party",
        "un roman sur la rivière",
    ):
        intent = read_intent(text, names)
        assert not intent.named and not intent.like and not intent.facets, text
    assert read_intent("a novel like Letter from Hedda", names).like == ("n1",)
    assert read_intent("the papers from Brackwater Joinery", names).facets.creators == ("Brackwater Joinery",)
    assert read_intent("de la musique comme la rivière", names).like == ("n2",)
