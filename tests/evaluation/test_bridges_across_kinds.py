"""“A record for this novel”: what an item of another kind shares leads the list, and is named."""

import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.domain.evidence import SubjectOfNamed
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.subject_overlap import shared_subject

NOW = 1_700_000_000.0


@pytest.fixture
def ranker(embedder):
    items = [Item("novel", Kind.BOOK, "The Whale", ("H. Melville",), subjects=("Sea stories", "Obsession"))]
    items += [Item(f"b{k}", Kind.BOOK, f"Town {k}", subjects=("Manners",)) for k in range(12)]
    items += [Item(f"m{k}", Kind.MUSIC, f"Etude {k}", subjects=("Piano", "Calm")) for k in range(20)]
    items += [Item("waves", Kind.MUSIC, "Three sketches", ("C. Debussy",), subjects=("Orchestral", "Sea"))]
    texts = [f"{item.title} {' '.join(item.subjects)}" for item in items]
    return Recommender(Catalogue.build(items, [item.id for item in items], embedder.embed_batch(texts)), embedder)


def test_the_shared_facet_leads_and_is_named(ranker):
    likes = tuple(Interaction(k, f"m{k}", Verdict.LIKED, NOW - 99) for k in range(4))
    history = History(likes, (Statement("s1", "I like calm piano music", kind=Kind.MUSIC, updated=NOW - 50),))
    first = ranker.recommend(history, Request(like=("novel",), kind=Kind.MUSIC, n=5, now=NOW, explore=0.0))[0]
    assert first.item.id == "waves"
    said = [one for one in first.evidence if isinstance(one, SubjectOfNamed)]
    assert said[0].id == "novel" and (said[0].own, said[0].theirs) == ("Sea", "Sea stories")
    assert {"Sea", "Sea stories", "The Whale"} <= set(said[0].names)


def test_without_a_shared_word_nothing_is_claimed(ranker):
    catalogue = ranker.catalogue
    assert shared_subject(catalogue, [catalogue.row["novel"]], catalogue.row["m1"]) is None
    shared = shared_subject(catalogue, [catalogue.row["m2"]], catalogue.row["m1"])
    assert shared is not None and shared[0] == shared[2]
