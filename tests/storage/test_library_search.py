from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.entities import Item, Kind
from assistant.storage.library import search
from tests.storage.shelf import book, pages, record, vectors


@pytest.fixture
def shelf(library):
    rows = [
        (
            book("b1", "Moby-Dick", "Herman Melville", subjects=("whaling", "sea stories")),
            ("Call me Ishmael.", "The whale, the whale!"),
        ),
        (book("b2", "Whales of the World", "Ann Author"), ("Blue ones are large.",)),
        (
            book("b3", "Les Misérables", "Victor Hugo", description="Élan and misery in Paris."),
            ("Jean Valjean stole bread.",),
        ),
        (Item("m1", Kind.MUSIC, "Song of the Whale", ("The Deeps",), album="Ocean Floor"), ()),
        (Item("d1", Kind.DOCUMENT, "Notes", description="Shopping: bread, milk."), ("bread and milk and a whale",)),
    ]
    library.items.put_many((item, pages(item.id, *texts), None, record(f"/shelf/{item.id}")) for item, texts in rows)
    return library


def ids(hits):
    return [hit.item_id for hit in hits]


def test_words_are_found_in_every_field_and_in_passages(shelf):
    assert ids(shelf.search.text("melville")) == ["b1"]
    assert ids(shelf.search.text("whaling"))[0] == "b1"
    assert ids(shelf.search.text("ocean floor")) == ["m1"]
    assert ids(shelf.search.text("shopping")) == ["d1"]
    assert ids(shelf.search.text("ishmael")) == ["b1"]
    assert set(ids(shelf.search.text("whale"))) == {"b1", "b2", "m1", "d1"}
    assert shelf.search.text("zebra") == []


def test_case_and_accents_do_not_count(shelf):
    assert (
        ids(shelf.search.text("MISERABLES"))
        == ids(shelf.search.text("misérables"))
        == ids(shelf.search.text("Elan"))
        == ["b3"]
    )


def test_the_best_comes_first_and_scores_fall(shelf):
    hits = shelf.search.text("bread milk")
    assert ids(hits) == ["d1", "b3"]
    assert hits[0].score > hits[1].score > 0


def test_a_hit_in_the_title_outranks_one_in_the_text(library):
    filler = [
        (book(f"f{n}", f"Filler {n}"), pages(f"f{n}", f"nothing {n}"), None, record(f"/f/{n}")) for n in range(20)
    ]
    library.items.put_many(filler)
    library.items.put(book("b1", "Other", description="a word on dragons"), [], None, record("/shelf/1"))
    library.items.put(book("b2", "Dragons"), [], None, record("/shelf/2"))
    assert ids(library.search.text("dragons")) == ["b2", "b1"]


def test_the_passage_that_matched_is_named(shelf):
    (hit,) = shelf.search.text("valjean")
    assert shelf.items.passages_by_id([hit.passage_id])[hit.passage_id].text == "Jean Valjean stole bread."
    assert hit.snippet == "Jean Valjean stole bread."
    (hit,) = shelf.search.text("hugo")
    assert hit.passage_id is None
    assert hit.snippet == "Victor Hugo"


def test_the_kind_narrows(shelf):
    assert ids(shelf.search.text("whale", Kind.MUSIC)) == ["m1"]
    assert ids(shelf.search.text("whale", Kind.DOCUMENT)) == ["d1"]


def test_n_limits(shelf):
    assert len(shelf.search.text("whale", n=2)) == 2
    assert shelf.search.text("whale", n=0) == []


def test_the_last_word_may_be_unfinished_while_typing(shelf):
    assert shelf.search.text("ishm") == []
    assert ids(shelf.search.text("ishm", typing=True)) == ["b1"]
    assert set(ids(shelf.search.text("herman whal", typing=True))) >= {"b1", "b2"}


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', "*", "AND OR NOT", 'whale" OR "x', "title:whale", "(whale", "whale^2", "-whale", "NEAR(a b)",
     "{a}:b",      "_", "—", "💙", "a\0b", "\udcff", "'; DROP TABLE items; --", "x" * 10_000, "w " * 5000],
)  # fmt: skip
def test_no_query_is_syntax(shelf, query):
    shelf.search.text(query)
    shelf.search.text(query, typing=True)
    assert shelf.items.count() == 5


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(), max_size=30), typing=st.booleans())
def test_any_query_is_answered(shelf, query, typing):
    assert len(shelf.search.text(query, typing=typing)) <= 5


def test_a_word_in_every_row_still_finds_when_it_is_all_there_is(library):
    library.items.put_many(
        (book(f"b{n}", f"The {n}"), pages(f"b{n}", "the"), None, record(f"/shelf/{n}")) for n in range(10)
    )
    assert len(library.search.text("the")) == 10
    assert library.search.text("the 7")[0].item_id == "b7"


def test_a_long_passage_is_cut_to_a_snippet(library):
    text = "before " * 200 + "needle " + "after " * 200
    library.items.put(book("b1", "Hay"), pages("b1", text), None, record("/shelf/1"))
    (hit,) = library.search.text("needle")
    assert "needle" in hit.snippet
    assert len(hit.snippet) < 300


def test_snippets_can_be_left_out(shelf):
    plain = shelf.search.text("whale", snippets=False)
    assert ids(plain) == ids(shelf.search.text("whale"))
    assert {hit.snippet for hit in plain} == {""}


def test_the_rarest_word_decides_where_ranking_all_would_take_long(library, monkeypatch):
    monkeypatch.setattr(search, "MOST_ROWS", 10)
    rows = (
        (book(f"b{n}", f"T{n}"), pages(f"b{n}", "even" if n % 3 else "odd one"), None, record(f"/s/{n}"))
        for n in range(30)
    )
    library.items.put_many(rows)
    library.items.put(book("c1", "Comet"), pages("c1", "even a comet"), None, record("/s/c"))
    assert ids(library.search.text("odd even comet")) == ["c1"]
    assert len(library.search.text("odd")) == 10


def test_every_word_counts_wherever_it_stands(library):
    library.items.put_many(
        [
            (
                replace(book("v1", "Twenty Thousand Leagues", "Jules Verne"), year=1870),
                pages("v1", "a squid"),
                None,
                record("/s/1"),
            ),
            (
                replace(book("v2", "The Mysterious Island", "Jules Verne"), year=1875),
                pages("v2", "a squid"),
                None,
                record("/s/2"),
            ),
            (
                book("w1", "The Age of Innocence", "Edith Wharton"),
                pages("w1", "in the 1870 of New York"),
                None,
                record("/s/3"),
            ),
        ]
    )
    library.items.put_many((book(f"x{n}", f"Other {n}"), (), None, record(f"/s/x{n}")) for n in range(9))
    assert ids(library.search.text("verne 1870", every=True)) == ["v1"]
    assert set(ids(library.search.text("verne 1870"))) == {"v1", "v2", "w1"}
    assert set(ids(library.search.text("verne squid", every=True))) == {"v1", "v2"}  # one in the name, one in the text
    assert ids(library.search.text("verne mysterious squid", every=True)) == ["v2"]
    assert set(ids(library.search.text("1870", every=True))) == {"v1", "w1"}
    assert library.search.text("verne innocence", every=True) == []
    assert ids(library.search.text("verne leag", typing=True, every=True)) == ["v1"]
    assert library.search.text("verne 1870", Kind.MUSIC, every=True) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(), max_size=30), typing=st.booleans())
def test_what_holds_every_word_holds_some(shelf, query, typing):
    some = ids(shelf.search.text(query, typing=typing))
    assert set(ids(shelf.search.text(query, typing=typing, every=True))) <= set(some)


def test_deleted_words_are_no_longer_found(shelf):
    shelf.files.forget_many([Path("/shelf/b1")])
    assert shelf.search.text("ishmael") == shelf.search.text("melville") == []


def test_the_nearest_passages_come_first_with_their_cosine(library):
    made = vectors(30)
    library.items.put_many(
        (book(f"b{n}", f"T{n}"), pages(f"b{n}", f"{n} a", f"{n} b", f"{n} c"), None, record(f"/s/{n}"))
        for n in range(10)
    )
    numbers = [passage.id for n in range(10) for passage in library.items.passages(f"b{n}")]
    library.vectors.set_passage_vectors(numbers, made)
    hits = library.search.passages(made[4], n=30)
    expected = np.argsort(-(made @ made[4]))
    assert [hit.passage_id for hit in hits] == [numbers[place] for place in expected]
    np.testing.assert_allclose([hit.similarity for hit in hits], (made @ made[4])[expected], atol=1e-5)
    assert hits[0].item_id == "b1"
    assert len(library.search.passages(made[4], n=3)) == 3


def test_kinds_have_neighbours_of_their_own(library):
    made = vectors(6)
    for number in range(6):
        kind = Kind.MUSIC if number % 2 else Kind.BOOK
        library.items.put(Item(f"i{number}", kind, "T"), pages(f"i{number}", "x"), None, record(f"/s/{number}"))
    numbers = [library.items.passages(f"i{number}")[0].id for number in range(6)]
    library.vectors.set_passage_vectors(numbers, made)
    library.vectors.set_item_vectors([f"i{number}" for number in range(6)], made)
    assert set(ids(library.search.passages(made[0], Kind.MUSIC))) == {"i1", "i3", "i5"}
    assert [item_id for item_id, _ in library.search.items(made[1], Kind.MUSIC, 1)] == ["i1"]
    assert len(library.search.items(made[1])) == 6


def test_odd_requests_for_neighbours_have_none(library):
    assert library.search.passages(vectors(1)[0]) == []
    assert library.search.passages(np.zeros(384, np.float32)) == []
    assert library.search.passages(vectors(1)[0], n=0) == []
    assert library.search.passages(vectors(1)[0], n=100_000) == []
