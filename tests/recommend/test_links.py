"""What ties an item to something that the person liked: series, creator, subject, word, or nearness alone."""

from dataclasses import replace

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.evidence import Bridge, Link
from assistant.recommend.evidence.cross_kind_links import shared_word
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender


def pair(make, embedder, left, right):
    return make.catalogue([Item("a", Kind.BOOK, *left), Item("b", Kind.MUSIC, *right)], embedder)


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("Old harbours", "A harbour song", "harbours"),
        ("The fog", "Fog song", None),
        ("The moor", "A moor song", "moor"),
        ("What comes next", "Here he comes", None),
        ("The long year", "A long, hard year", None),
        ("Room 1984", "Song 1984", None),
        ("A town that changed", "The changed heart", None),
        ("What people left at home", "Home, and the people left", None),
        ("Sea", "Land", None),
    ],
)
def test_a_word_is_told_if_it_is_long_enough_to_tell_something(make, embedder, left, right, word):
    assert shared_word(pair(make, embedder, (left,), (right,)), 0, 1) == word


def test_words_of_descriptions_count_too_but_not_from_far_inside(make, embedder):
    items = [Item("a", Kind.BOOK, "One", description="About lighthouses."), Item("b", Kind.MUSIC, "Two")]
    near = replace(items[1], description="Of a lighthouse.")
    assert shared_word(make.catalogue([items[0], near], embedder), 0, 1) == "lighthouses"
    far = replace(items[1], description="well " * 900 + "lighthouse")
    assert shared_word(make.catalogue([items[0], far], embedder), 0, 1) is None


@pytest.fixture
def bridge(make, embedder):
    """The bridge from a liked record to a surprising book; other items fill the shelf."""

    def found(liked, book, also=(), **request):
        items = [replace(item, description="") for item in make.shelf(30)]
        like = Item("like", Kind.MUSIC, **{"title": "Night ferry", **liked})
        there = Item("there", Kind.BOOK, **{"title": "Grey hills", **book})
        ranker = Recommender(make.catalogue([*items, like, there], embedder), embedder)
        likes = ("like", *(items[at].id for at in also))
        history = History(tuple(make.event(number, one) for number, one in enumerate(likes, 1)))
        placed = ranker.why(history, "there", Request(now=make.now, **({"surprise": 1.0} | request)))
        return next((fact for fact in placed.recommendation.evidence if isinstance(fact, Bridge)), None)

    return found


@pytest.mark.parametrize(
    ("liked", "book", "link", "shared"),
    [
        ({"series": "Tides of Rome"}, {"series": "tides of rome"}, Link.SERIES, "tides of rome"),
        ({"creators": ("Ada Bell",)}, {"creators": ("ADA BELL", "Bo")}, Link.CREATOR, "ADA BELL"),
        ({"subjects": ("Old maps", "sea")}, {"subjects": ("Sea", "Old Maps")}, Link.SUBJECT, None),
        ({"title": "Lighthouse song"}, {"title": "The lighthouse"}, Link.WORD, "lighthouse"),
    ],
)
def test_the_strongest_tie_is_told_as_the_item_itself_spells_it(bridge, liked, book, link, shared):
    fact = bridge(liked, book)
    assert (fact.link, fact.work.id, fact.across) == (link, "like", True)
    assert fact.shared == shared if shared is not None else fact.shared in ("Sea", "Old Maps")


def test_a_series_outranks_a_creator_and_a_creator_a_subject(bridge):
    whole = {"series": "Tides", "creators": ("Ada Bell",), "subjects": ("maps",)}
    assert bridge(whole, whole).link is Link.SERIES
    assert bridge(whole, {**whole, "series": ""}).link is Link.CREATOR
    assert bridge(whole, {"subjects": ("maps",)}).link is Link.SUBJECT


def test_of_two_subjects_the_rarer_one_is_told(bridge):
    # Many items of the shelf carry "jazz".
    fact = bridge({"subjects": ("jazz", "lighthouses")}, {"subjects": ("jazz", "lighthouses")})
    assert fact.shared == "lighthouses"


def test_nearness_alone_is_told_where_several_works_are_known(bridge):
    assert bridge({}, {}) is None and bridge({}, {}, also=[0]) is None, "of one or two the nearest says nothing"
    assert bridge({}, {}, also=[0, 1]).link is Link.NEAREST
