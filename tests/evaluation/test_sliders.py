"""The two sliders move what they promise: familiar to surprising, narrow to varied."""

import numpy as np
import pytest

from assistant.domain.entities import Interaction, Verdict
from assistant.recommend.history import History, Request, read_signals
from assistant.recommend.metrics import intra_list_diversity

NOW = 1_700_000_000.0
PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)


def measured(regions, **slider):
    """(mean distance to what was liked, diversity within the list) of the first ten."""
    catalogue = regions.recommender.catalogue
    likes = [row for row in range(600) if regions.region[row] in (2, 5)][:16]
    history = History(tuple(Interaction(k, f"b{row}", Verdict.LIKED, NOW - 99) for k, row in enumerate(likes)))
    request = Request(n=10, explore=0.0, now=NOW, **slider)
    rows = [catalogue.row[name] for name in regions.recommender.listed(history, request)]
    signals = read_signals(history, catalogue, NOW)
    near = catalogue.vectors[rows] @ catalogue.vectors[signals.rows].T
    return 1 - float(near.max(axis=1).mean()), intra_list_diversity(catalogue.vectors[rows])


@pytest.mark.parametrize(("slider", "measure"), [("surprise", 0), ("variety", 1)])
def test_a_slider_moves_its_measure_one_way(regions, slider, measure):
    values = [measured(regions, **{slider: place})[measure] for place in PLACES]
    assert np.all(np.diff(values) >= -0.02), values
    assert values[-1] > values[0] + 0.03, values


def test_the_narrow_end_gathers_the_list_round_its_first_pick(regions):
    assert measured(regions, variety=0.0)[1] < measured(regions, variety=0.3)[1] - 0.02
