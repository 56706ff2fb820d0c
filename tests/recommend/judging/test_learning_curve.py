"""The learning curve: the same likes guessed from more and more of what was said."""

import pytest

from assistant.domain.entities import Interaction, Verdict
from assistant.domain.errors import Cancelled
from assistant.recommend.history import History, Request
from assistant.recommend.judging.learning_curve import learning_curve
from assistant.recommend.offline_evaluation import temporal_cuts

START = 1_700_000_000.0
LATER = START + 365 * 86_400.0


@pytest.fixture(scope="module")
def cuts(regions):
    """Thirty likes of one region of the shelf, one a day."""
    near = [n for n in range(len(regions.recommender.catalogue)) if regions.region[n] == 3][:30]
    events = [Interaction(k, f"b{n}", Verdict.LIKED, START + 86_400 * k) for k, n in enumerate(near)]
    return temporal_cuts(History(tuple(events)), regions.recommender.catalogue, LATER)[0]


def test_it_rises_from_chance_with_what_is_known(regions, cuts):
    curve = learning_curve(regions.recommender, cuts, Request())
    assert [one.pieces for one in curve] == [0, 1, 3, 5, 10, len(cuts[-12].before.interactions)]
    assert abs(curve[0].ahead.mean - 0.5) < 0.25
    assert curve[-1].ahead.low > 0.7 and curve[-1].ahead.mean >= curve[1].ahead.mean
    assert all(one.ahead.low <= one.ahead.mean <= one.ahead.high for one in curve)


def test_it_stops_when_asked(regions, cuts):
    said = []
    with pytest.raises(Cancelled):
        learning_curve(regions.recommender, cuts, Request(), progress=said.append, cancelled=lambda: len(said) == 2)
    assert [step.done for step in said] == [0, 12]
