"""Sentences read by rules: polarity, kind, occasion and facets."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of
from assistant.language.facet_parser import context_of, kind_of, read_facets
from assistant.language.facets import Facets
from assistant.language.gazetteer import Gazetteer
from assistant.language.taste.reading import clauses_of, polarity_of

SHELF = [
    Item("b1", Kind.BOOK, "The Left Hand of Darkness", ("Ursula K. Le Guin",), subjects=("Science Fiction",)),
    Item("b2", Kind.BOOK, "Home", ("Marilynne Robinson",)),
    Item("b3", Kind.BOOK, "The War of the Worlds", ("H. G. Wells",)),
    Item("m1", Kind.MUSIC, "Kid A", ("Radiohead",)),
]
NAMES = Gazetteer.build(SHELF)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("I like slow science fiction", 1),
        ("I don't like horror", -1),
        ("I don’t like horror", -1),
        ("I do not enjoy long films", -1),
        ("I hate musicals", -1),
        ("Nothing sad, please", -1),
        ("No romance", -1),
        ("I'm tired of vampires", -1),
        ("I never finish long books", -1),
        ("I can't get enough of jazz", 1),
        ("I don't mind violence", 1),
        ("Anything but country music", -1),
        ("I can't stand opera", -1),
        ("I like long books but not horror", 1),
        ("I avoid true crime", -1),
        ("I am not interested in sports", -1),
        ("I love nothing more than jazz", 1),
        ("I prefer poems", 1),
    ],
)
def test_polarity_is_read_from_the_words(text, polarity):
    assert polarity_of(text) == polarity


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I like long novels", Kind.BOOK),
        ("Songs with a slow piano", Kind.MUSIC),
        ("Papers on graph theory", Kind.DOCUMENT),
        ("I like jazz", Kind.MUSIC),
        ("I like quiet things", None),
        ("Books and songs about rain", None),
        ("I need words for two songs, so books that make one want to write", Kind.BOOK),
        ("how music is made", None),
        ("I would like to understand how records are cut", None),
    ],
)
def test_kind_is_read_from_the_words(text, kind):
    assert kind_of(text) == kind


def test_context_needs_its_preposition():
    assert context_of("Calm music for the commute") == "commute"
    assert context_of("In the evening I read poems") == "evening"
    assert context_of("A book about a train robbery") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("slow, melancholic science fiction", {"genres": ["science fiction"], "moods": ["sad"], "tempo": "slow"}),
        ("books by Le Guin", {"kind": "book", "creators": ["Ursula K. Le Guin"]}),
        ("Radiohead's calm songs", {"kind": "music", "creators": ["Radiohead"], "moods": ["calm"]}),
        ("songs from the 80s in French", {"kind": "music", "years": [1980, 1989], "languages": ["fr"]}),
        ("late 1960s songs", {"kind": "music", "years": [1965, 1969]}),
        ("novels from the nineties", {"kind": "book", "years": [1990, 1999]}),
        ("something before 1950", {"years": [None, 1949]}),
        ("something after 2005", {"years": [2005, None]}),
        ("between 1960 and 1970", {"years": [1960, 1970]}),
        ("19th century stories", {"years": [1800, 1899]}),
        ("short things", {"length": "short"}),
        ("it took so long", {}),
        ("under 300 pages", {"minutes": [None, 330.0]}),
        ("I have two hours", {"minutes": [None, 120.0]}),
        ("half an hour", {"minutes": [22.5, 37.5]}),
        ("more than an hour and a half", {"minutes": [90.0, None]}),
        ("a French chef", {}),
        ("I would love a walk at home", {}),
    ],
)
def test_facets_are_read_by_rules(text, expected):
    data = read_facets(text, NAMES).to_data()
    data.pop("kind", None) if "kind" not in expected else None
    assert data == expected


def test_words_inside_a_title_ask_for_nothing():
    facets = read_facets("like The War of the Worlds", NAMES)
    assert facets.titles == ("b3",)
    assert facets.themes == ()


def test_recent_needs_a_clock():
    assert read_facets("recent papers").years is None
    assert read_facets("recent papers", now=1_800_000_000).years == (2017, None)


def test_clauses_have_their_own_polarity():
    clauses = clauses_of("I like long books but not horror")
    said = [(polarity, facets.length or facets.genres) for polarity, facets in clauses]
    assert said == [(1, "long"), (-1, ("horror",))]


def test_exclusion():
    item = Item(
        "x", Kind.BOOK, "A Long Winter", ("Someone",), year=1975, language="en", subjects=("ghosts",), words=200_000
    )
    assert minutes_of(item) == 800
    assert Facets(length="short").excludes(item)
    assert not Facets(length="long").excludes(item)
    assert not Facets(minutes=(None, 30.0)).excludes(Item("y", Kind.BOOK, "Unknown length"))


def test_facets_without_any_name_are_false():
    assert not Facets(kind=Kind.BOOK)
    assert Facets(tempo="slow")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("let me vanish into some big fat story", "long"),
        ("something to keep me busy for months", "long"),
        ("ein Schmöker für den Urlaub", "long"),
        ("a story that lasts me more than one journey", "not short"),
        ("will it last", ""),
        ("a house of bricks", ""),
        ("a big hit song", ""),
        ("fat cats and bankers", ""),
    ],
)
def test_bulk_is_length(text: str, length: str) -> None:
    assert read_facets(text).length == length


def test_the_ice_of_the_pole_is_no_crime() -> None:
    assert "crime" not in read_facets("polar ice and frozen ships").genres
    assert "crime" in read_facets("un bon polar").genres
