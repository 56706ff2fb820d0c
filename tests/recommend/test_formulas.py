"""Formulas against the plainest way to reckon them: by loops, by sorting, by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.recommend.candidates.best_rows import best_rows, first_allowed, keep_allowed
from assistant.recommend.catalogue import leading_rows
from assistant.recommend.clusters import clusters, medoids
from assistant.recommend.diversity import diversify
from assistant.recommend.features.context import largest, strongest, top_mean
from assistant.recommend.metrics import (
    bootstrap_interval,
    calibration_divergence,
    coverage,
    intra_list_diversity,
    ndcg_at,
    novelty,
    recall_at,
)
from assistant.recommend.onboarding import facility_location
from assistant.recommend.scoring import BESIDE_REQUEST, Weights, design, fuse, promised, standardise, summed

SEEDS = st.integers(0, 10_000)


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@settings(max_examples=60)
@given(SEEDS, st.integers(1, 12), st.integers(1, 8), st.floats(0, 2), st.floats(0, 2), st.floats(0, 2))
def test_each_pick_is_the_best_by_the_formula(seed, size, n, redundancy, calibration, focus):
    generator = np.random.default_rng(seed)
    relevance, vectors = generator.standard_normal(size), unit(generator.standard_normal((size, 3)))
    groups, shares = generator.integers(0, 2, size), np.asarray([0.7, 0.3])
    weights = {"redundancy": redundancy, "calibration": calibration, "focus": focus}
    picked = diversify(relevance, vectors, groups, shares, n, **weights)
    chosen = []
    for place, change in zip(picked.order, picked.changes, strict=True):
        changes = {}
        for i in set(range(size)) - set(chosen):
            near = [float(vectors[i] @ vectors[j]) for j in chosen]
            taken = sum(groups[j] == groups[i] for j in chosen)
            over = max(taken / n - shares[groups[i]], 0) if chosen else 0
            apart = max(1 - near[0], 0) if chosen else 0
            changes[i] = -(redundancy * max([0, *near]) + calibration * over + focus * apart)
        best = max(relevance[i] + changes[i] for i in changes)
        assert relevance[place] + change == pytest.approx(best, abs=1e-5)
        assert change == pytest.approx(changes[place], abs=1e-5)
        chosen.append(place)
    assert len(chosen) == min(n, size) == len(set(chosen))


@settings(max_examples=60)
@given(SEEDS, st.integers(0, 400), st.integers(0, 5), st.booleans())
def test_the_best_rows_are_those_of_a_full_sort(seed, size, count, positive):
    generator = np.random.default_rng(seed)
    column = generator.integers(-3, 9, size).astype(np.float32)
    allowed = generator.random(size) < 0.7
    wanted = [row for row in range(size) if allowed[row] and (column[row] > 0 or not positive)]
    wanted.sort(key=lambda row: (-column[row], row))
    assert best_rows(column, allowed, count, positive=positive).tolist() == wanted[:count]
    front = leading_rows(column, 20)
    every = sorted(range(size), key=lambda row: (-column[row], row))
    assert front.tolist() == every[:20]
    permitted = [row for row in every if allowed[row]]
    assert first_allowed(front, lambda: column, allowed, count).tolist() == permitted[:count]
    assert keep_allowed(allowed, np.asarray(every, np.int64), count).tolist() == permitted[:count]


@settings(max_examples=40)
@given(SEEDS, st.integers(1, 6), st.integers(1, 9), st.integers(1, 5))
def test_the_nearest_few_are_averaged(seed, rows, likes, count):
    generator = np.random.default_rng(seed)
    similarity, weights = generator.standard_normal((rows, likes)).astype(np.float32), generator.random(likes)
    weighted = np.sort(similarity * weights, axis=1)[:, ::-1][:, :count]
    assert largest(similarity, weights, count) == pytest.approx(weighted, abs=1e-6)
    assert top_mean(weighted.astype(np.float32), 2) == pytest.approx(weighted[:, :2].mean(axis=1), abs=1e-6)


def test_of_many_likes_the_strongest_are_compared_in_the_order_of_their_rows():
    weights = np.random.default_rng(0).random(1000)
    rows, kept = strongest(np.arange(1000) * 2, weights)
    assert 300 <= len(rows) < 1000 and np.all(np.diff(rows) > 0)
    assert kept.min() >= np.sort(weights)[-len(rows)] and np.array_equal(weights[rows // 2], kept)
    few = strongest(np.arange(5), weights[:5])
    assert np.array_equal(few[0], np.arange(5)) and np.array_equal(few[1], weights[:5])


def bundles(sizes, seed=0):
    """Unit vectors in tight bundles around the axes."""
    generator = np.random.default_rng(seed)
    rows = [
        np.eye(len(sizes))[axis] + 0.02 * generator.standard_normal(len(sizes))
        for axis, n in enumerate(sizes)
        for _ in range(n)
    ]
    return unit(np.asarray(rows))


@pytest.mark.parametrize("sizes", [(5, 9, 3), (2, 2, 7, 4), (6,)])
def test_clusters_find_the_bundles_and_the_largest_comes_first(sizes):
    vectors = bundles(sizes)
    rows, centres = clusters(vectors, len(sizes))
    assert rows.tolist() == list(range(sum(sizes)))
    assert np.linalg.norm(centres, axis=1) == pytest.approx(np.ones(len(sizes)), abs=1e-5)
    assert sorted(np.argmax(centres, axis=1)) == list(range(len(sizes)))
    starts = np.cumsum((0, *sizes))
    order = [int(np.searchsorted(starts, row, "right")) - 1 for row in medoids(vectors, len(sizes))]
    assert [sizes[one] for one in order] == sorted(sizes, reverse=True)
    for one, row in zip(order, medoids(vectors, len(sizes)), strict=True):
        own = vectors[starts[one] : starts[one + 1]]
        middle = own.sum(axis=0)
        assert row - starts[one] == int(np.argmax(own @ middle)), "the item nearest to its centre stands for it"


def test_items_without_a_vector_stand_for_nothing():
    vectors = np.vstack((np.zeros((2, 3), np.float32), bundles((4, 2, 3))))
    assert clusters(vectors, 3)[0].tolist() == list(range(2, 11))
    assert set(medoids(vectors, 3).tolist()).isdisjoint({0, 1})
    none = np.zeros((5, 3), np.float32)
    assert medoids(none, 3).tolist() == [0, 1, 2] and medoids(none, 9).tolist() == [0, 1, 2, 3, 4]
    assert clusters(none, 3)[1].shape == (0, 3)
    assert len(clusters(bundles((1, 1)), 9)[1]) == 2


def test_a_centre_is_of_unit_length_though_its_items_lie_apart():
    vectors = np.asarray([[1, 0], [-0.8, 0.6]], np.float32)
    assert clusters(vectors, 1)[1][0] == pytest.approx(np.asarray([0.2, 0.6]) / np.hypot(0.2, 0.6), abs=1e-6)


@settings(max_examples=50)
@given(SEEDS, st.integers(1, 7), st.integers(1, 6))
def test_each_option_is_the_one_that_adds_most(seed, options, count):
    generator = np.random.default_rng(seed)
    near, reached = np.maximum(generator.standard_normal((9, options)), 0), np.maximum(generator.random(9) - 0.5, 0)
    chosen = facility_location(near.astype(np.float32), reached.astype(np.float32), count)

    def covered(places):
        return np.max(np.column_stack([reached, *(near[:, place] for place in places)]), axis=1).sum()

    for at, place in enumerate(chosen):
        gains = [covered([*chosen[:at], other]) for other in range(options)]
        assert gains[place] == pytest.approx(max(gains), abs=1e-4) and gains[place] > covered(chosen[:at])
    assert len(set(chosen)) == len(chosen) <= count
    if len(chosen) < min(count, options):
        assert max(covered([*chosen, other]) for other in range(options)) == pytest.approx(covered(chosen), abs=1e-5)


def test_metrics_by_hand():
    hits = [False, True, True, False]
    assert ndcg_at(hits, 3, 3) == pytest.approx((1 / np.log2(3) + 1 / 2) / (1 + 1 / np.log2(3) + 1 / 2))
    assert ndcg_at(hits, 3, 2) == pytest.approx((1 / np.log2(3)) / (1 + 1 / np.log2(3)))
    assert ndcg_at([True] * 12, 30) == pytest.approx(1) and ndcg_at([True], 0) == 0.0
    assert ndcg_at([False] * 10 + [True], 1) == 0, "ten places are judged"
    assert recall_at([False] * 19 + [True, True], 2) == 0.5, "twenty places are judged"
    assert recall_at([True], 0) == 0.0 and recall_at(hits, 2, 4) == 1
    two = np.asarray([[1, 0], [0.6, 0.8]], np.float32)
    assert intra_list_diversity(two) == pytest.approx(0.4)
    assert intra_list_diversity(np.vstack((two, two[:1]))) == pytest.approx(0.8 / 3, abs=1e-6)
    assert novelty(np.zeros(0)) == 0.0 and novelty(np.asarray([1.0, 0.125])) == pytest.approx(1.5)
    assert coverage([], 5) == 0 and coverage([["a"]], 0) == 0.0
    taste, shown = np.asarray([0.5, 0.5, 0.0]), np.asarray([0.25, 0.25, 0.5])
    assert calibration_divergence(taste, shown, mix=0.0) == pytest.approx(np.log(2))
    assert 0 < calibration_divergence(taste, shown, mix=0.5) < np.log(2)
    assert calibration_divergence(np.asarray([1.0, 0]), np.asarray([0, 1.0])) == pytest.approx(np.log(100))


def test_an_interval_holds_the_mean_and_narrows_with_more_people():
    generator = np.random.default_rng(5)
    few, many = generator.random(20), generator.random(2000)
    for values in (few, many):
        mean, low, high = bootstrap_interval(values)
        assert mean == pytest.approx(values.mean()) and low < mean < high
        error = values.std() / np.sqrt(len(values))
        assert high - low == pytest.approx(2 * 1.96 * error, rel=0.12), "as the normal law has it"
        assert bootstrap_interval(values) == (mean, low, high)
    assert bootstrap_interval(few, level=0.5)[2] < bootstrap_interval(few)[2]
    assert bootstrap_interval(np.zeros(0)) == (0.0, 0.0, 0.0)
    assert bootstrap_interval(np.ones(4)) == (1.0, 1.0, 1.0)


def test_standardised_columns():
    assert standardise(np.asarray([1.0, 3.0]), 2) == pytest.approx([-1, 1])
    assert standardise(np.asarray([1.0, 3.0, 2.0]), 2) == pytest.approx([-1, 1, 0])
    wild = standardise(np.asarray([0.0] * 99 + [1.0]), 100)
    assert wild.max() == 4.0 and wild.min() == pytest.approx(-0.1005, abs=1e-3)
    assert standardise(-np.asarray([0.0] * 99 + [1.0]), 100).min() == -4.0
    assert standardise(np.asarray([5.0]), 0).tolist() == [0.0]


def test_columns_with_a_zero_of_their_own_enter_as_they_are():
    values = np.asarray([1.0, 2.0, 3.0])
    entered = design({"fresh": values, "words": values, "nobody's": values}, 3)
    assert entered["fresh"] is values
    assert entered["words"] == pytest.approx(standardise(values, 3)) == entered["nobody's"]
    parts = fuse({"fresh": values, "words": values}, 3, {"fresh": np.asarray([1.0, 2.0, 0.5])})
    assert list(parts) == ["fresh"] and parts["fresh"] == pytest.approx([1, 4, 1.5])
    assert summed(parts, 3) == pytest.approx([1, 4, 1.5]) and summed({}, 2).tolist() == [0, 0]
    assert summed({"a": values, "b": -values}, 3).tolist() == [0, 0, 0]


TABLE = Weights(
    facts={"both": 5.0},
    bare={"words": 1.0},
    rich={"words": 3.0, "taste": 2.0},
    bare_pack={"content": 0.5, "pack_ease": 4.0},
    rich_pack={"content": 1.0, "pack_ease": 2.0},
    request={"request": 7.0},
)


def test_weights_go_by_how_much_is_known_of_a_kind():
    found = TABLE.blend(np.asarray([0.0, 0.25, 1.0]), has_pack=False)
    assert found["both"].tolist() == [5, 5, 5] and found["words"].tolist() == [1, 1.5, 3]
    assert found["taste"].tolist() == [0, 0.5, 2] and found["request"].tolist() == [7, 7, 7]
    assert "pack_ease" not in found and "content" not in found
    assert found["series_next"].tolist() == [promised()["series_next"]] * 3


def test_a_pack_scales_what_the_content_says_and_adds_its_own():
    found = TABLE.blend(np.asarray([0.0, 1.0, 0.5]), has_pack=True)
    assert found["words"].tolist() == [0.5, 3, 0.75 * 2] and found["pack_ease"].tolist() == [4, 2, 3]
    assert "content" not in found and found["request"].tolist() == [7, 7, 7]


def test_beside_a_request_all_that_was_learned_counts_less():
    plain, asked = (TABLE.blend(np.ones(1), has_pack=True, asked=asked) for asked in (False, True))
    for name in ("both", "words", "taste", "pack_ease"):
        assert asked[name] == pytest.approx(BESIDE_REQUEST * plain[name]) and 0 < BESIDE_REQUEST < 1
    for name in ("request", "series_next"):
        assert asked[name] == plain[name]
