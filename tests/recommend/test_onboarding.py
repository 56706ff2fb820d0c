"""The first questions: chosen for what they tell, sensible on every shelf."""

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.domain.targets import Target
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.clusters import medoids
from assistant.recommend.history import History
from assistant.recommend.onboarding import (
    MOST_QUESTIONS,
    OPTIONS,
    Option,
    Question,
    facility_location,
    how_many,
    label_of,
    next_question,
    option_by_subject,
)

NOW = 1_700_000_000.0


def catalogue_of(embedder, *, books=0, music=0, documents=0, subjects=("sea", "moon", "bread")):
    counts = ((Kind.BOOK, books), (Kind.MUSIC, music), (Kind.DOCUMENT, documents))
    items = [
        Item(f"{kind[0]}{k}", kind, f"{kind} {k}", (f"Name {k % 5}",), subjects=subjects[k % 3 : k % 3 + 1])
        for kind, count in counts
        for k in range(count)
    ]
    texts = [f"{item.title} {' '.join(item.subjects)}" for item in items]
    return Catalogue.build(items, [item.id for item in items], embedder.embed_batch(texts))


def all_questions(catalogue, history=None):
    asked = []
    while (question := next_question(catalogue, history or History(), NOW, asked)) is not None:
        asked.append(question)
    return asked


def test_every_kind_is_asked_about_and_nothing_twice(embedder):
    catalogue = catalogue_of(embedder, books=40, music=30, documents=12)
    asked = all_questions(catalogue)
    assert len(asked) <= MOST_QUESTIONS and {question.kind for question in asked} == set(Kind)
    labels = [(question.kind, option.label) for question in asked for option in question.options]
    assert len(labels) == len(set(labels))
    for question in asked:
        assert 2 <= len(question.options) <= OPTIONS
        assert all(bool(one.item_ids) != bool(one.statement) for one in question.options)
        assert all(catalogue.items[catalogue.row[one.stands_for]].kind is question.kind for one in question.options)


@pytest.mark.parametrize(("books", "most"), [(0, 0), (1, 0), (5, 0), (6, 2), (12, 4), (300, 8)])
def test_small_shelves_are_asked_little(embedder, books, most):
    catalogue = catalogue_of(embedder, books=books)
    assert how_many(catalogue) == most
    assert len(all_questions(catalogue)) <= most


def test_what_was_judged_or_hidden_is_not_offered(embedder):
    catalogue = catalogue_of(embedder, books=30, subjects=())
    likes = tuple(Interaction(k, f"b{k}", Verdict.LIKED, NOW - 9) for k in range(10))
    history = History(likes, hidden=frozenset({Target.item("b20")}))
    offered = {name for question in all_questions(catalogue, history) for o in question.options for name in o.item_ids}
    assert offered and not offered & {"b20", *(f"b{k}" for k in range(10))}


def test_an_answer_changes_what_is_asked_next(regions):
    catalogue = regions.recommender.catalogue
    first = next_question(catalogue, History(), NOW)
    second = next_question(catalogue, History(), NOW, [first])
    picked = [
        next_question(
            catalogue,
            History(statements=(Statement("s1", option.statement, kind=Kind.BOOK),)),
            NOW,
            [first, second],
        )
        for option in first.options
    ]
    assert len({question.options for question in picked}) > 1


def test_facility_location_leaves_no_corner_without_an_option():
    near = np.asarray([[1, 0.9, 0], [1, 0.9, 0], [0, 0, 1]], np.float32)
    assert facility_location(near, np.zeros(3, np.float32), 3) == [0, 2]
    assert facility_location(near, np.asarray([1, 1, 0], np.float32), 2) == [2]
    assert facility_location(np.zeros((0, 0), np.float32), np.zeros(0, np.float32), 2) == []


def test_each_kind_has_its_turn_by_the_root_of_its_share(embedder):
    asked = all_questions(catalogue_of(embedder, books=40, music=30, documents=12))
    # Shares of .41, .36 and .23: whoever lags most is next.
    assert "".join(question.kind[0] for question in asked).startswith("bmdbmbd")


def test_subjects_first_then_works(embedder):
    asked = all_questions(catalogue_of(embedder, books=40, subjects=("sea", "moon", "bread")))
    assert [bool(question.options[0].statement) for question in asked[:2]] == [True, False]
    assert asked[0].text != asked[1].text and [question.id for question in asked[:2]] == ["q1", "q2"]
    bare = all_questions(catalogue_of(embedder, books=6, subjects=()))
    assert [len(question.options) for question in bare] == [OPTIONS], "no subjects, and works of six books just do"


def test_a_subject_is_offered_that_several_carry_and_not_nearly_all(embedder):
    long, letters = "s" * 41, "ab"
    carried = {"every": 7, "common": 6, "third": 3, "rare": 2, long: 4, letters: 4}
    items = [
        Item(f"b{k}", Kind.BOOK, f"Book {k}", subjects=tuple(name for name, count in carried.items() if k < count))
        for k in range(10)
    ]
    catalogue = Catalogue.build(items, [item.id for item in items], embedder.embed_batch([one.title for one in items]))
    question = next_question(catalogue, History(), NOW)
    assert {option.label for option in question.options} == {"common", "third"}


def test_the_works_offered_leave_no_region_out(embedder):
    generator = np.random.default_rng(2)
    # Four regions that lie close together, seen from afar, and differ in size.
    centres = [3 * np.eye(6)[5] + np.eye(6)[axis] for axis in range(4) for _ in range((8, 5, 4, 3)[axis])]
    vectors = np.asarray(centres) + 0.02 * generator.standard_normal((20, 6))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    items = [Item(f"b{k}", Kind.BOOK, f"Book {k}") for k in range(20)]
    question = next_question(Catalogue.build(items, [item.id for item in items], vectors), History(), NOW)
    regions = [int(np.searchsorted([8, 13, 17], int(one.item_ids[0][1:]), "right")) for one in question.options]
    assert sorted(regions) == [0, 1, 2, 3] and regions[0] == 0, "the largest first"


def test_works_are_picked_by_their_nearness_around_the_middle_of_the_shelf():
    vectors = np.random.default_rng(4).standard_normal((30, 6)) + 2
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    items = [Item(f"b{k}", Kind.BOOK, f"Book {k}") for k in range(30)]
    question = next_question(Catalogue.build(items, [item.id for item in items], vectors), History(), NOW)
    offered = medoids(vectors, 10)
    apart = vectors - vectors.mean(axis=0)
    apart /= np.linalg.norm(apart, axis=1, keepdims=True)
    best = facility_location(np.maximum(apart @ apart[offered].T, 0), np.zeros(30, np.float32), OPTIONS)
    assert [one.item_ids[0] for one in question.options] == [f"b{offered[place]}" for place in best]


def test_what_has_left_the_library_since_it_was_offered_is_no_hindrance(embedder):
    catalogue = catalogue_of(embedder, books=30)
    gone = Question("q1", "?", Kind.BOOK, (Option("Gone", ("gone",), stands_for="gone"), Option("sea", statement="x")))
    lost = Question("q2", "?", Kind.BOOK, (Option("no longer carried", statement="y", stands_for="b0"),))
    assert next_question(catalogue, History(), NOW, [gone, lost]) is not None
    found = next_question(catalogue, History(), NOW, [gone])
    assert found.id == "q2" and "sea" not in {option.label for option in found.options}


@pytest.mark.parametrize(
    ("kind", "subject", "sentence"),
    [
        (Kind.BOOK, "Science Fiction", "I like science fiction."),
        (Kind.BOOK, "Old maps", "I like old maps."),
        (Kind.BOOK, "Le Guin", "I like Le Guin."),
        (Kind.BOOK, "Sea", "I like books about sea."),
        (Kind.MUSIC, "Jazz", "I like jazz music."),
        (Kind.MUSIC, "Chamber music", "I like chamber music."),
        (Kind.MUSIC, "Zyx", "I like music tagged “Zyx”."),
        (Kind.DOCUMENT, "Japan", "I like documents about Japan."),
    ],
)
def test_the_sentence_of_a_subject(embedder, kind, subject, sentence):
    item = Item("x", kind, "Anything", subjects=(subject,))
    catalogue = Catalogue.build([item], ["x"], embedder.embed_batch(["x"]))
    option = option_by_subject(catalogue, 0, 0)
    assert (option.statement, option.stands_for, option.item_ids, option.label) == (sentence, "x", (), subject)


def test_a_work_is_offered_with_its_creator_unless_that_repeats_the_title():
    assert label_of(Item("x", Kind.MUSIC, "Blue", ("Ada Bell", "Bo"))) == "Blue, Ada Bell"
    assert label_of(Item("x", Kind.MUSIC, "Blue", ("BLUE",))) == "Blue" == label_of(Item("x", Kind.MUSIC, "Blue"))
