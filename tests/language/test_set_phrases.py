"""Phrases that tell a liking or a dislike as a whole, bounds and occasions of three languages."""

import pytest

from assistant.domain.entities import Kind
from assistant.language.bounds.lengths import minutes_in
from assistant.language.bounds.years import years_in
from assistant.language.facet_parser import context_of
from assistant.language.normalise import fold
from assistant.language.taste.kinds import kind_told
from assistant.language.taste.reading import read_taste
from profiles.statements import make_statement


@pytest.mark.parametrize(
    ("text", "likes", "dislikes"),
    [
        ("keep zithers away from me", (), ("zithers",)),
        ("I avoid zithers like the plague", (), ("zithers",)),
        ("zithers - pass", (), ("zithers",)),
        ("zithers? no thanks", (), ("zithers",)),
        ("I lose patience with zithers", (), ("zithers",)),
        ("if the dog dies I stop reading", (), ("dog dies",)),
        ("mit Zithern kann ich nichts anfangen", (), ("Zithern",)),
        ("Zithern nerven", (), ("Zithern",)),
        ("les cithares, très peu pour moi", (), ("cithares",)),
        ("zithers never get old", ("zithers",), ()),
        ("more Brahms, less Wagner", ("Brahms",), ("Wagner",)),
        ("thrillers without torture", ("thrillers",), ("torture",)),
        ("keine Fantasy, außer Pratchett", ("Pratchett",), ("Fantasy",)),
        ("short stories rather than novels", ("short stories",), ("novels",)),
        ("my late husband loved marches, I don't", (), ("marches",)),
        ("On ne se lasse pas des cithares", ("cithares",), ()),
    ],
)
def test_a_phrase_is_read_as_a_whole(text, likes, dislikes):
    taste = read_taste(text)
    assert (taste.likes, taste.dislikes) == (likes, dislikes)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("höchstens 300 Seiten", (None, 330.0)),
        ("nichts über 300 Seiten", (None, 330.0)),
        ("moins de cinq minutes", (None, 5.0)),
        ("250 to 400 pages", (275.0, 440.0)),
        ("ten minutes is my limit", (None, 10.0)),
        ("mehr als 500 Seiten", (550.0, None)),
    ],
)
def test_lengths(text, minutes):
    assert minutes_in(fold(text)) == minutes


@pytest.mark.parametrize(
    ("text", "years"),
    [("vor 1950", (None, 1949)), ("1985 or earlier", (None, 1985)), ("from 1990 on", (1990, None)),
     ("from 1962", (1962, 1962)), ("depuis 1980", (1980, None)), ("nichts vor 1950", (1950, None))],
)  # fmt: skip
def test_years(text, years):
    assert years_in(fold(text)) == years


@pytest.mark.parametrize(
    ("text", "occasion"),
    [("in winter I want long novels", "winter"), ("abends ruhige Musik", "evening"), ("le soir, du jazz", "evening"),
     ("while I cook", "cooking"), ("beim Bügeln", "housework"), ("Sundays are for Bach", "weekend"),
     ("a novel set in winter", ""), ("a book about a train robbery", "")],
)  # fmt: skip
def test_occasions(text, occasion):
    assert context_of(text) == occasion


@pytest.mark.parametrize(
    ("text", "kind"),
    [("I love dogs in books but not in songs", Kind.BOOK), ("je ne supporte pas l'accordéon", Kind.MUSIC),
     ("ruhige Klaviermusik", Kind.MUSIC), ("songs under four minutes", Kind.MUSIC), ("I read German and Dutch", None)],
)  # fmt: skip
def test_kinds(text, kind):
    assert kind_told(text) == kind


def test_how_firmly_it_is_meant():
    assert (
        make_statement("mildly fond of ghost stories", now=1.0).strength
        < make_statement("I love ghosts", now=1.0).strength
    )
