"""Two orders in one list, and the test that may be read at any time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.entities import Interaction, Verdict
from assistant.recommend.history import History, Request
from assistant.recommend.judging.sequential import Standing, standing
from assistant.recommend.judging.team_draft import levels_between, team_draft
from assistant.storage.journal.records import ShownList

DAY = 86_400.0
NOW = 1_700_000_000.0


@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(0, 50))
def test_both_sides_choose_as_often_and_nothing_stands_twice(ours, theirs, seed):
    order, second = team_draft(ours, theirs, 10, seed)
    assert len(order) == len(set(order)) == 10 and len(second) == 5
    for place, one in enumerate(order):
        side = theirs if one in second else ours
        assert one == next(other for other in side if other not in order[:place]), "each takes its best that is free"
    level = {one: 5.0 - place / 3 for place, one in enumerate(ours)}
    levels = level | levels_between(order, second, level)
    assert all(levels[a] >= levels[b] for a, b in zip(order, order[1:], strict=False)), "the score never rises"


def test_a_list_shared_with_a_rival_keeps_its_sums_and_its_places(regions):
    likes = tuple(Interaction(k, f"b{10 * k + 3}", Verdict.LIKED, NOW - DAY * k) for k in range(8))
    history = History(likes)
    alone = Request(n=10, seed=4, explore=0.0, now=NOW)
    both = Request(n=10, seed=4, explore=0.0, now=NOW, rival="lately")
    picks = regions.recommender.recommend(history, both)
    assert {pick.team for pick in picks} == {"ours", "theirs"}
    assert [pick.item.id for pick in picks] != regions.recommender.listed(history, alone)
    assert [pick.item.id for pick in picks] == regions.recommender.listed(history, both)
    for place, pick in enumerate(picks, 1):
        assert ("comparison" in pick.score.parts) == (pick.team == "theirs")
        placed = regions.recommender.why(history, pick.item.id, both)
        assert placed.rank == place and float(placed.recommendation.score) == float(pick.score)
    asked = Request(text="region 3", n=10, seed=4, explore=0.0, now=NOW, rival="lately")
    assert not any(pick.team for pick in regions.recommender.recommend(history, asked)), "a wish is nobody's contest"


def test_evidence_is_the_bayes_factor_and_two_equal_ways_seldom_reach_it():
    assert Standing("lately").evidence == 1.0
    assert Standing("lately", 1, 6, 0).evidence == pytest.approx(2**6 / 7) and not Standing("lately", 1, 6, 0).decided
    assert (
        Standing("lately", 1, 0, 8).decided and Standing("lately", 1, 0, 8).evidence == Standing("x", 1, 8, 0).evidence
    )
    generator = np.random.default_rng(0)
    wrong = 0
    for _ in range(300):
        ours = np.cumsum(generator.random(120) < 0.5).tolist()
        wrong += any(Standing("x", 1, k, n - k).decided for n, k in enumerate(ours, 1))
    assert wrong / 300 < 0.05, "read after each of 120 choices"


def test_a_choice_counts_once_for_whoever_put_the_work_there():
    rows = (
        {"id": "a", "team": "ours", "rival": "lately"},
        {"id": "b", "team": "theirs", "rival": "lately"},
        {"id": "c", "team": "theirs", "rival": "lately"},
        {"id": "try", "propensity": 0.2},
    )
    lists = [ShownList(1, NOW, rows), ShownList(2, NOW + DAY, ({"id": "x", "score": 1.0},))]
    acts = [
        Interaction(1, "a", Verdict.LIKED, NOW - DAY),
        Interaction(2, "b", Verdict.OPENED, NOW + 60),
        Interaction(3, "b", Verdict.LIKED, NOW + 90),
        Interaction(4, "c", Verdict.DISLIKED, NOW + 60),
        Interaction(5, "try", Verdict.LIKED, NOW + 60),
    ]
    found = standing("lately", lists, acts)
    assert (found.lists, found.ours, found.theirs) == (1, 0, 1), "a was chosen before it was shown, c was not chosen"
    late = [Interaction(1, "b", Verdict.LIKED, NOW + 15 * DAY)]
    assert standing("lately", lists, late).theirs == 0
    assert standing("similar", lists, acts).lists == 0
