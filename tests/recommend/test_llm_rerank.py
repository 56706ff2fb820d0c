"""The model's opinion as a part of the ledger: exact, bounded, and silent until feedback speaks for it."""

import math
import random
import statistics

import pytest

from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.recommend.llm_rerank import FEWEST, GRID, Polish, ReplayedList, learn, polished


def pick(number, score):
    return Recommendation(Item(f"b{number}", Kind.BOOK, f"Volume {number}"), Score({"taste": score, "creator": 0.1}))


PICKS = [pick(number, 1.0 - number / 20) for number in range(20)]


def lists(opinion):
    """Three lists whose later likes stand in the middle."""
    liked = frozenset(f"b{number}" for number in (8, 10, 12))
    opinions = {one.item.id: opinion(one.item.id in liked, number) for number, one in enumerate(PICKS)}
    return [ReplayedList(tuple(PICKS), opinions, liked)] * 3


def test_a_weight_is_raised_only_by_what_was_liked_later():
    helpful = learn(lists(lambda liked, _: 1.0 if liked else -1.0))
    assert helpful.weight == max(GRID)
    assert learn(lists(lambda liked, _: -1.0 if liked else 1.0)).weight == 0.0
    assert learn(lists(lambda liked, number: math.sin(number * 7.0) * 1e-3)).weight in GRID
    assert learn(lists(lambda liked, _: 0.5)).weight == 0.0


def gain(replayed, weight, mean, spread):
    scores = {
        one.item.id: float(one.score) + weight * max(-1.0, min(1.0, (replayed.opinions[one.item.id] - mean) / spread))
        for one in replayed.picks
    }
    order = sorted(scores, key=lambda name: -scores[name])
    return sum(1 / math.log2(1 + order.index(name) + 1) for name in replayed.liked_later)


@pytest.mark.parametrize("seed", range(20))
def test_the_weight_is_the_one_that_lifts_what_was_liked_later_most(seed):
    draw = random.Random(seed)
    replayed = []
    for _ in range(3):
        liked = draw.sample(range(20), 3)
        opinions = {f"b{number}": draw.gauss(0.3 * (number in liked), 1) for number in range(20)}
        replayed.append(ReplayedList(tuple(PICKS), opinions, frozenset(f"b{number}" for number in liked)))
    values = [value for one in replayed for value in one.opinions.values()]
    mean, spread = statistics.fmean(values), statistics.pstdev(values)
    gains = {weight: sum(gain(one, weight, mean, spread) for one in replayed) for weight in GRID}
    best = max(gains, key=gains.__getitem__)
    learned = learn(replayed)
    assert learned.weight == (best if gains[best] > 1.02 * gains[0.0] else 0.0)
    assert (learned.mean, learned.spread) == pytest.approx((mean, spread))


def test_little_feedback_teaches_nothing():
    one = lists(lambda liked, _: 1.0 if liked else -1.0)[:1]
    assert len(one[0].liked_later) < FEWEST and learn(one) == Polish()
    assert learn([]) == Polish()


def test_a_score_stays_the_exact_sum_of_its_parts():
    how = Polish(0.25, 0.1, 0.4)
    found = polished(PICKS, {one.item.id: math.cos(number) for number, one in enumerate(PICKS)}, how)
    assert [float(one.score) for one in found] == sorted((float(one.score) for one in found), reverse=True)
    for one in found:
        assert float(one.score) == math.fsum(one.score.parts.values())
        assert abs(one.score.parts["polish"]) <= how.weight
    assert {one.item.id for one in found} == {one.item.id for one in PICKS}


@pytest.mark.parametrize("opinion", [1e9, -1e9, 0.0])
def test_no_opinion_weighs_more_than_the_weight(opinion):
    assert abs(Polish(0.12, 0.0, 1.0).part(opinion)) <= 0.12


def test_without_a_weight_or_an_opinion_nothing_changes():
    assert polished(PICKS, {"b1": 5.0}, Polish()) == PICKS
    assert polished(PICKS, {}, Polish(0.2)) == PICKS
