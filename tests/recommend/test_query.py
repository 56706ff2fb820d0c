"""A text seen from the catalogue: what it names, what the full text and the passages of the library say of it."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.embedding.wishes import asking_directions, without_directions
from assistant.recommend.text.query import Asked, QueryReader, core_of, tidy


@pytest.fixture
def small(make, embedder):
    """Six works: Dune is a series, Emma a title that two share."""
    rows = [
        {"title": "Sand", "series": "Dune", "creators": ("Vera Orr",), "subjects": ("deserts",)},
        {"title": "Emma", "creators": ("Jane Poe",), "subjects": ("sea",)},
        {"title": "Emma", "creators": ("Ada Bo",), "subjects": ("sea",)},
        {"title": "Salt (Tides, #2)", "creators": ("Bo",), "subjects": ("tea",)},
        {"title": "Harbour", "creators": ("Rust",), "subjects": ("science fiction",)},
        {"title": "Lamp", "creators": (), "subjects": ()},
    ]
    items = [
        replace(item, **{"series": "", "series_index": None, "description": "", **row})
        for item, row in zip(make.shelf(6), rows, strict=True)
    ]
    return make.catalogue(items, embedder)


def named(small, text):
    column = QueryReader(small, None).request(text).names
    return np.flatnonzero(column).tolist() if column is not None else None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("more of Dune please", [0]),
        ("by Vera Orr", [0]),
        ("by Rust", [4]),
        ("by Bo", None),
        ("with tea", [3]),
        ("the sea", [1, 2]),
        ("some sci-fi", [4]),
        ("something else", None),
    ],
)
def test_items_that_carry_what_a_text_names(small, text, rows):
    assert named(small, text) == rows


def test_what_carries_a_name_is_sorted_by_taste_and_tells_the_more_the_rarer_it_is(small, embedder):
    reader = QueryReader(small, embedder)
    asked = reader.request("the sea by Jane Poe")
    assert asked.carriers.tolist() == [1, 2]
    assert reader.request("the sea by Ada Bo").carriers.tolist() == [2, 1]
    assert asked.rarity == pytest.approx(np.log(3) / 2)
    assert reader.request("tea").rarity == pytest.approx(np.log(6) / 2)
    nothing = reader.request("quite another thing")
    assert nothing.carriers.tolist() == [] and nothing.rarity == 2
    assert Asked("", "", np.zeros(3), names=np.ones(5, np.float32)).rarity == 0.3


def test_terms_are_the_names_that_are_known_else_the_words(small):
    reader = QueryReader(small, None)
    assert set(reader.request("science fiction by Vera Orr").terms) == {
        "subject:science fiction", "creator:vera orr", "science", "fiction", "vera", "orr",
    }  # fmt: skip
    assert reader.request("old maps").terms == ("old", "map")


def test_a_work_is_named_by_its_title_in_quotation_marks_where_one_alone_has_it(small):
    reader = QueryReader(small, None)
    assert reader.request("like “Harbour” or “Salt (Tides, #2)”").titles == (4, 3)
    assert reader.request("like “Emma”").titles == () and reader.request("like Harbour").titles == ()


def test_a_title_in_quotation_marks_is_no_subject(make, embedder, small):
    works = [replace(small.items[0], title="Sea"), replace(small.items[1], title="Sea stories"), *small.items[2:]]
    works[0] = replace(works[0], title="Sea and lamp", subjects=("lamp",))
    reader = QueryReader(make.catalogue(works, embedder), None)
    (title,) = reader.statements(["I like “Sea and lamp”"])
    (subject,) = reader.statements(["I like “lamp”"])
    assert title.names is None and np.flatnonzero(subject.names).tolist() == [0]


def test_hits_of_the_full_text_fall_with_their_rank_and_count_once(small):
    ids = ("i4", "elsewhere", "i2", "i4", "i0")
    reader = QueryReader(small, None, lambda text: [SimpleNamespace(item_id=one) for one in ids])
    found = reader.request("harbour lamps").found
    assert found == pytest.approx([60 / 62, 0, 60 / 61, 0, 1, 0])
    assert reader.request("the").found is None, "it has no word that tells anything"
    assert QueryReader(small, None, lambda text: []).request("harbour").found is None
    assert QueryReader(small, None).request("harbour").found is None


def passages_of(small, embedder, ids, near, text):
    return QueryReader(small, embedder, passage_search=lambda vectors: (ids, near(len(vectors)))).request(text).passages


FOUR = "The sea is cold tonight. A lamp burns on the rock. Some come ashore here. The ferry stops at noon."
SIX = f"{FOUR} Gulls cry over the pier. Snow falls on the roofs."


def test_passages_count_whole_and_by_the_three_sentences_met_best(small, embedder):
    def near(queries):
        assert queries == 7, "the whole text and each sentence"
        met = [0.9, 0.1, 0.6, 0.2, 0.3, 0.1]
        return np.asarray([[0.8, 0.1, 0.4], *([one, 0.2, 0.1] for one in met)])

    columns = passages_of(small, embedder, ["i3", "elsewhere", "i0"], near, SIX)
    assert columns[0] == pytest.approx([0.4, 0.1, 0.1, 0.8, 0.1, 0.1]), "what is not found counts as the last hit"
    assert columns[1, [0, 1, 3]] == pytest.approx([0.1, 0.1, 0.6])


def test_one_sentence_is_the_whole_and_what_is_found_nowhere_says_nothing(small, embedder):
    def near(queries):
        return np.asarray([[0.8, 0.2]])

    columns = passages_of(small, embedder, ["i0", "i5"], near, "the cold sea")
    assert columns.tolist() == pytest.approx(np.asarray([[0.8, 0.2, 0.2, 0.2, 0.2, 0.2]] * 2))
    assert passages_of(small, embedder, ["x", "y"], near, "the cold sea") is None
    assert passages_of(small, embedder, ["i0", "y"], near, "the cold sea")[0].tolist() == pytest.approx(
        [0.8] + [0.2] * 5
    )
    assert QueryReader(small, embedder).request("the cold sea").passages is None
    assert QueryReader(small, None, passage_search=lambda vectors: 1 / 0).request("the cold sea").passages is None


def test_the_meaning_is_that_of_the_whole_text_then_of_each_sentence(small, embedder):
    two = QueryReader(small, embedder).request("The sea is cold tonight. A lamp burns on the rock.")
    assert two.columns.shape == (3, 6) and QueryReader(small, embedder).request("the sea").columns.shape == (1, 6)
    asked = QueryReader(small, embedder).request(FOUR)
    texts = [FOUR, *FOUR.replace(". ", ".\n").split("\n")]
    asked_for = without_directions(embedder.embed_batch(texts), asking_directions(embedder))
    own = [small.vectors @ vector for vector in asked_for]
    assert asked.columns == pytest.approx(np.stack(own), abs=1e-5)
    assert asked.nearest.tolist() == np.argsort(-own[0], kind="stable").tolist()
    without = QueryReader(small, None).request(FOUR)
    assert without.columns is None and without.nearest.tolist() == []


def test_a_sentence_is_kept_and_has_two_sides(small, embedder):
    reader = QueryReader(small, embedder)
    sea, tea = reader.statements(["I like the sea without tea", "I like tea"])
    assert sea.core == "sea" and tea.core == "tea" and tea.against is None
    assert sea.against is not None and np.flatnonzero(sea.against.names).tolist() == [3]
    assert sea.against.columns[0] == pytest.approx(small.vectors @ embedder.embed(sea.against.core), abs=1e-5)
    assert reader.statements(["I like tea"])[0] is tea
    reader.statements([f"I like tea number {number}" for number in range(24)])
    assert reader.statements(["I like tea"])[0] is not tea, "of those no longer asked for only a few are kept"


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("I really like slow science fiction", "slow science fiction"), ("slow books", "slow books"),
        ("I like", "I like"), (" I don’t want to read war novels", "war novels"), ("recommend me tea", "tea"),
        ("please find me maps", "maps"),
    ],
)  # fmt: skip
def test_a_wish_without_its_frame(text, core):
    assert core_of(text) == core


def test_a_request_is_tidied():
    assert tidy("  old \n maps [BOOK] &amp; lamps ") == "old maps lamps"
    assert tidy("[BOOK]") == "[BOOK]" and tidy("") == ""
