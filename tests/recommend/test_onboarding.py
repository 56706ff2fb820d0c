"""The first questions: chosen for what they tell, sensible on every shelf."""

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.domain.targets import Target
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History
from assistant.recommend.onboarding import MOST_QUESTIONS, OPTIONS, facility_location, how_many, next_question

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
