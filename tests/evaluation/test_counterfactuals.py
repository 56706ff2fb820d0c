"""What-if agrees with a journal that never held the row, in any order; what why-not says comes true."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.explain.change_words import what_would_change_it
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.counterfactual import AlsoLiked, left_without
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender

NOW = 1_700_000_000.0
ASKED = Request(now=NOW, explore=0.0)
THEMES = ("sea", "moon", "bread", "snow")


@pytest.fixture(scope="module")
def ranker():
    generator = np.random.default_rng(2)
    centres = generator.standard_normal((4, 24))
    vectors = centres[np.arange(120) % 4] + 0.7 * generator.standard_normal((120, 24))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    items = [
        Item(f"i{k}", list(Kind)[k % 3], f"Work {k}", (f"Name {k % 11}",), subjects=(THEMES[k % 4],))
        for k in range(120)
    ]
    return Recommender(Catalogue.build(items, [item.id for item in items], vectors))


def a_history():
    verdicts = (Verdict.LIKED, Verdict.DISLIKED, Verdict.OPENED, Verdict.PLAYED, Verdict.DROPPED, Verdict.LIKED)
    acts = tuple(Interaction(k, f"i{5 * k}", verdicts[k % 6], NOW - 1e6 + 1000 * k) for k in range(1, 20))
    sentences = (
        Statement("s1", "I like the sea", kind=Kind.BOOK, updated=NOW - 9),
        Statement("s2", "I don't like snow", -1, updated=NOW - 8),
    )
    return History(acts, sentences)


@pytest.mark.parametrize("target", ["i25", "s2", "like", "music", "book"])
def test_what_if_is_the_journal_that_never_held_it_in_any_order(ranker, target):
    history = a_history()
    kind = {item.id: item.kind for item in ranker.catalogue.items}
    never = History(
        tuple(i for i in history.interactions if target not in (i.item_id, i.verdict, kind[i.item_id])),
        tuple(s for s in history.statements if target not in (s.id, s.kind)),
    )
    assert never != history
    shuffled = [never.interactions[k] for k in np.random.default_rng(1).permutation(len(never.interactions))]
    expected = ranker.ranks(replace(never, interactions=tuple(shuffled)), ASKED)
    assert ranker.ranks(left_without(history, target, ranker.catalogue), ASKED) == expected
    before = ranker.ranks(history, ASKED)
    for item_id, old, new in ranker.what_if(history, target, ASKED):
        assert (before.get(item_id), expected.get(item_id)) == (old, new) and old != new


def test_what_would_bring_an_item_in_does_so(ranker):
    history, asked = a_history(), replace(ASKED, n=30)
    came_in = 0
    for row in range(1, 120, 6):
        answer = ranker.why_not(history, f"i{row}", asked)
        if answer.rank_after is None:
            continue
        words = what_would_change_it(answer)
        assert str(answer.rank_after) in words
        assert (answer.rank_after <= asked.n) == answer.enough != words.startswith("No single small change")
        if answer.enough and isinstance(answer.change, AlsoLiked):
            assert all(work.title in words for work in answer.change.works)
            acts = tuple(
                Interaction(900 + k, work.id, Verdict.LIKED, NOW) for k, work in enumerate(answer.change.works)
            )
            after = ranker.ranks(replace(history, interactions=(*history.interactions, *acts)), asked)
            assert after[f"i{row}"] == answer.rank_after
            came_in += 1
    assert came_in
