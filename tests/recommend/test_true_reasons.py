"""Reasons hold word for word: what an item lacks of a sentence or of a request is not told of it."""

from dataclasses import replace

import pytest

from assistant.domain.entities import Item, Kind, Origin, Statement
from assistant.explain.evidence_words import evidence_text
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from profiles.statements import make_statement
from tests.recommend.conftest import NOW, HashEmbedder, text_of

SEA = Item("sea", Kind.BOOK, "The Tide", ("A",), subjects=("Sea stories", "Adventure"), description="ships and a storm")
MOOR = Item("moor", Kind.BOOK, "The Moor", ("B",), subjects=("Gothic fiction",), description="slow and atmospheric")
OTHERS = [Item(f"o{k}", Kind.BOOK, f"Other {k}", ("C",), subjects=("Cooking",), description="soup") for k in range(6)]


@pytest.fixture
def told():
    embedder, items = HashEmbedder(), [replace(one, added=NOW) for one in (SEA, MOOR, *OTHERS)]
    vectors = embedder.embed_batch([text_of(one) for one in items])
    ranker = Recommender(Catalogue.build(items, [one.id for one in items], vectors), embedder)

    def facts(item_id, text="", *sentences):
        statements = tuple(
            Statement(f"s{k}", one, 1, kind=Kind.BOOK, origin=Origin.WRITTEN) for k, one in enumerate(sentences)
        )
        request = Request(text=text, now=NOW, explore=0.0)
        placed = ranker.why(History((), statements), item_id, request)
        return [evidence_text(one) for one in placed.recommendation.evidence if one.type in ("statement", "request")]

    def score(item_id, sentence):
        one = make_statement(sentence, Kind.BOOK, now=NOW)
        placed = ranker.why(History((), (one,)), item_id, Request(now=NOW, explore=0.0))
        return dict(placed.recommendation.score).get(f"statement:{one.id}", 0.0)

    facts.score = score
    return facts


def test_a_sentence_speaks_only_for_what_has_its_theme(told):
    wish = "I like slow, atmospheric novels about the sea"
    assert f"Its subject Sea stories goes with what your profile says: “{wish}”" in told("sea", "", wish)
    assert told("moor", "", wish) == []


def test_only_the_words_that_an_item_has_are_told(told):
    assert told("sea", "a storm at sea") == ["It mentions all of “a storm at sea”"]
    assert told("sea", "a storm over kitchens and gardens and roofs") == ["It mentions “storm”"]
    assert told("moor", "death metal") == []


def test_the_other_side_of_a_sentence_lowers_what_has_it(told):
    parts = {name: told.score("sea", one) for name, one in (("with", "I like adventure"), ("not", "adventure, no sea"))}
    assert parts["not"] < parts["with"]
    assert told.score("sea", "nothing over 300 pages") == 0.0
