import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.recommend.clusters import Crowding
from assistant.recommend.diversity import diversify
from assistant.recommend.metrics import (
    bootstrap_interval,
    calibration_divergence,
    coverage,
    intra_list_diversity,
    ndcg_at,
    novelty,
    recall_at,
)
from assistant.recommend.preference_model import KnownItems, Posterior, Solver, TastePrior, solve_taste
from assistant.recommend.scoring import standardise
from assistant.recommend.text.query_weights import telling
from assistant.recommend.text.series import bare_title, series_of
from assistant.recommend.text.text_features import WordMatrix, content_words, names_key, stem
from assistant.recommend.text.topics import Topics


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def known_items(x, kinds, prior):
    return KnownItems.of(np.arange(len(x)), lambda rows: x[rows], kinds, prior)


@pytest.mark.parametrize("before", [[1, 3, 4], [0, 2, 3, 5, 9], list(range(8)), list(range(12))])
@pytest.mark.parametrize("after", [[1, 2, 3, 4], [0, 9], list(range(1, 11))])
def test_what_is_taken_over_from_other_feedback_changes_no_taste(before, after):
    x, prior = unit(np.random.default_rng(1).standard_normal((12, 8))), TastePrior.of(np.eye(8) / 8)
    kinds, solver = (np.arange(12) % 2).astype(np.int8), Solver()
    solver.known(np.asarray(before), lambda rows: x[rows], kinds, prior)
    tastes = [
        solve_taste(
            one.posterior(known, np.linspace(0.1, 1, len(after))), np.linspace(-1, 1, len(after)), np.ones(8), n_kinds=3
        )
        for one in (solver, Solver())
        for known in [one.known(np.asarray(after), lambda rows: x[rows], kinds, prior)]
    ]
    assert tastes[0].weights() == pytest.approx(tastes[1].weights(), abs=1e-6)
    assert tastes[0].mean == pytest.approx(tastes[1].mean, abs=1e-12)
    assert tastes[0].heard == pytest.approx(tastes[1].heard, abs=1e-12)


@pytest.mark.parametrize("size", [1, 5, 8, 40])
def test_taste_is_the_closed_form_with_little_feedback_and_with_much(size):
    generator = np.random.default_rng(size)
    x, y = unit(generator.standard_normal((size, 5))), generator.standard_normal(size)
    c, gram, prior = generator.random(size) + 0.1, np.eye(5) / 5, generator.standard_normal(5)
    known = known_items(x, np.zeros(size, np.int8), TastePrior.of(gram, 0.7, 3.0))
    taste = solve_taste(Posterior.of(known, c), y, prior, n_kinds=3)
    a = 0.7 * np.eye(5) + 3.0 * gram + (x.T * c) @ x
    assert taste.mean == pytest.approx(np.linalg.solve(a, 0.7 * prior + x.T @ (c * y)), abs=1e-5)
    assert not taste.offsets.any(), "one kind alone needs no offset"


def test_without_feedback_the_taste_is_the_profile_against_the_shelf():
    prior = np.asarray([1.0, 0, 0])
    none = np.zeros(0)
    shelf = TastePrior.of(np.zeros((3, 3)))
    known = known_items(np.zeros((0, 3), np.float32), np.zeros(0, np.int8), shelf)
    taste = solve_taste(Posterior.of(known, none), none, prior, n_kinds=3)
    assert taste.mean == pytest.approx(prior)


@pytest.mark.parametrize("size", [6, 20])
def test_kinds_get_offsets_and_samples_spread_by_the_posterior(size):
    x = unit(np.random.default_rng(2).standard_normal((size, 6)))
    kinds = (np.arange(size) % 2).astype(np.int8)
    targets = np.where(kinds == 0, 1.0, -1.0)
    known = known_items(x, kinds, TastePrior.of(np.eye(6) / 6))
    taste = solve_taste(Posterior.of(known, np.ones(size)), targets, np.zeros(6), n_kinds=3)
    assert (x[kinds == 0] @ taste.weights()[0]).mean() > (x[kinds == 0] @ taste.weights()[1]).mean()
    drawn = taste.samples(np.random.default_rng(0), 1.0, 400)[:, 0] - taste.weights()[0]
    covariance = np.linalg.inv(0.5 * np.eye(6) + 20 * np.eye(6) / 6 + x.T @ x)
    assert np.cov(drawn.T) == pytest.approx(covariance, abs=0.15 * np.abs(covariance).max() + 0.02)


@settings(max_examples=40)
@given(st.integers(1, 30), st.integers(0, 1000), st.floats(0, 2), st.floats(0, 2))
def test_diversified_scores_never_rise(size, seed, redundancy, calibration):
    generator = np.random.default_rng(seed)
    relevance, vectors = generator.standard_normal(size), unit(generator.standard_normal((size, 4)))
    groups = generator.integers(0, 3, size)
    picked = diversify(
        relevance, vectors, groups, np.full(3, 1 / 3), 10, redundancy=redundancy, calibration=calibration, focus=0.0
    )
    adjusted = [relevance[p] + change for p, change in zip(picked.order, picked.changes, strict=True)]
    assert len(set(picked.order)) == len(picked.order) == min(10, size)
    assert all(later <= earlier + 1e-9 for earlier, later in zip(adjusted, adjusted[1:], strict=False))


def test_standardising_ignores_what_stands_beside_the_pool():
    values = np.asarray([1.0, 2.0, 3.0, 100.0])
    assert standardise(values, 3)[:3] == pytest.approx(standardise(values[:3], 3))
    assert standardise(values, 3)[3] == 4.0
    assert not standardise(np.ones(5), 5).any()


def test_metrics_agree_with_hand_counts():
    assert ndcg_at([True, False, True], 2) == pytest.approx((1 + 0.5) / (1 + 1 / np.log2(3)))
    assert ndcg_at([], 0) == 0 and recall_at([True, False], 4, 2) == 0.25
    assert (
        intra_list_diversity(np.eye(3, dtype=np.float32)) == 1
        and intra_list_diversity(np.eye(1, dtype=np.float32)) == 0
    )
    assert novelty(np.asarray([0.5, 0.25])) == 1.5 and coverage([["a"], ["a", "b"]], 4) == 0.5
    assert calibration_divergence(np.asarray([0.5, 0.5]), np.asarray([0.5, 0.5])) == pytest.approx(0)
    mean, low, high = bootstrap_interval(np.asarray([0.0, 1.0] * 50))
    assert mean == 0.5 and 0.35 < low < 0.5 < high < 0.65


def test_words_are_folded_and_stemmed():
    assert content_words("The Stories of Čapek's ROBOTS") == ["story", "capek", "robot"]
    assert stem("glasses") == "glasse" or stem("glasses") == "glass"
    assert names_key("Le Guin, U.K.") == "le guin u k"


def test_matching_is_bm25():
    words = WordMatrix([{"sea": 3.0, "ship": 1.0}, {"ship": 0.5}, {"rose": 1.5}])
    lengths, idf, k1, b = np.asarray([4.0, 0.5, 1.5]) / 2, np.log1p([3, 1.5]), 1.2, 0.75
    counts = np.asarray([[3, 1], [0, 0.5], [0, 0]])
    tf = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths[:, None]))
    assert words.matched({"sea": 1.0, "ship": 0.5, "storm": 9.0}) == pytest.approx(tf @ (idf * [1.0, 0.5]), rel=1e-5)
    assert not words.matched({}).any() and len(WordMatrix([]).matched({"sea": 1.0})) == 0


def test_words_that_frame_a_request_tell_little():
    asking, any_story, own = telling(content_words("reading girls lighthouse"))
    assert asking < any_story < own == 1


def test_word_matrix_and_topics():
    documents = [{"sea": 2.0, "ship": 1.0}, {"ship": 1.0, "storm": 1.0}, {"rose": 1.0}, {}]
    words = WordMatrix(documents)
    scores = words.matched({"ship": 1.0, "unknown": 1.0})
    assert scores[2] == scores[3] == 0 and scores[0] > 0 and scores[1] > 0
    rows = np.arange(4)
    exact = words.rows.toarray() @ words.rows.toarray().T
    assert words.between(rows, rows) == pytest.approx(exact, abs=1e-6)
    topics = Topics(words)
    folded = topics.rows(rows)
    assert np.linalg.norm(folded, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-4)
    assert topics.sample.tolist() == [0, 1, 2, 3], "they are learned on all of a small shelf"
    weights = np.random.default_rng(0).standard_normal((topics.dimensions, 2)).astype(np.float32)
    assert topics.scores(weights) == pytest.approx(folded @ weights, abs=1e-5)
    assert np.linalg.norm(topics.fold(["ship", "nothing"])) == pytest.approx(1, abs=1e-4)
    assert not topics.fold(["nothing"]).any()


def test_series_are_read_from_titles(make):
    item = make.shelf(1)[0]
    assert series_of(item) == ("Tides", 1.0)
    from dataclasses import replace

    named = replace(item, title="Shadow (Ender's Shadow, #2)", series="", series_index=None)
    assert series_of(named) == ("Ender's Shadow", 2.0) and bare_title(named) == "Shadow"
    assert series_of(replace(named, title="Alone")) == ("", None)


def test_a_walk_over_words_prefers_rare_ones_and_gains_nothing_by_a_long_text():
    filler = {f"word{number}": 1.0 for number in range(40)}
    words = WordMatrix(
        [{"sea": 1, "wolf": 1}, {"sea": 1}, {"wolf": 1}, {"wolf": 1}, {"sea": 1, **filler}, {"rose": 1}, {"wolf": 1}]
    )
    start, weights = np.asarray([0]), np.ones(1)
    found = words.walked(start, weights, np.arange(7))
    # Three carry "sea" and four "wolf"; half of the walk goes to each.
    assert found[1] == pytest.approx(np.cbrt(1 / 2 / 3)) and found[2] == found[3] < found[1]
    assert found[4] == pytest.approx(np.cbrt(1 / 2 / 3 / np.sqrt(41))) and found[5] == 0
    assert words.walked(start, weights, np.asarray([5, 1])) == pytest.approx(found[[5, 1]])


def test_crowding_is_the_mean_nearness_to_the_nearest_few_others():
    vectors = unit(np.random.default_rng(2).standard_normal((9, 4)))
    near = vectors @ vectors.T
    np.fill_diagonal(near, -1)
    expected = np.sort(near, axis=1)[:, -5:].mean(axis=1)
    crowding = Crowding(vectors)
    assert crowding.of(np.asarray([7, 2])) == pytest.approx(expected[[7, 2]])
    assert crowding.of(np.arange(9)) == pytest.approx(expected)
